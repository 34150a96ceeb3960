"""Cues that attribute the clause in which they stand, on hand-made trees."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from trees import VOCAB, tree

from onrecord.records import CueKind
from onrecord.statements.adjuncts import adjuncts


class Case(NamedTuple):
    """`found` is `cue words > words of the gap > row`, "-" for no gap, empty where nothing attributes."""

    words: str
    tree: str
    found: str = ""
    names: tuple[str, ...] = ()


HELD = "det<dam nsubj<held root punct<held"
CASES = [
    Case(
        "According/VBG:accord to/IN Pell/NNP ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<Pell fixed<According obl<held punct<held {HELD}",
        "According to > - > according to",
    ),
    Case(
        "The/DT dam/NN held/VBD:hold ,/, according/VBG:accord to/IN Pell/NNP ./.",
        "det<dam nsubj<held root punct<held case<Pell fixed<according obl<held punct<held",
        "according to > - > according to",
    ),
    Case(
        "In/IN Pell/NNP 's/POS view/NN ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<view nmod:poss<view case<Pell obl<held punct<held {HELD}",
        "In > Pell > in * view",
    ),
    Case(
        "In/IN Pell/NNP ’s/POS view/NN ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<view nmod:poss<view case<Pell obl<held punct<held {HELD}",
        "In > Pell > in * view",
    ),
    Case(
        "In/IN the/DT old/JJ miners/NNS:miner 's/POS view/NN ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<view det<miners amod<miners nmod:poss<view case<miners obl<held punct<held {HELD}",
        "In > the old miners > in * view",
    ),
    Case(
        "By/IN her/PRP$ own/JJ account/NN ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<account nmod:poss<account amod<account obl<held punct<held {HELD}",
        "By > her > by * own account",
    ),
    Case(
        "In/IN the/DT view/NN of/IN Pell/NNP ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<view det<view obl<held case<Pell nmod<view punct<held {HELD}",
        "In the view of > - > in the view of",
    ),
    Case(
        "The/DT dam/NN reportedly/RB held/VBD:hold ./.",
        "det<dam nsubj<held advmod<held root punct<held",
        "reportedly > - > reportedly",
    ),
    Case(
        "For/IN Mara/NNP Pell/NNP ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<Mara obl<held flat<Mara punct<held {HELD}",
        "For > - > for",
        ("Mara Pell PERSON",),
    ),
    Case(
        "The/DT dam/NN held/VBD:hold ,/, per/IN Pell/NNP ./.",
        "det<dam nsubj<held root punct<held case<Pell obl<held punct<held",
        "per > - > per",
        ("Pell PERSON",),
    ),
    Case(
        "As/RB far/RB as/IN Pell/NNP is/VBZ:be concerned/JJ ,/, the/DT dam/NN held/VBD:hold ./.",
        f"advmod<far advmod<held mark<concerned nsubj<concerned cop<concerned advcl<far punct<held {HELD}",
        "As far as > Pell > as far as * be concerned",
    ),
    # what does not attribute
    Case(
        "The/DT dam/NN held/VBD:hold for/IN Pell/NNP ./.",
        "det<dam nsubj<held root case<Pell obl<held punct<held",
        names=("Pell PERSON",),
    ),
    Case(
        "For/IN years/NNS:year ,/, the/DT dam/NN held/VBD:hold ./.",
        f"case<years obl<held punct<held {HELD}",
    ),
    Case(
        "The/DT dam/NN held/VBD:hold ten/CD tons/NNS:ton per/IN day/NN ./.",
        "det<dam nsubj<held root nummod<tons obj<held case<day nmod<tons punct<held",
    ),
    Case(
        "The/DT dam/NN held/VBD:hold in/IN view/NN of/IN Pell/NNP ./.",
        "det<dam nsubj<held root case<view obl<held case<Pell nmod<view punct<held",
    ),
    Case(
        "In/IN Pell/NNP ,/, a/DT view/NN opened/VBD:open ./.",
        "case<Pell obl<opened punct<opened det<view nsubj<opened root punct<opened",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words[:24] + (case.found.partition(" >")[0] or "none"))
def test_adjuncts_of_a_sentence(case: Case) -> None:
    doc = tree(case.words, case.tree, *case.names)
    found = [
        f"{doc[one.start : one.cue_end].text} > {doc[slice(*one.source)].text if one.source else '-'} > {one.cue.words}"
        for one in adjuncts(doc)
    ]
    assert found == ([case.found] if case.found else [])


def test_an_adverb_needs_no_source_and_a_preposition_does() -> None:
    needs = {}
    for case in CASES:
        for one in adjuncts(tree(case.words, case.tree, *case.names)):
            needs[one.cue.words] = (one.cue.pos, one.needs_source, one.cue.kind)
    assert needs["reportedly"] == ("adverb", False, CueKind.SPEECH)
    assert needs["according to"] == ("preposition", True, CueKind.SPEECH)
    assert needs["in * view"] == ("preposition", True, CueKind.BELIEF)


WORDS = "according to in the view of 's as far is by account own per for , Pell".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_adjuncts_of_any_words_lie_apart_inside_the_doc(words: list[str]) -> None:
    roots = {"heads": list(range(len(words))), "deps": ["ROOT"] * len(words)}
    at = 0
    for one in adjuncts(Doc(VOCAB, words=words, pos=["NOUN"] * len(words), **roots)):
        assert at <= one.start < one.cue_end <= one.end <= len(words)
        assert one.source is None or one.start < one.source[0] < one.source[1] <= one.end
        at = one.end
