"""Names of the user's list where they stand in the text, whatever the language model holds for a name.

A name is matched as a phrase, the longest first, and as it is written; one that the list writes in lower case is found
in any case. Possessive and plural endings do not hide it. Of a name of one word, its people are found too ("Ardani",
"Ardanians" of "Ardan"), unless these are another's name or, by the tables, another's people.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from onrecord.actors.known import noun_at
from onrecord.lexicons import words
from onrecord.lexicons.places import demonyms, place_names
from onrecord.transcripts.names import titles

_PLURAL = ("s", "es")
_PEOPLE = ("i", "is", "ian", "ians", "an", "ans", "n", "ns", "ese", "ish", "ite", "ites")
"""Endings that make of a place its people."""

_WORD = re.compile(r"\w+")
_ANOTHER = ("PERSON", "ORG")
"""Types of model names that hold a listed name and still name another: "Omar Pell", "Bank of Ardan"."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a listed name is written: `article` stands before it, `people` says that it names its people."""

    text: str
    name: str
    article: str = ""
    people: bool = False

    @property
    def pattern(self) -> str:
        """The words with any space between them; in any case if all are in lower case."""
        body = r"\s+".join(map(re.escape, self.text.split()))
        return f"(?i:{body})" if self.name.islower() else body


class Spotter:
    """Finds listed names in documents.

    >>> import spacy
    >>> doc = spacy.blank("en")("Mara Pell met two Ardanians.")
    >>> [(span.text, span.kb_id_) for span in Spotter(["Ardan", "Mara Pell", "Mara"]).names(doc)]
    [('Mara Pell', 'Mara Pell'), ('Ardanians', 'Ardan')]
    """

    def __init__(self, names: Iterable[str]) -> None:
        given = tuple(dict.fromkeys(names))
        every = {name.lower() for name in given}
        self._of_first: dict[str, list[_Form]] = {}
        for name in given:
            for form in _forms(name, every):
                first = _WORD.search(form.text)
                if first is not None and len(form.text) > 1:
                    self._of_first.setdefault(first[0].lower(), []).append(form)
        self._patterns: dict[str, tuple[tuple[re.Pattern[str], _Form], ...]] = {}

    def names(self, doc: Doc) -> list[Span]:
        """The listed names of a document in order: `kb_id_` is the name in the list, `label_` the type of the name.

        The type is that of the model's name there, `NORP` of people, else `ORG`. Names inside the name of another
        person are left out.
        """
        found: list[Span] = []
        end = 0
        for word in _WORD.finditer(doc.text) if self._of_first else ():
            span = self._at(doc, word) if word.start() >= end else None
            if span is not None:
                end = span.end_char
                found.append(span)
        return [one for one in found if not any(_is_another(held, one, found) for held in _around(one, "PERSON"))]

    def _at(self, doc: Doc, word: re.Match[str]) -> Span | None:
        """The longest listed name that begins with a word."""
        for pattern, form in self._compiled(word[0].lower()):
            start = word.start() - _WORD.search(form.text).start()  # type: ignore[union-attr]
            match = pattern.match(doc.text, start) if start >= 0 else None
            if match is None or not re.search(rf"(?i)(?<!\w){form.article}\s*$", doc.text[:start]):
                continue
            span = doc.char_span(*match.span(), label="ORG", kb_id=form.name)
            if span is not None:
                label = "NORP" if form.people else _label(span)
                return Span(doc, span.start, span.end, label=label, kb_id=form.name)
        return None

    def _compiled(self, first: str) -> tuple[tuple[re.Pattern[str], _Form], ...]:
        if first not in self._patterns:
            forms = sorted(self._of_first.get(first, ()), key=lambda form: -len(form.text))
            self._patterns[first] = tuple((re.compile(rf"{form.pattern}(?!\w)"), form) for form in forms)
        return self._patterns[first]


def entities(doc: Doc, listed: Sequence[Span]) -> list[Span]:
    """The names of a document: those of the list, and those of the model that do not yield to one of them."""
    kept = [one for one in doc.ents if all(_is_another(one, name, listed) for name in listed if _overlap(one, name))]
    taken = {at for one in kept for at in range(one.start, one.end)}
    return kept + [name for name in listed if name.start not in taken]


def _forms(name: str, every: set[str]) -> Iterable[_Form]:
    """A name and what it may look like in the text."""
    first, _, rest = name.partition(" ")
    article, text = (first.lower(), rest) if rest and first.lower() in words("en/articles") else ("", name)
    yield _Form(text, name, article)
    yield from (_Form(text + ending, name, article) for ending in _PLURAL if text[-1:].isalpha())
    if not re.fullmatch(r"[^\W\d_]{4,}", text):
        return
    for form in (stem + ending for stem in (text, text.removesuffix("a")) for ending in _PEOPLE):
        usual = demonyms().get(form.lower())
        if form.lower() in every or (usual or place_names().get(text.lower())) != place_names().get(text.lower()):
            continue
        yield _Form(form, name, article, people=True)


def _label(span: Span) -> str:
    """The type of the model's name that this one is or is a part of."""
    held = next((one.label_ for one in span.doc.ents if _overlap(one, span)), "")
    return held if held in ("PERSON", "GPE", "LOC", "NORP") else "ORG"


def _around(span: Span, label: str) -> list[Span]:
    return [one for one in span.doc.ents if one.label_ == label and _overlap(one, span)]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_another(held: Span, listed: Span, every: Sequence[Span]) -> bool:
    """Whether a name of the model that holds a listed one names somebody else: "Omar *Pell*", "Bank of *Ardan*"."""
    if not (held.start <= listed.start and listed.end <= held.end) or held.label_ not in _ANOTHER:
        return False
    named = {at for name in every for at in range(name.start, name.end)}
    rest = [word for word in held if word.i not in named and word.is_alpha]
    if held.label_ == "PERSON":
        return any(word.pos_ == "PROPN" and not _is_title(word.lower_) for word in rest)
    known = noun_at([word.lower_ for word in held])
    is_joined = any(word.lower_ in ("and", "or", ",") for word in held)
    return bool(rest) and not is_joined and known is None and not listed.start <= held.root.i < listed.end


def _is_title(word: str) -> bool:
    return word.upper() in titles() or noun_at([word]) is not None
