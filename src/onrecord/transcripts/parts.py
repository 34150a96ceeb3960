"""Parts: what the labels of a voice and the marks of recordings say of its role, before any inference."""

from dataclasses import dataclass

from onrecord.records import Role
from onrecord.transcripts.directions import Mark
from onrecord.transcripts.names import is_paper
from onrecord.transcripts.speakers import Voice
from onrecord.transcripts.turns import Utterance


@dataclass(frozen=True, slots=True)
class Part:
    """A voice with what its labels say."""

    number: int
    voice: Voice
    stated: Role | None
    many: bool
    official: bool
    affiliation: str


def part_of(spoken: tuple[Utterance, ...], index: int, voice: Voice, outlet: str | None) -> Part:
    """What the labels of a voice say of its role: the first role word counts."""
    labels = [label for number in voice.utterances if (label := spoken[number].label)]
    if not labels:
        return Part(index, voice, _UNLABELLED.get(spoken[voice.utterances[0]].rule), False, False, "")
    stated = next((label.role for label in labels if label.role is not None), None)
    stated = stated or _UNLABELLED.get(spoken[voice.utterances[0]].rule)
    spans = [label.text[slice(*label.affiliation)] for label in labels if label.affiliation]
    affiliation = spans[0] if spans else ""
    if stated is Role.REPORTER and affiliation and _other_outlet(affiliation, outlet):
        stated = Role.GUEST
    many = any(label.many for label in labels)
    return Part(index, voice, stated, many, stated is Role.OFFICIAL, affiliation)


_UNLABELLED = {
    "self-introduction": Role.HOST,
    "second host": Role.HOST,
    "before a hand-over": Role.HOST,
    "opens": Role.HOST,
    "asks": Role.HOST,
    "handed over": Role.REPORTER,
}
"""Roles of voices without a label, by the rule that found them."""


def _other_outlet(affiliation: str, outlet: str | None) -> bool:
    """Whether a journalist works for another house than the one that broadcasts."""
    words = affiliation.upper()
    if outlet and outlet.upper().split()[0] in words:
        return False
    return is_paper(words)


def played(spoken: tuple[Utterance, ...], marks: tuple[Mark, ...]) -> dict[int, str]:
    """Which utterances the marks show to be recorded: `clip`, `package`, or `soundbite` (a mark right before)."""
    state, found, position = "", {}, 0
    relevant = [mark for mark in marks if mark.kind in _STATES or mark.kind == "soundbite"]
    for number, utterance in enumerate(spoken):
        before = utterance.label_start if utterance.label else utterance.start
        soundbite = False
        while position < len(relevant) and relevant[position].start < before:
            mark = relevant[position]
            soundbite = mark.kind == "soundbite" and (number == 0 or mark.start >= spoken[number - 1].end)
            state = _STATES.get(mark.kind, state)
            position += 1
        if state or soundbite or utterance.rule == "after a soundbite mark":
            found[number] = state or "soundbite"
    return found


_STATES = {"clip begins": "clip", "clip ends": "", "package begins": "package", "package ends": ""}


def is_council(spoken: tuple[Utterance, ...]) -> bool:
    """A record of delegates: `Mr. NAME (Country):` and nothing in capitals."""
    delegates = [
        u for u in spoken if u.label and u.label.name and u.label.title and u.label.notes and not u.label.capitals
    ]
    others = [u for u in spoken if u.label and not (u.label.title or u.label.role is Role.OFFICIAL)]
    return bool(delegates) and not others
