"""`onrecord actors`, over a document made by hand, and its table of phrases; no model but where it is marked."""

import csv
import io
import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest

from layers import CODED, PELL, TEXT, TRANSCRIPT
from onrecord.cli.actors import own_actors
from onrecord.errors import LexiconError, StoreError
from onrecord.runs import run
from onrecord.settings import ActorList, Settings
from onrecord.store import Counts, RecordFolder, Writer, coded_rows
from onrecord.transcripts import Reader
from onrecord.transcripts.sources import Options, find

AT = f"{PELL.evidence.start}-{PELL.evidence.end}"
TABLE = f"Omar Pell\tperson\tPER\tGOV, ELI, PTY\tHarbor Minister; minister\tperu\t2\t2\ttalk.txt:{AT}"
PHRASES = "actor_text\tcontext\tdate\tnote\nthe Peruvian navy\t\t\tfirst\nMara Pell\t\t10 May 2012\tsecond\n"
OWN = "name\taliases\tcountry\tsector\tfrom\tto\nMara Pell\tM. Pell;Pell\tPER\tGOV\t2011\t2015-06\n"


class StandIn:
    """Reads as the coder does, and knows the layers of one text alone."""

    def __init__(self, settings):
        self.read = Reader(settings)

    def code(self, source):
        transcript = self.read(source)
        if transcript.document.id != TRANSCRIPT.document.id:
            return replace(CODED, transcript=transcript, mentions=(), actors=(), statements=())
        return replace(CODED, transcript=transcript)


@pytest.fixture(autouse=True)
def _stand_in(request, monkeypatch):
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("onrecord.pipeline.Coder", StandIn)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "other.txt").write_text("BEN ORR: Nobody said why.\n\nADA LINDT: No.\n")
    (tmp_path / "in.tsv").write_text(PHRASES)
    (tmp_path / "own.tsv").write_text(OWN)
    (tmp_path / "empty.tsv").write_text("\n \n")
    (tmp_path / "reading.toml").write_text('last_layer = "transcript"\n')
    (tmp_path / "list.toml").write_text('[actors]\nname = "own.tsv"\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(text):
    """The rows of a table with tabs."""
    header, *lines = text.splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_help(onrecord):
    code, out, _ = onrecord("actors", "--help")
    assert code == 0
    assert "--phrases" in out


class TestOfDocuments:
    def test_a_line_for_each_actor_in_a_pipe(self, onrecord, here):
        code, out, err = onrecord("actors", "talk.txt")
        assert (code, err) == (0, "")
        assert out.splitlines()[0] == TABLE
        assert [line.split("\t")[0] for line in out.splitlines()] == ["Omar Pell", "mayor", "Drivers", "Ben Orr"]
        assert out.splitlines()[1].split("\t")[2:4] == ["PER?", "–"]

    def test_a_table_at_a_terminal(self, onrecord, here):
        out = onrecord("actors", "talk.txt", FORCE_COLOR="1", COLUMNS="140")[1]
        assert re.sub("\x1b.*?m", "", out).split()[:5] == ["name", "kind", "country", "sector", "roles"]

    def test_reasons(self, onrecord, here):
        out = onrecord("actors", "talk.txt", "--reasons")[1]
        assert out.startswith(f"Omar Pell  person · talk.txt:{AT}\n")
        of, role = PELL.country.evidence, PELL.roles[1].evidence
        assert f"\n  country     PER   of Peru (0.90 of such are right) “Peru”, {of.start}-{of.end}\n" in out
        assert f"\n  role              minister (former), {role.start}-{role.end}\n" in out
        assert "\n  country     PER?  a guess: the state named most around it (0.50 of such are right)\n" in out

    def test_json_lines_and_csv_have_one_shape(self, onrecord, here):
        objects = [json.loads(line) for line in onrecord("actors", "talk.txt", "--json")[1].splitlines()]
        lines = list(csv.DictReader(io.StringIO(onrecord("actors", "talk.txt", "--csv")[1])))
        assert [list(row) for row in lines] == [list(row) for row in objects]
        pell = objects[0]
        assert (pell["mentions"], pell["pronouns"], pell["statements"]) == (2, 1, 2)  # what is set aside is not said
        assert [role["title"] for role in pell["roles"]] == ["Harbor Minister", "minister"]
        assert TEXT[pell["start"] : pell["end"]] == pell["quote"]
        assert lines[0]["roles"] == "Harbor Minister … minister"

    def test_a_record_folder(self, onrecord, here):
        Writer(here / "record", Settings()).write("0" * 16, "inputs", Counts(coded=1), coded_rows(CODED))
        assert onrecord("actors", "record")[1] == onrecord("actors", "talk.txt")[1].replace("talk.txt", "<text>")

    def test_nothing_found_is_said_and_no_error(self, onrecord, here):
        assert onrecord("actors", "other.txt") == (0, "", "no actor in 1 document\n")

    def test_what_fails_loses_nothing_else(self, onrecord, here):
        code, out, err = onrecord("actors", "talk.txt", "gone.txt")
        assert (code, len(out.splitlines())) == (1, 4)
        assert err.startswith("gone.txt: ")

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("actors", "or --phrases"),
            ("actors gone.txt", "name a file, a record folder, or -"),
            ("actors talk.txt --csv --json", "two formats"),
            ("actors talk.txt -o x.csv", "goes with --phrases"),
            ("actors talk.txt --actors in.tsv", "--actors in.tsv, row 1, column 'name': the column is missing"),
            ("actors talk.txt --actors gone.tsv", "--actors gone.tsv: cannot be read"),
            ("actors talk.txt --actors -", "name the file of the list"),
            ("quotes talk.txt --actors empty.tsv", "is empty; it needs a header"),
            ("show talk.txt --actors own.tsv --settings reading.toml", "nobody is identified"),
            ("code talk.txt -o record --settings list.toml", "a list is given with the option --actors FILE"),
            ("actors talk.txt --phrases in.tsv", "leave one of the two out"),
            ("actors --phrases in.tsv --json", "always TSV"),
            ("actors --phrases gone.tsv", "cannot be read"),
            ("actors --phrases talk.txt", "no column actor_text"),
            ("actors --phrases in.tsv -o in.tsv", "is the table that is read"),
            ("actors --phrases in.tsv -o gone/out.tsv", "cannot be written"),
            ("actors --phrases in.tsv --actors gone.tsv", "cannot be read"),
            ("actors --phrases in.tsv --actors in.tsv", "the column is missing"),
        ],
    )
    def test_wrong_use_is_exit_2(self, onrecord, here, line, words):
        code, out, err = onrecord(*line.split())
        assert (code, out) == (2, "")
        assert words in " ".join(err.split())
        assert (here / "in.tsv").read_text() == PHRASES


