"""What words say of two tellings: the same act or another, before or again, the same day and place or others."""

import re
from functools import cache
from itertools import takewhile

from onrecord.events.figure_words import forms
from onrecord.lexicons import table
from onrecord.lexicons.places import country_names, place_names
from onrecord.records import Event

Act = tuple[str, str]
"""An act and the wider one that it is: a bombing is an attack."""

_FORCE = ("attack", "attack")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|['’]s\b")
_GAP = 2  # words between "the" and its noun, at most: "the deadly market bombing"
_BEFORE = 4  # words before a trigger in which "another" is of it
_WITHIN = frozenset(("in", "during", "by", "from", "of"))
_FUNCTION = _WITHIN | {"on", "at", "to", "and", "or", "with", "near", "for", "against", "who", "that", "which"}
_OWNERS = frozenset(("'s", "’s"))
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


def act_of(event: Event) -> Act:
    """The act that a trigger names, and the wider one that "the attack" names for a bombing; else those of its type."""
    first, *behind = (event.trigger.quote.lower().split()[0], *_words(_behind(event))[:1])
    known = _acts().get(" ".join((first, *behind))) or _acts().get(first) or _acts().get("".join(behind))
    family = family_of(event)
    if known is None or (known == _FORCE and family not in (None, known[1])):
        return first, family or first  # "strike" names an attack, but not as a PROTEST
    return known


def family_of(event: Event) -> str | None:
    """The wider act that acts of a type and mode are, None where the table has none."""
    return _families().get(f"{event.type} {event.mode}") or _families().get(event.type)


def type_of(noun: str) -> str:
    """The PLOVER type of the acts that a noun names; of a toll and the like ASSAULT.

    >>> type_of("clashes"), type_of("talks"), type_of("toll")
    ('ASSAULT', 'CONSULT', 'ASSAULT')
    """
    family = act_of_words(noun)[1]
    return next((words.split()[0] for words, name in _families().items() if name == family), "ASSAULT")


def may_be(event: Event, act: Act) -> bool:
    """Whether an event can be the act to which words point: the same, the wider one, or any of its type's."""
    return are_alike(act_of(event), act) or act[1] in (family_of(event), _families().get(event.type))


def pointed(event: Event) -> Act | None:
    """The act to which the words behind a trigger point: "killed *in the raid*", "carried out *the attack*"."""
    words = _words(_behind(event))
    for at, word in enumerate(words):
        before = words[at - 2 : at] if word in _OWNERS else words[at - 1 : at]
        if word not in _pointing() or (at and not _WITHIN & set(before)):
            continue
        nouns = tuple(takewhile(lambda noun: noun not in _FUNCTION, words[at + 1 : at + 2 + _GAP]))
        found = next((_acts()[noun] for noun in nouns if noun in _acts()), None)
        if found is not None and not _series("before") & set(nouns):
            return found
    return None


def is_contesting(event: Event) -> bool:
    """Whether a clause gives another account of what was told: "Ardan says that rebels fired *first*"."""
    sides = {"before": _before(event), "after": _behind(event)}
    spoken = {side: f" {' '.join(_words(text))} " for side, text in sides.items()}
    return any(f" {row['words']} " in spoken[row["place"]] for row in table("plover/told_contested", "words", "place"))


def act_of_words(words: str) -> Act:
    """The act and the wider act of a trigger's words.

    >>> act_of_words("bombed"), act_of_words("attack"), act_of_words("fished")
    (('bomb', 'attack'), ('attack', 'attack'), ('fished', 'fished'))
    """
    pair = words.lower().split()[:2]
    return _acts().get(" ".join(pair)) or _acts().get(pair[0], (pair[0], pair[0]))


def is_disaster(word: str) -> bool:
    """Whether a word names what kills without being an act: "earthquake"."""
    return word.lower() in _disasters()


def is_known(noun: str) -> bool:
    """Whether a noun names an act that is told twice: "attack", "arrests"."""
    return noun.lower() in _acts()


def are_alike(one: Act, other: Act) -> bool:
    """Whether two acts can be one: the same, or one the wider act of the other."""
    return one[0] == other[0] or one[1] == other[0] or other[1] == one[0]


def are_kin(one: Act, other: Act) -> bool:
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
    place = next((at for at in range(len(before) - 1, -1, -1) if is_pointing(before[at], event.trigger.quote)), None)
    return place is not None and not any(word.endswith("ed") for word in before[place + 1 :])


def is_pointing(word: str, noun: str) -> bool:
    """Whether a determiner or possessive makes a noun point back.

    >>> is_pointing("their", "attack"), is_pointing("an", "attack"), is_pointing("that", "talks")
    (True, False, False)
    """
    return word.lower() in _pointing() and not (word.lower() == "that" and noun.lower().endswith("s"))


def is_of_new(event: Event) -> bool:
    """Whether it is done to something that is told for the first time: "bombed *a* camp"."""
    return {"a", "an"} >= set(_words(_behind(event))[:1]) > set()


def is_new(event: Event) -> bool:
    """Whether the trigger is a noun that is told for the first time: "an attack"."""
    return bool({"a", "an"} & set(_words(_before(event))[-_GAP - 1 :])) and not is_back(event)


def is_of_series(event: Event) -> bool:
    """Whether the words say that it is one more act: "another attack", "struck again", "a separate raid"."""
    before = set(_words(_before(event))[-_BEFORE:])
    behind = f" {' '.join(_words(_behind(event)))} "
    return bool(before & _series("before")) or any(f" {words} " in behind for words in _series("after"))


def starts_series(before: str) -> bool:
    """Whether the words before a noun say that it is one more act: "the second" attack."""
    return bool(set(_words(before)) & _series("before"))


def sums_up(sentence: str) -> bool:
    """Whether words say that a number is of more than one act: "*since* the war began", "*so far* this year".

    >>> sums_up("More than 9,000 have died since May."), sums_up("Nine have died.")
    (True, False)
    """
    spoken = f" {' '.join(_words(sentence))} "
    return any(f" {words} " in spoken for words in _series("sum"))


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
def _series(place: str) -> frozenset[str]:
    return frozenset(row["words"] for row in table("plover/told_series", "words", "place") if row["place"] == place)


@cache
def _disasters() -> frozenset[str]:
    rows = table("plover/told_disasters", "words")
    return frozenset(form for row in rows for form in forms("noun", row["words"]))


@cache
def _families() -> dict[str, str]:
    return {row["words"]: row["family"] for row in table("plover/told_types", "words", "family")}


@cache
def _acts() -> dict[str, Act]:
    found: dict[str, Act] = {}
    for row in table("plover/told_acts", "words", "act", "family"):
        for kind in ("noun", "verb"):
            first, _, rest = row["words"].partition(" ")
            for form in forms(kind, first):
                found.setdefault(f"{form} {rest}".strip(), (row["act"], row["family"]))
    return found
