"""`onrecord show --tree`: the grammar of one sentence, drawn.

A row for each word, so that the sentence reads downwards; a word stands to the right of its head, joined by a line:

      ╭╴The       det    DET   the
    ╭╴envoy       nsubj  NOUN  envoy
    left          root   VERB  leave
    ╰╴Ardan       obj    PROPN Ardan  GPE
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from onrecord.cli.terminal import line, many, out
from onrecord.errors import UsageError
from onrecord.exports.conllu import words_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from onrecord.language.parsed import Parsed
    from onrecord.records import Document, Transcript
    from onrecord.settings import Settings

_GAP = 2  # columns between two fields
_FIELD = 20  # a wider field, such as an address, stands out of line


def print_tree(transcript: "Transcript", wanted: str, settings: "Settings") -> None:
    """Parse a document and draw one sentence: see `chosen`."""
    from onrecord.language.load import parser_for

    parsed = parser_for(settings)(transcript)
    number, sentence = chosen(parsed, transcript.document, wanted)
    console = out()
    console.print(Text(line(sentence.text), style="bold"))
    console.print()
    for row in drawing(sentence, console.width):
        console.print(row, soft_wrap=True)
    console.print()
    console.print(Text(_closing_line(parsed, transcript, number, sentence), style="dim"))


def chosen(parsed: "Parsed", document: "Document", wanted: str) -> "tuple[int, Span]":
    """The sentence of that number or `sent_id`, or the first that holds these words, with its number, or UsageError."""
    sentences = list(parsed.sentences())
    there = f"{document.name} has {many(len(sentences), 'sentence')}"
    number = wanted.strip().removeprefix(f"{document.id}-")
    if number.isdecimal():
        place = int(number) if len(number) < 10 else 0
        if not 1 <= place <= len(sentences):
            raise UsageError(f"--tree {wanted}: {there}")
        return place, sentences[place - 1]
    words = _plain(wanted)
    if not words:
        raise UsageError(f"--tree is empty; {there}: give a number, or words of the sentence")
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    for place, sentence in enumerate(sentences, start=1):
        if whole.search(_plain(sentence.text)):
            return place, sentence
    raise UsageError(f"--tree {wanted!r}: no sentence holds these words; {there} (`onrecord parse` prints them)")


def _plain(text: str) -> str:
    """A text as words are sought in it: in lower case, with single spaces and plain quotation marks."""
    from onrecord.transcripts.view import folded

    return " ".join(folded(text).casefold().split())


def _closing_line(parsed: "Parsed", transcript: "Transcript", number: int, sentence: "Span") -> str:
    start, end = parsed.characters(sentence)
    count = sum(1 for _ in parsed.sentences())
    said = next((turn for turn in transcript.turns if turn.evidence.start <= start < turn.evidence.end), None)
    speaker = line(said.speaker) if said and said.speaker else ""
    facts = (f"sentence {number} of {count}", speaker, f"{start}–{end}", parsed.model, transcript.document.id)
    return line(" · ".join(filter(None, facts)))


# The drawing


def drawing(sentence: "Span", width: int) -> list[Text]:
    """One row for each word: the branch that it hangs on, the word, its label, part of speech, lemma and entity.

    The fields stand below one another as far as `width` columns allow it. A word whose line would cross another one
    hangs higher up, on a broken line, and names its head.
    """
    found = words_of(sentence)
    words, heads = [word for word, _ in found], [number - 1 for _, number in found]
    drawn = untangled(heads)
    branches = [
        branch.replace("╴", "╌") if shown != head else branch
        for branch, shown, head in zip(branches_of(drawn), drawn, heads, strict=True)
    ]
    fields = [
        (_label(word, moved=shown != head), word.pos_, line(word.lemma_), _entity(word))
        for word, shown, head in zip(words, drawn, heads, strict=True)
    ]
    widths = [min(max(map(cell_len, column)), _FIELD) + _GAP for column in zip(*fields, strict=True)]
    wide = [cell_len(branch) + cell_len(line(word.text)) for branch, word in zip(branches, words, strict=True)]
    first = min(max(wide, default=0), max(width - sum(widths), 0)) + _GAP
    rows = []
    for word, branch, taken, row in zip(words, branches, wide, fields, strict=True):
        text = Text(branch, style="dim").append(line(word.text), style="not dim")
        text.append(" " * max(first - taken, _GAP))
        for field, room in zip(row, widths, strict=True):
            text.append(field + " " * max(room - cell_len(field), _GAP))
        text.rstrip()
        rows.append(text)
    return rows


def branches_of(heads: Sequence[int]) -> list[str]:
    """The lines to the left of each word, two columns for each step from the root (-1); `heads` must not cross.

    >>> branches_of([1, 2, -1, 2])
    ['  ╭╴', '╭╴', '', '╰╴']
    """
    first, last = list(range(len(heads))), list(range(len(heads)))
    for word, head in enumerate(heads):
        if head >= 0:
            first[head], last[head] = min(first[head], word), max(last[head], word)
    found = []
    for word in range(len(heads)):
        above = _ancestors(heads, word)
        lines = ["│ " if first[head] < word < last[head] else "  " for head in reversed(above[1:])]
        for head in above[:1]:
            lines.append("╭╴" if word == first[head] else "╰╴" if word == last[head] else "├╴")
        found.append("".join(lines))
    return found


def untangled(heads: Sequence[int]) -> list[int]:
    """Heads between which no lines cross: a word whose line does is hung from the head of its head, if need be again.

    >>> untangled([1, -1, 4, 4, 1]), untangled([2, 3, -1, 2])
    ([1, -1, 4, 4, 1], [2, 2, -1, 2])
    """
    found = list(heads)
    for _ in range(len(heads) ** 2):
        crossing = [word for word in range(len(found)) if _crosses(found, word)]
        if not crossing:
            break
        word = min(crossing, key=lambda word: abs(word - found[word]))
        found[word] = found[found[word]]
    return found


def _crosses(heads: Sequence[int], word: int) -> bool:
    """Whether a word between this one and its head does not belong to that head."""
    head = heads[word]
    between = range(min(word, head) + 1, max(word, head)) if head >= 0 else ()
    return any(head not in _ancestors(heads, other) for other in between)


def _ancestors(heads: Sequence[int], word: int) -> list[int]:
    """The heads above a word, its own first."""
    found = []
    while heads[word] >= 0:
        word = heads[word]
        found.append(word)
    return found


def _label(word: "Token", *, moved: bool) -> str:
    label = "root" if word.dep_ == "ROOT" else word.dep_
    return f"{label} of {line(word.head.text)}" if moved else label


def _entity(word: "Token") -> str:
    return "┊" if word.ent_iob_ == "I" else word.ent_type_
