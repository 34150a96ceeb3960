"""Whether an act took place: negation, modality, governing and modifying words around its trigger.

The words are rows of `plover/status_cues`; what stands where is asked of the tree. A row's `actual` overrides what the
form suggests ("managed to sign").
"""

import re
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.language.grammar_verbs import Modality
from onrecord.lexicons import table
from onrecord.records import EventStatus

_FORMS = {
    Modality.FUTURE: EventStatus.PLANNED,
    Modality.POSSIBLE: EventStatus.HYPOTHETICAL,
    Modality.NECESSARY: EventStatus.HYPOTHETICAL,
    Modality.HYPOTHETICAL: EventStatus.HYPOTHETICAL,
}
_COMPLEMENTS = (
    Relation.OPEN_COMPLEMENT, Relation.COMPLEMENT, Relation.OBJECT, Relation.OBLIQUE, Relation.NOMINAL_MODIFIER,
    Relation.ADNOMINAL_CLAUSE, Relation.ADVERBIAL_CLAUSE,
)  # fmt: skip
_HIGHEST = 3
"""Words above the trigger that are asked: "plans to begin the withdrawal"."""
_NEAR = 12
"""Words around a verb among which its date stands."""
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TO_COME = re.compile(
    rf"(?i)\b(?:tomorrow|tonight|next (?:week|month|year|{_DAY})|this coming \w+|(?:on|come|this) {_DAY})\b"
)
_INVERTED = frozenset(("had", "were", "should"))
_FAILING = frozenset(("fall through", "fizzle out"))


class Judgement(NamedTuple):
    """A status and why."""

    status: EventStatus
    reason: str

    @property
    def is_default(self) -> bool:
        """Whether no word says so."""
        return self.reason == _DEFAULT


_DEFAULT = "nothing says otherwise"


@cache
def _cues(pos: str) -> dict[str, tuple[EventStatus, str]]:
    """Status and row of the words of one part of speech."""
    rows = table("plover/status_cues", "words", "pos", "status", "example")
    return {
        words: (EventStatus(row["status"]), row.id)
        for row in rows
        if pos in row["pos"].split(";")
        for words in row["words"].split(";")
    }


