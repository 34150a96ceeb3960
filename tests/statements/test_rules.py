"""Attributions by rule, on hand-made trees: source, cue, content, kind, polarity, addressee."""

from typing import NamedTuple

import pytest
from trees import GRAMMAR, tree, word, words_of

from onrecord.statements.rules import Found, Rules, runs, source_span, with_content

RULES = Rules(GRAMMAR)


class Case(NamedTuple):
    """`found` is `source > cue > content`, "-" for no source; `marks` what is not speech, affirmed, to nobody."""

    name: str
    words: str
    tree: str
    found: str = ""
    marks: str = ""


CASES = [
    # a clause
    Case(
        "said-that",
        "Pell/NNP said/VBD:say that/IN Holt/NNP had/VBD:have left/VBN:leave ./.",
        "nsubj<said root mark<left nsubj<left aux<left ccomp<said punct<said",
        "Pell > said > Holt had left",
    ),
    Case(
        "said-aside",
        "The/DT army/NN ,/, Pell/NNP said/VBD:say ,/, will/MD leave/VB ./.",
        "det<army nsubj<leave punct<said nsubj<said parataxis<leave punct<said aux<leave root punct<leave",
        "Pell > said > The army | will leave",
    ),
    Case(
        "said-behind",
        "Holt/NNP had/VBD:have left/VBN:leave ,/, said/VBD:say Pell/NNP ./.",
        "nsubj<left aux<left root punct<said parataxis<left nsubj<said punct<left",
        "Pell > said > Holt had left",
    ),
    Case(
        "said-colon",
        "Pell/NNP said/VBD:say :/: They/PRP leave/VBP ./.",
        "nsubj<said root punct<leave nsubj<leave parataxis<said punct<said",
        "Pell > said > They leave",
    ),
    Case(
        "told",
        "Pell/NNP told/VBD:tell reporters/NNS:reporter that/IN Holt/NNP had/VBD:have left/VBN:leave ./.",
        "nsubj<told root iobj<told mark<left nsubj<left aux<left ccomp<told punct<told",
        "Pell > told > Holt had left",
        "to reporters",
    ),
    Case(
        "said-to",
        "Pell/NNP said/VBD:say to/IN Holt/NNP that/IN Moor/NNP lied/VBD:lie ./.",
        "nsubj<said root case<Holt obl<said mark<lied nsubj<lied ccomp<said punct<said",
        "Pell > said > Moor lied",
        "to Holt",
    ),
    Case(
        "two-verbs",
        "Pell/NNP left/VBD:leave and/CC said/VBD:say Moor/NNP lied/VBD:lie ./.",
        "nsubj<left root cc<said conj<left nsubj<lied ccomp<said punct<left",
        "Pell > said > Moor lied",
    ),
    Case(
        "relative",
        "The/DT envoy/NN ,/, who/WP said/VBD:say Moor/NNP lied/VBD:lie ,/, left/VBD:leave ./.",
        "det<envoy nsubj<left punct<said nsubj<said acl:relcl<envoy nsubj<lied ccomp<said punct<said root punct<left",
        "envoy > said > Moor lied",
    ),
    Case(
        "aside-as-relative",
        "The/DT road/NN ,/, police/NNS say/VBP ,/, will/MD stay/VB shut/JJ ./.",
        "det<road nsubj<stay punct<say nsubj<say acl:relcl<road punct<say aux<stay root xcomp<stay punct<stay",
        "police > say > The road | will stay shut",
    ),
    Case(
        "misread-lemma",
        "Pell/NNP griped/VBD:grip that/IN Holt/NNP left/VBD:leave ./.",
        "nsubj<griped root mark<left nsubj<left ccomp<griped punct<griped",
        "Pell > griped > Holt left",
    ),
    Case(
        "lost-subject",
        "Pell/NNP says/VBZ:say Moor/NNP lied/VBD:lie ./.",
        "dep<says root nsubj<lied ccomp<says punct<says",
        "Pell > says > Moor lied",
    ),
    Case(
        "passive-agent",
        "It/PRP was/VBD:be said/VBN:say by/IN Pell/NNP that/IN Moor/NNP lied/VBD:lie ./.",
        "expl<said aux:pass<said root case<Pell obl:agent<said mark<lied nsubj<lied csubj<said punct<said",
        "Pell > said > Moor lied",
    ),
    # without "that": infinitives, gerunds, nouns
    Case(
        "vowed",
        "Pell/NNP vowed/VBD:vow to/TO leave/VB Ardan/NNP ./.",
        "nsubj<vowed root mark<leave xcomp<vowed obj<leave punct<vowed",
        "Pell > vowed > to leave Ardan",
    ),
    Case(
        "urged",
        "Pell/NNP urged/VBD:urge Holt/NNP to/TO leave/VB ./.",
        "nsubj<urged root obj<urged mark<leave xcomp<urged punct<urged",
        "Pell > urged > to leave",
        "to Holt",
    ),
    Case(
        "was-urged",
        "Holt/NNP was/VBD:be urged/VBN:urge to/TO leave/VB by/IN Pell/NNP ./.",
        "nsubj:pass<urged aux:pass<urged root mark<leave xcomp<urged case<Pell obl:agent<urged punct<urged",
        "Pell > urged > to leave",
        "to Holt",
    ),
    Case(
        "called-on",
        "Pell/NNP called/VBD:call on/IN Holt/NNP to/TO act/VB ./.",
        "nsubj<called root case<Holt obl<called mark<act xcomp<called punct<called",
        "Pell > called > to act",
        "to Holt",
    ),
    Case(
        "accused",
        "Pell/NNP accused/VBD:accuse Holt/NNP of/IN taking/VBG:take money/NN ./.",
        "nsubj<accused root obj<accused mark<taking advcl<accused obj<taking punct<accused",
        "Pell > accused > *taking money",
        "to Holt",
    ),
    Case(
        "warned-of",
        "Pell/NNP warned/VBD:warn of/IN new/JJ floods/NNS:flood ./.",
        "nsubj<warned root case<floods amod<floods obl<warned punct<warned",
        "Pell > warned > new floods",
    ),
    Case(
        "ruled-out",
        "Pell/NNP ruled/VBD:rule out/RP new/JJ talks/NNS:talk ./.",
        "nsubj<ruled root compound:prt<ruled amod<talks obj<ruled punct<ruled",
        "Pell > ruled out > new talks",
    ),
    # nouns and adjectives
    Case(
        "claim-possessor",
        "Pell/NNP 's/POS claim/NN that/IN Moor/NNP lied/VBD:lie angered/VBD:anger Holt/NNP ./.",
        "nmod:poss<claim case<Pell nsubj<angered mark<lied nsubj<lied acl<claim root obj<angered punct<angered",
        "Pell > claim > Moor lied",
    ),
    Case(
        "claim-by",
        "The/DT claim/NN by/IN Pell/NNP that/IN Moor/NNP lied/VBD:lie angered/VBD:anger Holt/NNP ./.",
        "det<claim nsubj<angered case<Pell nmod<claim mark<lied nsubj<lied acl<claim root obj<angered punct<angered",
        "Pell > claim > Moor lied",
    ),
    Case(
        "claim-made",
        "Pell/NNP made/VBD:make the/DT claim/NN that/IN Moor/NNP lied/VBD:lie ./.",
        "nsubj<made root det<claim obj<made mark<lied nsubj<lied acl<claim punct<made",
        "Pell > claim > Moor lied",
    ),
    Case(
        "certain",
        "Pell/NNP is/VBZ:be certain/JJ that/IN Moor/NNP lied/VBD:lie ./.",
        "nsubj<certain cop<certain root mark<lied nsubj<lied ccomp<certain punct<certain",
        "Pell > certain > Moor lied",
        "belief",
    ),
    # hearsay
    Case(
        "is-said",
        "Holt/NNP is/VBZ:be said/VBN:say to/TO own/VB boats/NNS:boat ./.",
        "nsubj:pass<said aux:pass<said root mark<own xcomp<said obj<own punct<said",
        "- > said > *own boats",
    ),
    Case(
        "it-was-reported",
        "It/PRP was/VBD:be reported/VBN:report that/IN Moor/NNP lied/VBD:lie ./.",
        "expl<reported aux:pass<reported root mark<lied nsubj<lied csubj<reported punct<reported",
        "- > reported > Moor lied",
    ),
    Case(
        "reportedly",
        "The/DT dam/NN reportedly/RB held/VBD:hold ./.",
        "det<dam nsubj<held advmod<held root punct<held",
        "- > reportedly > The dam | held",
    ),
    # adjuncts
    Case(
        "according-to",
        "The/DT dam/NN held/VBD:hold ,/, according/VBG:accord to/IN Pell/NNP ./.",
        "det<dam nsubj<held root punct<held case<Pell fixed<according obl<held punct<held",
        "Pell > according to > The dam held",
    ),
    Case(
        "in-her-view",
        "In/IN Pell/NNP 's/POS view/NN ,/, the/DT dam/NN held/VBD:hold ./.",
        "case<view nmod:poss<view case<Pell obl<held punct<held det<dam nsubj<held root punct<held",
        "Pell > In > the dam held",
        "belief",
    ),
    # polarity
    Case(
        "negated",
        "Pell/NNP did/VBD:do not/RB say/VB that/IN Moor/NNP lied/VBD:lie ./.",
        "nsubj<say aux<say advmod<say root mark<lied nsubj<lied ccomp<say punct<say",
        "Pell > say > Moor lied",
        "negated",
    ),
    Case(
        "nobody",
        "Nobody/NN said/VBD:say Moor/NNP lied/VBD:lie ./.",
        "nsubj<said root nsubj<lied ccomp<said punct<said",
        "Nobody > said > Moor lied",
        "negated",
    ),
    Case(
        "questioned",
        "Did/VBD:do Pell/NNP say/VB that/IN Moor/NNP lied/VBD:lie ?/.",
        "aux<say nsubj<say root mark<lied nsubj<lied ccomp<say punct<say",
        "Pell > say > Moor lied",
        "questioned",
    ),
    Case(
        "question-in-content",
        "Pell/NNP said/VBD:say Moor/NNP lied/VBD:lie ?/.",
        "nsubj<said root nsubj<lied ccomp<said punct<said",
        "Pell > said > Moor lied",
    ),
    # what attributes nothing
    Case(
        "no-cue",
        "Pell/NNP met/VBD:meet Holt/NNP ./.",
        "nsubj<met root obj<met punct<met",
    ),
    Case(
        "said-nothing",
        "Pell/NNP said/VBD:say nothing/NN ./.",
        "nsubj<said root obj<said punct<said",
    ),
    Case(
        "claim-of-nobody",
        "The/DT claim/NN that/IN Moor/NNP lied/VBD:lie angered/VBD:anger Holt/NNP ./.",
        "det<claim nsubj<angered mark<lied nsubj<lied acl<claim root obj<angered punct<angered",
    ),
    Case(
        "urged-nothing",
        "Pell/NNP urged/VBD:urge Holt/NNP ./.",
        "nsubj<urged root obj<urged punct<urged",
    ),
    Case(
        "real-relative",
        "The/DT road/NN that/WDT police/NNS say/VBP is/VBZ:be shut/JJ fell/VBD:fall ./.",
        "det<road nsubj<fell nsubj<shut nsubj<say acl:relcl<road cop<shut ccomp<say root punct<fell",
        "police > say > *is shut",
    ),
]


