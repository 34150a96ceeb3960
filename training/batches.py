"""DOCUMENTS → BATCHES: windows of sentences as tensors, with the targets of every layer that a corpus has.

Augmentation: lower-cased copies (half of them without punctuation, like recognised speech), capitals, headlines.
"""

import random
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch

from onrecord.language.lemmas import script_of
from onrecord.language.pairs import Heads, name_run
from onrecord.language.pieces import Pieces
from training.corpora import ENTITY_LABELS, Document, Sentence

MISSING = -100


@dataclass
class Tables:
    """Label tables of the heads: label → number, in the order of the number."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    entity: list[str] = field(default_factory=lambda: list(ENTITY_LABELS))

    def __post_init__(self) -> None:
        self.number = {
            name: {label: at for at, label in enumerate(getattr(self, name))} for name in self.__dataclass_fields__
        }


def tables_of(documents: list[Document], least: int = 3) -> Tables:
    """Collects the labels of training documents; lemma scripts that occur less than `least` times are left out."""
    seen: dict[str, dict[str, int]] = {name: {} for name in ("upos", "xpos", "feats", "deprel", "lemma")}
    for document in documents:
        for sentence in document.sentences:
            if sentence.upos is None:
                continue
            scripts = [script_of(word, lemma) for word, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
            columns = (sentence.upos, sentence.xpos, sentence.feats, sentence.deprels, scripts)
            for name, labels in zip(seen, columns, strict=True):
                for label in labels:
                    seen[name][label] = seen[name].get(label, 0) + 1
    kept = {
        name: sorted(label for label, count in labels.items() if name != "lemma" or count >= least)
        for name, labels in seen.items()
    }
    return Tables(**kept)


@dataclass
class Window:
    """Consecutive sentences of one document that are encoded together."""

    sentences: list[Sentence]
    offset: int = 0  # of its first word in the document

    @property
    def words(self) -> list[str]:
        """All words."""
        return [word for sentence in self.sentences for word in sentence.words]


def windows(document: Document, limit: int, sentence_cap: int = 180) -> list[Window]:
    """Cuts a document into windows of whole sentences of at most `limit` words (one sentence at least)."""
    found: list[Window] = []
    count = offset = 0
    for sentence in document.sentences:
        size = len(sentence.words)
        if size > sentence_cap:
            sentence = cut(sentence, sentence_cap)  # noqa: PLW2901
            size = sentence_cap
        if not found or count + size > limit:
            found.append(Window([], offset))
            count = 0
        found[-1].sentences.append(sentence)
        count += size
        offset += size
    return found


def cut(sentence: Sentence, size: int) -> Sentence:
    """The beginning of an overlong sentence; heads beyond it become roots' children."""
    parts: dict[str, Any] = {
        name: getattr(sentence, name)[:size] if getattr(sentence, name) else None
        for name in ("words", "upos", "xpos", "feats", "lemmas", "deprels", "entities")
    }
    heads = [head if head < size else -1 for head in sentence.heads[:size]] if sentence.heads else None
    return Sentence(text=" ".join(parts["words"]), heads=heads, speaker=sentence.speaker, **parts)


def augmented(sentence: Sentence, way: str) -> Sentence:
    """A copy in other case: `lower`, `upper`, `title`, or `bare` (lower, without punctuation)."""
    change = {"upper": str.upper, "title": lambda word: word[:1].upper() + word[1:]}.get(way, str.lower)
    copy = replace(sentence, words=[change(word) for word in sentence.words])
    return without_punctuation(copy) if way == "bare" else copy


def without_punctuation(sentence: Sentence) -> Sentence:
    """Takes out punctuation that governs nothing; sentences of corpora without trees by their signs."""
    governs = set(sentence.heads or ())
    keep = [
        at
        for at, word in enumerate(sentence.words)
        if at in governs
        or any(map(str.isalnum, word))
        or (sentence.upos and sentence.upos[at] != "PUNCT")
        or word == "-"
    ]
    if not keep:
        return sentence
    place = {old: new for new, old in enumerate(keep)}
    copy = replace(sentence)
    for name in ("words", "upos", "xpos", "feats", "lemmas", "deprels", "entities"):
        values = getattr(sentence, name)
        setattr(copy, name, [values[at] for at in keep] if values else values)
    if sentence.heads:
        copy.heads = [place.get(sentence.heads[at], -1) if sentence.heads[at] >= 0 else -1 for at in keep]
    return copy


def pick_way(rng: random.Random) -> str | None:
    """The case in which a window is shown."""
    draw = rng.random()
    for way, bound in (("lower", 0.04), ("bare", 0.09), ("upper", 0.16), ("title", 0.18)):
        if draw < bound:
            return way
    return None


