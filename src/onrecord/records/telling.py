"""One place where an act is told: its words, who says so, and what this telling claims of the act."""

from dataclasses import dataclass

from onrecord.records.evidence import Evidence
from onrecord.records.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A telling of an event; the first of an event is its own, the others follow in the order of the text.

    `actors`, `recipients`, `date_text`, `place` and `figures` are what this telling says, so that two sources who
    differ stand side by side. `reported_by` is the actor by whose words alone this telling is known, None for the
    journalist's own words; `statement_id` the statement that holds them.
    """

    evidence: Evidence
    trigger: Evidence
    turn_id: str | None
    reported_by: str | None
    statement_id: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date_text: Evidence | None
    place: Evidence | None
    figures: tuple[Figure, ...]
