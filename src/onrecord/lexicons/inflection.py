"""Regular forms of verbs and nouns, to find the lemmas of tables behind forms that a model lemmatises wrongly."""

import re

_VOWELS = frozenset("aeiou")


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


_STRESSED = ("pel", "mit", "bel", "tel", "rol", "cur", "nap", "quip", "efer", "nfer", "sfer", "bat")
"""Ends of longer verbs that double their consonant."""


def _doubles(verb: str) -> bool:
    """A short verb that ends in consonant, vowel, consonant: ban, stop, quit; of longer ones some."""
    plain = verb.replace("qu", "q")
    closed = re.fullmatch(r".*[^aeiou][aeiou][^aeiouwxy]", plain) is not None
    vowels = re.findall(r"[aeiouy]+", plain)
    return closed and (len(vowels) == 1 or verb.endswith(_STRESSED))


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
