"""Names of actors that the bundled model finds in the test half of the annotated corpus.

    .venv/bin/python -m training.build_corpus && .venv/bin/python benchmarks/language/actors.py [--half test]

Gold: every mention in the turns or the body that holds a proper name. Found: entities PERSON, ORG, GPE and NORP as
users get them. Right: found and gold share a word. A name that is no actor's (a place, a journalist, an outlet) is no
fault of the model's, so precision counts PERSON and ORG alone, journalists and what the head names left out.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

from onrecord.language.parsed import Parsed  # noqa: E402
from onrecord.language.parser import Parser  # noqa: E402
from onrecord.language.weights import BUNDLED  # noqa: E402
from onrecord.transcripts import read  # noqa: E402

ACTING = ("PERSON", "ORG", "GPE", "NORP")
Span = tuple[int, int]


def names(record: dict[str, Any], text: str, parsed: Parsed) -> list[Span]:
    """Gold mentions with a proper name, inside what is parsed."""
    inside = [(s.segment.evidence.start, s.segment.evidence.end) for s in parsed.segments]
    found = []
    for actor in record["actors"]:
        own = {word.lower() for word in actor["name"].split() if word[:1].isupper()}
        for start, end in actor["mentions"]:
            words = text[start:end].replace("'s", " ").replace("’s", " ").split()
            proper = any(word[:1].isupper() and (word.lower() in own or at) for at, word in enumerate(words))
            if proper and any(left <= start and end <= right for left, right in inside):
                found.append((start, end))
    return found


def entities(parsed: Parsed) -> list[tuple[Span, str, str]]:
    """Predicted names: where, of what type, their words."""
    return [
        (parsed.characters(span), span.label_, span.text)
        for segment in parsed.segments
        for span in segment.doc.ents
        if span.label_ in ACTING
    ]


def main() -> int:
    """Prints precision, recall and F1."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--half", default="test", choices=("train", "test"))
    arguments.add_argument("--weights", type=Path, default=BUNDLED)
    arguments.add_argument("--misses", action="store_true")
    chosen = arguments.parse_args()
    folder, parse = ROOT / "training/.work/corpus" / chosen.half, Parser(folder=chosen.weights)
    hit = wanted = right = counted = 0
    for path in sorted((folder / "gold").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "docs" / record["file"]).read_bytes().decode()
        parsed = parse(read(text))
        gold, found = names(record, text, parsed), entities(parsed)
        every = [tuple(span) for actor in record["actors"] for span in actor["mentions"]]
        aside = " ".join(
            str(value)
            for value in (*record["document"].values(), *(turn["speaker"] for turn in record["turns"]))
            if value
        )
        for start, end in gold:
            reached = any(left < end and start < right for (left, right), *_ in found)
            hit, wanted = hit + reached, wanted + 1
            if chosen.misses and not reached:
                print(f"missed {path.stem}: {text[start:end]!r}")
        for (left, end), kind, words in found:
            if kind in ("PERSON", "ORG") and words not in aside:
                good = any(start < end and left < stop for start, stop in every)
                right, counted = right + good, counted + 1
                if chosen.misses and not good:
                    print(f"no actor {path.stem}: {words!r} {kind}")
    precision, recall = right / max(1, counted), hit / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"names of actors, {chosen.half} half: P {precision:.3f} of {counted}, R {recall:.3f} of {wanted}, F1 {f1:.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
