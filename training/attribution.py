"""Trains the storey that reads who says what and who acts.

`python -m training.attribution --data ../shared/data --begin RUN --bundle EXPORTED_RUN --out training/.work/storey`

Trains on GUM's attributions, LitBank's quotations and the train half of the corpus; the corpus alone marks actors.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.language.attributions import KINDS, RELATIONS
from onrecord.language.parsed import Parsed
from onrecord.language.parser import Parser
from onrecord.language.pieces import Pieces
from onrecord.language.weights import BUNDLED
from onrecord.records import Given
from onrecord.transcripts import Reader
from onrecord.transcripts.read import source_of
from training import attributed
from training.attributed import SECTORS, Attributed
from training.check import load
from training.data import WORK
from training.model import Model, start_model
from training.storey import MISSING, Shape, Shown, Storey, cut, encoded, in_turn, losses, score, train

SHAPE = Shape(len(KINDS), len(RELATIONS), {"actors": 3, "sectors": len(SECTORS)})
WEIGHTS = {"anchor": 4.0, "actors": 2.0, "sectors": 0.5, "relation": 3.0}
OUTSIDE, FIRST, INSIDE = range(3)


def shown(model: Model, pieces: Pieces, document: Attributed, width: int) -> list[Shown]:
    """The windows of a document with their targets."""
    found = []
    for start, end in cut(document.words, document.breaks, width):
        allowed = torch.zeros(end - start, len(KINDS), dtype=torch.bool)
        allowed[:, 0] = True
        allowed[:, KINDS.index("other")] = document.source == "corpus"  # the guide marks no beliefs
        for at in document.open:
            if start <= at < end:
                allowed[at - start] = True
        relations = []
        for one in document.attributions:
            if start <= one.anchor < end:
                allowed[one.anchor - start] = torch.tensor([kind == one.kind for kind in KINDS])
                parts = (one.content, one.source, one.cue)
                relations.append((one.anchor - start, _parts(parts, start, end)))
        states = encoded(model, pieces, document.words[start:end])
        found.append(Shown(states, allowed, _acting(document, start, end), relations, document.source))
    return found


def _parts(parts: tuple[attributed.Words | None, ...], start: int, end: int) -> Tensor:
    """Targets (relations, words) of one attribution; a part that is unknown, or leaves the window, is MISSING."""
    target = torch.zeros(len(parts), end - start)
    for row, part in enumerate(parts):
        if part is None or any(not start <= at < end for at in part):
            target[row] = MISSING
        else:
            target[row, [at - start for at in part]] = 1
    return target


def _acting(document: Attributed, start: int, end: int) -> dict[str, Tensor]:
    """Labels of the words of actors; nothing where the corpus does not mark them."""
    if document.actors is None:
        return {}
    found = {name: torch.full((end - start,), MISSING) for name in SHAPE.others}
    found["actors"][:] = OUTSIDE
    for one in document.actors:
        for at in range(max(one.start, start), min(one.end, end)):
            found["actors"][at - start] = FIRST if at == one.start else INSIDE
            found["sectors"][at - start] = SECTORS.index(one.sector)
    return found


def corpus(bundle: Path) -> Iterator[tuple[str, Parsed]]:
    """The train half of the corpus (`make corpus`), parsed by an exported bundle, whose storey may be untrained."""
    coder, parser = Reader(), Parser(folder=bundle)
    for path in sorted((WORK / "corpus/train/docs").glob("*.txt")):
        yield path.stem, parser(coder(source_of(path, Given())))


def documents(data: Path, bundle: Path) -> list[Attributed]:
    """All training documents."""
    return [
        *attributed.gum(data, "train"),
        *attributed.litbank(data / "litbank_quotations/train.jsonl"),
        *attributed.own(corpus(bundle), WORK / "corpus/train/gold"),
    ]


def held_out(name: str) -> bool:
    """One document in eight of the corpus, to choose by."""
    return crc32(name.encode()) % 8 == 0


def taken(windows_: list[Shown], rng: random.Random) -> list[Shown]:
    """The windows of one epoch, shuffled: all of the corpus, half of the others, few of those without attributions."""
    found = [one for one in windows_ if one.labels or rng.random() < (0.5 if one.relations else 0.1)]
    rng.shuffle(found)
    return found


def check(storey: Storey, some: list[Shown]) -> str:
    """Figures of held-out windows: anchors of statements, exact mentions of actors, sectors, words in relations."""
    tallies = {name: [0, 0, 0] for name in ("anchor", "actors", "sectors", *RELATIONS)}

    def count(name: str, right: object, said: object, asked: object) -> None:
        for at, value in enumerate((right, said, asked)):
            tallies[name][at] += int(value)  # type: ignore[call-overload]

    with torch.inference_mode():
        for one in some:
            output = storey(one.states.float()[None], torch.zeros(1, one.states.shape[0], dtype=torch.bool))
            said = output["anchors"][0].argmax(1) == 1
            gold = one.anchors[:, 1] & ~one.anchors[:, 0]
            count("anchor", (said & gold).sum(), said.sum(), gold.sum())
            spans, asked = set(bio(output["actors"][0].argmax(1).tolist())), set(bio(one.labels["actors"].tolist()))
            count("actors", len(spans & asked), len(spans), len(asked))
            named = one.labels["sectors"] != MISSING
            sectors = output["sectors"][0, named].argmax(1) == one.labels["sectors"][named]
            count("sectors", sectors.sum(), named.sum(), named.sum())
            for place, target in one.relations:
                members = storey.members(output["anchor_view"][0, place], output["word_view"][0], place) > 0
                for row, name in enumerate(RELATIONS):
                    if (target[row] != MISSING).all():
                        told = target[row] > 0
                        count(name, (members[row] & told).sum(), members[row].sum(), told.sum())
    return " ".join(f"{name} {score(*values)}" for name, values in tallies.items())


def bio(labels: list[int]) -> list[tuple[int, int]]:
    """Spans of labels 0 outside, 1 first, 2 inside.

    >>> bio([0, 1, 2, 1, 0, 2])
    [(1, 3), (3, 4), (5, 6)]
    """
    spans: list[tuple[int, int]] = []
    for at, label in enumerate(labels):
        if label == INSIDE and spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        elif label != OUTSIDE:
            spans.append((at, at + 1))
    return spans


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--begin", type=Path, required=True, help="a run of training.train: the encoder")
    parser.add_argument("--bundle", type=Path, default=BUNDLED, help="the same run exported: it parses the corpus")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="train on what is held out, too: the last run")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    model, _, _ = load(arguments.begin)
    pieces = Pieces(Tokenizer.from_file(str(start_model() / "tokenizer.json")))
    some, chosen = [], []
    with torch.no_grad():
        for document in documents(arguments.data, arguments.bundle):
            if document.source == "corpus" and held_out(document.name):
                chosen += shown(model, pieces, document, 160)
            else:
                some += [window for width in (160, 100) for window in shown(model, pieces, document, width)]
    if arguments.all:
        some += chosen
    print(len(some), "windows,", len(chosen), "held out", flush=True)
    storey = Storey(SHAPE)
    train(
        storey, lambda: in_turn(taken(some, rng)), lambda batch: losses(storey, batch), WEIGHTS,
        lambda: check(storey, chosen), arguments.out, epochs=arguments.epochs, rates={"": arguments.rate},
    )  # fmt: skip


if __name__ == "__main__":
    main()
