"""ClearNLP labels (spaCy's en_core_web_*) read as a clause tree.

Here prepositions govern their noun and "be" its predicate. Both are *pivots*: a word that stands for the word below it.
A run of pivots and the content word at its end are one group ("because of the war", "is in the town"); the group hangs
where its topmost word hangs, and the content word is its head.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.language.clauses import Relation, Tree, heads_of, is_nominal, is_verb
from onrecord.language.grammar_words import forms

_RELATIONS = {
    "nsubj": Relation.SUBJECT,
    "nsubjpass": Relation.PASSIVE_SUBJECT,
    "csubj": Relation.CLAUSAL_SUBJECT,
    "csubjpass": Relation.CLAUSAL_SUBJECT,
    "expl": Relation.EXPLETIVE,
    "dobj": Relation.OBJECT,
    "obj": Relation.OBJECT,
    "dative": Relation.INDIRECT_OBJECT,
    "agent": Relation.AGENT,
    "prep": Relation.OBLIQUE,
    "pobj": Relation.OBLIQUE,
    "npadvmod": Relation.ADVERBIAL_NOUN,
    "ccomp": Relation.COMPLEMENT,
    "xcomp": Relation.OPEN_COMPLEMENT,
    "acomp": Relation.OPEN_COMPLEMENT,
    "attr": Relation.OPEN_COMPLEMENT,
    "oprd": Relation.OPEN_COMPLEMENT,
    "advcl": Relation.ADVERBIAL_CLAUSE,
    "pcomp": Relation.ADVERBIAL_CLAUSE,
    "acl": Relation.ADNOMINAL_CLAUSE,
    "relcl": Relation.RELATIVE_CLAUSE,
    "parataxis": Relation.PARATAXIS,
    "poss": Relation.POSSESSOR,
    "appos": Relation.APPOSITION,
    "compound": Relation.COMPOUND,
    "nmod": Relation.COMPOUND,
    "amod": Relation.ADJECTIVE,
    "nummod": Relation.NUMBER,
    "det": Relation.DETERMINER,
    "predet": Relation.DETERMINER,
    "conj": Relation.CONJUNCT,
    "advmod": Relation.ADVERB,
    "quantmod": Relation.ADVERB,
    "neg": Relation.ADVERB,
    "cc": Relation.COORDINATOR,
    "preconj": Relation.COORDINATOR,
    "aux": Relation.AUXILIARY,
    "auxpass": Relation.PASSIVE_AUXILIARY,
    "mark": Relation.MARKER,
    "case": Relation.CASE,
    "prt": Relation.PARTICLE,
    "intj": Relation.DISCOURSE,
    "meta": Relation.DISCOURSE,
    "punct": Relation.PUNCTUATION,
}
_NO_COPULAS = ("aux", "auxpass", "prep", "case", "punct")
_SUBJECTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
_NONFINITE = ("VB", "VBG", "VBN")
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"))


class ClearNLP:
    """The scheme of spaCy's English pipelines."""

    name = "clear"

    def tree(self, doc: Doc) -> Tree:
        """The clause tree of a parsed Doc."""
        return _Reading(doc).tree()


