"""Attribution: TRANSCRIPT, PARSED, MENTIONS → STATEMENTS.

    attribute = Attributor(settings)
    statements = attribute(transcript, parsed, mentions, actors)

The turn of somebody who is no journalist is a statement of its speaker; inside all segments, cues and quotation marks
attribute words to others.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.dates import Conventions, DateResolver
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.lexicons import table
from onrecord.records import (
    Actor,
    ActorMention,
    CueKind,
    Evidence,
    Polarity,
    ResolvedDate,
    Role,
    StageDirection,
    Statement,
    StatementKind,
    Transcript,
    Turn,
    by_model,
    by_rule,
    record_id,
)
from onrecord.settings import Settings
from onrecord.statements.frames import makes_statement
from onrecord.statements.learned import HEAD, Learned, choose
from onrecord.statements.named import Named
from onrecord.statements.phatic import is_phatic
from onrecord.statements.printed import printed
from onrecord.statements.quotations import quotations
from onrecord.statements.quoted import Before, Quoted, Quotes
from onrecord.statements.rules import Found, Rules, runs, source_span
from onrecord.statements.said import Occasions
from onrecord.statements.translated import is_voiced, lengthened, own_words

_JOURNALISTS = (Role.HOST, Role.REPORTER)
_MARKS = "\"“”„«»'‘’`"


class Attributor:
    """Reads the statements of documents; keeps nothing of one."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(
        self, transcript: Transcript, parsed: Parsed, mentions: Sequence[ActorMention], actors: Sequence[Actor]
    ) -> tuple[Statement, ...]:
        """All statements in the order of the text."""
        return _Reading(self.settings, transcript, parsed, mentions, actors).statements()


