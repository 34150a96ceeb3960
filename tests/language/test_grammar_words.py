"""Each row of the table `en/grammar` does in a sentence what its kind promises."""

import pytest
from sentences import SCHEMES, doc_of

from onrecord.language.grammar import Grammar
from onrecord.language.grammar_words import forms
from onrecord.lexicons import table

PATTERNS = {
    "modal": ("Pell/NNP X/MD leave/VB", "nsubj<leave aux<leave root", "modality", "leave"),
    "semi-auxiliary": ("Pell/NNP X/VB to/TO leave/VB", "nsubj<X root mark<leave xcomp<X", "modality", "leave"),
    "negator": ("Pell/NNP has/VBZ X/RB left/VBN", "nsubj<left aux<left advmod<left root", "is_negated", "left"),
    "negative noun": ("X/NN left/VBD", "nsubj<left root", "is_negated", "left"),
    "negative determiner": ("X/DT envoy/NN left/VBD", "det<envoy nsubj<left root", "is_negated", "left"),
    "negative adverb": ("Pell/NNP no/RB X/RB left/VBD", "nsubj<left advmod<X advmod<left root", "is_negated", "left"),
    "negative marker": (
        "They/PRP left/VBD X/IN talking/VBG",
        "nsubj<left root mark<talking advcl<left",
        "is_negated",
        "talking",
    ),
    "negative phrase": (
        "In/IN no/DT X/NN did/VBD they/PRP go/VB",
        "case<X det<X obl<go aux<go nsubj<go root",
        "is_negated",
        "go",
    ),
    "focus": ("They/PRP not/RB X/RB came/VBD", "nsubj<came advmod<came advmod<came root", "is_negated", "came"),
    "condition": (
        "Pell/NNP left/VBD X/IN Holt/NNP came/VBD",
        "nsubj<left root mark<came nsubj<came advcl<left",
        "condition_of",
        "left",
    ),
    "inverted condition": (
        "X/VBD Holt/NNP come/VB Pell/NNP left/VBD",
        "aux<come nsubj<come advcl<left nsubj<left root",
        "condition_of",
        "left",
    ),
    "subject control": (
        "They/PRP X/VBP Holt/NNP to/TO leave/VB",
        "nsubj<X root obj<X mark<leave xcomp<X",
        "subject_of",
        "leave",
    ),
    "oblique control": (
        "They/PRP X/VBP Holt/NNP to/TO leave/VB",
        "nsubj<X root obl<X mark<leave xcomp<X",
        "subject_of",
        "leave",
    ),
    "object control": (
        "They/PRP bid/VBP Holt/NNP X/IN leaving/VBG",
        "nsubj<bid root obj<bid mark<leaving advcl<bid",
        "subject_of",
        "leaving",
    ),
    "relative": ("envoy/NN X/WP left/VBD", "root nsubj<left acl:relcl<envoy", "antecedent_of", "X"),
    "adverbial noun": ("X/NN Pell/NNP left/VBD", "root nsubj<left acl:relcl<X", "object_of", "left"),
    "small clause": ("They/PRP X/VBP Pell/NNP go/VB", "nsubj<X root nsubj<go ccomp<X", "object_of", "X"),
}
ANSWERS = {
    **{"focus": "False", "condition": "came", "inverted condition": "come", "subject control": "They"},
    **{"oblique control": "Holt", "object control": "Holt", "relative": "envoy", "adverbial noun": "None"},
    **{"small clause": "Pell", "negator": "True"},
}


def filled(pattern: str, tree: str, form: str) -> tuple[str, str]:
    """A pattern with the words of a row at X; the second word of "call on" and "in case" hangs where it belongs."""
    first, _, second = form.partition(" ")
    words, places = pattern.split(), tree.replace("<X", f"<{first}").split()
    if second:
        at = next(number for number, word in enumerate(words) if word.startswith("X/"))
        words.insert(at + 1, f"{second}/IN")
        places.insert(at + 1, "case<Holt" if "obl<" in tree else f"fixed<{first}")
    return " ".join(words).replace("X/", f"{first}/"), " ".join(places)


@pytest.mark.parametrize("row", table("en/grammar", "kind", "form", "value", "example"), ids=lambda row: row.id)
def test_row_does_what_its_kind_promises(row) -> None:
    pattern, tree, question, asked = PATTERNS[row["kind"]]
    doc = doc_of(*filled(pattern, tree, row["form"]))
    scheme = "clear" if row["kind"] == "small clause" else "ud"
    word = next(token for token in doc if token.text == asked.replace("X", row["form"]))
    answer = getattr(Grammar.for_labels(SCHEMES[scheme]), question)(word)
    expected = row["value"] if row["value"] != "-" else ANSWERS.get(row["kind"], "True")
    assert str(answer) == expected


@pytest.mark.parametrize("row", table("en/grammar", "kind", "form", "example"), ids=lambda row: row.id)
def test_row_stands_in_its_example(row) -> None:
    assert row["form"] in row["example"].lower()


def test_no_kind_names_a_word_twice() -> None:
    keys = [(row["kind"], row["form"]) for row in table("en/grammar", "kind", "form")]
    assert sorted(keys) == sorted(set(keys))
    assert {kind for kind, _ in keys} == set(PATTERNS)
    assert all(forms(kind) for kind in PATTERNS)
