"""SCORES → SENTENCES: where sentences begin, and the tags, trees and entities of each."""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.language.docs import Sentence
from onrecord.language.entities import entity_spans
from onrecord.language.lemmas import lemma_of
from onrecord.language.trees import heads_of
from onrecord.language.weights import Scores, Weights
from onrecord.language.windows import Window

Bools = NDArray[np.bool_]


_NEVER = -1e4
"""Log odds of what should not be."""

_CLOSING = frozenset(("”", '"', "''", "’", "'", "»"))


class Decoder:
    """Reads the label tables of a bundle once; decodes sentence by sentence."""

    def __init__(self, weights: Weights, sentence_threshold: float) -> None:
        tables = weights.tables
        self.upos, self.xpos, self.feats = tables["upos"], tables["xpos"], tables["feats"]
        self.scripts, self.deprels, self.entities = tables["lemma"], tables["deprel"], tables["entity"]
        self._bounds = np.cumsum([len(self.upos), len(self.xpos), len(self.feats), len(self.scripts)])
        self._least = log(sentence_threshold / (1 - sentence_threshold))
        count, size, _ = weights.matrices["label"].shape
        self._label = weights.matrices["label"].transpose(1, 0, 2).reshape(size, count * size)
        self._root = self.deprels.index("root")
        self._lemmas: dict[tuple[str, int], str] = {}

    def starts(
        self, scores: Sequence[Scores], cut: Sequence[Window], breaks: Bools, joined: Bools
    ) -> tuple[Bools, list[int]]:
        """Sentence starts of all words, and for each window the first word that is taken from it.

        `breaks` must open one, `joined` should not (see `behind_comma`). Where windows overlap, the change from one
        to the next is at the likeliest sentence start of the overlap, so that no sentence comes from two windows.
        """
        starting = breaks.copy()
        taken = []
        for number, (start, end) in enumerate(cut):
            logits = np.where(joined[start:end], _NEVER, scores[number].tags[:, -1])
            begin = start
            if number and start < cut[number - 1][1]:
                stop = cut[number - 1][1]
                inner = np.arange(start + 1, stop)
                before = scores[number - 1].tags[inner - cut[number - 1][0], -1]
                begin = int(inner[int((before + logits[inner - start]).argmax())])
            taken.append(begin)
            starting[begin:end] = breaks[begin:end] | (logits[begin - start :] > self._least)
            starting[begin] = True
        return starting, taken

    def sentences(self, words: Sequence[str], scores: Scores, offset: int, bounds: Sequence[Window]) -> list[Sentence]:
        """The sentences at `bounds` (words of the document), all inside one window that begins at `offset`."""
        tags = scores.tags
        parts = np.split(tags[:, : self._bounds[-1]], self._bounds[:-1], axis=1)
        upos, xpos, feats, scripts = (part.argmax(1).tolist() for part in parts)
        all_heads = [heads_of(_sentence_arcs(scores.arcs, start - offset, end - offset)) for start, end in bounds]
        labels = self._labels(scores, offset, bounds, all_heads)
        found = []
        at = 0
        for (start, end), heads in zip(bounds, all_heads, strict=True):
            left, right = start - offset, end - offset
            found.append(
                Sentence(
                    start=start,
                    upos=[self.upos[number] for number in upos[left:right]],
                    xpos=[self.xpos[number] for number in xpos[left:right]],
                    feats=[self.feats[number] for number in feats[left:right]],
                    lemmas=[self._lemma(words[i], scripts[i - offset]) for i in range(start, end)],
                    heads=[head - 1 for head in heads],
                    deprels=[self.deprels[number] for number in labels[at : at + end - start]],
                    entities=entity_spans(scores.entities[left:right], self.entities),
                )
            )
            at += end - start
        return found

    def _labels(
        self, scores: Scores, offset: int, bounds: Sequence[Window], all_heads: Sequence[Sequence[int]]
    ) -> list[int]:
        dependents = [at - offset for start, end in bounds for at in range(start, end)]
        heads = [
            head + start - offset if head else 0
            for (start, _), every in zip(bounds, all_heads, strict=True)
            for head in every
        ]
        left, right = _with_one(scores.label_dependent[dependents]), _with_one(scores.label_head[heads])
        reached = (left @ self._label).reshape(len(left), -1, left.shape[1])
        values = np.matmul(reached, right[:, :, None])[:, :, 0]
        is_root = np.array(heads) == 0
        values[:, self._root] = np.where(is_root, 1e6, -1e6)
        found: list[int] = values.argmax(1).tolist()
        return found

    def _lemma(self, word: str, script: int) -> str:
        key = (word, script)
        found = self._lemmas.get(key)
        if found is None:
            found = lemma_of(word, self.scripts[script])
            if len(self._lemmas) < 100_000:
                self._lemmas[key] = found
        return found


def _sentence_arcs(arcs: NDArray[np.float32], start: int, end: int) -> NDArray[np.float32]:
    """Arcs inside one sentence, the root's column first."""
    return np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)


def _with_one(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate([values, np.ones((len(values), 1), np.float32)], axis=1)


def sentence_bounds(starting: Bools, begin: int, end: int) -> list[Window]:
    """Sentences in [begin, end), which begins with one."""
    starts = [begin + at for at in np.flatnonzero(starting[begin:end]).tolist()]
    return list(zip(starts, [*starts[1:], end], strict=True))


def behind_comma(words: Sequence[str]) -> Bools:
    """Whether each word stands behind a comma, closing quotation marks between them or not: “We left,” Pell said.

    >>> behind_comma(["We", "left", ",", "”", "Pell", "said"]).tolist()
    [False, False, False, True, True, False]
    """
    found = np.zeros(len(words), bool)
    behind = False
    for at, word in enumerate(words):
        found[at] = behind
        behind = word == "," or (behind and word in _CLOSING)
    return found
