"""How many people an act killed, hurt, held or drove out, read from the sentence of its trigger.

    figures = Figures(parsed, transcript.document.text)
    figures(trigger)  # a token of one of the Docs → FIGURES

Words that tell what becomes of people ("killed", "dead", "arrests", "toll": table `plover/figures_kinds`) take an
amount from the words that the tree puts with them, or from the words right before them. An act has the figures in the
part of its sentence that its own clause governs or stands under.
"""

from spacy.tokens import Span, Token

from onrecord.events.around import stretch
from onrecord.events.counts import Counted, Counts
from onrecord.events.figure_words import VERBAL, light_forms, rows_of
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Extent
from onrecord.language.parsed import Parsed
from onrecord.records import Evidence
from onrecord.records.figure import Figure, FigureKind, FigureRelation

_ALIKE = frozenset((FigureKind.KILLED, FigureKind.INJURED, FigureKind.CASUALTIES, FigureKind.MISSING))
"""Kinds that one act has together: an attack kills and injures; an arrest is an act of its own."""


class Figures:
    """Answers for the words of one document; `text` is `Document.text`."""

    def __init__(self, parsed: Parsed, text: str) -> None:
        self.parsed = parsed
        self.text = text
        self.grammar = parsed.grammar
        self.counts = Counts(parsed.grammar)
        self._sentences: dict[tuple[int, int], list[Counted]] = {}

    def __call__(self, trigger: Token) -> tuple[Figure, ...]:
        """The figures of an act in the order of the text; each amount once."""
        own = {FigureKind(row["kind"]) for row in rows_of(trigger) if row["kind"] != "-"}
        reach = self._reach(trigger)
        mine = [one for one in self.counted(trigger.sent) if one.anchor.i in reach and _fits(one.kind, own)]
        return tuple(self.figure(one) for one in mine)

    def counted(self, sentence: Span) -> list[Counted]:
        """All that a sentence counts, whichever act it is of."""
        key = (id(sentence.doc), sentence.start)
        if key not in self._sentences:
            self._sentences[key] = self.counts(sentence)
        return self._sentences[key]

    # Which of them are an act's

    def _reach(self, trigger: Token) -> frozenset[int]:
        """The words of the sentence part that tells of an act: what hangs from its clause, and what that stands under.

        A clause joined by "and" with a doer of its own tells of another act.
        """
        top = self.grammar.clause_of(trigger)
        while (above := self._above(top)) is not None:
            top = above
        start, end = stretch(trigger)
        kept: set[int] = set()
        waiting = [top]
        while waiting:
            word = waiting.pop()
            kept.add(word.i)
            waiting += [
                child
                for child in self.grammar.dependents_of(word)
                if not self._is_other(child, trigger) and not self._is_of_object(child, word, trigger)
            ]
        return frozenset(at for at in kept if start <= at < end)

    def _above(self, clause: Token) -> Token | None:
        relation = self.grammar.relation_of(clause)
        above = self.grammar.head_of(clause)
        if above is None:
            return None
        if relation in (Relation.ADVERBIAL_CLAUSE, Relation.OPEN_COMPLEMENT):
            return self.grammar.clause_of(above)
        if relation is Relation.CONJUNCT and not self._is_other(clause, above):
            return self.grammar.clause_of(above)
        return None

    def _is_other(self, child: Token, trigger: Token) -> bool:
        """Whether a joined clause has a doer of its own, and does not hold the trigger."""
        if self.grammar.relation_of(child) not in (Relation.CONJUNCT, Relation.PARATAXIS):
            return False
        if child.pos_ not in VERBAL or trigger.i in {word.i for word in child.subtree}:
            return False
        return self.grammar.subject_of(child, resolve=False) is not None and not any(
            row["place"] == "subject" for row in rows_of(child)
        )

    def _is_of_object(self, child: Token, noun: Token, trigger: Token) -> bool:
        """Whether a relative clause tells what the trigger's object did: "condemned the attack, *which killed* 19"."""
        if self.grammar.relation_of(child) is not Relation.RELATIVE_CLAUSE or noun.i == trigger.i:
            return False
        is_object = self.grammar.relation_of(noun) is Relation.OBJECT and self.grammar.head_of(noun) == trigger
        return is_object and trigger.lower_ not in light_forms() and self.grammar.subject_of(child) == noun

    def figure(self, one: Counted) -> Figure:
        """What is counted, as a record."""
        amount, doc = one.place.amount, one.anchor.doc
        start, _ = self.parsed.characters(doc[one.place.start])
        _, end = self.parsed.characters(doc[one.place.end - 1])
        relation = one.relation or amount.relation
        return Figure(
            kind=one.kind,
            low=amount.low,
            high=None if relation is FigureRelation.MORE_THAN else amount.high,
            relation=relation,
            words=Evidence.of(self.text, start, end),
            who=self._who(one),
            cumulative=one.cumulative,
            reason=f"{one.row.id} at {one.anchor.text!r}",
        )

    def _who(self, one: Counted) -> str | None:
        """The noun that is counted, with what stands between the amount and it."""
        noun = one.counted
        if noun is not None and one.place.start <= noun.i < one.place.end:
            behind = [below for name, below in self.grammar.prepositional_arguments(noun) if name == "of"]
            return self.grammar.noun_phrase(behind[0], Extent.BASE).text if behind else None
        if noun is None or noun.i == one.anchor.i:
            between = one.anchor.doc[one.place.end : one.anchor.i]
            nouns = [word for word in between if word.pos_ in ("NOUN", "PROPN")]
            return nouns[-1].text if nouns else None
        words = noun.doc[one.place.end : noun.i + 1]
        return words.text.removeprefix("of ") or None


def _fits(kind: FigureKind, own: set[FigureKind]) -> bool:
    """Whether a figure is of the kind that a trigger itself names; a trigger that names none takes all."""
    return not own or kind in own or bool(_ALIKE & own and kind in _ALIKE)
