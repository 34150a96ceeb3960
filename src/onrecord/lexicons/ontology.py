"""PLOVER 2.0 as the tables in `plover/` state it: types of events, modes, contexts, sectors, scores, and CAMEO codes.

Codes are written as in the tables: types in capitals (`ASSAULT`), modes and contexts in lower case (`suicide-attack`,
`human_rights`), CAMEO codes as strings of 2 to 4 digits (`"0841"`). A mode is None where an event has none. Scores run
from -10 (conflict) to 10 (cooperation). A code that is in no table raises `UsageError`, which names those that are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from onrecord.errors import UsageError
from onrecord.lexicons.load import Row, table
from onrecord.lexicons.places import cell_words

Value = TypeVar("Value")
_NOTHING = "-"
_TYPES = ("plover/types", "type", "quad", "score", "recipient", "definition", "example")
_MODES = ("plover/modes", "type", "mode", "score", "definition", "example")
_CAMEO = ("plover/cameo", "code", "type", "mode", "context", "note", "example")
_DEFAULTS = ("plover/default_cameo", "type", "mode", "cameo", "fit", "example")


class Quad(IntEnum):
    """The four corners of PLOVER: words or deeds, cooperation or conflict."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


@dataclass(frozen=True, slots=True)
class Mode:
    """How a type of event was done."""

    name: str
    score: float
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class EventType:
    """What was done: one of the 16 types, with its modes by name."""

    name: str
    quad: Quad
    score: float
    recipient_required: bool
    definition: str
    example: str
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Translated:
    """What a CAMEO code is in PLOVER. `code` is the code that was found: the one asked for, or its beginning.

    `type` is None for classes that PLOVER dropped (01 and 02).
    """

    code: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]


@cache
def event_types() -> Mapping[str, EventType]:
    """The 16 types by name, in the order of the manual.

    >>> list(event_types())[:3], event_types()["AID"].recipient_required
    (['AGREE', 'CONSULT', 'SUPPORT'], True)
    """
    modes: dict[str, dict[str, Mode]] = {}
    for row in table(*_MODES):
        found = Mode(row["mode"], _number(row, "score"), row["definition"], row["example"])
        modes.setdefault(row["type"], {})[row["mode"]] = found
    types = {
        row["type"]: EventType(
            name=row["type"],
            quad=_quad(row),
            score=_number(row, "score"),
            recipient_required=row["recipient"] == "yes",
            definition=row["definition"],
            example=row["example"],
            modes=MappingProxyType(modes.get(row["type"], {})),
        )
        for row in table(*_TYPES)
    }
    for row in table(*_MODES):
        if row["type"] not in types:
            raise row.error("type", f"no such event type; there are {', '.join(types)}")
    return MappingProxyType(types)


def event_type(name: str) -> EventType:
    """One type by its name.

    >>> event_type("RETREAT").modes["disarm"].definition
    'Weapons are laid down or handed over.'
    """
    return _known(event_types(), name, "PLOVER has no event type")


def modes_of(name: str) -> tuple[str, ...]:
    """The modes of a type, none for some.

    >>> modes_of("CONSULT"), modes_of("AID")
    (('visit', 'third-party', 'multilateral', 'phone'), ())
    """
    return tuple(event_type(name).modes)


def quad(name: str) -> Quad:
    """The corner that a type stands in.

    >>> int(quad("SANCTION")), quad("SANCTION").name
    (4, 'MATERIAL_CONFLICT')
    """
    return event_type(name).quad


def score_of(name: str, mode: str | None = None) -> float:
    """The conflict and cooperation score of a mode, or of the type if there is none.

    >>> score_of("RETREAT"), score_of("RETREAT", "disarm")
    (6.5, 10.0)
    >>> score_of("AID", "visit")
    Traceback (most recent call last):
    onrecord.errors.UsageError: AID has no mode 'visit'; it has none
    """
    found = event_type(name)
    return found.score if mode is None else _known(found.modes, mode, f"{name} has no mode").score


@cache
def contexts() -> Mapping[str, str]:
    """The 37 contexts, each with what it covers.

    >>> contexts()["cyber"]
    'Attacks on computers, cyber crime and cyber security.'
    """
    return MappingProxyType(
        {row["context"]: row["definition"] for row in table("plover/contexts", "context", "definition")}
    )


@cache
def sectors() -> Mapping[str, str]:
    """The 25 sectors of actors, each with who belongs to it.

    >>> sectors()["MED"]
    'Health: doctors, nurses, hospitals. Not the media.'
    """
    return MappingProxyType(
        {row["sector"]: row["definition"] for row in table("plover/sectors", "sector", "definition")}
    )


