"""The markup of the annotated corpus: what it yields, what it refuses, and that the corpus itself breaks no rule."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training import build_corpus, markup
from training.corpus_rules import faults, hints

HEAD = """%title Pilots Stay Ashore
%format two-way
%actor oda-brandvik | Oda Brandvik | person | NOR | LAB | leader | pilots-union
%actor pilots-union | Pilots' Union | organization | NOR | LAB | - | -
"""
BODY = """Pilots Stay Ashore

%turn host | Sverre Lund | SVERRE LUND, HOST
SVERRE LUND, HOST: {e1.evidence|The {pilots-union|Pilots' Union} {e1|walked out} on Monday}.
{s1.source|She} {s1.cue|says} {s1,p1|the rota {s2.cue|was called} "{s2|safe}"}. Now {s3<}this

and that{s3>}, {s3.cue|according to} {s3.source,oda-brandvik|Oda Brandvik}.
%e1 PROTEST/strike | pilots-union | - | actual | by=oda-brandvik; when=on Monday
%s1 indirect | oda-brandvik
%s2 mixed | -
%s3 indirect | oda-brandvik
%p1 oda-brandvik | new_rota | con | explicit | conditional
%turn guest | @oda-brandvik | BRANDVIK
BRANDVIK: Well - {-|(LAUGHTER)} we stay ashore.
%turn guest | @oda-brandvik | - | silent
Right.
%end

Copyright.
"""


def read(body: str = BODY) -> tuple[str, dict]:
    marked = markup.read(HEAD + body)
    return marked.text, markup.gold(marked, "a.txt")


def test_directives_and_marks_leave_the_plain_text() -> None:
    text, _ = read()
    assert text.startswith("Pilots Stay Ashore\n\nSVERRE LUND, HOST: The Pilots' Union walked out on Monday.\n")
    assert text.endswith("BRANDVIK: Well - (LAUGHTER) we stay ashore.\nRight.\n\nCopyright.\n")
    assert not set("{}%|") & set(text)


def test_turns_begin_behind_their_label_and_end_before_chrome() -> None:
    text, gold = read()
    turns = [
        (turn["role"], turn["speaker"], turn["label"], text[turn["start"] : turn["end"]]) for turn in gold["turns"]
    ]
    assert turns[0][:3] == ("host", "Sverre Lund", "SVERRE LUND, HOST")
    assert turns[0][3].startswith("The Pilots'") and turns[0][3].endswith("according to Oda Brandvik.")
    assert turns[1:] == [
        ("guest", "Oda Brandvik", "BRANDVIK", "Well - (LAUGHTER) we stay ashore."),
        ("guest", "Oda Brandvik", None, "Right."),
    ]


def test_the_label_of_an_actor_is_a_mention_and_a_journalist_is_none() -> None:
    text, gold = read()
    words = {actor["key"]: [text[a:b] for a, b in actor["mentions"]] for actor in gold["actors"]}
    assert words == {"oda-brandvik": ["Oda Brandvik", "BRANDVIK"], "pilots-union": ["Pilots' Union"]}


def test_statements_are_marked_or_made_by_a_turn() -> None:
    text, gold = read()

    def words(span: list[int] | None) -> str | None:
        return span and text[slice(*span)]

    found = [
        (
            one["kind"],
            one["source"],
            words(one["source_span"]),
            words(one["cue_span"]),
            *map(words, one["content_spans"]),
        )
        for one in gold["statements"]
    ]
    assert found == [
        ("indirect", "oda-brandvik", "She", "says", 'the rota was called "safe"'),
        ("mixed", None, None, "was called", "safe"),
        ("indirect", "oda-brandvik", "Oda Brandvik", "according to", "this\n\nand that"),
        ("clip", "oda-brandvik", "BRANDVIK", None, "Well -", "we stay ashore."),
    ]


def test_events_and_positions() -> None:
    text, gold = read()
    (event,), (position,) = gold["events"], gold["positions"]
    assert text[slice(*event.pop("trigger_span"))] == "walked out"
    assert text[slice(*event.pop("evidence_span"))] == "The Pilots' Union walked out on Monday"
    assert event == {
        "type": "PROTEST", "mode": "strike", "actors": ["pilots-union"], "recipients": [], "status": "actual",
        "reported_by": "oda-brandvik", "date": None, "date_text": "on Monday", "place": None,
    }  # fmt: skip
    assert (position["speaks_for"], position["conditional"]) == ("pilots-union", True)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("A {oda|word}\n", 5, "oda is no actor"),
        ("A {s1|word}\n", 5, "no line %s1"),
        ("x\n%s1 indirect | oda-brandvik\n", 6, "not marked"),
        ("A {oda-brandvik|word\n", 5, "not closed on its line"),
        ("A word}\n", 5, "closes nothing"),
        ("A {s1<}word\n", 5, "never closed"),
        ("A {e1.when|word}\n%e1 AID | - | - | actual\n", 5, "has no part when"),
        ("A {e1,e1.evidence|word}\n%e1 AID | - | - | actual | at=noon\n", 6, "has no at="),
        ("%turn guest | @oda-brandvik | BRANDVIK\nORR: No.\n", 5, "does not begin with its label"),
        ("%turn guest | @nobody | -\nNo.\n", 5, "speaker nobody"),
        ("%speech\n", 5, "unknown directive %speech"),
        ("A {oda-brandvik|}\n", 5, "empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(body: str, line: int, message: str) -> None:
    with pytest.raises(markup.MarkupError, match=message) as error:
        read(body)
    assert str(error.value).startswith(f"line {line}:")


words = st.text(st.characters(exclude_characters="{}%\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), min_size=1, max_size=8)


@given(st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=12))
def test_offsets_are_those_of_the_plain_text(parts: list[tuple[str, bool]]) -> None:
    source = "".join(f"{{a,s{at}|{word}}}" if marked else word for at, (word, marked) in enumerate(parts))
    found = markup.read(source)
    assert found.text == "".join(word for word, _ in parts)
    for at, (word, marked) in enumerate(parts):
        assert not marked or [found.text[a:b] for a, b in found.spans[f"s{at}"]] == [word]


def test_broken_rules_are_found() -> None:
    marked = markup.read(HEAD + BODY.replace("PROTEST/strike", "PROTEST/phone").replace("| mixed", "| mixed"))
    found = "\n".join(faults(marked, markup.gold(marked, "a.txt"), {"other"}))
    for part in ("words; a document has 300 to 900", "mode phone", "new_rota: no such issue"):
        assert part in found
    clean = markup.read(HEAD + BODY.replace("{pilots-union|Pilots' Union}", "Pil{pilots-union|ots' Union}"))
    assert any("begins inside a word" in fault for fault in faults(clean, markup.gold(clean, "a.txt"), {"new_rota"}))


def test_hints_name_what_was_forgotten() -> None:
    marked = markup.read(HEAD + BODY.replace("Copyright.", "The Pilots' Union said so."))
    found = list(hints(marked, markup.gold(marked, "a.txt")))
    assert any("Pilots' Union" in hint and "marked elsewhere" in hint for hint in found)
    assert any(hint.startswith("cue without a mark") for hint in found)


def test_shared_runs() -> None:
    same = "one two three four five six seven eight"
    assert build_corpus.shared_runs({"a": f"A {same}.", "b": f"{same} nine"}) == {tuple(same.split()): {"a", "b"}}
    assert not build_corpus.shared_runs({"a": same, "b": "two three four five six seven eight nine"})


def test_the_corpus_breaks_no_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", ["build_corpus", "--to", str(tmp_path)])
    assert build_corpus.main() == 0, capsys.readouterr().out
