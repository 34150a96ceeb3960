"""What the reasons of records mean, in whole sentences: the table `en/reasons`, and rows that a reason names."""

import re
from functools import cache
from typing import NamedTuple

from onrecord.errors import LexiconError
from onrecord.lexicons import Row, table
from onrecord.settings import Settings

ROW = re.compile(r"\b((?:en|plover|places|dates)/[a-z_]+)#(\d+)")
_TABLE = ("en/reasons", "words", "says", "otherwise", "example")


class Meaning(NamedTuple):
    """A reason in a sentence, and what would have changed it (None where the table names nothing)."""

    says: str
    otherwise: str | None


@cache
def _meanings() -> tuple[tuple[re.Pattern[str], Row], ...]:
    found = []
    for row in table(*_TABLE):
        kind, _, words = row["words"].partition(": ")
        pattern = re.escape(f"{kind}: {words}").replace(r"\*", "(.+)")
        found.append((re.compile(pattern), row))
    return tuple(sorted(found, key=lambda entry: "*" in entry[1]["words"]))


def meaning(kind: str, reason: str, who: str = "it") -> Meaning:
    """What a reason of some kind (`role`, `mention`, `status` …) means; one that the table lacks speaks for itself.

    >>> meaning("mention", "another name of WHO").says
    'is another name of WHO in the tables'
    """
    for pattern, row in _meanings():
        match = pattern.fullmatch(f"{kind}: {reason}")
        if match is not None:
            said, otherwise = (_filled(row[column], match, who) for column in ("says", "otherwise"))
            return Meaning(said, otherwise if otherwise != "-" else None)
    return Meaning(reason, None)


def _filled(text: str, match: re.Match[str], who: str) -> str:
    what = match[1] if match.re.groups else ""
    said = text.replace("{who}", who).replace("{what}", what)
    return said[:1].upper() + said[1:] if text.startswith("{who}") else said


def row_of(reason: str) -> Row | None:
    """The table row that a reason names, None if it names none or the tables have no such row any more.

    >>> row_of("plover/light_verbs#2: carry out")["words"]
    'carry out'
    """
    match = ROW.search(reason)
    if match is None:
        return None
    try:
        rows = table(match[1])
    except LexiconError:
        return None
    return next((row for row in rows if row.number == int(match[2])), None)


def example_of(row: Row) -> str:
    """The example of a row without the marks of roles."""
    return re.sub(r"</?[a-z]>", "", row.cells.get("example", ""))


def with_settings(text: str, settings: Settings) -> str:
    """A sentence in which every setting that it names has its value beside it."""

    def valued(match: re.Match[str]) -> str:
        name = match[1]
        known = name in type(settings).model_fields
        return f"`{name}` ({getattr(settings, name)})" if known else match[0]

    return re.sub(r"`(\w+)`", valued, text)
