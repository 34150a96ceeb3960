"""Who does it and to whom: which words, at which place of the row, by which mention."""

import re
from collections.abc import Iterator, Sequence

from onrecord.events.patterns import Pattern
from onrecord.exports.explained.fits import (
    Place,
    infinitive,
    is_demand,
    lending,
    meant_by,
    preposition_before,
    standing,
)
from onrecord.exports.explained.mentions import named
from onrecord.exports.explained.parts import Part, listed, quoted
from onrecord.exports.explained.reasons import with_settings
from onrecord.exports.explained.rows import doers_at
from onrecord.exports.explained.rows import place as place_in_words
from onrecord.lexicons.ontology import event_type
from onrecord.records import ActorKind, ActorMention, Event, Evidence, MentionForm
from onrecord.settings import Settings

_ANSWERS = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "SUPPORT")
"""Types that may answer an act told before, and then go to those who did it."""
_OWNERS = ("my", "our", "his", "her", "its", "their", "your")
_DOES = "Who does it"
_RECEIVES = "To whom"


def doers(place: Place, pattern: Pattern | None, settings: Settings) -> Iterator[Part]:
    """A part for each of those who do it, or for nobody."""
    names = doers_at(pattern) if pattern is not None else ()
    if not place.event.actors:
        yield Part(title=_DOES, text=with_settings(_nobody(place, pattern, names, does=True), settings))
    for actor in place.event.actors:
        yield _part(place, pattern, actor, names, does=True)


def receivers(place: Place, pattern: Pattern | None, settings: Settings) -> Iterator[Part]:
    """A part for each of those to whom it is done, or for nobody."""
    names = pattern.recipient if pattern is not None else ()
    if not place.event.recipients:
        yield Part(title=_RECEIVES, text=with_settings(_nobody(place, pattern, names, does=False), settings))
    for actor in place.event.recipients:
        yield _part(place, pattern, actor, names, does=False)


# Nobody


def _nobody(place: Place, pattern: Pattern | None, names: Sequence[str], *, does: bool) -> str:
    event = place.event
    word, who = quoted(event.trigger), "acts" if does else "receives it"
    if pattern is not None and pattern.both and not does:
        return f"The row of {word} counts all parties among those who do it together, so nobody receives it."
    if pattern is None:
        looked = (
            f"Nobody: no actor stands where one who {who} is looked for beside {word}, and the event head marks none"
        )
    elif not names:
        looked = f"Nobody: the row of {word} names no place for one who {who}, and the event head marks none"
    else:
        where = listed([_at(place, one, word, pattern) for one in names], "or")
        looked = (
            f"Nobody: the row looks for one who {who} {where}, but no actor stands there, and the event head marks none"
        )
    return f"{looked}. {_there(place, does=does)}{_asked(event, does=does)}"


def _there(place: Place, *, does: bool) -> str:
    """What stands on the side of the word on which a role is looked for, and who is named in it."""
    event, text = place.event, place.book.text
    stretch = place.before if does != place.is_passive else place.behind
    side = "before" if does != place.is_passive else "behind"
    words = stretch.quote.strip(" \n,;:.!?—–-")
    if not words:
        return f"Nothing of the clause stands {side} {quoted(event.trigger)}."
    start = stretch.start + stretch.quote.index(words)
    found = place.mentions(Evidence.of(text, start, start + len(words)))
    taken = {*event.actors, *event.recipients}
    others = list(dict.fromkeys(quoted(one.evidence) for one in found if one.actor_id not in taken))
    said = f"{side.capitalize()} {quoted(event.trigger)} stands {quoted(words)}"
    if others:
        return f"{said}; {listed(others)} {'are' if len(others) > 1 else 'is'} named there, but not at such a place."
    own = "no other actor" if found else "no actor"
    return f"{said}, in which {own} is named."


def _asked(event: Event, *, does: bool) -> str:
    """Whether the codebook asks for the role."""
    if does:
        return f" {event.type} may stand without one who acts." if event.recipients else ""
    if event_type(event.type).recipient_required:
        return f" PLOVER asks for one with {event.type}, so the record is weaker without."
    return f" PLOVER does not ask for one with {event.type}."


# Somebody


