"""A form of the grammar: a pattern of words, and the function that says what they mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from onrecord.dates.meaning import Frame, Meaning
from onrecord.dates.words import expanded

Match = re.Match[str]
Reader = Callable[[Match, Frame], Meaning]


@dataclass(frozen=True)
class Form:
    """One form: its patterns name word tables in braces (see `words`); all of the words must fit one of them.

    The tables are read when the form is first tried, not when it is imported.
    """

    patterns: tuple[str, ...]
    reader: Reader

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """The patterns with the words of the tables filled in."""
        return tuple(re.compile(expanded(pattern)) for pattern in self.patterns)

    def read(self, words: str, frame: Frame) -> Meaning:
        """What words mean in this form; None if they are not of it."""
        for pattern in self.compiled:
            match = pattern.fullmatch(words)
            if match and (meaning := self.reader(match, frame)):
                return meaning
        return None


def form(*patterns: str) -> Callable[[Reader], Form]:
    """Makes a form of the function that reads it."""
    return lambda reader: Form(patterns, reader)
