"""Listed names in the text: found as a phrase whatever the model holds for a name, and composed in longer phrases."""

import pytest
import spacy
from parses import Sentence, document

from onrecord.actors import Identifier
from onrecord.actors.spotted import Spotter, entities
from onrecord.records import Actor, Given
from onrecord.settings import ActorList, Settings
from onrecord.transcripts import Reader
from onrecord.transcripts.read import source_of

HEAD = "name\taliases\tcountry\tsector\tfrom\tto\n"
ARDAN = "Ardan\tGrey Harbour\tARD\t\t\t\n"
VELM = "Velm\t\tVLM\t\t\t\n"
FRONT = "Reed Front\t\tARD\tREB\t\t\n"


def found(text: str, *names: str) -> list[tuple[str, str]]:
    """The words found and the names that they are."""
    return [(span.text, span.kb_id_) for span in Spotter(names).names(spacy.blank("en")(text))]


def actors(rows: str, *sentences: Sentence, date: str | None = None) -> dict[str, Actor]:
    parsed, text = document(*sentences)
    settings = Settings(actors=ActorList.of("own.tsv", HEAD + rows))
    transcript = Reader(settings)(source_of(text, Given(date=date)))
    return {actor.key: actor for actor in Identifier(settings)(transcript, parsed)[1]}


def codes(actor: Actor) -> tuple[str | None, str | None]:
    return actor.country.value, actor.sector.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ardan fleet left.", ["Ardan"]),
        ("Ardan's fleet left.", ["Ardan"]),
        ("Four Ardans left.", ["Ardans"]),
        ("Two Ardanians met an Ardani envoy.", ["Ardanians", "Ardani"]),
        ("The ardan is a bird.", []),
        ("Ardanov left.", []),
        ("They sailed to Grey\nHarbour.", ["Grey\nHarbour"]),
        ("Grey, Harbour and Reed.", []),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, words: list[str]) -> None:
    assert [word for word, _ in found(text, "Ardan", "Grey Harbour")] == words


def test_the_longest_name_counts() -> None:
    assert found("The Reed Front of Ardan left.", "Reed", "Reed Front", "Ardan") == [
        ("Reed Front", "Reed Front"),
        ("Ardan", "Ardan"),
    ]


def test_a_name_in_lower_case_is_found_in_any_case() -> None:
    assert [word for word, _ in found("The Reed front met the REED FRONT.", "reed front")] == [
        "Reed front",
        "REED FRONT",
    ]


def test_an_article_of_the_list_must_stand_in_the_text() -> None:
    assert found("the Bridge met Bridge.", "The Bridge") == [("Bridge", "The Bridge")]


def test_the_people_of_another_place_are_not_those_of_a_listed_one() -> None:
    assert found("Nigerians met Niger.", "Niger") == [("Niger", "Niger")]


def test_no_list_finds_nothing() -> None:
    assert found("Ardan met Velm.") == []


def test_a_fuller_name_of_the_model_stays() -> None:
    parsed, _ = document(
        ("Omar/NNP Pell/NNP spoke/VBD:speak ./.", "nsubj<spoke flat<Omar root punct<spoke", "Omar Pell PERSON")
    )
    doc = parsed.segments[0].doc
    assert Spotter(["Pell"]).names(doc) == []
    assert [one.text for one in entities(doc, [])] == ["Omar Pell"]


def test_a_name_that_the_model_misses_is_an_actor() -> None:
    sentence = ("Ardan/NNP attacked/VBD:attack Velm/NNP ./.", "nsubj<attacked root obj<attacked punct<attacked")
    known = actors(ARDAN + VELM, sentence)
    assert (codes(known["ardan"])[0], codes(known["velm"])[0]) == ("ARD", "VLM")


def test_a_name_before_a_noun_gives_it_its_state() -> None:
    sentence = ("Ardan/NNP soldiers/NNS:soldier left/VBD:leave ./.", "compound<soldiers nsubj<left root punct<left")
    soldiers = actors(ARDAN, sentence)["ardan-soldiers"]
    assert codes(soldiers) == ("ARD", "MIL")
    assert soldiers.country.reason == "listed: own.tsv row 2"


def test_a_body_of_the_list_gives_its_spokesman_its_sector() -> None:
    sentence = (
        "Reed/NNP Front/NNP spokesmen/NNS:spokesman left/VBD:leave ./.",
        "compound<Front compound<spokesmen nsubj<left root punct<left",
    )
    assert codes(actors(FRONT, sentence)["reed-front-spokesmen"]) == ("ARD", "REB")


def test_of_two_names_the_one_before_the_noun_counts() -> None:
    sentence = (
        "Ardan/NNP soldiers/NNS:soldier in/IN Velm/NNP left/VBD:leave ./.",
        "compound<soldiers nsubj<left case<Velm nmod<soldiers root punct<left",
    )
    (soldiers,) = actors(ARDAN + VELM, sentence).values()
    assert codes(soldiers) == ("ARD", "MIL")


def test_state_title_and_name_are_one_person() -> None:
    sentence = (
        "Ardan/NNP President/NNP Mara/NNP Pell/NNP left/VBD:leave ./.",
        "nsubj<left nmod:desc<Ardan flat<Ardan flat<Ardan root punct<left",
        "Ardan PERSON",
        "Mara Pell PERSON",
    )
    (pell,) = actors(ARDAN, sentence).values()
    assert (pell.name, codes(pell)) == ("Mara Pell", ("ARD", "GOV"))


def test_two_names_of_a_row_are_one_actor() -> None:
    first = ("Ardan/NNP left/VBD:leave ./.", "nsubj<left root punct<left")
    second = ("Grey/NNP Harbour/NNP left/VBD:leave ./.", "compound<Harbour nsubj<left root punct<left")
    (ardan,) = actors(ARDAN, first, second).values()
    assert (ardan.country.value, len(ardan.aliases)) == ("ARD", 2)
