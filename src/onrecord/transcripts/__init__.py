"""FILE → TRANSCRIPT: characters, turns, speakers, roles, directions, chrome, and what is known of the broadcast."""

from onrecord.transcripts.detect import FORMATS, Format
from onrecord.transcripts.read import Reader, characters, read

__all__ = ["FORMATS", "Format", "Reader", "characters", "read"]
