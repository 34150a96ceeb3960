"""What is claimed of actors: who they are, where they are named, what they are called and coded."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence, MadeBy


class ActorKind(StrEnum):
    """What an actor is (annotation guide, section `actors`)."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"


class MentionForm(StrEnum):
    """How words name an actor: by a name, by a common noun, by a pronoun, or as the label of a turn."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    LABEL = "label"


class Tenure(StrEnum):
    """Whether a person holds the role that the words give."""

    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    ELECT = "elect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of an actor (None if unknown), why it was given, and the words that say so.

    `evidence` is None where no words say so: the value follows from a table alone, or is None. `score` is the share
    of such choices that are right, as far as it was measured, else None.
    """

    value: str | None
    reason: str
    evidence: Evidence | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRole:
    """A title or role that the text gives an actor: `title` as written, and what follows from it.

    `date` is the date of the document (ISO), None if it is unknown: roles change.
    """

    title: str
    country: str | None
    sector: str | None
    tenure: Tenure
    date: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words that name an actor, without article and possessive 's."""

    id: str
    actor_id: str
    form: MentionForm
    evidence: Evidence
    reason: str
    made_by: MadeBy
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Everybody and every body that says, does or suffers something in a document.

    `key` is the canonical name in lower case with hyphens. `aliases` are the different forms of the name, the first
    place of each. `sectors` are PLOVER sectors beside the primary one, in order. `speaks_for` is the key of the actor
    that this one speaks for. `evidence` is the first mention.
    """

    id: str
    key: str
    name: str
    kind: ActorKind
    country: Code
    sector: Code
    sectors: tuple[str, ...]
    aliases: tuple[Evidence, ...]
    roles: tuple[ActorRole, ...]
    speaks_for: Code
    reason: str
    evidence: Evidence
    made_by: MadeBy
    score: float | None
