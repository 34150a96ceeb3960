"""The cases of `tests/cases/turns.tsv`: small whole documents with the turns that must come out.

Columns: id, text (`\\n`, `\\t`, `\\u00a0` escaped), turns (`none`, or `label > speaker > role > first words…last word`
joined by ` || `; `-` is null, role `*` is not checked), note.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from onrecord import read

FILE = Path(__file__).parents[2] / "tests" / "cases" / "turns.tsv"


@dataclass(frozen=True)
class Case:
    """One row."""

    id: str
    text: str
    turns: tuple[tuple[str, str, str, str], ...]
    note: str


def cases(file: Path = FILE) -> list[Case]:
    """All rows of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(row["id"], _unescaped(row["text"]), _turns(row["turns"]), row["note"]) for row in rows]


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u00a0", "\u00a0")


def _turns(cell: str) -> tuple[tuple[str, str, str, str], ...]:
    if cell == "none":
        return ()
    found = []
    for turn in cell.split(" || "):
        label, speaker, role, words = turn.split(" > ", 3)
        found.append((label, speaker, role, words))
    return tuple(found)


def mistakes(case: Case) -> list[str]:
    """What reading gets wrong of a case; empty if nothing."""
    found = [
        (turn.label.quote if turn.label else "-", turn.speaker or "-", turn.role.value, turn.evidence.quote)
        for turn in read(case.text).turns
    ]
    wrong = [] if len(found) == len(case.turns) else [f"{len(found)} turns, not {len(case.turns)}"]
    for (label, speaker, role, words), got in zip(case.turns, found, strict=False):
        first, last = words.split("…", 1)
        if label != got[0]:
            wrong.append(f"label {got[0]!r}, not {label!r}")
        if speaker != got[1]:
            wrong.append(f"speaker {got[1]!r}, not {speaker!r}")
        if role not in ("*", got[2]):
            wrong.append(f"role of {got[1]!r} {got[2]!r}, not {role!r}")
        if not (got[3].startswith(first.strip()) and got[3].endswith(last.strip())):
            wrong.append(f"words {got[3]!r}, not {words!r}")
    return wrong
