"""Trains the model: `python -m training.train --data ../shared/data --out training/.work/run --minutes 90`.

A run writes `last.pt` every few minutes and goes on from it when it is called again with the same folder.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.language.pairs import FEATURE_SIZES
from onrecord.language.pieces import Pieces
from training import data as sources
from training import silver
from training.batches import Tables, Window, augmented, batch_of, chained, pick_way, tables_of, windows
from training.corpora import Document
from training.losses import WEIGHTS, chain_losses, losses
from training.model import Model, PairScorer, Sizes, start_model
from training.vectors import Teacher, texts_of

LIMITS = (1, 1, 40, 90, 130, 180)
ROOM = 1150
FIRST = "gum,trees,gum,trees,entities"
SECOND = "gum,trees,links,entities,meaning,gum,trees,entities"
STRETCH = 700


def batches(documents: list[Document], rng: random.Random, pieces: Pieces, room: int = ROOM) -> Iterator[list[Window]]:
    """Endless batches of windows of like length, `room` pieces with their padding; each pass cuts anew."""
    while True:
        limit = rng.choice(LIMITS)
        shown = [window for document in documents for window in windows(document, limit)]
        rng.shuffle(shown)
        some = [(size_of(window, pieces), window) for window in shown[: max(1, len(shown) // 4)]]
        some.sort(key=lambda pair: pair[0] + rng.random() * 4)
        grouped: list[list[Window]] = [[]]
        longest = 0
        for size, window in some:
            longest = max(longest, size)
            if grouped[-1] and longest * (len(grouped[-1]) + 1) > room:
                grouped.append([])
                longest = size
            grouped[-1].append(window)
        rng.shuffle(grouped)
        yield from (recased(group, rng) for group in grouped)


def size_of(window: Window, pieces: Pieces) -> int:
    """Pieces of a window."""
    return 2 + sum(len(pieces(word)[0]) for word in window.words)


def recased(group: list[Window], rng: random.Random) -> list[Window]:
    """Shows some windows in other case."""
    found = []
    for window in group:
        way = pick_way(rng)
        found.append(
            Window([augmented(sentence, way) for sentence in window.sentences], window.offset) if way else window
        )
    return found


def stretches(documents: list[Document], rng: random.Random) -> Iterator[tuple[Document, list[Window]]]:
    """Endless stretches of documents for coreference, several windows long."""
    while True:
        for document in rng.sample(documents, len(documents)):
            shown = windows(document, rng.choice((60, 110, 180)))
            at = 0
            while at < len(shown):
                taken, count = [], 0
                while at < len(shown) and (not taken or count + len(shown[at].words) <= STRETCH):
                    taken.append(shown[at])
                    count += len(shown[at].words)
                    at += 1
                if rng.random() < 0.5 or len(shown) == len(taken):
                    yield document, taken


class Trainer:
    """One run: model, optimiser, streams of batches, checkpoints."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        torch.manual_seed(arguments.seed)
        self.rng = random.Random(arguments.seed)
        start = start_model()
        self.pieces = Pieces(Tokenizer.from_file(str(start / "tokenizer.json")))
        self.corpora = sources.training(arguments.data)
        self.tables: Tables = tables_of(self.corpora.ewt + self.corpora.gum)
        self.model = Model(Sizes.of(self.tables))
        self.model.encoder.start_from(start / "model.safetensors")
        self.scorer = PairScorer(FEATURE_SIZES)
        encoder = list(self.model.encoder.parameters())
        known = {id(parameter) for parameter in encoder}
        heads = [parameter for parameter in self.model.parameters() if id(parameter) not in known]
        rate = arguments.rate / 2 if arguments.second else arguments.rate
        groups = [
            {"params": encoder, "lr": rate},
            {"params": heads + list(self.scorer.parameters()), "lr": rate * 7},
        ]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.rates = [group["lr"] for group in groups]
        self.step, self.spent = 0, 0.0
        self.vectors = self.load_vectors()
        self.teacher = Teacher()
        self.streams = {
            "trees": batches(self.corpora.ewt + self.corpora.gum, self.rng, self.pieces),
            "entities": batches(self.corpora.entities, self.rng, self.pieces),
            "gum": stretches(self.corpora.gum, self.rng),
            "links": stretches(silver.load(), self.rng),
            "meaning": texts_of(self.corpora.ewt + self.corpora.gum + self.corpora.entities, self.rng),
        }
        self.order = (arguments.streams or (SECOND if arguments.second else FIRST)).split(",")

    def load_vectors(self) -> dict[str, np.ndarray] | None:
        """The start model's vectors of training sentences (`python -m training.vectors`)."""
        path = sources.WORK / "vectors.npz"
        if not path.exists() or "vector" in self.arguments.without:
            return None
        stored = np.load(path, allow_pickle=False)
        return dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))

    def progress(self) -> float:
        """Part of the run that is done, by steps or by minutes."""
        if self.arguments.steps:
            return self.step / self.arguments.steps
        return self.spent / (60 * self.arguments.minutes)

    def set_rates(self) -> None:
        """Linear warm-up, then linear decay to a fiftieth."""
        done = self.progress()
        factor = done / 0.05 if done < 0.05 else max(0.02, (1 - done) / 0.95)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(factor, 0.002)

    def micro(self, name: str) -> dict[str, float]:
        """One batch of one stream, backwards."""
        if name in ("gum", "links"):
            document, shown = next(self.streams[name])
            gold = None if "chains" in self.arguments.without else chained(document, shown)
            shown = recased_alike(shown, self.rng)
        else:
            shown, gold = next(self.streams[name]), None
        taught = self.teacher(shown) if name == "meaning" else self.vectors
        batch = batch_of(shown, self.pieces, self.tables, taught)
        output = self.model(batch["pieces"], batch["shapes"], batch["first"], batch["last"])
        found = losses(self.model, batch, output, self.tables)
        if gold is not None:
            real = batch["sentence_of"] >= 0
            found |= chain_losses(self.scorer, output["mentions"][real], output["chains"][real], gold)
        for layer in self.arguments.without:
            found.pop(layer, None)
        total = sum(WEIGHTS[layer] * loss for layer, loss in found.items())
        if torch.is_tensor(total):
            total.backward()
        return {layer: float(loss.detach()) for layer, loss in found.items()} | {
            "words": float((batch["sentence_of"] >= 0).sum())
        }

    def run(self) -> None:
        """Steps until the time or the steps are spent."""
        self.resume()
        self.model.train()
        parameters = [*self.model.parameters(), *self.scorer.parameters()]
        totals: dict[str, list[float]] = {}
        saved = logged = time.monotonic()
        while self.progress() < 1:
            begun = time.monotonic()
            self.set_rates()
            name = self.order[self.step % len(self.order)]
            for layer, value in self.micro(name).items():
                totals.setdefault(layer, []).append(value)
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self.step += 1
            now = time.monotonic()
            self.spent += now - begun
            if self.step % 60 == 0:
                speed = sum(totals.pop("words")) / (now - logged)
                means = " ".join(f"{layer} {sum(values) / len(values):.3f}" for layer, values in totals.items())
                print(f"step {self.step} {self.spent / 60:.1f} min {speed:.0f} words/s {means}", flush=True)
                totals, logged = {}, now
            if now - saved > 180:
                self.save()
                saved = now
        self.save()

    def save(self) -> None:
        """Writes `last.pt`, first beside, then in place."""
        folder: Path = self.arguments.out
        folder.mkdir(parents=True, exist_ok=True)
        state: dict[str, Any] = {
            "model": self.model.state_dict(),
            "scorer": self.scorer.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "spent": self.spent,
        }
        torch.save(state, folder / "last.tmp")
        (folder / "last.tmp").replace(folder / "last.pt")
        (folder / "tables.json").write_text(json.dumps(asdict(self.tables)))

    def resume(self) -> None:
        """Goes on from `last.pt`, with other draws of batches than the first part had; else begins as told."""
        path = self.arguments.out / "last.pt"
        if not path.exists() and self.arguments.begin:
            state = torch.load(self.arguments.begin / "last.pt", weights_only=True)
            self.model.load_state_dict(state["model"])
            self.scorer.load_state_dict(state["scorer"])
        elif path.exists():
            state = torch.load(path, weights_only=True, map_location=torch.get_default_device())
            self.model.load_state_dict(state["model"])
            self.scorer.load_state_dict(state["scorer"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.spent = state["step"], state["spent"]
            self.rng.seed(self.arguments.seed + self.step)


def recased_alike(shown: list[Window], rng: random.Random) -> list[Window]:
    """All windows of a stretch in one case: its coreference needs every word, so nothing is left out."""
    way = pick_way(rng)
    if way in (None, "bare"):
        return shown
    return [Window([augmented(sentence, way) for sentence in window.sentences], window.offset) for window in shown]


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="a run whose weights this one begins with")
    parser.add_argument("--second", action="store_true", help="the second part: half the rate, streams of the second")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes: reproducible on any machine")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--streams", help=f"one batch of each in turn, instead of {FIRST} or, --second, {SECOND}")
    parser.add_argument(
        "--without", type=lambda value: value.split(","), default=[], help="layers left out, for trials"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if torch.cuda.is_available():
        torch.set_default_device("cuda")
    Trainer(arguments).run()


if __name__ == "__main__":
    main()
