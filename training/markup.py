"""MARKED TEXT → PLAIN TEXT AND GOLD: the inline markup of `training/corpus/`, described in `docs/corpus.md`.

Lines that begin with `%` are directives; `{ids|words}` marks words inside the text. Offsets of the gold are code points
of the plain text, which is what remains when both are taken out.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HEAD = ("outlet", "station", "programme", "title", "date", "date_basis", "format", "topic", "region")
FORMATS = (
    "two-way", "report", "translated", "panel", "briefing", "callers", "station", "cnn", "recognised", "newscast",
    "wire", "feature", "analysis", "interview", "brief",
)  # fmt: skip
STORIES = ("wire", "feature", "analysis", "interview", "brief")
JOURNALISTS = ("host", "reporter")
RECORD = re.compile(r"[sep]\d+")
PARTS = {"s": ("", "source", "cue"), "e": ("", "evidence"), "p": ("",)}
TOKEN = re.compile(r"\{([^{}|<>]+)\||\{([^{}|<>]+)([<>])\}|\}|([^{}]+)|\{")

CORPUS = Path(__file__).parent / "corpus"

Span = tuple[int, int]


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a table; lines that begin with # are notes."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


class MarkupError(ValueError):
    """What is wrong with a marked document, and in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")


@dataclass
class Marked:
    """A document taken apart: its plain text, what its head says, and spans and directives by id."""

    text: str = ""
    head: dict[str, str] = field(default_factory=dict)
    actors: dict[str, list[str]] = field(default_factory=dict)
    turns: list[dict[str, Any]] = field(default_factory=list)
    records: dict[str, list[str]] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # line of each directive and of the first mark of each id


def read(source: str) -> Marked:
    """Takes a marked document apart. Raises MarkupError."""
    marked = Marked()
    parts: list[str] = []
    open_marks: dict[str, int] = {}
    at = 0
    for number, line in enumerate(source.splitlines(keepends=True), 1):
        if line.startswith("%"):
            _directive(marked, line[1:].strip(), number, at)
            continue
        for piece, length in _pieces(marked, line, number, at, open_marks):
            parts.append(piece)
            at += length
    if open_marks:
        name = next(iter(open_marks))
        raise MarkupError(marked.lines[name], f"mark {name} is opened and never closed")
    marked.text = "".join(parts)
    _close_turn(marked, len(marked.text))
    return marked


def _pieces(marked: Marked, line: str, number: int, at: int, open_marks: dict[str, int]) -> Iterator[tuple[str, int]]:
    """The plain pieces of a line; notes the spans that its marks make."""
    stack: list[tuple[list[str], int]] = []
    for match in TOKEN.finditer(line):
        ids, milestone, side, plain = match.groups()
        if plain is not None:
            yield plain, len(plain)
            at += len(plain)
        elif ids is not None:
            stack.append(([name.strip() for name in ids.split(",")], at))
        elif milestone is not None:
            for name in milestone.split(","):
                _milestone(marked, name.strip(), side, number, at, open_marks)
        elif match.group() == "}":
            if not stack:
                raise MarkupError(number, "a } closes nothing")
            names, start = stack.pop()
            for name in names:
                _note(marked, name, number, (start, at))
        else:
            raise MarkupError(number, "a { without ids and |")
    if stack:
        raise MarkupError(number, f"mark {','.join(stack[-1][0])} is not closed on its line; use {{id<}} and {{id>}}")


def _milestone(marked: Marked, name: str, side: str, number: int, at: int, open_marks: dict[str, int]) -> None:
    if side == "<":
        if name in open_marks:
            raise MarkupError(number, f"mark {name} is opened twice")
        open_marks[name] = at
        marked.lines.setdefault(name, number)
    elif name not in open_marks:
        raise MarkupError(number, f"mark {name} is closed but was not opened")
    else:
        _note(marked, name, number, (open_marks.pop(name), at))


def _note(marked: Marked, name: str, number: int, span: Span) -> None:
    if span[0] == span[1]:
        raise MarkupError(number, f"mark {name} is empty")
    marked.spans.setdefault(name, []).append(span)
    marked.lines.setdefault(name, number)


