"""What is claimed of events: who did what to whom, in PLOVER 2.0."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence, MadeBy


class EventStatus(StrEnum):
    """Whether an act took place (annotation guide, section `events`; PLOVER's auxiliary modes)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act: its code, those who do it and to whom, and the words that say so.

    `type`, `mode` and `contexts` are PLOVER 2.0 codes, `quad` is 1 to 4, `intensity` PLOVER's score of the pair,
    `cameo` a CAMEO code of 2 to 4 digits for users of older tools. `actors` and `recipients` are ids of actors, in the
    order of the text; empty where the text names none. `historical` marks acts clearly before the situation reported.
    `reported_by` is the actor by whose words alone the act is known, `statement_id` the statement that holds these
    words. `date_text` and `place` are the words of date and place, unresolved. `second` is the next best type with its
    share. `score` is the probability of the type, where a classifier was asked.
    """

    id: str
    type: str
    mode: str | None
    quad: int
    intensity: float
    cameo: str
    status: EventStatus
    historical: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: Evidence
    evidence: Evidence
    date_text: Evidence | None
    place: Evidence | None
    contexts: tuple[str, ...]
    reported_by: str | None
    statement_id: str | None
    turn_id: str | None
    second: str | None
    reason: str
    made_by: MadeBy
    score: float | None
