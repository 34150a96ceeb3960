"""Labelled transcripts: which labels of a text are speakers'.

Two steps: `candidates` collects every place whose shape may be a label, `accept` decides with the whole document in
view: a strong shape counts at once, a bare name must recur or be supported, a name in mixed case must recur among
others, and a fact check or a story with a colon has no labels at all.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.records import Role
from onrecord.settings import Settings
from onrecord.transcripts.chrome import Patch
from onrecord.transcripts.labels import Label, Strength, as_name, not_label, parse
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.names import is_capitals, is_slip
from onrecord.transcripts.page import Line, Page


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be a label: `[start, end)` without the colon; what is said begins at `speech`.

    `at_line` tells whether it begins its line, `alone` whether nothing else stands on it.
    """

    start: int
    end: int
    speech: int
    label: Label
    at_line: bool
    alone: bool
    line: int


_LEAD = re.compile(
    r"(?:[*_#>|•-]+ *|\[[^\]\n]{1,60}\] *|\((?:MUSIC|SOUNDBITE[^)]*|\d[\d:]*|LAUGHTER|APPLAUSE)\) *"
    r"|\d{1,2}:\d{2}(?::\d{2})? +(?:[AP]M )?)+"
)
_QUESTION = re.compile(r"Q(?: {2,}|[.:] +| (?=[A-Z\"'(\[\\—-]))")
_AFTER = re.compile(r"[*_]* *(?:\(\d{1,2}:\d{2}(?::\d{2})?\) *|\[\d{1,2}:\d{2}(?::\d{2})?\] *)?")
_BOUNDARY = re.compile(
    r"(?<=[.?!…\"')\]—–:-]) +(?=[^\W\d_(])"  # the end of a sentence, a bracket, a break in speech, and a space
    r"|(?<=[^\W\d_][^\W\d_][.?!…])(?=[A-Z])|(?<=\d[.?!])(?=[A-Z])|(?<=[.…]\.)(?=[A-Z])"  # glued: `…back to AM.PM: Good`
    r"|(?<=[.?!][\"'])(?=[A-Z])|(?<=[—–])(?=[A-Z])|(?<=--)(?=[A-Z])"
)
_TWO_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{2}|\bPM\b")


def candidates(page: Page, patches: tuple[Patch, ...], settings: Settings) -> tuple[Candidate, ...]:
    """Every place of the page that may be a label, in order."""
    chrome = {patch.start for patch in patches if not patch.rest}
    rows = _table_rows(page)
    found: list[Candidate] = []
    for number, line in enumerate(page.lines):
        if rows:
            found.extend(rows.get(number, ()))
        elif line.start not in chrome:
            found.extend(_in_line(page, number, line, settings))
    return tuple(found)


def _in_line(page: Page, number: int, line: Line, settings: Settings) -> Iterator[Candidate]:
    first = _at_line_start(page, number, line, settings)
    if first:
        first = _second_of_two(page, number, line, first, settings)
        yield first
    yield from _inside(page, number, line, first.speech if first else line.start, settings)


def _at_line_start(page: Page, number: int, line: Line, settings: Settings) -> Candidate | None:
    lead = _LEAD.match(page.folded, line.start, line.end) if not page.folded[line.start].isalpha() else None
    start = lead.end() if lead else line.start
    question = _QUESTION.match(page.folded, start, line.end) if page.folded.startswith("Q", start) else None
    if question:
        label = parse("Q")
        return Candidate(start, start + 1, question.end(), label, True, False, number) if label else None
    colon = start
    while (colon := page.folded.find(":", colon, min(line.end, start + settings.label_length))) >= 0:
        words = page.folded[start:colon]
        if words.count("(") == words.count(")") and (label := parse(words.strip(" *_"))):
            end = start + len(words.rstrip(" *_"))
            return _candidate(page, number, line, start, end, colon, label, at_line=True)
        colon += 1
    return None


def _candidate(
    page: Page, number: int, line: Line, start: int, end: int, colon: int, label: Label, *, at_line: bool
) -> Candidate:
    after = _AFTER.match(page.folded, colon + 1, line.end)
    speech = after.end() if after else colon + 1
    if after and any(character.isdigit() for character in after[0]) and label.strength > Strength.NOT:
        label = replace(label, strength=Strength.STRONG)  # a time code behind the colon
    return Candidate(start, end, speech, label, at_line, at_line and speech >= line.end, number)


def _second_of_two(page: Page, number: int, line: Line, first: Candidate, settings: Settings) -> Candidate:
    """Of two labels in a row (`JANE ROE, host: Unidentified Man: …`) the second speaks."""
    colon = page.folded.find(":", first.speech, min(line.end, first.speech + settings.label_length))
    if colon < 0 or first.alone or first.label.strength == Strength.NOT:
        return first
    label = parse(page.folded[first.speech : colon].strip())
    if label is None or label.strength < Strength.PLAIN or not page.folded[colon + 1 : colon + 2].isspace():
        return first
    return _candidate(page, number, line, first.speech, colon, colon, label, at_line=True)


