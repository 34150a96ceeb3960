"""What the tables in `places/` say, as look-ups: whose place, whose people, which words name a group.

All keys are lower-cased and stand without their article (`netherlands`; only `the hague` keeps it). A key says nothing
about case in the text: `us`, `turkey` and `nice` are places only where they are written so; see `ambiguous`. A code is
ISO 3166 alpha-3 (`XKX` is Kosovo; `SUN`, `YUG`, `CSK`, `DDR` are former states) and names the state that ISO puts the
place under. It takes no side: a disputed place is noted in its row.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from onrecord.lexicons.load import Row, table

_NOTHING = "-"
_COUNTRIES = ("places/countries", "code", "name", "aliases", "demonyms", "capital", "ambiguous")
_REGIONS = ("places/regions", "code", "name", "aliases", "demonyms", "ambiguous")
_CITIES = ("places/cities", "code", "name", "aliases", "ambiguous")
_PEOPLES = ("places/peoples", "words", "kind", "ambiguous")


def cell_words(row: Row, column: str) -> tuple[str, ...]:
    """The words of a cell that may hold several (`Kyiv;Kiev`) or none (`-`)."""
    return () if row[column] == _NOTHING else tuple(row[column].split(";"))


def notes(row: Row) -> dict[str, str]:
    """Words of this row that mean something else too, and what: `{"Georgia": "in USA"}`."""
    pairs = (note.partition("=") for note in cell_words(row, "ambiguous"))
    return {word: what for word, _, what in pairs}


@cache
def place_names() -> Mapping[str, str]:
    """Every state, territory, capital, region and city, by its usual country.

    >>> place_names()["ivory coast"], place_names()["kiev"], place_names()["ala."]
    ('CIV', 'UKR', 'USA')
    """
    return MappingProxyType({name: codes[0] for name, codes in _readings("places").items()})


@cache
def demonyms() -> Mapping[str, str]:
    """Adjectives and nouns for the people of a state, territory or region, by its usual country.

    >>> demonyms()["frenchmen"], demonyms()["chechen"], demonyms()["texans"]
    ('FRA', 'RUS', 'USA')
    """
    return MappingProxyType({name: codes[0] for name, codes in _readings("people").items()})


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """All countries that a place name or a demonym may stand for, the usual one first.

    >>> readings()["georgia"], readings()["congolese"]
    (('GEO', 'USA'), ('COD', 'COG'))
    """
    return MappingProxyType({**_readings("places"), **_readings("people")})


@cache
def norp_words() -> frozenset[str]:
    """Words for nationalities and for religious, ethnic, political, continental and local groups, singular and plural.

    >>> {"syrians", "druze", "republicans", "latin american"} <= norp_words()
    True
    """
    groups = (word.lower() for row in table(*_PEOPLES) for word in cell_words(row, "words"))
    return frozenset(demonyms()) | frozenset(groups)


@cache
def ambiguous() -> frozenset[str]:
    """Those of the words above that mean something else too, in another country or outside of geography.

    >>> {"turkey", "us", "georgia", "conservative"} <= ambiguous()
    True
    """
    tables = (_COUNTRIES, _REGIONS, _CITIES, _PEOPLES)
    return frozenset(word.lower() for name in tables for row in table(*name) for word in notes(row))


def _cells(what: str) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """The rows of all tables that know `places` or `people`, with the columns that name them."""
    if what == "people":
        yield from ((row, ("demonyms",)) for row in (*table(*_COUNTRIES), *table(*_REGIONS)))
        return
    yield from ((row, ("name", "aliases", "capital")) for row in table(*_COUNTRIES))
    yield from ((row, ("name", "aliases")) for row in (*table(*_REGIONS), *table(*_CITIES)))


@cache
def _readings(what: str) -> dict[str, tuple[str, ...]]:
    """Codes by lower-cased word; a row that says `usually in …` or `usually of …` yields to the others."""
    first: dict[str, list[str]] = {}
    later: dict[str, list[str]] = {}
    for row, columns in _cells(what):
        said = notes(row)
        for word in (word for column in columns for word in cell_words(row, column)):
            known = later if said.get(word, "").startswith("usually ") else first
            known.setdefault(word.lower(), []).append(row["code"])
    both = {**first, **later}
    return {word: tuple(dict.fromkeys([*first.get(word, []), *later.get(word, [])])) for word in both}


@cache
def country_names() -> Mapping[str, str]:
    """The usual English name of each state and territory, by its code; a code's first row is the state itself.

    >>> country_names()["CIV"], country_names()["SOM"]
    ('Ivory Coast', 'Somalia')
    """
    names: dict[str, str] = {}
    for row in table(*_COUNTRIES):
        names.setdefault(row["code"], row["name"])
    return MappingProxyType(names)
