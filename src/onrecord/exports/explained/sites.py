"""Where an event takes place: where the words of the place stand, its share, and which other places are named.

The record keeps the place that was chosen and its share. The other names are looked up again in the tables, so they are
about those that the model weighed: the ones in the sentence and the last few before it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.dates import find
from onrecord.exports.explained.fits import Place
from onrecord.exports.explained.parts import Book, Part, capital, counted, listed, quoted, state
from onrecord.exports.explained.reasons import with_settings
from onrecord.lexicons.places import demonyms
from onrecord.places import PlaceResolver
from onrecord.places.names import key
from onrecord.records import ActorKind, Evidence, MentionForm, PlaceLevel, ResolvedPlace, Telling
from onrecord.settings import Settings

_TITLE, _OTHERWISE = "Where", "What would have changed it"
_CHOSEN = re.compile(
    r"(?P<why>.*?) ?Named (?P<named>(?:in|[0-9]+) .*), its place by (?P<share>[01]\.[0-9]+) of 1\.", re.S
)
_BEFORE = re.compile(
    r"(?i)\b(in|at|near|outside|around|across|inside|throughout|on|off|over|to|into|from|of)(?: the)? $"
)
_LOCAL = re.compile(
    r"\b(?:(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)(?: the (?:village|town|city|port|district|province) of)?"
    r"|(?:village|town|city|port|district|province) of) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z][^()\n]{0,60}\([A-Z][\w ]{1,25}\) ?[—–-]")
_NO_PLACES = (ActorKind.PERSON, ActorKind.ORGANIZATION)
_LATEST = 4
"""So many of the names before the sentence are weighed, and that of the dateline."""


def where(place: Place, settings: Settings) -> Iterator[Part]:
    """The words of the place, where they stand, its share and what they stand for; or which places fell short."""
    found = place.event.place
    if found is None:
        yield from _nowhere(place, settings)
        return
    chosen = _CHOSEN.fullmatch(found.reason)
    why = chosen["why"] if chosen else found.reason
    teller = _teller(place, found)
    text = f"{_stands(place, found, chosen['named'] if chosen else None, teller)} {_taken(found, why)}"
    share = f" {_shared(found, float(chosen['share']))}" if chosen else ""
    yield Part(title=_TITLE, text=with_settings(text + share, settings), evidence=(found.words,), rule="place_share")
    if chosen:
        yield _other_place(place, found, float(chosen["share"]), teller, settings)
    if found.second is not None and found.margin is not None:
        text = (
            f"The next best reading of {quoted(found.words)} is {found.second}. It lies {found.margin:g} behind,"
            " counted in powers of ten of inhabitants and by how often the text names each country; with that other"
            " country named near it, the reading could turn round."
        )
        yield Part(title=_OTHERWISE, text=text, evidence=(found.words,), rule="country_nearness")


# The place that was chosen


def _teller(place: Place, found: ResolvedPlace) -> Telling | None:
    """The other telling from which an event has its place; None where its own has it, or none says so."""
    tellings = place.event.tellings
    if not tellings or tellings[0].place is not None:
        return None
    return next((one for one in tellings[1:] if one.place == found.words), None)


def _stands(place: Place, found: ResolvedPlace, named: str | None, teller: Telling | None) -> str:
    """Where the words of a place stand: in the clause of the act, in its sentence, so many sentences before it."""
    words, act = quoted(found.words), quoted(teller.trigger if teller else place.event.trigger)
    before = _BEFORE.search(place.book.text[: found.words.start])
    behind = f", behind “{before[1].lower()}”" if before else ""
    again = (
        f" The clause of {quoted(place.event.trigger)} itself has none; this one tells the same act." if teller else ""
    )
    if named is None:
        return f"{words} says where.{again}"
    if named == "in the dateline":
        return f"{words} stands in the dateline, the words before the dash with which the story opens.{again}"
    if named[0].isdigit():
        sentence = quoted(place.book.sentence(found.words))
        return f"{words} stands {named} that of {act}{behind}: {sentence}.{again}".replace(".”.", ".”")
    inside = named.replace("the act", act)
    return f"{words} stands {inside}{behind}.{again}"


def _taken(found: ResolvedPlace, why: str) -> str:
    """What the words of a place stand for, and why."""
    why = why if why.endswith(".") else f"{why}."
    if found.level is PlaceLevel.UNKNOWN:
        return f"It says where, but no place of the tables is meant by it: {why.removeprefix('unknown: ')}"
    at = (
        f" at {found.latitude:.2f}, {found.longitude:.2f}"
        if found.latitude is not None and found.longitude is not None
        else ""
    )
    of = f", {listed(map(state, found.countries))}" if found.countries and found.level is not PlaceLevel.COUNTRY else ""
    return f"It is taken for {found.name}{of} ({found.precision}{at}). {capital(why)}"


def _shared(found: ResolvedPlace, share: float) -> str:
    return (
        "That the act takes place there is the choice of the model of places, which weighs what stands between each"
        f" place and the act: it gives {quoted(found.words)} {share:.2f} of 1, and `place_share` is enough."
    )


def _other_place(place: Place, found: ResolvedPlace, share: float, teller: Telling | None, settings: Settings) -> Part:
    """What would have given another place, or none."""
    at = place.book.sentence(teller.evidence) if teller else place.sentence
    name = key(found.words.quote)
    others = [one for one in _sites(place.book, at, settings) if key(one.words.quote) != name]
    rest = max(0.0, 1 - share)
    if others:
        names = listed(_each(others))
        most = "with the most, another would be the place"
        left = f"The other {rest:.2f} is left for {names} and for no place at all; {most}."
    else:
        left = (
            f"The tables know no other place in the sentence or shortly before, so {rest:.2f} is left for none at all."
        )
    over = share - settings.place_share
    text = f"{left} With {over:.2f} less, {quoted(found.words)} would fall below `place_share`, and no place be given."
    evidence = tuple(one.words for one in others)
    return Part(title=_OTHERWISE, text=with_settings(text, settings), evidence=evidence, rule="place_share")


# No place


def _nowhere(place: Place, settings: Settings) -> Iterator[Part]:
    """Why there is no place: none is named up to its sentence, or none of those named has the share."""
    word, found = quoted(place.event.trigger), _sites(place.book, place.sentence, settings)
    acting = _acting(place)
    said = f" {acting}" if acting else ""
    claims = f" {elsewhere}" if (elsewhere := _claimed(place)) else ""
    if not found:
        text = f"No place that the tables know is named in the sentence of {word} or before it, so it has no place."
        yield Part(title=_TITLE, text=f"{text}{said}{claims}", rule="place_share")
        named = (
            f"A place named in the clause of {word} behind “in”, “at” or “near” would most likely have been its place."
        )
        yield Part(title=_OTHERWISE, text=named, rule="places/links")
        return
    inside, before = ([one for one in found if one.is_inside is side] for side in (True, False))
    here = f"The text names {listed(_each(inside))} in" if inside else "No place is named in"
    earlier = f"; before it {listed(_each(before))}" if before else ""
    many = len({key(one.words.quote) for one in found}) > 1
    which = "none of them as much as" if many else "it less than"
    text = (
        f"{here} the sentence of {word}{earlier}. The model of places, which weighs what stands between each place and"
        f" {word}, gives {which} `place_share` of 1, the least with which a place is given.{said}{claims}"
    )
    evidence = tuple(each.words for each in found)
    yield Part(title=_TITLE, text=with_settings(text, settings), evidence=evidence, rule="place_share")
    needs = (
        f"To stand in the clause of {word} behind “in”, “at” or “near” speaks most for a place, and “there” speaks for"
        " one named before; sentences, paragraphs and other places in between take from its share."
    )
    yield Part(title=_OTHERWISE, text=needs, rule="places/links")


def _claimed(place: Place) -> str:
    """The places that other tellings name, by sources whose words do not fill the event."""
    found = [one for one in place.event.tellings[1:] if one.place is not None]
    said = [
        f"{quoted(one.place)} by {place.book.called(one.reported_by)}" for one in found if one.place and one.reported_by
    ]
    return f"Another telling names {listed(said)}, which counts as that source's own claim." if said else ""


def _acting(place: Place) -> str:
    """Names of places and peoples in the sentence that name an actor, or stand in words that do."""
    inside = [one for one, _ in place.book.countries if one.span in place.sentence.span]
    mentions = [each.evidence for each in place.mentions(place.sentence)]
    around = [(one, words) for one in inside for words in mentions if one.span in words.span]
    own = [quoted(one) for one, words in around if one == words]
    others = [f"{quoted(one)} in {quoted(words)}" for one, words in around if one != words]
    names = list(dict.fromkeys([*own, *others]))
    are = "name actors" if len(names) > 1 else "names an actor"
    return f"In the sentence {listed(names)} {are}, which speaks against a place." if names else ""


# The places that are named


class _Site(NamedTuple):
    """A place that is named up to the sentence of an act; `back` is about how many sentences before it."""

    words: Evidence
    back: int
    is_dateline: bool

    @property
    def is_inside(self) -> bool:
        return self.back == 0


def _each(sites: list[_Site]) -> list[str]:
    """Names, each once; those of sentences before with about how far back they are."""
    each = {key(one.words.quote): one for one in reversed(sites)}
    return [quoted(one.words) + _far(one) for one in reversed(each.values())]


def _far(one: _Site) -> str:
    if one.is_dateline:
        return " (in the dateline)"
    return "" if one.is_inside else f" (about {counted(one.back, 'sentence')} back)"


def _sites(book: Book, sentence: Evidence, settings: Settings) -> list[_Site]:
    """The places named in a sentence, and the last few before it, the last one first."""
    inside: list[_Site] = []
    before: dict[str, _Site] = {}
    for words in reversed(_named(book, sentence.end)):
        if words.start >= sentence.start:
            inside.insert(0, _Site(words, 0, _is_dateline(book, words)))
        elif len(before) < _LATEST and _is_place(book, words, settings):
            back = _between(book, words, sentence)
            before.setdefault(key(words.quote), _Site(words, back, _is_dateline(book, words)))
    inside = [one for one in inside if _is_place(book, one.words, settings)]
    known = {key(one.words.quote) for one in inside}
    return [*inside, *(one for name, one in before.items() if name not in known)]


def _named(book: Book, end: int) -> list[Evidence]:
    """Names that may be places up to some offset: of the tables, of events, and behind "in", "near", "town of"."""
    known = [one for one, _ in book.countries if one.quote.lower() not in demonyms()]
    chosen = [one.place.words for one in book.coded.events if one.place is not None]
    behind = [Evidence.of(book.text, *one.span("name")) for one in _LOCAL.finditer(book.text)]
    behind = [one for one in behind if one.quote.split()[0].lower() not in demonyms()]
    behind = [one for one in behind if not find(one.quote) and not _is_body(book, one)]
    found: list[Evidence] = []
    for one in (*chosen, *known, *behind):
        if one.end <= end and not any(one.start < each.end and each.start < one.end for each in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _is_body(book: Book, words: Evidence) -> bool:
    """Whether a name is of a person or body, or stands in one."""
    around = (book.actors.get(one.actor_id) for one in book.coded.mentions if words.span in one.evidence.span)
    return any(one is not None and one.kind in _NO_PLACES for one in around)


def _is_place(book: Book, words: Evidence, settings: Settings) -> bool:
    """Whether a name is one of a place here: no label, no part of a longer name, no government."""
    text = book.text
    if re.match(r" [A-Z][a-z]", text[words.end : words.end + 3]):
        return False
    around = [one for one in book.coded.mentions if words.span in one.evidence.span]
    if any(one.form is MentionForm.LABEL for one in around):
        return False
    sentence = book.sentence(words)
    found = PlaceResolver(settings).resolve(
        words, before=text[sentence.start : words.start], after=text[words.end : sentence.end], countries=()
    )
    return found.name is not None or found.reason.startswith("unknown")


def _is_dateline(book: Book, words: Evidence) -> bool:
    """Whether a name stands before the source and the dash with which a story opens."""
    segment = book.segment(words)
    line = _DATELINE.match(segment.evidence.quote) if segment is not None else None
    return segment is not None and line is not None and words.end <= segment.evidence.start + line.end()


def _between(book: Book, words: Evidence, sentence: Evidence) -> int:
    """About how many sentences some words stand before a sentence: 1 for the one right before it."""
    back, at = 0, words
    while at.start < sentence.start:
        one = book.sentence(at)
        back += 1
        following = re.compile(r"\s*\S").match(book.text, max(one.end, at.end))
        if following is None:
            break
        at = Evidence.of(book.text, following.end() - 1, following.end())
    return max(1, back)
