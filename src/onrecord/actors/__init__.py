"""PARSED → MENTIONS, ACTORS: who is named, what they are called, and the codes that follow."""

from onrecord.actors.identify import Identifier

__all__ = ["Identifier"]
