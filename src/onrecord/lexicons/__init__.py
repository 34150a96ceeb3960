"""WHAT EXPERTS KNOW, as tables that a non-programmer edits, and their one reader."""

from onrecord.lexicons.load import Row, digest, names, rows, table, words
from onrecord.lexicons.places import cell_words

__all__ = ["Row", "cell_words", "digest", "names", "rows", "table", "words"]
