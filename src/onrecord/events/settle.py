"""Which of several candidates stand: one act is one event, and what is only asked for is no second one.

PLOVER 2.0 and the annotation guide: the content of a REQUEST, REJECT or THREATEN is not coded beside it; a type that
needs a recipient is none without; an act needs somebody who does or suffers it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.events.learned import HEAD
from onrecord.events.lemmas import lemma_of
from onrecord.events.patterns import patterns
from onrecord.language.grammar import Grammar
from onrecord.records import EventStatus
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.events.code import Candidate

_SPEECH = frozenset(("REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"))
"""Types whose content is an act of its own kind that has not happened."""

_ANSWERS = frozenset(("REJECT", "AGREE", "CONCEDE"))
_ASKING = frozenset(("REQUEST", "AGREE"))
_JUDGEMENTS = frozenset(("ACCUSE", "REJECT", "SUPPORT"))
_SOON, _LATELY = 4, 12
"""Events before an answer among which that lies which it answers: without and with a noun that points to it."""
_POINTING = frozenset(("this", "that", "these", "those", "such"))
_DEEDS = frozenset(("ASSAULT", "COERCE", "PROTEST"))


def settled(candidates: Sequence["Candidate"], grammar: Grammar, settings: Settings) -> list["Candidate"]:
    """The candidates that stand, in the order given."""
    kept = [one for one in candidates if _has_parties(one) or _is_deed(one) or _is_sure(one, settings)]
    by_doc: dict[int, list[Candidate]] = {}
    for one in kept:
        by_doc.setdefault(id(one.trigger.doc), []).append(one)
    stand = [
        one
        for one in kept
        if not _is_content(one, by_doc[id(one.trigger.doc)], grammar) and not _is_echo(one, by_doc[id(one.trigger.doc)])
    ]
    return [_answering(one, stand[:at], grammar) for at, one in enumerate(stand)]


def _answering(one: "Candidate", before: Sequence["Candidate"], grammar: Grammar) -> "Candidate":
    """An answer that names nobody goes to the one whose act it answers.

    "Pell told Orr to sign. Orr *refused*", "Maran *rejected* the claim", "Estia *welcomed* the accord": to him who
    asked, who claimed, to those who signed.
    """
    if one.receivers or not one.doers or one.trigger.pos_ != "VERB":
        return one
    answered = grammar.undergoer_of(one.trigger)
    if answered is None and one.pattern.type in _ANSWERS:
        to_them = [other for other in before[-_SOON:] if set(other.receivers) & set(one.doers)]
        found = [other.doers for other in to_them if other.pattern.type in _ASKING]
    elif answered is not None and one.pattern.type in _JUDGEMENTS and _is_known(answered):
        kinds = {row.type for row in patterns("noun").get(lemma_of(answered), ())}
        found = [other.doers for other in before[-_LATELY:] if other.pattern.type in kinds]
    else:
        return one
    others = [doers for doers in found if doers and not set(doers) & set(one.doers)]
    return replace(one, receivers=others[-1]) if others else one


def _is_known(noun: Token) -> bool:
    """Whether a noun points back: "*the* claim", "*that* offer"."""
    return noun.pos_ == "NOUN" and any(child.lower_ == "the" or child.lower_ in _POINTING for child in noun.children)


def _is_deed(one: "Candidate") -> bool:
    """Whether a row knows an attack, an arrest or a protest that is told: it stands though nobody is named.

    "Those strikes" points to one that is told elsewhere, "mass shootings" to none.
    """
    if one.pattern.type not in _DEEDS or one.pattern.row == HEAD or one.judgement.status is not EventStatus.ACTUAL:
        return False
    before = [child for child in one.trigger.children if child.i < one.trigger.i]
    is_bare = one.trigger.tag_ in ("NNS", "NNPS") and not any(child.pos_ in ("DET", "NUM") for child in before)
    return not is_bare and not any(child.lower_ in _POINTING for child in before)


def _is_sure(one: "Candidate", settings: Settings) -> bool:
    """Whether a row knows an act that names nobody and the head is sure of it; of the head alone it is none."""
    return one.pattern.row != HEAD and one.share >= settings.event_unnamed


def _has_parties(one: "Candidate") -> bool:
    return bool(one.doers or one.receivers)


def _is_content(one: "Candidate", others: Iterable["Candidate"], grammar: Grammar) -> bool:
    """Whether an act that is not actual stands in the content of a speech act that is coded."""
    if one.judgement.status is EventStatus.ACTUAL and one.trigger.pos_ == "VERB" and not _is_infinitive(one.trigger):
        return False
    above = set(_above(one.trigger))
    return any(other is not one and other.trigger.i in above and other.pattern.type in _SPEECH for other in others)


def _is_infinitive(word: Token) -> bool:
    return word.tag_ in ("VB", "VBG")


def _above(word: Token) -> Iterable[int]:
    at = word
    while at.head.i != at.i:
        at = at.head
        yield at.i


def _is_echo(one: "Candidate", others: Iterable["Candidate"]) -> bool:
    """Whether a verb or its noun says the same act: "launched an *attack* … *attacked*"; the first stands.

    Of a verb and the noun that is its object ("*held* talks"), the verb stands: it has the words of both roles.
    """
    if one.trigger.dep_ == "obj" and any(
        other.trigger.i == one.trigger.head.i and other.pattern.type == one.pattern.type for other in others
    ):
        return True
    return any(
        other is not one
        and other.pattern.type == one.pattern.type
        and other.trigger.sent.start == one.trigger.sent.start
        and other.trigger.i < one.trigger.i
        and set(one.doers) <= set(other.doers)
        and set(one.receivers) <= set(other.receivers)
        and (one.trigger.pos_ != other.trigger.pos_ or other.trigger.i in set(_above(one.trigger)))
        for other in others
    )
