"""The tables of event codes: whole, in agreement with one another, and with the page that shows them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from onrecord.errors import LexiconError, UsageError
from onrecord.lexicons import Row, codebook, ontology, table
from onrecord.lexicons.ontology import (
    Quad,
    cameo_of,
    context_cues,
    contexts,
    event_type,
    event_types,
    modes_of,
    plover_of_cameo,
    quad,
    score_of,
    sectors,
    statuses,
)

PAIRS = [(name, mode) for name in event_types() for mode in (None, *modes_of(name))]
CUES = table("plover/context_cues", "words", "context", "example")
CAMEO = table("plover/cameo", "code", "type", "mode", "context", "note", "example")
NOT_NEGATIVE = {("REQUEST", None), ("REQUEST", "assist"), ("REQUEST", "meet")}
"""Verbal conflict that the manual scores 0 or above."""
ELSEWHERE = {("RETREAT", None), ("RETREAT", "resign")}
"""Deeds for which CAMEO has only codes that are words in PLOVER."""


def test_sizes_of_the_ontology() -> None:
    assert len(event_types()) == 16
    assert sum(mode is not None for _, mode in PAIRS) == len(table("plover/modes")) == 67
    assert (len(contexts()), len(sectors()), len(statuses())) == (37, 25, 4)
    assert Counter(map(quad, event_types())) == {
        Quad.VERBAL_COOPERATION: 4,
        Quad.MATERIAL_COOPERATION: 3,
        Quad.VERBAL_CONFLICT: 4,
        Quad.MATERIAL_CONFLICT: 5,
    }
    assert {name for name, kind in event_types().items() if kind.recipient_required} == {"COOPERATE", "AID", "SANCTION"}


@pytest.mark.parametrize(("name", "mode"), PAIRS)
def test_score_agrees_with_the_quad(name: str, mode: str | None) -> None:
    score = score_of(name, mode)
    assert -10 <= score <= 10
    if (name, mode) in NOT_NEGATIVE:
        assert 0 <= score <= 0.5
    else:
        assert (score > 0) is (quad(name) in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION))
        assert score


def test_scores_decided_here() -> None:
    assert score_of("ACCUSE") == -3
    assert score_of("PROTEST", "vandalize") == score_of("PROTEST") == -5
    assert quad("SANCTION") is Quad.MATERIAL_CONFLICT


@pytest.mark.parametrize(("name", "mode"), PAIRS)
def test_every_pair_has_a_cameo_code_of_its_type(name: str, mode: str | None) -> None:
    back = plover_of_cameo(cameo_of(name, mode))
    assert back.code == cameo_of(name, mode)
    assert (back.type == name) is ((name, mode) not in ELSEWHERE)


@pytest.mark.parametrize("row", table("plover/default_cameo", "type", "mode", "fit", "example"), ids=lambda row: row.id)
def test_what_fits_the_same_comes_back_the_same(row: Row) -> None:
    assert row["fit"] in ("same", "wider", "near")
    mode = None if row["mode"] == "-" else row["mode"]
    kind = event_type(row["type"])
    assert row["example"] == (kind.modes[mode] if mode else kind).example
    if row["fit"] == "same":
        assert plover_of_cameo(row["cameo"]).mode in (mode, None)


def test_cameo_is_whole() -> None:
    sizes = Counter(row["code"][:2] for row in CAMEO if len(row["code"]) > 2)
    known = (10, 27, 28, 7, 8, 5, 6, 25, 5, 27, 12, 28, 22, 26, 6, 13, 13, 14, 9, 7)
    assert sizes == {f"{number:02}": size for number, size in enumerate(known, 1)}
    assert len({row["code"] for row in CAMEO}) == len(CAMEO) == 20 + sum(known)


@pytest.mark.parametrize("row", CAMEO, ids=lambda row: row["code"])
def test_cameo_row_is_read(row: Row) -> None:
    found = plover_of_cameo(row["code"])
    assert found.code == row["code"]
    assert (found.type is None) is row["code"].startswith(("01", "02"))
    assert found.type or found.mode is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0841", ("0841", "RETREAT", "release")),
        ("0849", ("084", "RETREAT", None)),
        ("0999", ("09", "ACCUSE", "investigate")),
        ("1013", ("1013", "REQUEST", "assist")),
        ("111", ("111", "ACCUSE", "disapprove")),
        ("116", ("116", "SANCTION", "convict")),
        ("163", ("163", "SANCTION", "discontinue")),
        ("190", ("190", "ASSAULT", None)),
        ("1952", ("1952", "ASSAULT", "drone")),
        ("02", ("02", None, None)),
    ],
)
def test_cameo_is_brought_to_plover(code: str, expected: tuple[str, str | None, str | None]) -> None:
    found = plover_of_cameo(code)
    assert (found.code, found.type, found.mode) == expected


@pytest.mark.parametrize("code", ["", "1", "00", "21", "2100", "AID", "04 ", "18222", "²0"])
def test_no_cameo_code(code: str) -> None:
    with pytest.raises(UsageError, match="it has 01 to 20"):
        plover_of_cameo(code)


def test_unknown_codes_say_which_there_are() -> None:
    with pytest.raises(UsageError, match="no event type 'DEMAND'; it has AGREE, "):
        quad("DEMAND")
    with pytest.raises(UsageError, match="CONSULT has no mode 'host'; it has visit, third-party, multilateral, phone"):
        cameo_of("CONSULT", "host")


@pytest.mark.parametrize("row", CUES, ids=lambda row: row["words"])
def test_cue_is_wellformed(row: Row) -> None:
    assert re.fullmatch(r"[a-z'-]{3,}|[a-z'-]+( [a-z'-]+){1,2}", row["words"])
    assert set(context_cues()[row["words"]]) <= contexts().keys()
    assert len(set(context_cues()[row["words"]])) == row["context"].count(";") + 1 <= 3
    printed = re.findall(r"[a-z'-]+", row["example"].lower())
    for word in row["words"].split():
        begin = word if len(word) < 4 else word[: max(3, len(word) - 2)]  # fishery, fisheries
        assert any(other.startswith(begin) for other in printed), word


def test_every_context_has_cues() -> None:
    counts = Counter(name for names in context_cues().values() for name in names)
    assert [name for name in contexts() if not 12 <= counts[name] <= 40] == []


def test_a_wrong_row_is_named() -> None:
    row = Row("plover/x", 7, {"context": "weather", "quad": "5", "score": "-11"})
    for read, column in ((ontology._contexts, "context"), (ontology._quad, "quad")):
        with pytest.raises(LexiconError, match=rf"plover/x\.tsv, row 7, column '{column}'"):
            read(row)
    with pytest.raises(LexiconError, match="-11 is not between"):
        ontology._number(row, "score")


def test_the_committed_codebook_is_the_generated_one() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook.page(), "run `make codebook`"
