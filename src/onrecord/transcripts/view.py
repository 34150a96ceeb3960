"""The parallel view of a text: repaired for reading, with a map back to the untouched characters.

`Document.text` is never changed. What reads better otherwise (mojibake, hard wraps) is a `Repair`; `RepairedText`
(records) applies repairs and maps every offset back. `folded` is the simpler view that matching uses: typographic
signs become their plain forms one to one, so its offsets are those of the text.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from onrecord.records import Repair
from onrecord.settings import Settings

_FOLD = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad", " "),
    **dict.fromkeys("‘’‚‛´`ʼ", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‐‑", "-"),
    "\uff1a": ":",
}

_LEADS = "ÂÃÄÅâÎÏÐÑØÙàá"
# UTF-8 read as Windows-1252: a lead byte (as a letter) and one to three continuation bytes (as signs).
_MOJIBAKE = re.compile(
    "(?:[" + _LEADS + "][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]{1,3})+"
)


def folded(text: str) -> str:
    """The text with typographic spaces, quotation marks and hyphens made plain, one to one.

    >>> folded("O’HANLON:\\u00a0“Yes”")
    'O\\'HANLON: "Yes"'
    """
    if text.isascii():
        return text.replace("\t", " ").replace("`", "'")
    for sign, plain in _FOLD.items():  # most texts hold three of these signs: faster than a translation of all
        if sign in text:
            text = text.replace(sign, plain)
    return text


PAD = "\u034f"
"""Fills the place of the characters that a repair of mojibake saves, so that offsets stay: a joiner nobody prints."""


def padded(text: str) -> str:
    """The text with mojibake repaired and padded to its old length: what labels and names are matched on.

    >>> padded("JOSÃ‰").replace(PAD, ""), len(padded("JOSÃ‰"))
    ('JOSÉ', 5)
    """
    pieces, at = [], 0
    for repair in _mojibake(text):
        pieces += [text[at : repair.start], repair.replacement.ljust(repair.end - repair.start, PAD)]
        at = repair.end
    return "".join([*pieces, text[at:]]) if pieces else text


def repairs(text: str, wrapped: bool) -> tuple[Repair, ...]:
    """The places of `text` that read better otherwise: mojibake always, line ends inside paragraphs if `wrapped`."""
    found = [*_mojibake(text), *(_wraps(text) if wrapped else ())]
    kept: list[Repair] = []
    for repair in sorted(found, key=lambda repair: repair.start):
        if kept and repair.start < kept[-1].end:  # a line end behind a no-break space that stands for broken characters
            repair = replace(repair, start=kept[-1].end)  # noqa: PLW2901
        if repair.start < repair.end:
            kept.append(repair)
    return tuple(kept)


def _mojibake(text: str) -> Iterable[Repair]:
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return
    for match in _MOJIBAKE.finditer(text):
        from ftfy import fix_encoding  # noqa: PLC0415 - slow to import, rarely needed

        fixed = fix_encoding(match[0])
        if fixed != match[0]:
            yield Repair(start=match.start(), end=match.end(), replacement=fixed, kind="mojibake")


_WRAP = re.compile(r"(?<=\S)[ \t\u00a0]*(?:\r\n|\n|\r)[ \t\u00a0]*(?=\S)")


def _wraps(text: str) -> Iterable[Repair]:
    for match in _WRAP.finditer(text):
        yield Repair(start=match.start(), end=match.end(), replacement=" ", kind="hard wrap")


def is_wrapped(lengths: list[int], settings: Settings) -> bool:
    """Whether lines of these lengths (0 = blank) were wrapped by a machine: few long ones, many runs of full ones.

    >>> is_wrapped([68, 71, 69, 70, 12, 0, 70, 66, 71, 20], Settings())
    True
    """
    full = [length for length in lengths if length]
    if len(full) < 4 or sum(length <= settings.wrap_width for length in full) < settings.wrap_share * len(full):
        return False
    nearly = sorted(full)[int(0.9 * (len(full) - 1))] * 0.75
    runs = sum(first >= nearly and second > 0 for first, second in pairwise(lengths))
    return runs >= 0.35 * len(full) and nearly >= 35
