"""The tables of a record: one for each kind of record, its fields laid out flat.

A fact becomes the columns value, `_basis`, `_reason`, and with its evidence `_start`, `_end` and `_quote`; a code of an
actor has a `_score` and no basis. A date becomes its words (`_text` and their span), `_start` and `_end` (ISO days,
both inclusive, null where that side is open or unknown), `_granularity`, `_basis`, `_approximate` and `_reason`.
`number` counts the rows of a document from 1, of `roles` those of an actor, and `position` those of an event that have
one role, or its figures in one telling. The order of columns and of rows is fixed, so that equal records give equal
files.
"""

from enum import StrEnum
from typing import NamedTuple

Cell = str | int | float | bool | list[str] | list[int] | None
Rows = dict[str, list[tuple[Cell, ...]]]

FACTS = ("outlet", "station", "programme", "title", "place", "date")
_WORDS = "VARCHAR"
_NUMBER = "INTEGER"
_LIST = "VARCHAR[]"
_NUMBERS = "INTEGER[]"


def _evidence(name: str) -> dict[str, str]:
    return {f"{name}_start": _NUMBER, f"{name}_end": _NUMBER, f"{name}_quote": _WORDS}


def _fact(name: str) -> dict[str, str]:
    return {name: _WORDS, f"{name}_basis": _WORDS, f"{name}_reason": _WORDS, **_evidence(name)}


def _code(name: str) -> dict[str, str]:
    return {name: _WORDS, f"{name}_reason": _WORDS, **_evidence(name), f"{name}_score": "DOUBLE"}


def _words(name: str) -> dict[str, str]:
    return {name: _WORDS, f"{name}_start": _NUMBER, f"{name}_end": _NUMBER}


def _date(name: str) -> dict[str, str]:
    columns = ("start", "end", "granularity", "basis")
    resolved = {**{f"{name}_{column}": _WORDS for column in columns}, f"{name}_approximate": "BOOLEAN"}
    return {**_words(f"{name}_text"), **resolved, f"{name}_reason": _WORDS}


_LOCATION = {
    **_words("place_text"),
    "place_name": _WORDS,
    "geonames_id": _NUMBER,
    "place_country": _WORDS,
    "place_countries": _LIST,
    "latitude": "DOUBLE",
    "longitude": "DOUBLE",
    "place_level": _WORDS,
    "place_reason": _WORDS,
    "place_margin": "DOUBLE",
    "place_second": _WORDS,
}
_ROW = {"id": _WORDS, "document_id": _WORDS, "number": _NUMBER}
_PLACE = {**_ROW, "start": _NUMBER, "end": _NUMBER, "text": _WORDS}
_MARK = {"id": _WORDS, "document_id": _WORDS, "kind": _WORDS, "start": _NUMBER, "end": _NUMBER, "text": _WORDS}
_MADE = {"made_by": _WORDS, "score": "DOUBLE"}

