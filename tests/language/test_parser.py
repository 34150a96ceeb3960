"""The composition of the room upon random scores: what must hold of every parsed document."""

from unittest import mock

import pytest
from fakes import FakeWeights, parser
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher

from onrecord import read
from onrecord.language.parsed import Mention, Parsed
from onrecord.language.texts import SegmentText
from onrecord.settings import Settings

SMALL = Settings(window_words=40, window_overlap=8, batch_pieces=512)
TALK = (
    "JANA HOLT, HOST: Itâ€™s late in BogotÃ¡. (LAUGHTER) The ferry of Port Ellery is late again.\nNobody said why. "
    "“The U.S. isn’t to blame,” they say, and she says: no!\n\n"
    "OMAR PELL, BYLINE: (APPLAUSE)\n\n"
    "HOLT: No.\n\n"
    "OMAR PELL: " + "He met Dora Quill in Homs, and Quill told him that it would be on time. " * 12 + "\n\n"
    "HOLT: Thank you, Omar. " + "and so on and on " * 40 + "\n"
)
STORY = (
    "Rebels shelled the port of Vellard on Monday.\n\nWitnesses said so.\n\nThe council condemned it. It was late.\n"
)
PARSER = parser(SMALL, opening=-1.0)


def rows(parsed: Parsed) -> list:
    """Everything that is decoded, as plain values."""
    tokens = [
        [
            (t.text, t.whitespace_, t.pos_, t.tag_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_)
            for t in segment.doc
        ]
        for segment in parsed.segments
    ]
    spans = [
        [(span.start, span.end, span.label_, span.id_) for span in segment.doc.spans["mentions"]]
        for segment in parsed.segments
    ]
    bounds = [[span.start for span in segment.doc.sents] for segment in parsed.segments]
    return [tokens, bounds, spans, parsed.chains, [segment.offsets for segment in parsed.segments]]


def check_doc(doc) -> None:
    sentences = list(doc.sents)
    assert [token.i for span in sentences for token in span] == list(range(len(doc)))
    for span in sentences:
        roots = [token for token in span if token.head == token]
        assert len(roots) == 1
        assert roots[0].dep_ == "ROOT"
        assert all(span.start <= token.head.i < span.end for token in span), "heads stand in their sentence"
        assert sorted(token.i for token in roots[0].subtree) == list(range(span.start, span.end))
    for entity in doc.ents:
        assert any(span.start <= entity.start < entity.end <= span.end for span in sentences)


def check_chains(docs, chains) -> None:
    seen: set[Mention] = set()
    for chain in chains:
        assert len(chain) > 1
        places = [(mention.segment, mention.start, mention.end) for mention in chain]
        assert places == sorted(places)
        assert not seen & set(chain)
        seen |= set(chain)
        for segment, start, end in places:
            assert 0 <= start < end <= len(docs[segment])
            assert docs[segment][start].sent == docs[segment][end - 1].sent
    assert [chain[0] for chain in chains] == sorted((c[0] for c in chains), key=lambda m: (m.segment, m.start, m.end))
    marked = [
        {(number, m.start, m.end) for number, chain in enumerate(chains) for m in chain if m.segment == at}
        for at in range(len(docs))
    ]
    assert [{(int(s.id_), s.start, s.end) for s in doc.spans["mentions"]} for doc in docs] == marked
    assert all(
        [s.start for s in doc.spans["mentions"]] == sorted(s.start for s in doc.spans["mentions"]) for doc in docs
    )


def check(parsed: Parsed, text: str) -> None:
    for segment in parsed.segments:
        check_doc(segment.doc)
        assert len(segment.offsets) == len(segment.doc)
        evidence = segment.segment.evidence
        assert all(evidence.start <= start < end <= evidence.end for start, end in segment.offsets)
        for token in segment.doc:
            start, end = parsed.characters(token)
            if "â€" not in text[start:end] and "Ã" not in text[start:end]:
                assert text[start:end] == token.text
    check_chains([segment.doc for segment in parsed.segments], parsed.chains)


@pytest.mark.parametrize("text", [TALK, STORY])
def test_a_document_is_parsed(text: str) -> None:
    parsed = PARSER(read(text))
    assert len(parsed.segments) == len(read(text).segments)
    assert parsed.model == "onrecord-en@0123456789ab"
    assert parsed.chains
    check(parsed, text)
    words = [token.text for segment in parsed.segments for token in segment.doc]
    assert "LAUGHTER" not in words
    assert [span.text for span in parsed.sentences()] == [s.text for one in parsed.segments for s in one.doc.sents]


def test_equal_documents_have_equal_parses_whatever_came_between() -> None:
    first = rows(PARSER(read(TALK)))
    PARSER(read(STORY))
    assert rows(PARSER(read(TALK))) == first
    assert rows(parser(SMALL, opening=-1.0)(read(TALK))) == first


def test_repaired_words_lead_back_to_their_characters() -> None:
    parsed = PARSER(read(TALK))
    found = {token.text: parsed.characters(token) for token in parsed.segments[0].doc}
    assert TALK[slice(*found["’s"])] == "â€™s"
    assert TALK[slice(*found["Bogotá"])] == "BogotÃ¡"


def test_spans_and_characters_lead_both_ways() -> None:
    parsed = PARSER(read(TALK))
    for segment in parsed.segments:
        for span in segment.doc.sents:
            start, end = parsed.characters(span)
            assert parsed.tokens(start, end) == span
    for chain in parsed.chains:
        for mention in chain:
            span = parsed.span(mention)
            assert parsed.tokens(*parsed.characters(span)) == span
    assert parsed.characters(parsed.segments[0].doc[0:0]) == (0, 0)
    assert parsed.tokens(len(TALK) + 5, len(TALK) + 9) is None


