import datetime
import io
import json
import os
import pickle
import sys
import threading
import time
from pathlib import Path

import pytest

from onrecord.errors import SourceError, UsageError
from onrecord.records import Given
from onrecord.records.source import is_iso_date
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

    def test_records_of_onrecord_are_not_read(self):
        write("in/x.txt", "x")
        write("in/record/record.json", '{"record": "onrecord", "schema": 1}')
        write("in/record/partitions/p-1/turns.parquet", "PAR1")
        write("in/other/record.json", '{"record": "Blue Train"}')
        write("in/other/y.txt", "y")
        assert names("in") == names("in/**") == ["in/other/record.json", "in/other/y.txt", "in/x.txt"]
        with pytest.raises(UsageError, match="a record that onrecord wrote"):
            names("in/record")
        with pytest.raises(UsageError, match="no file"):
            names("in/rec*")

    @pytest.mark.parametrize("path", [".", "a.JSON", "*"])
    def test_a_json_file_is_refused_by_name(self, path):
        write("a.JSON", '{"text": "x"}')
        ((name, message),) = texts(path).items()
        assert name == "a.JSON"
        assert "JSON lines, one object a line, as .jsonl" in message
        assert texts(path, format="jsonl") == {"a.JSON#1": "x"}
        assert texts(path, format="story") == {"a.JSON": '{"text": "x"}'}

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

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("source", ["a.csv", "-"])
    def test_lines_of_old_macs(self, encoding, source, monkeypatch):
        content = 'title,text\rFog,"é\r\rone"\r\rRain,naïve two\rSun,"three"'.encode(encoding)
        write("a.csv", content)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert texts(source, format="csv") == {
            f"{source}#1": "é\r\rone",
            f"{source}#2": "naïve two",
            f"{source}#3": "three",
        }

    def test_the_bytes_of_lines_of_old_macs(self):
        content = b'id,text\r1,"A\r"\r2,B\r'
        write("a.csv", content)
        found = list(find(["a.csv"], Options(), SETTINGS))
        assert [content[item.start :][: item.length] for item in found] == [b'1,"A\r"\r', b"2,B\r"]

    def test_mixed_line_ends_are_faults_by_name(self):
        write("a.csv", "id,text\r1,A\n2,B\n")
        write("b.csv", "id,text\n1,A\r2,B\n3,C\n")
        write("c.txt", "Words.")
        found = texts("a.csv", "b.csv", "c.txt")
        assert found["a.csv"].startswith("the header cannot be read: a carriage return")
        assert found["b.csv#1"].startswith("a carriage return")
        assert (found["b.csv#2"], found["c.txt"]) == ("C", "Words.")

    @pytest.mark.parametrize(
        ("content", "bad"),
        [
            ('id,text\n1,A\n2,"C\n3,D\n4,E\n', {2}),
            ('id,text\n1,A\n2,"C\n3,D\n4,"E"', {2}),
            ('id,text\r\n1,A\r\n2,"C\r\n3,D\r\n4,"E"\r\n', {2}),
            ('id,text\r1,A\r2,"C\r3,D\r4,E\r', {2}),
            ('id,text\n1,A\n2,"C\n3,"D\n4,E\n', {2, 3}),
            ('id,text\n1,A\n2,C\n3,D\n4,"E', {4}),
        ],
    )
    def test_a_quote_that_is_not_closed_swallows_no_other_row(self, content, bad):
        write("a.csv", content)
        found = texts("a.csv", columns=(("id", "id"),))
        assert [text for text in found.values() if len(text) == 1] == [
            text for number, text in enumerate("ACDE", start=1) if number not in bad
        ]
        assert [name for name, text in found.items() if "quote" in text] == [
            f"a.csv#{number}" for number in sorted(bad)
        ]
        rows = [item for item in find(["a.csv"], Options(), SETTINGS) if isinstance(item, Locator)]
        assert [content[row.start] for row in rows] == [str(row.row) for row in rows]

    def test_a_damaged_line_behind_an_open_quote_is_a_fault_of_its_own_row(self):
        write("a.csv", 'id,text\n1,ö\n1,ü\n2,"C\n3,D\n'.encode() + b"4,\xe9\n5,F\n")
        found = texts("a.csv")
        assert "quote" in found["a.csv#3"]
        assert "not in utf-8" in found["a.csv#5"]
        assert (found["a.csv#4"], found["a.csv#6"]) == ("D", "F")

    def test_a_header_with_an_open_quote_is_one_error(self):
        write("a.csv", 'id,"text\n1,A\n')
        assert "a quote is opened" in texts("a.csv")["a.csv"]

    def test_an_open_quote_before_more_than_a_document_may_hold(self):
        write("a.csv", 'id,text\n1,"A\n' + "2,B\n" * 1000)
        found = list(find(["a.csv"], Options(), Settings(document_bytes=1000)))
        assert len(found) == 1001
        assert [item.message for item in found if isinstance(item, SourceError)] == [
            "a cell is larger than a document may be (document_bytes), or a quote is not closed"
        ]

    def test_quotes_that_are_never_closed_cost_little(self):
        write("a.csv", "id,text\n" + '1,"C\n' * 50_000 + "2,D\n")
        started = time.perf_counter()
        assert sum(isinstance(item, SourceError) for item in find(["a.csv"], Options(), SETTINGS)) == 50_000
        assert time.perf_counter() - started < 5

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
        [
            "July 6, 2012",
            "2012-7-6",
            "20120706",
            "2012-02-30",
            "2012-07-06x",
            "06/07/2012",
            1341532800,
            None,
            "",
            "2010-01-01 rebroadcast 2012-07-06",
            "2012-07-06 and later",
            "2012-07-06T",
            "2012-07-06 25:00",
            "2012-07-06 2013",
        ],
    )
    def test_no_date_is_invented(self, value):
        assert iso_date(value) is None

    @pytest.mark.parametrize(
        "tail",
        [
            "",
            "T10:00",
            "T10:00:59.123Z",
            " 10:00",
            " 10:00:00 UTC",
            " 10:00:00 +0200",
            "T24:00:00-05:00",
            "T10:00:00+00",
        ],
    )
    def test_a_timestamp_is_cut_to_its_date(self, tail):
        assert iso_date(f" 2012-07-06{tail} ") == "2012-07-06"

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("July 6, 2012", '"July 6, 2012"'),
            ("2010-01-01 rebroadcast 2012-07-06", '"2010-01-01 rebroadcast 2012-07-06"'),
            (1341532800, '"1341532800"'),
            (["2012-07-06"], "a JSON list"),
            ("\ud800", '"\ufffd"'),
            ("ab" * 100, f'"{"ab" * 40}…"'),
        ],
    )
    @pytest.mark.parametrize("title", [None, "Fog"])
    def test_a_date_that_cannot_be_read_is_neither_replaced_nor_lost(self, cell, words, title):
        write("a.jsonl", json.dumps({"text": "x", "date": cell, "title": title}))
        options = Options(given=Given(date="2015-05-05", outlet="Atlas", origin="option"))
        (locator,) = find(["a.jsonl"], options, SETTINGS)
        given = load(pickle.loads(pickle.dumps(locator)), SETTINGS).given
        assert (given.date, given.title, given.outlet) == (None, title, "Atlas")
        assert given.unread == (("date", f"column date holds {words}, which is no ISO date"),)
        assert given.unread_of("date") == given.unread[0][1]
        assert given.origin_of("outlet") == "option"

    @pytest.mark.parametrize("row", ["{}", '{"date": null}', '{"date": " "}', '{"date": ""}'])
    def test_a_row_without_a_date_has_that_of_the_option(self, row):
        write("a.jsonl", json.dumps({"text": "x", **json.loads(row)}))
        (locator,) = find(["a.jsonl"], Options(given=Given(date="2015-05-05", origin="option")), SETTINGS)
        assert (locator.given.date, locator.given.unread) == ("2015-05-05", ())

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
    ],
)
def test_options_that_contradict_themselves(options):
    with pytest.raises(UsageError):
        Options(**options)


