"""A document with every layer that the pipeline yields."""

from dataclasses import dataclass

from onrecord.records.actor import Actor, ActorMention
from onrecord.records.event import Event
from onrecord.records.statement import Statement
from onrecord.records.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """All layers of one document; those behind `Settings.last_layer` are empty."""

    transcript: Transcript
    mentions: tuple[ActorMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
