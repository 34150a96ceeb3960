"""The storey of events: a copy of the encoder's upper layers, trained for events, under heads of words and of pairs.

The lower layers stay frozen and shared. Marks on the words of an actor and a recipient are added where the copy begins,
so that the same layers read a text without marks, for the triggers in it, and a sentence with a given pair, for what
the one does to the other (typed markers of entities: Zhou and Chen 2022). One head of the pooling learns to look at the
trigger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.pieces import Pieces
from training.model import LAYERS, MIXED, WIDTH, Attention, Encoder, Model
from training.storey import INNER, MISSING, Shape, Shown, Storey, word_losses

LOW = MIXED[0]
"""Layers below this one are the shared ones."""
POOLS = 4
SMOOTHING = 0.05


class EventStorey(Storey):
    """A storey on its own copy of the upper layers; `pairs` says what is done between marked words."""

    def __init__(self, shape: Shape, dropout: float = 0.2) -> None:
        super().__init__(shape, dropout)
        self.upper = nn.ModuleList(Attention(0.1) for _ in range(LAYERS - LOW))
        self.marks = nn.Embedding(3, WIDTH, padding_idx=0)
        nn.init.normal_(self.marks.weight[1:], std=0.02)
        self.pool = nn.Linear(INNER, POOLS)
        self.pair = nn.Linear((POOLS + 2) * INNER, INNER)
        self.pair_types = nn.Linear(INNER, shape.anchors)
        self.pair_modes = nn.Linear(INNER, shape.others["modes"])

    def start_from(self, encoder: Encoder) -> None:
        """Takes the weights of the encoder's upper layers."""
        self.upper.load_state_dict(encoder.layers[LOW:].state_dict())

    def lift(self, lower: Tensor, bias: Tensor, marks: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """lower (batch, pieces, width), marks (batch, pieces) 0 to 2 → (batch, words, layers * width)."""
        batch = torch.arange(lower.shape[0], device=lower.device)[:, None]
        outputs = [lower + self.marks(marks)]
        for layer in self.upper:
            outputs.append(layer(outputs[-1], bias))
        return torch.cat([(one[batch, first] + one[batch, last]) * 0.5 for one in outputs], -1)

    def pairs(self, hidden: Tensor, marked: Tensor, padded: Tensor) -> dict[str, Tensor]:
        """hidden and marked of words → `pair_types`, `pair_modes` (batch, labels), `pair_at`: log shares of words."""
        at = (self.pool(hidden) - padded[..., None].to(torch.float32) * 1e4).log_softmax(1)
        views = [torch.einsum("bwp,bwd->bpd", at.exp(), hidden).flatten(1)]
        for mark in (1, 2):
            words = (marked == mark).to(torch.float32)[..., None]
            views.append((hidden * words).sum(1) / words.sum(1).clamp(min=1))
        inner = self.drop(functional.gelu(self.pair(torch.cat(views, 1))))
        return {"pair_types": self.pair_types(inner), "pair_modes": self.pair_modes(inner), "pair_at": at[..., 0]}


@dataclass
class Lifted(Shown):
    """A window by the outputs of the last shared layer (pieces, width), and the places of its words.

    With `marks` (1 actor, 2 recipient) of its words, it is a pair, and `pair` holds its type, its mode or MISSING, and
    the words of its trigger.
    """

    first: Tensor = field(default_factory=Tensor)
    last: Tensor = field(default_factory=Tensor)
    marks: Tensor | None = None
    pair: tuple[int, int, tuple[int, ...]] | None = None


def lower(model: Model, pieces: Pieces, words: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
    """What the last shared layer yields for the pieces of a window, halved; first and last piece of each word."""
    row = [torch.tensor(part) for part in pieces.window(words)]
    return model.encoder(row[0][None], row[1][None], LOW)[LOW][0].half(), row[2], row[3]


def batches(some: Sequence[Lifted], order: Sequence[int], room: int) -> list[list[Lifted]]:
    """Batches of windows in `order`, all with marks or all without, of at most `room` pieces with their padding."""
    found: list[list[Lifted]] = []
    for marked in (False, True):
        batch: list[Lifted] = []
        for one in (some[at] for at in order if (some[at].marks is not None) == marked):
            longest = max(len(each.states) for each in (*batch, one))
            if batch and longest * (len(batch) + 1) > room:
                found.append(batch)
                batch = []
            batch.append(one)
        found += [batch] if batch else []
    return found


def read(storey: EventStorey, some: Sequence[Lifted]) -> tuple[Tensor, Tensor, Tensor]:
    """hidden, marked, padded (batch, words, …) of a batch."""
    count, long, wide = len(some), max(len(one.states) for one in some), max(len(one.first) for one in some)
    states = torch.zeros(count, long, WIDTH)
    bias = torch.full((count, 1, 1, long), -1e4)
    first, last, marked = (torch.zeros(count, wide, dtype=torch.long) for _ in range(3))
    padded = torch.ones(count, wide, dtype=torch.bool)
    on_pieces = torch.zeros(count, long, dtype=torch.long)
    for row, one in enumerate(some):
        words = len(one.first)
        states[row, : len(one.states)] = one.states.float()
        bias[row, ..., : len(one.states)] = 0
        first[row, :words], last[row, :words], padded[row, :words] = one.first, one.last, False
        if one.marks is not None:
            marked[row, :words] = one.marks
            on_pieces[row] = spread(one.marks, one.first, one.last, long)
    return storey.hidden(storey.lift(states, bias, on_pieces, first, last), padded), marked, padded


def spread(marks: Tensor, first: Tensor, last: Tensor, count: int) -> Tensor:
    """The marks of words on their pieces."""
    found = torch.zeros(count, dtype=torch.long)
    for mark, start, end in zip(marks.tolist(), first.tolist(), last.tolist(), strict=True):
        if mark:
            found[start : end + 1] = mark
    return found


def losses(storey: EventStorey, some: Sequence[Lifted]) -> dict[str, list[Tensor]]:
    """Losses of one batch: of words, or of pairs."""
    hidden, marked, padded = read(storey, some)
    if some[0].marks is None:
        return word_losses(storey, storey.heads(hidden), some)
    output = storey.pairs(hidden, marked, padded)
    types = torch.tensor([one.pair[0] for one in some])
    modes = torch.tensor([one.pair[1] for one in some])
    found = {"pair": [functional.cross_entropy(output["pair_types"], types, label_smoothing=SMOOTHING)[None]]}
    if (modes != MISSING).any():
        found["pair_mode"] = [functional.cross_entropy(output["pair_modes"], modes, ignore_index=MISSING)[None]]
    looked = [output["pair_at"][row, list(one.pair[2])].logsumexp(0) for row, one in enumerate(some) if one.pair[2]]
    if looked:
        found["look"] = [-torch.stack(looked)]
    return found
