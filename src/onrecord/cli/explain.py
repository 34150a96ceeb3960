"""`onrecord explain`: why a record was coded as it was, with its words."""

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.coded import CodedDocuments, Json, json_line, print_indented, print_lines
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.exports.explained import Explanation, Part
    from onrecord.records import CodedDocument
    from onrecord.settings import Layer, Settings

_SHORTEST = 6
_PLACES = 4
"""Places of a part that are printed; --json has all."""


def explain(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of an event, statement, actor or turn: whole, or its first 6 signs.")
    ],
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS…|RECORD", help="Files, folders, tables, -, or record folders.")
    ],
    as_json: Json = False,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    language_model: LanguageModel = None,
    own: ActorsFile = None,
    settings: SettingsFile = None,
) -> None:
    """Say in plain words why an event, statement, actor or turn was coded as it was.

    Point by point: the words and their place, the table row or the head that made it, who is meant and how that is
    known, what was set aside, what came second, and what would have changed it. Nothing is judged anew: all of it
    follows from the record and the tables. Ids stand in `onrecord events --json`, `quotes --json`, `actors --json`.

    Exit code: 0 explained, 2 no such record, or wrong use.

    Examples:

      onrecord explain event-1f0a6c record/

      onrecord explain 1f0a6c talk.txt --json
    """
    from onrecord.cli.inputs import load_settings
    from onrecord.exports.explained import explain as explained
    from onrecord.exports.explained import matching
    from onrecord.transcripts.sources import Options

    if len(record_id.strip()) < _SHORTEST:
        raise UsageError(f"the id {record_id!r} is too short; give its first {_SHORTEST} signs or more")
    chosen = load_settings(settings, language_model, own)
    documents = CodedDocuments(paths, Options(format=input_format, encoding=encoding), chosen, _layer(record_id))
    found: list[tuple[CodedDocument, str]] = []
    for coded in documents:
        found.extend((coded, name) for name in matching(coded, record_id.strip()))
    exact = [one for one in found if one[1] == record_id.strip()] or found
    if len(exact) != 1:
        raise UsageError(_not_one(record_id, exact, documents))
    coded, name = exact[0]
    told = explained(coded, name, _settings_of(documents.records, chosen))
    if as_json:
        print_lines([json_line(told.row)])
    else:
        _print(told)


def _not_one(record_id: str, found: "list[tuple[CodedDocument, str]]", documents: CodedDocuments) -> str:
    if found:
        some = ", ".join(f"{name} ({coded.transcript.document.name})" for coded, name in found[:4])
        return f"{record_id!r} stands for {len(found)} records: {some}; give more of the id"
    failed = f" ({documents.failed} could not be read)" if documents.failed else ""
    return (
        f"no event, statement, actor or turn has the id {record_id!r} in {documents.read} documents{failed};"
        " `onrecord events PATHS --json` lists the ids of events, `quotes` and `actors` those of the others"
    )


def _layer(record_id: str) -> "Layer":
    """How far documents must be coded for a record of such an id."""
    layers: dict[str, Layer] = {"statement": "statements", "actor": "statements", "turn": "transcript"}
    return layers.get(record_id.partition("-")[0], "events")


def _settings_of(records: list[str], chosen: "Settings") -> "Settings":
    """The settings of a record, as its manifest has them; those chosen where there is not just one."""
    from onrecord.settings import Settings
    from onrecord.store import RecordFolder

    if len(records) != 1:
        return chosen
    known = RecordFolder(records[0]).check().get("settings", {})
    values = {name: known[name] for name in Settings.model_fields if name in known and name != "actors"}
    return Settings.model_validate(values)


def _print(told: "Explanation") -> None:
    """The parts one below the other: title, what is to be said, and the words with their places."""
    from rich.text import Text

    from onrecord.cli.terminal import line, out

    console = out()
    console.print(Text(line(told.headline), style="bold"), soft_wrap=True)
    console.print(Text(line(f"{told.id} · {told.document}"), style="dim"), soft_wrap=True)
    for part in told.parts:
        console.print()
        console.print(Text(line(part.title), style="bold cyan"), soft_wrap=True)
        print_indented(console, Text(line(part.text)))
        where = _where(told, part)
        if where:
            console.print(Text("  " + line(where), style="dim"), soft_wrap=True)


def _where(told: "Explanation", part: "Part") -> str:
    """The places of the words, and what decided."""
    places = [f"{told.document}:{one.start}-{one.end}" for one in part.evidence[:_PLACES]]
    more = [f"and {len(part.evidence) - _PLACES} more"] if len(part.evidence) > _PLACES else []
    return " · ".join([*places, *more, *([part.rule] if part.rule else [])])
