"""The loss of every head. A head without targets in a batch costs nothing."""

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.language.pairs import pair_features
from training.batches import MISSING, Chained, Tables
from training.model import COARSE, PAIR, SPAN, Model, PairScorer

WEIGHTS = {
    "upos": 0.3,
    "xpos": 0.3,
    "feats": 0.3,
    "lemma": 0.3,
    "start": 1.0,
    "head": 1.0,
    "deprel": 0.6,
    "entity": 1.5,
    "vector": 2.0,
    "mention": 1.0,
    "span": 0.3,
    "link": 1.0,
}
NEGATIVE = -1e4


def losses(model: Model, batch: dict[str, Any], output: dict[str, Tensor], tables: Tables) -> dict[str, Tensor]:
    """Losses of the layers that the batch has targets for; trees are scored inside the gold sentences."""
    found: dict[str, Tensor] = {}
    targets = batch["targets"]
    if (targets["upos"] != MISSING).any():
        sizes = [len(getattr(tables, name)) for name in ("upos", "xpos", "feats", "lemma")]
        *parts, start = output["tags"].split([*sizes, 1], -1)
        for name, logits in zip(("upos", "xpos", "feats", "lemma"), parts, strict=True):
            found[name] = cross_entropy(logits, targets[name])
        known = targets["start"] != MISSING
        known[:, 0] = False  # the first word of a window opens a sentence by definition
        if known.any():
            found["start"] = functional.binary_cross_entropy_with_logits(
                start[..., 0][known], targets["start"][known].float()
            )
        found |= tree_losses(model, output, targets, batch["sentence_of"])
    if batch["allowed"].any():
        found["entity"] = marginal(output["entities"], batch["allowed"])
    if batch["teacher"]:
        found["vector"] = vector_loss(model, output["vectors"], batch["teacher"])
    return found


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Mean over the words that have a target."""
    return functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=MISSING)


def masked_arcs(arcs: Tensor, sentence_of: Tensor) -> Tensor:
    """Arc scores with heads outside of the dependent's sentence, and the word itself, made impossible."""
    same = sentence_of[:, :, None] == sentence_of[:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool)[None]
    root = torch.ones(*same.shape[:2], 1, dtype=torch.bool)
    return arcs.masked_fill(~torch.cat([root, same], 2), NEGATIVE)


def label_scores(model: Model, dependent: Tensor, head: Tensor) -> Tensor:
    """Biaffine scores of labels for chosen pairs (pairs, LABEL) each → (pairs, labels)."""
    ones = torch.ones(dependent.shape[0], 1)
    left, right = torch.cat([dependent, ones], 1), torch.cat([head, ones], 1)
    count, size, _ = model.label.shape
    reached = (left @ model.label.permute(1, 0, 2).reshape(size, -1)).view(-1, count, size)
    return (reached @ right[:, :, None])[..., 0]


def tree_losses(
    model: Model, output: dict[str, Tensor], targets: dict[str, Tensor], sentence_of: Tensor
) -> dict[str, Tensor]:
    """Arcs by the head's place in the window (0 is the root), labels on gold arcs."""
    arcs = masked_arcs(output["arcs"], sentence_of)
    known = (targets["head"] != MISSING) & (targets["deprel"] != MISSING)
    row = known.nonzero()[:, 0]
    dependent, head = output["label_dependent"][known], output["label_head"][row, targets["head"][known]]
    labels = label_scores(model, dependent, head)
    return {
        "head": cross_entropy(arcs, targets["head"]),
        "deprel": functional.cross_entropy(labels, targets["deprel"][known]),
    }


def marginal(logits: Tensor, allowed: Tensor) -> Tensor:
    """Minus log of the probability of all labels that a word may bear; words of which nothing is known are left out."""
    known = allowed.any(-1)
    logits, allowed = logits[known], allowed[known]
    return (logits.logsumexp(-1) - logits.masked_fill(~allowed, NEGATIVE).logsumexp(-1)).mean()


def pooled(model: Model, states: Tensor) -> Tensor:
    """Vector of a sentence from its words' states (words, width)."""
    return functional.normalize(model.vector(states.mean(0)), dim=-1)


def vector_loss(model: Model, states: Tensor, teacher: list) -> Tensor:
    """One minus the mean cosine to the start model's own vectors."""
    mine = torch.stack([pooled(model, states[row, start:end]) for row, start, end, _ in teacher])
    theirs = torch.stack([torch.from_numpy(vector) for *_, vector in teacher]).to(mine)
    return (1 - (mine * theirs).sum(-1)).mean()


# --- coreference -----------------------------------------------------------------------------------------------------