def _inside(page: Page, number: int, line: Line, begin: int, settings: Settings) -> Iterator[Candidate]:
    """Labels within a line: behind the end of a sentence, in capitals, before a colon and a space."""
    text, colon = page.folded, begin
    while (colon := text.find(":", colon, line.end)) >= 0:
        window = max(begin, colon - settings.label_length)
        found = None
        if colon + 1 >= line.end or text[colon + 1] in ' "':
            found = _label_before(text, window, colon)
        if found:
            start, label = found
            yield _candidate(page, number, line, start, colon, colon, label, at_line=False)
            begin = colon + 1
        colon += 1


def _label_before(text: str, window: int, colon: int) -> tuple[int, Label] | None:
    if not _TWO_CAPITALS.search(text, max(window, colon - 60), colon):
        return None
    for boundary in _BOUNDARY.finditer(text, window, colon):
        label = parse(text[boundary.end() : colon])
        if label and label.capitals and label.strength > Strength.NOT and _starts_in_capitals(label):
            return boundary.end(), label
    return None


def _starts_in_capitals(label: Label) -> bool:
    return label.name is None or is_capitals(label.words[-1])


_CELL = re.compile(r" *([^|]*?) *(?:\||$)")


def _table_rows(page: Page) -> dict[int, list[Candidate]]:
    """The labels of a speaker table (`| Speaker | Time | Text |`), by line number; empty if the page has none."""
    found: dict[int, list[Candidate]] = {}
    columns: tuple[int, int] | None = None
    for number, line in enumerate(page.lines):
        row = page.folded[line.start : line.end]
        if row.count("|") < 2:
            continue
        offset = 1 if row.startswith("|") else 0
        cells = [(match.start(1), match.end(1)) for match in _CELL.finditer(row, offset)]
        names = [row[slice(*cell)].casefold() for cell in cells]
        if columns is None and "speaker" in names and ("text" in names or "transcript" in names):
            columns = names.index("speaker"), names.index("text" if "text" in names else "transcript")
        elif columns and len(cells) > max(columns):
            (start, end), (speech, _) = cells[columns[0]], cells[columns[1]]
            label = parse(row[start:end])
            if label:
                label = replace(label, strength=Strength.STRONG)
                where = (line.start + start, line.start + end, line.start + speech)
                found[number] = [Candidate(*where, label, True, False, number)]
    return found if columns else {}


def accept(
    page: Page, found: tuple[Candidate, ...], index: NameIndex, patches: tuple[Patch, ...], settings: Settings
) -> tuple[Candidate, ...]:
    """The candidates that are speakers' labels in this document; none if it is no transcript."""
    usable = [candidate for candidate in _surnames_named(found) if candidate.label.strength > Strength.NOT]
    usable = _without_headline(page, usable)
    counts = Counter(candidate.label.voice for candidate in usable)
    if _is_fact_check(found, usable) or not _is_transcript(page, usable, counts, settings):
        return ()
    weak_document = not any(c.label.capitals for c in usable if counts[c.label.voice] > 1)
    surnames = {
        c.label.voice
        for c in usable
        if c.label.name and (c.label.strength == Strength.STRONG or (c.label.capitals and c.at_line))
    }
    known = _Known(counts, surnames, index, settings, weak_document)
    kept = [candidate for candidate in usable if known.keeps(candidate)]
    return tuple(_before_comments(kept, patches))


def _before_comments(kept: list[Candidate], patches: tuple[Patch, ...]) -> list[Candidate]:
    """Without labels in mixed case behind the end of a transcript in capitals: readers' comments, an article's tail."""
    last = max((candidate.start for candidate in kept if candidate.label.capitals), default=-1)
    ends = min((patch.start for patch in patches if patch.rest and patch.start > last), default=None)
    if last < 0 or ends is None:
        return kept
    return [candidate for candidate in kept if candidate.label.capitals or candidate.start < ends]


