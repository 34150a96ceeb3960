"""`onrecord quotes`, over a document made by hand; no model but where it is marked."""

import csv
import io
import json
from dataclasses import replace

import pytest

from layers import CODED, PELL, TEXT, TRANSCRIPT, StandIn
from onrecord.cli.quotes import csv_line, shown
from onrecord.records import Evidence, Repair
from onrecord.settings import Settings
from onrecord.store import Counts, Writer, coded_rows

BLOCKS = """Omar Pell  PER GOV · Harbor Minister
  indirect, “says”
  The bridge … is shut
  talk.txt:17-76

(the text names no source)
  indirect, “Reportedly”
  the mayor is angry
  talk.txt:123-141

Drivers  PER? –
  indirect, “say”
  the minister told the mayor that it is open
"""
STORY = """Rebels shelled the port of Varna on Monday, witnesses said.

"The ferry line is late again," Mara Lindqvist, the U.N. envoy, told reporters.
"""


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
    Writer(here / "record", Settings()).write("0" * 16, "inputs", Counts(coded=1), coded_rows(CODED))
    return "record"


def said(out):
    """The contents in JSON lines."""
    return [" … ".join(json.loads(line)["content"]) for line in out.splitlines()]


def test_help(onrecord):
    code, out, _ = onrecord("quotes", "--help")
    assert code == 0
    assert "--about" in out


class TestPrinting:
    def test_a_block_for_each_statement(self, onrecord, here):
        code, out, err = onrecord("quotes", "talk.txt")
        assert (code, err) == (0, "")
        assert out.startswith(BLOCKS)
        assert "\n  indirect, “told” · to mayor · inside another statement\n  it is open\n" in out
        assert "rain" not in out

    def test_all_attributions_with_why_they_are_set_aside(self, onrecord, here):
        out = onrecord("quotes", "talk.txt", "--all")[1]
        assert "  indirect, “thinks” · belief · inaudible words inside · set aside: belief\n" in out
        assert "  it will rain ␀ today\n" in out

    def test_long_words_stay_on_one_line_in_a_pipe_and_wrap_at_a_terminal(self, onrecord, here):
        assert "  the minister told the mayor that it is open\n" in onrecord("quotes", "talk.txt", COLUMNS="30")[1]
        out = onrecord("quotes", "talk.txt", COLUMNS="30", FORCE_COLOR="1", NO_COLOR="1")[1]
        assert "  the minister told the mayor" in out
        assert "\n  that it is open" in out

    def test_nothing_found_is_said_and_no_error(self, onrecord, here):
        assert onrecord("quotes", "talk.txt", "--by", "nobody") == (0, "", "no statement by 'nobody' in 1 document\n")
        code, out, err = onrecord("quotes", "other.txt", "--csv", "--about", "ferry line")
        assert (code, err) == (0, "no statement about 'ferry line' in 1 document\n")
        assert out.startswith("document,document_id,id,start,end,kind,")


class TestWanted:
    @pytest.mark.parametrize("name", ["Omar Pell", "PELL", "omar-pell", "pèll", "minister"])
    def test_by_a_name_an_alias_or_a_key(self, onrecord, here, name):
        assert said(onrecord("quotes", "talk.txt", "--json", "--by", name)[1]) == ["The bridge … is shut", "it is open"]

    @pytest.mark.parametrize("name", ["Pel", "Pell Omar", "Harbor"])
    def test_by_whole_words_in_their_order(self, onrecord, here, name):
        assert onrecord("quotes", "talk.txt", "--json", "--by", name)[1] == ""

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("BRIDGE", ["The bridge … is shut"]),
            ("is open", ["the minister told the mayor that it is open", "it is open"]),
            ("bridge is", []),  # of two pieces
            ("open is", []),
            ("min", []),
            ("rain", []),
        ],
    )
    def test_about_words(self, onrecord, here, words, found):
        assert said(onrecord("quotes", "talk.txt", "--json", "--about", words)[1]) == found

    def test_both_and_all(self, onrecord, here):
        arguments = ("quotes", "talk.txt", "--json", "--by", "Pell", "--about", "rain", "--all")
        assert said(onrecord(*arguments)[1]) == ["it will rain \0 today"]


