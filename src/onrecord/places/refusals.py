"""Why a name of a place is none here: a person, a body, a word, a people, a government."""

import re
from calendar import day_name, month_name
from functools import cache

from onrecord.lexicons import words
from onrecord.lexicons.places import demonyms
from onrecord.places.cues import NAME, PLACING, any_of, words_of
from onrecord.places.names import key
from onrecord.places.readings import Reading, name_notes, readings
from onrecord.places.toponyms import Toponym
from onrecord.records.located import PlaceLevel

_DATES = frozenset({*day_name, *month_name})
_AUXILIARY = (
    r"(?:(?:has|have|had|will|would|is|are|was|may|might|could|can|must|should|did|does|do|also|now|then|later|never|"
    r"not|again|still|already|only|to|since|itself|been|soon|both|(?:wo|did|does|is|has|was)n['’]t|\w+ly) )*"
)


def no_place(toponym: Toponym, known: float) -> str | None:
    """Why the words name no place, or None where they may; a reading of the weight `known` needs nothing more."""
    name, before, after = toponym.name, toponym.before, toponym.after
    if not any(letter.isupper() or letter.isdigit() for letter in name):
        return f"“{name}” is written as a word, not as a name"
    if name.lower() in demonyms() and not re.search(r"[.]$", name):
        return f"“{name}” names a people, and no soil, waters or town of theirs"
    if found := re.match(rf"^ (?:[A-Z]\w+ )?(?P<words>{any_of('not place after')})\b", after):
        return f"“{name}” is part of the name of something else ({found['words']})"
    if found := re.search(rf"\b(?P<words>{any_of('not place before')}) (?:the )?$", before):
        return f"“{name}” is part of the name of something else ({found['words']})"
    if _is_person(toponym, known):
        return f"“{name}” is the name of a person"
    if name.upper() in _function_words() or (name in _DATES and toponym.container is None):
        return f"“{name}” is a word or a date"
    if name in words_of("ordinary") and not _is_placed(toponym):
        return f"“{name}” is a word here"
    return None


def _is_placed(toponym: Toponym) -> bool:
    """Whether a preposition or a container makes the name a place."""
    return toponym.container is not None or re.search(rf"\b{PLACING} $|\bof $", toponym.before) is not None


def _is_person(toponym: Toponym, known: float) -> bool:
    """A title or a first name before it, or a family name behind it."""
    before, after = toponym.before, toponym.after
    if re.search(rf"(?<!\w)(?:{any_of('title')}) $", before):
        return True
    placed = re.search(rf"\b{PLACING} $", before, re.IGNORECASE)
    following = re.match(rf"^ (?P<word>{NAME})", after)
    noted = name_notes().get(key(toponym.name), "")
    if following and "first name" in noted and not placed and following["word"] not in _DATES:
        return True
    leading = re.search(r"(?P<head>^|[^ ] )(?P<word>[A-Z][a-z]+) $", before)
    if leading is None:
        return False
    word = leading["word"]
    if word.lower() in demonyms() or word.lower() in words_of("compass") or word.upper() in _no_first_names():
        return False
    if "family name" in noted or re.match(rf"^ (?:{any_of('act')}|won|lost|bought|sang|smiled)\b", after):
        return True
    heads = leading["head"] in ("", ". ")  # at the head of a sentence any word has a capital
    return toponym.container is None and (not heads or _is_minor(toponym.name, known))


def _is_minor(name: str, known: float) -> bool:
    """Whether no place of that name is so well known that it stands behind any word."""
    return max((found.weight for found in readings(name)), default=0.0) < known


@cache
def _no_first_names() -> frozenset[str]:
    """Words at the head of a sentence that are no first names, in capitals."""
    return _function_words() | {word.upper() for word in (*words("en/no_first_names"), *_DATES)}


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word.upper() for word in words("en/function_words")) - {"US"}


def is_actor(toponym: Toponym, reading: Reading) -> bool:
    """Whether the name of a state, its capital or the seat of its government stands for the government."""
    if not reading.seat or toponym.compass or toponym.kind is not None:
        return False
    before, after = toponym.before, toponym.after
    if _is_addressed(before, after, site=reading.level is PlaceLevel.SITE):
        return True
    if re.search(rf"\b(?:{PLACING}|of|on|between|with|against|for|by|and|or|than) (?:the )?$", before):
        joined = re.search(rf"(?:^|[.!?] |that ){NAME} and $", before)
        if joined is None:
            return False
    others = rf"(?: and (?:the )?{NAME}(?: {NAME})?)?"
    return re.match(rf"^{others} {_AUXILIARY}{any_of('act')}\b", after) is not None


def _is_addressed(before: str, after: str, *, site: bool) -> bool:
    """`ties between A and B`, `accused A of`, `pressure on A`."""
    sides = r"(?:[\w.'’-]+(?: [\w.'’-]+)?(?:,| and) )*"
    between = rf"\b{any_of('relation noun')} (?:with|between|among) (?:the )?{sides}(?:the )?$"
    if re.search(between, before, re.IGNORECASE):
        return True
    if re.search(rf"\b(?:{any_of('toward')}) (?:the )?$", before, re.IGNORECASE):
        return not site or re.match(r"^ (?:to|of|for|that)\b", after) is not None
    return False
