"""The plan of a run: every source looked at once, in order, and cut into partitions, before anything is coded.

A plan depends on the sources, the record, the versions and the settings alone, so that a run that was cut off can be
planned again, comes to the same partitions, and does those that are missing.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import SourceError
from onrecord.records import content_id
from onrecord.settings import Settings
from onrecord.store import Counts, Status, Versions, View
from onrecord.transcripts import characters
from onrecord.transcripts.sources import STDIN, Locator, display, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a source cannot be coded: the step that failed, the kind of error, and its message."""

    step: str
    error: str
    message: str

    @classmethod
    def of(cls, error: Exception, step: str = "code") -> "Failure":
        """The failure behind an exception; a SourceError knows its own step and message."""
        if isinstance(error, SourceError):
            return cls(step=error.step, error="SourceError", message=_encodable(error.message))
        kind = type(error).__name__
        return cls(step=step, error=kind, message=_encodable(f"{kind}: {error}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One source of a plan. `size` in bytes. A duplicate has the text of the source `duplicate_of`.

    `attempt`: how often the record holds an unread source of this name: a text that comes back after it had changed
    during a run is then no longer what that run planned, and neither is its partition.
    """

    name: str
    status: Status
    size: int = 0
    locator: Locator | None = None
    document_id: str | None = None
    failure: Failure | None = None
    duplicate_of: str | None = None
    attempt: int = 0

    @property
    def what(self) -> str:
        """What lies there: the id of the document or, where nothing could be read, the size and the failure."""
        return self.document_id or _failed(self.size, asdict(self.failure) if self.failure else {})

    @property
    def identity(self) -> str:
        """What the item is, as text: all that its rows in the record depend on, but for versions and settings."""
        locator = self.locator
        how = (locator.row, locator.format, locator.encoding, asdict(locator.given)) if locator else None
        failure = asdict(self.failure) if self.failure else None
        text = (self.document_id, self.duplicate_of)
        return json.dumps([self.name, self.status, self.size, *text, failure, how, self.attempt])


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A unit of work. `inputs` is the SHA-256 over its items; `key` over that, the versions and the settings."""

    key: str
    inputs: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source stands in a record: as the user names it now, its status, and the message if it is an error."""

    name: str
    status: Status
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a record already holds, seen from the folder `here`, from which relative names are resolved.

    `sources`: each source by its absolute name and `Item.what`. `texts`: the first source of each text by its id, if
    it was coded or failed as that very text. `attempts`: how many sources of a name could not be read.
    """

    sources: Mapping[tuple[str, str], Standing]
    texts: Mapping[str, str]
    attempts: Mapping[str, int] = field(default_factory=dict)
    here: str = ""

    @classmethod
    def of(cls, view: View) -> "Known":
        """What the partitions of a view hold."""
        here = display(str(Path.cwd()))
        rows, errors = view.sources(), view.errors()
        unread = [row for row in rows if row["document_id"] is None]
        texts = {
            row["document_id"]: row["name"] for row in rows if row["document_id"] and row["status"] != Status.DUPLICATE
        }
        # In this order: a source that was a duplicate or failed, and was coded later, is coded.
        found = {
            **_by_text((row for row in rows if row["document_id"] in texts), Status.DUPLICATE, here),
            **_errors(errors, unread, here),
            **_by_text(rows, Status.CODED, here),
        }
        return cls(sources=found, texts=texts, attempts=Counter(row["name"] for row in unread), here=here)

    def standing(self, item: Item) -> Standing | None:
        """How the record holds an item; None if it does not.

        A duplicate whose first source changed before it was coded is not held: its text is nowhere.
        """
        found = self.sources.get((_absolute(item.name, self.here), item.what))
        return found and replace(found, name=item.name)


def _by_text(rows: Iterable[Mapping[str, Any]], status: Status, here: str) -> dict[tuple[str, str], Standing]:
    return {
        (_absolute(row["name"], here), row["document_id"]): Standing(name=row["name"], status=status)
        for row in rows
        if row["status"] == status
    }


def _errors(
    errors: Iterable[Mapping[str, Any]], unread: Iterable[Mapping[str, Any]], here: str
) -> dict[tuple[str, str], Standing]:
    """The sources that stand as errors; one that was not read is known by its size and why it failed."""
    sizes: defaultdict[tuple[str, int | None], set[int]] = defaultdict(set)
    for row in unread:
        sizes[row["name"], row["row"]].add(row["bytes"])
    found = {}
    for error in errors:
        name, why = error["source"], {part: error[part] for part in ("step", "error", "message")}
        there = [error["document_id"]]
        if error["document_id"] is None:
            there = [_failed(size, why) for size in sizes[name, error["row"]]]
        standing = Standing(name=name, status=Status.ERROR, message=error["message"])
        found.update({(_absolute(name, here), what): standing for what in there})
    return found


def _failed(size: int, failure: Mapping[str, str]) -> str:
    return json.dumps([size, *failure.values()])


def _absolute(name: str, here: str) -> str:
    """The name of a source with its path made absolute; the key of a row stays as it is.

    >>> _absolute("./news.csv#1/2", "/ada"), _absolute("-", "/ada")
    ('/ada/news.csv#1/2', '-')
    """
    path, sign, key = name.partition("#")
    return name if name == STDIN else os.path.normpath(Path(here, path)) + sign + key


def tally(statuses: Iterable[Status]) -> Counts:
    """How many sources were coded, failed, or are duplicates."""
    found = Counter(statuses)
    return Counts(found[Status.CODED], found[Status.ERROR], found[Status.DUPLICATE])


def survey(found: Iterable[Locator | SourceError], settings: Settings) -> Iterator[Item]:
    """Every source, decoded just enough to know its text. None is a duplicate yet: that depends on the others."""
    for source in found:
        if isinstance(source, SourceError):
            yield Item(name=source.name, status=Status.ERROR, failure=Failure.of(source))
            continue
        size = 0
        try:
            content = load(source, settings)
            size = len(content.content)
            document_id = content_id(characters(content, settings).text)
        except SourceError as error:
            yield Item(name=source.name, status=Status.ERROR, size=size, locator=source, failure=Failure.of(error))
        else:
            yield Item(name=source.name, status=Status.CODED, size=size, locator=source, document_id=document_id)


def make_plan(items: Iterable[Item], known: Known, settings: Settings) -> tuple[Partition, ...]:
    """The partitions of a run: what the record does not hold yet, in order, cut by number and size."""
    return tuple(_cut(_without_duplicates(items, known), settings))


def _without_duplicates(items: Iterable[Item], known: Known) -> Iterator[Item]:
    """The items that are new; of those with one text the first stays, the others become its duplicates."""
    first = dict(known.texts)
    for item in items:
        if known.standing(item):
            continue
        if item.document_id is None:
            yield item
        elif item.document_id in first:
            yield replace(item, status=Status.DUPLICATE, duplicate_of=first[item.document_id])
        else:
            first[item.document_id] = item.name
            yield replace(item, attempt=known.attempts.get(item.name, 0))


def _cut(items: Iterable[Item], settings: Settings) -> Iterator[Partition]:
    inside: list[Item] = []
    size = 0
    for item in items:
        full = len(inside) >= settings.partition_documents or size + item.size > settings.partition_bytes
        if inside and full:
            yield _partition(inside, settings)
            inside, size = [], 0
        inside.append(item)
        size += item.size
    if inside:
        yield _partition(inside, settings)


def _partition(items: list[Item], settings: Settings) -> Partition:
    inputs = sha256("\n".join(item.identity for item in items).encode()).hexdigest()
    key = sha256(json.dumps([asdict(Versions.now(settings)), inputs]).encode()).hexdigest()[:16]
    return Partition(key=key, inputs=inputs, items=tuple(items))


def _encodable(message: str) -> str:
    return message.encode("utf-8", "backslashreplace").decode("utf-8")
