"""The composition: the one place that knows in which order a document is coded.

>>> from onrecord.records import Source
>>> text = "ADA LINDT, HOST: Good morning.\\n\\nBEN ORR: Good morning, Ada.\\n"
>>> coded = Coder().code(Source(name="<text>", content=text))
>>> [(turn.speaker, turn.evidence.quote) for turn in coded.transcript.turns]
[('Ada Lindt', 'Good morning.'), ('Ben Orr', 'Good morning, Ada.')]
"""

from collections.abc import Iterable, Iterator

from onrecord.records import CodedDocument, Source
from onrecord.settings import Settings
from onrecord.transcripts import Reader


class Coder:
    """Codes one document. The steps run in the order of the lines; no step sees a later one.

    Built once, with all that its steps need; keeps nothing of a document.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.read = Reader(self.settings)

    def code(self, source: Source) -> CodedDocument:
        """All layers of one document; SourceError if it cannot be read as text."""
        transcript = self.read(source)  # 1 clean text, turns, speakers
        return CodedDocument(transcript=transcript)

    def code_many(self, sources: Iterable[Source]) -> Iterator[CodedDocument]:
        """The documents one after another, each when it is asked for; the first that fails ends the stream."""
        return map(self.code, sources)
