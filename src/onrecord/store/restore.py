"""The way back: from the rows of a document to its records, equal to those that were written."""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.records import (
    Actor,
    ActorKind,
    ActorMention,
    ActorRole,
    Basis,
    Chrome,
    Code,
    CodedDocument,
    CueKind,
    DateBasis,
    Document,
    Event,
    EventStatus,
    Evidence,
    Fact,
    Figure,
    FigureKind,
    FigureRelation,
    Granularity,
    Interval,
    MadeBy,
    Maker,
    MentionForm,
    PlaceLevel,
    Polarity,
    Repair,
    ResolvedDate,
    ResolvedPlace,
    Role,
    Segment,
    SegmentKind,
    Speaker,
    StageDirection,
    Statement,
    StatementKind,
    Telling,
    Tenure,
    Transcript,
    Turn,
)
from onrecord.store.tables import FACTS

Row = Mapping[str, Any]


def coded_document(document: Row, tables: Mapping[str, Sequence[Row]]) -> CodedDocument:
    """The records behind one row of `documents` and its rows of the other tables, each in the order of the text."""
    transcript = Transcript(
        document=_document(document),
        turns=tuple(_turn(row) for row in tables["turns"]),
        speakers=tuple(_speaker(row) for row in tables["speakers"]),
        directions=tuple(StageDirection(**_mark(row)) for row in tables["directions"]),
        segments=tuple(_segment(row) for row in tables["segments"]),
        chrome=tuple(Chrome(**_mark(row)) for row in tables["chrome"]),
        repairs=tuple(_repair(row) for row in tables["repairs"]),
    )
    roles: dict[str, list[ActorRole]] = {}
    for row in tables["roles"]:
        roles.setdefault(row["actor_id"], []).append(_role(row))
    parts = _EventParts(tables)
    return CodedDocument(
        transcript=transcript,
        mentions=tuple(_mention(row) for row in tables["mentions"]),
        actors=tuple(_actor(row, roles.get(row["id"], ())) for row in tables["actors"]),
        statements=tuple(_statement(row) for row in tables["statements"]),
        events=tuple(_event(row, parts) for row in tables["events"]),
    )


def _document(row: Row) -> Document:
    first = row["date_inferred_first"]
    inferred = first and Interval(
        first=first,
        last=row["date_inferred_last"],
        reason=row["date_inferred_reason"],
        evidence=_evidence(row, "date_inferred_"),
    )
    fields: dict[str, Any] = {name: row[name] for name in ("id", "name", "text", "format", "encoding")}
    facts: dict[str, Any] = {name: _fact(row, name) for name in FACTS}
    return Document(**fields, **facts, notes=tuple(row["notes"]), date_inferred=inferred)


def _fact(row: Row, name: str) -> Fact:
    basis, reason = Basis(row[f"{name}_basis"]), row[f"{name}_reason"]
    return Fact(value=row[name], basis=basis, reason=reason, evidence=_quoted(row, name))


def _evidence(row: Row, prefix: str = "", words: str = "quote") -> Evidence:
    return Evidence(start=row[f"{prefix}start"], end=row[f"{prefix}end"], quote=row[f"{prefix}{words}"])


def _words(row: Row, name: str) -> Evidence | None:
    if row[f"{name}_start"] is None:
        return None
    return Evidence(start=row[f"{name}_start"], end=row[f"{name}_end"], quote=row[name])


def _quoted(row: Row, name: str) -> Evidence | None:
    return None if row[f"{name}_start"] is None else _evidence(row, f"{name}_")


