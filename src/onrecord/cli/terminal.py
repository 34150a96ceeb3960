"""What commands share at the terminal: two consoles, and text that cannot play tricks on it."""

import re
import unicodedata

from rich.console import Console
from rich.text import Text

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
