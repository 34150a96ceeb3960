"""The documents behind what a user names: files, folders, globs, standard input, and the rows of tables.

`find` says where each document lies, without keeping it; `load` fetches one. A `Locator` can be sent to another
process, which then reads those bytes alone. A row that is no document is a `SourceError` and hides no other row.
"""

import glob
import io
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePath

from onrecord.errors import SourceError, UsageError
from onrecord.records import Given, Source
from onrecord.records.source import is_iso_date
from onrecord.settings import Settings
from onrecord.transcripts.detect import FORMATS, Format, container
from onrecord.transcripts.encoding import clean
from onrecord.transcripts.tables import Layout, Row, allow_long_cells, cells, open_table

STDIN = "-"
FIELDS = ("text", "id", "date", "title", "outlet", "station", "programme", "url")
_TEXT_COLUMNS = ("text", "body", "content", "transcript")
_FACTS = FIELDS[2:]
_CLOCK = r"(?:[01][0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)?"
_ZONE = r" ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)"
_TIMESTAMP = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[T ]{_CLOCK}(?:{_ZONE})?)?")
_QUOTED = 80  # characters that are shown of a cell which cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the user wants sources to be read; a contradiction is a UsageError.

    `columns`: pairs of a field (`FIELDS`) and the column of a table that holds it. `given`: facts for every document
    whose row does not give them. `skip`: folders that are not entered, such as the one that is written to.
    """

    format: str | None = None
    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    given: Given = field(default_factory=lambda: Given(origin="option"))
    skip: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.format and self.format not in set(Format):
            raise UsageError(f"there is no format {self.format!r}; onrecord reads {FORMATS}")
        for name, column in self.columns:
            if name not in FIELDS or not column:
                raise UsageError(f"{name}={column}: write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
        if self.encoding:
            try:
                "".encode(self.encoding)
            except (LookupError, ValueError):
                raise UsageError(f"there is no encoding {self.encoding!r}; try utf-8, cp1252 or utf-16") from None
        for name, value in (*self.columns, *((fact, self.given.of(fact) or "") for fact in _FACTS)):
            if clean(value).text != value:
                raise UsageError(f"the {name} '{display(value)}' holds bytes that are no text; write it in UTF-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where one document lies.

    `name` is what the user sees: the path, `path#key` for a row, `-` for standard input. `path` opens the file (it may
    hold bytes that `name` spells out). `row` counts from 1; `key` is the row's number or its id. A row's bytes are
    `[start, start + length)` of the file, its text is in `column`. `content` is kept only where the bytes cannot be
    read a second time.
    """

    name: str
    path: str | None
    row: int | None = None
    key: str | None = None
    start: int = 0
    length: int | None = None
    layout: Layout | None = None
    column: str | None = None
    format: str | None = None
    encoding: str | None = None
    given: Given = field(default_factory=Given)
    content: bytes | None = None


def find(paths: Iterable[str | Path], options: Options, settings: Settings) -> Iterator[Locator | SourceError]:
    """The documents behind `paths`, in the order of their names; what cannot be read stands as an error in its place.

    A folder stands for all regular files below it, hidden ones and records of onrecord left out. What matches nothing
    is a UsageError.
    """
    files: dict[str, str | SourceError] = {}
    for path in paths:
        for file in _files(os.fspath(path), options.skip):
            files.setdefault(str(file) if file == STDIN else _absolute(file), file)
    for key in sorted(files, key=os.fsencode):
        file = files[key]
        if isinstance(file, SourceError):
            yield file
        else:
            yield from _documents(file, options, settings)


def load(locator: Locator, settings: Settings) -> Source:
    """The source at a locator; SourceError if it cannot be opened or is not what was found there."""
    content = _bytes(locator, settings) if locator.content is None else locator.content
    if locator.layout is None:
        return Source(
            name=locator.name,
            content=content,
            format=locator.format,
            encoding=locator.encoding,
            given=locator.given,
        )
    allow_long_cells(settings)
    try:
        text = cells(content, locator.layout)[locator.column or ""]
    except (ValueError, KeyError) as error:
        raise SourceError(locator.name, f"the table has changed since it was searched ({error})") from error
    if not isinstance(text, str):
        raise SourceError(locator.name, "the table has changed since it was searched (this is no text)")
    return Source(name=locator.name, content=text, given=locator.given)


def iso_date(value: object) -> str | None:
    """The date of an ISO date or of a timestamp; None for anything else, since dates are never guessed.

    >>> iso_date("2012-07-06T18:30:00Z"), iso_date("July 6, 2012"), iso_date("2012-02-31")
    ('2012-07-06', None, None)
    """
    match = _TIMESTAMP.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1] if match and is_iso_date(match[1]) else None


