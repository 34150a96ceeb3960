"""The bundled gazetteer is whole, small and quick, and knows every name of the tables."""

from pathlib import Path

import pytest

import onrecord.places
from onrecord.lexicons import cell_words, table
from onrecord.places import gazetteer
from onrecord.places.names import key
from onrecord.records import PlaceLevel

FILE = Path(onrecord.places.__file__).with_name("gazetteer.npz")


def test_header_counts_and_size() -> None:
    header = gazetteer().header
    assert header["format"] == 1
    assert "CC BY 4.0" in str(header["source"])
    assert header["places"] == len(gazetteer()) == sum(header[name] for name in ("countries", "regions", "cities"))
    assert header["countries"] == 243
    assert header["regions"] >= 500
    assert header["cities"] >= 34_000
    assert FILE.stat().st_size <= 6_000_000


@pytest.mark.parametrize("name", ["places/countries", "places/regions", "places/cities"])
def test_every_name_of_the_tables_is_found(name: str) -> None:
    columns = ("name", "aliases", "capital") if name == "places/countries" else ("name", "aliases")
    for row in table(name, "code", *columns):
        for word in (word for column in columns for word in cell_words(row, column)):
            found = {place.country for place in gazetteer().find(word)}
            assert row["code"] in found, f"{row.id}: {word}; run make gazetteer"


def test_every_state_has_a_middle_and_a_capital_of_its_own() -> None:
    former = {"SUN", "YUG", "CSK", "DDR"}
    for row in table("places/countries", "code", "capital"):
        country = gazetteer().country(row["code"])
        assert country is not None
        assert (country.latitude is None) == (row["code"] in former), row["code"]
        if row["capital"] != "-" and row["code"] not in former:
            capital = gazetteer().capital(row["code"])
            assert capital is not None
            assert capital.country == row["code"]


def test_middles_lie_near_a_town_of_their_country() -> None:
    for name in table("places/countries", "code", "capital"):
        country, capital = gazetteer().country(name["code"]), gazetteer().capital(name["code"])
        if country and capital and country.latitude and capital.latitude and country.population < 30_000_000:
            assert abs(country.latitude - capital.latitude) < 14, name["code"]
            east = abs((country.longitude or 0) - (capital.longitude or 0))
            assert min(east, 360 - east) < 25, name["code"]


def test_unknown_names_and_forms() -> None:
    assert gazetteer().find("Gondwanaville") == ()
    assert {place.country for place in gazetteer().find("SÃO PAULO")} >= {"BRA"}
    assert key("N’Djamena") == key("N'Djamena") == "ndjamena"
    assert all(place.level in (PlaceLevel.CITY, PlaceLevel.REGION) for place in gazetteer().find("New York"))
