"""Which of several candidates stand: one act is one event, and what is only asked for is no second one.

PLOVER 2.0 and the annotation guide: the content of a REQUEST, REJECT or THREATEN is not coded beside it; a type that
needs a recipient is none without; an act needs somebody who does or suffers it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.language.grammar import Grammar
from onrecord.lexicons.ontology import event_type
from onrecord.records import EventStatus
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.events.code import Candidate

_SPEECH = frozenset(("REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"))
"""Types whose content is an act of its own kind that has not happened."""


def settled(candidates: Sequence["Candidate"], grammar: Grammar, settings: Settings) -> list["Candidate"]:
    """The candidates that stand, in the order given."""
    kept = [one for one in candidates if _has_parties(one) or one.share >= settings.event_unnamed]
    by_doc: dict[int, list[Candidate]] = {}
    for one in kept:
        by_doc.setdefault(id(one.trigger.doc), []).append(one)
    return [
        one
        for one in kept
        if not _is_content(one, by_doc[id(one.trigger.doc)], grammar) and not _is_echo(one, by_doc[id(one.trigger.doc)])
    ]


def _has_parties(one: "Candidate") -> bool:
    if not one.doers and not one.receivers:
        return False
    return bool(one.receivers) or not event_type(one.pattern.type).recipient_required or len(one.doers) > 1


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
