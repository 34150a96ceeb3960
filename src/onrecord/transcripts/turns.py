"""From labels to turns: where each voice begins and ends, hosts without a label included."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.records import Role
from onrecord.transcripts.chrome import Patch
from onrecord.transcripts.directions import Mark
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.labelled import Candidate
from onrecord.transcripts.labels import Label, Strength, not_label
from onrecord.transcripts.names import fold
from onrecord.transcripts.page import Page


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice says without a break: speech `[start, end)`, and its label if one is printed.

    `named` is the name that the words themselves give an unlabelled voice ("And I'm Jana Holt"), `rule` what found it.
    """

    start: int
    end: int
    label_start: int
    label_end: int
    label: Label | None
    named: str | None
    named_at: tuple[int, int] | None
    rule: str

    @property
    def label_has_title(self) -> bool:
        """Whether the label prints a title: `GOVERNOR BELL`."""
        return bool(self.label and self.label.title)


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of an utterance: everything before `at` belongs to the one before."""

    at: int
    speech: int
    label_start: int
    label_end: int
    label: Label | None
    named: str | None = None
    named_at: tuple[int, int] | None = None
    rule: str = "label"


def utterances(
    page: Page,
    accepted: tuple[Candidate, ...],
    headings: tuple[Candidate, ...],
    marks: tuple[Mark, ...],
    patches: tuple[Patch, ...],
) -> tuple[Utterance, ...]:
    """The utterances of a labelled transcript, in order. `headings` are lines such as `NOTE: …`, which nobody says."""
    borders = _Borders(page, marks, patches, headings)
    cuts = [_label_cut(page, candidate) for candidate in accepted]
    cuts = [*_openings(page, cuts, borders), *cuts]
    cuts = sorted({cut.at: cut for cut in (*_unlabelled(page, cuts, borders), *cuts)}.values(), key=lambda cut: cut.at)
    found, names = [], {fold(name) for cut in cuts if " " in (name := _name_of(cut))}
    for number, cut in enumerate(cuts):
        limit = cuts[number + 1].at if number + 1 < len(cuts) else len(page.text)
        if number + 1 == len(cuts):
            limit = _before_biography(page, cut.speech, limit, names)
        spoken = borders.speech(cut.speech, limit)
        if spoken[0] < spoken[1]:
            found.append(
                Utterance(*spoken, cut.label_start, cut.label_end, cut.label, cut.named, cut.named_at, cut.rule)
            )
    return tuple(found)


def _label_cut(page: Page, candidate: Candidate) -> Cut:
    speech = candidate.speech
    if candidate.alone:
        speech = page.lines[candidate.line + 1].start if candidate.line + 1 < len(page.lines) else len(page.text)
    at = page.lines[candidate.line].start if candidate.at_line else candidate.start
    return Cut(at, speech, candidate.start, candidate.end, candidate.label)


class _Borders:
    """Where speech ends: at chrome, at headings, at directions that stand alone."""

    def __init__(
        self, page: Page, marks: tuple[Mark, ...], patches: tuple[Patch, ...], headings: tuple[Candidate, ...]
    ) -> None:
        self.page = page
        self.rest = [patch.start for patch in patches if patch.rest]
        lines = {patch.start: patch.end for patch in patches if not patch.rest}
        lines |= {page.lines[heading.line].start: page.lines[heading.line].end for heading in headings}
        self.chrome_ends = {end: start for start, end in lines.items()}
        self.chrome_starts = frozenset(lines)
        self.marks_by_end = {mark.end: mark for mark in marks}
        self.marks_by_start = {mark.start: mark for mark in marks}
        self.line_starts = [line.start for line in page.lines]

    def line_at(self, offset: int) -> int:
        """The number of the line that holds `offset`, or of the next one."""
        number = bisect_left(self.line_starts, offset)
        if number and (number == len(self.line_starts) or self.line_starts[number] > offset):
            return number - 1 if self.page.lines[number - 1].end > offset else number
        return number

    def speech(self, start: int, limit: int) -> tuple[int, int]:
        """The spoken words between `start` and `limit`: chrome, headings and stand-alone directions cut off."""
        begin, end = self.page.trimmed(start, limit)
        stop = bisect_left(self.rest, begin)
        if stop < len(self.rest) and self.rest[stop] < end:
            begin, end = self.page.trimmed(begin, self.rest[stop])
        while begin < end:
            shorter = self._without_last(begin, end)
            if shorter == end:
                break
            begin, end = self.page.trimmed(begin, shorter)
        mark = self.marks_by_start.get(begin)
        if mark and mark.kind == "time code" and mark.end < end:
            begin, end = self.page.trimmed(mark.end, end)
        return begin, end

    def _without_last(self, begin: int, end: int) -> int:
        """The end without a last line of chrome, a heading, or a direction that nobody speaks."""
        if end in self.chrome_ends and self.chrome_ends[end] >= begin:
            return self.chrome_ends[end]
        if self.page.folded[end - 1] == "|":
            return end - 1  # the border of a table's cell
        mark = self.marks_by_end.get(end)
        if mark and mark.start > begin and (self.stands_alone(mark) or mark.kind in _BETWEEN):
            return mark.start
        return self._without_heading(begin, end)

    def _without_heading(self, begin: int, end: int) -> int:
        """The end without a last line that is a heading: capital words, no full stop, behind a full sentence."""
        if self.page.folded[end - 1] in _SENTENCE_ENDS:
            return end
        number = self.line_at(end - 1)
        line = self.page.lines[number]
        if end - line.start > _HEADING_LENGTH:
            return end
        words = self.page.folded[line.start : end].split()
        if line.start <= begin or not 2 <= len(words) <= 12:
            return end
        if self.page.folded[self.page.lines[number - 1].end - 1] not in ".?!\"')]":
            return end
        long_words = [word for word in words if len(word) > 3]
        capital = sum(word[0].isupper() for word in long_words)
        short = len(words) <= 4 and words[0][0].isupper() and line.blank_before
        if self.page.wrapped or not long_words or not (capital == len(long_words) or short):
            return end
        return line.start

    def stands_alone(self, mark: Mark) -> bool:
        """Whether a direction has its line for itself, or a line of directions."""
        number = self.line_at(mark.start)
        line = self.page.lines[number]
        if self.page.wrapped and not line.blank_before:
            return False
        if line.end - line.start < 400 and not _MARKS.sub("", self.page.folded[line.start : line.end]):
            return True
        capitals = self.page.folded[mark.start : mark.end].isupper()
        one_line = line.end - line.start > 2_000 and mark.kind in ("audience/sound", "crosstalk", "music")
        return capitals and one_line

    def lines_between(self, start: int, end: int) -> Iterator[int]:
        """Numbers of the lines that begin in `[start, end)` and are neither chrome nor directions alone."""
        number = bisect_left(self.line_starts, start)
        while number < len(self.line_starts) and self.line_starts[number] < end:
            begin = self.line_starts[number]
            mark = self.marks_by_start.get(begin)
            if begin not in self.chrome_starts and not (mark and self.stands_alone(mark)):
                yield number
            number += 1


_HEADING_LENGTH = 160
_SENTENCE_ENDS = ".?!…-—\"')]:"
_MARKS = re.compile(r"[(\[][^()\[\]]*[)\]]|[\s.]")
_BETWEEN = frozenset({"break", "clip begins", "clip ends", "package begins", "package ends", "soundbite", "time code"})
"""Kinds of directions that stand between utterances, also on the line of one."""


def _openings(page: Page, cuts: list[Cut], borders: _Borders) -> list[Cut]:
    """Hosts at the top whose label got lost: from "I'm NAME" or a programme's formula, or a hand-over to a reporter."""
    first = cuts[0].at if cuts else len(page.text)
    lines = list(borders.lines_between(0, first))
    formulas = Formulas.load()
    for position, number in enumerate(lines):
        line = page.lines[number]
        words = page.folded[line.start : line.end]
        if line.end <= first and formulas.opens(words):
            return [_opening_cut(page, number, formulas)] + [
                _opening_cut(page, later, formulas)
                for later in lines[position + 1 :]
                if formulas.second_host(page.folded[page.lines[later].start : page.lines[later].end])
            ]
    return _handover(page, cuts, lines, formulas)


