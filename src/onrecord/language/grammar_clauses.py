"""Grammar questions about clauses: which one a word stands in, what governs, introduces and conditions it."""

from collections.abc import Callable, Iterator
from typing import Self
from weakref import WeakKeyDictionary, ref

from spacy.tokens import Doc, Token

from onrecord.language.clauses import Relation, Scheme, Tree, is_verb
from onrecord.language.grammar_words import forms

_CLAUSES = frozenset(
    (
        Relation.ROOT,
        Relation.CLAUSAL_SUBJECT,
        Relation.COMPLEMENT,
        Relation.ADVERBIAL_CLAUSE,
        Relation.RELATIVE_CLAUSE,
        Relation.ADNOMINAL_CLAUSE,
        Relation.PARATAXIS,
    )
)
_VERBAL_DEPENDENTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.COPULA)
_BEFORE_MARKER = (Relation.COORDINATOR, Relation.PUNCTUATION)
_OPENING = frozenset((":", '"', "“", "‘", "«", "``", "''"))
_VERB_GROUP = (Relation.COPULA, Relation.AUXILIARY, Relation.PASSIVE_AUXILIARY)


class ClauseQuestions:
    """Clauses of parsed Docs. A clause is named by its predicate: the verb, or in "Pell is ill" the word "ill".

    Trees are read once per Doc and kept as long as the Doc lives; a Doc must not be re-parsed after the first question.
    """

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._trees: WeakKeyDictionary[Doc, Tree] = WeakKeyDictionary()
        self._latest: tuple[Callable[[], Doc | None], Tree] | None = None  # most questions are of the same Doc

    def __reduce__(self) -> tuple[type[Self], tuple[Scheme]]:
        return type(self), (self.scheme,)  # trees stay where their Docs are

    # The tree itself

    def tree(self, doc: Doc) -> Tree:
        """The clause tree of a Doc."""
        if self._latest is not None and self._latest[0]() is doc:
            return self._latest[1]
        tree = self._trees.get(doc)
        if tree is None:
            tree = self._trees[doc] = self.scheme.tree(doc)
        self._latest = ref(doc), tree
        return tree

    def relation_of(self, token: Token) -> Relation:
        """How a word hangs from its head."""
        return self.tree(token.doc).relations[token.i]

    def head_of(self, token: Token) -> Token | None:
        """The word that a word hangs from; None at a root."""
        head = self.tree(token.doc).heads[token.i]
        return token.doc[head] if head >= 0 else None

    def dependents_of(self, token: Token, *relations: Relation) -> tuple[Token, ...]:
        """The words that hang from a word, in the order of the text; of the given relations only, if any are given."""
        doc = token.doc
        tree = self.tree(doc)
        children = tree.dependents[token.i]
        if not children:
            return ()
        return tuple([doc[child] for child in children if not relations or tree.relations[child] in relations])

    def content_of(self, token: Token) -> Token:
        """The word that a copula or an auxiliary serves; any other word itself. All questions take either."""
        head = self.head_of(token) if self.relation_of(token) in _VERB_GROUP else None
        return head if head is not None else token

    # Coordination

    def conjuncts(self, token: Token) -> tuple[Token, ...]:
        """All members of the coordination that a word stands in, in order; the word alone if there is none."""
        first = self._first(token)
        return tuple(sorted((first, *self.dependents_of(first, Relation.CONJUNCT)), key=lambda member: member.i))

    def coordinator_of(self, token: Token) -> str:
        """The "and", "or", "nor", "but" that joins a conjunct to those before it; empty if there is none."""
        return next((word.text.lower() for word in self.dependents_of(token, Relation.COORDINATOR)), "")

    def _first(self, token: Token) -> Token:
        head = self.head_of(token) if self.relation_of(token) is Relation.CONJUNCT else None
        return head if head is not None else token

    def _before(self, token: Token) -> tuple[Token, ...]:
        """The conjuncts before a conjunct, the nearest first."""
        if self.relation_of(token) is not Relation.CONJUNCT:
            return ()
        return tuple(member for member in reversed(self.conjuncts(token)) if member.i < token.i)

    # Clauses

    def clause_of(self, token: Token) -> Token:
        """The predicate of the clause that a word stands in; for a predicate, itself."""
        word = token
        while not self._heads_clause(word):
            head = self.head_of(word)
            if head is None:
                break
            word = head
        return word

    def governing_clause(self, token: Token) -> Token | None:
        """The predicate of the clause that governs the clause of a word; None for a main clause."""
        head = self.head_of(self._first(self.clause_of(token)))
        return self.clause_of(head) if head is not None else None

    def governing_clauses(self, token: Token) -> tuple[Token, ...]:
        """All clauses that govern the clause of a word, from the inner to the outer."""
        return tuple(self._upwards(token))[1:]

    def _upwards(self, token: Token) -> Iterator[Token]:
        clause: Token | None = self.clause_of(token)
        while clause is not None:
            yield clause
            clause = self.governing_clause(clause)

    def _heads_clause(self, token: Token) -> bool:
        relation = self.relation_of(token)
        if relation is Relation.OPEN_COMPLEMENT:
            return self._is_verbal(token)
        if relation is Relation.CONJUNCT:
            if self.dependents_of(token, *_VERBAL_DEPENDENTS):
                return True
            return is_verb(token) and self._heads_clause(self._first(token))
        return relation in _CLAUSES

    def _is_verbal(self, token: Token) -> bool:
        return is_verb(token) or bool(self.dependents_of(token, *_VERBAL_DEPENDENTS))

    def marker_of(self, clause: Token) -> str:
        """The words that introduce a clause, lower-cased: "that", "if", "because", "without", "when"; never "to"."""
        clause = self.content_of(clause)
        marks = self.dependents_of(clause, Relation.MARKER)
        words = [word.text.lower() for mark in marks for word in (mark, *self.dependents_of(mark, Relation.FIXED))]
        if words and marks[-1].tag_ in ("TO", "") and words[-1] == "to":
            words.pop()
        if words:
            return " ".join(words)
        below = self.dependents_of(clause)
        first = next((word for word in below if self.relation_of(word) not in _BEFORE_MARKER), None)
        return first.text.lower() if first is not None and first.tag_ == "WRB" else ""

    def adverbial_clauses_of(self, verb: Token) -> tuple[Token, ...]:
        """The clauses of time, reason, purpose, condition … that a verb governs; see `marker_of`."""
        return self.dependents_of(self.content_of(verb), Relation.ADVERBIAL_CLAUSE)

    # Content clauses

    def complement_clause_of(self, verb: Token) -> Token | None:
        """The clause that a verb or noun of saying or thinking gives the content of; whether it is one, is not asked.

        "Pell said that they *left*", "They *left*, Pell said", "They, said Pell, had *left*", "Pell said: *Leave*!",
        "the claim that they *left*", "It is clear that they *left*".
        """
        verb = self.content_of(verb)
        for child in self.dependents_of(verb, Relation.COMPLEMENT):
            return child
        for child in self.dependents_of(verb, Relation.ADNOMINAL_CLAUSE):
            if self.marker_of(child) in ("that", "whether"):
                return child
        for child in self.dependents_of(verb, Relation.PARATAXIS):
            if self._opens(verb, child):
                return child
        above = self.head_of(verb)
        if self.relation_of(verb) is not Relation.PARATAXIS or above is None or self._opens(above, verb):
            return None
        has_subject = self.dependents_of(verb, Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
        return self.clause_of(above) if has_subject else None

    def _opens(self, verb: Token, clause: Token) -> bool:
        """Whether a colon or a quotation mark stands between a verb and a clause after it."""
        marks = (*self.dependents_of(verb, Relation.PUNCTUATION), *self.dependents_of(clause, Relation.PUNCTUATION))
        return any(verb.i < mark.i < clause.i and mark.text.lower() in _OPENING for mark in marks)

    def reporting_clause_of(self, token: Token) -> Token | None:
        """The predicate whose content (see `complement_clause_of`) is the clause of a word, or None."""
        clause = self._first(self.clause_of(token))
        above = self.head_of(clause)
        if above is not None and self.complement_clause_of(above) == clause:
            return above
        aside = self.dependents_of(clause, Relation.PARATAXIS)
        return next((verb for verb in aside if self.complement_clause_of(verb) == clause), None)

    def infinitive_of(self, verb: Token) -> Token | None:
        """The infinitive or participle that completes a verb: "urged them to *leave*", "began *leaving*"."""
        below = self.dependents_of(self.content_of(verb), Relation.OPEN_COMPLEMENT)
        return next((word for word in below if self._is_verbal(word)), None)

    # Conditions

    def is_conditional(self, token: Token) -> bool:
        """Whether a word stands inside a condition: "if", "unless", "should they leave" …, or in a clause below one."""
        return any(self._is_condition(self._first(clause)) for clause in self._upwards(token))

    def condition_of(self, verb: Token) -> Token | None:
        """The predicate of the condition under which the clause of a verb holds, or None."""
        return next(filter(self._is_condition, self.adverbial_clauses_of(verb)), None)

    def _is_condition(self, clause: Token) -> bool:
        if self.relation_of(clause) is not Relation.ADVERBIAL_CLAUSE:
            return False
        marker = self.marker_of(clause)
        if marker:
            return marker in forms("condition") or marker.split()[0] in forms("condition")
        subject = next(iter(self.dependents_of(clause, Relation.SUBJECT, Relation.PASSIVE_SUBJECT)), None)
        return subject is not None and any(
            word.i < subject.i and word.text.lower() in forms("inverted condition")
            for word in self.dependents_of(clause, *_VERB_GROUP)
        )

    # Relative clauses

    def relative_clauses_of(self, noun: Token) -> tuple[Token, ...]:
        """The predicates of the relative clauses of a noun."""
        return self.dependents_of(noun, Relation.RELATIVE_CLAUSE)

    def antecedent_of(self, token: Token) -> Token | None:
        """What a relative word, or the predicate of a relative or participial clause, is about.

        "*rebels* who left", "*rebels* who Pell said had left", "the *envoy* whose army left", "*rebels* leaving Ardan".
        """
        clause = self.clause_of(token)
        if not self.is_relative(token) and self.content_of(token) != clause:
            return None
        for above in self._upwards(clause):
            relation = self.relation_of(self._first(above))
            if relation is Relation.RELATIVE_CLAUSE or (
                relation is Relation.ADNOMINAL_CLAUSE and not self.marker_of(self._first(above))
            ):
                return self.head_of(self._first(above))
            if relation not in (Relation.COMPLEMENT, Relation.OPEN_COMPLEMENT):
                return None
        return None

    def is_relative(self, token: Token) -> bool:
        """Whether a word has the form of a relative word: "who", "whose", "which", "that" (not the conjunction)."""
        if token.text.lower() not in forms("relative") or self.relation_of(token) is Relation.MARKER:
            return False
        return token.tag_[:1] in ("W", "")
