"""Interviews printed without marks and labels: below headings "On …", and as questions and answers."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from trees import GRAMMAR

from onrecord import read
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.records import (
    ActorKind,
    ActorMention,
    CueKind,
    Evidence,
    MentionForm,
    Polarity,
    Statement,
    StatementKind,
    by_rule,
)
from onrecord.statements import Attributor
from onrecord.statements.printed import printed

sys.path.insert(0, str(Path(__file__).parents[1]))

from layers import PELL

NAMES = {
    "pell": r"(?:Harbor Minister )?(?:Omar )?Pell",
    "orr": r"(?:NPR's )?Lena Orr|Orr",
    "quill": r"(?:Mara )?Quill",
    "vance": r"Ivo Vance",
}
FORMS = {"pell": "retired diver"}
ABOVE = (
    "Divers find a bell in Ardan harbor\n\n"
    "Omar Pell dived for sixty years. He found a bell, a bicycle and a bride's ring in the harbor of Ardan.\n\n"
)
HIGHLIGHTS = (
    "Interview Highlights\n\n"
    "On the bell\n\nIt rang when I touched it. We all heard it on the boat.\n\n"
    "The town had looked for it since the flood.\n\n"
    'On whether the "bride" ever came\n\nNever. The ring lies in a drawer.\n\n'
    "On why he stopped\n\nMy knees stopped. Ask them.\n"
)
ANSWERS = (
    "How did you find the bell?\n\nI did not. It found me, with its rim.\n\n"
    "And then the silence.\n\nA bell under water says nothing. I sat beside it until the air ran out, nearly.\n\n"
    "One year we took the children down to it. They asked me whether it sleeps.\n\n"
    "Were you ever afraid?\n\nOnce, of an eel.\n\n"
    "You gave the bicycle away. Why?\n\nA boy asked me for it. I cannot ride one anyway.\n"
)


def statements(text: str) -> tuple[Statement, ...]:
    """The printed statements of a text whose people are those of NAMES."""
    transcript = read(text)
    patterns = [(who, MentionForm.NAME, pattern) for who, pattern in NAMES.items()]
    patterns += [(who, MentionForm.NOMINAL, pattern) for who, pattern in FORMS.items()]
    mentions = [
        ActorMention(
            id=f"mention-{who}-{match.start()}",
            actor_id=who,
            form=form,
            evidence=Evidence.of(text, *match.span()),
            reason="a name of its own",
            made_by=by_rule("mention"),
            score=None,
        )
        for who, form, pattern in patterns
        for match in re.finditer(pattern, text)
    ]
    actors = [replace(PELL, id=who, key=who, kind=ActorKind.PERSON) for who in NAMES]
    direct = printed(transcript, mentions, actors)
    whole = Attributor()(transcript, Parsed((), (), GRAMMAR, "none"), mentions, actors)
    assert [one for one in whole if one.turn_id is None] == list(direct)
    return direct


def sources(text: str) -> set[str | None]:
    return {one.source_id for one in statements(text)}


def contents(text: str) -> list[str]:
    return [" | ".join(piece.quote for piece in one.content) for one in statements(text)]


def test_what_stands_below_a_heading_is_a_statement_of_the_guest() -> None:
    found = statements(ABOVE + HIGHLIGHTS)
    assert [(one.content[0].quote.split()[0], one.content[-1].quote.split()[-1]) for one in found] == [
        ("It", "flood."),
        ("Never.", "drawer."),
        ("My", "them."),
    ]
    first = found[0]
    assert (first.kind, first.cue_kind, first.polarity) == (
        StatementKind.DIRECT,
        CueKind.SPEECH,
        Polarity.AFFIRMED,
    )
    assert (first.cue, first.within, first.set_aside, first.turn_id) == (None, None, None, None)
    assert (first.source_id, first.source and first.source.quote) == ("pell", "Omar Pell")
    assert str(first.made_by) == "rule:highlights"
    assert "\n\n" in first.content[0].quote  # two paragraphs are one piece


def test_the_answers_between_questions_are_statements() -> None:
    assert contents(ABOVE + ANSWERS) == [
        "I did not. It found me, with its rim.",
        "A bell under water says nothing. I sat beside it until the air ran out, nearly.\n\n"
        "One year we took the children down to it. They asked me whether it sleeps.",
        "Once, of an eel.",
        "A boy asked me for it. I cannot ride one anyway.",
    ]
    assert {(one.source_id, str(one.made_by)) for one in statements(ABOVE + ANSWERS)} == {("pell", "rule:answer")}


@pytest.mark.parametrize(
    ("met", "guest"),
    [
        ("Pell told NPR's Lena Orr about the eel. Mara Quill and Quill and Quill raised it.", "pell"),
        ("Pell tells us what he saw. Quill, Quill and Quill saw nothing.", "pell"),
        ("Quill raised it. Quill paid. After that, Pell sat down with host Lena Orr. Quill is glad.", "pell"),
        ("Mara Quill and Quill raised it. NPR's Lena Orr spoke with Pell about Mara Quill.", "pell"),
        ("NPR's Lena Orr asked about Quill, and about Quill, and about Quill.", "quill"),
        ("Mara Quill, an aide of Omar Pell, told NPR that it rang. Pell, Pell and Pell agree.", "quill"),
        ("WARD spoke with Quill. Pell is content.", "quill"),
        ("The retired diver spoke with Ivo Vance. Mara Quill, Quill and Quill raised the bell.", "pell"),
        ("Mara Quill and Quill did. Pell told Ivo Vance so.", "quill"),
        ("Mara Quill raised it for Omar Pell.", None),
        ("Mara Quill tells NPR that it rang. Pell told NPR that it did not.", None),
        ("Nobody is named here.", None),
    ],
)
def test_the_guest_is_who_meets_an_interviewer_or_is_named_most(met: str, guest: str | None) -> None:
    text = f"A bell in Ardan harbor\n\nThe bell of Ardan rang today. {met}\n\n{HIGHLIGHTS}"
    if guest == "pell" and "diver" in met:
        text = text.replace("rang today.", "rang today. Omar Pell heard it.")
    assert sources(text) == {guest}


def test_without_a_guest_the_reason_says_so() -> None:
    one = statements("A bell in Ardan\n\nIt rang today, and nobody knows why.\n\n" + HIGHLIGHTS)[0]
    assert (one.source_id, one.source) == (None, None)
    assert "does not make clear" in one.reason


def test_questions_need_somebody_who_is_introduced() -> None:
    assert contents("A bell in Ardan\n\nIt rang today, and nobody knows why.\n\n" + ANSWERS) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Interview Highlights:",
        "INTERVIEW HIGHLIGHTS",
        "Highlights",
        "Highlights From The Interview",
        "Interview excerpts",
    ],
)
def test_some_headings_announce_an_interview(heading: str) -> None:
    two = HIGHLIGHTS.partition("On whether")[0]
    assert len(contents(ABOVE + two.replace("Interview Highlights", heading))) == 1
    assert contents(ABOVE + two.replace("Interview Highlights\n\n", "")) == []


def test_three_headings_in_the_first_person_need_no_announcement() -> None:
    bare = HIGHLIGHTS.replace("Interview Highlights\n\n", "")
    assert len(contents(ABOVE + bare)) == 3
    about = bare.replace("My knees", "The knees").replace("I touched", "he touched").replace("We all", "They all")
    assert contents(ABOVE + about) == []
    assert len(contents(ABOVE + "Interview Highlights\n\n" + about)) == 3
    assert contents(ABOVE + "Highlights\n\n" + about) == []


@pytest.mark.parametrize(
    "coda",
    [
        "This interview has been edited. I did it myself, and we cut the eel.",
        "The museum opens on Friday at two.",
        "Book Excerpt\n\nI was born on a boat, and we never left it.",
    ],
)
def test_what_stands_below_the_last_answer_is_left_out(coda: str) -> None:
    assert contents(f"{ABOVE}{HIGHLIGHTS}\n{coda}\n")[-1] == "My knees stopped. Ask them."
    if "Excerpt" not in coda:
        assert contents(f"{ABOVE}{ANSWERS}\n{coda}\n")[-1] == "A boy asked me for it. I cannot ride one anyway."


def test_words_in_quotation_marks_are_left_to_the_quotations() -> None:
    quoted = HIGHLIGHTS.replace("My knees stopped. Ask them.", "“My knees stopped. Ask them.”")
    assert [text.split()[0] for text in contents(ABOVE + quoted)] == ["It", "Never."]


def test_a_sentence_that_begins_with_on_is_no_heading() -> None:
    dated = HIGHLIGHTS.replace("On the bell\n", "On Friday I went home.\n").replace(
        "On why he stopped\n", "On and on.\n"
    )
    assert [text.split()[0] for text in contents(ABOVE + dated)] == ["Never."]


@pytest.mark.parametrize(
    "swaps",
    [
        {r"\bI\b": "he", r"\b(me|My|my)\b": "him"},  # nobody speaks of himself
        {r"\b[Yy]ou\b": "they"},  # nobody is asked
        {r"How did you find the bell\?": "The bell lay deep."},  # two questions
        {r"(?s)\n\n(?=One year)": "\n\nThe mayor came to see the bell with his men.\n\n" * 9},  # many paragraphs to one
        {r"\n\n(I did not.*|A bell under.*|Once, .*|A boy .*)": r"\n\n“\1”"},  # the answers are marked
    ],
)
def test_a_story_that_asks_is_no_interview(swaps: dict[str, str]) -> None:
    text = ANSWERS
    for old, new in swaps.items():
        text = re.sub(old, new, text)
    assert contents(ABOVE + text) == []


def test_an_essay_in_the_first_person_is_no_interview() -> None:
    assert contents(ABOVE.replace("He found", "I knew him, and he found") + ANSWERS) == []


def test_a_question_inside_an_answer_opens_none() -> None:
    text = ANSWERS.replace("whether it sleeps.", "whether it sleeps, and what was I to say to that?")
    assert len(contents(ABOVE + text)) == 4


def test_turns_keep_their_words_and_headings_above_them_count() -> None:
    turns = (
        "\nLENA ORR, HOST: Were you afraid?\n\nOMAR PELL: I was. Were you?\n\nORR: Never.\n\nPELL: How come?\n\n"
        "ORR: I can swim.\n\nPELL: So can the eel.\n"
    )
    prose = ABOVE.replace("Divers find a bell in Ardan harbor\n\n", "") + HIGHLIGHTS.replace(
        "On why he stopped\n\nMy knees stopped. Ask them.\n", ""
    )
    assert read(prose + turns).turns
    found = contents(prose + turns)
    assert [text.split()[0] for text in found] == ["It", "Never."]
    assert contents(ABOVE + turns) == []


def test_what_the_page_puts_between_two_paragraphs_is_no_part_of_the_words() -> None:
    image = "on the boat.\n\nEnlarge this image toggle caption Ben Orr for NPR Ben Orr for NPR\n"
    text = ABOVE + HIGHLIGHTS.replace("on the boat.\n", image)
    assert read(text).chrome
    assert contents(text)[0] == (
        "It rang when I touched it. We all heard it on the boat. | The town had looked for it since the flood."
    )


@pytest.mark.parametrize("text", ["On it\n", "On it\n\nOn that\n\nOn this\n", "Why?\n\nWhy?\n\nWhy you?\n\nWhy?\n"])
def test_headings_and_questions_alone_make_nothing(text: str) -> None:
    assert contents(text) == []


def test_each_row_of_the_table_is_in_its_own_example() -> None:
    rows = table("en/printed", "words", "kind", "example")
    assert len({row["words"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == {"heading", "loose heading", "note", "meeting", "telling", "host"}
    for row in rows:
        assert row["words"] == row["words"].casefold(), row.id
        assert row["words"] in row["example"].casefold(), row.id
