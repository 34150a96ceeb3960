"""The grammar questions that the steps ask: who does what to whom, who is said to, in which clause.

    grammar = Grammar.for_labels(nlp.get_pipe("parser").labels)
    grammar.subject_of(verb)

A `Grammar` answers for every Doc of one label scheme. Answers are tokens and spans of the Doc that was asked about. It
never raises on an odd tree: where a parse gives no answer, the answer is None, empty or False.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

from spacy.tokens import Token

from onrecord.language.clauses import Relation, scheme_of
from onrecord.language.clauses_clear import ClearNLP
from onrecord.language.clauses_ud import UniversalDependencies
from onrecord.language.grammar_nouns import Extent, NounQuestions
from onrecord.language.grammar_verbs import Modality, VerbQuestions
from onrecord.language.grammar_words import forms

__all__ = ["Extent", "Grammar", "Modality", "PrepositionalArgument"]

_SUBJECTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
_NOUNS_BELOW = (Relation.OBLIQUE, Relation.NOMINAL_MODIFIER)


class PrepositionalArgument(NamedTuple):
    """A noun and the preposition that it hangs by, lower-cased: ("according to", envoy)."""

    preposition: str
    noun: Token


class _Lender(NamedTuple):
    """Where a verb without a subject has it from: the noun itself, or a clause whose subject it shares."""

    token: Token
    is_noun: bool


class Grammar(VerbQuestions, NounQuestions):
    """Questions about parsed Docs of one label scheme.

    Answers follow the sentence where it saves words: over coordination ("Pell met Holt and *urged* …"), control
    ("urged Holt to *leave*"), participles and relative words ("rebels who *left*"). With `resolve=False` only
    what hangs from the verb itself counts, and a relative word is answered as it stands. Of coordinated nouns
    the first is answered; `conjuncts` gives the others.
    """

    @classmethod
    def for_labels(cls, labels: Iterable[str]) -> Self:
        """The grammar of a parser that uses these labels; `UsageError` if they belong to no known scheme."""
        known = frozenset(labels)
        return cls(UniversalDependencies(known) if scheme_of(known) == "ud" else ClearNLP())

    # Who does what to whom

    def subject_of(self, verb: Token, *, resolve: bool = True) -> Token | None:
        """The subject of an active verb or a predicate: a noun, or the predicate of a clause that is the subject."""
        return None if self.is_passive(verb) else self._any_subject(verb, resolve=resolve)

    def passive_subject_of(self, verb: Token, *, resolve: bool = True) -> Token | None:
        """The subject of a passive verb: who or what undergoes it."""
        return self._any_subject(verb, resolve=resolve) if self.is_passive(verb) else None

    def agent_of(self, verb: Token, *, resolve: bool = True) -> Token | None:
        """Who does it, in a passive: "attacked by the *rebels*"."""
        return self._first_noun(verb, Relation.AGENT, resolve=resolve)

    def object_of(self, verb: Token, *, resolve: bool = True) -> Token | None:
        """The direct object.

        Resolved: "the *rebels* whom Pell met", "the *rebels* Pell met", "arrested and jailed *Pell*" for either verb.
        """
        found = self._first_noun(verb, Relation.OBJECT, resolve=resolve)
        if found is not None or not resolve:
            return found
        return self._shared_object(self.content_of(verb)) or self._object_left_out(self.content_of(verb))

    def indirect_object_of(self, verb: Token, *, resolve: bool = True) -> Token | None:
        """The bare recipient: "gave the *rebels* arms". For "gave arms to …", see `prepositional_arguments`."""
        return self._first_noun(verb, Relation.INDIRECT_OBJECT, resolve=resolve)

    def doer_of(self, verb: Token) -> Token | None:
        """Who does it, whatever the voice: the subject of an active, the agent of a passive verb."""
        return self.agent_of(verb) if self.is_passive(verb) else self.subject_of(verb)

    def undergoer_of(self, verb: Token) -> Token | None:
        """To whom it is done, whatever the voice: the object of an active, the subject of a passive verb."""
        return self.passive_subject_of(verb) if self.is_passive(verb) else self.object_of(verb)

    def addressee_of(self, verb: Token) -> Token | None:
        """To whom it is said: "told *Holt* that", "urged *Holt* to leave", "*Holt* was told", "said to *Holt*"."""
        verb = self.content_of(verb)
        found = self.indirect_object_of(verb)
        if found is not None:
            return found
        if self.complement_clause_of(verb) is not None or self.infinitive_of(verb) is not None:
            found = self.undergoer_of(verb)
        to = (noun for preposition, noun in self.prepositional_arguments(verb) if preposition == "to")
        return found if found is not None else next(to, None)

    def prepositional_arguments(self, word: Token, *, resolve: bool = True) -> tuple[PrepositionalArgument, ...]:
        """The prepositional phrases of a verb, adjective or noun, in order; of "is in Ardan" the predicate itself.

        Resolved: "the *town* in which they met", "the *town* they came from". The agent of a passive is not one.
        """
        word = self.content_of(word)
        found = [self._prepositional(word, resolve=resolve)] if self.dependents_of(word, Relation.COPULA) else []
        for noun in self.dependents_of(word, *_NOUNS_BELOW):
            found.append(self._prepositional(noun, resolve=resolve))
            others = self.dependents_of(noun, Relation.CONJUNCT)
            found.extend(self._prepositional(other, resolve=resolve) for other in others)
        return tuple(argument for argument in found if argument is not None)

    def adverbial_nouns_of(self, word: Token) -> tuple[Token, ...]:
        """Nouns without a preposition that say when or how much: "left *Tuesday*"."""
        return self.dependents_of(self.content_of(word), Relation.ADVERBIAL_NOUN)

    def controller_of(self, verb: Token) -> Token | None:
        """The subject that a clause without one takes from above: "urged *Holt* to leave", "*Pell* vowed to leave"."""
        verb = self.content_of(verb)
        clause = self._first(verb)
        if self.relation_of(clause) in (Relation.ROOT, Relation.RELATIVE_CLAUSE, Relation.PARATAXIS):
            return None
        return None if self._own_subject(verb) or self._own_subject(clause) else self._any_subject(verb, resolve=True)

    # Arguments as they stand

    def _first_noun(self, verb: Token, relation: Relation, *, resolve: bool) -> Token | None:
        noun = next(iter(self.dependents_of(self.content_of(verb), relation)), None)
        return self._resolved(noun) if noun is not None and resolve else noun

    def _resolved(self, noun: Token) -> Token:
        """The antecedent of a relative word; every other noun itself."""
        antecedent = self.antecedent_of(noun) if self.is_relative(noun) else None
        return antecedent if antecedent is not None else noun

    def _prepositional(self, noun: Token, *, resolve: bool) -> PrepositionalArgument | None:
        cases = [word for word in self.dependents_of(noun, Relation.CASE) if word.i < noun.i]
        words = [word.text.lower() for case in cases for word in (case, *self.dependents_of(case, Relation.FIXED))]
        if words:
            return PrepositionalArgument(" ".join(words), self._resolved(noun) if resolve else noun)
        stranded = noun.pos_ == "ADP" and resolve and self.relation_of(noun) in _NOUNS_BELOW
        antecedent = self.antecedent_of(self.clause_of(noun)) if stranded else None
        return PrepositionalArgument(noun.text.lower(), antecedent) if antecedent is not None else None

    def _shared_object(self, verb: Token) -> Token | None:
        """The object behind the last of several verbs, which hangs from the first: "arrested and jailed Pell"."""
        for member in self._before(verb):
            for noun in self.dependents_of(member, Relation.OBJECT):
                return self._resolved(noun) if noun.i > verb.i else None
        return None

    def _object_left_out(self, verb: Token) -> Token | None:
        """The antecedent in "the rebels Pell met"; not if the verb has other needs, nor in "the day Pell left"."""
        if self.relation_of(verb) is not Relation.RELATIVE_CLAUSE or self.is_passive(verb):
            return None
        needs = (Relation.OPEN_COMPLEMENT, Relation.COMPLEMENT, Relation.COPULA, Relation.OBLIQUE, Relation.EXPLETIVE)
        noun = self.head_of(verb) if self.dependents_of(verb, Relation.SUBJECT) else None
        if noun is None or noun.text.lower() in forms("adverbial noun"):
            return None
        stranded = any(word.pos_ == "ADP" for word in self.dependents_of(verb, Relation.OBLIQUE))
        has_relative = any(self.is_relative(word) or word.tag_[:1] == "W" for word in self.dependents_of(verb))
        if stranded or has_relative or self.dependents_of(verb, *needs):
            return None
        return noun

    # Subjects, own and shared

    def _own_subject(self, verb: Token) -> Token | None:
        own = self.dependents_of(verb, *_SUBJECTS) or self.dependents_of(verb, Relation.CLAUSAL_SUBJECT)
        return next(iter(own), None)

    def _any_subject(self, verb: Token, *, resolve: bool) -> Token | None:
        """The grammatical subject: the verb's own, else the one that it shares. Each step leads up the tree or back."""
        asked = self.content_of(verb)
        own = self._own_subject(asked)
        if not resolve:
            return own
        for _ in range(len(verb.doc)):
            if own is not None:
                return self._resolved(own)
            lender = None if self.dependents_of(asked, Relation.EXPLETIVE) else self._lender(asked)
            if lender is None:
                return None
            if lender.is_noun:
                return self._resolved(lender.token)
            asked = self.content_of(lender.token)
            own = self._own_subject(asked)
        return None

    def _lender(self, verb: Token) -> _Lender | None:
        relation = self.relation_of(verb)
        above = self.head_of(verb)
        if above is None:
            return None
        if relation is Relation.CONJUNCT:
            return self._lender_of_conjunct(verb, above)
        if relation is Relation.RELATIVE_CLAUSE:
            return _Lender(above, is_noun=True)
        if relation in (Relation.ADNOMINAL_CLAUSE, Relation.ADJECTIVE):
            return self._lender_of_modifier(verb, above)
        if relation is Relation.OPEN_COMPLEMENT:
            return self._controlling(above)
        if relation in (Relation.ADVERBIAL_CLAUSE, Relation.COMPLEMENT) and self.is_nonfinite(verb):
            named = self._object(above) if self.marker_of(verb) in forms("object control") else None
            return _Lender(named, is_noun=True) if named is not None else _Lender(above, is_noun=False)
        return None

    def _lender_of_conjunct(self, verb: Token, first: Token) -> _Lender:
        """The nearest conjunct before it that has a subject (or "it", "there"), else the first one."""
        own = (*_SUBJECTS, Relation.CLAUSAL_SUBJECT, Relation.EXPLETIVE)
        nearest = next((member for member in self._before(verb) if self.dependents_of(member, *own)), first)
        return _Lender(nearest, is_noun=False)

    def _lender_of_modifier(self, verb: Token, noun: Token) -> _Lender | None:
        """The noun in "rebels leaving", "jailed rebels"; its possessor, if any, in "Pell's plan to leave"."""
        if verb.tag_ in ("VBG", "VBN") and not self.dependents_of(verb, Relation.MARKER):
            return _Lender(noun, is_noun=True)
        possessor = self.possessor_of(noun)
        return _Lender(possessor, is_noun=True) if possessor is not None else None

    def _controlling(self, verb: Token) -> _Lender:
        """Whom an infinitive is about: the object of "urge", the subject of "promise", Holt in "call on Holt"."""
        if verb.lemma_ not in forms("subject control"):
            named = self._object(verb)
            if named is None:
                named = next(
                    (
                        argument.noun
                        for argument in self.prepositional_arguments(verb, resolve=False)
                        if f"{verb.lemma_} {argument.preposition}" in forms("oblique control")
                    ),
                    None,
                )
            if named is not None:
                return _Lender(named, is_noun=True)
        return _Lender(verb, is_noun=False)

    def _object(self, verb: Token) -> Token | None:
        """The object, else the indirect object, that a verb has itself."""
        verb = self.content_of(verb)
        for relation in (Relation.INDIRECT_OBJECT, Relation.OBJECT):
            for noun in self.dependents_of(verb, relation):
                return noun
        return None
