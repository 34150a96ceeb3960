"""A stand-in for the bundled weights: small true tables, and scores that are drawn at random from a window's pieces.

The same window always has the same scores, in whatever batch it stands and however it is padded.
"""

from unittest import mock
from zlib import crc32

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.language.attributions import KINDS, RELATIONS
from onrecord.language.chains import COARSE, PAIR, SPAN
from onrecord.language.pairs import FEATURE_SIZES
from onrecord.language.parser import Parser
from onrecord.language.pieces import Pieces
from onrecord.language.weights import Scores
from onrecord.settings import Settings

TABLES = {
    "upos": ["ADJ", "ADP", "DET", "NOUN", "PRON", "PROPN", "PUNCT", "VERB", "X"],
    "xpos": [".", "DT", "IN", "JJ", "NN", "NNP", "PRP", "VBD"],
    "feats": ["_", "Number=Plur", "Number=Sing", "Mood=Ind|Tense=Past|VerbForm=Fin"],
    "lemma": ["k0", "l0", "l1", "l2y", "l40be"],
    "deprel": ["acl:relcl", "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "root", "punct"],
    "entity": ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-GPE", "I-GPE", "B-LOC", "I-LOC", "B-NORP", "I-NORP"],
    "sector": ["-", "GOV", "CVL"],
}
TAGS = sum(len(TABLES[name]) for name in ("upos", "xpos", "feats", "lemma")) + 1
LABEL, STATE, VECTOR, VIEW, FAR = 4, 8, 6, 5, 7


def tokenizer() -> Tokenizer:
    """One piece for each letter, digit or sign of ASCII; every other is unknown."""
    signs = [chr(code) for code in range(33, 127)]
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {word: number for number, word in enumerate([*marks, *signs, *(f"##{sign}" for sign in signs)])}
    found = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    found.normalizer = normalizers.BertNormalizer(lowercase=True)
    found.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return found


def matrices(seed: int = 0) -> dict[str, np.ndarray]:
    """What `heads.npz` holds, at random."""
    draw = np.random.default_rng(seed)
    shapes = {
        "label": (len(TABLES["deprel"]), LABEL + 1, LABEL + 1),
        "vector": (VECTOR, STATE),
        "vector_bias": (VECTOR,),
        "product": (PAIR, PAIR),
        "product_bias": (PAIR,),
        "out": (PAIR,),
        "out_bias": (1,),
        "distance": (len(RELATIONS), 2 * FAR + 1),
        "event_distance": (2, 2 * FAR + 1),
        **{f"feature{at}": (size, PAIR) for at, size in enumerate(FEATURE_SIZES)},
    }
    return {name: draw.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}


class FakeWeights:
    """`Weights` without files. `opening` is the mean score of a sentence start; `batches` counts rows and pieces."""

    version = "0123456789ab"

    def __init__(self, seed: int = 0, opening: float = -2.0) -> None:
        self.seed, self.opening = seed, opening
        self.tables = {name: list(labels) for name, labels in TABLES.items()}
        self.matrices = matrices(seed)
        self.pieces = Pieces(tokenizer())
        self.batches: list[tuple[int, int]] = []

    def scores(self, inputs: dict[str, np.ndarray], widths: list[int]) -> list[Scores]:
        """Scores of a padded batch; the inputs must be such as the graph takes."""
        rows, pieces = inputs["pieces"].shape
        self.batches.append((rows, pieces))
        assert list(inputs) == ["pieces", "shapes", "first", "last", "marks"]
        assert not inputs["marks"].any()
        assert all(matrix.dtype == np.int64 for matrix in inputs.values())
        assert inputs["shapes"].shape == (rows, pieces)
        assert inputs["first"].shape == inputs["last"].shape == (rows, max(widths))
        assert len(widths) == rows
        return [self._window({name: matrix[row] for name, matrix in inputs.items()}, w) for row, w in enumerate(widths)]

    def pair(self, inputs: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of a window with marks: its pieces of the actor as the second type, of the recipient as the third."""
        marks = inputs["marks"][0]
        types = np.array([0, (marks == 1).sum(), (marks == 2).sum()], np.float32)
        return types, np.zeros(2, np.float32), np.arange(inputs["first"].shape[1], dtype=np.float32)

    def states(self, inputs: dict[str, np.ndarray]) -> np.ndarray:
        """States of a padded batch, which depend on the text alone; words that are padding have wild ones."""
        found = np.full((*inputs["first"].shape, STATE), 1e6, np.float32)
        for row, ids in enumerate(inputs["pieces"]):
            width = int((inputs["first"][row] > 0).sum())
            draw = np.random.default_rng((self.seed, crc32(ids[ids > 0].tobytes())))
            found[row, :width] = draw.normal(0, 1, (width, STATE))
        return found

    def _window(self, row: dict[str, np.ndarray], width: int) -> Scores:
        ids = row["pieces"][row["pieces"] > 0]
        first, last = row["first"][:width], row["last"][:width]
        assert (first > 0).all() and (first <= last).all() and (last < len(ids) - 1).all()
        assert (last[:-1] + 1 == first[1:]).all(), "every piece is in one word"
        assert not row["shapes"][len(ids) :].any() and row["shapes"][1 : len(ids) - 1].all()
        draw = np.random.default_rng((self.seed, crc32(ids.tobytes())))

        def some(*shape: int) -> np.ndarray:
            return draw.normal(0, 1, shape).astype(np.float32)

        tags = some(width, TAGS)
        tags[:, -1] += self.opening
        return Scores(
            tags=tags,
            arcs=some(width, width + 1),
            label_dependent=some(width, LABEL),
            label_head=some(width + 1, LABEL),
            entities=some(width, len(TABLES["entity"])),
            mentions=some(width),
            chains=some(width, 2 * COARSE + PAIR + 4 * SPAN),
            anchors=some(width, len(KINDS)),
            anchor_view=some(width, len(RELATIONS) * VIEW),
            word_view=some(width, len(RELATIONS) * VIEW),
            actors=some(width, 3),
            sectors=some(width, len(TABLES["sector"])),
            event_anchors=some(width, 17),
            event_anchor_view=some(width, 2 * VIEW),
            event_word_view=some(width, 2 * VIEW),
            event_modes=some(width, 67),
            event_status=some(width, 4),
        )


def parser(settings: Settings | None = None, *, seed: int = 0, opening: float = -2.0) -> Parser:
    """The parser as it is, upon fake weights."""
    with mock.patch("onrecord.language.parser.Weights", lambda _: FakeWeights(seed, opening)):
        return Parser(settings)


def random_tree(draw: np.random.Generator, count: int, reach: int = 1_000) -> list[int]:
    """Heads of a tree whose branches cross, -1 for the root; a small `reach` makes it deep."""
    order = draw.permutation(count).tolist()
    heads = [-1] * count
    for at in range(1, count):
        heads[order[at]] = order[int(draw.integers(max(0, at - reach), at))]
    return heads
