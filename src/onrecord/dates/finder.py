"""Where date expressions stand in a text: the longest runs of words that the grammar knows as dates.

For texts in which names are not marked, or marked badly. Vague words ("soon"), habits, ages and lengths are not found.
"""

import re
from datetime import date
from functools import cache

from onrecord.dates.conventions import Conventions
from onrecord.dates.grammar import FORMS, understand
from onrecord.dates.meaning import Found, Frame, Meaning
from onrecord.dates.words import column, needs_capital, normal, values
from onrecord.records import Evidence

_WORD = re.compile(r"['’]?\w+(?:['’]\w+|[-–./:]\w+)*")
_GAP = re.compile(r",?[^\S\n]+|,?[^\S\n]*\n(?!\s*\n)[^\S\n]*")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s|am|pm)?")
_PIECES = re.compile(r"[-–./:]")
_POSSESSIVE = re.compile(r"['’]s$")
_LONGEST = 9
_TRIAL = Frame(date(2012, 7, 4), "future", None, Conventions(), understand)
"""Any day does: what counts is whether the words are a date, not which."""


class _Words:
    """The words of a text, with the places where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in _WORD.finditer(text)]
        self.plain = [_plain(text[start:end]) for start, end in self.spans]
        self.known = [all(_is_known(piece) for piece in _PIECES.split(word)) for word in self.plain]

    def touch(self, number: int) -> bool:
        """Whether nothing but a blank or a comma stands before this word and after the one before."""
        start, end = self.spans[number - 1][1], self.spans[number][0]
        if self.text[start] == "." and _is_shortened(self.plain[number - 1]):
            start += 1
            if self.text[end].isupper() and not _may_follow_a_point(self.plain[number]):
                return False
        return bool(_GAP.fullmatch(self.text, start, end))

    def written(self, first: int, last: int) -> str:
        """The text from one word to another."""
        return self.text[self.spans[first][0] : self.spans[last][1]]


def _plain(word: str) -> str:
    """One word, as the grammar reads it: `p.m` is `pm`."""
    plain = word.lower().replace("’", "'")
    return plain.replace(".", "") if "." in plain and not plain[0].isdigit() else plain


@cache
def _vocabulary() -> frozenset[str]:
    """All words in the patterns of the grammar."""
    sources = (pattern.pattern for form in FORMS for pattern in form.compiled)
    found = {
        word for source in sources for word in re.findall(r"[a-z]+(?:'[a-z]+)?", re.sub(r"\(\?P.\w+.|\\.", " ", source))
    }
    return frozenset(
        found | set(values("UNIT")) | {piece for word in values("NUMBER_WORD") for piece in word.split("-")}
    )


@cache
def _core() -> frozenset[str]:
    """Words of which one stands in every date without a number."""
    tables = ("WEEKDAY", "MONTH", "SEASON", "UNIT", "DAY_WORD", "HOLIDAY", "DECADE", "ORDINAL_WORD", "PART")
    words = {word for table in tables for key in values(table) for word in key.split()} | {"weekend", "overnight"}
    return frozenset(words - {"the", "of", "day", "new", "last", "before"} | {"day"})


def _is_known(piece: str) -> bool:
    return piece in _vocabulary() or bool(_NUMBER.fullmatch(piece)) or piece.removesuffix("'s") in _vocabulary()


def _is_shortened(word: str) -> bool:
    """Whether a point belongs to a word: `p.m.`, `Feb.`, `Tues.`."""
    names = word in values("MONTH") or word in values("WEEKDAY")
    return word in ("am", "pm") or (names and len(word) <= 4 and word not in ("may", "june", "july"))


def _may_follow_a_point(word: str) -> bool:
    """Whether a word has its capital letter not from the beginning of a sentence."""
    return any(word in values(table) for table in ("MONTH", "WEEKDAY", "ZONE"))


def find(text: str) -> tuple[Evidence, ...]:
    """The date expressions of a text, in its order and without overlap.

    >>> [one.quote for one in find("The talks, which began on the 16th, go on today, as last month in May.")]
    ['the 16th', 'today', 'last month', 'May']
    """
    words = _Words(text)
    found, number = [], 0
    while number < len(words.spans):
        end = _longest(words, number) if words.known[number] else None
        if end is None:
            number += 1
            continue
        found.append(_evidence(words, number, end))
        number = end + 1
    return tuple(found)


def _longest(words: _Words, first: int) -> int | None:
    """The last word of the longest date that begins with a word."""
    last = first
    while (
        last + 1 < len(words.spans) and last - first + 1 < _LONGEST and words.known[last + 1] and words.touch(last + 1)
    ):
        last += 1
    if column("BESIDE", "first").get(words.plain[first]) == "no":
        return None
    for end in range(last, first - 1, -1):
        if (
            column("BESIDE", "last").get(words.plain[end]) != "no"
            and _has_core(words, first, end)
            and _is_date(words, first, end)
        ):
            return end
    return None


def _has_core(words: _Words, first: int, last: int) -> bool:
    pieces = (piece for word in words.plain[first : last + 1] for piece in _PIECES.split(word))
    return any(piece in _core() or piece[:1].isdigit() or piece.removesuffix("'s") in _core() for piece in pieces)


def _is_date(words: _Words, first: int, last: int) -> bool:
    if not _is_written_as_date(words, first, last):
        return False
    written = words.written(first, last)
    if _POSSESSIVE.search(written) and _role(words.plain[first]) == "border":
        return False  # after Friday's attack: not after Friday
    plain = normal(written)
    meaning = _meaning(plain)
    if meaning is None or not (isinstance(meaning, Found) or meaning.names_date):
        return False
    without = plain.partition(" ")[2]
    return not (_role(words.plain[first]) == "preposition" and _meaning(without) == meaning)


def _role(word: str) -> str:
    """Whether a word before a date is a preposition that adds nothing, sets a border, or leads up to it."""
    return values("BESIDE").get(word, "-")


def _meaning(plain: str) -> Meaning:
    return understand(plain, _TRIAL)


def _is_written_as_date(words: _Words, first: int, last: int) -> bool:
    """Whether words that mean something else too (`may`, `fall`, `the second`, `1500`) are a date here."""
    names, capital = words.plain[first : last + 1], needs_capital()
    small = (word for number, word in enumerate(names, first) if words.text[words.spans[number][0]].islower())
    if any(word in capital and word not in values("SEASON") for word in small):
        return False
    if first and _role(words.plain[first - 1]) == "habit":
        return False
    is_number = bool(_NUMBER.fullmatch(names[-1])) and not names[-1].endswith("s")
    if is_number and not _ends_here(words, last):
        return False
    if len(names) == 1 and (names[0] in capital or names[0] in values("SEASON") or is_number):
        return first > 0 and words.touch(first) and _role(words.plain[first - 1]) != "-"
    if len(names) == 2 and names[0] == "the":
        is_noun = names[1] in capital or any(names[1] in values(table) for table in ("UNIT", "PART", "ORDINAL_WORD"))
        return is_number or not is_noun
    return True


def _ends_here(words: _Words, last: int) -> bool:
    """No noun follows that a number would count."""
    follows = last + 1
    if follows >= len(words.spans) or not _GAP.fullmatch(words.text, words.spans[last][1], words.spans[follows][0]):
        return True
    gap = words.text[words.spans[last][1] : words.spans[follows][0]]
    return (
        "," in gap
        or column("BESIDE", "after").get(words.plain[follows]) == "yes"
        or not words.text[words.spans[follows][0]].islower()
    )


def _evidence(words: _Words, first: int, last: int) -> Evidence:
    """The span, with the point of `p.m.` and without the `'s` of a possessive."""
    start, end = words.spans[first][0], words.spans[last][1]
    ending = _POSSESSIVE.search(words.text, start, end)
    if ending and normal(words.text[start : ending.start()]) == normal(words.text[start:end]):
        end = ending.start()
    if re.search(r"\b[ap]\.m$", words.text[start:end], re.IGNORECASE) and words.text[end : end + 1] == ".":
        end += 1
    return Evidence.of(words.text, start, end)
