"""Dates made of dates: parts of a day, thirds, spans from one to another, what is before or after one."""

import re
from dataclasses import replace
from datetime import date

from onrecord.dates.calendar import nth_weekday, plus, plus_months, third, unit_of
from onrecord.dates.cycles import weekend
from onrecord.dates.forms import Match, form
from onrecord.dates.lengths import away, length
from onrecord.dates.meaning import Found, Frame, Meaning, Unresolved
from onrecord.dates.words import count, ordinal, values
from onrecord.records import DateBasis, Granularity

_CLOCK = (
    r"(?:(?:shortly |just )?(?:at|by|around|about|before|after) )?"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock)|\d{1,2}[:.]\d\d"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?= (?:hours|{ZONE}))(?: hours)?|noon|midday|midnight)(?: \(?{ZONE})?"
)


def _part_of(day: Meaning, how: str) -> Meaning:
    """A part of a day, or of the night between two."""
    if not isinstance(day, Found):
        return day
    if day.days is None or (day.days[1] - day.days[0]).days > 1:
        return None
    return day.within(day.days, Granularity.PART, how)


@form(
    r"(?:the )?(?:(?:early|late|mid)[- ])?(?P<part>{PART}) (?:of |on |hours of )*(?P<day>.+)",
    r"(?P<day>.+?) (?:at |by |in the |during the |around )?(?:(?:early|late|mid)[- ])?(?P<part>{PART})",
)
def part_of_day(match: Match, frame: Frame) -> Meaning:
    """`Monday night`, `the early hours of Wednesday`."""
    return _part_of(frame.read(match["day"]), match["part"])


@form(rf"{_CLOCK}(?: on| of)? (?P<day>.+)", rf"(?P<day>.+?) {_CLOCK}")
def clock_on_day(match: Match, frame: Frame) -> Meaning:
    """`at 0300 GMT on Monday`: the day that the words name; no time zone moves it."""
    return _part_of(frame.read(match["day"]), "the time of day left aside")


@form(_CLOCK)
def clock(match: Match, frame: Frame) -> Meaning:
    """`noon GMT`: a part of the day of which the text speaks, if that is known."""
    if frame.anchor:
        return _part_of(frame.anchor, "the time of day left aside")
    return Unresolved("the words name a time of day, but no day", names_date=False)


@form(*(rf"{article}(?P<third>{{THIRD}})[- ](?:in |on )?(?P<whole>.+)" for article in ("", "the ")))
def third_of(match: Match, frame: Frame) -> Meaning:
    """`late last year`, `mid-July`, `the end of the month`: a third of it; of a day, a part."""
    whole = frame.read(match["whole"])
    if not isinstance(whole, Found) or whole.days is None:
        return whole if not isinstance(whole, Found) else None
    which = values("THIRD")[match["third"]]
    if whole.granularity in (Granularity.DAY, Granularity.PART):
        return whole.within(whole.days, Granularity.PART, f"{match['third']} in the day")
    if whole.granularity is Granularity.WEEKEND:
        return None
    return whole.within(third(whole.days, which), Granularity.SPAN, f"its {which} third", approximate=True)


@form(r"(?:the )?year'?s?[- ]end")
def year_end(match: Match, frame: Frame) -> Meaning:
    """`year's end`."""
    return frame.read("the end of the year")


@form(r"(?P<side>earlier|later)(?: on)?(?: in)? (?P<whole>.+)", r"the (?P<side>rest|remainder) of (?P<whole>.+)")
def side_of(match: Match, frame: Frame) -> Meaning:
    """`earlier this year`: up to the document's date; `later this year`: from it on."""
    whole = frame.read(match["whole"])
    if not isinstance(whole, Found) or whole.days is None:
        return whole if not isinstance(whole, Found) else None
    if whole.granularity in (Granularity.DAY, Granularity.PART):
        return whole.within(whole.days, Granularity.PART, f"{match['side']} in the day")
    first, last = whole.days
    if frame.day is None or not first <= frame.day <= last:
        return whole.within(whole.days, whole.granularity, f"{match['side']} in it", approximate=True)
    days = (first, frame.day) if match["side"] == "earlier" else (frame.day, last)
    found = whole.within(days, Granularity.SPAN, f"{'up to' if days[0] == first else 'from'} {frame.of_document}")
    return replace(found, basis=DateBasis.DOCUMENT)


