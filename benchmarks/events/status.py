"""Status of events on own cases: planned, hypothetical, negated, actual.

    .venv/bin/python benchmarks/events/status.py [--table FILE.tsv] [--makers rules] [--misses]

Each case is a sentence with its trigger marked <e>, a type and a status. Figures for each status: of the status layer
by itself, asked at the marked trigger in the tree of the language model; of the same with the trained head, which
answers where no word speaks; and of the whole coder, which reads the sentence as one spoken line and whose event must
touch the marked trigger: a case without such an event is missed. Exits with 1 if planned, hypothetical or negated lies
below its target in the layer with the head or in the whole coder.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.events.learned import reading_of
from onrecord.events.status import StatusReader
from onrecord.language.parsed import Parsed
from onrecord.lexicons.ontology import statuses
from onrecord.pipeline import Coder
from onrecord.records import CodedDocument, Event, EventStatus, Given, Source
from onrecord.settings import Settings
from training.check_events import Example, parse

TABLE = Path(__file__).with_name("status.tsv")
SPEAKER = "ANNA PELL: "
ANSWER = "\n\nBEN ORR: Thank you.\n"
"""A label alone is no talk, and a question alone is read as a headline; with an answer the sentence is a turn."""
TARGET = 80.0
ASKED = ("planned", "hypothetical", "negated")
MISSING = "no event"


@dataclass(frozen=True)
class Answer:
    """A case and what was read of it: by the layer, by the layer and the head (`headed`), and by the whole coder."""

    case: Example
    layer: str
    layer_reason: str
    headed: str
    coded: str
    coded_reason: str
    type: str | None


def spoken(sentence: str, given: Given | None = None) -> Source:
    """A sentence as what one voice says, with thanks by another."""
    return Source(name="case", content=SPEAKER + sentence + ANSWER, given=given or Given())


def span_in_line(span: tuple[int, int]) -> tuple[int, int]:
    """Where words of the sentence stand in the spoken line."""
    return span[0] + len(SPEAKER), span[1] + len(SPEAKER)


def triggers(coded: CodedDocument, span: tuple[int, int]) -> list[Event]:
    """The events whose trigger touches a span of the sentence."""
    start, end = span_in_line(span)
    return [one for one in coded.events if one.trigger.start < end and start < one.trigger.end]


def head_of(parsed: Parsed, span: tuple[int, int]) -> Token | None:
    """The word of a marked trigger that is asked: its first verb, else its first noun, else its first word."""
    words = parsed.tokens(*span_in_line(span))
    if words is None:
        return None
    of = {pos: [word for word in words if word.pos_ == pos] for pos in ("VERB", "NOUN", "PROPN", "ADJ")}
    return next((some[0] for some in of.values() if some), words[0])


def cases(table: Path) -> Iterator[Example]:
    """The cases of a table with the columns text, type and status."""
    with table.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            yield parse({**row, "mode": "-", "register": "news"}, f"{table.name}:{number}")


def answer(case: Example, coder: Coder) -> Answer:
    """What the layer and the coder say of one case."""
    source = spoken(case.text)
    parsed = coder.parse(coder.read(source))
    word = head_of(parsed, case.trigger)
    judged = StatusReader(parsed.grammar)(word) if word is not None else None
    headed = judged.status.value if judged is not None else MISSING
    if judged is not None and word is not None and judged.status is EventStatus.ACTUAL and judged.is_default:
        number = next(at for at, segment in enumerate(parsed.segments) if segment.doc is word.doc)
        reading = reading_of(parsed.read.events, number, word)
        by_head = reading.status(coder.settings.event_status) if reading is not None else None
        headed = by_head.status.value if by_head is not None else headed
    found = triggers(coder.code(source), case.trigger)
    event = next((one for one in found if one.type == case.type), found[0] if found else None)
    return Answer(
        case,
        judged.status.value if judged is not None else MISSING,
        f"at {word}: {judged.reason}" if judged is not None else "no word at the mark",
        headed,
        event.status.value if event is not None else MISSING,
        f"{event.trigger.quote}: {event.reason}" if event is not None else "no event at the mark",
        event.type if event is not None else None,
    )


def scores(pairs: Sequence[tuple[str, str]], status: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one status in percent, of pairs of what is wanted and what was given."""
    both = sum(wanted == given == status for wanted, given in pairs)
    given_, wanted_ = (sum(pair[at] == status for pair in pairs) for at in (1, 0))
    precision, recall = 100 * both / max(1, given_), 100 * both / max(1, wanted_)
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def print_scores(title: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Prints the figures of one way; whether all targets are met."""
    right = sum(wanted == given for wanted, given in pairs)
    missed = sum(given == MISSING for _, given in pairs)
    print(f"{title}: {right} of {len(pairs)} right" + (f", {missed} without an event" if missed else ""))
    print(f"  {'':13} {'P':>6} {'R':>6} {'F1':>6}")
    held = True
    for status in statuses():
        precision, recall, f1 = scores(pairs, status)
        count = sum(wanted == status for wanted, _ in pairs)
        target = f"  target {TARGET:.0f}" if status in ASKED else ""
        print(f"  {status:13} {precision:6.1f} {recall:6.1f} {f1:6.1f}  ({count} cases){target}")
        held &= status not in ASKED or f1 >= TARGET
    return held


def print_misses(found: Sequence[Answer]) -> None:
    """Prints each case that either way has wrong."""
    for one in found:
        wanted = one.case.status
        if one.layer != wanted:
            print(f"{one.case.where}: layer: {wanted}, read {one.layer} ({one.layer_reason})")
        if one.coded != wanted:
            print(f"{one.case.where}: coder: {wanted}, read {one.coded} ({one.coded_reason})")
        if {one.layer, one.coded} != {wanted}:
            start, end = one.case.trigger
            text = one.case.text
            print(f"  {one.case.type}: {text[:start]}⌈{text[start:end]}⌉{text[end:]}")


def main() -> int:
    """Prints the figures; 1 if one lies below its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--makers", choices=("both", "rules", "head"), default="both", help="who finds events")
    parser.add_argument("--misses", action="store_true", help="also print each wrong case, with the reason given")
    chosen = parser.parse_args()
    coder = Coder(Settings(event_makers=chosen.makers))
    found = [answer(case, coder) for case in cases(chosen.table)]
    print_scores("status layer, at the marked trigger", [(one.case.status or "", one.layer) for one in found])
    held = print_scores("the same with the head", [(one.case.status or "", one.headed) for one in found])
    held &= print_scores("whole coder", [(one.case.status or "", one.coded) for one in found])
    coded = [one for one in found if one.coded != MISSING]
    print_scores("whole coder, where it finds the event", [(one.case.status or "", one.coded) for one in coded])
    types = sum(one.type == one.case.type for one in coded)
    print(f"type right where it finds the event: {types} of {len(coded)}")
    if chosen.misses:
        print_misses(found)
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
