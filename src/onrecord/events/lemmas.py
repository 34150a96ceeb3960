"""Lemmas of the tables behind their inflected forms: a model lemmatises rare verbs wrongly ("resigned" → "resigne")."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.events.patterns import all_patterns
from onrecord.lexicons import table

_VOWELS = frozenset("aeiou")


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


def verb_forms(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb.

    >>> verb_forms("vote"), verb_forms("deny"), verb_forms("ban")
    (('votes', 'voted', 'voting'), ('denies', 'denied', 'denying'), ('bans', 'banned', 'banning'))
    """
    third = noun_forms(verb)[0]
    if verb.endswith("ee"):
        return third, verb + "d", verb + "ing"
    if verb.endswith("e"):
        return third, verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return third, verb[:-1] + "ied", verb + "ing"
    if _doubles(verb):
        return third, verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    return third, verb + "ed", verb + "ing"


def _doubles(verb: str) -> bool:
    """A short verb that ends in consonant, vowel, consonant: ban, stop, rob; not visit, open."""
    tail = verb[-3:]
    syllables = sum(sign in _VOWELS and (not at or verb[at - 1] not in _VOWELS) for at, sign in enumerate(verb))
    closed = len(tail) == 3 and tail[0] not in _VOWELS and tail[1] in _VOWELS and tail[2] not in "aeiouwxy"
    return closed and (syllables == 1 or verb.endswith(("pel", "fer", "mit", "bel", "tel", "rol", "cur", "bat")))


def noun_forms(noun: str) -> tuple[str, ...]:
    """The regular plural of a noun, which is the third person of a verb.

    >>> noun_forms("truce"), noun_forms("clash"), noun_forms("ally")
    (('truces',), ('clashes',), ('allies',))
    """
    if noun.endswith(("s", "x", "z", "ch", "sh", "o")):
        return (noun + "es",)
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun[:-1] + "ies",)
    return (noun + "s",)
