"""Roles: the part that each voice plays, with the reason for it.

What a label says comes first (`HOST`, `BYLINE`, `CALLER`), then the marks of clips, then what the words show: who
presents, who signs off, who asks, who is introduced as a guest, who is heard inside a report. The rules run in the
order of `_RULES`; the first that knows decides.
"""

from collections.abc import Callable

from onrecord.records import Role
from onrecord.transcripts.directions import kind_of
from onrecord.transcripts.names import fold
from onrecord.transcripts.naming import is_questionnaire
from onrecord.transcripts.parts import Part
from onrecord.transcripts.scene import Scene

Judgement = tuple[Role, str]
"""A role and the reason for it."""


def roles(scene: Scene) -> tuple[Judgement, ...]:
    """The role of each utterance of a scene, and why."""
    by_voice = {part.number: _judged(scene, part) for part in scene.parts}
    return tuple(_role(scene, by_voice, number) for number in range(len(scene.spoken)))


def _judged(scene: Scene, part: Part) -> Judgement:
    for rule in _RULES:
        judged = rule(scene, part)
        if judged:
            return judged
    return Role.UNKNOWN, "nothing tells"


def _role(scene: Scene, by_voice: dict[int, Judgement], number: int) -> Judgement:
    """The role of utterance `number`, and why."""
    part = scene.parts[scene.voice_of[number]]
    if scene.spoken[number].rule == "shot list":
        return Role.CLIP, "a soundbite of a shot list"
    if number in scene.excerpts:
        return Role.CLIP, "speaks in an excerpt that a host announces"
    state = scene.played.get(number)
    if state == "clip" and not (part.stated is Role.REPORTER and _narrates(scene, number)):
        return Role.CLIP, "stands between clip marks"
    if state == "package" and (part.stated is not Role.REPORTER or part.many) and part.number not in scene.hosts:
        return Role.CLIP, "stands inside a recorded package"
    judged = by_voice[part.number]
    if state == "soundbite" and judged[0] not in (Role.HOST, Role.REPORTER, Role.GUEST, Role.AUDIENCE):
        return Role.CLIP, "follows a soundbite mark"
    return judged


def _narrates(scene: Scene, number: int) -> bool:
    label = scene.spoken[number].label
    return bool(label and any((kind := kind_of(note)) and kind[0] == "delivery" for note in label.notes))


def _stated(scene: Scene, part: Part) -> Judgement | None:
    if scene.council:
        return Role.OFFICIAL, "speaks at a meeting of delegates"
    if part.number in scene.asked and not scene.briefing:
        if scene.has_reporter or scene.has_named_host:
            return Role.CLIP, "a journalist heard in a recording"
        if is_questionnaire(scene.spoken):
            return Role.HOST, "asks in a published interview"
    if part.stated in (Role.HOST, Role.REPORTER, Role.AUDIENCE, Role.GUEST):
        label = scene.spoken[part.voice.utterances[0]].label
        return part.stated, "the label says so" if label else "presents without a label"
    return None


def _follows_clip(scene: Scene, part: Part) -> Judgement | None:
    states = [scene.played.get(number) for number in part.voice.utterances]
    if all(states) and part.stated is not Role.REPORTER:
        return Role.CLIP, "speaks only where recordings are played"
    return None


def _signs_off(scene: Scene, part: Part) -> Judgement | None:
    name = part.voice.name
    if not name:
        return None
    for number in part.voice.utterances[-2:]:
        words = scene.words(number)
        found = scene.formulas.find("signoff", words[-120:])
        if found and fold(name.split()[-1]) in fold(words[-120:][found.start : found.end]):
            if part.number in scene.hosts and number < 2:
                return None
            return Role.REPORTER, "signs off by name"
    return None


def _hosts(scene: Scene, part: Part) -> Judgement | None:
    if part.number in scene.hosts:
        return Role.HOST, "presents or asks"
    return None


def _in_briefing(scene: Scene, part: Part) -> Judgement | None:
    if not scene.briefing:
        return None
    asks = scene.question_share(part) >= 0.5 and not part.official
    if not scene.asked and asks and not scene.spoken[part.voice.utterances[0]].label_has_title:
        return Role.REPORTER, "asks at a press conference"
    if part.official or part.voice.name:
        return Role.OFFICIAL, "answers the press"
    return Role.UNKNOWN, "the label names nobody"


def _calls(scene: Scene, part: Part) -> Judgement | None:
    first = part.voice.utterances[0]
    label = scene.spoken[first].label
    if label is None or not label.name or len(label.words) > 1 or scene.before(first) not in scene.hosts:
        return None
    if label.title or " " in (part.voice.name or ""):
        return None
    if scene.formulas.has("caller", scene.words(first - 1)[-300:]):
        return Role.AUDIENCE, "a host takes the call"
    return None


