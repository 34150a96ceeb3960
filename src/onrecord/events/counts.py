"""Amounts in a sentence, and the words that count with them: "120 *wounded*", "claimed the *lives* of 30"."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Span, Token

from onrecord.events.amounts import Amount, amounts_in, is_year
from onrecord.events.figure_words import VERBAL, forms, rows_of, things, topping
from onrecord.language.grammar import Extent, Grammar
from onrecord.lexicons import Row
from onrecord.records.figure import FigureKind, FigureRelation

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET")
_INSIDE = ("NOUN", "PROPN", "ADJ")
_MEASURES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"))
_PARTS = frozenset(("including", "include", "among"))
_PASSED = frozenset(
    ["was", "were", "are", "is", "be", "been", "have", "has", "left", "feared", "reported", "of", "others"]
)
_HOLDERS = frozenset(("family", "group", "crowd", "total", "team", "lives"))
_PAIRED = 2  # words from "killed" to "wounded" in "killed or wounded", at most
_JOINED = 3  # words between "killed" and "wounded" of one amount, at most
_NEAR = 6  # words between an amount and what it counts


class Place(NamedTuple):
    """An amount in a sentence, [start, end) in tokens of its Doc; `core` is where the number itself begins."""

    amount: Amount
    start: int
    core: int
    end: int


class Counted(NamedTuple):
    """An amount that a word counts: the word, its row, and the noun that is counted, if any."""

    place: Place
    anchor: Token
    row: Row
    kind: FigureKind
    counted: Token | None
    cumulative: bool
    relation: FigureRelation | None


class Counts:
    """Finds what a sentence counts; `grammar` is that of its Doc."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, sentence: Span) -> list[Counted]:
        """Each amount of a sentence that counts people, once, in the order of the text."""
        return _one_each(self._found(sentence))

    def _found(self, sentence: Span) -> Iterator[Counted]:
        told = [(token, row) for token in sentence for row in rows_of(token)]
        places = self._places(sentence) if told else []
        for token, row in told if places else ():
            yield from self._of(token, row, places)

    def _places(self, sentence: Span) -> list[Place]:
        """The amounts of a sentence that are no dates, sums or measures."""
        found, base = [], sentence.start_char
        for amount in amounts_in(sentence.text):
            inside = [
                word.i
                for word in sentence
                if word.idx - base < amount.end and word.idx - base + len(word) > amount.start
            ]
            core = next(
                (at for at in inside if sentence.doc[at].idx - base + len(sentence.doc[at]) > amount.core), None
            )
            if core is None or self._is_measure(sentence, amount, core, inside[-1]):
                continue
            found.append(Place(amount, inside[0], core, inside[-1] + 1))
        return found

    def _is_measure(self, sentence: Span, amount: Amount, core: int, last: int) -> bool:
        behind = sentence.doc[last + 1] if last + 1 < sentence.end else None
        if behind is not None and behind.lower_ in things():
            return True
        if is_year(amount, sentence.text) and (behind is None or behind.tag_ != "NNS"):
            return True
        kinds = {sentence.doc[at].ent_type_ for at in range(core, last + 1)}
        return kinds <= _MEASURES

    def _of(self, token: Token, row: Row, places: Sequence[Place]) -> Iterator[Counted]:
        if row["place"] == "toll":
            kind = self._kind(token, row)
            yield from self._toll(token, row, kind, places) if kind is not None else ()
            return
        governor = self._needed(token, row)
        if row["needs"] != "-" and governor is None:
            return
        kind = FigureKind(row["kind"])
        for head in self._victims(token, row, governor, places):
            counted = [
                Counted(place, token, row, kind, noun, cumulative=False, relation=None)
                for noun, place in self._counts(head, token, places)
                if self._is_counted(token, governor, place)
            ]
            if counted:
                yield from counted
                return
        place = self._before(token, places) if row["place"] in ("object", "number") else None
        if place is not None and self._is_counted(token, None, place):
            yield Counted(place, token, row, kind, None, cumulative=False, relation=None)

    def _counts(self, head: Token, anchor: Token, places: Sequence[Place]) -> list[tuple[Token, Place]]:
        """A noun and those joined to it with their amounts: beside one that has a number, "a guard" is one."""
        nouns = [
            noun
            for noun in self.grammar.conjuncts(head)
            if noun.i >= head.i and not self._is_behind_other(noun, anchor)
        ]
        numbers = [(noun, place) for noun in nouns if (place := self._amount_of(noun, places)) is not None]
        numbers = [(noun, place) for noun, place in numbers if not self._is_part(place, noun)]
        known = {noun.i for noun, _ in numbers}
        single = [(noun, place) for noun in nouns if noun.i not in known and (place := _article(noun)) is not None]
        return [*numbers, *single] if numbers else []

    def _is_behind_other(self, noun: Token, anchor: Token) -> bool:
        """Whether another word that counts stands between: "killed 12 people and *wounded* dozens"."""
        first, last = sorted((noun.i, anchor.i))
        between = noun.doc[first + 1 : last + 1] if noun.i > anchor.i else noun.doc[first + 1 : last]
        return any(
            word.i - first > _PAIRED and any(row["needs"] == "-" and row["pos"] != "noun" for row in rows_of(word))
            for word in between
        )

    def _is_counted(self, token: Token, governor: Token | None, place: Place) -> bool:
        """Whether the amount holds: what is negated counts nobody, unless the amount itself is what negates."""
        verb = governor or token
        if place.amount.high == 0 or verb.pos_ not in VERBAL:
            return True
        return not self.grammar.is_negated(verb)

    def _needed(self, token: Token, row: Row) -> Token | None:
        """The verb that a noun needs beside it: "*claimed* the lives of", "*took* nine divers hostage"."""
        if row["needs"] == "-":
            return None
        head, needs = token, row["needs"].split("|")
        for _ in range(3):
            above = self.grammar.head_of(head)
            if above is None:
                return None
            if above.pos_ in VERBAL and any(above.lower_ in forms("verb", one) for one in needs):
                return above
            head = above
        return None

    def _victims(self, token: Token, row: Row, governor: Token | None, places: Sequence[Place]) -> Iterator[Token]:
        """The nouns that a word may count, the likeliest first."""
        grammar = self.grammar
        if row["place"] in ("of", "number"):
            yield from (noun for name, noun in grammar.prepositional_arguments(token) if name == "of")
            yield token
        if governor is not None:
            yield from filter(None, (grammar.undergoer_of(governor), grammar.indirect_object_of(governor)))
            yield from filter(None, (grammar.doer_of(governor),) if governor.lemma_ == "lose" else ())
            return
        if token.pos_ in VERBAL:
            is_doer = row["place"] == "subject"
            found = grammar.doer_of(token) if is_doer else grammar.undergoer_of(token)
            if found is not None and (row["place"] != "person" or found.lower_ not in things()):
                yield found
            if row["place"] == "object":
                yield from _following(token, places)
        elif row["place"] == "number" and token.pos_ in ("ADJ", "ADV", "NOUN") and self._before(token, places) is None:
            above = grammar.head_of(token)
            subject = grammar.subject_of(token)
            yield from filter(None, (subject,))
            if above is not None and above.pos_ in VERBAL:
                yield from filter(None, (grammar.undergoer_of(above),))
            elif above is not None and above.pos_ in _NOMINAL:
                yield above

    def _amount_of(self, noun: Token, places: Sequence[Place]) -> Place | None:
        """The amount in a noun's own phrase: the noun is in it, or only words of the phrase stand between."""
        if noun.lower_ in things():
            return None
        start = min(self.grammar.noun_phrase(noun, Extent.BASE).start, noun.i)
        for place in reversed(places):
            if place.start <= noun.i < place.end:
                return place
            between = noun.doc[place.end : noun.i] if place.end <= noun.i < place.end + _NEAR else None
            if between is not None and (place.end > start or all(word.pos_ in _INSIDE for word in between)):
                return place
        return self._family(noun, places)

    def _family(self, noun: Token, places: Sequence[Place]) -> Place | None:
        """ "A family of *five*", "a group of *nine* divers"."""
        for name, below in self.grammar.prepositional_arguments(noun):
            if name == "of" and noun.lower_ in _HOLDERS:
                return self._amount_of(below, places)
        return None

    def _before(self, token: Token, places: Sequence[Place]) -> Place | None:
        """The amount right before a word, over the noun that it counts: "120 *wounded*", "nine divers *dead*"."""
        at, doc = token.i, token.doc
        while token.i - at < _NEAR and at > token.sent.start:
            found = next((place for place in places if place.end == at), None)
            if found is not None:
                return None if self._is_part(found, doc[found.core]) else found
            at -= 1
            word = doc[at]
            is_passed = word.pos_ in ("NOUN", "ADJ", "PROPN") or word.lower_ in _PASSED
            if (
                not is_passed
                or (token.pos_ == "NOUN" and word.pos_ == "NOUN")
                or (word.pos_ == "NOUN" and rows_of(word))
            ):
                return None
        return None

    def _is_part(self, place: Place, noun: Token) -> bool:
        """Whether an amount tells who is among those counted: "20 people, *including* six children"."""
        starts, doc = (place.start, noun.left_edge.i), noun.doc
        return any(word.lower_ in _PARTS for at in starts for word in doc[max(0, at - 2) : at])

    def _kind(self, token: Token, row: Row) -> FigureKind | None:
        """What a toll counts; a row without a kind has that of the noun: "the number of *arrests*"."""
        if row["kind"] != "-":
            return FigureKind(row["kind"])
        behind = [noun for name, noun in self.grammar.prepositional_arguments(token) if name == "of"]
        kinds = [FigureKind(one["kind"]) for noun in behind for one in rows_of(noun) if one["kind"] != "-"]
        return next(iter(kinds), None)

    def _toll(self, token: Token, row: Row, kind: FigureKind, places: Sequence[Place]) -> Iterator[Counted]:
        """The number that a toll comes to: the last one behind it in its clause, "rose from 80 to *90*"."""
        clause = self.grammar.clause_of(token)
        words = {word.i for word in clause.subtree}
        inside = [one for one in places if one.core in words and one.amount.low != 0]
        behind = [one for one in inside if one.start > token.i]
        risen = [one for one in behind if token.doc[one.start - 1].lower_ == "to"]
        chosen = next(iter(risen or behind or inside), None)
        if chosen is None:
            return
        relation = topping(clause) if chosen.amount.relation is FigureRelation.EXACT else None
        yield Counted(chosen, token, row, kind, None, cumulative=True, relation=relation)


