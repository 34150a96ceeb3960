"""Which corpus trains which layer, and which part chooses. Test parts and PUD are read by benchmarks alone."""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

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
    """Everything that may train shipped weights, less what is held out to choose by; our own texts three times."""
    entities = [document for document in annotated(data) if not is_held_out(document)]
    ours = [document for document in own_texts() if not is_held_out(document)]
    return Corpora(gum(data, "train"), ewt(data, "train"), entities + 3 * ours)


def held_out(data: Path) -> dict[str, list[Document]]:
    """Entities held out of training, by corpus."""
    found: dict[str, list[Document]] = {}
    for document in (*annotated(data), *own_texts()):
        if is_held_out(document):
            found.setdefault(document.source, []).append(document)
    return found


def is_held_out(document: Document) -> bool:
    """One document in fifteen, by its words: what is added later moves no other from one side to the other."""
    return crc32(" ".join(document.sentences[0].words).lower().encode()) % 15 == 0


def annotated(data: Path) -> list[Document]:
    """Entities of other corpora: their train parts, and dev parts where the corpus is small."""
    norp, folder = norp_words(), data / "entities"
    crossner = [folder / f"crossner/ner_data/{name}/{part}.txt" for name in CROSSNER for part in ("train", "dev")]
    return [
        *(document for path in crossner for document in corpora.crossner(path, norp)),
        *corpora.wikigold(folder / "wikigold/CONLL-format/data/wikigold.conll.txt", norp),
        *corpora.redocred(folder / "redocred/data/dev_revised.json", norp),
        *corpora.uner(folder / "uner_ewt/en_ewt-ud-dev.iob2", norp),
    ]


def own_texts() -> list[Document]:
    """The project's own annotated texts."""
    return [document for path in sorted(TEXTS.glob("*.txt")) for document in corpora.own(path, spans)]
