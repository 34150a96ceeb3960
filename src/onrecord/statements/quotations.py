"""Where quotation marks open and close: stretches of quoted words, across paragraphs and with odd marks.

Straight, curly, low, angled and back-tick marks. A single mark counts only where it opens behind a blank and closes
before one, so that an apostrophe is none. A paragraph that opens a quotation and does not close it goes on in the next
if that opens one too; else it ends with its paragraph: an odd mark costs its own quotation, never the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "''", "''": "''", "‘": "’", "'": "'"}
_SINGLE = ("'", "‘")
_NESTING = ("“", "«")
_LONGEST_SINGLE = 600
"""Characters of the longest quotation in single marks."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: [start, end) in the text. `closed` is False if the closing mark is missing.

    `continues` says that it goes on with one before, in the paragraph above.
    """

    start: int
    end: int
    closed: bool
    continues: bool


def quotations(text: str, start: int, end: int, *, continues: bool = False) -> list[Quotation]:
    """The outermost quotations of a paragraph, [start, end) of the text.

    >>> [(q.start, q.end, q.closed) for q in quotations('He said: “Go. “Now”', 0, 19)]
    [(9, 19, True)]
    """
    found: list[Quotation] = []
    at = start if any(text.find(mark, start, end) >= 0 for mark in _PAIRS) else end
    while at < end:
        opening = _opening(text, at, start, end)
        if opening is None:
            at += 1
            continue
        close = _closing(text, at, end, opening)
        if close is None:
            if opening in _SINGLE:
                at += 1
                continue
            found.append(Quotation(at, _trimmed(text, at, end), False, continues and not found))
            break
        found.append(Quotation(at, close, True, continues and not found and at <= start + 1))
        at = close
    return found


def _opening(text: str, at: int, start: int, end: int) -> str | None:
    for mark in _PAIRS:
        if text.startswith(mark, at) and at + len(mark) < end:
            before = text[at - 1] if at > start else " "
            after = text[at + len(mark)]
            if mark in ("'", '"', "‘", "''") and (after.isspace() or before.isalnum()):
                return None
            return mark
    return None


def _closing(text: str, at: int, end: int, opening: str) -> int | None:
    """The end behind the mark that closes; inner quotations of the same curly marks are skipped."""
    closes = _PAIRS[opening]
    here = at + len(opening)
    if len(opening) == 2:
        found = text.find(closes, here, end)
        return None if found < 0 else found + 2
    limit = min(end, here + _LONGEST_SINGLE) if opening in _SINGLE else end
    depth = 1
    for here in range(here, limit):  # noqa: B020
        if text[here] in closes and not _is_apostrophe(text, here, end, opening):
            if opening == '"' and _opens_again(text, here, end):
                return None
            depth -= 1
            if depth == 0:
                return here + 1
        elif text[here] == opening and opening in _NESTING and _closing_later(text, here + 1, limit, closes, depth + 1):
            depth += 1
    return None


def _is_apostrophe(text: str, at: int, end: int, opening: str) -> bool:
    """Whether a single mark stands inside a word or behind a blank, where it closes nothing."""
    after = text[at + 1] if at + 1 < end else " "
    return opening in _SINGLE and (after.isalnum() or text[at - 1].isspace())


def _opens_again(text: str, at: int, end: int) -> bool:
    """Whether a straight mark stands before a word: it opens, so the one before it was never closed."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()


def _closing_later(text: str, start: int, end: int, closes: str, count: int) -> bool:
    return sum(text[at] in closes for at in range(start, end)) >= count


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def in_paragraphs(text: str, paragraphs: list[tuple[int, int]]) -> Iterator[list[Quotation]]:
    """The quotations of consecutive paragraphs; one that was left open goes on in a paragraph that opens one too."""
    is_open = False
    for start, end in paragraphs:
        found = quotations(text, start, end, continues=is_open)
        yield found
        is_open = bool(found) and not found[-1].closed
