"""Attributions by rule: a cue of the table, its frame in the tree, its source; then the quotations.

`Rules` reads one Doc and yields `Found`s in the order of the text. It names no actor and knows no turn: those who
call it do (see `attribute`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar import Extent, Grammar
from onrecord.records import CueKind, Polarity
from onrecord.statements.adjuncts import adjuncts
from onrecord.statements.cues import Cue, cues, lemma_of, phrasal
from onrecord.statements.frames import Content, below, frame_of

_NOT_WORDS = frozenset((",", ".", ";", ":", "-", "--", "–", "—", "…", "..."))
_ASIDE = 8
"""Words of the longest cue between commas, with its source."""

_HEARSAY = ("passive-infinitive", "expletive")
_QUOTATION = frozenset(('"', "“", "”", "``", "''", "„", "«", "»"))
_LIGHT = frozenset(
    ("make", "issue", "give", "send", "release", "repeat", "offer", "have", "voice", "express", "publish")
)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An attribution in one Doc: `content` are numbers of tokens; `source` and `cue` None where there is none."""

    doc: Doc
    source: Token | None
    cue: Span | None
    content: frozenset[int]
    kind: CueKind
    polarity: Polarity
    addressee: Token | None
    rule: str

    @property
    def frame(self) -> str:
        """The frame of the table in which the cue stands; empty where the content was found otherwise."""
        row, _, frame = self.rule.partition(":")
        return frame if "#" in row and frame not in ("adjunct", "aside", "beside") else ""

    @property
    def start(self) -> int:
        """The first token, for the order."""
        first = min(self.content)
        return first if self.cue is None else min(first, int(self.cue.start))


