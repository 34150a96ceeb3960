"""Figures of a checkpoint on dev parts, in torch, while it trains.

`python -m training.check --data ../shared/data --run training/.work/run`
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.language.pairs import FEATURE_SIZES
from onrecord.language.pieces import Pieces
from training import data as sources
from training.batches import MISSING, Tables, Window, batch_of, windows
from training.corpora import Document, bio_spans
from training.losses import label_scores, masked_arcs, pooled
from training.model import Model, PairScorer, Sizes, start_model


def load(run: Path) -> tuple[Model, PairScorer, Tables]:
    """Model and tables of a run."""
    table = Tables(**json.loads((run / "tables.json").read_text()))
    state = torch.load(run / "last.pt", weights_only=True, map_location="cpu")
    model = Model(Sizes.of(table))
    scorer = PairScorer(FEATURE_SIZES)
    model.load_state_dict(state["model"])
    scorer.load_state_dict(state["scorer"])
    return model.eval(), scorer.eval(), table


def groups(documents: list[Document], limit: int) -> list[list[Window]]:
    """Windows of like length in batches of about 1,500 words."""
    shown = sorted(
        (window for document in documents for window in windows(document, limit)), key=lambda window: len(window.words)
    )
    found: list[list[Window]] = [[]]
    for window in shown:
        if found[-1] and len(window.words) * (len(found[-1]) + 1) > 1500:
            found.append([])
        found[-1].append(window)
    return found


def trees(
    model: Model, tables: Tables, pieces: Pieces, documents: list[Document], limit: int, vectors: dict | None = None
) -> dict[str, float]:
    """Greedy scores with gold sentences; cosine to the start model's vectors."""
    right = dict.fromkeys(("upos", "xpos", "feats", "lemma", "uas", "las"), 0)
    count, cosines, hits, starts, guessed = 0, [], 0, 0, 0
    with torch.inference_mode():
        for group in groups(documents, limit):
            batch = batch_of(group, pieces, tables, vectors)
            output = model(batch["pieces"], batch["shapes"], batch["first"], batch["last"])
            targets = batch["targets"]
            known = targets["head"] != MISSING
            count += int(known.sum())
            parts = output["tags"].split(
                [len(tables.upos), len(tables.xpos), len(tables.feats), len(tables.lemma), 1], -1
            )
            for name, logits in zip(("upos", "xpos", "feats", "lemma"), parts, strict=False):
                right[name] += int((logits.argmax(-1) == targets[name])[known].sum())
            heads = masked_arcs(output["arcs"], batch["sentence_of"]).argmax(-1)
            row = known.nonzero()[:, 0]
            labels = label_scores(
                model, output["label_dependent"][known], output["label_head"][row, heads[known]]
            ).argmax(-1)
            good = heads[known] == targets["head"][known]
            right["uas"] += int(good.sum())
            right["las"] += int((good & (labels == targets["deprel"][known])).sum())
            inner = known.clone()
            inner[:, 0] = False
            said = (parts[4][..., 0] > 0) & inner
            gold = (targets["start"] == 1) & inner
            hits, starts, guessed = hits + int((said & gold).sum()), starts + int(gold.sum()), guessed + int(said.sum())
            for at, start, end, vector in batch["teacher"]:
                cosines.append(
                    float(pooled(model, output["vectors"][at, start:end]) @ torch.from_numpy(vector).float())
                )
    figures = {name: 100 * value / max(1, count) for name, value in right.items()}
    return figures | {
        "start_f": 200 * hits / max(1, starts + guessed),
        "cosine": float(np.mean(cosines)) if cosines else 0.0,
    }


def entities(
    model: Model, tables: Tables, pieces: Pieces, documents: list[Document], types: set[str]
) -> tuple[float, float, float]:
    """Exact P, R, F of greedy entities, GPE counted as LOC."""
    right = found = wanted = 0
    with torch.inference_mode():
        for group in groups(documents, 60):
            batch = batch_of(group, pieces, tables)
            best = model(batch["pieces"], batch["shapes"], batch["first"], batch["last"])["entities"].argmax(-1)
            for row, window in enumerate(group):
                offset = 0
                labels = [tables.entity[number].replace("GPE", "LOC") for number in best[row].tolist()]
                for sentence in window.sentences:
                    size = len(sentence.words)
                    got = {span for span in bio_spans(labels[offset : offset + size]) if span[2] in types}
                    want = {(a, b, kind.replace("GPE", "LOC")) for a, b, kind in sentence.gold_spans if b <= size}
                    want = {span for span in want if span[2] in types}
                    right, found, wanted = right + len(got & want), found + len(got), wanted + len(want)
                    offset += size
    return 100 * right / max(1, found), 100 * right / max(1, wanted), 200 * right / max(1, found + wanted)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, _, tables = load(arguments.run)
    pieces = Pieces(Tokenizer.from_file(str(start_model() / "tokenizer.json")))
    stored = sources.WORK / "vectors.npz"
    vectors = None
    if stored.exists():
        loaded = np.load(stored)
        vectors = dict(zip(loaded["texts"].tolist(), loaded["vectors"], strict=True))
    for name, documents in (
        ("ewt dev", sources.ewt(arguments.data, "dev")),
        ("gum dev", sources.gum(arguments.data, "dev")),
    ):
        for limit in (1, 150):
            figures = trees(model, tables, pieces, documents, limit, vectors)
            print(
                name,
                f"windows of {limit}:",
                " ".join(f"{key} {value:.2f}" for key, value in figures.items()),
                flush=True,
            )
    core = {"PERSON", "ORG", "LOC"}
    parts = sources.held_out(arguments.data) | {"gum dev": sources.gum(arguments.data, "dev")}
    for name, documents in parts.items():
        print(
            name,
            "PERSON+ORG+LOC P R F: {:.1f} {:.1f} {:.1f}".format(*entities(model, tables, pieces, documents, core)),
            flush=True,
        )


if __name__ == "__main__":
    main()
