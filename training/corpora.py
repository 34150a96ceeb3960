"""CORPORA → DOCUMENTS. Readers of the corpora that the model is trained and measured on.

Each reader yields `Document`s: sentences of words with the layers that the corpus has; a layer that it has not is None,
and a label that it cannot know is left open, never read as "no". Origins and licences: ATTRIBUTION.md.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from onrecord.lexicons import table

ENTITY_TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT")
ENTITY_LABELS = ("O", *(f"{mark}-{kind}" for kind in ENTITY_TYPES for mark in "BI"))
FEATURES = ("Mood", "Number", "Person", "Polarity", "PronType", "Tense", "VerbForm", "Voice")

Labels = frozenset[str]
"""The labels that a word may bear as far as its corpus tells; one label where it tells all."""

Chain = list[tuple[int, int]]
"""The mentions of one referent: [start, end) into the words of the document."""


@dataclass
class Sentence:
    """Words with the layers that their corpus has."""

    words: list[str]
    text: str
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None  # index of the head in the sentence, -1 for the root
    deprels: list[str] | None = None
    entities: list[Labels] | None = None
    gold_spans: list[tuple[int, int, str]] = field(default_factory=list)  # entities as (start, end, type), for scoring
    speaker: str | None = None
    paragraph: bool = False  # opens a paragraph
    misc: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(
        default_factory=list
    )  # of the words in `text`, where a treebank has running text
    silver: bool = False  # tags and heads are a model's: what coreference asks for, no targets


@dataclass
class Document:
    """A document of one corpus; `chains` is None where coreference is not annotated."""

    name: str
    source: str
    sentences: list[Sentence]
    chains: list[Chain] | None = None


def conllu(path: Path, source: str) -> list[Document]:
    """Reads a CoNLL-U file. Words are syntactic words: those of a multi-word token (`don't`) stand in its place."""
    documents: list[Document] = []
    paragraph, speaker, text = False, None, ""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            key, value = key.strip(), value.strip()
            if key == "newdoc id":
                documents.append(Document(value, source, []))
                paragraph, speaker = True, None
            elif key.startswith("newpar"):
                paragraph = True
            elif key == "text":
                text = value
            elif key == "speaker":
                speaker = value
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            documents[-1].sentences.append(_tree(rows, text, speaker, paragraph))
            rows, paragraph, speaker = [], False, None
    return documents


def _tree(lines: list[list[str]], text: str, speaker: str | None, paragraph: bool) -> Sentence:
    rows = [line for line in lines if line[0].isdigit()]
    return Sentence(
        words=[row[1] for row in rows],
        text=text,
        upos=[row[3] for row in rows],
        xpos=[row[4] for row in rows],
        feats=[kept_features(row[5]) for row in rows],
        lemmas=[row[2] for row in rows],
        heads=[int(row[6]) - 1 for row in rows],
        deprels=[row[7] for row in rows],
        speaker=speaker,
        paragraph=paragraph,
        misc=[row[9] for row in rows],
        spans=_word_spans(lines, text),
    )


def _word_spans(lines: list[list[str]], text: str) -> list[tuple[int, int]]:
    """Where the words stand; words that do not spell their multi-word token share its span."""
    found, at, inside = [], 0, 0
    for number, form, *_ in lines:
        if "-" in number:
            first, inside = map(int, number.split("-"))
            members = [line[1] for line in lines if line[0].isdigit() and first <= int(line[0]) <= inside]
            at = text.index(form, at)
            lengths = map(len, members) if "".join(members) == form else [0] * len(members)
            for length in lengths:
                found.append((at, at + (length or len(form))))
                at += length
        elif number.isdigit() and int(number) > inside:
            at = text.index(form, at)
            found.append((at, at + len(form)))
            at += len(form)
    return found


def kept_features(feats: str) -> str:
    """The part of a UD feature string that our rules need, `_` if nothing is left."""
    return "|".join(pair for pair in feats.split("|") if pair.split("=")[0] in FEATURES) or "_"


def open_labels(*types: str) -> Labels:
    """What a word may be when its corpus annotates none of the types."""
    return frozenset({"O", *(f"{mark}-{kind}" for kind in types for mark in "BI")})


def labelled(count: int, spans: list[tuple[int, int, tuple[str, ...]]], outside: Labels) -> list[Labels]:
    """Label sets of a sentence: a span has one type of those given; with none it is open, as far as `outside` is."""
    labels = [outside] * count
    for start, end, kinds in spans:
        for at in range(start, end):
            mark = "B" if at == start else "I"
            labels[at] = frozenset(f"{mark}-{kind}" for kind in kinds) or outside | open_labels("NORP", "EVENT")
    return labels


PLACE = ("GPE", "LOC")

_CROSSNER = {
    **dict.fromkeys(("politician", "person", "scientist", "researcher", "writer", "musicalartist"), ("PERSON",)),
    **dict.fromkeys(("organisation", "politicalparty", "university", "band"), ("ORG",)),
    "location": PLACE,
    "country": ("GPE",),
    **dict.fromkeys(("election", "event"), ("EVENT",)),
}


def crossner(path: Path, norp: frozenset[str]) -> list[Document]:
    """CrossNER sentences; its fine types are mapped to ours, works, awards and the like are left open."""
    spans_of = _columns(path, separator="\t")
    return [
        _entities(
            "crossner", path.parent.name, words, _mapped(words, spans, _CROSSNER, norp), open_labels("DATE", "NORP")
        )
        for words, spans in spans_of
    ]


_CONLL = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACE, "MISC": ()}


def wikigold(path: Path, norp: frozenset[str]) -> list[Document]:
    """Wikigold: PER, ORG, LOC; MISC (nationalities, events, works) is left open unless a list knows the word."""
    return [
        _entities("wikigold", "wikigold", words, _mapped(words, spans, _CONLL, norp), open_labels("DATE"))
        for words, spans in _columns(path, separator=" ")
    ]


def uner(path: Path, norp: frozenset[str]) -> list[Document]:
    """Universal NER: PER, ORG, LOC over the words of a treebank."""
    documents = []
    rows: list[tuple[str, str]] = []
    name = ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id"):
            name = line.split("=")[1].strip()
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            rows.append((columns[1], columns[2]))
        elif rows and not line:
            words = [word for word, _ in rows]
            spans = bio_spans([label for _, label in rows])
            found = _mapped(words, spans, _CONLL, norp)
            documents.append(_entities("uner", name, words, found, open_labels("DATE", "EVENT", "NORP")))
            rows = []
    return documents


def redocred(path: Path, norp: frozenset[str]) -> list[Document]:
    """Re-DocRED: PER, ORG, LOC and TIME; nationalities, which it calls LOC, are taken out by the list."""
    kinds = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACE, "TIME": ("DATE",)}
    documents = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        spans: list[list[tuple[int, int, str]]] = [[] for _ in entry["sents"]]
        for vertex in entry["vertexSet"]:
            for mention in vertex:
                spans[mention["sent_id"]].append((*mention["pos"], mention["type"]))
        sentences = []
        for words, found in zip(entry["sents"], spans, strict=True):
            flat = _outermost(found)
            documents_spans = _mapped(words, flat, {**kinds, "MISC": (), "NUM": ()}, norp)
            sentences.append(_entities("redocred", "", words, documents_spans, open_labels("NORP")).sentences[0])
        documents.append(Document(entry["title"], "redocred", sentences, _clusters(entry)))
    return documents


def _clusters(entry: dict[str, Any]) -> list[Chain]:
    """Names of the same entity, as [start, end) in the words of the document."""
    firsts = [0, *accumulate(map(len, entry["sents"]))]
    return [
        sorted({(firsts[m["sent_id"]] + m["pos"][0], firsts[m["sent_id"]] + m["pos"][1]) for m in vertex})
        for vertex in entry["vertexSet"]
    ]


def litbank(folder: Path) -> list[Document]:
    """LitBank: the chains of persons, places, bodies and vehicles in novels; other nouns are not annotated."""
    documents = []
    for path in sorted(folder.glob("*.conll")):
        words: list[list[str]] = [[]]
        marks: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) > 12:
                words[-1].append(columns[3])
                marks.append("" if columns[12] == "_" else columns[12].replace("|", " "))
            elif words[-1]:
                words.append([])
        sentences = [Sentence(some, " ".join(some)) for some in words if some]
        documents.append(Document(path.stem, "litbank", sentences, _chains(marks)))
    return documents


def own(path: Path, tokenise: Callable[[str], list[tuple[int, int]]]) -> list[Document]:
    """Our own texts: `[surface|LABEL]` inside running text, items parted by blank lines, every type annotated."""
    documents = []
    for number, item in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())):
        text, spans = "", []
        for piece in re.split(r"(\[[^\[\]|]+\|[A-Z]+\])", " ".join(item.split())):
            marked = re.fullmatch(r"\[([^\[\]|]+)\|([A-Z]+)\]", piece)
            if marked:
                spans.append((len(text), len(text) + len(marked[1]), marked[2]))
            text += marked[1] if marked else piece
        bounds = tokenise(text)
        words = [text[start:end] for start, end in bounds]
        found = []
        for start, end, kind in spans:
            inside = [at for at, (left, right) in enumerate(bounds) if left < end and right > start]
            if inside:
                found.append((inside[0], inside[-1] + 1, (kind,)))
        document = _entities("own", f"{path.stem}-{number}", words, found, open_labels())
        document.sentences[0].text = text
        documents.append(document)
    return documents


def _entities(
    source: str, name: str, words: list[str], spans: list[tuple[int, int, tuple[str, ...]]], outside: Labels
) -> Document:
    gold = [(start, end, kinds[-1]) for start, end, kinds in spans if kinds]
    sentence = Sentence(words, " ".join(words), entities=labelled(len(words), spans, outside), gold_spans=gold)
    return Document(name, source, [sentence])


def _columns(path: Path, separator: str) -> Iterator[tuple[list[str], list[tuple[int, int, str]]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            word, _, label = line.rstrip().rpartition(separator)
            rows.append((word, label))
        elif rows:
            if rows[0][0] != "-DOCSTART-":
                yield [word for word, _ in rows], bio_spans([label for _, label in rows])
            rows = []


def bio_spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """Spans of BIO labels; an I without a B opens a span (IOB1)."""
    spans: list[tuple[int, int, str]] = []
    for at, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark == "O" or not kind:
            continue
        if mark == "I" and spans and spans[-1][1] == at and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], at + 1, kind)
        else:
            spans.append((at, at + 1, kind))
    return spans


def _mapped(
    words: list[str], spans: list[tuple[int, int, str]], kinds: dict[str, tuple[str, ...]], norp: frozenset[str]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Spans with our types; words of the nationality list outside of any other name are NORP."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    taken = [False] * len(words)
    for start, end, kind in spans:
        ours = kinds.get(kind, ())
        if (
            end - start == 1
            and words[start].lower() in norp
            and ours != ("PERSON",)
            and kind not in ("politicalparty", "band")
        ):
            ours = ("NORP",)
        found.append((start, end, ours))
        taken[start:end] = [True] * (end - start)
    for at, word in enumerate(words):
        if not taken[at] and word.lower() in norp and word[:1].isupper():
            found.append((at, at + 1, ("NORP",)))
    return sorted(found)


def _outermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return kept


def add_uner(documents: list[Document], entities: list[Document]) -> None:
    """Lays the entities of a Universal NER file over the sentences of its treebank (same words, same order)."""
    by_words = {tuple(entry.sentences[0].words): entry.sentences[0] for entry in entities}
    for document in documents:
        for sentence in document.sentences:
            found = by_words.get(tuple(sentence.words))
            if found:
                sentence.entities, sentence.gold_spans = found.entities, found.gold_spans


# --- GUM: entities and coreference ---------------------------------------------------------------------------------

_GUM_TYPES = {"person": ("PERSON",), "organization": ("ORG",), "place": PLACE, "event": ("EVENT",)}
_JOINING = {"of", "for", "and", "the", "in", "on"}
_CALENDAR = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|today|yesterday|tomorrow|1[0-9]{3}s?|20[0-9]{2}s?)\b"
    r"|\b(?:last|next|this) (?:week|month|year)\b"
)


def gum_mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Entity mentions of a GUM sentence as (start, end, type), nested ones included."""
    opened: list[tuple[str, int, str]] = []
    closed: list[tuple[int, int, str]] = []
    for at, misc in enumerate(sentence.misc):
        value = next((pair[7:] for pair in misc.split("|") if pair.startswith("Entity=")), "")
        for number, kind, ended in re.findall(
            r"\((\d+)(?:\[[^\]]*\])?-([a-z]+)|(\d+)(?:\[[^\]]*\])?\)|(?<=[a-zA-Z_%.,'’])\)", value
        ):
            if number:
                opened.append((number, at, kind))
            elif ended:
                _close(opened, closed, ended, at)
            else:
                _close(opened, closed, opened[-1][0] if opened else "", at)
    return closed


