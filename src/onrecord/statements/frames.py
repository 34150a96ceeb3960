"""The frames of the cue table: where the content of a word that attributes stands, and who the source is.

Each frame is a function of the grammar and the word: it yields the words of the content (numbers of tokens), or
nothing where the frame does not fit. `FRAMES` names them as the table does.
"""

from collections.abc import Callable
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar import Extent, Grammar

_CLAUSES = (
    Relation.COMPLEMENT,
    Relation.OPEN_COMPLEMENT,
    Relation.PARATAXIS,
    Relation.ADVERBIAL_CLAUSE,
    Relation.ADNOMINAL_CLAUSE,
    Relation.RELATIVE_CLAUSE,
)


class Content(NamedTuple):
    """The words of a content, and of its addressee if the frame names one."""

    words: frozenset[int]
    addressee: Token | None = None


Frame = Callable[[Grammar, Token], Content | None]


def below(token: Token, *without: Token | None) -> frozenset[int]:
    """The words below a word and itself, without those below some others."""
    found = {word.i for word in token.subtree}
    for other in without:
        if other is not None and other.i in found and other.i != token.i:
            found -= {word.i for word in other.subtree}
    return frozenset(found)


def clause(grammar: Grammar, cue: Token) -> Content | None:
    """A finite clause, beside or around the cue: "said that …", "…, said Pell", "Pell said: …"."""
    found = grammar.complement_clause_of(cue)
    if found is None:
        return None
    is_verb = cue.pos_ in ("VERB", "AUX")
    if is_verb and found.tag_ == "VBG" and grammar.marker_of(found) == "" and not _has_subject(grammar, found):
        return None
    words = below(found, cue) if cue.is_ancestor(found) is False else below(found)
    return Content(words, grammar.addressee_of(cue) if is_verb else None)


def _has_subject(grammar: Grammar, word: Token) -> bool:
    return bool(grammar.dependents_of(word, Relation.SUBJECT, Relation.PASSIVE_SUBJECT))


def infinitive(grammar: Grammar, cue: Token) -> Content | None:
    """The subject's own act: "vowed to leave", "ready to leave", "a promise to leave"."""
    found = _infinitive(grammar, cue)
    return None if found is None or grammar.object_of(cue, resolve=False) is not None else Content(below(found))


def object_infinitive(grammar: Grammar, cue: Token) -> Content | None:
    """An act asked of another: "urged Holt to leave", "Holt was told to leave"."""
    found = _infinitive(grammar, cue)
    if found is None:
        return None
    whom = grammar.indirect_object_of(cue) or grammar.undergoer_of(cue)
    return None if whom is None else Content(below(found), whom)


def _infinitive(grammar: Grammar, cue: Token) -> Token | None:
    inside = grammar.infinitive_of(cue)
    for child in (inside, *grammar.dependents_of(cue, *_CLAUSES)):
        if child is not None and _to(grammar, child) and child.i > cue.i:
            return child
    return None


def _to(grammar: Grammar, verb: Token) -> bool:
    return any(word.text.lower() in ("to", "na") for word in grammar.dependents_of(verb, Relation.MARKER))


def after_preposition(preposition: str) -> Frame:
    """ "called on Holt to leave": the addressee behind a preposition, the content an infinitive."""

    def frame(grammar: Grammar, cue: Token) -> Content | None:
        for argument in grammar.prepositional_arguments(cue):
            if argument.preposition == preposition:
                found = _infinitive(grammar, cue) or next(
                    (child for child in grammar.dependents_of(argument.noun, *_CLAUSES) if _to(grammar, child)), None
                )
                return Content(below(found), argument.noun) if found is not None else None
        return None

    return frame


def gerund(grammar: Grammar, cue: Token) -> Content | None:
    """ "suggested leaving"."""
    for child in grammar.dependents_of(cue, Relation.OPEN_COMPLEMENT, Relation.COMPLEMENT, Relation.OBJECT):
        leading = next(iter(grammar.auxiliaries_of(child)), child)
        if "VBG" in (child.tag_, leading.tag_) and child.i > cue.i and not _to(grammar, child):
            return Content(below(child))
    return None


def nominal(grammar: Grammar, cue: Token) -> Content | None:
    """A noun that carries the proposition: "ruled out intervention"."""
    found = grammar.object_of(cue, resolve=False) or _behind_particle(grammar, cue)
    if found is None or found.pos_ in ("PRON", "NUM") or found.ent_type_ in ("PERSON", "DATE", "GPE"):
        return None
    span = grammar.noun_phrase(found, Extent.WHOLE)
    return Content(frozenset(range(span.start, span.end)))


def _behind_particle(grammar: Grammar, cue: Token) -> Token | None:
    """The object that the tree hangs behind a particle: "shrugged *off* the fall"."""
    for child in grammar.dependents_of(cue, Relation.OBLIQUE):
        if any(word.i == cue.i + 1 and word.tag_ == "RP" for word in grammar.dependents_of(child, Relation.CASE)):
            return child
    return None


