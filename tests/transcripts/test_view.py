import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import read
from onrecord.records import Repair, RepairedText
from onrecord.settings import Settings
from onrecord.transcripts.view import folded, is_wrapped, repairs


@given(st.text(max_size=200))
def test_the_plain_form_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 79), st.integers(0, 5), st.text(max_size=4)), max_size=6),
)
def test_every_untouched_character_of_a_view_maps_back_to_itself(text: str, raw: list[tuple[int, int, str]]) -> None:
    found, at = [], 0
    for start, length, replacement in sorted(raw):
        end = min(start + length, len(text))
        if at <= start <= end:
            found.append(Repair(start=start, end=end, replacement=replacement, kind="test"))
            at = end + 1
    found = [repair for repair in found if repair.start <= len(text)]
    view = RepairedText.of(text, found)
    touched = {i for repair in found for i in range(repair.start, repair.end)}
    mapped = [view.source(i) for i in range(len(view.text) + 1)]
    assert mapped == sorted(mapped)
    assert mapped[-1] == len(text)
    kept = [i for i, origin in enumerate(mapped[:-1]) if origin not in touched and origin < len(text)]
    exact = [i for i in kept if view.text[i] == text[mapped[i]]]
    assert len(exact) >= len(text) - len(touched)


def test_mojibake_is_repaired_in_the_view_alone() -> None:
    text = "JANA HOLT, HOST: Itâ€™s in BogotÃ¡.\n\nOMAR PELL, BYLINE: Yes.\n"
    transcript = read(text)
    assert transcript.document.text == text
    assert [(repair.replacement, repair.kind) for repair in transcript.repairs] == [
        ("’", "mojibake"),
        ("á", "mojibake"),
    ]
    view = RepairedText.of(text, transcript.repairs)
    assert "It’s in Bogotá." in view.text
    assert text[view.source(view.text.index("s in")) :].startswith("s in")


def test_hard_wraps_are_joined_in_the_view() -> None:
    lines = ["Q   " + "word " * 12, "and then " * 7, "some more of it, and again some more of the very same thing"] * 3
    text = "MS. HOLT:  " + "\n".join(line.strip() for line in lines) + "\n"
    assert {repair.kind for repair in repairs(text, wrapped=True)} == {"hard wrap"}
    assert "\n" not in RepairedText.of(text.strip(), repairs(text.strip(), wrapped=True)).text


@pytest.mark.parametrize(
    ("lengths", "wrapped"),
    [
        ([70, 71, 69, 20, 0, 70, 68, 71, 30], True),
        ([300, 0, 250, 0, 410, 0, 90], False),
        ([10, 12, 9, 11], False),
        ([], False),
    ],
)
def test_hard_wrapped_text_is_told_by_its_lines(lengths: list[int], wrapped: bool) -> None:
    assert is_wrapped(lengths, Settings()) is wrapped


def test_repairs_never_overlap():
    text = "Holtâ€™\xa0\nHolt"
    found = repairs(text, wrapped=True)
    assert [(repair.start, repair.end) for repair in found] == [(4, 8), (8, 9)]
    assert RepairedText.of(text, found).text == "Holt’\xa0 Holt"
