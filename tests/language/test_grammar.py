"""The grammar questions, on hand-made parses: every sentence in both label schemes, with one answer for both.

`cases/clauses.tsv` has the sentences and their trees, `cases/grammar.tsv` the questions: `noun_phrase:base` is
`noun_phrase` with that extent, `subject_of:own` asks without resolving.
"""

import csv
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import CASES, SCHEMES, doc_of, parsed, sentences
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from onrecord.errors import UsageError
from onrecord.language.clauses import Relation, Tree, scheme_of
from onrecord.language.grammar import Extent, Grammar, PrepositionalArgument

GRAMMARS = {scheme: Grammar.for_labels(labels) for scheme, labels in SCHEMES.items()}
QUESTIONS = sorted(
    name for name in dir(Grammar) if not name.startswith("_") and name not in ("for_labels", "tree", "dependents_of")
)


def questions() -> list[dict[str, str]]:
    with (CASES / "grammar.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ask(grammar: Grammar, question: str, token: Token) -> object:
    name, _, option = question.partition(":")
    if option == "own":
        return getattr(grammar, name)(token, resolve=False)
    return getattr(grammar, name)(token, *([Extent(option)] if option else []))


def written(grammar: Grammar, answer: object) -> str:
    """An answer as the table writes it; a name in full, as its head depends on the scheme."""
    match answer:
        case None | ():
            return "-"
        case bool():
            return "yes" if answer else "no"
        case Token():
            name = grammar.name_of(answer)
            return name.text if name is not None else answer.text
        case PrepositionalArgument():
            return f"{answer.preposition} {written(grammar, answer.noun)}"
        case tuple():
            return " | ".join(written(grammar, part) for part in answer)
        case Span():
            return answer.text
    return str(answer) or "''"


def word_of(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("row", questions(), ids=lambda row: f"{row['sentence']}:{row['question']}:{row['word']}")
def test_question_has_the_same_answer_in_both_schemes(row: dict[str, str], scheme: str) -> None:
    grammar = GRAMMARS[scheme]
    token = word_of(parsed(row["sentence"], scheme), row["word"])
    assert written(grammar, ask(grammar, row["question"], token)) == row["answer"], row["note"]


def test_every_sentence_is_asked_about_and_every_question_is_asked() -> None:
    asked = questions()
    assert {row["sentence"] for row in asked} == set(sentences())
    assert {row["question"].partition(":")[0] for row in asked} | {"content_of", "is_relative"} == set(QUESTIONS)


# Schemes


def test_scheme_is_told_by_labels() -> None:
    assert [scheme_of(labels) for labels in SCHEMES.values()] == list(SCHEMES)
    assert [GRAMMARS[scheme].scheme.name for scheme in SCHEMES] == list(SCHEMES)


@pytest.mark.parametrize("labels", [[], ["nk", "sb", "oa"], ["obl", "nsubj"], ["dobj"]])
def test_unknown_labels_are_refused_with_what_would_do(labels: list[str]) -> None:
    with pytest.raises(UsageError, match=r"obl, nsubj:pass.*pobj, dobj.*its labels: .*en_core_web"):
        Grammar.for_labels(labels)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("obl:tmod", "obl:unmarked", "apposition"),
        ("obl:npmod", "obl:unmarked", "arrested-monday"),
        ("flat:name", "flat", "titles"),
        ("compound", "nmod:desc", "titles"),
    ],
)
def test_old_and_new_labels_read_alike(old: str, new: str, sentence: str) -> None:
    row = sentences()[sentence]
    assert new in row["ud"]
    assert GRAMMARS["ud"].tree(doc_of(row["words"], row["ud"].replace(new, old))) == GRAMMARS["ud"].tree(
        parsed(sentence, "ud")
    )


def test_agent_without_a_label_of_its_own_is_told_by_its_preposition() -> None:
    words = "Holt/NNP was/VBD:be arrested/VBN:arrest by/IN rebels/NNS:rebel in/IN Belmar/NNP ./."
    tree = sentences()["arrested-by"]["ud"].replace("obl:agent", "obl")
    doc = doc_of(words, tree)
    older = Grammar.for_labels({"nsubj:pass", "obl"})
    assert older.agent_of(word_of(doc, "arrested")) == word_of(doc, "rebels")
    assert GRAMMARS["ud"].agent_of(word_of(doc, "arrested")) is None


def test_a_word_of_longer_titles_is_no_title_by_itself() -> None:
    organisation = doc_of("United/NNP Harbours/NNP left/VBD ./.", "compound<Harbours nsubj<left root punct<left")
    assert str(GRAMMARS["ud"].name_of(word_of(organisation, "Harbours"))) == "United Harbours"


