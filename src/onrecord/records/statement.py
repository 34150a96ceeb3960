"""What is claimed of statements: who says what, to whom, in which words."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.dated import ResolvedDate
from onrecord.records.evidence import Evidence, MadeBy


class StatementKind(StrEnum):
    """How words reach the reader (annotation guide, section `statements`)."""

    CLIP = "clip"
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    TRANSLATED = "translated"


class CueKind(StrEnum):
    """What the cue of an attribution tells: speech, belief, intention or perception. Statements are those of speech."""

    SPEECH = "speech"
    BELIEF = "belief"
    INTENTION = "intention"
    PERCEPTION = "perception"


class Polarity(StrEnum):
    """Whether the text says that the source says it, denies it, asks, or puts the case."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    QUESTIONED = "questioned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stretch of content that the text attributes to a source other than the journalist who tells the story.

    `source_id` is the actor; None with a `reason` where the text gives none ("reportedly"). `content` holds the pieces
    in the order of the text, without cue and source. `within` is the id of the statement that reports this one. `said`
    is when it is said, where words beside the cue say so ("said on Tuesday"). `inaudible` says that the transcriber
    missed words inside. `set_aside` says why an attribution is no statement as the annotation guide counts them
    ("belief", "self-attribution"), None for those that are.
    """

    id: str
    kind: StatementKind
    cue_kind: CueKind
    polarity: Polarity
    source_id: str | None
    source: Evidence | None
    cue: Evidence | None
    content: tuple[Evidence, ...]
    addressee_id: str | None
    addressee: Evidence | None
    said: ResolvedDate | None
    within: str | None
    inaudible: bool
    set_aside: str | None
    turn_id: str | None
    reason: str
    made_by: MadeBy
    score: float | None
