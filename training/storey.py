"""A second storey on the frozen encoder: layers and heads that read what is said and done, the rest left untouched.

The layers of the encoder are computed once for every window of the training documents and kept; a storey reads all of
them at once. No older layer can lose anything by it, and a run takes minutes. A storey knows a thing by its anchor (the
first word of what somebody says, the trigger of an event); the words of its parts are scored for each anchor.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.pieces import Pieces
from onrecord.language.windows import windows
from training.model import MIXED, WIDTH, Attention, Model

INNER, RELATION = 256, 64
FAR = 60
"""Distances of a word from its anchor beyond this are alike."""
MISSING = -100
BATCH = 12


@dataclass(frozen=True)
class Shape:
    """What a storey yields: kinds of anchors, relations of words to them, and other labels per word by name."""

    anchors: int
    relations: int
    others: dict[str, int]
    layers: int = 2


class Storey(nn.Module):
    """Per word: what it anchors, other labels, and views for the relations to an anchor."""

    def __init__(self, shape: Shape, dropout: float = 0.2) -> None:
        super().__init__()
        self.shape = shape
        self.enter = nn.Linear(len(MIXED) * WIDTH, INNER)
        self.norm = nn.LayerNorm(INNER)
        self.layers = nn.ModuleList(Attention(dropout, INNER, heads=8, inner=2 * INNER) for _ in range(shape.layers))
        self.drop = nn.Dropout(dropout)
        self.anchors = nn.Linear(INNER, shape.anchors)
        self.others = nn.ModuleDict({name: nn.Linear(INNER, size) for name, size in shape.others.items()})
        self.anchor_view = nn.Linear(INNER, shape.relations * RELATION)
        self.word_view = nn.Linear(INNER, shape.relations * RELATION)
        self.distance = nn.Parameter(torch.zeros(shape.relations, 2 * FAR + 1))

    def forward(self, stacked: Tensor, padded: Tensor) -> dict[str, Tensor]:
        """stacked (batch, words, layers * width); padded (batch, words) is true where there is no word."""
        return self.heads(self.hidden(stacked, padded))

    def hidden(self, stacked: Tensor, padded: Tensor) -> Tensor:
        """What the heads read, (batch, words, INNER)."""
        hidden: Tensor = self.norm(self.enter(self.drop(stacked)))
        bias = padded[:, None, None, :].to(torch.float32) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return self.drop(hidden)

    def heads(self, hidden: Tensor) -> dict[str, Tensor]:
        """The outputs by name."""
        found = {name: head(hidden) for name, head in self.others.items()}
        views = {"anchor_view": self.anchor_view(hidden), "word_view": self.word_view(hidden)}
        return {"anchors": self.anchors(hidden), **views, **found}

    def members(self, anchor: Tensor, words: Tensor, place: int) -> Tensor:
        """Scores (relations, words) of the words of a window for one anchor at `place`."""
        count = self.shape.relations
        left, right = anchor.view(count, RELATION), words.view(-1, count, RELATION)
        scores = torch.einsum("rd,wrd->rw", left, right) / RELATION**0.5
        away = (torch.arange(words.shape[0]) - place).clamp(-FAR, FAR) + FAR
        return scores + self.distance[:, away]


Kind = TypeVar("Kind", bound=Storey)


def save(storey: Storey, path: Path) -> None:
    """Writes weights and shape."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"storey": storey.state_dict(), "shape": vars(storey.shape)}, path)


def load_storey(kind: type[Kind], run: Path | None, shape: Shape) -> Kind:
    """The storey of a run; without one, an untrained one of a shape."""
    if run is None:
        return kind(shape).eval()
    state = torch.load(run / "last.pt", weights_only=True)
    storey = kind(Shape(**state["shape"]))
    storey.load_state_dict(state["storey"])
    return storey.eval()


@dataclass
class Shown:
    """One window: the encoder's states, and what is known of its words and anchors.

    `anchors` (words, kinds) is true where a word may anchor that kind, all true where nothing is known. `labels` hold a
    number per word, or MISSING; those of `binary` are 0, 1 or MISSING. `relations` are (anchor, (relations, words) of
    0, 1 and MISSING).
    """

    states: Tensor
    anchors: Tensor
    labels: dict[str, Tensor] = field(default_factory=dict)
    relations: list[tuple[int, Tensor]] = field(default_factory=list)
    source: str = ""


def encoded(model: Model, pieces: Pieces, words: Sequence[str]) -> Tensor:
    """The mixed layers of the encoder side by side, for the words of a window (words, layers * width), halved."""
    row = [torch.tensor(part)[None] for part in pieces.window(words)]
    outputs = model.encoder(row[0], row[1])
    first, last = row[2][0], row[3][0]
    return torch.cat([(outputs[layer][0, first] + outputs[layer][0, last]) * 0.5 for layer in MIXED], 1).half()


