"""`onrecord events --pairs`: a table of given pairs gains codes; no model but where it is marked."""

import csv
import io

import pytest

from onrecord.cli.pairs import places
from onrecord.errors import UsageError
from onrecord.events.pairs import PairCode

CODES = ["type", "mode", "quad", "intensity", "score", "none", "reason"]
PAIRS = (
    "id\tsentence\tsource\ttarget\n"
    '1\t"Pell said ""no"" to\tOrr."\tPell\tOrr\n'
    "2\tIranians left Iran with Omar.\tIran\tOmar\n"
    "3\tPell met Orr.\tPell\tLindt\n"
    "4\tPell fails Orr.\tPell\tOrr\n"
)


class StandIn:
    """Says which words it was given."""

    def __init__(self, settings):
        self.settings = settings

    def __call__(self, sentence, source, target):
        if "fails" in sentence:
            raise ValueError("no\n reason")
        words = [sentence[start:end] for start, end in (source, target)]
        if not all(words):
            raise UsageError("the source holds no word of the sentence")
        mode = "meet" if "met" in sentence else None
        reason = f"{words[0]}@{source[0]} > {words[1]}@{target[0]}"
        return PairCode(type="REQUEST", mode=mode, quad=3, intensity=-0.5, score=0.75, none=0.0, reason=reason)


