"""What is claimed of events: who did what to whom, in PLOVER 2.0."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.dated import ResolvedDate
from onrecord.records.evidence import Evidence, MadeBy
from onrecord.records.figure import Figure
from onrecord.records.located import ResolvedPlace
from onrecord.records.telling import Telling


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
    words. `date` and `place` hold the words of date and place, what they stand for, and why; where nothing follows from
    the words they say so, and are None only where there are no words. `figures` are the numbers of people of all
    tellings, each once. `tellings` are all places where the act is told, its own first; two sources who differ stand
    side by side there. `second` is the next best type with its share. `score` is the probability of the type, where a
    classifier was asked.
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
    date: ResolvedDate | None
    place: ResolvedPlace | None
    figures: tuple[Figure, ...]
    tellings: tuple[Telling, ...]
    contexts: tuple[str, ...]
    reported_by: str | None
    statement_id: str | None
    turn_id: str | None
    second: str | None
    reason: str
    made_by: MadeBy
    score: float | None
