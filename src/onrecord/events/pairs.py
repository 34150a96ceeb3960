"""Given pairs: a sentence, a source and a target in it → what the one does to the other.

The same tables and the same head as for documents: every word of the sentence counts as the trigger of each type as far
as the head and the patterns take it for one, and as far as source and target are its actor and its recipient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.events.frames import Frames
from onrecord.events.learned import TYPES, Reading, reading_of
from onrecord.events.patterns import NONE
from onrecord.language.load import parser_for
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.lexicons.ontology import event_type, score_of
from onrecord.records import Source
from onrecord.settings import Settings
from onrecord.transcripts import Reader

_FLOOR = 0.05
"""A word counts this much as trigger of a pair whose places it does not give to it."""
_ROW = 0.3
"""What a row that fits adds to the type of the head."""

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


class _Vote(NamedTuple):
    """What one word says: shares of the types, the first of none, why, and the head's view of it."""

    shares: NDArray[np.float64]
    reason: str
    reading: Reading | None


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
        parties = [(start + len(_LABEL), end + len(_LABEL)) for start, end in (source, target)]
        votes = [vote for at in range(len(parsed.segments)) for vote in self._votes(parsed, at, parties)]
        for name, span in zip(("source", "target"), parties, strict=True):
            if not any(_inside(segment, span) for segment in parsed.segments):
                raise UsageError(f"the {name} holds no word of the sentence: {sentence!r}")
        return self._code(votes)

    def _votes(self, parsed: Parsed, number: int, parties: Sequence[Span]) -> Iterator[_Vote]:
        """How far each word of a segment is the trigger of each type, for the two parties."""
        segment = parsed.segments[number]
        words = [_inside(segment, span) for span in parties]
        taken = {at for some in words for at in some}
        frames = Frames(parsed.grammar, lambda token: token.i in taken)
        for token in segment.doc:
            if token.i in taken or token.pos_ not in ("VERB", "NOUN", "ADJ", "AUX"):
                continue
            reading = reading_of(parsed.read.events, number, token)
            shares = np.zeros(len(TYPES)) if reading is None else reading.types
            pattern = frames.pattern_of(token)
            reason = "the head"
            if pattern is not None and pattern.type != NONE:
                shares[TYPES.index(pattern.type)] += _ROW
                reason = pattern.row
            yield _Vote(shares * _fit(reading, words), f"{token.text}: {reason}", reading)

    def _code(self, votes: Sequence[_Vote]) -> PairCode:
        total = sum((vote.shares for vote in votes), np.zeros(len(TYPES)))
        best = int(total[1:].argmax()) + 1
        kind = TYPES[best]
        chief = max(votes, key=lambda vote: float(vote.shares[best]), default=None)
        reading = chief.reading if chief is not None else None
        mode = reading.mode(kind, self.settings.event_mode) if reading is not None else None
        none = float(np.prod([1 - min(1.0, float(vote.shares[1:].max())) for vote in votes]))
        share = float(total[best] / total[1:].sum()) if total[1:].any() else 0.0
        return PairCode(
            type=kind,
            mode=mode,
            quad=int(event_type(kind).quad),
            intensity=score_of(kind, mode),
            score=round(share, 3),
            none=round(none, 3),
            reason=chief.reason if chief is not None else "no word of the sentence names an act",
        )


def _fit(reading: Reading | None, words: Sequence[list[int]]) -> float:
    """How far source and target are actor and recipient of a word."""
    if reading is None:
        return 1.0
    odds = reading.events.roles(reading.at)
    share = 1.0
    for row, some in enumerate(words):
        share *= _FLOOR + (float(odds[row, some].max()) if some else 0.0)
    return share


def _inside(segment: ParsedSegment, span: Span) -> list[int]:
    return [at for at, (left, right) in enumerate(segment.offsets) if left < span[1] and right > span[0]]
