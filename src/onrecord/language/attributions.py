"""SCORES → ATTRIBUTIONS, and words that name who acts, as the trained heads read them.

The head knows an attribution by its anchor, the first word of its content. For each likely anchor every word of the
window is scored as content, source and cue (biaffine, as in Dozat and Manning 2017, with a bias by distance).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.language.weights import Floats, Scores

KINDS = ("none", "speech", "other")
"""What a word may open: nothing, a statement, an attribution of belief, intention or perception."""
RELATIONS = ("content", "source", "cue")
_GAP = 2
"""A run of content goes on over so many words that score low."""


@dataclass(frozen=True, slots=True)
class HeadAttribution:
    """An attribution in the tokens of one segment; `source` and `cue` are None where the head sees none.

    `score` is the probability that a statement (or, by `is_speech` false, another attribution) begins at the first
    word of `content`.
    """

    segment: int
    content: frozenset[int]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    is_speech: bool
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class HeadEvents:
    """What the storey of events reads in the tokens of one segment, one row each.

    `types` (tokens, types) are probabilities that a token is the trigger of an event of a type, the first of none;
    `modes` and `status` those of a trigger's mode (over all types) and status. `roles` tells for a trigger of what
    token is who does it, and to whom.
    """

    types: Floats
    modes: Floats
    status: Floats
    anchor_view: Floats
    word_view: Floats
    distance: Floats

    def roles(self, trigger: int) -> Floats:
        """Probabilities (2, tokens) of being the actor and the recipient of a trigger."""
        return _logistic(_members(self.anchor_view, self.word_view, self.distance, trigger))


@dataclass(frozen=True, slots=True, eq=False)
class HeadPair:
    """What the storey of events says of a given pair in a sentence.

    `types` are probabilities, the first of none; `modes` (over all types) and `at` (words) are shares: of modes, and of
    words in naming the act.
    """

    types: Floats
    modes: Floats
    at: Floats


@dataclass(frozen=True, slots=True, eq=False)
class HeadReading:
    """What the heads read in a document; empty where a pipeline has no such heads.

    The others have one array for each segment, with a row for every token: `acting` the probability that it is in a
    mention of an actor; `sectors` (tokens, sectors), what the sector of that actor would be, in the order of
    `sector_labels`.
    """

    attributions: tuple[HeadAttribution, ...] = ()
    acting: tuple[Floats, ...] = ()
    sectors: tuple[Floats, ...] = ()
    sector_labels: tuple[str, ...] = ()
    events: tuple[HeadEvents, ...] = ()


def reading(
    pieces: Sequence[tuple[Scores, int, int]], offsets: Sequence[int], firsts: Sequence[int],
    matrices: Mapping[str, Floats], sectors: Sequence[str], least: float,
) -> HeadReading:  # fmt: skip
    """Of all windows: their scores with the words taken from each, and the document's word at which each begins.

    `matrices` hold `distance` and `event_distance`, (relations, 2 n + 1): what a word n before to n behind the anchor
    gains. `firsts` are the first words of the segments, and the end. An attribution is proposed at anchors of at least
    `least`.
    """
    distance = matrices["distance"]

    def by_segment(some: Callable[[Scores], Floats]) -> list[Floats]:
        return np.split(np.concatenate([some(scores)[left:right] for scores, left, right in pieces]), firsts[1:-1])

    events = zip(
        by_segment(lambda scores: _softmax(scores.event_anchors)),
        by_segment(lambda scores: _softmax(scores.event_modes)),
        by_segment(lambda scores: _softmax(scores.event_status)),
        by_segment(lambda scores: scores.event_anchor_view),
        by_segment(lambda scores: scores.event_word_view),
        strict=True,
    )
    return HeadReading(
        attributions=tuple(
            one
            for (scores, left, right), offset in zip(pieces, offsets, strict=True)
            for one in _attributions(scores, distance, (left, right), firsts, offset, least)
        ),
        acting=tuple(by_segment(lambda scores: 1 - _softmax(scores.actors)[:, 0])),
        sectors=tuple(by_segment(lambda scores: _softmax(scores.sectors))),
        sector_labels=tuple(sectors),
        events=tuple(HeadEvents(*one, matrices["event_distance"]) for one in events),
    )


def pair_reading(types: Floats, modes: Floats, at: Floats) -> HeadPair:
    """Of the logits of one window."""
    found = (_softmax(row[None])[0] for row in (types, modes, at))
    return HeadPair(*found)


def _attributions(
    scores: Scores, distance: Floats, taken: tuple[int, int], firsts: Sequence[int], offset: int, least: float
) -> Iterator[HeadAttribution]:
    """Of one window, whose first word is word `offset` of the document, at anchors in `taken`."""
    odds = _softmax(scores.anchors)
    left, right = taken
    for anchor in (np.flatnonzero(odds[left:right, 0] < 1 - least) + left).tolist():
        speech, other = odds[anchor, 1:].tolist()
        segment = int(np.searchsorted(firsts, anchor + offset, side="right")) - 1
        start, end = max(firsts[segment] - offset, 0), min(firsts[segment + 1] - offset, len(odds))
        members = _members(scores.anchor_view, scores.word_view, distance, anchor)[:, start:end]
        moved = start + offset - firsts[segment]
        content = _content(members[0], anchor - start)
        source, cue = (_run(row) for row in members[1:])
        yield HeadAttribution(
            segment=segment,
            content=frozenset((content + moved).tolist()),
            source=(source[0] + moved, source[1] + moved) if source else None,
            cue=(cue[0] + moved, cue[1] + moved) if cue else None,
            is_speech=speech >= other,
            score=max(speech, other),
        )


def _members(anchor_view: Floats, word_view: Floats, distance: Floats, anchor: int) -> Floats:
    """Log odds (relations, words) of words for one anchor; the views are (words, relations * size)."""
    count = len(distance)
    words = word_view.reshape(len(word_view), count, -1)
    view = anchor_view[anchor].reshape(count, -1)
    found: Floats = np.einsum("rd,wrd->rw", view, words) / np.float32(view.shape[1] ** 0.5)
    far = distance.shape[1] // 2
    return found + distance[:, np.clip(np.arange(len(words)) - anchor, -far, far) + far]


def _content(odds: Floats, anchor: int) -> NDArray[np.int64]:
    """The words of the content from its anchor on; short gaps are closed, a far lone word is left out."""
    likely = np.flatnonzero(odds > 0)
    likely = likely[likely >= anchor]
    kept: list[int] = [anchor]
    for at in likely.tolist():
        if at - kept[-1] <= _GAP + 1:
            kept += range(kept[-1] + 1, at + 1)
        elif odds[at : at + 3].mean() > 0:  # goes on behind "…, he said, …"
            kept.append(at)
    return np.array(kept)


def _run(odds: Floats) -> tuple[int, int] | None:
    """The run of likely words with the greatest sum, as [start, end)."""
    best: tuple[float, int, int] | None = None
    at = 0
    while at < len(odds):
        stop = at
        while stop < len(odds) and odds[stop] > 0:
            stop += 1
        if stop > at:
            total = float(odds[at:stop].sum())
            if best is None or total > best[0]:
                best = (total, at, stop)
        at = stop + 1
    return best[1:] if best else None


def _logistic(odds: Floats) -> Floats:
    found: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return found


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    found: Floats = shifted / shifted.sum(1, keepdims=True)
    return found
