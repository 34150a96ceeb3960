"""The page: a text, its plain form for matching, and its lines. What every step of reading looks at."""

import re
from dataclasses import dataclass

from onrecord.records import Evidence
from onrecord.settings import Settings
from onrecord.transcripts.names import normal_case
from onrecord.transcripts.view import folded, is_wrapped, padded

_NOT_BLANK = re.compile(r"\S")
_LINE = re.compile("[^\n\r\x85\u2028\u2029\f\v]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without outer white space: `[start, end)`; `blank_before` if an empty line precedes."""

    start: int
    end: int
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text while it is read. `folded` has the offsets of `text` (see transcripts.view)."""

    document_id: str
    text: str
    folded: str
    lines: tuple[Line, ...]
    wrapped: bool

    def evidence(self, start: int, end: int) -> Evidence:
        """The words from `start` to `end` as evidence."""
        return Evidence.of(self.text, start, end)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without outer white space, invisible signs counting as white space; empty if nothing is left."""
        first = _NOT_BLANK.search(self.folded, start, end) if start < end else None
        if not first:
            return start, start
        while self.folded[end - 1].isspace():
            end -= 1
        return first.start(), end


def open_page(document_id: str, text: str, settings: Settings) -> Page:
    """The page of a text."""
    plain = folded(padded(text))
    lines, lengths, last = [], [], 0
    for match in _LINE.finditer(plain):
        start, end = match.span()
        raw = match[0]
        start += len(raw) - len(raw.lstrip())
        end -= len(raw) - len(raw.rstrip())
        if start >= end:
            continue
        gap = plain[last:start]
        blank = gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1 or "\f" in gap
        if blank:
            lengths.append(0)
        lengths.append(end - start)
        lines.append(Line(start, end, blank))
        last = end
    return Page(document_id, text, plain, tuple(lines), is_wrapped(lengths, settings))


def with_headings_cased(page: Page) -> str:
    """The folded text with headings in capitals (among the first lines, without a colon) in normal case.

    Offsets stay: `TRANSCRIPT OF INTERVIEW WITH JANA HOLT` gives the name as running text would.
    """
    text = page.folded
    for line in page.lines[:30]:
        words = text[line.start : line.end]
        if words.isupper() and ":" not in words and " " in words:
            cased = re.sub(r"\S+", lambda match: normal_case("X " + match[0])[2:], words)
            if len(cased) == len(words):
                text = text[: line.start] + cased + text[line.end :]
    return text
