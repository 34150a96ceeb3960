"""Which phrases name the same, on hand-made trees: a wrong merge is worse than a missed one."""

import pytest
from parses import Sentence, document

from onrecord.actors.phrases import Finder
from onrecord.actors.resolver import Resolver
from onrecord.language.parsed import Mention, Parsed

Voice = tuple[str, str, str]


def groups(*sentences: Sentence, voices: tuple[Voice, ...] = (), chains: tuple = ()) -> list[list[str]]:
    """The phrases of each referent, in the order of the text."""
    return grouped(document(*sentences, chains=chains)[0], voices)


def grouped(parsed: Parsed, voices: tuple[Voice, ...] = ()) -> list[list[str]]:
    found = []
    for referent in Resolver(parsed, parsed.grammar)(Finder(parsed.grammar)(parsed), voices):
        phrases = sorted(referent.phrases, key=lambda phrase: (phrase.segment, phrase.span.start))
        assert len(referent.reasons) == len(phrases)
        assert all(referent.reasons)
        voice = [f"({referent.speaker})"] if referent.speaker else []
        found.append([*voice, *(phrase.span.text for phrase in phrases)])
    return sorted(found)


def said(name: str, kind: str = "PERSON") -> Sentence:
    """A sentence of somebody who spoke: "President Pell spoke." """
    *before, last = name.split()
    words = " ".join(f"{word}/NNP" for word in name.split())
    if kind == "PERSON" and before and before[0] == "President":
        flat = [f"flat<{before[1]}"] if len(before) > 1 else []
        places = ["compound<" + (before[1] if len(before) > 1 else last), "nsubj<spoke", *flat]
        entity = name.removeprefix("President ")
    else:
        places = ["nsubj<spoke", *(f"flat<{name.split(maxsplit=1)[0]}" for _ in name.split()[1:])]
        entity = name
    return f"{words} spoke/VBD:speak ./.", f"{' '.join(places)} root punct<spoke", f"{entity} {kind}"


THE_PRESIDENT = ("The/DT president/NN left/VBD:leave ./.", "det<president nsubj<left root punct<left")
THE_ENVOY = ("The/DT envoy/NN left/VBD:leave ./.", "det<envoy nsubj<left root punct<left")


def test_a_surname_of_two_is_the_one_last_spoken_of() -> None:
    found = groups(said("Mara Pell"), said("Omar Pell"), said("Pell"), said("Mara Pell"), said("Pell"))
    assert found == [["Mara Pell", "Mara Pell", "Pell"], ["Omar Pell", "Pell"]]


def test_a_surname_before_two_full_names_is_neither() -> None:
    assert groups(said("Pell"), said("Mara Pell"), said("Omar Pell")) == [["Mara Pell"], ["Omar Pell"], ["Pell"]]


def test_a_surname_is_the_only_person_of_that_name() -> None:
    assert groups(said("Mara Pell"), said("Pell"), said("Holt")) == [["Holt"], ["Mara Pell", "Pell"]]


def test_a_surname_before_the_full_name_is_found_too() -> None:
    assert groups(said("Pell"), said("Mara Pell")) == [["Pell", "Mara Pell"]]


def test_a_first_name_is_the_only_person_of_that_name() -> None:
    assert groups(said("Mara Pell"), said("Mara")) == [["Mara Pell", "Mara"]]


def test_two_full_names_never_merge() -> None:
    assert groups(said("Mara Pell"), said("Mara Holt")) == [["Mara Holt"], ["Mara Pell"]]


def test_a_middle_name_may_be_left_out() -> None:
    assert groups(said("Mara Ann Pell"), said("Mara Pell")) == [["Mara Ann Pell", "Mara Pell"]]


def test_a_title_is_no_part_of_the_name() -> None:
    assert groups(said("Mara Pell"), said("President Pell")) == [["Mara Pell", "President Pell"]]


def test_accents_and_case_do_not_part_a_name() -> None:
    assert groups(said("Mára Péll"), said("MARA PELL")) == [["Mára Péll", "MARA PELL"]]


