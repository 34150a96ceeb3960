"""When, where and how often acts happen: date words, days, places, figures and retellings of events that gold has.

    .venv/bin/python benchmarks/events/circumstances.py [FOLDER] [--part train|test|held] [--documents N]
        [--tools ../shared/tools] [--misses]

FOLDER holds `docs` and `gold` (default: the train half that `make corpus` writes; `--part` names another part of it).
Events are matched as `score_records.py` matches them for `detect`: triggers overlap, or the token IoU of the evidence
is 0.3 or more, one to one. P, R and F1 over the matched events:

date words  right where the words of one hold at least half of the other's, the shorter one's: "Monday" of "on Monday"
            and of "Monday night", not "this" of "this week" and "this year" (articles and prepositions aside).
days        the ISO day, month or year, on events where gold and we both give one: the share that is equal.
place       right where folded names are equal, one is contained in the other as words, or their words are the same.
            Our `place` is the resolved name, and a village that no table knows has that of the region it is said to
            lie in; `in words` counts it too where our words of the place are the same as those of gold.
figures     the share of matched events with a number of people; gold has no figures to compare with.
twice       of the gold events with a match, the share to which a second event of the same type would match as well;
            `again` counts second events anywhere in the document: same type, same actors and recipients, no gold.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))

from scorers import ROOT, TOOLS, loaded

from onrecord.exports.exchange import exchange
from onrecord.pipeline import Coder

CORPUS = ROOT / "training/.work/corpus"
LEAST = 0.3
"""The token IoU of two clauses from which they can be of one event, as in `score_records.py`."""
_LIGHT = frozenset(("a", "an", "the", "on", "in", "at", "of", "by", "for", "from", "since", "until", "during", "to"))

Record = dict[str, Any]


class Matched(NamedTuple):
    """The events of a document: pairs of gold and ours, and those of ours that tell a gold event once more."""

    pairs: tuple[tuple[Record, Record], ...]
    twice: int
    again: int


def matched(scorer: Any, gold: Record, ours: Record, text: str) -> Matched:  # noqa: ANN401 - a module loaded by path
    """Gold events and ours as `detect` pairs them."""
    doc = scorer.Doc(gold, ours, text)
    wanted, found = gold.get("events") or [], ours.get("events") or []
    weights = {
        (i, j): weight
        for i, one in enumerate(wanted)
        for j, other in enumerate(found)
        if (weight := _weight(scorer, doc, one, other))
    }
    paired = scorer.greedy([(weight, i, j) for (i, j), weight in weights.items()])
    left = set(range(len(found))) - set(paired.values())
    same = [(i, j) for i in paired for j in left if wanted[i]["type"] == found[j]["type"]]
    return Matched(
        tuple((wanted[i], found[j]) for i, j in paired.items()),
        len({i for i, j in same if (i, j) in weights}),
        len({j for i, j in same if _same_parties(found[paired[i]], found[j])}),
    )


def _weight(scorer: Any, doc: Any, one: Record, other: Record) -> float:  # noqa: ANN401 - as above
    """How well two events match, 0 where they cannot: the sum that `score_records.py` orders its pairs by."""
    touch = scorer.overlap(one["trigger_span"], other.get("trigger_span"))
    shared = scorer.iou(doc.u.of([one["evidence_span"]]), doc.u.of([other.get("evidence_span")]))
    if not touch and shared < LEAST:
        return 0.0
    return float(
        touch
        + shared
        + 0.1 * (one["trigger_span"] == other.get("trigger_span"))
        + 0.2 * (one["type"] == other.get("type"))
        + 0.02 * (doc.hits(one["actors"], other.get("actors") or [], True) > 0)
        + 0.01 * (one["mode"] == other.get("mode"))
    )


def _same_parties(one: Record, other: Record) -> bool:
    return bool(one["actors"]) and all(set(one[role]) == set(other[role]) for role in ("actors", "recipients"))


def words(text: str) -> frozenset[str]:
    """The folded words of a phrase, without articles and prepositions where others are left.

    >>> sorted(words("on the Monday")), sorted(words("São Tomé"))
    (['monday'], ['sao', 'tome'])
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    found = frozenset(re.findall(r"\w+", plain))
    return found - _LIGHT or found


def same_date_words(one: str, other: str) -> bool:
    """Whether date words are the same: they overlap, and the shorter covers at least half of the longer.

    >>> same_date_words("on Monday", "Monday night"), same_date_words("last week", "next year")
    (True, False)
    """
    first, second = words(one), words(other)
    return 2 * len(first & second) >= max(len(first), len(second))


def same_place(one: str, other: str) -> bool:
    """Whether place names are the same after folding, or the words of one are all in the other.

    >>> same_place("the port of Lima", "Lima"), same_place("Lima", "Quito")
    (True, False)
    """
    first, second = words(one), words(other)
    return first <= second or second <= first


