"""Every row of the cases table is read as a careful person read it."""

import csv
from pathlib import Path

import pytest

from onrecord.dates import DateResolver

FILE = Path(__file__).parents[1] / "cases" / "dates.tsv"
with FILE.open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
RESOLVE = DateResolver()


def given(cell: str) -> str | None:
    return None if cell == "-" else cell


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}|{case['document']}|{case['tense']}")
def test_case(case: dict[str, str]) -> None:
    found = RESOLVE(case["text"], given(case["document"]), tense=given(case["tense"]))
    assert (found.start or "-", found.end or "-", found.granularity.value) == (
        case["start"],
        case["end"],
        case["granularity"],
    ), found.reason


def test_there_are_enough_cases() -> None:
    keys = [(case["text"], case["document"], case["tense"]) for case in CASES]
    assert len(set(keys)) == len(keys) >= 300
    assert sum(case["granularity"] == "unknown" for case in CASES) >= 60
