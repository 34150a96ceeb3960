"""Segments: what is parsed later, turn by turn; in written text, paragraph by paragraph."""

import re
from collections.abc import Iterator

from onrecord.records import Fact, Segment, SegmentKind, Turn, record_id
from onrecord.transcripts.chrome import Patch
from onrecord.transcripts.page import Page


def segments(
    page: Page, turns: tuple[Turn, ...], patches: tuple[Patch, ...], title: Fact, body_start: int
) -> tuple[Segment, ...]:
    """Every turn, and in a text without turns (or with an article above them) every paragraph of the body."""
    spoken = [(turn.evidence, turn.id) for turn in turns]
    first = min((turn.label.start if turn.label else turn.evidence.start for turn in turns), default=len(page.text))
    skip = {patch.start for patch in patches}
    if title.evidence:
        skip.add(title.evidence.start)
    late = (patch.start for patch in patches if patch.rest and patch.start > 0.6 * len(page.text))
    stop = first if turns else min(late, default=len(page.text))
    above = [span for span in paragraphs(page, skip, stop) if body_start <= span[0] and span[1] <= stop]
    if turns:
        above = [span for span in above if _is_prose(page, *span)]
        above = above if len(above) > 1 else []  # a single sentence above a transcript is its summary
    written = [(page.evidence(*span), None) for span in above]
    found = sorted([*spoken, *written], key=lambda pair: pair[0].start)
    return tuple(
        Segment(
            id=record_id(page.document_id, "segment", evidence.start, evidence.end),
            number=number,
            kind=SegmentKind.TURN if turn_id else SegmentKind.PARAGRAPH,
            evidence=evidence,
            turn_id=turn_id,
        )
        for number, (evidence, turn_id) in enumerate(found, start=1)
    )


def _is_prose(page: Page, start: int, end: int) -> bool:
    """Whether a paragraph is more than a slogan or a button: sentences."""
    return end - start > 60 and page.folded[end - 1] in ".?!\"'"


def paragraphs(page: Page, skip: set[int], stop: int) -> Iterator[tuple[int, int]]:
    """The paragraphs before `stop`: lines, or in hard-wrapped text the runs of lines between blank ones."""
    start = end = -1
    for line in page.lines:
        if line.start >= stop:
            break
        if line.start in skip or not re.search(r"\w", page.folded[line.start : line.end]):
            if start >= 0:
                yield start, end
            start = -1
        elif page.wrapped and start >= 0 and not line.blank_before:
            end = line.end
        else:
            if start >= 0:
                yield start, end
            start, end = line.start, line.end
    if start >= 0:
        yield start, end
