"""WORDS → WINDOWS → SCORES: what the encoder sees at once.

Neighbouring segments share a window, so that a short turn is read in its context; a long one is read in windows that
overlap. Batches are formed inside one document: dynamic 8-bit scales depend on the whole batch, and a document must
give the same output in any company.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.language.pieces import Row
from onrecord.language.weights import Inputs, Scores, Weights

Window = tuple[int, int]
"""[start, end) in the words of the document."""


def windows(count: int, breaks: Sequence[int], width: int, overlap: int) -> list[Window]:
    """Cuts `count` words into windows of at most `width`: at a forced sentence start that is near, else overlapping.

    The overlap is at most half the width, so that no word is in three windows.

    >>> windows(12, [0, 4, 8], width=6, overlap=2)
    [(0, 4), (4, 8), (8, 12)]
    >>> windows(10, [0], width=6, overlap=2)
    [(0, 6), (4, 10)]
    """
    overlap = min(overlap, width // 2)
    forced = sorted(breaks)
    found: list[Window] = []
    start = 0
    while count - start > width:
        before = bisect_right(forced, start + width)
        fitting = forced[before - 1] if before else 0
        if fitting >= start + overlap:
            found.append((start, fitting))
            start = fitting
        else:
            found.append((start, start + width))
            start += width - overlap
    return [*found, (start, count)] if count else []


def scored(weights: Weights, words: Sequence[str], cut: Sequence[Window], room: int) -> list[Scores]:
    """Scores of every window; windows of like length share a batch of at most `room` pieces with their padding."""
    rows = [weights.pieces.window(words[start:end]) for start, end in cut]
    found: dict[int, Scores] = {}
    for batch, inputs in in_batches(rows, room):
        found |= zip(batch, weights.scores(inputs, [len(rows[at][2]) for at in batch]), strict=True)
    return [found[at] for at in range(len(rows))]


def in_batches(rows: Sequence[Row], room: int) -> Iterator[tuple[list[int], Inputs]]:
    """Rows of like length, padded to one length, `room` pieces at most unless one row has more: places and inputs."""
    batch: list[int] = []
    for at in [*sorted(range(len(rows)), key=lambda at: (len(rows[at][0]), at)), -1]:
        if batch and (at < 0 or len(rows[at][0]) * (len(batch) + 1) > room):
            yield batch, padded([rows[each] for each in batch])
            batch = []
        batch.append(at)


def padded(rows: Sequence[Row]) -> Inputs:
    """The inputs of one batch, without marks."""
    length, width = max(len(row[0]) for row in rows), max(len(row[2]) for row in rows)
    inputs = {}
    for kind, (name, size) in enumerate({"pieces": length, "shapes": length, "first": width, "last": width}.items()):
        inputs[name] = np.zeros((len(rows), size), np.int64)
        for matrix, row in zip(inputs[name], rows, strict=True):
            matrix[: len(row[kind])] = row[kind]
    inputs["marks"] = np.zeros((len(rows), length), np.int64)
    return inputs