CHECKS = {"date_text": same_date_words, "place": same_place}


class Counts(NamedTuple):
    """Of matched events: how many are right, given by us, given by gold."""

    right: int
    ours: int
    gold: int

    @property
    def shown(self) -> str:
        """P, R and F1 in percent, and the counts."""
        precision, recall = (self.right / n if n else 0.0 for n in (self.ours, self.gold))
        total = self.ours + self.gold
        f1 = 2 * self.right / total if total else 0.0
        rates = f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}"
        return f"{rates}   {self.right} of {self.ours}, {self.gold} in gold"


def counted(pairs: Sequence[tuple[Record, Record]], field: str) -> Counts:
    """The counts of a field over matched events."""
    check = CHECKS[field]
    return Counts(
        sum(bool(one.get(field) and other.get(field)) and check(one[field], other[field]) for one, other in pairs),
        sum(bool(other.get(field)) for _, other in pairs),
        sum(bool(one.get(field)) for one, _ in pairs),
    )


def in_words(pairs: Sequence[tuple[Record, Record]]) -> Counts:
    """The counts of places that are right by their name or by their words.

    >>> gold, ours = {"place": "Osk County"}, {"place": "Ohio", "place_text": "Osk County"}
    >>> in_words([(gold, ours)]).right, counted([(gold, ours)], "place").right
    (1, 0)
    """
    by_name = counted(pairs, "place")
    by_words = ((one.get("place"), (other.get("place"), other.get("place_text"))) for one, other in pairs)
    right = sum(bool(one) and any(each and same_place(one, each) for each in said) for one, said in by_words)
    return by_name._replace(right=right)


def report(found: Mapping[str, Matched], events: Counter[str]) -> Iterator[str]:
    """The lines of all figures."""
    pairs = [pair for one in found.values() for pair in one.pairs]
    yield f"{len(found)} documents, {events['gold']} events in gold, {events['ours']} ours, {len(pairs)} matched"
    for field in CHECKS:
        yield f"{field:10} {counted(pairs, field).shown}"
    yield f"{'in words':10} {in_words(pairs).shown}"
    dated = [(one["date"], other["date"]) for one, other in pairs if one.get("date") and other.get("date")]
    yield f"{'days':10} {_share(sum(one == other for one, other in dated), len(dated))} equal"
    yield f"{'figures':10} {_share(sum(bool(other.get('figures')) for _, other in pairs), len(pairs))} have some"
    yield f"{'twice':10} {_share(sum(one.twice for one in found.values()), len(pairs))} counted twice"
    yield f"{'again':10} {_share(sum(one.again for one in found.values()), len(pairs))} told again elsewhere"


def _share(some: int, of: int) -> str:
    return f"{100 * some / of if of else 0.0:5.1f} % ({some} of {of})"


def misses(found: Mapping[str, Matched], texts: Mapping[str, str]) -> Iterator[str]:
    """A line per matched event whose date words or place differ: what gold says, what we say, the clause."""
    for name, one in found.items():
        for gold, ours in one.pairs:
            for field, check in CHECKS.items():
                wanted, given = gold.get(field), ours.get(field)
                if (wanted or given) and not (wanted and given and check(wanted, given)):
                    clause = texts[name][slice(*gold["evidence_span"])]
                    yield f"{field}\t{name}\t{wanted}\t{given}\t{' '.join(clause.split())}"


def main() -> int:
    """Codes, matches, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder with docs and gold, instead of --part")
    parser.add_argument("--part", choices=("train", "test", "held"), default="train", help="which part of the corpus")
    parser.add_argument("--documents", type=int, help="only so many documents, the first by name")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the folder of score_records.py (../shared/tools)")
    parser.add_argument("--misses", action="store_true", help="list what differs; not with the test part")
    arguments = parser.parse_args()
    folder = arguments.folder or CORPUS / arguments.part
    if not (folder / "gold").is_dir():
        parser.error(f"{folder}: there is no folder gold in it; write the corpus with `make corpus`, or name a folder")
    if arguments.misses and arguments.part == "test":
        parser.error("--misses: the test part is not looked at, only measured")
    scorer = loaded(arguments.tools, "score_records")
    wanted = dict(list(scorer.load(folder / "gold").items())[: arguments.documents])
    texts = scorer.load_texts(wanted, folder / "docs")
    coder, found, events = Coder(), {}, Counter[str]()
    for name, gold in wanted.items():
        ours = exchange(coder.code(folder / "docs" / (gold.get("file") or f"{Path(name).stem}.txt")))
        found[name] = matched(scorer, gold, ours, texts[name])
        events.update(gold=len(gold["events"]), ours=len(ours["events"]))
    for line in (*report(found, events), *(misses(found, texts) if arguments.misses else ())):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
