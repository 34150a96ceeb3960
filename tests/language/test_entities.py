"""The best allowed sequence of labels against all there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.language.entities import entity_spans, label_sequence

LABELS = ("O", "B-ORG", "I-ORG", "B-GPE", "I-GPE")


def allowed(sequence) -> bool:
    before = "O"
    for number in sequence:
        label = LABELS[number]
        if label.startswith("I-") and before[2:] != label[2:]:
            return False
        before = label
    return True


def matrices(elements, most: int = 4):
    return st.integers(0, most).flatmap(lambda n: arrays(np.float32, (n, len(LABELS)), elements=elements))


@settings(deadline=None)
@given(matrices(st.floats(-100, 100, width=32)) | matrices(st.sampled_from([np.float32(x) for x in (0, 1, 2)])))
def test_no_allowed_sequence_is_better(scores: np.ndarray) -> None:
    found = label_sequence(scores, LABELS)
    assert allowed(found)
    words = np.arange(len(scores))
    every = [sequence for sequence in product(range(len(LABELS)), repeat=len(scores)) if allowed(sequence)]
    best = max(scores[words, list(sequence)].astype(float).sum() for sequence in every)
    assert scores[words, found].astype(float).sum() == pytest.approx(best, abs=1e-3)


@settings(deadline=None)
@given(matrices(st.floats(width=32), most=12))
def test_whatever_the_scores_the_sequence_is_allowed_and_spans_follow_from_it(scores: np.ndarray) -> None:
    sequence = label_sequence(scores, LABELS)
    assert allowed(sequence)
    spans = entity_spans(scores, LABELS)
    written = ["O"] * len(scores)
    for start, end, kind in spans:
        assert 0 <= start < end <= len(scores)
        assert written[start:end] == ["O"] * (end - start)
        written[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    assert written == [LABELS[number] for number in sequence]
    assert spans == sorted(spans)


def test_two_names_side_by_side_stay_two() -> None:
    scores = np.eye(len(LABELS), dtype=np.float32)[[1, 1, 2, 3, 0]]
    assert entity_spans(scores, LABELS) == [(0, 1, "ORG"), (1, 3, "ORG"), (3, 4, "GPE")]


def test_a_name_that_begins_inside_is_mended_by_its_scores() -> None:
    scores = np.array([[1, 0, 0, 2, 0], [0, 0, 9, 0, 0], [0, 0, 0, 0, 1]], np.float32)
    assert entity_spans(scores, LABELS) == [(0, 2, "ORG")]
    assert entity_spans(scores[2:], LABELS) in ([], [(0, 1, "GPE")], [(0, 1, "ORG")])


def test_what_is_no_number_is_worse_than_any_number() -> None:
    scores = np.array([[0, -9, -9, -9, -9], [-50, -60, np.nan, -60, -60]], np.float32)
    assert label_sequence(scores, LABELS) == [0, 0]


def test_a_long_segment_of_bad_scores_is_read() -> None:
    scores = np.zeros((240, len(LABELS)), np.float32)
    scores[:, 2] = np.nan
    assert allowed(label_sequence(scores, LABELS))