def _directive(marked: Marked, line: str, number: int, at: int) -> None:
    name, _, rest = line.partition(" ")
    fields = [value.strip() for value in rest.split("|")]
    if name in HEAD:
        marked.head[name] = rest.strip()
    elif name == "actor":
        if len(fields) != 7:
            wanted = "key | name | kind | country | sector | title | speaks_for"
            raise MarkupError(number, f"an actor has 7 fields: {wanted}")
        if fields[0] in marked.actors:
            raise MarkupError(number, f"actor {fields[0]} twice")
        marked.actors[fields[0]] = fields[1:]
        marked.lines[f"actor {fields[0]}"] = number
    elif name == "turn":
        if len(fields) not in (3, 4) or fields[3:] not in ([], ["silent"]):
            raise MarkupError(number, "a turn has 3 fields: role | speaker | label, and may end in | silent")
        _close_turn(marked, at)
        marked.turns.append({"at": at, "fields": fields, "line": number, "end": None})
    elif name == "end":
        _close_turn(marked, at)
    elif RECORD.fullmatch(name):
        if name in marked.records:
            raise MarkupError(number, f"record {name} twice")
        marked.records[name] = fields
        marked.lines[name] = number
    else:
        raise MarkupError(number, f"unknown directive %{name}")


def _close_turn(marked: Marked, at: int) -> None:
    if marked.turns and marked.turns[-1]["end"] is None:
        marked.turns[-1]["end"] = at


# --- gold ------------------------------------------------------------------------------------------------------------


def gold(marked: Marked, file: str) -> dict[str, Any]:
    """The gold record of a document, in the shape of the annotation guide. Raises MarkupError."""
    for name in marked.spans:
        _known(marked, name)
    turns, clips, labels = _turns(marked)
    actors = []
    for key, fields in marked.actors.items():
        mentions = sorted({*marked.spans.get(key, []), *labels.get(key, [])})
        name, kind, country, sector, title, principal = (_null(value) for value in fields)
        actors.append(
            {"key": key, "name": name, "kind": kind, "country": country, "sector": sector, "title": title,
             "speaks_for": principal, "mentions": [list(span) for span in mentions]}
        )  # fmt: skip
    head = {name: marked.head.get(name) or None for name in HEAD}
    return {
        "file": file,
        "document": {name: head[name] for name in HEAD[:6]},
        "turns": turns,
        "actors": actors,
        "statements": sorted(
            clips + [_statement(marked, name) for name in _of_kind(marked, "s")], key=lambda one: one["content_spans"]
        ),
        "events": sorted((_event(marked, name) for name in _of_kind(marked, "e")), key=lambda one: one["trigger_span"]),
        "positions": [_position(marked, name) for name in _of_kind(marked, "p")],
    }


def _known(marked: Marked, name: str) -> None:
    base, _, part = name.partition(".")
    if name == "-" or name in marked.actors:
        return
    if not RECORD.fullmatch(base):
        raise MarkupError(marked.lines[name], f"{name} is no actor of the head")
    if part not in PARTS[base[0]]:
        raise MarkupError(marked.lines[name], f"{name}: a record {base[0]}N has no part {part}")
    if base not in marked.records:
        raise MarkupError(marked.lines[name], f"{base} is marked but has no line %{base}")


def _of_kind(marked: Marked, kind: str) -> list[str]:
    return sorted((name for name in marked.records if name[0] == kind), key=lambda name: int(name[1:]))


def _turns(marked: Marked) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, list[Span]]]:
    """Turns, the statements of those that no journalist speaks, and mentions in labels."""
    turns, clips = [], []
    labels: dict[str, list[Span]] = {}
    for turn in marked.turns:
        role, speaker, label = (_null(value) for value in turn["fields"][:3])
        start, end = _trimmed(marked.text, turn["at"], turn["end"])
        label_span = None
        if label is not None:
            place = marked.text.find(label, start, end)
            if place < 0 or marked.text[start:place].strip("[]():-.0123456789 \t>") != "":
                raise MarkupError(turn["line"], f"the text of the turn does not begin with its label {label}")
            label_span = (place, place + len(label.split(",")[0].rstrip()))
            start = place + len(label)
            start += len(marked.text[start:end]) - len(marked.text[start:end].lstrip(": \n\t"))
        if start >= end:
            raise MarkupError(turn["line"], "an empty turn")
        key = speaker[1:] if speaker and speaker.startswith("@") else None
        if key is not None and key not in marked.actors:
            raise MarkupError(turn["line"], f"speaker {key} is no actor of the head")
        name = _null(marked.actors[key][0]) if key else speaker
        turns.append({"start": start, "end": end, "label": label, "speaker": name, "role": role})
        if key is None or role in JOURNALISTS:
            continue
        if label_span:
            labels.setdefault(key, []).append(label_span)
        content = _without_directions(marked, start, end)
        if content and turn["fields"][3:] != ["silent"]:
            clips.append(
                {"source": key, "kind": "clip", "source_span": list(label_span) if label_span else None,
                 "cue_span": None, "content_spans": content}
            )  # fmt: skip
    return turns, clips, labels