# Odd trees

LABELS = (
    *SCHEMES["ud"],
    *SCHEMES["clear"],
    *("ROOT", "root", "conj", "cc", "cop", "mark", "case", "xcomp", "ccomp", "advcl", "acl", "parataxis", "appos"),
    *("compound", "flat", "nmod:poss", "poss", "nsubj:outer", "csubj", "expl", "iobj", "aux", "auxpass", "aux:pass"),
    *("attr", "acomp", "oprd", "pcomp", "agent", "dative", "advmod", "punct", "det", "", "unheard-of"),
)
WORDS = ("be", "Pell", "that", "not", "no", "only", "who", "to", "by", "it", "if", "have", ",", ":", "president")
TAGS = ("VB", "VBD", "VBG", "VBN", "NN", "NNP", "WP", "TO", "IN", "MD", "RB", ".", "")
POS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADP", "PART", "PUNCT", "")


@st.composite
def odd_docs(draw: st.DrawFn) -> Doc:
    size = draw(st.integers(1, 12))
    one_of = lambda choices: draw(st.lists(st.sampled_from(choices), min_size=size, max_size=size))  # noqa: E731
    order = draw(st.permutations(range(size)))
    heads = list(range(size))
    for place in range(1, size):
        if draw(st.integers(0, 9)):
            heads[order[place]] = order[draw(st.integers(0, place - 1))]
    words = one_of(WORDS)
    return Doc(Vocab(), words=words, tags=one_of(TAGS), pos=one_of(POS), lemmas=words, heads=heads, deps=one_of(LABELS))


def ask_everything(grammar: Grammar, doc: Doc) -> None:
    for token in doc:
        for question in QUESTIONS:
            ask(grammar, question, token)


@settings(max_examples=150, deadline=None)
@given(odd_docs())
def test_no_tree_is_too_odd(doc: Doc) -> None:
    for grammar in GRAMMARS.values():
        tree = grammar.tree(doc)
        assert [head < 0 for head in tree.heads] == [relation is Relation.ROOT for relation in tree.relations]
        assert all(steps_to_root(tree, number) <= len(doc) for number in range(len(doc)))
        assert all(tree.heads[child] == number for number in range(len(doc)) for child in tree.dependents[number])
        ask_everything(grammar, doc)


def steps_to_root(tree: Tree, number: int) -> int:
    steps = 0
    while tree.heads[number] >= 0 and steps <= len(tree.heads):
        number, steps = tree.heads[number], steps + 1
    return steps


@pytest.mark.parametrize("scheme", SCHEMES)
def test_without_a_tree_there_are_no_answers(scheme: str) -> None:
    doc = Doc(Vocab(), words=["Pell", "met", "Holt"])
    grammar = GRAMMARS[scheme]
    ask_everything(grammar, doc)
    assert grammar.subject_of(doc[1]) is None
    assert grammar.clause_of(doc[0]) == doc[0]
    assert grammar.noun_phrase(doc[0]).text == "Pell"


def test_a_grammar_goes_to_another_process() -> None:
    doc = parsed("met", "clear")
    grammar = pickle.loads(pickle.dumps(GRAMMARS["clear"]))
    assert grammar.subject_of(doc[1]) == doc[0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_cycle_is_cut(scheme: str) -> None:
    doc = Doc(Vocab(), words=["Pell", "met", "Holt"], heads=[1, 2, 0], deps=["nsubj", "conj", "conj"])
    ask_everything(GRAMMARS[scheme], doc)


def seconds(scheme: str, label: str, size: int, *, chain: bool) -> float:
    """Process time of one tree and of every question, about a sentence that is one chain or one fan of words."""
    doc = Doc(
        Vocab(),
        words=["be", *["Pell"] * (size - 1)],
        tags=["VB"] * size,
        pos=["VERB"] * size,
        lemmas=["be"] * size,
        heads=[0, *(range(size - 1) if chain else [0] * (size - 1))],
        deps=["ROOT", *[label] * (size - 1)],
    )
    start = time.process_time()
    for question in QUESTIONS:
        ask(GRAMMARS[scheme], question, doc[size - 1])
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("label", ["xcomp", "conj", "ccomp", "acl:relcl", "prep", "pcomp", "compound", "nsubj:outer"])
@pytest.mark.parametrize("chain", [True, False])
def test_time_grows_with_the_sentence(scheme: str, label: str, chain: bool) -> None:
    assert seconds(scheme, label, 8_000, chain=chain) < 2  # usually 0.1; if it were quadratic, above 5
