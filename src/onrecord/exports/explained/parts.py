"""What an explanation is made of: titled parts, each with its words in the text and the rule or table row behind it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from onrecord.lexicons.ontology import sectors
from onrecord.lexicons.places import country_names, demonyms, place_names
from onrecord.records import (
    Actor,
    ActorKind,
    ActorMention,
    CodedDocument,
    Event,
    Evidence,
    MentionForm,
    Segment,
    Statement,
    Turn,
)

_WORD = re.compile(r"[^\W\d_](?:[\w-]|\.(?=\w))*")
_CAPITALISED = re.compile(r"\b[A-Z]")
_LONGEST = 160
"""Characters of the longest quotation inside a sentence; the whole stands in the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One point of an explanation: `rule` is the id of the row, rule or setting that decided, None where none did."""

    title: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a record is as it is: `kind` is event, statement, actor or turn; `headline` says the record in a line."""

    id: str
    kind: str
    document: str
    headline: str
    parts: tuple[Part, ...]

    @property
    def row(self) -> dict[str, Any]:
        """For JSON: of each part its first quotation with its place, and all of them where there are several."""
        return {
            **{"id": self.id, "kind": self.kind, "document": self.document, "headline": self.headline},
            "parts": [_part_row(part) for part in self.parts],
        }


def _part_row(part: Part) -> dict[str, Any]:
    first = part.evidence[0] if part.evidence else None
    return {
        **{"title": part.title, "text": part.text, "rule": part.rule},
        "quote": first.quote if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "others": [{"quote": one.quote, "start": one.start, "end": one.end} for one in part.evidence[1:]],
    }


