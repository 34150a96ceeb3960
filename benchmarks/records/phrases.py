"""Codes of bare actor phrases against a table of expected ones.

.venv/bin/python benchmarks/records/phrases.py ../shared/data/actors/actor_to_code_dev.tsv [--actors OWN.tsv] [--misses]

Columns: test, actor_text, context, date, country, code_1, code_2. An empty cell asks nothing. `UNK` (sector unknown)
and `JNK` (no actor) ask that no sector is given; other codes that PLOVER does not have (`????`, `BUD`, `COL`) ask
nothing. A sector is right if it is `code_1`. For measuring only: no table may be fitted to these phrases.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from onrecord.actors.phrases_coding import PhraseCoder
from onrecord.cli.actors import own_actors

NO_CODE = ("UNK", "JNK")
SENTINELS = ("????", "BUD", "COL")
TARGETS = {"country": 0.85, "sector": 0.75}
# Rows whose phrase is the name of one person and nothing else: whose office it is, no words can say.
BARE_NAMES = frozenset(
    (
        "test_armenia_name__1",
        "test_time1__1",
        "test_time2__1",
        "test_drian_name_past__1",
        "test_mongolian_head__1",
        "test_109__1",
        "test_112__1",
        "test_114_3__1",
        "test_114_4__1",
        "test_118__1",
        "test_121_2__1",
        "test_129__1",
        "test_date_putin1__1",
        "test_date_putin2__1",
        "test_date_putin3__1",
        "test_roble__1",
        "test_macron_name__1",
        "test_drian_name__1",
        "test_tseng_name__1",
        "test_lith_name__1",
        "test_nawaf__1",
        "test_ratas_leg__1",
        "test_ratas_gov__1",
        "test_210__3",
        "test_220__1",
        "test_220_2__1",
        "test_225__1",
        "test_249__1",
        "test_250__1",
        "test_258__1",
        "test_259__1",
        "test_280__1",
        "test_281__1",
        "test_281_3__1",
        "test_286__1",
        "test_uk16__1",
        "test_uk18__1",
    )
)


@dataclass(frozen=True)
class Answer:
    """What one row asks, "" for no code, and what the words gave."""

    test: str
    phrase: str
    field: str
    wanted: str
    given: str
    reason: str


def answers(table: Path, coder: PhraseCoder) -> list[Answer]:
    """An answer for every code that a row asks for."""
    header, *lines = table.read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        row = dict(zip(header.split("\t"), line.split("\t"), strict=True))
        codes = coder(row["actor_text"], row["context"], row["date"])
        asked = {"country": (row["country"], codes.country), "sector": (row["code_1"], codes.sector)}
        for field, (wanted, code) in asked.items():
            if wanted and wanted not in SENTINELS:
                plain = "" if wanted in NO_CODE else wanted
                found.append(Answer(row["test"], row["actor_text"], field, plain, code.value or "", code.reason))
    return found


def line(what: str, of: list[Answer]) -> str:
    """One figure: how many are right, and of how many."""
    right = sum(one.wanted == one.given for one in of)
    return f"  {what:<46} {right / max(1, len(of)):.3f}  ({right} of {len(of)})"


def main() -> int:
    """Prints accuracy where a code is asked, precision where one is given, both without bare names; 1 below target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--actors", type=Path, help="a table of own actors, as for `onrecord actors --actors`")
    parser.add_argument("--misses", action="store_true", help="also print every wrong answer, with its reason")
    chosen = parser.parse_args()
    own = own_actors(chosen.actors.read_text(encoding="utf-8"), chosen.actors.name) if chosen.actors else ()
    found = answers(chosen.table, PhraseCoder(own))
    below = False
    for field, target in TARGETS.items():
        of = [one for one in found if one.field == field]
        worded = [one for one in of if one.test not in BARE_NAMES]
        given = [one for one in of if one.given]
        print(f"{field} (target {target} where given)")
        print(line("accuracy, all rows that ask", of))
        print(line("precision, where one is given", given))
        print(line("accuracy without bare names of persons", worded))
        print(line("precision without bare names of persons", [one for one in worded if one.given]))
        below |= sum(one.wanted == one.given for one in given) < target * len(given)
    for one in found if chosen.misses else ():
        if one.wanted != one.given:
            print(f"{one.test}: {one.phrase!r}: {one.field} {one.wanted or '-'}, got {one.given or '-'} ({one.reason})")
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
