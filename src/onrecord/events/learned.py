"""What the storey of events says of a word, and the choice between it and the pattern tables.

A pattern knows frames and gives type, mode, roles and a reason; the head knows texts. A frame that the head holds to be
no act is dropped, a type that it is sure of replaces the row's, and what it alone is sure of is added. Settings hold
the bounds; `event_makers` asks one of them alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from onrecord.events.patterns import NONE, Pattern
from onrecord.events.status import Judgement
from onrecord.language.attributions import HeadEvents
from onrecord.lexicons.ontology import event_types, modes_of
from onrecord.records import EventStatus
from onrecord.settings import Settings

HEAD = "head"
STATUS = (EventStatus.ACTUAL, EventStatus.PLANNED, EventStatus.HYPOTHETICAL, EventStatus.NEGATED)
"""In the order of the head."""
TYPES = (NONE, *event_types())
_LEAST = 0.01
"""A next best type with a smaller share is none."""
PAIRS = tuple((kind, mode) for kind in event_types() for mode in modes_of(kind))
_ACTS = ("VERB", "NOUN", "ADJ")
"""Kinds of words that may name an act which no row knows."""
_RECIPIENTS = (
    "object",
    "indirect",
    "prep:with",
    "prep:to",
    "prep:against",
    "prep:on",
    "prep:for",
    "prep:of",
    "prep:from",
)
"""Where the recipient of an act may stand that no row knows, in order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The head's view of one word: probability of each type, the first of none."""

    events: HeadEvents
    at: int

    @property
    def types(self) -> NDArray[np.float64]:
        """The probability of each type, the first of none; a copy."""
        found: NDArray[np.float64] = self.events.types[self.at].astype(np.float64)
        return found

    @property
    def acts(self) -> float:
        """The probability of any act."""
        return 1.0 - float(self.events.types[self.at, 0])

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest type of an act."""
        row = self.events.types[self.at, 1:]
        place = int(row.argmax())
        return TYPES[place + 1], float(row[place])

    def second(self, kind: str) -> str | None:
        """The next best type of an act beside one, with its share: `COERCE 0.21`; None if it has less than 0.01."""
        row = self.types
        row[[0, TYPES.index(kind)]] = 0.0
        place = int(row.argmax())
        return f"{TYPES[place]} {row[place]:.2f}" if row[place] >= _LEAST else None

    def score(self, pattern: Pattern, settings: Settings) -> float:
        """The probability that the type is right: of the head's share, on a scale of its own where a row speaks too."""
        share = min(max(float(self.events.types[self.at, TYPES.index(pattern.type)]), 1e-4), 1 - 1e-4)
        by_head = pattern.row == HEAD
        bias = settings.event_head_bias if by_head else settings.event_row_bias
        slope = settings.event_head_slope if by_head else settings.event_row_slope
        return round(1 / (1 + exp(-(bias + slope * log(share / (1 - share))))), 3)

    def mode(self, kind: str, least: float) -> str | None:
        """The likeliest mode of a type, if it is sure enough."""
        odds = {mode: float(self.events.modes[self.at, at]) for at, (name, mode) in enumerate(PAIRS) if name == kind}
        best = max(odds, key=lambda mode: odds[mode], default=None)
        return best if best is not None and odds[best] >= least else None

    def status(self, least: float) -> Judgement | None:
        """What the head makes of the status, if it is sure enough that the act did not take place."""
        row = self.events.status[self.at]
        best = int(row.argmax())
        if STATUS[best] is EventStatus.ACTUAL or row[best] < least:
            return None
        return Judgement(STATUS[best], f"the head, {float(row[best]):.2f}")

    def words(self, role: int, least: float) -> list[int]:
        """Tokens of the actor (0) or the recipient (1), if the head is sure enough of them."""
        return np.flatnonzero(self.events.roles(self.at)[role] >= least).tolist()


def reading_of(events: Sequence[HeadEvents], segment: int, token: Token) -> Reading | None:
    """The head's view of a token of a segment; None where a pipeline has no head."""
    return Reading(events[segment], token.i) if events else None


def choose(
    pattern: Pattern | None, reading: Reading | None, token: Token, settings: Settings, *, has_rows: bool
) -> Pattern | None:
    """The row that codes a word: that of the tables, one with the head's type, or none.

    `has_rows`: the tables know the word, in other frames; then the head need be less sure.
    """
    if reading is None or settings.event_makers == "rules":
        return pattern if pattern is not None and pattern.type != NONE else None
    if pattern is None and token.pos_ not in _ACTS and settings.event_makers != "head":
        return None
    kind, share = reading.best
    if settings.event_makers == "head":
        return _row(kind, reading, token, settings) if share >= settings.event_alone else None
    if pattern is None:
        least = settings.event_fits if has_rows else settings.event_adds
        return _row(kind, reading, token, settings) if share >= least else None
    if pattern.type == NONE:
        return None
    if reading.acts < settings.event_keeps:
        return None
    if kind != pattern.type and share >= settings.event_corrects:
        return _row(kind, reading, token, settings)
    return pattern


def _row(kind: str, reading: Reading, token: Token, settings: Settings) -> Pattern:
    """A row of the head's own, for the places of roles."""
    pos = "noun" if token.pos_ in ("NOUN", "PROPN") else "verb"
    mode = reading.mode(kind, settings.event_mode)
    return Pattern(HEAD, token.lemma_, pos, (), kind, mode, False, (), _RECIPIENTS, "-", "")
