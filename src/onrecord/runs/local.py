"""Runs on one machine: a pool of processes, one lease for each record, and the rule by which a run is resumed."""

import atexit
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from filelock import FileLock, Timeout

from onrecord.errors import SourceError, StoreError
from onrecord.runs.plan import Item, Known, Partition, Standing, make_plan, survey, tally
from onrecord.runs.work import Task, code_partition, coder
from onrecord.settings import Settings
from onrecord.store import LOCK, Counts, RecordFolder, Status, Versions, View, Writer
from onrecord.transcripts.sources import Locator


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: documents that are done, and all that it has to do."""

    done: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a run ended.

    `counts`: what became of its sources, those done before it was resumed included. `known`: the same for sources
    that the record held already, and that were left alone; `failures` are those of them that stand as errors.
    `keys`: the partitions behind `counts`; `resumed` of them were done before. `interrupted`: whether something is
    left to do, because somebody stopped it.
    """

    counts: Counts
    known: Counts = field(default_factory=Counts)
    failures: tuple[Standing, ...] = ()
    keys: tuple[str, ...] = ()
    resumed: int = 0
    interrupted: bool = False


Report = Callable[[Progress], None]


def run(
    folder: str | Path,
    found: Iterable[Locator | SourceError],
    settings: Settings,
    *,
    jobs: int | None = None,
    report: Report | None = None,
) -> Summary:
    """Code all sources that were found into a record folder, those left out that it holds already.

    `jobs`: how many processes, None for one per processor; 1 stays in this process. `report` hears of each step.
    A run that was cut off, by whatever, is finished by the next one of the same sources, and the partitions are then
    the same byte for byte. Ctrl-C and SIGTERM end it when the partitions in work are done. StoreError if another run
    writes to the record, if it is of other versions, or if worker processes are killed again and again.
    """
    started, jobs = _now(), jobs or _processors()
    with _lease(Path(folder)), Stop() as stop:
        writer = Writer(folder, settings)
        writer.sweep()
        items = []
        for item in survey(found, settings):
            if stop.requested:
                return Summary(counts=Counts(), interrupted=True)
            items.append(item)
        plan, done, known = _resume(writer, items)
        todo = [partition for partition in plan if partition.key not in done]
        _perform(todo, writer, _Meter(plan, done, report), stop, jobs)
        return _finish(writer, plan, done, known, {"started": started, "jobs": jobs})


