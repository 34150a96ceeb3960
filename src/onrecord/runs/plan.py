"""The plan of a run: every source looked at once, in order, and cut into partitions, before anything is coded.

A plan depends on the sources, the record, the versions and the settings alone, so that a run that was cut off can be
planned again, comes to the same partitions, and does those that are missing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from onrecord.errors import SourceError
from onrecord.records import content_id
from onrecord.settings import Settings
from onrecord.store import Counts, Status, Versions, View
from onrecord.transcripts import characters
from onrecord.transcripts.sources import Locator, load


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
    """One source of a plan. `size` in bytes. A duplicate has the text of the source `duplicate_of`."""

    name: str
    status: Status
    size: int = 0
    locator: Locator | None = None
    document_id: str | None = None
    failure: Failure | None = None
    duplicate_of: str | None = None

    @property
    def identity(self) -> str:
        """What the item is, as text: all that its rows in the record depend on, but for versions and settings."""
        locator = self.locator
        how = (locator.row, locator.format, locator.encoding, asdict(locator.given)) if locator else None
        failure = asdict(self.failure) if self.failure else None
        return json.dumps([self.name, self.status, self.size, self.document_id, failure, self.duplicate_of, how])


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A unit of work. `inputs` is the SHA-256 over its items; `key` over that, the versions and the settings."""

    key: str
    inputs: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a record already holds: each source, by name and document id; the first source of each text, by its id."""

    sources: Mapping[tuple[str, str | None], Status]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, view: View) -> "Known":
        """What the partitions of a view hold."""
        rows = view.sources()
        return cls(
            sources={(row["name"], row["document_id"]): Status(row["status"]) for row in rows},
            texts={
                row["document_id"]: row["name"]
                for row in rows
                if row["document_id"] and row["status"] != Status.DUPLICATE
            },
        )

    def counts(self, items: Iterable["Item"]) -> Counts:
        """What became of those items that the record already holds."""
        keys = ((item.name, item.document_id) for item in items)
        return tally(self.sources[key] for key in keys if key in self.sources)


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
        try:
            size, document_id = identify(source, settings)
        except SourceError as error:
            yield Item(name=source.name, status=Status.ERROR, locator=source, failure=Failure.of(error))
        else:
            yield Item(name=source.name, status=Status.CODED, size=size, locator=source, document_id=document_id)


def identify(locator: Locator, settings: Settings) -> tuple[int, str]:
    """The size in bytes of a source and the id of its document; SourceError if it cannot be read as text."""
    source = load(locator, settings)
    return len(source.content), content_id(characters(source, settings).text)


def make_plan(items: Iterable[Item], known: Known, settings: Settings) -> tuple[Partition, ...]:
    """The partitions of a run: what the record does not hold yet, in order, cut by number and size."""
    return tuple(_cut(_without_duplicates(items, known), settings))


def _without_duplicates(items: Iterable[Item], known: Known) -> Iterator[Item]:
    """The items that are new; of those with one text the first stays, the others become its duplicates."""
    first = dict(known.texts)
    for item in items:
        if (item.name, item.document_id) in known.sources:
            continue
        if item.document_id is None:
            yield item
        elif item.document_id in first:
            yield replace(item, status=Status.DUPLICATE, duplicate_of=first[item.document_id])
        else:
            first[item.document_id] = item.name
            yield item


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
