"""Which place a toponym names: what its own words say first, then the countries of the document, then inhabitants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.lexicons.places import demonyms
from onrecord.places.borders import Side, border_sides
from onrecord.places.cues import any_of, country_name
from onrecord.places.gazetteer import Place, gazetteer
from onrecord.places.readings import Reading, of_place, readings
from onrecord.places.refusals import is_actor, no_place
from onrecord.places.toponyms import Toponym, taken_apart
from onrecord.records.evidence import Evidence
from onrecord.records.located import PlaceLevel, ResolvedPlace
from onrecord.settings import Settings

_SOIL = rf"^ (?:\w+ ){{0,1}}?{any_of('soil noun')}\b"


_EVERYWHERE = ("USA",)
"""Countries that most documents name; their weight counts in part."""


class PlaceResolver:
    """Resolves toponyms. Keeps nothing of a document.

    >>> words = Evidence.of("A bakery in Portland, Maine, was robbed.", 12, 20)
    >>> PlaceResolver().resolve(words, before="A bakery in ", after=", Maine, was robbed.", countries=()).reason
    'Portland in the United States (Maine): it is said to lie in Maine.'
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    def resolve(
        self, words: Evidence, *, before: str, after: str, countries: Mapping[str, float] | Sequence[str]
    ) -> ResolvedPlace:
        """The place that `words` name, between what stands `before` and `after` them in their sentence.

        `countries` are the ISO 3166 alpha-3 codes of the document's countries, nearest and most frequent first (or with
        shares). Words that name no place, and names that no table knows, come back as `unknown` with the reason.
        """
        ranked = sorted(countries, key=lambda code: -countries[code]) if isinstance(countries, Mapping) else countries
        near = [code for code in dict.fromkeys(ranked) if gazetteer().country(code)]
        if sides := border_sides(words.quote, before, after):
            return _border(words, sides)
        if found := self._described(words, before, after, near):
            return found
        toponym = taken_apart(words.quote, before, after)
        if reason := no_place(toponym, self._settings.place_known):
            return _unknown(words, f"no place: {reason}.")
        return self._chosen(words, toponym, near)

    def _described(self, words: Evidence, before: str, after: str, near: list[str]) -> ResolvedPlace | None:
        """A capital or a soil that is said without its name: `the Syrian capital`, `Turkish soil`."""
        quote = re.sub(r"^[Tt]he ", "", words.quote.strip())
        owner, _, noun = quote.rpartition(" ")
        if noun == "capital" or re.match(r"^capital of ", quote):
            return self._capital(words, owner or before, re.sub(r"^capital", "", quote) + after, near)
        people = re.sub(r"['’]s$", "", quote).lower()
        if people not in demonyms():
            people = owner.lower() if re.match(_SOIL, f" {noun}") else ""
        code = demonyms().get(people)
        if code is None or not (country := gazetteer().country(code)):
            return None
        rest = f" {noun}{after}" if people == owner.lower() else after
        if re.match(r"^ capital\b", rest):
            return self._capital(words, quote, "", near)
        if re.match(rf"{_SOIL}|^ (?:\w+ ){{0,2}}?(?:border|frontier) {any_of('city noun')}\b", rest):
            reading = of_place(country, "")
            return _place(words, reading, f"{_shown(reading)}: the words speak of its land or waters", None)
        return None

    def _capital(self, words: Evidence, before: str, after: str, near: list[str]) -> ResolvedPlace:
        """The capital of the country that the words name, else of the one named nearest."""
        found = re.match(r"^ of (?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})", after)
        named = found[1] if found else re.sub(r"['’]s ?$", "", before.strip()).rpartition(" ")[2]
        code = _code_of(named) or _code_of(re.sub(r"['’]s$", "", before.strip()))
        said = code is not None
        code = code or (near[0] if near else None)
        place = gazetteer().capital(code) if code else None
        if code is None or place is None:
            return _unknown(words, "unknown: a capital, and no country is named whose it could be.")
        why = "named beside it" if said else "named nearest" if len(near) > 1 else "the only one named"
        reading = of_place(place, "")
        return _place(words, reading, f"{_shown(reading)}: the capital of the country {why}", None)

    def _chosen(self, words: Evidence, toponym: Toponym, near: list[str]) -> ResolvedPlace:
        """The reading of a name that its surroundings, the document and its inhabitants speak for."""
        found = readings(toponym.name)
        if not found:
            return _unnamed(words, toponym)
        inside = _inside(found, toponym.container)
        if toponym.container and not inside and all(reading.level is PlaceLevel.CITY for reading in found):
            return _unnamed(words, toponym)
        scored = sorted(
            ((self._weight(reading, toponym, near), at, reading) for at, reading in enumerate(inside or found)),
            key=lambda item: (-item[0], item[1]),
        )
        best = _as_kind(scored[0][2], toponym)
        if best is None:
            return _unnamed(words, toponym)
        if is_actor(toponym, best):
            state = country_name(best.country) if best.country else "a union of states"
            return _unknown(words, f"is_actor: {toponym.name} stands for the government of {state} here.", actor=True)
        rival = (scored[0][0] - scored[1][0], scored[1][2]) if len(scored) > 1 else None
        return _place(words, best, _reason(best, toponym, near, len(found), inside=bool(inside)), rival)

    def _weight(self, reading: Reading, toponym: Toponym, near: list[str]) -> float:
        """What speaks for a reading: inhabitants or level, the countries of the document, the noun beside the name."""
        bonus = max((self._bonus(near.index(code), code) for code in reading.countries if code in near), default=0.0)
        return reading.weight + bonus + self._settings.place_noun * (reading.level is toponym.kind)

    def _bonus(self, rank: int, code: str) -> float:
        """What the country of that rank in the document adds to the places in it."""
        known = self._settings
        share = known.place_everywhere if code in _EVERYWHERE else 1.0
        return share * max(known.place_country_least, known.place_country - known.place_country_step * rank)