@form(r"(?:the )?(?P<nth>{ORDINAL}|last|final) (?P<unit>day|week|weekend|{WEEKDAY})(?: of| in) (?P<whole>.+)")
def nth_in(match: Match, frame: Frame) -> Meaning:
    """`the first week of July 2012` (its first seven days), `the last Friday of January`."""
    whole = frame.read(match["whole"])
    if not isinstance(whole, Found) or whole.days is None:
        return whole if not isinstance(whole, Found) else None
    nth = -1 if match["nth"] in ("last", "final") else ordinal(match["nth"])
    first, last = whole.days
    if match["unit"] == "weekend":
        saturday = nth_weekday(whole.days, 6, nth)
        return whole.within((saturday, plus(saturday, 1)), Granularity.WEEKEND, f"weekend {match['nth']} of it")
    if match["unit"] in values("WEEKDAY"):
        day = nth_weekday(whole.days, int(values("WEEKDAY")[match["unit"]]), nth)
        return whole.within((day, day), Granularity.DAY, f"its {match['nth']} {day:%A}")
    size = 7 if match["unit"] == "week" else 1
    start = plus(last, 1 - size) if nth == -1 else plus(first, (nth - 1) * size)
    if not first <= start <= last:
        return Unresolved(f"it has no {match['nth']} {match['unit']}")
    how = f"its {match['nth']} {'seven days' if size == 7 else 'day'}"
    granularity = Granularity.WEEK if size == 7 else Granularity.DAY
    return whole.within((start, min(plus(start, size - 1), last)), granularity, how, approximate=size == 7)


@form(
    r"(?:the )?(?P<side>first|last|final) (?P<count>{COUNT}) (?P<unit>days|weeks|months|years|decades)"
    r"(?: of| in) (?P<whole>.+)"
)
def some_of(match: Match, frame: Frame) -> Meaning:
    """`the first three months of 2012`."""
    whole = frame.read(match["whole"])
    if not isinstance(whole, Found) or whole.days is None:
        return whole if not isinstance(whole, Found) else None
    first, last = whole.days
    number, unit = count(match["count"]), values("UNIT")[match["unit"]]
    months = number * {"month": 1, "year": 12, "decade": 120}.get(unit, 0)
    days = number * {"day": 1, "week": 7}.get(unit, 0)
    if match["side"] == "first":
        part = first, plus(plus_months(first, months), days - 1)
    else:
        part = plus_months(plus(last, 1 - days), -months), last
    if not first <= part[0] <= part[1] <= last:
        return Unresolved("there are not so many")
    return whole.within(part, Granularity.SPAN, f"its {match['side']} {match['count']} {match['unit']}")


@form(r"the (?P<unit>week|weekend) (?:of|starting|beginning) (?P<day>.+)")
def unit_around(match: Match, frame: Frame) -> Meaning:
    """`the week of July 2`."""
    day = frame.read(match["day"])
    if not isinstance(day, Found) or day.first is None:
        return day
    if day.granularity is not Granularity.DAY:
        return None
    if match["unit"] == "week":
        days = unit_of(day.first, "week", frame.conventions.week_starts)
        return day.within(days, Granularity.WEEK, "the week in which it falls")
    cycle = weekend(frame)
    found = cycle.running(day.first) or cycle.after(day.first)
    return day.within(found, Granularity.WEEKEND, "the weekend at it") if found else None


