"""onrecord: broadcast transcripts and written news as a record, each fact tied to its words.

>>> from onrecord import read
>>> transcript = read("JANA HOLT, HOST: Good morning.\\n\\nOMAR PELL, BYLINE: The vote is over.\\n")
>>> [(turn.speaker, turn.role.value, turn.evidence.quote) for turn in transcript.turns]
[('Jana Holt', 'host', 'Good morning.'), ('Omar Pell', 'reporter', 'The vote is over.')]
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.pipeline import Coder
    from onrecord.records import CodedDocument, Source, Transcript
    from onrecord.settings import Settings
    from onrecord.store import View
    from onrecord.transcripts import read

__version__ = "0.1.0"

__all__ = ["CodedDocument", "Coder", "OnrecordError", "Settings", "Source", "Transcript", "View", "__version__", "read"]

_HOME = {
    "CodedDocument": "records",
    "Coder": "pipeline",
    "OnrecordError": "errors",
    "Settings": "settings",
    "Source": "records",
    "Transcript": "records",
    "View": "store",
    "read": "transcripts",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `onrecord --help` does not load the store."""
    if name not in _HOME:
        raise AttributeError(f"onrecord has no {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"onrecord.{_HOME[name]}"), name)
