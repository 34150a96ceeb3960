"""Chrome: what a page or a transcript office adds to the words. It lies in no turn and no segment."""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import table
from onrecord.records import Chrome, MadeBy, Maker, record_id
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
def _rules() -> tuple[re.Pattern[str], tuple[tuple[str, str, bool], ...]]:
    """All patterns as one, and what each of its groups means: one pass over a line instead of fifty."""
    rows = table("en/chrome", "kind", "reach", "pattern", "example")
    pattern = re.compile("|".join(f"(?P<r{index}>{row['pattern']})" for index, row in enumerate(rows)))
    return pattern, tuple((row["kind"], row.id, row["reach"] == "rest") for row in rows)


def patches(page: Page) -> tuple[Patch, ...]:
    """The chrome of a page, line by line; a credit in the middle of a line takes the rest of that line."""
    pattern, meanings = _rules()
    found = []
    for line in page.lines:
        match = pattern.search(page.folded[line.start : line.end])
        if not match:
            continue
        kind, row, rest = meanings[int((match.lastgroup or "r0")[1:])]
        start = line.start + match.start() if rest else line.start
        found.append(Patch(start, line.end, kind, row, rest))
    return tuple(found)


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
