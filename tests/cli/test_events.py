"""`onrecord events`, over a document made by hand; no model but where it is marked."""

import csv
import io
import json
from dataclasses import replace

import pytest

from layers import ASKS, CODED, PERU, SHUTS, TEXT, TRANSCRIPT, StandIn
from onrecord.records import Repair
from onrecord.settings import Settings
from onrecord.store import Counts, Writer, coded_rows

AGAIN = SHUTS.tellings[1].evidence
BLOCKS = f"""– → COERCE/restrict → Drivers (PER? –)
  place: Peru, PER · arrested: it drivers · says Omar Pell
  The bridge, says Harbor Minister Omar Pell of Peru, is ⌈shut⌉
  talk.txt:{SHUTS.evidence.start}-{SHUTS.evidence.end} · turn 1, Ada Lindt
  also told: says Drivers · actors mayor · date today · arrested: it drivers · talk.txt:{AGAIN.start}-{AGAIN.end}

today (2021-03-03) · Omar Pell (PER GOV), Drivers (PER? –) → REQUEST → mayor (PER? –)
  planned · earlier than what is reported
  the minister ⌈told⌉ the mayor that it is open
  talk.txt:{ASKS.evidence.start}-{ASKS.evidence.end} · turn 1, Ada Lindt

"""
REASONS = """  codes     4 material conflict · intensity -7 · CAMEO 172 · probability 0.75 · next best SANCTION 0.2
  contexts  legal, economic
  place     Peru: the only place of that name in the tables.
  figure    arrested: it drivers, from 24 (plover/figures_kinds#1 at 'it')
  why       plover/patterns#1; actual: the clause is plain (rule:plover/patterns#1)
"""
STORY = """The rebels attacked the town of Osk on Monday, and 12 soldiers were killed.

President Mara Lindqvist of Norway met Peruvian Foreign Minister Omar Pell in Lima on Tuesday.
"""


class Asked(StandIn):
    """Is asked for events."""

    def __init__(self, settings):
        assert settings.last_layer == "events"
        super().__init__(settings)


