"""ENTITY SCORES → SPANS: the best sequence of labels in which an I continues what is of its kind."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_Doubles = NDArray[np.float64]
Span = tuple[int, int, str]
"""[start, end) in words, and the type."""

_FORBIDDEN = -1e9
_FARTHEST = 1e4
"""Scores beyond this, and what is no number, count as this: the best sequence is always an allowed one."""


@cache
def _transitions(labels: tuple[str, ...]) -> _Doubles:
    """0 where a label may follow another, very low where not: `I-X` follows `B-X` and `I-X` alone. Rows: before."""
    allowed = np.zeros((len(labels), len(labels)))
    for after, label in enumerate(labels):
        if label.startswith("I-"):
            for before, previous in enumerate(labels):
                if previous[2:] != label[2:]:
                    allowed[before, after] = _FORBIDDEN
    return allowed


def label_sequence(scores: Floats, labels: Sequence[str]) -> list[int]:
    """Numbers of the best labels of one sentence (words, labels); most often simply the best of each word."""
    greedy: list[int] = scores.argmax(1).tolist()
    before = "O"
    for number in greedy:
        label = labels[number]
        if label[0] == "I" and before[2:] != label[2:]:
            return _viterbi(scores, tuple(labels))
        before = label
    return greedy


def _viterbi(scores: Floats, labels: tuple[str, ...]) -> list[int]:
    steps = _transitions(labels)
    bounded: _Doubles = np.nan_to_num(scores.astype(np.float64), nan=-_FARTHEST).clip(-_FARTHEST, _FARTHEST)
    best = bounded[0] + steps[labels.index("O")]
    back = np.zeros(scores.shape, np.int64)
    for at in range(1, len(scores)):
        ways = best[:, None] + steps
        back[at] = ways.argmax(0)
        best = ways.max(0) + bounded[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


def entity_spans(scores: Floats, labels: Sequence[str]) -> list[Span]:
    """Entities of one sentence.

    >>> entity_spans(np.eye(3, dtype=np.float32)[[1, 2, 0]], ("O", "B-ORG", "I-ORG"))
    [(0, 2, 'ORG')]
    """
    found: list[Span] = []
    for at, number in enumerate(label_sequence(scores, labels)):
        mark, _, kind = labels[number].partition("-")
        if mark == "B":
            found.append((at, at + 1, kind))
        elif mark == "I":
            found[-1] = (found[-1][0], at + 1, kind)
    return found