@form(r"(?P<length>.+?) (?P<side>after|before|from|following|prior to|ahead of) (?P<point>.+)")
def away_from(match: Match, frame: Frame) -> Meaning:
    """`two days after Christmas`, `the week before Easter`."""
    plain = match["length"].removeprefix("the ")
    size = length(f"one {plain}" if plain in ("day", "week", "month", "year") else plain)
    if size is None or size.is_short or size.vague:
        return None
    point = frame.read(match["point"])
    if not isinstance(point, Found) or point.days is None:
        return point if not isinstance(point, Found) else None
    sign = 1 if match["side"] in ("after", "from", "following") else -1
    found = away(point.days[1] if sign > 0 else point.days[0], size, sign, frame)
    if found is None:
        return None
    days, granularity, approximate = found
    return point.within(days, granularity, f"and {match['length']} {match['side']} it", approximate)


@form(r"(?:ever |starting |beginning )?since (?:about |around )?(?P<point>.+)")
def since(match: Match, frame: Frame) -> Meaning:
    """`since March`: from the last March on, up to the document's date if it is known."""
    point = frame.read(match["point"], tense="past")
    if not isinstance(point, Found) or point.first is None:
        return point
    if frame.day is None or frame.day < point.first:
        return replace(point, last=None, granularity=Granularity.SPAN, how=f"{point.how}, and what follows")
    return _with_document(point, point.first, frame.day, f"and what follows, up to {frame.of_document}")


@form(
    r"(?P<side>until|till|through|thru|up to|up until|by|no later than|before|prior to) (?P<point>.+)",
    r"(?P<side>from now until|from now to|between now and) (?P<point>.+)",
)
def up_to(match: Match, frame: Frame) -> Meaning:
    """`by the end of the year`, `until Friday`: its last day is the border (before it, for `before`).

    What is to come lies after the document's date; what is past has no first day.
    """
    words = match["point"]
    whole = re.sub(r"^(?:the )?end of ", "", words)
    is_end = whole != words
    point = frame.read(whole)
    if not isinstance(point, Found) or point.days is None:
        return point if not isinstance(point, Found) else None
    strict = match["side"] in ("before", "prior to") and not is_end
    last = plus(point.days[0], -1) if strict else point.days[1]
    if frame.day and frame.tense != "past" and last >= frame.day:
        return _with_document(point, frame.day, last, f"the border of a time from {frame.of_document} on")
    return replace(point, first=None, last=last, granularity=Granularity.SPAN, how=f"{point.how}, and what is before")


@form(
    r"(?P<side>after|following) (?P<point>.+)",
    r"(?P<side>from|as of|starting|beginning|as early as|effective)(?: on| in)? (?P<point>.+?)(?: on| onwards?)?",
)
def from_on(match: Match, frame: Frame) -> Meaning:
    """`after 2010`, `from Monday on`: up to the document's date in the past tense, else without an end."""
    point = frame.read(match["point"])
    if not isinstance(point, Found) or point.days is None:
        return point if not isinstance(point, Found) else None
    first = plus(point.days[1], 1) if match["side"] in ("after", "following") else point.days[0]
    if frame.day and frame.tense == "past" and first <= frame.day:
        return _with_document(point, first, frame.day, f"and what follows, up to {frame.of_document}")
    return replace(point, first=first, last=None, granularity=Granularity.SPAN, how=f"{point.how}, and what follows")


def _with_document(point: Found, first: date, last: date, how: str) -> Found:
    return replace(point.within((first, last), Granularity.SPAN, how), basis=DateBasis.DOCUMENT)


@form(
    r"(?:from )?(?P<one>.+?)(?: to | until | till | through | thru |-| - )(?P<other>.+)",
    r"between (?P<one>.+?) and (?P<other>.+)",
)
def span(match: Match, frame: Frame) -> Meaning:
    """`from Monday to Wednesday`, `between March and May 2012`, `2010-2012`."""
    ends = _ends(match["one"], match["other"], frame)
    if not isinstance(ends, tuple):
        return ends
    one, other = ends
    if one.first is None or other.last is None or one.last is None or one.last > other.last or one.first == other.first:
        return Unresolved("the second day is not after the first", names_date=False) if one.first else None
    return _joined(one, other)


