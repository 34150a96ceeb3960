"""TEXTS → VECTORS: what search and issues compare by. A text is read alone, for a sentence in company means more."""

from collections.abc import Sequence

import numpy as np

from onrecord.language.tokens import spans
from onrecord.language.weights import Floats, Weights
from onrecord.language.windows import in_batches


class Embedder:
    """Unit vectors of sentences, statements, queries: those of MiniLM, as far as the bundled model has kept them.

    The cosine of two vectors says how near two texts are in meaning. Of a text that is longer than `width` words, the
    first are read; one without words has the zero vector.
    """

    def __init__(self, weights: Weights, width: int = 160, room: int = 2400) -> None:
        self.weights, self.width, self.room = weights, width, room

    def __call__(self, texts: Sequence[str]) -> Floats:
        """(texts, 384)."""
        matrix, bias = self.weights.matrices["vector"], self.weights.matrices["vector_bias"]
        found = np.zeros((len(texts), len(matrix)), np.float32)
        words = [[text[start:end] for start, end in spans(text)[: self.width]] for text in texts]
        known = [at for at, some in enumerate(words) if some]
        rows = [self.weights.pieces.window(words[at]) for at in known]
        for chosen, inputs in in_batches(rows, self.room):
            states = self.weights.states(inputs)
            for row, at in enumerate(chosen):
                vector = matrix @ states[row, : len(words[known[at]])].mean(0) + bias
                found[known[at]] = vector / max(float(np.linalg.norm(vector)), 1e-9)
        return found
