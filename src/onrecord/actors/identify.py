"""Identification: TRANSCRIPT, PARSED → MENTIONS, ACTORS.

identify = Identifier(settings)
mentions, actors = identify(transcript, parsed)
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.actors.codes import Coding
from onrecord.actors.heads import Heads
from onrecord.actors.listed import Listed, known_persons, own_actors
from onrecord.actors.phrases import Finder, Phrase
from onrecord.actors.pronouns import Pronouns, Resolved
from onrecord.actors.referents import Referent, name_words
from onrecord.actors.resolver import Resolver
from onrecord.actors.speaking import Speaking
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.lexicons.places import country_names
from onrecord.records import (
    Actor,
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
    """Names the actors of documents; keeps nothing of one. LexiconError if the list of the settings is no list."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        own = self.settings.actors
        self.listed = Listed(own_actors(own.text, own.name) if own is not None else ())
        self.known = Listed(known_persons())

    def __call__(self, transcript: Transcript, parsed: Parsed) -> tuple[tuple[ActorMention, ...], tuple[Actor, ...]]:
        """All mentions and actors, in the order of the text. Journalists of the outlet are none."""
        return _Reading(self.settings, self.listed, self.known, transcript, parsed).identified()


class _Reading:
    """The reading of one document."""

    def __init__(
        self, settings: Settings, listed: Listed, known: Listed, transcript: Transcript, parsed: Parsed
    ) -> None:
        self.settings = settings
        self.listed = listed
        self.known = known
        self.heads = Heads(parsed, settings)
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
        phrases = Finder(self.parsed.grammar, self.listed.spotter)(self.parsed)
        voices = [(one.id, one.name or "", one.title.quote if one.title else "") for one in self.transcript.speakers]
        resolver = Resolver(self.parsed, self.parsed.grammar, self.listed, self._of_leader)
        named = (one for one in resolver(phrases, voices) if self._is_actor(one))
        referents = [one for one in named if self._is_listed(one) or not self.heads.rules_out(one)]
        date = self.transcript.document.date.value
        coding = Coding(self.parsed, self.text, date, self._home(), self.listed)
        found = []
        taken: set[str] = set()
        for referent in referents:
            marked = self._marked(referent)
            if marked:
                found.append((referent, marked))
        found.sort(key=lambda pair: pair[1][0][0].start)
        actors: dict[int, Actor] = {}
        mentions: list[ActorMention] = []
        for referent, marked in found:
            actor = self._actor(referent, coding, [evidence for evidence, _, _ in marked], taken)
            actors[referent.number] = actor
            mentions.extend(self._mention(actor.id, *one) for one in marked)
        pronouns = tuple(Pronouns(self.transcript, self.parsed, resolver, self.settings)())
        mentions.extend(self._pronouns(pronouns, actors))
        speaks_for = Speaking(self.parsed, self.text, resolver, pronouns, actors)
        spoken = (replace(actors[one.number], speaks_for=speaks_for(one)) for one, _ in found)
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

    def _is_listed(self, referent: Referent) -> bool:
        """Whether the user's list names it: then it is an actor, whatever the head holds."""
        if any(phrase.listed for phrase in referent.phrases):
            return True
        texts = [phrase.name.text if phrase.name else phrase.span.text for phrase in referent.phrases]
        return any(self.listed.canonical(text, referent.is_person) for text in texts)

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
        country, (sector, sectors) = coding.country(referent, kind), coding.sector(referent, kind)
        names = self._names(referent, name, places)
        if referent.is_person:
            country, sector = self._as_known(names, coding.date, country, sector)
        elif country.score is not None:
            country = next(filter(None, map(self._of_leader, referent.phrases)), country)
        sector = self.heads.sector(referent, sector)
        reason = referent.reasons[0] if referent.reasons else "speaks in the broadcast"
        made_by = by_rule("identify")
        fitting = self.listed.fitting(names, referent.is_person, coding.date)
        if fitting is not None:
            usual, name = name, fitting.name(name)
            country, (sector, sectors) = fitting.country(country), fitting.sector(sector, sectors)
            reason = reason if name == usual else f"{reason}; {fitting.reason}: {usual}"
            made_by = fitting.made_by or made_by
        key = _key(name)
        while key in taken:
            key += "-2"
        taken.add(key)
        aliases: dict[str, Evidence] = {}
        for evidence in places:
            aliases.setdefault(evidence.quote.casefold(), evidence)
        return Actor(
            id=record_id(self.transcript.document.id, "actor", places[0].start, places[0].end),
            key=key,
            name=name,
            kind=kind,
            country=country,
            sector=sector,
            sectors=sectors,
            aliases=tuple(aliases.values()),
            roles=coding.roles(referent),
            speaks_for=Code(value=None, reason="no words say so"),
            reason=reason,
            evidence=places[0],
            made_by=made_by,
            score=None,
        )

    def _as_known(
        self, names: Sequence[tuple[str, Evidence]], day: str | None, country: Code, sector: Code
    ) -> tuple[Code, Code]:
        """The codes of a publicly known person, where the words of the text give none.

        Outside of the time of all rows, the state alone holds.
        """
        fitting = self.known.fitting(names, True, day)
        at_all = fitting or self.known.fitting(names, True, None)
        if at_all is not None and (country.value is None or country.score is not None):
            country = at_all.country(country)
        if fitting is not None and (sector.value is None or sector.score is not None):
            sector = fitting.sector(sector, ())[0]
        return country, sector

    def _of_leader(self, phrase: Phrase) -> Code | None:
        """The state of the publicly known person after whom a body or group is called: "the Pell government"."""
        for entity in phrase.span.ents:
            if entity.label_ != "PERSON" and len(entity) == len(phrase.span):
                continue
            evidence = Evidence.of(self.text, *self.parsed.characters(entity))
            fitting = self.known.fitting([(entity.text, evidence)], True, self.transcript.document.date.value)
            if fitting is not None and entity.start >= phrase.span.start:
                code = fitting.country(Code(value=None, reason="no words of the document say its state"))
                return code if code.value is not None else None
        return None

    def _names(self, referent: Referent, name: str, places: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
        """All that the text calls a referent, by which a list may know it: the canonical name first."""
        names = [(name, places[0])]
        for phrase in referent.phrases:
            evidence = Evidence.of(self.text, *self.parsed.characters(phrase.span))
            texts = (phrase.span.text, phrase.name.text, phrase.name.kb_id_) if phrase.name else (phrase.span.text,)
            names.extend((text, evidence) for text in texts)
        found: dict[str, Evidence] = {}
        for text, evidence in names:
            if text:
                found.setdefault(text, evidence)
        return list(found.items())

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

    def _pronouns(self, pronouns: Sequence[Resolved], ids: dict[int, Actor]) -> Iterator[ActorMention]:
        for pronoun in pronouns:
            actor = ids.get(pronoun.referent.number)
            if actor is not None:
                evidence = Evidence.of(self.text, *self.parsed.characters(pronoun.token))
                yield self._mention(actor.id, evidence, MentionForm.PRONOUN, pronoun.reason)


def _key(name: str) -> str:
    """The key of a name: lower case with hyphens.

    >>> _key("Mara O'Pell")
    'mara-o-pell'
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    return _NOT_KEY.sub("-", plain).strip("-") or "unnamed"
