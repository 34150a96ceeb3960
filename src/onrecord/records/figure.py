"""What is claimed of numbers of people: how many were killed, injured, arrested, in which words."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence


class FigureKind(StrEnum):
    """What became of the people who are counted; `casualties` are killed or injured, the text does not say which."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    ARRESTED = "arrested"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    MISSING = "missing"


class FigureRelation(StrEnum):
    """How the words relate the count to the number that they name."""

    EXACT = "exact"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    UP_TO = "up-to"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people in an event, as the text words it.

    `low` and `high` are bounds in people, both inclusive; None is no bound. The number that is named is the bound, and
    `relation` tells the rest: "more than 80" is 80 to None by `more-than`, "fewer than 50" None to 50, "about 40" and
    "nearly 40" 40 to 40 by `about`, "dozens" 24 to None by `vague`. `words` are the words of the amount alone, `who`
    is the noun that is counted ("civilians"), None where there is none. `cumulative` marks a toll that adds up what
    was told before ("the death toll rose to 90").
    """

    kind: FigureKind
    low: int | None
    high: int | None
    relation: FigureRelation
    words: Evidence
    who: str | None
    cumulative: bool
    reason: str
