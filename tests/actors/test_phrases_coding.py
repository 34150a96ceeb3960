"""Codes of bare phrases: invented persons, and the kinds of bodies that the tables know."""

import pytest

from onrecord.actors.phrases_coding import OwnActor, PhraseCoder

CODE = PhraseCoder()
PELL = (
    OwnActor(("Mara Pell", "Pell"), "PER", "GOV", "2011", "2015-06", "own#2"),
    OwnActor(("Mara Pell", "Pell"), "PER", "LEG", "2015-07", None, "own#3"),
)


def coded(*arguments, own=()):
    codes = (PhraseCoder(own) if own else CODE)(*arguments)
    return codes.country.value, codes.sector.value


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        # the head, and what stands before it
        ("soldiers", None, "MIL"),
        ("Soldiers.", None, "MIL"),
        ("a crowd of farmers", None, "CVL"),
        ("a team of heavily armed police", None, "COP"),
        ("farm workers' families", None, "CVL"),
        ("the taxi - driving farmers", None, "AGR"),
        ("a professor of naval strategy at the University of Lima", "PER", "EDU"),
        # states by name, people, place, possessor
        ("Peruvian farmers", "PER", "AGR"),
        ("Peru ’s airlines", "PER", "BUS"),
        ("Peru’s ambassador to Poland", "PER", "GOV"),
        ("Poland's envoy in Lima", "POL", "GOV"),
        ("Lima police", "PER", "COP"),
        ("police in Lima", "PER", "COP"),
        ("a Peru-based militia", "PER", "UAF"),
        ("a Polish-backed militia in Peru", "PER", "UAF"),
        ("Polish and Peruvian troops", None, "MIL"),
        # a state or a seat alone
        ("Peru", "PER", "GOV"),
        ("LIMA", "PER", "GOV"),
        ("the White House", "USA", "GOV"),
        ("Brussels", "EUR", "GOV"),
        ("Brussels police", "BEL", "COP"),
        ("the Peruvians", "PER", None),
        ("Cusco", "PER", None),
        # titles before names
        ("General Mara Pell", None, "MIL"),
        ("General Mara Baker", None, "MIL"),
        ("Peruvian Foreign Minister Omar Pell", "PER", "GOV"),
        ("Peru's president Omar Pell", "PER", "GOV"),
        ("President Jordan Pell", None, "GOV"),
        ("Omar Pell, a judge from Peru", "PER", "JUD"),
        # offices that were held
        ("the former prime minister", None, "ELI"),
        ("Peru's former foreign minister Omar Pell", "PER", "ELI"),
        ("an ex-CIA official", "USA", "ELI"),
        ("the former farmer", None, "AGR"),
        # what belongs to a body
        ("White House officials", "USA", "GOV"),
        ("police chief", None, "COP"),
        ("spokesman for the Peruvian army", "PER", "MIL"),
        ("president of the Harbour Workers' Union", None, "LAB"),
        ("supporters of the president", None, None),
        ("adviser to the president", None, "GOV"),
        # names of bodies
        ("the IMF", "IGO", None),
        ("U.N. envoy for Peru", "UNO", "GOV"),
        ("European Union lawmakers", "EUR", "LEG"),
        ("Peruvian Army", "PER", "MIL"),
        ("Peru's Defense Ministry", "PER", "GOV"),
        ("the Polish Foreign Office", "POL", "GOV"),
        ("Harbour Bank of Peru", "PER", "BUS"),
        # no actor, or no words that say more
        ("yesterday", None, None),
        ("a demand", None, None),
        ("regions across Peru", "PER", None),
        ("he", None, None),
        ("Omar Pell", None, None),
        ("Jordan Pell", None, None),
        ("", None, None),
        ("—", None, None),
        (", ;", None, None),
    ],
)
def test_codes(phrase, country, sector):
    assert coded(phrase) == (country, sector)


def test_every_code_has_a_reason():
    codes = CODE("spokesman for the Peruvian army")
    assert codes.country.reason == "the words name the state, place or people: Peruvian"
    assert codes.sector.reason.startswith("en/actor_nouns#")
    assert codes.sector.reason.endswith(": army")
    assert "no table knows" in CODE("Omar Pell").sector.reason
    assert "denotes an actor" in CODE("a demand").country.reason
    assert CODE("he").sector.reason == "a pronoun: no words say who"
    assert CODE("Polish and Peruvian troops").country.reason == "several states: Polish, Peruvian"


def test_other_sectors_in_their_order():
    assert CODE("a former CIA official").sectors == ("SPY",)
    assert CODE("soldiers").sectors == ()


def test_short_acronyms_stand_in_capitals():
    assert coded("WHO") == ("UNO", None)
    assert coded("who") == coded("Who") == (None, None)


def test_the_context_decides_what_the_words_leave_open():
    assert coded("the minister", "Peru") == ("PER", "GOV")
    assert coded("the minister", "Peru and Poland") == (None, "GOV")
    assert coded("the Polish minister", "Peru") == ("POL", "GOV")
    assert coded("Treasury") == (None, "GOV")  # a name of several
    assert coded("Treasury", "Britain") == ("GBR", "GOV")
    assert coded("he", "Peru") == coded("a demand", "Peru") == (None, None)


class TestOwnActors:
    @pytest.mark.parametrize(
        ("date", "sector"),
        [
            ("2012-05-01", "GOV"),
            ("10 May 2012", "GOV"),
            ("2015-06-30", "GOV"),
            ("2015-07-01", "LEG"),
            ("2010-12-31", None),
            ("today", None),
            ("", None),
        ],
    )
    def test_the_date_decides(self, date, sector):
        assert coded("Mara Pell", "", date, own=PELL) == ("PER", sector)

    def test_who_held_an_office_is_of_the_elite(self):
        assert coded("Pell", "", "2020-01-01", own=PELL[:1]) == ("PER", "ELI")
        assert coded("Pell", "", "2020-01-01", own=PELL) == ("PER", "LEG")

    def test_without_a_date_one_row_will_do(self):
        assert coded("the Pell", own=PELL[:1]) == ("PER", "GOV")

    @pytest.mark.parametrize("phrase", ["MARA PELL", "Mára Pell", "Mara Pell's", "Gen. Mara Pell"])
    def test_a_name_in_any_case_with_a_title(self, phrase):
        assert coded(phrase, "", "2012-05-01", own=PELL)[0] == "PER"

    @pytest.mark.parametrize("phrase", ["Mara Pell's spokesman", "Omar Pell", "Mara", "spokesman for Mara Pell"])
    def test_a_part_of_a_name_or_somebody_beside_it_is_not_meant(self, phrase):
        assert coded(phrase, own=PELL)[0] is None

    def test_words_around_the_name_say_more_than_the_file(self):
        assert coded("former minister Mara Pell", own=PELL) == ("PER", "ELI")
        assert coded("Polish judge Mara Pell", "", "2012-05-01", own=PELL) == ("POL", "JUD")

    def test_the_file_comes_before_the_tables(self):
        own = (OwnActor(("Peruvian Army",), "PER", "REB", None, None, "own#2"),)
        assert coded("the Peruvian Army", own=own) == ("PER", "REB")

    def test_what_the_file_leaves_open_the_words_say(self):
        own = (OwnActor(("Harbour Bank",), "PER", None, None, None, "own#2"),)
        assert coded("Harbour Bank", own=own) == ("PER", "BUS")


def test_long_phrases_are_no_trouble():
    assert coded("Peruvian " + "soldiers " * 30_000) == ("PER", "MIL")
    assert coded("of " * 30_000) == (None, None)
