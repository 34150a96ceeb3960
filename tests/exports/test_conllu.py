"""CoNLL-U, read back by a small reader: format, offsets into the text, and chains."""

import re
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord import read
from onrecord.exports.conllu import conllu
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Mention, Parsed, ParsedSegment

TEXT = (
    "ADA LINDT, HOST: Envoys met Omar Pell of Ardan. He didn't stay. (LAUGHTER)\n\n"
    "BEN ORR: Pell's wife, the mayor of Ardan, saw him.\n"
)
_TRANSCRIPT = read(TEXT)
# form/lemma/UPOS/XPOS/feats/head/label/entity
FIRST = """
    Envoys/envoy/NOUN/NNS/Number=Plur/2/nsubj/O met/meet/VERB/VBD/Tense=Past|VerbForm=Fin/0/ROOT/O
    Omar/Omar/PROPN/NNP/Number=Sing/2/obj/B-PERSON Pell/Pell/PROPN/NNP/NumForm=X|Number=Sing/3/flat/I-PERSON
    of/of/ADP/IN//6/case/O Ardan/Ardan/PROPN/NNP/Number=Sing/3/nmod/B-GPE ././PUNCT/.//2/punct/O
    He/he/PRON/PRP/Case=Nom/4/nsubj/O did/do/AUX/VBD//4/aux/O n't/not/PART/RB//4/advmod/O
    stay/stay/VERB/VB//0/ROOT/O ././PUNCT/.//4/punct/O
"""
SECOND = """
    Pell/Pell/PROPN/NNP//3/nmod:poss/B-PERSON 's/'s/PART/POS//1/case/O wife/wife/NOUN/NN//10/nsubj/O
    ,/,/PUNCT/,//6/punct/O the/the/DET/DT//6/det/O mayor/mayor/NOUN/NN//3/appos/O of/of/ADP/IN//8/case/O
    Ardan/Ardan/PROPN/NNP//6/nmod/B-GPE ,/,/PUNCT/,//3/punct/O saw/see/VERB/VBD//0/ROOT/O him/he/PRON/PRP//10/obj/O
    ././PUNCT/.//10/punct/O
"""
PELL = (Mention(0, 2, 6), Mention(0, 7, 8), Mention(1, 0, 2), Mention(1, 10, 11))
ARDAN = (Mention(0, 5, 6), Mention(1, 7, 8))
MAYOR = (Mention(1, 0, 9), Mention(1, 4, 8))


def parsed(transcript, trees, chains=()):
    parts = []
    for segment, tree in zip(transcript.segments, trees, strict=True):
        rows = [token.rsplit("/", 7) for token in tree.split()]
        at, offsets, base, heads = segment.evidence.start, [], 0, []
        for number, row in enumerate(rows):
            at = transcript.document.text.index(row[0], at)
            offsets.append((at, at + len(row[0])))
            at += len(row[0])
            heads.append(number if row[5] == "0" else base + int(row[5]) - 1)
            base = number + 1 if row[0] == "." else base
        spaces = [transcript.document.text[end : end + 1] == " " for _, end in offsets]
        forms, lemmas, pos, tags, morphs, _, deps, ents = zip(*rows, strict=True)
        doc = Doc(
            Vocab(),
            **{"words": forms, "spaces": [*spaces[:-1], False], "lemmas": lemmas, "pos": pos, "tags": tags},
            **{"morphs": morphs, "heads": heads, "deps": deps, "ents": list(ents)},
        )
        parts.append(ParsedSegment(segment=segment, doc=doc, offsets=tuple(offsets)))
    grammar = Grammar.for_labels(("obl", "nsubj:pass"))
    return Parsed(segments=tuple(parts), chains=chains, grammar=grammar, model="hand@1")


def read_back(text):
    """The sentences: comments as a dictionary, words as lists of fields. Refuses what the format forbids."""
    assert not text or (text.endswith("\n\n") and "\n\n\n" not in text)
    found = []
    for block in text.split("\n\n")[:-1]:
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        words = [line.split("\t") for line in lines if not line.startswith("# ")]
        assert all(len(word) == 10 and all(field and field == field.strip() for field in word) for word in words)
        assert [word[0] for word in words] == [str(number) for number in range(1, len(words) + 1)]
        for word in words:
            assert 0 <= int(word[6]) <= len(words)
            assert (word[6] == "0") == (word[7] == "root")
            assert word[0] != word[6]
            assert not re.search(r"\s", "".join(word[:1] + word[3:9]))
        assert sum(word[6] == "0" for word in words) == 1
        glued = ["SpaceAfter=No" in word[9].split("|") for word in words]
        joined = "".join(word[1] + ("" if no else " ") for word, no in zip(words, glued, strict=True))
        assert comments["text"] == joined.strip()
        found.append((comments, words))
    return found


