"""The table of `onrecord events --pairs`: sentences with a source and a target → what the one does to the other."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import OnrecordError, SourceError, UsageError

if TYPE_CHECKING:
    from onrecord.events.pairs import PairCoder, Span
    from onrecord.settings import Settings
    from onrecord.transcripts.tables import Layout, Row

_GIVEN = ("sentence", "source", "target")
_CODED = ("type", "mode", "quad", "intensity", "score", "none", "reason")
_MARK = re.compile("<(/?)([st])>")


class _Line(NamedTuple):
    """A row: its number below the header, its cells as they are written again, and what is wrong with it, or ""."""

    number: int
    cells: list[str]
    fault: str = ""


def code_pairs(table: str, out: Path | None, encoding: str | None, settings: "Settings") -> int:
    """Write a table of pairs with its codes; a row that cannot be coded is named and keeps its cells. The exit code."""
    from onrecord.cli.coded import write_lines
    from onrecord.cli.terminal import complain
    from onrecord.events.pairs import PairCoder

    if out is not None and table != "-" and out.resolve() == Path(table).resolve():
        raise UsageError(f"--out {out}: is the table that is read; name another file")
    header, lines = _read(table, encoding, settings)
    coder = PairCoder(settings)
    written, failed = [_tabs(_with_codes(header))], 0
    for number, cells, fault in lines:
        why, codes = fault, ("",) * len(_CODED)
        try:
            codes = codes if fault else _codes(coder, dict(zip(header, cells, strict=True)))
        except Exception as error:  # noqa: BLE001 - whatever one row does, the others are coded
            why = str(error) if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}"
        if why:
            complain(f"{table}#{number}: {why}; it is left without codes")
            codes = (*codes[:-1], " ".join(why.split()))
            failed += 1
        written.append(_tabs([*cells, *codes]))
    write_lines(written, out)
    return 1 if failed else 0


def _codes(coder: "PairCoder", row: Mapping[str, str]) -> tuple[str, ...]:
    """The new cells of a row; UsageError if source or target does not stand in the sentence."""
    found = coder(row["sentence"], *places(row))
    numbers = (str(found.quad), f"{found.intensity:g}", f"{found.score:g}", f"{found.none:g}")
    return found.type, found.mode or "", *numbers, " ".join(found.reason.split())


# Places


def places(row: Mapping[str, str]) -> "tuple[Span, Span]":
    """Where source and target stand in the sentence: between their marks, else where their words come first.

    Whole words come before parts of words. UsageError if they do not stand there.

    >>> places({"sentence": "Iranians left Iran with Omar.", "source": "Iran", "target": "Omar"})
    ((14, 18), (24, 28))
    >>> marked = "Pell told <t>Orr</t>, and <s>Orr</s> went."
    >>> places({"sentence": "Pell told Orr, and Orr went.", "source": "", "target": "", "marked_sentence": marked})
    ((19, 22), (10, 13))
    """
    sentence = row["sentence"]
    marked = _marked(row.get("marked_sentence", ""), sentence)
    source = marked.get("s") or _first("source", row["source"].strip(), sentence)
    return source, marked.get("t") or _first("target", row["target"].strip(), sentence)


def _first(name: str, words: str, sentence: str) -> "Span":
    literal = re.escape(words)
    found = re.search(rf"(?<!\w){literal}(?!\w)", sentence) or re.search(literal, sentence)
    if not words or found is None:
        raise UsageError(f"the {name} {words!r} does not stand in the sentence")
    return found.span()


def _marked(text: str, sentence: str) -> "dict[str, Span]":
    """The places of the sentence between <s> and </s>, and <t> and </t>, the first of each."""
    plain, last, opened = "", 0, dict[str, int]()
    found: dict[str, Span] = {}
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        last = mark.end()
        if not mark[1]:
            opened.setdefault(mark[2], len(plain))
        elif mark[2] in opened:
            found.setdefault(mark[2], (opened[mark[2]], len(plain)))
    plain += text[last:]
    if found and plain.strip() != sentence.strip():
        raise UsageError("the marked_sentence is not the sentence with marks")
    shift = len(sentence) - len(sentence.lstrip()) - len(plain) + len(plain.lstrip())
    return {name: (start + shift, end + shift) for name, (start, end) in found.items()}


# Tables


def _read(table: str, encoding: str | None, settings: "Settings") -> tuple[tuple[str, ...], Iterator[_Line]]:
    """The columns of a table of pairs, and its rows that are not empty."""
    from onrecord.cli.inputs import table_text
    from onrecord.transcripts.detect import Format
    from onrecord.transcripts.tables import allow_long_cells, open_table

    raw = table_text("--pairs", table, encoding, settings).encode("utf-8", "replace")
    allow_long_cells(settings)
    try:
        layout, rows = open_table(f"{table}.tsv", Format.CSV, io.BytesIO(raw), "utf-8", settings)
    except SourceError as error:
        raise UsageError(f"--pairs {table}: {error.message}") from error
    missing = [name for name in _GIVEN if name not in layout.header]
    if missing:
        have = ", ".join(layout.header)
        raise UsageError(f"--pairs {table}: there is no column {', '.join(missing)}; there are {have}")
    if layout.header.count("") > 1:
        raise UsageError(f"--pairs {table}: several columns have no name; name them")
    return layout.header, _lines(raw, layout, rows)


def _lines(raw: bytes, layout: "Layout", rows: "Iterator[Row]") -> Iterator[_Line]:
    width = len(layout.header)
    for row in rows:
        given = raw[row.start : row.start + row.length].rstrip(b"\r\n")
        if not given.strip():
            continue
        cells = list(map(str, row.cells.values())) if row.fault is None else _ended_early(given, layout)
        if cells is not None:
            yield _Line(row.number, cells)
            continue
        kept = given.decode("utf-8").split("\t")  # as it is, that nothing is lost
        yield _Line(row.number, kept + [""] * (width - len(kept)), row.fault or "")


def _ended_early(given: bytes, layout: "Layout") -> list[str] | None:
    """The cells of a row that has fewer than the header, the others empty; None if that is not what is wrong."""
    from onrecord.transcripts.tables import cells

    for missing in range(1, len(layout.header)):
        try:
            return list(map(str, cells(given + b"\t" * missing, layout).values()))
        except ValueError:
            continue
    return None


def _with_codes(header: Sequence[str]) -> list[str]:
    """The columns with those that are added; no column of the table is lost.

    >>> _with_codes(["type", "mode_coded"])[2:5]
    ['type_coded', 'mode', 'quad']
    """
    names = list(header)
    for name in _CODED:
        new = name
        while new in names:
            new += "_coded"
        names.append(new)
    return names


def _tabs(cells: Sequence[str]) -> str:
    r"""One line of a table with tabs; a cell that holds a tab, a line break or a quote stands in quotes.

    >>> _tabs(["a", "", 'so "no" it is', "b"])
    'a\t\t"so ""no"" it is"\tb'
    """
    return "\t".join('"' + text.replace('"', '""') + '"' if re.search(r'["\t\r\n]', text) else text for text in cells)
