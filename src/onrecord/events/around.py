"""What stands around a trigger: its clause, contexts, who reports it, who speaks to whom."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Token

from onrecord.language.clauses import Relation
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.lexicons.ontology import context_cues
from onrecord.records import Actor, Statement, StatementKind, Transcript
from onrecord.statements.cues import cues

_STOPS = frozenset(".?!")
_ASIDE = (Relation.ADVERBIAL_CLAUSE, Relation.ADNOMINAL_CLAUSE, Relation.OPEN_COMPLEMENT, Relation.CONJUNCT)


class Surroundings:
    """Answers for one document."""

    def __init__(
        self, transcript: Transcript, parsed: Parsed, statements: Sequence[Statement], actors: Mapping[str, Actor]
    ) -> None:
        self.transcript = transcript
        self.text = transcript.document.text
        self.parsed = parsed
        self.actors = actors
        self.turns = {turn.id: turn for turn in transcript.turns}
        self.statements = sorted(
            (one for one in statements if one.set_aside is None), key=lambda one: one.content[0].start
        )
        self.starts = [one.content[0].start for one in self.statements]
        self._contexts: dict[int, tuple[str, ...]] = {}

    # Spans, as tokens [start, end)

    def trigger(self, token: Token) -> tuple[int, int]:
        """The trigger with its particle, if that stands right behind it."""
        particle = self.parsed.grammar.particle_of(token) if token.pos_ == "VERB" else None
        return token.i, token.i + 2 if particle is not None and particle.i == token.i + 1 else token.i + 1

    def clause(self, token: Token) -> tuple[int, int]:
        """The clause of a trigger without the punctuation at its ends; a short sentence whole."""
        first, last = stretch(token)
        top = self.parsed.grammar.clause_of(token)
        inside = [word.i for word in top.subtree if first <= word.i < last]
        start, end = (min(inside), max(inside) + 1) if inside else (first, last)
        start, end = min(start, token.i), max(end, token.i + 1)
        while start < token.i and (token.doc[start].is_punct or token.doc[start].dep_ in ("cc", "mark")):
            start += 1
        while end > token.i + 1 and token.doc[end - 1].is_punct:
            end -= 1
        return start, end

    # Words

    def contexts(self, segment: ParsedSegment) -> tuple[str, ...]:
        """PLOVER contexts of a paragraph by its cues, in the order of the ontology."""
        key = id(segment.doc)
        if key not in self._contexts:
            lemmas = [token.lemma_.lower() for token in segment.doc]
            texts = [token.lower_ for token in segment.doc]
            cues = context_cues()
            found = {
                context
                for words in (lemmas, texts)
                for at in range(len(words))
                for size in (1, 2, 3)
                for context in cues.get(" ".join(words[at : at + size]), ())
            }
            self._contexts[key] = tuple(name for name in _order() if name in found)
        return self._contexts[key]

    # Speakers

    def speaker(self, token: Token) -> str | None:
        """Who says the words at a token, no journalist: the source of the innermost statement that holds them."""
        inner = self._innermost(self.parsed.characters(token))
        return inner.source_id if inner is not None else None

    def addressee(self, token: Token) -> tuple[str, ...]:
        """To whom the words at a token are said, as far as the text tells."""
        inner = self._innermost(self.parsed.characters(token))
        return (inner.addressee_id,) if inner is not None and inner.addressee_id is not None else ()

    def reporter(self, span: tuple[int, int], doers: Sequence[str]) -> tuple[str | None, str | None]:
        """By whose words alone an act is known, and the statement: nobody's where the source is the doer himself."""
        inner = self._innermost(span) or self._closing(span)
        if inner is None or inner.source_id is None or inner.source_id in doers:
            return None, inner.id if inner is not None else None
        return inner.source_id, inner.id

    def _closing(self, span: tuple[int, int]) -> Statement | None:
        """The attribution that closes a sentence, where its tree has it of the last participle alone.

        "Troops shelled Osk, *killing 12*, according to the Red Cross": it holds for the shelling too.
        """
        words = self.parsed.tokens(*span)
        if words is None:
            return None
        start, end = self.parsed.characters(words[0].sent)
        inside = self.statements[bisect_right(self.starts, span[1]) : bisect_right(self.starts, end)]
        return next((one for one in inside if start < end and self._closes(one, words[0], end)), None)

    def _closes(self, one: Statement, trigger: Token, end: int) -> bool:
        if one.cue is None or one.source is None or one.cue.quote.lower() not in _adjuncts():
            return False
        content = self.parsed.tokens(one.content[0].start, one.content[0].end)
        if content is None or self.text[max(one.source.end, one.cue.end) : end].strip(" .,;"):
            return False
        clause = self.parsed.grammar.clause_of(content[0])
        above = self.parsed.grammar.head_of(clause)
        is_participle = clause.tag_ == "VBG" and self.parsed.grammar.relation_of(clause) in _ASIDE
        return is_participle and above is not None and self.parsed.grammar.clause_of(above) == trigger

    def _innermost(self, span: tuple[int, int]) -> Statement | None:
        """The shortest statement whose content holds a place, not by its cue."""
        start, end = span
        found = [
            one
            for one in self.statements[: bisect_right(self.starts, start)]
            if any(part.start <= start and end <= part.end for part in one.content)
        ]
        return min(found, key=_length, default=None)


def stretch(token: Token) -> tuple[int, int]:
    """The words around a token up to full stops, as tokens [start, end): where two sentences are parsed as one."""
    doc, sentence = token.doc, token.sent
    stops = [
        at + 1
        for at in range(sentence.start, sentence.end - 1)
        if doc[at].text in _STOPS and doc[at + 1].text[:1].isupper()
    ]
    ends = [sentence.start, *stops, sentence.end]
    start = max(end for end in ends if end <= token.i)
    return start, min(end for end in ends if end > token.i)


@cache
def _adjuncts() -> frozenset[str]:
    """The cues that attribute the clause beside which they stand: "according to"."""
    return frozenset(cues("preposition"))


@cache
def _order() -> tuple[str, ...]:
    from onrecord.lexicons.ontology import contexts  # noqa: PLC0415

    return tuple(contexts())


def _length(one: Statement) -> tuple[int, bool]:
    return sum(part.end - part.start for part in one.content), one.kind is StatementKind.CLIP