class _Reading:
    """One Doc on its way from ClearNLP labels to a clause tree."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._raw = heads_of(doc)
        self._labels = [token.dep_.lower() for token in doc]
        self._below: list[list[int]] = [[] for _ in doc]
        for number, head in enumerate(self._raw):
            if head >= 0:
                self._below[head].append(number)
        self._copulas = {token.i for token in doc if self._predicate(token) >= 0}
        self._pivot_to = [max(self._predicate(token), self._complement(token)) for token in doc]
        self._content = self._contents()
        self._heads = list(self._raw)
        self._relations = [_RELATIONS.get(label, Relation.OTHER) for label in self._labels]

    def tree(self) -> Tree:
        """Groups first; then the few places where words hang from elsewhere than in Universal Dependencies."""
        for number, target in enumerate(self._pivot_to):
            if target < 0:
                self._hang_group(number)
        self._read_existential()
        self._raise_subjects()
        self._read_extraposed()
        self._move_coordinators()
        return Tree.of(self._doc, self._heads, self._relations)

    def _named(self, number: int, *labels: str) -> Iterator[int]:
        """The words below a word that carry one of the labels."""
        return (child for child in self._below[number] if self._labels[child] in labels)

    def _has(self, number: int, *labels: str) -> bool:
        return next(self._named(number, *labels), None) is not None

    def _complement(self, token: Token) -> int:
        """The word that a preposition stands for: its noun, its clause, or a second preposition ("out of"); else -1."""
        label = self._labels[token.i]
        if label not in ("prep", "agent") and (label == "prt" or is_verb(token) or is_nominal(token)):
            return -1
        for wanted in ("pobj", "pcomp"):
            for child in self._named(token.i, wanted):
                return child
        following = (child for child in self._named(token.i, "prep") if child > token.i)
        return next((child for child in following if self._has(child, "pobj", "pcomp")), -1)

    def _predicate(self, token: Token) -> int:
        """The predicate of "be": a noun or adjective, else what follows of place or time; none in "there are"."""
        number = token.i
        if not (token.lemma_ == "be" or token.text.lower() in _BE) or self._labels[number] in _NO_COPULAS:
            return -1
        if self._has(number, "expl"):
            return -1
        for child in self._named(number, "attr", "acomp", "oprd"):
            return child
        if self._has(number, "ccomp", "xcomp", "dobj"):
            return -1
        for child in self._named(number, "prep"):
            if child > number and self._has(child, "pobj", "prep"):
                return child
        return next((child for child in self._named(number, "advmod", "npadvmod") if child > number), -1)

    def _contents(self) -> list[int]:
        """The content word at the end of each word's run of pivots; a content word is its own."""
        content = [number if target < 0 else -1 for number, target in enumerate(self._pivot_to)]
        for start in range(len(content)):
            run = [start]
            while content[run[-1]] < 0:
                run.append(self._pivot_to[run[-1]])
            for number in run:
                content[number] = content[run[-1]]
        return content

    def _hang_group(self, number: int) -> None:
        """Hangs a content word where its group hangs, and the pivots of the group from the content word."""
        run = [number]
        while (above := self._raw[run[-1]]) >= 0 and self._pivot_to[above] == run[-1]:
            run.append(above)
        top = run[-1]
        self._heads[number] = self._content[self._raw[top]] if self._raw[top] >= 0 else -1
        clausal = is_verb(self._doc[number])
        for pivot in run[1:]:
            copula = pivot in self._copulas
            self._heads[pivot] = number
            self._relations[pivot] = Relation.COPULA if copula else Relation.MARKER if clausal else Relation.CASE
            clausal = clausal or copula
        self._relations[number] = self._relation(top, clausal=clausal)

    def _relation(self, top: int, *, clausal: bool) -> Relation:
        """What a group is to the word above it, by the label of its topmost word."""
        label = self._labels[top]
        if self._raw[top] < 0:
            return Relation.ROOT
        above = self._doc[self._raw[top]]
        of_noun = is_nominal(above)
        is_pivot = self._pivot_to[top] >= 0 and top not in self._copulas
        if is_pivot and clausal and label in ("prep", "agent", "dative", "pcomp"):
            return Relation.ADNOMINAL_CLAUSE if of_noun else Relation.ADVERBIAL_CLAUSE
        if label == "prep" or (is_pivot and label in ("dative", "pcomp")):
            return Relation.NOMINAL_MODIFIER if of_noun else Relation.OBLIQUE
        if label == "aux" and (self._doc[top].tag_ == "TO" or self._doc[top].text.lower() == "to"):
            return Relation.MARKER
        if label == "relcl" and not of_noun:
            return Relation.ADVERBIAL_CLAUSE  # "He resigned, which surprised them": of the clause, not of a noun
        return _RELATIONS.get(label, Relation.OTHER)

    def _read_existential(self) -> None:
        """What there is, is the subject: "There are talks"."""
        for number, above in enumerate(self._raw):
            if above >= 0 and self._labels[number] == "attr" and self._has(above, "expl"):
                self._relations[number] = Relation.SUBJECT

    def _raise_subjects(self) -> None:
        """The subject of an infinitive or small clause is the object of the verb above: "They want Pell to go"."""
        for number in range(len(self._labels)):
            subject = next((child for child in self._named(number, "nsubj", "nsubjpass")), -1)
            if subject < 0 or not self._is_small(number):
                continue
            inner = self._content[number]
            self._heads[self._content[subject]] = self._heads[inner]
            self._relations[self._content[subject]] = Relation.OBJECT
            self._relations[inner] = Relation.OPEN_COMPLEMENT

    def _is_small(self, number: int) -> bool:
        """Whether a clause with a subject of its own is one of those that Universal Dependencies split."""
        if self._raw[number] < 0 or self._labels[number] not in ("ccomp", "xcomp", "oprd"):
            return False
        if self._has(number, "mark"):
            return False  # "that …", "for Pell to go"
        if self._labels[number] == "oprd":
            return True
        auxiliaries = [self._doc[child] for child in self._named(number, "aux", "auxpass")]
        if auxiliaries:
            return auxiliaries[0].text.lower() == "to"
        return self._doc[number].tag_ in _NONFINITE and self._doc[self._raw[number]].lemma_ in forms("small clause")

    def _read_extraposed(self) -> None:
        """The "it" of "It is clear that they left", "It was said that …" is labelled as a subject, and is none."""
        content_clauses = {
            self._heads[number] for number, relation in enumerate(self._relations) if relation is Relation.COMPLEMENT
        }
        predicates = {
            self._heads[number]
            for number, relation in enumerate(self._relations)
            if relation in (Relation.COPULA, Relation.PASSIVE_AUXILIARY)
        }
        for number, head in enumerate(self._heads):
            is_it = self._relations[number] in _SUBJECTS and self._doc[number].text.lower() == "it"
            if is_it and head in content_clauses and head in predicates:
                self._relations[number] = Relation.EXPLETIVE

    def _move_coordinators(self) -> None:
        """Here "and" hangs from the conjunct before it; in the clause tree from the one after it."""
        for head, below in enumerate(self._below):
            following = -1
            for child in reversed(below):
                if self._labels[child] == "conj":
                    following = child
                elif self._labels[child] == "cc" and head < child and following >= 0:
                    self._heads[child] = self._content[following]
