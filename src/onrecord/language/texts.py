"""SEGMENTS → WORDS: what is read of a segment, and where each word stands in the document.

Stage directions are no speech and are left out; machine-wrapped lines are joined, mojibake is repaired; a line end that
is left begins a sentence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.language.tokens import spans
from onrecord.records import Repair, RepairedText, Transcript

_LINE_END = re.compile(r"[\n\r\u2028\u2029\x0b\x0c]")


@dataclass(frozen=True, slots=True)
class SegmentText:
    """The words of one segment, their place in `Document.text`, whether a space follows, where a sentence must open."""

    words: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]
    spaces: tuple[bool, ...]
    breaks: frozenset[int]


def segment_texts(transcript: Transcript) -> list[SegmentText]:
    """The words of every segment, in order."""
    views = segment_views(transcript)
    return [_words(view, at.evidence.start) for view, at in zip(views, transcript.segments, strict=True)]


def segment_views(transcript: Transcript) -> list[RepairedText]:
    """What is read of every segment, in order; offsets count from the beginning of the segment."""
    silent = [(mark.evidence.start, mark.evidence.end) for mark in transcript.directions]
    repairs = transcript.repairs
    views = []
    for segment in transcript.segments:
        start, end = segment.evidence.start, segment.evidence.end
        marks = slice(bisect_right(silent, start, key=lambda mark: mark[1]), bisect_left(silent, (end, end)))
        places = slice(*(bisect_left(repairs, at, key=lambda repair: repair.start) for at in (start, end)))
        views.append(readable(transcript.document.text, start, end, silent[marks], repairs[places]))
    return views


def readable(
    text: str, start: int, end: int, silent: Iterable[tuple[int, int]] = (), repairs: Iterable[Repair] = ()
) -> RepairedText:
    """The view of [start, end) of a text that is read: directions blanked, repairs applied. Offsets count from `start`.

    `silent` and `repairs` stand in the order of the text.
    """
    pieces, at = [], start
    for opening, closing in silent:
        left, right = max(opening, at), min(closing, end)
        if left < right:
            pieces += [text[at:left], " " * (right - left)]
            at = right
    shown = "".join([*pieces, text[at:end]])
    inside = [
        Repair(start=repair.start - start, end=repair.end - start, replacement=repair.replacement, kind=repair.kind)
        for repair in repairs
        if start <= repair.start and repair.end <= end
    ]
    inside = [place for place in inside if shown.startswith(text[start + place.start : start + place.end], place.start)]
    return RepairedText.of(shown, inside)


def segment_text(
    text: str, start: int, end: int, silent: Sequence[tuple[int, int]] = (), repairs: Sequence[Repair] = ()
) -> SegmentText:
    """The words of [start, end) of a text."""
    return _words(readable(text, start, end, silent, repairs), start)


def source_span(view: RepairedText, left: int, right: int) -> tuple[int, int]:
    """The original [start, end) behind [left, right) of a view; a replacement of which a part is meant counts whole."""
    start = view.source(left)
    if right <= left:
        return start, start
    last, end = view.source(right - 1), view.source(right)
    if end == last:  # the last character stands inside a replacement
        places = range(len(view.text) + 1)
        end = view.source(min(bisect_right(places, last, lo=right, key=view.source), len(view.text)))
    return start, end


def _words(view: RepairedText, start: int) -> SegmentText:
    """The words of a view of a text that begins at `start` in the document."""
    found = spans(view.text)
    ends = [right for _, right in found]
    starts = [left for left, _ in found]
    following = [*starts[1:], ends[-1]] if found else []
    gaps = [view.text[right:left] for right, left in zip(ends, following, strict=True)]
    return SegmentText(
        words=tuple(view.text[left:right] for left, right in found),
        offsets=tuple(_shifted(source_span(view, left, right), start) for left, right in found),
        spaces=tuple(bool(gap) for gap in gaps),
        breaks=frozenset(at + 1 for at, gap in enumerate(gaps[:-1]) if _LINE_END.search(gap)),
    )


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
