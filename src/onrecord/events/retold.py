"""What is told of an act without an event of its own: "four died in the attack", "the toll rose to 20".

    passages = Retelling(parsed, figures, around, circumstances, actor_of)
    events = retold(events, passages(events), reach=2500, close=400)

A noun that points back ("the attack", "those arrests") tells of the act again where its clause has figures, a doer, a
target or a source of its own; a toll tells of the last act of force; so does a bare figure right behind one ("Nine
people died."). What is counted of anything else stands between a toll and an act before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc, Span, Token

from onrecord.events.around import Surroundings, stretch
from onrecord.events.circumstances import Circumstances
from onrecord.events.counts import Counted
from onrecord.events.figure_words import forms
from onrecord.events.figures import Figures
from onrecord.events.status import StatusReader
from onrecord.events.told import Wider, are_apart, claims_exclude, distinct
from onrecord.events.told_words import (
    act_of,
    act_of_words,
    family_of,
    is_disaster,
    is_known,
    is_pointing,
    starts_series,
    sums_up,
    type_of,
)
from onrecord.language.clauses import Relation
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.lexicons import Row, table
from onrecord.records import Event, EventStatus, Evidence, ResolvedDate, ResolvedPlace
from onrecord.records.figure import FigureKind
from onrecord.records.telling import Telling

_HARM = frozenset((FigureKind.KILLED, FigureKind.INJURED, FigureKind.CASUALTIES, FigureKind.MISSING))
_KINDS: Mapping[str, frozenset[FigureKind]] = {
    "attack": _HARM | {FigureKind.ABDUCTED, FigureKind.DISPLACED},
    "protest": _HARM | {FigureKind.ARRESTED},
    "arrest": frozenset((FigureKind.ARRESTED,)),
    "abduct": _HARM | {FigureKind.ABDUCTED},
}
"""What the acts of a family do to people who are counted."""
_DOING = frozenset(("attack", "protest"))
"""Families of which a possessor is the doer: "the *rebels'* attack"."""
_SUFFERED = frozenset(("arrest", "abduct", "expel", "kill"))
"""Acts of which a possessor is the target: "*Pell's* arrest"."""
_SUBJECTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
_SAID = (Relation.ROOT, Relation.COMPLEMENT, Relation.PARATAXIS)


class Way(StrEnum):
    """By what a passage tells of an act: a noun that points back, a toll, a bare figure; `OTHER` is of other things."""

    NOUN = "noun"
    TOLL = "toll"
    FIGURE = "figure"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A telling whose act is not yet known, with its date and place."""

    telling: Telling
    way: Way
    date: ResolvedDate | None
    place: ResolvedPlace | None


