"""DOCUMENTS WITH CHAINS AND NO TREES → tags and trees by the bundled model, for the stream `links`.

Coreference asks for tags and heads; LitBank, Re-DocRED and our own corpus have none, so the bundled model gives them,
as it will when it runs. They are no targets. `python -m training.silver --data ../shared/data` writes
`training/.work/silver.json`.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from onrecord.language.parsed import Parsed
from onrecord.language.parser import Parser
from onrecord.language.texts import SegmentText
from onrecord.language.tokens import spans
from onrecord.lexicons import places
from onrecord.settings import Settings
from onrecord.transcripts import read
from training import build_corpus, corpora
from training import data as sources
from training.corpora import PLACE, Document, Labels, Sentence
from training.markup import CORPUS

PATH = sources.WORK / "silver.json"
SMALL = frozenset({"of", "the", "and", "for", "de", "la", "del", "da", "in", "on", "to", "&", "-", "'s", "’s"})
UNKNOWN: Labels = frozenset(corpora.ENTITY_LABELS)


def tagged(parser: Parser, document: Document) -> Document:
    """The same document with the model's tags and trees; its sentences are given."""
    breaks, at = [], 0
    for sentence in document.sentences[:-1]:
        at += len(sentence.words)
        breaks.append(at)
    words = tuple(word for sentence in document.sentences for word in sentence.words)
    text = SegmentText(words, tuple((i, i + 1) for i in range(len(words))), (True,) * len(words), frozenset(breaks))
    (doc,), *_ = parser.parse([text], [None])
    at = 0
    for sentence in document.sentences:
        _tag(sentence, doc, at, at + len(sentence.words))
        at += len(sentence.words)
    return document


def _tag(sentence: Sentence, doc: Doc, start: int, end: int) -> None:
    tokens = doc[start:end]
    sentence.silver = True
    sentence.upos = [token.pos_ for token in tokens]
    sentence.feats = [str(token.morph) or "_" for token in tokens]
    sentence.heads = [
        -1 if token.head.i == token.i or not start <= token.head.i < end else token.head.i - start for token in tokens
    ]


# --- our own corpus --------------------------------------------------------------------------------------------------


def annotated(parser: Parser, half: str) -> Iterator[Document]:
    """Documents of a half of `training/corpus/`: chains of actors, and entities as far as mentions tell them."""
    for world in build_corpus.worlds():
        if world["half"] == half:
            for path in sorted((CORPUS / world["world"]).glob("*.txt")):
                marked, record = build_corpus.built(path)
                yield of_record(path.stem, parser(read(marked.text)), record)


def of_record(name: str, parsed: Parsed, record: dict[str, Any]) -> Document:
    """A document of gold actors over the words that the parser saw."""
    sentences: list[Sentence] = []
    where: list[tuple[int, int]] = []
    for segment in parsed.segments:
        for number, span in enumerate(segment.doc.sents):
            sentences.append(_sentence(span, segment.segment.turn_id, opens=number == 0))
            where += segment.offsets[span.start : span.end]
    index = _Words(where)
    shown = [word for sentence in sentences for word in sentence.words]
    labels = _outside(shown)
    chains: dict[str, corpora.Chain] = {}
    for actor in record["actors"]:
        for start, end in actor["mentions"]:
            words = index(start, end)
            if words:
                chains.setdefault(actor["key"], []).append(words)
                _name(labels, shown[slice(*words)], words[0], actor)
    for statement in record["statements"]:
        pronoun = statement["source_span"] and index(*statement["source_span"])
        if pronoun and pronoun not in chains.get(statement["source"], ()):
            chains.setdefault(statement["source"], []).append(pronoun)
    _names(labels, shown, record)
    at = 0
    for sentence in sentences:
        sentence.entities = labels[at : at + len(sentence.words)]
        at += len(sentence.words)
    return Document(name, "corpus", sentences, [sorted(chain) for chain in chains.values()])


def _sentence(span: Span, turn: str | None, *, opens: bool) -> Sentence:
    words = [token.text for token in span]
    sentence = Sentence(words, span.text, speaker=turn, paragraph=opens and not turn)
    _tag(sentence, span.doc, span.start, span.end)
    return sentence


