"""The unit of work: one partition, coded and written. What runs it, and where, is not its business."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import SourceError
from onrecord.pipeline import Coder
from onrecord.runs.plan import Failure, Item, Partition, survey, tally
from onrecord.settings import Settings
from onrecord.store import SCHEMA, Counts, ErrorRow, Rows, SourceRow, Status, Writer, coded_rows
from onrecord.transcripts.sources import Locator, load


@dataclass(frozen=True, slots=True)
class Task:
    """A partition, the record folder that it goes to, and the settings that it is coded with."""

    folder: Path
    settings: Settings
    partition: Partition


def code_partition(task: Task, tick: Callable[[], None] = lambda: None) -> Counts:
    """Code the documents of a partition and write it; a document that fails is a row of `errors`.

    `tick` is called after every source. StoreError if the partition cannot be written.
    """
    settings = task.settings
    rows: Rows = {table: [] for table in SCHEMA}
    statuses = []
    for item in task.partition.items:
        statuses.append(_add(rows, item, settings))
        tick()
    counts = tally(statuses)
    Writer(task.folder, settings).write(task.partition.key, task.partition.inputs, counts, rows)
    return counts


@cache
def coder(settings: Settings) -> Coder:
    """The coder of this process, built once."""
    return Coder(settings)


def _add(rows: Rows, item: Item, settings: Settings) -> Status:
    """Add the rows of one source: of its document if it is to be coded, and in any case what became of it."""
    locator, failure, document_id = item.locator, item.failure, item.document_id
    if item.status is Status.CODED and locator:
        try:
            coded = _code(locator, document_id, settings)
        except Exception as error:  # noqa: BLE001 - whatever one document does, the run goes on
            failure = Failure.of(error)
            document_id = document_id if _is_unchanged(locator, document_id, settings) else None
        else:
            for table, found in coded.items():
                rows[table].extend(found)
    status = Status.ERROR if failure else item.status
    row = locator.row if locator else None
    rows["sources"].append(
        SourceRow(
            name=item.name,
            row=row,
            document_id=document_id,
            status=status.value,
            duplicate_of=item.duplicate_of,
            bytes=item.size,
            format=locator.format if locator else None,
            encoding=locator.encoding if locator else None,
        )
    )
    if failure:
        rows["errors"].append(ErrorRow(item.name, row, document_id, failure.step, failure.error, failure.message))
    return status


def _code(locator: Locator, planned: str | None, settings: Settings) -> Rows:
    """The rows of a document; SourceError if its text is no longer the one that was planned."""
    coded = coder(settings).code(load(locator, settings))
    if coded.transcript.document.id != planned:
        raise SourceError(locator.name, "the text has changed since the run began; code it again")
    return coded_rows(coded)


def _is_unchanged(locator: Locator, planned: str | None, settings: Settings) -> bool:
    """Whether it is the planned text that failed. If not, its row names no document, and a later run tries again."""
    return [item.document_id for item in survey([locator], settings)] == [planned]
