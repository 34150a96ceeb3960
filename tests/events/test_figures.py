"""Amounts in words, without a model; figures of acts in the sentences of cases/figures.tsv, with the bundled model."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.amounts import amounts_in, parse_amount
from onrecord.events.figures import Figures
from onrecord.language.parsed import Parsed
from onrecord.language.parser import Parser
from onrecord.lexicons import table
from onrecord.records import Source
from onrecord.records.figure import Figure, FigureKind, FigureRelation
from onrecord.transcripts import Reader

CASES = Path(__file__).parents[1] / "cases" / "figures.tsv"
FLOOR = 0.93
TOGETHER = 20
"""So many sentences are the turns of one text."""
_VOICES = ("ANNA PELL: ", "BEN ORR: ")
_MARK = re.compile(r"</?e>")


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def shown(figure: Figure) -> str:
    """A figure as a cell of the table has it."""
    low, high = (str(one) if one is not None else "-" for one in (figure.low, figure.high))
    return ":".join((figure.kind.value, low, high, figure.relation.value))


@cache
def answers() -> dict[str, tuple[Figure, ...]]:
    """By marked sentence, the figures of its trigger."""
    read, parse, found = Reader(), Parser(), {}
    for first in range(0, len(rows()), TOGETHER):
        marked = [row["sentence"] for row in rows()[first : first + TOGETHER]]
        lines = [_VOICES[at % 2] + _MARK.sub("", one) for at, one in enumerate(marked)]
        transcript = read(Source(name="figures", content="\n\n".join(lines) + "\n"))
        parsed, text, at = parse(transcript), transcript.document.text, 0
        figures = Figures(parsed, text)
        for one in marked:
            at = text.index(_MARK.sub("", one), at)
            found[one] = figures_of(figures, parsed, one, at)
            at += 1
    return found


def figures_of(figures: Figures, parsed: Parsed, marked: str, at: int) -> tuple[Figure, ...]:
    start = at + marked.index("<e>")
    words = parsed.tokens(start, at + marked.index("</e>") - len("<e>"))
    return figures(words[0]) if words is not None else ()


@pytest.mark.model
def test_figures_of_the_cases(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [
        (row, found)
        for row in rows()
        if (found := "; ".join(map(shown, answers()[row["sentence"]])) or "-") != row["figures"].replace(";", "; ")
    ]
    share = 1 - len(wrong) / len(rows())
    with capsys.disabled():
        print(f"\nsentences with the right figures: {share:.3f} of {len(rows())}")
    for row, found in wrong:
        print(f"{row['sentence']}\n  {row['figures']} expected, found {found} ({row['note']})")
    assert share >= FLOOR


@pytest.mark.model
def test_tolls_are_cumulative_and_nothing_else_is() -> None:
    for row in rows():
        is_toll = " toll " in row["sentence"]
        assert all(one.cumulative == is_toll for one in answers()[row["sentence"]]), row["sentence"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("trigger", "who"),
    [
        ("<e>arrested</e> 14 suspects", "suspects"),
        ("<e>detained</e> dozens of protesters", "protesters"),
        ("<e>killed</e> two soldiers", "soldiers"),
        ("All 12 aboard", None),
    ],
)
def test_who_is_counted(trigger: str, who: str | None) -> None:
    found = next(figures for sentence, figures in answers().items() if trigger in sentence)
    assert found[0].who == who


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A spokesman put the number of <e>arrests</e> at 15.", "arrested:15:15:exact"),
        ("The number of wounded in the <e>attack</e> rose to 40.", "injured:40:40:exact"),
        ("The number of ships in the <e>attack</e> rose to 40.", ""),
    ],
)
def test_a_number_of_people_counts_what_its_noun_names(sentence: str, expected: str) -> None:
    transcript = Reader()(Source(name="number", content=f"ANNA PELL: {_MARK.sub('', sentence)}\n\nBEN ORR: Thanks.\n"))
    parsed, text = Parser()(transcript), transcript.document.text
    found = figures_of(Figures(parsed, text), parsed, sentence, text.index(_MARK.sub("", sentence)))
    assert "; ".join(map(shown, found)) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "relation"),
    [
        ("more than 80", 80, None, "more-than"),
        ("at least 80", 80, None, "at-least"),
        ("up to 30", None, 30, "up-to"),
        ("fewer than 50", None, 50, "less-than"),
        ("dozens", 24, None, "vague"),
        ("dozens more", 24, None, "vague"),
        ("between 20 and 30", 20, 30, "range"),
        ("20 to 30", 20, 30, "range"),
        ("20-30", 20, 30, "range"),
        ("two or three", 2, 3, "range"),
        ("two to three dozen", 24, 36, "range"),
        ("nearly 100", 100, 100, "about"),
        ("about 40", 40, 40, "about"),
        ("some 40", 40, 40, "about"),
        ("80-odd", 80, 80, "about"),
        ("hundreds", 200, None, "vague"),
        ("tens of thousands", 20_000, None, "vague"),
        ("scores", 40, None, "vague"),
        ("several", 3, None, "vague"),
        ("several hundred", 300, None, "vague"),
        ("a handful", 3, None, "vague"),
        ("a few thousand", 3000, None, "vague"),
        ("no one", 0, 0, "exact"),
        ("one person", 1, 1, "exact"),
        ("a couple", 2, 2, "about"),
        ("twin", 2, 2, "exact"),
        ("both", 2, 2, "exact"),
        ("a family of five", 5, 5, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("at least two dozen", 24, None, "at-least"),
        ("more than a dozen", 12, None, "more-than"),
        ("no fewer than 12", 12, None, "at-least"),
        ("no more than 12", None, 12, "up-to"),
        ("30 or more", 30, None, "at-least"),
        ("2,000", 2000, 2000, "exact"),
        ("1.5 million", 1_500_000, 1_500_000, "exact"),
        ("twenty-three", 23, 23, "exact"),
        ("two hundred and fifty", 250, 250, "exact"),
        ("all 12 aboard", 12, 12, "exact"),
    ],
)
def test_amount_has_its_bounds(text: str, low: int | None, high: int | None, relation: str) -> None:
    found = parse_amount(text)
    assert found is not None
    assert (found.low, found.high, found.relation.value) == (low, high, relation)


@pytest.mark.parametrize(
    "text", ["a 34-year-old", "$30 million", "30%", "at 9:30", "the M23 rebels", "the 30th", "two-day", "3.5", "dozen"]
)
def test_ages_sums_and_names_are_no_amounts(text: str) -> None:
    assert parse_amount(text) is None


@given(st.integers(0, 99), st.sampled_from(["", "at least ", "more than ", "up to ", "about ", "fewer than "]))
def test_digits_and_words_say_the_same(number: int, relation: str) -> None:
    kinds = {
        kind: {
            int(row["value"]): row["words"]
            for row in table("en/numerals", "words", "kind", "value")
            if row["kind"] == kind
        }
        for kind in ("unit", "ten")
    }
    ten, unit = number // 10 * 10, number % 10
    words = kinds["unit"].get(number) or "-".join([kinds["ten"][ten], *([kinds["unit"][unit]] if unit else [])])
    one, other = parse_amount(f"{relation}{number}"), parse_amount(f"{relation}{words}")
    assert one is not None
    assert other is not None
    assert one[:3] == other[:3]


@given(st.integers(1, 10**9))
def test_separators_change_nothing(number: int) -> None:
    one, other = parse_amount(str(number)), parse_amount(f"{number:,}")
    assert one is not None
    assert other is not None
    assert one[:3] == other[:3] == (number, number, FigureRelation.EXACT)


@given(st.text(alphabet="0123456789,.-% abdehlmnorstu", max_size=40))
def test_amounts_lie_in_order_in_any_text(text: str) -> None:
    last = 0
    for one in amounts_in(text):
        assert last <= one.start <= one.core < one.end <= len(text)
        assert one.low is None or one.high is None or 0 <= one.low <= one.high
        last = one.end


def test_every_word_of_an_amount_reads_in_its_example() -> None:
    for row in table("en/amounts", "words", "example"):
        assert (
            any(row["words"] in row["example"][one.start : one.end].lower() for one in amounts_in(row["example"]))
            or row["words"] == "few"
        ), row.id
    for row in table("en/amount_relations", "words", "relation", "example"):
        found = parse_amount(row["example"])
        assert found is not None, row.id
        assert row["words"] in row["example"][found.start : found.end].lower(), row.id


def test_kinds_of_the_table_are_known() -> None:
    for row in table("plover/figures_kinds", "words", "pos", "kind", "place", "needs", "example"):
        assert row["kind"] == "-" or FigureKind(row["kind"])
        assert row["place"] in ("object", "subject", "person", "number", "of", "toll")
