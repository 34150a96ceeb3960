"""Figures between marks of a page: `<!-- name -->` … `<!-- /name -->` in docs/evaluation.md."""

from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"


def filled(page: str, name: str, lines: Sequence[str]) -> str:
    """The page with these lines between the marks; ValueError if it has none of this name."""
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = page.partition(opening)
    _, ended, after = rest.partition(closing)
    if not (found and ended):
        raise ValueError(f"the page has no marks {opening.strip()} … {closing}")
    return "".join((before, opening, *(f"{line}\n" for line in lines), closing, after))


def fill(name: str, lines: Sequence[str], page: Path = PAGE) -> None:
    """Writes these lines between the marks of the page."""
    page.write_text(filled(page.read_text(encoding="utf-8"), name, lines), encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table.

    >>> table(["set", "F1"], [["seeds", "80.0"]])
    ['| set | F1 |', '|---|---|', '| seeds | 80.0 |']
    """
    shown = ["| " + " | ".join(cells) + " |" for cells in (header, *rows)]
    return [shown[0], "|---" * len(header) + "|", *shown[1:]]
