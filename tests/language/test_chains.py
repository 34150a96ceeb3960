"""Which words name the same: chains are well-formed whatever the matrices, and follow scores that are clear."""

import tracemalloc

import numpy as np
import pytest
from fakes import matrices
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import chains
from onrecord.language.chains import COARSE, PAIR, SPAN, Linker, Thresholds, Words, mention_spans
from onrecord.language.pairs import FEATURE_SIZES, name_run

NAMES = ["Holt", "envoy", "he", "it", "Aldan", "said", "they", "I"]
UPOS = {"Holt": "PROPN", "Aldan": "PROPN", "envoy": "NOUN", "said": "VERB"}
VIEW = 2 * COARSE + PAIR + 4 * SPAN

PLAIN = Thresholds(mention=-1.5, link=0.0, name=0.0)


def document(words, lengths, *, mentions=None, views=None, speakers=None, seed=0) -> Words:
    """Words in sentences of these lengths, two sentences to a segment; scores at random where none are given."""
    assert sum(lengths) == len(words)
    draw = np.random.default_rng(seed)
    upos = [UPOS.get(word, "PRON") for word in words]
    ends = np.cumsum(lengths).tolist()
    bounds = [(end - length, end) for length, end in zip(lengths, ends, strict=True) for _ in range(length)]
    sentence_of = np.repeat(np.arange(len(lengths)), lengths)
    return Words(
        words=words,
        upos=upos,
        feats=["Number=Sing"] * len(words),
        sentence_of=sentence_of,
        segment_of=sentence_of // 2,
        speaker_of=np.array(speakers or [-1] * len(words)),
        bounds=bounds,
        runs=[name_run(at, words, upos, *bounds[at]) for at in range(len(words))],
        mentions=draw.normal(0, 2, len(words)).astype(np.float32) if mentions is None else mentions,
        views=draw.normal(0, 1, (len(words), VIEW)).astype(np.float32) if views is None else views,
    )


def silent() -> dict[str, np.ndarray]:
    """Matrices of a pair scorer that has no opinion: the coarse scores decide."""
    return {name: np.zeros_like(matrix) for name, matrix in matrices().items()}


def alike(words, groups: dict[int, int], strength: float = 10.0) -> Words:
    """Mentions of one word each; those of one group (word → group) score high together, all others low."""
    views = np.zeros((len(words), VIEW), np.float32)
    mentions = np.full(len(words), -9, np.float32)
    for at, group in groups.items():
        mentions[at] = 0.0
        views[at, COARSE + group] = strength
        views[at, :COARSE] = -strength
        views[at, group] = strength
        base = 2 * COARSE + PAIR
        for query, key in ((0, SPAN), (2 * SPAN, 3 * SPAN)):  # both pointers point at the head itself
            views[at, base + query + at % SPAN] = views[at, base + key + at % SPAN] = 1
    return document(words, [len(words)], mentions=mentions, views=views)


@st.composite
def documents(draw):
    lengths = draw(st.lists(st.integers(1, 9), max_size=12))
    count = sum(lengths)
    words = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count))
    speakers = draw(st.lists(st.integers(-1, 2), min_size=count, max_size=count))
    return document(words, lengths, speakers=speakers, seed=draw(st.integers(0, 1000)))


@settings(deadline=None)
@given(documents(), st.integers(0, 50), st.floats(-4, 4), st.floats(-20, 20))
def test_chains_are_well_formed(words: Words, seed: int, mention: float, link: float) -> None:
    found = Linker(matrices(seed), Thresholds(mention, link, link))(words)
    assert found == sorted(found)
    mentions = [span for chain in found for span in chain]
    assert len(mentions) == len(set(mentions)), "no mention is in two chains or twice in one"
    chosen = set(np.flatnonzero(words.mentions > mention).tolist())
    for chain in found:
        assert len(chain) > 1
        assert chain == sorted(chain)
        for start, end in chain:
            assert words.bounds[start][0] <= start < end <= words.bounds[start][1]
            assert chosen & set(range(start, end)), "a span has a head"


@settings(deadline=None)
@given(documents())
def test_a_span_holds_its_head_and_lies_in_its_sentence(words: Words) -> None:
    every = np.arange(len(words.words))
    for head, (start, end) in zip(every.tolist(), mention_spans(words, every), strict=True):
        left, right = words.bounds[head]
        assert left <= start <= head < end <= right


@settings(deadline=None, max_examples=30)
@given(documents(), st.integers(1, 7))
def test_blocks_change_nothing(words: Words, block: int) -> None:
    link = Linker(matrices(), PLAIN)
    whole = link(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chains, "BLOCK", block)
        assert link(words) == whole


