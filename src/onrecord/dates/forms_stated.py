"""Dates that the words alone give: ISO and slash dates, days, months, years, decades, halves and fiscal years."""

from datetime import date

from onrecord.dates.calendar import Days, month_of, plus, plus_months, spelled, unit_of
from onrecord.dates.cycles import choose, day_of_month, day_of_year, yearly
from onrecord.dates.forms import Match, form
from onrecord.dates.meaning import Found, Frame, Meaning, Unresolved, counted, stated
from onrecord.dates.words import ordinal, values
from onrecord.records import Granularity

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@form(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]\d\d:\d\d.*)?", r"(\d{4})/(\d\d?)/(\d\d?)", r"((?:19|20)\d\d)(\d\d)(\d\d)")
def iso_day(match: Match, frame: Frame) -> Meaning:
    """`2012-07-06`, `2012/7/6`, `20120706`."""
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return stated((day, day), Granularity.DAY, "names the day")


@form(r"(\d{4})-(0[1-9]|1[0-2])")
def iso_month(match: Match, frame: Frame) -> Meaning:
    """`2012-07`; `2010-11` may as well be two years."""
    if int(match[2]) == int(match[1]) % 100 + 1:
        return Unresolved("it may be a month or two years")
    return stated(month_of(int(match[1]), int(match[2])), Granularity.MONTH, "names the month")


@form(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d\d)")
def slash_day(match: Match, frame: Frame) -> Meaning:
    """`13/04/2012`; what can be read in two ways is so only by the custom that the user sets."""
    year = _full_year(match[4], frame)
    if year is None:
        return Unresolved("the century of the year is not said, and the date of the document is unknown")
    one, other = int(match[1]), int(match[3])
    readings = {}
    for day_first, (number, month) in ((True, (one, other)), (False, (other, one))):
        if 1 <= month <= 12:
            readings[day_first] = date(year, month, number)
    custom = frame.conventions.day_first
    if len(set(readings.values())) > 1 and custom is None:
        told = " or ".join(spelled(found, found) for found in readings.values())
        return Unresolved(f"it may be {told}: day or month may stand first")
    day = readings[custom] if custom in readings else next(iter(readings.values()), None)
    how = "names the day" if len(readings) == 1 or custom is None else f"read {'day' if custom else 'month'} first"
    return _of_year((day, day), match[4], Granularity.DAY, how, frame) if day else Unresolved("there is no such day")


def _full_year(words: str, frame: Frame) -> int | None:
    """A year of four digits, or of two the one nearest to the document."""
    if len(words) == 4:
        return int(words)
    if frame.day is None:
        return None
    century = frame.day.year // 100 * 100
    years = (century + shift + int(words) for shift in (-100, 0, 100))
    return min(years, key=lambda year: abs(year - frame.day.year) if frame.day else 0)


def _of_year(days: Days, year: str, granularity: Granularity, how: str, frame: Frame) -> Found:
    if len(year) == 4:
        return stated(days, granularity, how)
    return counted(frame, days, granularity, f"{how}, in the century nearest to {frame.of_document}")


_ON = r"(?:(?P<on>{WEEKDAY}) )?(?:the )?"
_DAY = r"(?P<day>{DAY_NUMBER}|{ORDINAL_WORD})"
_MONTH = r"(?P<month>{MONTH})"


@form(
    rf"{_ON}{_MONTH}[- ](?:the )?{_DAY}(?: of| in|-)?(?: (?P<year>{{YEAR}}))?",
    rf"{_ON}{_DAY}(?: day)?(?: of)?[- ]?{_MONTH}(?:(?: of| in)?[- ](?P<year>{{YEAR}}))?",
)
def calendar_day(match: Match, frame: Frame) -> Meaning:
    """`July 6, 2012`, `Friday the 6th of July`: without a year, the one that the tense points to."""
    month, number = int(values("MONTH")[match["month"]]), _day_number(match["day"])
    on = int(values("WEEKDAY")[match["on"]]) if match["on"] else None
    if not match["year"]:
        found = _plausible(choose(day_of_year(month, number, on), frame), on, 366, frame)
        return _unless_known(found, f"{month:02}-{number:02}", frame)
    day = date(int(match["year"]), month, number)
    if on and day.isoweekday() != on:
        return Unresolved(f"{spelled(day, day)} is a {day:%A}, which contradicts the words")
    return stated((day, day), Granularity.DAY, "names the day")


