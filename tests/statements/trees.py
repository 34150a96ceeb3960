"""Sentences with hand-made trees: the notation of tests/language/sentences.py, with names marked."""

import sys
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc, Span, Token
from spacy.vocab import create_vocab

sys.path.insert(0, str(Path(__file__).parents[1] / "language"))

from sentences import SCHEMES, doc_of

from onrecord.language.grammar import Grammar

GRAMMAR = Grammar.for_labels(SCHEMES["ud"])
VOCAB = create_vocab("en", English.Defaults)  # a bare one knows no lower case, which the rules ask for


def tree(words: str, places: str, *names: str) -> Doc:
    """A Doc of words and a tree; `names` are words with the type of their entity: "Mara Pell PERSON"."""
    bare = doc_of(words, places)
    doc = Doc(
        VOCAB,
        words=[token.text for token in bare],
        spaces=[bool(token.whitespace_) for token in bare],
        tags=[token.tag_ for token in bare],
        pos=[token.pos_ for token in bare],
        lemmas=[token.lemma_ for token in bare],
        heads=[token.head.i for token in bare],
        deps=[token.dep_ for token in bare],
    )
    doc.ents = [span for name in names for span in spans(doc, *name.rsplit(" ", 1))]
    return doc


def spans(doc: Doc, text: str, label: str) -> list[Span]:
    """All places of some words."""
    parts = text.split()
    found = [at for at in range(len(doc)) if [token.text for token in doc[at : at + len(parts)]] == parts]
    return [Span(doc, start, start + len(parts), label=label) for start in found]


def word(doc: Doc, text: str) -> Token:
    """The first token of this form."""
    return next(token for token in doc if token.text == text)


def words_of(doc: Doc, numbers: frozenset[int]) -> str:
    """Some tokens as text: a blank between them, ` | ` where others stand between."""
    found, last = "", -1
    for number in sorted(numbers):
        found += (" " if number == last + 1 and found else " | " if found else "") + doc[number].text
        last = number
    return found
