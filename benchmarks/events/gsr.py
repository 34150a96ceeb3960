"""PLOVER's gold records, measured: event types, actors and recipients, countries and sectors.

    .venv/bin/python benchmarks/events/gsr.py [--data ../shared/data] [--makers rules] [--misses] [--json FILE]

The 322 records of DATA/plover/PLOVER_GSR_CAMEO.txt (CC BY-SA 4.0), their old labels brought to PLOVER 2.0 as for
training (DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT). The shipped weights are trained
on these records, so with them these figures are no estimate of anything: they say only that what was taught is known.
With `--makers rules` the head is not asked of events, and only the language model and the tables speak; rows of the
tables may still have been written with such sentences in mind.

By the document coder: the text is one spoken line; a record is found if the line has an event of its type, each event
for one record. Precision is a lower bound: a record codes one event of its sentence, and others that are there count
as false. By pairs: the first actor and the first recipient that stand in the text are given, and the best type counts.
Actors and recipients: of the event that is found for a record, those whose mention shares a character with the words
of the record; of a record without one, all are missed. Where a record marks its actors as recipients too (SRC/TAR) and
has no others, both roles count as actors. Country and sector: of every actor of a record that shares a character with
a mention of ours, where the record gives a code that PLOVER 2.0 has. All figures are in percent.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.cli.pairs import places
from onrecord.errors import UsageError
from onrecord.events.pairs import PairCoder
from onrecord.lexicons.ontology import event_types, sectors
from onrecord.pipeline import Coder
from onrecord.records import Actor, CodedDocument, Event, MentionForm, Source
from onrecord.settings import Settings
from training.events import _OLD

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SPEAKER = "ANNA PELL: "
"""A sentence alone may be a heading; what somebody says is none."""
COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
"""Slips of the records."""
NO_COUNTRY = ("IGO", "NGO", "IMG", "ISM", "***")
SECTORS = {"CIV": "CVL"}
ROLES = ("source", "target")
_BOTH = re.compile(r"\(SRC/TAR: ?([^()]*)\)")
Span = tuple[int, int]
NOBODY = "no mention"


@dataclass(frozen=True)
class Person:
    """An actor of a record: where it stands in the text, and its codes, None where nothing is asked."""

    span: Span
    country: str | None
    sector: str | None


@dataclass
class Record:
    """A gold record with what was found for it."""

    name: str
    text: str
    type: str
    actors: list[Person]
    recipients: list[Person]
    is_mutual: bool
    event: Event | None = None
    paired: str | None = None
    spans: dict[str, list[list[Span]]] = field(default_factory=dict)


def records(path: Path) -> list[Record]:
    """All records of the file but its header."""
    found = []
    for one in json.loads(path.read_text(encoding="utf-8")):
        kind = _OLD.get(one["event"], one["event"])
        if kind not in event_types():
            continue
        text = one["text"]
        actors, recipients = (standing(listed(one, role), text) for role in ROLES)
        markup = one["textInfo"].get("markup", "") if isinstance(one["textInfo"], dict) else one["textInfo"]
        both = [span for words in _BOTH.findall(markup) if (span := place(words, text))]
        mutual = [one for one in actors if any(overlaps(one.span, span) for span in both)]
        found.append(Record(one["id"], text, kind, actors, recipients, bool(mutual) and not recipients))
        recipients += [] if not recipients else [one for one in mutual if one not in recipients]
    return found


def listed(record: Mapping[str, Any], role: str) -> list[dict[str, str]]:
    """The actors of a role; none where the record has a slip in their place."""
    return record[role] if isinstance(record.get(role), list) else []


def place(words: str, text: str) -> Span | None:
    """Where words stand in a text; of words with a gap ("U.S. ... negotiators") the first that stand there."""
    for piece in (words, *re.split(r"\.\.+|[()]", words)):
        for form in (piece.strip(), " ".join(piece.split())):
            try:
                return places({"sentence": text, "source": form, "target": form})[0]
            except UsageError:
                continue
    return None


def person(given: Mapping[str, str], text: str) -> Person | None:
    """An actor of a record; None if its words do not stand in the text."""
    span = place(given["actorText"], text)
    if span is None:
        return None
    code, sector = given.get("code", ""), given.get("sector", "")[:3]
    sector = SECTORS.get(sector, sector) or (code if code in NO_COUNTRY else "")
    country = None if code in NO_COUNTRY else COUNTRIES.get(code, code) or None
    return Person(span, country, sector if sector in sectors() else None)


def standing(given: Iterable[Mapping[str, str]], text: str) -> list[Person]:
    """The actors of a role whose words stand in the text."""
    return [one for one in (person(actor, text) for actor in given) if one is not None]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


# What is found


def spoken(text: str) -> Source:
    """A text as the one line of a document; a full stop keeps it from being taken for a heading."""
    flat = "".join(" " if sign.isspace() else sign for sign in text)
    return Source(name="record", content=SPEAKER + flat + ("" if flat.rstrip()[-1:] in '.!?"”’)' else "."))


def in_text(span: Span) -> Span:
    """Where words of the spoken line stand in the text of the record."""
    return span[0] - len(SPEAKER), span[1] - len(SPEAKER)


def mentions(coded: CodedDocument) -> dict[str, list[Span]]:
    """The places of each actor in the text of the record, pronouns and the label of the line left out."""
    found: dict[str, list[Span]] = {}
    for one in coded.mentions:
        if one.form not in (MentionForm.LABEL, MentionForm.PRONOUN):
            found.setdefault(one.actor_id, []).append(in_text((one.evidence.start, one.evidence.end)))
    return found


def give_events(of: Sequence[Record], coded: CodedDocument) -> None:
    """Gives each record of a text an event of its type, the one whose actors fit best; an event counts once."""
    left, where = list(coded.events), mentions(coded)
    for record in of:
        fitting = [one for one in left if one.type == record.type]
        if fitting:
            record.event = max(fitting, key=lambda one: _right(record, one, where))
            left.remove(record.event)
            given = roles(record, record.event)
            record.spans = {role: [where.get(one, []) for one in ids] for role, ids in given.items()}


def roles(record: Record, event: Event) -> dict[str, tuple[str, ...]]:
    """The ids of both roles of an event; of a mutual record all are actors."""
    both = tuple(dict.fromkeys((*event.actors, *event.recipients)))
    return {
        "actors": both if record.is_mutual else event.actors,
        "recipients": () if record.is_mutual else event.recipients,
    }


def _right(record: Record, event: Event, where: Mapping[str, list[Span]]) -> int:
    wanted = {"actors": record.actors, "recipients": record.recipients}
    return sum(
        touches(one.span, [span for name in ids for span in where.get(name, ())])
        for role, ids in roles(record, event).items()
        for one in wanted[role]
    )


def touches(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span shares a character with one of several."""
    return any(overlaps(span, one) for one in spans)


