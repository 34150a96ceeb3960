"""Which words of a sentence stand at the places that a row asks for, as far as the bare text shows.

The record keeps no tree, so words are found by their order and the prepositions before them; where order shows
nothing, nothing is said.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.dates import find
from onrecord.events.frames import light_verbs
from onrecord.events.patterns import Condition, Pattern
from onrecord.exports.explained.parts import Book, listed, quoted
from onrecord.exports.explained.rows import forms_of, need, worded
from onrecord.records import ActorMention, Event, Evidence, MentionForm

_INFINITIVE = re.compile(
    r"\bto (?!(?:a|an|the|this|that|these|those|my|our|your|his|her|its|their|him|them|me|us|you|it|each|both)\b)"
    r"(?:[a-z]+ly |not )?[a-z]+\b"
)
_PASSIVE = re.compile(r"(?i)\b(?:was|were|is|are|been|being|be|am|gets?|got|’re|'re|’s|'s)(?: \w+){0,2}\s+$")
_OWNER = re.compile(r"(?i)(?:[\w.-]+(?:['’]s|s['’])|\b(?:my|our|your|his|her|its|their))(?= (?:\w+ ){0,2}$)")
_CLAUSE = re.compile(r"(?i)\b(?:that|whether|if)\b|[“‘\"]")
_END = re.compile(r"[,;:.!?—–\"“”]|\s-+\s|\b(?:and|but|or|who|which|that|while|because|after|before|when|as)\b")
_PREPOSITION = (
    "about", "above", "across", "after", "against", "among", "around", "as", "at", "before", "behind", "between",
    "by", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "outside",
    "over", "since", "through", "throughout", "to", "toward", "towards", "under", "until", "up", "upon", "with",
    "within", "without",
)  # fmt: skip
_BREAK = re.compile(rf"(?i)\b(?:{'|'.join(_PREPOSITION)})\b")
_OBJECT_BREAK = re.compile(rf"(?i)\b(?:{'|'.join(one for one in _PREPOSITION if one != 'of')})\b")
_RELATIVES = ("who", "whom", "whose", "which", "that")
_OWNERS = ("my", "our", "his", "her", "its", "their", "your")
_PRONOUNS = ("he", "she", "him", "her", "they", "them", "it")


class Stretch(NamedTuple):
    """A piece of the text, which may be empty."""

    start: int
    end: int
    quote: str


class Place(NamedTuple):
    """An event with its sentence, and what stands behind its word up to the end of the clause."""

    book: Book
    event: Event
    sentence: Evidence
    pattern: Pattern | None

    @property
    def is_noun(self) -> bool:
        """Whether the word is a noun: by its row, else by the article or owner right before it."""
        if self.pattern is not None:
            return self.pattern.pos == "noun"
        last = re.findall(r"[\w’']+", self.book.text[self.sentence.start : self.event.trigger.start].lower())[-1:]
        return bool(last) and last[0] in _DETERMINERS

    @property
    def behind(self) -> Stretch:
        """What stands behind the word, to the end of the clause, or of the sentence if the word lies outside of it."""
        end = self.event.evidence.end if self.event.evidence.end > self.event.trigger.end else self.sentence.end
        start = self.event.trigger.end
        while start < end and self.book.text[start].isspace():
            start += 1
        return Stretch(start, max(start, end), self.book.text[start:end])

    @property
    def is_relative(self) -> bool:
        """Whether the clause begins with a relative word, which stands for words before the clause."""
        return self.event.evidence.quote.partition(" ")[0].lower() in _RELATIVES

    @property
    def before(self) -> Stretch:
        """What stands before the word in its clause, or in its sentence if the word opens the clause."""
        clause, end = self.event.evidence.start, self.event.trigger.start
        start = min(clause if clause < end else self.sentence.start, end)
        return Stretch(start, end, self.book.text[start:end])

    @property
    def is_passive(self) -> bool:
        """Whether a form of “be” stands right before the word, as in the passive."""
        before = self.book.text[self.sentence.start : self.event.trigger.start]
        if self.is_noun or _PASSIVE.search(before) is None or self.event.trigger.quote.endswith("ing"):
            return False
        return not re.search(r"(?i)\b(?:have|has|had)\s+$", before)

    def mentions(self, inside: Evidence) -> list[ActorMention]:
        """The mentions inside of a stretch."""
        return [one for one in self.book.coded.mentions if one.evidence.span in inside.span]


def place_of(book: Book, event: Event, pattern: Pattern | None) -> Place:
    """The place of an event that a row, if any, made."""
    return Place(book, event, book.sentence(event.evidence), pattern)


def is_demand(event: Event) -> bool:
    """Whether the form of a sentence made an event: “they must go”, “let them in”."""
    return event.made_by.name.startswith(("plover/demanded", "plover/obliging"))


def _evidence(place: Place, start: int, end: int) -> Evidence | None:
    text = place.book.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Evidence.of(text, start, end) if start < end else None


def infinitive(place: Place) -> Evidence | None:
    """The infinitive behind the word: “to settle”; of what ends with its sentence."""
    behind = place.behind
    stop = _sentence_end(behind.quote)
    match = _INFINITIVE.search(behind.quote[:stop])
    return _evidence(place, behind.start + match.start(), behind.start + match.end()) if match else None


def _sentence_end(text: str) -> int:
    match = re.search(r"[.!?;](?=\s|$)", text)
    return match.start() if match else len(text)


def right_behind(place: Place) -> Evidence | None:
    """What stands right behind the word, up to a preposition, a comma or a new clause: its object, if it has one."""
    behind = place.behind
    found = [match.start() for match in (_END.search(behind.quote), _OBJECT_BREAK.search(behind.quote)) if match]
    words = _evidence(place, behind.start, min([behind.end, *(behind.start + at for at in found)]))
    if words is not None and (bare := re.sub(r"(?: (?:an?|the))+$", "", words.quote)) != words.quote:
        words = _evidence(place, words.start, words.start + len(bare))
    is_date = words is not None and any(one.start == 0 for one in find(words.quote))
    return None if is_date else words


def prepositional(place: Place, names: frozenset[str]) -> Evidence | None:
    """The words behind the word from one of some prepositions on, up to the next comma, preposition or clause."""
    behind = place.behind
    match = re.search(rf"(?i)\b(?:{'|'.join(map(re.escape, sorted(names)))})\b", behind.quote)
    if match is None:
        return None
    rest = behind.quote[match.end() :]
    ends = [found.start() for found in (_END.search(rest), _BREAK.search(rest)) if found]
    end = match.end() + min([len(rest), *ends])
    return _evidence(place, behind.start + match.start(), behind.start + end) if end > match.end() + 1 else None


def held(place: Place, one: Condition) -> Evidence | None:
    """The words that meet a condition; None where the text does not show them."""
    if one.forbidden:
        return None
    start = _stretch(place, one)
    if one.role == "object" and not one.words and (place.is_passive or place.is_relative):
        return _actor(place, one)
    if one.words:
        inside = start or place.sentence
        return nearest(place, one, inside) or (nearest(place, one, place.sentence) if start is not None else None)
    if one.kind == "actor":
        return _actor(place, one)
    return start if one.kind is None else None


def _stretch(place: Place, one: Condition) -> Evidence | None:
    """The words at the place of a condition, whatever they are."""
    event, text = place.event, place.book.text
    if one.role == "infinitive":
        return infinitive(place)
    if one.role == "prep":
        return prepositional(place, one.prepositions)
    if one.role == "object":
        return right_behind(place) if not place.is_passive else None
    before = text[place.sentence.start : event.trigger.start]
    patterns = {"passive": _PASSIVE, "possessor": _OWNER}
    match = patterns[one.role].search(before) if one.role in patterns else None
    if match is not None:
        base = place.sentence.start
        return _evidence(
            place, base + match.start(), event.trigger.end if one.role == "passive" else base + match.end()
        )
    if one.role == "clause" and (match := _CLAUSE.search(place.behind.quote)):
        return _evidence(place, place.behind.start + match.start(), place.behind.end)
    return None


def _actor(place: Place, one: Condition) -> Evidence | None:
    """The mention that a condition of an actor has: of those who act before the word, else of those behind it."""
    event = place.event
    is_subject = one.role in ("subject", "possessor", "modifier")
    ids = event.actors if is_subject else (*event.recipients, *event.actors[0 if one.role == "prep" else 1 :])
    mentions = [each for each in place.mentions(place.sentence) if each.actor_id in ids]
    beside = {each.evidence for each in mentions if each.reason == "stands beside the name"}
    found = [each.evidence for each in mentions]
    outside = place.is_relative and one.role == "object"
    if (place.is_passive and one.role in ("subject", "object")) or outside:
        is_subject = not is_subject
    sided = [each for each in found if (each.end <= event.trigger.start) == is_subject]

    def rank(each: Evidence) -> tuple[bool, bool, int]:
        owns = each.quote.lower() in _OWNERS or each in beside
        return owns, outside and each.span in event.evidence.span, abs(each.start - event.trigger.start)

    return min(sided, key=rank, default=None)


def nearest(place: Place, one: Condition, inside: Evidence) -> Evidence | None:
    """The word of a condition in a stretch that is nearest to the word of the event."""
    trigger, text = place.event.trigger, place.book.text
    spans = [match.span() for match in worded(one).finditer(text, inside.start, inside.end)]
    free = [span for span in spans if span[1] <= trigger.start or span[0] >= trigger.end]
    best = min(free, key=lambda span: abs(span[0] - trigger.start), default=None)
    return Evidence.of(text, *best) if best is not None else None


# What a row lacks


class Lack(NamedTuple):
    """A condition of a row that is not met, and what stands there instead."""

    condition: Condition
    instead: str


def lacks(place: Place, pattern: Pattern) -> list[Lack]:
    """Which conditions of a row are not met, as far as the text shows."""
    found = ((one, _excludes(place, one) if one.forbidden else _lacks(place, one)) for one in pattern.conditions)
    return [Lack(one, instead) for one, instead in found if instead is not None]


def lacking(found: Sequence[Lack]) -> str:
    """What a row would need and what stands there instead, as the object of "needs"."""
    said = ((need(one.condition), one.instead) for one in found)
    return listed([f"{what[:-1]}; here: {it})" if what.endswith(")") else f"{what} (here: {it})" for what, it in said])


def _lacks(place: Place, one: Condition) -> str | None:
    stretch = _stretch(place, one)
    if one.role in ("passive", "active"):
        is_met = place.is_passive == (one.role == "passive")
        return None if is_met else f"the {'active' if one.role == 'passive' else 'passive'}"
    if one.role in ("infinitive", "prep") and stretch is None:
        return "none" if one.role == "infinitive" else "nothing"
    if one.words and nearest(place, one, stretch or place.sentence) is None:
        return quoted(stretch) if stretch is not None else "no such word in the sentence"
    if one.role in ("subject", "object") and one.kind == "thing":
        actor = _actor(place, Condition(one.role, one.prepositions, one.words, "actor", False))
        return f"{quoted(actor)}, an actor" if actor is not None else None
    if one.role == "prep" and one.kind is not None and stretch is not None:
        has_actor = any(each.form is not MentionForm.PRONOUN for each in place.mentions(stretch))
        if has_actor != (one.kind == "actor"):
            return f"{quoted(stretch)}, {'an actor' if has_actor else 'no actor'}"
    return None


def _excludes(place: Place, one: Condition) -> str | None:
    """What stands there though a condition forbids it."""
    if one.role not in ("infinitive", "prep") or one.kind is not None:
        return None
    stretch = _stretch(place, one)
    found = nearest(place, one, stretch) if stretch is not None and one.words else stretch
    return quoted(found) if found is not None else None


# Where an actor stands


def meant_by(place: Place, actor_id: str, *, does: bool) -> Evidence | None:
    """A pronoun beside the word that is taken for an actor named before, since no chain leads from it to another."""
    pronouns = "|".join(_PRONOUNS)
    if does:
        match = re.search(rf"(?i)\b({pronouns})\b(?: [\w’']+){{0,3}}\s*$", place.before.quote)
        base = place.before.start
    else:
        match, base = re.match(rf"(?i)(?:\w+ )?\b({pronouns})\b", place.behind.quote), place.behind.start
    if match is None:
        return None
    words = Evidence.of(place.book.text, base + match.start(1), base + match.end(1))
    own = next((one for one in place.book.coded.mentions if one.evidence == words), None)
    return words if own is None or own.actor_id != actor_id else None


def preposition_before(place: Place, words: Evidence) -> str | None:
    """The preposition that stands right before some words, articles and the like in between."""
    before = place.book.text[max(place.sentence.start, words.start - 60) : words.start]
    last = re.search(r"\b([\w-]+)\s+(?:(?:the|a|an|its|their|his|her|our|both|all|some|two|three)\s+)*$", before)
    return last[1].lower() if last and last[1].lower() in _PREPOSITION else None


def standing(place: Place, words: Evidence, *, does: bool) -> str:
    """How words stand to the word of an event: before it as its subject, behind it as its object, behind a preposition.

    The phrase follows "stands".
    """
    trigger = place.event.trigger
    word, before = quoted(trigger), words.end <= trigger.start
    preposition = preposition_before(place, words)
    is_noun = place.is_noun
    if words.start >= trigger.end and preposition is not None:
        by = ", as the one who acts in the passive" if preposition == "by" and does and not is_noun else ""
        return f"behind {word} and “{preposition}”{by}"
    if place.is_passive and before and not does:
        return f"before the passive {word}, as its subject"
    if before and is_noun:
        owner = re.match(r"['’]s?\b", place.book.text[words.end : words.end + 2])
        return f"before the noun {word}{', as its owner' if owner else ''}"
    if words.span in trigger.span:
        return f"inside of {word}"
    return f"before {word}, as its subject" if before and does else f"{'before' if before else 'behind'} {word}"


_DETERMINERS = ("a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "no")


def lending(place: Place) -> Evidence | None:
    """The verb right before a noun that lends it its subject: “is *imposing* sanctions”."""
    if not place.is_noun:
        return None
    words = [match.span() for match in re.finditer(r"[\w’'-]+", place.before.quote)][-_REACH:]
    found = (_evidence(place, place.before.start + start, place.before.start + end) for start, end in reversed(words))
    return next((one for one in found if one is not None and one.quote.lower() in _light_forms()), None)


_REACH = 5
"""Words before a noun among which the verb stands that lends it its subject."""


@cache
def _light_forms() -> frozenset[str]:
    return frozenset(form for verb in light_verbs() if " " not in verb for form in forms_of(verb))
