"""When and where an event takes place, how many people it strikes, and where else it is told."""

from collections.abc import Iterator

from onrecord.exports.explained.parts import Book, Part, listed, quoted, state
from onrecord.exports.explained.reasons import example_of, row_of
from onrecord.records import DateBasis, Event, Figure, FigureRelation, PlaceLevel, ResolvedDate, ResolvedPlace, Telling

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


def when(book: Book, date: ResolvedDate | None) -> Iterator[Part]:
    """The words of a date and the days that they stand for; or that there are none."""
    if date is None:
        text = "No words of its clause say when, so the record gives no date; date words there would have given one."
        yield Part(title="When", text=text)
        return
    yield Part(title="When", text=_dated(date), evidence=(date.words,), rule="dates")
    if date.basis is DateBasis.DOCUMENT:
        document = book.coded.transcript.document
        stated = document.date
        known = document.date_inferred
        day = f"{stated.value}: {stated.reason}" if stated.value else "no day is stated"
        if known and not stated.value:
            day = f"between {known.first} and {known.last}: {known.reason}"
        text = (
            f"The words count from the date of the document ({day}) or from a date named before; another such"
            " date would"
            " move the days."
        )
        evidence = (stated.evidence,) if stated.evidence else (known.evidence,) if known and not stated.value else ()
        yield Part(title="What would have changed it", text=text, evidence=evidence, rule="dates")


def _dated(date: ResolvedDate) -> str:
    if date.iso is None:
        return f"The words {quoted(date.words)} say when, but no days follow from them: {_plain(date.reason)}"
    basis = {
        DateBasis.STATED: "the words alone state it",
        DateBasis.DOCUMENT: "the words count from the date of the document or from another date of the text",
    }.get(date.basis, "how is not known")
    soft = " The borders are soft." if date.approximate else ""
    return (
        f"The words {quoted(date.words)} stand for {date.iso} (fine to a {date.granularity.value}); {basis}."
        f" {_plain(date.reason)}{soft}"
    )


def _plain(reason: str) -> str:
    """A reason as a sentence."""
    return reason if reason.endswith(".") else reason + "."


def where(event: Event) -> Iterator[Part]:
    """The words of the place and what they stand for; or that there are none."""
    place = event.place
    if place is None:
        text = (
            "No name of a place stands behind “in”, “at”, “near” or a like word in its clause, so the record gives no"
            " place; names of states that act are no places."
        )
        yield Part(title="Where", text=text)
        return
    yield Part(title="Where", text=_placed(place), evidence=(place.words,), rule="places")
    if place.second is not None and place.margin is not None:
        text = (
            f"The next best reading of {quoted(place.words)} is {place.second}, {place.margin:g} behind (in"
            " powers of ten"
            " of inhabitants, with what the text says of countries); other countries named near it could turn"
            " that round."
        )
        yield Part(title="What would have changed it", text=text, evidence=(place.words,), rule="country_nearness")


def _placed(place: ResolvedPlace) -> str:
    if place.level is PlaceLevel.UNKNOWN:
        return f"The words {quoted(place.words)} say where, but they are resolved to no place: {_plain(place.reason)}"
    where_ = (
        f" at {place.latitude:.2f}, {place.longitude:.2f}"
        if place.latitude is not None and place.longitude is not None
        else ""
    )
    of = f", {listed(map(state, place.countries))}" if place.countries and place.level is not PlaceLevel.COUNTRY else ""
    return (
        f"The words {quoted(place.words)} are taken for {place.name}{of} ({place.precision}{where_})."
        f" {_plain(place.reason)}"
    )


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
    by = f"by {book.name(one.reported_by)}" if one.reported_by else "in the journalist's own words"
    who, whom = (listed(map(book.name, ids)) or "nobody named" for ids in (one.actors, one.recipients))
    same = (
        f"It tells the same act: the word {quoted(one.trigger)} names an act of the same kind, and nothing of"
        " it contradicts the first telling."
    )
    when_ = f" When: {quoted(one.date_text)}." if one.date_text else ""
    place = f" Where: {quoted(one.place)}." if one.place else ""
    many = f" How many: {listed([quoted(figure.words) for figure in one.figures])}." if one.figures else ""
    stands = book.stands_in(one.evidence, one.turn_id)
    return (
        f"The act is told again {stands}, {by}: {quoted(one.evidence)}. {same} This telling names {who} as"
        f" acting and {whom} as receiving.{when_}{place}{many}"
    )
