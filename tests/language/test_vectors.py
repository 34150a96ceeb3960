"""Vectors of texts: one for each text, of length one, and the same in any company."""

import numpy as np
from fakes import FakeWeights
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.vectors import Embedder

SOME = ["", " ", "No.", "Holt said no.", "Dora left for Homs. " * 9, "漢字", "\u200b"]
TEXTS = st.lists(st.sampled_from(SOME), max_size=9)


@given(TEXTS)
def test_a_text_has_the_same_vector_in_any_company(texts: list[str]) -> None:
    embed = Embedder(FakeWeights(), room=40)
    together = embed(texts)
    assert together.shape == (len(texts), len(embed.weights.matrices["vector"]))
    assert together.dtype == np.float32
    for text, vector in zip(texts, together, strict=True):
        assert np.array_equal(embed([text])[0], vector)
        assert np.isclose(np.linalg.norm(vector), float(bool(text.strip())), atol=1e-5)


def test_a_vector_is_the_mean_of_its_words_led_through_the_head() -> None:
    weights = FakeWeights()
    row = weights.pieces.window(["Holt", "said", "no"])
    inputs = {name: np.array([values]) for name, values in zip(("pieces", "shapes", "first", "last"), row, strict=True)}
    expected = weights.matrices["vector"] @ weights.states(inputs)[0].mean(0) + weights.matrices["vector_bias"]
    (found,) = Embedder(weights)(["Holt said no"])
    assert np.allclose(found, expected / np.linalg.norm(expected), atol=1e-5)


def test_of_a_long_text_the_first_words_are_read() -> None:
    embed = Embedder(FakeWeights(), width=5)
    assert np.array_equal(*embed(["one two three four five", "one two three four five six"]))
