"""The scores of benchmarks/language against examples worked by hand, examples of the literature, and their own laws."""

import sys
from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "language"))

from coreference_metrics import (
    METRICS,
    b_cubed,
    ceafe,
    conll_average,
    coreference_scores,
    lea,
    link_precision,
    mentions,
    muc,
    pronoun_accuracy,
)
from metrics import Score, Word, align, best_pairs, entity_scores, matched, sentences, total, tree_scores, word_scores

Chain = list[tuple[int, int]]


def word(start: int, end: int, form: str, head: int = -1, deprel: str = "root", sentence: int = 0, **more: str) -> Word:
    tags = {"upos": "X", "xpos": "XX", "feats": "_", "lemma": form} | more
    return Word(start, end, form, head=head, deprel=deprel, sentence=sentence, **tags)


def chains(text: str) -> list[Chain]:
    """`ab cd` is two chains of two mentions; the letters are in the order of the text."""
    return [[(10 * ord(letter), 10 * ord(letter) + 5) for letter in chain] for chain in text.split()]


def pr(score: Score) -> tuple[float, float]:
    return score.precision, score.recall


# --- words: "She didn't stay." ---------------------------------------------------------------------------------------

GOLD = [
    word(0, 3, "She", 3, "nsubj", upos="PRON", feats="Case=Nom|Number=Sing", lemma="she"),
    word(4, 10, "did", 3, "aux", upos="AUX", lemma="do"),
    word(4, 10, "n't", 3, "advmod", upos="PART", lemma="not"),
    word(11, 15, "stay", -1, "root", upos="VERB"),
    word(15, 16, ".", 3, "punct", upos="PUNCT"),
]


def test_words_that_are_the_same_score_one() -> None:
    assert {score.f1 for score in word_scores(GOLD, GOLD).values()} == {1.0}


def test_parts_of_a_token_pair_with_words_that_are_split_by_characters() -> None:
    system = [GOLD[0], replace(GOLD[1], end=7), replace(GOLD[2], start=7), *GOLD[3:]]
    assert align(GOLD, system) == [(n, n) for n in range(5)]
    assert word_scores(GOLD, system)["LAS"].f1 == 1.0


def test_a_token_left_whole_costs_its_words_and_the_heads_are_read_through_the_alignment() -> None:
    system = [
        replace(GOLD[0], head=2),
        word(4, 10, "didn't", 2, "aux", upos="AUX"),
        replace(GOLD[3], upos="NOUN"),
        replace(GOLD[4], head=0),
    ]
    assert align(GOLD, system) == [(0, 0), (3, 2), (4, 3)]
    scores = word_scores(GOLD, system)
    assert pr(scores["Words"]) == (3 / 4, 3 / 5)
    assert scores["Words"].f1 == pytest.approx(2 * 3 / 9)
    assert scores["UPOS"].right == 2
    assert scores["UAS"].right == scores["LAS"].right == 2
    assert scores["Sentences"].f1 == 1.0


def test_parts_pair_along_the_longest_common_subsequence_whatever_their_case() -> None:
    gold = [word(0, 5, form) for form in ("a", "b", "c", "d")]
    system = [word(0, 5, form) for form in ("B", "x", "D", "a")]
    assert align(gold, system) == [(1, 0), (3, 2)]


def test_tokens_that_overlap_make_one_stretch_and_a_word_across_its_border_pairs_with_nothing() -> None:
    gold = [word(0, 4, "a"), word(0, 4, "b"), word(4, 8, "c"), word(8, 9, "d")]
    system = [word(0, 1, "a"), word(1, 6, "b"), word(1, 6, "c"), word(6, 9, "d")]
    assert align(gold, system) == [(0, 0), (1, 1)]


def test_a_word_whose_head_has_no_partner_is_not_attached() -> None:
    gold = [word(0, 1, "a", 1, "det"), word(1, 3, "bc")]
    system = [word(0, 1, "a", 1, "det"), word(1, 2, "b"), word(2, 3, "c", 1, "dep")]
    scores = word_scores(gold, system)
    assert (scores["Words"].right, scores["UAS"].right) == (1, 0)