def _code_of(words: str) -> str | None:
    """The code of the country that a name or a demonym is of."""
    bare = re.sub(r"^[Tt]he ", "", words.strip())
    if bare.lower() in demonyms():
        return demonyms()[bare.lower()]
    found = [place.country for place in gazetteer().find(bare) if place.level is PlaceLevel.COUNTRY]
    return found[0] if found else None


def _inside(found: Sequence[Reading], container: Place | None) -> list[Reading]:
    """The readings in a region or, where none is known to be, in its country."""
    if container is None:
        return []
    state = gazetteer().country(container.country)
    inside = [reading for reading in found if _is_inside(reading, container)]
    return inside or [reading for reading in found if state and container.by_town and _is_inside(reading, state)]


def _is_inside(reading: Reading, container: Place) -> bool:
    """Whether a reading lies in a country or region, as far as the tables say; a place does not lie in itself."""
    if container.country not in reading.countries or reading.level is PlaceLevel.COUNTRY:
        return False
    if container.level is PlaceLevel.COUNTRY:
        return True
    return reading.name != container.name and (not container.admin1 or reading.admin1 in ("", container.admin1))


def _as_kind(reading: Reading, toponym: Toponym) -> Reading | None:
    """A region that is called by the name of its main town: `Homs province`; none by another name of a town."""
    if toponym.kind is not PlaceLevel.REGION or reading.level is not PlaceLevel.CITY:
        return reading
    if reading.alternate:
        return None
    note = "the region is called by the name of its main town, whose coordinates these are"
    return replace(reading, level=PlaceLevel.REGION, geonames_id=None, note=note)


def _shown(reading: Reading) -> str:
    """The place and where it lies: `Paris in the United States (Texas)`."""
    if reading.level is PlaceLevel.COUNTRY or reading.country is None:
        return reading.name
    region = gazetteer().region_of(reading.country, reading.admin1) if reading.level is PlaceLevel.CITY else None
    held = f" ({region})" if region and region != reading.name else ""
    return f"{reading.name} in {country_name(reading.country)}{held}"


def _reason(reading: Reading, toponym: Toponym, near: list[str], count: int, *, inside: bool) -> str:
    """What a careful reader would say for the choice."""
    shown = f"the {toponym.compass} of {_shown(reading)}" if toponym.compass else _shown(reading)
    if inside and toponym.container:
        return f"{shown}: it is said to lie in {toponym.container.name}"
    if count == 1:
        return f"{shown}: the only place of that name in the tables"
    if any(code in near for code in reading.countries):
        return f"{shown}: one of {count} places of that name, in a country that the document names"
    others = "no other country is named here" if not near else "it is better known than any in the countries named"
    return f"{shown}: the best known of {count} places of that name; {others}"


def _unnamed(words: Evidence, toponym: Toponym) -> ResolvedPlace:
    """A name that no table knows, in a country or region that is said, or nowhere."""
    if toponym.container is None:
        return _unknown(words, f"unknown: {toponym.name} is not in the gazetteer.")
    reading = of_place(toponym.container, "")
    reason = f"{_shown(reading)}: {toponym.name}, which is said to lie there, is not in the gazetteer"
    return _place(words, reading, reason, None)


def _border(words: Evidence, sides: Sequence[Side]) -> ResolvedPlace:
    """The border of one or two states; nobody wrote down coordinates of it."""
    names, codes = [name for _, name in sides], tuple(code for code, _ in sides)
    name = f"border between {names[0]} and {names[1]}" if len(names) == 2 else f"border of {names[0]}"
    return ResolvedPlace(
        words=words,
        name=name,
        geonames_id=None,
        country=codes[0] if len(codes) == 1 else None,
        countries=codes,
        latitude=None,
        longitude=None,
        level=PlaceLevel.AREA,
        reason=f"the {name}, as the words say{'' if len(names) == 2 else '; the other side is not named'}.",
        margin=None,
        second=None,
        is_actor=False,
    )


def _place(words: Evidence, reading: Reading, reason: str, rival: tuple[float, Reading] | None) -> ResolvedPlace:
    """The record of a reading."""
    return ResolvedPlace(
        words=words,
        name=reading.name,
        geonames_id=reading.geonames_id,
        country=reading.country,
        countries=reading.countries,
        latitude=reading.latitude,
        longitude=reading.longitude,
        level=reading.level,
        reason=f"{reason}{f' ({reading.note})' if reading.note else ''}.",
        margin=round(rival[0], 2) if rival else None,
        second=_shown(rival[1]) if rival else None,
        is_actor=False,
    )


def _unknown(words: Evidence, reason: str, *, actor: bool = False) -> ResolvedPlace:
    """The record of words that name no place that we know."""
    return ResolvedPlace(
        words=words,
        name=None,
        geonames_id=None,
        country=None,
        countries=(),
        latitude=None,
        longitude=None,
        level=PlaceLevel.UNKNOWN,
        reason=reason,
        margin=None,
        second=None,
        is_actor=actor,
    )
