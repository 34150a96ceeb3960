"""From scores to sentences and Docs, upon random scores and upon scores that are clear."""

from itertools import pairwise

import numpy as np
import pytest
from fakes import LABEL, TABLES, TAGS, FakeWeights, random_tree
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from onrecord.language.decode import Decoder, behind_comma, sentence_bounds
from onrecord.language.docs import Sentence, doc_of
from onrecord.language.weights import Scores
from onrecord.language.windows import scored, windows

WORDS = ["Holt", "said", "no", ".", "U.S.", "2012", "—", "Aldan", "x", "Carried"]


def decoder(threshold: float = 0.5) -> Decoder:
    return Decoder(FakeWeights(), threshold)


def blank(count: int, **given) -> Scores:
    """Scores of zero, but for what is given."""
    shapes = {
        "tags": (count, TAGS),
        "arcs": (count, count + 1),
        "label_dependent": (count, LABEL),
        "label_head": (count + 1, LABEL),
        "entities": (count, len(TABLES["entity"])),
        "mentions": (count,),
        "chains": (count, 1),
        "anchors": (count, 3),
        "anchor_view": (count, 3),
        "word_view": (count, 3),
        "actors": (count, 3),
        "sectors": (count, 3),
        "event_anchors": (count, 3),
        "event_anchor_view": (count, 3),
        "event_word_view": (count, 3),
        "event_modes": (count, 3),
        "event_status": (count, 3),
    }
    return Scores(**{name: given.get(name, np.zeros(shape, np.float32)) for name, shape in shapes.items()})


def openings(*logits: float) -> Scores:
    tags = np.zeros((len(logits), TAGS), np.float32)
    tags[:, -1] = logits
    return blank(len(logits), tags=tags)


def breaks(count: int, *at: int) -> np.ndarray:
    found = np.zeros(count, bool)
    found[list(at)] = True
    return found


def sentence(start: int, heads: list[int], entities=()) -> Sentence:
    count = len(heads)
    labels = ["root" if head < 0 else "dep" for head in heads]
    return Sentence(
        start=start,
        upos=["NOUN"] * count,
        xpos=["NN"] * count,
        feats=["Number=Sing"] * count,
        lemmas=["word"] * count,
        heads=heads,
        deprels=labels,
        entities=list(entities),
    )


# Where sentences begin


def test_a_likely_start_and_a_forced_one_begin_a_sentence() -> None:
    starting, taken = decoder().starts([openings(-5, 1, -1, 0, -9)], [(0, 5)], breaks(5, 0, 4), breaks(5))
    assert starting.tolist() == [True, True, False, False, True]
    assert taken == [0]


@pytest.mark.parametrize(("threshold", "count"), [(0.2, 3), (0.5, 2), (0.9, 1)])
def test_the_threshold_is_a_probability(threshold: float, count: int) -> None:
    starting, _ = decoder(threshold).starts([openings(-9, -1, 1)], [(0, 3)], breaks(3, 0), breaks(3))
    assert starting.sum() == count


def test_the_first_word_begins_a_sentence_though_nothing_says_so() -> None:
    assert decoder().starts([openings(-9, np.nan)], [(0, 2)], breaks(2), breaks(2))[0].tolist() == [True, False]


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [
        ((1, -5, 2, -5), (2, -3, -1, -5), 4),  # 1 + 2 is more than 2 - 1
        ((-5, -5, 2, -5), (2, -3, 1, -5), 6),
        ((2, -5, 1, -5), (-5, -3, 1, -5), 6),
    ],
)
def test_overlapping_windows_change_at_the_likeliest_start_of_both(first, second, change: int) -> None:
    scores = [openings(0, -5, -5, -5, *first), openings(9, *second, -5, 3, -5)]  # the 9 is the beginning of a window
    starting, taken = decoder().starts(scores, [(0, 8), (3, 11)], breaks(11, 0), breaks(11))
    assert taken == [0, change]
    assert starting[[0, change, 9]].all()
    assert not starting[[1, 2, 3, 5, 7, 8, 10]].any()


