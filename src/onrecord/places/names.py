"""How names of places are compared: without accents, apostrophes, hyphens, case and article."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"})
_MARKS = re.compile(r"['’‘ʼʿʾʻ`´\"“”]")
_GAPS = re.compile(r"[\s\-–—_,/]+")
_SHORT = re.compile(r"\b(st|ste|mt|ft)\b\.?(?= )")
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def key(name: str) -> str:
    """The form in which a name is looked up; full stops of abbreviations stay (`Ala.` is no `Ala`).

    >>> key("São Paulo"), key("the Hague"), key("St. Petersburg"), key("Xi’an"), key("Washington, D.C.")
    ('sao paulo', 'hague', 'saint petersburg', 'xian', 'washington d.c.')
    """
    text = name.casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    text = _GAPS.sub(" ", _MARKS.sub("", text)).strip()
    text = _SHORT.sub(lambda found: _LONG[found[1]], text)
    return text.removeprefix("the ")
