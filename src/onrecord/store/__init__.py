"""CODED DOCUMENTS → RECORD: a folder of Parquet partitions, written once, looked at read-only. SQL is spoken here."""

from onrecord.store.folder import LOCK, Counts, RecordFolder, Versions
from onrecord.store.rows import coded_rows
from onrecord.store.tables import SCHEMA, ErrorRow, Rows, SourceRow, Status
from onrecord.store.view import RecordStatus, View
from onrecord.store.write import Writer

__all__ = [
    "LOCK",
    "SCHEMA",
    "Counts",
    "ErrorRow",
    "RecordFolder",
    "RecordStatus",
    "Rows",
    "SourceRow",
    "Status",
    "Versions",
    "View",
    "Writer",
    "coded_rows",
]