def test_subtypes_foreign_features_and_lemmas_not_given() -> None:
    gold = [word(0, 1, "a", deprel="nsubj:pass", feats="Case=Nom|Foo=Bar", lemma="_")]
    system = [word(0, 1, "a", deprel="nsubj", feats="Case=Nom", lemma="b")]
    scores = word_scores(gold, system)
    assert (scores["LAS"].f1, scores["LAS_full"].f1) == (1.0, 0.0)
    assert (scores["UFeats"].f1, scores["Lemmas"].f1) == (1.0, 1.0)
    assert word_scores(system, gold)["Lemmas"].f1 == 0.0


def test_sentences_count_by_their_span() -> None:
    gold = [word(0, 1, "a", sentence=4), word(1, 2, "b", sentence=4), word(3, 4, "c", sentence=7)]
    system = [replace(one, sentence=at) for at, one in enumerate(gold)]
    assert word_scores(gold, system)["Sentences"] == matched(1, 2, 3)


def test_documents_add_up() -> None:
    other = [replace(GOLD[0], upos="NOUN", head=-1)]
    sums = total([word_scores(GOLD, GOLD), word_scores([replace(GOLD[0], head=-1)], other)])
    assert sums["UPOS"] == matched(5, 6, 6)
    assert sums["UPOS"].figures() == {"precision": 0.8333, "recall": 0.8333, "f1": 0.8333}


def test_no_words_score_nothing() -> None:
    assert {score.f1 for score in word_scores([], []).values()} == {0.0}
    assert pr(word_scores(GOLD, [])["Words"]) == (0.0, 0.0)


spellings = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.integers(1, 3)), max_size=12)


