"""Where quotations open and close: the rows of cases/quotations.tsv, and laws that hold for any text.

In a row, `{…}` is a quotation with its marks, `{?…}` one without its closing mark, `{+…}` one that goes on with one
of the paragraph above; `¶` ends a paragraph, `↵` a line.
"""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.statements.quotations import Quotation, in_paragraphs, quotations

CASES = Path(__file__).parents[1] / "cases" / "quotations.tsv"
PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}
SINGLE = ("'", "‘")
OPEN = {
    "twas": "a word cut short opens, a plural possessive closes",
    "rock-n-roll": "a word cut short on both sides is taken for a quotation",
    "inches-inside": "inches close straight marks, and the rest is lost",
    "plural-inside": "a plural possessive closes straight single marks",
    "plural-inside-curly": "a plural possessive closes curly single marks",
    "odd-opening": "a mark that the next opening one shows to be odd swallows its paragraph, the next quotation too",
}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(marked: str) -> tuple[str, list[tuple[int, int]], list[list[Quotation]]]:
    """The plain text of a row, its paragraphs, and the quotations that are marked in each."""
    text, paragraphs, found = "", [], []
    for paragraph in marked.replace("↵", "\n").split("¶"):
        start, here = len(text), []
        for before, flags, words in re.findall(r"([^{}]*)(?:\{([?+]*)([^{}]*)\})?", paragraph):
            text += before
            if words:
                begin = len(text)
                here.append(Quotation(begin, begin + len(words), "?" not in flags, "+" in flags))
                text += words
        paragraphs.append((start, len(text)))
        found.append(here)
        text += "\n\n"
    return text, paragraphs, found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_row_has_the_quotations_that_it_marks(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if case["id"] in OPEN:
        request.applymarker(pytest.mark.xfail(reason=OPEN[case["id"]], strict=True))
    text, paragraphs, wanted = read(case["text"])
    assert list(in_paragraphs(text, paragraphs)) == wanted, case["note"]


def test_there_are_enough_cases_of_distinct_names() -> None:
    names = [case["id"] for case in cases()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert set(OPEN) <= set(names)


def test_the_notation_is_read_as_it_says() -> None:
    text, paragraphs, found = read("He {“a”}↵b {?“c}¶{+?“d}")
    assert text == "He “a”\nb “c\n\n“d\n\n"
    assert paragraphs == [(0, 11), (13, 15)]
    assert found == [
        [Quotation(3, 6, True, False), Quotation(9, 11, False, False)],
        [Quotation(13, 15, False, True)],
    ]


# Laws

SIGNS = [*'"""“”“”„«»‘’\'\'``aab5sé.,—()  \n', "''", "``", " '", "' ", "n't", "\n\n"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join) | st.text(max_size=40)


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=600, deadline=None)
@example("``a''", 0, 1)
def test_quotations_lie_inside_the_paragraph_in_order_and_apart(text: str, before: int, behind: int) -> None:
    start, end = min(before, len(text)), max(before, len(text) - behind)
    at = start
    for quotation in quotations(text, start, min(end, len(text))):
        assert at <= quotation.start < quotation.end <= end
        at = quotation.end


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_a_closed_quotation_begins_and_ends_with_a_pair(text: str) -> None:
    for quotation in quotations(text, 0, len(text)):
        words = text[quotation.start : quotation.end]
        if quotation.closed:
            doubled = words.startswith(("``", "''")) and words.endswith("''")
            assert doubled or words[-1] in PAIRS[words[0]], words
            assert len(words) > 1


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_only_the_last_of_a_paragraph_is_left_open_and_it_ends_with_its_words(text: str) -> None:
    found = quotations(text, 0, len(text))
    assert all(quotation.closed for quotation in found[:-1])
    for quotation in found:
        if not quotation.closed:
            assert quotation.end == len(text.rstrip()) or quotation.end == quotation.start + 1
            assert text[quotation.start] not in SINGLE or text.startswith("''", quotation.start)


@given(st.lists(TEXTS, max_size=6))
@settings(max_examples=400, deadline=None)
def test_paragraphs_are_independent_but_for_what_goes_on(parts: list[str]) -> None:
    paragraphs, at = [], 0
    for part in parts:
        paragraphs.append((at, at + len(part)))
        at += len(part) + 2
    text = "\n\n".join(parts)
    before: list[Quotation] = []
    for (start, _), part, found in zip(paragraphs, parts, in_paragraphs(text, paragraphs), strict=True):
        alone = quotations(part, 0, len(part))
        assert [(q.start - start, q.end - start, q.closed) for q in found] == [
            (q.start, q.end, q.closed) for q in alone
        ]
        assert not any(quotation.continues for quotation in found[1:])
        if found and found[0].continues:
            assert before, "goes on with nothing"
            assert not before[-1].closed
        before = found


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_what_stands_around_a_paragraph_does_not_matter(before: str, text: str, behind: str) -> None:
    start = len(before) + 1
    found = quotations(f"{before}\n{text}\n{behind}", start, start + len(text))
    assert [(q.start - start, q.end - start, q.closed) for q in found] == [
        (q.start, q.end, q.closed) for q in quotations(text, 0, len(text))
    ]


def test_marks_that_stand_alone_are_no_quotation() -> None:
    assert [quotations(text, 0, len(text)) for text in ("", " ", '"', "“", "'", "``")] == [[]] * 6


def test_a_single_mark_that_closes_far_away_is_an_apostrophe() -> None:
    near, far = "'" + "a " * 200 + "b' c", "'" + "a " * 400 + "b' c"
    assert [q.end for q in quotations(near, 0, len(near))] == [len(near) - 2]
    assert quotations(far, 0, len(far)) == []


class Counted(str):
    """A text that counts how often one of its signs is looked at."""

    __slots__ = ("looks",)

    def __getitem__(self, key):
        self.looks = getattr(self, "looks", 0) + 1
        return super().__getitem__(key)


def looks(sign: str, length: int) -> int:
    """How often the signs of a paragraph of one sign are looked at."""
    text = Counted(sign * (length // len(sign)))
    quotations(text, 0, len(text))
    return getattr(text, "looks", 0)


SQUARE = pytest.mark.xfail(reason="every inner opening mark counts all closing marks behind it again", strict=True)


@pytest.mark.parametrize(
    "sign",
    [
        *("”", '"', ' "', "'", " '", "‘", "’", " ‘", "„", "``", "''", "‘a ", '"a '),
        *(pytest.param(sign, marks=SQUARE) for sign in ("“", "“a ", "«")),
    ],
)
def test_time_grows_with_the_text(sign: str) -> None:
    assert looks(sign, 3_000) <= 6 * looks(sign, 1_000)  # about 3 times; if it were quadratic, 9 times