def codes(of: Sequence[Record], coded: CodedDocument) -> dict[str, list[tuple[str, str]]]:
    """Gold and given country and sector of each actor of a text; NOBODY where no mention of ours touches it."""
    actors = {one.id: one for one in coded.actors}
    where = [(span, name) for name, spans in mentions(coded).items() for span in spans if name in actors]
    found: dict[str, list[tuple[str, str]]] = {"country": [], "sector": []}
    for one in {one.span: one for record in of for one in (*record.actors, *record.recipients)}.values():
        meant = [(shared(one.span, span), -(span[1] - span[0]), name) for span, name in where]
        best: Actor | None = actors[max(meant)[2]] if meant and max(meant)[0] > 0 else None
        for name, wanted in (("country", one.country), ("sector", one.sector)):
            if wanted is not None:
                found[name].append((wanted, (getattr(best, name).value or "-") if best is not None else NOBODY))
    return found


def shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def give_pair(record: Record, coder: PairCoder) -> None:
    """Gives a record the type of its first actor and first recipient; none where it has no such two."""
    others = record.actors[1:] if record.is_mutual else record.recipients
    if record.actors and others:
        text = spoken(record.text).content[len(SPEAKER) :]
        record.paired = coder(text, record.actors[0].span, others[0].span).type


# Figures


