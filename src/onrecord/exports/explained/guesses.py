"""What speaks for a guessed state: where the document names it and its runner-up, and which stands nearest."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.exports.explained.parts import Book, counted, listed, quoted, state
from onrecord.records import ActorMention, Evidence

_SHOWN = 3
"""Words for a state that a sentence names."""


class Tally(NamedTuple):
    """How often the states are named, in words; the code of the runner-up; the words for the state that was taken."""

    text: str
    rival: str | None
    evidence: tuple[Evidence, ...]


def tally(book: Book, mentions: Sequence[ActorMention], code: str) -> Tally:
    """How often and how near to an actor the document names a state, its places or its people, and the next state."""
    found: dict[str, list[Evidence]] = {}
    for words, name in book.countries:
        found.setdefault(name, []).append(words)
    own = found.pop(code, [])
    rival = max(found, key=lambda name: (_near(book, mentions, found[name]), len(found[name])), default=None)
    if not own:
        return Tally(f"Which of its words for {code} counted, the record does not keep.", rival, ())
    text = f"The text names it {_times(own)}"
    if rival is None:
        return Tally(f"{text}, and no other state.", None, tuple(own))
    text += f" and {state(rival)} {_times(found[rival])}"
    near = _near(book, mentions, own), _near(book, mentions, found[rival])
    if near[0] > near[1]:
        text += f"; in the turns or paragraphs that name the actor {near[0]} to {near[1]}"
    elif len(own) <= len(found[rival]):
        text += "; which of these places the coder counted, and so what decided, the record does not keep"
    return Tally(f"{text}.", rival, tuple(own))


def _times(words: Sequence[Evidence]) -> str:
    """How often, with some of the different words: `3 times (“Italy”, “Rome”)`."""
    different = list(dict.fromkeys(map(quoted, words)))
    shown = listed(different) if len(different) <= _SHOWN else f"{', '.join(different[:_SHOWN])} …"
    return f"{counted(len(words), 'time')} ({shown})"


def _near(book: Book, mentions: Sequence[ActorMention], words: Sequence[Evidence]) -> int:
    """How many of some words stand in the turns or paragraphs that name the actor."""
    own = {held.id for one in mentions if (held := book.segment(one.evidence)) is not None}
    return sum((held := book.segment(one)) is not None and held.id in own for one in words)
