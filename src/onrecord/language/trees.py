"""ARC SCORES → TREES: the best head of each word if that is a tree, else the best tree. Never fails.

Maximum spanning tree with one root: Chu and Liu 1965, Edmonds 1967; one root as in Zmigrod et al. 2020, by trying
roots in the order of their scores.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROOTS_TRIED = 3


def heads_of(arcs: Floats) -> list[int]:
    """Heads of the words of one sentence, 0 for the root, else 1-based.

    `arcs` is (words, words + 1): a row for each word, a column for each head, column 0 the root. Scores that are no
    numbers count as very low. The result is always one tree with one root.
    """
    count = len(arcs)
    scores = np.nan_to_num(np.asarray(arcs, np.float64), nan=-1e6).clip(-1e6, 1e6)  # far from the bars below
    scores[np.arange(count), np.arange(1, count + 1)] = -1e9
    heads: list[int] = scores.argmax(1).tolist()
    if heads.count(0) == 1 and is_tree(heads):
        return heads
    gain = scores[:, 0] - scores[:, 1:].max(1) if count > 1 else scores[:, 0]
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-gain)[:ROOTS_TRIED].tolist():
        tried = _spanning_tree(scores, root)
        total = float(scores[np.arange(count), tried].sum())
        if best is None or total > best[0]:
            best = total, tried
    return best[1] if best else []


def is_tree(heads: Sequence[int]) -> bool:
    """Whether every word leads to the root.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0])
    (True, False)
    """
    state = [1] + [0] * len(heads)  # 0 unseen, 1 leads to the root, 2 on the way
    for start in range(1, len(heads) + 1):
        way = []
        at = start
        while state[at] == 0:
            state[at] = 2
            way.append(at)
            at = heads[at - 1]
        if state[at] == 2:
            return False
        for passed in way:
            state[passed] = 1
    return True


def _spanning_tree(scores: NDArray[np.float64], root: int) -> list[int]:
    """Best tree in which only word `root` hangs on the root (numbers of words from 0) → 1-based heads."""
    count = len(scores)
    full = np.full((count + 1, count + 1), -1e12)  # full[head, dependent]
    full[:, 1:] = scores.T
    full[0, 1:] = -1e10
    full[0, root + 1] = 1e10
    np.fill_diagonal(full, -1e12)
    return _edmonds(full)[1:]


def _edmonds(weights: NDArray[np.float64]) -> list[int]:
    """Chu–Liu–Edmonds over a dense matrix (head, dependent), node 0 the root; contracts one cycle at a time."""
    size = len(weights)
    heads: list[int] = weights.argmax(0).tolist()
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outer, around = np.flatnonzero(~inside), np.array(cycle)
    held = weights[[heads[at] for at in cycle], cycle]
    entering = weights[np.ix_(outer, around)] - held[None, :]
    leaving = weights[np.ix_(around, outer)]
    small = np.full((len(outer) + 1, len(outer) + 1), -1e12)
    small[:-1, :-1] = weights[np.ix_(outer, outer)]
    small[:-1, -1] = entering.max(1)
    small[-1, :-1] = leaving.max(0)
    entry, exits = entering.argmax(1), leaving.argmax(0)
    inner = _edmonds(small)
    result = list(heads)
    for at, node in enumerate(outer.tolist()):
        if node:
            result[node] = cycle[int(exits[at])] if inner[at] == len(outer) else int(outer[inner[at]])
    source = inner[-1]
    result[cycle[int(entry[source])]] = int(outer[source])
    return result


def _cycle(heads: list[int]) -> list[int]:
    state = [1] + [0] * (len(heads) - 1)
    for start in range(1, len(heads)):
        way = []
        at = start
        while state[at] == 0:
            state[at] = 2
            way.append(at)
            at = heads[at]
        if state[at] == 2:
            return way[way.index(at) :]
        for passed in way:
            state[passed] = 1
    return []
