"""The bundled gazetteer: countries, regions and cities by name, read once and only when asked for.

`gazetteer.npz` is built by `make gazetteer` from GeoNames data and the tables of places. Arrays: `keys`, the sorted
forms of all names (UTF-8, one per line); `first`, where the members of a key begin in `member`; `member`, numbers of
places, the most populous first; `alternate`, whether a member is meant by a name that is not its usual one; and one
array per column of the places.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pkgutil import get_data
from typing import NamedTuple

import numpy as np

from onrecord.places.names import key
from onrecord.records.located import PlaceLevel

LEVELS = (PlaceLevel.COUNTRY, PlaceLevel.REGION, PlaceLevel.CITY)
"""The levels of the gazetteer, in the order of their numbers in the file."""
DEGREE = 10_000
"""Coordinates are stored as whole numbers of which this many make a degree."""
NOWHERE = -(2**31)
"""Stands for a latitude or longitude that nobody wrote down."""
CAPITAL, BY_TOWN, LISTED = 1, 2, 4
"""The flags of a place."""


class Place(NamedTuple):
    """One entry. `admin1` is GeoNames' code of the first-level region, `population` 0 where unknown.

    `alternate` says that it was found by a name that is not its usual one, `by_town` that a region's coordinates are
    those of its main town, `listed` that the tables of places have it.
    """

    name: str
    level: PlaceLevel
    geonames_id: int | None
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int
    capital: bool
    by_town: bool
    listed: bool
    alternate: bool


class Gazetteer:
    """Look-up by name. Built from the bytes of an `.npz` file; holds nothing that changes."""

    def __init__(self, data: bytes) -> None:
        with np.load(BytesIO(data), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        self.header: dict[str, object] = json.loads(arrays["header"].tobytes())
        self._keys = arrays["keys"].tobytes().decode().split("\n")
        self._names = arrays["names"].tobytes().decode().split("\n")
        self._codes = arrays["codes"].tobytes().decode().split("\n")
        self._admin1 = arrays["admin1_codes"].tobytes().decode().split("\n")
        self._first: list[int] = arrays["first"].tolist()
        self._member: list[int] = arrays["member"].tolist()
        self._alternate: list[int] = arrays["alternate"].tolist()
        names = ("level", "id", "country", "region", "latitude", "longitude", "population", "flags")
        self._columns = list(zip(*(arrays[name].tolist() for name in names), strict=True))
        self._regions: dict[tuple[str, str], str] = {}
        levels = arrays["level"].tolist()
        places = (
            self._place(at, alternate=False) for at, level in enumerate(levels) if LEVELS[level] is not PlaceLevel.CITY
        )
        self._countries: dict[str, Place] = {}
        for place in places:
            if place.level is PlaceLevel.COUNTRY:
                self._countries[place.country] = place
            elif place.admin1 and (not place.by_town or (place.country, place.admin1) not in self._regions):
                self._regions[place.country, place.admin1] = place.name
        capitals = (at for at, column in enumerate(self._columns) if column[-1] & 1)
        self._capitals = {place.country: place for place in (self._place(at, alternate=False) for at in capitals)}

    def __len__(self) -> int:
        return len(self._names)

    def names(self) -> Iterator[str]:
        """The usual names of all places."""
        return iter(self._names)

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of that name, those of most inhabitants first; empty where there is none.

        >>> [place.country for place in gazetteer().find("Córdoba")[:2]]
        ['ARG', 'ESP']
        """
        return tuple(self._members(key(name)))

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166 alpha-3 code."""
        return self._countries.get(code)

    def capital(self, code: str) -> Place | None:
        """The capital of a country; the first where it has several.

        >>> gazetteer().capital("MLI").name
        'Bamako'
        """
        return self._capitals.get(code)

    def region_of(self, country: str, admin1: str) -> str | None:
        """The name of a first-level region by its GeoNames code, where the tables have it."""
        return self._regions.get((country, admin1))

    def _members(self, wanted: str) -> Iterator[Place]:
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            return
        for index in range(self._first[at], self._first[at + 1]):
            yield self._place(self._member[index], alternate=bool(self._alternate[index]))

    def _place(self, number: int, *, alternate: bool) -> Place:
        level, geonames_id, country, region, latitude, longitude, population, flags = self._columns[number]
        known = latitude != NOWHERE
        return Place(
            self._names[number],
            LEVELS[level],
            geonames_id or None,
            self._codes[country],
            self._admin1[region],
            latitude / DEGREE if known else None,
            longitude / DEGREE if known else None,
            population,
            bool(flags & CAPITAL),
            bool(flags & BY_TOWN),
            bool(flags & LISTED),
            alternate,
        )


@cache
def gazetteer() -> Gazetteer:
    """The bundled gazetteer."""
    data = get_data("onrecord.places", "gazetteer.npz")
    if data is None:
        raise FileNotFoundError("gazetteer.npz is missing in onrecord/places: run `make gazetteer`")
    return Gazetteer(data)
