"""Why an event is coded as it is: the words, the row or the head, the roles, and what speaks of its truth."""

import re
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from onrecord.events.patterns import Pattern
from onrecord.exports.explained.circumstances import figures, tellings, when, where
from onrecord.exports.explained.parts import Book, Explanation, Part, capital, listed, quoted, shortened, stopped
from onrecord.exports.explained.reasons import ROW, example_of, meaning, row_of, with_settings
from onrecord.exports.explained.roles import doers, receivers
from onrecord.exports.explained.rows import is_known, met_by, need, needs, pattern_of, rivals
from onrecord.exports.explained.topics import topics
from onrecord.lexicons.ontology import Quad, event_types
from onrecord.records import Event, Evidence, Maker
from onrecord.settings import Settings

_REASON = re.compile(
    r"(?P<row>[^;]+); (?:roles .*?; )?(?P<status>actual|planned|hypothetical|negated): (?P<why>.*)", re.S
)
_RIVALS = 2
"""Rows with another code that an explanation names."""
_STATUS = {
    "actual": "It is told as something that happened or happens.",
    "planned": "It is told as planned: announced, agreed or intended.",
    "hypothetical": "It is told as hypothetical: under a condition, feared, asked for or supposed.",
    "negated": "It is told as something that does not happen.",
}


class _Case(NamedTuple):
    """An event with what its reason says: the id of its row, the row if the tables have it, and why of its status."""

    event: Event
    row: str
    pattern: Pattern | None
    status: str


def explained(book: Book, event: Event, settings: Settings) -> Explanation:
    """The explanation of one event."""
    match = _REASON.fullmatch(event.reason)
    row = match["row"] if match else event.made_by.name
    case = _Case(event, row, pattern_of(row), match["why"] if match else event.reason)
    parts = (
        *_coded(case),
        Part(
            title="The words",
            text=stopped(
                f"The clause stands {book.stands_in(event.evidence, event.turn_id)}: {quoted(event.evidence)}"
            ),
            evidence=(event.evidence,),
        ),
        *_made(book, case, settings),
        *doers(book, event, case.pattern),
        *receivers(book, event, case.pattern),
        *_unnamed(event, settings),
        _status(book, case, settings),
        _reported(book, event),
        *when(book, event.date),
        *where(event),
        *figures(event),
        *topics(book, event),
        *tellings(book, event),
        _second(event, settings),
        *_otherwise(book, case, settings),
    )
    code = event.type + (f"/{event.mode}" if event.mode else "")
    who, whom = (listed(map(book.name, ids)) or "nobody named" for ids in (event.actors, event.recipients))
    headline = f"{who} → {code} → {whom}, {event.status.value}"
    return Explanation(
        id=event.id, kind="event", document=book.coded.transcript.document.name, headline=headline, parts=parts
    )


# The code


def _coded(case: _Case) -> Iterator[Part]:
    event = case.event
    kind = event_types()[event.type]
    corner = Quad(event.quad).name.lower().replace("_", " ")
    said = f"The word {quoted(event.trigger)} is coded {event.type}. PLOVER: {kind.definition}"
    numbers = f"It stands in the corner of {corner}; intensity {event.intensity:g}, CAMEO {event.cameo}."
    yield Part(title="What is coded", text=f"{said} {numbers}", evidence=(event.trigger,), rule="plover/types")
    if event.mode is not None:
        mode = kind.modes.get(event.mode)
        text = f"The mode is {event.mode}: {mode.definition if mode else 'a mode that the codebook no longer has.'}"
        yield Part(title="How it is done", text=text, rule=case.row)
    elif kind.modes:
        what = "the words of its row say none of them" if case.pattern else "none of them is sure by the words"
        text = f"{event.type} has the modes {listed(kind.modes)}, but {what}, so it has no mode."
        yield Part(title="How it is done", text=text, rule=case.row)


