"""Why records are as they are, over a document made by hand; no model but where it is marked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from layers import (
    ASKS,
    CODED,
    DRIVERS,
    HEARSAY,
    MANY,
    MAYOR,
    ORR,
    PELL,
    PERU,
    READING,
    SAYS,
    SHUTS,
    THINKS,
    TOLD,
    TRANSCRIPT,
    mention,
    words,
)
from onrecord import Coder
from onrecord.errors import UsageError
from onrecord.events.patterns import condition, patterns
from onrecord.exports.explained import Explanation, explain, ids, matching
from onrecord.exports.explained.fits import (
    Place,
    held,
    infinitive,
    lacking,
    lacks,
    lending,
    place_of,
    right_behind,
    standing,
)
from onrecord.exports.explained.parts import Book
from onrecord.exports.explained.reasons import meaning
from onrecord.lexicons import table
from onrecord.records import (
    CodedDocument,
    CueKind,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Maker,
    MentionForm,
    PlaceLevel,
    Polarity,
    ResolvedPlace,
    Telling,
    by_model,
    by_rule,
)
from onrecord.settings import Settings

ROOT = Path(__file__).parents[2]
GENERIC = re.compile(r"\bby rule\b|\bNone\b|\{\w*\}|  ")


def text(told: Explanation, title: str) -> str:
    """The text of the first part with a title."""
    return next(part.text for part in told.parts if part.title == title)


def all_text(told: Explanation, title: str) -> str:
    return "\n".join(part.text for part in told.parts if part.title == title)


_CHANGED = "What would have changed it"
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
        "The word “told” is coded REQUEST, which PLOVER defines so: asks for, demands or orders"
    )
    assert "between −10 (the worst conflict) and 10" in text(told, "What is coded")
    made = next(part for part in told.parts if part.title == "What made it")
    assert "reads the verb “tell” as REQUEST" in made.text
    assert "an infinitive behind it" in made.text
    assert "here that is “" in made.text
    assert "An example of the row:" in made.text
    assert (made.rule, made.evidence[0]) == (row, ASKS.trigger)
    assert "in turn 1, spoken by Ada Lindt (host)" in text(told, "The words")


def test_the_roles_of_an_event_have_words_place_and_mention() -> None:
    row = row_of("tell", "REQUEST", "infinitive")
    told = told_of(replace(ASKS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row)))
    doers = [part for part in told.parts if part.title == "Who does it"]
    assert [part.evidence[0].quote for part in doers] == ["minister", "Drivers"]
    assert doers[0].text.startswith(
        "Omar Pell: “minister” stands as the subject of “told”, where the row looks for one"
    )
    assert "The noun “minister” is new in the document" in doers[0].text
    receiver = next(part for part in told.parts if part.title == "To whom")
    assert receiver.evidence == (words("mayor", after="told"),)


def test_nobody_in_a_role_is_said_with_the_places_that_were_looked_at() -> None:
    row = row_of("shell", "ASSAULT")
    told = told_of(replace(SHUTS, recipients=(), reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row)))
    assert "behind “by” in the passive “shut”, but no actor stands there" in text(told, "Who does it")
    assert "Nothing of the clause stands behind “shut”" in text(told, "Who does it")
    assert "Before “shut” stands “" in text(told, "To whom")
    assert "PLOVER does not ask for one with COERCE" in text(told, "To whom")


@pytest.mark.parametrize(
    ("status", "why", "says"),
    [
        (EventStatus.ACTUAL, "nothing says otherwise", "no negation, no “will”, “may” or “must”"),
        (EventStatus.NEGATED, "its verb is negated", "Without the negation it would be told as a fact."),
        (EventStatus.HYPOTHETICAL, "the head, 0.93", "with a share of 0.93. A share below `event_status` (0.8)"),
        (
            EventStatus.PLANNED,
            "plover/status_cues#2: thinks",
            "The word “thinks” stands with “shut”; the table of such words has it for what is planned.",
        ),
        (EventStatus.ACTUAL, "its verb is future, which is said", "that it is said is told as a fact. Only the deed"),
        (EventStatus.ACTUAL, "plover/status_cues#464: thinks", "It overrides what stands around"),
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
    assert "which reads the text around the word, gives it 0.95" in text(told, "What made it")
    assert "`event_fits` (0.8)" in text(told, "What made it")
    assert "below `event_fits` (0.8), 0.15 less than it has" in all_text(told, "What would have changed it")
    assert text(told, "The second-best code").startswith("SANCTION (cuts back a relation that existed")
    less = told_of(replace(by_head, score=0.82), even)
    assert "in other frames; there the head codes from `event_fits` (0.8) on" in text(less, "What made it")
    unknown = told_of(replace(by_head, trigger=words("bridge")), even)
    assert "No row has this word in any frame, so the head alone codes it, from `event_adds` (0.9) on." in text(
        unknown, "What made it"
    )


def test_the_second_best_code_says_how_far_it_is_from_replacing_a_row() -> None:
    row = row_of("shell", "ASSAULT")
    coded = replace(SHUTS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row), second="SANCTION 0.2")
    told = told_of(coded)
    assert "SANCTION would have needed `event_corrects` (0.8) to replace COERCE" in text(told, "The second-best code")
    assert "“shut” would have been no event: the head gives SANCTION 0.20" in all_text(told, _CHANGED)
    silent = told_of(replace(coded, second=None, score=None))
    assert text(silent, "The second-best code").startswith("No shares are known: the event head was not asked")


def test_other_rows_of_the_word_stand_beside_with_what_they_lack() -> None:
    row = row_of("reject", "REJECT", "object=")
    told = told_of(replace(SHUTS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row), type="REJECT"))
    others = all_text(told, _CHANGED)
    assert re.search(r"To be [A-Z]+(?:/\w+)? \(.*\), “reject” would by another of its rows need", others)
    assert "here: no such word in the sentence)" in others
    assert "something that it needs" not in others


def test_date_place_figures_contexts_and_other_tellings() -> None:
    told = explain(CODED, SHUTS.id)
    assert "Peru (country at -9.19, -75.01)" in text(told, "Where")
    assert "Peru in the United States (Indiana)" in all_text(told, "What would have changed it")
    assert text(told, "How many").startswith("24 or more drivers: arrested. The amount “it” is a vague word")
    assert text(told, "What it is about").startswith("legal (Courts, judges")
    assert "by Drivers: “it is open”" in text(told, "Told again")
    assert text(told, "By whose words").startswith("It is known by the words of Omar Pell alone")
    asked = explain(CODED, ASKS.id)
    assert text(asked, "When") == (
        "“today” is the document's date: 3 March 2021. So the date is 2021-03-03, exact to the day."
    )
    assert "a date named before in the text; another one there would move “today”" in all_text(asked, _CHANGED)
    assert "marked as historical" in text(asked, "Did it happen?")


def test_a_row_that_the_tables_lost_is_named() -> None:
    told = explain(CODED, SHUTS.id)
    assert "plover/patterns#1, a row that the tables of this version do not have" in text(told, "What made it")


def test_a_row_without_words_of_a_time_or_place_says_which_words_stand_elsewhere() -> None:
    told = told_of(replace(THINKING, date=None, place=None))
    assert text(told, "When").startswith(
        "The sentence has “today”, but not in the clause of “rain” nor in one that lends"
    )
    shut = told_of(replace(SHUTS, date=None, place=None))
    assert text(shut, "When") == "No words of the sentence say when, so “shut” has no date."


# Places


def at_lima(sentence: str, act: str, place: ResolvedPlace | None, *tellings: Telling) -> Explanation:
    """An explanation of one act in a text without mentions, read without a model."""
    coded = Coder(READING).code(sentence)
    start = sentence.index(act)
    trigger = Evidence.of(sentence, start, start + len(act))
    clause = Book(coded).sentence(trigger)
    event = replace(SHUTS, trigger=trigger, evidence=clause, place=place, turn_id=None, figures=(), tellings=tellings)
    return explain(replace(coded, events=(event,)), event.id, Settings(place_share=0.3))


def lima(sentence: str, named: str) -> ResolvedPlace:
    """The city Lima, at its first name in a text, with the reason that the coder gives."""
    start = sentence.index("Lima")
    reason = f"Lima in Peru: it is the capital. Named {named}, its place by 0.71 of 1."
    words = Evidence.of(sentence, start, start + len("Lima"))
    return replace(PERU, words=words, name="Lima", level=PlaceLevel.CITY, reason=reason, margin=None, second=None)


EARLIER = "Crowds met in Lima. It rained near Quito. Police arrested two miners."
OWN = "The mayor spoke. Police arrested two miners in Lima."


@pytest.mark.parametrize(
    ("sentence", "named", "says"),
    [
        (EARLIER, "2 sentences before", "“Lima” stands 2 sentences before that of “arrested”, behind “in”: “Crowds"),
        (OWN, "in the clause of the act", "“Lima” stands in the clause of “arrested”, behind “in”. It is taken for"),
        (OWN, "in a clause around the act", "“Lima” stands in a clause around “arrested”, behind “in”."),
        (OWN, "in the dateline", "“Lima” stands in the dateline, the words before the dash"),
    ],
)
def test_a_place_says_where_it_is_named_and_its_share(sentence: str, named: str, says: str) -> None:
    told = at_lima(sentence, "arrested", lima(sentence, named))
    assert text(told, "Where").startswith(says)
    assert "Lima in Peru: it is the capital." in text(told, "Where")
    assert "Named" not in text(told, "Where")
    assert "it gives “Lima” 0.71 of 1, and `place_share` (0.3) is enough" in text(told, "Where")
    assert "With 0.41 less, “Lima” would fall below `place_share` (0.3)" in all_text(told, _CHANGED)


def test_other_places_that_are_named_have_the_rest_of_the_share() -> None:
    others = all_text(at_lima(EARLIER, "arrested", lima(EARLIER, "2 sentences before")), _CHANGED)
    assert "The other 0.29 is left for “Quito” (about 1 sentence back) and for no place at all" in others
    alone = all_text(at_lima(OWN, "arrested", lima(OWN, "in the clause of the act")), _CHANGED)
    assert "The tables know no other place in the sentence or shortly before" in alone


def test_without_a_place_those_are_named_that_fell_short() -> None:
    told = at_lima(EARLIER, "arrested", None)
    assert text(told, "Where").startswith(
        "No place is named in the sentence of “arrested”; before it “Quito” (about 1 sentence back) and “Lima” (about 2"
    )
    assert "gives none of them as much as `place_share` (0.3) of 1" in text(told, "Where")
    part = next(part for part in told.parts if part.title == "Where")
    assert (part.rule, [one.quote for one in part.evidence]) == ("place_share", ["Quito", "Lima"])
    inside = text(at_lima(OWN, "arrested", None), "Where")
    assert inside.startswith("The text names “Lima” in the sentence of “arrested”. The model of places")
    assert "gives it less than `place_share` (0.3) of 1" in inside
    line = text(at_lima("LIMA (Polaris) - It rained. Police arrested two miners.", "arrested", None), "Where")
    assert "before it “LIMA” (in the dateline)" in line
    town = text(at_lima("Rebels shelled the village of Oskar. It rained.", "shelled", None), "Where")
    assert "names “Oskar” in the sentence" in town


def test_where_no_place_is_named_that_is_said() -> None:
    told = at_lima("Police arrested two miners on Monday. They came from Lima.", "arrested", None)
    assert text(told, "Where").startswith(
        "No place that the tables know is named in the sentence of “arrested” or before"
    )
    assert "A place named in the clause of “arrested”" in all_text(told, _CHANGED)


def test_a_place_of_another_telling_says_so() -> None:
    sentence = "Rebels shelled the camp. The attack in Lima killed nine."
    own = Evidence.of(sentence, 7, 14)
    back = Evidence.of(sentence, sentence.index("attack"), sentence.index("attack") + 6)
    place = lima(sentence, "in the clause of the act")
    first = replace(SHUTS.tellings[0], trigger=own, evidence=own, place=None)
    again = replace(first, trigger=back, evidence=back, place=place.words, reported_by=None)
    told = text(at_lima(sentence, "shelled", place, first, again), "Where")
    assert told.startswith(
        "“Lima” stands in the clause of “attack”, behind “in”. The clause of “shelled” itself has none"
    )
    claim = replace(again, reported_by=PELL.id)
    assert "counts as that source's own claim" in text(at_lima(sentence, "shelled", None, first, claim), "Where")


# Tellings


def telling(sentence: str, act: str, figure: Figure | None = None) -> Telling:
    """A telling without parties, by Omar Pell."""
    start = sentence.index(act)
    word = Evidence.of(sentence, start, start + len(act))
    figures = (figure,) if figure else ()
    none = {"actors": (), "recipients": (), "date_text": None, "place": None}
    return replace(SHUTS.tellings[0], trigger=word, evidence=word, turn_id=None, figures=figures, **none)


RETOLD = "Rebels shelled the camp. Pell says that four died in the attack. Nine people died. The toll rose to 20."


@pytest.mark.parametrize(
    ("act", "row", "says"),
    [
        ("attack", "figures_kinds#1 at 'died'", "The words “the attack” point back to an act of the kind of “shelled”"),
        ("died", "figures_kinds#1 at 'died'", "The word “died” tells only how many were struck"),
        ("toll", "toll", "The word “toll” sums up whom an act of force has struck; “shelled” is the last one before"),
        ("shelled", "figures_kinds#1 at 'it'", "The word “shelled” names an act of the kind of “shelled”"),
    ],
)
def test_a_telling_without_an_event_of_its_own_says_how_it_is_of_the_act(act: str, row: str, says: str) -> None:
    sums = next(each for each in table("plover/figures_kinds") if each["place"] == "toll")
    reason = f"{sums.id} at 'toll'" if row == "toll" else f"plover/{row}"
    start = RETOLD.index("four")
    four = replace(MANY, low=4, high=4, words=Evidence.of(RETOLD, start, start + 4), reason=reason)
    first = telling(RETOLD, "shelled", replace(four, low=12))
    told = at_lima(RETOLD, "shelled", None, first, telling(RETOLD, act, four))
    part = next(part for part in told.parts if part.title == "Told again")
    assert says in part.text
    assert "This telling names nobody who acts or receives." in part.text
    assert "How many: “four” (arrested); the first telling has “four”, and both stay." in part.text
    assert [one.quote for one in part.evidence] == [act, act, "four"]


def test_figures_have_their_source_where_tellings_differ() -> None:
    counted = text(explain(CODED, SHUTS.id), "How many")
    assert counted.endswith("It is the number of Drivers.")
    assert "This telling names “mayor” as acting and Drivers as receiving." in text(
        explain(CODED, SHUTS.id), "Told again"
    )


THINKING = replace(SHUTS, id="event-9", trigger=words("rain"), evidence=words("it will rain"))


def test_what_the_head_leaves_to_no_act_is_said() -> None:
    row = row_of("shell", "ASSAULT")
    coded = replace(SHUTS, reason=f"{row}; actual: nothing says otherwise", made_by=by_rule(row), second=None)
    settings = Settings(event_row_bias=0.0, event_row_slope=1.0, event_status=0.8, event_corrects=0.8)
    told = text(told_of(replace(coded, score=0.2), settings), "The second-best code")
    assert "gives COERCE 0.20 and no other type as much as 0.01; nearly all of the rest (0.80) goes to no act" in told
    assert "no act" not in text(told_of(replace(coded, score=0.95), settings), "The second-best code")


def test_a_demand_is_the_speakers_and_is_no_business_of_the_head() -> None:
    demand = replace(
        ASKS,
        actors=(DRIVERS.id,),
        trigger=words("open"),
        evidence=words("it is open"),
        statement_id=SAYS.id,
        reason="plover/obliging; roles default > -; actual: the demand is made",
        made_by=by_rule("plover/obliging"),
    )
    told = explain(replace(CODED, events=(SHUTS, demand)), demand.id)
    assert "whoever demands something asks for it" in text(told, "Who does it")
    assert text(told, "The second-best code").startswith("Nothing came second: a demand such as “open”")
    assert "no row says which one a demand to “open” has" in text(told, "How it is done")
    assert "In another mood than the imperative, “open” would ask for nothing" in all_text(told, _CHANGED)


def test_descriptions_and_unnamed_voices_stand_in_marks_or_with_their_label() -> None:
    told = told_of(replace(SHUTS, reported_by=MAYOR.id))
    assert text(told, "By whose words").startswith("It is known by the words of “mayor” alone (“… says …”), and nobody")
    nameless = replace(CODED, actors=(PELL, MAYOR, DRIVERS, replace(ORR, name="unnamed speaker")))
    assert Book(nameless).called(ORR.id) == "the voice labelled BEN ORR"


# Words at the places of rows


def place(sentence: str, trigger: str, lemma: str, pos: str = "verb", **parties: str) -> Place:
    """The place of an event in a text of one sentence; `actors` and `recipients` name one mention each."""
    coded = Coder(READING).code(sentence)
    start = sentence.index(trigger)
    found, roles = [], {}
    for number, (role, name) in enumerate(parties.items()):
        actor = replace(MAYOR, id=f"actor-{number}", name=name)
        at = sentence.index(name)
        found.append(mention(number, actor, Evidence.of(sentence, at, at + len(name)), MentionForm.NOMINAL))
        roles[role] = (actor.id,)
    event = replace(
        SHUTS,
        trigger=Evidence.of(sentence, start, start + len(trigger)),
        evidence=Evidence.of(sentence, 0, len(sentence)),
        **{"actors": (), "recipients": (), **roles},
    )
    return place_of(Book(replace(coded, mentions=tuple(found))), event, patterns(pos)[lemma][0])


def test_words_behind_an_act_are_found_by_order_and_prepositions() -> None:
    urged = place("The mayor on Friday urged both parties to settle before noon.", "urged", "urge")
    found = infinitive(urged), right_behind(urged)
    assert [one.quote for one in found if one] == ["to settle", "both parties"]
    asked = place("The mayor asked yesterday for sixty observers on the ridge.", "asked", "ask")
    behind = held(asked, condition("prep:for"))
    assert (right_behind(asked), behind and behind.quote) == (None, "for sixty observers")
    assert infinitive(place("They talked to the mayor.", "talked", "talk")) is None


def test_what_a_row_lacks_is_said_with_what_stands_there_instead() -> None:
    urged = place("The mayor urged both parties to settle.", "urged", "urge")
    row = replace(patterns("verb")["urge"][0], conditions=(condition("infinitive=resign|leave"), condition("prep:on")))
    assert lacking(lacks(urged, row)) == (
        "an infinitive behind it (“leave” or “resign”; here: “to settle”) and something behind “on” (here: nothing)"
    )
    forbids = replace(row, conditions=(condition("no-infinitive"), condition("passive")))
    assert (
        lacking(lacks(urged, forbids))
        == "no infinitive behind it (here: “to settle”) and the passive (here: the active)"
    )
    assert lacks(urged, replace(row, conditions=(condition("infinitive=settle"),))) == []


def test_where_an_actor_stands_is_told_in_active_passive_and_beside_a_noun() -> None:
    shut = place("The bridge was shut by the mayor.", "shut", "shut", actors="mayor")
    by = shut.mentions(shut.sentence)[0].evidence
    assert standing(shut, by, does=True) == "behind “shut” and “by”, as the one who acts in the passive"
    bans = place("The mayor is imposing sanctions on two firms.", "sanctions", "sanction", "noun", actors="mayor")
    lends = lending(bans)
    assert lends is not None
    assert lends.quote == "imposing"
    told = place("Drivers told the mayor.", "told", "tell", actors="Drivers")
    assert lending(told) is None
    assert standing(told, told.mentions(told.sentence)[0].evidence, does=True) == "before “told”, as its subject"


def test_words_that_meet_a_row_are_found_before_a_passive_and_a_relative_clause() -> None:
    needs = condition("object:actor")
    flogged = place("The blogger was flogged in public.", "flogged", "flog", recipients="blogger")
    assert held(flogged, needs) == flogged.mentions(flogged.sentence)[0].evidence
    thrown = place("This is the member whom the party threw out in May.", "threw out", "throw out", recipients="member")
    clause = Evidence.of(thrown.book.text, thrown.book.text.index("whom"), thrown.book.text.index(" in May"))
    relative = thrown._replace(event=replace(thrown.event, evidence=clause))
    assert (held(thrown, needs), held(relative, needs)) == (None, thrown.mentions(thrown.sentence)[0].evidence)
    offered = place("She offered billions of dollars of arms to the town.", "offered", "offer")
    behind = right_behind(offered)
    assert behind is not None
    assert behind.quote == "billions of dollars of arms"


def test_an_owner_of_what_is_struck_is_not_called_the_object() -> None:
    sentence = "Police cleared the committee's blockade."
    cleared = place(sentence, "cleared", "clear", recipients="committee")
    coded = replace(
        cleared.book.coded, actors=(replace(MAYOR, id="actor-0", name="committee"),), events=(cleared.event,)
    )
    event = replace(cleared.event, reason=f"{row_of('clear', 'COERCE')}; actual: nothing says otherwise")
    told = explain(replace(coded, events=(event,)), event.id)
    assert "only as the owner of “blockade”, which is what is struck" in text(told, "To whom")


def test_a_word_that_sets_the_status_is_looked_for_beside_the_act_first() -> None:
    own = replace(
        SHUTS, status=EventStatus.HYPOTHETICAL, reason="plover/patterns#1; hypothetical: plover/status_cues#2: shut"
    )
    told = text(told_of(own), "Did it happen?")
    assert "“shut” is of such a kind itself" in told
    assert "With another word it would be told as a fact." in told
    day = replace(SHUTS, status=EventStatus.PLANNED, reason="plover/patterns#1; planned: a day to come: on Thursday")
    assert "A day to come (“on Thursday”) stands with its verb" in text(told_of(day), "Did it happen?")


# Statements


def test_a_denial_or_belief_is_not_called_said() -> None:
    thinks = text(explain(CODED, THINKS.id), "Is it said?")
    assert "by the text the source believes so" in thinks
    negated = replace(SAID, polarity=Polarity.NEGATED, cue_kind=CueKind.SPEECH)
    told = explain(replace(CODED, statements=(negated, *CODED.statements[1:])), SAYS.id)
    assert text(told, "Is it said?") == "“says” is negated: the text denies that the act of speech takes place."


def test_a_topic_is_named_by_the_use_of_its_cue() -> None:
    aside = replace(SAID, set_aside="the frame prep:about carries a topic")
    told = explain(replace(CODED, statements=(aside, *CODED.statements[1:])), SAYS.id)
    assert text(told, "Does it count?").startswith("It is set aside: with “about” and a noun, “says” names a topic")


def test_what_is_said_shows_what_stands_between_its_pieces() -> None:
    told = explain(replace(CODED, statements=(SAID, *CODED.statements[1:])), SAYS.id)
    assert "between its two pieces stands “says Harbor Minister Omar Pell of Peru”" in text(told, "What is said")


def test_whoever_is_addressed_but_no_actor_has_a_reason() -> None:
    asked = replace(TOLD, addressee_id=None, addressee=words("He"))
    told = explain(replace(CODED, statements=(SAYS, asked)), TOLD.id)
    assert (
        "but the record holds no actor for it. The pronoun is not resolved to anybody; the language model links"
        in text(told, "To whom it is said")
    )


def test_a_statement_says_cue_source_kind_and_polarity() -> None:
    told = explain(replace(CODED, statements=(SAID, *CODED.statements[1:])), SAYS.id)
    assert told.headline.startswith("Omar Pell, indirect: “The bridge”")
    assert "“The bridge” and “is shut”" in text(told, "What is said")
    assert "is a cue of speech, by the row “say” of the table of cues: a clause says what is said" in text(
        told, "What made it"
    )
    assert "attributes only with a clause" in text(told, _CHANGED)
    assert text(told, "Who says it").startswith(
        "Omar Pell: the source of “says” is “Omar Pell”. The name “Omar Pell” is"
    )
    assert text(told, "Direct or indirect").startswith("It is indirect: no word")
    assert "so by the text the act of speech takes place" in text(told, "Is it said?")
    assert "“says” tells of speech" in text(told, "Does it count?")
    assert "with a clause the cue carries more than a topic" in text(told, "Does it count?")
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
        "It is set aside: “thinks” tells what somebody believes, and a belief is not said."
        " A verb of speech as the cue would make it a statement."
    )
    assert "inaudible" in text(told, "What is said")


def test_hearsay_clips_and_nested_statements() -> None:
    assert "“Reportedly” attributes the words, but no words beside it name who" in text(
        explain(CODED, HEARSAY.id), "Who says it"
    )
    clip = next(one for one in CODED.statements if one.kind.value == "clip")
    turned = replace(clip, reason="the turn of a voice that is no journalist (answers a host)", made_by=by_rule("turn"))
    told = explain(replace(CODED, statements=(*CODED.statements[:-1], turned)), clip.id)
    assert "speaks right after a host asks or greets" in text(told, "What made it")
    assert "The label “BEN ORR” is printed before the turn" in text(told, "Who says it")
    inner = explain(CODED, TOLD.id)
    assert "inside of the words of Drivers" in text(inner, "Inside of another")
    assert text(inner, "To whom it is said").startswith("mayor: “mayor” stands where “told” has the one addressed.")


# Actors


def test_an_actor_says_names_codes_roles_and_what_stands_beside() -> None:
    told = explain(CODED, PELL.id)
    assert told.headline == "Omar Pell, person, PER GOV"
    assert "key omar-pell" in text(told, "Who it is")
    assert text(told, "Pronouns").startswith("1 more place. The pronoun “He” is")
    state = next(part for part in told.parts if part.title == "State")
    assert state.text.startswith("The state is PER (Peru): the words “of Peru” name the state.")
    assert state.evidence == (words("Peru"),)
    assert text(told, "Other sectors").startswith("Other words for the actor also give ELI (")
    assert "“Harbor Minister”, which gives state PER (Peru) and sector GOV" in text(told, "Title or role")
    assert "counts as held on 2021-03-03, the date of the document" in text(told, "Title or role")
    assert "A word such as “former”" in all_text(told, "Title or role")
    assert text(told, "Speaks for").startswith("The actor speaks for peru: the person is of the sector of governments")
    assert text(told, "Where it is used").startswith("Omar Pell is the source of")


def test_a_guess_says_that_it_is_one_and_how_often_it_is_right() -> None:
    known = replace(MAYOR, country=replace(MAYOR.country, reason="a guess: the state named most around it", score=0.65))
    told = explain(replace(CODED, actors=(PELL, known, DRIVERS, ORR)), MAYOR.id)
    assert "The text names it 1 time (“Peru”), and no other state." in text(told, "State")
    assert "65% were right" in text(told, "State")
    assert "Another state, named more often" in text(told, "What would have changed the state")
    assert "`acting_threshold` (0.5)" in text(told, "What would have struck it out")
    assert text(explain(CODED, ORR.id), "What would have struck it out").startswith(
        "Nothing: a voice of the broadcast is an actor"
    )


def test_rows_of_the_tables_are_said_in_words() -> None:
    row = next(row for row in table("en/actor_nouns") if row["words"].startswith("minister;"))
    known = replace(PELL, sector=replace(PELL.sector, reason=f"{row.id}: minister"))
    told = explain(replace(CODED, actors=(known, *CODED.actors[1:])), PELL.id)
    assert "the table of nouns for actors gives it for “minister” (an example: " in text(told, "Sector")
    assert "Without “minister” other words of office" in text(told, "What would have changed the sector")
    person = table("places/persons_west")[0]
    listed = replace(PELL.country, reason=f"listed: {person.table} row {person.number}")
    told = explain(replace(CODED, actors=(replace(PELL, country=listed), *CODED.actors[1:])), PELL.id)
    assert f"a table of office-holders has {person['name']}: {person['office']}" in text(told, "State")


def test_an_actor_speaks_for_nobody_for_a_reason_of_its_kind() -> None:
    told = text(explain(CODED, DRIVERS.id), "Speaks for")
    assert told.startswith(
        "“Drivers” speaks for no state or body: no words make the actor a part of a government or army."
    )
    guessed = replace(MAYOR, sector=replace(PELL.sector, reason="a minister"))
    told = text(explain(replace(CODED, actors=(PELL, guessed, DRIVERS, ORR)), MAYOR.id), "Speaks for")
    assert "the sector is GOV, but no words say of which state" in told


def test_a_sector_head_that_sees_none_is_not_said_to_give_one() -> None:
    unknown = replace(MAYOR, sector=replace(MAYOR.sector, reason="the sector head, by the words around it", score=0.66))
    told = text(explain(replace(CODED, actors=(PELL, unknown, DRIVERS, ORR)), MAYOR.id), "Sector")
    assert "The sector is unknown: no word gives a sector, and the sector head of the language model sees none" in told


# Turns


def test_a_role_shows_the_words_that_speak_for_it() -> None:
    coded = Coder(READING).code(
        "LINDT: Good morning. Is it shut?\n\nPELL: It is.\n\nLINDT: Since when?\n\nPELL: Since noon, Ada.\n"
    )
    first, second, *_ = coded.transcript.turns
    asks = text(explain(coded, first.id), "Which part")
    assert "2 of 2 turns of this voice hold a question. Turn 1 begins “Good morning.”" in asks
    answers = text(explain(coded, second.id), "Which part")
    assert re.search(r"Right before, in turn 1, .* \(host\) ends “Is it shut\?”", answers)


def test_a_turn_says_label_voice_role_and_what_it_makes() -> None:
    host, guest = TRANSCRIPT.turns
    told = explain(CODED, host.id)
    assert told.headline == "turn 1: Ada Lindt, host"
    assert text(told, "Where it begins").startswith("The label “ADA LINDT, HOST” is printed before the words.")
    assert "would belong to the turn before" not in text(told, "Where it begins")
    assert text(told, "Who speaks").startswith("The voice is Ada Lindt: the name is printed in full in a label.")
    assert "“HOST” stands for host by the table of label words." in text(told, "Which part")
    assert "journalist's" in text(told, "What it makes")
    other = explain(CODED, guest.id)
    assert "Right before, in turn 1, Ada Lindt (host) ends “" in text(other, "Which part")
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
        ("mention", "actors/resolver.py", r'return [^"\n]*, "([^"]+)"'),
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
