"""WHAT WE CLAIM: frozen records, no library inside."""

from onrecord.records.actor import Actor, ActorKind, ActorMention, ActorRole, Code, MentionForm, Tenure
from onrecord.records.coded import CodedDocument
from onrecord.records.dated import DateBasis, Granularity, ResolvedDate
from onrecord.records.event import Event, EventStatus
from onrecord.records.evidence import Evidence, MadeBy, Maker, Span, by_model, by_rule
from onrecord.records.figure import Figure, FigureKind, FigureRelation
from onrecord.records.ids import content_id, record_id
from onrecord.records.located import PRECISION, PlaceLevel, ResolvedPlace
from onrecord.records.repaired import RepairedText
from onrecord.records.source import Given, Source
from onrecord.records.statement import CueKind, Polarity, Statement, StatementKind
from onrecord.records.telling import Telling
from onrecord.records.transcript import (
    Basis,
    Chrome,
    Document,
    Fact,
    Interval,
    Repair,
    Role,
    Segment,
    SegmentKind,
    Speaker,
    StageDirection,
    Transcript,
    Turn,
)

__all__ = [
    "PRECISION",
    "Actor",
    "ActorKind",
    "ActorMention",
    "ActorRole",
    "Basis",
    "Chrome",
    "Code",
    "CodedDocument",
    "CueKind",
    "DateBasis",
    "Document",
    "Event",
    "EventStatus",
    "Evidence",
    "Fact",
    "Figure",
    "FigureKind",
    "FigureRelation",
    "Given",
    "Granularity",
    "Interval",
    "MadeBy",
    "Maker",
    "MentionForm",
    "PlaceLevel",
    "Polarity",
    "Repair",
    "RepairedText",
    "ResolvedDate",
    "ResolvedPlace",
    "Role",
    "Segment",
    "SegmentKind",
    "Source",
    "Span",
    "Speaker",
    "StageDirection",
    "Statement",
    "StatementKind",
    "Telling",
    "Tenure",
    "Transcript",
    "Turn",
    "by_model",
    "by_rule",
    "content_id",
    "record_id",
]
