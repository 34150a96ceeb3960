"""Chrome: what a page or a transcript office adds to the words. It lies in no turn and no segment.

A row of the chrome table is a pattern at the `start` of a line, or `inside` one, where a literal `hint` spares the
search in texts without it. `line` chrome is its line; `rest` chrome is everything behind it until a new label.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import Row, table
from onrecord.records import Chrome, MadeBy, Maker, record_id
from onrecord.settings import Settings
from onrecord.transcripts.labels import Strength, parse
from onrecord.transcripts.page import Line, Page


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
    for patch in _inside_lines(page, settings):
        found.setdefault(patch.start, patch)
    return tuple(found[start] for start in sorted(found))


def _inside_lines(page: Page, settings: Settings) -> Iterator[Patch]:
    """Chrome inside lines. A line that somebody speaks can end in a credit, but it is no pledge, caption or link."""
    starts = [line.start for line in page.lines]
    for hint, pattern, row in _insides():
        at, rest = -1, row["reach"] == "rest"
        while (at := page.folded.find(hint, at + 1)) >= 0:
            line = page.lines[bisect_right(starts, at) - 1]
            reach = settings.chrome_length
            if not rest and line.end - line.start > reach:
                at = line.end - 1
                continue
            match = pattern.search(page.folded, max(line.start, at - reach), min(line.end, at + reach))
            at = max(at, match.end()) if match else at
            if match and rest:
                yield Patch(match.start(), line.end, row["kind"], row.id, rest)
            elif match and line.end - line.start <= settings.chrome_length and not _is_spoken(page, line):
                yield Patch(line.start, line.end, row["kind"], row.id, rest)


def _is_spoken(page: Page, line: Line) -> bool:
    """Whether a line begins with a label, or is a sentence that speaks to nobody."""
    colon = page.folded.find(":", line.start, min(line.end, line.start + _LABEL))
    label = parse(page.folded[line.start : colon]) if colon > line.start else None
    if label and label.strength >= Strength.PLAIN:
        return True
    words = page.folded[line.start : line.end]
    return len(words) > _SHORT and words.endswith(".") and not _ADDRESSES.search(words)


_LABEL = 120
_SHORT = 50
_ADDRESSES = re.compile(
    r"\b(?:you|your|us|we|our|listeners?|viewers?|readers?|radio|media|NPR|photo|©)\b|@|/", re.IGNORECASE
)


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