@pytest.fixture(autouse=True)
def _stand_in(request, monkeypatch):
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("onrecord.pipeline.Coder", Asked)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "other.txt").write_text("BEN ORR: Nobody said why.\n\nADA LINDT: No.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def record(here):
    Writer(here / "record", Settings()).write("0" * 16, "inputs", Counts(coded=1), coded_rows(CODED))
    return "record"


def done(out):
    """The types in JSON lines."""
    return [json.loads(line)["type"] for line in out.splitlines()]


class TestPrinting:
    def test_a_block_for_each_event(self, onrecord, here):
        assert onrecord("events", "talk.txt") == (0, BLOCKS, "")

    def test_reasons(self, onrecord, here):
        out = onrecord("events", "talk.txt", "--reasons")[1]
        assert out.startswith(BLOCKS.partition("\n\n")[0] + "\n" + REASONS + "\n")
        codes = "  codes     3 verbal conflict · intensity -0.5 · CAMEO 100\n"
        assert codes + "  date      'today' is the document's date: 3 March 2021\n  why" in out

    def test_colour_takes_the_place_of_signs(self, onrecord, here):
        out = onrecord("events", "talk.txt", FORCE_COLOR="1")[1]
        assert "\x1b[1;33mshut\x1b[0m" in out
        assert "\x1b[1;31mCOERCE/restrict\x1b[0m" in out
        assert not {*"⌈⌉"} & {*out}

    def test_long_words_stay_on_one_line_in_a_pipe_and_wrap_at_a_terminal(self, onrecord, here):
        words = "  the minister ⌈told⌉ the mayor that it is open\n"
        assert words in onrecord("events", "talk.txt", COLUMNS="30")[1]
        out = onrecord("events", "talk.txt", COLUMNS="30", FORCE_COLOR="1", NO_COLOR="1")[1]
        assert "  the minister ⌈told⌉ the" in out
        assert words not in out

    def test_repairs_are_applied(self, onrecord, here, monkeypatch):
        at = SHUTS.evidence.start + len("The bridge")
        repairs = tuple(
            Repair(start=start, end=start + 1, replacement=new, kind="x")
            for start, new in ((at, ";"), (SHUTS.trigger.start, "\nS"))
        )
        coded = replace(CODED, transcript=replace(TRANSCRIPT, repairs=repairs))
        monkeypatch.setattr(StandIn, "code", lambda self, source: coded)
        assert "  The bridge; says Harbor Minister Omar Pell of Peru, is ⌈ Shut⌉\n" in onrecord("events", "talk.txt")[1]

    def test_controls_are_shown_and_not_obeyed(self, onrecord, here, monkeypatch):
        start = TEXT.index("it will rain")
        rain = replace(SHUTS.evidence, start=start, end=start + 20, quote=TEXT[start : start + 20])
        trigger = replace(rain, end=start + 2, quote="it")
        events = (replace(SHUTS, evidence=rain, trigger=trigger, turn_id=None, tellings=()),)
        monkeypatch.setattr(StandIn, "code", lambda self, source: replace(CODED, events=events))
        out = onrecord("events", "talk.txt")[1]
        assert out.endswith(f"  ⌈it⌉ will rain ␀ today\n  <text>:{start}-{start + 20}\n\n")

    def test_nothing_found_is_said_and_no_error(self, onrecord, here):
        said = "no event of AID or negated with 'nobody' in 1 document\n"
        arguments = ("events", "talk.txt", "--type", "aid", "--status", "negated", "--actor", "nobody")
        assert onrecord(*arguments) == (0, "", said)
        code, out, err = onrecord("events", "other.txt", "--csv")
        assert (code, err) == (0, "no event in 1 document\n")
        assert out.startswith("document,document_id,id,type,mode,quad,")


class TestWanted:
    @pytest.mark.parametrize(
        ("options", "found"),
        [
            ("--type COERCE", ["COERCE"]),
            ("--type request", ["REQUEST"]),
            ("--type COERCE --type REQUEST", ["COERCE", "REQUEST"]),
            ("--type AID", []),
            ("--status planned", ["REQUEST"]),
            ("--status Actual --status planned", ["COERCE", "REQUEST"]),
            ("--actor PELL", ["REQUEST"]),  # who only reports takes no part
            ("--actor omar-pell", ["REQUEST"]),
            ("--actor drivers", ["COERCE", "REQUEST"]),
            ("--actor minister", ["REQUEST"]),
            ("--actor Pel", []),
            ("--actor mayor --status actual", []),
        ],
    )
    def test_types_statuses_and_actors(self, onrecord, here, options, found):
        assert done(onrecord("events", "talk.txt", "--json", *options.split())[1]) == found


class TestFormats:
    def test_json_lines_lead_back_to_the_words(self, onrecord, here):
        rows = [json.loads(line) for line in onrecord("events", "talk.txt", "--json")[1].splitlines()]
        assert len(rows) == len(CODED.events)
        for row in rows:
            assert TEXT[row["start"] : row["end"]] == row["evidence"]
            for part in ("trigger", "date_text", "place_text"):
                assert row[part] is None or TEXT[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
        shuts, asks = rows
        assert (shuts["document"], shuts["document_id"]) == ("talk.txt", TRANSCRIPT.document.id)
        assert [shuts[name] for name in ("type", "mode", "quad", "intensity", "cameo", "status", "historical")] == [
            *("COERCE", "restrict", 4, -7.0, "172", "actual", False)
        ]
        assert (shuts["actors"], shuts["reported_by"], shuts["contexts"]) == ([], "Omar Pell", ["legal", "economic"])
        assert (shuts["place"], shuts["place_country"], shuts["geonames_id"]) == ("Peru", "PER", 3932488)
        assert (shuts["place_precision"], shuts["latitude"], shuts["date"]) == ("country", -9.19, None)
        assert [(one["kind"], one["low"], one["high"]) for one in shuts["figures"]] == [("arrested", 24, None)]
        assert [(one["reported_by"], one["actors"]) for one in shuts["tellings"]] == [
            ("Omar Pell", []),
            ("Drivers", ["mayor"]),
        ]
        assert all(TEXT[slice(*one["evidence_span"])] == one["evidence_quote"] for one in shuts["tellings"])
        assert (asks["date"], asks["date_start"], asks["date_basis"]) == ("2021-03-03", "2021-03-03", "document")
        assert (asks["place"], asks["place_countries"]) == (None, [])
        assert asks["actor_keys"] == ["omar-pell", "drivers"]
        assert (asks["actor_countries"], asks["actor_sectors"]) == (["PER", "PER"], ["GOV", None])
        assert (asks["recipients"], asks["recipient_countries"], asks["turn"]) == (["mayor"], ["PER"], 1)

    def test_csv_has_the_columns_of_json(self, onrecord, here):
        rows = list(csv.DictReader(io.StringIO(onrecord("events", "talk.txt", "--csv")[1])))
        objects = [json.loads(line) for line in onrecord("events", "talk.txt", "--json")[1].splitlines()]
        assert [list(row) for row in rows] == [list(row) for row in objects]
        shuts, asks = rows
        assert (shuts["actors"], shuts["historical"], shuts["contexts"]) == ("", "false", "legal;economic")
        assert (shuts["figures"], shuts["place"], asks["date"]) == ("arrested=24..", "Peru", "2021-03-03")
        spans = [f"{one.evidence.start}-{one.evidence.end}" for one in SHUTS.tellings]
        assert shuts["tellings"] == ";".join(spans)
        assert (asks["actors"], asks["actor_countries"], asks["actor_sectors"]) == (
            "Omar Pell;Drivers",
            "PER;PER",
            "GOV;",
        )

    def test_geojson_is_one_object_with_every_event(self, onrecord, here):
        code, out, err = onrecord("events", "talk.txt", "other.txt", "--geojson")
        assert (code, err) == (0, "")
        first, second = json.loads(out)["features"]
        assert first["geometry"] == {"type": "Point", "coordinates": [PERU.longitude, PERU.latitude]}
        assert (first["id"], second["id"], second["geometry"]) == (SHUTS.id, ASKS.id, None)
        assert len(out.splitlines()) == 4

    def test_no_event_is_an_empty_collection(self, onrecord, here):
        code, out, err = onrecord("events", "other.txt", "--geojson")
        assert (code, json.loads(out)) == (0, {"type": "FeatureCollection", "features": []})
        assert err == "no event in 1 document\n"


class TestInputs:
    def test_a_record_folder(self, onrecord, record):
        assert onrecord("events", record)[1] == onrecord("events", "talk.txt")[1].replace("talk.txt", "<text>")

    def test_a_text_that_comes_twice_is_printed_once(self, onrecord, record):
        code, out, err = onrecord("events", record, "talk.txt", "--json")
        assert (code, done(out)) == (0, ["COERCE", "REQUEST"])
        assert err == "talk.txt: left out, the text is that of record: <text>\n"

    def test_what_fails_loses_nothing_else(self, onrecord, here):
        (here / "rows.jsonl").write_text('{bad\n{"text": "It fails."}\n' + json.dumps({"text": TEXT}) + "\n")
        code, out, err = onrecord("events", "rows.jsonl", "--json")
        assert (code, done(out)) == (1, ["COERCE", "REQUEST"])
        assert "rows.jsonl#2: ValueError: no reason" in err

    @pytest.mark.parametrize("last", ["transcript", "statements"])
    def test_a_record_that_ends_before_events_is_no_silence(self, onrecord, here, last):
        Writer(here / "r", Settings(last_layer=last)).write("0" * 16, "inputs", Counts(), coded_rows(CODED))
        code, out, err = onrecord("events", "r")
        assert (code, out) == (2, "")
        assert f"r was coded with last_layer '{last}', so it holds no events; code it again" in " ".join(err.split())

    def test_a_record_that_ends_with_statements_has_quotes(self, onrecord, here):
        Writer(here / "r", Settings(last_layer="statements")).write("0" * 16, "in", Counts(), coded_rows(CODED))
        assert onrecord("quotes", "r")[0] == 0

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("events", "Missing argument"),
            ("events gone.txt", "name a file, a record folder, or -"),
            ("events talk.txt --csv --json", "two formats"),
            ("events talk.txt --csv --geojson", "a format of its own"),
            ("events --pairs p.tsv --geojson", "codes a table of pairs"),
            ("events talk.txt --type WAR", "--type 'WAR': there is no such one; there are AGREE, CONSULT,"),
            ("events talk.txt --status done", "there are actual, planned, hypothetical, negated"),
            ("events talk.txt --actor .", "holds no word"),
            ("events talk.txt --settings s.toml", "last_layer is 'statements', so no events are coded"),
        ],
    )
    def test_wrong_use_is_exit_2(self, onrecord, here, line, words):
        (here / "s.toml").write_text('last_layer = "statements"\n')
        code, out, err = onrecord(*line.split())
        assert (code, out) == (2, "")
        assert words in " ".join(err.split())


@pytest.mark.model
def test_the_bundled_model_finds_who_does_what_to_whom(onrecord, here):
    (here / "story.txt").write_text(STORY)
    assert onrecord("code", "story.txt", "-o", "record", "--jobs", "1", layers=True)[0] == 0
    rows = [json.loads(line) for line in onrecord("events", "record", "--json")[1].splitlines()]
    assert [(row["type"], row["trigger"]) for row in rows if row["trigger"] in ("attacked", "met")] == [
        ("ASSAULT", "attacked"),
        ("CONSULT", "met"),
    ]
    assert all(STORY[row["start"] : row["end"]] == row["evidence"] for row in rows)
    out = onrecord("events", "story.txt", "--type", "CONSULT", "--actor", "lindqvist")[1]
    assert "CONSULT" in out
    assert "⌈met⌉" in out
