import json
from pathlib import Path

import pytest

from onrecord import Coder, Settings, Source
from onrecord.errors import StoreError, UsageError
from onrecord.records import Given
from onrecord.store import SCHEMA, Counts, RecordFolder, SourceRow, View, Writer, coded_rows

SETTINGS = Settings(last_layer="transcript")
KEY = "0123456789abcdef"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def documents():
    """The examples, and a text with a NUL, an emoji and quotation marks."""
    coder = Coder(SETTINGS)
    given = Given(date="2021-03-03", title="O'Hara's \0 day", origin="option")
    odd = Source(
        name="o'dd\0", content='ADA LINDT, HOST: Good\0 morning 😀 “é”.\n\nBEN ORR: It\'s "Ada".\n', given=given
    )
    sources = [Source(name=str(path), content=path.read_bytes()) for path in EXAMPLES]
    return [coder.code(source) for source in [*sources, odd]]


def rows_of(documents):
    rows = {table: [] for table in SCHEMA}
    for coded in documents:
        for table, found in coded_rows(coded).items():
            rows[table] += found
        document = coded.transcript.document
        rows["sources"].append(SourceRow(document.name, None, document.id, "coded", None, 1, None, None))
    return rows


@pytest.fixture
def record(tmp_path, documents):
    folder = tmp_path / "it's a [re]cord*x=1"
    Writer(folder, SETTINGS).write(KEY, "inputs", Counts(coded=len(documents)), rows_of(documents))
    return folder


def test_every_row_has_a_cell_for_every_column(documents):
    for table, rows in rows_of(documents).items():
        assert {len(row) for row in rows} <= {len(SCHEMA[table])}, table


def test_what_is_read_equals_what_was_written(record, documents):
    with View(record) as view:
        for coded in documents:
            assert view.coded(coded.transcript.document.id) == coded


def test_every_quote_stands_in_its_text(record):
    with View(record) as view:
        for table in ("turns", "segments", "directions", "chrome"):
            wrong = view.query(
                f"SELECT t.id FROM {table} t JOIN documents d ON d.id = t.document_id"
                ' WHERE substr(d.text, t."start" + 1, t."end" - t."start") <> t.text AND NOT contains(d.text, chr(0))'
            )
            assert wrong == [], table


def test_equal_rows_give_equal_bytes(tmp_path, documents):
    rows = rows_of(documents)
    for name, order in (("a", 1), ("b", -1)):
        shuffled = {table: found[::order] for table, found in rows.items()}
        Writer(tmp_path / name, SETTINGS).write(KEY, "inputs", Counts(coded=len(documents)), shuffled)
    for path in (tmp_path / "a/partitions").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), path


def test_a_partition_has_no_clock_and_a_checksum_for_each_table(record):
    summary = json.loads((record / f"partitions/p-{KEY}/partition.json").read_text())
    assert summary.keys() == {"key", "inputs", "versions", "counts", "tables"}
    assert summary["tables"].keys() == SCHEMA.keys()
    assert not list(record.glob("partitions/.*"))


def test_a_partition_that_is_there_stays(record):
    before = (record / f"partitions/p-{KEY}/turns.parquet").stat()
    Writer(record, SETTINGS).write(KEY, "inputs", Counts(), {})
    assert (record / f"partitions/p-{KEY}/turns.parquet").stat() == before
    assert not list(record.glob("partitions/.*"))


def test_an_empty_record_works(tmp_path):
    Writer(tmp_path / "r", SETTINGS)
    with View(tmp_path / "r") as view:
        assert view.documents() == view.errors() == view.sources() == view.turns("doc-0") == []
        assert view.status().counts == Counts()


def test_documents_by_id_beginning_and_source(record, documents):
    document = documents[0].transcript.document
    with View(record) as view:
        for which in (
            document.id,
            document.id[:12],
            document.id.removeprefix("doc-")[:8],
            document.name,
            EXAMPLES[0].name,
        ):
            assert view.document(which)["id"] == document.id
        with pytest.raises(UsageError, match="stands for"):
            view.document("doc-")
        with pytest.raises(UsageError, match="no document"):
            view.document("nobody")
        assert [row["number"] for row in view.turns(document.id)] == list(
            range(1, len(documents[0].transcript.turns) + 1)
        )
        assert [row["id"] for row in view.speakers(document.id)] == [
            item.id for item in documents[0].transcript.speakers
        ]
        assert "text" not in view.documents()[0]


