"""The record folder: what lies where, and how it is read and written so that a power cut leaves it whole.

    record/
      record.json       that this is a record, its schema, the versions and settings that it is coded with
      manifest.json     the partitions of finished runs, and the runs: the only place with clock times
      partitions/
        p-<key>/        one Parquet file for each table, and partition.json: counts, versions, checksums
        .tmp-<random>/  a partition while it is written; renamed when it is complete

A partition is there whole or not at all, and never changes. One that no manifest lists is from an interrupted run.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.errors import StoreError
from onrecord.lexicons import digest
from onrecord.settings import Settings

SCHEMA_VERSION = 4
LOCK = ".lock"
COPY = "restore the record from a copy, or code into a new folder"
_PARTITION = re.compile(r"p-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Versions:
    """What a record depends on beside its sources: the code, the lexicon tables, the bundled model, the settings."""

    code: str
    tables: str
    model: str
    settings: str

    @classmethod
    def now(cls, settings: Settings) -> "Versions":
        """The versions of the code that runs, with these settings."""
        return cls(__version__, digest(), _model(), settings.digest)

    def __str__(self) -> str:
        return f"onrecord {self.code}, tables {self.tables}, model {self.model}, settings {self.settings}"


def _model() -> str:
    """Twelve digits that name the weights of the bundled model, which is not loaded for this."""
    return sha256(files("onrecord").joinpath("language/weights/digests.json").read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of some sources. Each is coded, an error, or a duplicate: there is no fourth way."""

    coded: int = 0
    errors: int = 0
    duplicates: int = 0

    @property
    def documents(self) -> int:
        """All of them."""
        return self.coded + self.errors + self.duplicates

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.coded + other.coded, self.errors + other.errors, self.duplicates + other.duplicates)


class RecordFolder:
    """The paths of a record folder and the JSON files in it. Opens nothing until asked."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.record = self.path / "record.json"
        self.manifest = self.path / "manifest.json"
        self.partitions = self.path / "partitions"

    @property
    def is_record(self) -> bool:
        """Whether something that may be a record lies here."""
        try:
            return self.record.is_file()
        except (OSError, ValueError):
            return False

    def claim(self) -> None:
        """Make sure that a record lies here or can: StoreError if the folder holds something else."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            others = [item.name for item in self.path.iterdir() if not item.name.startswith(".")]
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.path}: cannot be used as a record folder ({error})") from error
        if others and not self.is_record:
            raise StoreError(f"{self.path}: the folder holds other things and no record; name a new or an empty folder")

    def create(self, settings: Settings) -> None:
        """Write record.json and what goes with it."""
        versions = asdict(Versions.now(settings))
        content = {
            "record": "onrecord",
            "schema": SCHEMA_VERSION,
            "versions": versions,
            "settings": settings.model_dump(),
        }
        try:
            write_json(self.record, content)
            self.partitions.mkdir(exist_ok=True)
            sync(self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written ({error})") from error

    def check(self) -> dict[str, Any]:
        """The content of record.json; StoreError if this is no record or one of another schema."""
        if not self.is_record:
            raise StoreError(f"{self.path}: this is no record folder; `onrecord code FILES -o {self.path}` makes one")
        content = read_json(self.record, COPY)
        if content.get("schema") != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: the record has schema {content.get('schema')!r}, this onrecord has {SCHEMA_VERSION};"
                " open it with the onrecord that wrote it, or code into a new folder"
            )
        return content

    def versions(self) -> Versions:
        """The versions that the record is coded with."""
        try:
            return Versions(**self.check()["versions"])
        except (KeyError, TypeError) as error:
            raise StoreError(f"{self.record}: is damaged (no versions); {COPY}") from error

    def check_versions(self, settings: Settings) -> None:
        """StoreError if the record was written by other code, tables or settings than those of now."""
        there, now = self.versions(), Versions.now(settings)
        if there != now:
            different = _differences(self.check().get("settings", {}), settings.model_dump())
            raise StoreError(
                f"{self.path}: the record was coded with {there}; this is {now}{different}. Code into a new folder"
            )

    def listed(self) -> tuple[str, ...]:
        """The keys of the partitions that the manifest lists."""
        return tuple(entry["key"] for entry in self.history()["partitions"])

    def history(self) -> dict[str, Any]:
        """The content of the manifest: `partitions` and `runs`; both empty if no run has finished yet."""
        if not self.manifest.exists():
            return {"partitions": [], "runs": []}
        remedy = "delete it and code the same sources again: complete partitions are kept"
        return read_json(self.manifest, remedy, "partitions", "runs")

    def on_disk(self) -> tuple[str, ...]:
        """The keys of the partitions that are complete, listed or not."""
        if not self.partitions.is_dir():
            return ()
        found = (_PARTITION.fullmatch(item.name) for item in self.partitions.iterdir())
        return tuple(sorted(match[1] for match in found if match))

    def partition(self, key: str) -> Path:
        """The folder of a partition."""
        return self.partitions / f"p-{key}"

    def summary(self, key: str) -> dict[str, Any]:
        """The content of a partition's partition.json."""
        return read_json(self.partition(key) / "partition.json", COPY, "counts", "tables")

    def counts(self, key: str) -> Counts:
        """What became of the sources of a partition."""
        return Counts(**self.summary(key)["counts"])


def _differences(there: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    changed = [f"{name} {there.get(name)} there, {now[name]} here" for name in now if there.get(name) != now[name]]
    return f" ({'; '.join(changed)})" if changed else ""


def read_json(path: Path, remedy: str, *names: str) -> dict[str, Any]:
    """The object in a JSON file; StoreError with the remedy if it is missing, damaged or lacks one of `names`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: is missing or damaged ({error}); {remedy}") from error
    if not isinstance(content, dict) or not content.keys() >= {*names}:
        raise StoreError(f"{path}: is damaged (no object with {', '.join(names) or 'names'}); {remedy}")
    return content


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Replace a JSON file as a whole: written beside, synced, renamed."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sync(beside)
    beside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
