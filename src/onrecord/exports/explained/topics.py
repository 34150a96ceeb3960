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
    if not event.contexts:
        text = "No cue word of the table of contexts stands in the turn or paragraph, so no context is given."
        yield Part(title="What it is about", text=text, rule="plover/context_cues")
        return
    segment = book.segment(event.evidence)
    shown = _cues_in(book.text, segment.evidence) if segment is not None else {}
    for name in event.contexts:
        words = shown.get(name, ())
        meant = f"{name} ({contexts()[name].rstrip('.')})" if name in contexts() else name
        first = list(dict.fromkeys(quoted(one).lower() for one in words))[:_SHOWN]
        because = (
            f"the turn or paragraph holds {listed(first)}, which the table of cues has for it; without such words"
            " it would not be given"
            if first
            else (
                "an inflected form of one of its cue words stands in the turn or paragraph; the record does not"
                " keep which"
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
        others = () if " " in words else (*noun_forms(words), *verb_forms(words), *irregular.get(words, ()))
        found[words] = names
        for form in others:
            found.setdefault(form, names)
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
