"""Figures of the bundled language model on gold data: trees, raw text, entities, coreference.

    .venv/bin/python benchmarks/language/evaluate.py --data ../shared/data [--part dev] [--only trees,chains]

Test parts are for reporting; `--part dev` is for choosing. PUD has no dev part and is only ever reported. "gold"
gives the model the words and sentences of the treebank; "raw" gives it paragraphs of text (CoNLL 2018 scores).
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import coreference_metrics as chain_metrics  # noqa: E402
import metrics  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from onrecord.language.parsed import Mention  # noqa: E402
from onrecord.language.parser import Parser  # noqa: E402
from onrecord.language.texts import SegmentText, segment_text  # noqa: E402
from onrecord.language.weights import BUNDLED  # noqa: E402
from onrecord.lexicons import places  # noqa: E402
from onrecord.settings import Settings  # noqa: E402
from training import corpora  # noqa: E402
from training.corpora import Document, Sentence  # noqa: E402
from training.data import held_out  # noqa: E402

CORE = ("PERSON", "ORG", "LOC")
GOLD_SENTENCES = 1 - 1e-12
"""With this threshold the model opens no sentence of its own."""


class Report:
    """Prints figures as they come and keeps them for `--json`."""

    def __init__(self) -> None:
        self.figures: dict[str, float] = {}
        self.lines: list[tuple[str, str]] = []

    def add(self, name: str, **figures: float) -> None:
        """One line of percentages."""
        line = "  ".join(f"{key} {100 * value:.1f}" for key, value in figures.items())
        print(f"{name:42}{line}", flush=True)
        self.lines.append((name, line))
        self.figures |= {f"{name} {key}": round(100 * value, 2) for key, value in figures.items()}


def given_words(sentences: Sequence[Sentence]) -> SegmentText:
    """Gold words of sentences as a segment; the sentences' beginnings are forced."""
    words = tuple(word for sentence in sentences for word in sentence.words)
    breaks, at = [], 0
    for sentence in sentences[:-1]:
        at += len(sentence.words)
        breaks.append(at)
    return SegmentText(words, tuple((at, at + 1) for at in range(len(words))), (True,) * len(words), frozenset(breaks))


def units(document: Document) -> list[list[Sentence]]:
    """Segments of a gold document: runs of one speaker, or paragraphs."""
    found: list[list[Sentence]] = []
    for sentence in document.sentences:
        new = not found or sentence.speaker != found[-1][0].speaker or (sentence.paragraph and not sentence.speaker)
        if new:
            found.append([])
        found[-1].append(sentence)
    return found


def parsed_words(parser: Parser, document: Document) -> tuple[list[Doc], tuple[tuple[Mention, ...], ...], list[int]]:
    """Docs of a document with gold words, chains, and the first word of each Doc."""
    segments = units(document)
    docs, chains, _ = parser.parse([given_words(unit) for unit in segments], [unit[0].speaker for unit in segments])
    firsts = [0]
    for doc in docs:
        firsts.append(firsts[-1] + len(doc))
    return docs, chains, firsts


def recased(documents: Iterable[Document]) -> list[Document]:
    """Copies in capitals."""
    return [
        replace(
            document, sentences=[replace(every, words=[w.upper() for w in every.words]) for every in document.sentences]
        )
        for document in documents
    ]


def trees(report: Report, name: str, parser: Parser, documents: Sequence[Document]) -> None:
    """Scores with gold words and sentences; every word counts, punctuation too."""
    sums = []
    for document in documents:
        docs, _, _ = parsed_words(parser, document)
        tokens = [token for doc in docs for token in doc]
        at = 0
        for sentence in document.sentences:
            size = len(sentence.words)
            mine = tokens[at : at + size]
            first = mine[0].i
            at += size
            heads = [-1 if token.dep_ == "ROOT" else token.head.i - first for token in mine]
            labels = ["root" if token.dep_ == "ROOT" else token.dep_ for token in mine]
            gold = [
                metrics.Word(i, i + 1, word, sentence.upos[i], sentence.xpos[i], sentence.feats[i], sentence.lemmas[i],
                             sentence.heads[i], sentence.deprels[i], 0)
                for i, word in enumerate(sentence.words)
            ]  # fmt: skip
            sums.append(
                metrics.tree_scores(
                    [gold],
                    [heads],
                    [labels],
                    [[t.pos_ for t in mine]],
                    [[str(t.morph) or "_" for t in mine]],
                    [[t.lemma_ for t in mine]],
                )
            )
    scores = metrics.total(sums)
    report.add(name, **{key: scores[key].f1 for key in scores})


