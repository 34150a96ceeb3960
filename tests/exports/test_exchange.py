import json
from dataclasses import replace
from pathlib import Path

import pytest

from layers import CODED, PERU, READING, SHUTS, TODAY
from layers import TEXT as LAYERED
from onrecord import Coder, Source
from onrecord.errors import SourceError, UsageError
from onrecord.exports.exchange import exchange, stems, write, write_all
from onrecord.records import Given, PlaceLevel
from onrecord.transcripts.sources import Locator

TEXT = "Ferry Late Again At Port Ellery\n\nADA LINDT, HOST: Good morning. (LAUGHTER)\n\nBEN ORR: Morning, Ada.\n"


def code(content=TEXT, name="in/ferry.txt", **given):
    return Coder(READING).code(Source(name=name, content=content, given=Given(**given, origin="option")))


def test_the_shape_of_the_guide():
    found = exchange(code())
    assert found["file"] == "ferry.txt"
    assert found["document"].keys() >= {
        "outlet",
        "station",
        "programme",
        "title",
        "date",
        "date_basis",
        "date_inferred",
    }
    for turn in found["turns"]:
        assert turn.keys() >= {"start", "end", "label", "speaker", "role", "id", "number", "text", "made_by", "score"}
        assert TEXT[turn["start"] : turn["end"]] == turn["text"]
    assert [(turn["label"], turn["speaker"]) for turn in found["turns"]] == [
        ("ADA LINDT, HOST", "Ada Lindt"),
        ("BEN ORR", "Ben Orr"),
    ]
    for layer in ("speakers", "directions", "segments", "chrome"):
        assert isinstance(found[layer], list)
        assert all("document_id" not in record for record in found[layer])


def test_actors_have_the_fields_of_the_guide_and_all_places_that_name_them():
    pell, mayor, drivers, orr = exchange(CODED)["actors"]
    guide = ("key", "name", "kind", "country", "sector", "title", "speaks_for")
    assert [pell[name] for name in guide] == [
        *("omar-pell", "Omar Pell", "person", "PER", "GOV", "Harbor Minister", "peru")
    ]
    assert [[LAYERED[start:end] for start, end in pell[name]] for name in ("mentions", "pronouns", "alias_spans")] == [
        *(["Omar Pell", "minister"], ["He"], ["Omar Pell", "minister"])
    ]
    assert [role["tenure"] for role in pell["roles"]] == ["current", "former"]
    assert (pell["country_reason"], pell["country_quote"], pell["sectors"]) == ("of Peru", "Peru", ["ELI", "PTY"])
    assert (drivers["title"], drivers["speaks_for"], drivers["roles"], orr["pronouns"]) == (None, None, [], [])
    assert (mayor["country"], mayor["country_span"]) == ("PER", None)


def test_statements_name_actors_by_key_and_what_is_set_aside_stands_apart():
    found = exchange(CODED)
    says, hearsay, _, told, clip = found["statements"]
    assert list(says)[:5] == ["source", "kind", "source_span", "cue_span", "content_spans"]
    assert (says["source"], says["kind"], says["content"]) == ("omar-pell", "indirect", ["The bridge", "is shut"])
    assert [LAYERED[start:end] for start, end in says["content_spans"]] == says["content"]
    assert LAYERED[slice(*says["source_span"])] == says["source_quote"] == "Omar Pell"
    assert LAYERED[slice(*says["cue_span"])] == says["cue_quote"] == "says"
    assert (hearsay["source"], hearsay["source_span"]) == (None, None)
    assert (told["addressee"], told["addressee_quote"]) == ("mayor", "mayor")
    assert (told["said_text"], told["said_start"], told["said_end"]) == ("today", "2021-03-01", None)
    assert (says["said_text"], says["said_text_span"], says["said_start"]) == (None, None, None)
    assert told["within"] in {one["id"] for one in found["statements"]}
    assert (clip["source"], clip["kind"], clip["cue_span"]) == ("ben-orr", "clip", None)
    (thinks,) = found["attributions"]
    assert thinks.keys() == says.keys()
    assert (thinks["set_aside"], thinks["cue_kind"], thinks["inaudible"]) == ("belief", "belief", True)


def test_events_have_the_fields_of_the_guide_and_more():
    shuts, asks = exchange(CODED)["events"]
    guide = ("type", "mode", "actors", "recipients", "trigger_span", "evidence_span", "status", "reported_by")
    assert list(shuts)[:11] == [*guide, "date", "date_text", "place"]
    assert [shuts[name] for name in guide[:4]] == ["COERCE", "restrict", [], ["drivers"]]
    assert LAYERED[slice(*shuts["trigger_span"])] == shuts["trigger_quote"] == "shut"
    assert LAYERED[slice(*shuts["evidence_span"])] == shuts["evidence_quote"]
    assert (shuts["status"], shuts["reported_by"], shuts["place"]) == ("actual", "omar-pell", "Peru")
    located = ("place_text", "place_name", "geonames_id", "place_country", "place_countries", "latitude", "place_level")
    assert [shuts[name] for name in located] == ["Peru", "Peru", 3932488, "PER", ["PER"], -9.19, "country"]
    assert LAYERED[slice(*shuts["place_text_span"])] == "Peru"
    assert (shuts["quad"], shuts["intensity"], shuts["cameo"], shuts["score"]) == (4, -7.0, "172", 0.75)
    assert (shuts["contexts"], shuts["historical"]) == (["legal", "economic"], False)
    assert (asks["actors"], asks["recipients"], asks["reported_by"]) == (["omar-pell", "drivers"], ["mayor"], None)
    assert (asks["date"], asks["date_text"], asks["date_start"], asks["date_end"]) == (
        *("2021-03-03", "today", "2021-03-03", "2021-03-03"),
    )
    assert (asks["place"], asks["place_text"], asks["place_text_span"]) == (None, None, None)
    assert LAYERED[slice(*asks["date_text_span"])] == "today"
    assert exchange(code())["events"] == []


