"""Which events tell the same act: hand-made events, one clause each."""

from dataclasses import replace

import pytest

from onrecord.events.figure_words import forms
from onrecord.events.retold import Passage, Way, retold
from onrecord.events.told import Told, told_once
from onrecord.events.told_words import is_disaster, sums_up
from onrecord.lexicons import Row, table
from onrecord.lexicons.ontology import event_type
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
from onrecord.records.telling import Telling

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
    (FIRST, "ASSAULT R=soldiers | Nine soldiers were [killed] in the attack"),
    (FIRST, "ASSAULT R=soldiers B=army | Nine soldiers [died] during that deadly raid, the army said"),
    (
        "ASSAULT A=rebels M=abduct | Rebels [took] nine divers",
        "ASSAULT R=divers M=abduct | Six were [seized] in the raid",
    ),
    ("ASSAULT A=gunmen | Gunmen [opened] up on a bus", "ASSAULT | The [attack] lasted an hour"),
    (
        "ASSAULT A=army R=osk B=estia | The army [shelled] Osk, Estia said",
        "ASSAULT A=army B=ardan | Ardan says its army did not open the [attack]",
    ),
    (
        "ASSAULT A=army R=osk B=estia | The army [shelled] Osk, Estia said",
        "ASSAULT A=rebels B=ardan | Rebels [fired] first, Ardan said",
    ),
    (
        "ASSAULT A=army R=osk B=ardan | The army [attacked] Osk, Ardan said",
        "ASSAULT A=rebels B=estia | Rebels [carried out] the attack, Estia said",
    ),
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
    (FIRST, "ASSAULT R=soldiers P=Tacna | Nine soldiers were [killed] in the attack in Tacna"),
    (FIRST, "ASSAULT R=soldiers | Nine soldiers were [killed] in the second attack"),
    (FIRST, "ASSAULT R=soldiers | Nine soldiers were [killed] before the attack"),
    ("CONSULT A=pell,holt | Pell [met] Holt", "CONSULT | They said that [talks] fail"),
    (
        "ASSAULT A=army R=osk B=estia | The army [shelled] Osk, Estia said",
        "ASSAULT A=rebels B=ardan | Rebels [fired] on a mill, Ardan said",
    ),
    ("ASSAULT A=army D=Tuesday | Jets [bombed] a convoy", "ASSAULT A=army D=April | Jets [bombed] a convoy"),
    ("PROTEST A=miners M=strike | Miners began a [strike]", "ASSAULT | The [attack] killed nine"),
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


def test_a_participle_tells_what_its_act_did_in_the_same_breath() -> None:
    attacked, killing = events(
        "ASSAULT A=rebels R=osk | Rebels [attacked] Osk,", "ASSAULT R=guards | [killing] 12 guards"
    )
    whole = Evidence(start=0, end=killing.evidence.end, quote="Rebels attacked Osk,  killing 12 guards")
    (one,) = told_once([replace(attacked, evidence=whole), killing], figures={killing.id: [figure(12, 12)]})
    (telling,) = one.tellings
    assert (one.event.recipients, [each.low for each in telling.figures]) == (("osk",), [12])


def test_a_noun_of_a_known_act_is_it_though_its_type_is_another() -> None:
    lines = ("ASSAULT A=army R=osk | Jets [bombed] Osk", "PROTEST M=strike | The [strike] killed nine")
    assert count(*lines, figures={"event-1": [figure(9, 9)]}) == 1
    assert count(*lines) == 2


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


def test_how_far_and_how_much_alike_are_settings() -> None:
    near = ("SANCTION A=clinic R=nurses | The clinic [threw] out two nurses", "SANCTION R=nurses | [Threw] them out")
    assert (count(*near), count(*near, close=1)) == (1, 2)
    asked = (
        "REQUEST A=pell R=holt | Pell [urged] Holt to open the fish market",
        "REQUEST A=pell R=holt | Pell [asked] Holt that the fish market open",
    )
    assert (count(*asked), count(*asked, same_words=1.0)) == (1, 1)


