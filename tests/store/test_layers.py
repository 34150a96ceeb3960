"""Mentions, actors and statements in the tables, and on their way back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers import CODED, READING, TEXT, TRANSCRIPT
from onrecord import Coder
from onrecord.records import (
    Actor,
    ActorMention,
    ActorRole,
    Code,
    CodedDocument,
    Event,
    Evidence,
    Figure,
    ResolvedDate,
    ResolvedPlace,
    Statement,
    Telling,
)
from onrecord.store import SCHEMA, Counts, View, Writer, coded_rows
from onrecord.store.restore import coded_document

KEY = "0123456789abcdef"
EXAMPLES = [
    Path(__file__).parents[2] / "examples" / f"{name}.txt"
    for name in ("press-briefing", "station-page", "written-story")
]


@pytest.fixture
def record(tmp_path):
    Writer(tmp_path, READING).write(KEY, "inputs", Counts(coded=1), coded_rows(CODED))
    return tmp_path


def there_and_back(coded):
    rows = {
        table: [dict(zip(SCHEMA[table], row, strict=True)) for row in found]
        for table, found in coded_rows(coded).items()
    }
    return coded_document(rows["documents"][0], rows)


def test_all_layers_come_back_in_their_order(record):
    with View(record) as view:
        assert view.coded(TRANSCRIPT.document.id) == CODED


def test_who_says_what_and_who_holds_which_office_are_one_join_each(record):
    with View(record) as view:
        said = view.query(
            "SELECT a.name, s.content FROM statements s JOIN actors a ON a.id = s.source_id"
            " WHERE s.set_aside IS NULL ORDER BY s.number"
        )
        held = view.query(
            "SELECT a.name, r.title FROM roles r JOIN actors a ON a.id = r.actor_id WHERE r.country = 'PER'"
        )
    assert [(row["name"], *row["content"]) for row in said] == [
        ("Omar Pell", "The bridge", "is shut"),
        ("Drivers", "the minister told the mayor that it is open"),
        ("Omar Pell", "it is open"),
        ("Ben Orr", "It is."),
    ]
    assert held == [{"name": "Omar Pell", "title": "Harbor Minister"}]


def test_who_does_what_to_whom_is_one_join(record):
    with View(record) as view:
        done = view.query(
            "SELECT e.type, r.role, r.position, a.key FROM events e JOIN event_roles r ON r.event_id = e.id"
            " JOIN actors a ON a.id = r.actor_id ORDER BY e.number, r.role, r.position"
        )
    assert [tuple(row.values()) for row in done] == [
        ("COERCE", "recipient", 1, "drivers"),
        ("REQUEST", "actor", 1, "omar-pell"),
        ("REQUEST", "actor", 2, "drivers"),
        ("REQUEST", "recipient", 1, "mayor"),
    ]


def test_where_and_when_and_how_many_are_columns(record):
    with View(record) as view:
        shuts, asks = view.query(
            "SELECT date_text, date_start, place_text, place_name, geonames_id, place_country, latitude FROM events"
            " ORDER BY number"
        )
        counted = view.query("SELECT event_id, kind, low, high, quote FROM event_figures WHERE telling = 0")
        claims = view.query(
            "SELECT t.telling, a.key FROM event_tellings t JOIN actors a ON a.id = t.reported_by_id ORDER BY t.telling"
        )
    assert [*shuts.values()] == [None, None, "Peru", "Peru", 3932488, "PER", -9.19]
    assert [*asks.values()] == ["today", "2021-03-03", *[None] * 5]
    assert [tuple(row.values()) for row in counted] == [("event-9", "arrested", 24, None, "it")]
    assert [tuple(row.values()) for row in claims] == [(1, "omar-pell"), (2, "drivers")]


class TestEvents:
    def test_of_a_document_and_of_all(self, record):
        with View(record) as view:
            found = view.events(TRANSCRIPT.document.id)
            assert view.events() == found
            assert view.events("doc-0") == []
        shuts, asks = found
        assert {*SCHEMA["events"]} < shuts.keys()
        assert (shuts["actors"], shuts["recipients"], shuts["reported_by"]) == ([], ["drivers"], "omar-pell")
        assert (asks["actors"], asks["recipients"], asks["reported_by"]) == (["omar-pell", "drivers"], ["mayor"], None)
        assert {row["document"] for row in found} == {"<text>"}

    @pytest.mark.parametrize(
        ("limits", "found"),
        [
            ({"types": ["COERCE"]}, ["COERCE"]),
            ({"types": ["COERCE", "REQUEST"]}, ["COERCE", "REQUEST"]),
            ({"types": ["AID"]}, []),
            ({"actor": "omar-pell"}, ["REQUEST"]),
            ({"actor": "Drivers"}, ["COERCE", "REQUEST"]),
            ({"actor": "actor-5"}, ["REQUEST"]),
            ({"actor": "Drivers", "types": ["REQUEST"]}, ["REQUEST"]),
            ({"actor": "ben-orr"}, []),
        ],
    )
    def test_of_types_and_actors(self, record, limits, found):
        with View(record) as view:
            assert [row["type"] for row in view.events(**limits)] == found


TEXTS = st.text(max_size=8)
SCORES = st.none() | st.floats(0, 1)
SPANS = st.builds(
    lambda start, length: Evidence.of(TEXT, start, start + length),
    st.integers(0, len(TEXT) - 20),
    st.integers(1, 20),
)
CODES = st.builds(Code, value=st.none() | TEXTS, evidence=st.none() | SPANS, score=SCORES)
ROLES = st.builds(ActorRole, evidence=SPANS)
DAYS = st.none() | st.dates().map(str)
DATES = st.builds(ResolvedDate, words=SPANS, start=DAYS, end=DAYS)
PLACES = st.builds(
    ResolvedPlace,
    words=SPANS,
    geonames_id=st.none() | st.integers(1, 2**31 - 1),
    countries=st.lists(TEXTS, max_size=2).map(tuple),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    margin=SCORES,
    is_actor=st.just(False),  # what stands for a government is no place of an event
)
BOUNDS = st.none() | st.integers(0, 10**10)
FIGURES = st.lists(st.builds(Figure, words=SPANS, low=BOUNDS, high=BOUNDS), max_size=2).map(tuple)
IDS = st.lists(TEXTS, max_size=3).map(tuple)
TELLINGS = st.builds(
    Telling,
    evidence=SPANS,
    trigger=SPANS,
    actors=IDS,
    recipients=IDS,
    date_text=st.none() | SPANS,
    place=st.none() | SPANS,
    figures=FIGURES,
)
STATEMENTS = st.builds(
    Statement,
    source=st.none() | SPANS,
    cue=st.none() | SPANS,
    content=st.lists(SPANS, min_size=1, max_size=5).map(tuple),
    addressee=st.none() | SPANS,
    said=st.none() | DATES,
    score=SCORES,
)
EVENTS = st.builds(
    Event,
    quad=st.integers(1, 4),
    intensity=st.floats(-10, 10),
    trigger=SPANS,
    evidence=SPANS,
    date=st.none() | DATES,
    place=st.none() | PLACES,
    figures=FIGURES,
    tellings=st.lists(TELLINGS, max_size=3).map(tuple),
    actors=IDS,
    recipients=IDS,
    score=SCORES,
)
ACTORS = st.builds(
    Actor,
    country=CODES,
    sector=CODES,
    speaks_for=CODES,
    aliases=st.lists(SPANS, max_size=4).map(tuple),
    roles=st.lists(ROLES, max_size=3).map(tuple),
    evidence=SPANS,
    score=SCORES,
)
MENTIONS = st.builds(ActorMention, evidence=SPANS, score=SCORES)


SLOW = settings(suppress_health_check=[HealthCheck.too_slow])  # many parts, on a busy machine


@SLOW
@given(
    statements=st.lists(STATEMENTS, max_size=3).map(tuple),
    actors=st.lists(ACTORS, max_size=3, unique_by=lambda actor: actor.id).map(tuple),
    mentions=st.lists(MENTIONS, max_size=3).map(tuple),
)
def test_any_layers_come_back(statements, actors, mentions):
    coded = CodedDocument(transcript=TRANSCRIPT, mentions=mentions, actors=actors, statements=statements)
    assert there_and_back(coded) == coded


@SLOW
@given(events=st.lists(EVENTS, max_size=3, unique_by=lambda event: event.id).map(tuple))
def test_any_events_come_back(events):
    coded = CodedDocument(transcript=TRANSCRIPT, events=events)
    assert there_and_back(coded) == coded


@pytest.mark.model
def test_what_the_model_reads_comes_back(tmp_path):
    coder = Coder()
    coded = [coder.code(path) for path in EXAMPLES]
    rows = {table: [row for one in coded for row in coded_rows(one)[table]] for table in coded_rows(CODED)}
    Writer(tmp_path, coder.settings).write(KEY, "inputs", Counts(coded=len(coded)), rows)
    with View(tmp_path) as view:
        assert [view.coded(one.transcript.document.id) for one in coded] == coded
        assert sorted(view.coded_all(), key=lambda one: one.transcript.document.id) == sorted(
            coded, key=lambda one: one.transcript.document.id
        )
        for table, part, quote in (
            ("mentions", "", "text"),
            ("actors", "", "quote"),
            ("roles", "", "quote"),
            ("events", "trigger_", "trigger_quote"),
            ("events", "evidence_", "evidence_quote"),
        ):
            wrong = view.query(
                f"SELECT t.* FROM {table} t JOIN documents d ON d.id = t.document_id"
                f' WHERE substr(d.text, t."{part}start" + 1, t."{part}end" - t."{part}start") <> t.{quote}'
            )
            assert wrong == [], table
        assert view.query("SELECT count(*) AS n FROM statements WHERE set_aside IS NULL")[0]["n"] > 10
