"""The pattern tables: which word in which frame is which act.

A row of `plover/patterns_*` gives lemma, part of speech, `needs` (conditions that all must hold), type and mode, and
where actor and recipient stand. The conditions are a small language, documented in `Condition`; the most specific row
that fits wins. Lemmas, prepositions and nouns are data; what a condition asks of the tree is code (`frames`).
"""

from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import table
from onrecord.lexicons.load import Row
from onrecord.lexicons.ontology import modes_of

TABLES = ("force", "pressure", "words", "cooperation")
NONE = "NONE"
"""The type of rows that say that a frame is no act."""

ROLES = (
    "object", "subject", "modifier", "possessor", "infinitive", "clause", "predicate", "passive", "active", "quoted",
)  # fmt: skip
PLACES = frozenset(
    {"subject", "object", "indirect", "infinitive", "clause-subject", "content", "possessor", "modifier"}
)
COLUMNS = ("lemma", "pos", "needs", "type", "mode", "actor", "recipient", "cameo", "example")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a row.

    `role` is object, subject, modifier, possessor, infinitive, clause, predicate (what the object is called: "called
    him a *liar*"), passive, active, quoted (quotation marks open behind it), or `prep`, whose prepositions are in
    `prepositions`. `words` are the lemmas of which one must head it; empty for any. `kind` asks that it names an
    `actor`, or a `thing` that is none. `forbidden` turns the condition round.

    >>> parsed = condition("no-prep:with|against=team|club")
    >>> parsed.role, sorted(parsed.prepositions), sorted(parsed.words), parsed.forbidden
    ('prep', ['against', 'with'], ['club', 'team'], True)
    """

    role: str
    prepositions: frozenset[str]
    words: frozenset[str]
    kind: str | None
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row: `row` names it, `recipient` and `actor` are places in order of preference."""

    row: str
    lemma: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    both: bool
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    cameo: str
    example: str

    @property
    def weight(self) -> int:
        """How specific it is: its conditions, those with words twice."""
        return sum(2 if one.words else 1 for one in self.conditions)


def condition(text: str) -> Condition:
    """Reads one condition; ValueError for what is none."""
    rest = text.strip()
    forbidden = rest.startswith("no-")
    rest = rest.removeprefix("no-")
    rest, _, words = rest.partition("=")
    kind = None
    parts = rest.split(":")
    if parts[-1] in ("actor", "thing"):
        kind = parts.pop()
    role = parts.pop(0)
    prepositions = frozenset(filter(None, parts.pop(0).split("|"))) if role == "prep" and parts else frozenset[str]()
    if parts or (role == "prep") != bool(prepositions) or (role != "prep" and role not in ROLES):
        raise ValueError(f"{text!r} is no condition: role[=lemma|…] with a role of {', '.join(ROLES)}, or prep:with|…")
    lemmas = frozenset(word.strip() for word in words.split("|") if word.strip())
    return Condition(role, prepositions, lemmas, kind, forbidden)


def _pattern(row: Row) -> Pattern:
    """One row, checked."""
    try:
        conditions = tuple(map(condition, row["needs"].split(";"))) if row["needs"] != "-" else ()
    except ValueError as error:
        raise row.error("needs", str(error)) from error
    mode = row["mode"] if row["mode"] != "-" else None
    if row["type"] != NONE and mode is not None and mode not in modes_of(row["type"]):
        raise row.error(
            "mode", f"{row['type']} has no mode {mode}; there are {', '.join(modes_of(row['type'])) or 'none'}"
        )
    if row["pos"] not in ("verb", "noun", "adjective"):
        raise row.error("pos", "one of verb, noun, adjective")
    actor, recipient = _places(row, "actor"), _places(row, "recipient")
    return Pattern(
        row=row.id,
        lemma=row["lemma"],
        pos=row["pos"],
        conditions=conditions,
        type=row["type"],
        mode=mode,
        both=actor[:1] == ("both",),
        actor=actor[1:] if actor[:1] == ("both",) else actor,
        recipient=recipient,
        cameo=row["cameo"],
        example=row["example"],
    )


def _places(row: Row, column: str) -> tuple[str, ...]:
    places = tuple(part.strip() for part in row[column].split(";")) if row[column] != "-" else ()
    for place in places:
        if place not in PLACES and not place.startswith("prep:") and not (column == "actor" and place == "both"):
            raise row.error(column, f"{place!r} is no place: {', '.join(sorted(PLACES))}, or prep:with")
    return places


@cache
def all_patterns() -> tuple[Pattern, ...]:
    """All rows in the order of the tables."""
    return tuple(_pattern(row) for name in TABLES for row in table(f"plover/patterns_{name}", *COLUMNS))


@cache
def patterns(pos: str) -> dict[str, tuple[Pattern, ...]]:
    """The rows of a part of speech by lemma, the most specific first."""
    found: dict[str, list[Pattern]] = {}
    for one in all_patterns():
        if one.pos == pos:
            found.setdefault(one.lemma, []).append(one)
    return {lemma: tuple(sorted(some, key=lambda one: -one.weight)) for lemma, some in found.items()}
