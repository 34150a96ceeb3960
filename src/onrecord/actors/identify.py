"""Identification: TRANSCRIPT, PARSED → MENTIONS, ACTORS.

identify = Identifier(settings)
mentions, actors = identify(transcript, parsed)
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.codes import Coding
from onrecord.actors.phrases import Finder
from onrecord.actors.pronouns import Pronouns
from onrecord.actors.referents import Referent, name_words
from onrecord.actors.resolver import Resolver
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.lexicons.places import country_names
from onrecord.records import (
    Actor,
    ActorKind,
    ActorMention,
    Code,
    Evidence,
    MentionForm,
    Role,
    Speaker,
    Transcript,
    Turn,
    by_rule,
    record_id,
)
from onrecord.settings import Settings

_JOURNALISTS = (Role.HOST, Role.REPORTER)
_NOT_KEY = re.compile(r"[^a-z0-9]+")


class Identifier:
    """Names the actors of documents; keeps nothing of one."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, transcript: Transcript, parsed: Parsed) -> tuple[tuple[ActorMention, ...], tuple[Actor, ...]]:
        """All mentions and actors, in the order of the text. Journalists of the outlet are none."""
        return _Reading(self.settings, transcript, parsed).identified()


class _Reading:
    """The reading of one document."""

    def __init__(self, settings: Settings, transcript: Transcript, parsed: Parsed) -> None:
        self.settings = settings
        self.transcript = transcript
        self.parsed = parsed
        self.text = transcript.document.text
        self.speakers = {speaker.id: speaker for speaker in transcript.speakers}
        self.turns_of: dict[str, list[Turn]] = {}
        for turn in transcript.turns:
            self.turns_of.setdefault(turn.speaker_id, []).append(turn)
        self.roles = self._roles()
        self.press = {
            speaker.id for speaker in transcript.speakers if self.roles.get(speaker.id, Role.UNKNOWN) in _JOURNALISTS
        }
        self.press_names = {
            name_words(speaker.name) for speaker in transcript.speakers if speaker.id in self.press and speaker.name
        }

    def _roles(self) -> dict[str, Role]:
        """The part of each voice: that of its first turn."""
        found: dict[str, Role] = {}
        for turn in self.transcript.turns:
            found.setdefault(turn.speaker_id, turn.role)
        return found

    def identified(self) -> tuple[tuple[ActorMention, ...], tuple[Actor, ...]]:
        phrases = Finder(self.parsed.grammar)(self.parsed)
        voices = [(one.id, one.name or "", one.title.quote if one.title else "") for one in self.transcript.speakers]
        resolver = Resolver(self.parsed, self.parsed.grammar)
        referents = [one for one in resolver(phrases, voices) if self._is_actor(one)]
        date = self.transcript.document.date.value
        coding = Coding(self.parsed, self.text, date, self._home())
        found = []
        taken: set[str] = set()
        for referent in referents:
            marked = self._marked(referent)
            if marked:
                found.append((referent, marked))
        found.sort(key=lambda pair: pair[1][0][0].start)
        actors: list[Actor] = []
        mentions: list[ActorMention] = []
        ids: dict[int, str] = {}
        for referent, marked in found:
            actor = self._actor(referent, coding, [evidence for evidence, _, _ in marked], taken)
            ids[referent.number] = actor.id
            actors.append(actor)
            mentions.extend(self._mention(actor.id, *one) for one in marked)
        mentions.extend(self._pronouns(resolver, ids))
        spoken = self._spoken_for(actors)
        ordered = sorted(mentions, key=lambda one: (one.evidence.start, -one.evidence.end))
        return tuple(ordered), tuple(spoken)

    def _home(self) -> str | None:
        """The state in which the outlet broadcasts."""
        outlet = self.transcript.document.outlet.value
        rows = table("en/outlets", "name", "form", "home")
        homes = {row["name"]: row["home"] for row in rows if row["home"] != "-"}
        return homes.get(outlet or "")

    def _is_actor(self, referent: Referent) -> bool:
        """Whether it is no journalist of the outlet."""
        if referent.speaker in self.press:
            return False
        outlet = self.transcript.document.outlet.value
        if outlet and name_words(outlet) in referent.names:
            return False
        return not any(name in self.press_names for name in referent.names)

    def _marked(self, referent: Referent) -> list[tuple[Evidence, MentionForm, str]]:
        """The places that name a referent, in order: labels of its turns, and phrases."""
        found = []
        for turn in self.turns_of.get(referent.speaker or "", ()):
            if turn.label is not None:
                end = turn.label.start + len(turn.label.quote.split(",")[0].split("(")[0].rstrip())
                found.append(
                    (
                        Evidence.of(self.text, turn.label.start, max(end, turn.label.start + 1)),
                        MentionForm.LABEL,
                        "label",
                    )
                )
        for phrase, reason in zip(referent.phrases, referent.reasons, strict=True):
            start, end = self.parsed.characters(phrase.span)
            found.append((Evidence.of(self.text, start, end), phrase.form, reason))
        return sorted(found, key=lambda one: one[0].start)

    def _mention(self, actor_id: str, evidence: Evidence, form: MentionForm, reason: str) -> ActorMention:
        return ActorMention(
            id=record_id(self.transcript.document.id, "mention", evidence.start, evidence.end),
            actor_id=actor_id,
            form=form,
            evidence=evidence,
            reason=reason,
            made_by=by_rule(f"mention-{form.value}"),
            score=None,
        )

    def _actor(self, referent: Referent, coding: Coding, places: Sequence[Evidence], taken: set[str]) -> Actor:
        kind = coding.kind(referent)
        name = self._name(referent)
        key = _key(name)
        while key in taken:
            key += "-2"
        taken.add(key)
        sector, sectors = coding.sector(referent, kind)
        aliases: dict[str, Evidence] = {}
        for evidence in places:
            aliases.setdefault(evidence.quote.casefold(), evidence)
        return Actor(
            id=record_id(self.transcript.document.id, "actor", places[0].start, places[0].end),
            key=key,
            name=name,
            kind=kind,
            country=coding.country(referent, kind),
            sector=sector,
            sectors=sectors,
            aliases=tuple(aliases.values()),
            roles=coding.roles(referent),
            speaks_for=Code(value=None, reason="no words say so"),
            reason=referent.reasons[0] if referent.reasons else "speaks in the broadcast",
            evidence=places[0],
            made_by=by_rule("identify"),
            score=None,
        )

    def _name(self, referent: Referent) -> str:
        """The canonical name: of a state its usual one, of a voice its speaker's, else the longest."""
        if referent.country is not None:
            return country_names().get(referent.country, referent.country)
        speaker = self._speaker(referent)
        names = [phrase.name.text for phrase in referent.phrases if phrase.name is not None]
        if speaker is not None and speaker.name:
            names.append(speaker.name)
        if names:
            return max(names, key=lambda name: (len(name_words(name)), not name.isupper()))
        if referent.phrases:
            return max((phrase.span.text for phrase in referent.phrases), key=len)
        return "unnamed speaker"

    def _speaker(self, referent: Referent) -> Speaker | None:
        return self.speakers.get(referent.speaker or "")

    def _pronouns(self, resolver: Resolver, ids: dict[int, str]) -> list[ActorMention]:
        found = []
        for pronoun in Pronouns(self.transcript, self.parsed, resolver, self.settings)():
            actor_id = ids.get(pronoun.referent.number)
            if actor_id is not None:
                start, end = self.parsed.characters(pronoun.token)
                evidence = Evidence.of(self.text, start, end)
                found.append(self._mention(actor_id, evidence, MentionForm.PRONOUN, pronoun.reason))
        return found

    def _spoken_for(self, actors: list[Actor]) -> list[Actor]:
        """Persons of a state's government speak for that state, where it is an actor of the document."""
        states = {one.country.value: one for one in actors if one.kind is ActorKind.GOVERNMENT and one.country.value}
        found = []
        for actor in actors:
            state = states.get(actor.country.value or "")
            speaks = (
                actor.kind is ActorKind.PERSON and actor.sector.value in ("GOV", "MIL") and actor.country.score is None
            )
            if state is not None and speaks:
                code = Code(value=state.key, reason="holds an office of this state", evidence=actor.sector.evidence)
                actor = replace(actor, speaks_for=code)  # noqa: PLW2901
            found.append(actor)
        return found


def _key(name: str) -> str:
    """The key of a name: lower case with hyphens.

    >>> _key("Mara O'Pell")
    'mara-o-pell'
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    return _NOT_KEY.sub("-", plain).strip("-") or "unnamed"
