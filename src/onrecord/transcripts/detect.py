"""What a file is: the formats that onrecord reads, told by name or content; any can be forced."""

import re
from enum import StrEnum
from pathlib import PurePath

from onrecord.errors import SourceError


class Format(StrEnum):
    """The formats, by the name that `--format` of the source takes."""

    LABELLED = "labelled"
    """A transcript with speaker labels."""
    RECOGNISED = "recognised"
    """Recognised speech: no labels, perhaps time codes."""
    STORY = "story"
    """A written story: no turns."""
    JSONL = "jsonl"
    """One JSON object a line, with a text field."""
    CSV = "csv"
    """A table with a header row and a text column; tabs or commas."""


FORMATS = ", ".join(item.value for item in Format)
_TABLES = {".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".csv": Format.CSV, ".tsv": Format.CSV}
_FOREIGN = (
    (re.compile(r"\s*(?:<!doctype html|<html|<\?xml|<head|<body)", re.IGNORECASE), "HTML or XML"),
    (re.compile(r"\ufeff?WEBVTT\b"), "WebVTT captions"),
    (re.compile(r"\s*1\s+\d\d:\d\d:\d\d,\d{3} --> "), "SubRip captions"),
    (re.compile(r"WARC/\d"), "a WARC archive"),
)


def container(name: str, forced: str | None) -> Format | None:
    """The table format of a file, None for a single text."""
    if forced:
        chosen = chosen_format(name, forced)
        return chosen if chosen in (Format.JSONL, Format.CSV) else None
    return _TABLES.get(PurePath(name).suffix.casefold())


def chosen_format(name: str, forced: str) -> Format:
    """The format called `forced`."""
    try:
        return Format(forced)
    except ValueError:
        raise SourceError(name, f"there is no format {forced!r}; onrecord reads {FORMATS}") from None


def refuse_foreign(name: str, text: str) -> None:
    """SourceError if a text is of a kind that onrecord does not read (yet), or empty."""
    if not text.strip(" \t\r\n\f\v\ufeff\x00\u200b\u00a0"):
        raise SourceError(name, f"there is no text in it; onrecord reads {FORMATS}")
    for pattern, what in _FOREIGN:
        if pattern.match(text):
            raise SourceError(name, f"this is {what}; onrecord reads {FORMATS}")
