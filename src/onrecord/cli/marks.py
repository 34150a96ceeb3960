"""The marks of `onrecord show`: who says what inside a text, which words name an event, and who the actors are.

In colour the words are set off by styles; without it, by signs: ⟦Police⟧₂ ‹say› «the rebels ⌈shelled⌉ the bridge».
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from onrecord.cli.terminal import line, printable
from onrecord.records import (
    Actor,
    Code,
    CodedDocument,
    Evidence,
    MentionForm,
    Segment,
    Statement,
    StatementKind,
)

_HEAD = ("", "actor", "kind", "country", "sector", "says", "mentions")
_COUNTS = ("", "says", "mentions")  # columns of numbers
_NAME = 36  # columns of the list; a longer name stands out of line
_UNKNOWN = "–"
_GUESS = "?"


class Part(Enum):
    """A part of a statement, or what names an event: the signs around it, and its style; the later is the inner."""

    SOURCE = ("⟦", "⟧", "bold magenta")
    CUE = ("‹", "›", "magenta")
    CONTENT = ("«", "»", "green")
    TRIGGER = ("⌈", "⌉", "bold yellow")


_ORDER = tuple(Part)
_MEANING = {Part.SOURCE: "who", Part.CUE: "says", Part.CONTENT: "what", Part.TRIGGER: "does"}


class _Mark(NamedTuple):
    """Words in the text, with the number of the actor behind them."""

    start: int
    end: int
    part: Part
    actor: int | None


class _Edit(NamedTuple):
    """Words for [start, end) of the text; `order` sorts those of one place. A sign, of no length, has a style."""

    start: int
    order: tuple[int, int, int]
    end: int
    words: str
    style: str = ""


class Marks:
    """The marks of one document. With `signs`, parts are set between signs; else they are coloured.

    Marked are statements, not the attributions that are set aside, and the words that name events. The turn of a guest
    or an official, a statement as a whole, has no marks around it: see `is_statement`.
    """

    def __init__(self, coded: CodedDocument, *, signs: bool) -> None:
        self.coded = coded
        self.signs = signs
        self.said = [one for one in coded.statements if one.set_aside is None]
        self.clips = {one.turn_id for one in self.said if one.kind is StatementKind.CLIP}
        self.says = Counter(one.source_id for one in self.said)
        self.named = Counter(one.actor_id for one in coded.mentions if one.form is not MentionForm.PRONOUN)
        self.numbers = {actor.id: number for number, actor in enumerate(coded.actors, start=1)}
        found = [mark for one in self.said if one.kind is not StatementKind.CLIP for mark in self._parts(one)]
        found += [_Mark(one.trigger.start, one.trigger.end, Part.TRIGGER, None) for one in coded.events]
        found.sort(key=lambda mark: (mark.start, mark.actor is not None))
        self.marks = list({mark[:3]: mark for mark in found}.values())

    def _parts(self, statement: Statement) -> list[_Mark]:
        parts: list[tuple[Evidence | None, Part]] = [
            (statement.source, Part.SOURCE),
            (statement.cue, Part.CUE),
            *((words, Part.CONTENT) for words in statement.content),
        ]
        actor = self.numbers.get(statement.source_id or "")
        return [
            _Mark(words.start, words.end, part, actor if part is Part.SOURCE else None)
            for words, part in parts
            if words is not None
        ]

    def is_statement(self, turn_id: str | None) -> bool:
        """Whether a turn is, as a whole, a statement of its speaker."""
        return turn_id is not None and turn_id in self.clips

    def text(self, segment: Segment) -> Text:
        """The words of a segment with their marks, stage directions dimmed, lines that a machine wrapped joined."""
        home, end = segment.evidence.start, segment.evidence.end
        words = Text(printable(segment.evidence.quote))
        for direction in self.coded.transcript.directions:
            if home <= direction.evidence.start and direction.evidence.end <= end:
                words.stylize("dim italic", direction.evidence.start - home, direction.evidence.end - home)
        here = self.marks[bisect_left(self.marks, (home,)) : bisect_left(self.marks, (end,))]
        if not self.signs:
            for mark in here:
                words.stylize(mark.part.value[2], mark.start - home, mark.end - home)
        repairs = (
            _Edit(one.start, (2, 0, 0), one.end, printable(one.replacement))
            for one in self.coded.transcript.repairs
            if home <= one.start and one.end <= end
        )
        return _edited(words, home, sorted([*self._signs(here, end), *repairs]))

    def _signs(self, marks: list[_Mark], end: int) -> Iterator[_Edit]:
        """What is put before and behind parts: inner parts begin last and end first."""
        for mark in marks:
            stop = min(mark.end, end)
            opening, closing, style = (*mark.part.value[:2], "") if self.signs else ("", "", mark.part.value[2])
            behind = closing + _subscript(mark.actor)
            depth = _ORDER.index(mark.part)
            if opening:
                yield _Edit(mark.start, (1, -stop, depth), mark.start, opening, style)
            if behind:
                yield _Edit(stop, (0, -mark.start, -depth), stop, behind, style)

    def actors(self) -> list[Text]:
        """A line for each actor that says something or is named more than once; none if there are no such actors."""
        rows = [self._row(actor) for actor in self.coded.actors if self._leads(actor)]
        if not rows:
            return []
        widths = [min(max(map(cell_len, column)), _NAME) for column in zip(_HEAD, *rows, strict=True)]
        return [_in_columns(row, widths, "" if number else "bold") for number, row in enumerate((_HEAD, *rows))]

    def _leads(self, actor: Actor) -> bool:
        return bool(self.says[actor.id]) or self.named[actor.id] > 1

    def notes(self) -> list[Text]:
        """The other actors, and what the marks mean; each may be longer than a line."""
        others = " · ".join(line(actor.name) for actor in self.coded.actors if not self._leads(actor))
        legend = Text(" · ").join(self._legend())
        return [note for note in (Text(f"Named once: {others}" if others else "", style="dim"), legend) if note]

    def _row(self, actor: Actor) -> tuple[str, ...]:
        codes = (_code(actor.country), _code(actor.sector))
        counts = (str(count or "") for count in (self.says[actor.id], self.named[actor.id]))
        return (str(self.numbers[actor.id]), line(actor.name), actor.kind.value, *codes, *counts)

    def _legend(self) -> Iterator[Text]:
        if any(mark.part is not Part.TRIGGER for mark in self.marks):
            words = (_explained(part, self.signs) for part in _ORDER if part is not Part.TRIGGER)
            yield Text(" ").join(words).append(", numbered as above", style="dim")
        if any(mark.part is Part.TRIGGER for mark in self.marks):
            yield _explained(Part.TRIGGER, self.signs).append(": an event", style="not bold dim")
        if self.clips:
            yield Text("│ a whole statement", style="dim")
        if any(_is_guess(code) for actor in self.coded.actors for code in (actor.country, actor.sector)):
            yield Text(f"{_GUESS} a guess", style="dim")


def _edited(words: Text, home: int, edits: list[_Edit]) -> Text:
    """The text that begins at `home` with its edits, each in the style of the words in whose place it stands."""
    found, at = Text(), 0
    for edit in edits:
        start = max(edit.start - home, at)
        found.append_text(words[at:start])
        at = max(edit.end - home, start)
        new = Text(edit.words, style=edit.style)
        for span in words[start:at].spans:
            new.stylize(span.style)
        found.append_text(new)
    return found.append_text(words[at:])


def _in_columns(cells: tuple[str, ...], widths: list[int], style: str) -> Text:
    row = []
    for cell, width, name in zip(cells, widths, _HEAD, strict=True):
        room = " " * (width - cell_len(cell))
        row.append(room + cell if name in _COUNTS else cell + room)
    return Text("  ".join(row).rstrip(), style=style)


def _code(code: Code) -> str:
    return _UNKNOWN if code.value is None else code.value + (_GUESS if _is_guess(code) else "")


def _is_guess(code: Code) -> bool:
    """Whether a code stands on no words of the text and is right only so often."""
    return code.value is not None and code.score is not None and code.evidence is None


def _explained(part: Part, signs: bool) -> Text:
    name, (opening, closing, style) = _MEANING[part], part.value
    number = _subscript(1) if part is Part.SOURCE else ""
    return Text(f"{opening}{name}{closing}{number}") if signs else Text(f"{name}{number}", style=style)


def _subscript(number: int | None) -> str:
    """A number as small signs, which stand in no text.

    >>> _subscript(12)
    '₁₂'
    """
    return "" if number is None else "".join(chr(ord("₀") + int(digit)) for digit in str(number))


__all__ = ["Marks", "Part"]
