"""MENTIONS → FEATURES OF PAIRS: what coreference knows of two mentions beside the encoder's view of them.

Word-level coreference (Dobrovolskii 2021): a mention stands for its head word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.lexicons import table

Ints = NDArray[np.int64]

PRONOUN_CLASSES = ("I", "you", "we", "he", "she", "it", "they", "this", "who")
"""Classes of pronouns (`lexicons/en/pronouns.tsv`); the trained tables know them by their place here."""

_OTHER_PRONOUN, _NAME, _NOUN, _OTHER = 9, 10, 11, 12
CLASSES = 13
LAST_PRONOUN = _OTHER_PRONOUN

FEATURE_SIZES = (CLASSES * CLASSES, 10, 10, 6, 4, 9)
"""Values of each feature of a pair: classes, sentences apart, mentions apart, words shared, speakers, numbers."""


@dataclass(frozen=True)
class Heads:
    """Head words of the mention candidates of a document, in the order of the text."""

    words: Sequence[str]
    upos: Sequence[str]
    feats: Sequence[str]
    sentences: Ints
    segments: Ints
    speakers: Ints  # -1 where nobody is known
    runs: Sequence[tuple[str, ...]]  # proper-noun run around a name's head, lower-cased; empty for others


def class_of(word: str, upos: str) -> int:
    """Class of a head word: the persons of pronouns, name, noun, other."""
    found = _class_of_pronouns().get(word.lower())
    if found is not None and upos in ("PRON", "DET", ""):
        return found
    if upos == "PRON":
        return _OTHER_PRONOUN
    return {"PROPN": _NAME, "NOUN": _NOUN}.get(upos, _OTHER)


@cache
def _class_of_pronouns() -> dict[str, int]:
    return {row["word"]: PRONOUN_CLASSES.index(row["class"]) for row in table("en/pronouns", "word", "class")}


def name_run(at: int, words: Sequence[str], upos: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """The lower-cased proper nouns around a name's head inside its sentence [start, end)."""
    if upos[at] != "PROPN":
        return ()
    left, right = at, at + 1
    while left > start and upos[left - 1] == "PROPN":
        left -= 1
    while right < end and upos[right] == "PROPN":
        right += 1
    return tuple(word.lower() for word in words[left:right])


def buckets(distances: Ints) -> Ints:
    """0, 1, 2, 3, 4, 5–7, 8–15, 16–31, 32–63, 64 and more."""
    return np.searchsorted(np.array([1, 2, 3, 4, 5, 8, 16, 32, 64]), distances, side="right").astype(np.int64)


def pair_features(heads: Heads, later: Ints, earlier: Ints) -> Ints:
    """Features of pairs of mentions: (pairs, kinds of feature), each below its size in FEATURE_SIZES."""
    classes = np.array([class_of(word, upos) for word, upos in zip(heads.words, heads.upos, strict=True)], np.int64)
    numbers = np.array([_number_of(feats) for feats in heads.feats], np.int64)
    segments = heads.segments[later] - heads.segments[earlier]
    known = (heads.speakers[later] >= 0) & (heads.speakers[earlier] >= 0)
    same = heads.speakers[later] == heads.speakers[earlier]
    return np.stack(
        [
            classes[later] * CLASSES + classes[earlier],
            buckets(heads.sentences[later] - heads.sentences[earlier]),
            buckets(later - earlier),
            _shared(heads, later, earlier),
            np.where(~known, 0, np.where(same, 1, np.where(segments == 1, 2, 3))),
            numbers[later] * 3 + numbers[earlier],
        ],
        axis=1,
    )


def _number_of(feats: str) -> int:
    return 1 if "Number=Sing" in feats else 2 if "Number=Plur" in feats else 0


def _shared(heads: Heads, later: Ints, earlier: Ints) -> Ints:
    """0 nothing shared, 1 same head, 2 same name, 3 one name's head in the other, 4 a word of the names, 5 initials."""
    low = [word.lower() for word in heads.words]
    ids: dict[str, int] = {}
    numbers = np.array([ids.setdefault(word, len(ids)) for word in low], np.int64)
    found: Ints = (numbers[later] == numbers[earlier]).astype(np.int64)
    names = np.array([bool(run) for run in heads.runs], bool)
    for at in np.flatnonzero(names[later] & names[earlier]):
        one, other = int(later[at]), int(earlier[at])
        found[at] = _names_shared(low[one], heads.runs[one], low[other], heads.runs[other])
    return found


def _names_shared(head: str, run: tuple[str, ...], other_head: str, other_run: tuple[str, ...]) -> int:
    if run == other_run:
        return 2
    if head in other_run or other_head in run:
        return 3
    if set(run) & set(other_run):
        return 4
    short, long = (run, other_run) if len(run) < len(other_run) else (other_run, run)
    initials = "".join(word[0] for word in long)
    return 5 if len(short) == 1 and len(long) > 1 and short[0].replace(".", "") == initials else 0
