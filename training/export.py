"""CHECKPOINT → BUNDLE: one ONNX file with 8-bit weights, the small tables beside it, and what names them.

`python -m training.export --run training/.work/run --to src/onrecord/language/weights`
"""

import argparse
import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training import attribution, event_storey
from training.attributed import SECTORS
from training.batches import Tables
from training.check import load
from training.check_events import STATUS
from training.events import PAIRS, TYPES
from training.model import Model, PairScorer, start_model
from training.storey import Storey, load_storey

OUTPUTS = ("tags", "arcs", "label_dependent", "label_head", "entities", "mentions", "chains", "vectors")
UPPER = {
    "": ("anchors", "anchor_view", "word_view", "actors", "sectors", "state"),
    "event_": ("anchors", "anchor_view", "word_view", "modes", "status"),
}
"""Outputs of the second storeys: of attribution and actors, of events (their names begin with `event_`)."""
UPPER_NAMES = tuple(prefix + name for prefix, names in UPPER.items() for name in names)
INPUTS = ("pieces", "shapes", "first", "last")


class Ordered(torch.nn.Module):
    """The model and its second storeys with their outputs in a row, as the exporter wants them."""

    def __init__(self, model: Model, storeys: dict[str, Storey]) -> None:
        super().__init__()
        self.model, self.storeys = model, torch.nn.ModuleList(storeys.values())

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Inputs in the order of INPUTS; outputs in that of OUTPUTS and UPPER_NAMES."""
        found = self.model(*inputs)
        padded = inputs[2] == 0
        upper = [
            one[name]
            for one, names in zip(
                (storey(found["layers"], padded) for storey in self.storeys), UPPER.values(), strict=True
            )
            for name in names
        ]
        return (*(found[name] for name in OUTPUTS), *upper)


def to_onnx(model: Model, storeys: dict[str, Storey], path: Path) -> None:
    """Single-precision graph with free sizes of batch, pieces and words."""
    pieces = torch.randint(1000, 2000, (2, 12))
    places = torch.arange(1, 9).expand(2, 8).contiguous()
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:2]} | {
        name: {0: "batch", 1: "words"} for name in INPUTS[2:]
    }
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS + UPPER_NAMES}
    axes["arcs"] = {0: "batch", 1: "words", 2: "heads"}
    axes["label_head"] = {0: "batch", 1: "heads"}
    torch.onnx.export(
        Ordered(model, storeys).eval(), (pieces, torch.ones_like(pieces), places, places), str(path),
        input_names=list(INPUTS), output_names=[*OUTPUTS, *UPPER_NAMES], dynamic_axes=axes, opset_version=17,
        dynamo=False, do_constant_folding=True,
    )  # fmt: skip


def quantised(source: Path, target: Path, *, per_channel: bool, reduce_range: bool) -> None:
    """8-bit weights; activations are scaled batch by batch."""
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=per_channel,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def small_weights(model: Model, scorer: PairScorer, storeys: dict[str, Storey]) -> dict[str, np.ndarray]:
    """What the decoders multiply themselves: labels of arcs, pairs of mentions, vectors of sentences, distances."""
    found = {
        "label": model.label,
        "vector": model.vector.weight,
        "vector_bias": model.vector.bias,
        "product": scorer.product.weight,
        "product_bias": scorer.product.bias,
        "out": scorer.out.weight[0],
        "out_bias": scorer.out.bias,
        **{f"{prefix}distance": storey.distance for prefix, storey in storeys.items()},
    }
    found |= {f"feature{at}": table.weight for at, table in enumerate(scorer.features)}
    return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


def main() -> None:
    """Writes the bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--storey", type=Path, help="a run of training.attribution; without one, an untrained storey")
    parser.add_argument("--events", type=Path, help="a run of training.event_storey; without one, an untrained storey")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--per-tensor", action="store_true")
    parser.add_argument("--full-range", action="store_true")
    parser.add_argument("--single", action="store_true", help="no quantisation: to price it")
    arguments = parser.parse_args()
    model, scorer, tables = load(arguments.run)
    runs = {"": (arguments.storey, attribution.SHAPE), "event_": (arguments.events, event_storey.SHAPE)}
    storeys = {name: load_storey(run) if run else Storey(shape).eval() for name, (run, shape) in runs.items()}
    arguments.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single.onnx"
        to_onnx(model, storeys, single)
        target = arguments.to / "model.onnx"
        if arguments.single:
            shutil.copy(single, target)
        else:
            quantised(single, target, per_channel=not arguments.per_tensor, reduce_range=not arguments.full_range)
    np.savez_compressed(arguments.to / "heads.npz", **small_weights(model, scorer, storeys))
    shutil.copy(start_model() / "tokenizer.json", arguments.to / "tokenizer.json")
    write_tables(arguments.to, tables)


def write_tables(folder: Path, tables: Tables) -> None:
    """Label tables, and the digests of all files."""
    content = {name: getattr(tables, name) for name in ("upos", "xpos", "feats", "lemma", "deprel", "entity")}
    content |= {"sector": SECTORS, "event": TYPES, "status": STATUS, "mode": ["/".join(pair) for pair in PAIRS]}
    (folder / "tables.json").write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    digests = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in (".onnx", ".npz") or path.name in ("tables.json", "tokenizer.json")
    }
    (folder / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")


if __name__ == "__main__":
    main()
