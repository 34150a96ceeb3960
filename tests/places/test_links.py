"""The weights of the signs by which an act gets its place."""

import math

from onrecord.lexicons import table
from onrecord.places.links import shares, weights


def test_a_place_behind_a_preposition_in_the_clause_goes_before_one_far_away() -> None:
    near, far = shares([["in its clause", "under oblique, where"], ["six or more sentences before", "earlier named"]])
    assert near > 0.4 > far


def test_shares_and_that_of_no_place_are_one() -> None:
    known = {"a": math.log(3)}
    assert shares([["a"], ["unknown"]], known) == [0.6, 0.2]
    assert shares([], known) == []


def test_every_sign_stands_once_with_a_weight_that_counts() -> None:
    rows = table("places/links", "words", "weight", "example")
    assert len({row["words"] for row in rows}) == len(rows) == len(weights())
    assert all(0.05 <= abs(float(row["weight"])) < 5 for row in rows)
