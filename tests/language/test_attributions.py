"""What the heads of the second storey read: anchors, parts of attributions, words of actors."""

import numpy as np
from fakes import FAR, parser
from hypothesis import given, settings
from hypothesis import strategies as st
from test_parser import WORDS, texts

from onrecord.language.attributions import KINDS, RELATIONS, HeadReading, reading
from onrecord.language.weights import Scores

SIZE = 4


def scores(count: int, anchors: dict[int, str], parts: dict[str, list[int]]) -> Scores:
    """Scores in which every anchor has the same parts, told by the views alone."""
    opened = np.tile([4.0, 0.0, 0.0], (count, 1)).astype(np.float32)
    for at, kind in anchors.items():
        opened[at] = [4.0 * (kind == name) for name in KINDS]
    views = np.zeros((count, len(RELATIONS), SIZE), np.float32)
    views[:, :, 0] = -6
    for name, words in parts.items():
        views[words, RELATIONS.index(name), 0] = 6
    asks = np.zeros((count, len(RELATIONS), SIZE), np.float32)
    asks[:, :, 0] = 2
    nothing = np.zeros((count, 3), np.float32)
    return Scores(
        *(nothing,) * 7,
        anchors=opened,
        anchor_view=asks.reshape(count, -1),
        word_view=views.reshape(count, -1),
        actors=nothing,
        sectors=nothing[:, :2],
        event_anchors=nothing,
        event_anchor_view=nothing[:, :2],
        event_word_view=nothing[:, :2],
        event_modes=nothing,
        event_status=nothing,
    )


def read(one: Scores, firsts: list[int]) -> HeadReading:
    matrices = {
        "distance": np.zeros((len(RELATIONS), 2 * FAR + 1), np.float32),
        "event_distance": np.zeros((2, 2 * FAR + 1), np.float32),
    }
    return reading([(one, 0, len(one.anchors))], [0], firsts, matrices, ["-", "GOV"], 0.2)


def test_an_attribution_has_the_words_that_its_anchor_asks_for() -> None:
    # Holt said the road is shut .
    one = scores(7, {2: "speech"}, {"content": [2, 3, 4, 5], "source": [0], "cue": [1]})
    (found,) = read(one, [0, 7]).attributions
    assert (sorted(found.content), found.source, found.cue) == ([2, 3, 4, 5], (0, 1), (1, 2))
    assert found.is_speech
    assert found.score > 0.9


def test_content_ends_with_its_segment_and_counts_in_its_tokens() -> None:
    one = scores(8, {5: "other"}, {"content": [3, 5, 6, 7], "source": [0], "cue": [4]})
    (found,) = read(one, [0, 4, 8]).attributions
    assert (found.segment, sorted(found.content), found.source, found.cue) == (1, [1, 2, 3], None, (0, 1))
    assert not found.is_speech


def test_content_goes_on_behind_a_short_gap_and_behind_the_source() -> None:
    one = scores(12, {0: "speech"}, {"content": [0, 1, 3, 4, 9, 10, 11], "source": [6], "cue": [7]})
    (found,) = read(one, [0, 12]).attributions
    assert sorted(found.content) == [0, 1, 2, 3, 4, 9, 10, 11]


def test_without_a_likely_anchor_there_is_nothing() -> None:
    assert read(scores(5, {}, {"content": [1, 2]}), [0, 5]).attributions == ()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, max_size=70), max_size=6), st.integers(0, 20))
def test_every_part_lies_in_its_segment(segments: list[list[str]], seed: int) -> None:
    docs, _, found = parser(seed=seed).parse(texts(*segments), [None] * len(segments))
    if any(segments):
        assert [len(one) for one in found.acting] == [len(doc) for doc in docs]
        assert all(((one >= 0) & (one <= 1)).all() for one in found.acting)
    for one in found.attributions:
        size = len(docs[one.segment])
        assert one.content and min(one.content) >= 0 and max(one.content) < size
        for part in (one.source, one.cue):
            assert part is None or 0 <= part[0] < part[1] <= size
