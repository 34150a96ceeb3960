"""The signs that stand between an act and the places named: invented sentences, parsed by the bundled model."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_circumstances import read

from onrecord.events.circumstances import Circumstances
from onrecord.events.scenes import Candidate
from onrecord.settings import Settings


def candidates(text: str, trigger: str, kind: str = "COERCE") -> dict[str, Candidate]:
    """The candidates of the act that a word names, by their names; the last mention of each."""
    transcript, parsed = read(text)
    asked = Circumstances(transcript, parsed, (), (), Settings())
    word = next(token for segment in parsed.segments for token in segment.doc if token.text == trigger)
    return {one.site.name: one for one in asked.scenes.candidates(word, kind)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "signs"),
    [
        (
            "Police arrested ten people in Lima.",
            "arrested",
            {"in its clause", "act COERCE", "act of quad 4", "named once"},
        ),
        ("In Lima, police arrested ten people.", "arrested", {"in its clause", "opens its sentence", "the city known"}),
        ("They drove to Lima. Police arrested ten people.", "arrested", {"one sentence before", "before, whither"}),
        ("It rained in Lima. They arrested ten people there.", "arrested", {"“there” for it", "a scene before"}),
        ("It rained in Lima. They may arrest ten people.", "arrest", {"is not said to be done", "last named"}),
        ("Pell met the guards, who had served in Lima.", "met", {"in a clause below the act"}),
        ("Pell flew to Lima to meet the guards.", "meet", {"in a clause around the act"}),
    ],
)
def test_signs_say_where_a_place_stands(text: str, trigger: str, signs: set[str]) -> None:
    assert signs <= set(candidates(text, trigger)["lima"].signs)


@pytest.mark.model
def test_an_envoy_who_is_called_home_stands_beside_the_place() -> None:
    found = candidates("Chile recalled its ambassador from Lima.", "recalled", "SANCTION")
    assert "beside an envoy" in found["lima"].signs


@pytest.mark.model
def test_governments_and_places_named_later_are_no_candidates() -> None:
    found = candidates("Peru accused the rebels. Then it rained in Lima.", "accused", "ACCUSE")
    assert not found


@pytest.mark.model
def test_of_the_places_before_only_the_last_names_are_candidates() -> None:
    text = "They saw Lima. They saw Nairobi. They saw Cairo. They saw Oslo. They saw Madrid. The guards arrested them."
    assert set(candidates(text, "arrested")) == {"nairobi", "cairo", "oslo", "madrid"}


@pytest.mark.model
def test_a_candidate_says_where_it_is_named() -> None:
    found = candidates("They drove to Lima. It rained. Police arrested ten people in Cairo.", "arrested")
    assert {name: one.named for name, one in found.items()} == {
        "lima": "2 sentences before",
        "cairo": "in the clause of the act",
    }
