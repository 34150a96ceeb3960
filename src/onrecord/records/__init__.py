"""WHAT WE CLAIM: frozen records, no library inside."""

from onrecord.records.actor import Actor, ActorKind, ActorMention, ActorRole, Code, MentionForm, Tenure
from onrecord.records.coded import CodedDocument
from onrecord.records.event import Event, EventStatus
from onrecord.records.evidence import Evidence, MadeBy, Maker, Span, by_model, by_rule
from onrecord.records.ids import content_id, record_id
from onrecord.records.repaired import RepairedText
from onrecord.records.source import Given, Source
from onrecord.records.statement import CueKind, Polarity, Statement, StatementKind
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
    "Actor",
    "ActorKind",
    "ActorMention",
    "ActorRole",
    "Basis",
    "Chrome",
    "Code",
    "CodedDocument",
    "CueKind",
    "Document",
    "Event",
    "EventStatus",
    "Evidence",
    "Fact",
    "Given",
    "Interval",
    "MadeBy",
    "Maker",
    "MentionForm",
    "Polarity",
    "Repair",
    "RepairedText",
    "Role",
    "Segment",
    "SegmentKind",
    "Source",
    "Span",
    "Speaker",
    "StageDirection",
    "Statement",
    "StatementKind",
    "Tenure",
    "Transcript",
    "Turn",
    "by_model",
    "by_rule",
    "content_id",
    "record_id",
]
