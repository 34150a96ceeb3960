"""Roles: the part that each voice plays, with the reason for it.

What a label says comes first (`HOST`, `BYLINE`, `CALLER`), then the marks of clips, then what the words show: who
presents, who signs off, who asks, who is introduced as a guest, who is heard inside a report. The rules run in the
order of `_RULES`; the first that knows decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from onrecord.records import Role
from onrecord.settings import Settings
from onrecord.transcripts.directions import Mark, kind_of
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.names import fold
from onrecord.transcripts.page import Page
from onrecord.transcripts.speakers import Voice, is_questionnaire
from onrecord.transcripts.turns import Utterance

_NEAR = 20_000
"""An introduction stands within this many characters before the first words."""

Judgement = tuple[Role, str]
"""A role and the reason for it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A voice with what its labels say."""

    number: int
    voice: Voice
    stated: Role | None
    many: bool
    official: bool
    affiliation: str


class Roles:
    """The roles of one transcript. Built for a document, asked once."""

    def __init__(
        self,
        page: Page,
        spoken: tuple[Utterance, ...],
        found: tuple[Voice, ...],
        marks: tuple[Mark, ...],
        outlet: str | None,
        settings: Settings,
    ) -> None:
        self.page, self.spoken, self.outlet, self.settings = page, spoken, outlet, settings
        self._words = [page.folded[utterance.start : utterance.end] for utterance in spoken]
        self.formulas = Formulas.load()
        self.voice_of = {number: index for index, voice in enumerate(found) for number in voice.utterances}
        self.parts = [_part(spoken, index, voice, outlet) for index, voice in enumerate(found)]
        self.played = _played(spoken, marks)
        self.council = _is_council(spoken)
        self.asked = {part.number for part in self.parts if part.many and part.stated is Role.REPORTER}
        self.presenting = {
            part.number for part in self.parts if part.stated is None and not part.official and self._presents(part)
        }
        self.briefing = self._is_briefing()
        self.hosts = self._hosts()
        self.excerpts = self._excerpts()
        self.by_voice: dict[int, Judgement] = {}
        for part in self.parts:
            self.by_voice[part.number] = self._judge(part)

    def of(self, number: int) -> Judgement:
        """The role of utterance `number`, and why."""
        part = self.parts[self.voice_of[number]]
        if self.spoken[number].rule == "shot list":
            return Role.CLIP, "a soundbite of a shot list"
        if number in self.excerpts:
            return Role.CLIP, "speaks in an excerpt that a host announces"
        state = self.played.get(number)
        if state == "clip" and not (part.stated is Role.REPORTER and self._narrates(number)):
            return Role.CLIP, "stands between clip marks"
        if state == "package" and (part.stated is not Role.REPORTER or part.many) and part.number not in self.hosts:
            return Role.CLIP, "stands inside a recorded package"
        judged = self.by_voice[part.number]
        if state == "soundbite" and judged[0] not in (Role.HOST, Role.REPORTER, Role.GUEST, Role.AUDIENCE):
            return Role.CLIP, "follows a soundbite mark"
        return judged

    def _narrates(self, number: int) -> bool:
        label = self.spoken[number].label
        return bool(label and any((kind := kind_of(note)) and kind[0] == "delivery" for note in label.notes))

    def _judge(self, part: _Part) -> Judgement:
        for rule in _RULES:
            judged = rule(self, part)
            if judged:
                return judged
        return Role.UNKNOWN, "nothing tells"

    # What the rules ask of the scene.

    def words(self, number: int) -> str:
        """The words of an utterance, plain."""
        return self._words[number]

    def before(self, number: int) -> int | None:
        """The voice that speaks before an utterance."""
        return self.voice_of.get(number - 1)

    def is_reporter(self, voice: int | None) -> bool:
        """Whether a voice is a reporter of the outlet, by its label."""
        return voice is not None and self.parts[voice].stated is Role.REPORTER and not self.parts[voice].many

    @cached_property
    def has_reporter(self) -> bool:
        """Whether a reporter of the outlet speaks."""
        return any(self.is_reporter(part.number) for part in self.parts)

    def asked_before(self, number: int) -> bool:
        """Whether a host asks a question right before an utterance."""
        if self.before(number) not in self.hosts:
            return False
        return "?" in self.words(number - 1)[-160:]

    def question_share(self, part: _Part) -> float:
        """Share of a voice's utterances that hold a question."""
        numbers = part.voice.utterances
        return sum("?" in self.words(number) for number in numbers) / len(numbers)

    def _is_briefing(self) -> bool:
        """Whether the press asks an official: by labels such as `Q`, or above the speech ("press conference")."""
        if self.has_named_host or self.has_reporter:
            return False
        first = self.spoken[0].label_start if self.spoken else 0
        if not self.asked:
            return self.formulas.has("conference", self.page.folded[:first])
        asks = [number for voice in self.asked for number in self.parts[voice].voice.utterances]
        answering = {self.voice_of.get(number + step) for number in asks for step in (-1, 1)}
        return not self.presenting - answering and not is_questionnaire(self.spoken)

    @cached_property
    def has_named_host(self) -> bool:
        return any(
            part.stated is Role.HOST and (label := self.spoken[part.voice.utterances[0]].label) is not None and label.name
            for part in self.parts
        )

    def _hosts(self) -> set[int]:
        """The voices that present: by label, by introduction, by what presenters say, else whoever asks most."""
        stated = {part.number for part in self.parts if part.stated is Role.HOST}
        if self.briefing or self.council:
            return stated
        open_parts = [part for part in self.parts if part.stated is None and not part.official]
        if stated or self.presenting:
            return stated | self.presenting
        return self._askers([part for part in open_parts if not part.affiliation] or open_parts)

    def _askers(self, open_parts: list[_Part]) -> set[int]:
        if len(self.parts) == 2 and len(open_parts) == 1 and any(part.official for part in self.parts):
            return {open_parts[0].number}
        ranked = sorted(open_parts, key=lambda part: (-self.question_share(part), part.voice.utterances[0]))
        if not ranked or len(self.parts) < 2:
            return set()
        best = ranked[0]
        if len(best.voice.utterances) == 1 and any(len(part.voice.utterances) > 2 for part in self.parts):
            ranked = [part for part in ranked if len(part.voice.utterances) > 1] or ranked
            best = ranked[0]
        return {best.number} if self.question_share(best) >= self.settings.question_share else set()

    def _presents(self, part: _Part) -> bool:
        numbers = part.voice.utterances
        if self.spoken[numbers[0]].label is None and not part.voice.name:
            return False
        if self.played.get(numbers[0]) in ("clip", "package", "soundbite"):
            return False
        opening = self.words(numbers[0])[:500]
        if self.formulas.has("opening", opening) and (numbers[0] < 2 or self._names_itself(part, opening)):
            return True
        if self.formulas.has("programme", opening) and self._names_itself(part, opening):
            return True
        if self.described(part, "presenter"):
            return True
        return any(self.formulas.has("presenting", self.words(number)) for number in numbers) and not part.affiliation

    def _names_itself(self, part: _Part, words: str) -> bool:
        found = self.formulas.self_name(words)
        return bool(found and part.voice.name and fold(words[found.start : found.end]) == fold(part.voice.name))

    def described(self, part: _Part, kind: str) -> bool:
        """Whether the text around the first words calls the person so: "co-host Jana Holt", "NPR's Jana Holt"."""
        name = part.voice.name
        if not name:
            return False
        surname, text = name.split()[-1], self.page.folded
        first = self.spoken[part.voice.utterances[0]].start
        at, limit = max(0, first - _NEAR), first + _NEAR // 2
        while 0 <= (at := text.find(surname, at, limit)):
            window = text[max(0, at - 90) : at + len(surname) + 40]
            found = self.formulas.find(kind, window)
            if found and fold(surname) in fold(window[found.start : found.end]):
                if kind != "staff" or self._is_own(window):
                    return True
            at += len(surname)
        return False

    def _is_own(self, window: str) -> bool:
        outlet = self.formulas.find("staff", window, "outlet")
        return not (self.outlet and outlet) or fold(self.outlet) in fold(window[outlet.start : outlet.end]) or (
            window[outlet.start : outlet.end].startswith(("our", "Our", "my", "My"))
        )

    def introduced(self, part: _Part) -> bool:
        """Whether a host introduces the person as a guest before his or her first words."""
        name = part.voice.name
        first = part.voice.utterances[0]
        plain = [word for word in (name or "").split() if len(word) > 2]
        names = {fold(word) for word in plain}
        for number in range(max(0, first - 6), first):
            if self.voice_of[number] not in self.hosts or not any(part in self.words(number) for part in plain):
                continue
            for sentence in re.split(r"(?<=[.?!])\s+", self.words(number)):
                known = {fold(word.removesuffix("'s")) for word in re.findall(r"[^\W\d_][\w'-]+", sentence)}
                if names & known and self.formulas.has("guest", sentence):
                    return True
        return False

    def answers(self, part: _Part) -> int:
        """How many utterances of a voice follow a host's question."""
        return sum(self.asked_before(number) for number in part.voice.utterances)

    def greets(self, part: _Part) -> bool:
        """Whether a voice greets or thanks a host when it first or last speaks."""
        numbers = part.voice.utterances
        for number in {numbers[0], numbers[-1]}:
            if self.before(number) in self.hosts and self.formulas.has("thanks guest", self.words(number)[:80]):
                return True
        return False

    def announced(self, part: _Part, number: int) -> bool:
        """Whether the words before an utterance announce it: "Here's what she said.", "Minister Roe was clear."."""
        if self.asked_before(number) or _REPLY.match(self.words(number)):
            return False
        last = " ".join(re.split(r"(?<=[.?!])\s+", self.words(number - 1))[-2:])
        if self.formulas.has("clip", last):
            return True
        return fold((part.voice.name or "?").split()[-1]) in fold(last) and self.formulas.has("says", last)

    @cached_property
    def openers(self) -> list[int | None]:
        """For each utterance the host or reporter who spoke last before it."""
        found, last = [], None
        for number in range(len(self.spoken)):
            found.append(last)
            voice = self.voice_of[number]
            last = voice if voice in self.hosts or self.is_reporter(voice) else last
        return found

    def spoken_of(self, part: _Part) -> bool:
        """Whether a host names the person in the third person, anywhere."""
        surname = (part.voice.name or "").split()[-1:]
        numbers = part.voice.utterances
        around = range(max(0, numbers[0] - 40), min(len(self.spoken), numbers[-1] + 3))
        return bool(surname) and any(
            surname[0] in self.words(number) for number in around if self.voice_of[number] in self.hosts
        )

    def drawn_in(self, part: _Part) -> bool:
        """Whether a host asks right after somebody's words, so that they are live."""
        after = (number + 1 for number in part.voice.utterances if number + 1 < len(self.spoken))
        return any(self.voice_of[number] in self.hosts and "?" in self.words(number)[:120] for number in after)

    def addressed(self, part: _Part) -> int:
        """How many utterances of a voice follow a host's that says "you"."""
        return sum(
            self.before(number) in self.hosts and bool(_YOU.search(self.words(number - 1)[-240:]))
            for number in part.voice.utterances
        )

    def beside_hosts(self, part: _Part) -> int:
        """How many utterances of a voice follow a host's."""
        return sum(self.before(number) in self.hosts for number in part.voice.utterances)

    def _excerpts(self) -> frozenset[int]:
        """Runs of other voices between two words of a host, announced as an excerpt and not as guests."""
        if not self.hosts or self.briefing:
            return frozenset()
        found: set[int] = set()
        run: list[int] = []
        for number in range(len(self.spoken) + 1):
            if number < len(self.spoken) and self.voice_of[number] not in self.hosts:
                run.append(number)
                continue
            if self._is_excerpt(run):
                found.update(run)
            run = []
        return frozenset(found)

    def _is_excerpt(self, run: list[int]) -> bool:
        others = {self.voice_of[number] for number in run}
        if len(run) < 3 or len(others) < 2 or run[0] == 0 or any(self.is_reporter(voice) for voice in others):
            return False
        words = self.words(run[0] - 1)
        last = " ".join(re.split(r"(?<=[.?!])\s+", words)[-2:])
        if words.endswith("?") or not self.formulas.has("clip", last):
            return False
        return not any(self.introduced(self.parts[voice]) or self.greets(self.parts[voice]) for voice in others)