class TestPhrases:
    def test_a_table_gains_columns(self, onrecord, here):
        code, out, err = onrecord("actors", "--phrases", "in.tsv", "-o", "out.tsv")
        assert (code, out, err) == (0, "", "")
        navy, pell = rows((here / "out.tsv").read_text())
        assert list(navy) == ["actor_text", "context", "date", "note", "country", "sector", "sectors", "reason"]
        assert (navy["note"], navy["country"], navy["sector"]) == ("first", "PER", "MIL")
        assert "navy" in navy["reason"]
        assert (pell["country"], pell["sector"]) == ("", "")
        assert "a file of your own actors" in pell["reason"]
        assert not list(here.glob(".*.tmp"))

    def test_own_actors_and_the_date(self, onrecord, here):
        pell = rows(onrecord("actors", "--phrases", "in.tsv", "--actors", "own.tsv")[1])[1]
        assert (pell["country"], pell["sector"], pell["reason"]) == ("PER", "GOV", "own.tsv#2: Mara Pell")

    def test_standard_input_a_byte_order_mark_and_missing_cells(self, onrecord, here):
        out = onrecord("actors", "--phrases", "-", stdin="\ufeffactor_text\tdate\r\nsoldiers\r\n\r\n")[1]
        assert [(row["actor_text"], row["date"], row["sector"]) for row in rows(out)] == [("soldiers", "", "MIL")]

    def test_a_row_with_too_many_cells_is_named_and_kept(self, onrecord, here):
        text = "actor_text\nsoldiers\tand\nfarmers\n"
        code, out, err = onrecord("actors", "--phrases", "-", stdin=text)
        assert code == 1
        assert "line 2: 2 cells, the header has 1" in err
        assert out.splitlines()[1].startswith("soldiers\tand\t")
        assert out.splitlines()[2].startswith("farmers\t\tAGR\t")

    def test_no_column_of_the_table_is_lost(self, onrecord, here):
        out = onrecord("actors", "--phrases", "-", stdin="actor_text\tcountry\nsoldiers\tXYZ\n")[1]
        assert rows(out)[0]["country"] == "XYZ"
        assert rows(out)[0]["country_coded"] == ""


