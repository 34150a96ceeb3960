"""Why a record is as it is, in plain words: `explain(coded, id)` for an event, statement, actor or turn.

Nothing is run again: all follows from the record, the tables that it names, the settings and the codebook.
"""

from collections.abc import Iterator

from onrecord.errors import UsageError
from onrecord.exports.explained import actors, events, statements, turns
from onrecord.exports.explained.parts import Book, Explanation, Part
from onrecord.records import CodedDocument
from onrecord.settings import Settings

__all__ = ["Explanation", "Part", "explain", "ids"]

_SHORTEST = 6
"""Characters of the shortest beginning that stands for an id."""


def ids(coded: CodedDocument) -> Iterator[str]:
    """The ids of all records of a document that can be explained."""
    for records in (coded.events, coded.statements, coded.actors, coded.transcript.turns):
        yield from (one.id for one in records)


def matching(coded: CodedDocument, which: str) -> list[str]:
    """The ids that are `which`, or begin so; with or without the name of the kind (`event-1f0a…`, `1f0a…`)."""
    known = list(ids(coded))
    if which in known:
        return [which]
    if len(which) < _SHORTEST:
        return []
    return [one for one in known if one.startswith(which) or one.partition("-")[2].startswith(which)]


def explain(coded: CodedDocument, which: str, settings: Settings | None = None) -> Explanation:
    """Why the record with an id is as it is; `settings` are those of the coding.

    UsageError if the document holds no record with this id, or an id's beginning stands for several.
    """
    found = matching(coded, which)
    if len(found) != 1:
        what = f"stands for {', '.join(found[:4])}" if found else "is no event, statement, actor or turn"
        raise UsageError(f"{which!r} {what} of {coded.transcript.document.name}")
    book, chosen, name = Book(coded), settings or Settings(), found[0]
    if name in book.events:
        return events.explained(book, book.events[name], chosen)
    if name in book.statements:
        return statements.explained(book, book.statements[name], chosen)
    if name in book.actors:
        return actors.explained(book, book.actors[name], chosen)
    return turns.explained(book, book.turns[name], chosen)
