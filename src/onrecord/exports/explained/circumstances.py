"""When and where an event takes place, how many people it strikes, and where else it is told."""

import re
from collections.abc import Iterator

from onrecord.dates import find
from onrecord.exports.explained.fits import Place
from onrecord.exports.explained.parts import Book, Part, capital, listed, quoted, state
from onrecord.exports.explained.reasons import example_of, row_of
from onrecord.records import (
    DateBasis,
    Event,
    Evidence,
    Figure,
    FigureRelation,
    Granularity,
    PlaceLevel,
    ResolvedDate,
    ResolvedPlace,
    Telling,
)

_RELATIONS = {
    FigureRelation.EXACT: "the number itself",
    FigureRelation.MORE_THAN: "more than the number that is named",
    FigureRelation.AT_LEAST: "at least the number that is named",
    FigureRelation.LESS_THAN: "fewer than the number that is named",
    FigureRelation.UP_TO: "at most the number that is named",
    FigureRelation.ABOUT: "about the number that is named",
    FigureRelation.RANGE: "a range",
    FigureRelation.VAGUE: "a vague word, read as its usual least number",
}


def when(
    book: Book, date: ResolvedDate | None, inside: Evidence, word: Evidence, title: str = "When"
) -> Iterator[Part]:
    """The words of a date and the days that they stand for; or that none stand with a word in its sentence."""
    if date is None:
        yield Part(title=title, text=_undated(book, inside, word), rule="dates")
        return
    yield Part(title=title, text=_dated(date), evidence=(date.words,), rule="dates")
    if date.basis is DateBasis.DOCUMENT or (date.iso is None and _NO_DAY in date.reason):
        yield _counted_from(book, date)


_NO_DAY = "the date of the document is unknown"


def _undated(book: Book, inside: Evidence, word: Evidence) -> str:
    """Why there is no date: no words, or words of another clause; the document's own date takes no place."""
    words = [quoted(one) for one in find(inside.quote)]
    date = book.coded.transcript.document.date.value
    instead = f"; the date of the document ({date}) is not put in its place" if date else ""
    if words:
        clause = f"the clause of {quoted(word)} nor in one that lends it its date"
        return f"The sentence has {listed(words)}, but not in {clause}, so no date is given{instead}."
    return f"No words of the sentence say when, so {quoted(word)} has no date{instead}."


def _counted_from(book: Book, date: ResolvedDate) -> Part:
    """The date of the document, from which the words count, and what another one would make of them."""
    document = book.coded.transcript.document
    stated, known = document.date, document.date_inferred
    evidence = (stated.evidence,) if stated.evidence else ()
    if date.iso is None:
        text = f"A date in the text, or the option `--date`, would say which day {quoted(date.words)} means."
    elif stated.value:
        text = (
            f"The document is of {stated.value}: {stated.reason}. Another date of it would move {quoted(date.words)}."
        )
    elif known:
        text = (
            f"The document is of a day between {known.first} and {known.last}: {known.reason}. Another one would move"
            f" {quoted(date.words)}."
        )
        evidence = (known.evidence,)
    else:
        text = (
            f"The words count from a date named before in the text; another one there would move {quoted(date.words)}."
        )
    return Part(title="What would have changed it", text=text, evidence=evidence, rule="dates")


def _dated(date: ResolvedDate) -> str:
    """The words of a date and what they stand for, with the reason once."""
    words = quoted(date.words)
    why = date.reason.removeprefix(f"'{date.words.quote}' ").removeprefix("is not resolved: ")
    why = f"is {why}" if why.startswith("counted ") else why
    if date.iso is None:
        return f"{words} says when, but no days follow from it: {_plain(why)}"
    soft = " Its borders are soft." if date.approximate else ""
    alone = " The words alone state it." if date.basis is DateBasis.STATED else ""
    if date.granularity is Granularity.SPAN:
        days = f"{date.start} to {date.end}" if date.start and date.end else ""
        days = days or (f"the days up to {date.end}" if date.end else f"the days from {date.start} on")
        return f"{words} {_plain(why)} So the record has {days}, and no single day.{alone}{soft}"
    days = date.iso.replace("/", " to ")
    fine = "part of the day" if date.granularity is Granularity.PART else date.granularity.value
    return f"{words} {_plain(why)} So the date is {days}, exact to the {fine}.{alone}{soft}"


def _plain(reason: str) -> str:
    """A reason as a sentence."""
    return reason if reason.endswith(".") else reason + "."


def where(place: Place) -> Iterator[Part]:
    """The words of the place and what they stand for; or that there are none."""
    found = place.event.place
    if found is None:
        yield Part(title="Where", text=_nowhere(place), rule="places")
        return
    yield Part(title="Where", text=_placed(place, found), evidence=(found.words,), rule="places")
    if found.second is not None and found.margin is not None:
        text = (
            f"The next best reading of {quoted(found.words)} is {found.second}. It lies {found.margin:g} behind,"
            " counted in powers of ten of inhabitants and by how often the text names each country; with that other"
            " country named near it, the reading could turn round."
        )
        yield Part(title="What would have changed it", text=text, evidence=(found.words,), rule="country_nearness")


_IN = "in|at|near|outside|around|across|inside|throughout|on|off|over"


