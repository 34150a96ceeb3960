"""What date words mean to the grammar: days found, or the reason why none follow; and what it may count from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from onrecord.dates.calendar import Days
from onrecord.dates.conventions import Conventions
from onrecord.records import DateBasis, Granularity

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Found:
    """Days that words stand for, and how they follow: `how` continues a sentence that begins with the words."""

    first: date | None
    last: date | None
    granularity: Granularity
    how: str
    basis: DateBasis = DateBasis.STATED
    approximate: bool = False

    @property
    def days(self) -> Days | None:
        """Both borders, or None if a side is open."""
        return (self.first, self.last) if self.first and self.last else None

    def within(self, days: Days, granularity: Granularity, how: str, approximate: bool = False) -> "Found":
        """Other days that follow from these: `how` is what is added to the reason."""
        return replace(
            self,
            first=days[0],
            last=days[1],
            granularity=granularity,
            how=f"{self.how}, {how}",
            approximate=self.approximate or approximate,
        )


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why no days follow. `names_date` is False where the words are no date at all: an age, a habit, a length."""

    reason: str
    names_date: bool = True


Meaning = Found | Unresolved | None
"""None: the grammar does not know the words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What words are read against: the document's day, the tense of the verb, another date to count from, customs.

    `understand` is the grammar itself, for words inside of words; `depth` counts how deep.
    """

    day: date | None
    tense: Tense | None
    anchor: Found | None
    conventions: Conventions
    understand: Callable[[str, "Frame"], Meaning]
    depth: int = 0

    def read(self, words: str, **changes: object) -> Meaning:
        """The meaning of words inside of the words, in this frame or a changed one (`day`, `tense`)."""
        return self.understand(words, replace(self, depth=self.depth + 1, **changes))  # type: ignore[arg-type]

    @property
    def of_document(self) -> str:
        """The document's date, for reasons."""
        return f"the document's date, {self.day}"


NO_DATE = Unresolved("the words are relative, and the date of the document is unknown")
NO_ANCHOR = Unresolved("the words count from another date of the text, which is not given")


def counted(frame: Frame, days: Days, granularity: Granularity, how: str = "", approximate: bool = False) -> Found:
    """Days reckoned from the document's date."""
    how = how or f"counted from {frame.of_document}"
    return Found(days[0], days[1], granularity, how, DateBasis.DOCUMENT, approximate)


def stated(days: Days, granularity: Granularity, how: str, approximate: bool = False) -> Found:
    """Days that the words alone give."""
    return Found(days[0], days[1], granularity, how, DateBasis.STATED, approximate)