class Book:
    """A coded document, asked for what its records point to."""

    def __init__(self, coded: CodedDocument) -> None:
        self.coded = coded
        self.text = coded.transcript.document.text

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {one.id: one for one in self.coded.actors}

    @cached_property
    def keys(self) -> dict[str, Actor]:
        """Actors by key."""
        return {one.key: one for one in self.coded.actors}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return {one.id: one for one in self.coded.statements}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by id."""
        return {one.id: one for one in self.coded.events}

    @cached_property
    def turns(self) -> dict[str, Turn]:
        """Turns by id."""
        return {one.id: one for one in self.coded.transcript.turns}

    @cached_property
    def countries(self) -> tuple[tuple[Evidence, str], ...]:
        """Where states, their places and their people are named, with the usual code; about what the coder counts."""
        found: list[tuple[Evidence, str]] = []
        last = 0
        for match in _CAPITALISED.finditer(self.text):
            names = (self.text[match.start() : end] for end in _ends(self.text, match.start()))
            for name in names:
                form = " ".join(name.lower().split())
                code = demonyms().get(form) or place_names().get(form)
                if code is not None and match.start() >= last:
                    last = match.start() + len(name)
                    found.append((Evidence.of(self.text, match.start(), last), code))
        return tuple(found)

    def mentions(self, actor_id: str) -> list[ActorMention]:
        """The mentions of an actor, in the order of the text."""
        return [one for one in self.coded.mentions if one.actor_id == actor_id]

    def name(self, actor_id: str | None) -> str:
        """What an actor is called in a sentence; of a voice without a name, its label."""
        actor = self.actors.get(actor_id or "")
        if actor is None:
            return "an actor that the record does not hold"
        labels = {one.evidence.quote for one in self.mentions(actor.id) if one.form is MentionForm.LABEL}
        is_unnamed = actor.name.startswith("unnamed ") and labels
        return f"the voice labelled {min(labels)}" if is_unnamed else actor.name

    def called(self, actor_id: str | None) -> str:
        """What an actor is called inside a sentence: a description, which has no capital, in quotation marks."""
        name = self.name(actor_id)
        return f"“{name}”" if actor_id in self.actors and name[:1].islower() and "labelled" not in name else name

    def speaker(self, turn: Turn | None) -> str:
        """What the voice of a turn is called in a sentence."""
        if turn is None:
            return "nobody"
        return turn.speaker or (f"the voice labelled {shortened(turn.label)}" if turn.label else "an unnamed voice")

    def before(self, mention: ActorMention) -> tuple[ActorMention | None, list[str]]:
        """Where the actor of a mention is named last before it, and the other persons who are named in between."""
        earlier = [
            one
            for one in self.mentions(mention.actor_id)
            if one.evidence.end <= mention.evidence.start and one.form is not MentionForm.PRONOUN
        ]
        last = earlier[-1] if earlier else None
        start = last.evidence.end if last is not None else mention.evidence.start
        between = (one for one in self.coded.mentions if start <= one.evidence.start < mention.evidence.start)
        named = (one for one in between if one.reason != "the speaker of the turn")
        others = (self.actors.get(one.actor_id) for one in named if one.actor_id != mention.actor_id)
        persons = (self.called(one.id) for one in others if one is not None and one.kind is ActorKind.PERSON)
        return last, list(dict.fromkeys(persons))

    def segment(self, words: Evidence) -> Segment | None:
        """The turn or paragraph that holds some words."""
        found = (one for one in self.coded.transcript.segments if words.span in one.evidence.span)
        return next(found, None)

    def stands_in(self, words: Evidence, turn_id: str | None) -> str:
        """Where words stand: `in turn 3, spoken by Omar Pell (guest)`, or `in paragraph 2`."""
        turn = self.turns.get(turn_id or "")
        if turn is not None:
            part = "an unknown part" if turn.role.value == "unknown" else turn.role.value
            return f"in turn {turn.number}, spoken by {self.speaker(turn)} ({part})"
        segment = self.segment(words)
        return f"in paragraph {segment.number} of a written text" if segment is not None else "outside of all turns"

    def sentence(self, words: Evidence) -> Evidence:
        """About the sentence around some words: from the full stop before to the one behind, inside its segment."""
        segment = self.segment(words)
        left, right = (segment.evidence.start, segment.evidence.end) if segment else (0, len(self.text))
        ends = [
            found.end() for found in re.finditer(r"[.?!][\"”’)]*\s+(?=[\"“‘(]*[A-Z])|\n\s*\n", self.text[left:right])
        ]
        start = max((left + at for at in ends if left + at <= words.start), default=left)
        end = min((left + at for at in ends if left + at >= words.end), default=right)
        while end > words.end and self.text[end - 1].isspace():
            end -= 1
        return Evidence.of(self.text, start, end)

    def find(self, word: str, near: Evidence, inside: Evidence) -> Evidence | None:
        """The place of a word in a stretch, nearest to some words; None if it is not there."""
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        places = [match.span() for match in pattern.finditer(self.text, inside.start, inside.end)]
        best = min(places, key=lambda place: abs(place[0] - near.start), default=None)
        return Evidence.of(self.text, *best) if best is not None else None


def _ends(text: str, start: int) -> list[int]:
    """The ends of the first three, two, one words from a place on."""
    words = list(islice(_WORD.finditer(text, start, start + 80), 3))
    return [words[at].end() for at in range(len(words) - 1, -1, -1)]


def stopped(text: str) -> str:
    """A text with a full stop, unless it ends with a mark already.

    >>> stopped("It is shut"), stopped("“Go!”")
    ('It is shut.', '“Go!”')
    """
    bare = text.rstrip("”’\"')")
    return text if bare.endswith((".", "!", "?", "…")) else text + "."


def quoted(words: Evidence | str) -> str:
    """Words in quotation marks, their own around them left out and those inside as single ones; long ones are cut.

    >>> quoted("the  road\\nis shut"), quoted("“Go!”"), quoted('a "safe" road')
    ('“the road is shut”', '“Go!”', '“a ‘safe’ road”')
    """
    inner = shortened(words).rstrip(",;")
    if _MARKED.fullmatch(inner):
        inner = inner[1:-1].rstrip(",;")
    inner = _PAIR.sub(r"‘\1’", inner).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]")
_PAIR = re.compile(r"\"([^\"]*)\"")


def shortened(words: Evidence | str) -> str:
    """Words on one line, long ones cut in the middle, between words.

    >>> len(shortened("a road " * 50))
    157
    """
    text = " ".join((words if isinstance(words, str) else words.quote).split())
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half].rpartition(' ')[0]} … {text[-half:].partition(' ')[2]}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: `a, b and c`.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    all_ = list(words)
    return all_[0] if len(all_) == 1 else f"{', '.join(all_[:-1])} {last} {all_[-1]}" if all_ else ""


def counted(number: int, noun: str) -> str:
    """A number and its noun.

    >>> counted(1, "place"), counted(2, "place")
    ('1 place', '2 places')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lower(text: str) -> str:
    """A sentence of a table behind a colon: its first letter small, without its full stop.

    >>> lower("Asks for help."), lower("U.S. law.")
    ('asks for help', 'U.S. law')
    """
    first = text if text[1:2].isupper() or text[1:2] == "." else text[:1].lower() + text[1:]
    return first.rstrip(".")


def capital(text: str) -> str:
    """A sentence with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def state(code: str | None) -> str:
    """A code of a state with its name: `PER (Peru)`."""
    name = country_names().get(code or "", "") or _BODIES.get(code or "", "")
    return f"{code} ({name})" if name and name != code else f"{code}"


_BODIES = {
    "UNO": "the United Nations",
    "EUR": "the European Union",
    "IGO": "a body of several states",
    "NGO": "a body of no state",
}


def sector(code: str) -> str:
    """A code of a sector with what it covers: `MED (Health: …)`."""
    meaning = sectors().get(code, "")
    return f"{code} ({meaning.rstrip('.')})" if meaning else code


def places(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in the order of the text, each once."""
    return tuple(sorted(set(evidence)))