def _part(spoken: tuple[Utterance, ...], index: int, voice: Voice, outlet: str | None) -> _Part:
    """What the labels of a voice say of its role: the first role word counts."""
    labels = [label for number in voice.utterances if (label := spoken[number].label)]
    if not labels:
        return _Part(index, voice, _UNLABELLED.get(spoken[voice.utterances[0]].rule), False, False, "")
    stated = next((label.role for label in labels if label.role is not None), None)
    stated = stated or _UNLABELLED.get(spoken[voice.utterances[0]].rule)
    spans = [label.text[slice(*label.affiliation)] for label in labels if label.affiliation]
    affiliation = spans[0] if spans else ""
    if stated is Role.REPORTER and affiliation and _other_outlet(affiliation, outlet):
        stated = Role.GUEST
    many = any(label.many for label in labels)
    return _Part(index, voice, stated, many, stated is Role.OFFICIAL, affiliation)


_UNLABELLED = {
    "self-introduction": Role.HOST,
    "second host": Role.HOST,
    "before a hand-over": Role.HOST,
    "opens": Role.HOST,
    "asks": Role.HOST,
    "handed over": Role.REPORTER,
}
"""Roles of voices without a label, by the rule that found them."""

_PAPERS = re.compile(
    r"\b(?:TIMES|POST|JOURNAL|MAGAZINE|HERALD|TRIBUNE|GUARDIAN|ECONOMIST|ATLANTIC|REUTERS|BLOOMBERG|POLITICO|AXIOS|GAZETTE"
    r"|CHRONICLE|STAR|GLOBE|TELEGRAPH|INDEPENDENT|WEEKLY|DISPATCH)\b"
)


