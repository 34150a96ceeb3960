"""Who is interviewed: what the text above a printed interview says of it.

"Pell sat down with NPR's Lena Orr" names both; else it is the person whom the text above speaks of most.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.lexicons import table, words
from onrecord.records import Actor, ActorKind, ActorMention, MentionForm, Transcript

_SENTENCE = re.compile(r"(?:(?<=[a-z0-9]{3}[.?!])|(?<=[.?!][\"”’]))\s+|\n+")
"""Ends of sentences; a stop behind fewer letters may be that of a title or of initials."""

_REACH = 80
"""Characters from the cue within which the other of the two is named: "sat down on Friday with …"."""

_CALL_SIGN = "[KW][A-Z]{3}"
"""Call sign of an American station; those of three letters are words as well (WHO)."""

_NOT_NAMED = (MentionForm.PRONOUN, MentionForm.LABEL)


def interviewed(
    transcript: Transcript, mentions: Sequence[ActorMention], actors: Sequence[Actor], stop: int
) -> ActorMention | None:
    """A mention of the person whose interview begins at `stop` (code points); None where the text leaves it open."""
    people = {actor.id for actor in actors if actor.kind is ActorKind.PERSON}
    above = sorted(
        (one for one in mentions if one.actor_id in people and one.evidence.end <= stop),
        key=lambda one: one.evidence.start,
    )
    text = transcript.document.text[:stop]
    named = {one.actor_id for one in above if one.form is MentionForm.NAME}
    hosts = {one.actor_id for one in above if one.actor_id in named and _is_host(text, one)}
    counts = Counter(one.actor_id for one in above if one.actor_id in named - hosts)
    met = list(_met(text, above, hosts))
    sure = {found for found, is_sure in met if is_sure}
    candidates = sure or {found for found, _ in met if found in counts} or set(counts)
    most = max((counts[one] for one in candidates), default=0)
    best = [one for one in candidates if counts[one] == most]
    if len(best) != 1 or len(sure) > 1:
        return None
    return next(
        (one for one in reversed(above) if one.actor_id == best[0] and one.form is MentionForm.NAME),
        next((one for one in reversed(above) if one.actor_id == best[0]), None),
    )


def _met(text: str, above: Sequence[ActorMention], hosts: set[str]) -> Iterator[tuple[str, bool]]:
    """The actors beside a cue of an interview, and whether the other beside it is sure to be the interviewer."""
    for start, end in _sentences(text):
        inside = [one for one in above if start <= one.evidence.start and one.evidence.end <= end]
        for cue in _cues().finditer(text, start, end):
            left, right = _beside(text, inside, cue)
            asks_left = _is_interviewer(left, hosts) or bool(_before().search(text, start, cue.start()))
            asks_right = _is_interviewer(right, hosts) or bool(_behind().match(text, cue.end(), end))
            if asks_left != asks_right:
                guest = right if asks_left else left
                if guest is not None:
                    yield guest.actor_id, True
            elif not asks_left and left and right and cue["words"].casefold() in _kind("meeting"):
                yield left.actor_id, False
                yield right.actor_id, False


def _beside(
    text: str, inside: Sequence[ActorMention], cue: re.Match[str]
) -> tuple[ActorMention | None, ActorMention | None]:
    """Who is named before and behind a cue; behind a comma, the first with a comma: "Pell, aide of Orr, told"."""
    before = [one for one in inside if one.evidence.end <= cue.start() and one.form is not MentionForm.LABEL]
    if text[: cue.start()].rstrip().endswith(","):
        before = [one for one in before if text[one.evidence.end : one.evidence.end + 1] == ","][:1] or before
    is_meeting = cue["words"].casefold() in _kind("meeting")
    behind = next((one for one in inside if one.evidence.start > cue.end() and one.form not in _NOT_NAMED), None)
    if behind is not None and not _reaches(text[cue.end() : behind.evidence.start], is_meeting=is_meeting):
        behind = None
    return before[-1] if before else None, behind


def _reaches(between: str, *, is_meeting: bool) -> bool:
    """Whether who is named behind some words is the one met or told: "asked her about Putin" is not."""
    if is_meeting:
        return len(between) <= _REACH and " about " not in between
    return between.strip().casefold() in {"", "the", "our", *_kind("host")}


def _is_interviewer(mention: ActorMention | None, hosts: set[str]) -> bool:
    return mention is not None and mention.actor_id in hosts


def _is_host(text: str, mention: ActorMention) -> bool:
    """Whether a mention has the outlet or the office of a presenter in it or before it."""
    before = text[max(0, mention.evidence.start - _REACH) : mention.evidence.start]
    return bool(_host().search(mention.evidence.quote) or _host_before().search(before))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(row["words"] for row in table("en/printed", "words", "kind") if row["kind"] == kind)


@cache
def _any(forms: frozenset[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


@cache
def _air() -> str:
    """A pattern of the names of outlets and programmes, as printed or in capitals, and of call signs."""
    forms = words("en/outlets", "form") | words("en/programmes", "name")
    return f"(?:{_any(forms | {form.upper() for form in forms})}|{_CALL_SIGN})"


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<words>{_any(_kind('meeting') | _kind('telling'))})\b", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    """The interviewer as subject: "We", "NPR", "the programme" right before the cue."""
    return re.compile(rf"\b(?:We|we|I|{_air()})\s+\Z")


@cache
def _behind() -> re.Pattern[str]:
    """The interviewer as object, right behind the cue."""
    return re.compile(rf"\s+(?:us|me|(?:the |our )?{_air()})\b")


@cache
def _host() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_air()}(?:['’]s)\b|{_any(_kind('host'))}\s)")


@cache
def _host_before() -> re.Pattern[str]:
    """The same right before a mention."""
    return re.compile(rf"\b(?:{_air()}['’]s?(?:\s+{_any(_kind('host'))})?|{_any(_kind('host'))})\s+\Z")
