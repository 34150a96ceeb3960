import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Evidence, Span, content_id, record_id


@given(st.text(min_size=1), st.data())
def test_evidence_holds_the_words_of_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence.of(text, start, end)
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.span == Span(start=start, end=end)


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 9)])
def test_a_span_outside_the_text_is_no_evidence(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no span of a text of 5 code points"):
        Evidence.of("abcde", *span)


def test_a_span_contains_what_lies_in_it() -> None:
    assert Span(start=2, end=4) in Span(start=2, end=5)
    assert Span(start=2, end=6) not in Span(start=2, end=5)


def test_ids_come_from_content_alone() -> None:
    assert content_id("a") == content_id("a") != content_id("b")
    assert record_id("d", "turn", 0, 1) != record_id("d", "turn", 0, 2)
    assert record_id("d", "turn", 0, 1) != record_id("d", "speaker", 0, 1)