@pytest.mark.parametrize(
    "options",
    [
        {"given": Given(outlet=os.fsdecode(b"caf\xe9"), origin="option")},
        {"columns": (("outlet", os.fsdecode(b"caf\xe9")),)},
    ],
)
def test_option_values_that_are_no_text(options):
    with pytest.raises(UsageError, match=r"the outlet 'caf\\xe9' holds bytes that are no text") as caught:
        Options(**options)
    str(caught.value).encode()


@pytest.mark.parametrize("date", ["6 July", "July 6", "2012-02-30", "2012-07-06T10:00:00Z", "20120706", "", 20120706])
def test_a_given_date_is_a_day_of_the_calendar(date):
    with pytest.raises(UsageError, match="write it as 2012-07-06"):
        Given(date=date)


def test_the_calendar_is_that_of_python():
    for year in (1, 1900, 2000, 2011, 2012, 9999):
        days = [f"{year:04}-{month:02}-{day:02}" for month in range(14) for day in range(33)]
        assert [day for day in days if is_iso_date(day)] == [day for day in days if known_to_python(day)]
    assert not is_iso_date("0000-01-01")
    assert not is_iso_date("２０１２-07-06")


def known_to_python(day):
    try:
        return bool(datetime.date.fromisoformat(day))
    except ValueError:
        return False


def test_a_locator_is_small():
    assert len(pickle.dumps(Locator(name="a/b.txt", path="a/b.txt"))) < 500