def raw(report: Report, name: str, parser: Parser, path: Path, wanted: Callable[[str], bool] = bool) -> None:
    """CoNLL 2018 scores on paragraphs of running text; nothing gold is given but the paragraphs."""
    sums = []
    for text, gold, bounds in raw_documents(path, wanted):
        texts = [segment_text(text, start, end) for start, end in bounds]
        docs, *_ = parser.parse(texts, [None] * len(texts))
        system: list[metrics.Word] = []
        sentence_number = 0
        for doc, given in zip(docs, texts, strict=True):
            base = len(system)
            for sentence in doc.sents:
                sentence_number += 1
                for token in sentence:
                    start, end = given.offsets[token.i]
                    head = -1 if token.dep_ == "ROOT" else base + token.head.i
                    label = "root" if token.dep_ == "ROOT" else token.dep_
                    system.append(
                        metrics.Word(
                            start,
                            end,
                            token.text,
                            token.pos_,
                            token.tag_,
                            str(token.morph) or "_",
                            token.lemma_,
                            head,
                            label,
                            sentence_number,
                        )
                    )
        sums.append(metrics.word_scores(gold, system))
    scores = metrics.total(sums)
    report.add(name, **{key: scores[key].f1 for key in ("Words", "Sentences", "UPOS", "Lemmas", "UAS", "LAS")})


def raw_documents(
    path: Path, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, list[metrics.Word], list[tuple[int, int]]]]:
    """Text, gold words and paragraphs of every document of a CoNLL-U file."""
    for document in corpora.conllu(path, path.stem):
        if not wanted(document.name):
            continue
        text, gold, begins = "", [], []
        for number, unit in enumerate(units(document)):
            text += "\n\n" if number else ""
            begins.append(len(text))
            for at, sentence in enumerate(unit):
                text += " " if at else ""
                gold += gold_words(sentence, len(text), len(gold))
                text += sentence.text
        yield text, gold, list(zip(begins, [*begins[1:], len(text)], strict=True))


def gold_words(sentence: Sentence, offset: int, base: int) -> list[metrics.Word]:
    """Words of a sentence that begins at `offset` of a text, `base` words into it."""
    return [
        metrics.Word(
            offset + start,
            offset + end,
            sentence.words[at],
            sentence.upos[at],
            sentence.xpos[at],
            sentence.feats[at],
            sentence.lemmas[at],
            base + sentence.heads[at] if sentence.heads[at] >= 0 else -1,
            sentence.deprels[at],
            base,  # no other sentence begins at this word
        )
        for at, (start, end) in enumerate(sentence.spans)
    ]


def entities(
    report: Report, name: str, parser: Parser, documents: Sequence[Document], types: Sequence[str] = CORE
) -> None:
    """Exact span and type; states, regions and cities count as LOC, as these corpora have it."""
    sums = []
    for document in documents:
        docs, _, firsts = parsed_words(parser, document)
        found = {
            (first + span.start, first + span.end, span.label_.replace("GPE", "LOC"))
            for doc, first in zip(docs, firsts, strict=False)
            for span in doc.ents
        }
        gold, at = set(), 0
        for sentence in document.sentences:
            gold |= {(at + start, at + end, kind.replace("GPE", "LOC")) for start, end, kind in sentence.gold_spans}
            at += len(sentence.words)
        sums.append(metrics.entity_scores(sorted(gold), sorted(found), types))
    scores = metrics.total(sums)
    by_type = {kind: scores[kind].f1 for kind in types if kind in scores}
    report.add(
        name,
        P=scores["micro"].precision,
        R=scores["micro"].recall,
        F=scores["micro"].f1,
        lenient=scores["lenient"].f1,
        **by_type,
    )


