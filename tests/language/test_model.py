"""The bundled model on invented sentences: labels, never scores, because 8-bit rounding depends on the kind of CPU."""

import subprocess
import sys
from functools import cache
from multiprocessing import get_context

import numpy as np
import pytest

from onrecord.language.parsed import Parsed
from onrecord.language.parser import Parser
from onrecord.settings import Settings
from onrecord.transcripts import read

pytestmark = pytest.mark.model

TALK = """JANA HOLT, HOST: The foreign minister of Peru, Omar Pell, met union leaders in Lima on Tuesday. He told them \
that the talks would go on.

OMAR PELL: We don't want a strike. I asked the miners to wait.

HOLT: Thank you.
"""
STORY = """Rebels shelled the port of Varna on Monday, witnesses said.

The United Nations condemned the attack. Its envoy, Mara Lindqvist, called on both sides to stop. She will \
fly to Sofia next week.
"""


@cache
def parser() -> Parser:
    return Parser()


def parse(text: str) -> Parsed:
    return parser()(read(text))


def entities(parsed: Parsed) -> set[tuple[str, str]]:
    return {(span.text, span.label_) for segment in parsed.segments for span in segment.doc.ents}


def words(parsed: Parsed, wanted: str) -> list:
    return [token for segment in parsed.segments for token in segment.doc if token.text.lower() == wanted]


def rows(parsed: Parsed) -> list[tuple]:
    """Everything that is decoded, as plain values."""
    found: list[tuple] = [
        (
            token.text,
            token.pos_,
            token.tag_,
            str(token.morph),
            token.lemma_,
            token.dep_,
            token.head.i,
            token.ent_type_,
            token.is_sent_start,
        )
        for segment in parsed.segments
        for token in segment.doc
    ]
    return [*found, *parsed.chains, *(tuple(segment.offsets) for segment in parsed.segments)]


def test_names_of_people_bodies_places_days() -> None:
    found = entities(parse(TALK))
    assert {("Omar Pell", "PERSON"), ("Peru", "GPE"), ("Lima", "GPE"), ("Tuesday", "DATE")} <= found


def test_names_in_a_story() -> None:
    found = entities(parse(STORY))
    assert {("United Nations", "ORG"), ("Mara Lindqvist", "PERSON"), ("Sofia", "GPE"), ("Monday", "DATE")} <= found


LOUD = "JANA HOLT, HOST: FOREIGN MINISTER OMAR PELL ARRIVED IN LIMA ON TUESDAY.\n\nOMAR PELL: YES, WE ARE IN LIMA.\n"
BARE = """JANA HOLT, HOST: the foreign minister omar pell arrived in peru on tuesday he met leaders \
of the united nations in lima

OMAR PELL: yes thank you jana we met them in lima last week
"""


def test_capitals_and_recognised_speech() -> None:
    assert {("OMAR PELL", "PERSON"), ("LIMA", "GPE"), ("TUESDAY", "DATE")} <= entities(parse(LOUD))
    found = entities(parse(BARE))
    assert {("omar pell", "PERSON"), ("peru", "GPE"), ("united nations", "ORG"), ("last week", "DATE")} <= found


def test_who_does_what() -> None:
    parsed = parse(STORY)
    grammar = parsed.grammar
    (shelled,) = words(parsed, "shelled")
    assert grammar.subject_of(shelled).text == "Rebels"
    assert grammar.object_of(shelled).text == "port"
    (condemned,) = words(parsed, "condemned")
    assert grammar.object_of(condemned).text == "attack"
    (said,) = words(parsed, "said")
    assert grammar.subject_of(said).text == "witnesses"


def test_negation_and_reported_clause() -> None:
    parsed = parse(TALK)
    (want,) = words(parsed, "want")
    assert parsed.grammar.is_negated(want)
    (told,) = words(parsed, "told")
    clause = parsed.grammar.complement_clause_of(told)
    assert clause is not None
    assert clause.text == "go"


def test_tags_and_lemmas() -> None:
    parsed = parse(TALK)
    (met,) = words(parsed, "met")
    assert (met.pos_, met.lemma_, met.morph.get("Tense")) == ("VERB", "meet", ["Past"])
    (leaders,) = words(parsed, "leaders")
    assert (leaders.pos_, leaders.lemma_, leaders.morph.get("Number")) == ("NOUN", "leader", ["Plur"])


def test_sentences_of_a_turn() -> None:
    parsed = parse(TALK)
    assert [len(list(segment.doc.sents)) for segment in parsed.segments] == [2, 2, 1]


def test_pronouns_find_their_names() -> None:
    parsed = parse(STORY)
    together = [{parsed.span(mention).text for mention in chain} for chain in parsed.chains]
    assert any("She" in chain and any("Lindqvist" in text for text in chain) for chain in together)


def test_offsets_lead_back_to_the_characters() -> None:
    text = "JANA HOLT: The minister met (COUGHING) the rebels\nin Lima   today. Itâ€™s over.\n\nPELL: No.\n"
    transcript = read(text)
    parsed = parser()(transcript)
    for segment in parsed.segments:
        assert len(segment.offsets) == len(segment.doc)
        for token, (start, end) in zip(segment.doc, segment.offsets, strict=True):
            assert segment.segment.evidence.start <= start < end <= segment.segment.evidence.end
            if "â" not in text[start:end]:
                assert text[start:end] == token.text
    assert not words(parsed, "coughing")


def test_company_changes_nothing() -> None:
    alone = rows(parse(TALK))
    parse(STORY * 20)
    assert rows(parse(TALK)) == alone


def _in_another_process(text: str) -> list[tuple]:
    return rows(parse(text))


def test_processes_change_nothing() -> None:
    with get_context("spawn").Pool(2) as pool:
        found = pool.map(_in_another_process, [TALK, STORY, TALK])
    assert found == [rows(parse(TALK)), rows(parse(STORY)), rows(parse(TALK))]


def test_a_long_turn_is_read_in_windows() -> None:
    text = (
        "JANA HOLT, HOST: "
        + "The minister of Peru met the rebels in Lima and the talks went on for days. " * 60
        + "\n\nOMAR PELL: Yes.\n"
    )
    parsed = parse(text)
    sentences = list(parsed.segments[0].doc.sents)
    assert len(sentences) == 60
    assert all(sentence.root.text in ("met", "went") for sentence in sentences)


def test_like_texts_have_like_vectors() -> None:
    texts = ["The rebels attacked the town.", "The insurgents shelled the village.", "My cat likes milk.", ""]
    found = parser().embed(texts)
    assert found.shape == (4, 384)
    assert np.allclose(np.linalg.norm(found[:3], axis=1), 1, atol=1e-4)
    assert found[0] @ found[1] > found[0] @ found[2] + 0.15
    assert not found[3].any()


def test_a_threshold_of_settings_is_heeded() -> None:
    strict = Parser(Settings(link_threshold=50, name_link_threshold=50))
    assert strict(read(STORY)).chains == ()


_OFFLINE = """
import socket, sys
def refuse(*args, **kwargs): raise AssertionError("network")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
for name in ("torch", "transformers", "tensorflow", "huggingface_hub"): sys.modules[name] = None
import onrecord
from onrecord.language.parser import Parser
parsed = Parser()(onrecord.read("ADA ORR: The mayor of Lima resigned.\\n\\nBEN ITO: Yes.\\n"))
print(len(parsed.segments), [span.text for segment in parsed.segments for span in segment.doc.ents])
"""


def test_no_torch_no_transformers_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", _OFFLINE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 ['Lima']")