def test_a_voice_is_named_by_its_surname() -> None:
    voices = (("v1", "Mara Pell", ""), ("v2", "Ben Holt", ""))
    assert groups(said("Pell"), voices=voices) == [["(v1)", "Pell"], ["(v2)"]]


def test_two_voices_of_one_surname_stay_two() -> None:
    voices = (("v1", "Mara Pell", ""), ("v2", "Omar Pell", ""))
    assert groups(said("Pell"), voices=voices) == [["(v1)"], ["(v2)"], ["Pell"]]


def test_a_person_is_no_body() -> None:
    assert groups(said("Mara Pell"), said("Pell", "ORG")) == [["Mara Pell"], ["Pell"]]


def test_an_acronym_is_the_body_with_these_initials() -> None:
    found = groups(said("Velmark Workers Union", "ORG"), said("VWU", "ORG"), said("VWX", "ORG"))
    assert found == [["VWX"], ["Velmark Workers Union", "VWU"]]


def test_a_part_of_a_body_s_name_is_the_body_if_it_is_the_only_one() -> None:
    assert groups(said("Velmark Workers Union", "ORG"), said("Velmark", "ORG")) == [
        ["Velmark Workers Union", "Velmark"]
    ]
    found = groups(said("Velmark Workers Union", "ORG"), said("Velmark Teachers Union", "ORG"), said("Velmark", "ORG"))
    assert len(found) == 3


def test_other_names_of_a_body_of_the_tables_are_one() -> None:
    found = groups(said("World Food Programme", "ORG"), said("WFP", "ORG"))
    assert found == [["World Food Programme", "WFP"]]


@pytest.mark.parametrize(("name", "kind"), [("WHO", "ORG"), ("US", "GPE"), ("IT", "ORG")])
def test_a_name_in_capitals_is_no_pronoun(name: str, kind: str) -> None:
    assert groups(said(name, kind)) == [[name]]


def test_a_state_its_seat_and_its_government_are_one() -> None:
    government = (
        "The/DT French/JJ government/NN left/VBD:leave ./.",
        "det<government amod<government nsubj<left root punct<left",
    )
    found = groups(said("France", "GPE"), (*government, "French NORP"), said("Spain", "GPE"))
    assert found == [["France", "French government"], ["Spain"]]


@pytest.mark.parametrize("noun", ["authorities/NNS", "planes/NNS", "artillery/NN"])
def test_what_acts_for_a_state_is_the_state(noun: str) -> None:
    word = noun.partition("/")[0]
    tree = f"The/DT French/JJ {noun} left/VBD:leave ./.", f"det<{word} amod<{word} nsubj<left root punct<left"
    assert groups(said("France", "GPE"), (*tree, "French NORP")) == [["France", f"French {word}"]]


def test_a_government_called_after_its_leader_is_the_state() -> None:
    leader = (
        "French/JJ President/NNP Mara/NNP Pell/NNP spoke/VBD:speak ./.",
        "amod<Mara compound<Mara nsubj<spoke flat<Mara root punct<spoke",
        "Mara Pell PERSON",
    )
    tree = (
        "The/DT Pell/NNP government/NN left/VBD:leave ./.",
        "det<government compound<government nsubj<left root punct<left",
        "Pell PERSON",
    )
    found = groups(said("France", "GPE"), leader, tree)
    assert found == [["France", "Pell government"], ["French President Mara Pell"]]


def test_a_machine_by_its_model_is_its_state_s() -> None:
    tree = "The/DT Greek/JJ F-16s/NNPS left/VBD:leave ./.", "det<F-16s amod<F-16s nsubj<left root punct<left"
    assert groups(said("Greece", "GPE"), (*tree, "Greek F-16s ORG")) == [["Greece", "Greek F-16s"]]


def test_planes_of_nobody_are_no_actor() -> None:
    assert groups(("The/DT planes/NNS left/VBD:leave ./.", "det<planes nsubj<left root punct<left")) == []


@pytest.mark.parametrize("label", ["NORP", "PERSON", "ORG"])
def test_all_of_a_people_are_their_state(label: str) -> None:
    the = "The/DT Russians/NNPS left/VBD:leave ./.", "det<Russians nsubj<left root punct<left", f"Russians {label}"
    some = "Russians/NNPS left/VBD:leave ./.", "nsubj<left root punct<left", f"Russians {label}"
    assert groups(said("Russia", "GPE"), the, some) == [["Russia", "Russians"], ["Russians"]]