def without_colon(page: Page, accepted: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The accepted labels, and those of the same words whose colon was forgotten or misread.

    `KOSINSKI Good morning.` begins with a name in capitals; `JOURNALIST;` stands alone where labels stand alone.
    """
    named = [c.label for c in accepted if c.label.capitals and c.label.name]
    surnames = {label.words[-1]: surname for label in named if (surname := parse(label.words[-1]))}
    known = {text: label for text, label in (surnames | {x.text: x for x in named}).items() if len(text) > 3}
    alone = {c.label.text: c.label for c in accepted if c.alone and c.label.capitals}
    taken = {candidate.line for candidate in accepted}
    found = []
    for number, line in enumerate(page.lines if known or alone else ()):
        if number in taken:
            continue
        words = page.folded[line.start : min(line.end, line.start + 60)].rstrip(";., ")
        match = _SLIP.match(page.folded, line.start, line.end)
        if match and match[1] in known:
            found.append(Candidate(line.start, match.end(1), match.end(), known[match[1]], True, False, number))
        elif words in alone and line.end - line.start <= len(words) + 2 and number + 1 < len(page.lines):
            end = line.start + len(words)
            found.append(Candidate(line.start, end, line.end, alone[words], True, True, number))
    return tuple(sorted((*accepted, *found), key=lambda candidate: candidate.start))


_SLIP = re.compile(r"([^\W\d_a-z]['A-Z.\- ]{2,40}?[A-Z]) +(?=[A-Z][a-z]|I )")


def _surnames_named(found: tuple[Candidate, ...]) -> Iterator[Candidate]:
    """The candidates; a heading word that is the surname of a label in full is a name: `MAY` after `TERESA MAY`."""
    named = {c.label.words[-1].upper() for c in found if c.label.capitals and len(c.label.words) > 1}
    for candidate in found:
        label = candidate.label
        if label.strength == Strength.NOT and label.text.upper() in named:
            name = as_name(label.text)
            yield replace(candidate, label=name) if name else candidate
        else:
            yield candidate


def _without_headline(page: Page, usable: list[Candidate]) -> list[Candidate]:
    """Drop `Jane Roe: No War This Year` at the top: a first line in mixed case that is written like a headline."""
    if not usable or usable[0].line > 1 or usable[0].label.capitals or usable[0].alone:
        return usable
    line = page.lines[usable[0].line]
    words = page.folded[usable[0].speech : line.end]
    long_words = [word for word in re.findall(r"[^\W\d_][\w'-]+", words) if len(word) > 3]
    capital = sum(word[0].isupper() for word in long_words)
    headline = not words.rstrip("\"'").endswith((".", "?", "!", "…", "-", "—")) or capital > 0.7 * len(long_words) > 1
    return usable[1:] if headline else usable


def _is_fact_check(found: tuple[Candidate, ...], usable: list[Candidate]) -> bool:
    steps = sum(
        candidate.at_line and not_label(candidate.label.text) == "fact check"
        for candidate in found
        if candidate.label.strength == Strength.NOT
    )
    strong = sum(candidate.label.strength == Strength.STRONG for candidate in usable)
    return steps >= 2 and strong < 2


def _is_transcript(page: Page, usable: list[Candidate], counts: Counter[str], settings: Settings) -> bool:
    """Whether the labels together make a transcript, and not a story with a colon here and there."""
    strong = {c.label.key for c in usable if c.label.strength == Strength.STRONG}
    if any(c.label.role in (Role.HOST, Role.REPORTER) and c.label.name for c in usable) and strong:
        return True
    if len(usable) < 2 or not _covers(page, usable, settings):
        return False
    plain = {c.label.key for c in usable if c.label.strength >= Strength.PLAIN}
    full = {c.label.key for c in usable if c.label.strength >= Strength.PLAIN and len(c.label.words) > 1}
    recurrent = {c.label.key for c in usable if counts[c.label.voice] > 1}
    if strong and len(plain | recurrent) > 1:
        return True
    if len(full) > 1 or (recurrent & plain and len(plain) > 1):
        return True
    weak_names = {c.label.key for c in usable if c.label.key in recurrent and c.label.name}
    return len(recurrent) > 1 and bool(weak_names or recurrent & plain)


def _covers(page: Page, usable: list[Candidate], settings: Settings) -> bool:
    """From the first label on, a transcript is mostly labelled paragraphs; a story with a short dialogue is not."""
    labelled = {candidate.line for candidate in usable}
    first = min(labelled)
    blocks = sum(line.blank_before for line in page.lines[first:]) + 1
    paragraphs = blocks if page.wrapped else len(page.lines) - first
    alone = sum(candidate.alone for candidate in usable)
    return len(labelled) + alone >= settings.labelled_share * paragraphs


@dataclass(frozen=True, slots=True)
class _Known:
    """What the whole document tells of its labels: how often a voice recurs, which surnames are in capitals."""

    counts: Counter[str]
    surnames: set[str]
    index: NameIndex
    settings: Settings
    weak_document: bool

    def keeps(self, candidate: Candidate) -> bool:
        """Whether a candidate is a label of this document."""
        label = candidate.label
        key = label.voice
        recurs = self.counts[key] > 1
        if label.strength == Strength.STRONG:
            return True
        if label.strength == Strength.PLAIN:
            office = label.role is Role.OFFICIAL and not label.text.startswith("The ")
            shaped = label.capitals or (label.role is not None and not office)
            return recurs or (candidate.at_line and shaped) or (label.name is not None and self._names(key, label))
        if key in self.surnames:
            return True
        if not self.weak_document:
            return False
        return candidate.at_line and (recurs or (len(label.words) > 1 and not candidate.alone))

    def _names(self, key: str, label: Label) -> bool:
        """Whether the name stands in another label or in the running text, slips of the pen included."""
        if key in self.surnames or self.index.with_surname(label.words[-1]):
            return True
        return any(is_slip(key, name, self.settings) for name in self.surnames)