def _part(place: Place, pattern: Pattern | None, actor: str, names: Sequence[str], *, does: bool) -> Part:
    book, event = place.book, place.event
    mention = mention_of(place, actor, does=does)
    demands = is_demand(event)
    pronoun = meant_by(place, actor, does=does) if not demands else None
    evidence: tuple[Evidence, ...]
    if mention is not None and pronoun is not None and (does or mention.evidence.end <= event.trigger.start):
        last = _last_named(place, actor, pronoun) or mention
        told, evidence = _taken(place, last, pronoun), (pronoun, last.evidence)
    elif mention is None or (demands and does):
        told, evidence = _unnamed(place, actor, pronoun, does=does)
    else:
        looked = _looked(place, pattern, mention, names, does=does)
        told, evidence = f"{looked}{_relative(place, mention)} {named(book, mention)}", (mention.evidence,)
    return Part(
        title=_DOES if does else _RECEIVES,
        text=told if told.startswith(f"“{book.name(actor)}”") else f"{book.name(actor)}: {told}",
        evidence=evidence,
        rule=pattern.row if pattern is not None else str(event.made_by),
    )


def mention_of(place: Place, actor: str, *, does: bool) -> ActorMention | None:
    """The mention of an actor that an event most likely has: on the side of its role, in the clause, the nearest."""
    event = place.event
    demands = is_demand(event)
    is_before = does != place.is_passive or demands

    def rank(one: ActorMention) -> tuple[bool, bool, bool, bool, int]:
        return (
            one.evidence.quote.lower() in _OWNERS,
            one.reason == "stands beside the name",
            (one.evidence.end <= event.trigger.start) != is_before,
            one.evidence.span not in event.evidence.span,
            abs(one.evidence.start - event.trigger.start),
        )

    inside = [one for one in place.book.mentions(actor) if one.evidence.span in place.sentence.span]
    return min(inside, key=rank, default=None)


def _taken(place: Place, mention: ActorMention, pronoun: Evidence) -> str:
    """That a pronoun of nobody else is taken for an actor named shortly before."""
    side = "behind" if pronoun.start >= place.event.trigger.end else "before"
    return (
        f"{quoted(pronoun)} stands {side} {quoted(place.event.trigger)}, and the language model links it to nobody but"
        " the other party, or to nobody; so it is taken for the nearest fitting actor before it,"
        f" {quoted(mention.evidence)}."
        " Another one named in between would have been taken instead."
    )


def _last_named(place: Place, actor: str, pronoun: Evidence) -> ActorMention | None:
    """The last place before a pronoun that names an actor by more than a pronoun."""
    found = [one for one in place.book.mentions(actor) if one.form is not MentionForm.PRONOUN]
    return next((one for one in reversed(found) if one.evidence.end <= pronoun.start), None)


def _relative(place: Place, mention: ActorMention) -> str:
    """That a relative word of the clause points to words outside of it."""
    first = place.event.evidence.quote.partition(" ")[0].lower()
    if mention.evidence.span in place.event.evidence.span:
        return ""
    if place.is_relative:
        return f" These words stand outside of the clause, whose “{first}” points back to them."
    return " These words stand outside of the clause, in the same sentence."


def _unnamed(place: Place, actor: str, pronoun: Evidence | None, *, does: bool) -> tuple[str, tuple[Evidence, ...]]:
    """How an actor comes in whom no words of the sentence name, and the words that lead to it."""
    book, event = place.book, place.event
    last = _last_named(place, actor, pronoun) if pronoun is not None else None
    if pronoun is not None and last is not None:
        return _taken(place, last, pronoun), (pronoun, last.evidence)
    statement = book.statements.get(event.statement_id or "")
    if (does and is_demand(event)) or (statement is not None and statement.source_id == actor):
        text = "the words are this actor's own, and whoever demands something asks for it."
        if not does:
            text = "no words of the sentence name this actor, whose words they are; “us” or “me” would."
        return text, (statement.source,) if statement is not None and statement.source else ()
    if statement is not None and statement.addressee_id == actor:
        text = "no words of the sentence name this actor, to whom they are said."
        return text, (statement.addressee,) if statement.addressee else ()
    record = book.actors.get(actor)
    code = record.country.value if record is not None and record.kind is ActorKind.GOVERNMENT else None
    named_ = [words for words, name in book.countries if name == code and words.span in place.sentence.span]
    if code is not None and named_:
        words = min(named_, key=lambda one: abs(one.start - event.trigger.start))
        return (
            f"the word {quoted(words)} names this actor, as the state to which the thing or person behind it belongs.",
            (words,),
        )
    return _answered(place, actor)


