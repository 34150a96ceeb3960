"""Weights of the signs by which an act gets its place: fitted to annotated events, measured by cross-validation.

`python -m training.place_links FOLDER [--check FOLDER] [--tools ../shared/tools] [--cache FILE] [--write]`

FOLDER holds `docs` and `gold`, as `make corpus` writes them for the train half. Every annotated event is an example:
its candidates are those of `onrecord.events.scenes`, of which those that the annotation names are right, or none is.
Events that we find count with our trigger and type, the others with those of the annotation. The model is a choice
among the candidates and no place (a conditional logit with a ridge). The figures are those of
`benchmarks/events/circumstances.py` for places of matched events, from folds that share no document, then no story.
`--cache FILE` keeps the coded documents for the next call, `--check FOLDER` measures weights of all examples on other
documents, `--write` writes `src/onrecord/lexicons/places/links.tsv`. The test half chooses nothing.
"""

import argparse
import pickle
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.events.circumstances import Circumstances, chosen
from onrecord.events.scenes import Candidate
from onrecord.language.attributions import HeadReading
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.pipeline import Coder
from onrecord.places.links import shares
from onrecord.settings import Settings

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/onrecord/lexicons/places/links.tsv"
SHARES = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
"""Least shares for which figures are printed; the one that counts is the setting `place_share`."""
RIDGE, STEPS, PACE = 2.0, 250, 0.05
"""The weight of the squares, the steps of the descent, and how far one goes."""
FEWEST = 6
"""A sign counts if candidates of so many events have it."""
SMALLEST = 0.05
"""Weights below this are left out of the table."""

Weights = Mapping[str, float]
Coded = tuple[Any, Parsed, Any, Any, Any, Any]


@dataclass(frozen=True)
class Example:
    """An annotated event with its candidates; `ours` is the place that we gave, `matched` whether we found the act."""

    document: str
    candidates: list[Candidate]
    wanted: str | None
    right: list[bool]
    matched: bool

    @property
    def story(self) -> str:
        """The documents of one story bear its name and a number."""
        return re.split(r"-\d+-", self.document)[0]


def coded(folder: Path, cache: Path | None) -> dict[str, Coded]:
    """What the steps up to the events make of each document."""
    found: dict[str, Coded] = {}
    if cache is not None and cache.is_file():
        found = pickle.loads(cache.read_bytes())  # as written below
    else:
        coder = Coder()
        for path in sorted((folder / "docs").iterdir()):
            transcript = coder.read(path)
            parsed = coder.parse(transcript)
            mentions, actors = coder.identify(transcript, parsed)
            statements = coder.attribute(transcript, parsed, mentions, actors)
            events = coder.code_events(transcript, parsed, mentions, actors, statements)
            bare = Parsed(parsed.segments, parsed.chains, parsed.grammar, parsed.model, HeadReading())
            found[path.stem] = (transcript, bare, mentions, actors, statements, events)
        if cache is not None:
            cache.write_bytes(pickle.dumps(found))
    return found


def examples(folder: Path, cache: Path | None, scorer: Any, figures: Any) -> list[Example]:  # noqa: ANN401 - modules by path
    """The annotated events of a folder, in the order of the text."""
    gold = scorer.load(folder / "gold")
    texts = scorer.load_texts(gold, folder / "docs")
    documents = coded(folder, cache)
    return [
        one
        for name, record in gold.items()
        for one in _of_document(name.removesuffix(".json"), record, texts[name], documents, scorer, figures)
    ]


def _of_document(
    name: str,
    gold: Any,  # noqa: ANN401 - records as JSON has them
    text: str,
    documents: dict[str, Coded],
    scorer: Any,  # noqa: ANN401
    figures: Any,  # noqa: ANN401
) -> Iterator[Example]:
    """The annotated events of a document."""
    transcript, parsed, mentions, actors, _, events = documents[name]
    parsed = Parsed(parsed.segments, parsed.chains, parsed.grammar, parsed.model, parsed.read)  # knows its Docs anew
    circumstances = Circumstances(transcript, parsed, actors, mentions, Settings())
    paired = {
        id(one): other for one, other in figures.matched(scorer, gold, _exchanged(actors, mentions, events), text).pairs
    }
    for event in gold["events"]:
        ours = paired.get(id(event))
        words = parsed.tokens(*(ours or event)["trigger_span"])
        if words is None:
            continue
        found = circumstances.scenes.candidates(words.root, (ours or event)["type"])
        right = [bool(event["place"]) and _is_right(one, event["place"], figures) for one in found]
        yield Example(name, found, event["place"], right, ours is not None)


def _is_right(one: Candidate, wanted: str, figures: Any) -> bool:  # noqa: ANN401
    return any(figures.same_place(wanted, words) for words in (one.site.called, one.site.words.text))


def _exchanged(actors: Any, mentions: Any, events: Any) -> dict[str, Any]:  # noqa: ANN401
    """The fields by which events are paired."""
    keys = {one.id: one.key for one in actors}
    spans: dict[str, list[list[int]]] = {}
    for one in mentions:
        if one.form.value != "pronoun":
            spans.setdefault(one.actor_id, []).append([one.evidence.start, one.evidence.end])
    return {
        "actors": [
            {
                "key": one.key,
                "name": one.name,
                "kind": one.kind.value,
                **{field: getattr(one, field).value for field in ("country", "sector", "speaks_for")},
                "mentions": spans.get(one.id, []),
            }
            for one in actors
        ],
        "events": [
            {
                "type": one.type,
                "mode": one.mode,
                "actors": [keys.get(each, each) for each in one.actors],
                "recipients": [keys.get(each, each) for each in one.recipients],
                "trigger_span": [one.trigger.start, one.trigger.end],
                "evidence_span": [one.evidence.start, one.evidence.end],
            }
            for one in events
        ],
    }


