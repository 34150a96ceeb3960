"""`onrecord parse` and `onrecord show --tree`, with a stand-in for the language model."""

import sys
from itertools import pairwise

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.cli import main
from onrecord.cli.tree import branches_of, drawing, untangled
from onrecord.errors import ModelError
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.language.texts import segment_texts

TEXT = "ADA LINDT, HOST: Good morning. The ferry's late. (LAUGHTER)\n\nBEN ORR: Nobody said “why it’s late”, Ada.\n"
ROWS = '{"text": "One ferry."}\n{bad\n{"text": "Two ferries."}\n{"text": "One ferry."}\n'


def stand_in(settings):
    """A parser for which every full stop ends a sentence, and all words hang from its first."""

    def parse(transcript):
        segments = []
        for segment, text in zip(transcript.segments, segment_texts(transcript), strict=True):
            heads, first = [], 0
            for number, word in enumerate(text.words):
                heads.append(first)
                first = number + 1 if word == "." else first
            deps = ["ROOT" if head == number else "dep" for number, head in enumerate(heads)]
            doc = Doc(Vocab(), words=list(text.words), spaces=list(text.spaces), heads=heads, deps=deps)
            segments.append(ParsedSegment(segment=segment, doc=doc, offsets=text.offsets))
        grammar = Grammar.for_labels(("obl", "nsubj:pass"))
        return Parsed(segments=tuple(segments), chains=(), grammar=grammar, model=f"{settings.language_model}@1")

    return parse


@pytest.fixture(autouse=True)
def _stand_in(request, monkeypatch):
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("onrecord.language.load.parser_for", stand_in)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "rows.jsonl").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def comments(out, name):
    return [line.partition(" = ")[2] for line in out.splitlines() if line.startswith(f"# {name} = ")]


class TestParse:
    def test_a_transcript(self, onrecord, here):
        code, out, err = onrecord("parse", "a.txt")
        assert (code, err) == (0, "")
        assert comments(out, "text") == ["Good morning.", "The ferry's late.", "Nobody said “why it’s late”, Ada."]
        assert comments(out, "speaker") == ["Ada Lindt", "Ada Lindt", "Ben Orr"]
        assert comments(out, "model") == ["bundled@1"]
        words = [line.split("\t") for line in out.splitlines() if line[:1].isdigit()]
        assert {len(word) for word in words} == {10}
        places = [dict(item.split("=") for item in word[9].split("|")) for word in words]
        assert [TEXT[int(at["Start"]) : int(at["End"])] for at in places] == [word[1] for word in words]

    def test_standard_input(self, onrecord, here):
        assert onrecord("parse", "-", stdin=TEXT)[1].splitlines()[3:] == onrecord("parse", "a.txt")[1].splitlines()[3:]

    def test_the_documents_of_a_table_follow_one_another(self, onrecord, here):
        code, out, err = onrecord("parse", "rows.jsonl")
        assert code == 1
        assert comments(out, "source") == ["rows.jsonl#1", "rows.jsonl#3"]
        assert [line.partition(": ")[0] for line in err.splitlines()] == ["rows.jsonl#2", "rows.jsonl#4"]
        assert "the text is that of rows.jsonl#1" in err
        assert comments(onrecord("parse", "rows.jsonl", "4")[1], "text") == ["One ferry."]

    def test_a_document_that_the_model_cannot_parse_does_not_stop_the_others(self, onrecord, here, monkeypatch):
        def failing(settings):
            def parse(transcript):
                if "One" in transcript.document.text:
                    raise ModelError(f"{transcript.document.name}: the pipeline fails")
                return stand_in(settings)(transcript)

            return parse

        monkeypatch.setattr("onrecord.language.load.parser_for", failing)
        code, out, err = onrecord("parse", "rows.jsonl")
        assert (code, comments(out, "source")) == (1, ["rows.jsonl#3"])
        assert "rows.jsonl#1: the pipeline fails" in err

    def test_a_text_without_sentences(self, onrecord, here):
        code, out, err = onrecord("parse", "-", stdin="ADA LINDT, HOST: (LAUGHTER)\n\nBEN ORR: (APPLAUSE)\n")
        assert (code, out) == (0, "")
        assert "there is no sentence" in err

    def test_controls_are_shown_not_obeyed(self, onrecord, here):
        out = onrecord("parse", "-", stdin=TEXT.replace("ferry", "\x1b[31mferry"), FORCE_COLOR="1")[1]
        assert "\x1b" not in out
        assert "␛" in out

    def test_options_reach_the_parser_and_the_reader(self, onrecord, here):
        (here / "settings.toml").write_text('language_model = "theirs"\n')
        (here / "b.txt").write_bytes("Ça va.".encode("cp1252"))
        arguments = ("parse", "b.txt", "--encoding", "cp1252", "--settings", "settings.toml")
        out = onrecord(*arguments)[1]
        assert (comments(out, "text")[0], comments(out, "model")) == ("Ça va.", ["theirs@1"])
        assert comments(onrecord(*arguments, "--language-model", "mine")[1], "model") == ["mine@1"]
        out = onrecord("parse", "a.txt", "--input-format", "story")[1]
        assert out
        assert comments(out, "speaker") == []

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("parse", 2),
            ("parse gone.txt", 2),
            ("parse a.txt 3", 2),
            ("parse rows.jsonl 9", 2),
            ("parse rows.jsonl 2", 1),
            ("parse a.txt --input-format pdf", 2),
            ("parse a.txt --encoding no-such", 2),
            ("parse a.txt --settings gone.toml", 2),
            ("parse a.txt --settings a.txt", 2),
        ],
    )
    def test_wrong_use(self, onrecord, here, line, code):
        found, out, err = onrecord(*line.split())
        assert (found, out) == (code, "")
        assert err

    @pytest.mark.parametrize("arguments", [("a.txt", ""), ("a.txt", "--language-model", " ")])
    def test_an_empty_name_names_nothing(self, onrecord, here, arguments):
        code, _, err = onrecord("parse", *arguments)
        assert code == 2
        assert "empty" in err

    def test_help(self, onrecord):
        code, out, _ = onrecord("parse", "--help")
        assert code == 0
        assert "CoNLL-U" in out


