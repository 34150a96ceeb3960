"""Why an event is coded as it is: the words, the row or the head, the roles, and what speaks of its truth."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.events.patterns import Pattern
from onrecord.exports.explained.circumstances import figures, tellings, when
from onrecord.exports.explained.fits import Place, held, is_demand, lacking, lacks, place_of
from onrecord.exports.explained.heads import by_head, second, share_of, without_row
from onrecord.exports.explained.parts import Book, Explanation, Part, listed, lower, quoted, stopped
from onrecord.exports.explained.reasons import example_of, row_of, with_settings
from onrecord.exports.explained.roles import doers, receivers
from onrecord.exports.explained.rows import code_of, is_known, need, needs, pattern_of, rivals
from onrecord.exports.explained.sites import where
from onrecord.exports.explained.topics import topics
from onrecord.exports.explained.truth import reported, status
from onrecord.lexicons import table
from onrecord.lexicons.ontology import Quad, event_types
from onrecord.records import Event, Evidence, Maker
from onrecord.settings import Settings

_REASON = re.compile(
    r"(?P<row>[^;]+); (?:roles .*?; )?(?P<status>actual|planned|hypothetical|negated): (?P<why>.*)", re.S
)
_RIVALS = 2
"""Rows with another type that an explanation names."""
_OTHERWISE = "What would have changed it"


class _Case(NamedTuple):
    """An event with what its reason says: the id of its row, the row if the tables have it, and why of its status."""

    event: Event
    row: str
    pattern: Pattern | None
    status: str
    place: Place


def explained(book: Book, event: Event, settings: Settings) -> Explanation:
    """The explanation of one event."""
    match = _REASON.fullmatch(event.reason)
    row = match["row"] if match else event.made_by.name
    pattern = pattern_of(row)
    place = place_of(book, event, pattern)
    case = _Case(event, row, pattern, match["why"] if match else event.reason, place)
    stands = f"The clause stands {book.stands_in(event.evidence, event.turn_id)}: {quoted(event.evidence)}"
    parts = (
        _coded(case),
        *_mode(case, settings),
        Part(title="The words", text=stopped(stands), evidence=(event.evidence,)),
        *_made(case, settings),
        *doers(place, case.pattern, settings),
        *receivers(place, case.pattern, settings),
        *_unnamed(event, settings),
        status(place, case.status, settings, case.row),
        reported(book, event),
        *when(book, event.date, place.sentence, event.trigger),
        *where(place, settings),
        *figures(book, event),
        *topics(book, event),
        *tellings(book, event),
        second(place, settings),
        *_otherwise(case, settings),
    )
    code = event.type + (f"/{event.mode}" if event.mode else "")
    who, whom = (listed(map(book.name, ids)) or "nobody named" for ids in (event.actors, event.recipients))
    headline = f"{who} → {code} → {whom}, {event.status.value}"
    return Explanation(
        id=event.id, kind="event", document=book.coded.transcript.document.name, headline=headline, parts=parts
    )


# The code


def _coded(case: _Case) -> Part:
    event = case.event
    kind = event_types()[event.type]
    corner = Quad(event.quad).name.lower().replace("_", " ")
    code = event.type + (f"/{event.mode}" if event.mode else "")
    text = (
        f"The word {quoted(event.trigger)} is coded {event.type}, which PLOVER defines so: {lower(kind.definition)}."
        f" Of PLOVER's four classes it is {corner}; between −10 (the worst conflict) and 10 (the closest cooperation)"
        f" {code} has {f'{event.intensity:g}'.replace('-', '−')}. In CAMEO, the older codebook, its number is"
        f" {event.cameo}."
    )
    return Part(title="What is coded", text=text, evidence=(event.trigger,), rule="plover/types")


def _mode(case: _Case, settings: Settings) -> Iterator[Part]:
    """The mode and what gave it; where there is none, the modes that there are and what the nearest row lacks."""
    event, title = case.event, "How it is done"
    kind = event_types()[event.type]
    if event.mode is not None:
        mode = kind.modes.get(event.mode)
        meant = f" ({lower(mode.definition)})" if mode else ", a mode that the codebook no longer has"
        gave = "The row gives it with the type." if case.pattern else "The head gives a mode from `event_mode` on."
        gave = gave if case.pattern or event.made_by.kind is Maker.MODEL else "It follows from what is asked for."
        text = f"The mode is {event.mode}{meant}. {gave}"
        yield Part(title=title, text=with_settings(text, settings), rule=case.row)
    elif kind.modes:
        modes = listed([f"{name} ({lower(one.definition)})" for name, one in list(kind.modes.items())], "or")
        is_head = event.made_by.kind is Maker.MODEL
        why = "the head was sure of none (`event_mode`)" if is_head else "the row leaves it open"
        why = f"no row says which one a demand to “{event.trigger.quote}” has" if is_demand(event) else why
        text = f"It has no mode: {why}. A mode would say of {event.type} that it is {modes}.{_other_mode(case)}"
        yield Part(title=title, text=with_settings(text, settings), rule=case.row)


def _other_mode(case: _Case) -> str:
    """The nearest row of the word that gives the same type with a mode, and what it lacks."""
    if case.pattern is None:
        return ""
    same = [(one, lacks(case.place, one)) for one in rivals(case.pattern) if one.type == case.event.type]
    near = min((pair for pair in same if pair[1]), key=lambda pair: len(pair[1]), default=None)
    if near is None:
        return ""
    row, missing = near
    return f" The row of “{row.lemma}” for {row.mode or 'no mode'} needs {lacking(missing)}."


def _made(case: _Case, settings: Settings) -> Iterator[Part]:
    event, pattern = case.event, case.pattern
    if event.made_by.kind is Maker.MODEL or case.row == "head":
        yield Part(
            title="What made it",
            text=by_head(case.place, settings),
            evidence=(event.trigger,),
            rule=str(event.made_by),
        )
    elif pattern is not None:
        yield from _by_row(case, pattern)
    elif is_demand(event):
        yield _by_demand(case)
    else:
        text = f"It was made by {case.row}, a row that the tables of this version do not have; they have changed since."
        yield Part(title="What made it", text=text, rule=case.row)


def _by_row(case: _Case, pattern: Pattern) -> Iterator[Part]:
    event, told = case.event, code_of(pattern)
    row = row_of(pattern.row)
    example = f" An example of the row: “{example_of(row)}”" if row is not None else ""
    met = _met(case, pattern)
    here = f"; here that is {listed([quoted(one) for one in met])}" if met else "; the sentence is built so"
    asked = f" It needs {needs(pattern)}{here}." if pattern.conditions else " It asks for nothing but the word itself."
    yield Part(
        title="What made it",
        text=f"A row of the pattern tables reads the {pattern.pos} “{pattern.lemma}” as {told}.{asked}{example}",
        evidence=(event.trigger, *met),
        rule=pattern.row,
    )
    if (pattern.type, pattern.mode) != (event.type, event.mode):
        yield Part(
            title="From the deed to the word",
            text=f"The row gives the deed, {told}. Here the deed is only willed (“will”, “would”, “going to” or “ready"
            f" to” stands with the verb), and {_RECAST.get(event.type, 'what is said of it counts')}:"
            f" {event.type}. In a"
            f" past or present tense it would be {told}.",
            evidence=(event.trigger,),
            rule="promised",
        )


def _met(case: _Case, pattern: Pattern) -> list[Evidence]:
    """The words that meet the conditions of a row, each once."""
    found = {held(case.place, one) for one in pattern.conditions} - {None, case.event.trigger}
    shown = [one for one in found if one is not None]
    return sorted(one for one in shown if not any(one != other and one.span in other.span for other in shown))


_RECAST = {
    "REJECT": "to say that one will not do such a thing is a refusal",
    "AGREE": "to promise such a thing is an agreement",
    "CONCEDE": "to promise a withdrawal or release is a concession",
    "THREATEN": "to announce harm is a threat",
}


def _by_demand(case: _Case) -> Part:
    event, row = case.event, row_of(case.row)
    word = quoted(event.trigger)
    mode = f" A row says that what is asked for by “{row.cells['words']}” has the mode {event.mode}." if row else ""
    said = _said(case)
    how = f"“{said}” says that somebody is to do what {word} names" if said else f"{word} stands in the imperative"
    who = listed(map(case.place.book.name, event.actors))
    text = f"{who} says these words. Here {how}, and whoever says so to another asks for it.{mode}"
    return Part(title="What made it", text=text, evidence=(event.trigger,), rule=case.row)


def _said(case: _Case) -> str | None:
    """The word before a demand that obliges; None in the imperative."""
    before = case.place.book.text[case.place.sentence.start : case.event.trigger.start]
    found: list[str] = _obliging().findall(before)
    return found[-1] if found else None


@cache
def _obliging() -> re.Pattern[str]:
    """The words that oblige, as of “have to” also “has to”."""
    words = sorted((row["words"] for row in table("plover/obliging", "words")), key=len, reverse=True)
    forms = {form for one in words for form in (one, re.sub(r"^have", "has", one), re.sub(r"^need", "needs", one))}
    return re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})\b")


def _unnamed(event: Event, settings: Settings) -> Iterator[Part]:
    if not event.actors and not event.recipients:
        is_deed = event.type in ("ASSAULT", "COERCE", "PROTEST") and event.made_by.kind is not Maker.MODEL
        deed = "a row of the tables knows such a deed, which needs nobody to be named where it is told as a fact"
        text = (
            "It stands though nobody is named:"
            f" {deed if is_deed else 'the event head gives any act `event_unnamed` or more'}."
        )
        yield Part(title="Why it stands", text=with_settings(text, settings), rule="event_unnamed")


# What else could have been


def _otherwise(case: _Case, settings: Settings) -> Iterator[Part]:
    pattern, event = case.pattern, case.event
    if pattern is not None:
        text = _without(case, pattern, settings)
        yield Part(title=_OTHERWISE, text=with_settings(text, settings), rule=pattern.row)
        yield from _rivals(case, pattern)
    elif event.made_by.kind is Maker.MODEL:
        yield Part(title=_OTHERWISE, text=_head_otherwise(case, settings), rule="event_adds")
    elif is_demand(event):
        said = _said(case)
        without = f"Without “{said}”" if said else "In another mood than the imperative"
        text = (
            f"{without}, {quoted(event.trigger)} would ask for nothing; said by a journalist it would not count either."
        )
        yield Part(title=_OTHERWISE, text=text, rule=case.row)


def _without(case: _Case, pattern: Pattern, settings: Settings) -> str:
    """What would have become of the word without what its row needs."""
    if not pattern.conditions:
        word = quoted(case.event.trigger)
        return f"The row asks for no more than {word}: only another word, or a row that asks for more, would change it."
    needed = [quoted(one) for one in _met(case, pattern)] or [need(one) for one in pattern.conditions[:1]]
    return f"Without {listed(needed)} this row would not have fitted, {without_row(case.place, settings)}."


def _head_otherwise(case: _Case, settings: Settings) -> str:
    event = case.event
    share = share_of(event, settings)
    bound = "event_fits" if is_known(event.trigger.quote) else "event_adds"
    bound = "event_alone" if settings.event_makers == "head" else bound
    least = float(getattr(settings, bound))
    above = "" if share is None else f", {max(share - least, 0):.2f} less than it has"
    text = f"With a share of the head below `{bound}`{above}, {quoted(event.trigger)} would be no event"
    return with_settings(f"{text}, unless a row of the tables fitted it.", settings)


def _rivals(case: _Case, pattern: Pattern) -> Iterator[Part]:
    """The nearest rows of the word with another type: what they need beside, and why they did not code it."""
    found: dict[str, tuple[int, Pattern, str]] = {}
    for rival in rivals(pattern):
        missing = lacks(case.place, rival)
        why = lacking(missing) if missing else _behind(pattern, rival)
        best = found.get(rival.type)
        if rival.type != pattern.type and why is not None and (best is None or len(missing) < best[0]):
            found[rival.type] = len(missing), rival, why
    acts = [entry for name, entry in found.items() if name != "NONE"]
    for _, rival, why in sorted(acts or list(found.values()), key=lambda entry: entry[0])[:_RIVALS]:
        known = event_types().get(rival.type)
        meant = f" ({lower(known.definition)})" if known else ""
        text = f"To be {code_of(rival)}{meant}, “{rival.lemma}” would by another of its rows need {why}."
        yield Part(title=_OTHERWISE, text=text, rule=rival.row)


def _behind(pattern: Pattern, rival: Pattern) -> str | None:
    """That another row asks for less; None where nothing shows why it did not code the word."""
    if rival.weight >= pattern.weight:
        return None
    return f"{needs(rival)}; that is less than the row taken asks for, so it comes behind"
