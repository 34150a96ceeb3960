"""What the encoder sees at once: every word, in no more than two windows, whatever the batch."""

from itertools import pairwise

import numpy as np
from fakes import FakeWeights
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.weights import Scores
from onrecord.language.windows import scored, windows


@st.composite
def documents(draw):
    count = draw(st.integers(0, 700))
    breaks = draw(st.lists(st.integers(0, max(count - 1, 0)), max_size=30))
    if draw(st.booleans()):
        breaks = [0, *breaks]
    return count, breaks, draw(st.integers(40, 240)), draw(st.integers(8, 120))


@settings(deadline=None)
@given(documents())
def test_windows_cover_all_words_in_order(document) -> None:
    count, breaks, width, overlap = document
    cut = windows(count, breaks, width, overlap)
    assert set().union(*(range(start, end) for start, end in cut)) == set(range(count))
    assert all(0 < end - start <= width for start, end in cut)
    for (start, end), (next_start, next_end) in pairwise(cut):
        assert start < next_start <= end < next_end
    assert (cut[0][0], cut[-1][1]) == (0, count) if count else cut == []


@settings(deadline=None)
@given(documents())
def test_windows_overlap_as_asked_where_they_are_not_cut_at_a_break(document) -> None:
    count, breaks, width, overlap = document
    least = min(overlap, width // 2)
    cut = windows(count, breaks, width, overlap)
    for (start, end), (following, _) in pairwise(cut):
        if following == end:
            assert end in breaks
            assert end - start >= least, "a window is not cut short for a break that is near its beginning"
        else:
            assert end - start == width
            assert end - following == least
            assert not any(following <= at <= end for at in breaks), "no forced start is passed over"
    for (_, end), (start, _) in zip(cut, cut[2:], strict=False):
        assert end <= start, "no word is in three windows"


def test_the_order_of_breaks_does_not_matter() -> None:
    assert windows(100, [70, 0, 30], 40, 8) == windows(100, [0, 30, 70], 40, 8)


def test_an_overlap_wider_than_the_window_still_ends() -> None:
    assert windows(100, [0], width=40, overlap=120) == [(0, 40), (20, 60), (40, 80), (60, 100)]


WORDS = ["Holt", "said", "no", ".", "U.S.", "2012", "—", "unbelievably", "x"]


def same(one: Scores, other: Scores) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Scores.__slots__)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.integers(0, 99), st.integers(40, 80), st.integers(512, 3000))
def test_each_window_has_its_own_scores_whatever_the_batch(count: int, seed: int, width: int, room: int) -> None:
    words = np.random.default_rng(seed).choice(WORDS, count).tolist()
    weights = FakeWeights()
    cut = windows(len(words), range(0, len(words), 25), width, 8)
    found = scored(weights, words, cut, room)
    assert [len(scores.tags) for scores in found] == [end - start for start, end in cut]
    assert sum(rows for rows, _ in weights.batches) == len(cut)
    assert all(rows == 1 or rows * pieces <= room for rows, pieces in weights.batches)
    for window, scores in zip(cut, found, strict=True):
        (alone,) = scored(weights, words, [window], room)
        assert same(scores, alone)
        assert scores.arcs.shape == (window[1] - window[0], window[1] - window[0] + 1)


def test_windows_share_a_batch() -> None:
    weights = FakeWeights()
    scored(weights, ["no"] * 400, [(at, at + 40) for at in range(0, 400, 40)], room=900)
    assert [rows for rows, _ in weights.batches] == [10]
    weights.batches.clear()
    scored(weights, ["no"] * 400, [(at, at + 40) for at in range(0, 400, 40)], room=512)
    assert [rows for rows, _ in weights.batches] == [6, 4]


def test_a_window_larger_than_the_room_is_read_alone() -> None:
    weights = FakeWeights()
    assert len(scored(weights, ["unbelievably"] * 80, [(0, 40), (40, 80)], room=10)) == 2
    assert [rows for rows, _ in weights.batches] == [1, 1]


def test_no_windows_no_scores() -> None:
    assert scored(FakeWeights(), [], [], room=512) == []


def test_a_window_of_long_words_fits_the_encoder() -> None:
    weights = FakeWeights()
    (scores,) = scored(weights, ["unbelievably"] * 240, [(0, 240)], room=512)
    assert len(scores.tags) == 240
    assert weights.batches[0][1] <= 512
