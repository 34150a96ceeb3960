"""What the conditions and places of a pattern ask of a tree: one word, its arguments, its governors."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.events.lemmas import lemma_of
from onrecord.events.patterns import Condition, Pattern, patterns
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.lexicons import table

IsActor = Callable[[Token], bool]
MODIFIERS = ("compound", "amod", "nmod", "nummod", "nmod:desc", "nn")
_CONTENT = ("object", "indirect", "prep:with", "prep:to", "prep:against", "prep:for")
_QUOTES = frozenset('"“”«‘')
_NEAR = 10
"""Words behind a verb among which the quotation marks of a label open."""
_TAGS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@cache
def light_verbs() -> dict[str, bool]:
    """Verbs that lend their subject to the event noun that is their object: whether it is the doer."""
    rows = table("plover/light_verbs", "words", "doer")
    return {row["words"]: row["doer"] == "subject" for row in rows}


_FINITE = frozenset(("VBD", "VBP", "VBZ"))


class Frames:
    """Answers for the words of Docs of one grammar; `is_actor` says whether a word names an actor."""

    def __init__(self, grammar: Grammar, is_actor: IsActor) -> None:
        self.grammar = grammar
        self.is_actor = is_actor

    def pattern_of(self, token: Token) -> Pattern | None:
        """The most specific row that fits a word; None if none does, or a row says that it is no act."""
        return next((row for row in self.rows_of(token) if self.fits(token, row)), None)

    def rows_of(self, token: Token) -> Iterable[Pattern]:
        """The rows of a word, those of verb and particle first."""
        pos = _TAGS.get(token.pos_)
        if pos is None or (pos == "verb" and self.grammar.content_of(token) != token):
            return ()
        known = patterns(pos)
        lemma = lemma_of(token)
        rows = known.get(lemma, ()) or known.get(token.lower_, ())
        if pos != "verb":
            return rows
        particles = {self.grammar.phrasal_lemma(token), *self._next_words(token, lemma)}
        phrasal = [row for name in sorted(particles - {lemma}) for row in known.get(name, ())]
        return (*phrasal, *rows)

    def _next_words(self, token: Token, lemma: str) -> Iterator[str]:
        """The verb with the word behind it, or the two words: trees do not call every particle one."""
        behind = [word.lower_ for word in token.doc[token.i + 1 : min(token.i + 3, len(token.doc))]]
        for count in range(1, len(behind) + 1):
            yield " ".join((lemma, *behind[:count]))

    def fits(self, token: Token, pattern: Pattern) -> bool:
        """Whether all conditions of a row hold."""
        return all(self._holds(token, one) != one.forbidden for one in pattern.conditions)

    def _holds(self, token: Token, one: Condition) -> bool:
        if one.role in ("passive", "active"):
            return token.pos_ in ("VERB", "AUX") and self.grammar.is_passive(token) == (one.role == "passive")
        if one.role == "clause":
            return self.grammar.complement_clause_of(token) is not None
        if one.role == "quoted":
            return any(
                word.text in _QUOTES for word in token.doc[token.i + 1 : token.i + _NEAR] if word.sent == token.sent
            )
        found = list(self._arguments(token, one))
        if one.words:
            found = [word for word in found if self._is_one_of(word, one.words)]
        if one.kind is not None:
            found = [word for word in found if self.is_actor(word) == (one.kind == "actor")]
        return bool(found)

    def _is_one_of(self, word: Token, words: frozenset[str]) -> bool:
        """Whether a word is one of some, or the title or kind of the name that it is: "*Minister* Bela Toth"."""
        if lemma_of(word) in words or word.lower_ in words:
            return True
        beside = (child for child in word.children if child.dep_ in ("compound", "flat", "appos", "nmod:desc"))
        return any(lemma_of(child) in words for child in beside)

    def _arguments(self, token: Token, one: Condition) -> Iterable[Token]:
        if one.role == "prep":
            return self.behind(token, one.prepositions)
        if one.role == "infinitive":
            return self._infinitives(token)
        if one.role == "modifier":
            return self._modifiers(token)
        if one.role == "predicate":
            return self._predicates(token)
        return self.at(token, one.role)

    # Places

    def at(self, token: Token, place: str) -> list[Token]:
        """The words at a place, coordinated ones included, in the order of the text."""
        if place.startswith("prep:"):
            return self.behind(token, frozenset(place.removeprefix("prep:").split("|")))
        found = map(self._meant, _PLACES[place](self, token))
        return list(self._with_conjuncts(found))

    def _meant(self, word: Token) -> Token:
        """What a relative word stands for: "*Ardan*, which has criticized …"."""
        if not self.grammar.is_relative(word):
            return word
        above = self.grammar.antecedent_of(word)
        before = _before(word)
        if before is not None and above is not None and before.i > above.i and not self.is_actor(above):
            return before if self.is_actor(before) else above  # "a move against *Ardan*, which has criticized …"
        return above if above is not None else word

    def behind(self, token: Token, prepositions: frozenset[str]) -> list[Token]:
        """The nouns behind some prepositions that hang from a word, or right behind it."""
        found = [noun for name, noun in self.grammar.prepositional_arguments(token) if name in prepositions]
        agent = self.grammar.agent_of(token) if "by" in prepositions and token.pos_ in ("VERB", "AUX") else None
        found += [agent] if agent is not None and agent not in found else []
        for other in () if found else self._neighbours(token):
            arguments = self.grammar.prepositional_arguments(other)
            found = found or [noun for name, noun in arguments if name in prepositions and noun.i > token.i]
        return list(self._with_conjuncts(found))

    def _neighbours(self, token: Token) -> Iterator[Token]:
        """Where a tree may hang a phrase instead: the light verb of a noun ("launched a *raid* on Ardan"), the object.

        And what the phrase behind a noun hangs from: "the *killing* of Pell by guards".
        """
        if token.pos_ in ("NOUN", "PROPN"):
            yield from (child for child in token.children if child.tag_ == "RP")
            above = self.grammar.head_of(token)
            if above is not None and above.pos_ == "VERB":
                yield above
            yield from (noun for name, noun in self.grammar.prepositional_arguments(token) if name in ("of", "on"))
        else:
            yield from self._object(token)

    def _with_conjuncts(self, words: Iterable[Token]) -> Iterator[Token]:
        seen: set[int] = set()
        for word in words:
            for one in (word, *self.grammar.conjuncts(word)):
                if one.i not in seen and one.i >= word.i:
                    seen.add(one.i)
                    yield one

    def _subject(self, token: Token) -> Iterator[Token]:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from self.lent(token)
            return
        relative = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if relative is not None and self.grammar.is_relative(relative):
            yield self._meant(relative)
            return
        doer = self.grammar.doer_of(token) or self._adjacent(token)
        if doer is not None:
            yield doer

    def _adjacent(self, token: Token) -> Token | None:
        """The actor right before a finite verb that a tree leaves without a subject: "as *Ardan* accused Holt"."""
        if token.tag_ not in _FINITE or self.grammar.is_passive(token):
            return None
        auxiliaries = self.grammar.auxiliaries_of(token)
        before = _before(min((token, *auxiliaries), key=lambda word: word.i))
        is_noun = before is not None and before.pos_ in ("NOUN", "PROPN", "PRON")
        return before if before is not None and is_noun and self.is_actor(before) else None

    def _object(self, token: Token) -> Iterator[Token]:
        if token.pos_ in ("VERB", "AUX"):
            found = self.grammar.undergoer_of(token) or self.grammar.indirect_object_of(token)
            if found is None and not self.grammar.is_passive(token):
                found = self._raised(token)
            if found is not None:
                yield found

    def _raised(self, token: Token) -> Token | None:
        """The subject that an infinitive brings along: "wants the *state* to take over"."""
        for infinitive in self._infinitives(token):
            for child in infinitive.children:
                if child.dep_ in ("nsubj", "nsubj:pass") and token.i < child.i < infinitive.i:
                    return child
        return None

    def _indirect(self, token: Token) -> Iterator[Token]:
        found = self.grammar.indirect_object_of(token) or self.grammar.addressee_of(token)
        if found is None and self.grammar.is_passive(token) and self.grammar.object_of(token) is not None:
            found = self.grammar.passive_subject_of(token)  # "Holt was offered a seat"
        if found is not None:
            yield found

    def _infinitive_subject(self, token: Token) -> Iterator[Token]:
        """Who is to do what is asked: "urged *Holt* to leave", "called for *Holt* to leave"."""
        for infinitive in self._infinitives(token):
            subject = self.grammar.subject_of(infinitive) or self.grammar.passive_subject_of(infinitive)
            doer = self.grammar.doer_of(token) if token.pos_ == "VERB" else None
            if subject is not None and subject != doer:
                yield subject
                return
        yield from self._object(token)

    def _content(self, token: Token) -> Iterator[Token]:
        """Whom the act in the infinitive is for: "agreed to pay *Holt*", "refused to meet *Pell*"."""
        for infinitive in self._infinitives(token):
            for place in _CONTENT:
                found = [word for word in self.at(infinitive, place) if self.is_actor(word)]
                if found:
                    yield from found
                    return

    def _predicates(self, token: Token) -> Iterator[Token]:
        """What the object is called: "called the raid a *disgrace*", "described it as a *disgrace*"."""
        for child in token.children:
            is_said = child.dep_ == "xcomp" or any(
                below.lower_ == "as" and below.dep_ == "case" for below in child.children
            )
            if child.i > token.i and is_said and child.pos_ in ("NOUN", "PROPN", "ADJ"):
                yield child

    def _clause_subject(self, token: Token) -> Iterator[Token]:
        clause = self.grammar.complement_clause_of(token)
        if clause is not None:
            found = self.grammar.subject_of(clause) or self.grammar.passive_subject_of(clause)
            if found is not None:
                yield found

    def _possessor(self, token: Token) -> Iterator[Token]:
        found = self.grammar.possessor_of(token)
        if found is not None:
            yield found
            return
        yield from (word for word in self._modifiers(token) if word.pos_ in ("ADJ", "PROPN") and self.is_actor(word))

    def _modifiers(self, token: Token) -> Iterator[Token]:
        for child in token.children:
            if child.i < token.i and child.dep_.partition(":")[0] in MODIFIERS:
                yield child
                yield from (below for below in child.children if below.dep_ in MODIFIERS)

    def _infinitives(self, token: Token) -> Iterator[Token]:
        found = self.grammar.infinitive_of(token)
        if found is not None:
            yield found
            return
        for child in token.children:
            if child.pos_ == "VERB" and child.i > token.i and any(word.lower_ == "to" for word in child.children):
                yield child

    def lent(self, noun: Token) -> Iterator[Token]:
        """The subject of the light verb whose object an event noun is, if that is the doer: "*Rebels* led a raid"."""
        above = self.grammar.head_of(noun)
        while above is not None and self.grammar.relation_of(noun) is Relation.CONJUNCT:
            noun, above = above, self.grammar.head_of(above)
        if above is None or above.pos_ != "VERB" or self.grammar.undergoer_of(above) != noun:
            return
        lemma = self.grammar.phrasal_lemma(above)
        if light_verbs().get(lemma, light_verbs().get(above.lemma_.lower(), False)):
            doer = self.grammar.doer_of(above)
            if doer is not None:
                yield doer

    def undergone(self, noun: Token) -> Iterator[Token]:
        """The subject of a verb by which somebody suffers an event noun: "*Ardan* came under attack"."""
        if any(child.lower_ == "under" and child.dep_ == "case" for child in noun.children):
            subject = self.grammar.subject_of(noun)
            if subject is not None:
                yield self._meant(subject)
        above = self.grammar.head_of(noun)
        if above is None or above.pos_ != "VERB":
            return
        lemma = self.grammar.phrasal_lemma(above)
        if light_verbs().get(lemma, light_verbs().get(above.lemma_.lower(), True)) is False:
            subject = self.grammar.subject_of(above)
            if subject is not None:
                yield subject


def _before(word: Token) -> Token | None:
    """The word before one in its sentence, commas left out."""
    at = word.i - 1
    while at >= word.sent.start and word.doc[at].is_punct:
        at -= 1
    return word.doc[at] if at >= word.sent.start else None


_PLACES = {
    "subject": Frames._subject,
    "object": Frames._object,
    "indirect": Frames._indirect,
    "infinitive": Frames._infinitive_subject,
    "clause-subject": Frames._clause_subject,
    "content": Frames._content,
    "possessor": Frames._possessor,
    "modifier": Frames._modifiers,
}
