import io
import json
import os
import pickle
import sys
import threading
from pathlib import Path

import pytest

from onrecord.errors import SourceError, UsageError
from onrecord.records import Given
from onrecord.settings import Settings
from onrecord.transcripts import characters
from onrecord.transcripts.sources import Locator, Options, find, iso_date, load

SETTINGS = Settings()


def names(*paths, **options):
    return [item.name for item in find(paths, Options(**options), SETTINGS)]


def texts(*paths, **options):
    """Name → text, or the message of the error; every locator goes through pickle, as to another process."""
    found = {}
    for item in find(paths, Options(**options), SETTINGS):
        if isinstance(item, SourceError):
            found[item.name] = item.message
        else:
            found[item.name] = characters(load(pickle.loads(pickle.dumps(item)), SETTINGS), SETTINGS).text
    return found


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(path, content):
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())


class TestFiles:
    def test_folders_globs_and_files_in_the_order_of_names_each_once(self):
        for path in ("b/two.txt", "b/deep/one.txt", "b/.hidden/x.txt", "b/.x.txt", "a.txt", "c.md"):
            write(path, "x")
        expected = ["a.txt", "b/deep/one.txt", "b/two.txt", "c.md"]
        assert names("c.md", "b", "a.txt", "./a.txt", "b/two.txt") == expected
        assert names("b", "[ac].*") == expected
        assert names("b/**/*.txt") == ["b/deep/one.txt", "b/two.txt"]

    def test_loops_of_links_end_and_dangling_ones_are_skipped(self):
        write("a/b/x.txt", "x")
        Path("a/b/up").symlink_to("..")
        Path("a/dangling").symlink_to("nowhere")
        assert names("a") == ["a/b/x.txt"]

    def test_folders_that_are_skipped_are_not_entered(self):
        write("a/x.txt", "x")
        write("a/record/manifest.json", "{}")
        assert names("a", skip=("a/record",)) == ["a/x.txt"]

    def test_a_missing_file_is_an_error_in_its_place(self):
        write("a.txt", "x")
        write("c.txt", "x")
        found = list(find(["c.txt", "b.txt", "a.txt"], Options(), SETTINGS))
        assert [item.name for item in found] == ["a.txt", "b.txt", "c.txt"]
        assert isinstance(found[1], SourceError)
        assert "No such file" in found[1].message

    @pytest.mark.parametrize("path", ["*.nothing", "empty"])
    def test_what_matches_nothing_is_wrong_use(self, path):
        Path("empty").mkdir()
        with pytest.raises(UsageError, match=r"no file"):
            names(path)

    @pytest.mark.parametrize("path", ["a\0b", "\ud800", "", "x" * 5000])
    def test_names_that_no_file_can_have(self, path):
        (found,) = find([path], Options(), SETTINGS)
        assert isinstance(found, SourceError)
        found.name.encode()

    def test_a_pattern_that_no_file_can_match(self):
        with pytest.raises(UsageError):
            names("*\0")

    def test_a_name_that_is_no_utf8_is_spelt_out_and_still_opens(self):
        write(os.fsdecode(b"caf\xe9.txt"), "Words.")
        assert texts(".") == {"caf\\xe9.txt": "Words."}

    def test_a_file_that_vanishes_is_an_error_of_that_source(self):
        write("a.txt", "x")
        (locator,) = find(["a.txt"], Options(), SETTINGS)
        Path("a.txt").unlink()
        with pytest.raises(SourceError, match="cannot be opened"):
            load(locator, SETTINGS)

    def test_a_file_that_is_too_large_is_not_read(self):
        write("a.txt", "x" * 2000)
        settings = Settings(document_bytes=1000)
        (locator,) = find(["a.txt"], Options(), settings)
        with pytest.raises(SourceError, match="2,000 bytes"):
            load(locator, settings)

    def test_standard_input_and_pipes_are_kept_since_they_can_be_read_once(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Words.")))
        os.mkfifo("pipe")
        writer = threading.Thread(target=write, args=("pipe", "More words."))
        writer.start()
        assert texts("-", "pipe", "-") == {"-": "Words.", "pipe": "More words."}
        writer.join()


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
    @pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv"])
    def test_texts_in_files_and_rows(self, encoding, suffix):
        text = "ADA LINDT: “Café” – all of it, naïve as it was.\n"
        row = {
            "txt": text,
            "jsonl": json.dumps({"text": text}, ensure_ascii=False) + "\n",
            "csv": f'title,text\nFog,"{text}"\n',
        }[suffix]
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        write(f"a.{suffix}", mark + row.encode(encoding))
        (found,) = texts("a." + suffix).values()
        assert found.lstrip("\ufeff") == text

    def test_a_declared_encoding(self):
        write("a.csv", "text\nцена\n".encode("koi8-r"))
        assert texts("a.csv", encoding="koi8-r") == {"a.csv#1": "цена"}
        write("b.tsv", "text\ttitle\nцена\tx\n".encode("utf-16-le"))
        assert texts("b.tsv", encoding="utf-16") == {"b.tsv#1": "цена"}

    def test_one_damaged_row_does_not_make_the_table_something_else(self):
        lines = [json.dumps({"text": f"naïve {number}"}, ensure_ascii=False).encode() for number in range(5)]
        write("a.jsonl", b"\n".join([*lines[:2], b'{"text": "na\xefve"}', *lines[2:]]))
        found = texts("a.jsonl")
        assert found["a.jsonl#2"] == "naïve 1"
        assert "not in utf-8" in found["a.jsonl#3"]
        assert found["a.jsonl#6"] == "naïve 4"

    def test_a_binary_table_is_one_error(self):
        write("a.jsonl", b"\x1f\x8b\x08" + bytes(range(256)) * 20)
        (item,) = find(["a.jsonl"], Options(), SETTINGS)
        assert isinstance(item, SourceError)
        assert "gzip" in item.message


class TestRows:
    def test_json_lines_are_found_by_their_bytes(self):
        write("a.jsonl", '{"text": "é one"}\r\n\n{"text": "two", "n": 1}\n{"text": "three"}')
        found = list(find(["a.jsonl"], Options(), SETTINGS))
        assert [(item.name, item.row, item.start) for item in found] == [
            ("a.jsonl#1", 1, 0),
            ("a.jsonl#3", 3, 21),
            ("a.jsonl#4", 4, 45),
        ]
        assert list(texts("a.jsonl").values()) == ["é one", "two", "three"]

    def test_csv_rows_with_line_breaks_in_quotes(self):
        write("a.csv", 'text,title\r\n"one,\nand ""more""\n\nof it",x\r\n\r\ntwo,"y\nz"\r\n')
        assert texts("a.csv") == {"a.csv#1": 'one,\nand "more"\n\nof it', "a.csv#2": "two"}

    def test_cells_longer_than_pythons_limit(self):
        write("a.csv", 'title,text\nx,"' + "word " * 60_000 + '"\n')
        assert len(texts("a.csv")["a.csv#1"]) == 300_000

    def test_semicolons_and_tabs(self):
        write("a.csv", "title;text\nFog, dense;one\n")
        write("b.tsv", "title, or so\ttext\nFog\ttwo\n")
        assert list(texts("a.csv", "b.tsv").values()) == ["one", "two"]

    def test_a_bad_row_is_an_error_of_its_own(self):
        rows = [
            '{"text": "good"}',
            "{broken",
            "[1]",
            '{"title": "no text"}',
            '{"text": 5}',
            '{"text": ""}',
            "[" * 100_000,
        ]
        write("a.jsonl", "\n".join([*rows, '{"text": "good too"}']))
        found = list(texts("a.jsonl").items())
        assert found[0] == ("a.jsonl#1", "good")
        assert found[-1] == ("a.jsonl#8", "good too")
        for (_, message), word in zip(
            found[1:-1], ["broken", "list", "no text", "int", "no text", "deeply"], strict=False
        ):
            assert word in message

    def test_a_csv_row_of_another_length_is_an_error_of_its_own(self):
        write("a.csv", "title,text\nx,one\ny\nz,three\n")
        assert texts("a.csv") == {"a.csv#1": "one", "a.csv#2": "the row has 1 cells, the header 2", "a.csv#3": "three"}

    @pytest.mark.parametrize("content", ["", "\n\n", "title,text\n"])
    def test_a_table_without_rows_does_not_vanish(self, content):
        write("a.csv", content)
        (item,) = find(["a.csv"], Options(), SETTINGS)
        assert isinstance(item, SourceError)

    def test_columns_that_the_user_names(self):
        write("a.csv", "key,story,headline\nk/1,one,Fog\nk/1,two,Rain\n,three,Sun\n")
        columns = (("text", "story"), ("id", "key"), ("title", "headline"))
        first, second, third = find(["a.csv"], Options(columns=columns), SETTINGS)
        assert (first.name, first.given.title) == ("a.csv#k/1", "Fog")
        assert "row 1 already" in second.message
        assert "no id" in third.message

    def test_a_column_that_is_not_there(self):
        write("a.csv", "story\none\n")
        assert "story" in texts("a.csv")["a.csv"]
        assert "'body'" in texts("a.csv", columns=(("text", "body"),))["a.csv"]

    def test_other_names_of_the_text_in_any_case(self):
        write("a.jsonl", '{"Body": "one"}\n{"content": "two"}\n{"transcript": "three", "id": 7}\n')
        assert texts("a.jsonl") == {"a.jsonl#1": "one", "a.jsonl#2": "two", "a.jsonl#3": "three"}

    def test_any_file_can_be_a_table(self):
        write("a.dat", '{"text": "one"}\n')
        assert texts("a.dat", format="jsonl") == {"a.dat#1": "one"}
        write("b.csv", "Not a table, but a letter.")
        assert texts("b.csv", format="story") == {"b.csv": "Not a table, but a letter."}

    def test_rows_of_standard_input(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "one"}\n{"text": "two"}\n')))
        assert texts("-", format="jsonl") == {"-#1": "one", "-#2": "two"}

    def test_a_table_that_changes_is_an_error_of_that_row(self):
        write("a.jsonl", '{"text": "one"}\n')
        (locator,) = find(["a.jsonl"], Options(), SETTINGS)
        write("a.jsonl", '{"test": "one"}\n')
        with pytest.raises(SourceError, match="changed"):
            load(locator, SETTINGS)


class TestGiven:
    def test_each_fact_knows_where_it_comes_from(self):
        write("a.jsonl", '{"text": "x", "headline": "Fog", "date": "2012-07-06T10:00:00Z", "outlet": 5}\n')
        options = Options(
            columns=(("title", "headline"),), given=Given(outlet="Atlas", date="2000-01-01", origin="option")
        )
        (locator,) = find(["a.jsonl"], options, SETTINGS)
        given = load(locator, SETTINGS).given
        assert (given.title, given.date, given.outlet) == ("Fog", "2012-07-06", "Atlas")
        assert [given.origin_of(name) for name in ("title", "date", "outlet")] == [
            "column headline",
            "column date",
            "option",
        ]

    @pytest.mark.parametrize(
        "value",
        ["July 6, 2012", "2012-7-6", "20120706", "2012-02-30", "2012-07-06x", "06/07/2012", 1341532800, None, ""],
    )
    def test_no_date_is_invented(self, value):
        assert iso_date(value) is None

    def test_half_surrogates_in_a_cell_are_replaced(self):
        write("a.jsonl", '{"text": "x", "title": "a\\ud800b", "url": "http://\\u0000"}\n')
        (locator,) = find(["a.jsonl"], Options(), SETTINGS)
        assert locator.given.title == "a\ufffdb"


@pytest.mark.parametrize(
    "options",
    [
        {"format": "pdf"},
        {"encoding": "no-such"},
        {"encoding": "hex"},
        {"columns": (("author", "by"),)},
        {"columns": (("text", ""),)},
        {"given": Given(date="6 July")},
    ],
)
def test_options_that_contradict_themselves(options):
    with pytest.raises(UsageError):
        Options(**options)


def test_a_locator_is_small():
    assert len(pickle.dumps(Locator(name="a/b.txt", path="a/b.txt"))) < 500
