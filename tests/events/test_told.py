"""Which events tell the same act: hand-made events, one clause each."""

from dataclasses import replace

import pytest

from onrecord.events.told import Told, told_once
from onrecord.records import (
    DateBasis,
    Event,
    EventStatus,
    Evidence,
    Granularity,
    PlaceLevel,
    ResolvedDate,
    ResolvedPlace,
    by_rule,
)
from onrecord.records.figure import Figure, FigureKind, FigureRelation

_ROLES = {
    "A": "actors",
    "R": "recipients",
    "D": "date",
    "P": "place",
    "S": "status",
    "M": "mode",
    "B": "reported_by",
}


def events(*told: str) -> list[Event]:
    """Events of a text: "ASSAULT A=rebels R=osk | Rebels [attacked] Osk" is one, and the trigger is in brackets."""
    found, at = [], 0
    for number, line in enumerate(told):
        head, _, clause = line.partition(" | ")
        kind, *cells = head.split()
        values = {_ROLES[cell[0]]: cell[2:] for cell in cells}
        plain, start = clause.replace("[", "").replace("]", ""), clause.index("[")
        end = clause.index("]") - 1
        quote = {
            name: Evidence(start=at, end=at + len(values[name]), quote=values[name].replace("_", " "))
            for name in ("date", "place")
            if name in values
        }
        found.append(
            Event(
                id=f"event-{number}",
                type=kind,
                mode=values.get("mode"),
                quad=4,
                intensity=-9.0,
                cameo="190",
                status=EventStatus(values.get("status", "actual")),
                historical=False,
                actors=tuple(filter(None, values.get("actors", "").split(","))),
                recipients=tuple(filter(None, values.get("recipients", "").split(","))),
                trigger=Evidence(start=at + start, end=at + end, quote=plain[start:end]),
                evidence=Evidence(start=at, end=at + len(plain), quote=plain),
                date=date_of(quote["date"]) if "date" in quote else None,
                place=place_of(quote["place"]) if "place" in quote else None,
                figures=(),
                tellings=(),
                contexts=(),
                reported_by=values.get("reported_by"),
                statement_id=None,
                turn_id=None,
                second=None,
                reason="by hand",
                made_by=by_rule("by-hand"),
                score=None,
            )
        )
        at += len(plain) + 2
    return found


def date_of(words: Evidence, *days: str) -> ResolvedDate:
    start, end = days or (None, None)
    return ResolvedDate(
        words=words,
        start=start,
        end=end,
        granularity=Granularity.DAY if days else Granularity.UNKNOWN,
        basis=DateBasis.DOCUMENT if days else DateBasis.UNKNOWN,
        approximate=False,
        reason="by hand",
    )


def place_of(words: Evidence, name: str | None = None) -> ResolvedPlace:
    return ResolvedPlace(
        words=words,
        name=name,
        geonames_id=None,
        country=None,
        countries=(),
        latitude=None,
        longitude=None,
        level=PlaceLevel.CITY if name else PlaceLevel.UNKNOWN,
        reason="by hand",
        margin=None,
        second=None,
        is_actor=False,
    )


def count(*told: str, **others: object) -> int:
    return len(told_once(events(*told), **others))  # type: ignore[arg-type]


