"""The scene of a transcript: who presents, who asks whom, who is introduced, what is played.

`roles` decides by asking it; nothing here decides a role.
"""

import re
from functools import cached_property

from onrecord.records import Role
from onrecord.settings import Settings
from onrecord.transcripts.directions import Mark
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.names import fold
from onrecord.transcripts.naming import is_questionnaire
from onrecord.transcripts.page import Page
from onrecord.transcripts.parts import Part, is_council, part_of, played
from onrecord.transcripts.speakers import Voice
from onrecord.transcripts.turns import Utterance

_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself|'re|'ve|'d|'ll)?\b")
_REPLY = re.compile(r"(?:Well|Yes|Yeah|No|Sure|Right|Absolutely|Exactly|Oh|Thank|Thanks|Good|Hi|Hello|That's)\b")


class Scene:
    """What the rules of roles ask of one transcript. Built for a document, changed by nobody."""

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
        self.parts = [part_of(spoken, index, voice, outlet) for index, voice in enumerate(found)]
        self.played = played(spoken, marks)
        self.council = is_council(spoken)
        self.asked = {part.number for part in self.parts if part.many and part.stated is Role.REPORTER}
        self.presenting = {
            part.number for part in self.parts if part.stated is None and not part.official and self._presents(part)
        }
        self.briefing = self._is_briefing()
        self.hosts = self._hosts()
        self.excerpts = self._excerpts()

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

    def question_share(self, part: Part) -> float:
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
        """Whether a label names a presenter: `JANE ROE, HOST`."""
        return any(
            part.stated is Role.HOST
            and (label := self.spoken[part.voice.utterances[0]].label) is not None
            and label.name
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

    def _askers(self, open_parts: list[Part]) -> set[int]:
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

    def _presents(self, part: Part) -> bool:
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
        return not part.affiliation and self.formulas.has("presenting", "\n".join(map(self.words, numbers)))

    def _names_itself(self, part: Part, words: str) -> bool:
        found = self.formulas.self_name(words)
        return bool(found and part.voice.name and fold(words[found.start : found.end]) == fold(part.voice.name))

    def described(self, part: Part, kind: str) -> bool:
        """Whether the text around the first words calls the person so: "co-host Jana Holt", "NPR's Jana Holt"."""
        name = part.voice.name
        if not name:
            return False
        surname, text, near = name.split()[-1], self.page.folded, self.settings.introduction_distance
        first = self.spoken[part.voice.utterances[0]].start
        at, limit = max(0, first - near), first + near // 2
        while (at := text.find(surname, at, limit)) >= 0:
            window = text[max(0, at - 90) : at + len(surname) + 40]
            found = self.formulas.find(kind, window)
            named = found and fold(surname) in fold(window[found.start : found.end])
            if named and (kind != "staff" or self._is_own(window)):
                return True
            at += len(surname)
        return False

    def _is_own(self, window: str) -> bool:
        outlet = self.formulas.find("staff", window, "outlet")
        return (
            not (self.outlet and outlet)
            or fold(self.outlet) in fold(window[outlet.start : outlet.end])
            or (window[outlet.start : outlet.end].startswith(("our", "Our", "my", "My")))
        )

    def introduced(self, part: Part) -> bool:
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

    def answers(self, part: Part) -> int:
        """How many utterances of a voice follow a host's question."""
        return sum(self.asked_before(number) for number in part.voice.utterances)

    def greets(self, part: Part) -> bool:
        """Whether a voice greets or thanks a host when it first or last speaks."""
        numbers = part.voice.utterances
        for number in {numbers[0], numbers[-1]}:
            if self.before(number) in self.hosts and self.formulas.has("thanks guest", self.words(number)[:80]):
                return True
        return False

    def announced(self, part: Part, number: int) -> bool:
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
        found: list[int | None] = []
        last: int | None = None
        for number in range(len(self.spoken)):
            found.append(last)
            voice = self.voice_of[number]
            last = voice if voice in self.hosts or self.is_reporter(voice) else last
        return found

    def spoken_of(self, part: Part) -> bool:
        """Whether a host names the person in the third person, anywhere."""
        surname = (part.voice.name or "").split()[-1:]
        numbers = part.voice.utterances
        around = range(max(0, numbers[0] - 40), min(len(self.spoken), numbers[-1] + 3))
        return bool(surname) and any(
            surname[0] in self.words(number) for number in around if self.voice_of[number] in self.hosts
        )

    def drawn_in(self, part: Part) -> bool:
        """Whether a host asks right after somebody's words, so that they are live."""
        after = (number + 1 for number in part.voice.utterances if number + 1 < len(self.spoken))
        return any(self.voice_of[number] in self.hosts and "?" in self.words(number)[:120] for number in after)

    def addressed(self, part: Part) -> int:
        """How many utterances of a voice follow a host's that says "you"."""
        return sum(
            self.before(number) in self.hosts and bool(_YOU.search(self.words(number - 1)[-240:]))
            for number in part.voice.utterances
        )

    def beside_hosts(self, part: Part) -> int:
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
