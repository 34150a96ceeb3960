"""The words of a place taken apart: the name itself, and what stands before and after it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from onrecord.lexicons.places import demonyms
from onrecord.places.cues import NAME, any_of, party
from onrecord.places.gazetteer import Place, gazetteer
from onrecord.places.readings import readings
from onrecord.records.located import PlaceLevel

REACH = 100
"""Characters before and after a name that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A name and its surroundings.

    `compass` is the part that is said (`northern`), `kind` the level that a noun beside the name says, `container` the
    country or region that is said to hold it.
    """

    name: str
    before: str
    after: str
    compass: str
    kind: PlaceLevel | None
    container: Place | None


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?P<compass>(?:{any_of('compass')}[ -])*{any_of('compass')}) (?=[A-Z])", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"^(?P<name>.+?) (?P<noun>{any_of('region noun')}|city|town|village)$", re.IGNORECASE)


@cache
def _headed() -> re.Pattern[str]:
    return re.compile(rf"^(?P<head>.*\b(?:{any_of('city noun')}|{any_of('region noun')}) of) (?P<name>[A-Z].*)$")


def taken_apart(quote: str, before: str, after: str) -> Toponym:
    """The name in a quotation and all that its words and their neighbours say of it."""
    name = re.sub(r"['’]s?$", "", quote.strip(' ,;:"“”()'))
    before, after = before[-REACH:], after[:REACH]
    if not readings(name):
        name, before, after = _inner(name, before, after)
    name, before, after = _extended(name, before, after)
    compass = ""
    found = _leading().match(name)
    if found and not readings(name):
        compass, name = found["compass"], name[found.end() :]
    if not compass:
        around = re.search(rf"\b(?P<compass>{any_of('compass')}) $", before, re.IGNORECASE)
        compass = around["compass"] if around else ""
    plain = Toponym(name=name, before=before, after=after, compass=compass, kind=None, container=None)
    return replace(plain, kind=_kind(plain), container=_container(plain))


def _inner(name: str, before: str, after: str) -> tuple[str, str, str]:
    """Names inside of longer words: `the Syrian city of Hama`, `Homs province`, `Aleppo, Syria`."""
    if found := _headed().match(name):
        before, name = f"{before}{found['head']} ", found["name"]
    if found := re.match(rf"^(?P<owner>{NAME}(?: {NAME})*['’]s) (?P<name>[A-Z].*)$", name):
        before, name = f"{before}{found['owner']} ", found["name"]
    if ", " in name:
        name, _, rest = name.partition(", ")
        after = f", {rest}{after}"
    bare = re.sub(r"^[Tt]he ", "", name)
    if (found := _behind().match(bare)) and not readings(bare):
        name, after = found["name"], f" {found['noun']}{after}"
    return name, before, after


def _extended(name: str, before: str, after: str) -> tuple[str, str, str]:
    """The longest known name that these words are part of: `Jordan` in `the Jordan River`, `Aden` in `Gulf of Aden`."""
    following = re.match(rf"((?: (?:of )?{NAME}){{1,3}})", after)
    words = following[1].split(" ")[1:] if following else []
    for count in range(len(words), 0, -1):
        longer = f"{name} {' '.join(words[:count])}".rstrip(".,")
        if _is_known(longer):
            return longer, before, after[len(longer) - len(name) :]
    leading = re.search(rf"((?:{NAME} ){{1,2}}(?:of )?(?:the )?)$", before)
    words = leading[1].split(" ")[:-1] if leading else []
    for start in range(len(words)):
        longer = f"{' '.join(words[start:])} {name}"
        if _is_known(longer):
            return longer, before[: len(before) - (len(longer) - len(name))], after
    return name, before, after


def _is_known(name: str) -> bool:
    """Whether a longer name is a place by its usual name; `In Paris`, `Syrian Homs` are none."""
    return any(found.level is not PlaceLevel.CITY or found.weight > 3 for found in readings(name))


def _kind(toponym: Toponym) -> PlaceLevel | None:
    """The level that a noun before or after the name says."""
    before, after = toponym.before, toponym.after
    if re.search(rf"\b{any_of('region noun')} of $", before) or re.match(
        rf"^ {any_of('region noun')}\b", after, re.IGNORECASE
    ):
        return PlaceLevel.REGION
    if re.search(rf"\b{any_of('city noun')}s?(?: of |, )(?:{NAME}(?:,| and) )*$", before):
        return PlaceLevel.CITY
    return PlaceLevel.CITY if re.match(r"^ (?:city|town|village)\b", after, re.IGNORECASE) else None


def _container(toponym: Toponym) -> Place | None:
    """The country or region that is said to hold the place: behind it, or before it."""
    found = re.match(
        rf"^(?:,? in (?:the )?|, (?:in )?(?:the )?)(?P<names>{NAME}(?: (?:and )?{NAME}){{0,3}})", toponym.after
    )
    if found and (place := _longest(found["names"].split(" "), forward=True)):
        return place
    nouns, soft = any_of("city noun"), r"(?:[a-z][\w-]* ){0,3}?"
    tail = rf"(?:{soft}(?:{nouns}|{any_of('region noun')})s?(?: of|,)? (?:{NAME}(?:,| and) )*)?"
    found = re.search(rf"(?P<names>(?:{NAME} ){{0,2}}{NAME}) {tail}$", toponym.before)
    if found is None:
        return None
    names = found["names"].split(" ")
    last = names[-1]
    is_owner = last.endswith(("'s", "’s", "s'", "s’")) or last.lower() in demonyms()
    return _longest(names, forward=False) if is_owner else None


def _longest(words: list[str], *, forward: bool) -> Place | None:
    """The country or region named by most of these words, from the first on or up to the last."""
    for count in range(len(words), 0, -1):
        part = " ".join(words[:count] if forward else words[-count:])
        for form in (re.sub(r"['’]s?$", "", part), part.rstrip(".,'’")):
            if place := _wide(form, people=not forward):
                return place
    return None


@cache
def _wide(name: str, *, people: bool) -> Place | None:
    """The country or region of that name, or demonym if `people`; a name of both is the region: `Athens, Georgia`."""
    found = [place for place in gazetteer().find(name) if place.level is not PlaceLevel.CITY and not place.alternate]
    if found:
        return max(found, key=lambda place: place.level is PlaceLevel.REGION)
    side = party(name) if people and name.lower() in demonyms() else None
    return gazetteer().country(side[0]) if side else None
