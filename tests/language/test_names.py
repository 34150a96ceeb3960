"""One type for one name; places by the gazetteer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.names import reconciled, with_place_kinds

KINDS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT")


def sentence(text: str):
    """`Homs/GPE fell to Orr_Vance/PERSON`: words, and the spans of those that have a type."""
    words, spans = [], []
    for part in text.split():
        name, _, kind = part.partition("/")
        start = len(words)
        words += name.split("_")
        if kind:
            spans.append((start, len(words), kind))
    return words, spans


def kinds(*sentences: str) -> list[list[str]]:
    return [[kind for _, _, kind in spans] for spans in reconciled([sentence(text) for text in sentences])]


def placed(text: str) -> list[str]:
    return [kind for _, _, kind in with_place_kinds(*sentence(text))]


def test_a_place_of_the_gazetteer_is_a_gpe() -> None:
    assert placed("Homs/LOC and HOMS/LOC in Syria/GPE near Quillmere/LOC") == ["GPE", "GPE", "GPE", "LOC"]


def test_a_place_name_that_is_no_place_here_is_left() -> None:
    assert placed("Homs/ORG beat Syria/PERSON in Homs/EVENT") == ["ORG", "PERSON", "EVENT"]


def test_a_word_for_a_people_is_norp() -> None:
    assert placed("Syrians/GPE met Druze/ORG and Druze/LOC") == ["NORP", "NORP", "NORP"]
    assert placed("Druze_Council/ORG") == ["ORG"]
    assert placed("Syrians/PERSON") == ["PERSON"]


def test_the_type_of_most_mentions_wins() -> None:
    assert kinds("Vellard/ORG", "Vellard/ORG and VELLARD/PERSON", "vellard/LOC") == [["ORG"], ["ORG", "ORG"], ["ORG"]]


def test_of_equals_the_first_wins() -> None:
    assert kinds("Vellard/ORG", "Vellard/PERSON") == [["ORG"], ["ORG"]]
    assert kinds("Vellard/PERSON", "Vellard/ORG") == [["PERSON"], ["PERSON"]]


def test_a_surname_is_a_person_as_its_longer_name_is() -> None:
    assert kinds("Dora_Vellard/PERSON", "Vellard/ORG", "Vellard/ORG") == [["PERSON"], ["PERSON"], ["PERSON"]]
    assert kinds("Vellard/ORG", "Dora_Vellard/PERSON") == [["PERSON"], ["PERSON"]]
    assert kinds("Vellard/ORG", "Port_Vellard/ORG") == [["ORG"], ["ORG"]]


def test_a_known_place_stays_a_place_beside_a_bearer_of_its_name() -> None:
    assert kinds("Homs/GPE", "Dora_Homs/PERSON") == [["GPE"], ["PERSON"]]
    assert kinds("Homs/ORG", "Homs/LOC", "Homs/GPE") == [["GPE"], ["GPE"], ["GPE"]]
    assert kinds("Homs/PERSON", "Homs/PERSON", "Homs/GPE") == [["PERSON"], ["PERSON"], ["PERSON"]]


def test_dates_events_and_peoples_are_not_counted() -> None:
    assert kinds("Vellard/DATE Vellard/EVENT Vellard/NORP", "Vellard/ORG") == [["DATE", "EVENT", "NORP"], ["ORG"]]


WORDS = st.sampled_from(["Homs", "homs", "Syria", "Druze", "Vellard", "VELLARD", "Dora", "ß", "İ", "'s"])
SENTENCES = st.lists(st.tuples(st.lists(WORDS, max_size=6), st.lists(st.integers(1, 3)), st.randoms()), max_size=6)


@settings(deadline=None)
@given(SENTENCES)
def test_words_keep_their_places_and_a_name_has_one_type(drawn) -> None:
    sentences = []
    for words, lengths, chance in drawn:
        spans, at = [], 0
        for length in lengths:
            if at + length <= len(words):
                spans.append((at, at + length, chance.choice(KINDS)))
            at += length
        sentences.append((words, spans))
    found = reconciled(sentences)
    assert [[span[:2] for span in spans] for spans in found] == [[span[:2] for span in spans] for _, spans in sentences]
    types: dict[str, set[str]] = {}
    for (words, _), spans in zip(sentences, found, strict=True):
        for start, end, kind in spans:
            if kind in ("PERSON", "ORG", "GPE", "LOC"):
                types.setdefault(" ".join(words[start:end]).lower(), set()).add(kind)
    assert all(len(one) == 1 for one in types.values())
