"""Trains the storey that reads triggers of events, their type, mode and status, and who does and suffers them.

`python -m training.event_storey --data ../shared/data --begin training/.work/run --out training/.work/event-storey`

Trains on the written sentences, PLOVER's gold records and the train half of the corpus.
"""

import argparse
import random
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
from training.events import ACTOR, PAIRS, RECIPIENT, TRIGGER, TYPES, Marked
from training.model import Model, start_model
from training.storey import MISSING, Shape, Shown, Storey, cut, encoded, score, train

RELATIONS = ("actor", "recipient")
SHAPE = Shape(len(TYPES), len(RELATIONS), {"modes": len(PAIRS), "status": len(STATUS)})
WEIGHTS = {"anchor": 4.0, "modes": 0.7, "status": 0.7, "relation": 3.0}
CLOSED = frozenset(row["words"].lower() for row in table("en/function_words", "words")) | frozenset(".,;:?!-“”\"'")
"""Words that are no trigger whatever the sentence."""


def sentence(model: Model, pieces: Pieces, one: Marked) -> Shown:
    """A marked sentence; of words that are not marked it is known of the closed classes alone that they are no act."""
    count = len(one.words)
    allowed = torch.ones(count, len(TYPES), dtype=torch.bool)
    for at, word in enumerate(one.words):
        if word.lower() in CLOSED:
            allowed[at] = torch.arange(len(TYPES)) == 0
    labels = {name: torch.full((count,), MISSING) for name in SHAPE.others}
    anchor = one.marks.index(TRIGGER) if TRIGGER in one.marks else None
    relations = []
    if anchor is not None:
        _tell(allowed, labels, anchor, one.type, one.mode, one.status)
        if one.type != "NONE":
            marks = torch.tensor(one.marks)
            relations.append((anchor, torch.stack([(marks == ACTOR).float(), (marks == RECIPIENT).float()])))
    return Shown(encoded(model, pieces, list(one.words)), allowed, labels, relations, one.source)


def _tell(allowed: Tensor, labels: dict[str, Tensor], at: int, kind: str, mode: str | None, status: str | None) -> None:
    allowed[at] = torch.arange(len(TYPES)) == TYPES.index(kind)
    if mode is not None:
        labels["modes"][at] = PAIRS.index((kind, mode))
    if status is not None:
        labels["status"][at] = STATUS.index(status)


def document(model: Model, pieces: Pieces, name: str, parsed: Parsed, gold: Path, width: int) -> list[Shown]:
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
            target = torch.zeros(len(RELATIONS), end - start)
            for row, part in enumerate((one.actors, one.recipients)):
                here = [at for at in part if start <= at < end and sentence_of[at] == sentence_of[one.anchor]]
                target[row, [at - start for at in here]] = 1
                if part and not here:
                    target[row] = MISSING  # named elsewhere, or by a pronoun
            relations.append((one.anchor - start, target))
        states = encoded(model, pieces, words[start:end])
        shown.append(Shown(states, allowed, labels, relations, "corpus"))
    return shown


def check(storey: Storey, some: list[Shown]) -> str:
    """Figures of held-out windows by source: types at triggers, found triggers, modes, status, words of roles."""
    found = []
    for source in sorted({one.source for one in some}):
        tallies = {name: [0, 0, 0] for name in ("typed", "none", "mode", "status", *RELATIONS)}
        with torch.inference_mode():
            for one in some:
                if one.source == source:
                    _count(storey, one, tallies)
        found.append(f"{source} " + " ".join(f"{name} {score(*values)}" for name, values in tallies.items()))
    return " | ".join(found)


def _count(storey: Storey, one: Shown, tallies: dict[str, list[int]]) -> None:
    def count(name: str, right: object, said: object, asked: object) -> None:
        for at, value in enumerate((right, said, asked)):
            tallies[name][at] += int(value)  # type: ignore[call-overload]

    output = storey(one.states.float()[None], torch.zeros(1, one.states.shape[0], dtype=torch.bool))
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
            if (target[row] != MISSING).all():
                told = target[row] > 0
                count(name, (members[row] & told).sum(), members[row].sum(), told.sum())


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--begin", type=Path, required=True, help="a run of training.train: the encoder")
    parser.add_argument("--bundle", type=Path, default=BUNDLED, help="the same run exported: it parses the corpus")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=0, help="so many of the written sentences alone, for the curve")
    parser.add_argument("--all", action="store_true", help="train on what is held out, too: the last run")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    model, _, _ = load(arguments.begin)
    pieces = Pieces(Tokenizer.from_file(str(start_model() / "tokenizer.json")))
    some, chosen = [], []
    marked = events.written()
    if arguments.count:
        marked = rng.sample([one for one in marked if not events.is_held_out(one)], arguments.count) + [
            one for one in marked if events.is_held_out(one)
        ]
    else:
        marked += events.gold_records(arguments.data / "plover/PLOVER_GSR_CAMEO.txt")
    with torch.no_grad():
        for one in marked:
            (chosen if events.is_held_out(one) else some).append(sentence(model, pieces, one))
        for name, doc in corpus(arguments.bundle) if not arguments.count else ():
            if held_out(name):
                chosen += document(model, pieces, name, doc, WORK / "corpus/train/gold", 160)
            else:
                some += document(model, pieces, name, doc, WORK / "corpus/train/gold", 160)
    if arguments.all:
        some += chosen
    print(len(some), "windows,", len(chosen), "held out", flush=True)
    storey = Storey(SHAPE)

    def epoch() -> list[Shown]:
        rng.shuffle(some)
        return some

    train(
        storey, epoch, WEIGHTS, lambda: check(storey, chosen), arguments.out,
        epochs=arguments.epochs, rate=arguments.rate,
    )  # fmt: skip


if __name__ == "__main__":
    main()