class StatusReader:
    """Judges triggers of Docs of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, trigger: Token) -> Judgement:
        """The status of the act that a word names."""
        verb = trigger
        if trigger.pos_ not in ("VERB", "AUX"):
            found = self._modified(trigger)
            if found is not None:
                return found
            above = self.grammar.head_of(trigger)
            relation = self.grammar.relation_of(trigger)
            if (
                above is None
                or above.pos_ not in ("VERB", "AUX")
                or relation not in (Relation.OBJECT, Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
            ):
                return self._governed(trigger) or Judgement(EventStatus.ACTUAL, _DEFAULT)
            verb = above
        return self._own(verb) or self._governed(trigger) or Judgement(EventStatus.ACTUAL, _DEFAULT)

    def _own(self, verb: Token) -> Judgement | None:
        """By negation, modality and adverbs of the verb itself."""
        if self.grammar.is_negated(verb):
            return Judgement(EventStatus.NEGATED, "its verb is negated")
        modality = self.grammar.modality(verb)
        if modality is not None and modality in _FORMS:
            return Judgement(_FORMS[modality], f"its verb is {modality.value}")
        for adverb in self.grammar.dependents_of(verb, Relation.ADVERB):
            cue = _cues("adverb").get(adverb.lower_)
            if cue is not None and cue[0] is not EventStatus.ACTUAL:
                return Judgement(cue[0], f"{cue[1]}: {adverb.text}")
        if self.grammar.is_conditional(verb) or self._inverted(verb):
            return Judgement(EventStatus.HYPOTHETICAL, "it stands in a condition")
        if self._is_to(verb):
            return Judgement(EventStatus.PLANNED, "is to")
        return self._dated(verb)

    def _dated(self, verb: Token) -> Judgement | None:
        """By words of a day to come beside a present tense: "the envoy *flies* to Lima *next week*"."""
        helped = any(word.tag_ == "VBD" for word in self.grammar.auxiliaries_of(verb))
        if verb.tag_ not in ("VBZ", "VBP", "VBG") or helped or (verb.tag_ == "VBG" and not _is_progressive(verb)):
            return None
        around = verb.doc[max(verb.sent.start, verb.i - _NEAR) : min(verb.sent.end, verb.i + _NEAR)].text
        found = _TO_COME.search(around)
        return Judgement(EventStatus.PLANNED, f"a day to come: {found[0]}") if found is not None else None

    def _inverted(self, verb: Token) -> bool:
        """Whether a condition without "if" begins with its auxiliary: "*Had* the town surrendered, …"."""
        first = min(self.grammar.auxiliaries_of(verb), key=lambda word: word.i, default=None)
        subject = self.grammar.subject_of(verb, resolve=False) or self.grammar.passive_subject_of(verb, resolve=False)
        is_first = (
            first is not None and first.lower_ in _INVERTED and subject is not None and first.i < subject.i < verb.i
        )
        return is_first and self.grammar.relation_of(verb) is Relation.ADVERBIAL_CLAUSE

    def _is_to(self, verb: Token) -> bool:
        """Whether "is to" stands with a verb: "the battalion *is to* leave"."""
        to = next((word for word in verb.children if word.lower_ == "to" and word.i < verb.i), None)
        before = to.nbor(-1) if to is not None and to.i > verb.sent.start else None
        return before is not None and before.lower_ in ("is", "are", "'s", "’s") and before.pos_ == "AUX"

    def _modified(self, noun: Token) -> Judgement | None:
        """By the adjectives and determiners of an event noun: "a *planned* strike", "*no* attack"."""
        for child in noun.children:
            if child.i < noun.i and child.lower_ == "no":
                return Judgement(EventStatus.NEGATED, "no")
            cue = _cues("adjective").get(child.lower_) or _cues("adjective").get(child.lemma_.lower())
            if child.i < noun.i and cue is not None:
                return Judgement(cue[0], f"{cue[1]}: {child.text}")
            if child.dep_ == "case":
                phrase = _cues("preposition").get(child.lower_)
                if phrase is not None:
                    return Judgement(phrase[0], f"{phrase[1]}: {child.text}")
        return None

    def _governed(self, trigger: Token) -> Judgement | None:
        """By the words above: "plans to strike", "fear of an attack"; the nearest word with a row decides."""
        word = trigger
        for _ in range(_HIGHEST):
            above = self.grammar.head_of(word)
            if above is None:
                return None
            relation = self.grammar.relation_of(word)
            if relation is Relation.CONJUNCT:
                word = above
                continue
            if relation is Relation.PASSIVE_SUBJECT or (relation is Relation.SUBJECT and word is trigger):
                cue = self._cue_of(above) if self._ends(above, relation) else None
                return Judgement(cue[0], f"{cue[1]}: {above.text}") if cue is not None else None
            if relation not in _COMPLEMENTS:
                return None
            cue = self._cue_of(above)
            if cue is not None:
                if self.grammar.is_negated(above) and cue[0] is not EventStatus.NEGATED:
                    return Judgement(EventStatus.NEGATED, f"{cue[1]} is negated: {above.text}")
                own = self._own(above) if cue[0] is EventStatus.ACTUAL and above.pos_ == "VERB" else None
                return own or Judgement(cue[0], f"{cue[1]}: {above.text}")
            if relation in (Relation.OPEN_COMPLEMENT, Relation.OBJECT) and above.pos_ in ("VERB", "AUX"):
                own = self._own(above)
                if own is not None:
                    return own
            if above.pos_ in ("VERB", "AUX") and relation is Relation.COMPLEMENT:
                return None  # what is said of a finite clause is the business of attribution
            word = above
        return None

    def _ends(self, verb: Token, relation: Relation) -> bool:
        """Whether a verb says of its subject that it does not come about: "were called off", "fell through"."""
        cue = self._cue_of(verb)
        if cue is None or cue[0] is EventStatus.ACTUAL or self.grammar.is_negated(verb):
            return False
        return relation is Relation.PASSIVE_SUBJECT or self.grammar.phrasal_lemma(verb) in _FAILING

    def _cue_of(self, word: Token) -> tuple[EventStatus, str] | None:
        pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(word.pos_)
        if pos is None:
            return None
        known = _cues(pos)
        if pos == "verb":
            passive = known.get(f"be {word.lower_}") if self.grammar.is_passive(word) else None
            phrasal = known.get(self.grammar.phrasal_lemma(word))
            return passive or phrasal or known.get(word.lemma_.lower())
        if pos == "adjective":
            return known.get(f"be {word.lower_}") or known.get(word.lower_)
        return known.get(word.lemma_.lower())


def _is_progressive(verb: Token) -> bool:
    """Whether "is" or "are" stands with a present participle: "is flying"."""
    return any(child.dep_.startswith("aux") and child.tag_ in ("VBZ", "VBP") for child in verb.children)
