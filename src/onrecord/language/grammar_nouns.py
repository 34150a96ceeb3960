"""Grammar questions about nouns: the phrase, the name and its title, the possessor, appositions."""

from collections.abc import Iterable
from enum import StrEnum

from spacy.tokens import Span, Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar_clauses import ClauseQuestions


class Extent(StrEnum):
    """How much of a noun phrase is asked for.

    base   "the new envoy": up to the noun, and the rest of a name
    full   "the new envoy of Ardan leaving today": what restricts it too, without relative clauses, appositions and
           whatever stands behind a comma
    whole  "the new envoy of Ardan, a soldier who left": these as well
    """

    BASE = "base"
    FULL = "full"
    WHOLE = "whole"


_BEFORE = frozenset(
    (
        Relation.DETERMINER,
        Relation.ADJECTIVE,
        Relation.NUMBER,
        Relation.POSSESSOR,
        Relation.TITLE,
        Relation.NAME,
        Relation.COMPOUND,
    )
)
_OF_NAME = frozenset((Relation.NAME, Relation.COMPOUND, Relation.NUMBER, Relation.FIXED, Relation.TITLE))
_RESTRICTING = _BEFORE | _OF_NAME | {Relation.NOMINAL_MODIFIER, Relation.ADVERBIAL_NOUN, Relation.ADNOMINAL_CLAUSE}
_BESIDE = (Relation.APPOSITION, Relation.RELATIVE_CLAUSE)
_EXTENTS = {Extent.FULL: _RESTRICTING, Extent.WHOLE: _RESTRICTING.union(_BESIDE)}


class NounQuestions(ClauseQuestions):
    """Noun phrases of parsed Docs, named by their head. Questions about a pronoun are answered like any other."""

    def noun_phrase(self, head: Token, extent: Extent = Extent.FULL) -> Span:
        """The unbroken phrase around a noun; without its preposition, "'s", conjuncts, and, of a predicate, its clause.

        The head of "Mara Pell" is "Mara" in one scheme and "Pell" in the other; the phrase is the same.
        """
        kept = {head.i}
        for child in self.dependents_of(head):
            if self._belongs(child, head, extent):
                kept.update(self._subtree(child, () if extent == Extent.WHOLE else _BESIDE))
        start, end = self._run(head, kept)
        return head.doc[start : end + 1]

    def _belongs(self, child: Token, head: Token, extent: Extent) -> bool:
        relation = self.relation_of(child)
        if extent == Extent.BASE:
            return relation in (_BEFORE if child.i < head.i else _OF_NAME)
        if relation not in _EXTENTS[extent]:
            return False
        if extent == Extent.WHOLE or child.i < head.i:
            return True
        start = min(self._subtree(child))
        return start == 0 or head.doc[start - 1].text.lower() != ","

    def _run(self, head: Token, kept: set[int]) -> tuple[int, int]:
        """The first and the last of the unbroken run of kept words around a head; punctuation does not break it."""
        ends = []
        for step in (-1, 1):
            end = number = head.i
            while 0 <= (number := number + step) < len(head.doc):
                if self.relation_of(head.doc[number]) is Relation.PUNCTUATION:
                    continue
                if number not in kept:
                    break
                end = number
            ends.append(end)
        return ends[0], ends[1]

    def _subtree(self, token: Token, without: tuple[Relation, ...] = ()) -> set[int]:
        """The numbers of a word and of the words below it; where one of the relations begins, the walk ends."""
        tree = self.tree(token.doc)
        found: set[int] = set()
        waiting = [token.i]
        while waiting:
            number = waiting.pop()
            found.add(number)
            waiting.extend(child for child in tree.dependents[number] if tree.relations[child] not in without)
        return found

    def appositions(self, noun: Token) -> tuple[Token, ...]:
        """The nouns that rename a noun: "Pell, the *envoy*"."""
        return self.dependents_of(noun, Relation.APPOSITION)

    def apposition_of(self, noun: Token) -> Token | None:
        """The noun that a noun renames: "*Pell*, the envoy"."""
        return self.head_of(noun) if self.relation_of(noun) is Relation.APPOSITION else None

    def possessor_of(self, noun: Token) -> Token | None:
        """Whose it is: "*Pell*'s army", "*their* army", "the *envoy* whose army"."""
        possessor = next(iter(self.dependents_of(noun, Relation.POSSESSOR)), None)
        if possessor is None:
            return None
        return self.antecedent_of(possessor) if self.is_relative(possessor) else possessor

    def name_of(self, token: Token) -> Span | None:
        """The whole name that a word is part of: "Mara Pell", "Harbour Post"; None for titles and other words."""
        if self._is_title(token):
            return None
        head = token
        while self.relation_of(head) in (Relation.NAME, Relation.COMPOUND):
            above = self.head_of(head)
            if above is None or above.pos_ != "PROPN":
                break
            head = above
        if head.pos_ != "PROPN":
            return None
        kept = {head.i}
        for child in self.dependents_of(head, *_OF_NAME):
            if child.pos_ == "PROPN" and not self._is_title(child):
                kept.update(self._subtree(child))
        return self._span(head, kept)

    def title_of(self, token: Token) -> Span | None:
        """The title or description before a name: "Foreign Minister", "rebel spokesman"; None if there is none."""
        head = self.head_of(token) if self.relation_of(token) in (Relation.NAME, Relation.COMPOUND) else token
        head = head if head is not None else token
        titles = [child for child in self.dependents_of(head, Relation.TITLE) if self._is_title(child)]
        if not titles:
            return None
        return self._span(titles[-1], set().union(*(self._subtree(title) for title in titles)))

    def _is_title(self, token: Token) -> bool:
        """Whether a word is a title before a name; "Inc.", which Universal Dependencies label like one, is not."""
        head = self.head_of(token)
        return self.relation_of(token) is Relation.TITLE and head is not None and token.i < head.i

    def _span(self, head: Token, kept: Iterable[int]) -> Span:
        start, end = self._run(head, set(kept))
        return head.doc[start : end + 1]
