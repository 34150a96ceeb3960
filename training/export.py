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
from training.event_model import EventStorey
from training.events import PAIRS, TYPES
from training.model import Model, PairScorer, start_model
from training.storey import Storey, load_storey

OUTPUTS = ("tags", "arcs", "label_dependent", "label_head", "entities", "mentions", "chains", "vectors")
UPPER = ("anchors", "anchor_view", "word_view", "actors", "sectors")
"""Outputs of the storey of attribution and actors."""
EVENTS = ("anchors", "anchor_view", "word_view", "modes", "status", "pair_types", "pair_modes", "pair_at")
"""Outputs of the storey of events; in the graph their names begin with `event_`."""
NAMES = (*OUTPUTS, *UPPER, *(f"event_{name}" for name in EVENTS))
INPUTS = ("pieces", "shapes", "marks", "first", "last")


class Ordered(torch.nn.Module):
    """The model and its second storeys with their outputs in a row, as the exporter wants them."""

    def __init__(self, model: Model, storey: Storey, events: EventStorey) -> None:
        super().__init__()
        self.model, self.storey, self.events = model, storey, events

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Inputs in the order of INPUTS; outputs in that of NAMES."""
        pieces, shapes, marks, first, last = inputs
        found = self.model(pieces, shapes, first, last)
        padded = first == 0
        upper = self.storey(found["layers"], padded)
        bias = (pieces == 0)[:, None, None, :].to(torch.float32) * -1e4
        hidden = self.events.hidden(self.events.lift(found["lower"], bias, marks, first, last), padded)
        batch = torch.arange(marks.shape[0], device=marks.device)[:, None]
        read = {**self.events.heads(hidden), **self.events.pairs(hidden, marks[batch, first], padded)}
        return (
            *(found[name] for name in OUTPUTS),
            *(upper[name] for name in UPPER),
            *(read[name] for name in EVENTS),
        )


def to_onnx(model: Model, storey: Storey, events: EventStorey, path: Path) -> None:
    """Single-precision graph with free sizes of batch, pieces and words."""
    pieces = torch.randint(1000, 2000, (2, 12))
    places = torch.arange(1, 9).expand(2, 8).contiguous()
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]} | {
        name: {0: "batch", 1: "words"} for name in INPUTS[3:]
    }
    axes |= {name: {0: "batch", 1: "words"} for name in NAMES}
    axes["arcs"] = {0: "batch", 1: "words", 2: "heads"}
    axes["label_head"] = {0: "batch", 1: "heads"}
    axes |= {name: {0: "batch"} for name in ("event_pair_types", "event_pair_modes")}
    example = (pieces, torch.ones_like(pieces), pieces % 3, places, places)
    torch.onnx.export(
        Ordered(model, storey, events).eval(), example, str(path),
        input_names=list(INPUTS), output_names=list(NAMES), dynamic_axes=axes, opset_version=17,
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


def small_weights(model: Model, scorer: PairScorer, storey: Storey, events: Storey) -> dict[str, np.ndarray]:
    """What the decoders multiply themselves: labels of arcs, pairs of mentions, vectors of sentences, distances."""
    found = {
        "label": model.label,
        "vector": model.vector.weight,
        "vector_bias": model.vector.bias,
        "product": scorer.product.weight,
        "product_bias": scorer.product.bias,
        "out": scorer.out.weight[0],
        "out_bias": scorer.out.bias,
        "distance": storey.distance,
        "event_distance": events.distance,
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
    storey = load_storey(Storey, arguments.storey, attribution.SHAPE)
    events = load_storey(EventStorey, arguments.events, event_storey.SHAPE)
    arguments.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single.onnx"
        to_onnx(model, storey, events, single)
        target = arguments.to / "model.onnx"
        if arguments.single:
            shutil.copy(single, target)
        else:
            quantised(single, target, per_channel=not arguments.per_tensor, reduce_range=not arguments.full_range)
    np.savez_compressed(arguments.to / "heads.npz", **small_weights(model, scorer, storey, events))
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