def display(path: str) -> str:
    """A path as text that every encoding can hold: bytes that are no UTF-8 are spelt out.

    >>> display("caf\\udce9.txt")
    'caf\\\\xe9.txt'
    """
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace").decode("utf-8")


# Which files


def _files(path: str, skip: tuple[str, ...]) -> Iterator[str | SourceError]:
    """The files behind one path as given: itself, what lies in the folder, or what the pattern matches."""
    if path == STDIN:
        yield path
        return
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        if glob.has_magic(path):
            yield from _matches(path, skip)
        else:
            yield SourceError(display(path), f"cannot be opened ({_reason(error)})", step="find")
        return
    if is_folder and _is_record(path):
        raise UsageError(f"{display(path)}: this is a record that onrecord wrote; name the documents, or their folder")
    inside = list(_walk(path, skip)) if is_folder else [path]
    if not inside:
        raise UsageError(f"{display(path)}: there is no file in this folder (hidden ones and records do not count)")
    yield from inside


def _matches(pattern: str, skip: tuple[str, ...]) -> Iterator[str | SourceError]:
    try:
        found = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    except (ValueError, re.error) as error:
        raise UsageError(f"{display(pattern)}: this is no pattern ({error})") from error
    is_record = cache(_is_record)
    outside = [path for path in found if not any(map(is_record, (path, *map(str, Path(path).parents))))]
    files = [file for path in outside for file in (_walk(path, skip) if Path(path).is_dir() else [path])]
    if not files:
        raise UsageError(f"{display(pattern)}: no file matches this pattern")
    yield from files


def _walk(root: str, skip: tuple[str, ...]) -> Iterator[str | SourceError]:
    """The regular files below a folder, records left out. Every real folder is entered once: loops of links end."""
    entered = {os.path.realpath(folder) for folder in (root, *skip)}
    failed: list[OSError] = []
    for folder, below, names in os.walk(root, followlinks=True, onerror=failed.append):
        inner = []
        for name in sorted(below, key=os.fsencode):
            real = os.path.realpath(Path(folder, name))
            if not name.startswith(".") and real not in entered and not _is_record(real):
                entered.add(real)
                inner.append(name)
        below[:] = inner
        paths = [Path(folder, name) for name in names if not name.startswith(".")]
        yield from (str(path) for path in paths if path.is_file())
    for error in failed:
        yield SourceError(display(str(error.filename)), f"cannot be opened ({_reason(error)})", step="find")