def test_a_name_that_is_a_noun_is_a_name_behind_a_title() -> None:
    tree = (
        "Attorney/NNP General/NNP Porter/NNP left/VBD:leave ./.",
        "compound<General compound<Porter nsubj<left root punct<left",
        "Porter PERSON",
    )
    assert groups(said("Mara Porter"), tree) == [["Mara Porter", "Attorney General Porter"]]


# Nouns


def test_a_noun_beside_a_name_is_the_same() -> None:
    words = "Pell/NNP ,/, the/DT envoy/NN ,/, spoke/VBD:speak ./."
    places = "nsubj<spoke punct<envoy det<envoy appos<Pell punct<envoy root punct<spoke"
    assert groups((words, places, "Pell PERSON")) == [["Pell", "envoy"]]


def test_a_noun_that_is_said_of_a_name_is_the_same() -> None:
    words, places = "Pell/NNP is/VBZ:be the/DT envoy/NN ./.", "nsubj<envoy cop<envoy det<envoy root punct<envoy"
    assert groups((words, places, "Pell PERSON")) == [["Pell", "envoy"]]


def test_a_noun_that_is_denied_of_a_name_is_another() -> None:
    words = "Pell/NNP is/VBZ:be not/RB the/DT envoy/NN ./."
    places = "nsubj<envoy cop<envoy advmod<envoy det<envoy root punct<envoy"
    assert groups((words, places, "Pell PERSON")) == [["Pell"], ["envoy"]]


def test_the_president_is_the_one_called_so() -> None:
    assert groups(said("President Pell"), said("Holt"), THE_PRESIDENT) == [["Holt"], ["President Pell", "president"]]


def test_of_two_presidents_it_is_the_last_before() -> None:
    found = groups(said("President Pell"), said("President Holt"), THE_PRESIDENT, said("Pell"))
    assert found == [["President Holt", "president"], ["President Pell", "Pell"]]


def test_a_title_that_nobody_has_is_its_own() -> None:
    assert groups(said("President Pell"), THE_ENVOY) == [["President Pell"], ["envoy"]]


def test_several_are_not_the_one() -> None:
    both = ("Both/DT presidents/NNS:president left/VBD:leave ./.", "det<presidents nsubj<left root punct<left")
    assert len(groups(said("President Pell"), both)) == 2


def test_equal_descriptions_are_one() -> None:
    police = ("The/DT police/NNS left/VBD:leave ./.", "det<police nsubj<left root punct<left")
    local = ("The/DT local/JJ police/NNS left/VBD:leave ./.", "det<police amod<police nsubj<left root punct<left")
    assert groups(local, police, THE_ENVOY) == [["envoy"], ["local police", "police"]]


# Chains of the model

ENVOY = Mention(2, 1, 2)


def test_a_chain_joins_a_noun_to_its_name() -> None:
    chain = (Mention(0, 0, 1), ENVOY)
    assert groups(said("Pell"), said("Holt"), THE_ENVOY, chains=(chain,)) == [["Holt"], ["Pell", "envoy"]]


def test_a_chain_that_joins_two_names_joins_nothing() -> None:
    chain = (Mention(0, 0, 1), Mention(1, 0, 1), ENVOY)
    assert groups(said("Pell"), said("Holt"), THE_ENVOY, chains=(chain,)) == [["Holt"], ["Pell"], ["envoy"]]


def test_a_chain_does_not_make_a_person_of_several() -> None:
    miners = ("The/DT miners/NNS:miner left/VBD:leave ./.", "det<miners nsubj<left root punct<left")
    chain = (Mention(0, 0, 1), Mention(1, 1, 2))
    assert groups(said("Pell"), miners, chains=(chain,)) == [["Pell"], ["miners"]]


@pytest.mark.parametrize("sentences", [(), (("left/VBD:leave ./.", "root punct<left"),)])
def test_where_nobody_is_named_there_is_nobody(sentences: tuple[Sentence, ...]) -> None:
    assert groups(*sentences) == []
