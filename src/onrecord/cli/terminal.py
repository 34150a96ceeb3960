"""What commands share at the terminal: two consoles, and text that cannot play tricks on it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from onrecord.store import Counts

_WIDTH = 100
# Controls (but tab and line feed) and signs that turn the direction of writing.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""The text with every control character shown instead of obeyed, one to one.

    >>> printable("\x1b[31mred")
    '␛[31mred'
    """
    return _CONTROLS.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def line(text: str) -> str:
    """A text of one line, for a cell or a message."""
    return " ".join(printable(unicodedata.normalize("NFC", text)).split())


def many(number: int, noun: str) -> str:
    """A number and its noun.

    >>> many(1, "turn"), many(2, "turn")
    ('1 turn', '2 turns')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_and_out(counts: "Counts") -> str:
    """The sum that always holds."""
    ways = (many(counts.errors, "error"), many(counts.duplicates, "duplicate"))
    return f"{many(counts.documents, 'document')} in = {counts.coded} coded + {' + '.join(ways)}"


def out() -> Console:
    """Standard output; no wider than reads well."""
    console = Console(highlight=False)
    console.width = min(console.width, _WIDTH)
    return console


def err() -> Console:
    """Standard error, for all that is not the result."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    """An error, in red where there is colour."""
    err().print(Text(line(message), style="red"))


def print_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table for a reader at a terminal; in a pipe, a line with tabs for each row, whole and without a header."""
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in rows:
            console.file.write("\t".join(line(cell) for cell in row) + "\n")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(line(cell)) for cell in row))
    console.print(table)