def small_clause(grammar: Grammar, cue: Token) -> Content | None:
    """ "considers him a traitor", "sees it as a threat"."""
    whom = grammar.object_of(cue, resolve=False)
    if whom is None:
        return None
    said = [child for child in grammar.dependents_of(cue, Relation.OPEN_COMPLEMENT) if child.i > whom.i]
    as_ = [noun for word, noun in grammar.prepositional_arguments(cue, resolve=False) if word == "as"]
    return Content(below(whom) | below((said or as_)[0])) if said or as_ else None


def behind(preposition: str) -> Frame:
    """ "called for restraint", "warned of floods"."""

    def frame(grammar: Grammar, cue: Token) -> Content | None:
        found = _behind(grammar, cue, preposition)
        return Content(below(found) - _cases(grammar, found)) if found is not None else None

    return frame


def object_behind(preposition: str) -> Frame:
    """ "accused Holt of lying", "blamed Holt for the delay", "described Holt as ill"."""

    def frame(grammar: Grammar, cue: Token) -> Content | None:
        whom = grammar.undergoer_of(cue)
        found = _behind(grammar, cue, preposition)
        if whom is None or found is None:
            return None
        return Content(below(whom, cue) | below(found), whom)

    return frame


def _behind(grammar: Grammar, cue: Token, preposition: str) -> Token | None:
    for argument in grammar.prepositional_arguments(cue, resolve=False):
        if argument.preposition == preposition and argument.noun.i > cue.i:
            return argument.noun
    for child in grammar.dependents_of(cue, *_CLAUSES):
        if child.i > cue.i and grammar.marker_of(child) == preposition:
            return child
    return None


def _cases(grammar: Grammar, head: Token) -> frozenset[int]:
    marks = grammar.dependents_of(head, Relation.CASE, Relation.MARKER)
    return frozenset(word.i for word in marks if word.i < head.i and word.pos_ in ("ADP", "SCONJ"))


def copula(grammar: Grammar, cue: Token) -> Content | None:
    """ "the message is that …", "the answer was no"."""
    above = grammar.head_of(cue)
    if above is None or grammar.relation_of(cue) is not Relation.SUBJECT:
        return None
    if not grammar.dependents_of(above, Relation.COPULA) and above.lemma_ != "be":
        return None
    found = grammar.complement_clause_of(above) if above.lemma_ == "be" else above
    return Content(below(found, cue) - _copulas(grammar, found)) if found is not None else None


def _copulas(grammar: Grammar, head: Token) -> frozenset[int]:
    return frozenset(word.i for word in grammar.dependents_of(head, Relation.COPULA))


def passive_infinitive(grammar: Grammar, cue: Token) -> Content | None:
    """ "Pell is said to be ill": the subject and the infinitive."""
    found = _infinitive(grammar, cue)
    subject = grammar.passive_subject_of(cue, resolve=False)
    if found is None or not grammar.is_passive(cue):
        return None
    marks = frozenset(word.i for word in grammar.dependents_of(found, Relation.MARKER))
    return Content(
        (below(found) - marks) | (below(subject) if subject is not None and subject.pos_ != "PRON" else frozenset())
    )


def expletive(grammar: Grammar, cue: Token) -> Content | None:
    """ "it is feared that …", "it was reported that …"."""
    found = next(iter(grammar.dependents_of(cue, Relation.COMPLEMENT, Relation.CLAUSAL_SUBJECT)), None)
    subject = grammar.passive_subject_of(cue, resolve=False) or grammar.subject_of(cue, resolve=False)
    has_it = bool(grammar.dependents_of(cue, Relation.EXPLETIVE)) or (subject is not None and subject.lower_ == "it")
    return Content(below(found)) if found is not None and has_it else None


_STATEMENTS = frozenset(
    (
        "clause",
        "quote",
        "infinitive",
        "object-infinitive",
        "on-infinitive",
        "to-infinitive",
        "gerund",
        "small-clause",
        "act",
        "act:for",
        "object-prep:as",
        "object-prep:of",
        "object-prep:at",
        "passive-infinitive",
        "expletive",
    )
)


def makes_statement(frame: str) -> bool:
    """Whether what stands in a frame is a proposition, and not its topic ("spoke of the flood", "announced a plan")."""
    return frame in _STATEMENTS


def frame_of(name: str) -> Frame:
    """The frame that the table calls so; `quote` and `clause-adjunct` are found elsewhere (see rules)."""
    kind, _, preposition = name.partition(":")
    if kind in ("prep", "act") and preposition:
        return behind(preposition)
    if kind == "object-prep":
        return object_behind(preposition)
    return FRAMES[name]


FRAMES: dict[str, Frame] = {
    "clause": clause,
    "quote": clause,
    "infinitive": infinitive,
    "object-infinitive": object_infinitive,
    "on-infinitive": after_preposition("on"),
    "to-infinitive": after_preposition("to"),
    "gerund": gerund,
    "nominal": nominal,
    "act": nominal,
    "small-clause": small_clause,
    "copula": copula,
    "passive-infinitive": passive_infinitive,
    "expletive": expletive,
}
