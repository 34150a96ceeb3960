"""What an event is about: its contexts, each with the cue words of the paragraph that show it."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.exports.explained.parts import Book, Part, listed, quoted
from onrecord.lexicons import table
from onrecord.lexicons.inflection import noun_forms, verb_forms
from onrecord.lexicons.ontology import context_cues, contexts
from onrecord.records import Event, Evidence

_SHOWN = 3
"""Cue words of a context that a sentence names."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def topics(book: Book, event: Event) -> Iterator[Part]:
    """A part for each context of an event."""
    turn = book.turns.get(event.turn_id or "")
    held = book.segment(event.evidence)
    where = f"turn {turn.number}" if turn else f"paragraph {held.number}" if held else "the text around it"
    if not event.contexts:
        text = f"{where[:1].upper()}{where[1:]} holds no cue word of the table of contexts, so no context is given."
        yield Part(title="What it is about", text=text, rule="plover/context_cues")
        return
    shown = _cues_in(book.text, held.evidence) if held is not None else {}
    for name in event.contexts:
        words = shown.get(name, ())
        meant = f"{name} ({contexts()[name].rstrip('.')})" if name in contexts() else name
        first = list(dict.fromkeys(quoted(one).lower() for one in words))[:_SHOWN]
        because = (
            f"{where} holds {listed(first)}, which the table of cues has for it; without such words"
            " it would not be given"
            if first
            else (
                f"{where} holds a cue word of it in a form that the tables do not list, and the record does not keep"
                " which"
            )
        )
        yield Part(title="What it is about", text=f"{meant}: {because}.", evidence=words, rule="plover/context_cues")


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Contexts by every form of a cue, lower-cased."""
    found: dict[str, tuple[str, ...]] = {}
    irregular = {
        row["verb"]: (row["past"], row["participle"])
        for row in table("en/irregular_verbs", "verb", "past", "participle")
    }
    for words, names in context_cues().items():
        before, space, last = words.rpartition(" ")
        others = (*noun_forms(last), *(() if space else (*verb_forms(words), *irregular.get(words, ()))))
        found[words] = names
        for form in others:
            found.setdefault(before + space + form, names)
    return found


def _cues_in(text: str, inside: Evidence) -> dict[str, tuple[Evidence, ...]]:
    """The cue words of a stretch by context, in the order of the text."""
    found: dict[str, dict[Evidence, None]] = {}
    for words in _phrases(text, inside):
        form = " ".join(words.quote.lower().split())
        for name in _forms().get(form, ()):
            found.setdefault(name, {})[words] = None
    return {name: tuple(some) for name, some in found.items()}


def _phrases(text: str, inside: Evidence) -> Iterator[Evidence]:
    """Three, two and one words from each word on, without a possessive 's at the end."""
    words = [match.span() for match in _WORD.finditer(text, inside.start, inside.end)]
    for at, (start, _) in enumerate(words):
        for _, end in reversed(words[at : at + 3]):
            bare = text[start:end].removesuffix("'s").removesuffix("’s")
            yield Evidence.of(text, start, start + len(bare))
