"""Recognised speech: no labels, often a time range before each line.

A change of speaker is claimed only where the words themselves tell: somebody introduces himself, hands over by name,
or takes the word back. Where they tell nothing, the whole is one turn of an unknown voice.
"""

import re
from collections.abc import Iterator

from onrecord.transcripts.directions import Mark
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.names import fold
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance

_CODE = re.compile(
    r"\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\]?"
    r"(?: ?(?:-->|-|–|—|to) ?\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\]?)?:?(?= |$)"
)


def is_recognised(page: Page, patches_start: frozenset[int]) -> bool:
    """Whether an unlabelled page is speech: time codes at most lines, lower case throughout, or a spoken opening."""
    lines = [line for line in page.lines if line.start not in patches_start]
    if not lines:
        return False
    coded = sum(bool(_CODE.match(page.folded, line.start, line.end)) for line in lines)
    if coded >= 3 and coded >= 0.5 * len(lines):
        return True
    letters = [character for character in page.folded[:20_000] if character.isalpha()]
    if len(letters) > 150 and sum(character.isupper() for character in letters) < 0.004 * len(letters):
        return True
    marked = sum(page.folded.startswith(">>", line.start) for line in lines)
    if marked >= 2 and marked >= 0.2 * len(lines):
        return True
    return any(_opens(page.folded[line.start : line.end]) for line in lines[:4])


def _opens(words: str) -> bool:
    formulas = Formulas.load()
    unquoted = re.sub(r"\"[^\"]*\"", " ", words)
    return formulas.has("opening", unquoted) and bool(formulas.self_name(unquoted))


def utterances(page: Page, patches_start: frozenset[int], marks: tuple[Mark, ...]) -> tuple[Utterance, ...]:
    """The utterances of recognised speech, in order."""
    lines = list(_lines(page, patches_start))
    if not lines:
        return ()
    found: list[Utterance] = []
    start, named, named_at, rule = lines[0][0], None, None, "first words"
    expected: tuple[str, tuple[int, int]] | None = None
    for number, (begin, end) in enumerate(lines):
        change = _change(page, lines, number, named, expected)
        if change and number and begin > start:
            found.append(_utterance(start, lines[number - 1][1], named, named_at, rule))
            start, (named, named_at, rule) = begin, change
        if named is None and rule in ("first words", "new speaker mark"):
            named, named_at = _introduction(page, begin, end) or (None, None)
        expected = _handover(page, lines, number) or (expected if number and not change else None)
    found.append(_utterance(start, lines[-1][1], named, named_at, rule))
    return tuple(found)


def _utterance(
    start: int, end: int, named: str | None, named_at: tuple[int, int] | None, rule: str
) -> Utterance:
    return Utterance(start, end, start, start, None, named, named_at, rule)


def _lines(page: Page, patches_start: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The spoken words of each line, behind its time code or new-speaker mark."""
    for line in page.lines:
        if line.start in patches_start:
            continue
        code = _CODE.match(page.folded, line.start, line.end)
        start, end = page.trimmed(code.end() if code else line.start, line.end)
        marker = re.compile(r">>+ *").match(page.folded, start, end)
        start = marker.end() if marker else start
        if start < end:
            yield start, end


Change = tuple[str | None, tuple[int, int] | None, str]


def _change(
    page: Page,
    lines: list[tuple[int, int]],
    number: int,
    named: str | None,
    expected: tuple[str, tuple[int, int]] | None,
) -> Change | None:
    """Whether another voice begins with this line: its name if told, where it is told, and the rule."""
    begin, end = lines[number]
    words = page.folded[begin:end]
    formulas = Formulas.load()
    if page.folded[max(0, begin - 4) : begin].strip() == ">>":
        return None, None, "new speaker mark"
    if expected and number and _ends_sentence(page, lines[number - 1]):
        return *expected, "hand-over"
    introduced = _introduction(page, begin, end)
    if introduced and named and fold(introduced[0]) != fold(named) and number:
        return *introduced, "self-introduction"
    back = formulas.find("handback", words[:120])
    if back and named and fold(words[back.start : back.end]) == fold(named):
        return None, None, "hand-back"
    if number and named and _signed_off(page, lines[number - 1], named):
        return None, None, "after a sign-off"
    return None


def _ends_sentence(page: Page, line: tuple[int, int]) -> bool:
    return page.folded[line[1] - 1] in ".?!\""


def _introduction(page: Page, begin: int, end: int) -> tuple[str, tuple[int, int]] | None:
    found = Formulas.load().self_name(page.folded[begin:end])
    if not found or len(page.folded[begin + found.start : begin + found.end].split()) < 2:
        return None
    at = (begin + found.start, begin + found.end)
    return page.text[slice(*at)], at


def _signed_off(page: Page, line: tuple[int, int], named: str) -> bool:
    tail = page.folded[max(line[0], line[1] - 120) : line[1]]
    found = Formulas.load().find("signoff", tail)
    return bool(found and fold(named.split()[-1]) in fold(tail[found.start : found.end]))


def _handover(page: Page, lines: list[tuple[int, int]], number: int) -> tuple[str, tuple[int, int]] | None:
    """The name to whom the words hand over, if the line ends the sentence that does."""
    begin, end = lines[number]
    if not _ends_sentence(page, (begin, end)):
        return None
    window = lines[number - 1][0] if number and not _ends_sentence(page, lines[number - 1]) else begin
    words = page.folded[window:end]
    sentence = max(words.rfind(mark, 0, len(words) - 2) for mark in (". ", "? ", "! ")) + 1
    found = Formulas.load().find("handover", words[sentence:])
    if not found:
        return None
    at = (window + sentence + found.start, window + sentence + found.end)
    name = page.text[slice(*at)]
    return (name, at) if len(name.split()) > 1 and "\n" not in name else None
