"""Event coding: TRANSCRIPT, PARSED, MENTIONS, ACTORS, STATEMENTS → EVENTS in PLOVER 2.0.

    code = EventCoder(settings)
    events = code(transcript, parsed, mentions, actors, statements)

Every word that a pattern knows is a candidate. Its row gives type, mode and the places of both roles; the tree gives
the words there, the mentions the actors; status, date, place, contexts and who reports it come from the words around.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.actors.referents import countries_in
from onrecord.events.around import Surroundings
from onrecord.events.demands import demands, governs
from onrecord.events.frames import Frames
from onrecord.events.learned import HEAD, Reading, choose, reading_of
from onrecord.events.patterns import Pattern
from onrecord.events.roles import Roles
from onrecord.events.settle import settled
from onrecord.events.status import Judgement, StatusReader
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.lexicons.ontology import cameo_of, event_type, score_of
from onrecord.records import (
    Actor,
    ActorKind,
    ActorMention,
    Event,
    EventStatus,
    Evidence,
    Role,
    Statement,
    Transcript,
    by_model,
    by_rule,
    record_id,
)
from onrecord.settings import Settings
from onrecord.statements.named import Named

_JOURNALISTS = (Role.HOST, Role.REPORTER)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A possible event in one segment: its trigger, its code, the words and ids of both roles."""

    segment: ParsedSegment
    trigger: Token
    pattern: Pattern
    doers: tuple[str, ...]
    receivers: tuple[str, ...]
    judgement: Judgement
    share: float  # the head's probability of any act, 0 without a head
    part: str = ""  # of an act that is told of several in turn


