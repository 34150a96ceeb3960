"""PARSED → STATEMENTS: who says what, to whom, in which words."""

from onrecord.statements.attribute import Attributor

__all__ = ["Attributor"]
