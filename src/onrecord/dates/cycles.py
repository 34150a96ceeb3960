"""What comes round: weekdays, weekends, months, seasons, days of a year, feasts. One way of choosing among them all.

A reader takes "on Monday" for the one before or the one after the document's date by the verb's tense, "last Monday"
for one that is over. Where two are as likely, nothing is chosen and both are told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.dates.calendar import Days, easter, month_of, nth_weekday, plus, spelled, week_number
from onrecord.dates.meaning import NO_DATE, Frame, Meaning, Unresolved, counted
from onrecord.records import Granularity

_SEARCH = 9
"""So many periods are searched: between 29 February 1896 and 1904 lie eight years."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """What comes once in a period (week, month or year).

    `at` gives its days in the period of a number, or fails with a ValueError where there is none; `period` is the
    number of the period in which a day falls; `weekly` whether the period is a week. `name` is for reasons ("Monday").
    """

    name: str
    granularity: Granularity
    at: Callable[[int], Days]
    period: Callable[[date], int]
    weekly: bool = False

    def _from(self, day: date, step: int) -> Iterator[Days]:
        """The days in the periods from the one next to a day on, forwards (1) or backwards (-1)."""
        start = self.period(day) - step
        for number in range(start, start + step * _SEARCH, step):
            try:
                yield self.at(number)
            except (ValueError, OverflowError):
                continue

    def running(self, day: date) -> Days | None:
        """The one in which a day falls."""
        return next((days for days in self._from(day, -1) if days[0] <= day <= days[1]), None)

    def before(self, day: date) -> Days | None:
        """The last one that is over on a day."""
        return next((days for days in self._from(day, -1) if days[1] < day), None)

    def after(self, day: date) -> Days | None:
        """The first one that begins after a day."""
        return next((days for days in self._from(day, 1) if days[0] > day), None)


def weekday(number: int, frame: Frame) -> Cycle:
    """Monday (1) to Sunday (7)."""
    starts = frame.conventions.week_starts
    shift = (number - 1 - starts) % 7

    def at(week: int) -> Days:
        day = date.fromordinal(week * 7 + starts + 1 + shift)
        return day, day

    name = f"{date(2001, 1, number):%A}"
    return Cycle(name, Granularity.DAY, at, lambda day: week_number(day, starts), weekly=True)


def weekend(frame: Frame) -> Cycle:
    """Saturday and Sunday, in the week of the Saturday."""
    saturday = weekday(6, frame)

    def at(week: int) -> Days:
        day = saturday.at(week)[0]
        return day, plus(day, 1)

    return Cycle("weekend", Granularity.WEEKEND, at, saturday.period, weekly=True)


def yearly(name: str, granularity: Granularity, at: Callable[[int], Days]) -> Cycle:
    """What comes once in a year."""
    return Cycle(name, granularity, at, lambda day: day.year)


def month(number: int) -> Cycle:
    """January (1) to December (12)."""
    return yearly(f"{date(2001, number, 1):%B}", Granularity.MONTH, lambda year: month_of(year, number))


def day_of_year(month_number: int, number: int, on: int | None = None) -> Cycle:
    """A day of a month; only where it falls on a weekday, if `on` names one (1 is Monday)."""

    def at(year: int) -> Days:
        day = date(year, month_number, number)
        if on and day.isoweekday() != on:
            raise ValueError("another weekday")
        return day, day

    return yearly("such day", Granularity.DAY, at)


def day_of_month(number: int, on: int | None = None) -> Cycle:
    """The nth of a month; only where it falls on a weekday, if `on` names one (1 is Monday)."""

    def at(months: int) -> Days:
        day = date(months // 12, months % 12 + 1, number)
        if on and day.isoweekday() != on:
            raise ValueError("another weekday")
        return day, day

    return Cycle("such day", Granularity.DAY, at, lambda day: day.year * 12 + day.month - 1)


def season(name: str, first: int) -> Cycle:
    """Three months from the first; winter belongs to the year in which it begins."""
    return yearly(name, Granularity.SEASON, lambda year: month_of(year, first, 3))


def feast(name: str, rule: str) -> Cycle:
    """A feast by its rule in the table: `12-25`, `easter-2`, `4 of 4 in 11` (the fourth Thursday of November)."""

    def at(year: int) -> Days:
        if rule.startswith("easter"):
            day = plus(easter(year), int(rule.removeprefix("easter")))
        elif " of " in rule:
            on, nth, within = rule.replace(" in ", " of ").split(" of ")
            day = nth_weekday(month_of(year, int(within)), int(on), int(nth))
        else:
            day = date(year, int(rule[:2]), int(rule[3:]))
        return day, day

    return yearly(name, Granularity.DAY, at)


def choose(cycle: Cycle, frame: Frame, direction: str = "") -> Meaning:
    """The days of a cycle that a direction word ("last", "coming") or, without one, the tense of the verb points to."""
    if frame.day is None:
        return NO_DATE
    if direction == "last":
        return _last(cycle, frame, frame.day)
    if direction == "next":
        return _next(cycle, frame, frame.day)
    if direction == "this":
        return _this(cycle, frame, frame.day)
    if direction:
        days = cycle.before(frame.day) if direction == "past" else cycle.after(frame.day)
        return _found(cycle, frame, days, "the last" if direction == "past" else "the first", direction == "past")
    return _by_tense(cycle, frame, frame.day)


def _by_tense(cycle: Cycle, frame: Frame, day: date) -> Meaning:
    running = cycle.running(day)
    if running:
        how = "is the document's own date" if running == (day, day) else f"is the one that runs on {frame.of_document}"
        return counted(frame, running, cycle.granularity, how)
    before, after = cycle.before(day), cycle.after(day)
    if frame.tense == "past":
        return _found(cycle, frame, before, "the last", True)
    if frame.tense:
        return _found(cycle, frame, after, "the first", False)
    near = frame.conventions.near_days
    if cycle.granularity is Granularity.DAY and before and after:
        gaps = (day - before[1]).days, (after[0] - day).days
        if min(gaps) <= near < max(gaps):
            return counted(frame, before if gaps[0] < gaps[1] else after, cycle.granularity, _nearest(frame))
    return _doubt(before, after, "the tense of the verb would decide")


def _nearest(frame: Frame) -> str:
    return f"is the one near {frame.of_document}; the next nearest is months away"


def _last(cycle: Cycle, frame: Frame, day: date) -> Meaning:
    before = cycle.before(day)
    if before and cycle.period(before[0]) == cycle.period(day):
        return _doubt(cycle.before(before[0]), before, "people say it of either")
    return _found(cycle, frame, before, "the last", True)


def _next(cycle: Cycle, frame: Frame, day: date) -> Meaning:
    after = cycle.after(day)
    if cycle.granularity is Granularity.WEEKEND:
        return _found(cycle, frame, cycle.at(cycle.period(day) + 1), "that of the week", False)
    if after and (cycle.period(after[0]) == cycle.period(day) or after[0] == plus(day, 1)):
        return _doubt(after, cycle.after(after[1]), "people say it of either")
    return _found(cycle, frame, after, "the first", False)


def _this(cycle: Cycle, frame: Frame, day: date) -> Meaning:
    running = cycle.running(day)
    if running or (cycle.weekly and frame.tense):
        return _by_tense(cycle, frame, day)
    ours = cycle.at(cycle.period(day))
    if not cycle.weekly:
        if frame.tense == "past" and ours[0] > day:
            return _found(cycle, frame, cycle.before(day), "the last", True)
        return counted(frame, ours, cycle.granularity, f"is that of the year of {frame.of_document}")
    if ours[0] < day or (cycle.granularity is Granularity.WEEKEND and (ours[0] - day).days > 3):
        return _doubt(cycle.before(day), cycle.after(day), "the tense of the verb would decide")
    return counted(frame, ours, cycle.granularity, f"is that of the week of {frame.of_document}")


def _found(cycle: Cycle, frame: Frame, days: Days | None, which: str, past: bool) -> Meaning:
    if days is None:
        return Unresolved(f"there is no {cycle.name} near {frame.of_document}")
    side = "before" if past else "after"
    return counted(frame, days, cycle.granularity, f"is {which} {cycle.name} {side} {frame.of_document}")


def _doubt(one: Days | None, other: Days | None, why: str) -> Unresolved:
    readings = " or ".join(spelled(*days) for days in (one, other) if days)
    return Unresolved(f"it may be {readings}; {why}")