def _following(token: Token, places: Sequence[Place]) -> Iterator[Token]:
    """The noun of the amount right behind a verb, where the tree has it no object."""
    for place in places:
        if place.start == token.i + 1:
            at = place.end
            while at + 1 < token.sent.end and token.doc[at].pos_ == "ADJ":
                at += 1
            yield token.doc[at] if at < token.sent.end and token.doc[at].pos_ in _INSIDE else token.doc[place.core]


def _article(noun: Token) -> Place | None:
    """The article of one person as an amount."""
    found = next((word for word in noun.children if word.lower_ in ("a", "an") and word.i < noun.i), None)
    if found is None or noun.tag_ not in ("NN", "NNP"):
        return None
    return Place(Amount(1, 1, FigureRelation.EXACT, 0, 0, 1), found.i, found.i, found.i + 1)


def _one_each(found: Iterable[Counted]) -> list[Counted]:
    """Each amount once, in the order of the text: killed and injured together are casualties; "shot dead" is dead."""
    by_place: dict[int, list[Counted]] = {}
    for one in found:
        by_place.setdefault(one.place.core, []).append(one)
    kept = []
    for core, same in sorted(by_place.items()):
        nearest = min(same, key=lambda one: (one.kind is FigureKind.CASUALTIES, abs(one.anchor.i - core)))
        kept.append(nearest._replace(kind=FigureKind.CASUALTIES) if _are_joined(same) else nearest)
    return kept


def _are_joined(same: Sequence[Counted]) -> bool:
    """Whether one amount is killed *and* injured: "killed or wounded", "dead or injured"."""
    ends = sorted({one.anchor.i for one in same if one.kind is not FigureKind.CASUALTIES})
    if ends and ends[0] < same[0].place.core < ends[-1]:
        return False
    if {FigureKind.KILLED, FigureKind.INJURED} - {one.kind for one in same} or ends[-1] - ends[0] > _JOINED:
        return False
    return any(word.lower_ in ("or", "and") for word in same[0].anchor.doc[ends[0] : ends[-1]])
