"""Each row of a table does what its example says."""

import re

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicons import digest, names, rows, table
from onrecord.records import Role
from onrecord.settings import Settings
from onrecord.transcripts import chrome
from onrecord.transcripts.directions import kind_of
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.labels import Strength, not_label, parse, role_words
from onrecord.transcripts.names import is_particle, split_title
from onrecord.transcripts.page import open_page


@pytest.mark.parametrize("row", table("en/chrome", "kind", "reach", "example"), ids=lambda row: row.id)
def test_chrome_row_finds_its_example(row) -> None:
    page = open_page("doc-0", row["example"], Settings())
    found = chrome.patches(page, Settings())
    assert row["kind"] in {patch.kind for patch in found}
    assert row["reach"] in ("line", "rest")


@pytest.mark.parametrize("row", table("en/directions", "kind", "example"), ids=lambda row: row.id)
def test_direction_row_knows_its_example(row) -> None:
    assert (kind_of(row["example"]) or ("",))[0] == row["kind"]


@pytest.mark.parametrize("row", table("en/formulas", "kind", "example"), ids=lambda row: row.id)
def test_formula_row_finds_its_example(row) -> None:
    assert Formulas.load().has(row["kind"], row["example"])


@pytest.mark.parametrize("row", table("en/label_words", "words", "role", "example"), ids=lambda row: row.id)
def test_label_words_give_their_role(row) -> None:
    known = role_words(row["example"])
    assert known is not None
    assert known[0] is Role(row["role"])


@pytest.mark.parametrize("row", table("en/affiliations", "words", "role", "example"), ids=lambda row: row.id)
def test_affiliation_gives_its_role(row) -> None:
    label = parse(f"JANA HOLT, {row['example']}")
    assert label is not None
    assert label.role is Role(row["role"])


@pytest.mark.parametrize("row", table("en/not_labels", "words", "example"), ids=lambda row: row.id)
def test_heading_is_no_label(row) -> None:
    assert not_label(row["example"])
    label = parse(row["example"])
    assert label is None or label.strength is Strength.NOT


@pytest.mark.parametrize("row", table("en/titles", "words", "rest"), ids=lambda row: row.id)
def test_title_is_split_off_a_name(row) -> None:
    name = ["ANNA", "MARIA", "HOLT"][-max(1, int(row["rest"])) :]
    title = row["words"].split()
    if len(title) == 1:
        assert split_title([*title, *name]) == 1


@pytest.mark.parametrize("row", table("en/name_particles", "words", "example"), ids=lambda row: row.id)
def test_particle_stands_in_its_example(row) -> None:
    assert is_particle(row["words"])
    assert re.search(rf"\b{row['words']}[ -]", row["example"])


def test_no_table_names_a_word_twice() -> None:
    for name in names():
        found = [row.cells["words"] for row in table(name) if "words" in row.cells]
        assert sorted(found) == sorted(set(found)), name


def test_a_wrong_row_is_named_by_file_row_and_column() -> None:
    with pytest.raises(LexiconError, match=r"en/x\.tsv, row 3, column 'b': 1 cells, the header has 2"):
        rows("en/x", "a\tb\n1\t2\n1\n", ("a",))
    with pytest.raises(LexiconError, match="row 2, column 'a': the cell is empty"):
        rows("en/x", "a\tb\n \t2\n", ("a",))
    with pytest.raises(LexiconError, match="the column is missing; there are a, b"):
        rows("en/x", "a\tb\n", ("c",))


def test_the_digest_names_the_state_of_the_tables() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", digest())
    assert digest() == digest()
