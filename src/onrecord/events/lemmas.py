"""Lemmas of the tables behind their inflected forms: a model lemmatises rare verbs wrongly ("resigned" → "resigne")."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.events.patterns import all_patterns
from onrecord.lexicons import table
from onrecord.lexicons.inflection import noun_forms, verb_forms


def lemma_of(token: Token) -> str:
    """The lemma of a word, by the forms of the pattern tables where they know it, else as the model has it."""
    pos = "verb" if token.pos_ in ("VERB", "AUX") else "noun"
    return _forms(pos).get(token.lower_) or token.lemma_.lower()


@cache
def _forms(pos: str) -> dict[str, str]:
    lemmas = {word for one in all_patterns() for word in _words(one.lemma, one.pos, pos)}
    for one in all_patterns():
        for condition in one.conditions:
            if (condition.role == "infinitive") == (pos == "verb"):
                lemmas |= condition.words
    found: dict[str, str] = {}
    if pos == "verb":
        for row in table("en/irregular_verbs", "verb", "past", "participle"):
            for form in (row["past"], row["participle"]):
                found.setdefault(form, row["verb"])
    for lemma in sorted(lemmas):
        for form in (lemma, *(verb_forms(lemma) if pos == "verb" else noun_forms(lemma))):
            found.setdefault(form, lemma)
    return found


def _words(lemma: str, own: str, asked: str) -> Iterator[str]:
    if own == asked:
        yield lemma.partition(" ")[0] if asked == "verb" else lemma
