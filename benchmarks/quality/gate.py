"""The quality gate: measure what is read, compare with the floors, fail below them.

usage: gate.py [--data DIR] [--per-document] [--raise] [--docs]

Sets: `cases` (tests/cases), `examples` (examples/), `documents` (benchmarks/quality/documents), and where it is present
`development` (DIR/transcripts, real transcripts that may not be committed). The floors stand in floors.json with the
digest of the sets that they were measured on. --raise writes higher floors, never lower ones; a lower floor is a
decision on record. --docs writes the table into docs/evaluation.md.
"""

import argparse
import json
import os
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from score import score  # noqa: E402

from cases import FILE, cases, mistakes  # noqa: E402

FLOORS = HERE / "floors.json"
EPSILON = 0.0005


def measure(data: Path | None, per_document: bool) -> dict[str, dict[str, float]]:
    """The figures of every set that is present."""
    rows = cases()
    failed = [case.id for case in rows if mistakes(case)]
    print(
        f"cases: {len(rows) - len(failed)} of {len(rows)} right", "" if not failed else f"(wrong: {', '.join(failed)})"
    )
    figures: dict[str, dict[str, float]] = {"cases": {"right": round(1 - len(failed) / len(rows), 3)}}
    sets = {
        "examples": (ROOT / "examples", HERE / "gold" / "examples"),
        "documents": (HERE / "documents", HERE / "gold" / "documents"),
    }
    if data and (data / "transcripts" / "gold").is_dir():
        sets["development"] = (data / "transcripts" / "docs", data / "transcripts" / "gold")
    for name, (documents, gold) in sets.items():
        tally, each = score(documents, gold)
        figures[name] = tally.figures()
        print(f"{name}: {tally.counts['gold']} turns in {len(each)} documents", figures[name])
        for stem, one in each if per_document else ():
            print("   ", stem, one)
    return figures


def digest() -> str:
    """Twelve digits over the committed sets."""
    total = sha256()
    files = [
        FILE,
        *sorted((ROOT / "examples").glob("*.txt")),
        *sorted(HERE.glob("documents/*")),
        *sorted(HERE.glob("gold/*/*")),
    ]
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()[:12]


def below(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Which figures lie below their floors; `controls` may not rise above its floor."""
    wrong = []
    for name, floor in floors.items():
        for figure, value in floor.items():
            got = figures.get(name, {}).get(figure)
            if got is None:
                continue
            if (got > value) if figure == "controls" else (got < value - EPSILON):
                wrong.append(f"{name}.{figure} is {got}, the floor is {value}")
    return wrong


def raised(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors, each raised to its figure if that is better."""
    new = {name: dict(floor) for name, floor in floors.items()}
    for name, measured in figures.items():
        for figure, value in measured.items():
            old = new.setdefault(name, {}).get(figure)
            better = min if figure == "controls" else max
            new[name][figure] = value if old is None else better(old, value)
    return new


def table(figures: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table."""
    names = ["start_precision", "start_recall", "start_f1", "exact", "speaker", "unknown", "role", "controls"]
    lines = ["| set | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for name, measured in figures.items():
        if name != "cases":
            lines.append(f"| {name} | " + " | ".join(str(measured[figure]) for figure in names) + " |")
    return "\n".join(lines) + f"\n\nCases right: {figures['cases']['right']}\n"


def write_docs(figures: dict[str, dict[str, float]]) -> None:
    """Put the table between the marks in docs/evaluation.md."""
    file = ROOT / "docs" / "evaluation.md"
    before, _, rest = file.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    _, mark, after = rest.partition("<!-- /figures -->")
    file.write_text(f"{before}<!-- figures -->\n{table(figures)}{mark}{after}", encoding="utf-8")


def main() -> int:
    """Measure, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("ONRECORD_DATA"))
    parser.add_argument("--per-document", action="store_true")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--docs", action="store_true")
    options = parser.parse_args()
    figures = measure(Path(options.data) if options.data else None, options.per_document)
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"digest": digest(), "floors": {}}
    if options.raise_floors:
        pinned = {"digest": digest(), "floors": raised(figures, pinned["floors"])}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    if options.docs:
        write_docs(figures)
    if pinned["digest"] != digest():
        print("the sets have changed since the floors were pinned: run with --raise and commit floors.json")
        return 1
    wrong = below(figures, pinned["floors"])
    print("\n".join(wrong) if wrong else "all floors hold")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
