"""When an event takes place, how many people it strikes, and where else it is told."""

from collections.abc import Iterator

from onrecord.dates import find
from onrecord.events.told_words import is_known, is_pointing
from onrecord.exports.explained.parts import Book, Part, listed, quoted
from onrecord.exports.explained.reasons import example_of, row_of
from onrecord.records import (
    DateBasis,
    Event,
    Evidence,
    Figure,
    FigureRelation,
    Granularity,
    ResolvedDate,
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


def figures(book: Book, event: Event) -> Iterator[Part]:
    """A part for each number of people, with its source where the tellings differ in theirs."""
    sources = {one.reported_by for one in event.tellings}
    for one in event.figures:
        teller = next((telling for telling in event.tellings if one in telling.figures), None)
        by = book.called(teller.reported_by) if teller and teller.reported_by else "the journalist"
        source = f" It is the number of {by}." if teller and len(sources) > 1 else ""
        text = f"{_figure(one)}{source}"
        yield Part(title="How many", text=text, evidence=(one.words,), rule=one.reason.partition(" at ")[0])


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
        evidence = (one.evidence, one.trigger, *(figure.words for figure in one.figures))
        yield Part(title="Told again", text=_told(book, event, one), evidence=evidence, rule="told")


def _told(book: Book, event: Event, one: Telling) -> str:
    turn = book.turns.get(one.turn_id or "")
    is_own = turn is not None and one.reported_by is not None and book.called(one.reported_by) == turn.speaker
    by = f", by {book.called(one.reported_by)}" if one.reported_by else ", in the journalist's own words"
    by = "" if is_own else by
    stands = book.stands_in(one.evidence, one.turn_id)
    when_ = f" When: {quoted(one.date_text)}." if one.date_text else ""
    place = f" Where: {quoted(one.place)}." if one.place else ""
    return (
        f"The act is told again {stands}{by}: {quoted(one.evidence)}. {_same(book, event, one)}"
        f" {_parties(book, one)}{when_}{place}{_counts(event, one)}"
    )


def _same(book: Book, event: Event, one: Telling) -> str:
    """By which word a telling is of the act."""
    word, act = quoted(one.trigger), quoted(event.trigger)
    anchors = {figure.reason.partition(" at ")[2].strip("'\"") for figure in one.figures}
    rows = [row for figure in one.figures if (row := row_of(figure.reason)) is not None]
    apart = "no other day or place sets the two apart"
    if one.trigger.quote in anchors and any(row.cells.get("place") == "toll" for row in rows):
        meant = f"{act} is the last one before it that can be meant"
        return f"The word {word} sums up whom an act of force has struck; {meant}."
    if one.trigger.quote in anchors and not is_known(one.trigger.quote):
        return (
            f"The word {word} tells only how many were struck, and that shortly behind {act}, which can be what did it."
        )
    before = book.text[max(0, one.trigger.start - _NEAR) : one.trigger.start].split()[-_WORDS:]
    points = next((at for at, each in enumerate(before) if is_pointing(each, one.trigger.quote)), None)
    if points is not None and is_known(one.trigger.quote) and not one.trigger.quote.lower().endswith("ed"):
        pointing = quoted(" ".join((*before[points:], one.trigger.quote)))
        return f"The words {pointing} point back to an act of the kind of {act}, and {apart}."
    return f"The word {word} names an act of the kind of {act}, and {apart}."


_NEAR, _WORDS = 40, 3
"""So many characters and words before a noun the word stands that makes it point back."""


def _parties(book: Book, one: Telling) -> str:
    """Who acts and who receives by a telling alone."""
    does, suffers = (listed(map(book.called, ids)) for ids in (one.actors, one.recipients))
    if not does and not suffers:
        return "This telling names nobody who acts or receives."
    return f"This telling names {does or 'nobody'} as acting and {suffers or 'nobody'} as receiving."


def _counts(event: Event, one: Telling) -> str:
    """The figures of a telling, and those of the act's own telling of the same kind that say otherwise."""
    if not one.figures:
        return ""
    own = event.tellings[0].figures
    said = [f"{quoted(figure.words)} ({figure.kind.value})" for figure in one.figures]
    kinds = {figure.kind for figure in one.figures if not figure.cumulative}
    bounds = {(figure.kind, figure.low, figure.high) for figure in one.figures}
    others = [each for each in own if each.kind in kinds and (each.kind, each.low, each.high) not in bounds]
    against = (
        f"; the first telling has {listed([quoted(each.words) for each in others])}, and both stay" if others else ""
    )
    return f" How many: {listed(said)}{against}."
