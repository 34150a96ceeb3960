"""Rows of the tables of areas, sites and words do what their examples say."""

import re

import pytest

from onrecord.lexicons import cell_words, table
from onrecord.lexicons.places import country_names
from onrecord.places import PlaceResolver
from onrecord.places.cues import words_of
from onrecord.records import PRECISION, Evidence, PlaceLevel
from onrecord.settings import Settings

AREAS = table("places/areas", "name", "aliases", "kind", "countries", "latitude", "longitude", "example")
SITES = table("places/sites", "name", "aliases", "country", "latitude", "longitude", "example")
RESOLVER = PlaceResolver()


@pytest.mark.parametrize("row", (*AREAS, *SITES), ids=lambda row: row.id)
def test_area_or_site_is_found_in_its_example(row) -> None:
    text, start = row["example"], row["example"].index(row["name"])
    end = start + len(row["name"])
    words = Evidence.of(text, start, end)
    place = RESOLVER.resolve(words, before=text[:start], after=text[end:], countries=())
    assert place.name == row["name"]
    assert place.level is (PlaceLevel.AREA if row.table == "places/areas" else PlaceLevel.SITE)
    assert (place.latitude is None) == (row["latitude"] == "-")
    assert place.precision == PRECISION[place.level if place.latitude is not None else PlaceLevel.UNKNOWN]


def test_codes_and_coordinates_are_possible() -> None:
    for row in (*AREAS, *SITES):
        codes = cell_words(row, "countries" if row.table == "places/areas" else "country")
        assert set(codes) <= set(country_names()), row.id
        if row["latitude"] != "-":
            assert -90 <= float(row["latitude"]) <= 90, row.id
            assert -180 <= float(row["longitude"]) <= 180, row.id


def test_words_stand_in_their_examples() -> None:
    kinds = set()
    for row in table("places/words", "words", "kind", "stands_for", "example"):
        assert re.search(rf"(?<!\w){re.escape(row['words'])}(?!\w)", row["example"]), row.id
        kinds |= set(cell_words(row, "kind"))
    assert all(words_of(kind) for kind in kinds)


@pytest.mark.parametrize(
    ("text", "words", "countries", "name"),
    [
        ("In June, Ukrainian forces advanced.", "June", ["UKR"], None),
        ("A judge in Fulton County ruled.", "Fulton", ["USA"], None),
        ("In Syria the United Nations counted tents.", "Syria", [], "Syria"),
        ("The jet left Kiev's Boryspil airport.", "Kiev's Boryspil", ["UKR"], "Boryspil"),
        ("It rained in Kent.", "Kent", {"GBR": 0.9, "USA": 0.1}, "Kent"),
    ],
)
def test_single_findings(text: str, words: str, countries, name: str | None) -> None:
    start = text.index(words)
    found = RESOLVER.resolve(
        Evidence.of(text, start, start + len(words)),
        before=text[:start],
        after=text[start + len(words) :],
        countries=countries,
    )
    assert found.name == name


@pytest.mark.parametrize(
    ("settings", "country"),
    [(Settings(), "ESP"), (Settings(place_country=0, place_country_least=0), "ARG")],
)
def test_what_a_country_adds_is_a_setting(settings: Settings, country: str) -> None:
    words = Evidence.of("It rained in Córdoba.", 13, 20)
    found = PlaceResolver(settings).resolve(words, before="It rained in ", after=".", countries=["ESP"])
    assert found.country == country


@pytest.mark.parametrize(("known", "country"), [(5.5, None), (0.0, "SEN")])
def test_how_known_a_place_must_be_to_be_no_surname_is_a_setting(known: float, country: str | None) -> None:
    words = Evidence.of("Ada Kolda slept.", 4, 9)
    found = PlaceResolver(Settings(place_known=known)).resolve(words, before="Ada ", after=" slept.", countries=())
    assert found.country == country
