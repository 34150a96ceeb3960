"""Tables of documents: where the rows of a JSON-lines, CSV or TSV file begin and end, and what they hold.

A row is known by its bytes, so that whoever needs one row reads that row alone. Rows are yielded one by one; a broken
one has a `fault` and leaves the others as they are.
"""

import codecs
import csv
import io
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from onrecord.errors import SourceError
from onrecord.settings import Settings
from onrecord.transcripts.detect import FORMATS, Format
from onrecord.transcripts.encoding import decode

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SAMPLE = 1_000_000  # bytes that the encoding is told from
_DELIMITERS = ",\t;"
_FAULTS = {
    "unexpected end": "a quote is opened and not closed",
    "expected after": "a quote is not closed, or one inside a cell is not written twice",
    "new-line": "a carriage return stands in a cell without quotes; end the lines with a newline",
    "field larger": "a cell is larger than a document may be (document_bytes), or a quote is not closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the rows of one table are read. `header` and `delimiter` are empty for JSON lines."""

    encoding: str
    header: tuple[str, ...] = ()
    delimiter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number from 1 (a line of JSON, a record below a CSV header), its bytes, its cells by column.

    The bytes are `[start, start + length)`. `fault` says why the row cannot be read; it then has no cells.
    """

    number: int
    start: int
    length: int
    cells: dict[str, object]
    fault: str | None = None


def open_table(
    name: str, kind: Format, stream: BinaryIO, declared: str | None, settings: Settings
) -> tuple[Layout, Iterator[Row]]:
    """The layout of a table and its rows; SourceError if it is binary or its header is unusable.

    Lines end with a newline, or, if there is none, with a carriage return (old Macs). A CSV row that is broken, such
    as by a quote that is not closed, is its first line alone: the next line begins another row.
    """
    encoding = _encoding(name, stream, declared, settings)
    lines = _Lines(stream, encoding)
    if kind is Format.JSONL:
        layout = Layout(encoding=encoding)
        return layout, _json_rows(lines, layout)
    first = next(lines, "")
    delimiter = "\t" if name.casefold().endswith(".tsv") else max(_DELIMITERS, key=first.count)
    lines.rewind(0)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
    except csv.Error as error:
        raise SourceError(name, f"the header cannot be read: {_fault(error)}") from error
    twice = sorted({cell for cell in header if cell and header.count(cell) > 1})
    if twice:
        raise SourceError(name, f"the header has the column {twice[0]!r} twice; rename one")
    layout = Layout(encoding=encoding, header=header, delimiter=delimiter)
    return layout, _csv_rows(lines, reader, layout)


def cells(raw: bytes, layout: Layout) -> dict[str, object]:
    """The cells of one row by column; ValueError says what is wrong with it.

    >>> cells(b'"a, b",2\\n', Layout(encoding="utf-8", header=("text", "n"), delimiter=","))
    {'text': 'a, b', 'n': '2'}
    """
    text = raw.decode(layout.encoding)
    if not layout.delimiter:
        return _object(text)
    try:
        record = next(csv.reader(io.StringIO(text, newline="\n"), delimiter=layout.delimiter, strict=True), [])
    except csv.Error as error:
        raise ValueError(_fault(error)) from error
    return _record(record, layout)


def allow_long_cells(settings: Settings) -> None:
    """Let a CSV cell be as long as a document may be; Python's own limit is 128 KiB."""
    csv.field_size_limit(min(settings.document_bytes, 2**31 - 1))


class _Line(NamedTuple):
    """A line: its characters, its length in bytes, and whether it is not in the table's encoding."""

    text: str
    length: int
    damaged: bool


class _Lines:
    """The decoded lines of a table. `offset` is the byte where the next one begins.

    `begin` marks where a row begins; `damaged` says whether one of its lines so far is not in the table's encoding.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.offset = stream.tell()
        self._encoding = encoding
        self._row: list[_Line] = []
        self._again: deque[_Line] = deque()
        self._stream = stream
        sample = stream.read(_SAMPLE).decode(encoding, "replace")
        stream.seek(self.offset)
        newline = "\r" if "\r" in sample and "\n" not in sample else "\n"
        # Everywhere but in UTF-16 and UTF-32 a newline is the byte 10, and nothing else holds it. Carriage returns are
        # looked for in Latin-1, where every byte is a character.
        self._errors = "surrogatepass" if encoding in _WIDE else "strict"
        known = encoding if encoding in _WIDE else "latin-1" if newline == "\r" else None
        self._text = io.TextIOWrapper(stream, known, self._errors, newline) if known else None

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        self._row.append(line)
        self.offset += line.length
        return line.text

    @property
    def damaged(self) -> bool:
        """Whether a line of this row is not in the table's encoding."""
        return any(line.damaged for line in self._row)

    def begin(self) -> int:
        """The byte where a row begins, which is here."""
        self._row.clear()
        return self.offset

    def rewind(self, kept: int) -> None:
        """Leave this row only so many of its lines; the others come again."""
        back = self._row[kept:]
        del self._row[kept:]
        self._again.extendleft(reversed(back))
        self.offset -= sum(line.length for line in back)

    def _read(self) -> _Line:
        text = self._text
        raw = next(self._stream) if text is None else next(text).encode(text.encoding, self._errors)
        try:
            return _Line(raw.decode(self._encoding, self._errors), len(raw), False)
        except UnicodeDecodeError:
            return _Line(raw.decode(self._encoding, "replace"), len(raw), True)


def _json_rows(lines: _Lines, layout: Layout) -> Iterator[Row]:
    start = lines.begin()
    for number, line in enumerate(lines, start=1):
        if line.strip("\ufeff \t\r\n"):
            yield _row(number, start, lines, layout, line)
        start = lines.begin()


def _csv_rows(lines: _Lines, reader: Iterator[list[str]], layout: Layout) -> Iterator[Row]:
    number = 1
    while True:
        start = lines.begin()
        try:
            record = next(reader, None)
        except csv.Error as error:
            lines.rewind(1)
            yield Row(number=number, start=start, length=lines.offset - start, cells={}, fault=_fault(error))
            number += 1
            continue
        if record is None:
            return
        if record:
            yield _row(number, start, lines, layout, record)
            number += 1


def _fault(error: csv.Error) -> str:
    """What is wrong with a record, in words that say what would have worked."""
    return next((fault for words, fault in _FAULTS.items() if words in str(error)), str(error))


def _row(number: int, start: int, lines: _Lines, layout: Layout, content: str | list[str]) -> Row:
    fault, found = None, {}
    if lines.damaged:
        fault = f"the row is not in {layout.encoding}; if the whole table is in another encoding, name it"
    else:
        try:
            found = _object(content) if isinstance(content, str) else _record(content, layout)
        except ValueError as error:
            fault = str(error)
    return Row(number=number, start=start, length=lines.offset - start, cells=found, fault=fault)


def _object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except RecursionError:
        raise ValueError("the row is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"the row is broken JSON ({error})") from error
    if not isinstance(value, dict):
        raise ValueError(f"the row is a JSON {type(value).__name__}, not an object")
    return value


def _record(record: list[str], layout: Layout) -> dict[str, object]:
    if len(record) != len(layout.header):
        raise ValueError(f"the row has {len(record)} cells, the header {len(layout.header)}")
    return dict(zip(layout.header, record, strict=True))


def _encoding(name: str, stream: BinaryIO, declared: str | None, settings: Settings) -> str:
    """The encoding of a table; leaves the stream behind a byte order mark. Binary content is a SourceError.

    A few damaged rows do not make UTF-8 something else: what most rows with other than ASCII letters are in decides.
    """
    sample = stream.read(_SAMPLE)
    mark, encoding = next(((mark, known) for mark, known in _BOMS if sample.startswith(mark)), (b"", None))
    stream.seek(len(mark))
    if encoding:
        return encoding
    if declared:
        known = codecs.lookup(declared).name
        return f"{known}-le" if known in ("utf-16", "utf-32") else known
    lines = sample.splitlines(keepends=True)[: -1 if len(sample) == _SAMPLE else None]
    special = [line for line in lines if not line.isascii()]
    if 2 * sum(_is_utf8(line) for line in special) >= len(special):
        decode(name, sample.decode("utf-8", "ignore").encode()[: settings.document_bytes], None, settings, FORMATS)
        return "utf-8"
    return decode(name, b"".join(special)[: settings.document_bytes], None, settings, FORMATS).encoding


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
