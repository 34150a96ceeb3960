"""Attributions of political news (PolNeAR), measured: who is linked to which cue and content.

    .venv/bin/python benchmarks/records/polnear.py [--data ../shared/data] [--tools ../shared/tools] [--docs]

Each text of DATA/polnear/dev.jsonl is coded as any document is; nothing but `text` is read of its line. The corpus is
for measuring alone and may not be committed. It counts attributions of belief, intention and perception beside those
of speech, and none inside another: all statements count, those set aside too, but clips, and no attribution whose cue
(else source, else content) begins inside the content of another. All figures are in percent, with `--core` (marks,
punctuation and blanks at the ends of spans do not count).
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from marks import fill, table
from scorers import DATA, TOOLS, quote_scores

from onrecord.pipeline import Coder
from onrecord.records import Evidence, Statement, StatementKind
from onrecord.settings import Settings

MARKS = '"“”'
TYPES = ("all", "direct", "indirect")
SCORES = {
    "linked, source + cue + content": "linked overlap | source+cue+content",
    "linked, source + content": "linked overlap | source+content",
    "linked, exact": "linked exact | source+cue+content",
    "source, exact": "exact | source",
    "cue, exact": "exact | cue",
    "content, exact": "exact | content",
}
TARGETS = {
    ("linked, source + cue + content", "all"): 60.0,
    ("linked, source + content", "direct"): 85.0,
    ("linked, source + content", "indirect"): 50.0,
}
Spans = list[list[int]]


def attributions(statements: Sequence[Statement], text: str) -> list[dict[str, Any]]:
    """The statements of a document that PolNeAR asks for, in the scorer's shape."""
    found = []
    for one in statements:
        if one.kind is StatementKind.CLIP:
            continue
        content = _with_that(_spans(*one.content), text)
        found.append(
            {
                "id": one.id,
                "source": _spans(one.source),
                "cue": _spans(one.cue),
                "content": content,
                "type": type_of([text[start:end] for start, end in content]),
                "made_by": str(one.made_by),
            }
        )
    return outermost(found)


def _with_that(content: Spans, text: str) -> Spans:
    """The content with the conjunction before it, which belongs to it in this corpus and not in ours."""
    before = text[: content[0][0]].rstrip()
    if before.lower().endswith(" that"):
        content[0][0] = len(before) - len("that")
    return content


def type_of(pieces: Sequence[str]) -> str:
    """Direct, mixed or indirect by the double quotation marks alone, as the gold types were made.

    >>> type_of(["“Go,”", "“now.”"]), type_of(["he was “ill”"]), type_of(["''Go''"])
    ('direct', 'mixed', 'indirect')
    """
    parts = [piece.strip() for piece in pieces]
    if not any(mark in part for part in parts for mark in MARKS):
        return "indirect"
    whole = all(part[:1] in MARKS and part.rstrip(".,;:!?")[-1:] in MARKS for part in parts)
    return "direct" if whole else "mixed"


def outermost(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those attributions that do not begin inside the content of another.

    >>> inner = {"cue": [[12, 16]], "content": [[17, 20]]}
    >>> outermost([{"cue": [[5, 9]], "content": [[10, 20]]}, inner])
    [{'cue': [[5, 9]], 'content': [[10, 20]]}]
    """
    return [one for one in found if not any(_lies_in(one, other) for other in found if other is not one)]


def _lies_in(one: dict[str, Any], other: dict[str, Any]) -> bool:
    start, end = next(spans[0] for spans in (one.get("cue"), one.get("source"), one["content"]) if spans)
    return any(left <= start and end <= right for left, right in other["content"])


def _spans(*pieces: Evidence | None) -> Spans:
    return [[piece.start, piece.end] for piece in pieces if piece is not None]


def coded(path: Path, failures: list[str]) -> Iterator[dict[str, Any]]:
    """The predictions of every document; one that fails has none, and says so."""
    coder = Coder(Settings(last_layer="statements"))
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        name, text = given["doc_id"], given["text"]
        try:
            document = coder.code(text)
        except Exception as error:  # noqa: BLE001 - a document that fails is counted, the others are measured
            failures.append(f"{name}: {type(error).__name__}: {error}")
            yield {"doc_id": name, "attributions": []}
            continue
        if document.transcript.document.text != text:
            failures.append(f"{name}: the text that was coded is not the text that was given")
        yield {"doc_id": name, "attributions": attributions(document.statements, text)}


def measured(gold: Path, predicted: Path, tools: Path) -> dict[str, dict[str, dict[str, float]]]:
    """P, R and F1 of each score, by type."""
    options = {kind: ("--core",) if kind == "all" else ("--core", "--type", kind) for kind in TYPES}
    return {kind: quote_scores(tools, gold, predicted, *given) for kind, given in options.items()}


def rows(figures: dict[str, dict[str, dict[str, float]]]) -> list[list[str]]:
    """A row per score: F1 (P, R) by type, and the target where there is one."""
    found = []
    for name, key in SCORES.items():
        row = [name]
        for kind in TYPES:
            score, target = figures[kind][key], TARGETS.get((name, kind))
            goal = f", target {target:.0f}" if target else ""
            row.append(f"{score['F1']:.1f} (P {score['P']:.1f}, R {score['R']:.1f}{goal})")
        found.append(row)
    return found


def main() -> int:
    """Codes, scores, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (../shared/data)")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the folder of score_quotes.py (../shared/tools)")
    parser.add_argument("--out", type=Path, help="keep the predictions in this JSONL file")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/evaluation.md")
    arguments = parser.parse_args()
    gold, failures = arguments.data / "polnear" / "dev.jsonl", list[str]()
    if not gold.is_file():
        print(f"{gold}: there is no such file; name the data folder with --data")
        return 1
    with TemporaryDirectory() as folder:
        predicted = arguments.out or Path(folder) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(one) + "\n" for one in coded(gold, failures))
        figures = measured(gold, predicted, arguments.tools)
    shown = rows(figures)
    for row in (["F1", *TYPES], *shown):
        print(f"{row[0]:34}" + "".join(f"{cell:38}" for cell in row[1:]).rstrip())
    print("\n".join(failures) if failures else "no document fails")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.docs:
        fill("polnear", table(["F1", *TYPES], shown))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