def _without_directions(marked: Marked, start: int, end: int) -> list[list[int]]:
    """The turn less its stage directions, trimmed; nothing where only signs remain."""
    found, at = [], start
    inside = sorted(span for span in marked.spans.get("-", []) if start <= span[0] and span[1] <= end)
    for left, right in [*inside, (end, end)]:
        a, b = _trimmed(marked.text, at, left)
        if any(map(str.isalnum, marked.text[a:b])):
            found.append([a, b])
        at = right
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _null(value: str) -> str | None:
    return None if value in ("-", "") else value


def _one(marked: Marked, name: str, required: bool = False) -> list[int] | None:
    spans = marked.spans.get(name, [])
    if len(spans) > 1:
        raise MarkupError(marked.lines[name], f"{name} is marked {len(spans)} times; it has one span")
    if not spans and required:
        raise MarkupError(marked.lines[name.partition(".")[0]], f"{name} is not marked in the text")
    return list(spans[0]) if spans else None


def _statement(marked: Marked, name: str) -> dict[str, Any]:
    fields = marked.records[name]
    if len(fields) != 2:
        raise MarkupError(marked.lines[name], "a statement has 2 fields: kind | source")
    content = marked.spans.get(name)
    if not content:
        raise MarkupError(marked.lines[name], f"{name} is not marked in the text")
    return {
        "source": _null(fields[1]),
        "kind": fields[0],
        "source_span": _one(marked, f"{name}.source"),
        "cue_span": _one(marked, f"{name}.cue"),
        "content_spans": [list(span) for span in sorted(content)],
    }


def _event(marked: Marked, name: str) -> dict[str, Any]:
    fields = marked.records[name]
    if len(fields) not in (4, 5):
        raise MarkupError(
            marked.lines[name],
            "an event has 4 fields, TYPE/mode | actors | recipients | status, and may add | by=; when=; where=; date=",
        )
    more = dict(pair.strip().split("=", 1) for pair in fields[4].split(";") if "=" in pair) if fields[4:] else {}
    if unknown := set(more) - {"by", "when", "where", "date"}:
        raise MarkupError(marked.lines[name], f"an event has no {sorted(unknown)[0]}=")
    kind, _, mode = fields[0].partition("/")
    return {
        "type": kind,
        "mode": _null(mode),
        "actors": _keys(fields[1]),
        "recipients": _keys(fields[2]),
        "trigger_span": _one(marked, name, required=True),
        "evidence_span": _one(marked, f"{name}.evidence", required=True),
        "status": fields[3],
        "reported_by": more.get("by"),
        "date": more.get("date"),
        "date_text": more.get("when"),
        "place": more.get("where"),
    }


def _keys(value: str) -> list[str]:
    return [] if value in ("-", "") else [key.strip() for key in value.split(",")]


def _position(marked: Marked, name: str) -> dict[str, Any]:
    fields = marked.records[name]
    if len(fields) not in (4, 5) or fields[4:] not in ([], ["conditional"]):
        raise MarkupError(
            marked.lines[name],
            "a position has 4 fields: holder | issue | polarity | directness, and may end in | conditional",
        )
    holder, issue, polarity, directness = fields[:4]
    if holder not in marked.actors:
        raise MarkupError(marked.lines[name], f"holder {holder} is no actor of the head")
    return {
        "holder": holder,
        "speaks_for": _null(marked.actors[holder][5]),
        "issue": issue,
        "polarity": polarity,
        "conditional": len(fields) == 5,
        "directness": directness,
        "evidence_span": _one(marked, name, required=True),
    }