def _close(opened: list[tuple[str, int, str]], closed: list[tuple[int, int, str]], number: str, at: int) -> None:
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == number:
            _, start, kind = opened.pop(index)
            closed.append((start, at + 1, kind))
            return


def add_gum_entities(documents: list[Document], norp: frozenset[str], gpe: frozenset[str]) -> None:
    """Named entities out of GUM's mentions: the proper-noun run around a mention's head (research note, section 2)."""
    for document in documents:
        for sentence in document.sentences:
            named = []
            for start, end, kind in sorted(gum_mentions(sentence), key=lambda span: (span[0], -span[1])):
                found = _gum_name(sentence, start, end, kind)
                if found and found[2] == ("ORG",) and " ".join(sentence.words[found[0] : found[1]]).lower() in gpe:
                    found = (*found[:2], PLACE)  # GUM calls a government by its state's name an organization
                if found and not any(found[0] < right and found[1] > left for left, right, _ in named):
                    named.append(found)
            spans = _mapped(
                sentence.words,
                [(a, b, "|".join(k)) for a, b, k in named],
                {"|".join(kinds): kinds for kinds in (*_GUM_TYPES.values(), ("DATE",))},
                norp,
            )
            sentence.entities = labelled(len(sentence.words), spans, open_labels())
            sentence.gold_spans = [(start, end, kinds[-1]) for start, end, kinds in spans if kinds]


