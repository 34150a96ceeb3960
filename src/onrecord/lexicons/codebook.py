"""The codebook page, `docs/codebook.md`, written from the tables in `plover/`. `make codebook` writes it anew."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.lexicons.load import Row, table
from onrecord.lexicons.ontology import EventType, Quad, cameo_of, context_cues, event_types

_SHOWN = 8
"""Cues that the page names for each context."""

_TOP = """<!-- Written by `make codebook` from src/onrecord/lexicons/plover. Change the tables, not this page. -->

# Codebook

Events are coded in PLOVER 2.0: what was done (16 types), how (67 modes), what the text around it is about (37
contexts), and by what kind of actor to what kind of actor (25 sectors). Codes and numbers are those of the
[PLOVER manual](https://github.com/openeventdata/PLOVER); definitions are ours and shorter, and where they differ the
manual says more. Licence and source: [NOTICE](../src/onrecord/lexicons/plover/NOTICE.md). All examples are invented."""

_TYPES = """The quad is the corner that a type stands in: words or deeds, cooperation or conflict. Scores run from -10
(conflict) to 10 (cooperation). "To whom" says whether an event of the type must have a recipient. CAMEO is the code
that is printed beside a record of the type without a mode."""

_MODES = "AGREE, SUPPORT, CONCEDE, COOPERATE and AID have no modes. A mode is coded only where the text says so."

_FIT = """CAMEO codes beside a record: `same` means the same, `wider` also covers other things, `near` stands next to
what CAMEO has no code for."""

_STATUS = "PLOVER knows auxiliary modes, which no project has put to full use; here they are a field of their own."

_CONTEXTS = """A context says what the paragraph around an event is about; an event may have several or none. The cues
are the first of those in `context_cues.tsv`."""

_DECISIONS = """The manual is a draft, and in some places its sections disagree or leave a gap. This is what was
decided; numbers are sections of the manual, counted as it prints them."""

_CAMEO = """A code that is not listed is read by its beginning: 1829 as 182. `-` is a class that PLOVER dropped. "The
table" is PLOVER's own CAMEO table of 2021-09-17, which is older than version 2.0."""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [_TOP, *_types(), *_modes(), *_rest(), *_decisions(), *_cameo()]
    return "\n\n".join(parts) + "\n"


def _types() -> Iterator[str]:
    """The 16 types."""
    yield "## Event types"
    yield _TYPES
    yield _table(
        ("Type", "Quad", "Score", "To whom", "CAMEO", "What", "Example"), map(_type_cells, event_types().values())
    )


def _type_cells(kind: EventType) -> tuple[str, ...]:
    """One row of the table of types."""
    wanted = "required" if kind.recipient_required else "optional"
    corner = f"{kind.quad.value} {_quad_name(kind.quad)}"
    return (kind.name, corner, f"{kind.score:g}", wanted, cameo_of(kind.name), kind.definition, kind.example)


def _modes() -> Iterator[str]:
    """The modes, by type."""
    yield "## Modes"
    yield _MODES
    yield _FIT
    fits = {(row["type"], row["mode"]): row["fit"] for row in table("plover/default_cameo", "type", "mode", "fit")}
    for kind in event_types().values():
        if kind.modes:
            yield f"### {kind.name}"
            cells = (
                (
                    mode.name,
                    f"{mode.score:g}",
                    f"{cameo_of(kind.name, mode.name)} ({fits[kind.name, mode.name]})",
                    mode.definition,
                    mode.example,
                )
                for mode in kind.modes.values()
            )
            yield _table(("Mode", "Score", "CAMEO", "What", "Example"), cells)


def _rest() -> Iterator[str]:
    """Statuses, contexts and sectors."""
    yield "## Status"
    yield _STATUS
    yield _table(("Status", "PLOVER", "What", "Example"), map(_values, table("plover/status")))
    yield "## Contexts"
    yield _CONTEXTS
    cues: dict[str, list[str]] = {}
    for words, names in context_cues().items():
        cues.setdefault(names[0], []).append(words)
    contexts = (
        (row["context"], row["definition"], ", ".join(cues.get(row["context"], [])[:_SHOWN]))
        for row in table("plover/contexts")
    )
    yield _table(("Context", "What", "Cues"), contexts)
    yield "## Sectors"
    yield "The manual calls some sectors frequent and the others less so."
    yield _table(("Sector", "Use", "Who", "Example"), map(_values, table("plover/sectors")))


def _decisions() -> Iterator[str]:
    """What was decided where the manual contradicts itself."""
    yield "## Where the manual contradicts itself"
    yield _DECISIONS
    for row in table("plover/decisions", "question", "manual", "says", "decision", "example"):
        yield f"### {row['question']}"
        yield f"Manual ({row['manual']}): {row['says']}"
        yield f"Here: {row['decision']} *{row['example']}*"


def _cameo() -> Iterator[str]:
    """Every CAMEO code."""
    yield "## From CAMEO"
    yield _CAMEO
    cells = (
        (row["code"], row["type"], row["mode"], row["context"].replace(";", ", "), row["note"], row["example"])
        for row in table("plover/cameo")
    )
    yield _table(("CAMEO", "Type", "Mode", "Contexts", "Note", "Example"), cells)


def _values(row: Row) -> tuple[str, ...]:
    """All cells of a row."""
    return tuple(row.cells.values())


def _quad_name(quad: Quad) -> str:
    """`verbal conflict` for VERBAL_CONFLICT."""
    return quad.name.lower().replace("_", " ")


def _table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table.

    >>> print(_table(("A", "B"), [("1", "2|3")]))
    | A | B |
    |---|---|
    | 1 | 2\\|3 |
    """
    rows = [header, ["---"] * len(header), *([cell.replace("|", "\\|") for cell in line] for line in lines)]
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    drawn[1] = drawn[1].replace(" ", "")
    return "\n".join(drawn)
