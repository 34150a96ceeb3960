"""Hand-made parses: the sentences of cases/clauses.tsv as spaCy Docs, in either label scheme.

A word is `form/TAG` or `form/TAG:lemma`; its place in a tree is `label<head`, with the head's form (`in.2`: the second
"in"). The tags are those of the Penn Treebank; parts of speech follow from them.
"""

import csv
from functools import cache
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

CASES = Path(__file__).parents[1] / "cases"
SCHEMES = {
    "ud": ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "acl:relcl"),
    "clear": ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "relcl"),
}
_POS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "WDT", "EX"), "PRON"),
    **dict.fromkeys((".", ",", ":", "``", "''"), "PUNCT"),
    **{"MD": "AUX", "DT": "DET", "CC": "CCONJ", "JJ": "ADJ", "RB": "ADV", "WRB": "ADV", "RP": "ADP", "IN": "ADP"},
    **{"TO": "PART", "POS": "PART", "CD": "NUM"},
}
_AUXILIARIES = ("aux", "cop")
_CLOSE_LEFT = (".", ",", ":", "''", "POS")


@cache
def sentences() -> dict[str, dict[str, str]]:
    with (CASES / "clauses.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


@cache
def parsed(sentence: str, scheme: str) -> Doc:
    """A sentence of the table, in the scheme `ud` or `clear`."""
    row = sentences()[sentence]
    return doc_of(row["words"], row[scheme])


def doc_of(words: str, tree: str) -> Doc:
    """A Doc of words and a tree in the notation of the table."""
    forms, tags, lemmas = [], [], []
    for word in words.split():
        form, _, rest = word.rpartition("/") if word not in ("``/``", "''/''") else (word[:2], "", word[:2])
        tag, _, lemma = rest.partition(":") if rest != ":" else (":", "", "")
        forms.append(form)
        tags.append(tag)
        lemmas.append(lemma or (form if tag.startswith("NNP") else form.lower()))
    places = [place.partition("<") for place in tree.split()]
    assert len(places) == len(forms), words
    heads = [_number(forms, head) if head else number for number, (_, _, head) in enumerate(places)]
    deps = ["ROOT" if label == "root" else label for label, _, _ in places]
    pos = [_pos(tag, dep) for tag, dep in zip(tags, deps, strict=True)]
    spaces = [
        tag != "``" and following not in _CLOSE_LEFT and not form.startswith("n't")
        for tag, following, form in zip(tags, [*tags[1:], "."], [*forms[1:], ""], strict=True)
    ]
    return Doc(Vocab(), words=forms, spaces=spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps)


def _pos(tag: str, dep: str) -> str:
    if dep.startswith(_AUXILIARIES) and tag != "TO":
        return "AUX"
    return "SCONJ" if dep == "mark" and tag == "IN" else _POS[tag]


def _number(forms: list[str], head: str) -> int:
    """The place of a head: `met`, or `in.2` for the second "in"."""
    form, dot, count = head.rpartition(".")
    if not (dot and count.isdigit()):
        form, count = head, "1"
    return [number for number, other in enumerate(forms) if other == form][int(count) - 1]
