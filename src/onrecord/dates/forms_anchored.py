"""Dates counted from another date of the text: `that day`, `two days later`, `the following week`."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.dates.calendar import later, nth_weekday, plus, unit_of
from onrecord.dates.forms import Form, Match, form
from onrecord.dates.forms_cycles import cycle_of
from onrecord.dates.lengths import away, length
from onrecord.dates.meaning import NO_ANCHOR, Found, Frame, Meaning, Unresolved
from onrecord.dates.words import values
from onrecord.records import Granularity

_UNIT = r"(?P<unit>day|week|weekend|month|year|decade|fortnight|night|morning|evening|afternoon)"
_NEXT = r"(?:following|subsequent|ensuing|next)"
_BEFORE = r"(?:previous|preceding|prior)"
_HOW = "counted from another date of the text"


def anchored(*patterns: str) -> Callable[[Callable[[Match, Frame, Found], Meaning]], Form]:
    """A form that needs the date from which the text counts."""

    def with_anchor(reader: Callable[[Match, Frame, Found], Meaning]) -> Form:
        def read(match: Match, frame: Frame) -> Meaning:
            if frame.anchor is None:
                return NO_ANCHOR
            if frame.anchor.days is None:
                return Unresolved("the date from which the words count is open on one side")
            return reader(match, frame, replace(frame.anchor, how=_HOW))

        return form(*patterns)(read)

    return with_anchor


@anchored(r"(?:at|by|around) (?:the|that) time", "then", "meanwhile", "at that (?:moment|point)", "in the meantime")
def same_time(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`at the time`."""
    return anchor


@anchored(rf"(?:that|the)(?: very)?(?: same)? {_UNIT}", rf"the {_UNIT} in question")
def same_unit(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`that day`, `the same week`."""
    return _unit(match["unit"], 0, frame, anchor)


@anchored(rf"(?:the|that) {_NEXT} {_UNIT}", rf"the {_UNIT} (?:after|afterwards)", rf"(?:a|one) {_UNIT} (?:later|after)")
def next_unit(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`the following week`, `the day after`."""
    return _unit(match["unit"], 1, frame, anchor)


@anchored(
    rf"(?:the|that) {_BEFORE} {_UNIT}", rf"the {_UNIT} (?:before|earlier)", rf"(?:a|one) {_UNIT} (?:earlier|before)"
)
def unit_before(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`the previous month`, `the day before`."""
    return _unit(match["unit"], -1, frame, anchor)


def _unit(unit: str, step: int, frame: Frame, anchor: Found) -> Meaning:
    """The unit in which the anchor falls, or a neighbour of it; only what is finer than the anchor stays unresolved."""
    first, last = anchor.days or (None, None)
    if first is None or last is None:
        return None
    if unit in ("day", "night", "morning", "evening", "afternoon"):
        if first != last:
            return Unresolved("the date from which the words count is no single day")
        day = plus(first, step)
        return anchor.within((day, day), Granularity.DAY if unit == "day" else Granularity.PART, f"the {unit}")
    if unit == "weekend":
        cycle = cycle_of("weekend", frame)
        near = cycle and (cycle.running(first) if not step else cycle.after(last) if step > 0 else cycle.before(first))
        return anchor.within(near, Granularity.WEEKEND, "the weekend") if near else None
    customs = frame.conventions
    here, there = (unit_of(day, unit, customs.week_starts, customs.fiscal_month) for day in (first, last))
    if here != there:
        return Unresolved("the date from which the words count is longer than the unit")
    days = unit_of(later(here[0], unit, step), unit, customs.week_starts, customs.fiscal_month)
    granularity = Granularity.WEEK if unit == "fortnight" else Granularity(unit)
    return anchor.within(days, granularity, f"the {unit}")


@form(r"(?P<length>.+?) (?P<side>later|after|afterwards?|thereafter|earlier|before|previously|beforehand)")
def away_from_anchor(match: Match, frame: Frame) -> Meaning:
    """`two days later`."""
    size = length(match["length"])
    if size is None or frame.anchor is None:
        return NO_ANCHOR if size else None
    anchor = replace(frame.anchor, how=_HOW)
    sign = 1 if match["side"] in ("later", "after", "afterward", "afterwards", "thereafter") else -1
    if anchor.days is None or (size.unit == "day" and anchor.first != anchor.last):
        return Unresolved("the date from which the words count is no single day")
    found = away(anchor.days[1] if sign > 0 else anchor.days[0], size, sign, frame)
    if found is None:
        return Unresolved("the words do not say how many")
    days, granularity, approximate = found
    return anchor.within(days, granularity, f"{match['length']} {match['side']}", approximate)


@anchored(rf"(?:the|that) (?P<step>{_NEXT}|{_BEFORE}) (?P<word>{{WEEKDAY}}|{{MONTH}}|{{SEASON}})")
def neighbour(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`the following Monday`."""
    cycle = cycle_of(match["word"], frame)
    if cycle is None or anchor.days is None:
        return None
    ahead = match["step"] in ("following", "subsequent", "ensuing", "next")
    days = cycle.after(anchor.days[1]) if ahead else cycle.before(anchor.days[0])
    return anchor.within(days, cycle.granularity, f"the {match['step']} {cycle.name}") if days else None


@anchored(r"that (?:same )?(?P<word>{WEEKDAY}|{MONTH}|{SEASON})")
def same_cycle(match: Match, frame: Frame, anchor: Found) -> Meaning:
    """`that Friday`, `that March`: in the week or the year of the date from which the text counts."""
    cycle = cycle_of(match["word"], frame)
    if cycle is None or anchor.days is None:
        return None
    unit = "week" if cycle.weekly else "year"
    first, last = (unit_of(day, unit, frame.conventions.week_starts) for day in anchor.days)
    if first != last:
        return Unresolved(f"the date from which the words count is longer than a {unit}")
    if cycle.weekly:
        day = nth_weekday(first, int(values("WEEKDAY")[match["word"]]), 1)
        return anchor.within((day, day), Granularity.DAY, f"the {cycle.name} of its week")
    return anchor.within(cycle.at(first[0].year), cycle.granularity, f"the {cycle.name} of its year")


FORMS = (same_time, same_unit, next_unit, unit_before, neighbour, same_cycle, away_from_anchor)
