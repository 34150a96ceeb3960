"""Who does it and to whom: which words, at which place of the row, by which mention."""

import re
from collections.abc import Iterator, Sequence

from onrecord.events.patterns import Pattern
from onrecord.exports.explained.mentions import named
from onrecord.exports.explained.parts import Book, Part, listed, quoted
from onrecord.exports.explained.rows import doers_at, place
from onrecord.lexicons.ontology import event_type
from onrecord.records import ActorKind, ActorMention, Event, Evidence, Maker

_ANSWERS = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "SUPPORT")
"""Types that may answer an act told before, and then go to those who did it."""
_OWNERS = ("my", "our", "his", "her", "its", "their", "your")
_RELATIVES = ("who", "whom", "whose", "which", "that")


def doers(book: Book, event: Event, pattern: Pattern | None) -> Iterator[Part]:
    """A part for each of those who do it, or for nobody."""
    names = doers_at(pattern) if pattern is not None else ()
    if not event.actors:
        yield Part(title="Who does it", text=_nobody(event, pattern, names, "does it"))
    for actor in event.actors:
        yield _part(book, event, pattern, actor, "Who does it", names)


def receivers(book: Book, event: Event, pattern: Pattern | None) -> Iterator[Part]:
    """A part for each of those to whom it is done, or for nobody."""
    names = pattern.recipient if pattern is not None else ()
    if not event.recipients:
        yield Part(title="To whom", text=_nobody(event, pattern, names, "receives it"))
    for actor in event.recipients:
        yield _part(book, event, pattern, actor, "To whom", names)


def _nobody(event: Event, pattern: Pattern | None, names: Sequence[str], does: str) -> str:
    word = quoted(event.trigger)
    if pattern is None:
        return f"No word at the usual places around {word} names an actor who {does}, and the head marks none either."
    if pattern.both and does == "receives it":
        return "The row counts all parties among those who do it together, so nobody receives it."
    if not names:
        allowed = (
            "PLOVER does not ask for one" if not event_type(event.type).recipient_required else "PLOVER asks for one"
        )
        return (
            f"The row names no place for one who {does}, and the head marks no words for it; {allowed} with"
            f" {event.type}."
        )
    where = listed([place(one, word, pattern) for one in names], "or")
    return f"The row looks for one who {does} {where}, but no words there name an actor, so nobody is given."


def _part(book: Book, event: Event, pattern: Pattern | None, actor: str, title: str, names: Sequence[str]) -> Part:
    mention = mention_of(book, event, actor)
    speaks = pattern is None and event.made_by.kind is not Maker.MODEL and title == "Who does it"
    if mention is None or (speaks and mention.evidence.quote.lower() in _OWNERS):
        told, evidence = _unnamed(book, event, actor)
    else:
        looked = _looked(book, event, pattern, mention, names)
        told, evidence = f"{named(book, mention)} {looked}{_relative(event, mention)}", (mention.evidence,)
    return Part(
        title=title,
        text=f"{book.name(actor)}. {told}",
        evidence=evidence,
        rule=pattern.row if pattern is not None else str(event.made_by),
    )


def mention_of(book: Book, event: Event, actor: str) -> ActorMention | None:
    """The mention of an actor that the event most likely has: inside the clause, else of the sentence, the nearest."""
    mentions = book.mentions(actor)
    for stretch in (event.evidence, book.sentence(event.evidence)):
        inside = [one for one in mentions if one.evidence.span in stretch.span]
        if inside:
            return min(inside, key=lambda one: _distance(event, one))
    return None


def _distance(event: Event, mention: ActorMention) -> tuple[bool, int]:
    """How far words stand from the trigger; what only owns something ("its", "my") comes behind all others."""
    owns = mention.evidence.quote.lower() in _OWNERS
    return owns, abs(mention.evidence.start - event.trigger.start)


def _relative(event: Event, mention: ActorMention | None) -> str:
    """That a relative word of the clause points to words outside of it."""
    first = event.evidence.quote.partition(" ")[0].lower()
    is_outside = mention is not None and mention.evidence.span not in event.evidence.span
    if is_outside and first in _RELATIVES:
        return f" The clause itself has “{first}”, which points back to these words."
    return " These words stand outside of the clause, in the same sentence." if is_outside else ""