@pytest.fixture(autouse=True)
def _stand_in(request, monkeypatch):
    if not request.node.get_closest_marker("model"):
        monkeypatch.setattr("onrecord.events.pairs.PairCoder", StandIn)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "in.tsv").write_text(PAIRS)
    (tmp_path / "talk.txt").write_text("ADA LINDT: No.\n")
    (tmp_path / "twice.tsv").write_text("sentence\tsource\ttarget\tsource\n")
    (tmp_path / "unnamed.tsv").write_text("sentence\tsource\ttarget\t\t\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(text):
    """The rows of a table with tabs and quoted cells."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))


class TestTable:
    def test_every_row_keeps_its_cells_and_gains_codes(self, onrecord, here):
        code, out, err = onrecord("events", "--pairs", "in.tsv", "-o", "out.tsv")
        assert (code, out) == (1, "")
        assert err.splitlines() == [
            "in.tsv#3: the target 'Lindt' does not stand in the sentence; it is left without codes",
            "in.tsv#4: ValueError: no reason; it is left without codes",
        ]
        found = rows((here / "out.tsv").read_text())
        assert list(found[0]) == ["id", "sentence", "source", "target", *CODES]
        given = rows(PAIRS)
        assert [{name: row[name] for name in given[0]} for row in found] == given
        assert [found[0][name] for name in CODES] == ["REQUEST", "", "3", "-0.5", "0.75", "0", "Pell@0 > Orr@18"]
        assert found[1]["reason"] == "Iran@14 > Omar@24"
        assert [[row[name] for name in CODES[:-1]] for row in found[2:]] == [[""] * 6] * 2
        assert [row["reason"] for row in found[2:]] == [
            "the target 'Lindt' does not stand in the sentence",
            "ValueError: no reason",
        ]
        assert not list(here.glob(".*.tmp"))

    def test_marks_count_and_standard_input_is_read(self, onrecord, here):
        table = (
            "\ufeffsentence\tsource\ttarget\tmarked_sentence\r\n"
            "Orr met Orr.\tOrr\tOrr\t<t>Orr</t> met <s>Orr</s>.\r\n"
            " Orr met Orr.\tOrr\tOrr\tOrr met <s>Orr</s>.\r\n"
            "\r\n"
            "Orr met Pell.\tOrr\tPell\tOrr met Pell.\r\n"
            "Orr met Pell.\tOrr\tPell\r\n"
            "Orr met Pell.\tOrr\tPell\t<s>Orr</s> met <t>Lindt</t>.\r\n"
            "Orr met Pell.\tOrr\tPell\t<s></s>Orr met Pell.\r\n"
        )
        code, out, err = onrecord("events", "--pairs", "-", stdin=table)
        assert code == 1
        found = rows(out)
        assert [row["reason"] for row in found] == [
            *("Orr@8 > Orr@0", "Orr@9 > Orr@1", "Orr@0 > Pell@8", "Orr@0 > Pell@8"),
            *("the marked_sentence is not the sentence with marks", "the source holds no word of the sentence"),
        ]
        assert [row["mode"] for row in found] == ["meet"] * 4 + [""] * 2
        assert [line.partition(":")[0] for line in err.splitlines()] == ["-#5", "-#6"]

    def test_no_column_of_the_table_is_lost(self, onrecord, here):
        table = "type\tsentence\tsource\ttarget\ttype_coded\nmine\tOrr met Pell.\tOrr\tPell\ttoo\n"
        (row,) = rows(onrecord("events", "--pairs", "-", stdin=table)[1])
        assert (row["type"], row["type_coded"], row["type_coded_coded"]) == ("mine", "too", "REQUEST")

    @pytest.mark.parametrize("broken", ['"Orr met Pell.\tOrr\tPell', "Orr met Pell.\tOrr\tPell\tand\tmore"])
    def test_a_broken_row_is_named_and_kept(self, onrecord, here, broken):
        table = f"sentence\tsource\ttarget\n{broken}\nOrr met Pell.\tOrr\tPell\n"
        code, out, err = onrecord("events", "--pairs", "-", stdin=table)
        assert code == 1
        assert err.startswith("-#1: ")
        _, first, second = csv.reader(io.StringIO(out), delimiter="\t")
        assert first[: len(broken.split("\t"))] == broken.split("\t")
        assert first[-7:-1] == [""] * 6
        assert second[3] == "REQUEST"

    def test_a_table_without_rows(self, onrecord, here):
        assert onrecord("events", "--pairs", "-", stdin="sentence\tsource\ttarget\n") == (
            *(0, "\t".join(["sentence", "source", "target", *CODES]) + "\n", ""),
        )

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("events", "or --pairs IN.tsv"),
            ("events talk.txt -o out.tsv", "goes with --pairs"),
            ("events talk.txt --pairs in.tsv", "and no documents"),
            ("events --pairs in.tsv --json", "always as TSV"),
            ("events --pairs in.tsv --type AID", "go with it"),
            ("events --pairs gone.tsv", "--pairs gone.tsv: cannot be read"),
            ("events --pairs talk.txt", "there is no column sentence, source, target; there are ADA LINDT: No."),
            ("events --pairs twice.tsv", "--pairs twice.tsv: the header has the column 'source' twice"),
            ("events --pairs unnamed.tsv", "several columns have no name"),
            ("events --pairs in.tsv -o in.tsv", "is the table that is read"),
            ("events --pairs in.tsv -o gone/out.tsv", "cannot be written"),
        ],
    )
    def test_wrong_use_is_exit_2(self, onrecord, here, line, words):
        code, out, err = onrecord(*line.split())
        assert (code, out) == (2, "")
        assert words in " ".join(err.split())
        assert (here / "in.tsv").read_text() == PAIRS


class TestPlaces:
    @pytest.mark.parametrize(
        ("source", "target", "words"),
        [
            ("Iran", "Omar", ("Iran", "Omar")),
            ("ranians", " left ", ("ranians", "left")),
            ("Omar.", "I", ("Omar.", "I")),
        ],
    )
    def test_words_stand_where_they_are_said_to(self, source, target, words):
        sentence = "Iranians left Iran with Omar."
        found = places({"sentence": sentence, "source": source, "target": target})
        assert tuple(sentence[start:end] for start, end in found) == words

    @pytest.mark.parametrize("source", ["", " ", "omar", "Pell"])
    def test_what_does_not_stand_there_is_refused(self, source):
        with pytest.raises(UsageError, match=r"the source .* does not stand in the sentence"):
            places({"sentence": "Omar left.", "source": source, "target": "Omar"})

    def test_marks_may_lie_in_each_other(self):
        row = {"sentence": "Pell of Peru", "marked_sentence": "<s>Pell of <t>Peru</t></s>", "source": "", "target": ""}
        assert places(row) == ((0, 12), (8, 12))


@pytest.mark.model
def test_the_bundled_model_codes_given_pairs(onrecord, here):
    table = (
        "sentence\tsource\ttarget\n"
        "The rebels attacked the town of Osk on Monday.\tThe rebels\tthe town of Osk\n"
        "President Mara Lindqvist met Foreign Minister Omar Pell in Lima.\tMara Lindqvist\tOmar Pell\n"
        "The rebels attacked the town of Osk on Monday.\tThe rebels\tthe army\n"
    )
    code, out, err = onrecord("events", "--pairs", "-", stdin=table)
    attack, meeting, nobody = rows(out)
    assert (code, attack["type"], attack["quad"], meeting["type"], nobody["type"]) == (1, "ASSAULT", "4", "CONSULT", "")
    assert "attacked" in attack["reason"]
    assert all(0 <= float(row[name]) <= 1 for row in (attack, meeting) for name in ("score", "none"))
    assert err.startswith("-#3: the target 'the army' does not stand in the sentence")
