"""The words of the tables in `lexicons/dates/`, as alternatives for patterns and as look-ups.

All keys are in lower case. A pattern names a table in braces: `{WEEKDAY}` stands for every weekday in it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import table

_TABLES = {
    "NUMBER_WORD": ("numbers", "value"),
    "ORDINAL_WORD": ("ordinals", "value"),
    "WEEKDAY": ("weekdays", "number"),
    "MONTH": ("months", "number"),
    "UNIT": ("units", "unit"),
    "SEASON": ("seasons", "months"),
    "PART": ("day_parts", "example"),
    "DAY_WORD": ("day_words", "days"),
    "DIRECTION": ("directions", "direction"),
    "HEDGE": ("hedges", "running"),
    "THIRD": ("thirds", "third"),
    "DECADE": ("decades", "decade"),
    "ZONE": ("zones", "example"),
    "HOLIDAY": ("holidays", "rule"),
    "VAGUE": ("vague", "reason"),
    "KNOWN_DAY": ("known_days", "year"),
    "BESIDE": ("beside", "role"),
}
_BUILT = {
    "COUNT": r"(?:\d{1,4}|{NUMBER_WORD}(?:[- ]{NUMBER_WORD})?)",
    "ORDINAL": r"(?:\d{1,2}(?:st|nd|rd|th)|{ORDINAL_WORD})",
    "DAY_NUMBER": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
    "YEAR": r"(?:1\d|20)\d\d",
}


@cache
def values(macro: str) -> Mapping[str, str]:
    """What the words of a table stand for: `values("MONTH")["sept"]` is `9`."""
    name, column = _TABLES[macro]
    return MappingProxyType({row["words"]: row[column] for row in table(f"dates/{name}", "words", column, "example")})


@cache
def column(macro: str, name: str) -> Mapping[str, str]:
    """Another column of a table by its words."""
    return MappingProxyType({row["words"]: row[name] for row in table(f"dates/{_TABLES[macro][0]}", "words", name)})


@cache
def alternatives(macro: str) -> str:
    """The words of a table as a group of a pattern, the longest first."""
    if macro in _BUILT:
        return expanded(_BUILT[macro])
    return f"(?:{'|'.join(re.escape(words) for words in _longest_first(values(macro)))})"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda one: (-len(one), one))


def expanded(pattern: str) -> str:
    """A pattern with the words of the tables that it names.

    >>> expanded("in {SEASON}")
    'in (?:autumn|spring|summer|winter|fall)'
    """
    return re.sub(r"\{([A-Z_]+)\}", lambda match: alternatives(match[1]), pattern)


@cache
def needs_capital() -> frozenset[str]:
    """Words that name a date only with a capital letter, or beside other words of a date: `may`, `march`, `sun`."""
    return frozenset(
        word
        for macro in ("WEEKDAY", "MONTH", "SEASON")
        for word, flag in column(macro, "capital").items()
        if flag == "yes"
    )


def count(words: str) -> int:
    """The number that words stand for.

    >>> count("twenty-four"), count("two hundred"), count("48")
    (24, 200, 48)
    """
    if words.isdigit():
        return int(words)
    total = 0
    for word in re.split(r"[- ]", words):
        value = int(values("NUMBER_WORD")[word])
        total = max(total, 1) * value if value == 100 else total + value
    return total


def ordinal(words: str) -> int:
    """The place that an ordinal number names.

    >>> ordinal("16th"), ordinal("twenty-first")
    (16, 21)
    """
    return int(words[:-2]) if words[0].isdigit() else int(values("ORDINAL_WORD")[words])


def normal(text: str) -> str:
    """Words as the grammar reads them: lower case, plain marks, single blanks, without commas and final marks.

    >>> normal("the early hours of Wednesday,  the 16th.")
    'the early hours of wednesday the 16th'
    >>> normal("3 p.m. on New Year’s Eve")
    "3 pm on new year's eve"
    """
    plain = re.sub(r"[’‘`]", "'", re.sub(r"[‐‑‒–—−]", "-", text.lower()))
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    plain = re.sub(r"\.(?!\d)", "", plain)
    plain = re.sub(r"[,;()\[\]\"“”\s]+", " ", plain).strip(" :!?-").rstrip("'")
    return re.sub(r"^'(?!\d)|(?<!new year)'s$", "", plain)
