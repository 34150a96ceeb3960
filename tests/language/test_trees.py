"""The best tree against all trees there are, and what is no number."""

import time
from functools import cache
from itertools import product

import numpy as np
import pytest
from fakes import random_tree
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.language import trees
from onrecord.language.trees import heads_of, is_tree


@cache
def all_trees(count: int) -> np.ndarray:
    """Every tree of so many words with one root, (trees, words): n^(n-1) of them."""
    found = [
        heads
        for heads in product(range(count + 1), repeat=count)
        if heads.count(0) == 1 and all(head != at for at, head in enumerate(heads, 1)) and leads_to_root(heads)
    ]
    assert len(found) == count ** (count - 1)
    return np.array(found)


def leads_to_root(heads) -> bool:
    for at in range(1, len(heads) + 1):
        steps = 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1  # noqa: PLW2901
        if at:
            return False
    return True


def total(arcs: np.ndarray, heads) -> np.ndarray:
    heads = np.array(heads)
    scores = np.nan_to_num(arcs.astype(np.float64), nan=-1e6).clip(-1e6, 1e6)
    return scores[np.arange(len(arcs)), heads].sum(-1)


def check_tree(heads, count: int) -> None:
    assert len(heads) == count
    assert heads.count(0) == 1
    assert leads_to_root(heads)
    assert is_tree(heads)


SMALL = st.floats(-100, 100, width=32)
FEW = st.sampled_from([np.float32(x) for x in (0, 0, 1, 2, -1)])
ANY = st.floats(width=32)  # NaN, infinities, the largest numbers


def matrices(elements):
    return st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=elements))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_tree_is_told_from_what_is_none(count: int) -> None:
    for heads in product(range(count + 1), repeat=count):
        assert is_tree(heads) is leads_to_root(heads)


@settings(deadline=None)
@given(matrices(SMALL) | matrices(FEW))
def test_with_all_roots_tried_no_tree_is_better(arcs: np.ndarray) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "ROOTS_TRIED", 5)
        heads = heads_of(arcs)
    check_tree(heads, len(arcs))
    assert total(arcs, heads) == pytest.approx(total(arcs, all_trees(len(arcs))).max(), abs=1e-6)


@settings(deadline=None)
@given(matrices(SMALL) | matrices(FEW))
def test_with_three_roots_tried_no_tree_of_one_of_them_is_better(arcs: np.ndarray) -> None:
    heads = heads_of(arcs)
    check_tree(heads, len(arcs))
    every = all_trees(len(arcs))
    totals = total(arcs, every)
    if len(arcs) <= trees.ROOTS_TRIED:
        assert total(arcs, heads) == pytest.approx(totals.max(), abs=1e-6)
    with_this_root = every[:, heads.index(0)] == 0
    assert total(arcs, heads) == pytest.approx(totals[with_this_root].max(), abs=1e-6)
    others = arcs[:, 1:] - np.diag(np.full(len(arcs), 1e4))
    gains = arcs[:, 0] - others.max(1) if len(arcs) > 1 else np.zeros(1)
    if (gains == gains.max()).sum() == 1:
        assert total(arcs, heads) >= totals[every[:, gains.argmax()] == 0].max() - 1e-6


@settings(deadline=None)
@given(matrices(ANY))
def test_whatever_the_scores_it_is_a_tree(arcs: np.ndarray) -> None:
    check_tree(heads_of(arcs), len(arcs))


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, -np.inf, 3e38, -3e38])
@pytest.mark.parametrize("count", [1, 2, 3, 17, 60])
def test_ties_of_all_scores_are_a_tree(value: float, count: int) -> None:
    check_tree(heads_of(np.full((count, count + 1), value, np.float32)), count)


def test_nothing_has_no_heads() -> None:
    assert heads_of(np.zeros((0, 1), np.float32)) == []


def test_one_word_is_the_root_whatever_its_scores() -> None:
    assert heads_of(np.array([[-5, 9]], np.float32)) == [0]


def test_the_scores_are_left_as_they_were() -> None:
    arcs = np.array([[1, np.nan, 3], [np.inf, 5, 6]], np.float32)
    before = arcs.copy()
    heads_of(arcs)
    assert np.array_equal(arcs, before, equal_nan=True)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 80))
def test_crossing_branches_of_a_clear_tree_are_kept(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    heads = [head + 1 for head in random_tree(draw, count)]
    arcs = draw.normal(0, 1, (count, count + 1)).astype(np.float32)
    arcs[np.arange(count), heads] += 20
    assert heads_of(arcs) == heads


def nested_pairs(count: int) -> np.ndarray:
    """Every contraction leaves a cycle of two: as many rounds as there are words."""
    arcs = np.full((count, count + 1), -50, np.float32)
    arcs[0, 2] = 40
    for at in range(1, count):
        arcs[at, at] = 40 - at * 0.01
        arcs[at - 1, at + 1] = 40 - at * 0.02
    return arcs


@pytest.mark.parametrize("kind", ["random", "no root", "nested"])
def test_a_sentence_of_300_words_takes_no_time(kind: str) -> None:
    draw = np.random.default_rng(0)
    arcs = draw.normal(0, 3, (300, 301)).astype(np.float32)
    if kind == "no root":
        arcs[:, 0] -= 100
    if kind == "nested":
        arcs = nested_pairs(300)
    begin = time.process_time()
    heads = heads_of(arcs)
    assert time.process_time() - begin < 2
    check_tree(heads, 300)