def test_events_hold_their_figures_and_each_telling_with_its_claims():
    shuts, asks = exchange(CODED)["events"]
    (figure,) = shuts["figures"]
    assert (figure["kind"], figure["low"], figure["high"], figure["relation"]) == ("arrested", 24, None, "vague")
    assert LAYERED[figure["start"] : figure["end"]] == figure["quote"]
    own, again = shuts["tellings"]
    assert (own["reported_by"], own["trigger_span"]) == ("omar-pell", shuts["trigger_span"])
    assert (again["reported_by"], again["actors"], again["recipients"]) == ("drivers", ["mayor"], ["drivers"])
    assert (again["date_text"], again["place_text"], again["figures"]) == ("today", None, [figure])
    assert LAYERED[slice(*again["evidence_span"])] == again["evidence_quote"]
    assert (asks["figures"], asks["tellings"]) == ([], [])


def test_a_span_of_days_is_no_date_and_an_unknown_place_keeps_its_words():
    week = replace(TODAY, end="2021-03-09")
    osk = replace(PERU, name=None, level=PlaceLevel.UNKNOWN, country=None, countries=())
    (one,) = exchange(replace(CODED, events=(replace(SHUTS, date=week, place=osk),)))["events"]
    assert (one["date"], one["date_start"], one["date_end"]) == (None, "2021-03-03", "2021-03-09")
    assert (one["place"], one["place_name"], one["place_level"]) == ("Peru", None, "unknown")


def test_mentions_say_how_they_name_and_nothing_claims_a_layer_that_is_not_there():
    found = exchange(CODED)
    assert [(one["form"], one["text"]) for one in found["mentions"]][:2] == [("name", "Omar Pell"), ("pronoun", "He")]
    assert "positions" not in found
    json.dumps(found)


def test_a_date_has_a_basis_and_an_unknown_one_has_none():
    assert exchange(code())["document"]["date_basis"] is None
    given = exchange(code(date="2021-03-03"))["document"]
    assert (given["date"], given["date_basis"]) == ("2021-03-03", "option")
    stated = exchange(code("Aired March 3, 2021 - 21:00 ET\n\n" + TEXT))["document"]
    assert (stated["date"], stated["date_basis"]) == ("2021-03-03", "March 3, 2021")
    assert stated["reasons"].keys() == {"outlet", "station", "programme", "title", "place", "date"}


def test_a_file_is_written_whole_and_readable(tmp_path):
    path = write(code(TEXT.replace("Morning", "Ça va")), tmp_path / "out", "ferry")
    assert path == tmp_path / "out/ferry.json"
    assert "Ça va" in path.read_text(encoding="utf-8")
    assert [item.name for item in path.parent.iterdir()] == ["ferry.json"]


def locator(name, path=None, key=None):
    return Locator(name=name, path=path or name.partition("#")[0], key=key, row=1 if key else None)


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        (locator("a/ferry.txt"), "ferry"),
        (locator("a/ferry (2).v1.txt"), "ferry (2).v1"),
        (locator("rows.jsonl#7", key="7"), "rows-7"),
        (locator("rows.jsonl#a/b:c#d", key="a/b:c#d"), "rows-a_b_c#d"),
        (locator("-", path="-"), "stdin"),
        (locator("-#3", key="3"), "stdin-3"),
        (locator("x\n\0.txt"), "x__"),
    ],
)
def test_stems(source, stem):
    assert list(stems([source]).values()) == [stem]


def test_a_long_id_still_makes_a_file_name(tmp_path):
    (one, other) = stems(
        [locator("r.csv#" + "é" * 300, key="é" * 300), locator("r.csv#" + "é" * 301, key="é" * 301)]
    ).values()
    assert one != other
    write(code(), tmp_path, one)


def test_two_inputs_of_one_stem_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match=r"a/x\.txt and b/X\.md"):
        write_all([locator("a/x.txt"), locator("b/X.md")], tmp_path / "out", Coder(READING))
    assert not (tmp_path / "out").exists()


def test_no_input_is_overwritten(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(TEXT)
    with pytest.raises(UsageError, match="overwritten"):
        write_all([locator(str(path))], tmp_path, Coder(READING))
    assert path.read_text() == TEXT


def test_what_fails_does_not_stop_the_others(tmp_path, monkeypatch):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(TEXT + name)
    coder = Coder(READING)
    read = coder.read

    def fail_on_b(source):
        if source.name.endswith("b.txt"):
            raise RuntimeError("a bug")
        return read(source)

    monkeypatch.setattr(coder, "read", fail_on_b)
    found = [locator(str(tmp_path / f"{name}.txt")) for name in ("a", "b", "c", "gone")]
    results = list(write_all([SourceError("row", "bad"), *found], tmp_path / "out", coder))
    assert [isinstance(result, Path) for result in results] == [False, True, False, True, False]
    assert results[2].message == "RuntimeError: a bug"
    assert json.loads((tmp_path / "out/c.json").read_text())["turns"]
