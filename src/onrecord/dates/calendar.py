"""Reckoning with days: months, units of the calendar, feasts.

A day outside of the calendar is a ValueError or OverflowError. All intervals are pairs of days, first and last, both
inclusive.
"""

from datetime import date, timedelta

Days = tuple[date, date]

_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "fiscal": 12, "decade": 120, "century": 1200}


def plus(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)


def month_of(year: int, month: int, months: int = 1) -> Days:
    """The days of so many months from one on; `month` may run over the year's border.

    >>> [str(day) for day in month_of(2012, 12, 3)]
    ['2012-12-01', '2013-02-28']
    """
    count = year * 12 + month - 1
    ahead = count + months
    return date(count // 12, count % 12 + 1, 1), plus(date(ahead // 12, ahead % 12 + 1, 1), -1)


def plus_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one of that month.

    >>> str(plus_months(date(2012, 1, 31), 1))
    '2012-02-29'
    """
    first, last = month_of(day.year, day.month + months)
    return min(plus(first, day.day - 1), last)


def later(day: date, unit: str, count: int) -> date:
    """The day `count` units after another (before it, if negative)."""
    months = _UNIT_MONTHS.get(unit)
    if months:
        return plus_months(day, months * count)
    return plus(day, count * {"week": 7, "fortnight": 14}.get(unit, 1))


def unit_of(day: date, unit: str, week_starts: int = 0, fiscal_month: int = 10) -> Days:
    """The unit of the calendar in which a day falls.

    >>> [str(day) for day in unit_of(date(2013, 2, 3), "week")]
    ['2013-01-28', '2013-02-03']
    >>> [str(day) for day in unit_of(date(2012, 11, 6), "fiscal")]
    ['2012-10-01', '2013-09-30']
    """
    if unit in ("week", "fortnight"):
        first = plus(day, -((day.weekday() - week_starts) % 7))
        return first, plus(first, 6)
    if unit == "fiscal":
        begins = day.year - (day.month < fiscal_month)
        return month_of(begins, fiscal_month, 12)
    if unit == "century":
        return month_of((day.year - 1) // 100 * 100 + 1, 1, 1200)
    months = _UNIT_MONTHS.get(unit)
    if not months:
        return day, day
    count = (day.year * 12 + day.month - 1) // months * months
    return month_of(count // 12, count % 12 + 1, months)


def week_number(day: date, week_starts: int) -> int:
    """Weeks counted from a fixed one, so that neighbours differ by one."""
    return (day.toordinal() - 1 - week_starts) // 7


def easter(year: int) -> date:
    """Easter Sunday of the Western churches.

    >>> str(easter(2012)), str(easter(2013))
    ('2012-04-08', '2013-03-31')
    """
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    from_march = moon - weekday
    month = 3 + (from_march + 40) // 44
    return date(year, month, from_march + 28 - 31 * (month // 4))


def nth_weekday(days: Days, weekday: int, nth: int) -> date:
    """The nth (1 is the first, -1 the last) weekday (1 is Monday) among some days.

    >>> str(nth_weekday(month_of(2012, 11), 4, 4))
    '2012-11-22'
    """
    first, last = days
    if nth > 0:
        found = plus(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        found = plus(last, -((last.isoweekday() - weekday) % 7) + 7 * (nth + 1))
    if not first <= found <= last:
        raise ValueError("there are not so many such weekdays")
    return found


def third(days: Days, which: str) -> Days:
    """The first, middle or last third: days 1 to 10, 11 to 20, 21 to the end of a month, four months of a year,
    and 1990 to 1993 of the 1990s.

    >>> [str(day) for day in third(month_of(2012, 1, 12), "middle")]
    ['2012-05-01', '2012-08-31']
    """
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    part = ("first", "middle", "last").index(which)
    if months % 120 == 0 and (first.month, first.day) == (1, 1):  # of decades and centuries, whole years
        years = months // 12
        borders = (0, -(-years // 3), -(-2 * years // 3), years)
        return month_of(first.year + borders[part], 1, 12 * (borders[part + 1] - borders[part]))
    if first.day == 1 and months % 3 == 0 and plus_months(first, months) == plus(last, 1):
        return month_of(first.year, first.month + part * months // 3, months // 3)
    length = ((last - first).days + 1) // 3
    if length == 0:
        return days
    start = plus(first, part * length)
    return start, last if which == "last" else plus(start, length - 1)


def spelled(first: date | None, last: date | None) -> str:
    """Days as one would write them.

    >>> spelled(date(2013, 1, 1), date(2013, 1, 31)), spelled(None, date(2013, 2, 1))
    ('January 2013', 'up to 1 February 2013')
    """
    if first is None or last is None:
        return f"from {_day(first)} on" if first else f"up to {_day(last)}" if last else "no day"
    if first == last:
        return _day(first)
    if (first, last) == month_of(first.year, first.month):
        return f"{first:%B} {first.year}"
    if (first, last) == month_of(first.year, 1, 12):
        return str(first.year)
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
