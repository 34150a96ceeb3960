"""What people of different countries and trades hold differently about dates."""

from dataclasses import dataclass
from typing import Self

from onrecord.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """The customs by which dates are read.

    `week_starts`: 0 for Monday to 6 for Sunday. `day_first`: whether 03/04/2012 is 3 April; None leaves it open.
    `fiscal_month`: the month in which a fiscal year begins; it has the name of the year in which it ends (10: the USA).
    `near_days`: without a tense, a day of the year is the only one within so many days of the document.
    `length`: longer words, in characters, are no date expression.
    """

    week_starts: int = 0
    day_first: bool | None = None
    fiscal_month: int = 10
    near_days: int = 91
    length: int = 100

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The customs that the settings of a run name."""
        return cls(week_starts=settings.week_starts, day_first=settings.day_first, fiscal_month=settings.fiscal_month)

    def __post_init__(self) -> None:
        if not 0 <= self.week_starts <= 6:
            raise ValueError(f"week_starts is 0 (Monday) to 6 (Sunday), not {self.week_starts}")
        if not 1 <= self.fiscal_month <= 12:
            raise ValueError(f"fiscal_month is 1 to 12, not {self.fiscal_month}")