def f1(right: int, given: int, right_wanted: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent; what is right may be counted on both sides.

    >>> f1(1, 2, 1, 1)
    (50.0, 100.0, 66.66666666666667)
    """
    precision, recall = 100 * right / max(1, given), 100 * right_wanted / max(1, wanted)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def role_scores(found: Sequence[Record], role: str) -> tuple[float, float, float]:
    """How many of our actors in a role touch one of the record's, and how many of the record's touch one of ours."""
    right = given = right_wanted = wanted = 0
    for record in found:
        gold = [one.span for one in (record.actors if role == "actors" else record.recipients)]
        if role == "recipients" and record.is_mutual:
            continue
        ours = record.spans.get(role, [])
        given += len(ours)
        wanted += len(gold)
        right += sum(any(touches(span, gold) for span in spans) for spans in ours)
        right_wanted += sum(any(touches(span, spans) for spans in ours) for span in gold)
    return f1(right, given, right_wanted, wanted)


def by_type(found: Sequence[Record], coded_types: Counter[str]) -> dict[str, tuple[float, float, float]]:
    """The scores of each type by the document coder."""
    wanted, right = Counter(one.type for one in found), Counter(one.type for one in found if one.event is not None)
    return {name: f1(right[name], coded_types[name], right[name], wanted[name]) for name in sorted(wanted)}


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of pairs of gold and given that are the same, in percent."""
    return 100 * sum(wanted == given for wanted, given in pairs) / max(1, len(pairs))


def print_all(
    found: Sequence[Record], types: Counter[str], coded: Mapping[str, list[tuple[str, str]]]
) -> dict[str, float]:
    """Prints all figures and returns them by name."""
    have = [one for one in found if one.event is not None]
    typed = f1(len(have), types.total(), len(have), len(found))
    figures = {"events typed P": typed[0], "events typed R": typed[1], "events typed F1": typed[2]}
    for where, some in (("", found), (" where the event is found", have)):
        for role in ("actors", "recipients"):
            scores = role_scores(some, role)
            figures |= {f"{role} {name}{where}": score for name, score in zip(("P", "R", "F1"), scores, strict=True)}
    asked = {name: len(pairs) for name, pairs in coded.items()}
    coded = {name: [pair for pair in pairs if pair[1] != NOBODY] for name, pairs in coded.items()}
    paired = [(one.type, one.paired) for one in found if one.paired is not None]
    figures["type of pairs"] = accuracy(paired)
    figures |= {f"{name} of matched actors": accuracy(pairs) for name, pairs in coded.items()}
    for name, value in figures.items():
        print(f"{name:40} {value:6.1f}")
    print(f"\n{len(found)} records, {types.total()} events, {len(paired)} pairs,")
    print(", ".join(f"{len(pairs)} of {asked[name]} actors with a {name} matched" for name, pairs in coded.items()))
    print(f"\n{'type, by the document coder':28} {'P':>6} {'R':>6} {'F1':>6} records   R of pairs")
    for name, scores in by_type(found, types).items():
        of = [one for one in paired if one[0] == name]
        print(f"{name:28} " + " ".join(f"{one:6.1f}" for one in scores) + f" {sum(r.type == name for r in found):7}"
              f" {accuracy(of):12.1f}")  # fmt: skip
    for title, pairs in {"types of pairs": paired, **coded}.items():
        wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
        shown = ", ".join(f"{gold} {got} {count}" for (gold, got), count in wrong.most_common(12))
        print(f"\n{title}, gold and given that differ, of {wrong.total()}: {shown}")
    return figures


def main() -> int:
    """Codes, compares, prints; 1 if a text cannot be coded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (../shared/data)")
    parser.add_argument("--makers", choices=("both", "rules", "head"), default="both", help="who finds events")
    parser.add_argument("--misses", action="store_true", help="also print the records that are not found")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    chosen = parser.parse_args()
    gold = chosen.data / "plover" / "PLOVER_GSR_CAMEO.txt"
    if not gold.is_file():
        print(f"{gold}: there is no such file; name the data folder with --data")
        return 1
    found, settings, failures = records(gold), Settings(event_makers=chosen.makers), list[str]()
    coder, pairs = Coder(settings), PairCoder(settings)
    types, coded = Counter[str](), {"country": list[tuple[str, str]](), "sector": list[tuple[str, str]]()}
    by_text: dict[str, list[Record]] = {}
    for record in found:
        by_text.setdefault(record.text, []).append(record)
    for text, some in by_text.items():
        try:
            document = coder.code(spoken(text))
            types.update(one.type for one in document.events)
            give_events(some, document)
            for name, codes_found in codes(some, document).items():
                coded[name] += codes_found
            for record in some:
                give_pair(record, pairs)
        except Exception as error:  # noqa: BLE001 - a text that fails is counted, the others are measured
            failures.append(f"{some[0].name}: {type(error).__name__}: {error}")
    if chosen.makers != "rules":
        print("The shipped weights are trained on these records: the figures are no estimate for other texts.\n")
    else:
        print("The head is asked of no event; but the pairs ask it, and the language model was trained beside it.\n")
    figures = print_all(found, types, coded)
    print("\n" + ("\n".join(failures) if failures else "no text fails"))
    for record in found if chosen.misses else ():
        if record.event is None:
            print(f"{record.name}: {record.type}, by pairs {record.paired or '-'}: {record.text}")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
