"""Readers of corpora on invented scraps of their formats."""

import sys
from pathlib import Path

import pytest

from onrecord.language.tokens import spans

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training import corpora

GUM = """# newdoc id = GUM_news_x
# newpar
# sent_id = 1
# speaker = Ana
# text = Ana Ruiz of Varna Bank, left in May
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing|Case=Nom\t7\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref
2\tRuiz\tRuiz\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\t_
3\tof\tof\tADP\tIN\t_\t5\tcase\t_\t_
4\tVarna\tVarna\tPROPN\tNNP\tNumber=Sing\t5\tcompound\t_\tEntity=(2-organization-new-cf2-2-coref(3-place-new-cf3-1-sgl)
5\tBank\tBank\tPROPN\tNNP\tNumber=Sing\t1\tnmod\t_\tEntity=2)1)
6\t,\t,\tPUNCT\t,\t_\t7\tpunct\t_\t_
7\tleft\tleave\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
8\tin\tin\tADP\tIN\t_\t9\tcase\t_\t_
9\tMay\tMay\tPROPN\tNNP\tNumber=Sing\t7\tobl\t_\tEntity=(4-time-new-cf4-1-sgl)

"""


@pytest.fixture
def gum(tmp_path: Path) -> list[corpora.Document]:
    (tmp_path / "x.conllu").write_text(GUM)
    return corpora.conllu(tmp_path / "x.conllu", "gum")


def test_a_tree_is_read_with_what_our_rules_need(gum: list[corpora.Document]) -> None:
    (sentence,) = gum[0].sentences
    assert sentence.heads == [6, 0, 4, 4, 0, 6, -1, 8, 6]
    assert sentence.feats[0] == "Number=Sing"
    assert (sentence.speaker, sentence.paragraph) == ("Ana", True)


def test_nested_mentions_of_gum_become_flat_names(gum: list[corpora.Document]) -> None:
    corpora.add_gum_entities(gum, frozenset(), frozenset())
    assert gum[0].sentences[0].gold_spans == [(0, 2, "PERSON"), (3, 5, "ORG"), (8, 9, "DATE")]


def test_a_chain_file_is_read_by_words(gum: list[corpora.Document], tmp_path: Path) -> None:
    marks = ["(1", "1)", "_", "(2)", "_", "_", "_", "_", "(1)"]
    lines = "".join(f"{at}\tw\t{mark}\n" for at, mark in enumerate(marks))
    (tmp_path / "GUM_news_x.conll").write_text("# begin document\n" + lines)
    corpora.add_chains(gum, tmp_path)
    assert gum[0].chains == [[(0, 2), (8, 9)], [(3, 4)]]


def test_our_own_texts(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("[Ana Ruiz|PERSON]'s bank, [Varna Bank|ORG],\nis [Peru|GPE]-based.\n\nNothing here.\n")
    first, second = corpora.own(path, spans)
    assert first.sentences[0].text == "Ana Ruiz's bank, Varna Bank, is Peru-based."
    assert first.sentences[0].gold_spans == [(0, 2, "PERSON"), (5, 7, "ORG"), (9, 10, "GPE")]
    assert second.sentences[0].entities == [frozenset({"O"})] * 3


def test_what_a_corpus_cannot_know_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "politics" / "dev.txt"
    path.parent.mkdir()
    path.write_text("Ruiz\tB-politician\nwon\tO\nthe\tO\nHolt\tB-award\nPrize\tI-award\n")
    (document,) = corpora.crossner(path, frozenset())
    labels = document.sentences[0].entities
    assert labels[0] == {"B-PERSON"}
    assert {"O", "B-DATE"} <= labels[1]
    assert "B-ORG" not in labels[1]
    assert {"O", "B-EVENT"} <= labels[3]


def test_a_nationality_is_no_place(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("The O\nPeruvian I-MISC\nLima I-LOC\n. O\n\n")
    (document,) = corpora.wikigold(path, frozenset({"peruvian"}))
    assert document.sentences[0].gold_spans == [(1, 2, "NORP"), (2, 3, "LOC")]


def test_every_own_text_is_well_formed() -> None:
    folder = Path(corpora.__file__).parent / "texts" / "entities"
    kinds = set()
    for path in sorted(folder.glob("*.txt")):
        for document in corpora.own(path, spans):
            assert "|" not in document.sentences[0].text, document.name
            kinds |= {kind for _, _, kind in document.sentences[0].gold_spans}
    assert kinds == set(corpora.ENTITY_TYPES)
