"""What the cases table cannot say: anchors, customs, intervals, reasons, what is exact and what is soft."""

import pytest

from onrecord.dates import Conventions, DateResolver
from onrecord.errors import UsageError
from onrecord.records import DateBasis, Evidence, Granularity, Interval

RESOLVE = DateResolver()
FRIDAY, SUNDAY = "2012-07-06", "2013-02-03"


@pytest.mark.parametrize(
    ("words", "anchor", "iso"),
    [
        ("the day before", "2012-07-01", "2012-06-30"),
        ("that day", "2012-07-01", "2012-07-01"),
        ("the same day", "2012-07-01", "2012-07-01"),
        ("the next day", "2012-12-31", "2013-01-01"),
        ("a day later", "2012-02-28", "2012-02-29"),
        ("two days later", "2012-07-01", "2012-07-03"),
        ("three weeks earlier", "2012-07-06", "2012-06-11/2012-06-17"),
        ("the following week", "2012-07-06", "2012-07-09/2012-07-15"),
        ("the following Monday", "2012-07-06", "2012-07-09"),
        ("the previous month", "2012-01-15", "2011-12"),
        ("that Friday", "2012-07-03", "2012-07-06"),
        ("that March", "2012-07-03", "2012-03"),
        ("that night", "2012-07-03", "2012-07-03"),
        ("at the time", "2012-07", "2012-07"),
        ("later that year", "2011-03", "2011"),
        ("since then", "2011-03-15", "2011-03-15/2012-07-06"),
        ("noon GMT", "2012-07-03", "2012-07-03"),
        ("the week before", "2012-01-04", "2011-12-26/2012-01-01"),
        ("the day before", "2012-07", None),
        ("two days later", "2012", None),
        ("earlier", "2012-07-03", None),
    ],
)
def test_words_that_count_from_another_date(words: str, anchor: str, iso: str | None) -> None:
    assert RESOLVE(words, FRIDAY, tense="past", anchor=anchor).iso == iso


def test_a_resolved_date_is_an_anchor_and_an_unresolved_one_is_none() -> None:
    first = RESOLVE("on Monday", FRIDAY, tense="past")
    later = RESOLVE("two days later", FRIDAY, anchor=first)
    assert (later.iso, later.basis) == ("2012-07-04", DateBasis.DOCUMENT)
    assert RESOLVE("two days later", FRIDAY, anchor=RESOLVE("soon", FRIDAY)).iso is None


def test_customs() -> None:
    day_first, month_first = DateResolver(Conventions(day_first=True)), DateResolver(Conventions(day_first=False))
    assert (day_first("03/04/2012").iso, month_first("03/04/2012").iso) == ("2012-04-03", "2012-03-04")
    assert day_first("03/04/2012").reason == "'03/04/2012' read day first: 3 April 2012"
    assert day_first("04/13/2012").iso == "2012-04-13"
    american = DateResolver(Conventions(week_starts=6))
    assert american("last week", SUNDAY).iso == "2013-01-27/2013-02-02"
    assert american("Sunday of last week", SUNDAY).iso == "2013-01-27"
    british = DateResolver(Conventions(fiscal_month=4))
    assert british("fiscal 2013").iso == "2012-04-01/2013-03-31"
    assert DateResolver(Conventions(fiscal_month=1))("fiscal 2013").iso == "2013"
    with pytest.raises(ValueError, match="week_starts"):
        Conventions(week_starts=7)
    with pytest.raises(ValueError, match="fiscal_month"):
        Conventions(fiscal_month=0)


def test_a_date_of_the_document_that_is_an_interval() -> None:
    evidence = Evidence.of("2012", 0, 4)
    year = Interval(first="2012-01-01", last="2012-12-31", reason="the footer", evidence=evidence)
    today = RESOLVE("today", year)
    assert (today.iso, today.granularity, today.approximate) == ("2012", Granularity.SPAN, True)
    assert RESOLVE("last year", year).iso == "2011"
    assert RESOLVE("last year", year).reason.startswith("'last year' counted from any date that the document may have")
    assert RESOLVE("July 4, 2010", year).basis is DateBasis.STATED
    assert RESOLVE("yesterday", "2012-07").iso == "2012-06-30/2012-07-30"
    assert RESOLVE("on Monday", year).iso is None


def test_reasons_say_what_a_careful_person_would_write() -> None:
    assert RESOLVE("last month", SUNDAY).reason == (
        "'last month' counted from the document's date, 2013-02-03: January 2013"
    )
    assert RESOLVE("in March", SUNDAY, tense="past").reason == (
        "'in March' is the last March before the document's date, 2013-02-03: March 2012"
    )
    assert RESOLVE("last month").reason == (
        "'last month' is not resolved: the words are relative, and the date of the document is unknown"
    )
    assert RESOLVE("03/04/2012").reason == (
        "'03/04/2012' is not resolved: it may be 3 April 2012 or 4 March 2012: day or month may stand first"
    )
    assert "October" in RESOLVE("fiscal 2013").reason
    assert "of the USA" in RESOLVE("Thanksgiving", SUNDAY, tense="past").reason
    assert "as in the north" in RESOLVE("last summer", SUNDAY).reason
    assert RESOLVE("the blue door").reason.endswith("no form of the date grammar knows the words")


@pytest.mark.parametrize(
    "words", ["around July 4", "late last year", "almost 16 months", "in recent days", "two decades ago"]
)
def test_soft_borders_are_marked(words: str) -> None:
    assert RESOLVE(words, FRIDAY, tense="past" if words != "almost 16 months" else None).approximate


@pytest.mark.parametrize("words", ["July 4", "late Monday", "over the weekend", "exactly two years ago", "last year"])
def test_sharp_borders_are_not(words: str) -> None:
    assert not RESOLVE(words, FRIDAY, tense="past").approximate


def test_the_basis_tells_whether_the_document_is_needed() -> None:
    assert RESOLVE("July 4, 2012", FRIDAY).basis is DateBasis.STATED
    assert RESOLVE("July 4", FRIDAY).basis is DateBasis.DOCUMENT
    assert RESOLVE("since 2010").basis is DateBasis.STATED
    assert RESOLVE("since 2010", FRIDAY).basis is DateBasis.DOCUMENT
    assert RESOLVE("soon", FRIDAY).basis is DateBasis.UNKNOWN
    assert (RESOLVE("since 2010").iso, RESOLVE("until 2015").iso) == ("2010-01-01/..", "../2015-12-31")


def test_what_is_no_date_of_a_document_is_refused() -> None:
    for wrong in ("July 6", "2012-13", "2012-02-30", ""):
        with pytest.raises(UsageError, match="is no date"):
            RESOLVE("today", wrong)


def test_evidence_is_kept_as_it_is() -> None:
    evidence = Evidence.of("They met on Monday.", 9, 18)
    assert RESOLVE(evidence, FRIDAY, tense="past").words is evidence
