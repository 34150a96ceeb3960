"""When and where acts take place: hand-made sentences with invented people, parsed by the bundled model."""

from functools import cache

import pytest

from onrecord.events.circumstances import Circumstances, _hours
from onrecord.language.parsed import Parsed
from onrecord.language.parser import Parser
from onrecord.records import ResolvedDate, ResolvedPlace, Source, Transcript
from onrecord.settings import Settings
from onrecord.transcripts import Reader


@cache
def parser() -> Parser:
    return Parser()


def read(sentence: str) -> tuple[Transcript, Parsed]:
    transcript = Reader()(Source(name="acts", content=f"ANNA PELL: {sentence}\n\nBEN ORR: Thank you, Anna.\n"))
    return transcript, parser()(transcript)


def around(sentence: str, trigger: str) -> tuple[ResolvedDate | None, ResolvedPlace | None]:
    """Date and place of the act that a word of a sentence names."""
    transcript, parsed = read(sentence)
    asked = Circumstances(transcript, parsed, (), (), Settings())
    word = next(token for segment in parsed.segments for token in segment.doc if token.text == trigger)
    clause = (word.sent.start, word.sent.end)
    return asked.date(word, clause), asked.place(word, clause)


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "trigger", "words"),
    [
        ("The guards met the miners on Monday.", "met", "Monday"),
        ("On Monday the minister drove to the mine and begged the miners to stop.", "begged", "Monday"),
        ("The minister told reporters on Friday that the mayor must resign.", "resign", "Friday"),
        ("The soldiers attacked a police post before dawn.", "attacked", "before dawn"),
        ("The union denounced the offer within the hour.", "denounced", "within the hour"),
        ("The minister met the guards, who had shot two miners in May.", "met", None),
    ],
)
def test_date_words_of_the_clause_of_conjuncts_and_of_the_verb_above(
    sentence: str, trigger: str, words: str | None
) -> None:
    date, _ = around(sentence, trigger)
    assert (date.words.quote if date is not None else None) == words


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "trigger", "name"),
    [
        ("Rebels attacked a convoy near Lima.", "attacked", "Lima"),
        ("An aircraft bombed the crowd at the old market of Nairobi.", "bombed", "Nairobi"),
        ("Hundreds of miners blocked the Nairobi road.", "blocked", "Nairobi"),
        ("The minister met the guards, who had shot two miners in Lima.", "met", None),
        ("Peru accused the rebels.", "accused", None),
    ],
)
def test_places_behind_a_preposition_of_place(sentence: str, trigger: str, name: str | None) -> None:
    _, place = around(sentence, trigger)
    assert (place.name if place is not None else None) == name


@pytest.mark.model
def test_the_date_of_a_dateline_is_no_date_of_an_act() -> None:
    date, _ = around("LIMA, June 15, 2031 (Polaris) - The two ministers agreed to meet again.", "agreed")
    assert date is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They left shortly before midnight.", "shortly before midnight"),
        ("It began on the tenth.", "on the tenth"),
        ("It began on the second day.", "on the second day"),
        ("It fell by first light.", "by first light"),
        ("It fell within days.", "within days"),
        ("They blocked it for nine days.", "for nine days"),
        ("In the morning they signed.", "In the morning"),
        ("They had lunch within reach.", None),
    ],
)
def test_hours_and_numbered_days(text: str, words: str | None) -> None:
    found = _hours().search(text)
    assert (found[0] if found else None) == words