class EventCoder:
    """Codes the events of documents; keeps nothing of one."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(
        self,
        transcript: Transcript,
        parsed: Parsed,
        mentions: Sequence[ActorMention],
        actors: Sequence[Actor],
        statements: Sequence[Statement],
    ) -> tuple[Event, ...]:
        """All events in the order of the text."""
        return _Coding(self.settings, transcript, parsed, mentions, actors, statements).events()


class _Coding:
    """The coding of one document."""

    def __init__(
        self,
        settings: Settings,
        transcript: Transcript,
        parsed: Parsed,
        mentions: Sequence[ActorMention],
        actors: Sequence[Actor],
        statements: Sequence[Statement],
    ) -> None:
        self.settings = settings
        self.transcript = transcript
        self.text = transcript.document.text
        self.parsed = parsed
        self.named = Named(mentions, actors)
        self.frames = Frames(parsed.grammar, self.is_actor)
        self.roles = Roles(self.frames)
        self.status = StatusReader(parsed.grammar)
        self.around = Surroundings(transcript, parsed, statements, {one.id: one for one in actors})
        self.states = {
            one.country.value: one.id
            for one in reversed(actors)
            if one.kind is ActorKind.GOVERNMENT and one.country.value
        }
        self.journalists = {
            speaker
            for turn in transcript.turns
            if turn.role in _JOURNALISTS and (speaker := self.named.speaker(turn)) is not None
        }

    def is_actor(self, word: Token) -> bool:
        """Whether a word heads a mention of an actor who is no journalist of the outlet."""
        actor = self.named.actor(self.parsed.characters(word))
        return actor is not None and actor not in self.journalists

    def events(self) -> tuple[Event, ...]:
        """All events in the order of the text."""
        found = [self._event(one) for one in settled(list(self._candidates()), self.parsed.grammar, self.settings)]
        return tuple(sorted(found, key=lambda one: one.trigger.start))

    def _candidates(self) -> Iterator[Candidate]:
        for number, segment in enumerate(self.parsed.segments):
            for token in segment.doc:
                reading = reading_of(self.parsed.read.events, number, token)
                found = self.frames.pattern_of(token)
                demanded = self._demand(segment, token, is_known=found is not None)
                if demanded is not None:
                    yield demanded
                    continue
                if found is None and governs(token, self.parsed.grammar):
                    continue
                has_rows = found is None and any(True for _ in self.frames.rows_of(token))
                pattern = choose(found, reading, token, self.settings, has_rows=has_rows)
                if pattern is not None:
                    yield from _parted(self._candidate(segment, token, pattern, reading))

    def _candidate(self, segment: ParsedSegment, token: Token, pattern: Pattern, reading: Reading | None) -> Candidate:
        asks_head = reading is not None and self.settings.event_makers != "rules"
        doers = self.roles.doers(token, pattern)
        if not doers and asks_head:
            struck = {word.i for word in self.roles.receivers(token, pattern, ())}
            doers = [word for word in self._named_by(reading, 0, segment, token) if word.i not in struck]
        receivers = self.roles.receivers(token, pattern, doers)
        if not receivers and asks_head:
            receivers = self._named_by(reading, 1, segment, token)
        actors = self._ids(doers)
        recipients = self._ids(receivers) or self._owners(token, pattern)
        return Candidate(
            segment=segment,
            trigger=token,
            pattern=pattern,
            doers=actors,
            receivers=tuple(one for one in recipients if one not in actors),
            judgement=self._judged(token, reading),
            share=reading.acts if reading is not None else 0.0,
        )

    def _judged(self, token: Token, reading: Reading | None) -> Judgement:
        """The status by the words around; where none speaks, by the head."""
        judgement = self.status(token)
        if reading is None or not judgement.is_default or self.settings.event_makers == "rules":
            return judgement
        return reading.status(self.settings.event_status) or judgement

    def _named_by(self, reading: Reading | None, role: int, segment: ParsedSegment, token: Token) -> list[Token]:
        """The actors of the trigger's sentence in the words that the head gives a role."""
        sentence = token.sent
        words = [
            segment.doc[at]
            for at in (reading.words(role) if reading is not None else ())
            if sentence.start <= at < sentence.end
        ]
        return [word for word in words if self.is_actor(word)]

    def _demand(self, segment: ParsedSegment, token: Token, *, is_known: bool) -> Candidate | None:
        """What somebody says that another must do, or bids him do: a request by the one who says it."""
        found = demands(token, self.parsed.grammar)
        if found is not None and found.asked is None and is_known:
            return None
        speaker = self.around.speaker(token) if found is not None else None
        if found is None or speaker is None or speaker in self.journalists:
            return None
        asked = self._ids([found.asked]) if found.asked is not None else self.around.addressee(token)
        asked = tuple(one for one in asked if one != speaker)
        if not asked:
            return None
        judgement = Judgement(EventStatus.ACTUAL, "the demand is made")
        return Candidate(segment, token, found.pattern, (speaker,), asked, judgement, 0.0)

    def _owners(self, token: Token, pattern: Pattern) -> tuple[str, ...]:
        """Whose thing it is that the act strikes, where the thing is no actor: "bombed a *Syrian* camp"."""
        for place in pattern.recipient:
            for word in self.frames.at(token, place):
                for part in word.subtree:
                    inside = self._ids([part]) if part.i > token.i or part.i < word.i else ()
                    state = self.states.get(countries_in(part.text) or "")
                    if inside or state is not None:
                        return inside or (state,) if state is not None else inside
        return ()

    def _ids(self, words: Sequence[Token]) -> tuple[str, ...]:
        found: list[str] = []
        for word in words:
            actor = self.named.actor(self.parsed.characters(word))
            if actor is not None and actor not in found and actor not in self.journalists:
                found.append(actor)
        return tuple(found)

    def _event(self, one: Candidate) -> Event:
        kind, mode = one.pattern.type, one.pattern.mode
        trigger = self._evidence(one.trigger.doc, *self.around.trigger(one.trigger))
        evidence = self._evidence(one.trigger.doc, *self.around.clause(one.trigger))
        source, statement = self.around.reporter((trigger.start, trigger.end), one.doers)
        roles = f"{'; '.join(one.pattern.actor) or 'default'} > {'; '.join(one.pattern.recipient) or '-'}"
        return Event(
            id=record_id(self.transcript.document.id, "event", trigger.start, trigger.end, one.part or kind),
            type=kind,
            mode=mode,
            quad=int(event_type(kind).quad),
            intensity=score_of(kind, mode),
            cameo=one.pattern.cameo if one.pattern.cameo != "-" else cameo_of(kind, mode),
            status=one.judgement.status,
            historical=self.around.is_historical(one.trigger),
            actors=one.doers,
            recipients=one.receivers,
            trigger=trigger,
            evidence=evidence,
            date_text=self.around.date_text(one.trigger),
            place=self.around.place(one.trigger),
            contexts=self.around.contexts(one.segment),
            reported_by=source,
            statement_id=statement,
            turn_id=one.segment.segment.turn_id,
            second=None,
            reason=f"{one.pattern.row}; roles {roles}; {one.judgement.status.value}: {one.judgement.reason}",
            made_by=by_model(self.parsed.model, "events") if one.pattern.row == HEAD else by_rule(one.pattern.row),
            score=None,
        )

    def _evidence(self, doc: Doc, start: int, end: int) -> Evidence:
        left, right = self.parsed.characters(doc[start:end])
        return Evidence.of(self.text, left, right)


def _parted(one: Candidate) -> Iterator[Candidate]:
    """An act that is done to several in turn as so many acts: "met *separately* with Pell, Holt and Orr" are three."""
    in_turn = any(child.lower_ == "separately" for child in one.trigger.children)
    first, *others = (*one.doers, *one.receivers) or ("",)
    if not in_turn or len(others) < 2:
        yield one
        return
    for number, other in enumerate(others, 1):
        parties = {"doers": (first, other)} if other in one.doers else {"doers": (first,), "receivers": (other,)}
        yield replace(one, part=f"{one.pattern.type}-{number}", **parties)