def _other_outlet(affiliation: str, outlet: str | None) -> bool:
    """Whether a journalist works for another house than the one that broadcasts."""
    words = affiliation.upper()
    if outlet and outlet.upper().split()[0] in words:
        return False
    return bool(_PAPERS.search(words))


def _played(spoken: tuple[Utterance, ...], marks: tuple[Mark, ...]) -> dict[int, str]:
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


def _is_council(spoken: tuple[Utterance, ...]) -> bool:
    """A record of delegates: `Mr. NAME (Country):` and nothing in capitals."""
    delegates = [
        u for u in spoken if u.label and u.label.name and u.label.title and u.label.notes and not u.label.capitals
    ]
    others = [u for u in spoken if u.label and not (u.label.title or u.label.role is Role.OFFICIAL)]
    return bool(delegates) and not others


def _stated(scene: Roles, part: _Part) -> Judgement | None:
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


def _follows_clip(scene: Roles, part: _Part) -> Judgement | None:
    states = [scene.played.get(number) for number in part.voice.utterances]
    if all(states) and part.stated is not Role.REPORTER:
        return Role.CLIP, "speaks only where recordings are played"
    return None


def _signs_off(scene: Roles, part: _Part) -> Judgement | None:
    name = part.voice.name
    if not name:
        return None
    for number in part.voice.utterances:
        words = scene.words(number)
        found = scene.formulas.find("signoff", words[-120:])
        if found and fold(name.split()[-1]) in fold(words[-120:][found.start : found.end]):
            if part.number in scene.hosts and number < 2:
                return None
            return Role.REPORTER, "signs off by name"
    return None


