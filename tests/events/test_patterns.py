"""The pattern tables: every row reads, none stands twice, and each type and mode has rows of several lemmas."""

import re
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LexiconError
from onrecord.events import patterns as tables
from onrecord.events.patterns import COLUMNS, NONE, PLACES, ROLES, TABLES, Condition, all_patterns, condition, patterns
from onrecord.lexicons import Row, table
from onrecord.lexicons.inflection import noun_forms, verb_forms
from onrecord.lexicons.ontology import event_types, modes_of, plover_of_cameo

LEMMAS = 6
"""Each type and each mode has rows of so many different lemmas, at least."""

ROWS = tuple(row for name in TABLES for row in table(f"plover/patterns_{name}", *COLUMNS))
GROUPS = [(kind, mode) for kind in event_types() for mode in (None, *modes_of(kind))]
_MARK = re.compile(r"<(/?)([are])>")
_WORD = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8).filter(lambda word: word.strip("-") == word)


def written(one: Condition) -> str:
    """A condition as a cell has it."""
    parts = [one.role, *(["|".join(sorted(one.prepositions))] if one.role == "prep" else []), one.kind]
    text = ":".join(part for part in parts if part) + ("=" + "|".join(sorted(one.words)) if one.words else "")
    return "no-" * one.forbidden + text


def row_of(**cells: str) -> Row:
    plain = dict.fromkeys(COLUMNS, "-") | {"lemma": "raid", "pos": "verb", "type": "ASSAULT", "example": "x"}
    return Row("plover/patterns_force", 2, plain | cells)


def test_all_rows_read() -> None:
    assert len(all_patterns()) == len(ROWS)
    for one in all_patterns():
        assert one.type == NONE or one.type in event_types(), one.row
        assert one.mode is None or one.mode in modes_of(one.type), one.row
        places = (*one.actor, *one.recipient)
        assert all(place in PLACES or place.startswith("prep:") for place in places), one.row
        assert all(each.role == "prep" or each.role in ROLES for each in one.conditions), one.row
        assert one.lemma == one.lemma.lower().strip(), one.row


def test_cameo_codes_are_known() -> None:
    for one in all_patterns():
        assert one.cameo == "-" or plover_of_cameo(one.cameo), one.row


def test_rows_of_no_act_give_nothing_else() -> None:
    assert [one.row for one in all_patterns() if one.type == NONE and one.mode is not None] == []


def test_no_row_stands_twice() -> None:
    counts = Counter((row["lemma"], row["pos"], frozenset(row["needs"].split(";"))) for row in ROWS)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("kind", "mode"), GROUPS)
def test_type_and_mode_have_rows_of_several_lemmas(kind: str, mode: str | None) -> None:
    lemmas = {one.lemma for one in all_patterns() if one.type == kind and mode in (None, one.mode)}
    assert len(lemmas) >= LEMMAS, f"{kind} {mode or ''}: {', '.join(sorted(lemmas))}"


def test_examples_mark_one_trigger_and_close_what_they_open() -> None:
    wrong = []
    for row in ROWS:
        marks = _MARK.findall(row["example"])
        paired = all(left[1] == right[1] for left, right in zip(marks[::2], marks[1::2], strict=False))
        in_turn = [closing for closing, _ in marks] == ["", "/"] * (len(marks) // 2)
        if not (paired and in_turn and sum(name == "e" for _, name in marks) == 2):
            wrong.append(f"{row.id}: {row['example']}")
    assert wrong == []


def test_examples_mark_their_own_lemma() -> None:
    """The marked words begin as the lemma does, or are irregular forms of it."""
    verbs = table("en/irregular_verbs", "verb", "past", "participle")
    known = {row[form]: row["verb"] for row in verbs for form in ("past", "participle")}
    wrong = []
    for row in ROWS:
        marked = re.search("<e>(.*?)</e>", row["example"])
        words = marked[1].lower().split() if marked else []
        first = row["lemma"].split()[0]
        close = [word for word in words if word[:2] == first[:2] or known.get(word) == first]
        if not close:
            wrong.append(f"{row.id}: {row['lemma']}: {row['example']}")
    assert wrong == []


def test_no_example_stands_in_two_rows() -> None:
    places = defaultdict(list)
    for row in ROWS:
        places[row["example"]].append(row.id)
    assert [rows for rows in places.values() if len(rows) > 1] == []


def test_most_specific_row_comes_first() -> None:
    for pos in ("verb", "noun", "adjective"):
        for rows in patterns(pos).values():
            weights = [one.weight for one in rows]
            assert weights == sorted(weights, reverse=True)


@given(
    st.sampled_from((*ROLES, "prep")),
    st.frozensets(_WORD, max_size=3),
    st.frozensets(_WORD, min_size=1, max_size=3),
    st.sampled_from((None, "actor", "thing")),
    st.booleans(),
)
def test_condition_reads_what_is_written(
    role: str, words: frozenset[str], prepositions: frozenset[str], kind: str | None, forbidden: bool
) -> None:
    one = Condition(role, prepositions if role == "prep" else frozenset(), words, kind, forbidden)
    assert condition(written(one)) == one


@pytest.mark.parametrize("cell", ["", "objekt", "prep", "prep:", "object:actor:thing", "object:person", "no-no-object"])
def test_what_is_no_condition_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is no condition"):
        condition(cell)


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("needs", "objekt", "is no condition"),
        ("mode", "polite", "has no mode polite"),
        ("pos", "adverb", "one of verb, noun, adjective"),
        ("actor", "somewhere", "is no place"),
        ("recipient", "both", "is no place"),
    ],
)
def test_faults_of_a_row_name_their_column(column: str, cell: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message) as raised:
        tables._pattern(row_of(**{column: cell}))
    assert column in str(raised.value)


def test_row_of_both_reads_its_places() -> None:
    read = tables._pattern(row_of(lemma="meet", type="CONSULT", actor="both;subject;prep:with"))
    assert (read.both, read.actor, read.recipient, read.mode) == (True, ("subject", "prep:with"), (), None)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("free", "frees freed freeing"),
        ("seize", "seizes seized seizing"),
        ("carry", "carries carried carrying"),
        ("deploy", "deploys deployed deploying"),
        ("veto", "vetoes vetoed vetoing"),
        ("clash", "clashes clashed clashing"),
        ("expel", "expels expelled expelling"),
        ("rob", "robs robbed robbing"),
        ("visit", "visits visited visiting"),
        ("equip", "equips equipped equipping"),
        ("tax", "taxes taxed taxing"),
        ("commit", "commits committed committing"),
        ("occur", "occurs occurred occurring"),
        ("bomb", "bombs bombed bombing"),
        ("defer", "defers deferred deferring"),
        ("offer", "offers offered offering"),
        ("kidnap", "kidnaps kidnapped kidnapping"),
    ],
)
def test_forms_of_verbs(verb: str, forms: str) -> None:
    assert verb_forms(verb) == tuple(forms.split())


@given(_WORD)
def test_every_verb_has_three_forms(verb: str) -> None:
    third, past, participle = verb_forms(verb)
    assert (third[-1], past[-1], participle[-3:]) == ("s", "d", "ing")
    assert noun_forms(verb) == (third,)
