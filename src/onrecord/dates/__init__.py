"""DATE WORDS → DAYS: an own grammar of English date expressions, which leaves open what the words leave open."""

from onrecord.dates.conventions import Conventions
from onrecord.dates.finder import find
from onrecord.dates.meaning import Tense
from onrecord.dates.resolver import DateResolver

__all__ = ["Conventions", "DateResolver", "Tense", "find"]
