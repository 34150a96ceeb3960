"""What is read: the bytes or characters of one document, where they lay, and what is known of them beforehand."""

from dataclasses import dataclass, field

from onrecord.errors import UsageError

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Facts that do not stand in the text: fields of the container (a JSONL field) or options of the user.

    `date` is ISO (`2012-07-06`); any other is a UsageError. `origin` says where they come from, for the reason beside
    each fact: `option`, or the container. `origins` names the facts that come from elsewhere: pairs of a fact and its
    own origin. `unread` names the facts that the container gives in words that cannot be read: pairs of a fact, which
    is then None, and what stands there (`column date holds "July 6, 2012", which is no ISO date`).
    """

    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    station: str | None = None
    programme: str | None = None
    url: str | None = None
    origin: str = "given"
    origins: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.date is not None and not is_iso_date(self.date):
            raise UsageError(f"the date {self.date!r} is no date; write it as 2012-07-06")

    def of(self, name: str) -> str | None:
        """The given value of the fact called `name`, None if there is none."""
        value = getattr(self, name)
        return value if isinstance(value, str) else None

    def origin_of(self, name: str) -> str:
        """Where the fact called `name` comes from.

        >>> Given(title="Fog", origin="option", origins=(("title", "column headline"),)).origin_of("title")
        'column headline'
        """
        return dict(self.origins).get(name, self.origin)

    def unread_of(self, name: str) -> str | None:
        """What the container gives for the fact called `name` and cannot be read, None if there is no such thing."""
        return dict(self.unread).get(name)


def is_iso_date(value: object) -> bool:
    """Whether this is a day of the calendar, written as year, month and day with four, two and two digits.

    >>> is_iso_date("2012-02-29"), is_iso_date("2012-02-30"), is_iso_date("July 6")
    (True, False, False)
    """
    parts = value.split("-") if isinstance(value, str) and value.isascii() else []
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isdigit() for part in parts):
        return False
    year, month, day = map(int, parts)
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year > 0 and 0 < month <= 12 and 0 < day <= _DAYS[month - 1] + leap


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document before it is read.

    `name`: a path, `path#row` for a row of a table, `-` for standard input, `<text>` for a string.
    `content`: raw bytes, or characters that need no decoding. `format` forces a format, `encoding` declares one.
    """

    name: str
    content: bytes | str
    format: str | None = None
    encoding: str | None = None
    given: Given = field(default_factory=Given)
