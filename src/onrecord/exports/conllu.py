"""CoNLL-U: the words of a document with tags, trees, names and chains, as tools for treebanks read them.

MISC holds `Start` and `End` (code points of `Document.text`), `NER` (`B-PERSON`, `I-PERSON`) and `Entity`: the chains
in the brackets of CorefUD 1.0. `(e3@9f86d081884c7d65-person-2` opens a mention of the third chain of that document, a
person, headed by the second word of the mention; `e3@9f86d081884c7d65)` closes it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from unicodedata import normalize

from spacy.tokens import Span, Token

from onrecord.language.parsed import Mention, Parsed
from onrecord.records import Transcript

_KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "DATE": "time",
    "TIME": "time",
    "EVENT": "event",
}  # types of names in the closed list of CorefUD; what it has no word for is left empty

_Place = tuple[int, int]  # segment, token


def conllu(parsed: Parsed, transcript: Transcript) -> str:
    """The sentences of a document in CoNLL-U; empty if it has no words.

    `sent_id` is the id of the document and the number of the sentence in it; `newpar` is a segment. Forms are the words
    as they were read, mojibake repaired, in Unicode's composed form. Ids of documents, sentences and chains are unique,
    so that the texts of several documents may stand in one file.
    """
    document = transcript.document
    entities = _entities(parsed, document.id.removeprefix("doc-"))
    speakers = {turn.id: turn.speaker for turn in transcript.turns}
    numbers = count(1)
    lines: list[str] = []
    for place, part in enumerate(parsed.segments):
        speaker = speakers.get(part.segment.turn_id or "")
        above = [f"# newpar id = {part.segment.id}"]
        for sentence, number in zip(part.doc.sents, numbers, strict=False):
            words = words_of(sentence)
            if not words:
                continue
            lines += [] if lines else _head(parsed, transcript)
            lines += [*above, f"# sent_id = {document.id}-{number}"]
            lines += [f"# speaker = {_one_line(speaker)}"] if speaker else []
            lines += [f"# text = {_surface([word for word, _ in words])}"]
            for own, (word, head) in enumerate(words, start=1):
                lines.append("\t".join(_columns(own, word, head, parsed, entities.get((place, word.i), ""))))
            lines.append("")
            above = []
    return "".join(f"{line}\n" for line in lines)


def words_of(sentence: Span) -> list[tuple[Token, int]]:
    """The words of a sentence, each with the number of its head among them: from 1, 0 at the root.

    White space, which some pipelines hold to be a word, is none.
    """
    words = [word for word in sentence if not word.text.isspace()]
    numbers = {word.i: number for number, word in enumerate(words, start=1)}
    return [(word, 0 if word.head.i == word.i else numbers.get(_head_of(word).i, 0)) for word in words]


def _head_of(word: Token) -> Token:
    head = word.head
    while head.text.isspace() and head.head.i != head.i:
        head = head.head
    return head


def _head(parsed: Parsed, transcript: Transcript) -> list[str]:
    """What is said of a document before its first sentence."""
    return [
        f"# newdoc id = {transcript.document.id}",
        "# global.Entity = eid-etype-head",
        f"# source = {_one_line(transcript.document.name)}",
        f"# model = {_one_line(parsed.model)}",
    ]


def _columns(number: int, word: Token, head: int, parsed: Parsed, entity: str) -> tuple[str, ...]:
    """The ten fields of a word; none is empty."""
    start, end = parsed.characters(word)
    misc = (
        "SpaceAfter=No" if _joins(word) else "",
        f"Start={start}",
        f"End={end}",
        f"NER={word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "",
        f"Entity={entity}" if entity else "",
    )
    return (
        str(number),
        _one_line(word.text),
        _one_line(word.lemma_) or "_",
        word.pos_ or "_",
        word.tag_ or "_",
        "|".join(sorted(str(word.morph).split("|"), key=str.casefold)) or "_",
        str(head),
        word.dep_ if head else "root",
        "_",
        "|".join(filter(None, misc)),
    )


def _surface(words: Sequence[Token]) -> str:
    """Words with single spaces, or none, between them."""
    return "".join(_one_line(word.text) + ("" if _joins(word) else " ") for word in words).strip()


def _joins(word: Token) -> bool:
    """Whether the next word of the segment follows without a space."""
    return not word.whitespace_ and word.i + 1 < len(word.doc) and not word.nbor().text.isspace()


def _one_line(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


# Chains


def _entities(parsed: Parsed, document: str) -> dict[_Place, str]:
    """The brackets at each word where a mention begins or ends.

    Outer mentions open first and close last. Where a mention opens, those of this word alone stand last; else first.
    """
    opening: dict[_Place, list[tuple[int, int, str]]] = defaultdict(list)
    closing: dict[_Place, list[tuple[int, int, str]]] = defaultdict(list)
    alone: dict[_Place, list[str]] = defaultdict(list)
    for number, chain in enumerate(parsed.chains, start=1):
        name, kind = f"e{number}@{document}", _kind(parsed, chain)
        for mention in _bracketed(parsed, chain):
            words = [word.i for word in parsed.span(mention) if not word.text.isspace()]
            head = parsed.span(mention).root.i
            bracket = f"({name}-{kind}-{words.index(head) + 1 if head in words else 1}"
            if len(words) == 1:
                alone[mention.segment, words[0]].append(f"{bracket})")
            elif words:
                opening[mention.segment, words[0]].append((-len(words), number, bracket))
                closing[mention.segment, words[-1]].append((len(words), -number, f"{name})"))
    found = {}
    for place in {**opening, **closing, **alone}:
        ended, begun = (_joined(sorted(side.get(place, ()))) for side in (closing, opening))
        single = "".join(alone.get(place, ()))
        found[place] = ended + begun + single if begun else single + ended
    return found


def _joined(brackets: Sequence[tuple[int, int, str]]) -> str:
    return "".join(bracket for _, _, bracket in brackets)


def _bracketed(parsed: Parsed, chain: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of a chain that CorefUD can hold: inside one sentence, and of two that cross, the first."""
    open_still: list[Mention] = []
    for mention in chain:
        open_still = [other for other in open_still if other.segment == mention.segment and other.end > mention.start]
        crosses = any(other.start < mention.start and other.end < mention.end for other in open_still)
        if not crosses and mention.end <= parsed.span(mention)[0].sent.end:
            open_still.append(mention)
            yield mention


def _kind(parsed: Parsed, chain: Sequence[Mention]) -> str:
    """What a chain names, by most of the names that head its mentions; empty if none does."""
    kinds = Counter(_KINDS.get(parsed.span(mention).root.ent_type_, "") for mention in chain)
    del kinds[""]
    return max(kinds, key=lambda kind: kinds[kind], default="")


__all__ = ["conllu", "words_of"]
