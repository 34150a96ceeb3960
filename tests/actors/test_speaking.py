"""For whom an actor speaks, on hand-made trees: by an office, a verb of leading, a name with its body, a state."""

import pytest
from parses import Sentence, document

from onrecord.actors import Identifier
from onrecord.records import Code, Given
from onrecord.transcripts import Reader
from onrecord.transcripts.read import source_of

UNION = (
    "The/DT Harbour/NNP Union/NNP met/VBD:meet ./.",
    "det<Union compound<Union nsubj<met root punct<met",
    "Harbour Union ORG",
)
PERU = ("Peru/NNP voted/VBD:vote ./.", "nsubj<voted root punct<voted", "Peru GPE")


def speaks_for(key: str, *sentences: Sentence) -> Code:
    parsed, text = document(*sentences)
    transcript = Reader()(source_of(text, Given()))
    return next(actor.speaks_for for actor in Identifier()(transcript, parsed)[1] if actor.key == key)


OF = (
    "The/DT leader/NN of/IN the/DT Harbour/NNP Union/NNP spoke/VBD:speak ./.",
    "det<leader nsubj<spoke case<Union det<Union compound<Union nmod<leader root punct<spoke",
    "Harbour Union ORG",
)
LEADS = (
    "Mara/NNP Pell/NNP leads/VBZ:lead the/DT Harbour/NNP Union/NNP ./.",
    "nsubj<leads flat<Mara root det<Union compound<Union obj<leads punct<leads",
    "Mara Pell PERSON",
    "Harbour Union ORG",
)
LEFT = ("Mara/NNP Pell/NNP left/VBD:leave ./.", "nsubj<left flat<Mara root punct<left", "Mara Pell PERSON")
FORMER = (
    "The/DT former/JJ leader/NN of/IN the/DT Harbour/NNP Union/NNP spoke/VBD:speak ./.",
    "det<leader amod<leader nsubj<spoke case<Union det<Union compound<Union nmod<leader root punct<spoke",
    "Harbour Union ORG",
)


def test_an_office_is_of_the_body_behind_it() -> None:
    code = speaks_for("leader-of-the-harbour-union", UNION, OF)
    assert code.value == "harbour-union"
    assert code.reason.startswith("en/speaking#")
    assert (code.evidence is not None, code.score) == (True, None)


def test_who_leads_a_body_speaks_for_it() -> None:
    code = speaks_for("mara-pell", UNION, LEADS)
    assert (code.value, code.reason.rpartition(": ")[2]) == ("harbour-union", "leads it")


@pytest.mark.parametrize(("key", "sentence"), [("former-leader-of-the-harbour-union", FORMER), ("mara-pell", LEFT)])
def test_who_held_an_office_or_none_speaks_for_nobody(key: str, sentence: Sentence) -> None:
    assert speaks_for(key, UNION, sentence) == Code(value=None, reason="no words say so")


def test_a_minister_speaks_for_the_state_that_is_named() -> None:
    minister = (
        "The/DT Peruvian/JJ minister/NN left/VBD:leave ./.",
        "det<minister amod<minister nsubj<left root punct<left",
        "Peruvian NORP",
    )
    assert speaks_for("peruvian-minister", PERU, minister).value == "peru"


def test_a_minister_of_no_named_state_is_a_guess() -> None:
    minister = ("The/DT minister/NN left/VBD:leave ./.", "det<minister nsubj<left root punct<left")
    code = speaks_for("minister", PERU, minister)
    assert (code.value, code.score, code.evidence) == ("peru", 0.55, None)
