"""Cues that attribute the clause in which they stand: "according to", "in Pell's view", "reportedly"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from onrecord.statements.cues import Cue, cues

_ANY = "*"
_LONGEST = 8
"""Words that may stand for the `*` of a row."""

_BE = frozenset(("is", "are", "was", "were", "be", "'s", "’s"))


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A cue at [start, end) of a Doc; `source` are the words that stand for `*`, `cue_end` where the cue stops."""

    start: int
    end: int
    cue_end: int
    source: tuple[int, int] | None
    needs_source: bool
    cue: Cue


@cache
def _patterns() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """The rows by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for pos in ("preposition", "adverb"):
        for rows in cues(pos).values():
            for row in rows:
                words = tuple(row.words.split())
                found.setdefault(words[0], []).append((words, row))
    for patterns in found.values():
        patterns.sort(key=lambda entry: -len(entry[0]))
    return found


def adjuncts(doc: Doc) -> Iterator[Adjunct]:
    """The cues of a Doc from the left; of two at one word the longer."""
    texts = [token.lower_.replace("’", "'") for token in doc]
    at = 0
    while at < len(texts):
        adjunct = next(filter(None, (_at(doc, texts, at, *entry) for entry in _patterns().get(texts[at], ()))), None)
        if adjunct is not None:
            yield adjunct
        at = adjunct.end if adjunct is not None else at + 1


def _at(doc: Doc, texts: list[str], at: int, words: tuple[str, ...], cue: Cue) -> Adjunct | None:
    if _ANY not in words:
        if not _fits(texts, at, words):
            return None
        if len(words) == 1 and cue.pos == "preposition" and not _is_attributive(doc, at):
            return None
        return Adjunct(at, at + len(words), at + len(words), None, cue.pos == "preposition", cue)
    star = words.index(_ANY)
    head, tail = words[:star], words[star + 1 :]
    if not _fits(texts, at, head):
        return None
    for size in range(1, _LONGEST + 1):
        begin = at + len(head)
        if _fits(texts, begin + size, tail):
            end = begin + size
            if texts[end - 1] == "'s":
                end -= 1
            if end == begin or doc[begin:end].root.pos_ not in ("NOUN", "PROPN", "PRON", "DET"):
                return None
            return Adjunct(at, begin + size + len(tail), at + len(head), (begin, end), True, cue)
        if begin + size >= len(texts) or doc[begin + size - 1].is_punct:
            return None
    return None


def _fits(texts: list[str], at: int, words: tuple[str, ...]) -> bool:
    if at + len(words) > len(texts):
        return False
    return all(
        texts[at + step] == word or (word == "be" and texts[at + step] in _BE) for step, word in enumerate(words)
    )


def _is_attributive(doc: Doc, at: int) -> bool:
    """Whether "per" or "for" stands apart, before a comma or at the head of a clause: "For Pell, it was a triumph"."""
    noun = doc[at].head
    if noun.i < at or doc[at].pos_ != "ADP":
        return False
    if doc[at].lower_ == "for":
        end = max(word.i for word in noun.subtree) + 1
        opens = at == doc[at].sent.start
        return opens and end < len(doc) and doc[end].text == "," and noun.ent_type_ in ("PERSON", "ORG", "NORP")
    return at > 0 and doc[at - 1].text == "," and noun.pos_ in ("PROPN", "NOUN") and noun.ent_type_ in ("PERSON", "ORG")
