"""Every case of tests/cases/places.tsv is resolved as a careful reader would."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "places"))

from evaluate import Case, answer, cases, has_country, has_place, most_populous, resolved

from onrecord.places import PlaceResolver

CASES = cases()
RESOLVER = PlaceResolver()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.toponym}:{case.sentence[:30]}")
def test_case(case: Case) -> None:
    place = resolved(RESOLVER, case)
    assert has_country(case, answer(place)), place
    assert has_place(case, answer(place)), place
    assert place.words.quote == case.toponym
    assert place.reason.endswith(".")
    assert place.is_actor == (case.kind == "seat of government" and case.name == "-")


def test_the_cases_are_many_and_of_all_classes() -> None:
    assert len(CASES) >= 360
    assert {case.kind for case in CASES} == {
        *("ambiguous", "border", "building", "containing", "demonym", "not-a-place", "plain", "river/region"),
        *("seat of government", "variant"),
    }


def test_a_look_around_is_worth_more_than_the_most_populous_place() -> None:
    naive = [has_place(case, most_populous(case)) for case in CASES]
    assert sum(naive) < 0.7 * len(CASES)
