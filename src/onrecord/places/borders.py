"""Borders: an area of two states, said in many ways."""

import re

from onrecord.places.cues import NAME, party

_LINE = r"(?:border|borders|frontier|boundary)"
_SIDE = rf"(?:the )?(?:{NAME})(?: (?:and )?{NAME}){{0,3}}"
_FORMS = (
    rf"\b{_LINE} (?:\w+ )?(?:between|of) (?P<one>{_SIDE}?) and (?P<two>{_SIDE})",
    rf"(?P<one>{NAME}(?: {NAME}){{0,2}}?)[-–—/](?P<two>{NAME}(?: {NAME}){{0,2}}) {_LINE}\b",
    rf"(?P<one>{NAME}(?: {NAME}){{0,2}}) {_LINE} (?:with|to|into) (?P<two>{_SIDE})",
)
_ONE = (rf"(?P<one>{NAME}(?: {NAME}){{0,2}}) {_LINE}$", rf"^(?:the )?{_LINE} (?:with|of) (?P<one>{_SIDE})$")

Side = tuple[str, str]


def border_sides(quote: str, before: str, after: str) -> tuple[Side, ...]:
    """Code and name of the states beside the border that the quotation names or is a part of; empty where it is none.

    >>> border_sides("Turkey", "on the border between ", " and Syria")
    (('TUR', 'Turkey'), ('SYR', 'Syria'))
    """
    text, start, end = before + quote + after, len(before), len(before) + len(quote)
    for form in _FORMS:
        for found in re.finditer(form, text):
            inside = found.start() <= start and end <= found.end()
            around = start <= found.start() < end
            sides = tuple(side for side in map(_side, (found["one"], found["two"])) if side)
            if (inside or around) and len(sides) == 2 and sides[0][0] != sides[1][0]:
                return sides
    for form in _ONE:
        if (named := re.search(form, quote)) and (side := _side(named["one"])):
            return (side,)
    return ()


def _side(words: str) -> Side | None:
    """The state that the words end in or begin with, the longest name first."""
    parts = words.removeprefix("the ").split(" ")
    for count in range(len(parts), 0, -1):
        for part in (parts[-count:], parts[:count]):
            for form in (" ".join(part), " ".join(part).rstrip(".,")):
                if side := party(form):
                    return side
    return None
