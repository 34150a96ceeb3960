"""Turns that say nothing: greetings, thanks, signs of listening. They are turns and no statements."""

import re
from functools import cache

from onrecord.lexicons import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 24
"""Words; a longer turn says something."""


def is_phatic(text: str) -> bool:
    """Whether the words of a turn are formulas of the table and names of those who are addressed, nothing else.

    >>> is_phatic("Thank you, Marcus. Good to be here."), is_phatic("Thank you for the tents."), is_phatic("Yes.")
    (True, False, False)
    """
    found = [match.group() for match in _WORD.finditer(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text))]
    if not found or len(found) > _LONGEST:
        return False
    folded = [word.lower().replace("’", "'") for word in found]
    at, formulas = 0, 0
    while at < len(found):
        size = next((size for size in range(_most(), 0, -1) if " ".join(folded[at : at + size]) in _formulas()), 0)
        if not size and not (at and found[at][:1].isupper()):
            return False
        formulas += bool(size)
        at += max(size, 1)
    return formulas > 0


@cache
def _formulas() -> frozenset[str]:
    return words("en/phatic")


@cache
def _most() -> int:
    return max(len(formula.split()) for formula in _formulas())