@cache
def _titles() -> frozenset[str]:
    """Words that stand before a name and are none: `president`, `mr.`."""
    return frozenset(row["words"].lower() for row in table("en/titles", "words", "rest"))


def _gum_name(sentence: Sentence, start: int, end: int, kind: str) -> tuple[int, int, tuple[str, ...]] | None:
    words, xpos, heads = sentence.words, sentence.xpos or [], sentence.heads or []
    if kind == "time":
        surface = " ".join(words[start:end])
        return (start, end, ("DATE",)) if _CALENDAR.search(surface) and end - start <= 6 else None
    if kind not in _GUM_TYPES:
        return None
    head = next((at for at in range(start, end) if not start <= heads[at] < end), start)
    if not xpos[head].startswith("NNP"):
        return None
    left, right = head, head + 1
    joining = _JOINING if kind != "person" else set()

    def proper(at: int) -> bool:
        return start <= at < end and (
            xpos[at].startswith("NNP")
            or (
                xpos[at] in ("HYPH", "CD", "POS")
                and at > 0
                and kind != "person"
                and at + 1 < end
                and xpos[at + 1].startswith("NNP")
            )
            or (words[at] in ("-", ".") and kind == "person")
        )

    def joins(at: int, step: int) -> int:
        skip = 0
        while start <= at < end and words[at].lower() in joining and words[at].islower():
            at += step
            skip += 1
        return skip if skip and proper(at) else 0

    while proper(left - 1) or joins(left - 1, -1):
        left -= 1
    while proper(right) or joins(right, 1):
        right += 1
    while kind == "person" and right - left > 1 and words[left].lower() in _titles():
        left += 1
    while right - left > 1 and not xpos[left].startswith("NNP"):
        left += 1
    return left, right, _GUM_TYPES[kind]


_BRACKETS = re.compile(r"\((\d+)(\)?)|(\d+)\)")


def add_chains(documents: list[Document], folder: Path) -> None:
    """OntoGUM chains over GUM documents (the same words); mentions in the order of the text."""
    for document in documents:
        path = folder / f"{document.name}.conll"
        rows = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
        document.chains = _chains([row[2] for row in rows])


def _chains(marks: list[str]) -> list[Chain]:
    chains: dict[str, Chain] = {}
    opened: list[tuple[str, int]] = []
    for at, mark in enumerate(marks):
        for begun, single, ended in _BRACKETS.findall(mark):
            if begun and single:
                chains.setdefault(begun, []).append((at, at + 1))
            elif begun:
                opened.append((begun, at))
            else:
                index = max(i for i, (name, _) in enumerate(opened) if name == ended)
                chains.setdefault(ended, []).append((opened.pop(index)[1], at + 1))
    return [sorted(chain) for chain in chains.values()]