@settings(deadline=None, max_examples=30)
@given(documents(), st.integers(0, 20))
def test_higher_thresholds_link_less(words: Words, seed: int) -> None:
    low, high = (Linker(matrices(seed), Thresholds(0, link, link)) for link in (0.0, 3.0))
    chosen = np.flatnonzero(words.mentions > 0)
    if len(chosen) > 1:
        few, many = high._antecedents(words, chosen), low._antecedents(words, chosen)
        assert all(one in (-1, other) for one, other in zip(few, many, strict=True))
    assert Linker(matrices(seed), Thresholds(0, 1e9, 1e9))(words) == []
    assert Linker(matrices(seed), Thresholds(1e9, 0, 0))(words) == []


def test_clear_scores_make_their_chains() -> None:
    words = ["Holt", "said", "Aldan", "he", "it", "Holt", "envoy", "they"]
    found = Linker(silent(), PLAIN)(alike(words, {0: 1, 2: 2, 3: 1, 4: 2, 5: 1, 7: 3}))
    assert found == [[(0, 1), (3, 4), (5, 6)], [(2, 3), (4, 5)]]


def test_what_does_not_head_a_mention_is_not_linked() -> None:
    words = alike(["Holt", "said", "he"], {0: 1, 2: 1})
    words.mentions[2] = -2
    assert Linker(silent(), PLAIN)(words) == []
    assert Linker(silent(), Thresholds(-3, 0, 0))(words) == [[(0, 1), (2, 3)]]


@pytest.mark.parametrize(
    ("words", "link", "name", "linked"),
    [
        (["Holt", "he"], 1e3, -1e3, False),  # a pronoun: the threshold of links
        (["Holt", "he"], -1e3, 1e3, True),
        (["Holt", "Holt"], -1e3, 1e3, False),  # a name to a name: the threshold of names
        (["Holt", "envoy"], -1e3, 1e3, False),  # a noun to a name
        (["Holt", "envoy"], 1e3, -1e3, True),
        (["he", "Holt"], 1e3, -1e3, False),  # to a pronoun: the threshold of links
        (["envoy", "envoy"], -1e3, 1e3, True),
    ],
)
def test_names_have_a_threshold_of_their_own(words: list[str], link: float, name: float, linked: bool) -> None:
    found = Linker(silent(), Thresholds(-1.5, link, name))(alike(words, {0: 1, 1: 1}))
    assert found == ([[(0, 1), (1, 2)]] if linked else [])


def test_only_the_best_antecedents_by_coarse_scores_are_looked_at() -> None:
    count = chains.CONSIDERED + 5
    words = document(["it"] * count, [count], mentions=np.zeros(count, np.float32), seed=3)
    words.views[:, :COARSE] = 0
    words.views[-1, 0] = 1
    words.views[:, COARSE] = np.arange(count, 0, -1)  # the first are the best
    words.views[-1, COARSE] = 1_000  # nothing is its own antecedent
    later, earlier, scores = chains._considered(words.views, words.mentions)
    last = earlier[later == count - 1]
    assert sorted(last.tolist()) == list(range(chains.CONSIDERED))
    assert np.allclose(sorted(scores[later == count - 1]), sorted((count - last) / COARSE**0.5))
    assert (earlier < later).all()
    assert len(set(zip(later.tolist(), earlier.tolist(), strict=True))) == len(later)
    assert sorted(earlier[later == 3].tolist()) == [0, 1, 2]


def test_two_heads_of_the_same_words_are_one_mention() -> None:
    one, other = (0, 2), (4, 5)
    assert chains._grouped([-1, 0], [one, one]) == []
    assert chains._grouped([-1, 0, 1], [one, one, other]) == [[one, other]]
    assert chains._grouped([-1, 0, -1, 2], [one, one, one, other]) == [[one, other]], "what fell away holds none"
    assert chains._grouped([-1, 0, -1, 2], [one, other, one, (6, 7)]) == [[one, other]]


@pytest.mark.parametrize("words", [[], ["Holt"], ["said", "said"]])
def test_no_two_mentions_no_chain(words: list[str]) -> None:
    lengths = [len(words)] if words else []
    assert Linker(matrices(), PLAIN)(document(words, lengths, mentions=np.full(len(words), -9.0))) == []


def test_scores_that_are_no_numbers_link_nothing() -> None:
    words = alike(["Holt", "he", "it"], {0: 1, 1: 1, 2: 1})
    words.views[:] = np.nan
    assert Linker(silent(), PLAIN)(words) == []


def test_every_kind_of_feature_has_its_table() -> None:
    link = Linker(matrices(), PLAIN)
    assert [len(table) for table in link.features] == list(FEATURE_SIZES)


@pytest.mark.slow
def test_a_long_document_fits_into_memory() -> None:
    count = 10_000
    words = document(["it"] * count, [10] * (count // 10), mentions=np.zeros(count, np.float32))
    tracemalloc.start()
    assert Linker(silent(), PLAIN)(words)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 600_000_000
