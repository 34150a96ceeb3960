"""MANY SOURCES → A RECORD: planned beforehand, in partitions, on as many processes as wanted, resumed at will."""

from onrecord.runs.local import Progress, Summary, run

__all__ = ["Progress", "Summary", "run"]
