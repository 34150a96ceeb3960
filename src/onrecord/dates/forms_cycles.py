"""Dates that come round, pointed to by a direction word or by the tense of the verb.

Weekdays, weekends, months, seasons, feasts.
"""

from datetime import date

from onrecord.dates.calendar import month_of, nth_weekday, plus, spelled
from onrecord.dates.cycles import Cycle, choose, feast, month, season, weekday, weekend
from onrecord.dates.forms import Match, form
from onrecord.dates.meaning import NO_DATE, Found, Frame, Meaning, Unresolved, counted, stated
from onrecord.dates.words import column, values
from onrecord.records import Granularity


def cycle_of(word: str, frame: Frame) -> Cycle | None:
    """The cycle that a word names."""
    if word in values("WEEKDAY"):
        return weekday(int(values("WEEKDAY")[word]), frame)
    if word in values("MONTH"):
        return month(int(values("MONTH")[word]))
    if word in values("SEASON"):
        return season(word, _first_month(word))
    return weekend(frame) if word == "weekend" else None


def _first_month(word: str) -> int:
    return int(values("SEASON")[word].split("-")[0])


def _as_season(found: Meaning, word: str) -> Meaning:
    """Seasons are months of the north, and the reason says so."""
    if isinstance(found, Found) and found.days and word in values("SEASON"):
        return found.within(found.days, Granularity.SEASON, "in whole months, as in the north", approximate=True)
    return found


@form(r"(?:the )?(?:(?P<direction>{DIRECTION}) )?(?P<word>{WEEKDAY}|{MONTH}|{SEASON}|weekend)")
def cycle_word(match: Match, frame: Frame) -> Meaning:
    """`Monday`, `last March`, `this weekend`, `the coming winter`."""
    cycle = cycle_of(match["word"], frame)
    direction = values("DIRECTION")[match["direction"]] if match["direction"] else ""
    return _as_season(choose(cycle, frame, direction), match["word"]) if cycle else None


@form(r"the weekend (?P<step>before last|after next)")
def second_next_weekend(match: Match, frame: Frame) -> Meaning:
    """`the weekend before last`."""
    if frame.day is None:
        return NO_DATE
    cycle = weekend(frame)
    if match["step"] == "after next":
        return counted(frame, cycle.at(cycle.period(frame.day) + 2), Granularity.WEEKEND)
    last = cycle.before(frame.day)
    days = cycle.before(last[0]) if last else None
    return counted(frame, days, Granularity.WEEKEND) if days else None


@form(
    r"(?P<day>{WEEKDAY})(?: of| in)? (?P<week>(?:last|this|next|that|the) .*week.*)",
    r"(?P<week>(?:last|this|next|that|the) .*week)(?: on)? (?P<day>{WEEKDAY})",
)
def day_of_week(match: Match, frame: Frame) -> Meaning:
    """`Monday of last week`."""
    week = frame.read(match["week"])
    if not isinstance(week, Found) or week.days is None:
        return week
    if week.granularity is not Granularity.WEEK:
        return None
    day = nth_weekday(week.days, int(values("WEEKDAY")[match["day"]]), 1)
    return week.within((day, day), Granularity.DAY, f"its {day:%A}")


@form(
    r"(?P<day>{WEEKDAY}) (?P<length>week|fortnight)",
    r"a (?P<length>week|fortnight) (?:from|on|after) (?:next )?(?P<day>{WEEKDAY})",
)
def weekday_week(match: Match, frame: Frame) -> Meaning:
    """`Tuesday week`, `a week from Tuesday`: a week after the coming one."""
    if frame.day is None:
        return NO_DATE
    coming = weekday(int(values("WEEKDAY")[match["day"]]), frame).after(frame.day)
    if coming is None:
        return None
    day = plus(coming[0], 7 if match["length"] == "week" else 14)
    how = f"is a {match['length']} after the first {day:%A} after {frame.of_document}"
    return counted(frame, (day, day), Granularity.DAY, how)


@form(r"(?:a|one) week ago(?: on| last)? (?P<day>{WEEKDAY})")
def week_ago_weekday(match: Match, frame: Frame) -> Meaning:
    """`a week ago Monday`: a week before the last one."""
    if frame.day is None:
        return NO_DATE
    last = weekday(int(values("WEEKDAY")[match["day"]]), frame).before(frame.day)
    if last is None:
        return None
    day = plus(last[0], -7)
    return counted(frame, (day, day), Granularity.DAY, f"is a week before the last {day:%A} before {frame.of_document}")


@form(r"(?:the )?(?P<word>{SEASON})(?: of| in)? (?P<year>{YEAR})(?:-(?P<end>{YEAR}|\d\d))?")
def season_and_year(match: Match, frame: Frame) -> Meaning:
    """`the summer of 2012`, `winter 2012-13`."""
    year, first = int(match["year"]), _first_month(match["word"])
    days = month_of(year, first, 3)
    over_border = days[0].year != days[1].year
    if over_border and not match["end"]:
        other = month_of(year - 1, first, 3)
        return Unresolved(f"it may be the {match['word']} of {spelled(*other)} or of {spelled(*days)}")
    if bool(match["end"]) != over_border or (match["end"] and int(match["end"]) % 100 != (year + 1) % 100):
        return None
    return _as_season(stated(days, Granularity.SEASON, "names the season"), match["word"])


@form(
    r"(?:the )?(?P<point>(?:{MONTH}|{SEASON}|{HOLIDAY})(?: {DAY_NUMBER})?)(?: of| in)? "
    r"(?P<year>(?:last|this|next|that|the following|the previous) year)",
)
def point_of_year(match: Match, frame: Frame) -> Meaning:
    """`March of last year`, `Christmas last year`."""
    year = frame.read(match["year"])
    if not isinstance(year, Found) or year.first is None:
        return year
    point = frame.read(f"{match['point']} {year.first.year}")
    if not isinstance(point, Found) or point.days is None:
        return point
    return year.within(point.days, point.granularity, f"of which {match['point'].title()}", point.approximate)


@form(r"(?:the )?(?:(?P<direction>{DIRECTION}) )?(?P<name>{HOLIDAY})(?:(?: of| in)? (?P<year>{YEAR}))?")
def holiday(match: Match, frame: Frame) -> Meaning:
    """`Christmas 2012`, `last Easter`, `9/11`; a feast whose day is not sure stays unresolved."""
    name = match["name"]
    rule, note = values("HOLIDAY")[name], column("HOLIDAY", "note")[name]
    if rule == "-":
        return Unresolved(note)
    if len(rule) == len("2001-09-11") and rule[4] == "-":
        day = date.fromisoformat(rule)
        return stated((day, day), Granularity.DAY, "names the day")
    cycle, scope = feast(name.title(), rule), "" if note == "-" else f" ({note})"
    if match["year"]:
        return stated(cycle.at(int(match["year"])), Granularity.DAY, f"names the day{scope}")
    direction = values("DIRECTION")[match["direction"]] if match["direction"] else ""
    found = choose(cycle, frame, direction)
    if isinstance(found, Found) and found.days and scope:
        return found.within(found.days, Granularity.DAY, note)
    return found


FORMS = (
    holiday,
    point_of_year,
    cycle_word,
    second_next_weekend,
    day_of_week,
    weekday_week,
    week_ago_weekday,
    season_and_year,
)
