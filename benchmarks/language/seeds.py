"""Does every person, body and country of a gold document have an entity or a mention in a chain?

.venv/bin/python benchmarks/language/seeds.py ../shared/seeds/*.txt --gold ../shared/gold/seeds
"""

import argparse
import json
import sys
from pathlib import Path

from onrecord.language.parser import Parser
from onrecord.language.weights import BUNDLED
from onrecord.transcripts import read

KINDS = ("person", "organization", "government", "group", "place")


def main() -> int:
    """Prints for every kind of actor how many have an entity, how many an entity or a mention, and who is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=BUNDLED)
    arguments = parser.parse_args()
    parse = Parser(folder=arguments.weights)
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for path in arguments.files:
        gold = json.loads((arguments.gold / f"{path.stem}.json").read_text(encoding="utf-8"))
        parsed = parse(read(path))
        entities = [parsed.characters(span) for segment in parsed.segments for span in segment.doc.ents]
        mentions = [parsed.characters(parsed.span(mention)) for chain in parsed.chains for mention in chain]
        for actor in gold["actors"]:
            row = counts[actor["kind"]]
            row[0] += 1
            named = any(_touch(mention, entities) for mention in actor["mentions"])
            row[1] += named
            found = named or any(_touch(mention, mentions) for mention in actor["mentions"])
            row[2] += found
            if not found:
                print(f"missed in {path.name}: {actor['name']} ({actor['kind']})")
    for kind, (every, named, found) in counts.items():
        if every:
            print(f"{kind:14} {every:3}  with an entity {named:3}  with an entity or a mention {found:3}")
    return 0


def _touch(mention: list[int], spans: list[tuple[int, int]]) -> bool:
    return any(start < mention[1] and end > mention[0] for start, end in spans)


if __name__ == "__main__":
    sys.exit(main())
