"""WHAT EXPERTS KNOW, as tables that a non-programmer edits, and their one reader."""

from onrecord.lexicons.load import Row, digest, names, rows, table, words

__all__ = ["Row", "digest", "names", "rows", "table", "words"]