def misc(word):
    return dict(item.split("=", 1) for item in word[9].split("|"))


def chains_of(sentences):
    """The mentions of each entity, by its brackets: (sentence, first word, last word, kind, head), numbers from 1."""
    found, begun = defaultdict(set), defaultdict(list)
    for number, (_, words) in enumerate(sentences, start=1):
        for at, word in enumerate(words, start=1):
            seen = []
            for opening, name, rest, closing in re.findall(
                r"(\(?)([^()-]+)(-[^()]*)?(\)?)", misc(word).get("Entity", "")
            ):
                seen.append((bool(opening), bool(closing)))
                if opening:
                    _, kind, head = rest.split("-")
                    begun[name].append((at, kind, int(head)))
                if closing:
                    start, kind, head = begun[name].pop()
                    found[name].add((number, start, at, kind, head))
            assert in_order(seen), misc(word)
        assert not any(begun.values())
    return dict(found)


def in_order(brackets):
    """What the validator of Universal Dependencies asks: closing before opening, single words at one end."""
    signs = "".join("s" if one == (True, True) else "o" if one[0] else "c" for one in brackets)
    return re.fullmatch(r"s*c*|c*o+s*", signs)


@pytest.fixture
def transcript():
    return read(TEXT)


@pytest.fixture
def sentences(transcript):
    return read_back(conllu(parsed(transcript, (FIRST, SECOND), (PELL, ARDAN, MAYOR)), transcript))


def test_comments(transcript, sentences):
    document = transcript.document
    first, second, third = (comments for comments, _ in sentences)
    assert first == {
        "newdoc id": document.id,
        "global.Entity": "eid-etype-head",
        "source": document.name,
        "model": "hand@1",
        "newpar id": transcript.segments[0].id,
        "sent_id": f"{document.id}-1",
        "speaker": "Ada Lindt",
        "text": "Envoys met Omar Pell of Ardan.",
    }
    assert second == {"sent_id": f"{document.id}-2", "speaker": "Ada Lindt", "text": "He didn't stay."}
    assert (third["newpar id"], third["sent_id"]) == (transcript.segments[1].id, f"{document.id}-3")
    assert third["speaker"] == "Ben Orr"


def test_columns(sentences):
    words = sentences[0][1]
    assert words[1][:9] == ["2", "met", "meet", "VERB", "VBD", "Tense=Past|VerbForm=Fin", "0", "root", "_"]
    assert words[4][:9] == ["5", "of", "of", "ADP", "IN", "_", "6", "case", "_"]
    assert words[3][5] == "Number=Sing|NumForm=X"  # sorted without regard to case
    assert [misc(word).get("NER", "O") for word in words] == [*"OO", "B-PERSON", "I-PERSON", "O", "B-GPE", "O"]


def test_every_word_leads_back_to_the_text(transcript, sentences):
    for _, words in sentences:
        for word in words:
            start, end = int(misc(word)["Start"]), int(misc(word)["End"])
            assert transcript.document.text[start:end] == word[1]


def test_no_space_is_missing_at_the_end_of_a_paragraph(sentences):
    assert ["SpaceAfter" in misc(word) for word in sentences[1][1]] == [False, True, False, True, False]
    assert "SpaceAfter" not in misc(sentences[2][1][-1])


def test_chains_are_brackets(transcript, sentences):
    suffix = transcript.document.id.removeprefix("doc-")
    assert chains_of(sentences) == {
        f"e1@{suffix}": {
            (1, 3, 6, "person", 1),
            (2, 1, 1, "person", 1),
            (3, 1, 2, "person", 1),
            (3, 11, 11, "person", 1),
        },
        f"e2@{suffix}": {(1, 6, 6, "place", 1), (3, 8, 8, "place", 1)},
        f"e3@{suffix}": {(3, 1, 9, "", 3), (3, 5, 8, "", 2)},
    }
    assert misc(sentences[2][1][0])["Entity"] == f"(e3@{suffix}--3(e1@{suffix}-person-1"
    assert misc(sentences[2][1][7])["Entity"] == f"(e2@{suffix}-place-1)e3@{suffix})"


