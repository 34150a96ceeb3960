"""DECODED WORDS → DOC: spaCy's own object, so that its matchers, visualisers and users' habits work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.language.entities import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A decoded sentence: `start` is its first word in the document, heads are words of the sentence, -1 the root's."""

    start: int
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[Span]

    @property
    def end(self) -> int:
        """Behind its last word in the document."""
        return self.start + len(self.upos)


def doc_of(vocab: Vocab, words: Sequence[str], spaces: Sequence[bool], sentences: Sequence[Sentence]) -> Doc:
    """The Doc of one segment: `sentences` cover its words; roots are their own heads, as spaCy has it."""
    if not words:
        return Doc(vocab)
    first = sentences[0].start
    heads: list[int] = []
    marks = ["O"] * len(words)
    for sentence in sentences:
        base = sentence.start - first
        heads += [base + (head if head >= 0 else at) for at, head in enumerate(sentence.heads)]
        for start, end, kind in sentence.entities:
            marks[base + start] = f"B-{kind}"
            marks[base + start + 1 : base + end] = [f"I-{kind}"] * (end - start - 1)
    doc = Doc(
        vocab,
        words=list(words),
        spaces=list(spaces),
        pos=[tag for sentence in sentences for tag in sentence.upos],
        tags=[tag for sentence in sentences for tag in sentence.xpos],
        morphs=["" if feats == "_" else feats for sentence in sentences for feats in sentence.feats],
        lemmas=[lemma for sentence in sentences for lemma in sentence.lemmas],
        deps=["ROOT" if label == "root" else label for sentence in sentences for label in sentence.deprels],
        heads=heads,
        ents=marks,
    )
    # spaCy reads sentence starts off the trees, and loses its way in deep ones whose branches cross
    starts: Any = np.full(len(words), -1)
    starts[[sentence.start - first for sentence in sentences]] = 1
    return doc.from_array(["SENT_START"], starts.astype(np.uint64))
