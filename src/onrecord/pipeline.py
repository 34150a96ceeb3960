"""The composition: the one place that knows in which order a document is coded.

>>> coded = Coder().code("ADA LINDT, HOST: Good morning.\\n\\nBEN ORR: Good morning, Ada.\\n")
>>> [(turn.speaker, turn.evidence.quote) for turn in coded.transcript.turns]
[('Ada Lindt', 'Good morning.'), ('Ben Orr', 'Good morning, Ada.')]
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from onrecord.records import CodedDocument, Given, Source
from onrecord.settings import Settings
from onrecord.transcripts import Reader
from onrecord.transcripts.read import source_of

Readable = Source | str | Path | IO[str] | IO[bytes]


class Coder:
    """Codes one document. The steps run in the order of the lines; no step sees a later one.

    Built once, with all that its steps need; keeps nothing of a document.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.read = Reader(self.settings)
        self.whole = self.settings.reaches("statements")
        self.with_events = self.settings.reaches("events")
        if self.whole:  # a run that only reads need not wait for spaCy and the model
            from onrecord.actors import Identifier  # noqa: PLC0415
            from onrecord.language.load import parser_for  # noqa: PLC0415
            from onrecord.statements import Attributor  # noqa: PLC0415

            self.parse = parser_for(self.settings)
            self.identify = Identifier(self.settings)
            self.attribute = Attributor(self.settings)
        if self.with_events:
            from onrecord.events import EventCoder  # noqa: PLC0415

            self.code_events = EventCoder(self.settings)

    def code(self, source: Readable) -> CodedDocument:
        """All layers of one document: of a source, a text (`str`), a file (`Path`) or an open file.

        SourceError if it cannot be read as text; UsageError if a text of one line is the name of a file.
        """
        given = source if isinstance(source, Source) else source_of(source, Given())
        transcript = self.read(given)  # 1 clean text, turns, speakers
        if not self.whole:
            return CodedDocument(transcript=transcript)
        parsed = self.parse(transcript)  # 2 tokens, trees, names: the language model
        mentions, actors = self.identify(transcript, parsed)  # 3 who is named
        statements = self.attribute(transcript, parsed, mentions, actors)  # 4 who says what
        coded = CodedDocument(transcript=transcript, mentions=mentions, actors=actors, statements=statements)
        if not self.with_events:
            return coded
        events = self.code_events(transcript, parsed, mentions, actors, statements)  # 5 who does what to whom
        return replace(coded, events=events)

    def code_many(self, sources: Iterable[Readable]) -> Iterator[CodedDocument]:
        """The documents one after another, each when it is asked for; the first that fails ends the stream."""
        return map(self.code, sources)
