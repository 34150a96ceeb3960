"""MENTION SCORES → CHAINS: which words of a document name the same.

Word-level coreference (Dobrovolskii 2021): heads of mentions first, the best antecedent of each (Lee et al. 2017), then
the words from the first to the last of each mention. The matrices are trained in `training/losses.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.language.pairs import FEATURE_SIZES, LAST_PRONOUN, Heads, class_of, pair_features
from onrecord.language.weights import Floats

COARSE, PAIR, SPAN = 128, 64, 48
CONSIDERED = 25
"""Antecedents that the pair scorer looks at, the best by the coarse scores."""

REACH = 3000
"""Candidates before a block of mentions that are looked at: in a long document, time stays linear."""

BLOCK = 1024
"""Mentions whose coarse scores are in memory at once: those of a long document would not fit."""

Mention = tuple[int, int]
"""[start, end) in the words of the document."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What must be reached: to be a mention at all, to be linked, and to be linked to a name."""

    mention: float  # log odds
    link: float
    name: float


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document in a row, with the scores that chains need."""

    words: Sequence[str]
    upos: Sequence[str]
    feats: Sequence[str]
    sentence_of: NDArray[np.int64]
    segment_of: NDArray[np.int64]
    speaker_of: NDArray[np.int64]
    bounds: Sequence[tuple[int, int]]  # sentence of each word
    runs: Sequence[tuple[str, ...]]
    mentions: Floats
    views: Floats


class Linker:
    """Links mentions by the matrices of the bundle."""

    def __init__(self, matrices: dict[str, Floats], thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self.product, self.product_bias = matrices["product"].T, matrices["product_bias"]
        self.features = [matrices[f"feature{at}"] for at in range(len(FEATURE_SIZES))]
        self.out, self.out_bias = matrices["out"], float(matrices["out_bias"][0])

    def __call__(self, document: Words) -> list[list[Mention]]:
        """Chains of at least two mentions, mentions and chains in the order of the text."""
        chosen = np.flatnonzero(document.mentions > self.thresholds.mention)
        if len(chosen) < 2:
            return []
        antecedents = self._antecedents(document, chosen)
        spans = mention_spans(document, chosen)
        return _grouped(antecedents, spans)

    def _antecedents(self, document: Words, chosen: NDArray[np.int64]) -> list[int]:
        """For each candidate the place of its antecedent among the candidates, -1 for none."""
        views = document.views[chosen]
        later, earlier, coarse = _considered(views, document.mentions[chosen])
        heads = _heads(document, chosen)
        features = pair_features(heads, later, earlier)
        products = views[:, 2 * COARSE : 2 * COARSE + PAIR]
        inner = (products[later] * products[earlier]) @ self.product + self.product_bias
        for at, table in enumerate(self.features):
            inner += table[features[:, at]]
        scores = np.maximum(inner, 0) @ self.out + self.out_bias + coarse
        return self._best(heads, later, earlier, scores)

    def _best(self, heads: Heads, later: NDArray[np.int64], earlier: NDArray[np.int64], scores: Floats) -> list[int]:
        found = [-1] * len(heads.words)
        reached = [-np.inf] * len(heads.words)
        pronoun = [class_of(word, upos) <= LAST_PRONOUN for word, upos in zip(heads.words, heads.upos, strict=True)]
        for one, other, score in zip(later.tolist(), earlier.tolist(), scores.tolist(), strict=True):
            least = self.thresholds.link if pronoun[one] or not heads.runs[other] else self.thresholds.name
            if score > least and score > reached[one]:
                found[one], reached[one] = other, score
        return found


def _considered(views: Floats, own: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """The pairs that the pair scorer looks at: places of the later and the earlier candidate, coarse scores."""
    found = []
    for begin in range(0, len(views), BLOCK):
        rows = np.arange(begin, min(begin + BLOCK, len(views)))
        columns = np.arange(max(0, begin - REACH), rows[-1] + 1)
        coarse = views[rows, :COARSE] @ views[columns, COARSE : 2 * COARSE].T / np.float32(COARSE**0.5)
        coarse = coarse + own[rows, None] + own[None, columns]
        coarse[columns[None, :] >= rows[:, None]] = -1e4
        considered = min(CONSIDERED, len(columns))
        places = np.argpartition(-coarse, considered - 1, axis=1)[:, :considered]
        best = np.take_along_axis(coarse, places, axis=1)
        places = columns[places]
        real = places < rows[:, None]
        found.append((np.repeat(rows, considered)[real.reshape(-1)], places[real], best[real]))
    later, earlier, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return later, earlier, scores


def _heads(document: Words, chosen: NDArray[np.int64]) -> Heads:
    return Heads(
        words=[document.words[at] for at in chosen],
        upos=[document.upos[at] for at in chosen],
        feats=[document.feats[at] for at in chosen],
        sentences=document.sentence_of[chosen],
        segments=document.segment_of[chosen],
        speakers=document.speaker_of[chosen],
        runs=[document.runs[at] for at in chosen],
    )


def mention_spans(document: Words, chosen: NDArray[np.int64]) -> list[Mention]:
    """First to last word of the mention of each head, by pointers inside its sentence; the head is always in it."""
    base = 2 * COARSE + PAIR
    spans = []
    for head in chosen.tolist():
        left, right = document.bounds[head]
        views = document.views[left:right, base:]
        query = document.views[head, base:]
        at = head - left
        start = int((views[: at + 1, SPAN : 2 * SPAN] @ query[:SPAN]).argmax())
        end = at + int((views[at:, 3 * SPAN :] @ query[2 * SPAN : 3 * SPAN]).argmax())
        spans.append((left + start, left + end + 1))
    return spans


def _grouped(antecedents: list[int], spans: list[Mention]) -> list[list[Mention]]:
    chain_of: list[int] = []
    chains: list[list[Mention]] = []
    for at, before in enumerate(antecedents):
        if before < 0:
            chain_of.append(len(chains))
            chains.append([spans[at]])
        else:
            chain_of.append(chain_of[before])
            chains[chain_of[before]].append(spans[at])
    seen: set[Mention] = set()
    found = []
    for chain in chains:
        kept = sorted(set(chain) - seen)  # two heads may point at the same words
        if len(kept) > 1:
            seen.update(kept)
            found.append(kept)
    return sorted(found)
