"""SENTENCES → EXAMPLES of events: written sentences, PLOVER's gold records, the project's corpus.

An example is a sentence in words with its actors, recipients and trigger marked, and its type, mode and status.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from onrecord.language.parsed import Parsed
from onrecord.language.tokens import spans
from training.attributed import covered
from training.check_events import FOLDER, MODES, NONE, read

TYPES = (NONE, *MODES)
PAIRS = tuple((kind, mode) for kind, modes in MODES.items() for mode in modes)
ACTOR, RECIPIENT, TRIGGER = 1, 2, 3
_OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

_FUTURE = {**dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"), "RETREAT": "CONCEDE"}
_SIGNED = re.compile(
    r"(?i)\b(?:sign|initial|ratif|seal|ink|conclude|clinch|finali[sz]|treaty|accord|pact|deal|settle(?:ment|d)"
    r"|(?:reach|forge|hammer|struck|came to|come to|enter|approve)\w* .*"
    r"(?:agreement|understanding|consensus|compromise))"
)
"""Words that name a finished agreement, promises to sign set aside."""


def by_manual(kind: str, mode: str | None, status: str | None, trigger: str) -> tuple[str, str | None]:
    """Type and mode of a given pair by the manual's letter (3.1, 3.3, 3.4) where the annotation guide leaves it.

    To the guide a planned meeting is a planned CONSULT, a signed text an AGREE; to the manual an AGREE, a SUPPORT.

    >>> by_manual("CONSULT", "meet", "planned", "meet"), by_manual("AGREE", None, "actual", "signed")
    (('AGREE', None), ('SUPPORT', None))
    """
    if status == "planned" and kind in _FUTURE:
        return _FUTURE[kind], None
    if kind == "AGREE" and status in (None, "actual") and _SIGNED.search(trigger):
        return "SUPPORT", None
    return kind, mode


@dataclass(frozen=True)
class Marked:
    """A sentence with one event: `marks` holds 0 or ACTOR, RECIPIENT, TRIGGER for each word."""

    words: tuple[str, ...]
    marks: tuple[int, ...]
    type: str
    mode: str | None
    status: str | None
    source: str


def written(files: Iterable[Path] | None = None) -> list[Marked]:
    """The written sentences."""
    examples, faults = read(files or sorted(FOLDER.glob("*.tsv")))
    if faults:
        raise ValueError("\n".join(faults))
    return [
        marked(one.text, one.actors, one.recipients, [one.trigger], one.type, one.mode, one.status, "written")
        for one in examples
    ]


def marked(
    text: str, actors: Iterable, recipients: Iterable, triggers: Iterable, kind: str, mode: str | None,
    status: str | None, source: str,
) -> Marked:  # fmt: skip
    """Words of a text with the marks of character spans."""
    bounds = spans(text)
    marks = [0] * len(bounds)
    for mark, some in ((TRIGGER, triggers), (RECIPIENT, recipients), (ACTOR, actors)):
        for start, end in some:
            for at, (left, right) in enumerate(bounds):
                if left < end and right > start:
                    marks[at] = mark
    return Marked(tuple(text[a:b] for a, b in bounds), tuple(marks), kind, mode, status, source)


_PIECE = re.compile(r"\((SRC/TAR|SRC|TAR|EVT): ((?:[^()]|\([^()]*\))*)\)")


def gold_records(path: Path) -> list[Marked]:
    """PLOVER's gold records (CC BY-SA 4.0), old labels brought to 2.0; some mark several trigger words."""
    found = []
    for record in json.loads(path.read_text(encoding="utf-8")):
        kind = _OLD.get(record["event"], record["event"])
        if kind not in MODES or not isinstance(record["textInfo"], dict):
            continue  # the header, and a record whose marks are broken
        text, last = "", 0
        marks: dict[str, list[tuple[int, int]]] = {"SRC": [], "TAR": [], "EVT": []}
        markup = re.sub(r"\(LOC: ?([^()]*)\)", r"\1", record["textInfo"]["markup"])
        for piece in _PIECE.finditer(markup):
            text += markup[last : piece.start()]
            marks[piece[1].split("/")[0]].append((len(text), len(text) + len(piece[2])))
            text += piece[2]
            last = piece.end()
        text += markup[last:]
        mode = "disapprove" if record["event"] == "DISAPPROVE" else None
        mode = "investigate" if record["event"] == "INVESTIGATE" else mode
        mode = record["mode"] if record.get("mode") in MODES[kind] else mode
        found.append(marked(text, marks["SRC"], marks["TAR"], marks["EVT"], kind, mode, None, "gold"))
    return found


@dataclass(frozen=True)
class Trigger:
    """An event of a document in its word numbers; `anchor` is the head of the trigger."""

    anchor: int
    trigger: frozenset[int]
    type: str
    mode: str | None
    status: str
    actors: frozenset[int]
    recipients: frozenset[int]


def triggers_of(name: str, document: Parsed, gold: Path) -> tuple[list[str], list[int], list[Trigger], list[int]]:
    """Words, sentence starts, events and the sentence of each word of a document of the corpus."""
    record = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
    words, bounds, breaks, sentences, heads = [], [], [], [], []
    for segment in document.segments:
        first = len(words)
        for token in segment.doc:
            if token.is_sent_start or not token.i:
                breaks.append(len(words))
            words.append(token.text)
            bounds.append(segment.offsets[token.i])
            sentences.append(len(breaks))
            heads.append(first + token.head.i)
    spans_of = {actor["key"]: actor["mentions"] for actor in record["actors"]}
    found = []
    for event in record["events"]:
        trigger = covered(bounds, [event["trigger_span"]] if event["trigger_span"] else [])
        if not trigger:
            continue
        anchor = next((at for at in sorted(trigger) if heads[at] not in trigger or heads[at] == at), min(trigger))
        actors, recipients = (
            covered(bounds, [span for key in event[role] for span in spans_of.get(key, ())])
            for role in ("actors", "recipients")
        )
        found.append(Trigger(anchor, trigger, event["type"], event["mode"], event["status"], actors, recipients))
    return words, breaks, found, sentences


def is_held_out(one: Marked) -> bool:
    """One sentence in ten, by its words."""
    return crc32(" ".join(one.words).encode()) % 10 == 0
