"""Scores of words, trees and entities against gold annotation; the scores of chains stand in coreference_metrics.py.

Every function takes one document (or one list of sentences) and returns sums, not ratios; the sums of many documents
are added by `total`, so that a figure over a corpus is a micro average. Spans are (start, end) in code points of the
same text, the end excluded. A share of nothing is 0.0, as in the reference scorers, so two empty documents score 0.0.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import inf
from operator import and_, eq
from typing import TypeVar

T = TypeVar("T")
Span = tuple[int, int]
Entity = tuple[int, int, str]

# The features that the CoNLL 2018 task compares; others, and layered ones such as `Number[psor]`, it leaves out.
_UNIVERSAL = (
    "Abbr Animacy Aspect Case Definite Degree Evident Foreign Gender Mood Number NumType "
    "Person Polarity Polite Poss PronType Reflex Tense VerbForm Voice"
)
UNIVERSAL_FEATURES = frozenset(_UNIVERSAL.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word: the parts of a multi-word token share the span of their token.

    `head` is an index into the list that holds the word, -1 for a root; `sentence` is any number that the words of one
    sentence share; `feats` is written as in CoNLL-U (`Case=Nom|Number=Sing`, `_` for none).
    """

    start: int
    end: int
    form: str
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Score:
    """Sums behind a precision and a recall: `right` of `system` is the precision, `found` of `gold` the recall.

    Where items are matched one to one, `right` and `found` are the same number; B³ and MUC weigh the two sides apart.
    """

    right: float = 0.0
    system: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right, self.system + other.system, self.found + other.found, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """The share of what the system says that is right, 0 to 1."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of what is in the gold that is found, 0 to 1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def figures(self) -> dict[str, float]:
        """What a report prints: precision, recall and F1, four digits each."""
        return {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}


def matched(both: float, gold: float, system: float) -> Score:
    """The score of items that were matched one to one."""
    return Score(both, system, both, gold)


def total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The sums of many documents, name by name; a name that a document lacks adds nothing."""
    sums: dict[str, Score] = {}
    for one in scores:
        for name, score in one.items():
            sums[name] = sums.get(name, Score()) + score
    return sums


# --- words and trees -------------------------------------------------------------------------------------------------


def universal(relation: str) -> str:
    """A relation without its subtype: `nsubj:pass` is `nsubj`."""
    return relation.partition(":")[0]


def features(feats: str, names: Collection[str] | None = None) -> frozenset[str]:
    """The features of a CoNLL-U field as a set, only those with these names where names are given."""
    each = [part for part in feats.split("|") if part and part != "_"]
    return frozenset(part for part in each if names is None or part.partition("=")[0] in names)