def _unless_known(found: Meaning, day: str, frame: Frame) -> Meaning:
    """A day by which people mean one of a certain year is that of another year only near the document's date."""
    known = values("KNOWN_DAY").get(day)
    if not known or not isinstance(found, Found) or found.first is None or frame.day is None:
        return found
    if abs((found.first - frame.day).days) <= frame.conventions.near_days:
        return found
    return Unresolved(
        f"it may be {spelled(found.first, found.last)} or the day of {known} that is known by these words"
    )


def _day_number(words: str) -> int:
    return int(words) if words.isdigit() else ordinal(words)


def _plausible(found: Meaning, on: int | None, near: int, frame: Frame) -> Meaning:
    """A day that fits its weekday only far away is a slip of somebody's."""
    if isinstance(found, Found) and on and found.first and frame.day and abs((found.first - frame.day).days) > near:
        return Unresolved(f"no such day near {frame.of_document} falls on that weekday")
    return found


@form(r"(?:(?P<on>{WEEKDAY}) )?the (?P<day>{ORDINAL})", r"(?:(?P<on>{WEEKDAY}) )?(?P<day>\d{1,2}(?:st|nd|rd|th))")
def nth_of_month(match: Match, frame: Frame) -> Meaning:
    """`the 16th`, `Wednesday, the 16th`."""
    number = ordinal(match["day"])
    if not 1 <= number <= 31:
        return None
    if not match["on"] and not match["day"][0].isdigit():
        return Unresolved("the ordinal number may count something else than days", names_date=False)
    on = int(values("WEEKDAY")[match["on"]]) if match["on"] else None
    return _plausible(choose(day_of_month(number, on), frame), on, frame.conventions.near_days, frame)


@form(r"(?:the )?(?P<day>{ORDINAL})(?: day)? of (?P<month>(?:this|last|next|that|the) .*month)")
def nth_of_that_month(match: Match, frame: Frame) -> Meaning:
    """`the 16th of last month`."""
    month = frame.read(match["month"])
    if not isinstance(month, Found) or month.first is None:
        return month
    day = month.first.replace(day=ordinal(match["day"]))
    return month.within((day, day), Granularity.DAY, f"day {day.day}")


@form(r"(?:the month of )?(?P<month>{MONTH})(?: of| in)?[- ](?P<year>{YEAR})")
def month_and_year(match: Match, frame: Frame) -> Meaning:
    """`July 2012`, `July of 2012`."""
    month = int(values("MONTH")[match["month"]])
    return stated(month_of(int(match["year"]), month), Granularity.MONTH, "names the month")


@form(r"(?:the )?(?:year )?(?P<year>{YEAR})(?: ad| ce)?", r"(?:the year )?'(?P<year>\d\d)")
def year(match: Match, frame: Frame) -> Meaning:
    """`2012`, `the year 2012`, `'92`."""
    number = _full_year(match["year"], frame)
    if number is None:
        return Unresolved("the century of the year is not said, and the date of the document is unknown")
    return _of_year(month_of(number, 1, 12), match["year"], Granularity.YEAR, "names the year", frame)


@form(r"(?:the )?(?P<year>(?:1\d|20)\d0)'?s")
def decade(match: Match, frame: Frame) -> Meaning:
    """`the 1990s`."""
    first = int(match["year"])
    if first % 100 == 0 and first < 2000:
        return Unresolved(f"it may be the ten years from {first} or the hundred")
    return stated(month_of(first, 1, 120), Granularity.DECADE, "names the decade")


@form(r"(?:the |')+(?P<digits>\d0)'?s", r"the (?P<words>{DECADE})")
def short_decade(match: Match, frame: Frame) -> Meaning:
    """`the '90s`, `the nineties`: the last such decade that began before the document."""
    groups = match.groupdict()
    digits = int(groups.get("digits") or values("DECADE")[match["words"]])
    if frame.day is None:
        return Unresolved("the century of the decade is not said, and the date of the document is unknown")
    first = frame.day.year // 100 * 100 + digits
    first -= 100 if first > frame.day.year else 0
    how = f"is the last such decade before {frame.of_document}"
    return counted(frame, month_of(first, 1, 120), Granularity.DECADE, how)


