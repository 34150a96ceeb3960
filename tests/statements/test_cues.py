"""The cue table: every row is whole and means what the frames can read; regular forms of verbs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons import Row, cell_words, table
from onrecord.lexicons.inflection import verb_forms
from onrecord.records import CueKind
from onrecord.statements.cues import cues, lemma_of, phrasal
from onrecord.statements.frames import frame_of, makes_statement

COLUMNS = ("cue", "pos", "kind", "frames", "example", "source", "cue_words", "content")
ROWS = table("en/cues", *COLUMNS)
PARTS = ("verb", "noun", "adjective", "preposition", "adverb")
ADJUNCTS = ("preposition", "adverb")
PREPOSITIONS = frozenset(
    "about against around as at behind between by for from in into of on over to toward towards with".split()  # noqa: SIM905
)
VERBS = sorted({row["cue"].split()[0] for row in ROWS if row["pos"] == "verb"} - {"be"})


def pieces(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(" | ")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row_is_whole(row: Row) -> None:
    assert row["pos"] in PARTS
    assert CueKind(row["kind"])
    assert row["cue"] == row["cue"].lower().strip()
    assert "  " not in row["example"]
    for column in ("source", "cue_words", "content"):
        for piece in pieces(row[column]):
            assert piece in row["example"], f"{column}: {piece!r}"
            assert piece == piece.strip(), f"{column}: {piece!r}"
    assert pieces(row["cue_words"]), "a cue has words"
    assert pieces(row["content"]), "a cue has content"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_pieces_of_a_role_stand_in_order_and_roles_do_not_overlap(row: Row) -> None:
    taken: set[int] = set()
    for column in ("cue_words", "content", "source"):
        at = 0
        for piece in pieces(row[column]):
            start = row["example"].find(piece, at)
            while start >= 0 and taken & set(range(start, start + len(piece))):
                start = row["example"].find(piece, start + 1)
            assert start >= 0, f"{column}: {piece!r} stands nowhere behind the last piece, apart from the other roles"
            taken |= set(range(start, start + len(piece)))
            at = start + len(piece)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_frames_are_known(row: Row) -> None:
    frames = cell_words(row, "frames")
    assert frames
    assert len(set(frames)) == len(frames)
    for frame in frames:
        if frame == "clause-adjunct":
            continue
        assert callable(frame_of(frame))
        kind, _, preposition = frame.partition(":")
        assert (kind in ("prep", "object-prep")) <= bool(preposition), frame
        assert bool(preposition) <= (kind in ("prep", "object-prep", "act")), frame
        assert not preposition or preposition in PREPOSITIONS, frame
    assert ("clause-adjunct" in frames) <= (row["pos"] in (*ADJUNCTS, "verb", "noun", "adjective"))
    assert (row["pos"] in ADJUNCTS) <= ("clause-adjunct" in frames)


@pytest.mark.parametrize("row", [row for row in ROWS if "*" in row["cue"]], ids=lambda row: row.id)
def test_a_gap_stands_once_and_its_example_fills_it(row: Row) -> None:
    before, _, after = row["cue"].partition("*")
    assert row["pos"] == "preposition"
    assert "*" not in after
    assert before.endswith(" ")
    assert after.startswith(" ")
    assert len(pieces(row["cue_words"])) == 2
    assert row["source"] != "-"


def test_a_word_has_one_row_of_a_kind() -> None:
    found = [(row["cue"], row["pos"], row["kind"]) for row in ROWS]
    assert sorted(found) == sorted(set(found))


def test_no_example_stands_twice() -> None:
    found = [row["example"] for row in ROWS]
    assert sorted(found) == sorted(set(found))


def test_every_row_is_found_by_its_word() -> None:
    for row in ROWS:
        assert row.id in {cue.row for cue in cues(row["pos"])[row["cue"]]}


@pytest.mark.parametrize(
    ("frame", "is_statement"),
    [
        ("clause", True),
        ("object-infinitive", True),
        ("object-prep:of", True),
        ("nominal", False),
        ("prep:about", False),
    ],
)
def test_a_topic_is_no_statement(frame: str, is_statement: bool) -> None:
    assert makes_statement(frame) is is_statement


def test_an_unknown_frame_is_refused() -> None:
    with pytest.raises(KeyError):
        frame_of("sideways")


# Forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ask", ("asks", "asked", "asking")),
        ("say", ("says", "sayed", "saying")),
        ("gripe", ("gripes", "griped", "griping")),
        ("deny", ("denies", "denied", "denying")),
        ("voice", ("voices", "voiced", "voicing")),
        ("stress", ("stresses", "stressed", "stressing")),
        ("preach", ("preaches", "preached", "preaching")),
        ("hush", ("hushes", "hushed", "hushing")),
        ("fax", ("faxes", "faxed", "faxing")),
        ("admit", ("admits", "admitted", "admitting")),
        ("quip", ("quips", "quipped", "quipping")),
    ],
)
def test_regular_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(verb) == forms


@pytest.mark.parametrize(("verb", "form"), [("agree", "agreeing"), ("foresee", "foreseeing")])
def test_a_double_e_stays(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


@pytest.mark.parametrize(("verb", "form"), [("echo", "echoes"), ("veto", "vetoes")])
def test_a_final_o_takes_es(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


@given(st.from_regex(r"[a-z]{2,12}", fullmatch=True))
def test_forms_of_any_verb_are_different_words(verb: str) -> None:
    forms = verb_forms(verb)
    assert len(forms) == 3
    assert len(set(forms)) == len(forms)
    assert verb not in forms
    assert all(form.startswith(verb[:-1]) for form in forms)


@pytest.mark.parametrize("verb", VERBS)
def test_the_lemma_of_a_form_is_a_verb_that_has_it(verb: str) -> None:
    for form in verb_forms(verb):
        lemma = lemma_of(form)
        assert lemma is not None
        assert form in verb_forms(lemma)


def test_other_words_have_no_lemma() -> None:
    assert [lemma_of(form) for form in ("", "ferry", "harboured", "be", "said")] == [None] * 5


def test_a_phrasal_verb_is_found_by_its_verb() -> None:
    assert {cue.words for cue in phrasal("rule")["out"]} == {"rule out"}
    assert dict(phrasal("harbour")) == {}