class TestTree:
    def test_by_number(self, onrecord, here):
        code, out, err = onrecord("show", "a.txt", "--tree", 2)
        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert lines[0] == "The ferry's late."
        assert [line.split()[0] for line in lines[2:-2]] == ["The", "├╴ferry", "├╴'s", "├╴late", "╰╴."]
        assert lines[-1].startswith("sentence 2 of 3 · Ada Lindt · 31–48 · ")

    @pytest.mark.parametrize(
        "words", ["nobody  said", "Ada", '"why it\'s late"', "Nobody said “why it’s late”, Ada.", "3"]
    )
    def test_by_words(self, onrecord, here, words):
        assert "sentence 3 of 3 · Ben Orr" in onrecord("show", "a.txt", "--tree", words)[1].replace("\n", " ")

    def test_words_are_whole_and_the_first_sentence_wins(self, onrecord, here):
        assert "sentence 2 of 3" in onrecord("show", "a.txt", "--tree", "late")[1]
        assert onrecord("show", "a.txt", "--tree", "lat")[0] == 2

    def test_by_the_id_that_parse_prints(self, onrecord, here):
        (wanted,) = comments(onrecord("parse", "a.txt")[1], "sent_id")[1:2]
        assert onrecord("show", "a.txt", "--tree", wanted) == onrecord("show", "a.txt", "--tree", "2")

    @pytest.mark.parametrize("wanted", ["0", "4", "9" * 5000, "no such words", " "])
    def test_what_is_not_there_says_how_many_there_are(self, onrecord, here, wanted):
        code, out, err = onrecord("show", "a.txt", "--tree", wanted)
        assert (code, out) == (2, "")
        assert "a.txt has 3 sentences" in err

    def test_of_a_record_and_of_a_table(self, onrecord, here):
        onrecord("code", "a.txt", "-o", "record")
        assert onrecord("show", "record", "a.txt", "--tree", "2")[1] == onrecord("show", "a.txt", "--tree", "2")[1]
        assert onrecord("show", "rows.jsonl", "3", "--tree", "1")[1].startswith("Two ferries.\n")
        for many in ("record", "rows.jsonl"):
            code, _, err = onrecord("show", many, "--tree", "1")
            assert code == 2
            assert "one document" in err

    def test_no_colour_where_none_is_wanted(self, onrecord, here):
        assert "\x1b" not in onrecord("show", "a.txt", "--tree", "1")[1]
        assert "\x1b[2m" in onrecord("show", "a.txt", "--tree", "1", FORCE_COLOR="1")[1]

    def test_controls_are_shown_not_obeyed(self, onrecord, here):
        out = onrecord("show", "-", "--tree", "2", stdin=TEXT.replace("ferry", "\x1b[31mferry"))[1]
        assert "\x1b" not in out


def sentence(words, heads, deps, **layers):
    doc = Doc(Vocab(), words=words.split(), heads=heads, deps=deps.split(), **layers)
    return doc[:]