def _hosts(scene: Roles, part: _Part) -> Judgement | None:
    if part.number in scene.hosts:
        return Role.HOST, "presents or asks"
    return None


def _in_briefing(scene: Roles, part: _Part) -> Judgement | None:
    if not scene.briefing:
        return None
    asks = scene.question_share(part) >= 0.5 and not part.official
    if not scene.asked and asks and not scene.spoken[part.voice.utterances[0]].label_has_title:
        return Role.REPORTER, "asks at a press conference"
    if part.official or part.voice.name:
        return Role.OFFICIAL, "answers the press"
    return Role.UNKNOWN, "the label names nobody"


def _calls(scene: Roles, part: _Part) -> Judgement | None:
    first = part.voice.utterances[0]
    label = scene.spoken[first].label
    if label is None or not label.name or len(label.words) > 1 or scene.before(first) not in scene.hosts:
        return None
    if label.title or " " in (part.voice.name or ""):
        return None
    if scene.formulas.has("caller", scene.words(first - 1)[-300:]):
        return Role.AUDIENCE, "a host takes the call"
    return None


def _staff(scene: Roles, part: _Part) -> Judgement | None:
    if not part.affiliation and scene.described(part, "staff"):
        return Role.REPORTER, "the text calls the person the outlet's"
    return None


