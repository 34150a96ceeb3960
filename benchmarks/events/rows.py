"""Rows of the pattern tables: which fire in no text, and how many lemmas each type and mode has.

    .venv/bin/python benchmarks/events/rows.py [FILE…] [--counts]

Reads the files, or the examples and the train half of the corpus (`make corpus`), and lists the rows that code nothing
there. A row that fires nowhere may be rare, or wrong: its own example tells. With --counts: the lemmas of each
type and mode instead; exits with 1 if one has fewer than six.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from onrecord.events.patterns import NONE, all_patterns
from onrecord.lexicons.ontology import event_types, modes_of
from onrecord.pipeline import Coder

ROOT = Path(__file__).resolve().parents[2]
LEAST = 6


def fired(files: list[Path]) -> Counter[str]:
    """How many events each row codes."""
    coder = Coder()
    return Counter(event.reason.partition(";")[0] for path in files for event in coder.code(path).events)


def lemmas() -> dict[tuple[str, str | None], set[str]]:
    """The lemmas of each type and mode; a type without mode has those of all its rows."""
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for row in all_patterns():
        if row.type != NONE:
            found[row.type, None].add(row.lemma)
            found[row.type, row.mode].add(row.lemma)
    return found


def main() -> int:
    """Prints the list; 1 if --counts finds a mode with too few lemmas."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--counts", action="store_true")
    chosen = parser.parse_args()
    if chosen.counts:
        found = lemmas()
        asked = [(kind, mode) for kind in event_types() for mode in (None, *modes_of(kind))]
        for kind, mode in asked:
            print(f"{len(found[kind, mode]):5} {kind}{f'/{mode}' if mode else ''}")
        return int(any(len(found[pair]) < LEAST for pair in asked))
    folders = (ROOT / "examples", ROOT / "training/.work/corpus/train/docs")
    files = chosen.files or sorted(path for folder in folders for path in folder.glob("*.txt"))
    counts = fired(files)
    silent = [row for row in all_patterns() if row.type != NONE and not counts[row.row]]
    for row in silent:
        print(f"{row.row}\t{row.lemma}\t{row.type}/{row.mode or '-'}\t{row.example}")
    coding = sum(row.type != NONE for row in all_patterns())
    print(f"{len(silent)} of {coding} rows code nothing in {len(files)} files", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
