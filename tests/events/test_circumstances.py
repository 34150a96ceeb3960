"""When and where acts take place: hand-made sentences with invented people, parsed by the bundled model."""

import re
from functools import cache

import pytest

from onrecord.events.circumstances import Circumstances, _hours, chosen
from onrecord.events.scenes import Candidate, Site
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


def around(sentence: str, trigger: str, kind: str = "CONSULT") -> tuple[ResolvedDate | None, ResolvedPlace | None]:
    """Date and place of the act, of a PLOVER type, that a word of some sentences names."""
    transcript, parsed = read(sentence)
    asked = Circumstances(transcript, parsed, (), (), Settings())
    word = next(token for segment in parsed.segments for token in segment.doc if token.text == trigger)
    clause = (word.sent.start, word.sent.end)
    return asked.date(word, clause), asked.place(word, kind)


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
    ("sentence", "trigger", "kind", "name"),
    [
        ("Rebels attacked a convoy near Lima.", "attacked", "ASSAULT", "Lima"),
        ("An aircraft bombed the crowd at the old market of Nairobi.", "bombed", "ASSAULT", "Nairobi"),
        ("Hundreds of miners blocked the Nairobi road.", "blocked", "PROTEST", "Nairobi"),
        ("The minister met the guards, who had shot two miners in Lima.", "met", "CONSULT", None),
        ("Peru accused the rebels.", "accused", "ACCUSE", None),
        ("Rebels stormed a market in Nairobi. They shot two people there.", "shot", "ASSAULT", "Nairobi"),
        ("The minister flew home from Lima. The next day he accused the union.", "accused", "ACCUSE", None),
        (
            "The deal was made in Lima. It is a bad deal. Nobody in the ministry read it. So they struck.",
            "struck",
            "PROTEST",
            None,
        ),
    ],
)
def test_the_place_of_an_act_is_the_likeliest_one_named_or_none(
    sentence: str, trigger: str, kind: str, name: str | None
) -> None:
    _, place = around(sentence, trigger, kind)
    assert (place.name if place is not None else None) == name


@pytest.mark.model
def test_the_reason_of_a_place_says_where_it_is_named_and_its_share() -> None:
    _, place = around("Rebels attacked a convoy near Lima.", "attacked", "ASSAULT")
    assert place is not None
    assert re.search(r"Named in the clause of the act, its place by 0\.[0-9]{2} of 1\.$", place.reason)


@pytest.mark.model
def test_a_greater_least_share_leaves_more_acts_without_a_place() -> None:
    transcript, parsed = read("Rebels attacked a convoy near Lima.")
    word = next(token for segment in parsed.segments for token in segment.doc if token.text == "attacked")
    asked = Circumstances(transcript, parsed, (), (), Settings(place_share=0.99))
    assert asked.place(word, "ASSAULT") is None


def test_shares_of_all_mentions_of_a_name_count_together() -> None:
    one, again, other = (named("lima"), named("lima"), named("quito"))
    best, share = chosen((one, again, other), (0.2, 0.3, 0.4))
    assert best is again
    assert share == 0.5
    assert chosen((), ()) == (None, 0.0)


def named(name: str) -> Candidate:
    """A candidate of which only the name counts."""
    site = object.__new__(Site)
    object.__setattr__(site, "name", name)
    return Candidate(site, (), "in the clause of the act")


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