def test_a_view_cannot_change_anything(record, tmp_path):
    with View(record) as view:
        for sql in (
            f"COPY turns TO '{tmp_path}/x.csv'",
            "DROP VIEW turns",
            "SELECT 1; SELECT 2",
            "INSTALL fts",
            "no sql",
        ):
            with pytest.raises(UsageError):
                view.query(sql)
        (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
        with pytest.raises(UsageError, match="Permission"):
            view.query(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")
        assert view.query("SELECT count(*) AS n FROM turns WHERE role = $1", ["host"])[0]["n"] > 0
        with pytest.raises(UsageError, match="nobody"):
            view.query("SELECT nobody FROM turns")


def test_a_folder_that_is_no_record(tmp_path):
    with pytest.raises(StoreError, match="no record folder"):
        View(tmp_path / "nowhere")
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match="other things"):
        Writer(tmp_path, SETTINGS)


@pytest.mark.parametrize("other", [1, 2, 3, 99])
def test_another_schema_version(record, other):
    path = record / "record.json"
    path.write_text(path.read_text().replace('"schema": 4', f'"schema": {other}'))
    message = f"schema {other}, this onrecord has 4; open it with the onrecord that wrote it, or code into a new folder"
    for door in (View, lambda folder: Writer(folder, SETTINGS)):
        with pytest.raises(StoreError, match=message):
            door(record)


def test_other_settings_are_named(record):
    with pytest.raises(StoreError, match=r"label_length 160 there, 100 here.*new folder"):
        Writer(record, SETTINGS.model_copy(update={"label_length": 100}))


@pytest.mark.parametrize("name", ["record.json", f"partitions/p-{KEY}/partition.json", "manifest.json"])
@pytest.mark.parametrize("content", ["{", "[]", "{}", "\xff"])
def test_damaged_json_is_a_clear_error(record, name, content):
    (record / name).write_bytes(content.encode("latin-1"))
    with pytest.raises(StoreError), View(record) as view:
        view.status()


def test_a_missing_or_shortened_table_is_found_at_once(record):
    path = record / f"partitions/p-{KEY}/turns.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    with pytest.raises(StoreError, match=r"turns\.parquet: the file has"):
        View(record)
    path.unlink()
    with pytest.raises(StoreError, match=r"turns\.parquet: the file is missing"):
        View(record)


def test_a_changed_table_is_found_by_its_checksum(record):
    path = record / f"partitions/p-{KEY}/turns.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with View(record) as view, pytest.raises(StoreError, match="checksum"):
        view.status()


def test_a_table_that_cannot_be_read_is_a_store_error(record):
    path = record / f"partitions/p-{KEY}/turns.parquet"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(StoreError), View(record) as view:
        view.turns("doc-0")


def test_a_lost_partition_is_missed(record):
    Writer(record, SETTINGS).commit([KEY])
    (record / f"partitions/p-{KEY}").rename(record / "elsewhere")
    with pytest.raises(StoreError, match="partition is missing"):
        View(record)


def test_counts_that_do_not_add_up_are_found(tmp_path, documents):
    Writer(tmp_path, SETTINGS).write(KEY, "inputs", Counts(coded=1, errors=1), rows_of(documents[:1]))
    with View(tmp_path) as view, pytest.raises(StoreError, match="add up"):
        view.status()


def test_leftovers_are_swept(record):
    (record / "partitions/.tmp-1").mkdir()
    (record / "partitions/.old-1").mkdir()
    Writer(record, SETTINGS).sweep()
    assert [path.name for path in (record / "partitions").iterdir()] == [f"p-{KEY}"]
    assert RecordFolder(record).on_disk() == (KEY,)