class TestFormats:
    def test_json_lines_lead_back_to_the_words(self, onrecord, here):
        rows = [json.loads(line) for line in onrecord("quotes", "talk.txt", "--json", "--all")[1].splitlines()]
        assert len(rows) == len(CODED.statements)
        for row in rows:
            spans = [(row[f"{part}_quote"], row[f"{part}_start"], row[f"{part}_end"]) for part in ("source", "cue")]
            spans += zip(row["content"], row["content_starts"], row["content_ends"], strict=True)
            assert all(quote is None or TEXT[start:end] == quote for quote, start, end in spans)
        first = rows[0]
        assert (first["document"], first["document_id"]) == ("talk.txt", TRANSCRIPT.document.id)
        assert (first["source_key"], first["source_country"], first["source_sector"]) == ("omar-pell", "PER", "GOV")
        assert (first["kind"], first["polarity"], first["cue_quote"]) == ("indirect", "affirmed", "says")
        assert [row["addressee_key"] for row in rows if row["addressee_quote"]] == ["mayor"]

    def test_csv_has_the_columns_of_json(self, onrecord, here):
        rows = list(csv.DictReader(io.StringIO(onrecord("quotes", "talk.txt", "--csv")[1])))
        objects = [json.loads(line) for line in onrecord("quotes", "talk.txt", "--json")[1].splitlines()]
        assert [list(row) for row in rows] == [list(row) for row in objects]
        assert rows[0]["content"] == "The bridge … is shut"
        assert rows[0]["content_starts"] == ";".join(map(str, objects[0]["content_starts"]))
        assert rows[0]["set_aside"] == ""

    def test_quotation_marks_commas_and_lines(self):
        cells = ['say "no"', "a,b", "two\nlines", "", None, 0.5]
        row = next(csv.reader(io.StringIO(csv_line(cells) + "\n")))
        assert row == ['say "no"', "a,b", "two\nlines", "", "", "0.5"]

    def test_repairs_are_applied_to_what_is_shown(self):
        repair = Repair(start=TEXT.index("shut"), end=TEXT.index("shut") + 4, replacement="closed", kind="mojibake")
        repaired = replace(TRANSCRIPT, repairs=(repair,))
        start = TEXT.index("is shut")
        assert shown(repaired, Evidence.of(TEXT, start, start + 7)) == "is closed"
        assert shown(repaired, PELL.evidence) == "Omar Pell"


class TestInputs:
    def test_a_record_folder(self, onrecord, record):
        assert onrecord("quotes", record)[1] == onrecord("quotes", "talk.txt")[1].replace("talk.txt", "<text>")

    def test_a_text_that_comes_twice_is_printed_once(self, onrecord, record):
        code, out, err = onrecord("quotes", record, "talk.txt", "--json")
        assert (code, len(out.splitlines())) == (0, 5)
        assert err == "talk.txt: left out, the text is that of record: <text>\n"

    def test_folders_tables_and_standard_input(self, onrecord, here):
        assert onrecord("quotes", ".", "--json")[1] == onrecord("quotes", "talk.txt", "--json")[1]
        (here / "rows.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
        assert json.loads(onrecord("quotes", "rows.jsonl", "--json")[1].splitlines()[0])["document"] == "rows.jsonl#1"
        assert len(onrecord("quotes", "-", "--json", stdin=TEXT)[1].splitlines()) == 5

    def test_what_fails_loses_nothing_else(self, onrecord, here):
        (here / "rows.jsonl").write_text('{bad\n{"text": "It fails."}\n' + json.dumps({"text": TEXT}) + "\n")
        code, out, err = onrecord("quotes", "rows.jsonl", "gone.txt", "--json")
        assert (code, len(out.splitlines())) == (1, 5)
        assert [line.partition(":")[0] for line in err.splitlines()] == ["gone.txt", "rows.jsonl#1", "rows.jsonl#2"]
        assert "rows.jsonl#2: ValueError: no reason" in err

    def test_a_record_of_transcripts_alone_is_no_silence(self, onrecord, here):
        Writer(here / "r", Settings(last_layer="transcript")).write("0" * 16, "inputs", Counts(), coded_rows(CODED))
        code, out, err = onrecord("quotes", "r")
        assert (code, out) == (2, "")
        assert "last_layer" in err

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("quotes", "Missing argument"),
            ("quotes gone.txt", "name a file, a record folder, or -"),
            ("quotes talk.txt --csv --json", "two formats"),
            ("quotes talk.txt --by .", "holds no word"),
            ("quotes talk.txt --input-format odd", "no format"),
            ("quotes talk.txt --settings s.toml", "last_layer"),
        ],
    )
    def test_wrong_use_is_exit_2(self, onrecord, here, line, words):
        (here / "s.toml").write_text('last_layer = "transcript"\n')
        code, out, err = onrecord(*line.split())
        assert (code, out) == (2, "")
        assert words in " ".join(err.split())


@pytest.mark.model
def test_the_bundled_model_finds_who_says_what(onrecord, here):
    (here / "story.txt").write_text(STORY)
    rows = [json.loads(line) for line in onrecord("quotes", "story.txt", "--json")[1].splitlines()]
    assert ("direct", "Mara Lindqvist") in {(row["kind"], row["source_name"]) for row in rows}
    assert all(STORY[row["start"] : row["end"]].startswith(row["content"][0]) for row in rows)
    out = onrecord("quotes", "story.txt", "--by", "lindqvist", "--about", "ferry line")[1]
    assert "story.txt:" in out
