import pytest

from onrecord import read
from onrecord.records import Basis, Given

BODY = "JANA HOLT, HOST: Good morning.\n\nOMAR PELL, BYLINE: The bridge is shut.\n"


def test_a_header_year_is_never_a_date() -> None:
    document = read("© 2023 WXYZ Public Media\nPlay Live Radio\n\nA Bridge Is Shut In The North\n\n" + BODY).document
    assert (document.date.value, document.date_inferred) == (None, None)
    assert document.date.reason
    assert document.station.value == "WXYZ"
    assert document.outlet.value is None
    assert document.title.value == "A Bridge Is Shut In The North"


def test_the_year_of_the_legal_footer_bounds_the_date() -> None:
    document = read(BODY + "\nCopyright © 2016 NPR. All rights reserved.\n").document
    assert document.date.value is None
    assert document.date_inferred is not None
    assert (document.date_inferred.first, document.date_inferred.last) == ("2016-01-01", "2016-12-31")
    assert document.outlet.value == "NPR"


@pytest.mark.parametrize(
    ("head", "iso"),
    [
        ("Aired March 3, 2021 - 21:00 ET", "2021-03-03"),
        ('This is a rush transcript from "The Docket," March 3, 2019.', "2019-03-03"),
        ("From the June 30, 2020, edition of The Docket", "2020-06-30"),
        ("12 December 2013", "2013-12-12"),
        ("---\ntitle: A call\ndate: '2021-09-20'\n---", "2021-09-20"),
    ],
)
def test_a_date_that_the_text_states(head: str, iso: str) -> None:
    date = read(f"{head}\n\n{BODY}").document.date
    assert (date.value, date.basis) == (iso, Basis.STATED)
    assert date.evidence is not None


@pytest.mark.parametrize(
    "head",
    [
        "Updated at 10:30 a.m. ET",
        "Wednesday, April 23",
        "The minister in Geneva, July 15, 2018. REUTERS/Jo Pell",
        "In May 2014 a bridge fell.",
    ],
)
def test_what_is_no_date_of_broadcast(head: str) -> None:
    assert read(f"{head}\n\n{BODY}").document.date.value is None


def test_what_is_given_comes_first_and_says_so() -> None:
    date = read(BODY, given=Given(date="2012-07-06", origin="option")).document.date
    assert (date.value, date.basis, date.evidence) == ("2012-07-06", Basis.OPTION, None)
    url = Given(url="https://example.org/2014/08/18/341/story", origin="column url")
    assert read(BODY, given=url).document.date.value == "2014-08-18"


def test_a_given_date_that_cannot_be_read_is_the_reason_why_there_is_none() -> None:
    given = Given(unread=(("date", 'column date holds "July 6", which is no ISO date'),), origin="column")
    date = read(BODY, given=given).document.date
    assert (date.value, date.reason) == (None, 'column date holds "July 6", which is no ISO date')


def test_a_sign_off_gives_place_and_outlet() -> None:
    text = (
        BODY + "\nOmar Pell, Meridian News, Tallinn. Transcript provided by Meridian News, Copyright Meridian News.\n"
    )
    transcript = read(text)
    assert transcript.document.place.value == "Tallinn"
    assert transcript.turns[-1].evidence.quote.endswith("Meridian News, Tallinn.")


def test_a_sign_off_with_the_place_behind_the_name() -> None:
    place = read(BODY + "\nFor Meridian News, I'm Omar Pell in Port Ellery.\n").document.place
    assert place.value == "Port Ellery"


def test_programme_formulas() -> None:
    text = (
        "From NPR News, this is ALL THINGS CONSIDERED. I'm Jana Holt.\n\nAnd I'm Ivo Kern. A bridge is shut.\n\n" + BODY
    )
    transcript = read(text)
    assert transcript.document.programme.value == "All Things Considered"
    assert [turn.speaker for turn in transcript.turns[:2]] == ["Jana Holt", "Ivo Kern"]
