"""The tables of actors: codes that exist, forms that stand once, examples that hold a form."""

import inspect
import re
from collections import Counter
from collections.abc import Iterable

import pytest

from onrecord.actors import phrases
from onrecord.actors.known import bodies, body_word, is_seat, noun_at, nouns
from onrecord.lexicons import Row, cell_words, table
from onrecord.lexicons.places import country_names, notes
from onrecord.records import ActorKind

SECTORS = frozenset(
    (
        *("GOV", "MIL", "COP", "REB", "OPP", "PTY", "LEG", "JUD", "SPY", "UAF", "PRM", "CRM", "BUS", "CVL", "EDU"),
        *("JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "ELI", "PRE"),
    )
)
"""Those of PLOVER 2.0; "unknown" is written `-`."""

INTERNATIONAL = frozenset(("UNO", "EUR", "IGO", "NGO"))
NOUNS = table("en/actor_nouns", "words", "kind", "sector", "needs", "example")
BODIES = table("places/bodies", "name", "aliases", "kind", "country", "sector", "ambiguous", "example")
SEATS = table("places/seats", "name", "aliases", "country", "sector", "stands_for", "ambiguous", "example")
INSIDE = table("en/body_words", "words", "kind", "sector", "place", "example")
ACTING = table("en/acting", "frame", "word", "example")
ALL = (*NOUNS, *BODIES, *SEATS, *INSIDE)


def forms(row: Row) -> tuple[str, ...]:
    """All words of a row that denote its actor."""
    columns = ("words",) if "words" in row.cells else ("name", "aliases")
    return tuple(form for column in columns for form in cell_words(row, column))


def twice(rows: Iterable[Row]) -> list[str]:
    """The forms that stand in more than one row."""
    counts = Counter(form for row in rows for form in {form.lower() for form in forms(row)})
    return sorted(form for form, count in counts.items() if count > 1)


def stands_in(form: str, example: str) -> bool:
    """Whether words stand in a sentence as whole words; `_` and case do not matter, nor the kind of apostrophe."""
    plain = example.replace("’", "'").lower()
    return re.search(rf"(?<!\w){re.escape(form.replace('’', chr(39)).lower())}(?!\w)", plain) is not None


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_codes_exist(row: Row) -> None:
    assert row["sector"] == "-" or row["sector"] in SECTORS
    assert "kind" not in row.cells or ActorKind(row["kind"])
    assert row.cells.get("needs", "-") in ("-", "body", "context", "state")
    assert row.cells.get("place", "any") in ("any", "first", "last")
    country = row.cells.get("country", "-")
    assert country == "-" or country in INTERNATIONAL or country in country_names()


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_an_example_holds_a_form(row: Row) -> None:
    assert any(stands_in(form, row["example"]) for form in forms(row))


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_forms_are_words(row: Row) -> None:
    assert forms(row)
    for form in forms(row):
        assert form == " ".join(form.split())
        assert len(set(forms(row))) == len(forms(row))


def said_of(form: str, row: Row) -> str:
    """What a row notes of a form that means something else too; empty if it notes nothing."""
    return next((what for word, what in notes(row).items() if word.lower() == form), "")


@pytest.mark.parametrize("rows", [NOUNS, INSIDE], ids=["actor_nouns", "body_words"])
def test_a_form_stands_in_one_row(rows: tuple[Row, ...]) -> None:
    assert twice(rows) == []


SHARED = twice([*BODIES, *SEATS])


@pytest.mark.parametrize("form", SHARED)
def test_a_name_of_several_bodies_is_noted_as_such_in_each(form: str) -> None:
    assert all(said_of(form, row) for row in (*BODIES, *SEATS) if form in {one.lower() for one in forms(row)})


@pytest.mark.parametrize("form", SHARED)
def test_a_row_that_usually_means_another_yields_to_it(form: str) -> None:
    chosen = next(row for row in (*BODIES, *SEATS) if row.id == bodies()[form].row)
    assert not said_of(form, chosen).startswith("usually ")


def test_nouns_are_lower_case_and_at_most_five_words() -> None:
    for row in NOUNS:
        for form in forms(row):
            assert len(form.split()) <= 5, form
            assert noun_at(("the", *form.lower().split())) == nouns()[form.lower()]


@pytest.mark.parametrize("row", BODIES, ids=lambda row: row.id)
def test_notes_of_ambiguous_names_are_of_names_of_the_row(row: Row) -> None:
    for word, what in notes(row).items():
        assert what
        assert word in forms(row)


@pytest.mark.parametrize("row", [*BODIES, *SEATS], ids=lambda row: row.id)
def test_every_name_is_found(row: Row) -> None:
    for form in forms(row):
        found = bodies()[form.lower()]
        if form.lower() in SHARED:
            continue
        assert found.row == row.id
        assert found.country == (None if row["country"] == "-" else row["country"])
        assert is_seat(form) == (row in SEATS)


@pytest.mark.parametrize("row", INSIDE, ids=lambda row: row.id)
def test_words_inside_a_name_tell_what_it_is(row: Row) -> None:
    for form in forms(row):
        name = {"any": f"Ardan {form} East", "last": f"Ardan {form}", "first": f"{form} Ardan"}[row["place"]]
        found = body_word(name)
        assert found is not None
        assert len(found.name.split()) >= len(form.split()), f"{form}: {found.name} stands before it"


def test_words_that_end_a_name_are_none_elsewhere() -> None:
    assert body_word("Harbour Workers' Union") is not None
    assert body_word("Ellery Pell") is None
    assert body_word("") is None


# Where a place acts


def test_frames_of_acting_are_those_that_are_asked_for() -> None:
    asked = inspect.getsource(phrases)
    assert [frame for frame in sorted({row["frame"] for row in ACTING}) if f'"{frame}"' not in asked] == []
    pairs = [(row["frame"], row["word"]) for row in ACTING]
    assert sorted(pairs) == sorted(set(pairs))


@pytest.mark.parametrize("row", ACTING, ids=lambda row: row.id)
def test_an_acting_row_has_its_word_in_its_example(row: Row) -> None:
    assert row["word"] == row["word"].lower()
    assert any(stands_in(word, row["example"]) for word in (row["word"], row["word"].split()[-1]))


@pytest.mark.parametrize("name", ["en/articles", "en/partitives"])
def test_small_words_stand_in_their_examples(name: str) -> None:
    rows = table(name, "words", "example")
    assert rows
    for row in rows:
        assert stands_in(row["words"], row["example"]), row.id


def test_gendered_words_have_a_pronoun() -> None:
    rows = table("en/gendered", "word", "pronoun", "example")
    assert {row["pronoun"] for row in rows} <= {"he", "she"}
    assert len({row["word"] for row in rows}) == len(rows)
    for row in rows:
        assert stands_in(row["word"], row["example"]), row.id
