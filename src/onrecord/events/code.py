"""Event coding: TRANSCRIPT, PARSED, MENTIONS, ACTORS, STATEMENTS → EVENTS in PLOVER 2.0.

    code = EventCoder(settings)
    events = code(transcript, parsed, mentions, actors, statements)

Every word that a pattern knows is a candidate. Its row gives type, mode and the places of both roles; the tree gives
the words there, the mentions the actors; status, date, place, contexts and who reports it come from the words around.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.actors.known import countries_in
from onrecord.events.around import Surroundings
from onrecord.events.circumstances import Circumstances
from onrecord.events.counterparts import Counterparts
from onrecord.events.demands import demands, governs
from onrecord.events.figures import Figures
from onrecord.events.frames import MODIFIERS, Frames
from onrecord.events.learned import HEAD, Reading, choose, reading_of
from onrecord.events.patterns import Pattern
from onrecord.events.promised import recast
from onrecord.events.retold import Retelling, retold
from onrecord.events.roles import Roles, default_doers
from onrecord.events.settle import settled
from onrecord.events.status import Judgement, StatusReader
from onrecord.events.told import told_once
from onrecord.language.clauses import Relation
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
_STRIKES = frozenset(("REJECT", "ACCUSE", "SUPPORT", "SANCTION", "COERCE"))
"""Types whose object is a thing of the one who is struck: "rejected *Pell*'s offer", "hailed the *Ardanian* vote"."""
_OF_STATES = ("GOV", "MIL", "COP", "SPY")
"""Sectors of those who act for their state: what is the state's is theirs."""
_WHERE = frozenset(("near", "outside", "around", "at", "along", "off"))
_FIRST_PERSON = frozenset(("i", "me", "my", "we", "us", "our"))


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A possible event in one segment: its trigger, its code, the words and ids of both roles."""

    segment: ParsedSegment
    trigger: Token
    pattern: Pattern
    doers: tuple[str, ...]
    receivers: tuple[str, ...]
    judgement: Judgement
    reading: Reading | None = None  # the head's view of the trigger
    part: str = ""  # of an act that is told of several in turn

    @property
    def share(self) -> float:
        """The head's probability of any act, 0 without a head."""
        return self.reading.acts if self.reading is not None else 0.0


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
        self.circumstances = Circumstances(transcript, parsed, actors, mentions, settings)
        self.figures = Figures(parsed, self.text)
        self.wider = _principals(actors)
        self.states = {
            one.country.value: one.id
            for one in reversed(actors)
            if one.kind is ActorKind.GOVERNMENT and one.country.value
        }
        self.serving = {
            one.id: self.states.get(one.country.value or "") for one in actors if one.sector.value in _OF_STATES
        }
        self.journalists = {
            speaker
            for turn in transcript.turns
            if turn.role in _JOURNALISTS and (speaker := self.named.speaker(turn)) is not None
        }
        reach = settings.pronoun_reach
        self.counterparts = Counterparts(self.named, actors, self.journalists, parsed.characters, reach)

    def is_actor(self, word: Token) -> bool:
        """Whether a word heads a mention of an actor who is no journalist of the outlet."""
        return self._actor_of(word) is not None

    def _actor_of(self, word: Token) -> str | None:
        """Whom a word names, no journalist: by its mention, as the one who speaks, or as a state's adjective."""
        actor = self.named.actor(self.parsed.characters(word))
        if actor is None and word.lower_ in _FIRST_PERSON:
            actor = self.around.speaker(word)
        if actor is None and word.dep_.partition(":")[0] in MODIFIERS:
            actor = self.states.get(countries_in(word.text) or "")
        return actor if actor not in self.journalists else None

    def events(self) -> tuple[Event, ...]:
        """All events in the order of the text, each act once."""
        found = [self._event(one) for one in settled(list(self._candidates()), self.parsed.grammar, self.settings)]
        counted = {one.id: one.figures for one in found}
        reach, close = self.settings.told_reach, self.settings.told_close
        told = told_once(found, self.wider, counted, reach, close=close, same_words=self.settings.told_words)
        events = tuple(replace(one.event, figures=one.figures, tellings=one.tellings) for one in told)
        again = Retelling(self.parsed, self.figures, self.around, self.circumstances, self._actor_of)
        return retold(events, again(events), self.wider, reach=reach, close=close)

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
                if pattern is not None and not self._is_by_journalist(token):
                    yield from _parted(self._candidate(segment, token, pattern, reading))

    def _is_by_journalist(self, token: Token) -> bool:
        """Whether the subject is a journalist of the outlet: what he does is no event."""
        doers = (self.named.actor(self.parsed.characters(word)) for word in self.frames.at(token, "subject"))
        return any(doer in self.journalists for doer in doers)

    def _candidate(self, segment: ParsedSegment, token: Token, pattern: Pattern, reading: Reading | None) -> Candidate:
        asks_head = reading is not None and self.settings.event_makers != "rules"
        doers = self.roles.doers(token, pattern)
        if not doers and asks_head:
            struck = {word.i for word in (*self.roles.receivers(token, pattern, ()), *self._above(token))}
            doers = [word for word in self._named_by(reading, 0, segment, token) if word.i not in struck]
        receivers = self.roles.receivers(token, pattern, doers)
        if not receivers and asks_head:
            own = self._own(self._ids(doers))
            receivers = [word for word in self._named_by(reading, 1, segment, token) if self._actor_of(word) not in own]
        actors = self._ids(doers) or self._meant(token, pattern.actor or default_doers(pattern), self._ids(receivers))
        recipients = self._ids(receivers)
        if not set(recipients) - set(actors):
            recipients = self._meant(token, pattern.recipient, actors) or self._owners(token, pattern, actors)
        speaker = self.around.speaker(token)
        judgement = self._judged(token, reading)
        recasted, judgement = recast(
            token, pattern, judgement, self.parsed.grammar, by_doer=speaker is not None and speaker in actors
        )
        if recasted is not pattern and pattern.both:
            actors, recipients = actors[:1], actors[1:]
        return Candidate(
            segment=segment,
            trigger=token,
            pattern=recasted,
            doers=actors,
            receivers=tuple(one for one in recipients if one not in actors),
            judgement=judgement,
            reading=reading,
        )

    def _above(self, token: Token) -> list[Token]:
        """Who does the act beside which a noun stands, not the noun: "arrested by the *police* after a march"."""
        above = self.parsed.grammar.head_of(token) if token.pos_ == "NOUN" else None
        if above is None or above.pos_ != "VERB" or self.parsed.grammar.relation_of(token) is not Relation.OBLIQUE:
            return []
        agent = self.parsed.grammar.agent_of(above)
        return [agent] if agent is not None else []

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
            for at in (reading.words(role, self.settings.event_role) if reading is not None else ())
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
        return Candidate(segment, token, found.pattern, (speaker,), asked, judgement)

    def _own(self, doers: Sequence[str]) -> set[str | None]:
        """For whom the doers speak or act: their bodies and states."""
        return {wide for doer in doers for wide in (*self.wider.get(doer, ()), self.serving.get(doer))}

    def _owners(self, token: Token, pattern: Pattern, doers: Sequence[str]) -> tuple[str, ...]:
        """Whose thing it is that the act strikes, where the thing is no actor: "bombed a *Syrian* camp".

        Nobody for whom the doer speaks or acts, and nobody who only stands in a clause about the thing.
        """
        of_object = pattern.pos == "verb" and pattern.type in _STRIKES and pattern.row != HEAD
        own = self._own(doers)
        for place in (*pattern.recipient, *(("object",) if of_object else ())):
            for word in self.frames.at(token, place):
                for part in _phrase(word):
                    inside = self._ids([part]) if part.i > token.i or part.i < word.i else ()
                    state = self.states.get(countries_in(part.text) or "")
                    found = inside or ((state,) if state is not None else ())
                    if found and not own & set(found):
                        return found
        return ()

    def _meant(self, token: Token, places: Iterable[str], parties: Sequence[str]) -> tuple[str, ...]:
        """Whom a pronoun at one of the places means, if it is none of the parties."""
        words = (word for place in places for word in self.frames.at(token, place))
        found = (self.counterparts.meant(word, parties) for word in words)
        return tuple(actor for actor in found if actor is not None)[:1]

    def _ids(self, words: Sequence[Token]) -> tuple[str, ...]:
        found = (self._actor_of(word) for word in words)
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))

    def _event(self, one: Candidate) -> Event:
        kind, mode = one.pattern.type, one.pattern.mode
        trigger = self._evidence(one.trigger.doc, *self.around.trigger(one.trigger))
        clause = self.around.clause(one.trigger)
        evidence = self._evidence(one.trigger.doc, *clause)
        date = self.circumstances.date(one.trigger, clause)
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
            historical=self.circumstances.is_historical(date),
            actors=one.doers,
            recipients=one.receivers,
            trigger=trigger,
            evidence=evidence,
            date=date,
            place=self.circumstances.place(one.trigger, kind),
            figures=self.figures(one.trigger),
            tellings=(),
            contexts=self.around.contexts(one.segment),
            reported_by=source,
            statement_id=statement,
            turn_id=one.segment.segment.turn_id,
            second=one.reading.second(kind) if one.reading is not None else None,
            reason=f"{one.pattern.row}; roles {roles}; {one.judgement.status.value}: {one.judgement.reason}",
            made_by=by_model(self.parsed.model, "events") if one.pattern.row == HEAD else by_rule(one.pattern.row),
            score=one.reading.score(one.pattern, self.settings) if one.reading is not None else None,
        )

    def _evidence(self, doc: Doc, start: int, end: int) -> Evidence:
        left, right = self.parsed.characters(doc[start:end])
        return Evidence.of(self.text, left, right)


def _principals(actors: Sequence[Actor]) -> dict[str, frozenset[str]]:
    """By the id of an actor who speaks for another, the id of that one."""
    ids = {one.key: one.id for one in actors}
    return {one.id: frozenset((ids[key],)) for one in actors if (key := one.speaks_for.value) in ids}


def _phrase(word: Token) -> Iterator[Token]:
    """The words of a noun phrase in order, without those of clauses in it and of where it lies: "a camp near *Osk*"."""
    for part in word.subtree:
        above = part
        while above != word and above.dep_.partition(":")[0] not in ("acl", "ccomp", "parataxis") and not _lies(above):
            above = above.head
        if above == word:
            yield part


def _lies(word: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ in _WHERE for child in word.children)


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
