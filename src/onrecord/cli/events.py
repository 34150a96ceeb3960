"""`onrecord events`: who did what to whom, with its place in the text; and the codes of given pairs."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.coded import (
    CodedDocuments,
    Csv,
    Json,
    called,
    csv_line,
    held,
    json_line,
    print_lines,
    refuse,
    refuse_both,
    say_nothing,
    sought,
)
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.records import Actor, CodedDocument, Event, Evidence, ResolvedDate, ResolvedPlace

_COLUMNS = (
    *("document", "document_id", "id", "type", "mode", "quad", "intensity", "cameo", "status", "historical"),
    *("actors", "actor_keys", "actor_countries", "actor_sectors"),
    *("recipients", "recipient_keys", "recipient_countries", "recipient_sectors", "reported_by"),
    *("date", "date_text", "date_text_start", "date_text_end", "date_start", "date_end", "date_granularity"),
    *("date_basis", "date_approximate", "date_reason"),
    *("place", "place_text", "place_text_start", "place_text_end", "place_country", "place_countries", "geonames_id"),
    *("latitude", "longitude", "place_level", "place_precision", "place_reason", "place_second", "figures", "contexts"),
    *("trigger", "trigger_start", "trigger_end", "evidence", "start", "end", "turn", "turn_id", "statement_id"),
    *("reason", "second", "made_by", "score", "tellings"),
)
_ALONE = (
    "codes a table of pairs, and no documents, always as TSV with reasons; of all other options only -o, --encoding,"
    " --language-model and --settings go with it"
)
_Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Only this type: ASSAULT, REQUEST, ... May be repeated."),
]
_Name = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only where this actor acts or receives: its name, a part of it, or its key."),
]
_Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only this status: actual, planned, hypothetical or negated. May be repeated.",
    ),
]
_GeoJson = Annotated[bool, typer.Option("--geojson", help="Print one GeoJSON object, for maps.")]
_Pairs = Annotated[
    str | None,
    typer.Option(metavar="IN.tsv", help="Code given pairs instead: columns sentence, source, target."),
]


def events(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS…|RECORD", help="Files, folders, tables, -, or record folders.")
    ] = None,
    types: _Types = None,
    actor: _Name = None,
    statuses: _Statuses = None,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Say which codes each event has, and why it was coded.")
    ] = False,
    as_csv: Csv = False,
    as_json: Json = False,
    as_geojson: _GeoJson = False,
    pairs: _Pairs = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT.tsv", help="Where the coded pairs go.  [default: here]")
    ] = None,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    language_model: LanguageModel = None,
    own: ActorsFile = None,
    settings: SettingsFile = None,
) -> None:
    """Print who did what to whom, in the codes of PLOVER 2.0, and the words that say so.

    A block for each event: its date (the words, and the days they stand for), who acts, type and mode, who receives;
    its status if it did not take place (planned, hypothetical, negated), place, numbers of people, and by whose words
    alone it is known; the sentence, with the word that names the act between ⌈ ⌉; where it stands; where the act is
    told again, and what is said otherwise there. – is an actor that the text does not name.

    Files are read on the spot and kept nowhere; of a record folder, what was coded is printed. Capitals and accents
    make no difference to --actor. Offsets count the characters of the document's text from 0. In CSV, actors that share
    a cell are separated by ";", and their countries and sectors stand in the same order; figures are `killed=9..9`.

    With --pairs, sentences are coded in which source and target are given, by their words: the place where they stand
    first, or between <s> </s> and <t> </t> in a column marked_sentence. The table (tabs, cells quoted as in CSV) keeps
    its columns and gains type (always the best one), mode, quad, intensity, score (its share), none (the probability
    that the one does nothing to the other) and reason.

    Exit code: 0 all read, also if nothing is found, 1 some documents or pairs failed, 2 wrong use.

    Examples:

      onrecord events talk.txt --reasons

      onrecord events record/ --type ASSAULT --type COERCE --actor police

      onrecord events news.jsonl --status actual --csv > events.csv

      onrecord events record/ --geojson > events.geojson

      onrecord events --pairs pairs.tsv -o coded.tsv
    """
    from onrecord.cli.inputs import load_settings
    from onrecord.cli.pairs import code_pairs
    from onrecord.transcripts.sources import Options

    refuse_both(as_csv, as_json)
    refuse(as_geojson and (as_csv or as_json), "--geojson", "is a format of its own; ask for one")
    if pairs is not None:
        others = (paths, types, actor, statuses, reasons, as_csv, as_json, as_geojson, input_format, own)
        refuse(any(others), "--pairs", _ALONE)
        raise typer.Exit(code_pairs(pairs, out, encoding, load_settings(settings, language_model)))
    refuse(out is not None, "--out", "goes with --pairs; a list of events is printed: `onrecord events ... > FILE`")
    refuse(not paths, "Missing argument", "name files, folders, a record folder, or -; or --pairs IN.tsv")
    wanted = _Wanted(types or (), actor, statuses or ())
    chosen = load_settings(settings, language_model, own)
    found = CodedDocuments(paths or (), Options(format=input_format, encoding=encoding), chosen, "events")
    form = "csv" if as_csv else "json" if as_json else "geojson" if as_geojson else "blocks"
    number = _print(found, wanted, form, reasons)
    if not number:
        say_nothing("event", found.read, wanted.words)
    raise typer.Exit(1 if found.failed else 0)


def _print(found: CodedDocuments, wanted: "_Wanted", form: str, reasons: bool) -> int:
    """Print all events that are wanted, and say how many they are."""
    from onrecord.cli.event_blocks import print_blocks
    from onrecord.exports import geojson

    number = 0

    def chosen() -> "Iterator[tuple[CodedDocument, list[Event]]]":
        nonlocal number
        for coded in found:
            named = {one.id: one for one in coded.actors}
            happened = [one for one in coded.events if wanted(one, named)]
            number += len(happened)
            yield coded, happened

    if form == "geojson":
        print_lines(geojson.lines(geojson.feature(coded, one) for coded, happened in chosen() for one in happened))
        return number
    if form == "csv":
        print_lines([csv_line(_COLUMNS)])
    for coded, happened in chosen():
        if form == "blocks":
            print_blocks(coded, happened, reasons)
        else:
            rows = (_row(coded, one) for one in happened)
            print_lines(csv_line(_flat(row)) if form == "csv" else json_line(row) for row in rows)
    return number


class _Wanted:
    """What is asked for, as a question to an event; `words` say it."""

    def __init__(self, types: Sequence[str], actor: str | None, statuses: Sequence[str]) -> None:
        from onrecord.lexicons.ontology import event_types
        from onrecord.records import EventStatus

        self.types = _known("--type", [name.upper() for name in types], list(event_types()))
        self.statuses = _known("--status", [name.lower() for name in statuses], [one.value for one in EventStatus])
        self.actor = sought("--actor", actor)
        codes = " or ".join((*self.types, *self.statuses))
        self.words = (f" of {codes}" if codes else "") + (f" with {actor!r}" if actor is not None else "")

    def __call__(self, event: "Event", actors: "Mapping[str, Actor]") -> bool:
        if event.type not in (self.types or (event.type,)):
            return False
        if event.status.value not in (self.statuses or (event.status.value,)):
            return False
        taking_part = [actors[one] for one in (*event.actors, *event.recipients) if one in actors]
        return held(self.actor, (name for one in taking_part for name in called(one)))


def _known(option: str, given: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    for name in given:
        if name not in known:
            raise UsageError(f"{option} {name!r}: there is no such one; there are {', '.join(known)}")
    return tuple(dict.fromkeys(given))


# Rows


def _row(coded: "CodedDocument", event: "Event") -> dict[str, Any]:
    """An event as a row: the columns of the record's table, what is known of those who take part, and its parts."""
    from onrecord.exports.exchange import counted, place_called, told

    document = coded.transcript.document
    actors = {one.id: one for one in coded.actors}
    names = {one.id: one.name for one in coded.actors}
    reporter = actors.get(event.reported_by or "")
    turn = next((one.number for one in coded.transcript.turns if one.id == event.turn_id), None)
    return {
        **{"document": document.name, "document_id": document.id, "id": event.id, "type": event.type},
        **{"mode": event.mode, "quad": event.quad, "intensity": event.intensity, "cameo": event.cameo},
        **{"status": event.status.value, "historical": event.historical},
        **_taking_part("actor", [actors[one] for one in event.actors if one in actors]),
        **_taking_part("recipient", [actors[one] for one in event.recipients if one in actors]),
        "reported_by": reporter and reporter.name,
        **_dated(event.date),
        "place": place_called(event),
        **_located(event.place),
        "figures": [counted(one) for one in event.figures],
        "contexts": list(event.contexts),
        **_spanned("trigger", event.trigger),
        **{"evidence": event.evidence.quote, "start": event.evidence.start, "end": event.evidence.end},
        **{"turn": turn, "turn_id": event.turn_id, "statement_id": event.statement_id},
        **{"reason": event.reason, "second": event.second, "made_by": str(event.made_by), "score": event.score},
        "tellings": [told(one, names) for one in event.tellings],
    }