def _pieces(quotes: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> tuple[Evidence, ...]:
    spans = zip(starts, ends, quotes, strict=True)
    return tuple(Evidence(start=start, end=end, quote=quote) for start, end, quote in spans)


def _made_by(row: Row) -> MadeBy:
    kind, _, name = row["made_by"].partition(":")
    return MadeBy(kind=Maker(kind), name=name)


def _turn(row: Row) -> Turn:
    return Turn(
        **{name: row[name] for name in ("id", "number", "speaker_id", "speaker", "role_reason", "quotable", "score")},
        evidence=_evidence(row, words="text"),
        label=_words(row, "label"),
        role=Role(row["role"]),
        made_by=_made_by(row),
    )


def _speaker(row: Row) -> Speaker:
    return Speaker(
        **{name: row[name] for name in ("id", "name", "reason", "score")},
        labels=tuple(row["labels"]),
        title=_words(row, "title"),
        affiliation=_words(row, "affiliation"),
        evidence=_pieces(row["evidence_quote"], row["evidence_start"], row["evidence_end"]),
        made_by=_made_by(row),
    )


def _mark(row: Row) -> dict[str, Any]:
    return {"id": row["id"], "kind": row["kind"], "evidence": _evidence(row, words="text"), "made_by": _made_by(row)}


def _segment(row: Row) -> Segment:
    kind = SegmentKind(row["kind"])
    evidence = _evidence(row, words="text")
    return Segment(id=row["id"], number=row["number"], kind=kind, evidence=evidence, turn_id=row["turn_id"])


def _repair(row: Row) -> Repair:
    return Repair(**{name: row[name] for name in ("start", "end", "replacement", "kind")})


def _mention(row: Row) -> ActorMention:
    return ActorMention(
        **{name: row[name] for name in ("id", "actor_id", "reason", "score")},
        form=MentionForm(row["form"]),
        evidence=_evidence(row, words="text"),
        made_by=_made_by(row),
    )


def _actor(row: Row, roles: Sequence[ActorRole]) -> Actor:
    return Actor(
        **{name: row[name] for name in ("id", "key", "name", "reason", "score")},
        kind=ActorKind(row["kind"]),
        country=_code(row, "country"),
        sector=_code(row, "sector"),
        speaks_for=_code(row, "speaks_for"),
        sectors=tuple(row["sectors"]),
        aliases=_pieces(row["aliases"], row["alias_starts"], row["alias_ends"]),
        roles=tuple(roles),
        evidence=_evidence(row),
        made_by=_made_by(row),
    )


def _code(row: Row, name: str) -> Code:
    reason, score = row[f"{name}_reason"], row[f"{name}_score"]
    return Code(value=row[name], reason=reason, evidence=_quoted(row, name), score=score)


def _role(row: Row) -> ActorRole:
    what = {name: row[name] for name in ("title", "country", "sector", "date")}
    return ActorRole(**what, tenure=Tenure(row["tenure"]), evidence=_evidence(row))


def _statement(row: Row) -> Statement:
    given = ("id", "source_id", "addressee_id", "within", "inaudible", "set_aside", "turn_id", "reason", "score")
    return Statement(
        **{name: row[name] for name in given},
        kind=StatementKind(row["kind"]),
        cue_kind=CueKind(row["cue_kind"]),
        polarity=Polarity(row["polarity"]),
        source=_quoted(row, "source"),
        cue=_quoted(row, "cue"),
        addressee=_quoted(row, "addressee"),
        said=_dated(row, "said"),
        content=_pieces(row["content"], row["content_starts"], row["content_ends"]),
        made_by=_made_by(row),
    )


class _EventParts:
    """What the other tables hold of events, by the id of the event."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.roles: dict[tuple[str, str], list[str]] = {}
        for row in tables["event_roles"]:
            self.roles.setdefault((row["event_id"], row["role"]), []).append(row["actor_id"])
        self.figures: dict[tuple[str, int], list[Figure]] = {}
        for row in tables["event_figures"]:
            self.figures.setdefault((row["event_id"], row["telling"]), []).append(_figure(row))
        self.tellings: dict[str, list[Telling]] = {}
        for row in tables["event_tellings"]:
            figures = self.figures.get((row["event_id"], row["telling"]), ())
            self.tellings.setdefault(row["event_id"], []).append(_telling(row, figures))


def _event(row: Row, parts: _EventParts) -> Event:
    given = ("id", "type", "mode", "quad", "intensity", "cameo", "historical", "statement_id", "turn_id", "second")
    return Event(
        **{name: row[name] for name in (*given, "reason", "score")},
        status=EventStatus(row["status"]),
        actors=tuple(parts.roles.get((row["id"], "actor"), ())),
        recipients=tuple(parts.roles.get((row["id"], "recipient"), ())),
        trigger=_evidence(row, "trigger_"),
        evidence=_evidence(row, "evidence_"),
        date=_dated(row, "date"),
        place=_located(row),
        figures=tuple(parts.figures.get((row["id"], 0), ())),
        tellings=tuple(parts.tellings.get(row["id"], ())),
        contexts=tuple(row["contexts"]),
        reported_by=row["reported_by_id"],
        made_by=_made_by(row),
    )


def _dated(row: Row, name: str) -> ResolvedDate | None:
    words = _words(row, f"{name}_text")
    if words is None:
        return None
    return ResolvedDate(
        words=words,
        **{column: row[f"{name}_{column}"] for column in ("start", "end", "approximate", "reason")},
        granularity=Granularity(row[f"{name}_granularity"]),
        basis=DateBasis(row[f"{name}_basis"]),
    )


def _located(row: Row) -> ResolvedPlace | None:
    words = _words(row, "place_text")
    if words is None:
        return None
    return ResolvedPlace(
        words=words,
        **{name: row[name] for name in ("geonames_id", "latitude", "longitude")},
        **{name: row[f"place_{name}"] for name in ("name", "country", "reason", "margin", "second")},
        countries=tuple(row["place_countries"]),
        level=PlaceLevel(row["place_level"]),
        is_actor=False,
    )


def _figure(row: Row) -> Figure:
    return Figure(
        **{name: row[name] for name in ("low", "high", "who", "cumulative", "reason")},
        kind=FigureKind(row["kind"]),
        relation=FigureRelation(row["relation"]),
        words=_evidence(row),
    )


def _telling(row: Row, figures: Sequence[Figure]) -> Telling:
    return Telling(
        evidence=_evidence(row, "evidence_"),
        trigger=_evidence(row, "trigger_"),
        turn_id=row["turn_id"],
        reported_by=row["reported_by_id"],
        statement_id=row["statement_id"],
        actors=tuple(row["actor_ids"]),
        recipients=tuple(row["recipient_ids"]),
        date_text=_words(row, "date_text"),
        place=_words(row, "place_text"),
        figures=tuple(figures),
    )