def _is_record(folder: str) -> bool:
    """Whether a folder is a record that onrecord wrote: what is in it is no document."""
    path = Path(folder, "record.json")
    try:
        content = json.loads(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("record") == "onrecord"


def _absolute(file: str | SourceError) -> str:
    return os.path.normpath(Path(file.name if isinstance(file, SourceError) else file).absolute())


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


# Which documents


def _documents(path: str, options: Options, settings: Settings) -> Iterator[Locator | SourceError]:
    """The documents of one file: itself, or one for each row of a table."""
    name = display(path)
    if not options.format and PurePath(name).suffix.casefold() == ".json":
        message = "a single JSON file is not read; write JSON lines, one object a line, as .jsonl, or name the format"
        yield SourceError(name, message, step="find")
        return
    try:
        content = _unrepeatable(path)
        file = Locator(
            name=name,
            path=None if path == STDIN else path,
            format=options.format,
            encoding=options.encoding,
            given=options.given,
            content=content,
        )
        kind = container(name, options.format)
        if kind is None:
            yield file
        else:
            yield from _rows(file, kind, options, settings)
    except (OSError, ValueError) as error:
        yield SourceError(name, f"cannot be opened ({_reason(error)})", step="find")
    except SourceError as error:
        yield error


def _unrepeatable(path: str) -> bytes | None:
    """The bytes of what can be read only once: standard input, pipes, devices."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    return None if stat.S_ISREG(Path(path).stat().st_mode) else Path(path).read_bytes()


def _bytes(locator: Locator, settings: Settings) -> bytes:
    """The bytes of a file or of a row, opened anew."""
    try:
        with Path(locator.path or "").open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size if locator.length is None else locator.length
            if size > settings.document_bytes:
                raise _oversized(locator.name, size, settings)
            stream.seek(locator.start)
            return stream.read(size)
    except (OSError, ValueError) as error:
        raise SourceError(locator.name, f"cannot be opened ({_reason(error)})") from error


def _oversized(name: str, size: int, settings: Settings) -> SourceError:
    return SourceError(name, f"{size:,} bytes; a document may have {settings.document_bytes:,} (document_bytes)")


def _rows(file: Locator, kind: Format, options: Options, settings: Settings) -> Iterator[Locator | SourceError]:
    """The documents of a table, row by row."""
    allow_long_cells(settings)
    used: dict[str, int] = {}
    with io.BytesIO(file.content) if file.content is not None else Path(file.path or "").open("rb") as stream:
        layout, rows = open_table(file.name, kind, stream, options.encoding, settings)
        _check_header(file.name, layout, options)
        empty = True
        for row in rows:
            empty = False
            name = f"{file.name}#{row.number}"
            if row.length > settings.document_bytes:
                yield _oversized(name, row.length, settings)
                continue
            try:
                yield _row(file, row, layout, options, used)
            except ValueError as error:
                yield SourceError(name, str(error))
        if empty:
            raise SourceError(file.name, "there is no row in this table")


def _check_header(name: str, layout: Layout, options: Options) -> None:
    """SourceError if a table with a header has no column of texts, or lacks one that the user named."""
    if not layout.header:
        return
    there = f"the columns are {', '.join(layout.header)}"
    for field_name, column in options.columns:
        if column not in layout.header:
            raise SourceError(name, f"there is no column {column!r} for the {field_name}; {there}")
    if _column("text", dict.fromkeys(layout.header), options) is None:
        raise SourceError(name, f"no column is called {', '.join(_TEXT_COLUMNS)}; name it (text=COLUMN): {there}")


def _row(file: Locator, row: Row, layout: Layout, options: Options, used: dict[str, int]) -> Locator:
    """The document of a row; ValueError if it is none."""
    if row.fault:
        raise ValueError(row.fault)
    column = _column("text", row.cells, options)
    text = row.cells.get(column) if column else None
    if text is None or text == "":
        raise ValueError(f"the row has no text; its columns are {', '.join(map(str, row.cells)) or 'none'}")
    if not isinstance(text, str):
        raise ValueError(f"the column {column!r} holds no text but a JSON {type(text).__name__}")
    key = _key(row, options, used)
    return replace(
        file,
        name=f"{file.name}#{key}",
        row=row.number,
        key=key,
        start=0 if file.content is not None else row.start,
        length=row.length,
        layout=layout,
        column=column,
        format=None,
        encoding=layout.encoding,
        given=_given(row.cells, options),
        content=None if file.content is None else file.content[row.start : row.start + row.length],
    )


def _column(name: str, row: dict[str, object] | dict[str, None], options: Options) -> str | None:
    """The column that holds a field: the one that the user named, else the one of that name, in any case."""
    named = dict(options.columns).get(name)
    if named is not None or name == "id":
        return named if named in row else None
    for wanted in _TEXT_COLUMNS if name == "text" else (name,):
        for column in row:
            if column.strip().casefold() == wanted:
                return column
    return None


def _key(row: Row, options: Options, used: dict[str, int]) -> str:
    """The row's number, or its id if the user named the column of ids; two rows of one id are a ValueError."""
    column = dict(options.columns).get("id")
    if column is None:
        return str(row.number)
    value = row.cells.get(column)
    key = clean(str(value)).text.strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not key:
        raise ValueError(f"the row has no id in the column {column!r}")
    first = used.setdefault(key, row.number)
    if first != row.number:
        raise ValueError(f"the id {key!r} is that of row {first} already")
    return key


def _given(row: dict[str, object], options: Options) -> Given:
    """What the row says of its document, and where it says nothing, what the user said.

    A date that cannot be read is not nothing: the user's date does not take its place.
    """
    found: dict[str, str | None] = {}
    origins: list[tuple[str, str]] = []
    unread: list[tuple[str, str]] = []
    for name in _FACTS:
        column = _column(name, row, options)
        cell = row.get(column) if column else None
        value = iso_date(cell) if name == "date" else clean(cell).text.strip() if isinstance(cell, str) else None
        if value:
            found[name] = value
            origins.append((name, f"column {column}"))
        elif name == "date" and (cell.strip() if isinstance(cell, str) else cell is not None):
            found[name] = None
            unread.append((name, f"column {column} holds {_quoted(cell)}, which is no ISO date"))
        elif options.given.of(name):
            origins.append((name, options.given.origin))
    if not found:
        return options.given
    return replace(options.given, **found, origin="column", origins=tuple(origins), unread=tuple(unread))


def _quoted(cell: object) -> str:
    """The words of a cell as a reason shows them, in quotes and cut."""
    if not isinstance(cell, str | int | float):
        return f"a JSON {type(cell).__name__}"
    words = clean(str(cell)).text.strip()
    return f'"{words}"' if len(words) <= _QUOTED else f'"{words[:_QUOTED]}…"'
