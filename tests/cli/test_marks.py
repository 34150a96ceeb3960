"""What `onrecord show` says of statements and actors."""

from dataclasses import replace

import pytest

from layers import CODED, READING, TRANSCRIPT
from onrecord.cli.marks import Marks
from onrecord.records import CodedDocument, Evidence, Repair, Segment, SegmentKind
from onrecord.store import Counts, Writer, coded_rows

HOST = """   1 Ada Lindt  host
     «The bridge», ‹says› Harbor Minister ⟦Omar Pell⟧₁ of Peru, «is ⌈shut⌉». He
     thinks it will rain ␀ today.

     ‹Reportedly›, «the mayor is angry». ⟦Drivers⟧₃ ‹say› «the ⟦minister⟧₁
     ‹⌈told⌉› the mayor that «it is open»».
"""
GUEST = """   2 Ben Orr  guest
   │ It is.
"""
ACTORS = """   actor      kind    country  sector  says  mentions
1  Omar Pell  person  PER      GOV        2         2
2  mayor      person  PER?     –                    2
3  Drivers    group   PER?     –          1         1
4  Ben Orr    person  PER?     –          1         1
⟦who⟧₁ ‹says› «what», numbered as above · ⌈does⌉: an event · │ a whole statement
· ? a guess
"""


@pytest.fixture
def record(tmp_path):
    Writer(tmp_path / "r", READING).write("0" * 16, "inputs", Counts(coded=1), coded_rows(CODED))
    return tmp_path / "r"


def lines(text):
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_statements_stand_between_signs_and_actors_below(onrecord, record):
    code, out, _ = onrecord("show", record, TRANSCRIPT.document.id, layers=True)
    assert code == 0
    assert HOST + "\n" + GUEST + "\n" + ACTORS in lines(out)
    assert "2 turns · 2 speakers · 5 statements · 1 attribution set aside · 2 events ·" in lines(out)


def test_colours_take_the_place_of_signs(onrecord, record):
    out = onrecord("show", record, TRANSCRIPT.document.id, layers=True, FORCE_COLOR="1")[1]
    assert "\x1b[32mThe bridge\x1b[0m" in out
    assert "\x1b[1;35mOmar Pell\x1b[0m\x1b[1;35m₁\x1b[0m of Peru" in out
    assert "\x1b[32mis \x1b[0m\x1b[1;33mshut\x1b[0m" in out
    assert not {*"⟦⟧‹›«»⌈⌉"} & {*out}
    assert "«The bridge»" in onrecord("show", record, "doc-", layers=True, FORCE_COLOR="1", NO_COLOR="1")[1]


def test_without_marks_the_words_alone(onrecord, record):
    code, out, _ = onrecord("show", record, "doc-", "--no-marks", layers=True)
    assert code == 0
    assert "     The bridge, says Harbor Minister Omar Pell of Peru, is shut. He" in out
    assert "     It is.\n" in out
    assert not {*"⟦⟧‹›«»⌈⌉│"} & {*out}
    assert "Omar Pell  person" not in out
    assert "statement" not in out


def test_without_marks_no_model_is_loaded(onrecord, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.language.load.parser_for", lambda settings: 1 / 0)
    (tmp_path / "a.txt").write_text("ADA LINDT, HOST: Good morning.\n")
    assert onrecord("show", tmp_path / "a.txt", "--no-marks", layers=True)[0] == 0


def test_who_is_named_once_and_silent_has_no_line():
    marks = Marks(replace(CODED, statements=(), events=()), signs=True)
    assert [row.plain.split("  ")[1] for row in marks.actors()[1:]] == ["Omar Pell", "mayor"]
    assert [note.plain for note in marks.notes()] == ["Named once: Drivers · Ben Orr", "? a guess"]
    silent = Marks(replace(CODED, statements=(), mentions=()), signs=True)
    assert (silent.actors(), silent.notes()[-1].plain) == ([], "⌈does⌉: an event · ? a guess")


def test_no_layers_no_list():
    marks = Marks(CodedDocument(transcript=TRANSCRIPT), signs=True)
    assert (marks.actors(), marks.notes()) == ([], [])


def test_repairs_and_marks_meet():
    """A line that is joined inside what is said, and one at its end."""
    (segment, _) = TRANSCRIPT.segments
    text, home = segment.evidence.quote, segment.evidence.start
    inside, behind = text.index(" Pell"), text.index(" of Peru")
    repairs = tuple(Repair(start=home + at, end=home + at + 1, replacement="_", kind="x") for at in (inside, behind))
    coded = replace(CODED, transcript=replace(TRANSCRIPT, repairs=repairs))
    assert "Minister ⟦Omar_Pell⟧₁_of Peru" in Marks(coded, signs=True).text(segment).plain
    styled = Marks(coded, signs=False).text(segment)
    at = styled.plain.index("_Pell")
    assert {span.style for span in styled.spans if span.start <= at < span.end} == {"bold magenta"}


def test_a_part_that_runs_on_is_marked_to_the_end_of_the_segment():
    (segment, _) = TRANSCRIPT.segments
    home = segment.evidence.start
    evidence = Evidence.of(TRANSCRIPT.document.text, home, home + 6)
    short = Segment(id="s", number=1, kind=SegmentKind.TURN, evidence=evidence, turn_id=None)
    assert Marks(CODED, signs=True).text(short).plain == "«The br»"


@pytest.mark.model
def test_a_file_is_read_with_all_layers(onrecord, tmp_path):
    (tmp_path / "a.txt").write_text("ADA LINDT, HOST: The mayor of Port Ellery, Omar Pell, says the bridge is shut.\n")
    code, out, _ = onrecord("show", tmp_path / "a.txt", layers=True)
    assert code == 0
    assert "‹says› «the bridge is shut»" in lines(out).replace("⌈", "").replace("⌉", "")  # an event or not
    assert "Omar Pell  person" in out