def _answered(place: Place, actor: str) -> tuple[str, tuple[Evidence, ...]]:
    """That an act answers one told before, whose doers receive it; else where the actor is named last."""
    book, event = place.book, place.event
    earlier = [one for one in book.coded.events if one.trigger.end <= event.trigger.start and actor in one.actors]
    if earlier and actor in event.recipients and event.type in _ANSWERS:
        last = earlier[-1]
        text = (
            f"no words of the sentence name this actor. The act answers one told before, {last.type} by the word"
            f" {quoted(last.trigger)} ({last.id}), and so goes to those who did that."
        )
        return text, (last.trigger,)
    before = [one for one in book.mentions(actor) if one.evidence.end <= event.trigger.start]
    last_ = f"; it is named last before as {quoted(before[-1].evidence)}" if before else ""
    text = (
        "no mention in the sentence is its own: it is the owner or the state of what stands at the place of"
        f" the row{last_}."
    )
    return text, (before[-1].evidence,) if before else ()


# The place


def _looked(place: Place, pattern: Pattern | None, mention: ActorMention, names: Sequence[str], *, does: bool) -> str:
    """Where the words of an actor stand, and that it is looked for there."""
    event = place.event
    word, words = quoted(event.trigger), quoted(mention.evidence)
    stands = f"{words} stands {standing(place, mention.evidence, does=does)}"
    if is_demand(event):
        who = "whoever demands is who speaks" if does else "the one asked is the subject of what is to be done"
        return f"{stands}; {who}."
    if pattern is None:
        return f"{stands}; without a row, subject, object and prepositions are tried in turn."
    if pattern.both:
        return f"{stands}; the row of {word} counts all parties that stand with it."
    if not names:
        return f"{stands}; the row names no place for this role, so the head, or who owns what is struck, gives it."
    owned = re.match(r"['’]s? ([\w-]+)", place.book.text[mention.evidence.end :]) if not does else None
    if owned is not None and mention.evidence.start >= event.trigger.end:
        at = _at(place, names[0], word, pattern)
        return f"{words} stands {at} only as the owner of “{owned[1]}”, which is what is struck."
    who = "acts" if does else "receives it"
    lends = lending(place) if does and mention.evidence.end <= event.trigger.start else None
    if lends is not None and "subject" not in names:
        return f"{words} stands before {quoted(lends)}, the verb of {word}, whose subject is the one who acts."
    fits = _fitting(place, mention, names, does=does)
    if fits is not None:
        return f"{words} stands {_at(place, fits, word, pattern)}, where the row looks for one who {who}."
    places = listed([place_in_words(one, word, pattern) for one in names], "or")
    order = f"{stands}, by the order of words at none of the row's places ({places})"
    return f"{order}; the tree of the sentence or the event head gives it, which of them the record does not keep."


def _at(place: Place, name: str, word: str, pattern: Pattern) -> str:
    """A place of a row in words, turned round in the passive."""
    is_passive = place.is_passive
    if name == "subject" and is_passive:
        return f"behind “by” in the passive {word}"
    if name == "object" and is_passive:
        return f"before the passive {word}, as its subject"
    return place_in_words(name, word, pattern)


def _fitting(place: Place, mention: ActorMention, names: Sequence[str], *, does: bool) -> str | None:
    """The place of a row at which a mention stands, by order and prepositions; None where they show none."""
    trigger, words = place.event.trigger, mention.evidence
    before, is_passive = words.end <= trigger.start, place.is_passive
    preposition = preposition_before(place, words) if not before else None
    asked = infinitive(place)
    outside = place.is_relative and words.end <= place.event.evidence.start
    shown = {
        "subject": before != is_passive and (preposition == "by" or not is_passive),
        "object": (before == is_passive and preposition is None) or (outside and not does),
        "infinitive": not before and asked is not None and words.end <= asked.start and preposition is None,
        "indirect": not before and preposition is None,
        "clause-subject": not before and "that" in place.behind.quote.partition(words.quote)[0].split(),
        "possessor": before and re.match(r"['’]s?\b", place.book.text[words.end : words.end + 2]) is not None,
        "modifier": before and place.book.text[words.end : trigger.start].isspace(),
    }
    for name in names:
        prepositions = name.removeprefix("prep:").split("|") if name.startswith("prep:") else []
        if preposition in prepositions or shown.get(name, False):
            return name
    return names[0] if len(names) == 1 and does and before else None