def _taking_part(role: str, actors: "Sequence[Actor]") -> dict[str, Any]:
    return {
        f"{role}s": [one.name for one in actors],
        f"{role}_keys": [one.key for one in actors],
        f"{role}_countries": [one.country.value for one in actors],
        f"{role}_sectors": [one.sector.value for one in actors],
    }


def _dated(date: "ResolvedDate | None") -> dict[str, Any]:
    return {
        "date": date and date.unit,
        **_spanned("date_text", date.words if date is not None else None),
        **{f"date_{name}": date and getattr(date, name) for name in ("start", "end")},
        **{f"date_{name}": date and getattr(date, name).value for name in ("granularity", "basis")},
        **{f"date_{name}": getattr(date, name) if date is not None else None for name in ("approximate", "reason")},
    }


def _located(place: "ResolvedPlace | None") -> dict[str, Any]:
    return {
        **_spanned("place_text", place.words if place is not None else None),
        "place_country": place and place.country,
        "place_countries": list(place.countries) if place is not None else [],
        **{name: place and getattr(place, name) for name in ("geonames_id", "latitude", "longitude")},
        "place_level": place and place.level.value,
        **{f"place_{name}": place and getattr(place, name) for name in ("precision", "reason", "second")},
    }


def _spanned(name: str, words: "Evidence | None") -> dict[str, Any]:
    parts = (words.quote, words.start, words.end) if words is not None else (None, None, None)
    return dict(zip((name, f"{name}_start", f"{name}_end"), parts, strict=True))


def _flat(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The cells of a row; of a list one cell, in which an unknown code is nothing."""
    return tuple(";".join(map(_in_cell, cell)) if isinstance(cell, list) else cell for cell in row.values())


def _in_cell(one: str | Mapping[str, Any] | None) -> str:
    """What stands for one of several in a cell: of a figure kind and bounds, of a telling its place in the text.

    >>> _in_cell({"kind": "killed", "low": 24, "high": None}), _in_cell({"evidence_span": [4, 90]}), _in_cell(None)
    ('killed=24..', '4-90', '')
    """
    if isinstance(one, Mapping) and "kind" in one:
        low, high = ("" if one[bound] is None else one[bound] for bound in ("low", "high"))
        return f"{one['kind']}={low}..{high}"
    return "-".join(map(str, one["evidence_span"])) if isinstance(one, Mapping) else one or ""