class TestDrawing:
    def test_every_word_stands_under_its_head_in_the_order_of_the_sentence(self):
        drawn = drawing(
            sentence(
                "The envoy of Ardan said on Monday that the talks failed .",
                [1, 4, 3, 1, 4, 6, 4, 10, 9, 10, 4, 4],
                "det nsubj case nmod ROOT case obl mark det nsubj ccomp punct",
                pos=["DET", "NOUN", "ADP", "PROPN", "VERB", "ADP", "PROPN", "SCONJ", "DET", "NOUN", "VERB", "PUNCT"],
                lemmas=["the", "envoy", "of", "Ardan", "say", "on", "Monday", "that", "the", "talk", "fail", "."],
                ents=["O", "O", "O", "B-GPE", *"OO", "B-DATE", *"OOOOO"],
            ),
            80,
        )
        assert [row.plain for row in drawn] == [
            "  ╭╴The    det    DET    the",
            "╭╴envoy    nsubj  NOUN   envoy",
            "│ │ ╭╴of   case   ADP    of",
            "│ ╰╴Ardan  nmod   PROPN  Ardan   GPE",
            "said       root   VERB   say",
            "│ ╭╴on     case   ADP    on",
            "├╴Monday   obl    PROPN  Monday  DATE",
            "│ ╭╴that   mark   SCONJ  that",
            "│ │ ╭╴the  det    DET    the",
            "│ ├╴talks  nsubj  NOUN   talk",
            "├╴failed   ccomp  VERB   fail",
            "╰╴.        punct  PUNCT  .",
        ]

    def test_the_words_of_a_name_and_a_line_that_would_cross(self):
        found = sentence(
            "Omar Pell , which I try to meet",
            [5, 0, 0, 7, 5, 5, 7, 5],
            "nsubj flat punct obj nsubj ROOT mark xcomp",
            ents=["B-PERSON", "I-PERSON", *"OOOOOO"],
        )
        rows = [row.plain.split() for row in drawing(found, 80)]
        assert rows[0] == ["╭╴Omar", "nsubj", "PERSON"]
        assert rows[1] == ["│", "├╴Pell", "flat", "┊"]
        assert rows[3] == ["├╌which", "obj", "of", "meet"]

    def test_a_long_deep_sentence_fits_where_its_words_do(self):
        count = 40
        heads = [0, *(number // 2 * 2 for number in range(count - 1))]
        rows = drawing(sentence("envoy " * count, heads, " ".join(["ROOT", *["nmod:poss"] * (count - 1)])), 80)
        assert len(rows) == count
        assert [row.plain.count("envoy") for row in rows] == [1] * count
        wide = sentence("x " + "https://example.org/" + "y" * 90, [0, 0], "ROOT obj", lemmas=["x", "z" * 70])
        assert [row.plain.split()[0] for row in drawing(wide, 80)] == ["x", "╰╴https://example.org/" + "y" * 90]

    @pytest.mark.parametrize("heads", [[], [-1], [-1, -1], [1, -1, 0, 1], [3, 2, -1, 2, 1, 0], [5, 4, 3, -1, 0, 2]])
    def test_no_lines_cross(self, heads):
        """Whatever the tree: each column of a row holds one sign, and every line ends at a word."""
        drawn = branches_of(untangled(heads))
        assert len(drawn) == len(heads)
        for upper, lower in pairwise(drawn):
            for at, sign in enumerate(upper):
                if sign in "│╭├":
                    assert at >= len(lower) or lower[at] in "│├╰"
        assert untangled(untangled(heads)) == untangled(heads)


def test_a_tree_is_drawn_with_the_settings_and_the_model_that_are_named(here, onrecord, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "onrecord.language.load.parser_for", lambda settings: asked.append(settings) or stand_in(settings)
    )
    (here / "own.toml").write_text("window_words = 90\n")
    code, _, err = onrecord("show", "a.txt", "--tree", "1", "--language-model", "en_own", "--settings", "own.toml")
    assert (code, err) == (0, "")
    assert (asked[0].language_model, asked[0].window_words) == ("en_own", 90)
    assert onrecord("show", "a.txt", "--tree", "1", "--settings", "none.toml")[0] == 2


@pytest.mark.model
def test_the_bundled_model(here, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["onrecord", "parse", "a.txt"])
    with pytest.raises(SystemExit) as ended:
        main()
    out = capsys.readouterr().out
    assert (ended.value.code or 0) == 0
    assert comments(out, "text")[-1].endswith("Ada.")
    assert comments(out, "model")[0].startswith("onrecord-en@")