class Stop:
    """Ctrl-C and SIGTERM as a request that is looked at between partitions; a second one has its usual effect."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._before: dict[signal.Signals, Any] = {}

    @property
    def requested(self) -> bool:
        """Whether somebody wants the run to end."""
        return self._event.is_set()

    def __enter__(self) -> "Stop":
        if threading.current_thread() is threading.main_thread():
            self._before = {name: signal.signal(name, self._request) for name in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()

    def _request(self, number: int, frame: FrameType | None) -> None:
        self._event.set()
        self._restore()

    def _restore(self) -> None:
        for name, handler in self._before.items():
            signal.signal(name, handler)
        self._before = {}


@contextmanager
def _lease(folder: Path) -> Iterator[None]:
    """The right to write to a record, for one run at a time; freed by the system if the process dies."""
    RecordFolder(folder).claim()
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(f"{folder}: another run is writing to this record; wait for its end") from error
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error})") from error
    try:
        yield
    finally:
        lock.release()


def _resume(writer: Writer, items: list[Item]) -> tuple[tuple[Partition, ...], frozenset[str], tuple[Standing, ...]]:
    """The plan, the keys of its partitions that lie on the disk already, and the sources that are no part of it.

    Partitions that no manifest lists are from a run that was cut off. If the plan of now holds all of them, it is that
    run's, and goes on. If not, the sources have changed: they are adopted into the record, and what is left is planned.
    """
    folder = writer.folder
    listed, loose = folder.listed(), frozenset(folder.on_disk()) - {*folder.listed()}
    known = _known(folder, listed)
    plan = make_plan(items, known, writer.settings)
    if loose <= {partition.key for partition in plan}:
        return plan, loose, _standing(items, known)
    writer.commit(sorted(loose))
    known = _known(folder, folder.listed())
    return make_plan(items, known, writer.settings), frozenset(), _standing(items, known)


def _standing(items: list[Item], known: Known) -> tuple[Standing, ...]:
    return tuple(found for found in map(known.standing, items) if found)


def _known(folder: RecordFolder, keys: tuple[str, ...]) -> Known:
    with View(folder.path, keys) as view:
        return Known.of(view)


class _Meter:
    """Counts documents, and tells whoever wants to know."""

    def __init__(self, plan: Iterable[Partition], done: frozenset[str], report: Report | None) -> None:
        sizes = {partition.key: len(partition.items) for partition in plan}
        self._report = report
        self._documents = sum(sizes.values())
        self._done = sum(sizes[key] for key in done)
        self.advance(0)

    def advance(self, documents: int = 1) -> None:
        """So many documents more are done."""
        self._done += documents
        if self._report:
            self._report(Progress(done=self._done, documents=self._documents))


def _perform(todo: list[Partition], writer: Writer, meter: _Meter, stop: Stop, jobs: int) -> None:
    """Code the partitions, in this process or in a pool; a pool that breaks is built once more for what is left."""
    tasks = [Task(writer.folder.path, writer.settings, partition) for partition in todo]
    if min(jobs, len(tasks)) <= 1:
        for task in tasks:
            if stop.requested:
                return
            code_partition(task, meter.advance)
        return
    for _ in range(2):
        try:
            _in_pool(tasks, min(jobs, len(tasks)), writer.settings, meter, stop)
            return
        except BrokenProcessPool:
            writer.sweep()
            if stop.requested:
                return
            there = {*writer.folder.on_disk()}
            tasks = [task for task in tasks if task.partition.key not in there]
    raise StoreError(
        f"{writer.folder.path}: worker processes were killed twice, perhaps for want of memory."
        " The same command goes on where this one stopped; try it with fewer --jobs"
    )


def _in_pool(tasks: list[Task], jobs: int, settings: Settings, meter: _Meter, stop: Stop) -> None:
    """Keep `jobs` partitions in work until none is left or a stop is requested; those in work are then finished."""
    waiting = iter(tasks)
    working: set[Future[Counts]] = set()
    others = {*active_children()}
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin_worker, (settings,))
    try:
        while True:
            while len(working) < jobs and not stop.requested and (task := next(waiting, None)):
                with _signals_held():
                    working.add(pool.submit(code_partition, task))
            if not working:
                return
            finished, working = wait(working, return_when=FIRST_COMPLETED)
            for future in finished:
                meter.advance(future.result().documents)
    except KeyboardInterrupt:  # the second one: nothing is waited for
        for process in {*active_children()} - others:
            process.terminate()
        raise
    finally:
        pool.shutdown()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back Ctrl-C while a process is started: it inherits that, and so never sees the key itself."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _begin_worker(settings: Settings) -> None:
    """Prepare a worker: it ends with its parent, leaves Ctrl-C to it, and builds its coder once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    over = threading.Event()
    watch = threading.Thread(target=_end_with_parent, args=(over,), daemon=True)
    watch.start()
    # DuckDB's bindings report leaks if a thread is still alive when Python is torn down. Last in, first out.
    atexit.register(watch.join)
    atexit.register(over.set)
    coder(settings)


def _end_with_parent(over: threading.Event) -> None:
    parent = parent_process()
    while parent is not None and not over.wait(0.25):
        if not parent.is_alive():
            os._exit(1)


def _finish(
    writer: Writer,
    plan: tuple[Partition, ...],
    resumed: frozenset[str],
    known: tuple[Standing, ...],
    about: dict[str, Any],
) -> Summary:
    """List what is done in the manifest if all is; the summary in any case."""
    there = {*writer.folder.on_disk()}
    done = [partition for partition in plan if partition.key in there]
    total = sum((writer.folder.counts(partition.key) for partition in done), Counts())
    if total.documents != sum(len(partition.items) for partition in done):
        raise StoreError(
            f"{writer.folder.path}: {total} does not add up to the sources of the run; code into a new folder"
        )
    interrupted = len(done) < len(plan)
    if plan and not interrupted:
        outcome = {"documents": total.documents, **asdict(total), "partitions": len(plan), "resumed": len(resumed)}
        versions = asdict(Versions.now(writer.settings))
        writer.commit([partition.key for partition in plan], {**about, "finished": _now(), **outcome, **versions})
    return Summary(
        counts=total,
        known=tally(source.status for source in known),
        failures=tuple(source for source in known if source.status is Status.ERROR),
        keys=tuple(partition.key for partition in done),
        resumed=len(resumed),
        interrupted=interrupted,
    )


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
