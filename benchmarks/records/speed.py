"""What the steps up to statements cost beside the language model: the ratio of both, in the same run.

    .venv/bin/python benchmarks/records/speed.py [--runs 7] [--docs] [--peer [PIPELINE]] [FILE…]

Documents of about 5 kB (the examples of the repository, put together) are coded one after another, each right after
its language model alone has run, so that a slow minute of the machine slows both. Target: at most 1.3 times the model.
`--peer` measures textacy's `direct_quotations` beside it (an environment that has textacy: pip install textacy; never
the project's own), upon the Docs of our parser, and with a spaCy pipeline: one that is installed, by its name, else an
untrained one of the default size, which takes about the time of a trained one and yields senseless trees.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import spacy
from marks import fill, table
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.pipeline import Coder
from onrecord.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TARGET = 1.3
SIZE = 5_000
UNTRAINED = "untrained"
STEPS = ("read", "parse", "identify", "attribute")


def documents(files: Sequence[Path]) -> list[str]:
    """Texts of about 5,000 characters: the lines of a file, from the top again where it is shorter."""
    found = []
    for path in files or sorted((ROOT / "examples").glob("*.txt")):
        lines, kept, size = path.read_text(encoding="utf-8").split("\n"), [], 0
        while size < SIZE:
            for line in lines:
                kept.append(line)
                size += len(line) + 1
                if size >= SIZE:
                    break
        found.append("\n".join(kept))
    return found


T = TypeVar("T")


def seconds(act: Callable[[], T]) -> tuple[T, float]:
    """What an act yields, and the time that it takes."""
    begun = time.perf_counter()
    found = act()
    return found, time.perf_counter() - begun


class Stopwatch:
    """Times each step of a coder by standing in its place; `spent` are seconds by step."""

    def __init__(self, coder: Coder) -> None:
        self.spent = dict.fromkeys(STEPS, 0.0)
        for step in STEPS:
            setattr(coder, step, self._timed(step, getattr(coder, step)))

    def _timed(self, step: str, act: Callable[..., T]) -> Callable[..., T]:
        def timed(*given: object) -> T:
            found, spent = seconds(lambda: act(*given))
            self.spent[step] += spent
            return found

        return timed


def measured(texts: Sequence[str], runs: int) -> dict[str, list[float]]:
    """For every run: milliseconds per document of the model alone, of each step and of all, and the ratio."""
    coder = Coder(Settings(last_layer="statements"))
    parse, transcripts = coder.parse, [coder.code(text).transcript for text in texts]
    watch = Stopwatch(coder)
    found: dict[str, list[float]] = {name: [] for name in ("alone", "whole", *STEPS, "ratio")}
    for _ in range(runs):
        watch.spent = dict.fromkeys(STEPS, 0.0)
        alone = whole = 0.0
        for text, transcript in zip(texts, transcripts, strict=True):
            alone += seconds(partial(parse, transcript))[1]
            whole += seconds(partial(coder.code, text))[1]
        for name, spent in {"alone": alone, "whole": whole, **watch.spent}.items():
            found[name].append(1000 * spent / len(texts))
        found["ratio"].append(whole / alone)
    return found


# The peer


def pipeline(name: str) -> Language:
    """The spaCy pipeline of this name, or an untrained one with tags, trees and names."""
    if name != UNTRAINED:
        return spacy.load(name)
    made = spacy.blank("en")
    made.add_pipe("tok2vec")
    for component in ("tagger", "parser", "ner"):
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
        made.add_pipe(component, config={"model": {"tok2vec": listener}})
    given = {
        "words": ["Pell", "said", "she", "left"],
        "tags": ["NNP", "VBD", "PRP", "VBD"],
        "heads": [1, 1, 3, 1],
        "deps": ["nsubj", "ROOT", "nsubj", "ccomp"],
        "entities": ["U-PERSON", "O", "O", "O"],
    }
    made.initialize(lambda: [Example.from_dict(made.make_doc("Pell said she left"), given)])
    return made


def peer(texts: Sequence[str], runs: int, name: str, extract: Callable[[Doc], Iterable[object]]) -> list[list[str]]:
    """Rows on textacy: upon our Docs, and with a spaCy pipeline."""
    coder, made = Coder(Settings(last_layer="statements")), pipeline(name)
    parse, watch = coder.parse, Stopwatch(coder)
    spent: dict[str, list[float]] = {name: [] for name in ("whole", "steps", "textacy", "theirs")}
    refused = 0
    for _ in range(runs):
        refused, sums = 0, dict.fromkeys(spent, 0.0)
        for text in texts:
            watch.spent = dict.fromkeys(STEPS, 0.0)
            coded, whole = seconds(partial(coder.code, text))
            steps = sum(watch.spent.values()) - watch.spent["parse"]
            parsed = parse(coded.transcript)
            odd, textacy = seconds(partial(quoted, extract, [segment.doc for segment in parsed.segments]))
            _, theirs = seconds(partial(read_by, made, extract, text))
            refused += odd
            for key, value in zip(spent, (whole, steps, textacy, theirs), strict=True):
                sums[key] += value
        for key, value in sums.items():
            spent[key].append(1000 * value / len(texts))
    whole, steps, textacy, theirs = (statistics.median(values) for values in spent.values())
    beside = "an untrained spaCy pipeline" if name == UNTRAINED else name
    return [
        ["textacy alone, upon our Docs", f"{textacy:.1f} ms", f"our own steps take {steps / textacy:.1f} times that"],
        [f"{beside} and textacy", f"{theirs:.1f} ms", f"all of ours takes {whole / theirs:.1f} times that"],
        ["segments that textacy refuses", str(refused), "odd quotation marks"],
    ]


def read_by(made: Language, extract: Callable[[Doc], Iterable[object]], text: str) -> int:
    """A text through a pipeline and textacy."""
    return quoted(extract, [made(text)])


def quoted(extract: Callable[[Doc], Iterable[object]], docs: Iterable[Doc]) -> int:
    """Runs textacy over Docs; how many it refuses."""
    refused = 0
    for doc in docs:
        try:
            list(extract(doc))
        except ValueError:
            refused += 1
    return refused


def main() -> int:
    """Prints medians over the runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peer", nargs="?", const=UNTRAINED, metavar="PIPELINE", help="measure textacy too")
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/evaluation.md")
    arguments = parser.parse_args()
    texts = documents(arguments.files)
    found = measured(texts, arguments.runs)
    middle = {name: statistics.median(values) for name, values in found.items()}
    best = min(found["ratio"])
    shown = [
        ["language model alone", f"{middle['alone']:.1f} ms", "1.00"],
        *([f"step: {name}", f"{middle[name]:.1f} ms", f"{middle[name] / middle['alone']:.2f}"] for name in STEPS),
        ["all steps", f"{middle['whole']:.1f} ms", f"{middle['ratio']:.2f} (best {best:.2f}, target {TARGET})"],
    ]
    if arguments.peer:
        try:
            from textacy.extract import direct_quotations  # type: ignore[import-not-found]
        except ImportError:
            print("no peer: textacy is not installed here (in another environment: pip install textacy)")
        else:
            shown += peer(texts, arguments.runs, arguments.peer, direct_quotations)
    for name, figure, ratio in shown:
        print(f"{name:48}{figure:>12}   {ratio}")
    print(f"medians of {arguments.runs} runs over {len(texts)} documents of about {SIZE:,} characters")
    if arguments.docs:
        fill("costs", table(["", "for a document of 5 kB", "ratio"], shown))
    return 0 if middle["ratio"] <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