@form(r"(?:the )?(?P<nth>{ORDINAL})[- ]century")
def century(match: Match, frame: Frame) -> Meaning:
    """`the 19th century`: 1801 to 1900."""
    first = (ordinal(match["nth"]) - 1) * 100 + 1
    return stated(month_of(first, 1, 1200), Granularity.CENTURY, "names the century")


_HALF = r"(?:the )?(?P<nth>first|second|last|final) (?P<part>half)"
_QUARTER = r"(?:the )?(?P<nth>first|second|third|fourth|last|final) (?P<part>quarter)"
_SHORT = r"(?P<part>[qh])(?P<nth>[1-4])"


@form(*(rf"{part}(?: of| in)? (?P<whole>.+)" for part in (_HALF, _QUARTER, _SHORT)))
def part_of_whole(match: Match, frame: Frame) -> Meaning:
    """`the first half of 2012`, `Q3 2012`."""
    whole = frame.read(match["whole"])
    if not isinstance(whole, Found) or whole.days is None:
        return whole
    parts = 2 if match["part"].startswith("h") else 4
    nth = _nth(match["nth"], parts)
    days = _part(whole.days, parts, nth)
    if days is None or nth > parts:
        return None
    granularity = Granularity.SPAN if whole.granularity is not Granularity.YEAR else _granularity(parts)
    return whole.within(days, granularity, f"of which {_named(parts, nth)}")


@form(_HALF, _QUARTER, _SHORT)
def part_of_year(match: Match, frame: Frame) -> Meaning:
    """`Q3`, `the third quarter`: of the calendar year that the tense points to."""
    parts = 2 if match["part"].startswith("h") else 4
    nth, months = _nth(match["nth"], parts), 12 // parts
    if nth > parts or match["nth"] in ("last", "final"):
        return None
    cycle = yearly(_named(parts, nth), _granularity(parts), lambda year: month_of(year, (nth - 1) * months + 1, months))
    return choose(cycle, frame)


def _nth(words: str, parts: int) -> int:
    return int(words) if words.isdigit() else _NTH.get(words, parts)


def _granularity(parts: int) -> Granularity:
    return Granularity.HALF if parts == 2 else Granularity.QUARTER


def _named(parts: int, nth: int) -> str:
    return f"{'half' if parts == 2 else 'quarter'} {nth}"


def _part(days: Days, parts: int, nth: int) -> Days | None:
    """The nth of so many parts of equal months; a half also of what is shorter."""
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and months % parts == 0 and plus_months(first, months) == plus(last, 1):
        size = months // parts
        return month_of(first.year, first.month + (nth - 1) * size, size)
    length = (last - first).days + 1
    if parts != 2 or length < 2:
        return None
    middle = plus(first, length // 2)
    return (first, plus(middle, -1)) if nth == 1 else (middle, last)


@form(
    r"(?:the )?(?:fiscal|financial)(?: year)? (?P<year>{YEAR})",
    r"(?:the )?(?P<year>{YEAR}) (?:fiscal|financial) year",
    r"fy ?'?(?P<year>{YEAR}|\d\d)",
)
def fiscal_year(match: Match, frame: Frame) -> Meaning:
    """`fiscal 2013`, `FY13`: it has the name of the year in which it ends."""
    number = _full_year(match["year"], frame)
    if number is None:
        return Unresolved("the century of the year is not said, and the date of the document is unknown")
    month = frame.conventions.fiscal_month
    days = unit_of(date(number, 1, 1), "fiscal", fiscal_month=month)
    how = (
        f"names a fiscal year, held to {'begin' if month == 1 else 'end before'} {date(2001, month, 1):%B} of the year"
    )
    return _of_year(days, match["year"], Granularity.YEAR, how, frame)


FORMS = (
    iso_day,
    slash_day,
    calendar_day,
    nth_of_month,
    nth_of_that_month,
    month_and_year,
    iso_month,
    fiscal_year,
    year,
    decade,
    short_decade,
    century,
    part_of_whole,
    part_of_year,
)
