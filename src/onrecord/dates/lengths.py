"""Lengths of time, and the days that lie so far from another day."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.dates.calendar import Days, later, month_of, plus, unit_of
from onrecord.dates.meaning import Frame
from onrecord.dates.words import count, expanded, values
from onrecord.records import Granularity

_HEDGED = r"(?:(?P<hedge>{HEDGE}) )?"
_EXACT = rf"{_HEDGED}(?P<count>{{COUNT}})[- ](?P<unit>{{UNIT}})'?"
_HALF = (
    rf"{_HEDGED}(?P<count>{{COUNT}}) and a half (?P<unit>{{UNIT}})'?",
    rf"{_HEDGED}(?P<count>a|an|one) (?P<unit>{{UNIT}}) and a half",
    rf"{_HEDGED}(?P<none>half an?) (?P<unit>{{UNIT}})",
)
_MANY = r"several|many|some|dozens of|scores of|hundreds of|countless|a number of|numerous"
_GRANULARITY = {
    "week": Granularity.WEEK,
    "fortnight": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "year": Granularity.YEAR,
    "fiscal": Granularity.YEAR,
}
_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0}
_NEXT_GREATER = {"hour": ("day", 1), "day": ("week", 1), "week": ("month", 1), "month": ("year", 1)}


@dataclass(frozen=True, slots=True)
class Length:
    """So many units.

    `vague` is `few` or `many` where no number is said; `running`: hedged as a count that still grows ("almost").
    """

    unit: str
    count: int
    approximate: bool = False
    running: bool = False
    vague: str = ""

    @property
    def is_short(self) -> bool:
        """Less than days: no date follows from it alone."""
        return self.unit in _HOURS

    @property
    def hours(self) -> float:
        """Hours of a short length."""
        return self.count * _HOURS[self.unit]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    vague = (
        r"(?P<few>a couple(?: of)?|(?:a |the )?few|couple(?: of)?) (?P<unit>{UNIT})'?",
        rf"(?P<many>{_MANY}) (?P<unit>{{UNIT}})'?",
        r"(?P<many>)(?P<unit>{UNIT})(?<=s)'?",
    )
    return tuple(re.compile(expanded(pattern)) for pattern in (_EXACT, *_HALF, *vague))


def length(words: str) -> Length | None:
    """The length that words name.

    >>> length("almost 16 months")
    Length(unit='month', count=16, approximate=True, running=True, vague='')
    >>> length("two and a half years")
    Length(unit='month', count=30, approximate=False, running=False, vague='')
    """
    for pattern in _patterns():
        match = pattern.fullmatch(words)
        if match:
            return _length(match)
    return None


def _length(match: re.Match[str]) -> Length:
    groups = match.groupdict()
    unit = values("UNIT")[match["unit"]]
    if "few" in groups:
        return Length(unit, 2, approximate=True, vague="" if "couple" in match["few"] else "few")
    if "many" in groups:
        return Length(unit, 0, approximate=True, vague="many")
    hedge = values("HEDGE")[match["hedge"]] if match["hedge"] else "exact"
    number = count(match["count"]) if "count" in groups else 0
    if "half" in match.re.pattern and "half" in match[0]:
        unit, number = _with_half(unit, number)
    return Length(unit, number, approximate=hedge != "exact", running=hedge == "yes")


def _with_half(unit: str, number: int) -> tuple[str, int]:
    """One more half, in units of which it is whole (days, for weeks and months, about)."""
    small, size = {
        "year": ("month", 12),
        "fiscal": ("month", 12),
        "decade": ("year", 10),
        "century": ("year", 100),
    }.get(unit, ("", 0))
    if not small:
        small, size = {"month": ("day", 30), "fortnight": ("day", 14), "week": ("day", 7)}.get(unit, ("hour", 24))
    if unit in _HOURS:
        return unit, number
    return small, number * size + size // 2


def away(day: date, size: Length, sign: int, frame: Frame) -> tuple[Days, Granularity, bool] | None:
    """The days that lie a length before (-1) or after (1) a day, as fine as its unit; whether they are approximate.

    None where the length is too vague.
    """
    if size.vague == "many" or (size.vague and size.unit not in _NEXT_GREATER):
        return None
    if size.vague:
        near, far = later(day, size.unit, sign * size.count), later(day, *_greater(size.unit, sign))
        return (min(near, far), max(near, far)), Granularity.SPAN, True
    if size.is_short:
        return _hours_away(day, size.hours, sign), Granularity.DAY, size.approximate
    if size.unit in ("decade", "century"):
        year = later(day, size.unit, sign * size.count).year
        return month_of(year - 5, 1, 132), Granularity.SPAN, True
    found = later(day, size.unit, sign * size.count)
    customs = frame.conventions
    days = unit_of(found, size.unit, customs.week_starts, customs.fiscal_month)
    return days, _GRANULARITY.get(size.unit, Granularity.DAY), size.approximate


def _greater(unit: str, sign: int) -> tuple[str, int]:
    greater, number = _NEXT_GREATER[unit]
    return greater, sign * number


def _hours_away(day: date, hours: float, sign: int) -> Days:
    """Up to twelve hours are the same day; more may be of two days, as the time of day is not known."""
    if hours <= 12:
        return day, day
    near, far = plus(day, sign * int(hours // 24)), plus(day, sign * int(-(-hours // 24)))
    return min(near, far), max(near, far)


def window(day: date, size: Length, sign: int) -> Days | None:
    """The days from one day to a length before (-1) or after (1) it; None where the length is too vague.

    A bare plural ("in recent days") is taken to be less than the next greater unit.
    """
    if size.vague:
        if size.unit not in _NEXT_GREATER:
            return None
        end = later(day, *_greater(size.unit, sign))
    elif size.is_short:
        end = plus(day, sign * int(-(-size.hours // 24)))
    else:
        end = later(day, size.unit, sign * size.count)
    return min(day, end), max(day, end)
