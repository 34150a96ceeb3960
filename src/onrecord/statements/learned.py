"""Attributions as the trained head reads them, and the choice between them and those found by rule.

Rules know frames, the head knows texts. What a rule finds stands, since the head's own bounds and sources are worse;
what the head alone finds is added where it is sure, if both are asked for. Letting it rule out what rules find, or
redraw their content, lost more than it gained (docs/decisions/0006). `attribution_makers` names the makers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.attributions import HeadAttribution
from onrecord.language.parsed import Parsed
from onrecord.records import CueKind, Polarity
from onrecord.settings import Settings
from onrecord.statements.cues import cues
from onrecord.statements.rules import Found, Rules

HEAD = "head"
_SAME = 0.5
"""Two attributions are of one statement if their contents share this part of their words."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """An attribution of the head and its probability."""

    found: Found
    score: float


class Learned:
    """Brings the head's attributions of a document into the form of those found by rule."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def __call__(self, parsed: Parsed) -> dict[int, list[Proposal]]:
        """Proposals by number of the segment."""
        found: dict[int, list[Proposal]] = {}
        for one in parsed.read.attributions:
            proposal = self._proposal(parsed.segments[one.segment].doc, one)
            if proposal is not None:
                found.setdefault(one.segment, []).append(proposal)
        return found

    def _proposal(self, doc: Doc, one: HeadAttribution) -> Proposal | None:
        cue = doc[one.cue[0] : one.cue[1]] if one.cue else None
        taken = frozenset(range(*one.cue)) if one.cue else frozenset[int]()
        source = _head_of(doc, one.source) if one.source else None
        if one.source:
            taken |= frozenset(range(*one.source))
        content = frozenset(at for at in one.content - taken if not doc[at].is_space)
        if not any(doc[at].is_alpha or doc[at].is_digit for at in content):
            return None
        top = cue.root if cue is not None else None
        kind = CueKind.SPEECH if one.is_speech else _kind(top)
        polarity = self.rules.polarity(top) if top is not None else Polarity.AFFIRMED
        return Proposal(Found(doc, source, cue, content, kind, polarity, None, HEAD), one.score)


def _head_of(doc: Doc, span: tuple[int, int]) -> Token:
    return doc[span[0] : span[1]].root


def _kind(top: Token | None) -> CueKind:
    """The kind of a cue that the head calls no speech: that of its row, else belief."""
    rows = cues("verb").get(top.lemma_.lower(), ()) if top is not None else ()
    return next((row.kind for row in rows if row.kind is not CueKind.SPEECH), CueKind.BELIEF)


def choose(ruled: Sequence[Found], proposals: Iterable[Proposal], settings: Settings) -> list[Found]:
    """The attributions of one Doc: of both makers, or of the one that the settings name."""
    asked = list(proposals)
    if settings.attribution_makers == "rules":
        return list(ruled)
    if settings.attribution_makers == "head":
        return [one.found for one in asked if one.score >= settings.head_alone]
    found = list(ruled)
    for proposal in sorted(asked, key=lambda one: -one.score):
        if proposal.score >= settings.head_adds and not any(_clash(one, proposal.found) for one in found):
            found.append(proposal.found)
    return sorted(found, key=lambda one: one.start)


def _one_cue(one: Found, other: Found) -> bool:
    return (
        one.cue is not None
        and other.cue is not None
        and one.cue.start < other.cue.end
        and other.cue.start < one.cue.end
    )


def _overlap(one: Found, other: Found) -> float:
    return len(one.content & other.content) / len(one.content | other.content)


def _clash(one: Found, other: Found) -> bool:
    """Whether two attributions are of one statement, or hang from one cue."""
    return _one_cue(one, other) or _overlap(one, other) >= _SAME