def spelled(tokens: list[tuple[str, int, int]]) -> list[Word]:
    """Tokens (form, length, parts) one after the other; the text itself does not matter here."""
    out, at = [], 0
    for form, length, parts in tokens:
        out += [word(at, at + length, form if part < 2 else form.upper(), sentence=at // 5) for part in range(parts)]
        at += length
    return [replace(one, head=n - 1) for n, one in enumerate(out)]


@settings(max_examples=80, deadline=None)
@given(spellings, spellings)
def test_word_scores_swap_and_pairs_never_cross(first: list, second: list) -> None:
    gold, system = spelled(first), spelled(second)
    pairs = align(gold, system)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    ours, theirs = word_scores(gold, system)["Words"], word_scores(system, gold)["Words"]
    assert pr(ours) == pr(theirs)[::-1]


# --- trees -----------------------------------------------------------------------------------------------------------


def test_trees_count_every_token() -> None:
    gold = [[replace(one, deprel="nsubj:pass") if one.form == "She" else one for one in GOLD]]
    heads, labels = [[3, 3, 3, -1, 0]], [["nsubj", "aux", "advmod", "root", "punct"]]
    scores = tree_scores(gold, heads, labels)
    assert {name: pr(score) for name, score in scores.items()} == {
        "UAS": (4 / 5, 4 / 5),
        "LAS": (4 / 5, 4 / 5),
        "LAS_full": (3 / 5, 3 / 5),
    }
    assert scores["LAS_full"].f1 == pytest.approx(3 / 5)


def test_tags_of_trees_are_judged_where_they_are_given() -> None:
    heads, labels = [[one.head for one in GOLD]], [[one.deprel for one in GOLD]]
    feats = [["Number=Sing|Case=Nom", "_", "", "_", "Foo=Bar"]]
    scores = tree_scores([GOLD], heads, labels, [["PRON"] * 5], feats, [[one.form for one in GOLD]])
    right = {name: score.right for name, score in scores.items()}
    assert right == {"UAS": 5, "LAS": 5, "LAS_full": 5, "UPOS": 1, "Feats": 4, "Lemmas": 2}


def test_trees_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="heads: sentence 1"):
        tree_scores([GOLD, GOLD], [[0] * 5, [0] * 4], [["x"] * 5, ["x"] * 5])
    with pytest.raises(ValueError, match="labels: sentence 1"):
        tree_scores([GOLD, GOLD], [[0] * 5, [0] * 5], [["x"] * 5])
    assert tree_scores([], [], [])["LAS"].f1 == 0.0


def test_sentences_count_heads_from_their_start() -> None:
    shifted = [replace(one, head=one.head + 5 if one.head >= 0 else -1, sentence=1) for one in GOLD]
    first, second = sentences(GOLD + shifted)
    assert first == GOLD
    assert [one.head for one in second] == [one.head for one in GOLD]
    with pytest.raises(ValueError, match="'She' is outside"):
        sentences([*GOLD, replace(GOLD[0], sentence=1)])


# --- entities --------------------------------------------------------------------------------------------------------


def test_entities_exact_lenient_and_by_type() -> None:
    gold = [(0, 5, "PER"), (6, 9, "ORG"), (10, 14, "LOC"), (20, 24, "DATE")]
    predicted = [(0, 5, "PER"), (6, 8, "ORG"), (10, 14, "ORG"), (30, 31, "DATE"), (0, 5, "PER")]
    scores = entity_scores(gold, predicted, ["PER", "ORG", "LOC"])
    assert scores["micro"] == matched(1, 3, 3)
    assert scores["lenient"] == matched(2, 3, 3)
    assert (scores["PER"], scores["ORG"], scores["LOC"]) == (matched(1, 1, 1), matched(0, 1, 2), matched(0, 1, 0))
    assert "DATE" in entity_scores(gold, predicted)
    assert entity_scores([], [])["micro"].f1 == 0.0


def test_one_long_entity_is_one_match_and_neighbours_do_not_overlap() -> None:
    assert entity_scores([(0, 3, "PER"), (4, 7, "PER")], [(0, 7, "PER")])["lenient"] == matched(1, 2, 1)
    assert entity_scores([(0, 3, "PER")], [(3, 6, "PER")])["lenient"] == matched(0, 1, 1)
    nested = [(0, 9, "PER"), (0, 2, "PER")]  # the long one must take (5, 7) and leave (0, 1) to the short one
    assert entity_scores(nested, [(0, 1, "PER"), (5, 7, "PER")])["lenient"] == matched(2, 2, 2)


kinds = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from("AB")), max_size=8)


@settings(max_examples=80, deadline=None)
@given(kinds, kinds)
def test_entity_scores_swap(first: list, second: list) -> None:
    ours, theirs = [[(start, start + length, kind) for start, length, kind in side] for side in (first, second)]
    one, other = entity_scores(ours, theirs), entity_scores(theirs, ours)
    assert {name: pr(score) for name, score in one.items()} == {name: pr(other[name])[::-1] for name in one}
    assert one["lenient"].right >= one["micro"].right
    assert not ours or entity_scores(ours, ours)["lenient"].f1 == 1.0


# --- assignment ------------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 5)), st.sampled_from([0.1, 0.25, 0.5, 0.7, 1.0])))
def test_the_best_pairs_weigh_as_much_as_the_best_of_all(weights: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    every = (sum(weights.get(pair, 0.0) for pair in enumerate(columns)) for columns in permutations(range(6), 5))
    assert sum(weights[pair] for pair in pairs) == pytest.approx(max(every))


# --- chains: examples of the literature ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall"),
    [
        ("abcd", "ab cd", 2 / 2, 2 / 3),
        ("ab cd", "abcd", 2 / 3, 2 / 2),
        ("abcd", "abd", 2 / 2, 2 / 3),
        ("abc", "ac", 1 / 1, 1 / 2),
    ],
)
def test_muc_of_vilain_1995(gold: str, predicted: str, precision: float, recall: float) -> None:
    assert pr(muc(chains(gold), chains(predicted))) == pytest.approx((precision, recall))


