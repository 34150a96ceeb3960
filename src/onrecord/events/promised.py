"""An act that is only promised, threatened or refused is an act of speech: "we *will* leave", "he *won't* meet them".

The annotation guide: a promise of help or a meeting is AGREE, a promised withdrawal or release CONCEDE, a refusal
REJECT; harm that somebody says he will do is THREATEN. The row of the verb gives the deed; this gives what is said.
"""

from dataclasses import replace

from spacy.tokens import Token

from onrecord.events.learned import HEAD
from onrecord.events.patterns import Pattern
from onrecord.events.status import Judgement
from onrecord.language.grammar import Grammar
from onrecord.records import EventStatus

_WILL = frozenset(("will", "'ll", "’ll", "wo", "shall", "sha", "would", "'d", "’d"))
_REFUSED = {
    "AGREE": None, "AID": "assist", "CONCEDE": "yield", "CONSULT": "meet", "COOPERATE": "assist", "RETREAT": "yield",
}  # fmt: skip
"""Mode of REJECT by the type of what is refused."""
_PROMISED = {
    "AID": "AGREE", "CONSULT": "AGREE", "COOPERATE": "AGREE",
    "ASSAULT": "THREATEN", "COERCE": "THREATEN", "SANCTION": "THREATEN",
}  # fmt: skip
"""What it is to say that one will do a deed."""
_COMING = (EventStatus.PLANNED, EventStatus.HYPOTHETICAL)
_SAID = {
    "AGREE": _COMING, "CONCEDE": _COMING, "THREATEN": _COMING, "REJECT": (EventStatus.NEGATED,),
}  # fmt: skip
"""Types that the head gives to a verb because it is only willed or denied: they already say so."""


def recast(
    token: Token, pattern: Pattern, judgement: Judgement, grammar: Grammar, *, by_doer: bool
) -> tuple[Pattern, Judgement]:
    """The row and status of what is said, where the verb is only willed; both as they are where it is not.

    `by_doer`: the words are those of the one who is to do it.
    """
    if pattern.row == HEAD and judgement.status in _SAID.get(pattern.type, ()):
        return pattern, Judgement(EventStatus.ACTUAL, f"{judgement.reason}, which is said")
    if token.pos_ != "VERB" or judgement.status is EventStatus.ACTUAL or not _is_willed(token, grammar):
        return pattern, judgement
    if judgement.status is EventStatus.NEGATED:
        kind, mode = ("REJECT", _REFUSED[pattern.type]) if pattern.type in _REFUSED else (None, None)
    else:
        kind, mode = "CONCEDE" if pattern.type == "RETREAT" else _PROMISED.get(pattern.type) if by_doer else None, None
    if kind is None or grammar.is_conditional(token):
        return pattern, judgement
    said = Judgement(EventStatus.ACTUAL, f"{judgement.reason}, which is said")
    return replace(pattern, type=kind, mode=mode, cameo="-"), said


def _is_willed(token: Token, grammar: Grammar) -> bool:
    """Whether "will", "would" or "going to" stands with a verb."""
    if any(word.lower_ in _WILL for word in grammar.auxiliaries_of(token)):
        return True
    above = grammar.head_of(token)
    return above is not None and above.lower_ in ("going", "willing", "ready") and token.i > above.i