def test_line_ends_and_segments_begin_sentences() -> None:
    parsed = parser(SMALL, opening=-50.0)(read(TALK))
    texts = [span.text for span in parsed.segments[0].doc.sents]
    assert len(texts) == 2
    assert texts[1].startswith("Nobody said why")


def texts(*segments: list[str], breaks=frozenset()) -> list[SegmentText]:
    """Segments of these words."""
    return [
        SegmentText(
            words=tuple(words),
            offsets=tuple((at, at + 1) for at in range(len(words))),
            spaces=(True,) * len(words),
            breaks=frozenset(at for at in breaks if 0 < at < len(words)),
        )
        for words in segments
    ]


@pytest.mark.parametrize(
    "segments",
    [
        [],
        [[]],
        [[], [], []],
        [["No"]],
        [["No"], ["Yes"], ["."]],
        [[], ["No"], [], [], ["Yes", "."], []],
        [["x"] * 39, [], ["x"], ["x"] * 40, ["x"] * 41, [], []],
        [["x"] * 500, ["No"]],
    ],
    ids=lambda segments: "-".join(str(len(words)) for words in segments),
)
def test_segments_may_have_any_number_of_words(segments: list[list[str]]) -> None:
    docs, chains, _ = PARSER.parse(texts(*segments), [None] * len(segments))
    assert [[token.text for token in doc] for doc in docs] == segments
    for doc in docs:
        check_doc(doc)
    check_chains(docs, chains)


@pytest.mark.parametrize("text", ["(LAUGHTER)\n", "JANA HOLT, HOST: (APPLAUSE)\n\nOMAR PELL: (LAUGHTER)\n"])
def test_a_document_without_words_is_parsed(text: str) -> None:
    parsed = PARSER(read(text))
    check(parsed, text)
    assert parsed.chains == ()
    assert list(parsed.sentences()) == []


WORDS = st.sampled_from(["Holt", "Dora", "said", "he", "it", "no", ".", "U.S.", "2012", "—", "漢", "\u200b", "homs"])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(WORDS, max_size=90), max_size=8),
    st.sets(st.integers(1, 89), max_size=3),
    st.integers(0, 20),
    st.sampled_from([-9.0, -2.0, 3.0]),
    st.lists(st.sampled_from([None, "a", "b"]), min_size=8, max_size=8),
)
def test_whatever_the_scores_docs_and_chains_are_well_formed(segments, breaks, seed, opening, speakers) -> None:
    given = texts(*segments, breaks=breaks)
    docs, chains, _ = parser(SMALL, seed=seed, opening=opening).parse(given, speakers[: len(segments)])
    for doc, text in zip(docs, given, strict=True):
        assert tuple(token.text for token in doc) == text.words
        check_doc(doc)
        starts = {span.start for span in doc.sents}
        assert text.breaks <= starts
    check_chains(docs, chains)


def test_chains_are_asked_for_with_segments_sentences_and_speakers() -> None:
    one = parser(SMALL, opening=-50.0)
    asked = []
    with mock.patch.object(one, "link", lambda words: asked.append(words) or []):
        one.parse(texts(["I", "see"], [], ["No", "."], ["Dora", "x", "y"], breaks={2}), ["b", "a", None, "b"])
    (words,) = asked
    assert words.words == ["I", "see", "No", ".", "Dora", "x", "y"]
    assert words.segment_of.tolist() == [0, 0, 2, 2, 3, 3, 3]
    assert words.sentence_of.tolist() == [0, 0, 1, 1, 2, 2, 3]
    assert words.bounds == [(0, 2), (0, 2), (2, 4), (2, 4), (4, 6), (4, 6), (6, 7)]
    first, _, unknown, _, last, *_ = words.speaker_of.tolist()
    assert first == last != unknown == -1
    assert len(words.upos) == len(words.feats) == len(words.runs) == len(words.mentions) == len(words.views) == 7


def test_names_have_one_type_in_a_document() -> None:
    parsed = PARSER(read(TALK))
    types: dict[str, set[str]] = {}
    for segment in parsed.segments:
        for span in segment.doc.ents:
            words = " ".join(token.text for token in span).lower()
            if span.label_ in ("PERSON", "ORG", "GPE", "LOC"):
                types.setdefault(words, set()).add(span.label_)
    assert types
    assert all(len(kinds) == 1 for kinds in types.values())


def test_matchers_of_spacy_find_words_by_their_small_letters() -> None:
    parsed = PARSER(read(TALK))
    matcher = Matcher(PARSER.vocab)
    matcher.add("ferry", [[{"LOWER": "the"}, {"LOWER": "ferry"}]])
    doc = parsed.segments[0].doc
    assert [doc[start:end].text for _, start, end in matcher(doc)] == ["The ferry"]
    assert doc[0].lower_ == "it"
    assert doc[0].is_alpha


def test_batches_hold_no_more_than_the_settings_say() -> None:
    one = parser(SMALL)
    one(read(TALK))
    assert isinstance(one.weights, FakeWeights)
    assert len(one.weights.batches) > 1
    assert all(rows == 1 or rows * pieces <= 512 for rows, pieces in one.weights.batches)


def test_all_pieces_of_a_given_pair_are_marked():
    words = ["Unfathomable", "Holt", "met", "Pell", "."]
    count = [len(PARSER.weights.pieces(word)[0]) for word in words]
    found = PARSER.pair(words, [0, 1], [3])
    odds = [0, count[0] + count[1], count[3]]
    assert found.types.argmax() == odds.index(max(odds))
    assert found.types[1] > found.types[2] or count[0] + count[1] <= count[3]
    assert (len(found.at), int(found.at.argmax())) == (len(words), len(words) - 1)
    assert abs(found.types.sum() - 1) < 1e-6