TWELVE = "abcde fg hijkl"  # Bagga & Baldwin 1998, figure 1; Luo 2005 takes it up with four responses
LUO = {
    "abcde fghijkl": (0.947, 0.865, 0.733),
    "abcdehijkl fg": (0.947, 0.737, 0.667),
    "abcdefghijkl": (0.900, 0.545, 0.294),
    "a b c d e f g h i j k l": (0.0, 0.400, 0.178),
}


@pytest.mark.parametrize("predicted", LUO)
def test_f1_of_luo_2005(predicted: str) -> None:
    scores = coreference_scores([(chains(TWELVE), chains(predicted))])
    assert tuple(scores[name].f1 for name in ("muc", "b3", "ceafe")) == pytest.approx(LUO[predicted], abs=0.0006)


def test_b_cubed_of_bagga_and_baldwin_1998() -> None:
    assert pr(b_cubed(chains(TWELVE), chains("abcde fghijkl"))) == pytest.approx((16 / 21, 1.0))  # 76 %
    assert pr(b_cubed(chains(TWELVE), chains("abcdehijkl fg"))) == pytest.approx((7 / 12, 1.0))  # 58 %
    assert pr(muc(chains(TWELVE), chains("abcde fghijkl"))) == (0.9, 1.0)


def test_mentions_of_one_side_as_in_pradhan_2014_and_moosavi_2016() -> None:
    gold, predicted = chains("abc defg"), chains("ab cd fghi")
    assert pr(mentions(gold, predicted)) == (6 / 8, 6 / 7)
    assert pr(muc(gold, predicted)) == (2 / 5, 2 / 5)
    assert pr(b_cubed(gold, predicted)) == pytest.approx((4 / 8, (5 / 3 + 5 / 4) / 7))
    assert pr(ceafe(gold, predicted)) == pytest.approx((1.3 / 3, 1.3 / 2))
    assert pr(lea(gold, predicted)) == pytest.approx(((2 + 4 / 6) / 8, (1 + 4 / 6) / 7))


@pytest.mark.parametrize(
    ("predicted", "common"),  # the sum of φ4 over the best pairs
    [("a de", 1 + 4 / 5), ("a bcx defy z", 1 + 4 / 5 + 6 / 7), ("a bcx dy z", 1 + 4 / 5 + 2 / 5)],
)
def test_ceafe_of_the_cases_of_the_reference_scorer(predicted: str, common: float) -> None:
    score = ceafe(chains("a bc def"), chains(predicted))
    assert pr(score) == pytest.approx((common / len(predicted.split()), common / 3))


def test_lea_keeps_a_singleton_that_is_one_on_both_sides() -> None:
    assert pr(lea(chains("a bc"), chains("a bc"))) == (1.0, 1.0)
    assert pr(lea(chains("a bc"), chains("ab c"))) == (0.0, 0.0)


def test_documents_of_chains_add_up_numerators_and_denominators() -> None:
    documents = [(chains("abcd"), chains("ab cd")), (chains("ab"), chains("ab")), (chains("xy"), [])]
    scores = coreference_scores(documents)
    assert pr(scores["muc"]) == (3 / 3, 3 / 5)
    assert pr(scores["b3"]) == pytest.approx((6 / 6, (2 + 2) / 8))
    assert pr(scores["ceafe"]) == pytest.approx(((4 / 6 + 1) / 3, (4 / 6 + 1) / 3))
    mean = sum(scores[name].f1 for name in ("muc", "b3", "ceafe")) / 3
    assert conll_average(scores) == pytest.approx(mean)
    assert conll_average(coreference_scores([])) == 0.0


def test_chains_that_are_no_partition_are_refused() -> None:
    for metric in METRICS.values():
        for sides in ((chains("ab bc"), chains("ab")), (chains("ab"), chains("ab bc")), (chains("ab"), [[]])):
            with pytest.raises(ValueError, match="must"):
                metric(*sides)