def sentences(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a document by sentence, in order, with heads that are indices into their sentence.

    Raises ValueError where a head lies in another sentence.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        groups[word.sentence].append(index)
    out = []
    for number, group in groups.items():
        place = {index: at for at, index in enumerate(group)} | {-1: -1}
        strays = [words[index].form for index in group if words[index].head not in place]
        if strays:
            raise ValueError(f"sentence {number}: the head of {strays[0]!r} is outside; it must be inside, or -1")
        out.append([replace(words[index], head=place[words[index].head]) for index in group])
    return out


def _regions(gold: Sequence[Word], system: Sequence[Word]) -> list[Span]:
    """The stretches of text under multi-word tokens of either side; tokens that overlap make one stretch."""
    shared: set[Span] = set()
    for words in (gold, system):
        shared |= {span for span, count in Counter((word.start, word.end) for word in words).items() if count > 1}
    merged: list[Span] = []
    for start, end in sorted(shared):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _common(gold: Sequence[str], system: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of a longest common subsequence; of several, the one that pairs as early as it can."""
    left = [[0] * (len(system) + 1) for _ in range(len(gold) + 1)]
    for g in range(len(gold) - 1, -1, -1):
        for s in range(len(system) - 1, -1, -1):
            same = gold[g] == system[s]
            left[g][s] = left[g + 1][s + 1] + 1 if same else max(left[g + 1][s], left[g][s + 1])
    pairs = []
    g = s = 0
    while left[g][s]:
        if gold[g] == system[s]:
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif left[g + 1][s] == left[g][s]:
            g += 1
        else:
            s += 1
    return pairs


def align(gold: Sequence[Word], system: Sequence[Word]) -> list[tuple[int, int]]:
    """Pairs of indices of the same word, as in the CoNLL 2018 shared task (page named in `word_scores`).

    Words outside multi-word tokens pair where their spans are the same. Words inside a stretch of text that multi-word
    tokens of either side cover pair along the longest common subsequence of their lower-cased forms.
    """
    regions = _regions(gold, system)
    starts = [start for start, _ in regions]
    inside: list[tuple[list[int], list[int]]] = [([], []) for _ in regions]
    outside: tuple[dict[Span, int], dict[Span, int]] = ({}, {})
    for side, words in enumerate((gold, system)):
        for index, word in enumerate(words):
            at = bisect_right(starts, word.start) - 1
            if at >= 0 and word.end <= regions[at][1]:
                inside[at][side].append(index)
            else:
                outside[side][word.start, word.end] = index
    pairs = [(index, outside[1][span]) for span, index in outside[0].items() if span in outside[1]]
    for ours, theirs in inside:
        forms = [gold[index].form.lower() for index in ours], [system[index].form.lower() for index in theirs]
        pairs += [(ours[g], theirs[s]) for g, s in _common(*forms)]
    return sorted(pairs)


def _sentence_spans(words: Sequence[Word]) -> set[Span]:
    spans: dict[int, Span] = {}
    for word in words:
        start, end = spans.get(word.sentence, (word.start, word.end))
        spans[word.sentence] = min(start, word.start), max(end, word.end)
    return set(spans.values())


def word_scores(gold: Sequence[Word], system: Sequence[Word]) -> dict[str, Score]:
    """The scores of the CoNLL 2018 shared task from raw text, of one document.

    Words, Sentences (same span), UPOS, XPOS, UFeats (universal features only), Lemmas (a gold lemma `_` is not judged:
    right), UAS, LAS (relations without subtypes, as the task has it) and LAS_full (with subtypes). Heads are compared
    through the alignment: the system's head must be aligned to the gold head, or both must be roots. F1 is the task's
    figure; see https://universaldependencies.org/conll18/evaluation.html.
    """
    pairs = align(gold, system)
    partner = {s: g for g, s in pairs} | {-1: -1}
    counts: Counter[str] = Counter()
    for g, s in pairs:
        ours, theirs = gold[g], system[s]
        head = partner.get(theirs.head) == ours.head
        counts["Words"] += 1
        counts["UPOS"] += ours.upos == theirs.upos
        counts["XPOS"] += ours.xpos == theirs.xpos
        counts["UFeats"] += features(ours.feats, UNIVERSAL_FEATURES) == features(theirs.feats, UNIVERSAL_FEATURES)
        counts["Lemmas"] += ours.lemma in ("_", theirs.lemma)
        counts["UAS"] += head
        counts["LAS"] += head and universal(ours.deprel) == universal(theirs.deprel)
        counts["LAS_full"] += head and ours.deprel == theirs.deprel
    spans = _sentence_spans(gold), _sentence_spans(system)
    scores = {"Sentences": matched(len(spans[0] & spans[1]), len(spans[0]), len(spans[1]))}
    for name in ("Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "LAS_full"):
        scores[name] = matched(counts[name], len(gold), len(system))
    return scores


def _flat(name: str, gold: Sequence[Sequence[Word]], column: Sequence[Sequence[T]]) -> list[T]:
    ours, theirs = [len(words) for words in gold], [len(values) for values in column]
    if ours != theirs:
        at = next((at for at, pair in enumerate(zip_longest(ours, theirs)) if pair[0] != pair[1]))
        raise ValueError(f"{name}: sentence {at} (from 0) is not as long as in the gold; one value per gold word")
    return [value for values in column for value in values]


def tree_scores(
    gold: Sequence[Sequence[Word]],
    heads: Sequence[Sequence[int]],
    labels: Sequence[Sequence[str]],
    upos: Sequence[Sequence[str]] | None = None,
    feats: Sequence[Sequence[str]] | None = None,
    lemmas: Sequence[Sequence[str]] | None = None,
) -> dict[str, Score]:
    """Accuracies on gold tokens, punctuation included: UAS, LAS (no subtypes), LAS_full; UPOS, Feats, Lemmas if given.

    Heads are indices into their sentence, -1 for a root, on both sides (see `sentences`). Features are compared whole
    and as sets. Precision, recall and F1 of each score are the accuracy. Raises ValueError where lengths differ.
    """
    words = [word for sentence in gold for word in sentence]
    head = [word.head == at for word, at in zip(words, _flat("heads", gold, heads), strict=True)]
    label = _flat("labels", gold, labels)
    same = [word.deprel == name for word, name in zip(words, label, strict=True)]
    close = [universal(word.deprel) == universal(name) for word, name in zip(words, label, strict=True)]
    right = {
        "UAS": sum(head),
        "LAS": sum(map(and_, head, close)),
        "LAS_full": sum(map(and_, head, same)),
    }
    if upos is not None:
        right["UPOS"] = sum(map(eq, (word.upos for word in words), _flat("upos", gold, upos)))
    if feats is not None:
        ours = (features(word.feats) for word in words)
        right["Feats"] = sum(map(eq, ours, map(features, _flat("feats", gold, feats))))
    if lemmas is not None:
        right["Lemmas"] = sum(map(eq, (word.lemma for word in words), _flat("lemmas", gold, lemmas)))
    return {name: matched(count, len(words), len(words)) for name, count in right.items()}


# --- entities --------------------------------------------------------------------------------------------------------


def entity_scores(
    gold: Iterable[Entity], predicted: Iterable[Entity], types: Collection[str] | None = None
) -> dict[str, Score]:
    """Scores of the entities (start, end, type) of one document; entities of other types are left out on both sides.

    `micro`: span and type are the same (Tjong Kim Sang & De Meulder 2003); `lenient`: the type is the same and the
    spans overlap, paired one to one so that as many as possible are paired; and one exact score per type, by its name.
    """
    ours = {entity for entity in gold if types is None or entity[2] in types}
    theirs = {entity for entity in predicted if types is None or entity[2] in types}
    rows, columns = sorted(ours), sorted(theirs)
    overlap = {
        (r, c): 1.0
        for r, (start, end, kind) in enumerate(rows)
        for c, (from_, to, other) in enumerate(columns)
        if kind == other and start < to and from_ < end
    }
    scores = {
        "micro": matched(len(ours & theirs), len(ours), len(theirs)),
        "lenient": matched(len(best_pairs(overlap)), len(ours), len(theirs)),
    }
    for kind in sorted({entity[2] for entity in ours | theirs} if types is None else types):
        sides = [{entity for entity in side if entity[2] == kind} for side in (ours, theirs)]
        scores[kind] = matched(len(sides[0] & sides[1]), len(sides[0]), len(sides[1]))
    return scores


# --- assignment ------------------------------------------------------------------------------------------------------


def best_pairs(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of the greatest summed weight, exactly; what is not in `weights` weighs 0.

    Weights are positive. Connected components are solved one by one, each in O(rows² · columns) of the component.
    """
    edges: dict[int, set[int]] = defaultdict(set)  # a column c is the node ~c, so that it never meets a row
    for row, column in weights:
        edges[row].add(~column)
        edges[~column].add(row)
    pairs, seen = [], set[int]()
    for start in edges:
        if start in seen:
            continue
        component, stack = set[int](), [start]
        while stack:
            node = stack.pop()
            if node not in component:
                component.add(node)
                stack += edges[node] - component
        seen |= component
        rows, columns = sorted(n for n in component if n >= 0), sorted(~n for n in component if n < 0)
        if len(rows) <= len(columns):
            chosen = _assign([[weights.get((r, c), 0.0) for c in columns] for r in rows])
            pairs += [(rows[r], columns[c]) for r, c in enumerate(chosen)]
        else:
            chosen = _assign([[weights.get((r, c), 0.0) for r in rows] for c in columns])
            pairs += [(rows[r], columns[c]) for c, r in enumerate(chosen)]
    return sorted(pair for pair in pairs if pair in weights)


def _assign(weights: Sequence[Sequence[float]]) -> list[int]:
    """The column of every row so that the sum is greatest; rows ≤ columns.

    The Hungarian method (Kuhn 1955, Munkres 1957) by shortest augmenting paths (Jonker & Volgenant 1987). Prices keep
    `row price + column price ≥ weight` everywhere, with equality on the pairs that are assigned.
    """
    width = range(len(weights[0]))
    row_price = [max(row) for row in weights]
    column_price = [0.0 for _ in width]
    owner = [-1 for _ in width]
    for root in range(len(weights)):
        gap, before = [inf for _ in width], [-1 for _ in width]
        free, done = list(width), list[int]()
        row, column = root, -1
        while row >= 0:  # grow the tree by the nearest column until that one has no owner
            for c in free:
                slack = row_price[row] + column_price[c] - weights[row][c]
                if slack < gap[c]:
                    gap[c], before[c] = slack, column
            column = min(free, key=gap.__getitem__)
            step = gap[column]
            row_price[root] -= step
            for c in done:
                row_price[owner[c]] -= step
                column_price[c] += step
            gap = [value - step for value in gap]
            free.remove(column)
            done.append(column)
            row = owner[column]
        while column >= 0:  # hand the columns of the path on, back to the root
            owner[column] = owner[before[column]] if before[column] >= 0 else root
            column = before[column]
    columns = {row: column for column, row in enumerate(owner) if row >= 0}
    return [columns[row] for row in range(len(weights))]
