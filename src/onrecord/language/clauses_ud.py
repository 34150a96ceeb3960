"""Universal Dependencies read as a clause tree: the native scheme, so mostly a matter of names.

Labels of version 2 are accepted, old (`obl:tmod`, `nmod:npmod`, `flat:name`) and new (2.16: `nmod:desc`,
`obl:unmarked`). An unknown subtype counts as its main type.
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from onrecord.language.clauses import Relation, Tree, heads_of

_RELATIONS = {
    "nsubj": Relation.SUBJECT,
    "nsubj:pass": Relation.PASSIVE_SUBJECT,
    "csubj": Relation.CLAUSAL_SUBJECT,
    "expl": Relation.EXPLETIVE,
    "obj": Relation.OBJECT,
    "iobj": Relation.INDIRECT_OBJECT,
    "obl": Relation.OBLIQUE,
    "obl:agent": Relation.AGENT,
    "obl:unmarked": Relation.ADVERBIAL_NOUN,
    "obl:tmod": Relation.ADVERBIAL_NOUN,
    "obl:npmod": Relation.ADVERBIAL_NOUN,
    "nmod:unmarked": Relation.ADVERBIAL_NOUN,
    "nmod:tmod": Relation.ADVERBIAL_NOUN,
    "nmod:npmod": Relation.ADVERBIAL_NOUN,
    "ccomp": Relation.COMPLEMENT,
    "xcomp": Relation.OPEN_COMPLEMENT,
    "advcl": Relation.ADVERBIAL_CLAUSE,
    "acl": Relation.ADNOMINAL_CLAUSE,
    "acl:relcl": Relation.RELATIVE_CLAUSE,
    "parataxis": Relation.PARATAXIS,
    "nmod": Relation.NOMINAL_MODIFIER,
    "nmod:poss": Relation.POSSESSOR,
    "nmod:desc": Relation.TITLE,
    "appos": Relation.APPOSITION,
    "flat": Relation.NAME,
    "compound": Relation.COMPOUND,
    "compound:prt": Relation.PARTICLE,
    "amod": Relation.ADJECTIVE,
    "nummod": Relation.NUMBER,
    "det": Relation.DETERMINER,
    "conj": Relation.CONJUNCT,
    "advmod": Relation.ADVERB,
    "cc": Relation.COORDINATOR,
    "cop": Relation.COPULA,
    "aux": Relation.AUXILIARY,
    "aux:pass": Relation.PASSIVE_AUXILIARY,
    "mark": Relation.MARKER,
    "case": Relation.CASE,
    "fixed": Relation.FIXED,
    "goeswith": Relation.FIXED,
    "vocative": Relation.VOCATIVE,
    "discourse": Relation.DISCOURSE,
    "punct": Relation.PUNCTUATION,
}


class UniversalDependencies:
    """The scheme of UD English treebanks and of the bundled model."""

    name = "ud"

    def __init__(self, labels: Iterable[str] = ("obl:agent",)) -> None:
        self._tells_agents = "obl:agent" in set(labels)

    def tree(self, doc: Doc) -> Tree:
        """The clause tree of a parsed Doc."""
        heads = heads_of(doc)
        labels = [token.dep_.lower() for token in doc]
        relations = [
            _RELATIONS.get(label) or _RELATIONS.get(label.partition(":")[0], Relation.OTHER) for label in labels
        ]
        _read_extraposed(heads, relations)
        if not self._tells_agents:
            _read_agents(doc, heads, relations)
        _lift_outer_copulas(doc, labels, heads, relations)
        return Tree.of(doc, heads, relations)


def _read_extraposed(heads: list[int], relations: list[Relation]) -> None:
    """The clause of "It is clear that they left" is its subject here; it is read as the complement it looks like."""
    with_it = {head for head, relation in zip(heads, relations, strict=True) if relation is Relation.EXPLETIVE}
    for number, head in enumerate(heads):
        if relations[number] is Relation.CLAUSAL_SUBJECT and head in with_it:
            relations[number] = Relation.COMPLEMENT


def _read_agents(doc: Doc, heads: list[int], relations: list[Relation]) -> None:
    """Where an older treebank calls the agent of a passive a plain oblique, its "by" tells."""
    passive = {
        head
        for head, relation in zip(heads, relations, strict=True)
        if relation in (Relation.PASSIVE_AUXILIARY, Relation.PASSIVE_SUBJECT)
    }
    for number, noun in enumerate(heads):
        if relations[number] is not Relation.CASE or doc[number].text.lower() != "by":
            continue
        verb = heads[noun] if relations[noun] is Relation.OBLIQUE else -1
        if verb in passive or (verb >= 0 and doc[verb].tag_ == "VBN" and relations[verb] in _PARTICIPLES):
            relations[noun] = Relation.AGENT


_PARTICIPLES = (Relation.ADNOMINAL_CLAUSE, Relation.ADVERBIAL_CLAUSE)


def _lift_outer_copulas(doc: Doc, labels: list[str], heads: list[int], relations: list[Relation]) -> None:
    """A copula whose predicate is a clause heads it: "The aim is to leave" has a verb for each of its two clauses.

    What stands up to the copula is the outer clause's, what follows the inner one's.
    """
    outer = {head for head, label in zip(heads, labels, strict=True) if label in ("nsubj:outer", "csubj:outer")} - {-1}
    below: dict[int, list[int]] = {inner: [] for inner in outer}
    for child, head in enumerate(heads):
        if head in outer:
            below[head].append(child)
    for inner, around in below.items():
        copula = next((child for child in around if relations[child] is Relation.COPULA), -1)
        if copula < 0:
            continue
        heads[copula], relations[copula] = heads[inner], relations[inner]
        for child in around:
            if child < copula:
                heads[child] = copula
        to = any(doc[child].tag_ == "TO" and heads[child] == inner for child in around)
        heads[inner], relations[inner] = copula, Relation.OPEN_COMPLEMENT if to else Relation.COMPLEMENT
