"""The tables of a record: one for each kind of record, its fields laid out flat.

A fact becomes the columns value, `_basis`, `_reason`, and with its evidence `_start`, `_end` and `_quote`; a code of an
actor has a `_score` and no basis. `number` counts the rows of a document from 1, of `roles` those of an actor. The
order of columns and of rows is fixed, so that equal records give equal files.
"""

from enum import StrEnum
from typing import NamedTuple

from onrecord.records import (
    Actor,
    ActorMention,
    ActorRole,
    Chrome,
    Code,
    CodedDocument,
    Document,
    Evidence,
    Fact,
    Repair,
    Segment,
    Speaker,
    StageDirection,
    Statement,
    Turn,
)

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
        "within": _WORDS,
        "inaudible": "BOOLEAN",
        "set_aside": _WORDS,
        "turn_id": _WORDS,
        "reason": _WORDS,
        **_MADE,
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
others are attributions that make no statement (beliefs, denials), each with the reason.
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
        "mentions": [_mention(home, number, one) for number, one in enumerate(coded.mentions, start=1)],
        "actors": [_actor(home, number, one) for number, one in enumerate(coded.actors, start=1)],
        "roles": [
            _role(home, actor, number, role)
            for actor in coded.actors
            for number, role in enumerate(actor.roles, start=1)
        ],
        "statements": [_statement(home, number, one) for number, one in enumerate(coded.statements, start=1)],
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


def _mention(home: str, number: int, mention: ActorMention) -> tuple[Cell, ...]:
    place = (mention.id, home, number, *_span(mention.evidence))
    return (*place, mention.actor_id, mention.form.value, mention.reason, str(mention.made_by), mention.score)


def _actor(home: str, number: int, actor: Actor) -> tuple[Cell, ...]:
    return (
        *(actor.id, home, number, actor.key, actor.name, actor.kind.value),
        *_coded(actor.country),
        *_coded(actor.sector),
        list(actor.sectors),
        *_pieces(actor.aliases),
        *_coded(actor.speaks_for),
        *(actor.reason, *_span(actor.evidence), str(actor.made_by), actor.score),
    )


def _coded(code: Code) -> tuple[Cell, ...]:
    return (code.value, code.reason, *_span(code.evidence), code.score)


def _pieces(spans: tuple[Evidence, ...]) -> tuple[list[str], list[int], list[int]]:
    return [span.quote for span in spans], [span.start for span in spans], [span.end for span in spans]


def _role(home: str, actor: Actor, number: int, role: ActorRole) -> tuple[Cell, ...]:
    what = (role.title, role.country, role.sector, role.tenure.value, role.date)
    return (home, actor.id, number, *what, *_span(role.evidence))


def _statement(home: str, number: int, statement: Statement) -> tuple[Cell, ...]:
    return (
        *(statement.id, home, number, statement.kind.value, statement.cue_kind.value, statement.polarity.value),
        *(statement.source_id, *_span(statement.source)),
        *_span(statement.cue),
        *_pieces(statement.content),
        *(statement.addressee_id, *_span(statement.addressee)),
        *(statement.within, statement.inaudible, statement.set_aside, statement.turn_id, statement.reason),
        *(str(statement.made_by), statement.score),
    )
