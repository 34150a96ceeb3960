"""What the event head of the language model says of a word, in words: shares, bounds, the second-best type."""

import re
from math import exp, log

from onrecord.exports.explained.fits import Place, is_demand, lacking, lacks
from onrecord.exports.explained.parts import Part, listed, lower, quoted
from onrecord.exports.explained.reasons import with_settings
from onrecord.exports.explained.rows import code_of, is_known, needs, rows_of
from onrecord.lexicons.ontology import event_types
from onrecord.records import Event, Maker
from onrecord.settings import Settings

_HEAD = "the event head of the language model, which reads the text around the word"
_LEAST = 0.01
"""The least share of a type that the record keeps as second-best."""
_MOST = 0.3
"""From this share on, "no act" is worth a word."""


def share_of(event: Event, settings: Settings) -> float | None:
    """The head's share for the type, back from the score that is made of it; None where no head was asked.

    The score says how often such a choice is right, on a scale that the settings give.
    """
    if event.score is None:
        return None
    by_head = event.made_by.kind is Maker.MODEL
    bias = settings.event_head_bias if by_head else settings.event_row_bias
    slope = settings.event_head_slope if by_head else settings.event_row_slope
    score = min(max(event.score, 0.0005), 0.9995)
    return 1 / (1 + exp(-(log(score / (1 - score)) - bias) / slope)) if slope else None


def _second(event: Event) -> tuple[str, float] | None:
    """The second-best type and its share."""
    match = re.fullmatch(r"(\w+) ([01]?\.\d+|[01])", event.second or "")
    return (match[1], float(match[2])) if match else None


def _shown(share: float) -> str:
    return f"{share:.2f}" if share >= 0.005 else "less than 0.01"


def by_head(place: Place, settings: Settings) -> str:
    """What made an event that no row gave: the head, the bound that it had to reach, and what the rows lacked."""
    event, word = place.event, quoted(place.event.trigger)
    share = share_of(event, settings)
    gave = f"gives it {_shown(share)}" if share is not None else "does; the record does not keep its share"
    said = f"No row of the pattern tables gave {event.type} to {word}; {_HEAD}, {gave}."
    if settings.event_makers == "head":
        bound = "The settings ask the head alone, which codes from `event_alone` on."
    elif not is_known(event.trigger.quote):
        bound = "No row has this word in any frame, so the head alone codes it, from `event_adds` on."
    else:
        bound = f"{_known(settings, share)} {_rows(place)}".rstrip()
    return with_settings(f"{said} {bound}", settings)


def _known(settings: Settings, share: float | None) -> str:
    """The bound for a word that the tables know in other frames."""
    if share is not None and share < settings.event_corrects:
        return "The tables know the word in other frames; there the head codes from `event_fits` on."
    if settings.event_corrects == settings.event_fits:
        return (
            "The tables know the word too; the head codes from `event_fits` on where none of its rows fits, and"
            " replaces the type of one that fits from the same share on (`event_corrects`)."
        )
    return (
        "The tables know the word too: the head codes from `event_fits` on where none of its rows fits, and"
        " replaces the type of one that fits from `event_corrects` on."
    )


def _rows(place: Place) -> str:
    """What a row of the word that gives the same type lacks here, or which types its rows give."""
    rows = [one for one in rows_of(place.event.trigger.quote) if one.type != "NONE"]
    same = [(one, lacks(place, one)) for one in rows if one.type == place.event.type]
    near = min((pair for pair in same if pair[1]), key=lambda pair: len(pair[1]), default=None)
    if near is not None:
        row, missing = near
        return f"Its row for {code_of(row)} needs {lacking(missing)}."
    if same:
        row = same[0][0]
        return (
            f"Its row for {code_of(row)} needs {needs(row)}; the words alone do not show which of it is missing here."
        )
    others = sorted({one.type for one in rows} - {place.event.type})
    if others:
        return f"Its rows give {listed(others)}, never {place.event.type}."
    return ""


def second(place: Place, settings: Settings) -> Part:
    """The head's shares for the type taken and the next best, and what they would have to be to change the record."""
    event, title = place.event, "The second-best code"
    own, other = share_of(event, settings), _second(event)
    if own is None:
        word = quoted(event.trigger)
        text = f"No shares are known: the event head was not asked about {word}, so no type came second."
        if is_demand(event):
            text = (
                f"Nothing came second: a demand such as {word} is found by its form, and the event head is not asked."
            )
        return Part(title=title, text=text, rule="event_corrects")
    text = _compared(place, own, other)
    if event.made_by.kind is not Maker.MODEL and settings.event_makers == "both":
        text += f" {_bounds(event, own, other)}"
    if event.score is not None:
        by = "the head codes alone" if event.made_by.kind is Maker.MODEL else "a row and the head give together"
        text += f" Of the types that {by}, with such a share, about {event.score:.0%} are right."
    return Part(title=title, text=with_settings(text, settings), rule="event_corrects")


def _compared(place: Place, own: float, other: tuple[str, float] | None) -> str:
    """Both shares, and what is left for no act."""
    event = place.event
    head = "The event head" if event.made_by.kind is Maker.MODEL else _HEAD[:1].upper() + _HEAD[1:] + ","
    if other is None:
        text = f"{head} gives {event.type} {_shown(own)} and no other type as much as {_LEAST:g}"
        none = 1 - own
        return text + (f"; nearly all of the rest ({none:.2f}) goes to no act at all." if none >= _MOST else ".")
    kind, share = other
    known = event_types().get(kind)
    meant = f" ({lower(known.definition)})" if known else ""
    text = f"{kind}{meant}, with {share:.2f}: {head[:1].lower() + head[1:]} gives {event.type} {_shown(own)}"
    none = 1 - own - share
    return text + (f"; the rest ({none:.2f}) goes to no act and to types with less." if none >= _MOST else ".")


def _bounds(event: Event, own: float, other: tuple[str, float] | None) -> str:
    """How far what a row found was from being struck out or replaced."""
    found = own + (other[1] if other else 0)
    kept = (
        "It strikes out what a row finds where all acts together have less than `event_keeps`"
        f"{', which was near' if found < 0.15 else ''}"
    )
    if other is None:
        return f"{kept}; to replace {event.type} another type would have needed `event_corrects`."
    return f"{kept}, and {other[0]} would have needed `event_corrects` to replace {event.type}."


def without_row(place: Place, settings: Settings) -> str:
    """What would have become of a word without its row: what the head alone makes of it."""
    own, other = share_of(place.event, settings), _second(place.event)
    lemma = quoted(place.event.trigger)
    if own is None or settings.event_makers != "both":
        return f"and {lemma} no event, unless another of its rows did"
    kind, share = max(((place.event.type, own), other or ("", 0.0)), key=lambda pair: pair[1])
    if share < settings.event_fits:
        return (
            f"and unless another of its rows did, {lemma} would have been no event: the head gives {kind}"
            f" {_shown(share)}, and alone codes from `event_fits` on"
        )
    alike = "the same type" if kind == place.event.type else kind
    return f"but unless another of its rows did, the head alone, with {_shown(share)}, would have given {alike}"
