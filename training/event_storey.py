"""Trains the storey that reads triggers of events, their type, mode and status, who does and suffers them, and pairs.

`python -m training.event_storey --data ../shared/data --begin training/.work/run --out training/.work/event-storey`

Trains on the written sentences, PLOVER's gold records and the train half of the corpus.
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.language.parsed import Parsed
from onrecord.language.pieces import Pieces
from onrecord.language.weights import BUNDLED
from onrecord.lexicons import table
from training import events
from training.attribution import corpus, held_out
from training.check import load
from training.check_events import STATUS
from training.data import WORK
from training.event_model import EventStorey, Lifted, batches, losses, lower, read
from training.events import ACTOR, PAIRS, RECIPIENT, TRIGGER, TYPES, Marked
from training.model import Model, start_model
from training.storey import MISSING, Shape, cut, load_storey, score, train

RELATIONS = ("actor", "recipient")
SHAPE = Shape(len(TYPES), len(RELATIONS), {"modes": len(PAIRS), "status": len(STATUS)})
WEIGHTS = {
    **{"anchor": 4.0, "modes": 0.7, "status": 0.7, "relation": 3.0},
    **{"pair": 1.0, "pair_mode": 0.5, "look": 0.3},
}
ROOM = 1100
"""Pieces of a batch."""
WIDTHS = (160, 120)
"""Words of a window of the corpus; an epoch takes one of them."""
MARKED = 0.6
"""Share of the written sentences that are read with marks in an epoch, the others without."""
CLOSED = frozenset(row["words"].lower() for row in table("en/function_words", "words")) | frozenset(".,;:?!-“”\"'")
"""Words that are no trigger whatever the sentence."""


def sentence(model: Model, pieces: Pieces, one: Marked) -> Lifted:
    """A marked sentence; of words that are not marked it is known of the closed classes alone that they are no act."""
    count = len(one.words)
    allowed = torch.ones(count, len(TYPES), dtype=torch.bool)
    for at, word in enumerate(one.words):
        if word.lower() in CLOSED:
            allowed[at] = torch.arange(len(TYPES)) == 0
    labels = {name: torch.full((count,), MISSING) for name in SHAPE.others}
    anchor = _anchor(one)
    relations = []
    if anchor is not None:
        _tell(allowed, labels, anchor, one.type, one.mode, one.status)
        if one.type != "NONE":
            marks = torch.tensor(one.marks)
            relations.append((anchor, torch.stack([(marks == ACTOR).float(), (marks == RECIPIENT).float()])))
    states, first, last = lower(model, pieces, list(one.words))
    return Lifted(states, allowed, labels, relations, one.source, first, last)


def _anchor(one: Marked) -> int | None:
    """The first word of the trigger that is no function word: "would *open*"."""
    trigger = [at for at, mark in enumerate(one.marks) if mark == TRIGGER]
    return next((at for at in trigger if one.words[at].lower() not in CLOSED), trigger[0] if trigger else None)


def pair(plain: Lifted, one: Marked) -> Lifted:
    """The same window with its actor and recipient marked."""
    told = torch.tensor(_parted(one.marks))
    trigger = tuple((told == TRIGGER).nonzero()[:, 0].tolist())
    kind, mode = events.by_manual(one.type, one.mode, one.status, " ".join(one.words[at] for at in trigger))
    target = (TYPES.index(kind), PAIRS.index((kind, mode)) if mode is not None else MISSING, trigger)
    return replace(plain, marks=told * (told != TRIGGER), pair=target)


def _parted(marks: tuple[int, ...]) -> list[int]:
    """Where two do the same together and nobody receives it, the second of them is marked as the recipient.

    >>> _parted((1, 1, 0, 1, 3)), _parted((1, 1, 3, 0, 0)), _parted((1, 3, 1, 0, 2))
    ([1, 1, 0, 2, 3], [1, 1, 3, 0, 0], [1, 3, 1, 0, 2])
    """
    found = list(marks)
    if RECIPIENT in marks or ACTOR not in marks:
        return found
    first_end = next((at for at in range(marks.index(ACTOR), len(marks)) if marks[at] != ACTOR), len(marks))
    for at in range(first_end, len(marks)):
        if marks[at] == ACTOR:
            found[at] = RECIPIENT
    return found


def _tell(allowed: Tensor, labels: dict[str, Tensor], at: int, kind: str, mode: str | None, status: str | None) -> None:
    allowed[at] = torch.arange(len(TYPES)) == TYPES.index(kind)
    if mode is not None:
        labels["modes"][at] = PAIRS.index((kind, mode))
    if status is not None:
        labels["status"][at] = STATUS.index(status)


def document(model: Model, pieces: Pieces, name: str, parsed: Parsed, gold: Path, width: int) -> list[Lifted]:
    """The windows of a document of the corpus: every word that is no trigger is no act."""
    words, breaks, found, sentence_of = events.triggers_of(name, parsed, gold)
    shown = []
    for start, end in cut(words, breaks, width):
        allowed = torch.zeros(end - start, len(TYPES), dtype=torch.bool)
        allowed[:, 0] = True
        labels = {key: torch.full((end - start,), MISSING) for key in SHAPE.others}
        relations = []
        for one in found:
            if not start <= one.anchor < end:
                continue
            _tell(allowed, labels, one.anchor - start, one.type, one.mode, one.status)
            for at in one.trigger - {one.anchor}:
                if start <= at < end:
                    allowed[at - start] = True
            # Only the words of its sentence: a window of them would drown the few that have a role.
            near = torch.tensor([sentence_of[at] == sentence_of[one.anchor] for at in range(start, end)])
            target = torch.full((len(RELATIONS), end - start), float(MISSING))
            for row, part in enumerate((one.actors, one.recipients)):
                here = [at - start for at in part if start <= at < end and near[at - start]]
                if here or not part:  # else named elsewhere, or by a pronoun
                    target[row, near] = 0
                    target[row, here] = 1
            relations.append((one.anchor - start, target))
        states, first, last = lower(model, pieces, words[start:end])
        shown.append(Lifted(states, allowed, labels, relations, "corpus", first, last))
    return shown


def sentences(model: Model, pieces: Pieces, name: str, parsed: Parsed, gold: Path) -> list[Lifted]:
    """The sentences of a document of the corpus with an event whose actor or recipient stands in them, marked."""
    words, breaks, found, sentence_of = events.triggers_of(name, parsed, gold)
    bounds = [*breaks, len(words)]
    shown = []
    for one in found:
        start, end = bounds[sentence_of[one.anchor] - 1], bounds[sentence_of[one.anchor]]
        marks = [0] * (end - start)
        for mark, some in ((TRIGGER, one.trigger), (RECIPIENT, one.recipients), (ACTOR, one.actors)):
            for at in some:
                if start <= at < end:
                    marks[at - start] = mark
        if ACTOR in marks or RECIPIENT in marks:
            states, first, last = lower(model, pieces, words[start:end])
            plain = Lifted(states, torch.zeros(0), {}, [], "corpus", first, last)
            shown.append(
                pair(plain, Marked(tuple(words[start:end]), tuple(marks), one.type, one.mode, one.status, "corpus"))
            )
    return shown


def empty() -> dict[str, list[int]]:
    """Tallies of nothing."""
    return {name: [0, 0, 0] for name in ("typed", "none", "mode", "status", *RELATIONS, "pair")}


def check(storey: EventStorey, some: list[Lifted]) -> str:
    """Figures of what is held out, by source: types at triggers, found ones, modes, status, words of roles, pairs."""
    found = []
    for source in sorted({one.source for one in some}):
        tallies = empty()
        with torch.inference_mode():
            for one in some:
                if one.source == source:
                    tally(storey, one, tallies)
        found.append(f"{source} " + " ".join(f"{name} {score(*values)}" for name, values in tallies.items()))
    return " | ".join(found)


def tally(storey: EventStorey, one: Lifted, tallies: dict[str, list[int]]) -> None:
    """Adds right, said and asked of a window to the tallies by name."""

    def count(name: str, right: object, said: object, asked: object) -> None:
        for at, value in enumerate((right, said, asked)):
            tallies[name][at] += int(value)  # type: ignore[call-overload]

    hidden, marked, padded = read(storey, [one])
    if one.pair is not None:
        best = storey.pairs(hidden, marked, padded)["pair_types"][0].argmax()
        count("pair", best == one.pair[0], 1, 1)
        return
    output = storey.heads(hidden)
    known = one.anchors.sum(1) == 1
    gold, said = one.anchors.float().argmax(1), output["anchors"][0].argmax(1)
    count("typed", ((said == gold) & (gold > 0) & known).sum(), ((said > 0) & known).sum(), ((gold > 0) & known).sum())
    count("none", ((said == 0) & (gold == 0) & known).sum(), (known & (gold == 0)).sum(), (known & (gold == 0)).sum())
    for name, head in (("mode", "modes"), ("status", "status")):
        told = one.labels[head] != MISSING
        right = output[head][0, told].argmax(1) == one.labels[head][told]
        count(name, right.sum(), told.sum(), told.sum())
    for place, target in one.relations:
        members = storey.members(output["anchor_view"][0, place], output["word_view"][0], place) > 0
        for row, name in enumerate(RELATIONS):
            known = target[row] != MISSING
            told = target[row] > 0
            count(name, (members[row] & told).sum(), (members[row] & known).sum(), told.sum())


def epoch(written: list[tuple[Lifted, Lifted]], cuttings: list[list[Lifted]], rng: random.Random) -> list[list[Lifted]]:
    """Batches of one epoch, shuffled: each written sentence with its marks or without, the corpus in one cutting."""
    some = [*rng.choice(cuttings), *(marked if rng.random() < MARKED else plain for plain, marked in written)]
    order = sorted(range(len(some)), key=lambda at: len(some[at].states) + 12 * rng.random())
    found = batches(some, order, ROOM)
    rng.shuffle(found)
    return found


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--begin", type=Path, required=True, help="a run of training.train: the encoder")
    parser.add_argument("--bundle", type=Path, default=BUNDLED, help="the same run exported: it parses the corpus")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--further", type=Path, help="a run of this: trains it on, instead of the encoder's layers")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=6e-4, help="of the heads")
    parser.add_argument("--upper-rate", type=float, default=1e-4, help="of the copied layers")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=0, help="so many of the written sentences alone, for the curve")
    parser.add_argument("--all", action="store_true", help="train on what is held out, too: the last run")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    model, _, _ = load(arguments.begin)
    pieces = Pieces(Tokenizer.from_file(str(start_model() / "tokenizer.json")))
    chosen: list[Lifted] = []
    both: list[tuple[Lifted, Lifted]] = []
    cuttings: list[list[Lifted]] = [[] for _ in WIDTHS]
    marked = events.written()
    if arguments.count:
        marked = rng.sample([one for one in marked if not events.is_held_out(one)], arguments.count) + [
            one for one in marked if events.is_held_out(one)
        ]
    else:
        marked += events.gold_records(arguments.data / "plover/PLOVER_GSR_CAMEO.txt")
    with torch.no_grad():
        for one in marked:
            plain = sentence(model, pieces, one)
            double = plain, pair(plain, one)
            if events.is_held_out(one):
                chosen += double
            if not events.is_held_out(one) or arguments.all:
                both.append(double)
        gold = WORK / "corpus/train/gold"
        for name, doc in corpus(arguments.bundle) if not arguments.count else ():
            marks = sentences(model, pieces, name, doc, gold)
            if held_out(name):
                chosen += [*document(model, pieces, name, doc, gold, 160), *marks]
            if not held_out(name) or arguments.all:
                for cutting, width in zip(cuttings, WIDTHS, strict=True):
                    cutting += [*document(model, pieces, name, doc, gold, width), *marks]
    print(len(both), "sentences,", len(cuttings[0]), "windows,", len(chosen), "held out", flush=True)
    storey = load_storey(EventStorey, arguments.further, SHAPE)
    if arguments.further is None:
        storey.start_from(model.encoder)
    train(
        storey, lambda: epoch(both, cuttings, rng), lambda batch: losses(storey, batch), WEIGHTS,
        lambda: check(storey, chosen), arguments.out,
        epochs=arguments.epochs, rates={"": arguments.rate, "upper.": arguments.upper_rate},
    )  # fmt: skip


if __name__ == "__main__":
    main()
