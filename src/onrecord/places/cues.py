"""The words around a toponym, as patterns: what kinds of nouns, verbs and phrases stand in `places/words.tsv`."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import cell_words, table
from onrecord.lexicons.places import demonyms
from onrecord.places.gazetteer import gazetteer
from onrecord.records.located import PlaceLevel

NAME = r"[A-ZÀ-ÖØ-ÞŁŞĐ][\w.'’-]*"
"""One word of a name, in capitals at its head."""
PLACING = (
    r"(?:in|at|near|from|to|into|outside|inside|around|across|through|over|toward|towards|above|off|throughout|via)"
)
"""Prepositions that put something somewhere."""


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind.

    >>> "province" in words_of("region noun")
    True
    """
    return frozenset(row["words"] for row in table("places/words", "words", "kind") if kind in cell_words(row, "kind"))


@cache
def any_of(kind: str) -> str:
    """The words of one kind as alternatives of a pattern, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words_of(kind), key=lambda word: (-len(word), word)))) + ")"


@cache
def prefixes() -> Mapping[str, str]:
    """Countries by the forms that stand before a hyphen: `Sino-Indian`."""
    found = (row for row in table("places/words", "words", "stands_for") if row["stands_for"] != "-")
    return MappingProxyType({row["words"]: row["stands_for"] for row in found})


def party(word: str) -> tuple[str, str] | None:
    """The code and name of the state or region that a name, a demonym or a prefix of one stands for.

    >>> party("Turkish"), party("Sino"), party("Gaza"), party("Paris")
    (('TUR', 'Turkey'), ('CHN', 'China'), ('PSE', 'Gaza'), None)
    """
    word = re.sub(r"['’]s$", "", word.removeprefix("the ").strip())
    code = prefixes().get(word) or demonyms().get(word.lower())
    if code is not None:
        return code, country_name(code)
    found = [place for place in gazetteer().find(word) if place.level is not PlaceLevel.CITY and not place.alternate]
    if not found:
        return None
    place = min(found, key=lambda place: place.level is not PlaceLevel.COUNTRY)
    return place.country, country_name(place.country) if place.level is PlaceLevel.COUNTRY else word


def country_name(code: str) -> str:
    """The usual name of a state, with its article where it has one."""
    place = gazetteer().country(code)
    name = place.name if place else code
    return f"the {name}" if name.startswith("United ") or name in _WITH_ARTICLE else name


_WITH_ARTICLE = frozenset({"Netherlands", "Philippines", "Bahamas", "Maldives", "Czech Republic", "Soviet Union"})