def passage(words: str, trigger: str, way: Way, *figures: Figure, at: int = 200, **others: object) -> Passage:
    evidence = Evidence(start=at, end=at + len(words), quote=words)
    start = at + words.index(trigger)
    telling = Telling(
        evidence=evidence,
        trigger=Evidence(start=start, end=start + len(trigger), quote=trigger),
        turn_id=None,
        reported_by="army",
        statement_id=None,
        actors=(),
        recipients=(),
        date_text=None,
        place=None,
        figures=figures,
    )
    return Passage(telling=replace(telling, **others), way=way, date=None, place=None)  # type: ignore[arg-type]


def lows(*passages: Passage, reach: int = 2500, close: int = 400) -> list[int | None]:
    """The lower bounds of the figures of a first attack, with those of the passages that tell of it."""
    (one,) = told_once(events(FIRST))
    known = replace(one.event, tellings=one.tellings, figures=one.figures)
    (found,) = retold([known], passages, reach=reach, close=close)
    assert len(found.tellings) == 1 + len(found.figures)
    return [each.low for each in found.figures]


def test_nouns_tolls_and_bare_figures_tell_of_the_last_act_of_force() -> None:
    noun = passage("four died in the attack", "attack", Way.NOUN, figure(4, 4))
    toll = passage("The toll rose to 20", "toll", Way.TOLL, figure(20, 20, cumulative=True), at=300)
    bare = passage("Nine people died", "died", Way.FIGURE, figure(9, 9), at=100)
    assert lows(noun) == [4]
    assert lows(bare, toll) == [9, 20]
    assert lows(bare, close=10) == []
    assert lows(noun, toll, reach=50) == []


def test_passages_of_other_things_are_dropped_and_stand_in_the_way_of_tolls() -> None:
    other = passage("An earthquake killed 40", "killed", Way.OTHER, figure(40, 40), at=150)
    toll = passage("The toll rose to 60", "toll", Way.TOLL, figure(60, 60, cumulative=True))
    assert lows(other, toll) == []
    assert lows(passage("the talks failed", "talks", Way.NOUN)) == []
    assert (
        lows(passage("nine were held in the raids", "raids", Way.FIGURE, figure(9, 9, kind=FigureKind.ARRESTED))) == []
    )


def test_one_source_does_not_count_the_same_dead_twice() -> None:
    first = passage("four died in the attack", "attack", Way.NOUN, figure(4, 4))
    again = passage("nine died in the attack", "attack", Way.NOUN, figure(9, 9), at=300)
    assert lows(first, again) == [4]
    assert lows(first, replace(again, telling=replace(again.telling, reported_by="mayor"))) == [4, 9]


@pytest.mark.parametrize("row", table("plover/told_series", "words", "place", "example"), ids=lambda row: row.id)
def test_words_of_a_series_stand_in_their_example(row: Row) -> None:
    assert row["place"] in ("before", "after", "sum")
    assert row["words"] in row["example"].lower()
    assert row["place"] != "sum" or sums_up(row["example"])


@pytest.mark.parametrize(
    "row", table("plover/told_blame", "words", "verb", "act", "doer", "example"), ids=lambda row: row.id
)
def test_words_of_blame_stand_in_their_example(row: Row) -> None:
    assert row["verb"] == row["words"].split()[0]
    assert any(form in row["example"] for form in forms("verb", row["verb"]))
    assert row["doer"] in ("subject", "object") or f" {row['doer']} " in row["example"]


def test_other_tables_of_tellings_are_of_known_words() -> None:
    for row in table("plover/told_types", "words", "family", "example"):
        assert event_type(row["words"].split()[0])
    for row in table("plover/told_disasters", "words", "example"):
        assert row["words"] in row["example"] and is_disaster(row["words"])
    for row in table("plover/told_contested", "words", "place", "example"):
        assert row["words"] in row["example"] and row["place"] in ("before", "after")


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
