"""The exchange JSON: one file for each document, in the shape of the annotation guide, and more than it asks for.

The fields of a record are those of its table, so that a JSON file and a Parquet row say the same. Offsets count code
points of the document's text. Actors, statements and events have the guide's fields first: two columns `_start` and
`_end` are one field `_span` (lists of them `_spans`), an actor holds its roles and the places that name it; `source`,
`addressee`, `reported_by`, and the `actors` and `recipients` of an event are keys of actors. The `date` of an event is
the ISO day, month or year that its days are exactly, else null; `date_start` and `date_end` are the first and last day,
`date_text` the words. Its `place` is the name of the place, or its words (`place_text`) where no table knows it.
`figures` are the numbers of people, `tellings` all places where the act is told, with what each claims.
"""

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from onrecord.errors import SourceError, StoreError, UsageError
from onrecord.pipeline import Coder
from onrecord.records import CodedDocument, Document, Event, Evidence, Figure, MentionForm, Telling
from onrecord.store import SCHEMA, Rows, coded_rows
from onrecord.store.tables import FACTS
from onrecord.transcripts.sources import STDIN, Locator, load

_LAYERS = ("turns", "speakers", "directions", "segments", "chrome", "repairs", "mentions")
_DATES = ("date", "said")  # whose start and end are days, and no places in the text
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]')
_STEM_BYTES = 200  # a file name may have 255


def exchange(coded: CodedDocument) -> dict[str, Any]:
    """The exchange object of one document. `statements` are what somebody says, `attributions` those set aside."""
    document = coded.transcript.document
    tables = coded_rows(coded)
    said = _statements(coded, tables)
    return {
        "file": PurePath(document.name).name,
        "document": _document(document),
        **{table: _records(tables, table) for table in _LAYERS},
        "actors": _actors(coded, tables),
        "statements": [one for one in said if one["set_aside"] is None],
        "attributions": [one for one in said if one["set_aside"] is not None],
        "events": _events(coded, tables),
    }


def _records(tables: Rows, table: str) -> list[dict[str, Any]]:
    return [
        {name: cell for name, cell in zip(SCHEMA[table], row, strict=True) if name != "document_id"}
        for row in tables[table]
    ]


def _actors(coded: CodedDocument, tables: Rows) -> list[dict[str, Any]]:
    places: dict[tuple[str, bool], list[list[int]]] = {}
    for mention in coded.mentions:
        is_pronoun = mention.form is MentionForm.PRONOUN
        span = [mention.evidence.start, mention.evidence.end]
        places.setdefault((mention.actor_id, is_pronoun), []).append(span)
    roles: dict[str, list[dict[str, Any]]] = {}
    for role in _records(tables, "roles"):
        roles.setdefault(role.pop("actor_id"), []).append(role)
    found = []
    for actor, row in zip(coded.actors, _records(tables, "actors"), strict=True):
        asked = {
            **{name: row[name] for name in ("key", "name", "kind", "country", "sector")},
            "title": actor.roles[0].title if actor.roles else None,
            "speaks_for": row["speaks_for"],
            "mentions": places.get((actor.id, False), []),
            "pronouns": places.get((actor.id, True), []),
        }
        found.append({**asked, **_spanned(row), "roles": roles.get(actor.id, [])})
    return found


def _statements(coded: CodedDocument, tables: Rows) -> list[dict[str, Any]]:
    keys = {actor.id: actor.key for actor in coded.actors}
    found = []
    for row in _records(tables, "statements"):
        record = _spanned(row)
        asked = {name: record[name] for name in ("kind", "source_span", "cue_span", "content_spans")}
        source, addressee = (keys.get(row[f"{who}_id"]) for who in ("source", "addressee"))
        found.append({"source": source, **asked, "addressee": addressee, **record})
    return found


def _events(coded: CodedDocument, tables: Rows) -> list[dict[str, Any]]:
    keys = {actor.id: actor.key for actor in coded.actors}
    found = []
    for event, row in zip(coded.events, _records(tables, "events"), strict=True):
        record = _spanned(row)
        roles = {"actors": event.actors, "recipients": event.recipients}
        asked = {
            **{name: record[name] for name in ("type", "mode")},
            **{role: [keys[one] for one in ids if one in keys] for role, ids in roles.items()},
            **{name: record[name] for name in ("trigger_span", "evidence_span", "status")},
            "reported_by": keys.get(event.reported_by or ""),
            "date": event.date and event.date.unit,
            "date_text": record["date_text"],
            "place": place_called(event),
        }
        ids = {"actor_ids": list(event.actors), "recipient_ids": list(event.recipients)}
        figures = [counted(figure) for figure in event.figures]
        found.append(
            {**asked, **record, **ids, "figures": figures, "tellings": [told(one, keys) for one in event.tellings]}
        )
    return found


def place_called(event: Event) -> str | None:
    """The name of an event's place, or its words where no table knows it; None where there is none."""
    return event.place.name or event.place.words.quote if event.place is not None else None


def counted(figure: Figure) -> dict[str, Any]:
    """A number of people as an object: the columns of its table."""
    return {
        **{"kind": figure.kind.value, "low": figure.low, "high": figure.high, "relation": figure.relation.value},
        **_words(figure.words),
        **{"who": figure.who, "cumulative": figure.cumulative, "reason": figure.reason},
    }


