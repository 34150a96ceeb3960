"""What coreference knows of two mentions: every feature inside its size, and the classes and overlaps one by one."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.pairs import (
    CLASSES,
    FEATURE_SIZES,
    PRONOUN_CLASSES,
    Heads,
    buckets,
    class_of,
    name_run,
    pair_features,
)
from onrecord.lexicons import table

WORDS = ["I", "you", "We", "he", "HER", "it", "they", "that", "who", "Holt", "envoy", "said", "U.N.", "ß", "…", "one"]
UPOS = ["PRON", "DET", "PROPN", "NOUN", "VERB", "X", ""]
FEATS = ["_", "", "Number=Sing", "Case=Nom|Number=Plur|Person=3", "Number=Ptan"]


def heads(words, upos="PROPN", runs=None, **columns) -> Heads:
    count = len(words)
    names = ("sentences", "segments", "speakers")
    numbers = {name: np.array(columns.get(name, [0] * count), np.int64) for name in names}
    upos = [upos] * count if isinstance(upos, str) else upos
    feats = columns.get("feats", ["_"] * count)
    return Heads(words=words, upos=upos, feats=feats, runs=runs or [()] * count, **numbers)


@st.composite
def documents(draw):
    count = draw(st.integers(2, 12))

    def some(elements):
        return draw(st.lists(elements, min_size=count, max_size=count))

    upos = some(st.sampled_from(UPOS))
    words = some(st.sampled_from(WORDS))
    return heads(
        words,
        upos,
        [name_run(at, words, upos, 0, count) for at in range(count)],
        feats=some(st.sampled_from(FEATS)),
        sentences=sorted(some(st.integers(0, 200))),
        segments=sorted(some(st.integers(0, 5))),
        speakers=some(st.integers(-1, 2)),
    )


@settings(deadline=None)
@given(documents())
def test_every_feature_lies_inside_its_size(document: Heads) -> None:
    later, earlier = np.tril_indices(len(document.words), -1)
    found = pair_features(document, later, earlier)
    assert found.shape == (len(later), len(FEATURE_SIZES))
    assert (found >= 0).all()
    assert (found < np.array(FEATURE_SIZES)).all()


def test_no_pairs_no_features() -> None:
    none = np.zeros(0, np.int64)
    assert pair_features(heads(["Holt", "he"]), none, none).shape == (0, len(FEATURE_SIZES))
    assert pair_features(heads([]), none, none).shape == (0, len(FEATURE_SIZES))


@pytest.mark.parametrize(
    ("word", "upos", "number"),
    [
        ("I", "PRON", 0),
        ("YOUR", "PRON", 1),
        ("ourselves", "PRON", 2),
        ("his", "DET", 3),
        ("her", "", 4),
        ("its", "PRON", 5),
        ("them", "PRON", 6),
        ("That", "DET", 7),
        ("whose", "PRON", 8),
        ("nobody", "PRON", 9),
        ("US", "PROPN", 10),
        ("Holt", "PROPN", 10),
        ("envoy", "NOUN", 11),
        ("mine", "NOUN", 11),
        ("said", "VERB", 12),
        ("the", "DET", 12),
    ],
)
def test_a_word_has_the_class_of_its_person_or_its_kind(word: str, upos: str, number: int) -> None:
    assert class_of(word, upos) == number < CLASSES


def test_distances_fall_into_ten_buckets() -> None:
    at = {0: 0, 1: 1, 4: 4, 5: 5, 7: 5, 8: 6, 15: 6, 16: 7, 31: 7, 32: 8, 63: 8, 64: 9, 10_000: 9}
    assert buckets(np.array(list(at))).tolist() == list(at.values())
    assert max(buckets(np.arange(1000))) == FEATURE_SIZES[1] - 1 == FEATURE_SIZES[2] - 1


@pytest.mark.parametrize(
    ("at", "run"),
    [(0, ("dora", "quill")), (1, ("dora", "quill")), (2, ()), (3, ("port", "ellery")), (4, ("port", "ellery"))],
)
def test_the_run_of_a_name_are_the_proper_nouns_around_it(at: int, run: tuple[str, ...]) -> None:
    words = ["Dora", "Quill", "of", "Port", "Ellery", "said"]
    upos = ["PROPN", "PROPN", "ADP", "PROPN", "PROPN", "VERB"]
    assert name_run(at, words, upos, 0, 6) == run


def test_the_run_of_a_name_ends_with_its_sentence() -> None:
    assert name_run(1, ["Orr", "Vance", "Wren"], ["PROPN"] * 3, 1, 2) == ("vance",)


@pytest.mark.parametrize(
    ("later", "earlier", "number"),
    [
        ("Quill", "Vance", 0),
        ("Dora Quill", "DORA QUILL", 2),
        ("Quill", "Dora Quill", 3),
        ("Dora Quill", "Quill", 3),
        ("Dora Vance", "Dora Quill", 4),
        ("P.E.C.", "Port Ellery Council", 5),
        ("Port Ellery Council", "PEC", 5),
        ("PE", "Port Ellery Council", 0),
    ],
)
def test_names_share_as_much_as_they_do(later: str, earlier: str, number: int) -> None:
    words = [name.rpartition(" ")[2] for name in (later, earlier)]
    document = heads(words, runs=[tuple(name.lower().split()) for name in (later, earlier)])
    assert pair_features(document, np.array([0]), np.array([1]))[0, 3] == number


def test_other_words_share_their_form() -> None:
    document = heads(["Envoy", "envoy", "Holt"], upos=["NOUN", "NOUN", "PROPN"])
    found = pair_features(document, np.array([1, 2]), np.array([0, 0]))
    assert found[:, 3].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("speakers", "segments", "number"),
    [([-1, 0], [0, 0], 0), ([0, -1], [0, 1], 0), ([1, 1], [0, 4], 1), ([0, 1], [2, 3], 2), ([0, 1], [2, 4], 3)],
)
def test_speakers_are_the_same_answering_or_apart(speakers: list[int], segments: list[int], number: int) -> None:
    document = heads(["I", "you"], "PRON", speakers=speakers, segments=segments)
    assert pair_features(document, np.array([1]), np.array([0]))[0, 4] == number


@pytest.mark.parametrize("row", table("en/pronouns", "word", "class", "example"), ids=lambda row: row["word"])
def test_a_pronoun_of_the_table_stands_in_its_example_and_has_its_class(row) -> None:
    words = re.findall(r"\w+", row["example"])
    assert row["word"].lower() in [word.lower() for word in words]
    assert class_of(row["word"], "PRON") == PRONOUN_CLASSES.index(row["class"])
