"""Events as GeoJSON, held against RFC 7946."""

import json
from dataclasses import replace

import pytest

from layers import ASKS, CODED, PERU, SHUTS, TEXT
from onrecord.exports.geojson import feature, lines
from onrecord.records import PlaceLevel


def collection(coded):
    return json.loads("\n".join(lines(feature(coded, one) for one in coded.events)))


def check(found):
    """RFC 7946: 3.3 FeatureCollection, 3.2 Feature, 3.1.2 Point, 3.1.1 Position, 4 (WGS 84), 7.1 (no mixed members)."""
    assert found["type"] == "FeatureCollection"
    assert isinstance(found["features"], list)
    assert not {"coordinates", "geometries", "geometry", "properties", "crs"} & found.keys()
    for one in found["features"]:
        assert one["type"] == "Feature"
        assert not {"coordinates", "geometries", "features", "crs"} & one.keys()
        assert isinstance(one["id"], str | int | float)
        assert isinstance(one["properties"], dict | None)
        if one["geometry"] is not None:
            assert one["geometry"].keys() == {"type", "coordinates"}
            assert one["geometry"]["type"] == "Point"
            longitude, latitude = one["geometry"]["coordinates"]
            assert all(isinstance(number, int | float) for number in (longitude, latitude))
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    assert len({one["id"] for one in found["features"]}) == len(found["features"])


def test_a_feature_for_each_event_located_or_not():
    found = collection(CODED)
    check(found)
    shuts, asks = found["features"]
    assert shuts["geometry"]["coordinates"] == [-75.01, -9.19]  # longitude first
    assert asks["geometry"] is None


def test_what_a_map_shows_of_an_event():
    shuts, asks = (one["properties"] for one in collection(CODED)["features"])
    assert [shuts[name] for name in ("id", "type", "mode", "status")] == [SHUTS.id, "COERCE", "restrict", "actual"]
    assert (shuts["place"], shuts["country"], shuts["geonames_id"]) == ("Peru", "PER", 3932488)
    assert (shuts["precision"], shuts["place_level"]) == ("country", "country")
    assert (shuts["actors"], shuts["recipients"], shuts["reported_by"]) == ([], ["Drivers"], "Omar Pell")
    assert TEXT[shuts["start"] : shuts["end"]] == shuts["evidence"]
    assert (shuts["document"], shuts["tellings"], shuts["figures"][0]["kind"]) == ("<text>", 2, "arrested")
    assert (shuts["reason"], shuts["place_reason"]) == (SHUTS.reason, PERU.reason)
    assert (asks["date"], asks["date_start"], asks["date_end"], asks["date_text"]) == (
        *("2021-03-03", "2021-03-03", "2021-03-03", "today"),
    )
    assert (asks["precision"], asks["place"], asks["date_reason"]) == ("unknown", None, ASKS.date.reason)
    assert shuts.keys() == asks.keys()


def test_a_place_without_coordinates_has_no_geometry_and_says_so():
    border = replace(PERU, name="border of Peru", level=PlaceLevel.AREA, latitude=None, longitude=None)
    (one,) = collection(replace(CODED, events=(replace(SHUTS, place=border),)))["features"]
    assert (one["geometry"], one["properties"]["precision"]) == (None, "unknown")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_any_number_of_events_is_one_object(number):
    found = collection(replace(CODED, events=CODED.events[:number]))
    check(found)
    assert len(found["features"]) == number
