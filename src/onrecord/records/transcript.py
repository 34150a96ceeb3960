"""What a transcript claims: its document, turns, speakers, stage directions, segments and what lies outside them."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence, MadeBy


class Role(StrEnum):
    """Part that a voice plays in a broadcast (annotation guide, section `turns`)."""

    HOST = "host"
    REPORTER = "reporter"
    GUEST = "guest"
    CLIP = "clip"
    OFFICIAL = "official"
    AUDIENCE = "audience"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """How a fact about a document is known."""

    STATED = "stated"
    CONTAINER = "container"
    OPTION = "option"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about a document: its value (None if unknown), how it is known, why, and the words that say so.

    `evidence` is None where the words stand outside the text (a container's field, an option) or the value is None.
    """

    value: str | None
    basis: Basis
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A guess at the date of a broadcast: the first and last possible day (ISO), and the reason for it."""

    first: str
    last: str
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text as decoded, untouched, and what is known of it.

    `date` is stated, from the container, an option, or unknown; what can only be inferred stands in `date_inferred`.
    `notes` lists what was done to the bytes to get characters.
    """

    id: str
    name: str
    text: str
    format: str
    encoding: str
    notes: tuple[str, ...]
    outlet: Fact
    station: Fact
    programme: Fact
    title: Fact
    place: Fact
    date: Fact
    date_inferred: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One voice of a document.

    `name` is the fullest form that the document gives, titles split off; None with a `reason` where it gives none.
    `labels` are the forms printed before its turns; `evidence` the first label or the words that name it.
    """

    id: str
    name: str | None
    reason: str
    labels: tuple[str, ...]
    title: Evidence | None
    affiliation: Evidence | None
    evidence: tuple[Evidence, ...]
    made_by: MadeBy
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one voice says without a break: `evidence` covers the spoken words, without the label.

    `number` counts from 1. `quotable` is False where the turn holds nothing but a stage direction.
    """

    id: str
    number: int
    evidence: Evidence
    label: Evidence | None
    speaker_id: str
    speaker: str | None
    role: Role
    role_reason: str
    quotable: bool
    made_by: MadeBy
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDirection:
    """A mark of the transcriber, such as `(LAUGHTER)` or `[21:05:00]`; `kind` as in the directions table."""

    id: str
    kind: str
    evidence: Evidence
    made_by: MadeBy


class SegmentKind(StrEnum):
    """What a segment is: a turn of a broadcast, or a paragraph of written text."""

    TURN = "turn"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What is parsed as one piece. Stories and transcripts take one path through the later steps."""

    id: str
    number: int
    kind: SegmentKind
    evidence: Evidence
    turn_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """Text of the page or of the transcript office: in no turn and no segment. `kind` as in the chrome table."""

    id: str
    kind: str
    evidence: Evidence
    made_by: MadeBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A place that reads better otherwise: `[start, end)` stands for `replacement` (see transcripts.view)."""

    start: int
    end: int
    replacement: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A document with all that reading found in it, each part in the order of the text."""

    document: Document
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    directions: tuple[StageDirection, ...]
    segments: tuple[Segment, ...]
    chrome: tuple[Chrome, ...]
    repairs: tuple[Repair, ...]
