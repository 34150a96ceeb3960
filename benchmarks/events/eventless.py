"""False events: sentences in which nobody does anything to anybody, through the whole coder.

    .venv/bin/python benchmarks/events/eventless.py [--table FILE.tsv] [--makers rules] [--misses]

Each sentence is one spoken line and tempts to one type. The share of sentences that yield an event is
to be 3 % at most; exits with 1 if it is higher.
"""

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from status import spoken

from onrecord.pipeline import Coder
from onrecord.records import Event
from onrecord.settings import Settings

TABLE = Path(__file__).with_name("eventless.tsv")
TARGET = 3.0


@dataclass(frozen=True)
class Read:
    """A sentence, the type that it tempts to, and what the coder made of it."""

    where: str
    text: str
    tempts: str
    events: tuple[Event, ...]


def read(table: Path, coder: Coder) -> list[Read]:
    """All sentences of a table with the columns text and tempts, coded."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Read(f"{table.name}:{number}", row["text"], row["tempts"], coder.code(spoken(row["text"])).events)
        for number, row in enumerate(rows, 2)
    ]


def line(what: str, some: list[Read]) -> str:
    """One figure: the share of sentences that yield an event."""
    false = sum(bool(one.events) for one in some)
    return f"  {what:12} {100 * false / max(1, len(some)):5.1f} %  ({false} of {len(some)})"


def main() -> int:
    """Prints the shares; 1 if that of all sentences is above the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--makers", choices=("both", "rules", "head"), default="both", help="who finds events")
    parser.add_argument("--misses", action="store_true", help="also print each sentence that yields an event, and why")
    chosen = parser.parse_args()
    found = read(chosen.table, Coder(Settings(event_makers=chosen.makers)))
    print(f"sentences without an event that yield one (target {TARGET:.0f} % at most), by the type that they tempt to")
    print(line("all", found))
    for kind in dict.fromkeys(one.tempts for one in found):
        print(line(kind, [one for one in found if one.tempts == kind]))
    false = [(one, event) for one in found for event in one.events]
    made = Counter(str(event.made_by).partition("#")[0] for _, event in false)
    print("made by " + (", ".join(f"{name} {count}" for name, count in made.most_common()) or "nothing"))
    for one, event in false if chosen.misses else ():
        print(f"{one.where}: {event.type} {event.mode or '-'} at {event.trigger.quote!r}: {event.reason}\n  {one.text}")
    return int(100 * sum(bool(one.events) for one in found) > TARGET * len(found))


if __name__ == "__main__":
    sys.exit(main())
