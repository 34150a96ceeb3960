"""`onrecord explain`, over a document made by hand; no model but where it is marked."""

import json
from dataclasses import replace

import pytest

from layers import CODED, PELL, SAYS, SHUTS, TEXT, TRANSCRIPT, StandIn
from onrecord.settings import Settings
from onrecord.store import Counts, Writer, coded_rows


@pytest.fixture(autouse=True)
def _stand_in(request, monkeypatch):
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("onrecord.pipeline.Coder", StandIn)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "other.txt").write_text("BEN ORR: Nobody said why.\n\nADA LINDT: No.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def record(here):
    coded = replace(CODED, actors=tuple(replace(one, id=f"{one.id}") for one in CODED.actors))
    settings = Settings(acting_threshold=0.25)
    Writer(here / "record", settings).write("0" * 16, "inputs", Counts(coded=1), coded_rows(coded))
    return "record"


def test_a_record_is_explained_part_by_part(onrecord, here):
    code, out, err = onrecord("explain", "event-9", "talk.txt")
    assert (code, err) == (0, "")
    assert out.startswith(
        "nobody named → COERCE/restrict → Drivers, actual\nevent-9 · talk.txt\n\nWhat is coded\n  The word"
    )
    assert f"talk.txt:{SHUTS.trigger.start}-{SHUTS.trigger.end}" in out
    assert "\nDid it happen?\n" in out


def test_json_has_titled_parts_with_their_words(onrecord, here):
    code, out, _ = onrecord("explain", "statement-9", "talk.txt", "other.txt", "--json")
    told = json.loads(out)
    assert (code, told["id"], told["kind"], told["document"]) == (0, SAYS.id, "statement", "talk.txt")
    assert all(part["title"] and part["text"] for part in told["parts"])
    places = [part for part in told["parts"] if part["quote"] is not None]
    assert places
    assert all(TEXT[part["start"] : part["end"]] == part["quote"] for part in places)


def test_a_record_folder_is_explained_with_its_own_settings(onrecord, record):
    code, out, _ = onrecord("explain", "actor-5", record)
    assert code == 0
    assert "`acting_threshold` (0.25)" in out


def test_a_turn_needs_no_model_and_the_beginning_of_an_id_will_do(onrecord, here):
    turn = TRANSCRIPT.turns[0].id
    for which in (turn, turn[:11], turn.partition("-")[2][:6]):
        code, out, _ = onrecord("explain", which, "talk.txt")
        assert (code, out.splitlines()[0]) == (0, "turn 1: Ada Lindt, host")


def test_what_is_not_there_says_where_it_was_looked_for(onrecord, here):
    code, out, err = onrecord("explain", "event-0f0f0f", "talk.txt", "other.txt")
    assert (code, out) == (2, "")
    assert "no event, statement, actor or turn has the id 'event-0f0f0f' in 2 documents" in err
    assert "`onrecord events PATHS --json` lists the ids" in err


def test_too_short_and_double_ids_are_wrong_use(onrecord, here):
    code, _, err = onrecord("explain", "even", "talk.txt")
    assert code == 2
    assert "too short; give its first 6 signs or more" in err
    code, _, err = onrecord("explain", "actor-", "talk.txt")
    assert code == 2
    assert "stands for 4 records: actor-9 (talk.txt)" in err
    code, out, _ = onrecord("explain", PELL.id, "talk.txt")
    assert (code, out.splitlines()[0]) == (0, "Omar Pell, person, PER GOV")


@pytest.mark.model
def test_a_story_is_coded_and_explained(onrecord, here):
    (here / "story.txt").write_text("The rebels attacked the town of Osk on Monday, and 12 soldiers were killed.\n")
    _, listed, _ = onrecord("events", "story.txt", "--json")
    one = json.loads(listed.splitlines()[0])
    code, out, _ = onrecord("explain", one["id"][:16], "story.txt")
    assert code == 0
    assert "reads the verb “attack” as ASSAULT" in out
    assert "\nWhere\n" in out
    assert "`place_share` (0.3)" in " ".join(out.split())
