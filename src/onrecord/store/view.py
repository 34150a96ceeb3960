"""Looking into a record: read only, through DuckDB, straight from the Parquet files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from onrecord.errors import StoreError, UsageError
from onrecord.records import CodedDocument
from onrecord.store.folder import COPY, Counts, RecordFolder, Versions
from onrecord.store.restore import coded_document
from onrecord.store.tables import ORDER, SCHEMA
from onrecord.store.write import checksum, literal, quoted

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_AT_ONCE = 200
"""Documents whose rows are in memory at once where all are read."""

_CHOSEN = 'SELECT * FROM "{}" WHERE list_contains($1, {}) ORDER BY {}'
_KEYS = (
    "coalesce((SELECT list(a.key ORDER BY r.position) FROM event_roles r JOIN actors a ON a.id = r.actor_id"
    " WHERE r.event_id = e.id AND r.role = '{}'), [])"
)
_EVENTS = (
    f"SELECT e.*, d.name AS document, {_KEYS.format('actor')} AS actors, {_KEYS.format('recipient')} AS recipients,"
    " (SELECT a.key FROM actors a WHERE a.id = e.reported_by_id) AS reported_by"
    " FROM events e JOIN documents d ON d.id = e.document_id"
    " WHERE ($1 IS NULL OR e.document_id = $1) AND (len($2::VARCHAR[]) = 0 OR list_contains($2::VARCHAR[], e.type))"
    " AND ($3 IS NULL OR e.id IN (SELECT r.event_id FROM event_roles r JOIN actors a ON a.id = r.actor_id"
    " WHERE $3 IN (a.id, a.key, a.name))) ORDER BY d.name, d.id, e.number"
)
_WRONG_QUERY = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.PermissionException,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatus:
    """How a record stands. `unfinished`: keys of the partitions of a run that was interrupted. `rows`: by table."""

    counts: Counts
    partitions: int
    unfinished: tuple[str, ...]
    rows: dict[str, int]
    formats: dict[str, int]
    versions: Versions
    runs: tuple[dict[str, Any], ...]


class View:
    """A record as it stands when it is opened; every complete partition counts, also of a run that still goes on.

    `keys` limits it to some partitions. Rows are dictionaries by column, as in `store.tables.SCHEMA`. Close it, or
    use it in a `with` statement. StoreError if the folder is no record, or a file of it is missing or cut short.
    """

    def __init__(self, folder: str | Path, keys: Iterable[str] | None = None) -> None:
        self.folder = RecordFolder(folder)
        self.folder.check()
        on_disk = self.folder.on_disk()
        self.keys = on_disk if keys is None else tuple(keys)
        lost = sorted({*(self.folder.listed() if keys is None else self.keys)} - {*on_disk})
        if lost:
            raise StoreError(f"{self.folder.partition(lost[0])}: the partition is missing; {COPY}")
        self._summaries = {key: self.folder.summary(key) for key in self.keys}
        self._check_files()
        self._database = duckdb.connect(":memory:", config=_CONFIG)
        try:
            for table in SCHEMA:
                self._database.execute(self._definition(table))
            for setting in self._limits():
                self._database.execute(f"SET {setting}")
        except (duckdb.Error, UnicodeError) as error:
            self.close()
            raise StoreError(f"{self.folder.path}: cannot be opened ({error}); {COPY}") from error

    def __enter__(self) -> "View":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; the record itself is never held."""
        self._database.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of one SELECT over the tables; anything else is a UsageError."""
        try:
            statements = self._database.extract_statements(sql)
        except duckdb.Error as error:
            raise UsageError(f"this is no SQL ({error})") from error
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise UsageError("a view takes one SELECT; a record is changed by coding alone")
        try:
            found = self._database.execute(statements[0], parameters)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except _WRONG_QUERY as error:
            raise UsageError(f"this query fails ({error})") from error
        except duckdb.Error as error:
            raise StoreError(f"{self.folder.path}: cannot be read ({error}); {COPY}") from error

    def documents(self) -> list[dict[str, Any]]:
        """One row for each document, without its text, with the number of its `turns`; in the order of names."""
        columns = ", ".join(f"d.{quoted(name)}" for name in SCHEMA["documents"] if name != "text")
        return self.query(
            f"SELECT {columns}, (SELECT count(*) FROM turns t WHERE t.document_id = d.id) AS turns"
            " FROM documents d ORDER BY d.name, d.id"
        )

    def document(self, which: str) -> dict[str, Any]:
        """The row of one document: by id, by the beginning of an id, or by a source of its text.

        Of a source's path the end will do. UsageError if there is none or more than one.
        """
        found = self.query(
            "SELECT id, name FROM documents WHERE id = $1 OR starts_with(id, $1) OR starts_with(id, 'doc-' || $1)"
            " OR id IN (SELECT document_id FROM sources WHERE name = $1 OR ends_with(name, '/' || $1)) ORDER BY id",
            [which],
        )
        exact = [row for row in found if row["id"] == which] or found
        if len(exact) == 1:
            return self.query("SELECT * FROM documents WHERE id = $1", [exact[0]["id"]])[0]
        if not exact:
            raise UsageError(
                f"{self.folder.path} holds no document {which!r}; `onrecord show {self.folder.path}` lists all"
            )
        matches = ", ".join(f"{row['id']} ({row['name']})" for row in exact[:5])
        raise UsageError(f"{which!r} stands for {len(exact)} documents: {matches}; name one of them by its id")

    def coded(self, which: str) -> CodedDocument:
        """The records of one document, equal to those that were written; `which` as in `document`."""
        document = self.document(which)
        parts = [table for table in SCHEMA if "document_id" in SCHEMA[table] and table not in ("sources", "errors")]
        return coded_document(document, {table: self._of(table, document["id"]) for table in parts})

    def coded_all(self) -> Iterator[CodedDocument]:
        """The records of all documents, in the order of their names; read some hundred at once."""
        parts = [table for table in SCHEMA if "document_id" in SCHEMA[table] and table not in ("sources", "errors")]
        names = [row["id"] for row in self.documents()]
        for at in range(0, len(names), _AT_ONCE):
            chosen = names[at : at + _AT_ONCE]
            documents = {row["id"]: row for row in self.query(_CHOSEN.format("documents", "id", "id"), [chosen])}
            rows: dict[str, dict[str, list[dict[str, Any]]]] = {name: {table: [] for table in parts} for name in chosen}
            for table in parts:
                order = ", ".join(quoted(name) for name in ORDER[table])
                for row in self.query(_CHOSEN.format(table, "document_id", order), [chosen]):
                    rows[row["document_id"]][table].append(row)
            yield from (coded_document(documents[name], rows[name]) for name in chosen)

    def turns(self, document_id: str) -> list[dict[str, Any]]:
        """The turns of a document, in the order of the text."""
        return self._of("turns", document_id)

    def speakers(self, document_id: str) -> list[dict[str, Any]]:
        """The voices of a document, in the order in which they come in."""
        return self._of("speakers", document_id)

    def events(
        self, document_id: str | None = None, *, types: Iterable[str] = (), actor: str | None = None
    ) -> list[dict[str, Any]]:
        """The events of a document, or of all in the order of their names; each document's in the order of the text.

        `types` are those wanted, `actor` is the id, key or name of an actor who acts or receives; both limit nothing if
        left out. Beside the columns of `events` a row has `document`, the name, `actors` and `recipients`, the keys of
        the actors in the order of the text, and `reported_by`, a key or None.
        """
        return self.query(_EVENTS, [document_id, list(types), actor])

    def sources(self) -> list[dict[str, Any]]:
        """Every source, and what became of it."""
        return self.query("SELECT * FROM sources ORDER BY name, row")

    def errors(self) -> list[dict[str, Any]]:
        """Every source that could not be coded, and why."""
        return self.query("SELECT * FROM errors ORDER BY source, row, message")

    def status(self) -> RecordStatus:
        """How the record stands. Every file is read against its checksum: StoreError if one has changed."""
        self._check_sums()
        counts = sum((Counts(**summary["counts"]) for summary in self._summaries.values()), Counts())
        rows = {table: self.query(f'SELECT count(*) AS n FROM "{table}"')[0]["n"] for table in SCHEMA}
        if rows["sources"] != counts.documents or rows["documents"] != counts.coded or rows["errors"] != counts.errors:
            raise StoreError(f"{self.folder.path}: the tables do not add up to {counts.documents} documents; {COPY}")
        formats = self.query("SELECT format, count(*) AS n FROM documents GROUP BY format ORDER BY format")
        return RecordStatus(
            counts=counts,
            partitions=len(self.keys),
            unfinished=tuple(sorted({*self.keys} - {*self.folder.listed()})),
            rows=rows,
            formats={row["format"]: row["n"] for row in formats},
            versions=self.folder.versions(),
            runs=tuple(self.folder.history()["runs"]),
        )

    def _of(self, table: str, document_id: str) -> list[dict[str, Any]]:
        order = ", ".join(quoted(name) for name in ORDER[table])
        return self.query(f'SELECT * FROM "{table}" WHERE document_id = $1 ORDER BY {order}', [document_id])

    def _definition(self, table: str) -> str:
        if not self.keys:
            columns = ", ".join(f"{quoted(name)} {sql}" for name, sql in SCHEMA[table].items())
            return f'CREATE TABLE "{table}" ({columns})'
        files = ", ".join(
            _no_pattern(literal(self.folder.partition(key).resolve() / f"{table}.parquet")) for key in self.keys
        )
        return f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{files}], hive_partitioning=false)'

    def _limits(self) -> tuple[str, ...]:
        """A query sees the record and no other file, and cannot change that."""
        home = literal(self.folder.partitions.resolve())
        # DuckDB compares both the pattern that a view names and the file that it stands for.
        return (
            f"allowed_directories = [{home}, {_no_pattern(home)}]",
            "enable_external_access = false",
            "lock_configuration = true",
        )

    def _check_files(self) -> None:
        for path, expected in self._files():
            size = path.stat().st_size if path.is_file() else None
            if size != expected["bytes"]:
                state = "is missing" if size is None else f"has {size} bytes, not {expected['bytes']}"
                raise StoreError(f"{path}: the file {state}; {COPY}")

    def _check_sums(self) -> None:
        for path, expected in self._files():
            if checksum(path) != expected["sha256"]:
                raise StoreError(f"{path}: the file is not what was written (its checksum differs); {COPY}")

    def _files(self) -> Iterable[tuple[Path, dict[str, Any]]]:
        for key, summary in self._summaries.items():
            for table in SCHEMA:
                yield self.folder.partition(key) / f"{table}.parquet", summary["tables"][table]


def _no_pattern(path: str) -> str:
    """A path that read_parquet takes as it stands: it would expand `*`, `?` and `[`."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
