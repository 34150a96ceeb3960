"""The tables of a record: one for each kind of record, its fields laid out flat.

A fact becomes the columns value, `_basis`, `_reason`, and with its evidence `_start`, `_end` and `_quote`. The order of
columns and of rows is fixed, so that equal records give equal files.
"""

from enum import StrEnum
from typing import NamedTuple

from onrecord.records import (
    Chrome,
    CodedDocument,
    Document,
    Evidence,
    Fact,
    Repair,
    Segment,
    Speaker,
    StageDirection,
    Turn,
)

Cell = str | int | float | bool | list[str] | list[int] | None
Rows = dict[str, list[tuple[Cell, ...]]]

FACTS = ("outlet", "station", "programme", "title", "place", "date")
_WORDS = "VARCHAR"
_NUMBER = "INTEGER"


def _evidence(name: str) -> dict[str, str]:
    return {f"{name}_start": _NUMBER, f"{name}_end": _NUMBER, f"{name}_quote": _WORDS}


def _fact(name: str) -> dict[str, str]:
    return {name: _WORDS, f"{name}_basis": _WORDS, f"{name}_reason": _WORDS, **_evidence(name)}


_PLACE = {"id": _WORDS, "document_id": _WORDS, "number": _NUMBER, "start": _NUMBER, "end": _NUMBER, "text": _WORDS}
_MARK = {"id": _WORDS, "document_id": _WORDS, "kind": _WORDS, "start": _NUMBER, "end": _NUMBER, "text": _WORDS}
_MADE = {"made_by": _WORDS, "score": "DOUBLE"}

SCHEMA: dict[str, dict[str, str]] = {
    "documents": {
        "id": _WORDS,
        "name": _WORDS,
        "text": _WORDS,
        "format": _WORDS,
        "encoding": _WORDS,
        "notes": "VARCHAR[]",
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
        "id": _WORDS,
        "document_id": _WORDS,
        "number": _NUMBER,
        "name": _WORDS,
        "reason": _WORDS,
        "labels": "VARCHAR[]",
        "title": _WORDS,
        "title_start": _NUMBER,
        "title_end": _NUMBER,
        "affiliation": _WORDS,
        "affiliation_start": _NUMBER,
        "affiliation_end": _NUMBER,
        "evidence_start": "INTEGER[]",
        "evidence_end": "INTEGER[]",
        "evidence_quote": "VARCHAR[]",
        **_MADE,
    },
    "directions": {**_MARK, "made_by": _WORDS},
    "segments": {**_PLACE, "kind": _WORDS, "turn_id": _WORDS},
    "chrome": {**_MARK, "made_by": _WORDS},
    "repairs": {"document_id": _WORDS, "start": _NUMBER, "end": _NUMBER, "replacement": _WORDS, "kind": _WORDS},
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
"""Table → column → SQL type."""

ORDER: dict[str, tuple[str, ...]] = {
    "documents": ("id",),
    "turns": ("document_id", "start", "end", "id"),
    "speakers": ("document_id", "number"),
    "directions": ("document_id", "start", "end", "id"),
    "segments": ("document_id", "start", "end", "id"),
    "chrome": ("document_id", "start", "end", "id"),
    "repairs": ("document_id", "start", "end", "kind"),
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


def coded_rows(coded: CodedDocument) -> Rows:
    """The rows of one document, by table; columns as in `SCHEMA`."""
    transcript = coded.transcript
    home = transcript.document.id
    return {
        "documents": [_document(transcript.document)],
        "turns": [_turn(home, turn) for turn in transcript.turns],
        "speakers": [_speaker(home, number, speaker) for number, speaker in enumerate(transcript.speakers, start=1)],
        "directions": [_mark(home, mark) for mark in transcript.directions],
        "segments": [_segment(home, segment) for segment in transcript.segments],
        "chrome": [_mark(home, mark) for mark in transcript.chrome],
        "repairs": [_repair(home, repair) for repair in transcript.repairs],
    }


def _document(document: Document) -> tuple[Cell, ...]:
    facts: list[Cell] = []
    for name in FACTS:
        fact: Fact = getattr(document, name)
        facts += [fact.value, fact.basis.value, fact.reason, *_span(fact.evidence)]
    guess = document.date_inferred
    inferred = [guess.first, guess.last, guess.reason, *_span(guess.evidence)] if guess else [None] * 6
    head = (document.id, document.name, document.text, document.format, document.encoding, list(document.notes))
    return (*head, *facts, *inferred)


def _span(evidence: Evidence | None) -> tuple[int | None, int | None, str | None]:
    return (evidence.start, evidence.end, evidence.quote) if evidence else (None, None, None)


def _words(evidence: Evidence | None) -> tuple[str | None, int | None, int | None]:
    return (evidence.quote, evidence.start, evidence.end) if evidence else (None, None, None)


def _turn(home: str, turn: Turn) -> tuple[Cell, ...]:
    return (
        *(turn.id, home, turn.number, turn.evidence.start, turn.evidence.end, turn.evidence.quote),
        *_words(turn.label),
        *(turn.speaker_id, turn.speaker, turn.role.value, turn.role_reason, turn.quotable),
        *(str(turn.made_by), turn.score),
    )


def _speaker(home: str, number: int, speaker: Speaker) -> tuple[Cell, ...]:
    return (
        *(speaker.id, home, number, speaker.name, speaker.reason, list(speaker.labels)),
        *_words(speaker.title),
        *_words(speaker.affiliation),
        [evidence.start for evidence in speaker.evidence],
        [evidence.end for evidence in speaker.evidence],
        [evidence.quote for evidence in speaker.evidence],
        *(str(speaker.made_by), speaker.score),
    )


def _mark(home: str, mark: StageDirection | Chrome) -> tuple[Cell, ...]:
    evidence = mark.evidence
    return (mark.id, home, mark.kind, evidence.start, evidence.end, evidence.quote, str(mark.made_by))


def _segment(home: str, segment: Segment) -> tuple[Cell, ...]:
    evidence = segment.evidence
    place = (segment.id, home, segment.number, evidence.start, evidence.end, evidence.quote)
    return (*place, segment.kind.value, segment.turn_id)


def _repair(home: str, repair: Repair) -> tuple[Cell, ...]:
    return (home, repair.start, repair.end, repair.replacement, repair.kind)