@st.composite
def partitions(draw: st.DrawFn) -> list[Chain]:
    labels = draw(st.lists(st.integers(0, 4), max_size=10))
    shift = draw(st.integers(0, 3))
    found: dict[int, Chain] = {}
    for at, label in enumerate(labels):
        found.setdefault(label, []).append((at + shift, at + shift + 1))
    return list(found.values())


@settings(max_examples=100, deadline=None)
@given(partitions(), partitions())
def test_chain_scores_swap_stay_within_bounds_and_are_one_for_the_same(first: list, second: list) -> None:
    for name, metric in METRICS.items():
        assert pr(metric(first, second)) == pytest.approx(pr(metric(second, first))[::-1])
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in pr(metric(first, second)))
        if any(len(chain) > 1 for chain in first) or (first and name != "muc"):
            assert metric(first, first).f1 == pytest.approx(1.0)


# --- pronouns and links: capital letters are names, p to z pronouns --------------------------------------------------


def in_order(text: str, *groups: str) -> list[Chain]:
    """Chains of the letters of the text; a mention's place is the letter's place, and its kind is in the end."""
    return [[(text.index(sign), text.index(sign) + ord(sign)) for sign in group] for group in groups]


def sign(span: tuple[int, int]) -> str:
    return chr(span[1] - span[0])


def is_pronoun(span: tuple[int, int]) -> bool:
    return sign(span) >= "p"


def kind(span: tuple[int, int]) -> str:
    return "pronoun" if is_pronoun(span) else "name" if sign(span).isupper() else "nominal"


TEXT = "ApBqruvCs"  # u and v are one who is never named; r is first of its chain


def test_pronouns_find_the_nearest_or_any_antecedent() -> None:
    gold = in_order(TEXT, "Apq", "Bs", "uv", "rC")
    predicted = in_order(TEXT, "ApBq", "uv", "Cs", "r")
    scores = pronoun_accuracy(gold, predicted, is_pronoun)
    # judged: p (A, right), q (nearest B, wrong; A right), v (u, a pronoun), s (C, wrong); not r, u
    assert scores["nearest"] == Score(right=1, system=3, found=1, gold=4)
    assert scores["reachable"] == Score(right=1, system=3, found=1, gold=3)
    assert scores["any"] == Score(right=3, system=4, found=3, gold=4)


def test_pronouns_that_are_right_missed_or_not_there() -> None:
    gold = in_order(TEXT, "Apq", "Bs", "uv")
    assert pronoun_accuracy(gold, gold, is_pronoun)["reachable"].recall == 1.0
    assert pronoun_accuracy(gold, gold, is_pronoun)["any"].recall == 1.0
    assert pronoun_accuracy(gold, [], is_pronoun)["nearest"] == Score(gold=4)
    assert {score.recall for score in pronoun_accuracy([], gold, is_pronoun).values()} == {0.0}


def test_a_later_name_is_no_antecedent() -> None:
    gold, predicted = in_order(TEXT, "ApC"), in_order(TEXT, "pC")
    assert pronoun_accuracy(gold, predicted, is_pronoun)["any"] == Score(gold=1)


def test_links_to_names() -> None:
    text = "ApbBqCd"
    gold, predicted = in_order(text, "ApbC", "Bq"), in_order(text, "ApB", "qC", "bd")
    scores = link_precision(gold, predicted, kind)
    # predicted p>A right, B>A wrong; q has no earlier name, b and d have none; gold p>A, b>A, C>A, q>B
    assert scores["all"] == matched(1, 4, 2)
    assert (scores["pronoun"], scores["name"], scores["nominal"]) == (
        matched(1, 2, 1),
        matched(0, 1, 1),
        matched(0, 1, 0),
    )
    assert link_precision(gold, gold, kind)["all"].f1 == 1.0
    assert link_precision([], [], kind) == {"all": Score()}


def test_a_link_between_two_mentions_that_are_in_no_gold_chain_is_wrong() -> None:
    assert link_precision([], in_order("Ap", "Ap"), kind)["all"] == matched(0, 0, 1)
