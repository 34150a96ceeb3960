"""Any text whatever: reading never raises, never hangs, and every span is exact."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.records import Evidence, Source, Transcript
from onrecord.transcripts import Reader

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
NASTY = (
    *[
        "\x00",
        "\u202e",
        "\u200f",
        "\ufeff",
        "😀",
        "é",
        "\u2028",
        "\x85",
        "\r",
        "\r\n",
        "\x0c",
        "\t",
        "\xa0",
        "�",
        "(",
        ")",
        "[",
        "((((",
        "]]",
        ":",
        "::::",
        '"',
        "“",
        "’",
        "A:",
        "HOST:",
        "X:Y:Z:",
    ],
    *("👩\u200d👩\u200d👧", "\u0301" * 40, "Q   ", "X: Y: Z: ", "(BEGIN VIDEO CLIP)", "(END VIDEO CLIP)", "[21:05:00]"),
    *(
        "© 2023 WXYZ",
        "Copyright © 2016 NPR. All rights reserved.",
        "---\n",
        "| Speaker | Text |\n",
        "&" * 200,
        "A" * 5000,
    ),
    *(
        "A. " * 800,
        "Mr. " * 300,
        "(A) " * 400,
        "DE LA " * 300,
        ": " * 1000,
        "O'" * 500,
        "\n" * 300,
        "(LAUGHTER)\n" * 400,
    ),
    *("İSTANBUL: ", "ß: ", "ﬁ", "１２：００", "Ǆ: ", "I'm ", "This is ", "00:00 --> "),
)


def mutated(base: str, chance: random.Random) -> str | bytes:
    """One to six random changes: lines cut, doubled, shuffled; bytes and signs put in; ends torn off."""
    text = base
    for _ in range(chance.randint(1, 6)):
        lines = text.split("\n")
        change = chance.randrange(9)
        at = chance.randrange(len(text) + 1)
        if change == 0:
            del lines[chance.randrange(len(lines)) :: chance.randint(2, 5)]
            text = "\n".join(lines)
        elif change == 1:
            text = "\n".join(line for line in lines for _ in range(chance.choice((1, 1, 2))))
        elif change == 2:
            chance.shuffle(lines)
            text = "\n".join(lines)
        elif change == 3:
            text = text[:at] + chance.choice(NASTY) + text[at:]
        elif change == 4:
            text = text[:at]
        elif change == 5:
            text = text.replace("\n", chance.choice([" ", "", "\r", "\r\n", "\n\n\n"]))
        elif change == 6:
            text = chance.choice([text.upper(), text.lower(), text.title(), text.replace(":", "")])
        elif change == 7:
            text = text[:at] + text[at : at + 400] * chance.randint(2, 30) + text[at:]
        else:
            raw = bytearray(text.encode("utf-8", "surrogatepass"))
            for _ in range(chance.randint(1, 30)):
                raw[chance.randrange(len(raw) or 1) : 0] = bytes([chance.randrange(256)])
            return bytes(raw)
    return text


def evidences(transcript: Transcript) -> Iterator[Evidence]:
    for turn in transcript.turns:
        yield turn.evidence
        if turn.label:
            yield turn.label
    for speaker in transcript.speakers:
        yield from speaker.evidence
        yield from (part for part in (speaker.title, speaker.affiliation) if part)
    for record in (*transcript.directions, *transcript.segments, *transcript.chrome):
        yield record.evidence
    document = transcript.document
    for fact in (document.outlet, document.station, document.programme, document.title, document.place, document.date):
        if fact.evidence:
            yield fact.evidence


def check(transcript: Transcript) -> None:
    text = transcript.document.text
    for evidence in evidences(transcript):
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote
    ends = 0
    for turn in transcript.turns:
        assert turn.evidence.start >= ends
        assert turn.evidence.quote == turn.evidence.quote.strip()
        ends = turn.evidence.end
    known = {speaker.id for speaker in transcript.speakers}
    assert all(turn.speaker_id in known and turn.role_reason for turn in transcript.turns)
    ids = [record.id for record in (*transcript.turns, *transcript.speakers, *transcript.segments)]
    assert len(ids) == len(set(ids))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_two_thousand_mutated_documents_are_read(part: int) -> None:
    reader, chance = Reader(), random.Random(part)
    bases = [path.read_text(encoding="utf-8") for path in EXAMPLES]
    slowest = 0.0
    for _ in range(200):
        content = mutated(chance.choice(bases), chance)
        started = time.perf_counter()
        try:
            check(reader(Source(name="fuzz", content=content)))
        except SourceError as error:
            assert "onrecord reads" in error.message
        slowest = max(slowest, time.perf_counter() - started)
    assert slowest < 2.0


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("AB .:,()[]-'\n\"aeQMr.IＡé\u00a0\u202e😀19"), max_size=400))
def test_any_text_of_label_like_signs_is_read(text: str) -> None:
    try:
        check(Reader()(Source(name="t", content=text)))
    except SourceError as error:
        assert "no text" in error.message


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    try:
        check(Reader()(Source(name="b", content=content)))
    except SourceError as error:
        assert "onrecord reads" in error.message
