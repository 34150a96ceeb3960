import pytest

from onrecord import Coder, Settings, Source
from onrecord.errors import SourceError, UsageError

READING = Settings(last_layer="transcript")
TEXT = "ADA LINDT, HOST: Good morning.\n\nBEN ORR: Good morning, Ada.\n"
REPORT = "ADA LINDT, HOST: The mayor of Port Ellery, Omar Pell, says the bridge is shut.\n\nBEN ORR: It is, Ada.\n"


@pytest.mark.model
def test_one_document_has_all_layers():
    coded = Coder().code(Source(name="<text>", content=REPORT))
    assert [turn.speaker for turn in coded.transcript.turns] == ["Ada Lindt", "Ben Orr"]
    names = {actor.id: actor.name for actor in coded.actors}
    said = [(names.get(one.source_id), one.kind, one.content[0].quote) for one in coded.statements]
    assert said == [("Omar Pell", "indirect", "the bridge is shut"), ("Ben Orr", "clip", "It is, Ada.")]
    assert {mention.actor_id for mention in coded.mentions} <= {*names}


def test_reading_alone_needs_no_model_and_yields_no_other_layer(monkeypatch):
    monkeypatch.setattr("onrecord.language.load.parser_for", lambda settings: 1 / 0)
    coded = Coder(READING).code(Source(name="<text>", content=TEXT))
    assert [turn.speaker for turn in coded.transcript.turns] == ["Ada Lindt", "Ben Orr"]
    assert coded.mentions == coded.actors == coded.statements == coded.events == ()


@pytest.mark.parametrize("last", ["statements", "events"])
def test_events_follow_statements_where_they_are_wanted(monkeypatch, last):
    """With stand-ins for the steps, which know what they were given."""
    steps = {
        "language.load.parser_for": lambda settings: lambda transcript: "parsed",
        "actors.Identifier": lambda settings: lambda *given: (("mention",), ("actor",)),
        "statements.Attributor": lambda settings: lambda *given: ("statement",),
        "events.EventCoder": lambda settings: lambda *given: given[1:],
    }
    for name, step in steps.items():
        monkeypatch.setattr(f"onrecord.{name}", step)
    coded = Coder(Settings(last_layer=last)).code(Source(name="<text>", content=TEXT))
    assert coded.statements == ("statement",)
    assert coded.events == (("parsed", ("mention",), ("actor",), ("statement",)) if last == "events" else ())


def test_what_read_takes_can_be_coded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    coder = Coder(READING)
    with path.open("rb") as stream:
        found = [coder.code(what).transcript for what in (TEXT, path, stream)]
    assert {transcript.document.text for transcript in found} == {TEXT}
    assert {len(transcript.turns) for transcript in found} == {2}
    assert [coded.transcript.document.name for coded in coder.code_many([path])] == [str(path)]
    with pytest.raises(UsageError):
        coder.code("a.txt")
    with pytest.raises(UsageError):
        coder.code(7)


def test_a_coder_keeps_nothing_of_a_document():
    coder = Coder(READING)
    first = coder.code(Source(name="a", content=TEXT))
    coder.code(Source(name="b", content="CLEO VANCE, HOST: Something else.\n"))
    assert coder.code(Source(name="a", content=TEXT)) == first


def test_many_documents_stream():
    taken = []

    def sources():
        for name in ("a", "b"):
            taken.append(name)
            yield Source(name=name, content=TEXT)

    stream = Coder(READING).code_many(sources())
    assert not taken
    assert next(stream).transcript.document.name == "a"
    assert taken == ["a"]


def test_a_text_that_is_none_is_an_error_of_that_source():
    with pytest.raises(SourceError, match="no text") as caught:
        Coder(READING).code(Source(name="empty.txt", content=b" \n"))
    assert caught.value.name == "empty.txt"