def gold_chains(document: Document) -> list[list[tuple[int, int]]]:
    """Chains of two mentions and more; OntoGUM has a few spans in two chains, of which the first keeps them."""
    seen: set[tuple[int, int]] = set()
    found = []
    for chain in document.chains or []:
        kept = sorted(set(chain) - seen)
        seen |= set(kept)
        if len(kept) > 1:
            found.append(kept)
    return found


def chains(report: Report, name: str, parser: Parser, documents: Sequence[Document]) -> None:
    """OntoGUM: exact mention spans; everything but words, sentences and speakers is predicted."""
    pairs, pronouns, links = [], [], []
    for document in documents:
        _, found, firsts = parsed_words(parser, document)
        predicted = [[(firsts[m.segment] + m.start, firsts[m.segment] + m.end) for m in chain] for chain in found]
        gold = gold_chains(document)
        upos = [tag for sentence in document.sentences for tag in sentence.upos]

        def is_pronoun(span: tuple[int, int], upos: list[str] = upos) -> bool:
            return span[1] - span[0] == 1 and upos[span[0]] in ("PRON", "DET")

        def kind(span: tuple[int, int], upos: list[str] = upos) -> str:
            inside = upos[span[0] : span[1]]
            return "pronoun" if is_pronoun(span, upos) else "name" if "PROPN" in inside else "noun"

        pairs.append((gold, predicted))
        pronouns.append(chain_metrics.pronoun_accuracy(gold, predicted, is_pronoun))
        links.append(chain_metrics.link_precision(gold, predicted, kind))
    scores = chain_metrics.coreference_scores(pairs)
    report.add(
        name,
        CoNLL=chain_metrics.conll_average(scores),
        **{key: scores[key].f1 for key in ("mentions", "muc", "b3", "ceafe")},
    )
    summed, linked = metrics.total(pronouns), metrics.total(links)
    report.add(
        f"{name}: pronouns, links to names",
        **{key: value.recall for key, value in summed.items()},
        link_precision=linked["all"].precision,
        links=linked["all"].system / 100,
    )


SPOKEN = {"news", "interview"}


def bank(data: Path, name: str, part: str) -> Path:
    """The file of a treebank."""
    folder, stem = {"EWT": ("ud_ewt", "en_ewt"), "GUM": ("gum_open", "en_gumopen"), "PUD": ("ud_pud", "en_pud")}[name]
    return data / f"treebanks/{folder}/{stem}-ud-{part}.conllu"


def of_genres(documents: Iterable[Document], genres: set[str]) -> list[Document]:
    """GUM documents of these genres."""
    return [document for document in documents if document.name.split("_")[1] in genres]


def pud_news(data: Path) -> list[Document]:
    """The news half of PUD."""
    return [document for document in corpora.conllu(bank(data, "PUD", "test"), "pud") if document.name.startswith("n")]


def measure_trees(report: Report, parser: Parser, data: Path, part: str) -> None:
    """Trees of all treebanks, gold words and sentences."""
    trees(report, "trees EWT", parser, corpora.conllu(bank(data, "EWT", part), "ewt"))
    gum = corpora.conllu(bank(data, "GUM", part), "gum")
    trees(report, "trees GUM", parser, gum)
    trees(report, "trees GUM news+interview", parser, of_genres(gum, SPOKEN))
    if part == "test":
        trees(report, "trees PUD news", parser, pud_news(data))
        trees(report, "trees PUD", parser, corpora.conllu(bank(data, "PUD", "test"), "pud"))


def measure_raw(report: Report, parser: Parser, data: Path, part: str) -> None:
    """Running text of all treebanks."""
    raw(report, "raw EWT", parser, bank(data, "EWT", part))
    raw(report, "raw GUM", parser, bank(data, "GUM", part))
    raw(report, "raw GUM news+interview", parser, bank(data, "GUM", part), lambda name: name.split("_")[1] in SPOKEN)
    if part == "test":
        raw(report, "raw PUD news", parser, bank(data, "PUD", "test"), lambda name: name.startswith("n"))


def measure_entities(report: Report, plain: Parser, reconciling: Parser, data: Path, part: str) -> None:
    """Entities as the model has them, as users get them, and in capitals."""
    for title, documents in entity_sets(data, part).items():
        entities(report, f"entities {title}", plain, documents)
        entities(report, f"entities {title}, reconciled", reconciling, documents)
        entities(report, f"entities {title}, capitals", plain, recased(documents))


