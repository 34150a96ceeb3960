"""Demands without a verb of asking: "they need to step up", "he must go", "let them campaign", "free them".

Whoever says such words asks for it (annotation guide, section `events`: "they need to step up" said by Clinton to
Russia and China is a REQUEST).
"""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.events.patterns import Pattern
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.lexicons import table


class Demand(NamedTuple):
    """A demand: who is to act (None where the words name nobody: an imperative), and the row of what is demanded."""

    asked: Token | None
    pattern: Pattern


@cache
def _modes() -> dict[str, tuple[str, str]]:
    """Mode of REQUEST and row by the lemma of what is demanded."""
    return {row["words"]: (row["mode"], row.id) for row in table("plover/demanded", "words", "mode", "example")}


@cache
def _obliging() -> frozenset[str]:
    return frozenset(row["words"] for row in table("plover/obliging", "words", "example"))


def demands(token: Token, grammar: Grammar) -> Demand | None:
    """The demand that a verb is the content of: under "must", "should", "need to", or in the imperative."""
    if token.pos_ != "VERB" or grammar.content_of(token) != token or grammar.is_negated(token):
        return None
    asked = grammar.subject_of(token) or grammar.passive_subject_of(token)
    if _is_obliged(token, grammar):
        return Demand(asked, _pattern(token)) if asked is not None and asked.lower_ not in _NOT_ASKED else None
    return Demand(None, _pattern(token)) if _is_imperative(token, grammar) else None


_NOT_ASKED = frozenset(("i", "we", "it", "this", "that", "there", "what", "which", "one"))


def _is_obliged(token: Token, grammar: Grammar) -> bool:
    for auxiliary in grammar.auxiliaries_of(token):
        if auxiliary.lower_ in _obliging():
            return True
    above = grammar.head_of(token)
    return (
        above is not None
        and grammar.relation_of(token) is Relation.OPEN_COMPLEMENT
        and above.pos_ in ("VERB", "AUX")
        and f"{above.lemma_.lower()} to" in _obliging()
        and not grammar.is_negated(above)
    )


def governs(token: Token, grammar: Grammar) -> bool:
    """Whether a verb only says how it stands with the act in its infinitive: "*needs* to open", "*plans* to expel"."""
    if token.pos_ not in ("VERB", "AUX") or grammar.infinitive_of(token) is None:
        return False
    lemma = token.lemma_.lower()
    return f"{lemma} to" in _obliging() or lemma in _governing()


@cache
def _governing() -> frozenset[str]:
    rows = table("plover/status_cues", "words", "pos", "status", "example")
    return frozenset(words for row in rows if "verb" in row["pos"].split(";") for words in row["words"].split(";"))


def _is_imperative(token: Token, grammar: Grammar) -> bool:
    """A bare verb at the head of its sentence without a subject: "Open the road!"."""
    if token.tag_ != "VB" or grammar.relation_of(token) is not Relation.ROOT or grammar.auxiliaries_of(token):
        return False
    if grammar.subject_of(token) is not None or "Mood=Imp" not in str(token.morph):
        return False
    return token.lemma_.lower() in _modes()


def _pattern(token: Token) -> Pattern:
    mode, row = _modes().get(token.lemma_.lower(), ("-", "plover/obliging"))
    return Pattern(row, token.lemma_, "verb", (), "REQUEST", mode if mode != "-" else None, False, (), (), "-", "")
