"""A text with its repairs applied, and the way back to the untouched characters."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records.transcript import Repair


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text; `source(i)` is the offset in the original that stands behind offset `i` of `text`."""

    text: str
    _starts: tuple[int, ...]
    _origins: tuple[int, ...]
    _exact: tuple[bool, ...]

    def source(self, offset: int) -> int:
        """The original offset behind an offset of the view; inside a replacement, its beginning."""
        piece = bisect_right(self._starts, offset) - 1
        step = offset - self._starts[piece] if self._exact[piece] else 0
        return self._origins[piece] + step

    @classmethod
    def of(cls, text: str, repairs: Iterable[Repair]) -> "RepairedText":
        """The view of `text` with `repairs` applied, which lie in order and do not overlap."""
        pieces: list[str] = []
        starts, origins, exact = [], [], []
        at = length = 0
        for repair in (*repairs, None):
            stop = repair.start if repair else len(text)
            for piece, origin, is_exact in (
                (text[at:stop], at, True),
                (repair.replacement if repair else "", stop, False),
            ):
                if piece:
                    pieces.append(piece)
                    starts.append(length)
                    origins.append(origin)
                    exact.append(is_exact)
                    length += len(piece)
            at = repair.end if repair else stop
        starts.append(length)
        origins.append(len(text))
        exact.append(True)
        return cls("".join(pieces), tuple(starts), tuple(origins), tuple(exact))
