"""The way to the tables: the records of a document as rows, whose cells stand in the order of `tables.SCHEMA`."""

from onrecord.records import (
    Actor,
    ActorMention,
    ActorRole,
    Chrome,
    Code,
    CodedDocument,
    Document,
    Event,
    Evidence,
    Fact,
    Figure,
    Repair,
    ResolvedDate,
    ResolvedPlace,
    Segment,
    Speaker,
    StageDirection,
    Statement,
    Telling,
    Turn,
)
from onrecord.store.tables import FACTS, Cell, Rows


def coded_rows(coded: CodedDocument) -> Rows:
    """The rows of one document, by table; columns as in `SCHEMA`."""
    transcript = coded.transcript
    home = transcript.document.id
    return {
        "documents": [_document(transcript.document)],
        "turns": [_turn(home, turn) for turn in transcript.turns],
        "speakers": [_speaker(home, number, speaker) for number, speaker in enumerate(transcript.speakers, start=1)],
        "directions": [_mark(home, mark) for mark in transcript.directions],
        "segments": [_segment(home, segment) for segment in transcript.segments],
        "chrome": [_mark(home, mark) for mark in transcript.chrome],
        "repairs": [_repair(home, repair) for repair in transcript.repairs],
        "mentions": [_mention(home, number, one) for number, one in enumerate(coded.mentions, start=1)],
        "actors": [_actor(home, number, one) for number, one in enumerate(coded.actors, start=1)],
        "roles": [
            _role(home, actor, number, role)
            for actor in coded.actors
            for number, role in enumerate(actor.roles, start=1)
        ],
        "statements": [_statement(home, number, one) for number, one in enumerate(coded.statements, start=1)],
        "events": [_event(home, number, one) for number, one in enumerate(coded.events, start=1)],
        "event_roles": [row for one in coded.events for row in _event_roles(home, one)],
        "event_figures": [row for one in coded.events for row in _event_figures(home, one)],
        "event_tellings": [
            _telling(home, one, number, telling)
            for one in coded.events
            for number, telling in enumerate(one.tellings, start=1)
        ],
    }


def _document(document: Document) -> tuple[Cell, ...]:
    facts: list[Cell] = []
    for name in FACTS:
        fact: Fact = getattr(document, name)
        facts += [fact.value, fact.basis.value, fact.reason, *_span(fact.evidence)]
    guess = document.date_inferred
    inferred = [guess.first, guess.last, guess.reason, *_span(guess.evidence)] if guess else [None] * 6
    head = (document.id, document.name, document.text, document.format, document.encoding, list(document.notes))
    return (*head, *facts, *inferred)


def _span(evidence: Evidence | None) -> tuple[int | None, int | None, str | None]:
    return (evidence.start, evidence.end, evidence.quote) if evidence else (None, None, None)


def _words(evidence: Evidence | None) -> tuple[str | None, int | None, int | None]:
    return (evidence.quote, evidence.start, evidence.end) if evidence else (None, None, None)


def _turn(home: str, turn: Turn) -> tuple[Cell, ...]:
    return (
        *(turn.id, home, turn.number, turn.evidence.start, turn.evidence.end, turn.evidence.quote),
        *_words(turn.label),
        *(turn.speaker_id, turn.speaker, turn.role.value, turn.role_reason, turn.quotable),
        *(str(turn.made_by), turn.score),
    )


def _speaker(home: str, number: int, speaker: Speaker) -> tuple[Cell, ...]:
    return (
        *(speaker.id, home, number, speaker.name, speaker.reason, list(speaker.labels)),
        *_words(speaker.title),
        *_words(speaker.affiliation),
        [evidence.start for evidence in speaker.evidence],
        [evidence.end for evidence in speaker.evidence],
        [evidence.quote for evidence in speaker.evidence],
        *(str(speaker.made_by), speaker.score),
    )


def _mark(home: str, mark: StageDirection | Chrome) -> tuple[Cell, ...]:
    evidence = mark.evidence
    return (mark.id, home, mark.kind, evidence.start, evidence.end, evidence.quote, str(mark.made_by))


def _segment(home: str, segment: Segment) -> tuple[Cell, ...]:
    evidence = segment.evidence
    place = (segment.id, home, segment.number, evidence.start, evidence.end, evidence.quote)
    return (*place, segment.kind.value, segment.turn_id)