def told(telling: Telling, named: Mapping[str, str]) -> dict[str, Any]:
    """A telling of an event as an object; `named` are the keys or names of actors by their ids."""
    date, place = telling.date_text, telling.place
    return {
        "reported_by": named.get(telling.reported_by or ""),
        "actors": [named[one] for one in telling.actors if one in named],
        "recipients": [named[one] for one in telling.recipients if one in named],
        **{"date_text": date and date.quote, "date_text_span": date and [date.start, date.end]},
        **{"place_text": place and place.quote, "place_text_span": place and [place.start, place.end]},
        "figures": [counted(figure) for figure in telling.figures],
        **{"trigger_span": [telling.trigger.start, telling.trigger.end], "trigger_quote": telling.trigger.quote},
        **{"evidence_span": [telling.evidence.start, telling.evidence.end], "evidence_quote": telling.evidence.quote},
        **{"statement_id": telling.statement_id, "turn_id": telling.turn_id},
    }


def _spanned(row: dict[str, Any]) -> dict[str, Any]:
    """A record whose columns `x_start` and `x_end` are one field `x_span`, null where there are no words.

    >>> _spanned({"cue_start": 4, "cue_end": 8, "content_starts": [9], "content_ends": [12], "end": 12})
    {'cue_span': [4, 8], 'content_spans': [[9, 12]], 'end': 12}
    """
    found: dict[str, Any] = {}
    for name, cell in row.items():
        of, _, side = name.rpartition("_")
        of = "" if of in _DATES else of
        if of and side == "start":
            found[f"{of}_span"] = None if cell is None else [cell, row[f"{of}_end"]]
        elif of and side == "starts":
            found[f"{of}_spans"] = [list(span) for span in zip(cell, row[f"{of}_ends"], strict=True)]
        elif not of or side not in ("end", "ends"):
            found[name] = cell
    return found


def write(coded: CodedDocument, folder: Path, stem: str) -> Path:
    """Write the exchange JSON of a document as `folder/stem.json`, whole or not at all; StoreError if that fails."""
    target = folder / f"{stem}.json"
    beside = folder / f".{secrets.token_hex(8)}.tmp"
    text = json.dumps(exchange(coded), ensure_ascii=False, indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"{target}: cannot be written ({error.strerror or error})") from error
    return target


def write_all(found: Iterable[Locator | SourceError], folder: Path, coder: Coder) -> Iterator[Path | SourceError]:
    """Code and write all documents, one after another: the file of each, or why there is none.

    UsageError, before anything is written, if two inputs would make one file or an input would be overwritten.
    """
    sources = list(found)
    names = stems([source for source in sources if isinstance(source, Locator)])
    for locator, stem in names.items():
        if locator.path and _same_file(Path(locator.path), folder / f"{stem}.json"):
            raise UsageError(f"{locator.name} would be overwritten by its own result; name another folder")
    return _write_all(sources, names, folder, coder)


def _write_all(
    sources: list[Locator | SourceError], names: dict[Locator, str], folder: Path, coder: Coder
) -> Iterator[Path | SourceError]:
    for source in sources:
        if isinstance(source, SourceError):
            yield source
            continue
        try:
            yield write(coder.code(load(source, coder.settings)), folder, names[source])
        except SourceError as error:
            yield error
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one document does, the others are written
            yield SourceError(source.name, f"{type(error).__name__}: {error}", step="code")


def stems(locators: Iterable[Locator]) -> dict[Locator, str]:
    """The stem of the output of each source; two that a file system may take for one are a UsageError.

    >>> list(stems([Locator(name="a/news.jsonl#7", path="a/news.jsonl", row=7, key="7")]).values())
    ['news-7']
    """
    found: dict[Locator, str] = {}
    first: dict[str, Locator] = {}
    for locator in locators:
        stem = _stem(locator)
        other = first.setdefault(stem.casefold(), locator)
        if other is not locator:
            raise UsageError(f"{other.name} and {locator.name} would both be written to {stem}.json; code them apart")
        found[locator] = stem
    return found


def _stem(locator: Locator) -> str:
    path = locator.name if locator.key is None else locator.name.removesuffix(f"#{locator.key}")
    stem = "stdin" if path == STDIN else PurePath(path).stem
    stem = _UNSAFE.sub("_", stem if locator.key is None else f"{stem}-{locator.key}")
    if len(os.fsencode(stem)) <= _STEM_BYTES:
        return stem
    digest = sha256(stem.encode()).hexdigest()[:8]
    return f"{stem.encode()[:_STEM_BYTES].decode('utf-8', 'ignore')}-{digest}"


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _document(document: Document) -> dict[str, Any]:
    facts = {name: getattr(document, name) for name in FACTS}
    date, guess = document.date, document.date_inferred
    basis = date.evidence.quote if date.evidence else date.basis.value
    return {
        "id": document.id,
        **{name: fact.value for name, fact in facts.items()},
        "date_basis": None if date.value is None else basis,
        "date_inferred": guess
        and {
            "first": guess.first,
            "last": guess.last,
            "reason": guess.reason,
            "evidence": _words(guess.evidence),
        },
        "format": document.format,
        "encoding": document.encoding,
        "notes": list(document.notes),
        "basis": {name: fact.basis.value for name, fact in facts.items()},
        "reasons": {name: fact.reason for name, fact in facts.items()},
        "evidence": {name: _words(fact.evidence) for name, fact in facts.items() if fact.evidence},
    }


def _words(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}


__all__ = ["counted", "exchange", "place_called", "stems", "told", "write", "write_all"]
