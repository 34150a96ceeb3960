"""CORPORA → ATTRIBUTED: documents whose attributions and acting mentions teach the head that reads who says what.

An attribution is known by its anchor, the first word of its content: cued and floating ones alike have one. GUM's
discourse trees (relations `attribution-*`; Zeldes 2017) tie an elementary unit that says who says to the units of what
is said; LitBank marks direct quotations (Sims and Bamman 2020); the project's own corpus marks all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from onrecord.lexicons import table
from onrecord.lexicons.ontology import sectors
from training import corpora
from training.corpora import Document, Sentence

NO_SECTOR = "-"
SECTORS = (NO_SECTOR, *sectors())
Words = frozenset[int]


@dataclass(frozen=True)
class Attribution:
    """Word numbers of the parts; None where the corpus does not tell them."""

    kind: str
    content: Words
    source: Words | None = None
    cue: Words | None = None

    @property
    def anchor(self) -> int:
        """The first word of the content."""
        return min(self.content)


@dataclass(frozen=True, order=True)
class Acting:
    """The mention of an actor: [start, end), its PLOVER sector (`-` for none)."""

    start: int
    end: int
    sector: str


@dataclass
class Attributed:
    """A document in words, with where sentences begin and what is known of its attributions and actors."""

    name: str
    source: str
    words: list[str]
    breaks: list[int]
    attributions: list[Attribution]
    actors: list["Acting"] | None = None
    open: Words = field(default_factory=frozenset)  # words of which the corpus does not say that they open nothing


def gum(data: Path, part: str) -> list[Attributed]:
    """GUM's open genres of a published part; what its trees call attribution is any kind of it."""
    found = []
    for document in corpora.conllu(data / f"treebanks/gum_open/en_gumopen-ud-{part}.conllu", "gum"):
        path = data / "attribution_gum/rstweb" / f"{document.name}.rs4"
        words = [word for sentence in document.sentences for word in sentence.words]
        if path.exists():
            told = [_gum_attribution(document, *pair) for pair in _rst_pairs(path, words)]
            found.append(Attributed(document.name, "gum", words, _breaks(document), [one for one in told if one]))
    return found


def _breaks(document: Document) -> list[int]:
    starts, at = [], 0
    for sentence in document.sentences:
        starts.append(at)
        at += len(sentence.words)
    return starts


def _rst_pairs(path: Path, words: Sequence[str]) -> Iterator[tuple[Words, Words]]:
    """Words of the attributing unit and of what it attributes, for every attribution of a discourse tree."""
    body = ElementTree.parse(path).getroot().find("body")
    assert body is not None, path
    spans: dict[str, Words] = {}
    children: dict[str, list[tuple[str, str]]] = {}
    at = 0
    for node in body:
        if node.tag == "segment":
            count = len((node.text or "").split())
            spans[node.attrib["id"]] = frozenset(range(at, at + count))
            at += count
        if node.tag in ("segment", "group") and "parent" in node.attrib:
            children.setdefault(node.attrib["parent"], []).append((node.attrib["id"], node.attrib["relname"]))
    if at != len(words):
        return  # the tree was made over another tokenisation

    def under(node: str, *, whole: bool) -> Words:
        """Words of a node; of a nucleus without the satellites that hang on it."""
        inside = spans.get(node, frozenset())
        kept = [name for name, relation in children.get(node, ()) if whole or relation in _NUCLEI]
        return inside.union(*(under(name, whole=True) for name in kept))

    for parent, some in children.items():
        for name, relation in some:
            if relation.startswith("attribution-"):
                yield under(name, whole=False), under(parent, whole=False)


_NUCLEI = ("span", "joint-list", "joint-other", "joint-sequence", "joint-disjunction", "same-unit",
           "adversative-contrast", "restatement-repetition")  # fmt: skip
_PUNCTUATION = set("\"“”„'‘’`.,;:!?()[]-–—") | {"''", "``", "...", "--"}


