"""Cosine of sentence vectors to the start model's own, on sentences that trained nothing.

    .venv/bin/python benchmarks/language/vectors.py --data ../shared/data --teacher training/.work/vectors.npz

The teacher's vectors are written by `python -m training.vectors`, which needs torch and the start model. Sentences of
the dev parts of EWT and GUM stand alone. "nearest alike": how often the nearest of 100 other ones is the same for both.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from evaluate import bank

from onrecord.language.parser import Parser
from onrecord.language.weights import BUNDLED
from training import corpora


def main() -> int:
    """Prints mean cosines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=BUNDLED)
    arguments = parser.parse_args()
    stored = np.load(arguments.teacher)
    teacher = dict(zip(stored["texts"].tolist(), stored["vectors"].astype(np.float32), strict=True))
    embed = Parser(folder=arguments.weights).embed
    for name in ("EWT", "GUM"):
        sentences = [s.text for d in corpora.conllu(bank(arguments.data, name, "dev"), name) for s in d.sentences]
        texts = [text for text in sentences if text in teacher]
        ours, wanted = embed(texts), np.stack([teacher[text] for text in texts])
        cosine = float((ours * wanted).sum(1).mean())
        print(f"{name} dev: {len(ours)} sentences, mean cosine {cosine:.3f}, nearest alike {nearest(ours, wanted):.3f}")
    return 0


def nearest(ours: np.ndarray, wanted: np.ndarray, others: int = 100, seed: int = 0) -> float:
    """Share of sentences whose nearest among `others` drawn ones is the same in both spaces."""
    draw = np.random.default_rng(seed)
    hits = 0
    for at in range(len(ours)):
        drawn = draw.choice(np.delete(np.arange(len(ours)), at), min(others, len(ours) - 1), replace=False)
        hits += int((ours[drawn] @ ours[at]).argmax() == (wanted[drawn] @ wanted[at]).argmax())
    return hits / len(ours)


if __name__ == "__main__":
    sys.exit(main())
