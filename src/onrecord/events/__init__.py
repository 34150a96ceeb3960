"""STATEMENTS → EVENTS: who did what to whom, in PLOVER 2.0."""

from onrecord.events.code import EventCoder

__all__ = ["EventCoder"]