def _gum_attribution(document: Document, unit: Words, content: Words) -> Attribution | None:
    """The parts, by the gold tree of the sentence that holds the attributing unit."""
    content = _trimmed(content, [word for sentence in document.sentences for word in sentence.words])
    place = next(iter(sorted(unit)), None)
    if place is None or not content or max(content) - min(content) > 180:
        return None
    offset, sentence = _sentence_at(document, place)
    inside = {at - offset for at in unit if offset <= at < offset + len(sentence.words)}
    heads, relations, upos = sentence.heads or [], sentence.deprels or [], sentence.upos or []
    tops = [at for at in sorted(inside) if heads[at] not in inside and upos[at] != "PUNCT"]
    if sentence.words[min(inside)].lower() == "according":
        cue = {at for at in inside if sentence.words[at].lower() in ("according", "to")}
        cue = {at for at in cue if at <= min(inside) + 1}
        source = {at for at in inside - cue if upos[at] != "PUNCT"}
        return Attribution("speech", content, _moved(source, offset), _moved(cue, offset))
    verb = next((at for at in tops if upos[at] == "VERB"), None)
    if verb is None:
        return Attribution("other", content)
    subject = next((at for at in sorted(inside) if heads[at] == verb and relations[at].startswith("nsubj")), None)
    source = _subtree(sentence, subject) & inside if subject is not None else None
    kind = _kinds().get((sentence.lemmas or [])[verb], "other")
    return Attribution(kind, content, _moved(source, offset) if source else None, _moved({verb}, offset))


def _kinds() -> dict[str, str]:
    """Kind of each verb of the table of cues."""
    return {
        row["cue"]: "speech" if row["kind"] == "speech" else "other"
        for row in table("en/cues", "cue", "pos", "kind")
        if row["pos"] == "verb"
    }


def _sentence_at(document: Document, place: int) -> tuple[int, Sentence]:
    offset = 0
    for sentence in document.sentences:
        if place < offset + len(sentence.words):
            return offset, sentence
        offset += len(sentence.words)
    raise IndexError(place)


def _subtree(sentence: Sentence, top: int) -> set[int]:
    heads = sentence.heads or []
    found = {top}
    grown = True
    while grown:
        more = {at for at, head in enumerate(heads) if head in found} - found
        found |= more
        grown = bool(more)
    return {at for at in found if (sentence.upos or [])[at] != "PUNCT"}


def _moved(words: Iterable[int], offset: int) -> Words:
    return frozenset(at + offset for at in words)


def _trimmed(content: Words, words: Sequence[str]) -> Words:
    """Without the marks at its ends."""
    kept = sorted(content)
    while kept and words[kept[0]] in _PUNCTUATION:
        kept.pop(0)
    while kept and words[kept[-1]] in _PUNCTUATION:
        kept.pop()
    return frozenset(kept)


def litbank(path: Path) -> list[Attributed]:
    """Direct quotations of novels; who speaks is told by entity, not by words, and reported speech is not marked."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        words, bounds, breaks, at = [], [], [], 0
        for sentence in entry["text"].split("\n"):
            breaks.append(len(words))
            for word in sentence.split():
                start = entry["text"].index(word, at)
                at = start + len(word)
                words.append(word)
                bounds.append((start, at))
        told = []
        inside: set[int] = set()
        for one in entry["attributions"]:
            content = _trimmed(covered(bounds, one["content"]), words)
            if content and max(content) - min(content) < 180:
                told.append(Attribution("speech", content))
            inside |= content
        free = frozenset(set(range(len(words))) - inside)
        if told:
            found.append(Attributed(entry["doc_id"], "litbank", words, breaks, told, open=free))
    return found


def own(parsed: Iterable[tuple[str, object]], gold: Path) -> list[Attributed]:
    """The project's corpus over its parsed documents: (name, `Parsed`) pairs; turns of speakers are left to rules."""
    return [_own(name, document, json.loads((gold / f"{name}.json").read_text("utf-8"))) for name, document in parsed]


def _own(name: str, parsed, gold) -> Attributed:  # noqa: ANN001 - a training script reads what the parser gives
    words, bounds, breaks = [], [], []
    for segment in parsed.segments:
        starts = {token.i for token in segment.doc if token.is_sent_start}
        for token in segment.doc:
            if token.i in starts or not token.i:
                breaks.append(len(words))
            words.append(token.text)
            bounds.append(tuple(segment.offsets[token.i]))
    told = []
    for one in gold["statements"]:
        if one["kind"] == "clip":
            continue
        content = _trimmed(covered(bounds, one["content_spans"]), words)
        if content and max(content) - min(content) < 180:
            source = covered(bounds, [one["source_span"]]) if one["source_span"] else frozenset()
            cue = covered(bounds, [one["cue_span"]]) if one["cue_span"] else frozenset()
            told.append(Attribution("speech", content, source, cue))
    actors = sorted({
        Acting(min(inside), max(inside) + 1, actor["sector"] or NO_SECTOR)
        for actor in gold["actors"]
        for mention in actor["mentions"]
        if (inside := covered(bounds, [mention]))
    })  # fmt: skip
    return Attributed(name, "corpus", words, breaks, told, actors)


def covered(bounds: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> Words:
    """Words that share a character with a span."""
    return frozenset(
        at for at, (left, right) in enumerate(bounds) for start, end in spans if left < end and right > start
    )
