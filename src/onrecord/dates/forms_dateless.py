"""Words of time from which no date follows, and why: vague words, habits, ages, lengths."""

from onrecord.dates.forms import Match, form
from onrecord.dates.meaning import Frame, Meaning, Unresolved
from onrecord.dates.words import values

_HABIT = Unresolved("the words tell of what recurs, not of one time", names_date=False)
_AGE = Unresolved("the words tell an age", names_date=False)
_LENGTH = Unresolved("the words tell how long, not when", names_date=False)


@form(r"(?:on |at )?(?P<words>{VAGUE})")
def vague(match: Match, frame: Frame) -> Meaning:
    """`recently`, `soon`, `daily`: kept as they are."""
    words = match["words"]
    if frame.anchor and words in ("earlier", "later"):
        return Unresolved("the words do not say by how much", names_date=False)
    return Unresolved(values("VAGUE")[words], names_date=False)


@form(
    r"(?:on |in )?(?:every|each|any)(?: other| single| second)? (?:{UNIT}|{WEEKDAY}|{MONTH}|{SEASON}|{PART}|weekend)"
    r"(?: (?:of|at|in|on) .+)?",
    r"every {COUNT} {UNIT}",
    r"(?:on )?(?:{WEEKDAY}(?<=day)|weekend|weekday)s",
    r"(?:on )?{WEEKDAY} (?:morning|afternoon|evening|night)s",
    r"(?:in the )?(?:mornings|afternoons|evenings)",
    r"(?:once|twice|thrice|several times|many times|{COUNT} times|{COUNT}) (?:a|an|per|each|every) {UNIT}",
    r"(?:day|week|month|year|night) (?:after|by|in and) (?:day|week|month|year|night)(?: out)?",
    r"(?:night and day|day and night|year-round|day in day out)",
)
def habit(match: Match, frame: Frame) -> Meaning:
    """`every Friday`, `twice a week`."""
    return _HABIT


@form(
    r"(?:an? |the )?{COUNT}[- ](?:year|month|week|day)s?[- ]olds?(?: [a-z'-]+)?",
    r"aged? (?:of )?{COUNT}(?:(?: and|-| to) {COUNT})?",
    r"at (?:the )?age (?:of )?{COUNT}",
    r"(?:in )?(?:his|her|their|my|your) (?:early |late |mid-?)?(?:teens|{DECADE}|\d0s)",
)
def age(match: Match, frame: Frame) -> Meaning:
    """`a 34-year-old`."""
    return _AGE


@form(r"(?:an? |the |this |that |his |her |their |its )?{COUNT}-{UNIT}(?:-long)?(?: [a-z'-]+)?")
def length_of_thing(match: Match, frame: Frame) -> Meaning:
    """`a three-hour meeting`."""
    return _LENGTH


FORMS = (vague, habit, age, length_of_thing)
