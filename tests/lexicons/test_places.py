"""Each row of the tables of places does what its example says, and no name changes its country unsaid."""

import re
from collections import Counter, defaultdict

import pytest

from onrecord.lexicons import table
from onrecord.lexicons.places import ambiguous, cell_words, demonyms, norp_words, notes, place_names, readings

COUNTRIES = table("places/countries", "code", "name", "aliases", "demonyms", "capital", "ambiguous", "example")
REGIONS = table("places/regions", "code", "name", "aliases", "demonyms", "ambiguous", "example")
CITIES = table("places/cities", "code", "name", "aliases", "ambiguous", "example")
PEOPLES = table("places/peoples", "words", "kind", "ambiguous", "example")

SEVERAL = ("aliases", "demonyms", "capital", "words")
RIGHT = {
    "people": ("demonyms",),
    "places": ("name", "aliases", "capital"),
}


def words_of(row, columns=("name", *SEVERAL)) -> list[str]:
    return [word for column in columns if column in row.cells for word in cell_words(row, column)]


def stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@pytest.mark.parametrize("row", COUNTRIES, ids=lambda row: row.id)
def test_country_stands_in_its_example(row) -> None:
    for word in (row["name"], *cell_words(row, "demonyms")[:1], *cell_words(row, "capital")[:1]):
        assert stands_in(word, row["example"])
        assert row["code"] in readings()[word.lower()]


@pytest.mark.parametrize("row", REGIONS, ids=lambda row: row.id)
def test_region_stands_in_its_example(row) -> None:
    for word in (row["name"], *cell_words(row, "demonyms")[:1]):
        assert stands_in(word, row["example"])
        assert row["code"] in readings()[word.lower()]


@pytest.mark.parametrize("row", PEOPLES, ids=lambda row: row.id)
def test_people_stands_in_its_example(row) -> None:
    assert stands_in(cell_words(row, "words")[0], row["example"])
    assert row["kind"] in {"religion", "ethnic", "political", "continental", "local"}
    assert {word.lower() for word in cell_words(row, "words")} <= norp_words()


def test_every_city_stands_in_its_example() -> None:
    for row in CITIES:
        assert stands_in(row["name"], row["example"]), row.id
        assert row["code"] in readings()[row["name"].lower()], row.id


def test_codes_are_three_capitals_that_a_state_has() -> None:
    states = {row["code"] for row in COUNTRIES}
    assert [row.id for row in COUNTRIES if not re.fullmatch("[A-Z]{3}", row["code"])] == []
    assert [row.id for row in (*REGIONS, *CITIES) if row["code"] not in states] == []


def test_cells_are_clean() -> None:
    for row in (*COUNTRIES, *REGIONS, *CITIES, *PEOPLES):
        for word in words_of(row):
            assert word == word.strip(), row.id
            assert word not in ("", "-"), row.id
            assert word == "The Hague" or not word.lower().startswith("the "), row.id
        for column in SEVERAL:
            found = words_of(row, (column,))
            assert len(found) == len({word.lower() for word in found}), row.id


def test_notes_are_about_words_of_their_row() -> None:
    for row in (*COUNTRIES, *REGIONS, *CITIES, *PEOPLES):
        assert set(notes(row)) <= set(words_of(row)), row.id
        assert all(what.strip() for what in notes(row).values()), row.id


@pytest.mark.parametrize("what", RIGHT)
def test_a_word_of_two_countries_says_so_in_every_row(what: str) -> None:
    rows_of = defaultdict(list)
    for row in (*COUNTRIES, *REGIONS, *CITIES):
        for word in dict.fromkeys(words_of(row, RIGHT[what])):
            rows_of[word.lower()].append((row, word))
    for word, found in rows_of.items():
        codes = {row["code"] for row, _ in found}
        if len(codes) == 1:
            continue
        said = [notes(row).get(written, "") for row, written in found]
        assert all(re.search(r"\b(?:in|of) (?:[A-Z]{3}\b)", note) for note in said), word
        usual = {row["code"] for (row, _), note in zip(found, said, strict=True) if not note.startswith("usually ")}
        assert len(usual) == 1, word
        assert set(readings()[word]) == codes, word


def test_a_place_stands_once_per_country() -> None:
    for rows in (REGIONS, CITIES):
        found = Counter((row["code"], word.lower()) for row in rows for word in words_of(row))
        assert [pair for pair, times in found.items() if times > 1] == []


def test_a_group_is_no_demonym() -> None:
    groups = [word.lower() for row in PEOPLES for word in words_of(row)]
    assert sorted(set(groups) & set(demonyms())) == []
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("u.s.", "USA"),
        ("uae", "ARE"),
        ("burma", "MMR"),
        ("côte d'ivoire", "CIV"),
        ("holland", "NLD"),
        ("scotland", "GBR"),
        ("west germany", "DEU"),
        ("soviet union", "SUN"),
        ("calif.", "USA"),
        ("saigon", "VNM"),
        ("homs", "SYR"),
        ("kandahar", "AFG"),
        ("mariupol", "UKR"),
        ("kismayo", "SOM"),
        ("birmingham", "GBR"),
        ("victoria", "AUS"),
    ],
)
def test_a_place_has_its_usual_country(name: str, code: str) -> None:
    assert place_names()[name] == code


def test_homonyms_are_known() -> None:
    assert {"georgia", "jordan", "chad", "turkey", "us", "male", "polish", "nice"} <= ambiguous()
    assert readings()["birmingham"] == ("GBR", "USA")
    assert "syria" not in ambiguous()
    assert "western" not in norp_words()


def test_look_ups_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        place_names()["atlantis"] = "ATL"
