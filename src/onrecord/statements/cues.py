"""The cue table: which words attribute, in which frames, and what kind of attribution they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import cell_words, table
from onrecord.lexicons.inflection import verb_forms
from onrecord.records import CueKind

_COLUMNS = ("cue", "pos", "kind", "frames", "example", "source", "cue_words", "content")


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table: `frames` are those in which the word attributes, the most usual first."""

    words: str
    pos: str
    kind: CueKind
    frames: tuple[str, ...]
    row: str


@cache
def cues(pos: str) -> Mapping[str, tuple[Cue, ...]]:
    """The cues of a part of speech by their lemma; a word that speaks and thinks ("feel") has a row for each.

    >>> [cue.kind.value for cue in cues("verb")["warn"]]
    ['speech']
    """
    found: dict[str, list[Cue]] = {}
    for row in table("en/cues", *_COLUMNS):
        if row["pos"] == pos:
            frames = cell_words(row, "frames")
            found.setdefault(row["cue"], []).append(Cue(row["cue"], pos, CueKind(row["kind"]), frames, row.id))
    return MappingProxyType({lemma: tuple(rows) for lemma, rows in found.items()})


@cache
def lemma_of(form: str) -> str | None:
    """The verb of the table of which this is a regular form, for forms that a model lemmatises wrongly.

    >>> lemma_of("griped"), lemma_of("quipping"), lemma_of("denies")
    ('gripe', 'quip', 'deny')
    """
    return _forms().get(form)


@cache
def phrasal(verb: str) -> Mapping[str, tuple[Cue, ...]]:
    """The rows of a verb with a particle, by the particle.

    >>> sorted(phrasal("rule"))
    ['out']
    """
    found = {cue.partition(" ")[2]: rows for cue, rows in cues("verb").items() if cue.startswith(f"{verb} ")}
    return MappingProxyType(found)


@cache
def _forms() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for cue in cues("verb"):
        verb = cue.partition(" ")[0]
        if verb == "be":
            continue
        for form in verb_forms(verb):
            found.setdefault(form, verb)
    return MappingProxyType(found)
