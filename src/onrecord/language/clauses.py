"""The clause tree: what the grammar questions see of a parse, whatever label scheme its parser was trained on.

Parsers disagree in structure, not only in names: Universal Dependencies hang the preposition from its noun and "is"
from its predicate, ClearNLP (spaCy's own English pipelines) the other way round. A `Scheme` reads both into one tree of
content words:

    Pell            is        the envoy    to   Ardan
    subject→envoy   copula→envoy   root    case→Ardan   nominal modifier→envoy

Function words are leaves. All conjuncts hang from the first one, each with its own "and".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from spacy.tokens import Doc, Token

from onrecord.errors import UsageError
from onrecord.lexicons import table


class Relation(StrEnum):
    """How a word hangs from its head in a clause tree."""

    ROOT = "root"
    # of a clause: its arguments
    SUBJECT = "subject"
    PASSIVE_SUBJECT = "passive subject"
    CLAUSAL_SUBJECT = "clausal subject"
    EXPLETIVE = "expletive"
    OBJECT = "object"
    INDIRECT_OBJECT = "indirect object"
    AGENT = "agent"
    OBLIQUE = "oblique"
    ADVERBIAL_NOUN = "adverbial noun"
    # clauses
    COMPLEMENT = "complement"
    OPEN_COMPLEMENT = "open complement"
    ADVERBIAL_CLAUSE = "adverbial clause"
    RELATIVE_CLAUSE = "relative clause"
    ADNOMINAL_CLAUSE = "adnominal clause"
    PARATAXIS = "parataxis"
    # of a noun
    NOMINAL_MODIFIER = "nominal modifier"
    POSSESSOR = "possessor"
    APPOSITION = "apposition"
    TITLE = "title"
    NAME = "name"
    COMPOUND = "compound"
    ADJECTIVE = "adjective"
    NUMBER = "number"
    DETERMINER = "determiner"
    # of either
    CONJUNCT = "conjunct"
    ADVERB = "adverb"
    # function words
    COORDINATOR = "coordinator"
    COPULA = "copula"
    AUXILIARY = "auxiliary"
    PASSIVE_AUXILIARY = "passive auxiliary"
    MARKER = "marker"
    CASE = "case"
    PARTICLE = "particle"
    FIXED = "fixed"
    # beside the sentence
    VOCATIVE = "vocative"
    DISCOURSE = "discourse"
    PUNCTUATION = "punctuation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads (-1 at a root), relations and dependents (in the order of the text) of the words of a Doc."""

    heads: tuple[int, ...]
    relations: tuple[Relation, ...]
    dependents: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, doc: Doc, heads: Sequence[int], relations: Sequence[Relation]) -> "Tree":
        """A tree of what a scheme read; `heads` must be free of cycles (see `heads_of`)."""
        named = _with_titles(doc, heads, _with_roots(heads, relations))
        flat = _from_first_conjunct(heads, named)
        dependents: list[list[int]] = [[] for _ in flat]
        for number, head in enumerate(flat):
            if head >= 0:
                dependents[head].append(number)
        return cls(tuple(flat), tuple(named), tuple(map(tuple, dependents)))


class Scheme(Protocol):
    """One way of labelling parses, and how to read it as a clause tree."""

    @property
    def name(self) -> str:
        """The scheme's name, as records quote it."""

    def tree(self, doc: Doc) -> Tree:
        """The clause tree of a parsed Doc; every word a root if it is not parsed."""


def scheme_of(labels: Iterable[str]) -> str:
    """The scheme that a parser's labels belong to: `ud` or `clear`.

    >>> scheme_of(["nsubj", "nsubj:pass", "obl"]), scheme_of(["nsubj", "nsubjpass", "dobj", "pobj"])
    ('ud', 'clear')
    """
    known = set(labels)
    if {"obl", "nsubj:pass"} <= known:
        return "ud"
    if {"pobj", "dobj"} <= known:
        return "clear"
    shown = ", ".join(sorted(known)[:12]) or "none"
    raise UsageError(
        "the pipeline's parser has neither Universal Dependencies labels (obl, nsubj:pass) nor ClearNLP labels "
        f"(pobj, dobj), so its trees cannot be read; its labels: {shown}. "
        "Pipelines trained on UD English and spaCy's en_core_web_* can."
    )


def heads_of(doc: Doc) -> list[int]:
    """The head of each word as the parser gives it, -1 at a root; a cycle, which no parser should yield, is cut."""
    heads = [-1 if token.head.i == token.i else token.head.i for token in doc]
    visited = [0] * len(heads)
    for start in range(len(heads)):
        number = start
        while number >= 0 and not visited[number]:
            visited[number] = start + 1
            if heads[number] >= 0 and visited[heads[number]] == start + 1:
                heads[number] = -1
            number = heads[number]
    return heads


def is_nominal(token: Token) -> bool:
    """Whether a word is tagged as a noun, name, pronoun or number."""
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM")


def is_verb(token: Token) -> bool:
    """Whether a word is tagged as a verb."""
    return token.pos_ in ("VERB", "AUX") or token.tag_[:2] in ("VB", "MD")


def _with_roots(heads: Sequence[int], relations: Sequence[Relation]) -> list[Relation]:
    """ROOT exactly where there is no head, even if the labels say otherwise."""
    return [
        Relation.ROOT if head < 0 else Relation.OTHER if relation is Relation.ROOT else relation
        for head, relation in zip(heads, relations, strict=True)
    ]


def _from_first_conjunct(heads: Sequence[int], relations: Sequence[Relation]) -> list[int]:
    """Heads with chains of conjuncts (ClearNLP, nested coordination) hung from their first member."""
    flat = list(heads)
    done = [relation is not Relation.CONJUNCT for relation in relations]
    for start in range(len(flat)):
        chain = [start]
        while not done[chain[-1]]:
            chain.append(heads[chain[-1]])
        first = chain[-1] if relations[chain[-1]] is not Relation.CONJUNCT else flat[chain[-1]]
        for number in chain[:-1]:
            flat[number] = first
            done[number] = True
    return flat


@cache
def _titles() -> frozenset[str]:
    """Words that make a title by themselves; `UNITED` or `SECURITY`, which only stand in longer ones, do not."""
    return frozenset(row["words"] for row in table("en/titles", "words", "rest") if row["rest"] == "1")


def _with_titles(doc: Doc, heads: Sequence[int], relations: list[Relation]) -> list[Relation]:
    """Tells titles from names where the scheme calls both compounds: "Foreign Minister Pell", "spokesman Pell"."""
    last: dict[int, int] = {}
    parts = (Relation.COMPOUND, Relation.NAME)
    for number, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation in parts and number < head and doc[head].pos_ == "PROPN":
            word = doc[number]
            if word.pos_ == "NOUN" or (word.text.upper() in _titles() and doc[head].ent_type_ in ("", "PERSON")):
                last[head] = number
    return [
        Relation.TITLE if relation in parts and number <= last.get(head, -1) else relation
        for number, (head, relation) in enumerate(zip(heads, relations, strict=True))
    ]
