"""Who does it and to whom: the places of a pattern, resolved to actors."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from onrecord.events.frames import Frames
from onrecord.events.patterns import Pattern

_VERB_DOERS = ("subject",)
_NOUN_DOERS = ("possessor", "prep:by", "modifier", "subject")
_OF_THINGS = frozenset(("AID", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT"))
_ELSE = {
    "AGREE": ("content",),
    "CONCEDE": ("content",),
    "REJECT": ("content",),
    "THREATEN": ("content", "clause-subject"),
}
"""Where the recipient of what is said may stand besides: in what is said."""


def default_doers(pattern: Pattern) -> tuple[str, ...]:
    """Where the doer stands if the row does not say."""
    return _VERB_DOERS if pattern.pos == "verb" else _NOUN_DOERS


class Roles:
    """Finds the words of both roles; `words` are heads of noun phrases."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def doers(self, token: Token, pattern: Pattern) -> list[Token]:
        """The words of those who do it, from the first place that names an actor; all places where all are doers."""
        places = pattern.actor or default_doers(pattern)
        if pattern.both:
            return list(_once(word for place in places for word in self.frames.at(token, place)))
        return self._first(token, places, frozenset()) or self._owners(token, pattern, places)

    def _owners(self, token: Token, pattern: Pattern, places: Iterable[str]) -> list[Token]:
        """Whose thing does it, where the deed is force or help: "*Ardan*'s jets bombed", "*Ardanian* jets struck"."""
        if pattern.type not in _OF_THINGS:
            return []
        things = [word for place in places for word in self.frames.at(token, place)]
        owners = [child for thing in things for child in thing.children if child.i < thing.i]
        return [word for word in owners if self.frames.is_actor(word)]

    def receivers(self, token: Token, pattern: Pattern, doers: Sequence[Token]) -> list[Token]:
        """The words of those to whom it is done; nobody is both."""
        taken = frozenset(word.i for word in doers)
        found = self._first(token, pattern.recipient, taken)
        if not found and pattern.pos == "noun" and pattern.recipient:
            found = [word for word in self.frames.undergone(token) if word.i not in taken]
        return found or self._first(token, _ELSE.get(pattern.type, ()), taken)

    def _first(self, token: Token, places: Iterable[str], taken: frozenset[int]) -> list[Token]:
        """The words of the first place where an actor stands; without one, of none."""
        for place in places:
            words = [word for word in self.frames.at(token, place) if word.i not in taken]
            if any(map(self.frames.is_actor, words)):
                return words
        return []


def _once(words: Iterable[Token]) -> Iterator[Token]:
    seen: set[int] = set()
    for word in words:
        if word.i not in seen:
            seen.add(word.i)
            yield word
