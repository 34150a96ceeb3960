"""What is claimed of a date expression: the days that it can stand for, how they are known, and why."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence


class Granularity(StrEnum):
    """How fine the words are: a part of a day, a day, …; `span` is any other run of days, `unknown` none at all."""

    PART = "part"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """How a date is known: the words alone state it, or the words with the document's date (or another date of it)."""

    STATED = "stated"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDate:
    """The days that date words stand for: first and last possible day (ISO, both inclusive), and the reason.

    One border alone is None where the words leave that side open ("since 2010"); both are None where no date follows
    from the words and what is known, and `reason` says why. `approximate`: the borders are soft ("around", "late").
    """

    words: Evidence
    start: str | None
    end: str | None
    granularity: Granularity
    basis: DateBasis
    approximate: bool
    reason: str

    @property
    def unit(self) -> str | None:
        """The ISO day, month or year that the days are exactly, else None.

        >>> words = Evidence.of("last month", 0, 10)
        >>> ResolvedDate(words=words, start="2012-02-01", end="2012-02-29", granularity=Granularity.MONTH,
        ...     basis=DateBasis.DOCUMENT, approximate=False, reason="…").unit
        '2012-02'
        """
        if self.start is None or self.end is None:
            return None
        if self.start == self.end:
            return self.start
        year, month = self.start[:4], self.start[:7]
        if (self.start[4:], self.end) == ("-01-01", f"{year}-12-31"):
            return year
        if (self.start[7:], self.end) == ("-01", f"{month}-{_days_in(int(year), int(month[5:]))}"):
            return month
        return None

    @property
    def iso(self) -> str | None:
        """`unit`, else `start/end` with `..` for an open side; None where no date is known."""
        if self.start is None and self.end is None:
            return None
        return self.unit or f"{self.start or '..'}/{self.end or '..'}"


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
