"""Stage directions: marks of the transcriber in round or square brackets, with a kind from the directions table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.lexicons import table
from onrecord.records import MadeBy, Maker, StageDirection, record_id
from onrecord.transcripts.page import Page

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n\r]{1,120})[)\]]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage direction in the text: its span with brackets, its kind, the table row that knows it."""

    start: int
    end: int
    kind: str
    row: str


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], row.id, re.compile(row["pattern"], re.IGNORECASE))
        for row in table("en/directions", "kind", "pattern", "example")
    )


@lru_cache(maxsize=4096)
def kind_of(words: str) -> tuple[str, str] | None:
    """Kind and table row of the words between brackets; None if they are no stage direction.

    >>> kind_of("LAUGHTER")[0]
    'audience/sound'
    >>> kind_of("the second pilot") is None
    True
    """
    plain = words.strip().rstrip(".").strip()
    for kind, row, pattern in _rows():
        if pattern.fullmatch(plain):
            return kind, row
    return None


def marks(page: Page) -> tuple[Mark, ...]:
    """All stage directions of a page, in order."""
    return tuple(_marks(page))


def _marks(page: Page) -> Iterator[Mark]:
    for match in _BRACKETS.finditer(page.folded):
        known = kind_of(match[1].rstrip("\\"))
        if known:
            escaped = page.folded.startswith("\\[", match.start() - 1) and match.start() > 0
            yield Mark(match.start() - escaped, match.end(), *known)


def records(page: Page, found: tuple[Mark, ...]) -> tuple[StageDirection, ...]:
    """The marks as records."""
    return tuple(
        StageDirection(
            id=record_id(page.document_id, "direction", mark.start, mark.end, mark.kind),
            kind=mark.kind,
            evidence=page.evidence(mark.start, mark.end),
            made_by=MadeBy(kind=Maker.LEXICON, name=mark.row),
        )
        for mark in found
    )
