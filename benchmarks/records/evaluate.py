"""Figures of actors, statements and events: founding transcripts, development set, annotated corpus, side by side.

    .venv/bin/python benchmarks/records/evaluate.py [--data ../shared/data] [--tools ../shared/tools]
        [--only development,corpus-test] [--json FILE] [--docs] [--floors FILE [--raise]]

Each document is coded as any is, brought into the exchange shape and scored by `score_records.py`. Sets: `seeds` and
`development` (`seeds` and `gold` beside the data folder), `corpus-train` and `corpus-test` (written by `make corpus`).
A set that is not there is left out. F1, or accuracy for country, sector, source and kind, in percent. Only what the
development set and the test half say is to be expected of other texts; rules were written over the train half.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from floors import held
from marks import fill, table
from scorers import DATA, ROOT, TOOLS, record_scores

from onrecord.exports.exchange import exchange
from onrecord.pipeline import Coder
from onrecord.settings import Settings

LAYERS = ("actors", "statements", "events")
TARGETS = {
    "seeds": {
        "actors": 78.0,
        "statements joint": 85.0,
        "events typed": 65.0,
        "events full": 42.0,
        "events roles": 68.0,
    },
    "development": {
        "actors": 70.0,
        "actors mentions": 80.0,
        "actors linked": 72.0,
        "actors country": 88.0,
        "actors sector": 72.0,
        "statements joint": 75.0,
        "events detect": 65.0,
        "events typed": 55.0,
        "events full": 35.0,
        "events roles": 60.0,
    },
}
HALVES = ROOT / "training/.work/corpus"
FITTED = 10.0
"""Points by which a seed figure may lie above the development set's: more means rules fitted to the seeds."""


class Set(NamedTuple):
    """Documents and their gold."""

    documents: Path
    gold: Path


def sets(data: Path) -> dict[str, Set]:
    """All sets, there or not."""
    shared = data.resolve().parent
    halves = {f"corpus-{half}": Set(HALVES / half / "docs", HALVES / half / "gold") for half in ("train", "test")}
    return {
        "seeds": Set(shared / "seeds", shared / "gold" / "seeds"),
        "development": Set(shared / "gold" / "dev" / "docs", shared / "gold" / "dev" / "gold"),
        **halves,
    }


def predictions(coder: Coder, one: Set, failures: list[str]) -> dict[str, dict[str, Any]]:
    """The exchange objects of a set, by the name of the gold file; a document that fails has none, and says so."""
    found = {}
    for path in sorted(one.gold.glob("*.json")):
        name = json.loads(path.read_text(encoding="utf-8")).get("file") or f"{path.stem}.txt"
        try:
            found[path.name] = exchange(coder.code(one.documents / name))
        except Exception as error:  # noqa: BLE001 - a document that fails is counted, the others are measured
            failures.append(f"{name}: {type(error).__name__}: {error}")
    return found


def figures_of(scores: dict[str, dict[str, float | None]]) -> dict[str, float]:
    """F1 or accuracy of the lines of actors, statements and events, in percent."""
    found = {}
    for name, score in scores.items():
        value = score.get("f1", score.get("accuracy"))
        if name.startswith(LAYERS) and value is not None:
            found[name] = round(100 * value, 2)
    return dict(sorted(found.items()))


def measured(
    coder: Coder, chosen: dict[str, Set], tools: Path, failures: list[str], out: Path | None
) -> dict[str, dict[str, float]]:
    """The figures of every set that is there."""
    found = {}
    for name, one in chosen.items():
        if not (one.gold.is_dir() and one.documents.is_dir()):
            print(f"{name}: not there, left out ({'make corpus' if 'corpus' in name else one.gold})")
            continue
        predicted = predictions(coder, one, failures)
        if out is not None:
            (out / name).mkdir(parents=True, exist_ok=True)
            for file, objects in predicted.items():
                (out / name / file).write_text(json.dumps(objects, ensure_ascii=False), encoding="utf-8")
        found[name] = figures_of(record_scores(tools, one.gold, one.documents, predicted))
        print(f"{name}: {len(predicted)} documents", flush=True)
    return found


def rows(figures: dict[str, dict[str, float]]) -> list[list[str]]:
    """A row per figure, a column per set; a target stands behind its figure."""
    names = sorted({figure for measured in figures.values() for figure in measured})
    found = []
    for name in names:
        row = [name]
        for column, measured in figures.items():
            target = TARGETS.get(column, {}).get(name)
            shown = f"{measured[name]:.1f}" if name in measured else "-"
            row.append(f"{shown} ({target:.0f})" if target else shown)
        found.append(row)
    return found


def remarks(figures: dict[str, dict[str, float]]) -> list[str]:
    """Where the seeds lie far above the development set, or the test half far from it."""
    found = []
    wanted = figures.get("development", {})
    for name, value in wanted.items():
        seed, test = (figures.get(one, {}).get(name) for one in ("seeds", "corpus-test"))
        if seed is not None and seed > value + FITTED:
            found.append(f"{name}: the seeds lie {seed - value:.1f} points above the development set")
        if test is not None and abs(test - value) > FITTED:
            found.append(f"{name}: the test half lies {test - value:+.1f} points from the development set")
    return found


def main() -> int:
    """Codes, scores, prints, compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (../shared/data)")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the folder of score_records.py (../shared/tools)")
    parser.add_argument("--only", default="seeds,development,corpus-train,corpus-test", help="sets, with commas")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting, to try it")
    parser.add_argument("--out", type=Path, help="keep the exchange objects in this folder")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--floors", type=Path, help="fail where a figure is below its floor in this file")
    parser.add_argument("--raise", action="store_true", dest="lift", help="with --floors: raise them to these figures")
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/evaluation.md")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",")
    known = sets(arguments.data)
    if unknown := [name for name in wanted if name not in known]:
        parser.error(f"--only: there is no set {', '.join(unknown)}; there are {', '.join(known)}")
    changed = {name: json.loads(value) for name, _, value in (pair.partition("=") for pair in arguments.set)}
    failures: list[str] = []
    chosen = {name: one for name, one in known.items() if name in wanted}
    figures = measured(Coder(Settings(**changed)), chosen, arguments.tools, failures, arguments.out)
    shown = rows(figures)
    for row in (["", *figures], *shown):
        print(f"{row[0]:20}" + "".join(f"{cell:>15}" for cell in row[1:]))
    print("\n".join((*remarks(figures), *failures)))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.docs:
        fill("records", [*table(["figure", *figures], shown), *(f"\n{remark}" for remark in remarks(figures))])
    holds = held(figures, arguments.floors, lift=arguments.lift) if arguments.floors else True
    return 0 if holds and not failures else 1


if __name__ == "__main__":
    sys.exit(main())
