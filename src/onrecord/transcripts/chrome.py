"""Chrome: what a page or a transcript office adds to the words. It lies in no turn and no segment.

A row of the chrome table is a pattern at the `start` of a line, or `inside` one, where a literal `hint` spares the
search in texts without it. `line` chrome is its line; `rest` chrome is everything behind it until a new label.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import Row, table
from onrecord.records import Chrome, MadeBy, Maker, record_id
from onrecord.settings import Settings
from onrecord.transcripts.page import Page


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of chrome: its span, kind and table row; `rest` if nothing after it is spoken until a new label."""

    start: int
    end: int
    kind: str
    row: str
    rest: bool


@cache
def _rows() -> tuple[Row, ...]:
    return table("en/chrome", "kind", "reach", "where", "hint", "pattern", "example")


@cache
def _starts() -> tuple[re.Pattern[str], tuple[Row, ...]]:
    """All patterns for the start of a line as one: one attempt at a line instead of forty."""
    rows = tuple(row for row in _rows() if row["where"] == "start")
    return re.compile("|".join(f"({_uncaptured(row)})" for row in rows)), rows


def _uncaptured(row: Row) -> str:
    if re.compile(row["pattern"]).groups:
        raise row.error("pattern", "groups must not capture: write (?:…)")
    return row["pattern"]


@cache
def _insides() -> tuple[tuple[str, re.Pattern[str], Row], ...]:
    return tuple((row["hint"], re.compile(row["pattern"]), row) for row in _rows() if row["where"] == "inside")


def patches(page: Page, settings: Settings) -> tuple[Patch, ...]:
    """The chrome of a page, in order; a credit in the middle of a line takes the rest of that line."""
    found: dict[int, Patch] = {}
    pattern, rows = _starts()
    for line in page.lines:
        match = pattern.match(page.folded, line.start, line.end)
        if match:
            row = rows[(match.lastindex or 1) - 1]
            found[line.start] = Patch(line.start, line.end, row["kind"], row.id, row["reach"] == "rest")
    starts = [line.start for line in page.lines]
    for hint, inside, row in _insides():
        if hint not in page.folded:
            continue
        for match in inside.finditer(page.folded):
            line = page.lines[bisect_right(starts, match.start()) - 1]
            rest = row["reach"] == "rest"
            start = match.start() if rest else line.start
            if start not in found and (rest or line.end - line.start <= settings.chrome_length):
                found[start] = Patch(start, line.end, row["kind"], row.id, rest)
    return tuple(found[start] for start in sorted(found))


def records(page: Page, found: tuple[Patch, ...]) -> tuple[Chrome, ...]:
    """The patches as records."""
    return tuple(
        Chrome(
            id=record_id(page.document_id, "chrome", patch.start, patch.end, patch.kind),
            kind=patch.kind,
            evidence=page.evidence(patch.start, patch.end),
            made_by=MadeBy(kind=Maker.LEXICON, name=patch.row),
        )
        for patch in found
    )
