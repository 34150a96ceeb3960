"""Weights of places are fitted to what annotators chose."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.events.scenes import Candidate, Site
from training.place_links import Example, fitted, written


def example(wanted: str | None) -> Example:
    """An event with a near and a far place, of which the near one is right, or none."""
    site = object.__new__(Site)
    object.__setattr__(site, "name", "lima")
    found = [Candidate(site, ("near",), "near"), Candidate(site, ("far",), "far")]
    return Example("story-01-a", found, wanted, [wanted is not None, False], True)


def test_what_is_right_gets_the_weight() -> None:
    weights = fitted([*(example("Lima") for _ in range(30)), *(example(None) for _ in range(10))])
    assert weights["near"] > 0 > weights["far"]


def test_examples_without_a_right_candidate_do_not_count() -> None:
    lost = Example("story-01-a", example(None).candidates, "Quito", [False, False], True)
    some = [*(example("Lima") for _ in range(30)), *(example(None) for _ in range(10))]
    assert fitted([*some, *(lost for _ in range(20))]) == fitted(some)


def test_documents_of_a_story_bear_its_name() -> None:
    assert example(None).story == "story"


def test_the_table_keeps_examples() -> None:
    assert written({"far": -1.0, "near": 2.0}, {"near": "in Lima"}) == (
        "words\tweight\texample\nnear\t2.00\tin Lima\nfar\t-1.00\t-\n"
    )