@form(r"(?P<one>.+?) and (?P<other>.+)")
def both(match: Match, frame: Frame) -> Meaning:
    """`Saturday and Sunday`: only if they touch."""
    ends = _ends(match["one"], match["other"], frame)
    if not isinstance(ends, tuple):
        return replace(ends, names_date=False) if ends else None
    one, other = ends
    if one.last is None or other.first is None or plus(one.last, 1) != other.first:
        return Unresolved("the words name two dates that do not touch", names_date=False)
    return _joined(one, other)


def _joined(one: Found, other: Found) -> Found:
    how = one.how if one.how == other.how else f"{one.how}, to the one that {other.how}"
    basis = DateBasis.DOCUMENT if DateBasis.DOCUMENT in (one.basis, other.basis) else DateBasis.STATED
    return Found(one.first, other.last, Granularity.SPAN, how, basis, one.approximate or other.approximate)


def _ends(one: str, other: str, frame: Frame) -> tuple[Found, Found] | Unresolved | None:
    """Both ends; a year or month at one end is that of the other (`6-8 July 2012`, `July 6-8`)."""
    year, month = other[-4:], " ".join(other.split()[1:])
    shared = []
    if len(other) > 4 and year.isdigit() and not one[-4:].isdigit():
        shared.append((f"{one} {year}", other))
    if one.isdigit() and len(one) <= 2 and month:
        shared.insert(0, (f"{one} {month}", other))
    head, _, rest = one.partition(" ")
    if head in values("MONTH") and rest and other[:1].isdigit():
        tail = f" {year}" if len(other) > 4 else ""
        shared.insert(0, (f"{one}{tail}", f"{head} {other}"))
    known: Unresolved | None = None
    for left, right in (*shared, (one, other)):
        first, last = frame.read(left), frame.read(right)
        if isinstance(first, Found) and isinstance(last, Found):
            return _in_order(first, last, left, right, frame)
        known = known or next((end for end in (first, last) if isinstance(end, Unresolved) and first and last), None)
    return known


def _in_order(first: Found, last: Found, left: str, right: str, frame: Frame) -> tuple[Found, Found]:
    """What comes round is moved by one, if the tense would else put the second end before the first."""
    if not (first.first and last.first) or first.first <= last.first:
        return first, last
    if frame.tense == "past":
        moved = frame.read(left, day=last.first, tense="past")
        return (moved, last) if isinstance(moved, Found) else (first, last)
    moved = frame.read(right, day=first.first, tense="future")
    return (first, moved) if isinstance(moved, Found) else (first, last)


@form(r"(?P<hedge>{HEDGE}) (?P<words>.+)")
def hedged(match: Match, frame: Frame) -> Meaning:
    """`around July 4`: the days of the words, with soft borders."""
    found = frame.read(match["words"])
    exact = values("HEDGE")[match["hedge"]] == "exact"
    return replace(found, approximate=found.approximate or not exact) if isinstance(found, Found) else found


@form(r"(?:on|in|at|during|over|throughout|of|for|across|all|all of|in the course of) (?P<words>.+)")
def with_preposition(match: Match, frame: Frame) -> Meaning:
    """`on Monday`: the preposition adds nothing."""
    return frame.read(match["words"])


COUNTED = (nth_in, some_of, unit_around, away_from)
OPEN = (since, up_to, from_on)
FORMS = (
    clock,
    clock_on_day,
    *COUNTED,
    third_of,
    year_end,
    span,
    both,
    *OPEN,
    part_of_day,
    side_of,
    with_preposition,
    hedged,
)
