"""Writing a record: partitions as wholes, and the manifest."""

import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import file_digest
from pathlib import Path
from typing import Any

import duckdb

from onrecord.errors import StoreError
from onrecord.settings import Settings
from onrecord.store.folder import Counts, RecordFolder, Versions, sync, write_json
from onrecord.store.tables import ORDER, SCHEMA, Rows

# One thread: rows then lie in the file in the order of the query, and equal rows give equal bytes.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Writer:
    """Writes to one record folder, made if there is none. StoreError if it is of another version or no record.

    Two processes may write partitions at once; the manifest is for the one that holds the lease (see runs).
    """

    def __init__(self, folder: str | Path, settings: Settings) -> None:
        self.folder = RecordFolder(folder)
        self.settings = settings
        self.folder.claim()
        if not self.folder.is_record:
            self.folder.create(settings)
        self.folder.check_versions(settings)

    def sweep(self) -> None:
        """Remove what an interrupted run left half-written; nobody else may be writing.

        Renamed first: a process that outlives its run then fails instead of finishing what is being removed.
        """
        try:
            for left in self.folder.partitions.glob(".tmp-*"):
                left.rename(left.with_name(left.name.replace(".tmp-", ".old-")))
            for old in self.folder.partitions.glob(".old-*"):
                shutil.rmtree(old)
        except OSError as error:
            raise StoreError(f"{self.folder.partitions}: cannot be swept ({error})") from error

    def write(self, key: str, inputs: str, counts: Counts, rows: Rows) -> None:
        """Write one partition, whole or not at all. One that is there already stays: its key says that it is equal."""
        temporary = self.folder.partitions / f".tmp-{secrets.token_hex(8)}"
        try:
            temporary.mkdir(parents=True)
            tables = _write_tables(temporary, rows)
            summary = {
                "key": key,
                "inputs": inputs,
                "versions": asdict(Versions.now(self.settings)),
                "counts": asdict(counts),
                "tables": tables,
            }
            write_json(temporary / "partition.json", summary)
            _keep(temporary, self.folder.partition(key))
        except (OSError, duckdb.Error, UnicodeError) as error:
            shutil.rmtree(temporary, ignore_errors=True)
            raise StoreError(f"{self.folder.path}: the partition {key} cannot be written ({error})") from error

    def commit(self, keys: Iterable[str], run: Mapping[str, Any] | None = None) -> None:
        """Add partitions that lie on the disk, and the run that made them, to the manifest."""
        manifest = self.folder.history()
        listed = {entry["key"] for entry in manifest["partitions"]}
        new = [{"key": key, **asdict(self.folder.counts(key))} for key in keys if key not in listed]
        manifest["partitions"] += new
        manifest["runs"] += [run] if run else []
        try:
            write_json(self.folder.manifest, manifest)
        except OSError as error:
            raise StoreError(f"{self.folder.manifest}: cannot be written ({error})") from error


def _keep(temporary: Path, target: Path) -> None:
    """Give a complete partition its name, unless another process was first."""
    if not target.exists():
        try:
            temporary.rename(target)
        except OSError:
            if not target.exists():
                raise
    shutil.rmtree(temporary, ignore_errors=True)
    sync(target.parent)


def _write_tables(folder: Path, rows: Rows) -> dict[str, dict[str, Any]]:
    """Write every table, empty ones too; rows, bytes and checksum of each."""
    written = {}
    with duckdb.connect(":memory:", config=_CONFIG) as database:
        for table in SCHEMA:
            path = folder / f"{table}.parquet"
            _write_table(database, table, rows.get(table, []), path)
            sync(path)
            written[table] = {"rows": len(rows.get(table, [])), "bytes": path.stat().st_size, "sha256": checksum(path)}
    return written


def _write_table(database: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]], path: Path) -> None:
    columns = SCHEMA[table]
    database.execute(f'CREATE TABLE "{table}" ({", ".join(f"{quoted(name)} {sql}" for name, sql in columns.items())})')
    if rows:
        values = ", ".join(f"unnest(${number}::{sql}[])" for number, sql in enumerate(columns.values(), start=1))
        database.execute(f'INSERT INTO "{table}" SELECT {values}', [list(column) for column in zip(*rows, strict=True)])
    order = ", ".join(quoted(name) for name in ORDER[table])
    database.execute(
        f'COPY (SELECT * FROM "{table}" ORDER BY {order}) TO {literal(path)} (FORMAT parquet, COMPRESSION zstd)'
    )


def quoted(name: str) -> str:
    """A column's name in SQL: `start` and `end` are words of the language."""
    return f'"{name}"'


def literal(path: Path) -> str:
    """A path as a string in SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
