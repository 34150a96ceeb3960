"""Dates counted from the document's date: days, units, lengths before and after it."""

from datetime import date

from onrecord.dates.calendar import later, plus, unit_of
from onrecord.dates.forms import Match, form
from onrecord.dates.lengths import Length, away, length, window
from onrecord.dates.meaning import NO_ANCHOR, NO_DATE, Found, Frame, Meaning, Unresolved, counted
from onrecord.dates.words import column, values
from onrecord.records import Granularity

_STEPS = {"last": -1, "this": 0, "the": 0, "current": 0, "the current": 0, "this current": 0, "next": 1}
_UNITS = {
    "week": Granularity.WEEK,
    "fortnight": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "year": Granularity.YEAR,
    "fiscal": Granularity.YEAR,
    "decade": Granularity.DECADE,
    "century": Granularity.CENTURY,
}


@form(r"(?P<word>{DAY_WORD})")
def day_word(match: Match, frame: Frame) -> Meaning:
    """`today`, `last night`."""
    if frame.day is None:
        return NO_DATE
    day = plus(frame.day, int(values("DAY_WORD")[match["word"]]))
    is_part = column("DAY_WORD", "part")[match["word"]] == "yes"
    return counted(frame, (day, day), Granularity.PART if is_part else Granularity.DAY)


@form(r"(?:(?:early|late|later|earlier) )?this {PART}", r"(?:early|late|earlier|later) (?:today|tonight)")
def part_of_today(match: Match, frame: Frame) -> Meaning:
    """`this morning`."""
    return counted(frame, (frame.day, frame.day), Granularity.PART) if frame.day else NO_DATE


@form("overnight")
def overnight(match: Match, frame: Frame) -> Meaning:
    """The night into the document's day; of what is to come, the night that follows it."""
    if frame.day is None:
        return NO_DATE
    first = plus(frame.day, 0 if frame.tense == "future" else -1)
    how = f"is the night that {'follows' if frame.tense == 'future' else 'ends on'} {frame.of_document}"
    return counted(frame, (first, plus(first, 1)), Granularity.PART, how)


def _unit(day: date, unit: str, frame: Frame, how: str = "") -> Found:
    customs = frame.conventions
    days = unit_of(day, unit, customs.week_starts, customs.fiscal_month)
    if unit == "fiscal":
        how = (
            f"counted from {frame.of_document}, in fiscal years that begin in {date(2001, customs.fiscal_month, 1):%B}"
        )
    return counted(frame, days, _UNITS[unit], how)


@form(
    r"(?P<step>last|this current|this|the current|current|next|the) (?P<unit>{UNIT})",
    r"the (?P<step>last|next) (?P<unit>quarter|fiscal year|financial year|century)",
)
def whole_unit(match: Match, frame: Frame) -> Meaning:
    """`last week`, `this month`, `the year`: a unit of the calendar."""
    unit = values("UNIT")[match["unit"]]
    if unit not in _UNITS or unit == "fortnight" or (match["unit"].endswith("s") and match["unit"] != "s"):
        return None
    if match["step"] == "the" and frame.depth == 0 and unit not in ("fiscal", "year", "century"):
        return None
    if frame.day is None:
        return NO_DATE
    return _unit(later(frame.day, unit, _STEPS[match["step"]]), unit, frame)


@form(r"the (?P<unit>week|month|quarter|year|decade|century) (?P<step>before last|after next)")
def second_next_unit(match: Match, frame: Frame) -> Meaning:
    """`the week before last`, `the month after next`."""
    if frame.day is None:
        return NO_DATE
    return _unit(later(frame.day, match["unit"], -2 if match["step"] == "before last" else 2), match["unit"], frame)


def _displaced(size: Length | None, sign: int, frame: Frame) -> Meaning:
    if size is None:
        return None
    if frame.day is None:
        return NO_DATE
    found = away(frame.day, size, sign, frame)
    if found is None:
        return Unresolved("the words do not say how many")
    days, granularity, approximate = found
    granularity = Granularity.SPAN if granularity is Granularity.DAY and days[0] != days[1] else granularity
    how = f"counted {'back' if sign < 0 else 'on'} from {frame.of_document}"
    if size.vague:
        how += ", the words being taken for less than the next greater unit"
    return counted(frame, days, granularity, how, approximate)


@form(r"(?P<length>.+?) (?:ago|back)")
def ago(match: Match, frame: Frame) -> Meaning:
    """`three weeks ago`: as fine as the unit, here a week."""
    return _displaced(length(match["length"]), -1, frame)


