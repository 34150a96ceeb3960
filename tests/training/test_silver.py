"""What the annotated corpus teaches names and chains: nothing that its mentions do not tell."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.language.parser import Parser
from onrecord.transcripts import read
from training import markup, silver
from training.corpora import Document

SOURCE = """%format two-way
%actor oda-brandvik | Oda Brandvik | person | NOR | LAB | - | -
%actor pilots-union | Pilots Union | organization | NOR | LAB | - | -
%actor norway | Norway | government | NOR | GOV | - | -
%turn host | Sverre Lund | SVERRE LUND, HOST
SVERRE LUND, HOST: The {pilots-union|leaders of the Pilots Union} met {norway|Norway} in Hamnes.
%s1 indirect | oda-brandvik
{s1.source|She} {s1.cue|says} {s1|it will end soon}.
%turn guest | @oda-brandvik | ODA BRANDVIK
ODA BRANDVIK: I am {oda-brandvik|Brandvik}, and the {pilots-union|union} is patient.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    marked = markup.read(SOURCE)
    return silver.of_record("a", Parser()(read(marked.text)), markup.gold(marked, "a.txt"))


def labels_of(document: Document, word: str) -> frozenset[str]:
    (found,) = {
        labels
        for sentence in document.sentences
        for shown, labels in zip(sentence.words, sentence.entities, strict=True)
        if shown == word
    }
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("word", "labels"),
    [
        ("Pilots", {"B-ORG"}),
        ("Union", {"I-ORG"}),
        ("Brandvik", {"B-PERSON"}),
        ("Norway", {"B-GPE", "B-LOC"}),
        ("Hamnes", silver.UNKNOWN),
        ("patient", {"O", "B-DATE", "I-DATE"}),
    ],
)
def test_names_are_told_and_nothing_else(document: Document, word: str, labels: set[str]) -> None:
    assert labels_of(document, word) == labels


@pytest.mark.model
def test_chains_are_those_of_the_actors_with_the_pronouns_that_speak(document: Document) -> None:
    words = [word for sentence in document.sentences for word in sentence.words]
    found = [[" ".join(words[start:end]) for start, end in chain] for chain in document.chains]
    assert found == [["She", "Brandvik"], ["leaders of the Pilots Union", "union"], ["Norway"]]
    assert all(sentence.silver for sentence in document.sentences)
