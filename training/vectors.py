"""The start model's own vectors of training sentences, which the vector head is distilled to.

`python -m training.vectors --data ../shared/data` writes `training/.work/vectors.npz`: texts and their
unit vectors in half precision.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from training import data as sources
from training.model import Encoder
from training.train import start_model


def embed(texts: list[str]) -> np.ndarray:
    """Unit vectors (texts, 384): mean over all pieces of the untouched start model, at most 128 pieces."""
    start = start_model()
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(128)
    encoder = Encoder().eval()
    encoder.start_from(start / "model.safetensors")
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(texts)), key=lambda at: len(ids[at]))
    found = np.zeros((len(texts), 384), np.float16)
    with torch.inference_mode():
        for begin in range(0, len(order), 64):
            chosen = order[begin : begin + 64]
            length = max(len(ids[at]) for at in chosen)
            pieces = torch.zeros(len(chosen), length, dtype=torch.long)
            for row, at in enumerate(chosen):
                pieces[row, : len(ids[at])] = torch.tensor(ids[at])
            hidden = encoder(pieces, torch.zeros_like(pieces))[-1]
            mask = (pieces != 0)[..., None]
            mean = functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
            found[chosen] = mean.numpy().astype(np.float16)
    return found


def main() -> None:
    """Embeds the sentences of all training corpora: the head generalises only as far as its sentences are many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    documents = [
        document
        for part in ("train", "dev")
        for document in sources.ewt(arguments.data, part) + sources.gum(arguments.data, part)
    ]
    documents += sources.annotated(arguments.data) + sources.own_texts()
    texts = sorted({sentence.text for document in documents for sentence in document.sentences})
    sources.WORK.mkdir(exist_ok=True)
    np.savez(sources.WORK / "vectors.npz", texts=np.array(texts), vectors=embed(texts))
    print(f"{len(texts)} vectors")


if __name__ == "__main__":
    main()
