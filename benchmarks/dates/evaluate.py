"""How well date words are read, and how fast, on the cases of `tests/cases/dates.tsv`.

`python benchmarks/dates/evaluate.py`: the share of rows with the right first and last day and granularity, for the rows
written before the code and for those written afterwards (143 of these 144 were right when first run); how many
days were invented (a date where none follows); expressions in a second of the processor, with no answer kept. With
`--peer PYTHON`, a Python that has dateparser, also what that library says. It returns one day: the first line counts a
day within the expected ones, the second only where exactly that day is expected.
"""

import argparse
import csv
import json
import subprocess
import time
from pathlib import Path

FILE = Path(__file__).parents[2] / "tests" / "cases" / "dates.tsv"

PEER = """
import datetime, json, sys, time, warnings
warnings.simplefilter("ignore")
import dateparser
found = []
start = time.process_time()
for row in json.load(sys.stdin):
    chosen = {"PREFER_DATES_FROM": "future" if row["tense"] in ("future", "present") else "past"}
    if row["document"] != "-":
        chosen["RELATIVE_BASE"] = datetime.datetime.fromisoformat(row["document"])
    day = dateparser.parse(row["text"], languages=["en"], settings=chosen)
    found.append(str(day.date()) if day else None)
print(json.dumps([found, time.process_time() - start]))
"""


def cases() -> list[dict[str, str]]:
    """The rows of the table."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def own(rows: list[dict[str, str]]) -> tuple[list[tuple[str, str, str]], float]:
    """What onrecord says of each row, and the seconds of the processor; what was read before is forgotten first."""
    from onrecord.dates import DateResolver
    from onrecord.dates.grammar import forget

    resolve, found = DateResolver(), []
    resolve("on Monday")  # the tables are read and the patterns compiled
    start = time.process_time()
    for row in rows:
        forget()
        tense = None if row["tense"] == "-" else row["tense"]
        one = resolve(row["text"], None if row["document"] == "-" else row["document"], tense=tense)
        found.append((one.start or "-", one.end or "-", one.granularity.value))
    return found, time.process_time() - start


def peer(rows: list[dict[str, str]], python: str) -> tuple[list[str | None], float]:
    """What dateparser says, in the Python of another environment."""
    run = subprocess.run([python, "-c", PEER], input=json.dumps(rows), capture_output=True, text=True, check=True)
    found, seconds = json.loads(run.stdout)
    return found, seconds


def report(name: str, right: list[bool], invented: list[bool]) -> None:
    """One line of figures."""
    share = 100 * sum(right) / len(right)
    print(f"{name:40} {share:5.1f} % right ({sum(right)} of {len(right)}), {sum(invented)} invented")


def expected(row: dict[str, str]) -> tuple[str, str, str]:
    """First day, last day and granularity of a row."""
    return row["start"], row["end"], row["granularity"]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", metavar="PYTHON", help="a Python in which dateparser is installed")
    options = parser.parse_args()
    rows = cases()
    unknown = [row["granularity"] == "unknown" for row in rows]
    found, seconds = own(rows)
    right = [one == expected(row) for one, row in zip(found, rows, strict=True)]
    invented = [none and one[:2] != ("-", "-") for one, none in zip(found, unknown, strict=True)]
    for written in ("before", "fresh"):
        chosen = [row["written"] == written for row in rows]
        kept = [[flag for flag, keep in zip(flags, chosen, strict=True) if keep] for flags in (right, invented)]
        report(f"onrecord, rows written {written}", *kept)
    report("onrecord", right, invented)
    print(f"{len(rows) / seconds:.0f} expressions a second")
    if options.peer:
        days, seconds = peer(rows, options.peer)
        invented = [none and day is not None for day, none in zip(days, unknown, strict=True)]
        triples = list(zip(days, rows, unknown, strict=True))
        within = [not day if none else bool(day) and _is_in(str(day), row) for day, row, none in triples]
        equal = [not day if none else row["start"] == row["end"] == day for day, row, none in triples]
        report("dateparser, a day in the interval", within, invented)
        report("dateparser, the interval is that day", equal, invented)
        print(f"{len(rows) / seconds:.0f} expressions a second")


def _is_in(day: str, row: dict[str, str]) -> bool:
    return (row["start"] == "-" or row["start"] <= day) and (row["end"] == "-" or day <= row["end"])


if __name__ == "__main__":
    main()