FIRST = "ASSAULT A=rebels R=osk D=Monday P=Osk | Rebels [attacked] the town of Osk on Monday"
ONE = [
    (FIRST, "ASSAULT | The [attack] went on for hours"),
    (FIRST, "ASSAULT R=osk | That [assault] on Osk shook the capital"),
    (FIRST, "ASSAULT A=rebels | The rebels’ [offensive] was condemned"),
    (FIRST, "ASSAULT A=rebels R=osk | The rebels [attacked] Osk, he said"),
    (FIRST, "ASSAULT D=yesterday | The [attack] came without warning yesterday"),
    ("ASSAULT A=army R=osk | Jets [bombed] Osk", "ASSAULT | The [strikes] killed nine"),
    ("ASSAULT A=army R=osk | Jets [bombed] Osk", "ASSAULT | The [bombing] killed nine"),
    ("ASSAULT A=gunmen | Gunmen [opened] fire on a post", "ASSAULT | He blamed the [attack] on the weather"),
    ("CONSULT A=pell,holt P=Lima | Pell [met] Holt in Lima", "CONSULT A=pell | The [meeting] lasted an hour"),
    ("CONSULT A=pell,holt | Pell [met] Holt", "CONSULT A=pell R=holt | Pell [met] Holt in a barn"),
    ("CONSULT A=pell,holt | Pell held [talks] with Holt", "CONSULT | These [talks] failed"),
    ("AGREE A=peru,chile | Peru and Chile [signed] a cod treaty", "AGREE | The [accord] opens the port"),
    ("SANCTION A=clinic R=nurses | The clinic [threw] out two nurses", "SANCTION R=nurses | [Threw] them out"),
    ("COERCE A=police R=holt M=arrest | Police [arrested] Holt", "COERCE R=holt M=arrest | His [arrest] drew protests"),
    ("COERCE A=norway R=boats M=ban | Norway [banned] the boats", "COERCE | The [ban] begins in May"),
    ("PROTEST A=teachers | Teachers [marched] through Lima", "PROTEST | The [protest] ended at noon"),
    ("PROTEST A=teachers P=Lima | Teachers [marched] in Lima", "PROTEST P=Peru | The [march] was the largest in Peru"),
    (
        "REQUEST A=pell R=holt | Pell [urged] Holt to open the fish market",
        "REQUEST A=pell R=holt | Pell [asked] Holt that the fish market open",
    ),
    (
        "ACCUSE A=pell R=holt | Pell [accused] Holt of fraud in the harbour vote",
        "ACCUSE A=pell R=holt | Pell [blamed] Holt for the harbour vote fraud",
    ),
    (
        "ASSAULT A=rebels R=osk B=army | Rebels [shelled] Osk, the army said",
        "ASSAULT A=army R=osk B=rebels | The army made the [attack], the rebels said",
    ),
    ("MOBILIZE A=army | The army [deployed] tanks", "MOBILIZE A=army | The [deployment] was swift"),
]
TWO = [
    (FIRST, "ASSAULT A=rebels R=osk D=Friday | The rebels [attacked] Osk on Friday"),
    (FIRST, "ASSAULT A=rebels R=belmar P=Belmar | Rebels [attacked] the town of Belmar"),
    (FIRST, "ASSAULT A=rebels R=osk | The rebels [attacked] Osk again"),
    (FIRST, "ASSAULT A=rebels | Another [attack] hit the port"),
    (FIRST, "ASSAULT A=rebels | The second [attack] hit the port"),
    (FIRST, "ASSAULT A=rebels | A separate [raid] hit the port"),
    (FIRST, "ASSAULT A=army R=osk | The army [attacked] Osk"),
    (FIRST, "ASSAULT A=rebels R=osk S=planned | Rebels plan to [attack] Osk"),
    (FIRST, "ASSAULT A=rebels R=osk S=negated | Rebels did not [attack] Osk"),
    (FIRST, "ASSAULT A=rebels | Rebels [kidnapped] a nurse"),
    (FIRST, "ASSAULT A=gunmen | An [attack] in the capital killed two"),
    ("ASSAULT A=army R=lima P=Lima | Jets [bombed] Lima", "ASSAULT P=Nairobi | The [bombing] in Nairobi killed nine"),
    ("CONSULT A=pell,holt | Pell [met] Holt", "CONSULT A=pell,moor | Pell [met] Moor"),
    (
        "CONSULT A=pell,holt D=Monday | Pell [met] Holt on Monday",
        "CONSULT A=pell,holt D=Friday | Pell [met] Holt on Friday",
    ),
    ("CONSULT A=pell,holt | Pell [met] Holt", "CONSULT A=pell,holt | Pell and Holt held a new [meeting]"),
    (
        "REQUEST A=pell R=holt | Pell [urged] Holt to open the market",
        "REQUEST A=pell R=holt | Pell [urged] Holt to free the divers",
    ),
    (
        "REQUEST A=pell R=holt | Pell [urged] Holt to open the market",
        "REQUEST A=moor R=holt | Moor [urged] Holt to open the market",
    ),
    (
        "COERCE A=police R=holt M=arrest | Police [arrested] Holt",
        "COERCE A=police R=moor M=arrest | Police [arrested] Moor",
    ),
    ("COERCE A=police R=holt M=arrest | Police [arrested] Holt", "COERCE A=police M=ban | The [ban] begins in May"),
    (
        "AGREE A=peru,chile | Peru and Chile [signed] a cod treaty",
        "AGREE A=peru,kenya | Peru and Kenya [signed] a tea treaty",
    ),
    ("AGREE A=peru | Peru [signed] the cod treaty", "AGREE A=peru | Peru [agreed] to a commission"),
    ("PROTEST A=teachers | Teachers [marched] through Lima", "PROTEST A=nurses | Nurses [marched] through Lima"),
    (
        "SUPPORT A=pell R=holt | Pell [praised] Holt for the bridge",
        "REQUEST A=pell R=holt | Pell [asked] Holt for the bridge",
    ),
]


@pytest.mark.parametrize("told", ONE)
def test_told_twice_is_one(told: tuple[str, str]) -> None:
    assert count(*told) == 1


@pytest.mark.parametrize("told", TWO)
def test_other_acts_stay_apart(told: tuple[str, str]) -> None:
    assert count(*told) == 2


def test_two_verbs_of_one_clause_done_to_the_same_are_one() -> None:
    shot, killed = events("ASSAULT R=pell | Pell was [shot]", "ASSAULT A=guards R=pell | and [killed] by guards")
    whole = Evidence(start=shot.evidence.start, end=killed.evidence.end, quote="Pell was shot, and killed by guards")
    (one,) = told_once([replace(shot, evidence=whole), killed])
    assert (one.event.trigger.quote, one.event.actors) == ("shot", ("guards",))


