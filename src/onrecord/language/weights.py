"""The bundled model: one ONNX graph, small matrices, label tables. Loading checks that the files belong together."""

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.language.pieces import Pieces

BUNDLED = Path(__file__).parent / "weights"

Floats = NDArray[np.float32]

FILES = ("model.onnx", "heads.npz", "tables.json", "tokenizer.json")

OUTPUTS = (
    "tags", "arcs", "label_dependent", "label_head", "entities", "mentions", "chains", "anchors", "anchor_view",
    "word_view", "actors", "sectors",
    "event_anchors", "event_anchor_view", "event_word_view", "event_modes", "event_status",
)  # fmt: skip

PAIR_OUTPUTS = ("event_pair_types", "event_pair_modes", "event_pair_at")

Inputs = dict[str, NDArray[np.int64]]
"""A padded batch: pieces, shapes and marks (windows, pieces); the first and last piece of each word (windows, words).

A mark says that a piece is of the actor (1) or the recipient (2) of a given pair; all are 0 in what is read freely.
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the graph says of the words of one window, one row per word.

    `arcs` is (words, words + 1): column 0 is the root. `label_head` has a row more for the root. `chains` holds the
    five views that coreference needs side by side. `anchors` (words, kinds), `actors` (words, BIO), `sectors` (words,
    sectors) and the two views are of the second storey (see `attributions`).
    """

    tags: Floats
    arcs: Floats
    label_dependent: Floats
    label_head: Floats
    entities: Floats
    mentions: Floats
    chains: Floats
    anchors: Floats
    anchor_view: Floats
    word_view: Floats
    actors: Floats
    sectors: Floats
    event_anchors: Floats
    event_anchor_view: Floats
    event_word_view: Floats
    event_modes: Floats
    event_status: Floats


class Weights:
    """An opened bundle. One thread: documents, not operators, run in parallel."""

    def __init__(self, folder: Path = BUNDLED) -> None:
        self.folder = folder
        files, self.version = _checked(folder)
        self.tables: dict[str, Any] = json.loads(files["tables.json"])
        with np.load(BytesIO(files["heads.npz"])) as stored:
            self.matrices: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        self.pieces = Pieces(Tokenizer.from_buffer(files["tokenizer.json"]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])

    def scores(self, inputs: Inputs, widths: list[int]) -> list[Scores]:
        """Scores of a padded batch, cut to the words that each window really has."""
        found = dict(zip(OUTPUTS, self._session.run(list(OUTPUTS), inputs), strict=True))
        return [
            Scores(
                **{
                    name: values[row, : width + (name == "label_head"), : width + 1]
                    if name == "arcs"
                    else values[row, : width + (name == "label_head")]
                    for name, values in found.items()
                }
            )
            for row, width in enumerate(widths)
        ]

    def pair(self, inputs: Inputs) -> tuple[Floats, Floats, Floats]:
        """Of one window with marks: logits of types and of modes, log shares of the words in naming the act."""
        types, modes, at = self._session.run(list(PAIR_OUTPUTS), inputs)
        return types[0], modes[0], at[0]

    def states(self, inputs: Inputs) -> Floats:
        """What the vector of a text is the mean of: (texts, words, width) of a padded batch."""
        found: Floats = self._session.run(["vectors"], inputs)[0]
        return found


def _checked(folder: Path) -> tuple[dict[str, bytes], str]:
    """The files of a bundle, which must be those that `digests.json` names, and twelve digits that name them all."""
    try:
        digests: dict[str, str] = json.loads((folder / "digests.json").read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in FILES}
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: no language model ({error}); reinstall, or run `make model`") from error
    for name, content in files.items():
        if sha256(content).hexdigest() != digests.get(name):
            raise ModelError(f"{folder / name}: damaged, or not of this model; reinstall, or run `make model`")
    return files, sha256("".join(digests[name] for name in FILES).encode()).hexdigest()[:12]
