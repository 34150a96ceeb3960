"""The start model's own vectors of training sentences, which the vector head is distilled to.

`python -m training.vectors --data ../shared/data` writes `training/.work/vectors.npz`: texts and their
unit vectors in half precision.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from training import data as sources
from training.batches import Window
from training.corpora import Document, Sentence
from training.model import Encoder, start_model


class Teacher:
    """The untouched start model."""

    def __init__(self) -> None:
        start = start_model()
        self.tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)
        self.encoder = Encoder().eval()
        self.encoder.start_from(start / "model.safetensors")

    def __call__(self, shown: Sequence[Window]) -> dict[str, np.ndarray]:
        """Vectors of windows of one sentence, by their text."""
        texts = [window.sentences[0].text for window in shown]
        return dict(zip(texts, self.embed(texts), strict=True))

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (texts, 384) in half precision: mean over all pieces, at most 128 pieces."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda at: len(ids[at]))
        found = np.zeros((len(texts), 384), np.float16)
        with torch.inference_mode():
            for begin in range(0, len(order), 64):
                chosen = order[begin : begin + 64]
                length = max(len(ids[at]) for at in chosen)
                pieces = torch.zeros(len(chosen), length, dtype=torch.long)
                for row, at in enumerate(chosen):
                    pieces[row, : len(ids[at])] = torch.tensor(ids[at])
                hidden = self.encoder(pieces, torch.zeros_like(pieces))[-1]
                mask = (pieces != 0)[..., None]
                mean = functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
                found[chosen] = mean.cpu().numpy().astype(np.float16)
        return found


def texts_of(documents: list[Document], rng: random.Random, count: int = 36) -> Iterator[list[Window]]:
    """Endless batches of texts that nobody wrote: parts of sentences, with some words exchanged for any others.

    A student that sees the sentences of corpora alone learns them by heart; the teacher answers to any text.
    """
    sentences = [sentence.words for document in documents for sentence in document.sentences if sentence.words]
    vocabulary = sorted({word for words in sentences for word in words if word.isalpha()})
    while True:
        length = rng.randint(3, 40)
        yield [_text([*rng.choice(sentences), *rng.choice(sentences)], length, vocabulary, rng) for _ in range(count)]


def _text(words: list[str], length: int, vocabulary: list[str], rng: random.Random) -> Window:
    size = max(1, min(len(words), length + rng.randint(-2, 2)))
    start = rng.randint(0, len(words) - size)
    rate = rng.choice((0.0, 0.1, 0.3))
    shown = [rng.choice(vocabulary) if rng.random() < rate else word for word in words[start : start + size]]
    return Window([Sentence(shown, " ".join(shown))])


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
    np.savez(sources.WORK / "vectors.npz", texts=np.array(texts), vectors=Teacher().embed(texts))
    print(f"{len(texts)} vectors")


if __name__ == "__main__":
    main()
