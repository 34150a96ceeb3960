"""What is read of a segment, and that every word leads back to its characters."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import read
from onrecord.language.texts import SegmentText, readable, segment_text, segment_texts
from onrecord.records import Repair

SPACES = " \t\n\r\u000b\u000c\u0085\u00a0\u1680\u2003\u2009\u2028\u2029\u202f\u3000"
SIGNS = "\u00ad\u200b\u200d\ufeff\u0301\U0001f3fb\U0001f600’“”—…'-.,()[]$€%&/@#"
TEXTS = st.text(st.sampled_from(SPACES + SIGNS + "aZß0ñ漢") | st.characters(), max_size=80)


def wrap(start: int, end: int) -> Repair:
    return Repair(start=start, end=end, replacement=" ", kind="hard wrap")


def mojibake(text: str, garbled: str, sign: str) -> list[Repair]:
    found, at = [], text.find(garbled)
    while at >= 0:
        found.append(Repair(start=at, end=at + len(garbled), replacement=sign, kind="mojibake"))
        at = text.find(garbled, at + len(garbled))
    return found


def quotes(text: str, found: SegmentText) -> list[str]:
    return [text[start:end] for start, end in found.offsets]


def check(text: str, start: int, end: int, found: SegmentText) -> None:
    """What holds of any segment."""
    assert len(found.words) == len(found.offsets) == len(found.spaces)
    assert all(start <= left < right <= end for left, right in found.offsets)
    assert list(found.offsets) == sorted(found.offsets)
    assert all(0 < at < len(found.words) for at in found.breaks)
    assert not any(map(str.isspace, "".join(found.words)))
    assert not found.words or not found.spaces[-1]
    assert all(found.spaces[at - 1] for at in found.breaks)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
@example("a\u2028b\u0085c\r\nd", 0, 8)
def test_every_word_is_the_text_at_its_offsets(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = segment_text(text, start, end)
    check(text, start, end, found)
    assert quotes(text, found) == list(found.words)
    assert "".join(found.words) == "".join(text[start:end].split())
    for (_, left), (right, _), space in zip(found.offsets, found.offsets[1:], found.spaces, strict=False):
        assert (left < right) is space


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=4), st.data())
def test_what_is_silent_is_in_no_word(text: str, drawn, data) -> None:
    silent, at = [], 0
    for left, length in sorted(drawn):
        if at <= left and left + length <= len(text):
            silent.append((left, left + length))
            at = left + length
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = segment_text(text, start, end, silent)
    check(text, start, end, found)
    assert quotes(text, found) == list(found.words)
    spoken = [text[at] for at in range(start, end) if not any(left <= at < right for left, right in silent)]
    assert "".join(found.words) == "".join("".join(spoken).split())
    assert len(readable(text, start, end, silent).text) == end - start


REPLACED = st.sampled_from([" ", "’", "é", "…", "“‘", "a b"])


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 5), REPLACED), max_size=6), st.data())
@example("ab", [(0, 1, "“‘"), (1, 1, "a b")], None)
def test_a_word_covers_all_that_was_read_as_it(text: str, drawn, data) -> None:
    repairs, at = [], 0
    for left, length, replacement in sorted(drawn):
        if at <= left and left + length <= len(text):
            repairs.append(Repair(start=left, end=left + length, replacement=replacement, kind="test"))
            at = left + length
    start = data.draw(st.integers(0, len(text))) if data else 0
    end = data.draw(st.integers(start, len(text))) if data else len(text)
    found = segment_text(text, start, end, (), repairs)
    check(text, start, end, found)
    inside = [repair for repair in repairs if start <= repair.start and repair.end <= end]
    for word, (left, right) in zip(found.words, found.offsets, strict=True):
        touching = [repair for repair in inside if repair.start < right and left < repair.end]
        assert all(left <= repair.start and repair.end <= right for repair in touching), "no repair is cut in two"
        if not touching:
            assert text[left:right] == word


def test_directions_are_left_out_and_stand_as_spaces() -> None:
    text = "It was late(LAUGHTER)and [21:05:00] cold (PH)."
    silent = [(11, 21), (25, 35), (41, 45)]
    found = segment_text(text, 0, len(text), silent)
    assert found.words == ("It", "was", "late", "and", "cold", ".")
    assert found.spaces == (True, True, True, True, True, False)
    assert not found.breaks
    assert len(readable(text, 0, len(text), silent).text) == len(text)


def test_a_direction_that_reaches_over_the_ends_of_a_segment_is_cut() -> None:
    text = "(LAUGHTER) Yes. (APPLAUSE)"
    assert segment_text(text, 3, 20, [(0, 10), (16, 26)]).words == ("Yes", ".")
    assert segment_text(text, 12, 14, [(0, 10), (16, 26)]).words == ("es",)


def test_a_repair_inside_a_direction_says_nothing() -> None:
    text = "No. (CAFÃ‰ NOISE,\nFAINT) Yes."
    silent = [(4, 24)]
    repairs = [*mojibake(text, "Ã‰", "É"), wrap(text.index("\n"), text.index("\n") + 1)]
    assert segment_text(text, 0, len(text), silent, repairs).words == ("No", ".", "Yes", ".")


def test_mojibake_is_read_as_it_was_meant() -> None:
    text = "Xx Itâ€™s in BogotÃ¡. Itâ€™s BogotÃ¡"
    repairs = sorted([*mojibake(text, "â€™", "’"), *mojibake(text, "Ã¡", "á")], key=lambda repair: repair.start)
    found = segment_text(text, 3, len(text), (), repairs)
    assert found.words == ("It", "’s", "in", "Bogotá", ".", "It", "’s", "Bogotá")
    assert quotes(text, found) == ["It", "â€™s", "in", "BogotÃ¡", ".", "It", "â€™s", "BogotÃ¡"]


def test_words_of_one_repair_share_its_characters() -> None:
    text = "Then â€œâ€¦yes"
    repairs = mojibake(text, "â€œâ€¦", "“…")
    found = segment_text(text, 0, len(text), (), repairs)
    assert found.words == ("Then", "“", "…", "yes")
    assert quotes(text, found) == ["Then", "â€œâ€¦", "â€œâ€¦", "yes"]


def test_a_line_end_begins_a_sentence_unless_a_machine_wrapped_the_line() -> None:
    text = "The ferry is\nlate again.\nNobody said why"
    assert segment_text(text, 0, len(text)).breaks == {3, 6}
    found = segment_text(text, 0, len(text), (), [wrap(12, 13)])
    assert found.breaks == {6}
    assert found.words[2:4] == ("is", "late")
    assert quotes(text, found) == list(found.words)


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\n\n", " \n\t", "\u2028", "\u2029", "\u000b", "\u000c"])
def test_every_kind_of_line_end_begins_a_sentence(sign: str) -> None:
    assert segment_text(f"one{sign}two", 0, 6 + len(sign)).breaks == {1}


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\n", "(LAUGHTER)"])
def test_a_segment_may_have_no_words(text: str) -> None:
    silent = [(0, len(text))] if text.startswith("(") else []
    assert segment_text(text, 0, len(text), silent) == SegmentText((), (), (), frozenset())


def test_the_segments_of_a_transcript() -> None:
    text = (
        "JANA HOLT, HOST: Itâ€™s late in BogotÃ¡. (LAUGHTER) Good\nnight.\n\n"
        "OMAR PELL, BYLINE: (APPLAUSE)\n\nHOLT: Thank you, Omar.\n"
    )
    transcript = read(text)
    found = segment_texts(transcript)
    assert len(found) == len(transcript.segments)
    words = [" ".join(one.words) for one in found]
    assert words[0] == "It ’s late in Bogotá . Good night ."
    assert words[-1] == "Thank you , Omar ."
    assert "LAUGHTER" not in " ".join(words)
    assert "APPLAUSE" not in " ".join(words)
    for one, segment in zip(found, transcript.segments, strict=True):
        check(text, segment.evidence.start, segment.evidence.end, one)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Yes. ", "(LAUGHTER) ", "No\nmore ", "Itâ€™s ", "[21:05:00] ", "漢 "]), max_size=12))
def test_segments_are_read_as_if_each_had_all_directions_and_repairs(parts: list[str]) -> None:
    turns = [f"HOLT: {''.join(parts)}x.\n\nPELL: {''.join(parts[::-1])}y.\n\n" for _ in range(3)]
    transcript = read("JANA HOLT, HOST: Hello.\n\nOMAR PELL, BYLINE: Hello.\n\n" + "".join(turns))
    silent = [(mark.evidence.start, mark.evidence.end) for mark in transcript.directions]
    for one, segment in zip(segment_texts(transcript), transcript.segments, strict=True):
        start, end = segment.evidence.start, segment.evidence.end
        assert one == segment_text(transcript.document.text, start, end, silent, transcript.repairs)


@pytest.mark.slow
def test_a_long_document_takes_linear_time() -> None:
    lines = "\n\n".join(f"{name}: Yes. (LAUGHTER) Itâ€™s so." for _ in range(2_000) for name in ("HOLT", "PELL"))
    transcript = read("JANA HOLT, HOST: Hello.\n\nOMAR PELL, BYLINE: Hello.\n\n" + lines)
    begin = time.process_time()
    segment_texts(transcript)
    assert time.process_time() - begin < 4
