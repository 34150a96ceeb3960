"""When a statement is made: the date words that belong to the saying, and not to what is said.

    occasion = Occasions(grammar)
    dated = occasion(found)  # of "In a statement Tuesday, Pell said that …": Tuesday, in the past

Such words hang from the cue itself; from the interview, letter or hall in which it is said; from the source, between
it and the cue, or where the source is itself a text ("a report released last week says"); or from the verb whose time
the cue shares ("On Monday she drove out and *told* …", "rejected it on Monday, *saying* …").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from onrecord.dates import Tense, find
from onrecord.dates.words import values
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.language.grammar_verbs import Modality
from onrecord.lexicons import cell_words, table
from onrecord.records import CueKind
from onrecord.statements.cues import cues
from onrecord.statements.rules import Found

_DEPTH = 3
"""Occasions inside of each other, at most: "in a *letter* to the *board* at its *meeting*"."""

_OF_NOUNS = (Relation.NOMINAL_MODIFIER, Relation.OBLIQUE, Relation.ADVERBIAL_NOUN, Relation.APPOSITION)
_BEFORE_NOUNS = (Relation.COMPOUND, Relation.POSSESSOR, Relation.ADJECTIVE, Relation.NUMBER)


@dataclass(frozen=True, slots=True)
class Dated:
    """Date words of a saying, and the tense in which it is told: words that count from the document need it."""

    words: Span
    tense: Tense


class Occasions:
    """Answers when attributions are made, by the words of their own sentence; keeps nothing."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, found: Found) -> Dated | None:
        """The date words of a saying; None where it has none or no cue, and where all date the content."""
        if found.cue is None:
            return None
        tense = self._tense(found.cue.root)
        dates = [
            words
            for words in date_words(found.cue.sent)
            if self._is_when(words) and _is_of_saying(words, found.cue, found, tense)
        ]
        for place in self._places(found.cue.root, found) if dates else ():
            here = [words for words in dates if self._hangs(words, place)]
            if here:
                return Dated(min(here, key=lambda words: abs(words.start - place.i)), tense)
        return next((Dated(words, tense) for words in dates if _is_between(words, found.cue, found)), None)

    # Where the words may hang

    def _places(self, cue: Token, found: Found) -> Iterator[Token]:
        """The words from which a date of saying may hang, the nearest to the cue first."""
        if cue.pos_ in ("VERB", "AUX"):
            yield from self._of_verb(cue)
            if found.addressee is not None:
                yield found.addressee
            yield from self._of_participles(cue)
            if found.source is not None:
                yield from self._of_source(found.source)
            yield from self._shared(cue)
        else:
            yield cue
            yield from self._of_issuing(cue)
            if found.source is not None and cue.pos_ != "NOUN":
                yield from self._of_source(found.source)

    def _of_verb(self, verb: Token) -> Iterator[Token]:
        """A verb and the occasions behind its prepositions: "said in an interview", "told Holt at the gate"."""
        yield verb
        for preposition, noun in self.grammar.prepositional_arguments(verb, resolve=False):
            if preposition in _words("place"):
                yield from self._of_occasion(noun, _DEPTH)

    def _of_occasion(self, noun: Token, depth: int) -> Iterator[Token]:
        """An occasion and what stands in it: "in an interview with her on Monday", "in a letter dated May 5".

        Behind a bare noun ("in response to the attack on Monday") stands no occasion.
        """
        yield noun
        for verb in self.grammar.dependents_of(noun, Relation.ADNOMINAL_CLAUSE, Relation.RELATIVE_CLAUSE):
            if self._issues(verb, noun):
                yield verb
        if depth > 1 and self.grammar.dependents_of(noun, Relation.DETERMINER, Relation.POSSESSOR):
            for preposition, inner in self.grammar.prepositional_arguments(noun, resolve=False):
                if preposition in _words("inside"):
                    yield from self._of_occasion(inner, depth - 1)

    def _of_participles(self, cue: Token) -> Iterator[Token]:
        """ "Speaking in Ardan on Monday, Pell warned"."""
        for verb in self.grammar.dependents_of(cue, Relation.ADVERBIAL_CLAUSE):
            if verb.lemma_ in _words("speaking") and self._is_bare(verb):
                yield from self._of_verb(verb)

    def _of_source(self, source: Token) -> Iterator[Token]:
        """ "Pell on Monday said", "a report released last week says", "Pell, who spoke to her on Monday, said"."""
        yield source
        for verb in self.grammar.dependents_of(source, Relation.ADNOMINAL_CLAUSE, Relation.RELATIVE_CLAUSE):
            if self._issues(verb, source) or (verb.lemma_ in _words("speaking") and self._is_bare(verb)):
                yield from self._of_verb(verb)
            elif verb.lemma_ in _words("talking"):
                yield from self._of_talk(verb)

    def _issues(self, verb: Token, text: Token) -> bool:
        """Whether a verb tells that a text goes out: "the report *released* …", "the letter that Pell *sent* …"."""
        goes_out = self.grammar.is_passive(verb) or self.grammar.object_of(verb) == text
        return goes_out and verb.lemma_ in _words("issuing")

    def _of_talk(self, verb: Token) -> Iterator[Token]:
        """ "who spoke to the paper", "who spoke on condition that …"; not "who spoke at the funeral"."""
        around = self.grammar.prepositional_arguments(verb, resolve=False)
        whom = [noun for preposition, noun in around if preposition in _words("whom")]
        if whom or any(noun.lemma_ in _words("terms") for _, noun in around):
            yield from (*self._of_verb(verb), *whom)

    def _of_issuing(self, noun: Token) -> Iterator[Token]:
        """ "*issued* a warning on Monday that …"."""
        above = self.grammar.head_of(noun)
        is_object = self.grammar.relation_of(noun) is Relation.OBJECT
        if above is not None and is_object and above.lemma_ in _words("issuing"):
            yield from self._of_verb(above)

    def _shared(self, cue: Token) -> Iterator[Token]:
        """The verb whose time a cue without a subject shares."""
        above, relation = self.grammar.head_of(cue), self.grammar.relation_of(cue)
        if above is None or self._has_subject(cue):
            return
        if relation is Relation.ADVERBIAL_CLAUSE and self._is_bare(cue) and above.pos_ == "VERB":
            yield from self._of_verb(above)
        elif relation is Relation.ADNOMINAL_CLAUSE and cue.tag_ == "VBG" and _is_text(above):
            yield above
            yield from self._of_issuing(above)
        elif relation is Relation.CONJUNCT and above.tag_ == cue.tag_ and above.pos_ == "VERB":
            yield above

    def _is_bare(self, verb: Token) -> bool:
        """Whether a participle has neither subject nor conjunction, so that its time is that of the verb above."""
        is_participle = verb.tag_ == "VBG" and not self.grammar.auxiliaries_of(verb)
        return is_participle and not self.grammar.marker_of(verb) and not self._has_subject(verb)

    def _has_subject(self, verb: Token) -> bool:
        return bool(self.grammar.dependents_of(verb, Relation.SUBJECT, Relation.PASSIVE_SUBJECT))

    # Which words do

    def _hangs(self, words: Span, place: Token) -> bool:
        """Whether words hang from a place as a date does from such a one."""
        if self.grammar.head_of(words.root) != place:
            return False
        relation = self.grammar.relation_of(words.root)
        if place.pos_ not in ("NOUN", "PROPN", "PRON"):
            return relation not in (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
        if relation in _BEFORE_NOUNS:
            return self._is_named_by_day(place, relation)
        return relation in _OF_NOUNS

    def _is_named_by_day(self, noun: Token, relation: Relation) -> bool:
        """Whether a date before a noun is that of what is said there: "Monday's report", "at a Sunday rally"."""
        if _is_text(noun):
            return True
        cases = {word.lower_ for word in self.grammar.dependents_of(noun, Relation.CASE)}
        if relation is Relation.POSSESSOR:
            return bool(cases & _words("named"))
        determiners = {word.lower_ for word in self.grammar.dependents_of(noun, Relation.DETERMINER)}
        has_owner = bool(self.grammar.dependents_of(noun, Relation.POSSESSOR))
        return bool(cases & _words("place")) and (has_owner or bool(determiners & _words("one")))

    def _is_when(self, words: Span) -> bool:
        """Whether words say when: not until when, nor how often ("only on *a* Thursday"); nor a name: "USA Today"."""
        root = words.root
        outside = {
            word.lower_
            for word in self.grammar.dependents_of(root, Relation.CASE, Relation.MARKER, Relation.DETERMINER)
            if word.i < words.start
        }
        return outside <= _words("day") and not _is_border(words[0]) and root.ent_type_ in ("DATE", "TIME", "")

    def _tense(self, cue: Token) -> Tense:
        """The tense of the verb that a cue is, or of the finite verb above it."""
        verb: Token | None = cue
        while verb is not None:
            if self.grammar.modality(verb) is Modality.FUTURE:
                return "future"
            tags = [word.tag_ for word in (*self.grammar.auxiliaries_of(verb), verb)]
            if "VBD" in tags:
                return "past"
            if tags[0] in ("VBZ", "VBP"):
                return "present"
            verb = self.grammar.head_of(verb)
        return "past"


def _is_of_saying(words: Span, cue: Span, found: Found, tense: Tense) -> bool:
    """Whether words may date the saying: outside of the content and not right behind it, nor ahead in time."""
    if any(words.start <= at < words.end for at in found.content):
        return False
    is_ahead = tense != "future" and words[0].lower_ in _words("ahead")
    return not is_ahead and not _is_behind(words, cue, found) and not _is_dateline(words)


def _is_between(words: Span, cue: Span, found: Found) -> bool:
    """Whether words and nothing else stand between source and cue: "a judge on Friday ordered"."""
    if found.source is None or not found.source.i < words.start < words.end == cue.start:
        return False
    return all(word.lower_ in _words("day") for word in words.doc[found.source.i + 1 : words.start])


def date_words(sentence: Span) -> list[Span]:
    """The date words of a sentence, as the grammar of dates finds them, and bare years that are marked as dates."""
    known = [words for found in _found(sentence) if (words := _trimmed(found)) is not None]
    years = (one for one in sentence.ents if one.label_ == "DATE" and one.text.isdigit() and len(one.text) == 4)
    return [*known, *(year for year in years if not any(one.start <= year.start < one.end for one in known))]


def _found(words: Span) -> list[Span]:
    doc: Doc = words.doc
    start = words.start_char
    spans = (doc.char_span(start + one.start, start + one.end, alignment_mode="expand") for one in find(words.text))
    return [span for span in spans if span is not None]


def _trimmed(words: Span) -> Span | None:
    """Words without a "before" or "after" that leads up to others: "Monday *before* the vote".

    None where no date is left: "the day *after* the vote".
    """
    leads_up = words.end < words.sent.end and not words.doc[words.end].is_punct
    if not (leads_up and _is_border(words[-1])):
        return words
    without = _found(words[:-1])
    return without[0] if without else None


def _is_border(word: Token) -> bool:
    """Whether a word sets a border in time: "before", "since"."""
    return values("BESIDE").get(word.lower_) == "border"


def _is_text(noun: Token) -> bool:
    """Whether a noun is something said or written: a statement, a report, a letter."""
    rows = cues("noun").get(noun.lemma_.lower(), ())
    return any(row.kind is CueKind.SPEECH for row in rows)


def _is_behind(words: Span, cue: Span, found: Found) -> bool:
    """Whether words stand behind content that they may date: "said that Holt left *on Monday*".

    Behind a quotation mark they are the cue's again; behind content without a verb, too, and behind a comma before it.
    """
    is_after = words.start >= cue.end
    before = [at for at in found.content if at < words.start and (not is_after or at >= cue.end)]
    if not before:
        return False
    between = words.doc[max(before) : words.start]
    if any(word.text in _words("quotation mark") for word in between):
        return False
    if is_after:
        return any(words.doc[at].pos_ in ("VERB", "AUX") for at in before)
    return not any(word.is_punct for word in between)


def _is_dateline(words: Span) -> bool:
    """Whether words are those of a dateline: "LIMA, May 5 (Agency) - …"."""
    start = words.sent.start
    after = words.doc[words.end : words.end + 8]
    opens = words.doc[start].is_upper and len(words.doc[start]) > 1 and words.start - start <= 8
    return opens and any(word.text in _words("dash") for word in after)


@cache
def _words(part: str) -> frozenset[str]:
    """The words of `en/occasions` that play a part; verbs and nouns are lemmas.

    `place` stands before the medium or place of saying, `inside` in an occasion before what belongs to it, `named`
    before one that is named by its day, `day` before a day, `whom` before those who are talked to. `ahead` opens a day
    to come, `one` an occasion among several. `speaking` is done on the occasion, `talking` to a reporter, `issuing`
    with a text; `terms` are those on which somebody talks.
    """
    return frozenset(row["words"] for row in table("en/occasions", "words", "part") if part in cell_words(row, "part"))