@form(r"(?P<length>.+?) ago (?P<point>today|yesterday|tomorrow|tonight|this .+)")
def ago_today(match: Match, frame: Frame) -> Meaning:
    """`a year ago today`, `ten years ago this month`: as fine as the words behind."""
    size, point = length(match["length"]), frame.read(match["point"])
    if size is None or size.vague or size.is_short or not isinstance(point, Found) or not point.first or not point.last:
        return None if size is None else point
    first = later(point.first, size.unit, -size.count)
    if point.granularity in (Granularity.WEEK, Granularity.MONTH):
        return _unit(first, point.granularity.value, frame)
    last = later(point.last, size.unit, -size.count)
    return point.within((first, last), point.granularity, f"and so much earlier: {size.count} {size.unit}s")


@form(
    r"(?P<length>.+?) (?:from now|from today|hence)",
    r"in (?P<length>.+?)'?s?'? time",
    r"in (?P<tensed>.+)",
)
def ahead(match: Match, frame: Frame) -> Meaning:
    """`two weeks from now`, `in three days` (of what is to come; else that is how long something took)."""
    tensed = match.groupdict().get("tensed")
    size = length(tensed or match["length"])
    if size and tensed and (frame.tense not in ("future", "present") or size.vague == "many"):
        return Unresolved("the words may tell how long something took, or when it is to be", names_date=False)
    return _displaced(size, 1, frame)


@form(r"within (?:the )?(?:next |coming )?(?P<length>.+)", r"in under (?P<length>.+)", r"inside (?P<length>.+)")
def within(match: Match, frame: Frame) -> Meaning:
    """`within 48 hours`: of what is to come."""
    size = length(match["length"])
    if size and frame.tense != "future":
        return Unresolved("the words may count from another time than the document's", names_date=False)
    return _window(size, 1, frame) if size else None


@form(
    r"(?:(?:the|these|this) )?(?P<side>past|last|next|coming|upcoming) (?P<length>.+)",
    r"(?P<side>recent) (?P<length>days|weeks|months|hours|years|decades)",
)
def days_around(match: Match, frame: Frame) -> Meaning:
    """`the past three months`, `this past week`, `the coming days`: up to the document's date, or from it on.

    Of what is past, the coming days are those that follow another date of the text.
    """
    single = match["length"] in ("week", "month", "year", "decade", "century", "fortnight", "quarter", "hour")
    size = length(f"one {match['length']}" if single else match["length"])
    ahead = match["side"] in ("next", "coming", "upcoming")
    if size and ahead and frame.tense == "past":
        return None if single else NO_ANCHOR
    return _window(size, 1 if ahead else -1, frame) if size else None


def _window(size: Length | None, sign: int, frame: Frame) -> Meaning:
    if size is None:
        return None
    if frame.day is None:
        return NO_DATE
    if (size.unit, size.count, size.vague) == ("week", 1, ""):
        first = plus(frame.day, -6 if sign < 0 else 1)
        how = f"is the seven days {'up to' if sign < 0 else 'after'} {frame.of_document}"
        return counted(frame, (first, plus(first, 6)), Granularity.WEEK, how)
    days = window(frame.day, size, sign)
    if days is None:
        return Unresolved("the words do not say how many")
    how = f"is the time {'up to' if sign < 0 else 'from'} {frame.of_document}"
    if size.vague:
        how += ", taken for less than the next greater unit"
    return counted(frame, days, Granularity.SPAN, how, size.approximate)


@form(r"(?:for |after )?(?P<length>.+?)(?P<of> of [a-z' -]+)?")
def duration(match: Match, frame: Frame) -> Meaning:
    """`almost 16 months of violence`, `for three weeks`: up to the document's date, if it is a count that still runs.

    A count is taken to run if it is hedged as one that grows ("almost", "more than"), or the verb is in the present
    tense or perfect. Any other length says neither when it began nor when it ended.
    """
    size = length(match["length"])
    if size is None or (size.vague and match["of"]):
        return None
    runs = frame.tense == "present" or (
        size.running and (frame.tense is None or (frame.tense == "past" and match["of"]))
    )
    if size.is_short or size.vague == "many" or not runs:
        return Unresolved("the words tell how long, not when", names_date=size.running and not size.is_short)
    if frame.day is None:
        return NO_DATE
    days = window(frame.day, size, -1)
    if days is None:
        return Unresolved("the words do not say how many")
    how = f"counts the time up to {frame.of_document}"
    return counted(frame, days, Granularity.SPAN, how, size.approximate)


FORMS = (
    day_word,
    part_of_today,
    overnight,
    whole_unit,
    second_next_unit,
    ago,
    ago_today,
    ahead,
    within,
    days_around,
    duration,
)