class Retelling:
    """Finds the passages of one document; `actor_of` gives the id of the actor whom a word names."""

    def __init__(
        self,
        parsed: Parsed,
        figures: Figures,
        around: Surroundings,
        circumstances: Circumstances,
        actor_of: Callable[[Token], str | None],
    ) -> None:
        self.parsed = parsed
        self.grammar = parsed.grammar
        self.figures = figures
        self.around = around
        self.circumstances = circumstances
        self.actor_of = actor_of
        self.status = StatusReader(parsed.grammar)

    def __call__(self, events: Sequence[Event]) -> tuple[Passage, ...]:
        """All passages in the order of the text; what an event of `events` has already told is none."""
        tellings = [telling for event in events for telling in event.tellings]
        counted = {figure.words.start for telling in tellings for figure in telling.figures}
        triggers = {at for telling in tellings for at in range(telling.trigger.start, telling.trigger.end)}
        return tuple(
            passage
            for segment in self.parsed.segments
            for sentence in segment.doc.sents
            for passage in self._passages(segment, sentence, counted, triggers)
        )

    def _passages(
        self, segment: ParsedSegment, sentence: Span, told: set[int], triggers: set[int]
    ) -> Iterator[Passage]:
        nouns = [word for word in sentence if self._is_back(word) and self._start(word) not in triggers]
        counts: dict[int, list[Counted]] = {}
        for one in self.figures.counted(sentence):
            if self.figures.figure(one).words.start not in told:
                anchor = self._noun_of(one, nouns) or one.anchor
                counts.setdefault(anchor.i, []).append(one)
        for word in sentence:
            if word.i in counts or word in nouns:
                passage = self._passage(segment, word, counts.get(word.i, ()), is_noun=word in nouns)
                if passage is not None:
                    yield passage

    def _start(self, word: Token) -> int:
        return self.parsed.characters(word)[0]

    # Nouns that point back

    def _is_back(self, word: Token) -> bool:
        if word.pos_ != "NOUN" or not is_known(word.text) or self.grammar.relation_of(word) is Relation.COMPOUND:
            return False
        phrase = word.doc[word.left_edge.i : word.i].text
        if starts_series(phrase) or (self._case(word) in _prepositions("aside") and self._blame(word) is None):
            return False
        owners = self.grammar.dependents_of(word, Relation.POSSESSOR)
        before = self.grammar.dependents_of(word, Relation.DETERMINER)
        return bool(owners) or any(is_pointing(one.text, word.text) for one in before)

    def _case(self, noun: Token) -> str:
        return next((case.lower_ for case in self.grammar.dependents_of(noun, Relation.CASE)), "")

    def _blame(self, noun: Token) -> tuple[Token, Row] | None:
        """The verb by which a noun's act is laid to somebody, and its row: "*blamed* rebels for the attack"."""
        above = self.grammar.head_of(noun)
        if above is not None and above.pos_ == "NOUN":
            above = self.grammar.head_of(above)  # "claimed responsibility for the attack"
        is_object = self.grammar.relation_of(noun) in (Relation.OBJECT, Relation.PASSIVE_SUBJECT)
        place = "object" if is_object else self._case(noun)
        if above is None:
            return None
        for row in table("plover/told_blame", "words", "verb", "act", "doer"):
            if above.lower_ in forms("verb", row["verb"]) and row["act"] == place and self._laid_to(noun, above, row):
                return above, row
        return None

    def _laid_to(self, noun: Token, verb: Token, row: Row) -> list[Token]:
        """To whom an act is laid."""
        if row["doer"] == "subject":
            return list(filter(None, (self.grammar.doer_of(verb),)))
        if row["doer"] == "object":
            return list(filter(None, (self.grammar.undergoer_of(verb),)))
        beside = (*self.grammar.prepositional_arguments(verb), *self.grammar.prepositional_arguments(noun))
        return [word for name, word in beside if name == row["doer"]]

    def _noun_of(self, one: Counted, nouns: Sequence[Token]) -> Token | None:
        """The noun whose act has a figure: in the clause of what counts it or of one above, the nearest."""
        clauses = {self.grammar.clause_of(one.anchor), *self.grammar.governing_clauses(one.anchor)}
        start, end = stretch(one.anchor)
        near = [
            noun
            for noun in nouns
            if start <= noun.i < end
            and self.grammar.clause_of(noun) in clauses
            and one.kind in _KINDS.get(act_of_words(noun.text)[1], frozenset())
        ]
        return min(near, key=lambda noun: abs(noun.i - one.anchor.i), default=None)

    # Passages

    def _passage(
        self, segment: ParsedSegment, word: Token, counts: Sequence[Counted], *, is_noun: bool
    ) -> Passage | None:
        """What is told at a noun that points back, or at a word that counts; None where nothing is claimed."""
        way = Way.NOUN if is_noun else self._way(word, counts[0])
        verb = self.grammar.clause_of(counts[0].anchor if counts else word)
        if self.status(verb).status is not EventStatus.ACTUAL and way is not Way.OTHER:
            return None
        doers, targets = self._parties(word) if is_noun else ((), ())
        source, statement = self.around.reporter(self.parsed.characters(word), doers)
        source = source or (self._blamer(word) if is_noun else None)
        is_subject = self.grammar.relation_of(word) in _SUBJECTS
        if not counts and not doers and not targets and not (source is not None and is_subject):
            return None
        clause = self._clause(word, counts)
        date = self.circumstances.date(word, clause)
        place = self._place(word, clause)
        telling = Telling(
            evidence=self._evidence(word.doc, *clause),
            trigger=self._evidence(word.doc, word.i, word.i + 1),
            turn_id=segment.segment.turn_id,
            reported_by=source,
            statement_id=statement,
            actors=doers,
            recipients=targets,
            date_text=date.words if date is not None else None,
            place=place.words if place is not None else None,
            figures=tuple(map(self.figures.figure, counts)),
        )
        return Passage(telling=telling, way=way, date=date, place=place)

    def _place(self, word: Token, clause: tuple[int, int]) -> ResolvedPlace | None:
        """The place that a passage names itself; one named elsewhere sets nothing apart."""
        place = self.circumstances.place(word, type_of(word.text))
        left, right = self.parsed.characters(word.doc[slice(*clause)])
        return place if place is not None and left <= place.words.start < right else None

    def _way(self, anchor: Token, one: Counted) -> Way:
        """By what a figure without a noun tells of an act."""
        clause = self.grammar.clause_of(anchor)
        if sums_up(anchor.sent.text):
            return Way.OTHER
        if one.row["place"] == "toll":
            start = anchor.doc[max(0, anchor.sent.start - 1)].sent.start  # that of the sentence before
            if any(is_disaster(word.text) for word in anchor.doc[start : anchor.sent.end]):
                return Way.OTHER
            others = [noun for name, noun in self.grammar.prepositional_arguments(anchor) if not is_known(noun.text)]
            owner = self.grammar.possessor_of(anchor)
            kin = [noun for noun in others if noun.ent_type_ not in ("DATE", "TIME") and not self._counts_it(noun, one)]
            return Way.OTHER if kin or (owner is not None and owner.pos_ != "PRON") else Way.TOLL
        is_plain = one.kind in _HARM and anchor.pos_ != "NOUN" and self._is_plain(clause, one)
        return Way.FIGURE if is_plain else Way.OTHER

    def _counts_it(self, noun: Token, one: Counted) -> bool:
        return one.row["kind"] == "-" or one.place.start <= noun.i < one.place.end

    def _is_plain(self, clause: Token, one: Counted) -> bool:
        """Whether a clause tells no more than a figure: no cause, no place of its own, nobody who does it."""
        grammar = self.grammar
        if grammar.relation_of(clause) not in _SAID or grammar.adverbial_clauses_of(clause):
            return False
        if one.counted is not None and any(name != "of" for name, _ in grammar.prepositional_arguments(one.counted)):
            return False
        doer = grammar.doer_of(clause)
        if doer is not None and doer != one.counted and one.row["place"] != "subject":
            return False
        return all(noun.ent_type_ in ("DATE", "TIME") for _, noun in grammar.prepositional_arguments(clause))

    def _parties(self, noun: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who does it and to whom, by the words that hang from a noun: "the *rebels'* attack *on Osk*"."""
        blame = self._blame(noun)
        if blame is not None:
            return self._ids(self._laid_to(noun, *blame)), ()
        beside = self.grammar.prepositional_arguments(noun)
        doers = [word for name, word in beside if name in _prepositions("doer")]
        owner = self.grammar.possessor_of(noun)
        targets = [word for name, word in beside if name in _prepositions("target")]
        act = act_of_words(noun.text)
        if owner is not None and _SUFFERED & set(act):
            targets.append(owner)
        elif owner is not None and act[1] in _DOING:
            doers.append(owner)
        return self._ids(doers), self._ids(targets)

    def _blamer(self, noun: Token) -> str | None:
        """Who lays an act to somebody, or claims it."""
        found = self._blame(noun)
        doer = self.grammar.doer_of(found[0]) if found is not None else None
        return self.actor_of(doer) if doer is not None else None

    def _ids(self, words: Sequence[Token]) -> tuple[str, ...]:
        members = (member for word in words for member in self.grammar.conjuncts(word))
        return tuple(dict.fromkeys(actor for member in members if (actor := self.actor_of(member)) is not None))

    def _clause(self, word: Token, counts: Sequence[Counted]) -> tuple[int, int]:
        spans = [self.around.clause(word), *(self.around.clause(one.anchor) for one in counts)]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def _evidence(self, doc: Doc, start: int, end: int) -> Evidence:
        left, right = self.parsed.characters(doc[start:end])
        return Evidence.of(self.figures.text, left, right)


def retold(
    events: Sequence[Event], passages: Sequence[Passage], wider: Wider | None = None, *, reach: int, close: int
) -> tuple[Event, ...]:
    """Events with the passages that tell of them among their tellings and figures; other passages are dropped.

    `reach` is how far back a noun or a toll means an act, `close` how far a bare figure does, both in characters;
    `wider` as in `told_once`.
    """
    known = list(events)
    others: list[Telling] = []
    for one in passages:
        start = one.telling.trigger.start
        if one.way is Way.OTHER:
            others.append(one.telling)
            continue
        before = sorted(range(len(known)), key=lambda at: _last(known[at], start), reverse=True)
        nearest = [at for at in before if _last(known[at], start) >= max(0, start - reach)]
        found = _meant(one, [(at, known[at]) for at in nearest], others, close, wider or {})
        if found is not None:
            known[found] = _with(known[found], one.telling)
    return tuple(known)


def _last(event: Event, start: int) -> int:
    """Where an event was last told before a place; -1 if it was not."""
    return max((one.trigger.start for one in event.tellings if one.trigger.start < start), default=-1)


def _meant(
    one: Passage, nearest: Sequence[tuple[int, Event]], others: Sequence[Telling], close: int, wider: Wider
) -> int | None:
    """The number of the event of which a passage tells; `nearest` has the nearest first."""
    start = one.telling.trigger.start
    if one.way is Way.NOUN:
        noun = one.telling.trigger.quote
        return next((at for at, event in nearest if _is_of(event, noun) and _agree(event, one, wider)), None)
    for at, event in nearest:
        last = _last(event, start)
        if any(last < other.trigger.start < start and _kinds(other) & _kinds(one.telling) for other in others):
            return None
        if one.way is Way.FIGURE and (start - last > close or not _is_same_turn(event, one)):
            return None
        if _does(event, one) and _agree(event, one, wider):
            return at
        if one.way is Way.FIGURE:
            return None
    return None


def _is_same_turn(event: Event, one: Passage) -> bool:
    return any(telling.turn_id == one.telling.turn_id for telling in event.tellings)


def _is_of(event: Event, noun: str) -> bool:
    """Whether a noun names the act of an event: by the same word, as the same act, or as the wider one."""
    known, act = act_of(event), act_of_words(noun)
    return act[0] in known or noun.lower() == known[0] or act[0] == act[1] == family_of(event)


def _does(event: Event, one: Passage) -> bool:
    """Whether an act does to people what is counted."""
    return _kinds(one.telling) <= _KINDS.get(family_of(event) or act_of(event)[1], frozenset())


def _kinds(telling: Telling) -> set[FigureKind]:
    return {figure.kind for figure in telling.figures}


def _agree(event: Event, one: Passage, wider: Wider) -> bool:
    """Whether nothing sets a passage apart from an event: it happened, on no other day, in no other place."""
    if event.status is not EventStatus.ACTUAL:
        return False
    if are_apart(event.date, one.date, event.place, one.place):
        return False
    return not claims_exclude(event, one.telling, wider)


def _with(event: Event, telling: Telling) -> Event:
    tellings = (event.tellings[0], *sorted((*event.tellings[1:], telling), key=lambda one: one.trigger.start))
    return replace(event, tellings=tellings, figures=distinct((*event.figures, *telling.figures)))


@cache
def _prepositions(part: str) -> frozenset[str]:
    """Those behind a noun before its `doer` or `target`, or before a noun that is only mentioned `aside`."""
    return frozenset(row["words"] for row in table("plover/told_prepositions", "words", "part") if row["part"] == part)