@given(st.lists(st.sets(st.tuples(st.integers(0, 11), st.integers(1, 6)), min_size=2, max_size=8), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_mentions_are_read_back_but_those_that_cross_their_own_chain(sets):
    transcript = _TRANSCRIPT
    spans = [sorted({(start, min(start + length, 12)) for start, length in chain}) for chain in sets]
    chains = tuple(tuple(Mention(1, *span) for span in chain) for chain in spans)
    found = chains_of(read_back(conllu(parsed(transcript, (FIRST, SECOND), chains), transcript)))
    for number, chain in enumerate(spans, start=1):
        read_spans = {(first - 1, last) for _, first, last, *_ in found[f"e{number}@{transcript.document.id[4:]}"]}
        assert read_spans <= set(chain)
        lost = set(chain) - read_spans
        assert all(any(a < b < c < d for a, c in read_spans) for b, d in lost)


def test_a_mention_across_sentences_is_left_out(transcript):
    chain = (Mention(0, 0, 1), Mention(0, 5, 9), Mention(0, 7, 8))
    found = chains_of(read_back(conllu(parsed(transcript, (FIRST, SECOND), (chain,)), transcript)))
    assert [{span[:3] for span in spans} for spans in found.values()] == [{(1, 1, 1), (2, 1, 1)}]


def test_ids_of_two_documents_differ(transcript):
    other = read(TEXT.replace("saw him", "saw  him"))
    texts = [conllu(parsed(one, (FIRST, SECOND), (PELL,)), one) for one in (transcript, other)]
    sentences = read_back("".join(texts))
    assert len({comments["sent_id"] for comments, _ in sentences}) == len(sentences) == 6
    assert len(chains_of(sentences)) == 2
    assert [comments["text"] for comments, _ in sentences[:3]] == [comments["text"] for comments, _ in sentences[3:]]


def test_a_document_without_words_is_empty(transcript):
    parts = tuple(ParsedSegment(segment=segment, doc=Doc(Vocab()), offsets=()) for segment in transcript.segments)
    nothing = Parsed(segments=parts, chains=(), grammar=Grammar.for_labels(("obl", "nsubj:pass")), model="hand@1")
    assert conllu(nothing, transcript) == ""


def test_white_space_that_a_pipeline_holds_to_be_a_word_is_none(transcript):
    """And a sentence of nothing else keeps its number for itself, so that numbers are those of `show --tree`."""
    words = ["\n", "  ", "Fog", "\n", "there", "\n\n"]
    deps = ["ROOT", "dep", "nsubj", "dep", "ROOT", "dep"]
    doc = Doc(Vocab(), words=words, spaces=[False] * 6, heads=[0, 2, 4, 2, 4, 4], deps=deps)
    start = transcript.segments[0].evidence.start
    part = ParsedSegment(segment=transcript.segments[0], doc=doc, offsets=((start, start + 1),) * 6)
    chain = (Mention(0, 1, 3), Mention(0, 3, 6))
    grammar = Grammar.for_labels(("obl", "nsubj:pass"))
    ((comments, rows),) = read_back(conllu(Parsed((part,), (chain,), grammar, "hand@1"), transcript))
    assert (comments["text"], comments["sent_id"]) == ("Fog there", f"{transcript.document.id}-2")
    assert comments["newpar id"] == transcript.segments[0].id
    assert [(row[1], row[6]) for row in rows] == [("Fog", "2"), ("there", "0")]
    assert all("Entity=(" in row[9] and row[9].endswith(")") for row in rows)


def test_forms_are_composed_and_fields_never_empty(transcript):
    decomposed = unicodedata.normalize("NFD", "Bogotá")
    doc = Doc(Vocab(), words=[decomposed, "New York"], heads=[0, 0], deps=["ROOT", "dep"])
    part = ParsedSegment(segment=transcript.segments[0], doc=doc, offsets=((0, 7), (8, 16)))
    parses = Parsed((part,), (), Grammar.for_labels(("obl", "nsubj:pass")), "hand@1")
    ((comments, rows),) = read_back(conllu(parses, transcript))
    assert comments["text"] == "Bogotá New York"
    assert rows[0][1:9] == ["Bogotá", "_", "_", "_", "_", "0", "root", "_"]
    assert rows[1][6:8] == ["1", "dep"]
