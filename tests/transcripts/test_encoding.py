import codecs

import pytest

from onrecord.errors import SourceError
from onrecord.records import Source
from onrecord.settings import Settings
from onrecord.transcripts import Reader

TEXT = "JOSÉ O’HARA, HOST: “Grüße” – 5 €.\n\nOMAR PELL, BYLINE: Naïve, no?\n"


def read(content: bytes, encoding: str | None = None):
    return Reader()(Source(name="file.txt", content=content, encoding=encoding)).document


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_characters_come_out_whatever_the_encoding(content: bytes, encoding: str) -> None:
    document = read(content)
    assert (document.text, document.encoding) == (TEXT, encoding)


def test_a_declared_encoding_beats_the_guess_but_not_the_facts() -> None:
    assert read("Łódź: zażółć gęślą jaźń, a long enough text.".encode("cp1250"), "cp1250").text.startswith("Łódź")
    assert read(TEXT.encode(), "ascii").text == TEXT
    assert read(TEXT.encode(), "no-such-codec").text == TEXT


def test_a_byte_order_mark_stays_as_white_space() -> None:
    content = codecs.BOM_UTF8 + TEXT.encode()
    transcript = Reader()(Source(name="file.txt", content=content))
    assert transcript.document.text == "\ufeff" + TEXT
    assert transcript.turns[0].label is not None
    assert transcript.turns[0].label.quote == "JOSÉ O’HARA, HOST"


def test_newlines_are_not_translated() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert read(text.encode()).text == text


def test_half_surrogates_become_replacement_characters_one_to_one() -> None:
    document = Reader()(Source(name="row", content="A\ud800B says yes, and again yes.")).document
    assert document.text == "A\ufffdB says yes, and again yes."
    assert document.notes


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (bytes(range(256)) * 20, "binary"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n", "WebVTT"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nhi\n", "SubRip"),
        (b"", "no text"),
        (b" \n\t\xef\xbb\xbf\n", "no text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what) as caught:
        read(content)
    assert "onrecord reads labelled, recognised, story, jsonl, csv" in str(caught.value)


def test_a_document_that_is_too_large_is_refused() -> None:
    reader = Reader(Settings(document_bytes=1_000))
    with pytest.raises(SourceError, match="document_bytes"):
        reader(Source(name="large.txt", content=b"word " * 1_000))
