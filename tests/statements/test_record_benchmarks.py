"""What the benchmarks of records decide by themselves: attributions left out, floors, figures put into a page."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "records"))

from floors import fallen, held, raised
from marks import fill, filled, table
from polnear import outermost
from scorers import loaded


def attribution(cue: list[int] | None, *content: list[int], source: list[int] | None = None) -> dict:
    return {"cue": [cue] if cue else [], "source": [source] if source else [], "content": list(content)}


OUTER = attribution([5, 9], [10, 40])


@pytest.mark.parametrize(
    ("other", "is_kept"),
    [
        (attribution([12, 16], [17, 40]), False),
        (attribution(None, [17, 40], source=[12, 14]), False),
        (attribution(None, [17, 40]), False),
        (attribution([50, 54], [17, 40]), True),
        (attribution([38, 42], [17, 30]), True),
        (attribution(None, [17, 40], source=[50, 54]), True),
        (attribution([50, 54], [60, 70], [80, 90]), True),
    ],
)
def test_what_begins_inside_the_content_of_another_is_left_out(other: dict, is_kept: bool) -> None:
    assert outermost([OUTER, other]) == ([OUTER, other] if is_kept else [OUTER])


def test_a_piece_of_content_is_enough_and_nobody_is_inside_itself() -> None:
    pieces = attribution([12, 14], [0, 10], [20, 30])
    inner = attribution([21, 23], [24, 30])
    assert outermost([pieces, inner]) == [pieces]
    assert outermost([attribution([21, 23], [20, 30])]) == [attribution([21, 23], [20, 30])]
    assert outermost([]) == []


def test_floors_fall_only_by_more_than_the_slack() -> None:
    floors = {"development": {"actors": 70.0, "statements": 80.0}, "corpus-test": {"actors": 60.0}}
    assert fallen({"development": {"actors": 69.6, "statements": 90.0}}, floors) == []
    assert fallen({"development": {"actors": 69.4, "statements": 90.0}}, floors) == [
        "development, actors: 69.4, the floor is 70.0"
    ]
    assert fallen({"development": {"actors": 70.0}}, floors) == ["development, statements: None, the floor is 80.0"]
    assert fallen({}, floors) == []
    assert fallen({"seeds": {"actors": 1.0}}, {}) == []


def test_floors_rise_and_never_fall(tmp_path: Path) -> None:
    floors = {"development": {"actors": 70.0}}
    new = raised({"development": {"actors": 60.0, "statements": 50.0}, "corpus-test": {"actors": 40.0}}, floors)
    assert new == {"development": {"actors": 70.0, "statements": 50.0}, "corpus-test": {"actors": 40.0}}
    assert floors == {"development": {"actors": 70.0}}
    path = tmp_path / "floors.json"
    assert held({"development": {"actors": 1.0}}, path, lift=False)
    assert held({"development": {"actors": 80.0}}, path, lift=True)
    assert json.loads(path.read_text()) == {"development": {"actors": 80.0}}
    assert not held({"development": {"actors": 70.0}}, path, lift=False)


def test_figures_stand_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- one -->\nold\n<!-- /one -->\nb\n<!-- two -->\n<!-- /two -->\n")
    fill("one", table(["set", "F1"], [["seeds", "80.0"]]), page)
    fill("two", ["x"], page)
    assert page.read_text() == (
        "a\n<!-- one -->\n| set | F1 |\n|---|---|\n| seeds | 80.0 |\n<!-- /one -->\nb\n<!-- two -->\nx\n<!-- /two -->\n"
    )
    with pytest.raises(ValueError, match="<!-- three -->"):
        filled(page.read_text(), "three", [])


def test_the_page_has_the_marks_that_the_benchmarks_fill() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    for name in ("records", "polnear", "costs"):
        assert filled(page, name, ["x"]) != page


def test_a_missing_scorer_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"score_records\.py: there is no such scorer.*--tools"):
        loaded(tmp_path, "score_records")
