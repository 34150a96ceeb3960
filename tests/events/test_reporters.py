"""Who reports an act and what each telling of it claims: short broadcasts, with the bundled model."""

from functools import cache

import pytest

from onrecord.events.around import Surroundings
from onrecord.events.circumstances import Circumstances
from onrecord.events.figures import Figures
from onrecord.events.retold import Retelling, retold
from onrecord.pipeline import Coder
from onrecord.records import Event, Source
from onrecord.settings import Settings
from onrecord.statements.named import Named

SETTINGS = Settings()
FLOOR = 0.8
"""Of the texts that tell an act twice, this share must come out as one event with both tellings."""

Claims = tuple[str | None, tuple[int, ...]]
"""Of a telling: the key of its source, None for the journalist, and the lower bounds of its figures."""


@cache
def coder() -> Coder:
    return Coder()


@cache
def coded(text: str) -> tuple[tuple[Event, ...], dict[str, str]]:
    """The events of some words of a host, with all that retells them, and the keys of actors by their ids."""
    steps = coder()
    transcript = steps.read(Source(name="told", content=f"ADA LINDT, HOST: {text}\n\nBEN ORR: Thank you, Ada.\n"))
    parsed = steps.parse(transcript)
    mentions, actors = steps.identify(transcript, parsed)
    statements = steps.attribute(transcript, parsed, mentions, actors)
    events = steps.code_events(transcript, parsed, mentions, actors, statements)
    named = Named(mentions, actors)
    again = Retelling(
        parsed,
        Figures(parsed, transcript.document.text),
        Surroundings(transcript, parsed, statements, {one.id: one for one in actors}),
        Circumstances(transcript, parsed, actors, mentions, SETTINGS),
        lambda word: named.actor(parsed.characters(word)),
    )
    found = retold(events, again(events), reach=SETTINGS.told_reach, close=SETTINGS.told_close)
    return found, {one.id: one.key for one in actors}


def claims(text: str, trigger: str) -> list[Claims]:
    """What the tellings of the event at a trigger claim."""
    events, keys = coded(text)
    one = next((event for event in events if event.trigger.quote == trigger), None)
    return [
        (keys.get(telling.reported_by or ""), tuple(figure.low or 0 for figure in telling.figures))
        for telling in (one.tellings if one is not None else ())
    ]


REPORTED = [
    ("According to the army, rebels attacked a convoy near Lima.", "attacked", "army"),
    ("Rebels attacked a convoy near Lima, the army said.", "attacked", "army"),
    ("The army reported that rebels attacked a convoy near Lima.", "attacked", "army"),
    ("Rebels attacked a convoy near Lima, according to the army.", "attacked", "army"),
    ("Troops shelled a village near Lima, killing 12 people, according to the Red Cross.", "shelled", "red-cross"),
    ("Rebels attacked a convoy near Lima on Monday, killing 12 soldiers.", "attacked", None),
]
TOLD: list[tuple[str, str, list[Claims]]] = [
    (
        "Government troops shelled a village near Arequipa on Monday, killing at least 12 people, according to the Red "
        "Cross. The government says that only four died in the attack.",
        "shelled",
        [("red-cross", (12,)), ("government", (4,))],
    ),
    ("Rebels attacked the town of Osk on Monday, killing 12.", "attacked", [(None, (12,))]),
    (
        "Rebels bombed a market in Lima on Friday. The strike killed nine, Mayor Omar Pell said.",
        "bombed",
        [(None, ()), ("omar-pell", (9,))],
    ),
    (
        "Rebels bombed a market in Lima. The death toll rose to 20 on Sunday.",
        "bombed",
        [(None, ()), (None, (20,))],
    ),
    (
        "Gunmen attacked a police post in Tacna, killing six officers, the army said. "
        "The Red Cross puts the toll at 40.",
        "attacked",
        [("army", (6,)), ("red-cross", (40,))],
    ),
    (
        "Police arrested 40 students in Nairobi on Tuesday. A police spokesman put the number of arrests at 15.",
        "arrested",
        [(None, (40,)), ("police-spokesman", (15,))],
    ),
    (
        "Ardan's army shelled the port of Osk, killing nine, Estia said. Ardan says rebels fired first.",
        "shelled",
        [("estia", (9,)), ("ardan", ())],
    ),
    ("Gunmen opened fire on a wedding in Puno. At least nine guests died.", "opened", [(None, ()), (None, (9,))]),
    (
        "Gunmen attacked a bus in Lima on Sunday. The government blamed rebels for the attack.",
        "attacked",
        [(None, ()), ("government", ())],
    ),
    (
        "Protesters and police clashed in Quito on Sunday. At least 20 people were hurt in the clashes, medics said.",
        "clashed",
        [(None, ()), ("medics", (20,))],
    ),
]
APART = [
    "Rebels attacked the town of Osk on Monday, killing 12. In Tacna, an attack on a bus killed four.",
    "Police arrested 40 students in Nairobi on Tuesday. On Wednesday police arrested 15 students.",
    "President Jana Orr met Prime Minister Luis Moor in Vienna on Monday. Peace talks are often slow.",
    "President Jana Orr met Prime Minister Luis Moor in Vienna. On Friday Orr met Chancellor Ida Brandt.",
    "Rebels attacked Osk on Monday. An earlier attack on Osk killed 40 people in March.",
    "Rebels bombed a market in Lima. An earthquake killed 40 people in Tacna. The death toll rose to 60.",
    "Rebels bombed a market in Lima. A ferry sank off Puno, and 40 people died.",
    "The army shelled the port of Osk. More than 9,000 people have been killed since the war began.",
    "The army shelled the port of Osk. The war's death toll has passed 9,000, the United Nations says.",
    "Jets struck a hospital in Belmar, killing 11. Four people died in a strike on a school.",
    "Estia bombed a convoy on Tuesday. In April, Estia bombed a convoy on the same road, killing 20.",
    "Estia expelled an Ardanian diplomat on Monday. Ardan expelled an Estian diplomat in reply.",
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "source"), REPORTED)
def test_an_act_known_by_the_words_of_a_source_is_reported_by_it(text: str, trigger: str, source: str | None) -> None:
    assert [one[0] for one in claims(text, trigger)] == [source]


@pytest.mark.model
def test_each_telling_of_an_act_keeps_its_source_and_figures() -> None:
    wrong = [(text, found) for text, trigger, expected in TOLD if (found := claims(text, trigger)) != expected]
    assert 1 - len(wrong) / len(TOLD) >= FLOOR, wrong


@pytest.mark.model
def test_other_acts_are_no_tellings() -> None:
    joined = [text for text in APART if any(len(event.tellings) > 1 for event in coded(text)[0])]
    assert len(joined) <= 1, joined


@pytest.mark.model
def test_a_source_who_lays_an_act_to_another_names_a_doer_of_its_own() -> None:
    text = "Gunmen attacked a bus in Lima on Sunday. The rebels blamed the attack on the army."
    events, keys = coded(text)
    attack = next(event for event in events if event.trigger.quote == "attacked")
    assert [tuple(keys[actor] for actor in telling.actors) for telling in attack.tellings] == [("gunmen",), ("army",)]


@pytest.mark.model
def test_what_is_told_already_is_not_told_again() -> None:
    events, _ = coded(TOLD[0][0])
    spans = [(telling.trigger.start, telling.trigger.end) for event in events for telling in event.tellings]
    assert len(spans) == len(set(spans))
    assert all(
        one.evidence.start <= one.trigger.start < one.trigger.end <= one.evidence.end
        for event in events
        for one in event.tellings
    )
