"""Words of names, and the countries that words name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.codes import tenure
from onrecord.actors.known import body_word, countries_in, is_party, is_seat, noun_at
from onrecord.actors.referents import Referent, name_words
from onrecord.lexicons.places import country_names
from onrecord.records import Tenure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mara Pell", ("mara", "pell")),
        ("MARA PELL", ("mara", "pell")),
        ("Mára Péll", ("mara", "pell")),
        ("President Mara Pell", ("mara", "pell")),
        ("President Mara Pell's", ("mara", "pell")),
        ("Mara Pell’s", ("mara", "pell")),
        ("Dr. Mara Pell", ("mara", "pell")),
        ("Adel al-Harun", ("adel", "harun")),
        ("Adel Al-Harun", ("adel", "harun")),
        ("Harun", ("harun",)),
        ("Mara  Pell\n", ("mara", "pell")),
        ("President", ("president",)),
        ("", ()),
        ("—", ()),
    ],
)
def test_words_of_a_name(text: str, words: tuple[str, ...]) -> None:
    assert name_words(text) == words


@given(st.text(max_size=60))
def test_words_of_any_text_are_not_empty(text: str) -> None:
    assert all(name_words(text))
    assert countries_in(text) is None or countries_in(text) in {*country_names(), "UNO", "EUR", "IGO", "NGO"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("France", "FRA"),
        ("the French foreign minister", "FRA"),
        ("French Foreign Minister Mara Pell", "FRA"),
        ("a minister in Paris", "FRA"),
        ("France's envoy", "FRA"),
        ("France’s envoy", "FRA"),
        ("Ivory Coast", "CIV"),
        ("a senior Russian official", "RUS"),
        ("the Kremlin", "RUS"),
        ("South Korean ministers", "KOR"),
        ("the Kiev-based union", "UKR"),
        ("the French and the Russian envoys", None),
        ("France and the French", "FRA"),
        ("the minister", None),
        ("turkey", None),
        ("Ardan", None),
        ("", None),
    ],
)
def test_countries_in_words(text: str, code: str | None) -> None:
    assert countries_in(text) == code


def test_a_longer_name_goes_before_its_parts() -> None:
    assert countries_in("Papua New Guinea") == "PNG"
    assert countries_in("Guinea-Bissau") == "GNB"
    assert countries_in("the Republic of Ireland") == "IRL"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("transport minister", Tenure.CURRENT),
        ("exporter", Tenure.CURRENT),
        ("later the mayor", Tenure.CURRENT),
        ("former transport minister", Tenure.FORMER),
        ("Former Transport Minister", Tenure.FORMER),
        ("ex-president", Tenure.FORMER),
        ("the then mayor", Tenure.FORMER),
        ("the late mayor", Tenure.FORMER),
        ("ousted president", Tenure.FORMER),
        ("retired general", Tenure.FORMER),
        ("one-time envoy", Tenure.FORMER),
        ("acting mayor", Tenure.ACTING),
        ("interim president", Tenure.ACTING),
        ("caretaker premier", Tenure.ACTING),
        ("former acting mayor", Tenure.FORMER),
        ("president-elect", Tenure.ELECT),
        ("president elect", Tenure.ELECT),
        ("minister designate", Tenure.ELECT),
        ("incoming mayor", Tenure.ELECT),
        ("electrician", Tenure.CURRENT),
        ("selected envoy", Tenure.CURRENT),
    ],
)
def test_tenure(words: str, held: Tenure) -> None:
    assert tenure(words) is held


@pytest.mark.xfail(reason="the word is taken for one of tenure wherever it stands", strict=True)
@pytest.mark.parametrize("words", ["late-night host", "envoy to the former colony", "head of the acting school"])
def test_a_word_of_tenure_that_says_something_else(words: str) -> None:
    assert tenure(words) is Tenure.CURRENT


def test_nouns_of_the_table_end_a_phrase() -> None:
    assert [noun_at(words.split()) is not None for words in ("the foreign minister", "the minister of", "")] == [
        True,
        False,
        False,
    ]


def test_words_inside_names_are_looked_up_as_whole_words() -> None:
    assert body_word("Velmark Unionised Eggs") is None
    known = body_word("Velmark Teachers’ Union")
    assert known is not None
    assert known.sector == "LAB"


def test_seats_and_parties() -> None:
    assert [is_seat(name) for name in ("Kremlin", "Berlaymont", "Ardan Hall")] == [True, True, False]
    assert [is_party(name) for name in ("Democrats", "Druze", "Pells")] == [True, False, False]


def test_a_referent_without_phrases_is_nobody_yet() -> None:
    nobody = Referent(0)
    assert not nobody.is_person
    assert not nobody.is_named
    assert Referent(1, speaker="v1").is_person
    assert Referent(2, country="FRA").is_named