def _opening_cut(page: Page, number: int, formulas: Formulas) -> Cut:
    line = page.lines[number]
    named = formulas.self_name(page.folded[line.start : line.end])
    at = (line.start + named.start, line.start + named.end) if named else None
    name = page.text[slice(*at)] if at else None
    return Cut(line.start, line.start, line.start, line.start, None, name, at, "self-introduction")


def _handover(page: Page, cuts: list[Cut], lines: list[int], formulas: Formulas) -> list[Cut]:
    """Unlabelled paragraphs that end in "Jana Holt reports." or "She joins us." before the first label are a host's.

    Only where no label says `HOST`: the label of the first paragraph got lost, as on many pages.
    """
    labels = [cut.label for cut in cuts if cut.label]
    if not lines or not labels or not labels[0].name or labels[0].role is Role.HOST:
        return []
    if any(label.role is Role.HOST for label in labels) or not labels[0].capitals:
        return []
    last = page.lines[lines[-1]]
    words = page.folded[last.start : last.end]
    returns = any(len(label.words) == 1 and label.capitals for label in labels)
    if not (formulas.hands_over(words) or (returns and formulas.has("guest", words[-200:]))):
        return []
    first = max(_last_break(page, lines), 1 if len(lines) > 1 else 0)
    line = page.lines[lines[min(first, len(lines) - 1)]]
    return [Cut(line.start, line.start, line.start, line.start, None, rule="before a hand-over")]