def cut(words: Sequence[str], breaks: Sequence[int], width: int) -> list[tuple[int, int]]:
    """The windows of a document, as the parser cuts them."""
    return windows(len(words), breaks, width, min(48, width // 2))


def losses(storey: Storey, some: Sequence[Shown]) -> dict[str, list[Tensor]]:
    """Losses of one batch of windows, from the states of the frozen encoder."""
    width = max(one.states.shape[0] for one in some)
    stacked = torch.zeros(len(some), width, some[0].states.shape[1])
    padded = torch.ones(len(some), width, dtype=torch.bool)
    for row, one in enumerate(some):
        stacked[row, : one.states.shape[0]] = one.states.float()
        padded[row, : one.states.shape[0]] = False
    return word_losses(storey, storey(stacked, padded), some)


def word_losses(storey: Storey, output: dict[str, Tensor], some: Sequence[Shown]) -> dict[str, list[Tensor]]:
    """Losses by name: `anchor`, `relation`, and one for each set of labels."""
    found: dict[str, list[Tensor]] = {}
    for row, one in enumerate(some):
        count = one.anchors.shape[0]
        scores = output["anchors"][row, :count]
        known = ~one.anchors.all(1)
        right = scores.masked_fill(~one.anchors, -1e4).logsumexp(1)
        found.setdefault("anchor", []).append((scores.logsumexp(1) - right)[known])
        for name, target in one.labels.items():
            told = target != MISSING
            if told.any():
                logits = output[name][row, :count][told]
                found.setdefault(name, []).append(_label_loss(logits, target[told]))
        for place, target in one.relations:
            members = storey.members(output["anchor_view"][row, place], output["word_view"][row, :count], place)
            told = target != MISSING
            if told.any():
                loss = functional.binary_cross_entropy_with_logits(members[told], target[told])
                found.setdefault("relation", []).append(loss[None])
    return found


def _label_loss(logits: Tensor, target: Tensor) -> Tensor:
    if logits.shape[1] == 1:
        return functional.binary_cross_entropy_with_logits(logits[:, 0], target.float(), reduction="none")
    return functional.cross_entropy(logits, target, reduction="none")


def in_turn(some: list[Shown]) -> list[list[Shown]]:
    """Batches in the given order; the last, which is short, is left out."""
    return [some[at : at + BATCH] for at in range(0, len(some) - BATCH, BATCH)]


def train(
    storey: Storey, epoch_of: Callable[[], list[list[Shown]]], loss: Callable[[list[Shown]], dict[str, list[Tensor]]],
    weights: dict[str, float], check: Callable[[], str], out: Path, *, epochs: int, rates: dict[str, float],
) -> None:  # fmt: skip
    """Trains for some epochs of batches with linear decay; after each, prints losses and what `check` says, and saves.

    `rates` are learning rates of parameters by the beginning of their names; "" stands for all others.
    """
    groups: dict[str, list[nn.Parameter]] = {prefix: [] for prefix in rates}
    for name, parameter in storey.named_parameters():
        groups[next((prefix for prefix in rates if prefix and name.startswith(prefix)), "")].append(parameter)
    optimiser = torch.optim.AdamW(
        [{"params": some, "lr": rates[prefix], "base": rates[prefix]} for prefix, some in groups.items()],
        betas=(0.9, 0.98), weight_decay=0.02,
    )  # fmt: skip
    steps, total = 0, epochs * len(epoch_of())
    for epoch in range(epochs):
        begun = time.monotonic()
        sums: dict[str, list[float]] = {}
        storey.train()
        for batch in epoch_of():
            done = min(1.0, steps / total)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * (done / 0.05 if done < 0.05 else max(0.02, (1 - done) / 0.95))
            found = {name: torch.cat(parts).mean() for name, parts in loss(batch).items() if name in weights}
            torch.stack([weights[name] * value for name, value in found.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(storey.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            for name, value in found.items():
                sums.setdefault(name, []).append(value.item())
        means = " ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in sums.items())
        storey.eval()
        print(f"epoch {epoch + 1} {time.monotonic() - begun:.0f} s {means} | {check()}", flush=True)
        save(storey, out / "last.pt")


def score(right: int, said: int, asked: int) -> str:
    """Precision, recall and F1 in percent.

    >>> score(1, 2, 4)
    '50.0/25.0/33.3'
    """
    return (
        f"{100 * right / max(1, said):.1f}/{100 * right / max(1, asked):.1f}/{200 * right / max(1, said + asked):.1f}"
    )