class TestOwnActors:
    def test_empty_cells_say_nothing(self):
        (pell,) = own_actors(OWN.replace("2015-06", "-").replace("GOV", ""), "own.tsv")
        assert pell.names == ("Mara Pell", "M. Pell", "Pell")
        assert (pell.sector, pell.first, pell.last, pell.row) == (None, "2011", None, "own.tsv#2")

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ("PER", "Peru", "country"),
            ("GOV", "gov", "sector"),
            ("2011", "May 2011", "from"),
            ("2015-06", "06/2015", "to"),
            ("Mara Pell\t", "?\t", "name"),
            ("\tfrom", "\tsince", "from"),
            ("2015-06", "2009", "to"),
            ("2015-06", "2015-13", "to"),
        ],
    )
    def test_a_wrong_cell_is_named(self, old, new, column):
        with pytest.raises(LexiconError, match=f"own.tsv, row 2, column '{column}'"):
            own_actors(OWN.replace(old, new, 1), "own.tsv")

    def test_commas_quotes_and_empty_lines(self):
        text = "\n" + OWN.replace("M. Pell;Pell", '"Pell, M.;Pell"').replace("\t", ",") + ",,,,,\n\nOmar Orr,,,,,\n"
        pell, orr = own_actors(text, "own.csv")
        assert (pell.names, pell.row, orr.row) == (("Mara Pell", "Pell, M.", "Pell"), "own.csv#3", "own.csv#6")
        with pytest.raises(LexiconError, match=r"own\.csv, row 3, column 'country'"):
            own_actors(text.replace("PER", "Peru"), "own.csv")


class TestOwnActorsOfDocuments:
    @pytest.mark.parametrize("command", ["actors", "quotes", "show"])
    def test_the_coder_gets_the_list(self, onrecord, here, monkeypatch, command):
        given = []
        monkeypatch.setattr(StandIn, "__init__", lambda self, settings: given.append(settings) or _read(self, settings))
        assert onrecord(command, "talk.txt", "--actors", "own.tsv", layers=True)[0] == 0
        assert (given[0].actors.name, given[0].actors.text) == ("own.tsv", OWN)

    @pytest.mark.parametrize("line", ["actors record", "quotes talk.txt record", "show record"])
    def test_a_record_is_coded_already(self, onrecord, here, line):
        Writer(here / "record", Settings()).write("0" * 16, "inputs", Counts(coded=1), coded_rows(CODED))
        code, _, err = onrecord(*line.split(), "--actors", "own.tsv", layers=True)
        assert code == 2
        assert "record is a record, and its actors are coded; code the documents again" in " ".join(err.split())

    def test_a_record_names_its_list(self, onrecord, here):
        settings = Settings(actors=ActorList.of("own.tsv", OWN), last_layer="transcript")
        run(here / "record", find(["talk.txt"], Options(), settings), settings, jobs=1)
        digest = sha256((here / "own.tsv").read_bytes()).hexdigest()
        kept = json.loads((here / "record" / "record.json").read_text())["settings"]["actors"]
        assert kept == {"name": "own.tsv", "sha256": digest}
        assert f"own.tsv, sha256 {digest}" in onrecord("status", "record")[1]
        other = settings.model_copy(update={"actors": ActorList.of("own.tsv", OWN.replace("PER", "POL"))})
        with pytest.raises(StoreError, match="Code into a new folder"):
            RecordFolder(here / "record").check_versions(other)


def _read(self, settings):
    self.read = Reader(settings)


@pytest.mark.model
def test_own_actors_in_a_record(onrecord, here):
    (here / "story.txt").write_text("Mara Pell, the foreign minister of Peru, met union leaders in Lima on Tuesday.\n")
    (here / "own.tsv").write_text(OWN.replace("PER\tGOV", "POL\tOPP"))
    assert onrecord("code", "story.txt", "-o", "record", "--actors", "own.tsv", "--jobs", "1", layers=True)[0] == 0
    found = [json.loads(line) for line in onrecord("actors", "record", "--json")[1].splitlines()]
    pell = next(row for row in found if row["name"] == "Mara Pell")
    assert (pell["country"], pell["sector"], pell["country_reason"]) == ("POL", "OPP", "listed: own.tsv row 2")


@pytest.mark.model
def test_the_bundled_model_finds_actors(onrecord, here):
    (here / "story.txt").write_text("The foreign minister of Peru, Omar Pell, met union leaders in Lima on Tuesday.\n")
    found = [json.loads(line) for line in onrecord("actors", "story.txt", "--json")[1].splitlines()]
    assert {"Omar Pell"} <= {row["name"] for row in found}
    assert next(row for row in found if row["name"] == "Omar Pell")["country"] == "PER"