class _Reading:
    """The reading of one document."""

    def __init__(
        self,
        settings: Settings,
        transcript: Transcript,
        parsed: Parsed,
        mentions: Sequence[ActorMention],
        actors: Sequence[Actor],
    ) -> None:
        self.settings = settings
        self.dates = DateResolver(Conventions.of(settings))
        self.transcript = transcript
        self.text = transcript.document.text
        self.parsed = parsed
        self.grammar: Grammar = parsed.grammar
        self.rules = Rules(self.grammar)
        self.occasion = Occasions(self.grammar)
        self.quotes = Quotes(self.grammar, self.rules, settings.quotation_words)
        self.named = Named(mentions, actors)
        self.printed = printed(transcript, mentions, actors)
        self.own = {row["word"] for row in table("en/pronouns", "word", "class") if row["class"] in ("I", "we")}
        self.direction_starts = [one.evidence.start for one in transcript.directions]
        self.before = {turn.id: last for last, turn in pairwise(transcript.turns)}
        self.voice = own_words()
        self.nobody = frozenset(
            row["form"] for row in table("en/grammar", "kind", "form") if row["kind"] == "negative noun"
        )
        self.turns = {turn.id: turn for turn in transcript.turns}

    def statements(self) -> tuple[Statement, ...]:
        """All statements in the order of the text, the outer before the inner."""
        found = sorted(
            (*self._clips(), *self.printed, *self._attributions()),
            key=lambda one: (one.content[0].start, -one.content[-1].end),
        )
        open_: list[Statement] = []
        nested = []
        for one in found:
            place = one.cue or one.content[0]
            open_ = [outer for outer in open_ if outer.content[-1].end > min(place.start, one.content[0].start)]
            nested.append(replace(one, within=_around(place, open_)))
            open_.append(one)
        return tuple(nested)

    # Turns

    def _clips(self) -> Iterator[Statement]:
        for turn in self.transcript.turns:
            if turn.role in _JOURNALISTS or not turn.quotable or turn.role is Role.UNKNOWN:
                continue
            pieces = self._without_directions(turn.evidence)
            if not pieces or is_phatic(turn.evidence.quote):
                continue
            speaker = self.named.speaker(turn)
            yield Statement(
                id=record_id(self.transcript.document.id, "statement", turn.evidence.start, turn.evidence.end, "clip"),
                kind=StatementKind.CLIP,
                cue_kind=CueKind.SPEECH,
                polarity=Polarity.AFFIRMED,
                source_id=speaker,
                source=turn.label,
                cue=None,
                content=pieces,
                addressee_id=None,
                addressee=None,
                said=None,
                within=None,
                inaudible=self._inaudible(pieces),
                set_aside=None,
                turn_id=turn.id,
                reason=f"the turn of a voice that is no journalist ({turn.role_reason})",
                made_by=by_rule("turn"),
                score=turn.score,
            )

    def _without_directions(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """The words of a turn without the stage directions at its ends."""
        start, end = evidence.start, evidence.end
        inside = [one.evidence for one in self._directions(start, end)]
        for direction in inside:
            if not self.text[start : direction.start].strip():
                start = direction.end
        for direction in reversed(inside):
            if direction.end <= end and not self.text[direction.end : end].strip():
                end = direction.start
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return (Evidence.of(self.text, start, end),) if start < end else ()

    def _inaudible(self, pieces: Sequence[Evidence]) -> bool:
        return any(one.kind == "inaudible" for piece in pieces for one in self._directions(piece.start, piece.end))

    def _directions(self, start: int, end: int) -> Sequence[StageDirection]:
        """The stage directions that begin in [start, end)."""
        places = self.direction_starts
        return self.transcript.directions[bisect_left(places, start) : bisect_left(places, end)]

    # Attributions inside segments

    def _attributions(self) -> Iterator[Statement]:
        before: Before | None = None
        is_open = False
        proposed = Learned(self.rules)(self.parsed)
        for number, segment in enumerate(self.parsed.segments):
            turn = self.turns.get(segment.segment.turn_id or "")
            quotes, is_open = self._quoted(segment, is_open)
            ruled = self.quotes(self.rules(segment.doc), quotes, before if quotes and turn is None else None)
            found = choose(ruled, proposed.get(number, ()), self.settings)
            voiced = self._voiced(found, turn, quotes)
            for one in found:
                one, kind = voiced.get(id(one), (one, None))  # noqa: PLW2901
                statement = self._statement(segment, turn, one, kind or self._kind(one, quotes))
                if statement is not None:
                    yield statement
            before = self.quotes.lead(segment.doc, found)

    def _voiced(
        self, found: list[Found], turn: Turn | None, quotes: Sequence[Quoted]
    ) -> dict[int, tuple[Found, StatementKind]]:
        """The attributions of a journalist's turn that voice the foreign words of the turn before, as translated."""
        before = self.before.get(turn.id) if turn is not None else None
        if turn is None or turn.role not in _JOURNALISTS or before is None or before.quotable:
            return {}
        return {
            id(one): (lengthened(one, found, self.voice), StatementKind.TRANSLATED)
            for one in found
            if is_voiced(one, self.voice) and self._kind(one, quotes) is StatementKind.INDIRECT
        }

    def _quoted(self, segment: ParsedSegment, is_open: bool) -> tuple[list[Quoted], bool]:
        """The quotations of a segment as tokens, and whether the last is left open."""
        evidence = segment.segment.evidence
        found = []
        for number, (start, end) in enumerate(_paragraphs(self.text, evidence.start, evidence.end)):
            here = quotations(self.text, start, end, continues=is_open)
            for one in here:
                tokens = [
                    at for at, (left, right) in enumerate(segment.offsets) if left < one.end and right > one.start
                ]
                if tokens:
                    found.append(Quoted(segment.doc, tokens[0], tokens[-1] + 1, one.continues, number))
            is_open = bool(here) and not here[-1].closed
        return found, is_open

    def _statement(
        self, segment: ParsedSegment, turn: Turn | None, found: Found, kind: StatementKind
    ) -> Statement | None:
        pieces = self._pieces(segment, found)
        if not pieces:
            return None
        source = self._evidence(found.source) if found.source is not None else None
        cue = self._span(found.cue.doc, found.cue.start, found.cue.end) if found.cue is not None else None
        addressee = self._evidence(found.addressee) if found.addressee is not None else None
        start, end = pieces[0].start, pieces[-1].end
        return Statement(
            id=record_id(self.transcript.document.id, "statement", start, end, cue.quote if cue else kind.value),
            kind=kind,
            cue_kind=found.kind,
            polarity=found.polarity,
            source_id=self.named.actor(self._offsets(found.source)) if found.source is not None else None,
            source=source,
            cue=cue,
            content=pieces,
            addressee_id=self.named.actor(self._offsets(found.addressee)) if found.addressee is not None else None,
            addressee=addressee,
            said=self._said(found),
            within=None,
            inaudible=self._inaudible(pieces),
            set_aside=self._set_aside(found, kind),
            turn_id=turn.id if turn is not None else None,
            reason="hearsay: the text names no source" if source is None else f"{found.rule}",
            made_by=by_model(self.parsed.model, "attribution") if found.rule == HEAD else by_rule(found.rule),
            score=None,
        )

    def _said(self, found: Found) -> ResolvedDate | None:
        """When something is said, where words of its sentence say so."""
        dated, document = self.occasion(found), self.transcript.document
        if dated is None:
            return None
        evidence = self._span(dated.words.doc, dated.words.start, dated.words.end)
        return self.dates(evidence, document.date.value or document.date_inferred, tense=dated.tense)

    def _set_aside(self, found: Found, kind: StatementKind) -> str | None:
        """Why an attribution is no statement in the guide's sense."""
        if found.kind is not CueKind.SPEECH:
            return found.kind.value
        if found.polarity is not Polarity.AFFIRMED:
            return found.polarity.value
        source = found.source.lower_ if found.source is not None else ""
        if source in self.own:
            return "self-attribution"
        if source in self.nobody:
            return "nobody says it"
        frame = found.frame
        if frame == "quote" and kind is StatementKind.INDIRECT:
            return "not in quotation marks"
        return f"the frame {frame} carries a topic" if frame and not makes_statement(frame) else None

    def _kind(self, found: Found, quotes: Sequence[Quoted]) -> StatementKind:
        inside = frozenset().union(*(quote.words for quote in quotes if not _cue_inside(found, quote)))
        words = {at for at in found.content if not found.doc[at].is_punct}
        if not words & inside:
            return StatementKind.INDIRECT
        return StatementKind.DIRECT if words <= inside else StatementKind.MIXED

    def _pieces(self, segment: ParsedSegment, found: Found) -> tuple[Evidence, ...]:
        pieces = []
        for start, end in runs(found.content):
            left, right = segment.offsets[start][0], segment.offsets[end - 1][1]
            if self.text[left:right].strip(" \n\t.,;:!?" + _MARKS):
                pieces.append(Evidence.of(self.text, left, right))
        return tuple(pieces)

    def _evidence(self, token: Token) -> Evidence:
        span = source_span(self.grammar, token)
        return self._span(token.doc, span.start, span.end)

    def _span(self, doc: Doc, start: int, end: int) -> Evidence:
        left, right = self.parsed.characters(doc[start:end])
        return Evidence.of(self.text, left, right)

    def _offsets(self, token: Token) -> tuple[int, int]:
        return self.parsed.characters(token)


def _around(place: Evidence, open_: Sequence[Statement]) -> str | None:
    """The id of the shortest of some statements whose content holds a place: the cue of another, or its content."""
    outer = [one for one in open_ if any(part.start <= place.start and place.end <= part.end for part in one.content)]
    shortest = min(outer, key=lambda one: sum(part.end - part.start for part in one.content), default=None)
    return shortest.id if shortest is not None else None


def _cue_inside(found: Found, quote: Quoted) -> bool:
    return found.cue is not None and found.cue.start in quote.words


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of [start, end): parts between empty lines."""
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 2