def test_an_overlap_without_a_likely_start_is_cut_at_the_best_there_is() -> None:
    first, second = openings(0, -5, -5, -4, -5, -5), openings(-5, -5, -4, -5, -5)
    starting, taken = decoder().starts([first, second], [(0, 6), (2, 7)], breaks(7, 0), breaks(7))
    assert taken == [0, 3] or taken == [0, 4]
    assert np.flatnonzero(starting).tolist() == taken


def test_windows_that_meet_change_where_they_meet() -> None:
    scores = [openings(0, -5), openings(-5, -5)]
    starting, taken = decoder().starts(scores, [(0, 2), (2, 4)], breaks(4, 0, 2), breaks(4))
    assert taken == [0, 2]
    assert np.flatnonzero(starting).tolist() == [0, 2]


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.integers(0, 5))
def test_bounds_cover_what_they_bound(flags: list[bool], offset: int) -> None:
    starting = np.array([False] * offset + [True, *flags[1:]])
    bounds = sentence_bounds(starting, offset, len(starting))
    assert [at for start, end in bounds for at in range(start, end)] == list(range(offset, len(starting)))
    assert [start for start, _ in bounds] == np.flatnonzero(starting).tolist()


@settings(deadline=None)
@given(
    st.integers(1, 400),
    st.integers(0, 99),
    st.sets(st.integers(0, 399), max_size=8),
    st.integers(40, 90),
    st.integers(8, 60),
    st.sampled_from([-9.0, -2.0, 2.0]),
)
def test_sentences_cover_the_words_each_from_one_window(count, seed, forced, width, overlap, opening) -> None:
    words = np.random.default_rng(seed).choice(WORDS, count).tolist()
    weights = FakeWeights(opening=opening)
    decode = Decoder(weights, 0.5)
    flags = breaks(len(words), 0, *(at for at in forced if at < len(words)))
    cut = windows(len(words), np.flatnonzero(flags).tolist(), width, overlap)
    scores = scored(weights, words, cut, 2_400)
    starting, taken = decode.starts(scores, cut, flags, np.zeros_like(flags))
    assert starting[flags].all()
    assert starting[taken].all(), "windows join at a sentence start"
    assert taken == sorted(set(taken))
    at = 0
    for number, (begin, end) in enumerate(zip(taken, [*taken[1:], len(words)], strict=True)):
        offset = cut[number][0]
        assert offset <= begin < end <= cut[number][1]
        for found in decode.sentences(words, scores[number], offset, sentence_bounds(starting, begin, end)):
            assert found.start == at < found.end
            check_sentence(found)
            at = found.end
    assert at == len(words)


def check_sentence(found: Sentence) -> None:
    count = found.end - found.start
    columns = (found.xpos, found.feats, found.lemmas, found.heads, found.deprels)
    assert [len(column) for column in columns] == [count] * 5
    assert all(found.lemmas)
    assert found.heads.count(-1) == 1
    assert all(-1 <= head < count and head != at for at, head in enumerate(found.heads))
    assert [label == "root" for label in found.deprels] == [head == -1 for head in found.heads]
    for start, end, kind in found.entities:
        assert 0 <= start < end <= count
        assert f"B-{kind}" in TABLES["entity"]


# What is read of the scores


def clear(words: list[str], offset: int, rows: list[tuple[str, str, str, str, int]], entities: list[str]) -> Scores:
    """Scores of a window that begins `offset` words before the sentence, clear in tags, heads and entities."""
    count = offset + len(words)
    tags = np.zeros((count, TAGS), np.float32)
    arcs = np.zeros((count, count + 1), np.float32)
    spans = np.zeros((count, len(TABLES["entity"])), np.float32)
    bounds = np.cumsum([0, *(len(TABLES[name]) for name in ("upos", "xpos", "feats"))])
    for at, (*labels, head) in enumerate(rows, offset):
        for base, name, label in zip(bounds, ("upos", "xpos", "feats", "lemma"), labels, strict=True):
            tags[at, base + TABLES[name].index(label)] = 5
        arcs[at, head + offset if head else 0] = 5
        spans[at, TABLES["entity"].index(entities[at - offset])] = 5
    return blank(count, tags=tags, arcs=arcs, entities=spans)