def fitted(some: Sequence[Example], ridge: float = RIDGE) -> dict[str, float]:
    """The weights under which the right candidates of the examples are likeliest; Adam on the whole."""
    some = [one for one in some if one.candidates and (not one.wanted or any(one.right))]
    counts = Counter(sign for one in some for sign in {sign for each in one.candidates for sign in each.signs})
    names = sorted(sign for sign, count in counts.items() if count >= FEWEST)
    number = {sign: at for at, sign in enumerate(names)}
    rows = [each for one in some for each in one.candidates]
    matrix = np.zeros((len(rows), len(names)), np.float32)
    for at, each in enumerate(rows):
        matrix[at, [number[sign] for sign in each.signs if sign in number]] = 1
    owner = np.repeat(np.arange(len(some)), [len(one.candidates) for one in some])
    right = np.array([flag for one in some for flag in one.right], np.float32)
    has_right = np.bincount(owner, right, len(some)) > 0
    weights, mean, spread = (np.zeros(len(names), np.float32) for _ in range(3))
    for step in range(1, STEPS + 1):
        odds = np.exp(np.clip(matrix @ weights, -30, 30))
        share = odds / (1 + np.bincount(owner, odds, len(some)))[owner]
        of_right = np.bincount(owner, odds * right, len(some))
        target = np.where(has_right[owner], odds * right / np.maximum(of_right[owner], 1e-12), 0)
        slope = matrix.T @ (share - target).astype(np.float32) + ridge * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weights = weights - PACE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return {sign: round(float(weights[at]), 2) for sign, at in number.items() if abs(weights[at]) >= SMALLEST}


Answer = tuple[Example, Candidate | None, float]


def answers(some: Sequence[Example], weights: Weights) -> list[Answer]:
    """The best candidate of each example, and its share."""
    return [(one, *chosen(one.candidates, shares([each.signs for each in one.candidates], weights))) for one in some]


def shown(found: Sequence[Answer], least: float, figures: Any) -> str:  # noqa: ANN401
    """P, R and F1 of the matched events at a least share."""
    pairs = [
        ({"place": one.wanted}, {"place": best.site.called if best is not None and share >= least else None})
        for one, best, share in found
        if one.matched
    ]
    return str(figures.counted(pairs, "place").shown)


def cross_validated(some: Sequence[Example], by: str, ridge: float, folds: int = 11) -> list[Answer]:
    """Answers to each example by weights of examples of other documents or stories."""
    groups = sorted({getattr(one, by) for one in some})
    found: list[Answer] = []
    for fold in range(folds):
        held = set(groups[fold::folds])
        weights = fitted([one for one in some if getattr(one, by) not in held], ridge)
        found += answers([one for one in some if getattr(one, by) in held], weights)
    return found


def written(weights: Weights, examples_: Mapping[str, str]) -> str:
    """The table, the heaviest sign first; examples of the signs are kept.

    >>> written({"last named": -0.5, "dateline": 1.0}, {"dateline": "LIMA (Polaris) - A"}).splitlines()[1:]
    ['dateline\\t1.00\\tLIMA (Polaris) - A', 'last named\\t-0.50\\t-']
    """
    rows = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = (f"{sign}\t{weight:.2f}\t{examples_.get(sign, '-')}\n" for sign, weight in rows)
    return "words\tweight\texample\n" + "".join(lines)


def main() -> None:
    """Reads the arguments, fits, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", type=Path, help="a folder to measure the weights of all examples on")
    parser.add_argument("--tools", type=Path, default=ROOT.parent / "shared/tools")
    parser.add_argument("--cache", type=Path, help="a file for coded documents of the folder; -check for the other")
    parser.add_argument("--ridge", type=float, default=RIDGE)
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT / "benchmarks/events"), str(ROOT / "benchmarks/records")]
    import circumstances as figures  # noqa: PLC0415
    from scorers import loaded  # noqa: PLC0415

    scorer = loaded(arguments.tools, "score_records")
    some = examples(arguments.folder, arguments.cache, scorer, figures)
    reached = sum(any(one.right) for one in some)
    print(f"{len(some)} events, {sum(bool(one.wanted) for one in some)} with a place, {reached} among the candidates")
    for by in ("document", "story"):
        found = cross_validated(some, by, arguments.ridge)
        for least in SHARES:
            print(f"cross-validated by {by}, from {least}: {shown(found, least, figures)}", flush=True)
    weights = fitted(some, arguments.ridge)
    print(f"{len(weights)} weights")
    if arguments.check is not None:
        cache = arguments.cache and arguments.cache.with_suffix(".check")
        other = answers(examples(arguments.check, cache, scorer, figures), weights)
        for least in SHARES:
            print(f"{arguments.check.name}, from {least}: {shown(other, least, figures)}")
    if arguments.write:
        kept = {row["words"]: row["example"] for row in table("places/links", "words", "example")}
        TABLE.write_text(written(weights, kept), encoding="utf-8")


if __name__ == "__main__":
    main()
