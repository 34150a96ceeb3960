"""The finder: exact places, the longest words, nothing that only looks like a date; and it never fails."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import DateResolver, find
from onrecord.dates.words import values

RESOLVE = DateResolver()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met today.", ["today"]),
        ("It began last month, and this past week it grew.", ["last month", "this past week"]),
        ("Shots fell in the early hours of Wednesday, the 16th.", ["the early hours of Wednesday, the 16th"]),
        ("On the 16th, he left.", ["the 16th"]),
        ("On the 16th floor she met the second man.", []),
        ("After Friday's attack the army may march.", ["Friday"]),
        ("After Friday the army left.", ["After Friday"]),
        ("At 3 p.m. on Tuesday, July 3, she spoke.", ["3 p.m. on Tuesday, July 3"]),
        ("It was late, about 3 p.m. The next day it rained.", ["The next day"]),
        ("She came in May. May I go? He may.", ["May"]),
        ("In 2012 homes burned; in 2012, homes were built.", ["2012"]),
        ("She left on Monday. Two days later he left.", ["Monday", "Two days later"]),
        ("It broke on Feb. 29, 2012, at sea.", ["Feb. 29, 2012"]),
        ("He met her on Monday and Thursday.", ["Monday", "Thursday"]),
        ("Soon the 34-year-old meets every Friday for three hours.", []),
        ("Almost 16 months of violence", ["Almost 16 months"]),
        ("the first time in decades", []),
        ("last\nweek and last\n\nweek", ["last\nweek"]),
        ("LAST WEEK", ["LAST WEEK"]),
        ("", []),
    ],
)
def test_finds(text: str, found: list[str]) -> None:
    assert [one.quote for one in find(text)] == found


_TABLES = (
    "WEEKDAY",
    "MONTH",
    "UNIT",
    "DAY_WORD",
    "DIRECTION",
    "HEDGE",
    "HOLIDAY",
    "BESIDE",
    "PART",
    "NUMBER_WORD",
    "VAGUE",
)
_LEXICON = sorted(
    {word for table in _TABLES for word in values(table)} | {"ago", "2012", "16th", "3", "p.m.", "and", "'s"}
)
_SPOKEN = st.lists(st.sampled_from(_LEXICON).map(str.title) | st.sampled_from(_LEXICON), max_size=12).map(" ".join)
_ANY = st.text(st.sampled_from(string.printable + "’–—“”ßİſ\u00a0٣"), max_size=60) | st.text(max_size=40)


@settings(max_examples=150, deadline=None)
@given(_SPOKEN | _ANY | st.tuples(_SPOKEN, _ANY).map("".join))
def test_spans_are_exact_and_their_words_are_dates(text: str) -> None:
    end = 0
    for one in find(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.quote
        readings = [RESOLVE(one.quote, "2012-07-04", tense=tense) for tense in ("past", "present", "future")]
        assert not all("no form of the date grammar" in reading.reason for reading in readings)
        assert [RESOLVE(one, "2012-07-04", tense="future").iso] == [readings[2].iso]
        end = one.end


@settings(max_examples=150, deadline=None)
@given(_SPOKEN | _ANY.filter(bool), st.sampled_from([None, "past", "present", "future"]), st.dates())
def test_resolving_never_fails_and_never_ends_before_it_starts(text: str, tense: str | None, day: object) -> None:
    for document in (None, str(day)):
        found = RESOLVE(text or "-", document, tense=tense, anchor=document)
        assert found.start is None or found.end is None or found.start <= found.end
        assert found.reason.startswith(f"'{text or '-'}'")
        assert (found.granularity == "unknown") == (found.start is None and found.end is None)