def written(found: Found) -> str:
    """A found attribution as a case writes it."""
    source = source_span(GRAMMAR, found.source).text if found.source is not None else "-"
    cue = found.cue.text if found.cue is not None else "-"
    return f"{source} > {cue} > {words_of(found.doc, found.content)}"


def marks(found: Found) -> str:
    addressee = f"to {found.addressee.text}" if found.addressee is not None else ""
    parts = [found.kind.value, found.polarity.value, addressee]
    return " ".join(part for part in parts if part not in ("", "speech", "affirmed"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_attributions_of_a_sentence(case: Case) -> None:
    doc = tree(case.words, case.tree)
    found = RULES(doc)
    if not case.found:
        assert [written(one) for one in found] == []
        return
    assert len(found) == 1, [written(one) for one in found]
    if "*" in case.found:  # what stands before is not settled: "of taking money", "Holt of taking money"
        before, _, last = case.found.partition("*")
        assert written(found[0]).startswith(before)
        assert written(found[0]).endswith(last)
    else:
        assert written(found[0]) == case.found
    assert marks(found[0]) == case.marks


def test_a_nested_attribution_gives_two() -> None:
    doc = tree(
        "Ardan/NNP says/VBZ:say Moor/NNP must/MD go/VB ,/, Pell/NNP told/VBD:tell the/DT council/NN ./.",
        "nsubj<says ccomp<told nsubj<go aux<go ccomp<says punct<told nsubj<told root det<council iobj<told punct<told",
    )
    assert {written(one) for one in RULES(doc)} == {
        "Ardan > says > Moor must go",
        "Pell > told > Ardan says Moor must go",
    }


def test_two_clauses_make_one_content() -> None:
    doc = tree(
        "Holt/NNP said/VBD:say that/IN Moor/NNP left/VBD:leave and/CC that/IN Sayle/NNP stayed/VBD:stay ./.",
        "nsubj<said root mark<left nsubj<left ccomp<said cc<stayed mark<stayed nsubj<stayed conj<left punct<said",
    )
    assert [written(one) for one in RULES(doc)] == ["Holt > said > Moor left and that Sayle stayed"]


def test_every_attribution_stands_on_its_own_words() -> None:
    for case in CASES:
        doc = tree(case.words, case.tree)
        for found in RULES(doc):
            assert found.content
            assert found.content <= set(range(len(doc)))
            assert found.cue is not None
            assert not found.content & set(range(found.cue.start, found.cue.end))
            assert found.source is None or found.source.i not in found.content
            assert found.rule.startswith("en/cues#")
            assert found.start == min(found.content | {found.cue.start})


def test_the_frame_of_a_rule() -> None:
    doc = tree(CASES[0].words, CASES[0].tree)
    found = RULES(doc)[0]
    assert found.frame == "clause"
    assert with_content(found, found.content, "floating").frame == ""
    assert [RULES(tree(case.words, case.tree))[0].frame for case in CASES if case.name == "reportedly"] == [""]


def test_a_source_is_its_phrase_without_the_article() -> None:
    doc = tree(
        "The/DT new/JJ envoy/NN of/IN Ardan/NNP left/VBD:leave ./.",
        "det<envoy amod<envoy nsubj<left case<Ardan nmod<envoy root punct<left",
    )
    assert source_span(GRAMMAR, word(doc, "envoy")).text == "new envoy of Ardan"


def test_runs_are_unbroken() -> None:
    assert runs([]) == []
    assert runs({3, 1, 2, 9}) == [(1, 4), (9, 10)]
