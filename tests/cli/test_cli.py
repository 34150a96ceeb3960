import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

TEXT = "Ferry Late Again\n\nADA LINDT, HOST: Good morning. (LAUGHTER)\n\nBEN ORR: Morning, [bold]Ada[/bold].\x1b[31m\n"
STORY = "Ferry Late Again\n\nPORT ELLERY (Reuters) - The ferry was late again on Monday, and nobody said why it was.\n"
READING = ("--settings", ".reading.toml")  # a file beside the texts, for a process of its own


def spawn(*arguments, cwd):
    """Run the command in a process of its own: exit code, standard output, standard error."""
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / ".reading.toml").write_text('last_layer = "transcript"\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_exit_codes_of_the_process(here):
    (here / "empty.txt").write_text(" ")
    assert spawn("code", "a.txt", "b.txt", "-o", "r", *READING, cwd=here)[0] == 0
    assert spawn("code", ".", "-o", "r", *READING, cwd=here)[0] == 1
    assert spawn("code", "a.txt", "-o", ".", cwd=here)[0] == 2
    assert spawn("code", "a.txt", cwd=here)[0] == 2


def test_help_loads_little(tmp_path):
    began = time.perf_counter()
    assert spawn("--help", cwd=tmp_path)[0] == 0
    assert time.perf_counter() - began < 1.5  # 0.15 s on a quiet machine
    loaded = "import sys, onrecord.cli; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"duckdb", "pydantic", "rich", "filelock"} & {*modules}


class TestHelp:
    @pytest.mark.parametrize(
        "command", ["code", "show", "quotes", "actors", "events", "explain", "parse", "status", "errors"]
    )
    def test_every_command_explains_itself(self, onrecord, command):
        code, out, _ = onrecord(command, "--help")
        assert code == 0
        assert "Usage" in out

    def test_the_version(self, onrecord):
        assert onrecord("--version")[1].startswith("onrecord 0.")

    @pytest.mark.parametrize("line", ["code a.txt", "nonsense", "code -o r", "show", "code a.txt -o r --jobs 0"])
    def test_wrong_use_is_exit_2(self, onrecord, here, line):
        assert onrecord(*line.split())[0] == 2


class TestCode:
    def test_all_coded(self, onrecord, here):
        code, out, err = onrecord("code", "a.txt", "b.txt", "-o", "record")
        assert (code, out) == (0, "")
        assert err == "record: 2 documents in = 2 coded + 0 errors + 0 duplicates\n"
        code, _, err = onrecord("code", "a.txt", "b.txt", "-o", "record")
        assert code == 0
        assert "in the record already: 2" in err

    def test_some_failed(self, onrecord, here):
        (here / "empty.txt").write_text(" ")
        code, _, err = onrecord("code", ".", "gone.txt", "-o", "record", "--quiet")
        assert code == 1
        assert [line.partition(":")[0] for line in err.splitlines()] == ["empty.txt", "gone.txt"]
        code, _, err = onrecord("code", ".", "-o", "record")
        assert code == 1
        assert err.startswith("empty.txt: ")
        assert "in the record already: 3, 1 error among them (onrecord errors record)" in err
        assert onrecord("code", "a.txt", "b.txt", "-o", "record")[0] == 0

    def test_every_failure_of_standard_input_counts(self, onrecord, here):
        for text in ("%PDF", "\0\0", "%PDF-1.7", "%PDF"):
            assert onrecord("code", "-", "-o", "record", stdin=text)[0] == 1
        assert "3 documents in = 0 coded + 3 errors" in onrecord("status", "record")[1]

    @pytest.mark.parametrize("form", ["parquet", "json"])
    @pytest.mark.parametrize("out", ["a.txt", "a.txt/record"])
    def test_a_file_is_no_folder_to_write_to(self, onrecord, here, form, out):
        code, _, err = onrecord("code", "a.txt", "-o", out, "--format", form)
        assert code == 2
        assert "a.txt is a file; name a folder" in err

    def test_the_record_inside_the_folder_that_is_read(self, onrecord, here):
        assert onrecord("code", ".", "-o", "record")[0] == 0
        assert "in the record already: 2" in onrecord("code", ".", "-o", "record")[2]

    @pytest.mark.parametrize(
        "arguments",
        [
            ["*.nothing", "-o", "r"],
            ["a.txt", "-o", "r", "--date", "6 July"],
            ["a.txt", "-o", "r", "--encoding", "no-such"],
            ["a.txt", "-o", "r", "--input-format", "pdf"],
            ["a.txt", "-o", "r", "--column", "text"],
            ["a.txt", "-o", "r", "--column", "author=by"],
            ["a.txt", "-o", "r", "--settings", "gone.toml"],
            ["a.txt", "-o", "r", "--settings", "b.txt"],
            ["a.txt", "-o", "."],
            [".", "--format", "json", "-o", "."],
            ["a.txt", "sub/a.md", "--format", "json", "-o", "r"],
        ],
    )
    def test_a_wrong_request_leaves_nothing_behind(self, onrecord, here, arguments):
        (here / "sub").mkdir()
        (here / "sub/a.md").write_text("x")
        code, _, err = onrecord("code", *arguments)
        assert code == 2
        assert err.count("\n") == 1
        assert not (here / "r").exists()

    def test_json_has_the_stem_of_the_input(self, onrecord, here):
        (here / "rows.jsonl").write_text('{"text": "ADA: One.", "headline": "Fog"}\n{"text": "ADA: One."}\n')
        code, _, err = onrecord(
            *("code", "a.txt", "rows.jsonl", "-", "--format", "json", "-o", "out", "--column", "title=headline"),
            stdin=STORY,
        )
        assert code == 0, err
        assert sorted(path.name for path in (here / "out").iterdir()) == [
            "a.json",
            "rows-1.json",
            "rows-2.json",
            "stdin.json",
        ]
        row = json.loads((here / "out/rows-1.json").read_text(encoding="utf-8"))
        assert (row["file"], row["document"]["title"]) == ("rows.jsonl#1", "Fog")

    def test_options_reach_the_documents(self, onrecord, here):
        options = ("--date", "2021-03-03", "--outlet", "Atlas", "--input-format", "story")
        assert onrecord("code", "a.txt", "--format", "json", "-o", "out", *options)[0] == 0
        found = json.loads((here / "out/a.json").read_text(encoding="utf-8"))
        assert found["document"]["date_basis"] == "option"
        assert (found["document"]["outlet"], found["turns"]) == ("Atlas", [])

    def test_a_record_in_use_is_refused(self, onrecord, here):
        (here / "record").mkdir()
        with FileLock(here / "record/.lock"):
            code, _, err = onrecord("code", "a.txt", "-o", "record")
        assert code == 2
        assert "another run" in err


class TestShow:
    def test_a_transcript(self, onrecord, here):
        code, out, _ = onrecord("show", "a.txt")
        assert code == 0
        assert "Ada Lindt  host" in out
        assert "date unknown" in out
        assert "2 turns · 2 speakers" in out

    def test_markup_and_controls_are_shown_not_obeyed(self, onrecord, here):
        out = onrecord("show", "a.txt")[1]
        assert "[bold]Ada[/bold].␛[31m" in out
        assert "\x1b" not in out

    def test_colour_unless_no_color(self, onrecord, here):
        assert "\x1b[" in onrecord("show", "a.txt", FORCE_COLOR="1")[1]
        # NO_COLOR takes the colours; bold and dim, which are none, may stay.
        assert "\x1b[1;36m" not in onrecord("show", "a.txt", FORCE_COLOR="1", NO_COLOR="1")[1]

    def test_a_story_as_paragraphs_from_standard_input(self, onrecord, here):
        code, out, _ = onrecord("show", "-", stdin=STORY)
        assert code == 0
        assert "\nPORT ELLERY (Reuters) - The ferry was late again" in out

    def test_a_table_lists_its_rows_and_shows_one(self, onrecord, here):
        (here / "rows.jsonl").write_text('{"text": "ADA: One."}\n{bad\n{"text": "ADA: Three."}\n')
        out = onrecord("show", "rows.jsonl")[1]
        assert [line.split("\t")[0] for line in out.splitlines()] == ["rows.jsonl#1", "rows.jsonl#2", "rows.jsonl#3"]
        assert "Three." in onrecord("show", "rows.jsonl", "3")[1]
        assert onrecord("show", "rows.jsonl", "2")[0] == 1
        assert onrecord("show", "rows.jsonl", "9")[0] == 2

    def test_a_record_lists_its_documents_and_shows_one_as_its_file(self, onrecord, here):
        onrecord("code", "a.txt", "b.txt", "-o", "record")
        out = onrecord("show", "record")[1]
        rows = [line.split("\t") for line in out.splitlines()]
        assert [row[1:] for row in rows] == [["a.txt", "Ferry Late Again", "2"], ["b.txt", "Ferry Late Again", "0"]]
        for which in (rows[0][0], rows[0][0][:12], "a.txt"):
            assert onrecord("show", "record", which)[1] == onrecord("show", "a.txt")[1]
        assert onrecord("show", "record", "nobody")[0] == 2

    @pytest.mark.parametrize("what", ["gone.txt", ".", "x" * 5000, "gone.jsonl"])
    def test_nothing_to_show(self, onrecord, here, what):
        assert onrecord("show", what)[0] == 2

    def test_one_document_has_no_rows(self, onrecord, here):
        code, _, err = onrecord("show", "a.txt", "3")
        assert code == 2
        assert "a.txt is one document and no table" in err
        assert onrecord("show", "a.txt", "a.txt")[0] == 0

    def test_a_table_that_fails_as_a_whole_says_why(self, onrecord, here):
        (here / "rows.csv").write_text("headline,words\nFog,Thick.\n")
        code, _, err = onrecord("show", "rows.csv", "1")
        assert code == 1
        assert "no column" in err

    @pytest.mark.parametrize("where", ["record", "a.txt"])
    def test_an_empty_name_is_no_document(self, onrecord, here, where):
        onrecord("code", "a.txt", "-o", "record")
        code, out, err = onrecord("show", where, "")
        assert (code, out) == (2, "")
        assert "empty" in err


class TestStatusAndErrors:
    def test_the_sum_and_the_errors(self, onrecord, here):
        (here / "copy.txt").write_text(TEXT)
        (here / "rows.jsonl").write_text("{bad\n")
        onrecord("code", ".", "-o", "record")
        code, out, _ = onrecord("status", "record")
        assert code == 0
        assert "4 documents in = 2 coded + 1 error + 1 duplicate" in out
        assert "labelled 1, story 1" in out
        code, out, _ = onrecord("errors", "record")
        assert code == 0
        assert out.startswith("rows.jsonl#1\tread\tthe row is broken JSON")

    def test_a_damaged_record_is_exit_2(self, onrecord, here):
        onrecord("code", "a.txt", "-o", "record")
        (table,) = here.glob("record/partitions/p-*/turns.parquet")
        table.unlink()
        for command in ("status", "errors", "show"):
            code, _, err = onrecord(command, "record")
            assert code == 2
            assert "turns.parquet: the file is missing" in err.replace("\n", " ")

    def test_what_is_no_record(self, onrecord, here):
        for command in ("status", "errors"):
            code, _, err = onrecord(command, ".")
            assert code == 2
            assert "no record folder" in err


def test_a_closed_pipe_is_no_crash(here):
    command = (
        f'"{sys.executable}" -c "from onrecord.cli import main; main()" show a.txt {" ".join(READING)} | head -n 1'
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "Ferry Late Again\n"
    assert "Traceback" not in done.stderr


def test_the_public_names():
    import onrecord

    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    with pytest.raises(AttributeError):
        onrecord.nothing  # noqa: B018
    assert Path(onrecord.__file__).name == "__init__.py"
