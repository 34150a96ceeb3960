"""Scores of coreference chains: MUC, B³, CEAFe, their CoNLL average, LEA, and figures of pronouns and links to names.

A chain is a collection of mentions, a mention a span (start, end) in code points; a document is a list of chains. Every
function scores one document and returns sums (`metrics.Score`); `coreference_scores` adds up many, numerators and
denominators apart, as the reference scorer does (Pradhan et al. 2014, https://aclanthology.org/P14-2006). Mentions that
only one side has are left as they are, as there. Singletons are kept if they are given: whoever compares with a corpus
without singletons drops them first. An empty chain, or a mention in two chains of a side, is a ValueError.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from math import comb

from metrics import Score, Span, best_pairs, matched

Chains = Sequence[Collection[Span]]


def _chain_of(chains: Chains) -> dict[Span, int]:
    """The number of the chain of every mention."""
    where: dict[Span, int] = {}
    for number, chain in enumerate(chains):
        if not chain:
            raise ValueError(f"chain {number} is empty; it must have a mention")
        for mention in set(chain):
            if mention in where:
                raise ValueError(f"mention {mention} is in chains {where[mention]} and {number}; it must be in one")
            where[mention] = number
    return where


def _overlaps(chains: Chains, others: Chains) -> list[Counter[int]]:
    """For every chain, how many of its mentions each chain of the other side has."""
    _chain_of(chains)
    where = _chain_of(others)
    return [Counter(where[mention] for mention in set(chain) if mention in where) for chain in chains]


def mentions(gold: Chains, predicted: Chains) -> Score:
    """Mentions with the same span, whatever their chain."""
    ours, theirs = _chain_of(gold), _chain_of(predicted)
    return matched(len(ours.keys() & theirs.keys()), len(ours), len(theirs))


def _links_kept(chains: Chains, others: Chains) -> tuple[int, int]:
    kept = links = 0
    for chain, overlap in zip(chains, _overlaps(chains, others), strict=True):
        size = len(set(chain))
        parts = len(overlap) + size - overlap.total()  # a mention that the other side lacks is a part of its own
        kept, links = kept + size - parts, links + size - 1
    return kept, links


def muc(gold: Chains, predicted: Chains) -> Score:
    """MUC (Vilain et al. 1995): of the links that hold a chain together, those that the other side keeps.

    A chain of n mentions that the other side splits into p parts keeps n - p of n - 1 links.
    """
    return Score(*_links_kept(predicted, gold), *_links_kept(gold, predicted))


def _mentions_kept(chains: Chains, others: Chains) -> tuple[float, int]:
    kept, size = 0.0, 0
    for chain, overlap in zip(chains, _overlaps(chains, others), strict=True):
        size += len(set(chain))
        kept += sum(count * count for count in overlap.values()) / len(set(chain))
    return kept, size


def b_cubed(gold: Chains, predicted: Chains) -> Score:
    """B³ (Bagga & Baldwin 1998): for every mention the share of its chain that its chain on the other side has.

    A mention that the other side lacks counts 0 in the numerator and 1 in the denominator (Pradhan et al. 2014).
    """
    return Score(*_mentions_kept(predicted, gold), *_mentions_kept(gold, predicted))


def ceafe(gold: Chains, predicted: Chains) -> Score:
    """CEAF over entities (Luo 2005) with φ4 = 2·|K ∩ R| / (|K| + |R|), over the best one-to-one pairs of chains."""
    similar = {
        (number, other): 2 * count / (len(set(gold[number])) + len(set(predicted[other])))
        for number, overlap in enumerate(_overlaps(gold, predicted))
        for other, count in overlap.items()
    }
    return matched(sum(similar[pair] for pair in best_pairs(similar)), len(gold), len(predicted))


def _entities_resolved(chains: Chains, others: Chains) -> tuple[float, int]:
    resolved, importance = 0.0, 0
    for chain, overlap in zip(chains, _overlaps(chains, others), strict=True):
        size = len(set(chain))
        importance += size
        if size == 1:
            resolved += any(len(set(others[other])) == 1 for other in overlap)
        else:
            resolved += size * sum(comb(count, 2) for count in overlap.values()) / comb(size, 2)
    return resolved, importance


def lea(gold: Chains, predicted: Chains) -> Score:
    """LEA (Moosavi & Strube 2016): the share of a chain's pairs of mentions that the other side keeps, weighed by size.

    A singleton has one link, to itself, which is kept if it is a singleton on the other side too.
    """
    return Score(*_entities_resolved(predicted, gold), *_entities_resolved(gold, predicted))


METRICS: dict[str, Callable[[Chains, Chains], Score]] = {
    "mentions": mentions,
    "muc": muc,
    "b3": b_cubed,
    "ceafe": ceafe,
    "lea": lea,
}


def coreference_scores(documents: Iterable[tuple[Chains, Chains]]) -> dict[str, Score]:
    """Every metric over documents, each a pair (gold, predicted); see `conll_average` for the one figure."""
    sums = dict.fromkeys(METRICS, Score())
    for gold, predicted in documents:
        for name, metric in METRICS.items():
            sums[name] += metric(gold, predicted)
    return sums


def conll_average(scores: dict[str, Score]) -> float:
    """The CoNLL-2012 figure: the mean of the F1 of MUC, B³ and CEAFe, 0 to 1 (Pradhan et al. 2012)."""
    return (scores["muc"].f1 + scores["b3"].f1 + scores["ceafe"].f1) / 3


def pronoun_accuracy(gold: Chains, predicted: Chains, is_pronoun: Callable[[Span], bool]) -> dict[str, Score]:
    """How often the pronouns of one document find the right antecedent; the recall is the accuracy.

    Judged are the anaphoric pronouns of the gold: mentions that are pronouns and not the first of their gold chain.
    Mentions are in the order of (start, end). An antecedent of a pronoun is an earlier mention of its *predicted*
    chain; it is right if it is, with the same span, a mention of the pronoun's *gold* chain.

    - `nearest`: the nearest antecedent that is no pronoun is right; of all judged pronouns.
    - `reachable`: the same, only of those whose gold chain has an earlier mention that is no pronoun (where somebody
      says `I` and is never named, no system can find one).
    - `any`: some antecedent, pronoun or not, is right; of all judged pronouns.

    The precision of each is over the judged pronouns for which the prediction has such an antecedent, right or wrong.
    """
    theirs = _chain_of(predicted)
    sums = dict.fromkeys(("nearest", "reachable", "any"), Score())
    _chain_of(gold)
    for chain in gold:
        for pronoun in filter(is_pronoun, sorted(set(chain))[1:]):
            found = predicted[theirs[pronoun]] if pronoun in theirs else ()
            antecedents = sorted(mention for mention in set(found) if mention < pronoun)
            full = [mention for mention in antecedents if not is_pronoun(mention)]
            right = bool(full) and full[-1] in chain
            nearest = Score(right, bool(full), right, 1)
            sums["nearest"] += nearest
            if any(mention < pronoun and not is_pronoun(mention) for mention in chain):
                sums["reachable"] += nearest
            right = any(mention in chain for mention in antecedents)
            sums["any"] += Score(right, bool(antecedents), right, 1)
    return sums


def _names_before(chains: Chains, kind: Callable[[Span], str]) -> dict[Span, Span]:
    """The nearest earlier name in its chain, for every mention that has one."""
    links: dict[Span, Span] = {}
    for chain in chains:
        name: Span | None = None
        for mention in sorted(set(chain)):
            if name is not None:
                links[mention] = name
            if kind(mention) == "name":
                name = mention
    return links


def link_precision(gold: Chains, predicted: Chains, kind: Callable[[Span], str]) -> dict[str, Score]:
    """How often a link from a mention to a name is right, for one document: `all`, and one score per kind of mention.

    `kind` says of any span of the two sides what it is; `name` is the only answer with a meaning here (others may be
    `pronoun`, `nominal`). Every mention with an earlier name in its predicted chain, names included, has one link: to
    the nearest such name, in the order of (start, end). The link is right if both ends are mentions of one gold chain;
    an end that is no gold mention makes it wrong. Precision is right links of predicted links; recall is right links of
    the mentions that have an earlier name in their gold chain.
    """
    where = _chain_of(gold)
    links = _names_before(predicted, kind)
    _chain_of(predicted)
    right = {m for m, name in links.items() if m in where and where[m] == where.get(name)}
    possible = _names_before(gold, kind)
    sides = [Counter(map(kind, side)) for side in (right, possible, links)]
    scores = {"all": matched(len(right), len(possible), len(links))}
    for name in sorted(set[str]().union(*sides)):
        scores[name] = matched(*(side[name] for side in sides))
    return scores