def measure_chains(report: Report, parser: Parser, data: Path, part: str) -> None:
    """Coreference on OntoGUM."""
    gum = corpora.conllu(bank(data, "GUM", part), "gum")
    corpora.add_chains(gum, data / "coreference/ontogum_open")
    chains(report, "chains GUM", parser, gum)
    chains(report, "chains GUM news+interview", parser, of_genres(gum, SPOKEN))


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    parser.add_argument("--only", default="trees,raw,entities,chains")
    parser.add_argument("--weights", type=Path, default=BUNDLED)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting, to try a threshold"
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--floors", type=Path, help="fail where a figure is below its floor in this file")
    parser.add_argument(
        "--raise", action="store_true", dest="lift", help="with --floors: set the floors to these figures"
    )
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/model-card.md")
    arguments = parser.parse_args()
    changed = {name: json.loads(value) for name, _, value in (pair.partition("=") for pair in arguments.set)}
    given = Parser(Settings(**(changed | {"sentence_threshold": GOLD_SENTENCES})), arguments.weights)
    free = Parser(Settings(**changed), arguments.weights)
    unreconciled = Parser(
        Settings(**(changed | {"sentence_threshold": GOLD_SENTENCES, "reconcile_names": False})), arguments.weights
    )
    report = Report()
    only, part, data = arguments.only.split(","), arguments.part, arguments.data
    if "trees" in only:
        measure_trees(report, given, data, part)
    if "raw" in only:
        measure_raw(report, free, data, part)
    if "entities" in only:
        measure_entities(report, unreconciled, given, data, part)
    if "chains" in only:
        measure_chains(report, given, data, part)
    if arguments.json:
        arguments.json.write_text(json.dumps(report.figures, indent=1) + "\n")
    if arguments.docs:
        write_card(report)
    return held(report, arguments.floors, lift=arguments.lift) if arguments.floors else 0


SLACK = 0.3
"""Points by which a figure may fall below its floor: kinds of CPU round 8-bit weights differently."""


def held(report: Report, path: Path, *, lift: bool) -> int:
    """Compares with the floors; with `lift` writes them."""
    if lift:
        path.write_text(json.dumps(report.figures, indent=1) + "\n", encoding="utf-8")
        return 0
    floors = json.loads(path.read_text(encoding="utf-8"))
    fallen = {
        name: (report.figures.get(name, 0.0), floor)
        for name, floor in floors.items()
        if report.figures.get(name, 0.0) < floor - SLACK
    }
    for name, (figure, floor) in fallen.items():
        print(f"below its floor: {name} {figure} < {floor}")
    return 1 if fallen else 0


def write_card(report: Report) -> None:
    """Puts the figures between the marks of the model card."""
    path = ROOT / "docs/model-card.md"
    before, _, rest = path.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    after = rest.partition("<!-- /figures -->")[2]
    lines = ["| measured | figures |", "|---|---|"] + [f"| {name} | {line} |" for name, line in report.lines]
    path.write_text(before + "<!-- figures -->\n" + "\n".join(lines) + "\n<!-- /figures -->" + after, encoding="utf-8")


def entity_sets(data: Path, part: str) -> dict[str, list[Document]]:
    """Documents with gold entities; PUD keeps its documents, so that names can be reconciled.

    The dev parts of CrossNER and UNER train: their figures guard against regressions and say nothing of unseen text.
    Nor do those held out, for weights that were trained with another split (`training.data.is_held_out`).
    """
    folder, norp = data / "entities", places.norp_words()
    found = {
        "CrossNER politics": corpora.crossner(folder / f"crossner/ner_data/politics/{part}.txt", norp),
        "UNER EWT": corpora.uner(folder / f"uner_ewt/en_ewt-ud-{part}.iob2", norp),
    }
    if part == "dev":
        return found | {f"held out, {name}": documents for name, documents in held_out(data).items()}
    found["PUD news"] = pud_news(data)
    corpora.add_uner(found["PUD news"], corpora.uner(folder / "uner_pud/en_pud-ud-test.iob2", norp))
    return found


if __name__ == "__main__":
    sys.exit(main())