def chain_losses(
    scorer: PairScorer, mentions: Tensor, chains: Tensor, gold: Chained, considered: int = 25
) -> dict[str, Tensor]:
    """Losses over one stretch of a document: mentions (words,), chains (words, 2·COARSE+PAIR+4·SPAN)."""
    count = len(gold.heads.words)
    target = torch.zeros(count)
    target[list(gold.mention)] = 1
    told = torch.tensor(told_words(gold)) if gold.partial else torch.ones(count, dtype=torch.bool)
    found = {"mention": functional.binary_cross_entropy_with_logits(mentions[told], target[told])} if told.any() else {}
    later_view, earlier_view, product, *spans = chains.split([COARSE, COARSE, PAIR, SPAN, SPAN, SPAN, SPAN], -1)
    if not gold.mention:
        return found
    heads = sorted(gold.mention)
    found["span"] = span_loss(spans, heads, gold)
    candidates = torch.tensor(heads) if gold.partial else candidates_of(mentions.detach(), heads, count)
    found["link"] = link_loss(scorer, mentions, later_view, earlier_view, product, candidates, gold, considered)
    return found


def told_words(gold: Chained) -> list[bool]:
    """Words of which a partial annotation says whether they head a mention: those in mentions, and function words."""
    told = [tag not in ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ") for tag in gold.heads.upos]
    sizes: dict[int, int] = {}
    for chain, *_ in gold.mention.values():
        sizes[chain] = sizes.get(chain, 0) + 1
    for _, start, end in gold.mention.values():
        told[start:end] = [True] * (end - start)
    for head, (chain, *_) in gold.mention.items():
        told[head] = sizes[chain] > 1  # OntoGUM, which teaches what a mention is, has no chains of one
    return told


def candidates_of(mentions: Tensor, heads: list[int], count: int) -> Tensor:
    """Gold heads and the likeliest other words, as in decoding."""
    likely = mentions.topk(min(count, max(1, int(0.25 * count)))).indices[:].tolist()
    likely = [at for at in likely if mentions[at] > -2.5]
    return torch.tensor(sorted(set(likely) | set(heads)))


def span_loss(spans: list[Tensor], heads: list[int], gold: Chained) -> Tensor:
    """Pointers from a mention's head to its first and last word, inside the sentence."""
    total = torch.zeros(())
    start_query, start_key, end_query, end_key = spans
    for head in heads:
        left, right = gold.sentence_bounds[head]
        _, start, end = gold.mention[head]
        for query, key, place in ((start_query, start_key, start), (end_query, end_key, end - 1)):
            scores = key[left:right] @ query[head] / SPAN**0.5
            total = total + functional.cross_entropy(scores[None], torch.tensor([place - left]))
    return total / len(heads)


def link_loss(
    scorer: PairScorer, mentions: Tensor, later_view: Tensor, earlier_view: Tensor, product: Tensor, candidates: Tensor,
    gold: Chained, considered: int,
) -> Tensor:  # fmt: skip
    """Marginal likelihood of the right antecedents (Lee et al. 2017); no antecedent scores 0."""
    count = len(candidates)
    coarse = later_view[candidates] @ earlier_view[candidates].T / COARSE**0.5
    coarse = coarse + mentions[candidates][:, None] + mentions[candidates][None, :]
    coarse = coarse.masked_fill(torch.triu(torch.ones(count, count, dtype=torch.bool)), NEGATIVE)
    best, places = coarse.topk(min(considered, count), dim=1)
    later = candidates[:, None].expand_as(places)
    earlier = candidates[places]
    features = features_of(gold, candidates, places)
    scores = best + scorer(product[later] * product[earlier], features)
    scores = torch.where(best > NEGATIVE / 2, scores, torch.full_like(scores, NEGATIVE))
    chain = torch.tensor([gold.mention[at][0] if at in gold.mention else -1 for at in candidates.tolist()])
    right = (chain[:, None] == chain[places]) & (chain[:, None] >= 0) & (best > NEGATIVE / 2)
    none = ~right.any(1, keepdim=True)
    everything = torch.cat([torch.zeros(count, 1), scores], 1)
    correct = torch.cat([none, right], 1)
    return (everything.logsumexp(1) - everything.masked_fill(~correct, NEGATIVE).logsumexp(1)).mean()


def features_of(gold: Chained, candidates: Tensor, places: Tensor) -> Tensor:
    """Features of every considered pair (candidates, considered, kinds)."""
    chosen = candidates.cpu().numpy()
    heads = gold.heads
    part = type(heads)(
        [heads.words[at] for at in chosen], [heads.upos[at] for at in chosen], [heads.feats[at] for at in chosen],
        heads.sentences[chosen], heads.segments[chosen], heads.speakers[chosen], [heads.runs[at] for at in chosen],
    )  # fmt: skip
    later = np.repeat(np.arange(len(chosen)), places.shape[1])
    found = torch.from_numpy(pair_features(part, later, places.cpu().numpy().reshape(-1)))
    return found.view(*places.shape, -1).to(places.device)
