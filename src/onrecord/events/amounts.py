"""Amounts in words, without a model: "more than 80", "two to three dozen", "half a dozen", "no one".

amounts_in("killed at least 20 or 30")  # every amount with its place
parse_amount("dozens more")             # the one amount that a phrase is
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import table
from onrecord.records.figure import FigureRelation

_PIECE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_YEAR = range(1900, 2100)
_LONGEST = 4  # words of an entry of the tables
_NOT_BEFORE = frozenset("$€£¥#/:.@-–")
_NOT_BEHIND = frozenset("%/:°")
_SPANS = ("to", "-", "–", "or")
_RELATIVES = (FigureRelation.MORE_THAN, FigureRelation.AT_LEAST)
_LIMITS = (FigureRelation.LESS_THAN, FigureRelation.UP_TO)


class Amount(NamedTuple):
    """How many, by bounds that are both inclusive (None: no bound), in [start, end) of the text that was read.

    `core` is where the number itself begins, behind "more than".
    """

    low: int | None
    high: int | None
    relation: FigureRelation
    start: int
    core: int
    end: int


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


class _Core(NamedTuple):
    """A number or a vague word, and how many pieces it takes."""

    low: int | None
    high: int | None
    relation: FigureRelation
    length: int


def parse_amount(text: str) -> Amount | None:
    """The one amount that a phrase is or begins with, None where it has none.

    >>> amount = parse_amount("more than 80")
    >>> amount.low, amount.high, amount.relation.value
    (80, None, 'more-than')
    >>> parse_amount("about a ferry") is None
    True
    """
    return next(iter(amounts_in(text)), None)


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order; ages, sums of money, percentages, clock times, model numbers are none."""
    pieces = [_Piece(found[0].lower(), *found.span()) for found in _PIECE.finditer(text)]
    found, at = [], 0
    while at < len(pieces):
        core = _core(pieces, at) if _limit(pieces, at) is None else None
        if core is None:
            at += 1
            continue
        amount, at = _whole(pieces, at, core)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def _whole(pieces: Sequence[_Piece], at: int, core: _Core) -> tuple[Amount | None, int]:
    """The amount around a number, and where reading goes on."""
    end = at + core.length
    first, low, high, relation = at, core.low, core.high, core.relation
    upper = _upper(pieces, at, end)
    if upper is not None:
        low, high, relation = _lower(pieces, end, core, upper), upper.high, FigureRelation.RANGE
        end += 1 + upper.length
        first -= _word(pieces, at - 1) == "between"
    if _is_measured(pieces, at, end):
        return None, end
    for word, place, before in _around(pieces, first, end):
        size = len(word)
        if place == "before":
            first -= size
        else:
            end += size
        if relation in (FigureRelation.EXACT, FigureRelation.VAGUE) and before is not FigureRelation.EXACT:
            low, high, relation = _bounded(low, high, relation, before)
    return Amount(low, high, relation, pieces[first].start, pieces[at].start, pieces[end - 1].end), end


def _bounded(
    low: int | None, high: int | None, own: FigureRelation, relation: FigureRelation
) -> tuple[int | None, int | None, FigureRelation]:
    """Bounds by the words around: a vague amount stays vague where they only make it rougher."""
    if relation in _RELATIVES:
        return low, None, relation
    if relation in _LIMITS:
        return None, high, relation
    return (low, high, own) if own is FigureRelation.VAGUE else (low, high, relation)


def _around(pieces: Sequence[_Piece], first: int, end: int) -> list[tuple[tuple[str, ...], str, FigureRelation]]:
    """The words of relation before a number, the nearest first and two at most, and one behind it."""
    found = []
    for _ in range(2):
        word = _ending(pieces, first)
        if word is None:
            break
        found.append((word, "before", _relations()["before"][word]))
        first -= len(word)
    if _word(pieces, end) in ("-", "–") and (_word(pieces, end + 1),) in _relations()["after"]:
        return [
            *found,
            ((pieces[end].text, pieces[end + 1].text), "after", _relations()["after"][(_word(pieces, end + 1),)]),
        ]
    for size in (2, 1):
        word = tuple(piece.text for piece in pieces[end : end + size])
        if word in _relations()["after"] and _word(pieces, end + size) != "than":
            return [*found, (word, "after", _relations()["after"][word])]
    return found


def _ending(pieces: Sequence[_Piece], end: int) -> tuple[str, ...] | None:
    for size in range(min(_LONGEST, end), 0, -1):
        word = tuple(piece.text for piece in pieces[end - size : end])
        if word in _relations()["before"]:
            return word
    return None


def _limit(pieces: Sequence[_Piece], at: int) -> int | None:
    """How many words of relation begin here with a word that is an amount too: "*no* more than 12"."""
    for size in range(_LONGEST, 1, -1):
        if tuple(piece.text for piece in pieces[at : at + size]) in _relations()["before"]:
            return size
    return None


def _upper(pieces: Sequence[_Piece], at: int, end: int) -> _Core | None:
    """The second number of "20 to 30", "between 20 and 30", "two or three"; "from 20 to 30" tells of a change."""
    joint, before = _word(pieces, end), _word(pieces, at - 1)
    if joint not in _SPANS and not (joint == "and" and before == "between"):
        return None
    upper, lower = _core(pieces, end + 1), _core(pieces, at)
    if before == "from" or upper is None or lower is None or upper.low is None or lower.low is None:
        return None
    if FigureRelation.VAGUE in (upper.relation, lower.relation) or upper.low <= lower.low:
        return None
    return upper


