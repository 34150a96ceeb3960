"""Recognised speech: no labels, often a time range before each line.

A change of speaker is claimed only where the words themselves tell: somebody introduces himself, hands over by name,
or takes the word back. Where they tell nothing, the whole is one turn of an unknown voice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.settings import Settings
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.names import fold
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance

_CODE = re.compile(
    r"\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\]?(?! ?[AaPp]\.?[Mm]\b)"
    r"(?: ?(?:-->|-|–|—|to) ?\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\]?)?:?(?= |$)"
)


def is_recognised(page: Page, patches_start: frozenset[int], settings: Settings) -> bool:
    """Whether an unlabelled page is speech: time codes at most lines, lower case throughout, or a spoken opening."""
    lines = [line for line in page.lines if line.start not in patches_start]
    if not lines:
        return False
    coded = sum(bool(_CODE.match(page.folded, line.start, line.end)) for line in lines)
    if coded >= 3 and coded >= settings.timed_share * len(lines):
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


def utterances(page: Page, patches_start: frozenset[int]) -> tuple[Utterance, ...]:
    """The utterances of recognised speech, in order."""
    lines = list(_lines(page, patches_start))
    if not lines:
        return ()
    voice = _opening_voice(page, lines)
    host = voice if voice.rule == "opens" else None
    found: list[Utterance] = []
    start = lines[0][0]
    for number in range(1, len(lines)):
        change = _change(page, lines, number, voice, host)
        if change:
            found.append(_utterance(start, lines[number - 1][1], voice))
            start, voice = lines[number][0], change
    found.append(_utterance(start, lines[-1][1], voice))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks: the name if told, where it is told, and the rule that tells it."""

    name: str | None
    at: tuple[int, int] | None
    rule: str
    interview: bool = False
    asked: "_Voice | None" = None


_QUESTION = re.compile(
    r"(?:So|And|But|Well|Now|What|How|Why|Who|When|Where|Is|Are|Do|Does|Did|Can|Could|Will|Would|Has|Have)\b"
)


def _opening_voice(page: Page, lines: list[tuple[int, int]]) -> _Voice:
    """The first voice; a presenter if the first lines name a programme or say who speaks."""
    for begin, end in lines[:4]:
        introduced = _introduction(page, begin, end)
        if introduced:
            return _Voice(*introduced, "opens")
    return _Voice(None, None, "first words")


def _utterance(start: int, end: int, voice: _Voice) -> Utterance:
    return Utterance(start, end, start, start, None, voice.name, voice.at, voice.rule)


_DIRECTION = re.compile(r"[\[(][^\])]{1,60}[\])]\.?")


