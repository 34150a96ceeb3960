"""Each row of the cue table attributes in its own example, as the bundled model parses it: how many, and no worse."""

import re
from functools import cache

import pytest
from test_quotations import cases, read

from onrecord.lexicons import Row, table
from onrecord.pipeline import Coder
from onrecord.records import Statement

pytestmark = pytest.mark.model

ROWS = table("en/cues", "cue", "pos", "kind", "frames", "example", "source", "cue_words", "content")
ALIKE = 0.8
"""Share of the words of two contents that they have in common, at least, for the same content."""

MEASURED = 0.66
"""Share of rows whose content came out so, when it was measured last."""

TOGETHER = 20
"""So many examples are the paragraphs of one text."""

Words = set[tuple[int, int]]


def words_in(text: str, start: int, end: int) -> Words:
    """The places of the words that [start, end) touches."""
    return {match.span() for match in re.finditer(r"\w+", text) if match.start() < end and match.end() > start}


def marked(row: Row, column: str, start: int) -> Words:
    """The words of the pieces of a cell, each behind the last, in a text in which the example starts there."""
    found: Words = set()
    at = 0
    for piece in row[column].split(" | "):
        begin = row["example"].index(piece, at)
        at = begin + len(piece)
        found |= {(left + start, right + start) for left, right in words_in(row["example"], begin, at)}
    return found


@cache
def likeness() -> dict[str, float]:
    """For each row, how alike its content is to that of the attribution by its cue; 0 where there is none."""
    code, found = Coder().code, {}
    for first in range(0, len(ROWS), TOGETHER):
        rows = ROWS[first : first + TOGETHER]
        text = "\n\n".join(row["example"] for row in rows)
        statements, start = code(text).statements, 0
        for row in rows:
            end = start + len(row["example"])
            inside = [one for one in statements if start <= one.content[0].start and one.content[-1].end <= end]
            found[row.id] = max((alike(one, row, text, start) for one in inside), default=0.0)
            start = end + 2
    return found


def alike(statement: Statement, row: Row, text: str, start: int) -> float:
    """The share of words that a statement's content has in common with the row's, if their cues touch."""
    cue, content = set(), set()
    for piece in statement.content:
        content |= words_in(text, piece.start, piece.end)
    if statement.cue is not None:
        cue = words_in(text, statement.cue.start, statement.cue.end)
    wanted = marked(row, "content", start)
    return len(content & wanted) / len(content | wanted) if cue & marked(row, "cue_words", start) else 0.0


def test_rows_attribute_in_their_examples(capsys: pytest.CaptureFixture[str]) -> None:
    right = [row for row in ROWS if likeness()[row.id] >= ALIKE]
    share = len(right) / len(ROWS)
    with capsys.disabled():
        parts = {pos: [row for row in ROWS if row["pos"] == pos] for pos in dict.fromkeys(row["pos"] for row in ROWS)}
        shown = (f"{pos} {sum(row in right for row in rows)} of {len(rows)}" for pos, rows in parts.items())
        print(f"\ncontent of cue rows right: {share:.3f} ({', '.join(shown)})")
    assert share >= MEASURED - 0.01


def test_statements_of_odd_texts_are_exact() -> None:
    code = Coder().code
    examples = [row["example"] for row in ROWS[::60]]
    odd = "".join(read(case["text"])[0] for case in cases())
    for text in (*examples, "\n\n".join(examples), odd, odd.replace("\n", " "), odd[::-1]):
        for statement in code(text).statements:
            pieces = (*statement.content, statement.cue, statement.source, statement.addressee)
            assert all(piece is None or text[piece.start : piece.end] == piece.quote for piece in pieces)
            assert statement.content
