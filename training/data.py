"""Which corpus trains which layer, and which part chooses. Test parts and PUD are read by benchmarks alone."""

import random
from dataclasses import dataclass
from pathlib import Path

from onrecord.language.tokens import spans
from onrecord.lexicons import places
from training import corpora
from training.corpora import Document

WORK = Path(__file__).parent / ".work"
TEXTS = Path(__file__).parent / "texts" / "entities"
CROSSNER = ("politics", "science", "music", "literature", "ai")


@dataclass
class Corpora:
    """Documents by what they teach."""

    gum: list[Document]  # trees, entities, coreference
    ewt: list[Document]  # trees; entities where Universal NER has them
    entities: list[Document]


def norp_words() -> frozenset[str]:
    """Lower-cased nationality, religion and people words."""
    return places.norp_words()


def gpe_names() -> frozenset[str]:
    """Lower-cased names of states, regions and cities."""
    return frozenset(places.place_names())


def gum(data: Path, part: str) -> list[Document]:
    """A published part of GUM's open genres with trees, entities and OntoGUM chains."""
    documents = corpora.conllu(data / f"treebanks/gum_open/en_gumopen-ud-{part}.conllu", "gum")
    corpora.add_gum_entities(documents, norp_words(), gpe_names())
    corpora.add_chains(documents, data / "coreference/ontogum_open")
    return documents


def ewt(data: Path, part: str) -> list[Document]:
    """A published part of EWT."""
    return corpora.conllu(data / f"treebanks/ud_ewt/en_ewt-ud-{part}.conllu", "ewt")


def training(data: Path) -> Corpora:
    """Everything that may train shipped weights, less what is held out to choose by."""
    norp = norp_words()
    folder = data / "entities"
    entities = [
        document
        for name in CROSSNER
        for part in ("train", "dev")
        for document in corpora.crossner(folder / f"crossner/ner_data/{name}/{part}.txt", norp)
    ]
    entities += corpora.wikigold(folder / "wikigold/CONLL-format/data/wikigold.conll.txt", norp)
    entities += corpora.redocred(folder / "redocred/data/dev_revised.json", norp)
    entities += corpora.uner(folder / "uner_ewt/en_ewt-ud-dev.iob2", norp)
    kept = [document for at, document in enumerate(entities) if at % 20]
    ours = [document for at, document in enumerate(own_texts()) if at % 10]
    return Corpora(gum(data, "train"), ewt(data, "train"), kept + 3 * ours)


def held_out(data: Path) -> dict[str, list[Document]]:
    """Entities held out of training, to choose by."""
    norp = norp_words()
    folder = data / "entities"
    politics = [
        document
        for name in CROSSNER
        for part in ("train", "dev")
        for document in corpora.crossner(folder / f"crossner/ner_data/{name}/{part}.txt", norp)
    ]
    wiki = corpora.wikigold(folder / "wikigold/CONLL-format/data/wikigold.conll.txt", norp)
    wiki += corpora.redocred(folder / "redocred/data/dev_revised.json", norp)
    wiki += corpora.uner(folder / "uner_ewt/en_ewt-ud-dev.iob2", norp)
    every = politics + wiki
    rest = [document for at, document in enumerate(every) if not at % 20]
    return {
        "crossner": [document for document in rest if document.source == "crossner"],
        "uner": [document for document in rest if document.source == "uner"],
        "own": [document for at, document in enumerate(own_texts()) if not at % 10],
    }


def own_texts() -> list[Document]:
    """The project's own annotated texts, in an order mixed once and for all."""
    documents = [document for path in sorted(TEXTS.glob("*.txt")) for document in corpora.own(path, spans)]
    random.Random(0).shuffle(documents)
    return documents