def _lines(page: Page, patches_start: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The spoken words of each line, behind its time code or new-speaker mark."""
    for line in page.lines:
        if line.start in patches_start or _DIRECTION.fullmatch(page.folded, line.start, line.end):
            continue
        code = _CODE.match(page.folded, line.start, line.end)
        start, end = page.trimmed(code.end() if code else line.start, line.end)
        marker = re.compile(r">>+ *").match(page.folded, start, end)
        start = marker.end() if marker else start
        if start < end:
            yield start, end


def _change(page: Page, lines: list[tuple[int, int]], number: int, voice: _Voice, host: _Voice | None) -> _Voice | None:
    """The voice that begins with a line, None if the same goes on."""
    begin, end = lines[number]
    words = page.folded[begin:end]
    if page.folded[max(0, begin - 4) : begin].strip() == ">>":
        return _Voice(None, None, "new speaker mark")
    if not _ends_sentence(page, lines[number - 1]):
        return None
    if voice.rule == "asks" and "?" in page.folded[lines[number - 1][0] : lines[number - 1][1]]:
        return replace(voice.asked, rule="handed over") if voice.asked else None
    if voice.rule != "handed over":
        named = _handover(page, lines, number - 1)
        if not named or named[0] == voice.name:
            return None
        said = page.folded[lines[max(0, number - 2)][0] : lines[number - 1][1]]
        interview = Formulas.load().has("interview", said) or Formulas.load().has("asked", said)
        return _Voice(*named, "handed over", interview=interview)
    if voice.interview and host and _QUESTION.match(words) and words.endswith("?"):
        return replace(host, rule="asks", asked=voice)
    returned = host or _Voice(None, None, "after a hand-back")
    if Formulas.load().has("presenter's line", words[:90]) or _names_only(words, voice):
        return returned
    if _hands_back(page, lines[number - 1], voice, host) or _thanks(words, voice):
        return returned
    introduced = _introduction(page, begin, end)
    if introduced and voice.name and fold(introduced[0]) != fold(voice.name):
        return returned if host and fold(introduced[0]) == fold(host.name or "") else _Voice(*introduced, "handed over")
    return None


def _names_only(words: str, voice: _Voice) -> bool:
    """Whether a line begins with the reporter's bare name, as presenters say who has spoken: "Omar Pell."."""
    return bool(voice.name) and words.startswith((f"{voice.name}.", f"{voice.name} there", f"{voice.name} with"))


def _hands_back(page: Page, line: tuple[int, int], voice: _Voice, host: _Voice | None) -> bool:
    """Whether a reporter's line is the last: a sign-off, or "back to you, Jana"."""
    if voice.name and _signed_off(page, line, voice.name):
        return True
    words = page.folded[max(line[0], line[1] - 120) : line[1]]
    first = (host.name or "").split()[:1] if host else []
    return bool(re.search(r"\b[Bb]ack to (?:you|the studio)\b", words)) or bool(
        first and re.search(rf"\b[Bb]ack to {re.escape(first[0])}\b", words)
    )


def _thanks(words: str, voice: _Voice) -> bool:
    """Whether a line thanks the reporter who has just spoken: "Thanks very much, Omar."."""
    formulas = Formulas.load()
    name = voice.name or ""
    for kind in ("handback", "handback first"):
        found = formulas.person(kind, words[:120])
        said = fold(words[found.start : found.end]) if found else ""
        if said and said in (
            fold(name),
            fold(name.split()[0] if name else "?"),
            fold(name.split()[-1] if name else "?"),
        ):
            return True
    return False


def _ends_sentence(page: Page, line: tuple[int, int]) -> bool:
    return page.folded[line[1] - 1] in '.?!"'


def _introduction(page: Page, begin: int, end: int) -> tuple[str, tuple[int, int]] | None:
    found = Formulas.load().self_name(page.folded[begin:end])
    if not found or len(page.folded[begin + found.start : begin + found.end].split()) < 2:
        return None
    at = (begin + found.start, begin + found.end)
    return page.text[slice(*at)], at


def _signed_off(page: Page, line: tuple[int, int], named: str) -> bool:
    tail = page.folded[max(line[0], line[1] - 120) : line[1]]
    found = Formulas.load().find("signoff", tail)
    return bool(found and fold(named.rsplit(maxsplit=1)[-1]) in fold(tail[found.start : found.end]))


def _last_name(page: Page, begin: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """The person named last between two offsets: of whom "I asked him" speaks."""
    named = NameIndex(page.folded[begin:end]).in_order(end - begin)
    if not named:
        return None
    start = begin + page.folded[begin:end].rindex(named[-1])
    return page.text[start : start + len(named[-1])], (start, start + len(named[-1]))


def _handover(page: Page, lines: list[tuple[int, int]], number: int) -> tuple[str, tuple[int, int]] | None:
    """The name to whom the words hand over, if the line ends the sentence that does."""
    begin, end = lines[number]
    if not _ends_sentence(page, (begin, end)):
        return None
    window = lines[number - 1][0] if number and not _ends_sentence(page, lines[number - 1]) else begin
    words = page.folded[window:end]
    sentence = max(words.rfind(mark, 0, len(words) - 2) for mark in (". ", "? ", "! ")) + 1
    found = Formulas.load().person("handover", words[sentence:])
    if not found and Formulas.load().has("asked", words):
        return _last_name(page, window, end)
    if not found:
        return None
    at = (window + sentence + found.start, window + sentence + found.end)
    name = page.text[slice(*at)]
    return (name, at) if len(name.split()) > 1 and "\n" not in name else None
