"""What words say of two tellings: the same act or another, before or again, the same day and place or others."""

import re
from functools import cache

from onrecord.events.figure_words import forms
from onrecord.lexicons import table
from onrecord.lexicons.places import country_names, place_names
from onrecord.records import Event

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|['’]s\b")
_GAP = 2  # words between "the" and its noun, at most: "the deadly market bombing"
_BEFORE = 4  # words before a trigger in which "another" is of it
_STEM = 5  # letters by which two words of content are the same
_CONTENT = 4  # letters of the shortest word of content
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_MONTHS = frozenset(
    [
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ]
)
_NEAR = frozenset(["today", "yesterday", "tomorrow", "tonight"])
_PERIODS = frozenset(["week", "month", "year", "weekend"])


def act_of(event: Event) -> tuple[str, str]:
    """The act that a trigger names, and the wider one that "the attack" names for a bombing; else its first word."""
    behind = _words(_behind(event))[:1]
    return act_of_words(" ".join((event.trigger.quote.split()[0], *behind)))


def act_of_words(words: str) -> tuple[str, str]:
    """The act and the wider act of a trigger's words.

    >>> act_of_words("bombed"), act_of_words("attack"), act_of_words("fished")
    (('bomb', 'attack'), ('attack', 'attack'), ('fished', 'fished'))
    """
    pair = words.lower().split()[:2]
    return _acts().get(" ".join(pair)) or _acts().get(pair[0], (pair[0], pair[0]))


def are_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two acts can be one: the same, or one the wider act of the other."""
    return one[0] == other[0] or one[1] == other[0] or other[1] == one[0]


def are_kin(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two acts are of one wider act: "was shot and killed".

    >>> are_kin(("shoot", "attack"), ("kill", "attack")), are_kin(("shoot", "attack"), ("meet", "meet"))
    (True, False)
    """
    return one[1] == other[1]


def is_back(event: Event) -> bool:
    """Whether the trigger is a noun that points back: "the attack", "that strike", "their deadly offensive"."""
    if event.trigger.quote.lower().endswith("ed"):
        return False
    before = _words(_before(event))[-_GAP - 1 :]
    place = next((at for at in range(len(before) - 1, -1, -1) if before[at] in _pointing()), None)
    return place is not None and not any(word.endswith("ed") for word in before[place + 1 :])


def is_new(event: Event) -> bool:
    """Whether the trigger is a noun that is told for the first time: "an attack"."""
    return bool({"a", "an"} & set(_words(_before(event))[-_GAP - 1 :])) and not is_back(event)


def is_of_series(event: Event) -> bool:
    """Whether the words say that it is one more act: "another attack", "struck again", "a separate raid"."""
    before = _words(_before(event))[-_BEFORE:]
    behind = " ".join(_words(_behind(event)))
    rows = table("plover/told_series", "words", "place")
    return any(
        row["words"] in before if row["place"] == "before" else re.search(rf"\b{row['words']}\b", behind) is not None
        for row in rows
    )


def shared_content(one: Event, other: Event) -> float:
    """The share of the words of content that two clauses have in common, 0 to 1, of the shorter one."""
    first, second = _content(one), _content(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def on_other_days(one: str, other: str) -> bool:
    """Whether date words exclude each other: two weekdays, two months, two years; "Monday" and "yesterday" do not.

    >>> on_other_days("on Monday", "last Friday"), on_other_days("on Monday", "yesterday")
    (True, False)
    """
    first, second = _days(one), _days(other)
    return any(first[kind] and second[kind] and not first[kind] & second[kind] for kind in first)


def in_other_places(one: str, other: str) -> bool:
    """Whether places exclude each other; a town and its country do not, nor an unknown place and a country.

    >>> in_other_places("Lima", "Peru"), in_other_places("Lima", "Nairobi")
    (False, True)
    """
    first, second = one.lower().removeprefix("the "), other.lower().removeprefix("the ")
    if first in second or second in first:
        return False
    codes = place_names().get(first), place_names().get(second)
    if not {first, second} & _countries():
        return True
    return None not in codes and codes[0] != codes[1]


def _before(event: Event) -> str:
    return event.evidence.quote[: max(0, event.trigger.start - event.evidence.start)]


def _behind(event: Event) -> str:
    return event.evidence.quote[max(0, event.trigger.end - event.evidence.start) :]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _content(event: Event) -> frozenset[str]:
    """The stems of the longer words around a trigger, without names: who acts is the matter of roles."""
    words = _WORD.findall(f"{_before(event)} {_behind(event)}")
    return frozenset(word[:_STEM] for word in words if len(word) >= _CONTENT and word.islower())


def _days(text: str) -> dict[str, set[str]]:
    words = set(_words(text))
    numbers = {word for word in words if word.isdigit()}
    years = {word for word in numbers if len(word) == _CONTENT}
    relative = {word for word in words if word in ("last", "next", "this")} if words & _PERIODS else set()
    return {
        "weekday": words & _DAYS,
        "month": words & _MONTHS,
        "year": years,
        "day": numbers - years if words & _MONTHS else set(),
        "near": words & _NEAR,
        "period": relative,
    }


@cache
def _countries() -> frozenset[str]:
    return frozenset(name.lower() for name in country_names().values())


@cache
def _pointing() -> frozenset[str]:
    return frozenset(row["words"] for row in table("plover/told_back", "words"))


@cache
def _acts() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in table("plover/told_acts", "words", "act", "family"):
        for kind in ("noun", "verb"):
            first, _, rest = row["words"].partition(" ")
            for form in forms(kind, first):
                found.setdefault(f"{form} {rest}".strip(), (row["act"], row["family"]))
    return found
