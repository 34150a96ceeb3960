"""Why records are as they are, over a document made by hand; no model but where it is marked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from layers import ASKS, CODED, DRIVERS, HEARSAY, MAYOR, ORR, PELL, SAYS, SHUTS, THINKS, TOLD, TRANSCRIPT, words
from onrecord.errors import UsageError
from onrecord.exports.explained import Explanation, explain, ids, matching
from onrecord.exports.explained.reasons import meaning
from onrecord.lexicons import table
from onrecord.records import CodedDocument, Event, EventStatus, Maker, by_model, by_rule
from onrecord.settings import Settings

ROOT = Path(__file__).parents[2]
GENERIC = re.compile(r"\bby rule\b|\bNone\b|\{\w*\}|  ")


def text(told: Explanation, title: str) -> str:
    """The text of the first part with a title."""
    return next(part.text for part in told.parts if part.title == title)


def all_text(told: Explanation, title: str) -> str:
    return "\n".join(part.text for part in told.parts if part.title == title)


BOUNDS = Settings(event_status=0.8, event_corrects=0.8)


def told_of(event: Event, settings: Settings = BOUNDS) -> Explanation:
    others = tuple(one for one in CODED.events if one.id != event.id)
    return explain(replace(CODED, events=(event, *others)), event.id, settings)


def row_of(lemma: str, kind: str, needs: str = "") -> str:
    """A row of the pattern tables, found by what it says, so that a new row above it changes no test."""
    names = ("force", "pressure", "words", "cooperation")
    rows = (row for name in names for row in table(f"plover/patterns_{name}"))
    return next(row.id for row in rows if (row["lemma"], row["type"]) == (lemma, kind) and needs in row["needs"])


CUE = next(row.id for row in table("en/cues") if (row["cue"], row["pos"]) == ("say", "verb"))
SAID = replace(SAYS, reason=f"{CUE}:clause", made_by=by_rule(f"{CUE}:clause"))


def complaints(told: Explanation, document: str) -> list[str]:
    """What is wrong with the parts of an explanation: empty, generic, a quotation that is not in its place."""
    found = [part.title for part in told.parts if len(part.text) < 25 or GENERIC.search(part.text)]
    evidence = [one for part in told.parts for one in part.evidence]
    return found + [one.quote for one in evidence if document[one.start : one.end] != one.quote]


# Events


def test_an_event_says_its_code_its_row_and_its_words() -> None:
    row = row_of("tell", "REQUEST", "infinitive")
    told = told_of(
        replace(ASKS, reason=f"{row}; roles default > object; planned: its verb is future", made_by=by_rule(row))
    )
    assert told.headline == "Omar Pell and Drivers → REQUEST → mayor, planned"
    assert text(told, "What is coded").startswith(
        "The word “told” is coded REQUEST. PLOVER: Asks for, demands or orders"
    )
    made = next(part for part in told.parts if part.title == "What made it")
    assert "reads the verb “tell” as REQUEST" in made.text
    assert "an infinitive behind it" in made.text
    assert "Its example:" in made.text
    assert (made.rule, made.evidence[0]) == (row, ASKS.trigger)
    assert "in turn 1, which Ada Lindt speaks (host)" in text(told, "The words")


def test_the_roles_of_an_event_have_words_place_and_mention() -> None:
    row = row_of("tell", "REQUEST", "infinitive")
    told = told_of(replace(ASKS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row)))
    doers = [part for part in told.parts if part.title == "Who does it"]
    assert [part.evidence[0].quote for part in doers] == ["minister", "Drivers"]
    assert "Omar Pell. The noun “minister” is a name that no earlier name" in doers[0].text
    assert "as the subject of “told”" in doers[0].text
    receiver = next(part for part in told.parts if part.title == "To whom")
    assert receiver.evidence == (words("mayor", after="told"),)


def test_nobody_in_a_role_is_said_with_the_places_that_were_looked_at() -> None:
    row = row_of("shell", "ASSAULT")
    told = told_of(replace(SHUTS, recipients=(), reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row)))
    assert "as the subject of “shut”, but no words there name an actor" in text(told, "Who does it")
    assert "no words there name an actor" in text(told, "To whom")


@pytest.mark.parametrize(
    ("status", "why", "says"),
    [
        (EventStatus.ACTUAL, "nothing says otherwise", "no negation, no “will”, “may” or “must”"),
        (EventStatus.NEGATED, "its verb is negated", "Without the negation it would be told as a fact."),
        (EventStatus.HYPOTHETICAL, "the head, 0.93", "with a share of 0.93. A share below `event_status` (0.8)"),
        (
            EventStatus.PLANNED,
            "plover/status_cues#2: thinks",
            "The word “thinks” stands with it, and a row of the table",
        ),
        (EventStatus.ACTUAL, "its verb is future, which is said", "the saying itself takes place"),
    ],
)
def test_a_status_has_its_reason(status: EventStatus, why: str, says: str) -> None:
    told = told_of(replace(SHUTS, status=status, reason=f"plover/patterns_force#2; {status.value}: {why}"))
    assert says in text(told, "Did it happen?")


def test_what_the_head_made_says_its_share_and_its_bound() -> None:
    by_head = replace(
        SHUTS,
        reason="head; roles default > object; actual: nothing says otherwise",
        made_by=by_model("onrecord-en@0123456789ab", "events"),
        score=0.95,
        second="SANCTION 0.03",
    )
    bounds = {"event_fits": 0.8, "event_adds": 0.9, "event_corrects": 0.85}
    even = Settings(event_head_bias=0.0, event_head_slope=1.0, **bounds)
    told = told_of(by_head, even)
    assert "Its share for COERCE was 0.95." in text(told, "What made it")
    assert "`event_fits` (0.8)" in text(told, "What made it")
    assert "it lies 0.15 above that" in all_text(told, "What would have changed it")
    assert text(told, "The second-best code").startswith("SANCTION (Cuts back a relation that existed")
    less = told_of(replace(by_head, score=0.82), even)
    assert "none of its rows fitted here; then the head codes from `event_fits` (0.8) on" in text(less, "What made it")
    unknown = told_of(replace(by_head, trigger=words("bridge")), even)
    assert "No row of the tables has this word, so the head alone codes it, from `event_adds` (0.9) on." in text(
        unknown, "What made it"
    )


def test_the_second_best_code_says_how_far_it_is_from_replacing_a_row() -> None:
    row = row_of("shell", "ASSAULT")
    coded = replace(SHUTS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row), second="SANCTION 0.2")
    told = told_of(coded)
    assert "from `event_corrects` (0.8) on, and is 0.60 short of that" in text(told, "The second-best code")
    silent = told_of(replace(coded, second=None, score=None))
    assert text(silent, "The second-best code").startswith("No classifier was asked for this word")


def test_other_rows_of_the_word_stand_beside_with_what_they_lack() -> None:
    row = row_of("reject", "REJECT", "object=")
    told = told_of(replace(SHUTS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row), type="REJECT"))
    others = all_text(told, "What would have changed it")
    assert "Another row of “reject” would have made it" in others
    assert "The sentence has none of these words as a direct object." in others


def test_date_place_figures_contexts_and_other_tellings() -> None:
    told = explain(CODED, SHUTS.id)
    assert "Peru (country at -9.19, -75.01)" in text(told, "Where")
    assert "Peru in the United States (Indiana)" in all_text(told, "What would have changed it")
    assert text(told, "How many").startswith("24 or more drivers: arrested. The amount “it” is a vague word")
    assert text(told, "What it is about").startswith("legal (Courts, judges")
    assert "by Drivers: “it is open”" in text(told, "Told again")
    assert text(told, "By whose words").startswith("It is known by the words of Omar Pell alone")
    asked = explain(CODED, ASKS.id)
    assert text(asked, "When").startswith("The words “today” stand for 2021-03-03 (fine to a day)")
    assert "another such date would move the days" in all_text(asked, "What would have changed it")
    assert "marked as historical" in text(asked, "Did it happen?")


def test_a_row_that_the_tables_lost_is_named() -> None:
    told = explain(CODED, SHUTS.id)
    assert "plover/patterns#1, a row that the tables of this version do not have" in text(told, "What made it")


# Statements


def test_a_statement_says_cue_source_kind_and_polarity() -> None:
    told = explain(replace(CODED, statements=(SAID, *CODED.statements[1:])), SAYS.id)
    assert told.headline.startswith("Omar Pell, indirect: “The bridge”")
    assert "“The bridge” and “is shut”" in text(told, "What is said")
    assert "is a cue of speech: the table of cues has “say”" in text(told, "What made it")
    assert "the cue governs a clause" in text(told, "What made it")
    assert text(told, "Who says it").startswith("Omar Pell, by the words “Omar Pell”. The name “Omar Pell” is")
    assert text(told, "Direct or indirect").startswith("It is indirect: no word")
    assert text(told, "Is it said?").startswith("The text affirms")
    assert "“says” tells of speech" in text(told, "Does it count?")
    assert "0.25" in text(told, "How sure")


def test_a_pronoun_leads_to_its_source_by_what_stands_before() -> None:
    he = replace(CODED.mentions[1], reason="the person who stands out most before it")
    told = explain(replace(CODED, mentions=(CODED.mentions[0], he, *CODED.mentions[2:])), THINKS.id)
    source = text(told, "Who says it")
    assert "The pronoun “He” stands for Omar Pell, named last before it as “Omar Pell”" in source
    assert "with no other person in between" in source


def test_what_is_set_aside_says_why_and_what_would_count() -> None:
    told = explain(CODED, THINKS.id)
    assert text(told, "Does it count?") == (
        "It is set aside: the cue tells what somebody believes, and a belief is not said."
        " A verb of speech as the cue would make it a statement."
    )
    assert "inaudible" in text(told, "What is said")


def test_hearsay_clips_and_nested_statements() -> None:
    assert "names nobody who says them" in text(explain(CODED, HEARSAY.id), "Who says it")
    clip = next(one for one in CODED.statements if one.kind.value == "clip")
    turned = replace(clip, reason="the turn of a voice that is no journalist (answers a host)", made_by=by_rule("turn"))
    told = explain(replace(CODED, statements=(*CODED.statements[:-1], turned)), clip.id)
    assert "speaks right after a host asks or greets" in text(told, "What made it")
    assert "The label “BEN ORR” is printed before the turn" in text(told, "Who says it")
    inner = explain(CODED, TOLD.id)
    assert "inside of what Drivers says" in text(inner, "Inside of another")
    assert "the one addressed: mayor" in text(inner, "To whom it is said")


# Actors


def test_an_actor_says_names_codes_roles_and_what_stands_beside() -> None:
    told = explain(CODED, PELL.id)
    assert told.headline == "Omar Pell, person, PER GOV"
    assert "key omar-pell" in text(told, "Who it is")
    assert text(told, "Pronouns").startswith("1 place. The pronoun “He” is")
    state = next(part for part in told.parts if part.title == "State")
    assert state.text.startswith("It is of PER (Peru): the words “of Peru” name the state.")
    assert state.evidence == (words("Peru"),)
    assert text(told, "Other sectors").startswith("Other words of its give also ELI (")
    assert "“Harbor Minister”; its words give state PER (Peru) and sector GOV" in text(told, "Title or role")
    assert "A word such as “former”" in all_text(told, "Title or role")
    assert text(told, "Speaks for").startswith("It speaks for peru: the person is of the sector of governments")
    assert text(told, "Where it is used").startswith("It is the source of")


def test_a_guess_says_that_it_is_one_and_how_often_it_is_right() -> None:
    known = replace(MAYOR, country=replace(MAYOR.country, reason="a guess: the state named most around it", score=0.65))
    told = explain(replace(CODED, actors=(PELL, known, DRIVERS, ORR)), MAYOR.id)
    assert "The document names PER, its places or its people 1 time and no other." in text(told, "State")
    assert "65% are right" in text(told, "State")
    assert "A state named more often" in text(told, "What would have changed the state")
    assert "`acting_threshold` (0.5)" in text(told, "What would have struck it out")
    assert text(explain(CODED, ORR.id), "What would have struck it out").startswith("Nothing: it is a voice")


def test_rows_of_the_tables_are_said_in_words() -> None:
    row = next(row for row in table("en/actor_nouns") if row["words"].startswith("minister;"))
    known = replace(PELL, sector=replace(PELL.sector, reason=f"{row.id}: minister"))
    told = explain(replace(CODED, actors=(known, *CODED.actors[1:])), PELL.id)
    assert "its words hold “minister”, and the table of nouns for actors says so (an example: " in text(told, "Sector")
    person = table("places/persons_west")[0]
    listed = replace(PELL.country, reason=f"listed: {person.table} row {person.number}")
    told = explain(replace(CODED, actors=(replace(PELL, country=listed), *CODED.actors[1:])), PELL.id)
    assert f"a table of office-holders has {person['name']}: {person['office']}" in text(told, "State")


# Turns


def test_a_turn_says_label_voice_role_and_what_it_makes() -> None:
    host, guest = TRANSCRIPT.turns
    told = explain(CODED, host.id)
    assert told.headline == "turn 1: Ada Lindt, host"
    assert "The label is “ADA LINDT, HOST”" in text(told, "Where it begins")
    assert "would belong to the turn before" not in text(told, "Where it begins")
    assert text(told, "Who speaks").startswith("The voice is Ada Lindt: the name is printed in full in a label.")
    assert "It is this label: “HOST” stands for host in the table of label words." in text(told, "Which part")
    assert "journalist's" in text(told, "What it makes")
    other = explain(CODED, guest.id)
    assert "Right before, in turn 1, speaks Ada Lindt (host)." in text(other, "Which part")
    assert text(other, "What it makes").endswith("statement-2.")


# Ids


def test_a_beginning_of_an_id_will_do_if_it_is_unique() -> None:
    turn = TRANSCRIPT.turns[0].id
    assert explain(CODED, turn[:12]).id == explain(CODED, turn.partition("-")[2][:6]).id == turn
    assert matching(CODED, "turn-") == []
    assert matching(CODED, "event-9") == ["event-9"]
    with pytest.raises(UsageError, match="is no event, statement, actor or turn"):
        explain(CODED, "event-1234567")
    with pytest.raises(UsageError, match="stands for statement-9, statement-5"):
        explain(CODED, "statement-")


def test_the_row_of_json_has_each_part_with_its_words() -> None:
    row = explain(CODED, SAYS.id).row
    said = row["parts"][0]
    assert set(said) == {"title", "text", "rule", "quote", "start", "end", "others"}
    assert (said["quote"], said["start"], said["end"]) == ("The bridge", SAYS.content[0].start, SAYS.content[0].end)
    assert said["others"][0]["quote"] == "is shut"


# Everything


def test_every_explanation_of_the_document_has_reasons() -> None:
    document = TRANSCRIPT.document.text
    assert {name: found for name in ids(CODED) if (found := complaints(explain(CODED, name), document))} == {}


def reasons_in(path: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / "src" / "onrecord" / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("kind", "path", "pattern"),
    [
        ("role", "transcripts/roles.py", r'Role\.[A-Z]+, "([^"]+)"'),
        ("name", "transcripts/naming.py", r'Named\([^"\n]*"([^"]+)", "'),
        ("mention", "actors/resolver.py", r'_put\([^"\n]*"([^"]+)"\)'),
        ("mention", "actors/pronouns.py", r'return [^"\n]*, "([^"]+)"'),
        ("status", "events/status.py", r'Judgement\(EventStatus\.\w+, "([^"]+)"'),
        ("aside", "statements/attribute.py", r'return "([^"]+)"'),
        ("country", "actors/codes.py", r'value=(?:self\.home|near), reason="([^"]+)"'),
    ],
)
def test_every_reason_of_the_code_has_a_meaning(kind: str, path: str, pattern: str) -> None:
    found = reasons_in(path, pattern)
    assert found
    assert [reason for reason in found if meaning(kind, reason).says == reason] == []


def test_every_frame_of_the_cue_table_has_a_meaning() -> None:
    frames = {frame for row in table("en/cues", "frames") for frame in row["frames"].split(";")}
    assert {frame for frame in frames if meaning("frame", frame).says == frame} <= {"-", "clause-adjunct"}


@pytest.mark.model
@pytest.mark.parametrize("name", ["npr-two-way.txt", "press-briefing.txt"])
def test_every_record_of_an_example_has_an_explanation(name: str) -> None:
    from onrecord import Coder

    coded: CodedDocument = Coder().code(ROOT / "examples" / name)
    kinds = [explain(coded, one).kind for one in ids(coded)]
    assert {"event", "statement", "actor", "turn"} <= set(kinds)
    document = coded.transcript.document.text
    assert {one: found for one in ids(coded) if (found := complaints(explain(coded, one), document))} == {}
    by_table = [one for one in coded.events if one.made_by.kind is not Maker.MODEL]
    assert all("the tables of this version" not in text(explain(coded, one.id), "What made it") for one in by_table)
