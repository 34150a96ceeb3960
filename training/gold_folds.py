"""PLOVER's gold records, cross-validated: types of given pairs and words of roles, without and with training on others.

`python -m training.gold_folds --data ../shared/data --begin training/.work/run --storey RUN [--folds 5]`

RUN is a run of `training.event_storey --count N`, which has seen no gold record. It is measured as it is, and trained
on, for each fold, with the records of the others.
"""

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

import torch
from tokenizers import Tokenizer

from onrecord.language.pieces import Pieces
from training import events
from training.check import load
from training.event_model import EventStorey, Lifted, losses, read
from training.event_storey import RELATIONS, SHAPE, WEIGHTS, empty, epoch, pair, sentence, tally
from training.events import TYPES
from training.model import start_model
from training.storey import load_storey, score, train


def roles(storey: EventStorey, some: list[Lifted], tallies: dict[str, list[int]]) -> dict[str, list[int]]:
    """The tallies with those of the words of roles around each trigger."""
    with torch.inference_mode():
        for one in some:
            tally(storey, one, tallies)
    return tallies


def types(storey: EventStorey, some: list[Lifted]) -> list[str]:
    """The best type of each pair."""
    found = []
    with torch.inference_mode():
        for one in some:
            scores = storey.pairs(*read(storey, [one]))["pair_types"][0]
            found.append(TYPES[1 + int(scores[1:].argmax())])
    return found


def figures(gold: list[str], said: list[str], roles: dict[str, list[int]]) -> str:
    """Accuracy and macro-F1 over the types of the gold records, P/R/F1 of the words of each role, in percent."""
    asked, given, right = Counter(gold), Counter(said), Counter(a for a, b in zip(gold, said, strict=True) if a == b)
    macro = sum(2 * right[kind] / (asked[kind] + given[kind]) for kind in asked) / len(asked)
    words = ", ".join(f"words of the {name} {score(*roles[name])}" for name in RELATIONS)
    return f"types: accuracy {100 * right.total() / len(gold):.1f}, macro-F1 {100 * macro:.1f}; {words}"


def main() -> None:
    """Reads the arguments and prints both figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--begin", type=Path, required=True)
    parser.add_argument("--storey", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    rng = random.Random(0)
    torch.manual_seed(0)
    model, _, _ = load(arguments.begin)
    pieces = Pieces(Tokenizer.from_file(str(start_model() / "tokenizer.json")))
    both = []
    with torch.no_grad():
        for one in events.gold_records(arguments.data / "plover/PLOVER_GSR_CAMEO.txt"):
            plain = sentence(model, pieces, one)
            both.append((plain, pair(plain, one)))
    rng.shuffle(both)
    gold = [TYPES[marked.pair[0]] for _, marked in both if marked.pair is not None]
    storey = load_storey(EventStorey, arguments.storey, SHAPE)
    asked = roles(storey, [one for one, _ in both], empty())
    print("without", figures(gold, types(storey, [one for _, one in both]), asked), flush=True)
    said = [""] * len(both)
    asked = empty()
    for fold in range(arguments.folds):
        storey = load_storey(EventStorey, arguments.storey, SHAPE)
        others = [one for at, one in enumerate(both) if at % arguments.folds != fold]
        with tempfile.TemporaryDirectory() as folder:
            train(
                storey, lambda others=others: epoch(others, [[]], rng),  # type: ignore[misc]
                lambda batch, storey=storey: losses(storey, batch),  # type: ignore[misc]
                WEIGHTS, str, Path(folder), epochs=arguments.epochs, rates={"": 2e-4, "upper.": 5e-5},
            )  # fmt: skip
        held_out = both[fold :: arguments.folds]
        said[fold :: arguments.folds] = types(storey, [one for _, one in held_out])
        roles(storey, [one for one, _ in held_out], asked)
    print("with", figures(gold, said, asked))


if __name__ == "__main__":
    main()
