"""Actors of a user's own list, in documents of hand-made trees: who is meant, when, and what the list then says."""

import pytest
from parses import Sentence, document

from onrecord.actors import Identifier
from onrecord.actors.listed import Listed, OwnActor
from onrecord.records import Actor, Evidence, Given
from onrecord.settings import ActorList, Settings
from onrecord.transcripts import Reader
from onrecord.transcripts.read import source_of

HEAD = "name\taliases\tcountry\tsector\tfrom\tto\n"
PELL = "Mara Pell\tMadam Bridge;Pell\tPER\tGOV\t2011\t2015-06\n"
LATER = "Mara Pell\tMadam Bridge;Pell\tPER\tOPP\t2015-07\t\n"
DAM = "Harbour Dam Front\tHDF\tPOL\tUAF\t\t\n"


def said(name: str, kind: str = "PERSON") -> Sentence:
    """A sentence of somebody who spoke."""
    first, *others = name.split()
    places = ["nsubj<spoke", *(f"flat<{first}" for _ in others)]
    words = " ".join(f"{word}/NNP" for word in name.split())
    return f"{words} spoke/VBD:speak ./.", f"{' '.join(places)} root punct<spoke", f"{name} {kind}"


def actors(rows: str, *sentences: Sentence, date: str | None = None) -> dict[str, Actor]:
    parsed, text = document(*sentences)
    settings = Settings(actors=ActorList.of("own.tsv", HEAD + rows) if rows else None)
    transcript = Reader(settings)(source_of(text, Given(date=date)))
    assert transcript.document.text == text
    return {actor.key: actor for actor in Identifier(settings)(transcript, parsed)[1]}


def codes(actor: Actor) -> tuple[str | None, str | None]:
    return actor.country.value, actor.sector.value


def test_the_list_gives_country_and_sector_and_names_its_row() -> None:
    pell = actors(DAM + PELL, said("Mara Pell"), date="2012-03-01")["mara-pell"]
    assert codes(pell) == ("PER", "GOV")
    assert pell.country.reason == pell.sector.reason == "listed: own.tsv row 3"
    assert (pell.country.score, pell.sector.score, pell.country.evidence) == (None, None, pell.evidence)
    assert str(pell.made_by) == "lexicon:own.tsv#3"


def test_without_a_list_nothing_changes() -> None:
    pell = actors("", said("Mara Pell"))["mara-pell"]
    assert codes(pell) == (None, None)
    assert str(pell.made_by) == "rule:identify"


@pytest.mark.parametrize("name", ["MARA PELL", "mara pell", "Mára Pell"])
def test_capitals_and_accents_make_no_difference(name: str) -> None:
    assert codes(actors(PELL, said(name), date="2012-03-01")["mara-pell"]) == ("PER", "GOV")


def test_a_surname_is_no_full_name() -> None:
    found = actors("Mara Pell\t\tPER\tGOV\t\t\n", said("Pell"))
    assert codes(found["pell"]) == (None, None)


def test_a_listed_surname_is_no_person_of_another_first_name() -> None:
    found = actors(PELL, said("Omar Pell"), said("Pell"))
    assert list(found) == ["omar-pell"]
    assert codes(found["omar-pell"]) == (None, None)


@pytest.mark.parametrize(
    ("date", "sector", "reason"),
    [
        ("2011-01-01", "GOV", "listed: own.tsv row 2"),
        ("2015-06-30", "GOV", "listed: own.tsv row 2"),
        ("2015-07-01", "OPP", "listed: own.tsv row 3"),
        ("2010-12-31", None, "no word of the text or the tables says its sector"),
    ],
)
def test_the_date_of_the_document_decides(date: str, sector: str | None, reason: str) -> None:
    pell = actors(PELL + LATER, said("Mara Pell"), date=date)["mara-pell"]
    assert (pell.sector.value, pell.sector.reason) == (sector, reason)


def test_without_a_date_two_rows_that_differ_say_nothing() -> None:
    pell = actors(PELL + LATER, said("Mara Pell"))["mara-pell"]
    assert codes(pell) == ("PER", None)  # of the state, the two rows say the same
    assert pell.country.reason == "listed: own.tsv rows 2 and 3"
    assert pell.sector.reason.endswith("; listed: own.tsv rows 2 and 3 differ and both fit, so neither counts")
    assert str(pell.made_by) == "rule:identify"


def test_a_row_with_a_time_that_runs_comes_before_one_without() -> None:
    pell = actors("Mara Pell\t\tPOL\tBUS\t\t\n" + PELL, said("Mara Pell"), date="2012-03-01")["mara-pell"]
    assert codes(pell) == ("PER", "GOV")


def test_an_empty_cell_leaves_what_the_text_says() -> None:
    row = "Harbour Workers Union\t\tPER\t\t\t\n"
    union = actors(row, said("Harbour Workers Union", "ORG"))["harbour-workers-union"]
    assert codes(union) == ("PER", "LAB")
    assert not union.sector.reason.startswith("listed")


def test_an_alias_alone_is_known_under_the_listed_name() -> None:
    front = actors(DAM, said("HDF", "ORG"))["harbour-dam-front"]
    assert (front.name, front.country.value) == ("Harbour Dam Front", "POL")
    assert front.reason == "a name of its own; listed: own.tsv row 2: HDF"


def test_a_fuller_name_of_the_text_stays() -> None:
    row = "HDF\tNew Harbour Dam Front\tPOL\tUAF\t\t\n"
    front = actors(row, said("New Harbour Dam Front", "ORG"))["new-harbour-dam-front"]
    assert front.country.value == "POL"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_listed_names_of_one_are_one_actor(order: tuple[int, int]) -> None:
    sentences = (said("Mara Pell"), said("Madam Bridge"))
    (pell,) = actors(PELL, *(sentences[at] for at in order)).values()
    assert (pell.name, codes(pell)) == ("Mara Pell", ("PER", "GOV"))
    assert len(pell.aliases) == 2


def test_namesakes_are_kept_apart() -> None:
    rows = "Mara Pell\tThe Bridge\tPER\tGOV\t\t\nOmar Orr\tThe Bridge\tPOL\tBUS\t\t\n"
    bridge = actors(rows, said("Bridge"))["bridge"]
    assert codes(bridge) == (None, None)
    assert bridge.country.reason.endswith("rows 2 and 3 differ and both fit, so neither counts")


def test_a_title_before_a_name_is_no_part_of_it() -> None:
    row = OwnActor(("Mara Pell",), "PER", None, None, None, "own.tsv#2")
    where = Evidence.of("President Mara Pell", 0, 19)
    assert Listed((row,)).fitting([("President Mara Pell", where)], is_person=True, day=None) is not None
    assert Listed((row,)).fitting([("President Mara Pell", where)], is_person=False, day=None) is None


def test_the_digest_of_the_settings_tells_lists_apart() -> None:
    one, other = (Settings(actors=ActorList.of("own.tsv", HEAD + rows)) for rows in (PELL, DAM))
    assert len({one.digest, other.digest, Settings().digest}) == 3
    assert "Mara" not in one.model_dump_json()