def _nowhere(place: Place) -> str:
    """Why there is no place: none is named, or those named stand elsewhere or are actors."""
    book, event = place.book, place.event
    word = quoted(event.trigger)
    inside = [one for one, _ in book.countries if one.span in place.sentence.span]
    acting = [one for one in inside if any(one.span in each.evidence.span for each in place.mentions(place.sentence))]
    others = [one for one in inside if one not in acting]
    if others:
        names = list(dict.fromkeys(map(quoted, others)))
        said = f"{listed(names)} {'are' if len(names) > 1 else 'is'} named in the sentence, but"
        if any(re.search(rf"(?i)\b(?:{_IN})(?: the)? $", book.text[: one.start]) for one in others):
            return f"{said} not in the clause of {word} as the place where it happens, so no place is given."
        return f"{said} not behind “in”, “at”, “near” or a like word, so no place is given for {word}."
    if acting:
        return (
            f"The sentence names {_as_actors(place, acting)}, not as a place where it happens, so {word} has no place."
        )
    return f"The sentence of {word} names no place that is known; behind “in”, “at” or “near” one would have counted."


def _as_actors(place: Place, names: list[Evidence]) -> str:
    """Names of places that name actors or stand in words that do: `“Syrian” in “Syrian unit”, an actor`."""
    mentions = place.mentions(place.sentence)
    around = {one: next(each.evidence for each in mentions if one.span in each.evidence.span) for one in names}
    own = list(dict.fromkeys(quoted(one) for one in names if around[one] == one))
    inside = dict.fromkeys(f"{quoted(one)} in {quoted(around[one])}" for one in names if around[one] != one)
    parts = [f"{listed(own)} as {'actors' if len(own) > 1 else 'an actor'}"] if own else []
    return listed([*parts, *inside])


def _placed(place: Place, found: ResolvedPlace) -> str:
    words = quoted(found.words)
    start = place.book.text[: found.words.start]
    before = re.search(rf"(?i)\b({_IN})(?: the)? $", start)
    stands = f"{words} stands behind “{before[1]}” in the clause of {quoted(place.event.trigger)}" if before else words
    if found.level is PlaceLevel.UNKNOWN:
        also = ", and says where, but" if before else " says where, but"
        return f"{stands}{also} it is resolved to no place: {_plain(found.reason.removeprefix('unknown: '))}"
    where_ = (
        f" at {found.latitude:.2f}, {found.longitude:.2f}"
        if found.latitude is not None and found.longitude is not None
        else ""
    )
    of = f", {listed(map(state, found.countries))}" if found.countries and found.level is not PlaceLevel.COUNTRY else ""
    also = " and" if before else ""
    return f"{stands}{also} is taken for {found.name}{of} ({found.precision}{where_}). {capital(_plain(found.reason))}"


def figures(event: Event) -> Iterator[Part]:
    """A part for each number of people."""
    for one in event.figures:
        yield Part(title="How many", text=_figure(one), evidence=(one.words,), rule=one.reason.partition(" at ")[0])


def _figure(one: Figure) -> str:
    low, high = (f"{bound:,}" if bound is not None else None for bound in (one.low, one.high))
    if low == high and low is not None:
        bounds = low
    else:
        bounds = f"{low} to {high}" if low and high else f"{low} or more" if low else f"at most {high}"
    row = row_of(one.reason)
    anchor = one.reason.partition(" at ")[2].strip("'\"")
    because = f" The word “{anchor}” tells what became of them" if anchor else ""
    like = (
        f" (a row of the table of such words: “{example_of(row)}”)."
        if row is not None and anchor
        else "."
        if anchor
        else ""
    )
    toll = " It is a toll that adds up what was told before." if one.cumulative else ""
    who = f" {one.who}" if one.who else " people"
    return (
        f"{bounds}{who}: {one.kind.value}. The amount {quoted(one.words)} is"
        f" {_RELATIONS[one.relation]}.{because}{like}{toll}"
    )


def tellings(book: Book, event: Event) -> Iterator[Part]:
    """A part for each other place where the act is told."""
    for one in event.tellings[1:]:
        yield Part(title="Told again", text=_told(book, event, one), evidence=(one.evidence,), rule="told")


def _told(book: Book, event: Event, one: Telling) -> str:
    turn = book.turns.get(one.turn_id or "")
    is_own = turn is not None and one.reported_by is not None and book.called(one.reported_by) == turn.speaker
    by = f", by {book.called(one.reported_by)}" if one.reported_by else ", in the journalist's own words"
    by = "" if is_own else by
    who, whom = (listed(map(book.called, ids)) or "nobody named" for ids in (one.actors, one.recipients))
    same = (
        f"It tells the same act: the word {quoted(one.trigger)} names an act of the same kind, and nothing of"
        " it contradicts the first telling."
    )
    when_ = f" When: {quoted(one.date_text)}." if one.date_text else ""
    place = f" Where: {quoted(one.place)}." if one.place else ""
    many = f" How many: {listed([quoted(figure.words) for figure in one.figures])}." if one.figures else ""
    stands = book.stands_in(one.evidence, one.turn_id)
    return (
        f"The act is told again {stands}{by}: {quoted(one.evidence)}. {same} This telling names {who} as"
        f" acting and {whom} as receiving.{when_}{place}{many}"
    )
