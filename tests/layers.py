"""One document with mentions, actors, statements and events, made by hand: tests of later rooms need no model."""

from dataclasses import replace

from onrecord import Coder, Settings
from onrecord.records import (
    Actor,
    ActorKind,
    ActorMention,
    ActorRole,
    Code,
    CodedDocument,
    CueKind,
    DateBasis,
    Event,
    EventStatus,
    Evidence,
    Figure,
    FigureKind,
    FigureRelation,
    Granularity,
    MadeBy,
    Maker,
    MentionForm,
    PlaceLevel,
    Polarity,
    ResolvedDate,
    ResolvedPlace,
    Statement,
    StatementKind,
    Telling,
    Tenure,
    by_rule,
)
from onrecord.transcripts import Reader

READING = Settings(last_layer="transcript")
TEXT = (
    "ADA LINDT, HOST: The bridge, says Harbor Minister Omar Pell of Peru, is shut. He thinks it will rain \0 today.\n\n"
    "Reportedly, the mayor is angry. Drivers say the minister told the mayor that it is open.\n\nBEN ORR: It is.\n"
)
TRANSCRIPT = Coder(READING).code(TEXT).transcript
HOST, GUEST = TRANSCRIPT.turns


def words(quote: str, after: str = "") -> Evidence:
    """The first place of a quotation, or the first behind other words."""
    start = TEXT.index(quote, TEXT.index(after))
    return Evidence.of(TEXT, start, start + len(quote))


def mention(number: int, actor: Actor, evidence: Evidence, form: MentionForm) -> ActorMention:
    what = {"reason": "a name of its own", "made_by": by_rule("mention"), "score": None}
    return ActorMention(id=f"mention-{number}", actor_id=actor.id, form=form, evidence=evidence, **what)