def figure(low: int, high: int | None, **others: object) -> Figure:
    one = Figure(
        kind=FigureKind.KILLED,
        low=low,
        high=high,
        relation=FigureRelation.EXACT,
        words=Evidence(start=0, end=1, quote="9"),
        who=None,
        cumulative=False,
        reason="by hand",
    )
    return replace(one, **others)  # type: ignore[arg-type]


def test_figures_that_exclude_each_other_are_of_two_acts() -> None:
    told = (FIRST, "ASSAULT | The [attack] killed 40")
    assert count(*told, figures={"event-0": [figure(9, 9)], "event-1": [figure(40, 40)]}) == 2
    assert count(*told, figures={"event-0": [figure(9, 9)], "event-1": [figure(5, None)]}) == 1
    assert count(*told, figures={"event-0": [figure(9, 9)], "event-1": [figure(40, 40, cumulative=True)]}) == 1


def test_sources_who_differ_claim_differently_of_one_act() -> None:
    one = told(
        "ASSAULT A=rebels R=osk B=army | Rebels [shelled] Osk",
        "ASSAULT A=army R=osk B=rebels | The army made the [attack]",
        figures={"event-0": [figure(9, 9)], "event-1": [figure(40, 40)]},
    )
    assert one.event.actors == ("rebels",)
    assert [(each.actors, each.reported_by, each.figures[0].low) for each in one.tellings] == [
        (("rebels",), "army", 9),
        (("army",), "rebels", 40),
    ]
    assert [each.low for each in one.figures] == [9, 40]


def told(*lines: str, **others: object) -> Told:
    (one,) = told_once(events(*lines), **others)  # type: ignore[arg-type]
    return one


def test_empty_roles_place_and_day_come_from_other_tellings() -> None:
    one = told(
        "ASSAULT R=osk | Osk was [attacked]",
        "ASSAULT A=rebels D=Monday P=Osk | The rebels’ [attack] came on Monday in Osk",
    )
    assert (one.event.actors, one.event.recipients) == (("rebels",), ("osk",))
    assert one.event.date is not None
    assert one.event.place is not None
    assert [each.trigger.quote for each in one.tellings] == ["attacked", "attack"]


def test_a_claim_of_a_source_fills_no_role() -> None:
    one = told(
        "ASSAULT R=osk | Osk was [attacked]", "ASSAULT A=rebels B=army | The rebels made the [attack], the army said"
    )
    assert one.event.actors == ()
    assert one.event.reported_by is None


def test_back_reference_far_away_is_an_act_of_its_own() -> None:
    assert count(FIRST, "ASSAULT | The [attack] went on for hours", reach=5) == 2


def test_back_reference_means_the_nearest_act_that_fits() -> None:
    found = told_once(
        events(
            FIRST,
            "ASSAULT A=army R=lima P=Lima | The army [bombed] Lima",
            "ASSAULT P=Osk | The [attack] in Osk was worse",
        )
    )
    assert [len(one.tellings) for one in found] == [2, 1]


def test_who_speaks_for_a_state_is_of_it() -> None:
    lines = ("AGREE A=peru,chile | Peru and Chile [signed] a treaty", "AGREE A=pell | Minister Pell [signed] for Peru")
    assert count(*lines) == 2
    assert count(*lines, wider={"pell": frozenset({"peru"})}) == 1


def test_events_of_one_telling_stay_as_they_are() -> None:
    (one,) = told_once(events(FIRST))
    assert one.event == events(FIRST)[0]
    assert len(one.tellings) == 1
    assert told_once([]) == ()


def test_days_that_are_resolved_count_for_more_than_their_words() -> None:
    first, second = events(
        "ASSAULT A=rebels R=osk D=Monday | Rebels [attacked] Osk on Monday",
        "ASSAULT A=rebels R=osk D=yesterday | Rebels [attacked] Osk yesterday",
    )
    for days, number in (("2031-05-05", 1), ("2031-05-06", 2)):
        dated = [
            replace(first, date=date_of(Evidence(start=0, end=6, quote="Monday"), "2031-05-05", "2031-05-05")),
            replace(second, date=date_of(Evidence(start=50, end=59, quote="yesterday"), days, days)),
        ]
        assert len(told_once(dated)) == number


def test_names_of_places_count_for_more_than_their_words() -> None:
    first, second = events(
        "ASSAULT A=army R=lima P=Lima | Jets [bombed] Lima",
        "ASSAULT P=the_Peruvian_capital | The [bombing] in the Peruvian capital killed nine",
    )
    assert first.place is not None and second.place is not None
    located = [replace(one, place=place_of(one.place.words, "Lima")) for one in (first, second)]
    assert (len(told_once(located)), len(told_once([first, second]))) == (1, 2)