def _last_break(page: Page, lines: list[int]) -> int:
    """Position in `lines` behind the last chrome or headline above the host's words."""
    first = 0
    for position, number in enumerate(lines):
        ends = page.folded[page.lines[number].end - 1] in ".?!\"'"
        if not ends:
            first = position + 1
        elif position and lines[position - 1] != number - 1:
            first = position
    return first


def _unlabelled(page: Page, cuts: list[Cut], borders: _Borders) -> Iterator[Cut]:
    """New voices without a label: "And I'm NAME" after a host, and whatever is played after a soundbite mark."""
    formulas = Formulas.load()
    for number, cut in enumerate(cuts):
        limit = cuts[number + 1].at if number + 1 < len(cuts) else len(page.text)
        played = False
        for line_number in _lines_after(cut, limit, borders):
            line = page.lines[line_number]
            mark = borders.marks_by_start.get(line.start)
            if mark and borders.stands_alone(mark):
                played = mark.kind in ("soundbite", "clip begins", "clip ends") or played
                continue
            words = page.folded[line.start : line.end]
            if played and line.start not in borders.chrome_starts:
                yield Cut(line.start, line.start, line.start, line.start, None, rule="after a soundbite mark")
                break
            named = formulas.second_host(words)
            if named and fold(words[named.start : named.end]) != fold(_name_of(cut)):
                yield replace(_opening_cut(page, line_number, formulas), rule="second host")
                break


def _lines_after(cut: Cut, limit: int, borders: _Borders) -> Iterator[int]:
    number = bisect_left(borders.line_starts, cut.speech + 1)
    while number < len(borders.line_starts) and borders.line_starts[number] < limit:
        yield number
        number += 1


def _name_of(cut: Cut) -> str:
    return cut.named or (cut.label.name if cut.label and cut.label.name else "")


_BIOGRAPHY = re.compile(
    r"(?:^|[\n\r])[ ]*((?:[^\W\d_][\w'.-]* ){2,4})"
    r"(?:is|was|has|began|joined|covers|reports|works|hosts|presents|writes|teaches)\b"
)


def _before_biography(page: Page, start: int, limit: int, names: set[str]) -> int:
    """The start of a closing paragraph that tells of one of the voices in the third person, else `limit`.

    Nobody opens a paragraph with his own full name and "is a correspondent"; biographies at the foot of a page do.
    """
    for match in _BIOGRAPHY.finditer(page.folded, start, limit):
        if match.start() > start and fold(match[1]) in names:
            return match.start()
    return limit


def headings(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Lines that begin with a word such as `NOTE:`: in a transcript nobody speaks them."""
    return tuple(
        c for c in found if c.at_line and c.label.strength == Strength.NOT and not_label(c.label.text) != "phrase"
    )