def _repair(home: str, repair: Repair) -> tuple[Cell, ...]:
    return (home, repair.start, repair.end, repair.replacement, repair.kind)


def _mention(home: str, number: int, mention: ActorMention) -> tuple[Cell, ...]:
    place = (mention.id, home, number, *_span(mention.evidence))
    return (*place, mention.actor_id, mention.form.value, mention.reason, str(mention.made_by), mention.score)


def _actor(home: str, number: int, actor: Actor) -> tuple[Cell, ...]:
    return (
        *(actor.id, home, number, actor.key, actor.name, actor.kind.value),
        *_coded(actor.country),
        *_coded(actor.sector),
        list(actor.sectors),
        *_pieces(actor.aliases),
        *_coded(actor.speaks_for),
        *(actor.reason, *_span(actor.evidence), str(actor.made_by), actor.score),
    )


def _coded(code: Code) -> tuple[Cell, ...]:
    return (code.value, code.reason, *_span(code.evidence), code.score)


def _pieces(spans: tuple[Evidence, ...]) -> tuple[list[str], list[int], list[int]]:
    return [span.quote for span in spans], [span.start for span in spans], [span.end for span in spans]


def _role(home: str, actor: Actor, number: int, role: ActorRole) -> tuple[Cell, ...]:
    what = (role.title, role.country, role.sector, role.tenure.value, role.date)
    return (home, actor.id, number, *what, *_span(role.evidence))


def _statement(home: str, number: int, statement: Statement) -> tuple[Cell, ...]:
    return (
        *(statement.id, home, number, statement.kind.value, statement.cue_kind.value, statement.polarity.value),
        *(statement.source_id, *_span(statement.source)),
        *_span(statement.cue),
        *_pieces(statement.content),
        *(statement.addressee_id, *_span(statement.addressee)),
        *_dated(statement.said),
        *(statement.within, statement.inaudible, statement.set_aside, statement.turn_id, statement.reason),
        *(str(statement.made_by), statement.score),
    )


def _event(home: str, number: int, event: Event) -> tuple[Cell, ...]:
    return (
        *(event.id, home, number, event.type, event.mode, event.quad, event.intensity, event.cameo),
        *(event.status.value, event.historical),
        *_span(event.trigger),
        *_span(event.evidence),
        *_dated(event.date),
        *_located(event.place),
        *(list(event.contexts), event.reported_by, event.statement_id, event.turn_id, event.second),
        *(event.reason, str(event.made_by), event.score),
    )


def _event_roles(home: str, event: Event) -> list[tuple[Cell, ...]]:
    return [
        (home, event.id, role, position, actor)
        for role, actors in (("actor", event.actors), ("recipient", event.recipients))
        for position, actor in enumerate(actors, start=1)
    ]


def _dated(date: ResolvedDate | None) -> tuple[Cell, ...]:
    if date is None:
        return (None,) * 9
    days = (date.start, date.end, date.granularity.value, date.basis.value, date.approximate)
    return (*_words(date.words), *days, date.reason)


def _located(place: ResolvedPlace | None) -> tuple[Cell, ...]:
    if place is None:
        return (None,) * 13
    return (
        *_words(place.words),
        *(place.name, place.geonames_id, place.country, list(place.countries), place.latitude, place.longitude),
        *(place.level.value, place.reason, place.margin, place.second),
    )


def _event_figures(home: str, event: Event) -> list[tuple[Cell, ...]]:
    return [
        _figure(home, event, telling, position, figure)
        for telling, figures in enumerate((event.figures, *(one.figures for one in event.tellings)))
        for position, figure in enumerate(figures, start=1)
    ]


def _figure(home: str, event: Event, telling: int, position: int, figure: Figure) -> tuple[Cell, ...]:
    return (
        *(home, event.id, telling, position, figure.kind.value, figure.low, figure.high, figure.relation.value),
        *(*_span(figure.words), figure.who, figure.cumulative, figure.reason),
    )


def _telling(home: str, event: Event, number: int, telling: Telling) -> tuple[Cell, ...]:
    return (
        *(home, event.id, number, *_span(telling.evidence), *_span(telling.trigger)),
        *(telling.turn_id, telling.reported_by, telling.statement_id),
        *(list(telling.actors), list(telling.recipients), *_words(telling.date_text), *_words(telling.place)),
    )