def _staff(scene: Scene, part: Part) -> Judgement | None:
    if not part.affiliation and scene.described(part, "staff"):
        return Role.REPORTER, "the text calls the person the outlet's"
    return None


def _guest(scene: Scene, part: Part) -> Judgement | None:
    if part.stated is Role.UNKNOWN and part.many:
        return None
    if scene.introduced(part):
        return Role.GUEST, "a host introduces the guest"
    answered = scene.answers(part)
    if scene.beside_hosts(part) and (answered or scene.greets(part)):
        share = answered / len(part.voice.utterances)
        if scene.greets(part) or share >= 0.34 or not scene.has_reporter:
            return Role.GUEST, "answers a host"
    return None


_CROWDS = ("PROTESTERS", "CROWD", "PEOPLE", "CHILDREN", "CONGREGATION", "CHOIR", "DEMONSTRATORS")


def _in_report(scene: Scene, part: Part) -> Judgement | None:
    numbers = part.voice.utterances
    after_reporter = sum(scene.is_reporter(scene.openers[number]) for number in numbers)
    if after_reporter * 2 >= len(numbers) and after_reporter:
        return Role.CLIP, "is heard inside a report"
    if part.stated is Role.UNKNOWN and part.many:
        label = scene.spoken[numbers[0]].label
        if scene.hosts and not scene.briefing and label and label.text.upper().endswith(_CROWDS):
            return Role.CLIP, "a crowd that is heard"
        announced = any(scene.before(number) in scene.hosts and not scene.asked_before(number) for number in numbers)
        in_clip = any(number - 1 in scene.played for number in numbers) or scene.has_reporter or announced
        return (Role.CLIP, "is heard inside a report") if in_clip else (Role.UNKNOWN, "the label names nobody")
    return None


def _quoted(scene: Scene, part: Part) -> Judgement | None:
    """Utterances that a host announces one by one and that answer nobody: clips without marks."""
    after_host = [number for number in part.voice.utterances if scene.before(number) in scene.hosts]
    if after_host and all(scene.announced(part, number) for number in after_host):
        return Role.CLIP, "a host announces the words"
    return None


def _colleague(scene: Scene, part: Part) -> Judgement | None:
    """Beside two hosts by label, somebody who is neither introduced nor asked is the third."""
    others = len(scene.parts) - 1
    if (
        len(scene.hosts) == others > 1
        and not scene.spoken_of(part)
        and part.voice.name
        and not part.affiliation
        and len(part.voice.utterances) > 1
    ):
        return Role.HOST, "talks with hosts as one of them"
    return None


def _principal(scene: Scene, part: Part) -> Judgement | None:
    titled = scene.spoken[part.voice.utterances[0]].label_has_title
    if titled and len(scene.parts) == 2 and not scene.has_named_host and scene.hosts and not scene.answers(part):
        host = scene.parts[next(iter(scene.hosts))]
        if not host.voice.name:
            return Role.OFFICIAL, "speaks under a title, called by a moderator"
    return None


def _narrated(scene: Scene, part: Part) -> Judgement | None:
    """A host tells of somebody and never turns to him or her: the host narrates, the voice is a recording."""
    if not scene.hosts or part.official or not part.voice.name or scene.answers(part) or scene.drawn_in(part):
        return None
    beside = {scene.before(number) for number in part.voice.utterances} - scene.hosts - {None, part.number}
    if any(scene.answers(scene.parts[voice]) for voice in beside if voice is not None):
        return None  # talks with somebody who is live
    if scene.spoken_of(part) and scene.addressed(part) * 3 < len(part.voice.utterances):
        return Role.CLIP, "a host tells of the person and never asks"
    return None


def _talks(scene: Scene, part: Part) -> Judgement | None:
    if scene.hosts and (part.voice.name or part.official):
        if scene.has_reporter and len(part.voice.utterances) < 3 and not part.affiliation:
            return Role.CLIP, "is heard beside a report"
        return Role.GUEST, "talks with a host"
    if part.official:
        return Role.OFFICIAL, "the label names an office"
    return None


def _speaks(scene: Scene, part: Part) -> Judgement | None:
    strong = scene.spoken[part.voice.utterances[0]].label_has_title
    if len(scene.parts) == 1 and part.voice.name and strong:
        return Role.OFFICIAL, "speaks alone, under a title"
    return None


_RULES: tuple[Callable[[Scene, Part], Judgement | None], ...] = (
    _stated,
    _follows_clip,
    _signs_off,
    _hosts,
    _in_briefing,
    _calls,
    _staff,
    _principal,
    _guest,
    _in_report,
    _quoted,
    _colleague,
    _narrated,
    _talks,
    _speaks,
)