class Rules:
    """Reads the attributions of Docs of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, doc: Doc) -> list[Found]:
        """All attributions by cue, at most one for each cue."""
        found: list[Found] = []
        for token in doc:
            found.extend(self._inverted(token) or (*self._at(token), *self._aside(token)))
        found.extend(self._adjuncts(doc))
        return sorted(found, key=lambda one: one.start)

    # By the word that attributes

    def _at(self, token: Token) -> Iterator[Found]:
        if token.pos_ in ("VERB", "AUX"):
            rows: Iterable[Cue] = self.verb_rows(token)
        elif token.pos_ == "NOUN":
            rows = cues("noun").get(token.lemma_.lower(), ())
        elif token.pos_ == "ADJ":
            rows = cues("adjective").get(token.lemma_.lower(), cues("adjective").get(token.lower_, ()))
        else:
            return
        for row in rows:
            for name in row.frames:
                if name == "clause-adjunct":
                    continue
                name = "clause" if name == "quote" and "clause" in row.frames else name  # noqa: PLW2901
                content = frame_of(name)(self.grammar, token)
                found = self._found(token, row, name, content) if content is not None else None
                if found is not None:
                    yield found
                    return

    def _inverted(self, verb: Token) -> list[Found]:
        """A cue before its source, between commas: "The halt, *said* Pell, would come"; trees get these wrong."""
        doc, at = verb.doc, verb.i
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or at == verb.sent.start or doc[at - 1].text != ",":
            return []
        row = next((row for row in self.verb_rows(verb) if {"clause", "quote"} & set(row.frames)), None)
        end = next((stop for stop in range(at + 1, verb.sent.end) if doc[stop].is_punct), at + 1)
        inside = doc[at + 1 : end]
        if row is None or not 0 < len(inside) <= _ASIDE or doc[end].text not in (",", ".", ";"):
            return []
        if any(word.text in _QUOTATION for word in verb.sent):
            return []  # see quoted
        source = inside.root
        is_noun = source.pos_ in ("PROPN", "NOUN") or (source.pos_ == "PRON" and len(inside) == 1)
        if not is_noun or any(word.pos_ in ("VERB", "AUX", "SCONJ") for word in inside) or inside[0].lower_ == "to":
            return []
        words = self._trimmed(doc, frozenset(range(verb.sent.start, verb.sent.end)) - frozenset(range(at, end)))
        if not words:
            return []
        cue = self.cue(verb, row)
        return [Found(doc, source, cue, words, row.kind, self.polarity(verb), None, f"{row.row}:aside")]

    def _aside(self, verb: Token) -> Iterator[Found]:
        """A cue between commas that the tree took for a relative clause: "The road, police *say*, will stay shut"."""
        if self.grammar.relation_of(verb) is not Relation.RELATIVE_CLAUSE or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            return
        inside = below(verb)
        start, end = min(inside), max(inside) + 1
        doc = verb.doc
        subject = next(iter(self.grammar.dependents_of(verb, Relation.SUBJECT)), None)
        if subject is None or self.grammar.is_relative(subject) or end >= len(doc) or end - start > _ASIDE:
            return
        if not (doc[start].text == "," or (start > 0 and doc[start - 1].text == ",")):
            return
        if not (doc[end].text == "," or doc[end - 1].text == ","):
            return
        row = next((row for row in self.verb_rows(verb) if {"clause", "quote"} & set(row.frames)), None)
        above = self.grammar.head_of(verb)
        if row is None or above is None:
            return
        words = self._trimmed(doc, below(self.grammar.clause_of(above)) - inside)
        if words:
            yield Found(
                doc, subject, self.cue(verb, row), words, row.kind, self.polarity(verb), None, f"{row.row}:aside"
            )

    def verb_rows(self, verb: Token) -> Iterator[Cue]:
        """The rows of a verb: passive ones first, then those with its particle, then its own."""
        known = cues("verb")
        if self.grammar.content_of(verb) != verb:
            return  # an auxiliary
        lemma = verb.lemma_.lower()
        lemma = lemma if lemma in known else lemma_of(verb.lower_) or lemma
        if self.grammar.is_passive(verb):
            yield from known.get(f"be {verb.lower_}", ())
        for particle, rows in phrasal(lemma).items():
            if self._particle(verb, particle) is not None:
                yield from rows
        yield from known.get(lemma, ())

    def _particle(self, verb: Token, particle: str) -> Token | None:
        """The particle of a phrasal verb, behind it or behind its short object, whatever the tree calls it."""
        for word in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
            if word.lower_ == particle and (word.i == verb.i + 1 or word.head == verb):
                return word
        return None

    def _found(self, token: Token, row: Cue, frame: str, content: Content) -> Found | None:
        source = self._source(token, row, frame)
        if source is None and not self._may_lack_source(token, row, frame):
            return None
        words = content.words
        if source is not None and (source.i in words or source.i == token.i):
            words = words - self._source_words(source, token)
        cue = self.cue(token, row)
        words = self._in_one_sentence(token, words)
        words = self._trimmed(token.doc, words - frozenset(range(cue.start, cue.end)))
        if not words or (len(words) == 1 and frame not in ("quote", "infinitive", "clause")):
            return None
        return Found(
            token.doc, source, cue, words, row.kind, self.polarity(token), content.addressee, f"{row.row}:{frame}"
        )

    def _in_one_sentence(self, cue: Token, words: frozenset[int]) -> frozenset[int]:
        """Without what a full stop parts from the cue before it: "It is late. Pell says …" taken for one sentence."""
        for at in range(cue.i - 1, min(words, default=cue.i), -1):
            following = cue.doc[at + 1]
            if cue.doc[at].text == "." and not following.is_punct and following.text[:1].isupper():
                return frozenset(word for word in words if word > at)
        return words

    def _source_words(self, source: Token, cue: Token) -> frozenset[int]:
        return below(source, cue)

    def cue(self, token: Token, row: Cue) -> Span:
        """The words of a cue: with its particle, if that stands right behind it."""
        particle = None
        if " " in row.words and row.pos == "verb" and not row.words.startswith("be "):
            particle = self._particle(token, row.words.partition(" ")[2])
        return token.doc[
            token.i : particle.i + 1 if particle is not None and particle.i == token.i + 1 else token.i + 1
        ]

    def _source(self, token: Token, row: Cue, frame: str) -> Token | None:
        if row.pos == "verb":
            if frame in _HEARSAY or row.words.startswith("be "):
                return self.grammar.agent_of(token)
            return self.grammar.doer_of(token) or self._neighbour(token)
        if row.pos == "adjective":
            return self.grammar.subject_of(token)
        return self._source_of_noun(token)

    def _neighbour(self, verb: Token) -> Token | None:
        """The noun right before a finite verb, where the tree gives it no subject."""
        if verb.tag_ not in ("VBD", "VBZ", "VBP", "MD") or self.grammar.is_passive(verb):
            return None
        sentence = verb.sent
        at = verb.i - 1
        while at >= sentence.start and verb.doc[at].pos_ in ("ADV", "AUX"):
            at -= 1
        if at < sentence.start or verb.doc[at].pos_ not in ("NOUN", "PROPN", "PRON"):
            return None
        noun = verb.doc[at]
        while noun.head.i < noun.i and noun.dep_ in ("flat", "compound", "fixed") and noun.head.i >= sentence.start:
            noun = noun.head
        return noun

    def _source_of_noun(self, noun: Token) -> Token | None:
        """Whose claim it is: "Pell's claim", "a claim by Pell", "Pell made the claim", "the claim of Pell"."""
        possessor = self.grammar.possessor_of(noun)
        if possessor is not None:
            return possessor
        for preposition, argument in self.grammar.prepositional_arguments(noun):
            if preposition in ("by", "from", "among", "of") and argument.i > noun.i:
                return argument
        above = self.grammar.head_of(noun)
        if above is None or above.pos_ != "VERB" or self.grammar.relation_of(noun) is not Relation.OBJECT:
            return None
        return self.grammar.doer_of(above) if above.lemma_ in _LIGHT else None

    def _may_lack_source(self, token: Token, row: Cue, frame: str) -> bool:
        if row.pos == "verb":
            return frame in _HEARSAY or self.grammar.is_passive(token)
        return False

    def polarity(self, token: Token) -> Polarity:
        """Whether the text affirms, negates, asks, or puts the case of an attribution by this word."""
        if self.grammar.is_negated(token):
            return Polarity.NEGATED
        if self.grammar.is_conditional(token):
            return Polarity.CONDITIONAL
        sentence = token.sent
        is_question = sentence[-1].text == "?" and self.grammar.governing_clause(token) is None
        subject = self.grammar.doer_of(token)
        inverted = subject is not None and any(word.i < subject.i for word in self.grammar.auxiliaries_of(token))
        return Polarity.QUESTIONED if is_question and inverted else Polarity.AFFIRMED

    def _trimmed(self, doc: Doc, words: frozenset[int]) -> frozenset[int]:
        """Without the conjunction and the punctuation at the ends of its pieces."""
        kept: set[int] = set()
        for start, end in runs(words):
            first, last = start, end
            while first < last and (doc[first].text in _NOT_WORDS or self._is_that(doc[first], words)):
                first += 1
            while last > first and doc[last - 1].text in _NOT_WORDS:
                last -= 1
            piece = range(first, last)
            if any(not doc[at].is_punct for at in piece):
                kept.update(piece)
        return frozenset(kept)

    def _is_that(self, word: Token, words: frozenset[int]) -> bool:
        return word.lower_ == "that" and word.pos_ == "SCONJ" and (not words or word.i == min(words))

    # By an adjunct: "according to", "in the view of", "reportedly"

    def _adjuncts(self, doc: Doc) -> Iterator[Found]:
        for adjunct in adjuncts(doc):
            top = doc[adjunct.start : adjunct.end].root
            source = self._adjunct_source(doc, adjunct.source, adjunct.end) if adjunct.needs_source else None
            if adjunct.needs_source and source is None:
                continue
            without = (
                below(source) | frozenset(range(adjunct.start, adjunct.end))
                if source is not None
                else frozenset(range(adjunct.start, adjunct.end))
            )
            above = self.grammar.head_of(source if source is not None else top)
            while above is not None and above.i in without:  # "in Pell's view": Pell hangs from a word of the cue
                above = self.grammar.head_of(above)
            if above is None:
                continue
            head = self.grammar.clause_of(above)
            words = self._trimmed(doc, below(head) - without)
            if words:
                cue = doc[adjunct.start : adjunct.cue_end]
                row = adjunct.cue
                yield Found(doc, source, cue, words, row.kind, Polarity.AFFIRMED, None, f"{row.row}:adjunct")

    def _adjunct_source(self, doc: Doc, inside: tuple[int, int] | None, end: int) -> Token | None:
        if inside is not None:
            return doc[inside[0] : inside[1]].root
        last = doc[end - 1]
        above = last.head
        while above.i < end and above.head.i != above.i:
            above = above.head
        return above if above.i >= end and above.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") else None


def runs(words: Iterable[int]) -> list[tuple[int, int]]:
    """The unbroken runs of some numbers, as [start, end).

    >>> runs({4, 1, 2, 3, 7})
    [(1, 5), (7, 8)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(words):
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def with_content(found: Found, content: frozenset[int], rule: str | None = None) -> Found:
    """The same attribution with other content."""
    return replace(found, content=content, rule=rule or found.rule)


def source_span(grammar: Grammar, source: Token) -> Span:
    """The words of a source: its phrase without article."""
    span = grammar.noun_phrase(source, Extent.FULL)
    start, end = span.start, span.end
    while start < source.i and (source.doc[start].pos_ == "DET" and source.doc[start].lower_ in ("the", "a", "an")):
        start += 1
    return source.doc[start:end]