PELL = Actor(
    id="actor-9",  # ids are in no order
    key="omar-pell",
    name="Omar Pell",
    kind=ActorKind.PERSON,
    country=Code(value="PER", reason="of Peru", evidence=words("Peru"), score=0.9),
    sector=Code(value="GOV", reason="a minister", evidence=words("Minister")),
    sectors=("ELI", "PTY"),
    aliases=(words("Omar Pell"), words("minister")),
    roles=(
        ActorRole(
            title="Harbor Minister",
            country="PER",
            sector="GOV",
            tenure=Tenure.CURRENT,
            date="2021-03-03",
            evidence=words("Harbor Minister"),
        ),
        ActorRole(
            title="minister", country=None, sector=None, tenure=Tenure.FORMER, date=None, evidence=words("minister")
        ),
    ),
    speaks_for=Code(value="peru", reason="holds an office of this state", evidence=words("Minister")),
    reason="a name of its own",
    evidence=words("Omar Pell"),
    made_by=by_rule("identify"),
    score=0.5,
)
UNKNOWN = Code(value=None, reason="no words say so")
GUESS = Code(value="PER", reason="a guess: the state named most around it", score=0.5)
MAYOR, DRIVERS, ORR = (
    replace(
        PELL,
        id=f"actor-{number}",
        key=name.lower().replace(" ", "-"),
        name=name,
        kind=kind,
        country=GUESS,
        sector=UNKNOWN,
        sectors=(),
        aliases=(),
        roles=(),
        speaks_for=UNKNOWN,
        evidence=evidence,
        score=None,
    )
    for number, name, kind, evidence in (
        (5, "mayor", ActorKind.PERSON, words("mayor")),
        (4, "Drivers", ActorKind.GROUP, words("Drivers")),
        (3, "Ben Orr", ActorKind.PERSON, words("BEN ORR")),
    )
)
SAYS = Statement(
    id="statement-9",
    kind=StatementKind.INDIRECT,
    cue_kind=CueKind.SPEECH,
    polarity=Polarity.AFFIRMED,
    source_id=PELL.id,
    source=words("Omar Pell"),
    cue=words("says"),
    content=(words("The bridge"), words("is shut")),
    addressee_id=None,
    addressee=None,
    said=None,
    within=None,
    inaudible=False,
    set_aside=None,
    turn_id=HOST.id,
    reason="en/cues#1:clause",
    made_by=MadeBy(kind=Maker.LEXICON, name="en/cues#1:clause"),
    score=0.25,
)
THINKS = replace(
    SAYS,
    id="statement-5",
    cue_kind=CueKind.BELIEF,
    source=words("He"),
    cue=words("thinks"),
    content=(words("it will rain \0 today"),),
    inaudible=True,
    set_aside="belief",
)
HEARSAY = replace(
    SAYS,
    id="statement-6",
    source_id=None,
    source=None,
    cue=words("Reportedly"),
    content=(words("the mayor is angry"),),
    score=None,
)
DRIVERS_SAY = replace(
    SAYS,
    id="statement-4",
    source_id=DRIVERS.id,
    source=words("Drivers"),
    cue=words("say", after="Drivers"),
    content=(words("the minister told the mayor that it is open"),),
)
TOLD = replace(
    SAYS,
    id="statement-3",
    source=words("minister"),
    cue=words("told"),
    content=(words("it is open"),),
    addressee=words("mayor", after="told"),
    addressee_id=MAYOR.id,
    within=DRIVERS_SAY.id,
)
CLIP = replace(
    SAYS,
    id="statement-2",
    kind=StatementKind.CLIP,
    source_id=ORR.id,
    source=GUEST.label,
    cue=None,
    content=(GUEST.evidence,),
    turn_id=GUEST.id,
)
TODAY = ResolvedDate(
    words=words("today"),
    start="2021-03-03",
    end="2021-03-03",
    granularity=Granularity.DAY,
    basis=DateBasis.DOCUMENT,
    approximate=False,
    reason="'today' is the document's date: 3 March 2021",
)
TOLD = replace(TOLD, said=replace(TODAY, start="2021-03-01", end=None, granularity=Granularity.SPAN, approximate=True))
PERU = ResolvedPlace(
    words=words("Peru"),
    name="Peru",
    geonames_id=3932488,
    country="PER",
    countries=("PER",),
    latitude=-9.19,
    longitude=-75.01,
    level=PlaceLevel.COUNTRY,
    reason="Peru: the only place of that name in the tables.",
    margin=0.5,
    second="Peru in the United States (Indiana)",
    is_actor=False,
)
MANY = Figure(
    kind=FigureKind.ARRESTED,
    low=24,
    high=None,
    relation=FigureRelation.VAGUE,
    words=words("it"),
    who="drivers",
    cumulative=False,
    reason="plover/figures_kinds#1 at 'it'",
)
SHUTS = Event(
    id="event-9",
    type="COERCE",
    mode="restrict",
    quad=4,
    intensity=-7.0,
    cameo="172",
    status=EventStatus.ACTUAL,
    historical=False,
    actors=(),
    recipients=(DRIVERS.id,),
    trigger=words("shut"),
    evidence=words("The bridge, says Harbor Minister Omar Pell of Peru, is shut"),
    date=None,
    place=PERU,
    figures=(MANY,),
    tellings=(),
    contexts=("legal", "economic"),
    reported_by=PELL.id,
    statement_id=SAYS.id,
    turn_id=HOST.id,
    second="SANCTION 0.2",
    reason="plover/patterns#1; actual: the clause is plain",
    made_by=by_rule("plover/patterns#1"),
    score=0.75,
)
SHUTS = replace(
    SHUTS,
    tellings=(
        Telling(
            evidence=SHUTS.evidence,
            trigger=SHUTS.trigger,
            turn_id=HOST.id,
            reported_by=PELL.id,
            statement_id=SAYS.id,
            actors=(),
            recipients=(DRIVERS.id,),
            date_text=None,
            place=PERU.words,
            figures=(),
        ),
        Telling(
            evidence=words("it is open"),
            trigger=words("open"),
            turn_id=HOST.id,
            reported_by=DRIVERS.id,
            statement_id=TOLD.id,
            actors=(MAYOR.id,),
            recipients=(DRIVERS.id,),
            date_text=words("today"),
            place=None,
            figures=(MANY,),
        ),
    ),
)
ASKS = replace(
    SHUTS,
    id="event-5",  # ids are in no order
    type="REQUEST",
    mode=None,
    quad=3,
    intensity=-0.5,
    cameo="100",
    status=EventStatus.PLANNED,
    historical=True,
    actors=(PELL.id, DRIVERS.id),
    recipients=(MAYOR.id,),
    trigger=words("told"),
    evidence=words("the minister told the mayor that it is open"),
    date=TODAY,
    place=None,
    figures=(),
    tellings=(),
    contexts=(),
    reported_by=None,
    statement_id=None,
    second=None,
    score=None,
)
CODED = CodedDocument(
    transcript=TRANSCRIPT,
    mentions=(
        mention(9, PELL, words("Omar Pell"), MentionForm.NAME),
        mention(5, PELL, words("He"), MentionForm.PRONOUN),
        mention(6, MAYOR, words("mayor"), MentionForm.NOMINAL),
        mention(7, DRIVERS, words("Drivers"), MentionForm.NOMINAL),
        mention(1, PELL, words("minister"), MentionForm.NOMINAL),
        mention(2, MAYOR, words("mayor", after="told"), MentionForm.NOMINAL),
        mention(3, ORR, words("BEN ORR"), MentionForm.LABEL),
    ),
    actors=(PELL, MAYOR, DRIVERS, ORR),
    statements=(SAYS, THINKS, HEARSAY, DRIVERS_SAY, TOLD, CLIP),
    events=(SHUTS, ASKS),
)


class StandIn:
    """Reads as the coder does, and knows the layers of one text alone."""

    def __init__(self, settings):
        self.settings = settings
        self.read = Reader(settings)

    def code(self, source):
        transcript = self.read(source)
        if "fails" in transcript.document.text:
            raise ValueError("no reason")
        if transcript.document.id != TRANSCRIPT.document.id:
            return replace(CODED, transcript=transcript, mentions=(), actors=(), statements=(), events=())
        return replace(CODED, transcript=transcript)
