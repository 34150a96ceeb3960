"""What event coding costs: sentences per second with trees, actors and statements given, words per second from text.

    .venv/bin/python benchmarks/events/speed.py [--runs 5] [FILE…]

Medians of several runs on one core, over the examples or the given files. Targets: 1,500 sentences a second with
trees given, by the tables alone, as dictionary coders work; 2,500 words a second from raw text; at most 1.6 times the
language model. Exits with 1 if one is missed.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.events import EventCoder
from onrecord.pipeline import Coder
from onrecord.records import Given
from onrecord.settings import Settings
from onrecord.transcripts.read import source_of

ROOT = Path(__file__).resolve().parents[2]
SENTENCES, WORDS, RATIO = 1500, 2500, 1.6


def seconds(act: Callable[[], object], runs: int) -> float:
    """The median time of an act on one core, after one run that warms."""
    act()
    found = []
    for _ in range(runs):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return statistics.median(found)


def main() -> int:
    """Prints the figures; 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    files = chosen.files or sorted((ROOT / "examples").glob("*.txt"))
    coder = Coder()
    by_rules = EventCoder(Settings(event_makers="rules"))
    given, transcripts = [], []
    for path in files:
        transcript = coder.read(source_of(path, Given()))
        parsed = coder.parse(transcript)
        mentions, actors = coder.identify(transcript, parsed)
        transcripts.append(transcript)
        given.append((transcript, parsed, mentions, actors, coder.attribute(transcript, parsed, mentions, actors)))
    sentences = sum(sum(1 for _ in segment.doc.sents) for one in given for segment in one[1].segments)
    words = sum(len(one.document.text.split()) for one in transcripts)
    alone = seconds(lambda: [by_rules(*one) for one in given], chosen.runs)
    model = seconds(lambda: [coder.parse(one) for one in transcripts], chosen.runs)
    whole = seconds(lambda: [coder.code(path) for path in files], chosen.runs)
    print(f"trees given, tables alone: {sentences / alone:,.0f} sentences/s (target {SENTENCES:,})")
    print(f"raw text to events: {words / whole:,.0f} words/s (target {WORDS:,})")
    print(f"ratio to the language model: {whole / model:.2f} (target {RATIO})")
    return int(sentences / alone < SENTENCES or words / whole < WORDS or whole / model > RATIO)


if __name__ == "__main__":
    sys.exit(main())
