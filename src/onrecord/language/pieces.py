"""WORDS → WORD PIECES with shapes: what the encoder reads.

The encoder is uncased; all that it learns of capitals is the shape of each word.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHAPES = ("", "lower", "Title", "UPPER", "X", "Xy.", "miXed", "digits", "d1g1ts", "punctuation", "symbol", "other")
"""Names of the shapes; a shape's number is its place. 0 belongs to the encoder's own marks and to padding."""

PLACES = 512
"""Positions that the encoder knows."""

_SHAPE = {name: number for number, name in enumerate(SHAPES)}
_MARKS = frozenset(".,;:!?'\"()[]{}-–—…‘’“”«»/`")


def shape_of(word: str) -> int:
    """Number of a word's shape.

    >>> [SHAPES[shape_of(word)] for word in ("said", "Holt", "HOLT", "U.S.", "McHolt", "2012", "G8", "--", "$")]
    ['lower', 'Title', 'UPPER', 'Xy.', 'miXed', 'digits', 'd1g1ts', 'punctuation', 'symbol']
    """
    if word.isalpha():
        return _SHAPE[_shape_of_letters(word)]
    if any(map(str.isdigit, word)):
        return _SHAPE["d1g1ts" if any(map(str.isalpha, word)) else "digits"]
    if any(map(str.isalpha, word)):
        return _SHAPE["lower" if word.islower() else "Xy." if "." in word else "miXed"]
    return _SHAPE["punctuation" if all(mark in _MARKS for mark in word) else "symbol"]


def _shape_of_letters(word: str) -> str:
    if word.islower():
        return "lower"
    if word.isupper():
        return "X" if len(word) == 1 else "UPPER"
    if word[0].isupper() and word[1:].islower():
        return "Title"
    return "miXed" if any(map(str.isupper, word)) else "other"


Row = tuple[list[int], list[int], list[int], list[int]]
"""Pieces and shapes of a window; first and last piece of each of its words."""


class Pieces:
    """Cuts words into pieces by the tokenizer of the model, and remembers what it has cut."""

    def __init__(self, tokenizer: "Tokenizer", *, most: int = 12, remembered: int = 50_000) -> None:
        """`most` pieces of a word are kept: of a URL the beginning is enough."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._most = most
        self._remembered = remembered
        self._cut: dict[str, tuple[tuple[int, ...], int]] = {}
        self.start = self._mark("[CLS]")
        self.end = self._mark("[SEP]")
        self._unknown = self._mark("[UNK]")

    def _mark(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ModelError(f"the tokenizer of the model has no {name}; reinstall onrecord, or run `make model`")
        return number

    def __call__(self, word: str) -> tuple[tuple[int, ...], int]:
        """Piece numbers (never empty) and shape of a word."""
        found = self._cut.get(word)
        if found is None:
            ids = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[: self._most]) or (self._unknown,)
            found = ids, shape_of(word)
            if len(self._cut) < self._remembered:
                self._cut[word] = found
        return found

    def window(self, words: Sequence[str]) -> Row:
        """Pieces and shapes of a window with the encoder's marks around it; first and last piece of each word.

        Where the pieces would be more than the encoder can place, of each word only the first few are kept.
        """
        cut = [self(word) for word in words]
        most = self._most
        while most > 1 and sum(min(most, len(ids)) for ids, _ in cut) > PLACES - 2:
            most //= 2
        pieces, shapes, first, last = [self.start], [0], [], []
        for ids, shape in cut:
            first.append(len(pieces))
            pieces.extend(ids[:most])
            last.append(len(pieces) - 1)
            shapes.extend([shape] * (len(pieces) - len(shapes)))
        pieces.append(self.end)
        shapes.append(0)
        return pieces, shapes, first, last
