"""Documents of hand-made trees: one segment for each sentence, in the notation of tests/statements/trees.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "statements"))

from trees import GRAMMAR, tree

from onrecord.language.parsed import Mention, Parsed, ParsedSegment
from onrecord.records import Evidence, Segment, SegmentKind

Sentence = tuple[str, ...]
"""Words, their tree, and the names in them with their types."""


def document(*sentences: Sentence, chains: tuple[tuple[Mention, ...], ...] = ()) -> tuple[Parsed, str]:
    """A parsed document and its text."""
    docs = [tree(*sentence) for sentence in sentences]
    text = "\n\n".join(doc.text for doc in docs)
    segments, start = [], 0
    for number, doc in enumerate(docs):
        evidence = Evidence.of(text, start, start + len(doc.text))
        segment = Segment(id=f"s{number}", number=number, kind=SegmentKind.PARAGRAPH, evidence=evidence, turn_id=None)
        offsets = tuple((start + token.idx, start + token.idx + len(token)) for token in doc)
        segments.append(ParsedSegment(segment=segment, doc=doc, offsets=offsets))
        start += len(doc.text) + 2
    return Parsed(segments=tuple(segments), chains=chains, grammar=GRAMMAR, model="by hand"), text
