"""What the language step yields: a spaCy `Doc` per segment, chains across segments, the way back to the characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, SpanGroup, Token

from onrecord.language.attributions import HeadReading
from onrecord.language.grammar import Grammar
from onrecord.records import Segment


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: [start, end) in the tokens of `Parsed.segments[segment]`."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class ParsedSegment:
    """One turn or paragraph, parsed.

    `offsets` holds for every token its [start, end) in `Document.text` (code points; the Doc's own `idx` counts in a
    text with single spaces).
    """

    segment: Segment
    doc: Doc
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A parsed document. It lives while its document is coded and is never stored.

    `chains` are the mentions of one referent each, at least two, in the order of the text. `model` names what parsed.
    `read` is what the trained heads take for attributions and actors: material for the steps, no claim.
    """

    segments: tuple[ParsedSegment, ...]
    chains: tuple[tuple[Mention, ...], ...]
    grammar: Grammar
    model: str
    read: HeadReading = field(default_factory=HeadReading)
    _places: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Docs are known by identity."""
        object.__setattr__(self, "_places", {id(parsed.doc): at for at, parsed in enumerate(self.segments)})

    def characters(self, words: Span | Token) -> tuple[int, int]:
        """Where a span or a token of one of the Docs stands in `Document.text`: [start, end) in code points."""
        offsets = self.segments[self._places[id(words.doc)]].offsets
        if isinstance(words, Token):
            return offsets[words.i]
        return (offsets[words.start][0], offsets[words.end - 1][1]) if len(words) else (0, 0)

    def tokens(self, start: int, end: int) -> Span | None:
        """The tokens of one segment that lie in or touch [start, end) of `Document.text`; None where there are none."""
        for parsed in self.segments:
            evidence = parsed.segment.evidence
            if evidence.start <= start < evidence.end:
                inside = [at for at, (left, right) in enumerate(parsed.offsets) if left < end and right > start]
                return parsed.doc[inside[0] : inside[-1] + 1] if inside else None
        return None

    def span(self, mention: Mention) -> Span:
        """The words of a mention."""
        return self.segments[mention.segment].doc[mention.start : mention.end]

    def sentences(self) -> Iterator[Span]:
        """All sentences in the order of the text."""
        for parsed in self.segments:
            yield from parsed.doc.sents


def mark_mentions(docs: Sequence[Doc], chains: Sequence[Sequence[Mention]]) -> None:
    """The mentions of each Doc as its span group `mentions`; a span's id is the number of its chain."""
    inside: list[list[Span]] = [[] for _ in docs]
    for number, chain in enumerate(chains):
        for mention in chain:
            words = Span(docs[mention.segment], mention.start, mention.end, label="CHAIN", span_id=str(number))
            inside[mention.segment].append(words)
    for doc, spans in zip(docs, inside, strict=True):
        doc.spans["mentions"] = SpanGroup(doc, name="mentions", spans=sorted(spans, key=lambda span: span.start))