def _unnamed(book: Book, event: Event, actor: str) -> tuple[str, tuple[Evidence, ...]]:
    """How an actor comes in whom no words of the sentence name, and the words that lead to it."""
    statement = book.statements.get(event.statement_id or "")
    if statement is not None and statement.source_id == actor:
        text = "These are its own words: whoever demands something, or says “I” or “we”, is the one who speaks."
        return text, (statement.source,) if statement.source else ()
    if statement is not None and statement.addressee_id == actor:
        text = "No words of the sentence name it; these words are said to it."
        return text, (statement.addressee,) if statement.addressee else ()
    record = book.actors.get(actor)
    code = record.country.value if record is not None and record.kind is ActorKind.GOVERNMENT else None
    sentence = book.sentence(event.evidence)
    named_ = [words for words, name in book.countries if name == code and words.span in sentence.span]
    if code is not None and named_:
        words = min(named_, key=lambda one: abs(one.start - event.trigger.start))
        return f"The word {quoted(words)} names it, as the state to which the thing or person behind it belongs.", (
            words,
        )
    return _answered(book, event, actor)


def _answered(book: Book, event: Event, actor: str) -> tuple[str, tuple[Evidence, ...]]:
    """That an act answers one told before, whose doers receive it; else where the actor is named last."""
    earlier = [one for one in book.coded.events if one.trigger.end <= event.trigger.start and actor in one.actors]
    if earlier and actor in event.recipients and event.type in _ANSWERS:
        last = earlier[-1]
        text = (
            f"No words of the sentence name it. The act answers one told before, {last.type} by the word"
            f" {quoted(last.trigger)} ({last.id}), and so goes to those who did that."
        )
        return text, (last.trigger,)
    before = [one for one in book.mentions(actor) if one.evidence.end <= event.trigger.start]
    last_ = f"; it is named last before as {quoted(before[-1].evidence)}" if before else ""
    text = (
        "No mention in the sentence is its own: it is the owner or the state of what stands at the place of"
        f" the row{last_}."
    )
    return text, (before[-1].evidence,) if before else ()


def _looked(
    book: Book, event: Event, pattern: Pattern | None, mention: ActorMention | None, names: Sequence[str]
) -> str:
    """The place of the row at which the words stand, as far as it can be told."""
    word = quoted(event.trigger)
    if event.made_by.kind is Maker.MODEL:
        return (
            f"There is no row, so the usual places around {word} are tried (subject, object, behind a preposition), and"
            " then the words to which the head gives the role."
        )
    if pattern is None:
        return "Who demands is who speaks; the one asked is the subject of what is to be done, or the one addressed."
    if pattern.both:
        where = listed([place(one, word, pattern) for one in doers_at(pattern)], "and")
        return f"The row takes all parties together, at these places: {where}."
    if not names:
        return "The row names no place for this role; the head, or the owner of the thing that is struck, gives it."
    if len(names) == 1:
        return f"It stands where the row looks: {place(names[0], word, pattern)}."
    fits = _fitting(book, event, mention, names)
    if fits is not None:
        return f"It stands at one of the places where the row looks: {place(fits, word, pattern)}."
    places = listed([place(one, word, pattern) for one in names], "or")
    return f"It stands at the first of these places where the row finds an actor: {places}."


def _fitting(book: Book, event: Event, mention: ActorMention | None, names: Sequence[str]) -> str | None:
    """The place that the words right before or behind a mention show; None where they show none."""
    if mention is None:
        return None
    start, end = mention.evidence.start, mention.evidence.end
    before = book.text[max(event.evidence.start, start - 60) : start].lower()
    words = re.findall(r"[a-z]+", before)[-4:]
    for name in names:
        prepositions = name.removeprefix("prep:").split("|") if name.startswith("prep:") else []
        if any(one in words for one in prepositions) and start > event.trigger.end:
            return name
        if name == "possessor" and re.match(r"['’]s?\b", book.text[end : end + 2]) and end <= event.trigger.start:
            return name
    return None