def _guest(scene: Roles, part: _Part) -> Judgement | None:
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


def _in_report(scene: Roles, part: _Part) -> Judgement | None:
    numbers = part.voice.utterances
    after_reporter = sum(scene.is_reporter(scene.openers[number]) for number in numbers)
    if after_reporter * 2 >= len(numbers) and after_reporter:
        return Role.CLIP, "is heard inside a report"
    if part.stated is Role.UNKNOWN and part.many:
        announced = any(scene.before(number) in scene.hosts and not scene.asked_before(number) for number in numbers)
        in_clip = any(number - 1 in scene.played for number in numbers) or scene.has_reporter or announced
        return (Role.CLIP, "is heard inside a report") if in_clip else (Role.UNKNOWN, "the label names nobody")
    return None


def _quoted(scene: Roles, part: _Part) -> Judgement | None:
    """Utterances that a host announces one by one and that answer nobody: clips without marks."""
    after_host = [number for number in part.voice.utterances if scene.before(number) in scene.hosts]
    if after_host and all(scene.announced(part, number) for number in after_host):
        return Role.CLIP, "a host announces the words"
    return None


_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself|'re|'ve|'d|'ll)?\b")
_REPLY = re.compile(r"(?:Well|Yes|Yeah|No|Sure|Right|Absolutely|Exactly|Oh|Thank|Thanks|Good|Hi|Hello|That's)\b")


def _colleague(scene: Roles, part: _Part) -> Judgement | None:
    """Beside two hosts by label, somebody who is neither introduced nor asked is the third."""
    others = len(scene.parts) - 1
    if len(scene.hosts) == others > 1 and not scene.spoken_of(part) and part.voice.name and not part.affiliation and len(part.voice.utterances) > 1:
        return Role.HOST, "talks with hosts as one of them"
    return None


def _principal(scene: Roles, part: _Part) -> Judgement | None:
    titled = scene.spoken[part.voice.utterances[0]].label_has_title
    if titled and len(scene.parts) == 2 and not scene.has_named_host and scene.hosts and not scene.answers(part):
        host = scene.parts[next(iter(scene.hosts))]
        if not host.voice.name:
            return Role.OFFICIAL, "speaks under a title, called by a moderator"
    return None


def _narrated(scene: Roles, part: _Part) -> Judgement | None:
    """A host tells of somebody and never turns to him or her: the host narrates, the voice is a recording."""
    if not scene.hosts or part.official or not part.voice.name or scene.answers(part) or scene.drawn_in(part):
        return None
    beside = {scene.before(number) for number in part.voice.utterances} - scene.hosts - {None, part.number}
    if any(scene.answers(scene.parts[voice]) for voice in beside if voice is not None):
        return None  # talks with somebody who is live
    if scene.spoken_of(part) and scene.addressed(part) * 3 < len(part.voice.utterances):
        return Role.CLIP, "a host tells of the person and never asks"
    return None


def _talks(scene: Roles, part: _Part) -> Judgement | None:
    if scene.hosts and (part.voice.name or part.official):
        if scene.has_reporter and len(part.voice.utterances) < 3 and not part.affiliation:
            return Role.CLIP, "is heard beside a report"
        return Role.GUEST, "talks with a host"
    if part.official:
        return Role.OFFICIAL, "the label names an office"
    return None


def _speaks(scene: Roles, part: _Part) -> Judgement | None:
    strong = scene.spoken[part.voice.utterances[0]].label_has_title
    if len(scene.parts) == 1 and part.voice.name and strong:
        return Role.OFFICIAL, "speaks alone, under a title"
    return None


_RULES: tuple[Callable[[Roles, _Part], Judgement | None], ...] = (
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