def batch_of(
    shown: list[Window], pieces: Pieces, tables: Tables, vectors: dict[str, np.ndarray] | None = None
) -> dict[str, Any]:
    """Tensors of windows: inputs, and the targets of each layer with MISSING where there is none."""
    rows = [pieces.window(window.words) for window in shown]
    length, width = max(len(row[0]) for row in rows), max(len(row[2]) for row in rows)
    inputs = torch.zeros(4, len(rows), max(length, width), dtype=torch.long)
    for at, row in enumerate(rows):
        for kind, values in enumerate(row):
            inputs[kind, at, : len(values)] = torch.tensor(values)
    batch: dict[str, Any] = {
        "pieces": inputs[0, :, :length],
        "shapes": inputs[1, :, :length],
        "first": inputs[2, :, :width],
        "last": inputs[3, :, :width],
    }
    targets = {
        name: torch.full((len(rows), width), MISSING)
        for name in ("upos", "xpos", "feats", "lemma", "start", "head", "deprel")
    }
    allowed = torch.zeros(len(rows), width, len(tables.entity), dtype=torch.bool)
    sentence_of = torch.full((len(rows), width), -1)
    teacher: list[tuple[int, int, int, np.ndarray]] = []
    for at, window in enumerate(shown):
        offset = 0
        for number, sentence in enumerate(window.sentences):
            size = len(sentence.words)
            span = slice(offset, offset + size)
            sentence_of[at, span] = number
            if sentence.upos is not None and not sentence.silver:
                _tree_targets(targets, at, offset, sentence, tables)
            if sentence.entities is not None:
                for place, labels in enumerate(sentence.entities):
                    for label in labels:
                        allowed[at, offset + place, tables.number["entity"][label]] = True
            if vectors is not None and len(window.sentences) == 1 and sentence.text in vectors:
                teacher.append((at, offset, offset + size, vectors[sentence.text]))
            offset += size
    return batch | {"targets": targets, "allowed": allowed, "sentence_of": sentence_of, "teacher": teacher}


def _tree_targets(targets: dict[str, torch.Tensor], at: int, offset: int, sentence: Sentence, tables: Tables) -> None:
    size = len(sentence.words)
    span = slice(offset, offset + size)
    scripts = [script_of(word, lemma) for word, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
    columns = {
        "upos": sentence.upos,
        "xpos": sentence.xpos,
        "feats": sentence.feats,
        "deprel": sentence.deprels,
        "lemma": scripts,
    }
    for name, labels in columns.items():
        targets[name][at, span] = torch.tensor([tables.number[name].get(label, MISSING) for label in labels])
    targets["head"][at, span] = torch.tensor([offset + head + 1 if head >= 0 else 0 for head in sentence.heads])
    targets["start"][at, span] = torch.tensor([1] + [0] * (size - 1))


PARTIAL = ("litbank", "redocred", "corpus")
"""Corpora that annotate coreference of some kinds of mentions alone."""


@dataclass
class Chained:
    """What coreference needs of a stretch of a document: words in a row over its windows, gold mentions by head."""

    heads: Heads
    sentence_bounds: list[tuple[int, int]]  # of each word
    mention: dict[int, tuple[int, int, int]]  # head word → (chain, start, end)
    partial: bool = False  # some kinds of mentions are not annotated: what is not marked may be one


def chained(document: Document, shown: list[Window]) -> Chained:
    """Gold mentions in the words of the windows, by head; a change of speaker or paragraph opens a segment."""
    first = shown[0].offset
    sentences = [sentence for window in shown for sentence in window.sentences]
    words, upos, feats, sentence_of, segment_of, speaker_of, bounds, heads = [], [], [], [], [], [], [], []
    names: dict[str, int] = {}
    segment = 0
    speaker = None
    for number, sentence in enumerate(sentences):
        offset, size = len(words), len(sentence.words)
        if number and (sentence.speaker != speaker or (sentence.paragraph and not sentence.speaker)):
            segment += 1
        speaker = sentence.speaker
        words += sentence.words
        upos += sentence.upos or ["X"] * size
        feats += sentence.feats or ["_"] * size
        heads += [offset + head if head >= 0 else -1 for head in sentence.heads or [-1] * size]
        sentence_of += [number] * size
        segment_of += [segment] * size
        speaker_of += [names.setdefault(speaker, len(names)) if speaker else -1] * size
        bounds += [(offset, offset + size)] * size
    runs = [name_run(at, words, upos, *bounds[at]) for at in range(len(words))]
    mention: dict[int, tuple[int, int, int]] = {}
    for chain, spans in enumerate(document.chains or []):
        inside = [(start - first, end - first) for start, end in spans if start >= first and end - first <= len(words)]
        for start, end in inside:
            if bounds[start] != bounds[end - 1]:
                continue
            head = next((at for at in range(start, end) if not start <= heads[at] < end), start)
            if head not in mention or end - start > mention[head][2] - mention[head][1]:
                mention[head] = (chain, start, end)
    as_numbers = (np.array(values, np.int64) for values in (sentence_of, segment_of, speaker_of))
    return Chained(Heads(words, upos, feats, *as_numbers, runs), bounds, mention, document.source in PARTIAL)
