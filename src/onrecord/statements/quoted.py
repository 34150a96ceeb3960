"""Quotations and the attributions around them: direct, mixed, floating.

Every quotation of a Doc belongs to an attribution found by its tree, or to the cue beside it, or to the speaker of the
sentence before. Short quotations inside a sentence without a cue are the writer's own marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.language.grammar import Grammar
from onrecord.records import CueKind, Polarity
from onrecord.statements.cues import Cue
from onrecord.statements.rules import Found, Rules, with_content


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """Who speaks in the paragraph above, and the cue that leads a quotation in, if there is one."""

    source: Token | None
    cue: Span | None


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """The attribution of a quotation by a cue in its sentence; `is_next` if the two stand side by side."""

    found: Found
    is_next: bool


@dataclass(frozen=True, slots=True, eq=False)
class Quoted:
    """A quotation as tokens [start, end) of a Doc, marks included; `continues` one of the paragraph above."""

    doc: Doc
    start: int
    end: int
    continues: bool
    paragraph: int

    @property
    def words(self) -> frozenset[int]:
        """Its tokens."""
        return frozenset(range(self.start, self.end))


class Quotes:
    """Gives each quotation of a Doc its source."""

    def __init__(self, grammar: Grammar, rules: Rules, shortest: int) -> None:
        self.grammar = grammar
        self.rules = rules
        self.shortest = shortest

    def __call__(self, found: list[Found], quotes: Sequence[Quoted], before: Before | None) -> list[Found]:
        """The attributions of a Doc with its quotations; `before` is what the paragraph above says of its speaker."""
        result = [self._widened(one, quotes) for one in found]
        for quote in quotes:
            beside = self._signed(quote) or self._beside(quote)
            if beside is not None and beside.is_next:
                self._place(result, quote, beside.found)
                continue
            if any(quote.words & one.content and not _is_inside(one, quote) for one in result):
                continue
            self._add(result, quote, beside.found if beside is not None else None, before)
        return sorted(result, key=lambda one: one.start)

    def _place(self, result: list[Found], quote: Quoted, found: Found) -> None:
        """Puts in the attribution of the cue right beside a quotation, in the place of what the tree made of it."""
        same = next((one for one in result if one.cue is not None and one.cue.start == found.cue.start), None)  # type: ignore[union-attr]
        if same is None:
            result[:] = [one for one in result if _is_inside(one, quote) or not quote.words & one.content]
            result.append(found)
            return
        is_quoted = bool(quote.words & same.content) or any(quote.doc[at].text in _MARKS for at in same.content)
        content = (same.content if is_quoted else frozenset()) | quote.words
        result[result.index(same)] = with_content(same, content)

    def _widened(self, found: Found, quotes: Sequence[Quoted]) -> Found:
        """With the whole of every quotation that its content shares, if cue and source stand outside of it.

        What stands before a colon that opens a quotation is no content of it.
        """
        content = found.content
        for quote in quotes:
            shared = quote.words & content
            if not shared or _is_inside(found, quote):
                continue
            if found.source is not None and found.source.i in quote.words:
                continue
            if quote.start and quote.doc[quote.start - 1].text == ":":
                content = frozenset(at for at in content if at >= quote.start)
            content |= quote.words
        return with_content(found, content) if content != found.content else found

    def _add(self, result: list[Found], quote: Quoted, beside: Found | None, before: Before | None) -> None:
        """Adds the attribution of a quotation that none covers, or widens the one that it goes on."""
        if beside is not None:
            self._place(result, quote, beside)
            return
        words = sum(not quote.doc[at].is_punct for at in quote.words)
        alone = self._stands_alone(quote)
        if words < self.shortest and not alone:
            return
        last = self._last_before(result, quote)
        if last is not None and self._goes_on(last, quote) and alone:
            place = result.index(last)
            result[place] = with_content(last, last.content | quote.words)
            return
        speaker = self._led_in(quote) or (Before(last.source, None) if last is not None else before)
        if alone and speaker is not None and speaker.source is not None:
            result.append(
                Found(
                    quote.doc, speaker.source, speaker.cue, quote.words, CueKind.SPEECH, Polarity.AFFIRMED, None,
                    "floating" if speaker.cue is None else "led in",
                )
            )  # fmt: skip

    def lead(self, doc: Doc, found: Sequence[Found]) -> Before | None:
        """What a paragraph says of a quotation below it: its last source; with its cue if it ends with a colon."""
        outer = [one for one in found if one.source is not None]
        if not len(doc):
            return None
        if doc[len(doc) - 1].text == ":":
            return self._leading(doc[len(doc) - 1]) or Before(None, None)
        return Before(outer[-1].source, None) if outer else None

    def _led_in(self, quote: Quoted) -> Before | None:
        """Who speaks by the words before a colon: "Pell had a new message: “…”"."""
        if not quote.start or quote.doc[quote.start - 1].text != ":":
            return None
        return self._leading(quote.doc[quote.start - 1])

    def _leading(self, colon: Token) -> Before | None:
        """The last verb before a colon that has a doer, as the cue if the table knows it."""
        doc = colon.doc
        for word in reversed(doc[colon.sent.start : colon.i]):
            source = self.grammar.doer_of(word) if word.pos_ == "VERB" else None
            if source is not None and source.i < colon.i:
                row = self._row(word)
                return Before(source, self.rules.cue(word, row) if row is not None else None)
        return None

    def _signed(self, quote: Quoted) -> Beside | None:
        """ "“…” ― Mara Pell": a name behind a dash."""
        doc = quote.doc
        if quote.end + 1 >= len(doc) or doc[quote.end].text not in _DASHES:
            return None
        name = doc[quote.end + 1]
        if name.pos_ != "PROPN":
            return None
        source = name
        while source.head.i > quote.end and source.head.i != source.i:
            source = source.head
        cue = doc[quote.end : quote.end + 1]
        found = Found(doc, source, cue, quote.words, CueKind.SPEECH, Polarity.AFFIRMED, None, "signed")
        return Beside(found, is_next=True)

    def _beside(self, quote: Quoted) -> Beside | None:
        """By the nearest cue in the same sentence, outside of the quotation: "“…,” said Pell", "Pell, “…”"."""
        doc = quote.doc
        start, end = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
        best: tuple[int, Token, Cue, Token] | None = None
        for at in (*range(start, quote.start), *range(quote.end, end)):
            word = doc[at]
            row = self._row(word) if word.pos_ in ("VERB", "AUX") else None
            source = self._source(word, quote) if row is not None else None
            if row is None or source is None:
                continue
            distance = self._distance(quote, word, source)
            if best is None or distance < best[0]:
                best = (distance, word, row, source)
        if best is None:
            return None
        distance, word, row, source = best
        words = sum(not doc[at].is_punct for at in quote.words)
        is_next = distance <= 1 and (words >= self.shortest or doc[quote.end - 2].text in _ENDS)
        if not is_next and (distance > _REACH or words < self.shortest):
            return None
        cue = self.rules.cue(word, row)
        found = Found(doc, source, cue, quote.words, row.kind, Polarity.AFFIRMED, None, f"{row.row}:beside")
        return Beside(found, is_next)

    def _distance(self, quote: Quoted, verb: Token, source: Token) -> int:
        """Words between a quotation and the nearer of a cue and its source; commas do not count."""
        if verb.i >= quote.end:
            first = min(verb.i, *(word.i for word in source.subtree if word.i >= quote.end), verb.i)
            return sum(word.text != "," for word in quote.doc[quote.end : first])
        between = quote.doc[verb.i + 1 : quote.start]
        return sum(word.text not in (",", ":", "that", "as") for word in between)

    def _row(self, word: Token) -> Cue | None:
        if word.pos_ == "NOUN":
            return None
        return next((row for row in self.rules.verb_rows(word) if {"quote", "clause"} & set(row.frames)), None)

    def _source(self, verb: Token, quote: Quoted) -> Token | None:
        """The subject outside of the quotation; behind an inverted verb, the noun that follows."""
        source = self.grammar.doer_of(verb)
        if source is not None and source.i not in quote.words:
            return source
        if self.grammar.is_passive(verb) or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            return None
        doc, last = verb.doc, verb.sent.end
        if verb.i > quote.end:
            return _nominal(doc[quote.end : verb.i])
        if verb.i == quote.end:
            stop = next((at for at in range(verb.i + 1, last) if doc[at].is_punct and doc[at].text != "."), last)
            return _nominal(doc[verb.i + 1 : stop])
        return None

    def _stands_alone(self, quote: Quoted) -> bool:
        """Whether a quotation is a sentence of its own, or several."""
        doc = quote.doc
        first = quote.start == doc[quote.start].sent.start or doc[quote.start - 1].text in (
            ".",
            "!",
            "?",
            ":",
            "”",
            '"',
        )
        last = quote.end == len(doc) or doc[quote.end].is_sent_start or doc[quote.end - 1].text in ("”", '"', "''")
        ends = any(
            doc[at].text in (".", "!", "?", "…", "...") for at in range(max(quote.start, quote.end - 3), quote.end)
        )
        return bool(first and last and (ends or quote.end == len(doc)))

    def _last_before(self, result: list[Found], quote: Quoted) -> Found | None:
        """The attribution before a quotation, not one inside another quotation."""
        earlier = [one for one in result if one.content and max(one.content) < quote.start and one.source is not None]
        outer = [
            one for one in earlier if not any(one.start in other.content and one is not other for other in earlier)
        ]
        return max(outer, key=lambda one: max(one.content), default=None)

    def _goes_on(self, last: Found, quote: Quoted) -> bool:
        """Whether a quotation goes on with one of the sentence before: "“A,” he said. “B.”"."""
        if last.cue is None or not any(quote.doc[at].text in _MARKS for at in last.content):
            return False
        first = quote.doc[quote.start].sent.start
        return first in (last.cue.sent.end, quote.doc[max(last.content)].sent.end)


_DASHES = frozenset(("―", "—", "–", "--"))
_MARKS = frozenset(('"', "“", "”", "``", "''", "„", "«", "»"))
_ENDS = frozenset((",", ".", "?", "!", "…", "..."))
_REACH = 6
"""Words between a quotation and its cue, at most."""


def _nominal(words: Span) -> Token | None:
    """The noun, name or pronoun that some words between a quotation and its cue hang from; None if there is a verb."""
    inside = [word for word in words if not word.is_punct]
    if not inside or len(inside) > _REACH * 2 or any(word.pos_ == "VERB" for word in inside[:-1]):
        return None
    for word in inside:
        heads = word.head.i not in range(words.start, words.end) or word.head.i == word.i
        if word.pos_ in ("NOUN", "PROPN", "PRON") and (heads or word is inside[-1]):
            return word
    return None


def _is_inside(found: Found, quote: Quoted) -> bool:
    return found.cue is not None and found.cue.start in quote.words


def quoted(doc: Doc, span: Span, paragraph: int, *, continues: bool) -> Quoted:
    """A quotation from its tokens."""
    return Quoted(doc, span.start, span.end, continues, paragraph)
