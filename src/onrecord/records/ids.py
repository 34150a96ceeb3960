"""Ids from content: the same text, read the same way, has the same ids everywhere and always."""

from hashlib import sha256


def content_id(text: str) -> str:
    """Id of a document: `doc-` and 16 hexadecimal digits of the SHA-256 of its text in UTF-8."""
    return "doc-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def record_id(document_id: str, layer: str, start: int, end: int, kind: str = "") -> str:
    """Id of a record: its layer and 16 hexadecimal digits over document, layer, span and kind.

    >>> record_id("doc-0", "turn", 0, 4) == record_id("doc-0", "turn", 0, 4)
    True
    """
    return f"{layer}-" + sha256(f"{document_id}|{layer}|{start}|{end}|{kind}".encode()).hexdigest()[:16]
