"""A document with every layer that the pipeline yields."""

from dataclasses import dataclass

from onrecord.records.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """All layers of one document."""

    transcript: Transcript
