"""Builds and checks the annotated corpus: `python -m training.build_corpus [--data ../shared/data …] [PATHS]`.

Writes plain texts (docs/), gold (gold/) and the codebook (issues.yaml) of each half to `training/.work/corpus/`, and
the second annotations of a tenth of the documents to `second/` there.
With paths, only those marked documents are read, and `--hints` lists what an annotator may have missed.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training import markup
from training.corpus_rules import count_words, faults, hints
from training.markup import CORPUS, STORIES, Marked, MarkupError, rows

BUILT = Path(__file__).parent / ".work" / "corpus"
HALVES = ("train", "test")
RUN = 8  # words that two texts may not share in a row


def documents(paths: Iterable[Path]) -> Iterator[Path]:
    """Marked documents under paths."""
    for path in paths:
        yield from [path] if path.is_file() else sorted(path.glob("**/*.txt"))


def issues_of(folder: Path) -> set[str]:
    """Ids of the issues in a world's codebook."""
    path = folder / "issues.yaml"
    return set(re.findall(r"(?m)^  ([a-z][a-z0-9_]*):", path.read_text())) if path.exists() else set()


def built(path: Path) -> tuple[Marked, dict[str, Any]]:
    """A marked document and its gold. Raises MarkupError."""
    marked = markup.read(path.read_text(encoding="utf-8"))
    return marked, markup.gold(marked, path.name)


def built_or_told(path: Path) -> tuple[Marked, dict[str, Any]] | None:
    """A marked document and its gold; None, and a line that says why, where its markup is broken."""
    try:
        return built(path)
    except MarkupError as error:
        print(f"{path}: {error}")
        return None


# --- the corpus as a whole -------------------------------------------------------------------------------------------


def worlds() -> list[dict[str, str]]:
    """Worlds (casts with their topic), and the half that each is in."""
    return rows(CORPUS / "worlds.tsv")


def runs(text: str) -> set[tuple[str, ...]]:
    """Runs of RUN words, lower-cased, punctuation left out."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def shared_runs(texts: dict[str, str]) -> dict[tuple[str, ...], set[str]]:
    """Runs of words that stand in more than one text, with the names of the texts."""
    where: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, text in texts.items():
        for run in runs(text):
            where[run].add(name)
    return {run: names for run, names in where.items() if len(names) > 1}


def measuring(data: Path) -> Iterator[tuple[str, str]]:
    """Every text that is kept for measuring, under the data folder's parent."""
    for path in sorted(data.parent.rglob("*")):
        if path.suffix in {".txt", ".json", ".jsonl", ".tsv", ".xml", ".conllu", ".iob2"} and path.is_file():
            yield str(path.relative_to(data.parent)), path.read_text(encoding="utf-8", errors="replace")


def main() -> int:
    """Builds, checks, prints counts; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", default=[])
    parser.add_argument("--hints", action="store_true", help="list what may have been missed")
    parser.add_argument("--data", type=Path, help="also look for runs shared with texts kept for measuring")
    parser.add_argument("--to", type=Path, default=BUILT)
    arguments = parser.parse_args()
    half_of = {row["world"]: row["half"] for row in worlds()}
    bad = 0
    texts: dict[str, str] = {}
    cast: dict[str, dict[str, str]] = {half: {} for half in HALVES}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in documents(arguments.paths or [CORPUS / world for world in half_of]):
        world = path.parent.name
        if (found := built_or_told(path)) is None:
            bad += 1
            continue
        marked, record = found
        problems = faults(marked, record, issues_of(path.parent))
        for problem in problems:
            print(f"{path}: {problem}")
        bad += len(problems)
        if arguments.hints:
            for hint in hints(marked, record):
                print(f"{path}: hint: {hint}")
        half = half_of.get(world, "train")
        if path.name in texts:
            print(f"{path}: a second document of this name")
            bad += 1
        texts[path.name] = marked.text
        for actor in record["actors"]:
            cast[half].setdefault(actor["key"], path.name)
        write(arguments.to / half, path.name, marked.text, record)
        tally(counts[half], marked, record)
    bad += second(arguments.to, texts) if not arguments.paths else 0
    for half in HALVES:
        write_codebook(arguments.to / half, [CORPUS / world for world in half_of if half_of[world] == half])
        print(half, ", ".join(f"{name} {count}" for name, count in counts[half].most_common()))
    for key in sorted(set(cast["train"]) & set(cast["test"])):
        print(f"actor {key} is in both halves: {cast['train'][key]}, {cast['test'][key]}")
        bad += 1
    shared = shared_runs(texts)
    for run, names in list(shared.items())[:20]:
        print(f"shared: {' '.join(run)}: {', '.join(sorted(names))}")
    print(f"runs of {RUN} words in more than one document: {len(shared)}")
    bad += len(shared)
    if arguments.data:
        mine = {run: name for name, text in texts.items() for run in runs(text)}
        outside = {run: name for name, text in measuring(arguments.data) for run in runs(text) & mine.keys()}
        for run, name in list(outside.items())[:20]:
            print(f"shared: {' '.join(run)}: {mine[run]}, {name}")
        print(f"runs of {RUN} words shared with texts kept for measuring: {len(outside)}")
        bad += len(outside)
    return 1 if bad else 0


def second(target: Path, texts: dict[str, str]) -> int:
    """Builds the second annotations of a tenth of the documents, which must have the same text; how many have not."""
    bad = 0
    for path in sorted((CORPUS / "second").glob("*.txt")):
        if (found := built_or_told(path)) is None:
            bad += 1
            continue
        marked, record = found
        if marked.text != texts.get(path.name):
            print(f"{path}: its text is not that of the first annotation")
            bad += 1
        write(target / "second", path.name, marked.text, record)
    return bad


def write(folder: Path, name: str, text: str, record: dict[str, Any]) -> None:
    """Writes plain text and gold of a document."""
    for part in ("docs", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "docs" / name).write_text(text, encoding="utf-8", newline="")
    gold = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / "gold" / name).with_suffix(".json").write_text(gold, encoding="utf-8")


def write_codebook(folder: Path, sources: list[Path]) -> None:
    """Joins the codebooks of a half's worlds."""
    parts = [
        path.read_text(encoding="utf-8").split("issues:\n", 1)[1].rstrip("\n")
        for source in sources if (path := source / "issues.yaml").exists()
    ]  # fmt: skip
    if parts:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "issues.yaml").write_text("\n".join(["version: 1", "issues:", *parts]) + "\n", encoding="utf-8")


def tally(count: Counter[str], marked: Marked, record: dict[str, Any]) -> None:
    """Adds a document to the counts of its half."""
    count["documents"] += 1
    count["stories" if marked.head.get("format") in STORIES else "transcripts"] += 1
    count["words"] += count_words(marked.text)
    count["format " + marked.head.get("format", "")] += 1
    count["mentions"] += sum(len(actor["mentions"]) for actor in record["actors"])
    for layer in ("turns", "actors", "statements", "events", "positions"):
        count[layer] += len(record[layer])
        count[f"documents without {layer}"] += not record[layer]


if __name__ == "__main__":
    sys.exit(main())
