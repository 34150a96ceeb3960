"""What a name may be: places of the gazetteer, wide areas and sites, each with its weight before anything is read."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import cell_words, table
from onrecord.lexicons.load import Row
from onrecord.lexicons.places import country_names, notes
from onrecord.places.gazetteer import Place, gazetteer
from onrecord.places.names import key
from onrecord.records.located import PlaceLevel

_AREAS = ("places/areas", "name", "aliases", "kind", "countries", "latitude", "longitude", "geonames", "note")
_SITES = ("places/sites", "name", "aliases", "country", "town", "latitude", "longitude", "note")
_SEATS = ("places/seats", "name", "aliases", "country")

WEIGHTS: Mapping[PlaceLevel, float] = MappingProxyType(
    {PlaceLevel.AREA: 8.0, PlaceLevel.COUNTRY: 7.5, PlaceLevel.SITE: 6.5, PlaceLevel.REGION: 6.2}
)
"""What a name of this level weighs, in powers of ten of inhabitants, as that of a city does."""
CAPITAL, LISTED, ALTERNATE, RARER = 1.0, 1.0, -2.0, -0.3
"""What it adds to be a capital or a town that the tables list, to be meant by another name, to be the rarer meaning."""
SMALL_TOWN = 10_000
"""Inhabitants of a town where nobody counted them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One place that the words may mean. `note` is what has to be said of it; `seat` marks the seat of a government,
    `alternate` a place that goes by another name as a rule.
    """

    name: str
    level: PlaceLevel
    countries: tuple[str, ...]
    admin1: str
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    note: str
    weight: float
    seat: bool
    alternate: bool = False

    @property
    def country(self) -> str | None:
        """The one country that it lies in."""
        return self.countries[0] if len(self.countries) == 1 else None


def readings(name: str) -> tuple[Reading, ...]:
    """All readings of a name, the heaviest first; a wide area or a site hides places of the same name in its country.

    >>> [(found.name, found.country) for found in readings("Gulf of Aden")]
    [('Gulf of Aden', None)]
    """
    wanted = key(name)
    fixed = _fixed().get(wanted, ())
    taken = {country for found in fixed for country in found.countries}
    others = (of_place(place, wanted) for place in gazetteer().find(name))
    kept = (found for found in others if found.country not in taken)
    return tuple(sorted((*fixed, *kept), key=lambda found: -found.weight))


def of_place(place: Place, wanted: str) -> Reading:
    """An entry of the gazetteer as a reading of the name `wanted`."""
    weight = WEIGHTS.get(place.level, math.log10(place.population or SMALL_TOWN))
    weight += RARER * ((wanted, place.country) in _rarer())
    weight += ALTERNATE if place.alternate else CAPITAL * place.capital + LISTED * place.listed
    return Reading(
        name=place.name,
        level=place.level,
        countries=(place.country,),
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames_id=place.geonames_id,
        note=_disputes().get((wanted, place.country), ""),
        weight=weight,
        alternate=place.alternate,
        seat=place.capital or place.level is PlaceLevel.COUNTRY or (wanted in _seats()),
    )


@cache
def _fixed() -> Mapping[str, tuple[Reading, ...]]:
    """Readings of areas, sites and seats of government, by the form of their names."""
    found: dict[str, list[Reading]] = {}
    for row in table(*_AREAS):
        _add(found, row, _of_row(row, PlaceLevel.AREA, cell_words(row, "countries")))
    for row in table(*_SITES):
        _add(found, row, _of_row(row, PlaceLevel.SITE, cell_words(row, "country")))
    for row in table(*_SEATS):
        names = {row["name"], *cell_words(row, "aliases")}
        if not any(key(name) in found for name in names) and not any(gazetteer().find(name) for name in names):
            _add(found, row, _seat(row))
    return MappingProxyType({name: tuple(places) for name, places in found.items()})


def _add(found: dict[str, list[Reading]], row: Row, reading: Reading) -> None:
    for name in {key(word) for word in (row["name"], *cell_words(row, "aliases"))}:
        found.setdefault(name, []).append(reading)


def _of_row(row: Row, level: PlaceLevel, countries: tuple[str, ...]) -> Reading:
    known = row["latitude"] != "-"
    return Reading(
        name=row["name"],
        level=level,
        countries=countries,
        admin1="",
        latitude=float(row["latitude"]) if known else None,
        longitude=float(row["longitude"]) if known else None,
        geonames_id=int(row["geonames"]) if row.cells.get("geonames", "-") != "-" else None,
        note="" if row["note"] == "-" else row["note"],
        weight=WEIGHTS[level],
        seat=key(row["name"]) in _seats(),
    )


def _seat(row: Row) -> Reading:
    """A seat of government without coordinates; those of unions of states stand in no country."""
    countries = (row["country"],) if row["country"] in country_names() else ()
    return Reading(
        name=row["name"],
        level=PlaceLevel.SITE,
        countries=countries,
        admin1="",
        latitude=None,
        longitude=None,
        geonames_id=None,
        note="where it stands is not in the tables",
        weight=WEIGHTS[PlaceLevel.SITE],
        seat=True,
    )


@cache
def _seats() -> frozenset[str]:
    return frozenset(key(word) for row in table(*_SEATS) for word in (row["name"], *cell_words(row, "aliases")))


def _noted() -> Iterable[tuple[str, str, str]]:
    """The form, country and note of names that mean something else too, or are disputed."""
    for name in ("places/countries", "places/regions", "places/cities"):
        for row in table(name, "code", "ambiguous"):
            yield from ((key(word), row["code"], what) for word, what in notes(row).items())


@cache
def _rarer() -> frozenset[tuple[str, str]]:
    return frozenset((word, code) for word, code, what in _noted() if what.startswith("usually in "))


@cache
def _disputes() -> Mapping[tuple[str, str], str]:
    cues = ("claimed", "held by", "disputed")
    return MappingProxyType({(word, code): what for word, code, what in _noted() if what.startswith(cues)})


@cache
def name_notes() -> Mapping[str, str]:
    """What names are beside places, by their form: `first name`, `family name`, `bird`.

    >>> name_notes()["jordan"]
    'first name and family name'
    """
    return MappingProxyType({word: what for word, _, what in _noted() if "name" in what})
