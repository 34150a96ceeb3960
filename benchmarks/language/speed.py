"""Speed and memory of the language step: words per second of one core, and the ratio to the bare encoder.

    .venv/bin/python benchmarks/language/speed.py [--weights DIR] [--runs 7] [FILE…]

Documents of about 5 kB are parsed one after another, all layers. The lower bound is the encoder of the same graph, cut
off before its heads, on the same pieces in the same batches (needs the package `onnx`: pip install '.[training]').
Without files, the example documents of the repository, put together to 5 kB, are read.
"""

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def documents(files: list[Path]) -> list[str]:
    """Texts of about 5,000 characters."""
    texts = [path.read_text(encoding="utf-8") for path in files or sorted((ROOT / "examples").glob("*.txt"))]
    found = []
    for text in texts:
        paragraphs, size, kept = text.split("\n"), 0, []
        while size < 5_000:
            for line in paragraphs:
                kept.append(line)
                size += len(line) + 1
                if size >= 5_000:
                    break
        found.append("\n".join(kept))
    return found


def main() -> int:
    """Prints medians over the runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    from onrecord.language.parser import Parser
    from onrecord.language.weights import BUNDLED

    parse = Parser(folder=arguments.weights or BUNDLED)
    print(f"load, imports included: {time.perf_counter() - begun:.2f} s")
    from onrecord import read

    transcripts = [read(text) for text in documents(arguments.files)]
    rates, ratios = [], []
    bare = Bare(parse, transcripts)
    for _ in range(arguments.runs):
        begun = time.perf_counter()
        count = sum(len(segment.doc) for transcript in transcripts for segment in parse(transcript).segments)
        whole = time.perf_counter() - begun
        rates.append(count / whole)
        bound = bare.seconds()
        if bound:
            ratios.append(whole / bound)
    print(f"{len(transcripts)} documents, {count} words")
    print(
        f"all layers: {statistics.median(rates):.0f} words/s of one core"
        f" (median of {arguments.runs}; best {max(rates):.0f})"
    )
    if ratios:
        print(f"ratio to the bare encoder: {statistics.median(ratios):.2f} (best {min(ratios):.2f})")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 0


class Bare:
    """The encoder alone on the batches that a parser would form."""

    def __init__(self, parse, transcripts) -> None:  # noqa: ANN001
        self.session, self.batches = None, []
        try:
            import onnx
        except ImportError:
            print("no package onnx: the ratio to the bare encoder is left out")
            return
        import onnxruntime

        model = onnx.load(parse.weights.folder / "model.onnx")
        names = [node.output[0] for node in model.graph.node if "encoder" in node.name or "/layers" in node.name]
        cut = onnx.utils.Extractor(model).extract_model(["pieces", "shapes"], [names[-1]])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            cut.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        recorded = parse.weights.scores

        def record(inputs, widths):  # noqa: ANN001, ANN202
            self.batches.append({name: inputs[name] for name in ("pieces", "shapes")})
            return recorded(inputs, widths)

        parse.weights.scores = record
        for transcript in transcripts:
            parse(transcript)
        parse.weights.scores = recorded

    def seconds(self) -> float:
        """Time of all batches."""
        begun = time.perf_counter()
        for batch in self.batches:
            self.session.run(None, batch)
        return time.perf_counter() - begun if self.batches else 0.0


if __name__ == "__main__":
    sys.exit(main())