def _made(book: Book, case: _Case, settings: Settings) -> Iterator[Part]:
    event, pattern = case.event, case.pattern
    if event.made_by.kind is Maker.MODEL or case.row == "head":
        yield Part(title="What made it", text=_by_head(event, settings), rule=str(event.made_by))
    elif pattern is not None:
        yield from _by_row(book, event, pattern)
    elif case.row.startswith(("plover/demanded", "plover/obliging")):
        yield _by_demand(book, event, case.row)
    else:
        text = f"It was made by {case.row}, a row that the tables of this version do not have; they have changed since."
        yield Part(title="What made it", text=text, rule=case.row)


def _by_row(book: Book, event: Event, pattern: Pattern) -> Iterator[Part]:
    told = pattern.type + (f"/{pattern.mode}" if pattern.mode else "")
    sentence = book.sentence(event.evidence)
    row = row_of(pattern.row)
    example = f" Its example: “{example_of(row)}”" if row is not None else ""
    asked = "asks for nothing but the word itself" if not pattern.conditions else f"needs {needs(pattern)}"
    met = met_by(pattern, book.text, sentence, event.trigger)
    words = f", with {listed(quoted(one) for one in met)}" if met else ""
    held = f" All of that held here{words}." if pattern.conditions else ""
    yield Part(
        title="What made it",
        text=(
            f"A row of the pattern table reads the {pattern.pos} “{pattern.lemma}” as {told}; it"
            f" {asked}.{held}{example}"
        ),
        evidence=tuple(sorted({event.trigger, *met})),
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


_RECAST = {
    "REJECT": "to say that one will not do such a thing is a refusal",
    "AGREE": "to promise such a thing is an agreement",
    "CONCEDE": "to promise a withdrawal or release is a concession",
    "THREATEN": "to announce harm is a threat",
}


def _by_demand(book: Book, event: Event, row_id: str) -> Part:
    row = row_of(row_id)
    mode = f" A row says that what is asked for by “{row.cells['words']}” has the mode {event.mode}." if row else ""
    who = listed(map(book.name, event.actors))
    return Part(
        title="What made it",
        text=f"{who} says these words, and they say that somebody else must, should or needs to do something, or bid it"
        f" in the imperative (“{event.trigger.quote}”); whoever says so asks for it.{mode}",
        evidence=(event.trigger,),
        rule=row_id,
    )


def _by_head(event: Event, settings: Settings) -> str:
    said = (
        f"No row of the tables gave {event.type} to {quoted(event.trigger)}; the event head of the language model"
        " did, by"
        " the text around the word."
    )
    share = share_of(event, settings)
    unsaid = "The record does not keep its share." if share is None else f"Its share for {event.type} was {share:.2f}."
    if settings.event_makers == "head":
        bound = "The settings ask the head alone, which codes from `event_alone` on."
    elif is_known(event.trigger.quote) and share is not None and share < settings.event_corrects:
        bound = "The tables know the word, but none of its rows fitted here; then the head codes from `event_fits` on."
    elif is_known(event.trigger.quote):
        bound = (
            "The tables know the word: if none of its rows fitted here, the head needed `event_fits`; if one"
            " fitted with"
            " another type, it needed `event_corrects` to put its own in the place of it."
        )
    else:
        bound = "No row of the tables has this word, so the head alone codes it, from `event_adds` on."
    return with_settings(f"{said} {unsaid} {bound}", settings)


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


def _unnamed(event: Event, settings: Settings) -> Iterator[Part]:
    if not event.actors and not event.recipients:
        is_deed = event.type in ("ASSAULT", "COERCE", "PROTEST") and event.made_by.kind is not Maker.MODEL
        deed = "a row of the tables knows such a deed, which needs nobody to be named where it is told as a fact"
        text = (
            "It stands though nobody is named:"
            f" {deed if is_deed else 'the head gives any act `event_unnamed` or more'}."
        )
        yield Part(title="Why it stands", text=with_settings(text, settings), rule="event_unnamed")


# The truth of it


def _status(book: Book, case: _Case, settings: Settings) -> Part:
    event, why = case.event, case.status
    sentence = book.sentence(event.evidence)
    because, evidence = _status_words(book, event, why, sentence)
    text = f"{_STATUS[event.status.value]} {because}"
    if event.historical:
        text += " By its date it lies clearly before the situation that is reported, so it is marked as historical."
    rule = ROW.search(why)
    return Part(
        title="Did it happen?",
        text=with_settings(text, settings),
        evidence=evidence,
        rule=rule[0] if rule else case.row,
    )


def _status_words(book: Book, event: Event, why: str, sentence: Evidence) -> tuple[str, tuple[Evidence, ...]]:
    """Why the status is what it is, and the words that say so."""
    reason, is_said, _ = why.partition(", which is said")
    note = " That is what is said of the deed; the saying itself takes place." if is_said else ""
    row = row_of(reason)
    if row is not None and ":" in reason:
        word = reason.rpartition(": ")[2]
        found = book.find(word, event.trigger, sentence)
        negated = " is negated, and" if " is negated: " in reason else ""
        status = row.cells.get("status", "")
        text = (
            f"The word {quoted(word)} stands with it,{negated} and a row of the table of such words calls it {status}."
        )
        if negated:
            text = f"The word {quoted(word)} stands above it and is negated, so the act does not come about."
        return f"{text} Without this word it would be told as a fact.{note}", (found,) if found else ()
    says, otherwise = meaning("status", reason)
    word_ = _sign_of(reason)
    found = next(filter(None, (book.find(one, event.trigger, sentence) for one in word_)), None)
    return capital(" ".join(filter(None, (says, otherwise, note.strip())))), (found,) if found else ()


def _sign_of(reason: str) -> tuple[str, ...]:
    """The words that may show such a status."""
    return {
        "its verb is negated": ("not", "never", "n't", "won't", "didn't", "don't", "doesn't", "can't", "cannot", "no"),
        "its verb is future": ("will", "'ll", "’ll", "shall", "going to", "won't"),
        "its verb is possible": ("may", "might", "can", "could"),
        "its verb is necessary": ("must", "should", "have to", "has to", "need to", "ought to"),
        "its verb is hypothetical": ("would", "'d", "’d"),
        "it stands in a condition": ("if", "unless", "whether", "in case"),
        "no": ("no",),
    }.get(reason, ())


def _reported(book: Book, event: Event) -> Part:
    statement = book.statements.get(event.statement_id or "")
    if event.reported_by is not None:
        who = book.name(event.reported_by)
        text = (
            f"It is known by the words of {who} alone: it stands in what {who} says, and {who} is not the one who acts."
        )
    elif statement is not None and statement.source_id in event.actors and statement.source_id is not None:
        who = book.name(statement.source_id)
        text = f"It stands in the words of {who}, who is the one who acts; nobody reports it of another."
    elif statement is not None:
        text = "It stands in words that are attributed, but the text does not make clear to whom."
    else:
        text = "No statement holds these words: the journalist tells it, and no source stands between."
    evidence = tuple(filter(None, (statement.source, statement.cue))) if statement is not None else ()
    return Part(title="By whose words", text=text, evidence=evidence, rule=statement.id if statement else None)


# What else could have been


def _second(event: Event, settings: Settings) -> Part:
    title = "The second-best code"
    if event.score is None and event.second is None:
        text = (
            "No classifier was asked for this word, so none came second by its share; the rows that stand"
            " next are below."
        )
        return Part(title=title, text=text)
    own = share_of(event, settings)
    size = "less than 0.01" if own is not None and own < 0.005 else f"{own:.2f}" if own is not None else ""
    ours = f" {event.type} itself has a share of {size}" if size else ""
    right = f"; of such choices about {event.score:.0%} are right." if event.score is not None and ours else "."
    if event.second is None:
        text = (
            "No other type comes near: the event head gives none of them a share of a"
            f" hundredth.{ours}{right if ours else ''}"
        )
        return Part(title=title, text=text, rule="event_corrects")
    kind, _, share = event.second.partition(" ")
    known = event_types().get(kind)
    meant = f" ({known.definition.rstrip('.')})" if known else ""
    text = f"{kind}{meant}, with a share of {share} by the event head.{ours}{right if ours else ''}"
    short = settings.event_corrects - float(share) if re.fullmatch(r"[01]?\.\d+|[01]", share) else None
    if short is not None and short > 0 and event.made_by.kind is not Maker.MODEL:
        text += f" It would replace the type of a row from `event_corrects` on, and is {short:.2f} short of that."
    return Part(title=title, text=with_settings(text, settings), rule="event_corrects")


def _otherwise(book: Book, case: _Case, settings: Settings) -> Iterator[Part]:
    title = "What would have changed it"
    pattern, event = case.pattern, case.event
    if pattern is not None:
        if pattern.conditions:
            text = f"Without {listed(_held(book, event, pattern))} the row would not have coded it."
            yield Part(title=title, text=text, rule=pattern.row)
        for rival, lacking in rivals(pattern, book.sentence(event.evidence).quote)[:_RIVALS]:
            yield _rival(pattern, rival, lacking, title)
        if settings.event_makers == "both" and event.score is not None:
            text = (
                "The event head strikes out what a row finds if it gives all acts together less than `event_keeps`, and"
                " puts another type in the place of the row's from `event_corrects` on; neither was so here."
            )
            yield Part(title=title, text=with_settings(text, settings), rule="event_keeps")
    elif event.made_by.kind is Maker.MODEL:
        yield Part(title=title, text=_head_otherwise(event, settings), rule="event_adds")
    else:
        text = "Without the “must”, “should” or like word, or without an imperative, nothing would have been asked for."
        yield Part(title=title, text=text, rule=case.row)


def _held(book: Book, event: Event, pattern: Pattern) -> list[str]:
    """What a row needed, by the words that stand here where it asks for words."""
    sentence = book.sentence(event.evidence)
    words = [quoted(one) for one in met_by(pattern, book.text, sentence, event.trigger)]
    others = [need(one) for one in pattern.conditions if not one.forbidden and not one.words and one.kind is not None]
    return list(dict.fromkeys([*words, *others])) or [needs(pattern)]


def _head_otherwise(event: Event, settings: Settings) -> str:
    share = share_of(event, settings)
    bound = "event_fits" if is_known(event.trigger.quote) else "event_adds"
    bound = "event_alone" if settings.event_makers == "head" else bound
    least = float(getattr(settings, bound))
    if share is None:
        text = f"A share of the head below `{bound}`: other words around it would have moved it."
    else:
        text = f"A share of the head below `{bound}`; it lies {max(share - least, 0):.2f} above that."
    return with_settings(
        f"{text} A row of the tables that fits “{shortened(event.trigger)}” would have come first.", settings
    )


def _rival(pattern: Pattern, rival: Pattern, lacking: Sequence[str], title: str) -> Part:
    code = "no act" if rival.type == "NONE" else rival.type + (f"/{rival.mode}" if rival.mode else "")
    known = event_types().get(rival.type)
    meant = f" ({known.definition.rstrip('.')})" if known and rival.type != pattern.type else ""
    if lacking:
        why = f"The sentence has none of these words as {listed(lacking)}."
    elif rival.weight > pattern.weight:
        why = "It asks for more and was tried first, so something that it needs does not hold here."
    elif any(one.words and not one.forbidden for one in rival.conditions):
        why = "Its words stand in the sentence, though hardly in these places; at best it comes behind the row taken."
    else:
        why = "It asks for no more than the row that was taken, and comes behind it."
    text = f"Another row of “{rival.lemma}” would have made it {code}{meant}; it needs {needs(rival)}. {why}"
    return Part(title=title, text=text, rule=rival.row)
