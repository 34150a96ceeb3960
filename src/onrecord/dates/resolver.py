"""From date words to the days that they stand for."""

import re
from dataclasses import replace
from datetime import date

from onrecord.dates.calendar import Days, spelled, unit_of
from onrecord.dates.conventions import Conventions
from onrecord.dates.grammar import understand
from onrecord.dates.meaning import Found, Frame, Meaning, Tense, Unresolved
from onrecord.dates.words import normal
from onrecord.errors import UsageError
from onrecord.records import DateBasis, Evidence, Granularity, Interval, ResolvedDate

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class DateResolver:
    """Reads English date words against the date of their document; states the reason, and never guesses in silence.

    >>> resolve = DateResolver()
    >>> resolve("last month", "2013-02-03").reason
    "'last month' counted from the document's date, 2013-02-03: January 2013"
    >>> resolve("on Monday", "2012-07-06", tense="past").iso
    '2012-07-02'
    >>> resolve("on Monday", "2012-07-06").reason
    "'on Monday' is not resolved: it may be 2 July 2012 or 9 July 2012; the tense of the verb would decide"
    """

    def __init__(self, conventions: Conventions | None = None) -> None:
        self.conventions = conventions or Conventions()

    def __call__(
        self,
        words: Evidence | str,
        document_date: str | Interval | None = None,
        *,
        tense: Tense | None = None,
        anchor: ResolvedDate | str | None = None,
    ) -> ResolvedDate:
        """The days of some words, of any length but none (ValueError).

        `document_date` is an ISO day, month or year, or what can only be inferred; `tense` that of the verb beside the
        words (`present` for the perfect, too); `anchor` the date from which "two days later" counts. What is no such
        date is a UsageError.
        """
        evidence = words if isinstance(words, Evidence) else Evidence.of(words, 0, len(words))
        plain, counting = normal(evidence.quote), _anchor(anchor)
        days = _document_days(document_date)
        ends = dict.fromkeys(days) if days else (None,)
        meanings = [understand(plain, Frame(day, tense, counting, self.conventions, understand)) for day in ends]
        return _record(evidence, meanings[0] if len(meanings) == 1 else _union(meanings[0], meanings[1]))


def _document_days(given: str | Interval | None) -> Days | None:
    """First and last possible day of the document."""
    if given is None:
        return None
    if isinstance(given, Interval):
        return _iso(given.first)[0], _iso(given.last)[1]
    return _iso(given)


def _iso(words: str) -> Days:
    """The days of an ISO day, month or year."""
    match = _ISO.fullmatch(words)
    try:
        if match:
            year, month, day = (int(part) if part else 0 for part in match.groups())
            return unit_of(date(year, month or 1, day or 1), "day" if day else "month" if month else "year")
    except ValueError:
        pass
    raise UsageError(f"the date {words!r} is no date; write it as 2012-07-06, 2012-07 or 2012")


def _anchor(given: ResolvedDate | str | None) -> Found | None:
    """The date from which words count; an unresolved one is none."""
    if given is None or isinstance(given, str):
        return Found(*_iso(given), Granularity.SPAN, "", DateBasis.DOCUMENT) if given else None
    first, last = (date.fromisoformat(day) if day else None for day in (given.start, given.end))
    return Found(first, last, given.granularity, "", given.basis, given.approximate) if first or last else None


def _union(one: Meaning, other: Meaning) -> Meaning:
    """What words mean if the document is of some day between two: all the days between, where both are known."""
    if one == other or one is None or other is None:
        return one and other
    if isinstance(one, Unresolved) or isinstance(other, Unresolved):
        reason = one.reason if isinstance(one, Unresolved) else other.reason if isinstance(other, Unresolved) else ""
        return Unresolved(f"the date of the document is known only as an interval, and {reason}")
    first = min(one.first, other.first) if one.first and other.first else None
    last = max(one.last, other.last) if one.last and other.last else None
    if (first, last) == (one.first, one.last) == (other.first, other.last):
        return replace(one, how="counted from any date that the document may have")
    how = "counted from the first and the last date that the document may have"
    return replace(one, first=first, last=last, granularity=Granularity.SPAN, how=how, approximate=True)


def _record(words: Evidence, meaning: Meaning) -> ResolvedDate:
    if meaning is None:
        meaning = Unresolved("no form of the date grammar knows the words")
    if isinstance(meaning, Unresolved):
        return ResolvedDate(
            words=words,
            start=None,
            end=None,
            granularity=Granularity.UNKNOWN,
            basis=DateBasis.UNKNOWN,
            approximate=False,
            reason=f"'{words.quote}' is not resolved: {meaning.reason}",
        )
    return ResolvedDate(
        words=words,
        start=meaning.first.isoformat() if meaning.first else None,
        end=meaning.last.isoformat() if meaning.last else None,
        granularity=meaning.granularity,
        basis=meaning.basis,
        approximate=meaning.approximate,
        reason=f"'{words.quote}' {meaning.how}: {spelled(meaning.first, meaning.last)}",
    )
