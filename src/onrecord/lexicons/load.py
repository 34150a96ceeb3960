"""The one reader of lexicon tables: tab-separated files, a header row, one sentence of meaning per row.

A table is read once per process; `digest()` names the state of all tables, for the manifest of a record.
"""

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath

from onrecord.errors import LexiconError

_HOME: Traversable = files("onrecord.lexicons")


class _Tabs(csv.excel_tab):
    """Cells with tabs between them, which nothing quotes."""

    quoting = csv.QUOTE_NONE


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `row["column"]`, and its number in the file (1 is the header)."""

    table: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def id(self) -> str:
        """The name of the row in `made_by`: table and row number."""
        return f"{self.table}#{self.number}"

    def error(self, column: str, message: str) -> LexiconError:
        """An error at one cell of this row."""
        return LexiconError(_file(self.table), self.number, column, message)


def rows(name: str, text: str, columns: tuple[str, ...], delimiter: str = "\t") -> tuple[Row, ...]:
    """The rows of a table given as text; every named column must be there, and every cell of it be filled.

    `name` is that of a bundled table or of a user's file. With commas, cells may be quoted; empty lines are no rows.

    >>> rows("en/titles", "words\\trest\\nDR.\\t1\\n", ("words",))[0]["rest"]
    '1'
    """
    dialect: type[csv.Dialect] = _Tabs if delimiter == "\t" else csv.excel
    reader = csv.reader(text.splitlines(), dialect, delimiter=delimiter)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise LexiconError(_file(name), reader.line_num, "", f"cannot be read as a table ({error})") from error
    _, header = lines[0] if lines else (1, [])
    for column in columns:
        if column not in header:
            raise LexiconError(_file(name), 1, column, f"the column is missing; there are {', '.join(header)}")
    found = []
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            column = header[min(len(cells), len(header) - 1)]
            raise LexiconError(_file(name), number, column, f"{len(cells)} cells, the header has {len(header)}")
        row = Row(name, number, dict(zip(header, cells, strict=True)))
        for column in columns:
            if not row[column].strip():
                raise row.error(column, "the cell is empty")
        found.append(row)
    return tuple(found)


def _file(name: str) -> str:
    """The file of a table: a bundled one has no ending in its name."""
    return name if PurePath(name).suffix else f"{name}.tsv"


@cache
def table(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of a bundled table, such as `en/titles`; `columns` are those that the caller reads."""
    path = _HOME.joinpath(f"{name}.tsv")
    if not path.is_file():
        raise LexiconError(f"{name}.tsv", 0, "", f"there is no such table; there are {', '.join(names())}")
    return rows(name, path.read_text(encoding="utf-8"), columns)


@cache
def words(name: str, column: str = "words") -> frozenset[str]:
    """One column of a table as a set."""
    return frozenset(row[column] for row in table(name, column))


@cache
def names() -> tuple[str, ...]:
    """The names of all bundled tables."""
    folders = sorted(item.name for item in _HOME.iterdir() if item.is_dir() and not item.name.startswith("_"))
    return tuple(
        f"{folder}/{item.name.removesuffix('.tsv')}"
        for folder in folders
        for item in sorted(_HOME.joinpath(folder).iterdir(), key=lambda entry: entry.name)
        if item.name.endswith(".tsv")
    )


@cache
def digest() -> str:
    """Twelve hexadecimal digits over the bytes of all tables: the version of what experts know."""
    total = sha256()
    for name in names():
        total.update(name.encode())
        total.update(_HOME.joinpath(f"{name}.tsv").read_bytes())
    return total.hexdigest()[:12]
