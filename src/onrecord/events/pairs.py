"""Given pairs: a sentence, a source and a target in it → what the one does to the other.

The storey of events reads the sentence with both parties marked; a row of the tables that fits a word speaks for its
type. The codes keep to the letter of the manual (decision 0007): a signed text is SUPPORT, a coming meeting AGREE.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.events.frames import Frames
from onrecord.events.learned import PAIRS, TYPES
from onrecord.events.patterns import NONE, Pattern
from onrecord.language.attributions import HeadPair
from onrecord.language.grammar import Grammar
from onrecord.language.load import parser_for
from onrecord.language.parsed import ParsedSegment
from onrecord.language.parser import Parser
from onrecord.lexicons.ontology import event_type, score_of
from onrecord.records import Source
from onrecord.settings import Settings
from onrecord.transcripts import Reader

_LABEL = "ANNA PELL: "
_REPLY = "\n\nBEN ORR: Thank you.\n"
"""A sentence alone may be a heading; a turn in a talk is none."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairCode:
    """The code of a pair: always the best type; `score` is its share, `none` the probability that nothing is done."""

    type: str
    mode: str | None
    quad: int
    intensity: float
    score: float
    none: float
    reason: str


class _Row(NamedTuple):
    """A row that fits a word of the sentence."""

    at: int
    word: str
    pattern: Pattern


class PairCoder:
    """Codes pairs; built once."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.read = Reader(self.settings)
        self.parse = parser_for(self.settings)

    def __call__(self, sentence: str, source: Span, target: Span) -> PairCode:
        """The code of a sentence with two spans [start, end) in it; UsageError if a span holds no word."""
        flat = "".join(" " if sign.isspace() else sign for sign in sentence)
        parsed = self.parse(self.read(Source(name="pair", content=_LABEL + flat + _REPLY)))
        words: list[str] = []
        rows: list[_Row] = []
        parties: tuple[list[int], list[int]] = ([], [])
        for segment in parsed.segments:
            inside = [_inside(segment, (start + len(_LABEL), end + len(_LABEL))) for start, end in (source, target)]
            rows += self._rows(parsed.grammar, segment, {at for some in inside for at in some}, len(words))
            for party, some in zip(parties, inside, strict=True):
                party += [at + len(words) for at in some]
            words += [token.text for token in segment.doc]
        for name, party in zip(("source", "target"), parties, strict=True):
            if not party:
                raise UsageError(f"the {name} holds no word of the sentence: {sentence!r}")
        head = self.parse.pair(words, *parties) if isinstance(self.parse, Parser) else None
        return self._code(words, rows, head)

    def _rows(self, grammar: Grammar, segment: ParsedSegment, taken: set[int], offset: int) -> Iterator[_Row]:
        """The rows that fit the words of a segment, the words of the parties being the actors."""
        frames = Frames(grammar, lambda token: token.i in taken)
        for token in segment.doc:
            pattern = frames.pattern_of(token) if token.i not in taken else None
            if pattern is not None and pattern.type != NONE:
                yield _Row(token.i + offset, token.text, pattern)

    def _code(self, words: Sequence[str], rows: Sequence[_Row], head: HeadPair | None) -> PairCode:
        shares = np.zeros(len(TYPES)) if head is None else head.types.astype(np.float64)
        none, shares[0] = shares[0], 0.0
        votes = self.settings.event_row_votes
        for row in rows:
            shares[TYPES.index(row.pattern.type)] += votes * (1.0 if head is None else float(head.at[row.at]))
        kind = _best(shares)
        mode = _mode(head, kind, self.settings.event_mode) if head is not None else None
        told = next((row for row in rows if row.pattern.type == kind), None)
        if head is not None:
            looked = int(head.at.argmax())
            told = next((row for row in rows if row.at == looked and row.pattern.type == kind), None)
            reason = f"{words[looked]}: {told.pattern.row if told else 'the head'}"
        else:
            reason = f"{told.word}: {told.pattern.row}" if told else "no word of the sentence names an act"
        return PairCode(
            type=kind,
            mode=mode if head is not None or told is None else told.pattern.mode,
            quad=int(event_type(kind).quad),
            intensity=score_of(kind, mode),
            score=round(float(shares[TYPES.index(kind)] / shares.sum()), 3) if shares.any() else 0.0,
            none=round(float(none), 3),
            reason=reason,
        )


def _best(shares: NDArray[np.float64]) -> str:
    """The type with the greatest share within the quad that has the greatest: errors across quads weigh more."""
    quads = np.array([0, *(int(event_type(kind).quad) for kind in TYPES[1:])])
    best = max(range(1, 5), key=lambda quad: float(shares[quads == quad].sum()))
    return TYPES[int(np.where(quads == best, shares, -1.0).argmax())]


def _mode(head: HeadPair, kind: str, least: float) -> str | None:
    """The likeliest mode of a type, if its share among the modes of the type is great enough."""
    odds = {mode: float(head.modes[at]) for at, (name, mode) in enumerate(PAIRS) if name == kind}
    best = max(odds, key=lambda mode: odds[mode], default=None)
    return best if best is not None and odds[best] >= least else None


def _inside(segment: ParsedSegment, span: Span) -> list[int]:
    return [at for at, (left, right) in enumerate(segment.offsets) if left < span[1] and right > span[0]]