@pytest.mark.parametrize("offset", [0, 3])
def test_a_sentence_is_read_wherever_it_stands_in_its_window(offset: int) -> None:
    words = ["Holt", "Carried", "flags"]
    rows = [
        ("PROPN", "NNP", "Number=Sing", "k0", 2),
        ("VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin", "l2y", 0),
        ("NOUN", "NN", "Number=Plur", "l1", 2),
    ]
    scores = clear(words, offset, rows, ["B-PERSON", "O", "O"])
    start = 100
    document = [*["before"] * start, *words]
    (found,) = decoder().sentences(document, scores, start - offset, [(start, start + 3)])
    assert found.upos == ["PROPN", "VERB", "NOUN"]
    assert found.xpos == ["NNP", "VBD", "NN"]
    assert found.feats == [row[2] for row in rows]
    assert found.lemmas == ["Holt", "carriy", "flag"]
    assert found.heads == [1, -1, 1]
    assert found.entities == [(0, 1, "PERSON")]
    assert (found.start, found.end) == (100, 103)


def test_the_label_of_an_arc_is_read_from_both_its_ends() -> None:
    weights = FakeWeights()
    label = np.zeros_like(weights.matrices["label"])
    obj, obl, root = (TABLES["deprel"].index(name) for name in ("obj", "obl", "root"))
    label[obj, 0, 1] = label[obl, 0, 2] = 1  # of the dependent's first view with the head's second or third
    label[root, LABEL, LABEL] = 100  # a bias cannot make a root of what is none
    weights.matrices["label"] = label
    dependent, head = np.zeros((6, LABEL), np.float32), np.zeros((7, LABEL), np.float32)
    dependent[:, 0] = 1
    head[0, 1] = 50  # the root's row is no word's
    head[3, 1] = head[5, 2] = 5
    arcs = np.zeros((6, 7), np.float32)
    arcs[[1, 2, 3, 4, 5], [3, 0, 5, 0, 5]] = 9
    arcs[0, 3] = 9
    scores = blank(6, arcs=arcs, label_dependent=dependent, label_head=head)
    one, other = Decoder(weights, 0.5).sentences(["x"] * 6, scores, 0, [(0, 3), (3, 6)])
    assert (one.heads, one.deprels) == ([2, 2, -1], ["obj", "obj", "root"])
    assert (other.heads, other.deprels) == ([1, -1, 1], ["obl", "root", "obl"])


def test_one_word_is_a_sentence() -> None:
    (found,) = decoder().sentences(["No"], blank(1), 0, [(0, 1)])
    assert (found.heads, found.deprels) == ([-1], ["root"])


# Docs


def check_doc(doc, sentences: list[Sentence]) -> None:
    first = sentences[0].start
    bounds = [(one.start - first, one.end - first) for one in sentences]
    assert [(span.start, span.end) for span in doc.sents] == bounds
    assert [token.i for token in doc if token.is_sent_start] == [start for start, _ in bounds]
    for one, (start, end) in zip(sentences, bounds, strict=True):
        expected = [start + (head if head >= 0 else at) for at, head in enumerate(one.heads)]
        assert [token.head.i for token in doc[start:end]] == expected
        root = doc[start + one.heads.index(-1)]
        assert root.dep_ == "ROOT"
        assert sorted(token.i for token in root.subtree) == list(range(start, end))
        assert doc[start].sent.root == root


