"""MARKED DOCUMENT → FAULTS AND HINTS: what breaks the annotation guide, and what an annotator may have missed."""

import re
from collections.abc import Iterator
from typing import Any

from training.markup import CORPUS, FORMATS, STORIES, Marked, rows

Record = dict[str, Any]
FEWEST_WORDS, MOST_WORDS = 300, 900


def _codes() -> dict[str, dict[str, frozenset[str]]]:
    """Codes by field, each with its modes."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in rows(CORPUS / "codes.tsv"):
        found.setdefault(row["field"], {})[row["code"]] = frozenset(row["modes"].split())
    return found


CODES = _codes()
CUES = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|according to|add(?:s|ed)|argu(?:es|ed)|warn(?:s|ed)|call(?:s|ed) on|"
    r"urg(?:es|ed)|claim(?:s|ed)|insist(?:s|ed)|vow(?:s|ed)|announc(?:es|ed)|admit(?:s|ted)|den(?:ies|ied)|demand(?:s|ed))\b"
)


def count_words(text: str) -> int:
    """Words of a text; a contraction or a compound is one."""
    return len(re.findall(r"\w[\w'’-]*", text))


def faults(marked: Marked, record: Record, issues: set[str]) -> list[str]:
    """What breaks the rules of the guide in a document whose marks are well formed."""
    found = []
    words = count_words(marked.text)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        found.append(f"{words} words; a document has {FEWEST_WORDS} to {MOST_WORDS}")
    if marked.head.get("format") not in FORMATS:
        found.append(f"format {marked.head.get('format')}, expected one of {', '.join(FORMATS)}")
    elif (marked.head["format"] in STORIES) == bool(record["turns"]):
        found.append("a written story has no turns, a transcript has some")
    for name in ("title", "date_basis"):
        if record["document"][name] and record["document"][name] not in marked.text:
            found.append(f"{name} does not stand in the text")
    if bool(record["document"]["date"]) != bool(record["document"]["date_basis"]):
        found.append("a date needs its date_basis and the other way round")
    found += [fault for name, spans in marked.spans.items() for fault in _span_faults(marked.text, name, spans)]
    found += _actor_faults(record)
    keys = {actor["key"] for actor in record["actors"]}
    found += _turn_faults(record)
    found += _statement_faults(marked.text, record, keys)
    found += _event_faults(marked.text, record, keys)
    found += _position_faults(record, issues)
    return found


def _span_faults(text: str, name: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    for start, end in spans:
        words = text[start:end]
        if words != words.strip():
            yield f"{name} has white space at its edge: {words!r}"
        elif start and text[start - 1].isalnum() and words[0].isalnum():
            yield f"{name} begins inside a word: {text[start - 5 : end]!r}"
        elif end < len(text) and text[end].isalnum() and words[-1].isalnum():
            yield f"{name} ends inside a word: {text[start : end + 5]!r}"


def _actor_faults(record: Record) -> Iterator[str]:
    used = {key for event in record["events"] for key in (*event["actors"], *event["recipients"])}
    used |= {actor["speaks_for"] for actor in record["actors"]}
    for actor in record["actors"]:
        key = actor["key"]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            yield f"actor key {key} is not lower-case-with-hyphens"
        if actor["kind"] not in CODES["actor"]:
            yield f"actor {key}: kind {actor['kind']}"
        if actor["country"] and not re.fullmatch("[A-Z]{3}", actor["country"]):
            yield f"actor {key}: country {actor['country']}"
        if actor["sector"] and actor["sector"] not in CODES["sector"]:
            yield f"actor {key}: sector {actor['sector']}"
        if not actor["mentions"] and key not in used:
            yield f"actor {key} has no mention and no part in anything"


def _choice(what: str, kind: str, value: str | None) -> Iterator[str]:
    if value not in CODES[kind]:
        yield f"{what}: {kind} {value}, expected one of {', '.join(CODES[kind])}"


def _turn_faults(record: Record) -> Iterator[str]:
    for turn in record["turns"]:
        yield from _choice(f"turn {turn['label']}", "role", turn["role"])


def _statement_faults(text: str, record: Record, keys: set[str]) -> Iterator[str]:
    for statement in record["statements"]:
        what = "statement " + repr(text[slice(*statement["content_spans"][0])][:40])
        yield from _choice(what, "statement", statement["kind"])
        if statement["source"] and statement["source"] not in keys:
            yield f"{what}: source {statement['source']} is no actor of the head"
        if statement["source"] is None and statement["source_span"]:
            yield f"{what}: a source_span without a source"
        if statement["kind"] not in ("clip", "direct") and statement["cue_span"] is None:
            yield f"{what}: {statement['kind']} without a cue"
        for start, end in statement["content_spans"]:
            if record["turns"] and not any(t["start"] <= start and end <= t["end"] for t in record["turns"]):
                yield f"{what}: its content is outside the turns"


def _event_faults(text: str, record: Record, keys: set[str]) -> Iterator[str]:
    for event in record["events"]:
        what = f"event {event['type']} {text[slice(*event['trigger_span'])]!r}"
        if event["type"] not in CODES["type"]:
            yield f"{what}: no such type"
        elif event["mode"] and event["mode"] not in CODES["type"][event["type"]]:
            yield f"{what}: mode {event['mode']}, expected one of {sorted(CODES['type'][event['type']])}"
        yield from _choice(what, "status", event["status"])
        people = [*event["actors"], *event["recipients"], event["reported_by"]]
        yield from (f"{what}: {key} is no actor of the head" for key in people if key and key not in keys)
        if set(event["actors"]) & set(event["recipients"]):
            yield f"{what}: an actor is its own recipient"
        (left, right), (start, end) = event["trigger_span"], event["evidence_span"]
        if not start <= left <= right <= end:
            yield f"{what}: the trigger is outside the evidence"
        for name in ("date_text", "place"):
            if event[name] and event[name] not in text:
                yield f"{what}: {name} {event[name]!r} does not stand in the text"


def _position_faults(record: Record, issues: set[str]) -> Iterator[str]:
    seen = set()
    for position in record["positions"]:
        what = f"position of {position['holder']} on {position['issue']}"
        if position["issue"] not in issues:
            yield f"{what}: no such issue in issues.yaml"
        yield from _choice(what, "polarity", position["polarity"])
        yield from _choice(what, "directness", position["directness"])
        if (position["holder"], position["issue"]) in seen:
            yield f"{what}: twice"
        seen.add((position["holder"], position["issue"]))


def hints(marked: Marked, record: Record) -> Iterator[str]:
    """Places that an annotator should look at again: names that are marked elsewhere, cues without a mark."""
    text = marked.text
    names = {
        text[start:end]: actor["key"] for actor in record["actors"] for start, end in actor["mentions"]
        if text[start].isupper()
    }  # fmt: skip
    taken = [span for actor in record["actors"] for span in actor["mentions"]]
    labels = [(turn["start"] - len(turn["label"]) - 3, turn["start"]) for turn in record["turns"] if turn["label"]]
    for name, key in names.items():
        for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", text):
            a, b = match.span()
            if not any(c < b and a < d for c, d in [*taken, *labels]):
                yield f"{name!r} is marked elsewhere as {key} but not here: …{_around(text, a, b)}…"
    cues = [span for name, spans in marked.spans.items() if name.endswith(".cue") for span in spans]
    triggers = [span for name, spans in marked.spans.items() if re.fullmatch(r"e\d+", name) for span in spans]
    for match in CUES.finditer(text):
        a, b = match.span()
        if not any(c < b and a < d for c, d in [*cues, *triggers]):
            yield f"cue without a mark: …{_around(text, a, b)}…"


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 35) : end + 35].replace("\n", " ")