SCHEMA: dict[str, dict[str, str]] = {
    "documents": {
        "id": _WORDS,
        "name": _WORDS,
        "text": _WORDS,
        "format": _WORDS,
        "encoding": _WORDS,
        "notes": _LIST,
        **{column: sql for name in FACTS for column, sql in _fact(name).items()},
        "date_inferred_first": _WORDS,
        "date_inferred_last": _WORDS,
        "date_inferred_reason": _WORDS,
        **_evidence("date_inferred"),
    },
    "turns": {
        **_PLACE,
        "label": _WORDS,
        "label_start": _NUMBER,
        "label_end": _NUMBER,
        "speaker_id": _WORDS,
        "speaker": _WORDS,
        "role": _WORDS,
        "role_reason": _WORDS,
        "quotable": "BOOLEAN",
        **_MADE,
    },
    "speakers": {
        **_ROW,
        "name": _WORDS,
        "reason": _WORDS,
        "labels": _LIST,
        "title": _WORDS,
        "title_start": _NUMBER,
        "title_end": _NUMBER,
        "affiliation": _WORDS,
        "affiliation_start": _NUMBER,
        "affiliation_end": _NUMBER,
        "evidence_start": _NUMBERS,
        "evidence_end": _NUMBERS,
        "evidence_quote": _LIST,
        **_MADE,
    },
    "directions": {**_MARK, "made_by": _WORDS},
    "segments": {**_PLACE, "kind": _WORDS, "turn_id": _WORDS},
    "chrome": {**_MARK, "made_by": _WORDS},
    "repairs": {"document_id": _WORDS, "start": _NUMBER, "end": _NUMBER, "replacement": _WORDS, "kind": _WORDS},
    "mentions": {**_PLACE, "actor_id": _WORDS, "form": _WORDS, "reason": _WORDS, **_MADE},
    "actors": {
        **_ROW,
        "key": _WORDS,
        "name": _WORDS,
        "kind": _WORDS,
        **_code("country"),
        **_code("sector"),
        "sectors": _LIST,
        "aliases": _LIST,
        "alias_starts": _NUMBERS,
        "alias_ends": _NUMBERS,
        **_code("speaks_for"),
        "reason": _WORDS,
        "start": _NUMBER,
        "end": _NUMBER,
        "quote": _WORDS,
        **_MADE,
    },
    "roles": {
        "document_id": _WORDS,
        "actor_id": _WORDS,
        "number": _NUMBER,
        "title": _WORDS,
        "country": _WORDS,
        "sector": _WORDS,
        "tenure": _WORDS,
        "date": _WORDS,
        "start": _NUMBER,
        "end": _NUMBER,
        "quote": _WORDS,
    },
    "statements": {
        **_ROW,
        "kind": _WORDS,
        "cue_kind": _WORDS,
        "polarity": _WORDS,
        "source_id": _WORDS,
        **_evidence("source"),
        **_evidence("cue"),
        "content": _LIST,
        "content_starts": _NUMBERS,
        "content_ends": _NUMBERS,
        "addressee_id": _WORDS,
        **_evidence("addressee"),
        **_date("said"),
        "within": _WORDS,
        "inaudible": "BOOLEAN",
        "set_aside": _WORDS,
        "turn_id": _WORDS,
        "reason": _WORDS,
        **_MADE,
    },
    "events": {
        **_ROW,
        "type": _WORDS,
        "mode": _WORDS,
        "quad": _NUMBER,
        "intensity": "DOUBLE",
        "cameo": _WORDS,
        "status": _WORDS,
        "historical": "BOOLEAN",
        **_evidence("trigger"),
        **_evidence("evidence"),
        **_date("date"),
        **_LOCATION,
        "contexts": _LIST,
        "reported_by_id": _WORDS,
        "statement_id": _WORDS,
        "turn_id": _WORDS,
        "second": _WORDS,
        "reason": _WORDS,
        **_MADE,
    },
    "event_roles": {
        "document_id": _WORDS,
        "event_id": _WORDS,
        "role": _WORDS,
        "position": _NUMBER,
        "actor_id": _WORDS,
    },
    "event_figures": {
        "document_id": _WORDS,
        "event_id": _WORDS,
        "telling": _NUMBER,
        "position": _NUMBER,
        "kind": _WORDS,
        "low": "BIGINT",
        "high": "BIGINT",
        "relation": _WORDS,
        "start": _NUMBER,
        "end": _NUMBER,
        "quote": _WORDS,
        "who": _WORDS,
        "cumulative": "BOOLEAN",
        "reason": _WORDS,
    },
    "event_tellings": {
        "document_id": _WORDS,
        "event_id": _WORDS,
        "telling": _NUMBER,
        **_evidence("evidence"),
        **_evidence("trigger"),
        "turn_id": _WORDS,
        "reported_by_id": _WORDS,
        "statement_id": _WORDS,
        "actor_ids": _LIST,
        "recipient_ids": _LIST,
        **_words("date_text"),
        **_words("place_text"),
    },
    "sources": {
        "name": _WORDS,
        "row": _NUMBER,
        "document_id": _WORDS,
        "status": _WORDS,
        "duplicate_of": _WORDS,
        "bytes": "BIGINT",
        "format": _WORDS,
        "encoding": _WORDS,
    },
    "errors": {
        "source": _WORDS,
        "row": _NUMBER,
        "document_id": _WORDS,
        "step": _WORDS,
        "error": _WORDS,
        "message": _WORDS,
    },
}
"""Table → column → SQL type.

The roles of an actor are a table of their own, a row for each, so that "who held which office" is one join on
`actor_id` and no walk through lists. What somebody says is the rows of `statements` whose `set_aside` is null; the
others are attributions that make no statement (beliefs, denials), each with the reason. Who acts in an event and who
receives it is the rows of `event_roles`, whose `role` is `actor` or `recipient`. The rows of `event_tellings` are the
places where an act is told, from 1, its own first. The rows of `event_figures` whose `telling` is 0 are the numbers of
people of the event, each once; the others are what each telling says.
"""

ORDER: dict[str, tuple[str, ...]] = {
    "documents": ("id",),
    "turns": ("document_id", "start", "end", "id"),
    "speakers": ("document_id", "number"),
    "directions": ("document_id", "start", "end", "id"),
    "segments": ("document_id", "start", "end", "id"),
    "chrome": ("document_id", "start", "end", "id"),
    "repairs": ("document_id", "start", "end", "kind"),
    "mentions": ("document_id", "number"),
    "actors": ("document_id", "number"),
    "roles": ("document_id", "actor_id", "number"),
    "statements": ("document_id", "number"),
    "events": ("document_id", "number"),
    "event_roles": ("document_id", "event_id", "role", "position"),
    "event_figures": ("document_id", "event_id", "telling", "position"),
    "event_tellings": ("document_id", "event_id", "telling"),
    "sources": ("name", "row", "document_id"),
    "errors": ("source", "row", "message"),
}
"""Table → the columns that its rows are sorted by."""


class Status(StrEnum):
    """What became of a source."""

    CODED = "coded"
    ERROR = "error"
    DUPLICATE = "duplicate"


class SourceRow(NamedTuple):
    """One row of `sources`: a source, and what became of it.

    `format` and `encoding` are what was forced or declared. `duplicate_of` is the name of the first source of the text.
    """

    name: str
    row: int | None
    document_id: str | None
    status: str
    duplicate_of: str | None
    bytes: int
    format: str | None
    encoding: str | None


class ErrorRow(NamedTuple):
    """One row of `errors`: a source that could not be coded, the step that failed, and why."""

    source: str
    row: int | None
    document_id: str | None
    step: str
    error: str
    message: str
