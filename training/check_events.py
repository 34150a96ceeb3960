"""Checks the written event sentences: marks, codes, repeated runs of words.

`python -m training.check_events [FILE …]` prints every fault and the counts, and exits with 1 if there is a fault.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.lexicons.ontology import event_types, statuses

FOLDER = Path(__file__).parent / "events"
COLUMNS = ("text", "type", "mode", "status", "register")
NONE = "NONE"
STATUS = tuple(statuses())
REGISTERS = ("news", "spoken")
RUN, SHARED = 6, 3
"""No run of this many words, names and numbers masked, in more than this many sentences."""

MODES = {name: tuple(kind.modes) for name, kind in event_types().items()}

_MARK = re.compile(r"<(/?)([aer])>")


@dataclass(frozen=True)
class Example:
    """One written sentence: plain text, spans of its marks as (start, end), and its codes."""

    text: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    trigger: tuple[int, int]
    type: str
    mode: str | None
    status: str | None
    register: str
    where: str


def parse(row: dict[str, str], where: str) -> Example:
    """Reads one row; raises ValueError that says what is wrong in it."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    plain, last, opened = "", 0, None
    for mark in _MARK.finditer(row["text"]):
        plain += row["text"][last : mark.start()]
        last = mark.end()
        if (opened is None) == bool(mark[1]) or (opened and opened[0] != mark[2]):
            raise ValueError(f"mark {mark[0]} opens or closes out of turn")
        if opened:
            spans[mark[2]].append((opened[1], len(plain)))
        opened = None if opened else (mark[2], len(plain))
    plain += row["text"][last:]
    if opened:
        raise ValueError(f"mark <{opened[0]}> is not closed")
    if len(spans["e"]) != 1 or any(start == end for span in spans.values() for start, end in span):
        raise ValueError("one <e> mark is wanted, and none empty")
    kind, mode, status = row["type"], row["mode"], row["status"]
    if kind != NONE and kind not in MODES:
        raise ValueError(f"type {kind!r}: one of {', '.join(MODES)}, {NONE}")
    if mode != "-" and mode not in MODES.get(kind, ()):
        raise ValueError(f"mode {mode!r} of {kind}: one of {', '.join(MODES.get(kind, ()))} or -")
    if (status == "-") != (kind == NONE) or (kind != NONE and status not in STATUS):
        raise ValueError(f"status {status!r}: one of {', '.join(STATUS)}, and - for {NONE}")
    if row["register"] not in REGISTERS:
        raise ValueError(f"register {row['register']!r}: one of {', '.join(REGISTERS)}")
    return Example(
        plain, tuple(spans["a"]), tuple(spans["r"]), spans["e"][0], kind, None if mode == "-" else mode,
        None if status == "-" else status, row["register"], where,
    )  # fmt: skip


def read(files: Iterable[Path]) -> tuple[list[Example], list[str]]:
    """The examples of files, and their faults as `file:line: fault`."""
    found: list[Example] = []
    faults: list[str] = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                faults.append(f"{path.name}:1: columns {rows.fieldnames}, expected {', '.join(COLUMNS)}")
                continue
            for number, row in enumerate(rows, 2):
                where = f"{path.name}:{number}"
                try:
                    if None in row or None in row.values():
                        raise ValueError("not five columns")
                    found.append(parse(row, where))
                except ValueError as fault:
                    faults.append(f"{where}: {fault}")
    return found, faults


def masked(text: str) -> list[str]:
    """Lower-case words with names (capitals inside the sentence) and numbers masked."""
    words = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text)
    return [
        "#" if re.search(r"\d", word) else "@" if at and word[0].isupper() and word != "I" else word.lower()
        for at, word in enumerate(words)
    ]


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of RUN words."""
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])


def repeated(examples: list[Example]) -> list[str]:
    """Faults: runs that stand in more than SHARED sentences, and sentences that stand twice."""
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    texts: dict[str, str] = {}
    faults = []
    for example in examples:
        for run in runs(masked(example.text)):
            seen[run].add(example.where)
        if (key := example.text + str(example.trigger)) in texts:
            faults.append(f"{example.where}: the same sentence as {texts[key]}")
        texts[key] = example.where
    for run, places in seen.items():
        if len(places) > SHARED:
            faults.append(f"“{' '.join(run)}” stands in {len(places)} sentences: {', '.join(sorted(places)[:5])}")
    return faults


def main() -> None:
    """Prints faults and counts."""
    examples, faults = read([Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.tsv")))
    faults += repeated(examples)
    print("\n".join(faults))
    counts = Counter((one.type, one.mode or "-") for one in examples)
    for (kind, mode), count in sorted(counts.items()):
        print(f"{kind:10} {mode:15} {count}")
    for name, values in (
        ("status", [one.status for one in examples]),
        ("register", [one.register for one in examples]),
    ):
        print(name, dict(Counter(values)))
    print(f"{len(examples)} sentences, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