class _Words:
    """Characters to words."""

    def __init__(self, where: list[tuple[int, int]]) -> None:
        self.where = where

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that lie in [start, end), None where there are none or one is cut."""
        inside = [at for at, (left, right) in enumerate(self.where) if left < end and right > start and left < right]
        if not inside or self.where[inside[0]][0] < start or self.where[inside[-1]][1] > end:
            return None
        return inside[0], inside[-1] + 1


def _outside(words: list[str]) -> list[Labels]:
    """Lower-cased words away from names are no name, though they may be a date; of all others nothing is known."""
    plain = [not any(letter.isupper() or letter.isdigit() for letter in word) for word in words]
    date = frozenset({"O", "B-DATE", "I-DATE"})
    return [
        date if all(plain[max(0, at - 1) : at + 2]) and any(map(str.isalpha, word)) else UNKNOWN
        for at, word in enumerate(words)
    ]


def _names(labels: list[Labels], words: list[str], record: dict[str, Any]) -> None:
    """Labels of the names that actors and journalists bear, wherever their full names stand."""
    people = {turn["speaker"] for turn in record["turns"] if turn["speaker"]}
    kinds = {"person": ("PERSON",), "organization": ("ORG",)}
    named = [(name, ("PERSON",)) for name in people]
    named += [(actor["name"], kinds[actor["kind"]]) for actor in record["actors"] if actor["kind"] in kinds]
    for name, kind in named:
        parts = [name[slice(*span)] for span in spans(name)]
        proper = all(part[:1].isupper() or part.lower() in SMALL for part in parts) and not {"'s", "’s"} & set(parts)
        for at in range(len(words) - len(parts) + 1) if proper else ():
            if words[at : at + len(parts)] == parts:
                _set(labels, at, at + len(parts), kind)


def _name(labels: list[Labels], words: list[str], first: int, actor: dict[str, Any]) -> None:
    """Labels of one mention that is a shorter name: a surname, an abbreviation, a state."""
    own = {word for word in actor["name"].split() if word[:1].isupper()}
    if actor["kind"] == "person":
        inside = [at for at, word in enumerate(words) if word in own or word.title() in own]
        if inside and inside[-1] - inside[0] + 1 == len(inside):
            _set(labels, first + inside[0], first + inside[-1] + 1, ("PERSON",))
    elif actor["kind"] == "organization" and len(words) == 1 and words[0][:1].isupper():
        if words[0] in own or words[0].isupper():
            _set(labels, first, first + 1, ("ORG",))
    elif actor["kind"] == "government" and " ".join(words).lower() in places.place_names():
        _set(labels, first, first + len(words), PLACE)


def _set(labels: list[Labels], start: int, end: int, kinds: Iterable[str]) -> None:
    for at in range(start, end):
        labels[at] = frozenset(f"{'B' if at == start else 'I'}-{kind}" for kind in kinds)


# --- all of them -----------------------------------------------------------------------------------------------------


def load() -> list[Document]:
    """What `main` wrote; empty where nothing was."""
    if not PATH.exists():
        return []
    documents = []
    for entry in json.loads(PATH.read_text(encoding="utf-8")):
        for sentence in entry["sentences"]:
            if sentence["entities"] is not None:
                sentence["entities"] = [frozenset(labels) for labels in sentence["entities"]]
        sentences = [Sentence(**sentence) for sentence in entry["sentences"]]
        chains = [[(start, end) for start, end in chain] for chain in entry["chains"]]
        documents.append(Document(entry["name"], entry["source"], sentences, chains))
    return documents


def main() -> None:
    """Tags LitBank, Re-DocRED and the training half of our own corpus."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    given = Parser(Settings(sentence_threshold=1 - 1e-12))
    foreign = [
        *corpora.litbank(data / "coreference/litbank_coref/conll"),
        *corpora.redocred(data / "entities/redocred/data/dev_revised.json", sources.norp_words()),
    ]
    documents = [tagged(given, document) for document in foreign if not sources.is_held_out(document)]
    documents += annotated(Parser(), "train")
    for document in documents:
        for sentence in document.sentences:
            if sentence.entities is not None:
                sentence.entities = [sorted(labels) for labels in sentence.entities]  # type: ignore[misc]
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(json.dumps([asdict(document) for document in documents]), encoding="utf-8")
    print(f"{len(documents)} documents, {sum(len(chain) for doc in documents for chain in doc.chains or ())} mentions")


if __name__ == "__main__":
    main()
