"""Grammar questions about verbs: voice, negation, modality, particles, predicates."""

from enum import StrEnum

from spacy.tokens import Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar_clauses import ClauseQuestions
from onrecord.language.grammar_words import forms

_SUBJECTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
_AUXILIARIES = (Relation.AUXILIARY, Relation.PASSIVE_AUXILIARY)
_ARGUMENTS = (*_SUBJECTS, Relation.OBJECT, Relation.INDIRECT_OBJECT, Relation.AGENT)


class Modality(StrEnum):
    """What a modal or semi-auxiliary makes of a clause. In reported speech "would" is often a past future."""

    FUTURE = "future"
    POSSIBLE = "possible"
    NECESSARY = "necessary"
    HYPOTHETICAL = "hypothetical"


class VerbQuestions(ClauseQuestions):
    """Verbs of parsed Docs. Where a conjunct has no auxiliary of its own, that of the conjunct before it counts."""

    # Form

    def auxiliaries_of(self, verb: Token) -> tuple[Token, ...]:
        """The verb's own auxiliaries, copula included."""
        return self.dependents_of(self.content_of(verb), *_AUXILIARIES, Relation.COPULA)

    def particle_of(self, verb: Token) -> Token | None:
        """The particle of a phrasal verb: "carried *out*"."""
        return next(iter(self.dependents_of(verb, Relation.PARTICLE)), None)

    def phrasal_lemma(self, verb: Token) -> str:
        """The lemma of a verb with its particle, lower-cased: "carry out"."""
        particle = self.particle_of(verb)
        lemma = (verb.lemma_ or verb.text).lower()
        return f"{lemma} {particle.text.lower()}" if particle is not None else lemma

    def is_passive(self, verb: Token) -> bool:
        """Whether a verb is passive: "was *attacked*", "got *attacked*", "the town *attacked* by rebels"."""
        verb = self.content_of(verb)
        for member in (verb, *self._before(verb)):
            if self.dependents_of(member, Relation.PASSIVE_AUXILIARY, Relation.PASSIVE_SUBJECT, Relation.AGENT):
                return True
            if self.dependents_of(member, Relation.AUXILIARY, Relation.COPULA, Relation.SUBJECT):
                return False
            if member.tag_ not in ("VBN", ""):
                return False
        return verb.tag_ == "VBN"

    def is_nonfinite(self, verb: Token) -> bool:
        """Whether a verb is an infinitive or a participle, with its auxiliaries: "to have left", "being attacked"."""
        verb = self.content_of(verb)
        leading = next(iter(self.auxiliaries_of(verb)), verb)
        return leading.tag_ in ("VB", "VBG", "VBN", "")

    # Predicates

    def is_copular(self, token: Token) -> bool:
        """Whether the clause of a word says of its subject, with "be", what or how or where it is."""
        return bool(self.dependents_of(self.clause_of(token), Relation.COPULA))

    def predicate_of(self, token: Token) -> Token | None:
        """The noun or adjective that the clause of a word says of its subject: "is the *envoy*", "became *envoy*"."""
        clause = self.clause_of(token)
        if self.dependents_of(clause, Relation.COPULA):
            return clause
        if self.dependents_of(clause, Relation.OBJECT):
            return None  # "elected Pell president" says it of the object
        below = self.dependents_of(clause, Relation.OPEN_COMPLEMENT)
        return next((word for word in below if not self._is_verbal(word)), None)

    # Negation

    def is_negated(self, token: Token) -> bool:
        """Whether grammar negates a verb, predicate or noun: "not", "never", "no longer", "without", "no X", "nobody".

        A negative subject or object negates the verb. "is not going to leave" and "will not meet or call them"
        negate both verbs; "refused to leave" and "does not want to leave" say nothing about "leave".
        """
        word = self.content_of(token)
        if self._negates_itself(word) or self._shares_negation(word):
            return True
        governor = self._semi_auxiliary_of(word)
        if governor is None or forms("semi-auxiliary").get(self._semi_form(governor)) == Modality.NECESSARY:
            return False
        return self._negates_itself(governor)

    def _negates_itself(self, word: Token) -> bool:
        if any(self._is_negator(child) for child in self.dependents_of(word)):
            return True
        if self.marker_of(word) in forms("negative marker"):
            return True
        if any(map(self._is_negative, self.dependents_of(word, *_ARGUMENTS))):
            return True
        phrases = self.dependents_of(word, Relation.OBLIQUE)
        return any(noun.text.lower() in forms("negative phrase") and self._is_negative(noun) for noun in phrases)

    def _is_negator(self, word: Token) -> bool:
        """Whether an adverb, determiner or coordinator negates what it hangs from; "not only" does not."""
        relation = self.relation_of(word)
        if relation is Relation.DETERMINER:
            return word.text.lower() in forms("negative determiner")
        if relation not in (Relation.ADVERB, Relation.COORDINATOR):
            return False
        if word.text.lower() in forms("negator"):
            following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
            return following.text.lower() not in forms("focus")
        if word.text.lower() not in forms("negative adverb"):
            return False
        below = self.dependents_of(word, Relation.ADVERB, Relation.DETERMINER)
        return any(child.text.lower() == "no" for child in below)

    def _is_negative(self, noun: Token) -> bool:
        """Whether a noun phrase is a negative one: "nobody", "no rebels", "neither side", "neither Pell nor Holt"."""
        if noun.text.lower() in forms("negative noun"):
            return True
        return any(
            child.text.lower() in forms("negative determiner")
            for child in self.dependents_of(noun, Relation.DETERMINER, Relation.COORDINATOR)
        )

    def _shares_negation(self, verb: Token) -> bool:
        """Whether a conjunct stands under the negation, or has the negative subject, of one before it."""
        if self.dependents_of(verb, *_SUBJECTS):
            return False
        has_auxiliary = bool(self.auxiliaries_of(verb))
        alternative = self.coordinator_of(self.conjuncts(verb)[-1]) in ("or", "nor")
        for member in self._before(verb):
            if not has_auxiliary and any(self._is_negator(child) for child in self.dependents_of(member)):
                return alternative or self._shares_do(verb, member)
            subjects = self.dependents_of(member, *_SUBJECTS)
            if subjects:
                return any(map(self._is_negative, subjects))
        return False

    def _shares_do(self, verb: Token, member: Token) -> bool:
        """Whether "did not" reaches to a later verb, as its bare form shows: "did not meet them and call"."""
        return verb.tag_ == "VB" and any(word.lemma_ == "do" for word in self.auxiliaries_of(member))

    # Modality

    def modality(self, verb: Token) -> Modality | None:
        """What "may", "must", "would", "has to", "is going to" … make of a verb; None if there is no such word."""
        verb = self.content_of(verb)
        own = self._own_modality(verb)
        if own or self.auxiliaries_of(verb) or self.dependents_of(verb, *_SUBJECTS) or not self.is_nonfinite(verb):
            return own
        for member in self._before(verb):
            shared = self._own_modality(member)
            if shared or self.dependents_of(member, *_SUBJECTS):
                return shared
        return None

    def _own_modality(self, verb: Token) -> Modality | None:
        to = self._to_of(verb)
        for word in self.dependents_of(verb, Relation.AUXILIARY):
            if to is not None and word.i < to.i and word.text.lower() in forms("semi-auxiliary"):
                return Modality(forms("semi-auxiliary")[word.text.lower()])  # "is to leave", as UD has it
            if word.tag_ in ("MD", "") and word.text.lower() in forms("modal"):
                return Modality(forms("modal")[word.text.lower()])
        governor = self._semi_auxiliary_of(verb)
        return Modality(forms("semi-auxiliary")[self._semi_form(governor)]) if governor is not None else None

    def _to_of(self, verb: Token) -> Token | None:
        """The "to" of an infinitive, or the "na" of "gonna"."""
        marks = self.dependents_of(verb, Relation.MARKER)
        return next((word for word in marks if word.text.lower() in ("to", "na")), None)

    def _semi_auxiliary_of(self, verb: Token) -> Token | None:
        """The "have", "going", "able" … that an infinitive depends on, if it is used as an auxiliary."""
        first = self._first(verb)
        if self.relation_of(first) is not Relation.OPEN_COMPLEMENT or self._to_of(first) is None:
            return None
        governor = self.head_of(first)
        if governor is None or self.dependents_of(governor, Relation.OBJECT):
            return None
        return governor if self._semi_form(governor) in forms("semi-auxiliary") else None

    def _semi_form(self, governor: Token) -> str:
        """The form under which the table knows a semi-auxiliary: "going" and "is" as they stand, "had" as "have"."""
        return governor.text.lower() if governor.text.lower() in forms("semi-auxiliary") else governor.lemma_