@cache
def statuses() -> Mapping[str, str | None]:
    """The four statuses of an event, each with PLOVER's auxiliary mode for it.

    >>> dict(statuses())
    {'actual': None, 'planned': 'future', 'hypothetical': 'hypothetical', 'negated': 'negation'}
    """
    return MappingProxyType({row["status"]: _cell(row, "plover") for row in table("plover/status", "status", "plover")})


@cache
def context_cues() -> Mapping[str, tuple[str, ...]]:
    """Words that show what a paragraph is about, by lower-cased word or phrase of up to three words.

    >>> context_cues()["cholera"], context_cues()["election interference"]
    (('health',), ('misinformation', 'election'))
    """
    cues = table("plover/context_cues", "words", "context", "example")
    return MappingProxyType({row["words"]: _contexts(row) for row in cues})


def cameo_of(name: str, mode: str | None = None) -> str:
    """The CAMEO code to print beside an event of this type and mode.

    >>> cameo_of("ASSAULT", "drone"), cameo_of("AID")
    ('1952', '070')
    """
    score_of(name, mode)
    return _default_cameo()[name, mode]


def plover_of_cameo(code: str) -> Translated:
    """What a CAMEO code is in PLOVER; an unknown code of 4 or 3 digits is read by its beginning.

    >>> plover_of_cameo("1822").mode, plover_of_cameo("1829").mode, plover_of_cameo("0214").type
    ('torture', 'beat', None)
    >>> plover_of_cameo("21")
    Traceback (most recent call last):
    onrecord.errors.UsageError: CAMEO has no code '21'; it has 01 to 20, each with codes of 3 and 4 digits below it
    """
    known = _cameo()
    if code.isascii() and code.isdigit() and 2 <= len(code) <= 4:
        for length in range(len(code), 1, -1):
            if code[:length] in known:
                return known[code[:length]]
    raise UsageError(f"CAMEO has no code {code!r}; it has 01 to 20, each with codes of 3 and 4 digits below it")


@cache
def _default_cameo() -> dict[tuple[str, str | None], str]:
    """CAMEO codes by type and mode; every pair must be there."""
    found = {(row["type"], _cell(row, "mode")): row["cameo"] for row in table(*_DEFAULTS)}
    wanted = {(kind.name, mode) for kind in event_types().values() for mode in (None, *kind.modes)}
    for name, mode in wanted ^ found.keys():
        raise UsageError(f"plover/default_cameo.tsv and the types and modes disagree about {name} {mode or _NOTHING}")
    return found


@cache
def _cameo() -> dict[str, Translated]:
    """Every CAMEO code with its type and mode, both checked."""
    found = {}
    for row in table(*_CAMEO):
        name, mode = _cell(row, "type"), _cell(row, "mode")
        if name is not None and name not in event_types():
            raise row.error("type", f"no such event type; there are {', '.join(event_types())}")
        if mode is not None and (name is None or mode not in modes_of(name)):
            raise row.error("mode", f"{name or _NOTHING} has no such mode")
        found[row["code"]] = Translated(row["code"], name, mode, _contexts(row))
    return found


def _contexts(row: Row) -> tuple[str, ...]:
    """The contexts of a row, each of them known."""
    names = cell_words(row, "context")
    for name in names:
        if name not in contexts():
            raise row.error("context", f"no such context as {name!r}; there are {', '.join(contexts())}")
    return names


def _cell(row: Row, column: str) -> str | None:
    """A cell, None where it is empty."""
    return None if row[column] == _NOTHING else row[column]


def _number(row: Row, column: str) -> float:
    """A cell as a score."""
    try:
        value = float(row[column])
    except ValueError:
        raise row.error(column, f"{row[column]!r} is no number") from None
    if not -10 <= value <= 10:
        raise row.error(column, f"{row[column]} is not between -10 and 10")
    return value


def _quad(row: Row) -> Quad:
    """A cell as one of the four corners."""
    try:
        return Quad(int(row["quad"]))
    except ValueError:
        raise row.error("quad", f"{row['quad']!r} is none of 1, 2, 3, 4") from None


def _known(found: Mapping[str, Value], name: str, otherwise: str) -> Value:
    """The value of a name, or an error that says which names there are."""
    if name not in found:
        raise UsageError(f"{otherwise} {name!r}; it has {_listed(found)}")
    return found[name]


def _listed(names: Iterable[str]) -> str:
    """Names in a row, for an error."""
    return ", ".join(names) or "none"