@pytest.mark.parametrize("reach", [1, 3, 1_000])
def test_sentences_are_kept_though_branches_cross(reach: int) -> None:
    draw = np.random.default_rng(reach)
    vocab = Vocab()
    for _ in range(300):
        sentences, at = [], 50
        for count in draw.choice([1, 1, 2, 3, 6, 25, 60, 160], 4).tolist():
            sentences.append(sentence(at, random_tree(draw, count, reach)))
            at += count
        check_doc(doc_of(vocab, ["x"] * (at - 50), [True] * (at - 50), sentences), sentences)


def zigzag(count: int) -> list[int]:
    """0 hangs on the last word, the last on 1, 1 on the last but one, …: spaCy would need a pass for each."""
    way = [at for pair in zip(range(count), range(count - 1, -1, -1), strict=True) for at in pair][:count]
    heads = [-1] * count
    for one, other in pairwise(way):
        heads[one] = other
    return heads


@pytest.mark.parametrize("count", [2, 5, 30, 160])
def test_sentences_are_kept_where_spacy_loses_its_way(count: int) -> None:
    sentences = [sentence(0, [-1, 0]), sentence(2, zigzag(count)), sentence(2 + count, [1, -1])]
    check_doc(doc_of(Vocab(), ["x"] * (count + 4), [True] * (count + 4), sentences), sentences)


def test_a_doc_holds_what_was_decoded() -> None:
    words = ["Dora", "Quill", "left", ".", "Why"]
    sentences = [
        Sentence(
            start=7,
            upos=["PROPN", "PROPN", "VERB", "PUNCT"],
            xpos=["NNP", "NNP", "VBD", "."],
            feats=["Number=Sing", "Number=Sing", "Mood=Ind|Tense=Past|VerbForm=Fin", "_"],
            lemmas=["Dora", "Quill", "leave", "."],
            heads=[1, 2, -1, 2],
            deprels=["compound", "nsubj:pass", "root", "punct"],
            entities=[(0, 2, "PERSON")],
        ),
        Sentence(
            start=11,
            upos=["X"],
            xpos=["."],
            feats=["_"],
            lemmas=["why"],
            heads=[-1],
            deprels=["root"],
            entities=[(0, 1, "ORG")],
        ),
    ]
    doc = doc_of(Vocab(), words, [True, True, False, True, False], sentences)
    check_doc(doc, sentences)
    assert doc.text == "Dora Quill left. Why"
    assert [token.pos_ for token in doc] == ["PROPN", "PROPN", "VERB", "PUNCT", "X"]
    assert [token.tag_ for token in doc] == ["NNP", "NNP", "VBD", ".", "."]
    assert [token.dep_ for token in doc] == ["compound", "nsubj:pass", "ROOT", "punct", "ROOT"]
    assert [token.lemma_ for token in doc] == ["Dora", "Quill", "leave", ".", "why"]
    assert doc[2].morph.get("Tense") == ["Past"]
    assert str(doc[3].morph) == ""
    assert [(span.start, span.end, span.label_) for span in doc.ents] == [(0, 2, "PERSON"), (4, 5, "ORG")]


def test_names_side_by_side_stay_two_entities() -> None:
    one = sentence(0, [-1, 0, 0], [(0, 1, "ORG"), (1, 3, "ORG")])
    doc = doc_of(
        Vocab(),
        ["x"] * 3,
        [True] * 3,
        [
            one,
        ],
    )
    assert [(span.start, span.end) for span in doc.ents] == [(0, 1), (1, 3)]


def test_a_doc_may_be_empty() -> None:
    doc = doc_of(Vocab(), [], [], [])
    assert len(doc) == 0
    assert list(doc.sents) == []
    assert list(doc.ents) == []


def test_no_sentence_opens_behind_a_comma_and_its_closing_mark() -> None:
    words = ["“", "We", "left", ",", "”", "Pell", "said", ".", "They", "stayed"]
    scores = [openings(0, -5, -5, -5, 5, 5, -5, -5, 5, -5)]
    starting, _ = decoder().starts(scores, [(0, 10)], breaks(10, 0), behind_comma(words))
    assert np.flatnonzero(starting).tolist() == [0, 8]