def _lower(pieces: Sequence[_Piece], end: int, core: _Core, upper: _Core) -> int | None:
    """The first number of a range, which shares the magnitude behind the second: "two to three *dozen*"."""
    kind, value = _numerals().get(_word(pieces, end + upper.length), ("", 0))
    if kind != "magnitude" or upper.length < 2 or core.low is None or core.low >= value:
        return core.low
    return core.low * value


def _is_measured(pieces: Sequence[_Piece], at: int, end: int) -> bool:
    """Whether marks make a number a sum, a share, a time, a name or a measure: "$30", "30%", "9:30", "34-year-old"."""
    before = pieces[at - 1] if at else None
    behind = pieces[end] if end < len(pieces) else None
    touches = before is not None and before.end == pieces[at].start
    if before is not None and (
        (touches and (before.text in _NOT_BEFORE or before.text.isalpha())) or before.text in "$€£"
    ):
        return True
    if behind is None or behind.start != pieces[end - 1].end:
        return False
    if behind.text == "'" or behind.text in _NOT_BEHIND or behind.text.isalpha():
        return True
    after = pieces[end + 1] if end + 1 < len(pieces) else None
    follows = after is not None and after.start == behind.end
    if behind.text in "-–" and follows and after is not None:
        return (after.text,) not in _relations()["after"]
    return behind.text == "." and follows and after is not None and after.text.isdigit()


def _core(pieces: Sequence[_Piece], at: int) -> _Core | None:
    """The longest vague amount or number that begins at a place."""
    if not 0 <= at < len(pieces):
        return None
    number = _number(pieces, at)
    for size in range(_LONGEST, 0, -1):
        row = _vague().get(tuple(piece.text for piece in pieces[at : at + size]))
        if row is not None and at + size <= len(pieces) and (number is None or size >= number.length):
            return _times(pieces, at + size, row._replace(length=size))
    return number


def _times(pieces: Sequence[_Piece], at: int, core: _Core) -> _Core:
    """ "Several hundred", "a few dozen", "a couple of thousand": the vague number times its magnitude."""
    step = at + (_word(pieces, at) == "of")
    kind, value = _numerals().get(_word(pieces, step), ("", 0))
    if kind != "magnitude" or core.low is None or core.low > 9 or core.low == 0:
        return core
    high = core.high * value if core.high is not None else None
    return _Core(core.low * value, high, core.relation, core.length + step + 1 - at)


def _number(pieces: Sequence[_Piece], at: int) -> _Core | None:
    """A number in digits or words: "2,000", "1.5 million", "twenty-three", "a hundred and fifty", "three dozen"."""
    total, group, length, last = 0.0, 0.0, 0, ""
    if _word(pieces, at) in ("a", "an") and _numerals().get(_word(pieces, at + 1), ("",))[0] == "magnitude":
        group, length, last = 1.0, 1, "unit"
    while at + length < len(pieces):
        step = length + (length > 0 and _word(pieces, at + length) in ("-", "and"))
        word = _word(pieces, at + step)
        if step > length and not _goes_on(last, _word(pieces, at + length), word):
            break
        kind, value = _numerals().get(word, ("digits", 0) if word[:1].isdigit() else ("", 0))
        if not kind or not _may_follow(last, kind):
            break
        if kind == "digits":
            group = float(word.replace(",", ""))
        elif kind != "magnitude":
            group += value
        elif value < 1000:
            group = max(group, 1.0) * value
        else:
            total, group = total + max(group, 1.0) * value, 0.0
        length, last = step + 1, kind if value < 1000 or kind != "magnitude" else "thousand"
    number = total + group
    if not length or number != int(number) or last == "" or (length == 1 and last in ("magnitude", "thousand")):
        return None
    return _Core(int(number), int(number), FigureRelation.EXACT, length)


def _goes_on(last: str, joint: str, word: str) -> bool:
    """Whether a number goes on behind a joint: "twenty-three", "a hundred and fifty"."""
    kind = _numerals().get(word, ("",))[0]
    return (
        (last, kind) == ("ten", "unit")
        if joint == "-"
        else last in ("magnitude", "thousand") and kind in ("unit", "ten")
    )


def _may_follow(last: str, kind: str) -> bool:
    if kind == "digits":
        return not last
    if kind == "magnitude":
        return last not in ("", "thousand") or not last
    return last in ("", "magnitude", "thousand") or (last, kind) == ("ten", "unit")


def is_year(amount: Amount, text: str) -> bool:
    """Whether the words of an amount read as a year: four digits without a comma, 1900 to 2099."""
    words = text[amount.start : amount.end]
    return words.isdigit() and int(words) in _YEAR


def _word(pieces: Sequence[_Piece], at: int) -> str:
    return pieces[at].text if 0 <= at < len(pieces) else ""


@cache
def _numerals() -> dict[str, tuple[str, int]]:
    return {row["words"]: (row["kind"], int(row["value"])) for row in table("en/numerals", "words", "kind", "value")}


@cache
def _vague() -> dict[tuple[str, ...], _Core]:
    rows = table("en/amounts", "words", "low", "high", "relation")
    return {
        _split(row["words"]): _Core(_bound(row["low"]), _bound(row["high"]), FigureRelation(row["relation"]), 0)
        for row in rows
    }


@cache
def _relations() -> dict[str, dict[tuple[str, ...], FigureRelation]]:
    found: dict[str, dict[tuple[str, ...], FigureRelation]] = {"before": {}, "after": {}}
    for row in table("en/amount_relations", "words", "place", "relation"):
        found[row["place"]][_split(row["words"])] = FigureRelation(row["relation"])
    return found


def _split(words: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(words))


def _bound(cell: str) -> int | None:
    return int(cell) if cell != "-" else None
