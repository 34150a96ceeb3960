"""`onrecord events`: who did what to whom, with its place in the text; and the codes of given pairs."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.actors import _refuse
from onrecord.cli.coded import (
    CodedDocuments,
    Csv,
    Json,
    called,
    code_shown,
    csv_line,
    held,
    json_line,
    place,
    print_indented,
    print_lines,
    refuse_both,
    repaired,
    say_nothing,
    sought,
)
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.records import Actor, CodedDocument, Event, Evidence

_COLUMNS = (
    *("document", "document_id", "id", "type", "mode", "quad", "intensity", "cameo", "status", "historical"),
    *("actors", "actor_keys", "actor_countries", "actor_sectors"),
    *("recipients", "recipient_keys", "recipient_countries", "recipient_sectors", "reported_by"),
    *("date_text", "date_text_start", "date_text_end", "place", "place_start", "place_end", "contexts"),
    *("trigger", "trigger_start", "trigger_end", "evidence", "start", "end", "turn", "turn_id", "statement_id"),
    *("reason", "second", "made_by", "score"),
)
_UNKNOWN = "–"
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

    A block for each event: the words of its date, who acts, type and mode, who receives; its status if it did not take
    place (planned, hypothetical, negated), and by whose words alone it is known; the sentence, with the word that names
    the act between ⌈ ⌉; where it stands. – is an actor that the text does not name.

    Files are read on the spot and kept nowhere; of a record folder, what was coded is printed. Capitals and accents
    make no difference to --actor. Offsets count the characters of the document's text from 0. In CSV, actors that share
    a cell are separated by ";", and their countries and sectors stand in the same order.

    With --pairs, sentences are coded in which source and target are given, by their words: the place where they stand
    first, or between <s> </s> and <t> </t> in a column marked_sentence. The table (tabs, cells quoted as in CSV) keeps
    its columns and gains type (always the best one), mode, quad, intensity, score (its share), none (the probability
    that the one does nothing to the other) and reason.

    Exit code: 0 all read, also if nothing is found, 1 some documents or pairs failed, 2 wrong use.

    Examples:

      onrecord events talk.txt --reasons

      onrecord events record/ --type ASSAULT --type COERCE --actor police

      onrecord events news.jsonl --status actual --csv > events.csv

      onrecord events --pairs pairs.tsv -o coded.tsv
    """
    from onrecord.cli.inputs import load_settings
    from onrecord.cli.pairs import code_pairs
    from onrecord.transcripts.sources import Options

    refuse_both(as_csv, as_json)
    if pairs is not None:
        others = (paths, types, actor, statuses, reasons, as_csv, as_json, input_format, own)
        _refuse(any(others), "--pairs", _ALONE)
        raise typer.Exit(code_pairs(pairs, out, encoding, load_settings(settings, language_model)))
    _refuse(out is not None, "--out", "goes with --pairs; a list of events is printed: `onrecord events ... > FILE`")
    _refuse(not paths, "Missing argument", "name files, folders, a record folder, or -; or --pairs IN.tsv")
    wanted = _Wanted(types or (), actor, statuses or ())
    chosen = load_settings(settings, language_model, own)
    found = CodedDocuments(paths or (), Options(format=input_format, encoding=encoding), chosen, "events")
    if as_csv:
        print_lines([csv_line(_COLUMNS)])
    number = 0
    for coded in found:
        named = {one.id: one for one in coded.actors}
        happened = [one for one in coded.events if wanted(one, named)]
        number += len(happened)
        if as_csv or as_json:
            rows = [_row(coded, one, named) for one in happened]
            print_lines(csv_line(_flat(row)) if as_csv else json_line(row) for row in rows)
        else:
            _print_blocks(coded, happened, named, reasons)
    if not number:
        say_nothing("event", found.read, wanted.words)
    raise typer.Exit(1 if found.failed else 0)


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


def _row(coded: "CodedDocument", event: "Event", actors: "Mapping[str, Actor]") -> dict[str, Any]:
    """An event as a flat row: the columns of the record's table, and what is known of those who take part."""
    document = coded.transcript.document
    reporter = actors.get(event.reported_by or "")
    turn = next((one.number for one in coded.transcript.turns if one.id == event.turn_id), None)
    return {
        **{"document": document.name, "document_id": document.id, "id": event.id, "type": event.type},
        **{"mode": event.mode, "quad": event.quad, "intensity": event.intensity, "cameo": event.cameo},
        **{"status": event.status.value, "historical": event.historical},
        **_taking_part("actor", [actors[one] for one in event.actors if one in actors]),
        **_taking_part("recipient", [actors[one] for one in event.recipients if one in actors]),
        "reported_by": reporter and reporter.name,
        **_spanned("date_text", event.date_text),
        **_spanned("place", event.place),
        "contexts": list(event.contexts),
        **_spanned("trigger", event.trigger),
        **{"evidence": event.evidence.quote, "start": event.evidence.start, "end": event.evidence.end},
        **{"turn": turn, "turn_id": event.turn_id, "statement_id": event.statement_id},
        **{"reason": event.reason, "second": event.second, "made_by": str(event.made_by), "score": event.score},
    }


def _taking_part(role: str, actors: "Sequence[Actor]") -> dict[str, Any]:
    return {
        f"{role}s": [one.name for one in actors],
        f"{role}_keys": [one.key for one in actors],
        f"{role}_countries": [one.country.value for one in actors],
        f"{role}_sectors": [one.sector.value for one in actors],
    }


def _spanned(name: str, words: "Evidence | None") -> dict[str, Any]:
    parts = (words.quote, words.start, words.end) if words is not None else (None, None, None)
    return dict(zip((name, f"{name}_start", f"{name}_end"), parts, strict=True))


def _flat(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The cells of a row; of a list one cell, in which an unknown code is nothing."""
    return tuple(";".join(one or "" for one in cell) if isinstance(cell, list) else cell for cell in row.values())


# Blocks


def _print_blocks(
    coded: "CodedDocument", happened: "Sequence[Event]", actors: "Mapping[str, Actor]", reasons: bool
) -> None:
    from rich.text import Text

    from onrecord.cli.terminal import line, out

    console = out()
    signs = console.no_color or console.color_system is None
    turns = {turn.id: turn for turn in coded.transcript.turns}
    for one in happened:
        console.print(_heading(one, actors), soft_wrap=True)
        manner = _manner(one, actors)
        if manner:
            console.print(Text("  " + line(manner), style="dim"), soft_wrap=True)
        print_indented(console, _words(coded, one, signs))
        turn = turns.get(one.turn_id or "")
        said = f" · turn {turn.number}, {turn.speaker or turn.role.value}" if turn is not None else ""
        where = place(coded, one.evidence.start, one.evidence.end) + said
        console.print(Text("  " + line(where), style="dim"), soft_wrap=True)
        for name, words in _why(one) if reasons else ():
            console.print(Text(f"  {name:<9} {line(words)}"), soft_wrap=True)
        console.print()


def _heading(event: "Event", actors: "Mapping[str, Actor]") -> "Text":
    """When, who, what, to whom: `on Monday · Omar Pell (PER GOV) → REQUEST/assist → Drivers (PER? –)`."""
    from rich.text import Text

    from onrecord.cli.terminal import line

    when = f"{line(event.date_text.quote)} · " if event.date_text is not None else ""
    found = Text.assemble((when, "dim")).append_text(_names(event.actors, actors) if event.actors else Text(_UNKNOWN))
    code = event.type + (f"/{event.mode}" if event.mode else "")
    found.append(" → ").append(line(code), style="bold red" if event.quad > 2 else "bold green")
    return found.append(" → ").append_text(_names(event.recipients, actors)) if event.recipients else found


def _names(ids: Sequence[str], actors: "Mapping[str, Actor]") -> "Text":
    from rich.text import Text

    from onrecord.cli.terminal import line

    found = Text()
    for one in (actors[name] for name in ids if name in actors):
        found.append(", " if found else "").append(line(one.name), style="bold")
        codes = [code_shown(code) for code in (one.country, one.sector)]
        if codes != [_UNKNOWN, _UNKNOWN]:
            found.append(f" ({' '.join(codes)})", style="dim")
    return found


def _manner(event: "Event", actors: "Mapping[str, Actor]") -> str:
    """What else is to be known: whether it took place, where, and by whose words it is known."""
    reporter = actors.get(event.reported_by or "")
    facts = (
        event.status.value if event.status.value != "actual" else "",
        "earlier than what is reported" if event.historical else "",
        f"place: {event.place.quote}" if event.place is not None else "",
        f"says {reporter.name}" if reporter is not None else "",
    )
    return " · ".join(filter(None, facts))


def _words(coded: "CodedDocument", event: "Event", signs: bool) -> "Text":
    """The evidence on one line, with the trigger marked: by signs, or by a style where there is colour."""
    from rich.text import Text

    from onrecord.cli.marks import Part

    opening, closing, style = Part.TRIGGER.value
    first, last = event.trigger.start, event.trigger.end
    start, end = min(event.evidence.start, first), max(event.evidence.end, last)
    before, trigger, behind = (
        _spaced(repaired(coded.transcript, *span)) for span in ((start, first), (first, last), (last, end))
    )
    marked = Text(opening + trigger + closing) if signs else Text(trigger, style=style)
    return Text(before.lstrip()).append_text(marked).append(behind.rstrip())


def _spaced(text: str) -> str:
    """A piece of a line, with the spaces around it."""
    from onrecord.cli.terminal import printable

    return re.sub(r"\s+", " ", printable(unicodedata.normalize("NFC", text)))


def _why(event: "Event") -> tuple[tuple[str, str], ...]:
    """The codes in full and what made them, each with its name."""
    from onrecord.lexicons.ontology import Quad

    corner = Quad(event.quad).name.lower().replace("_", " ")
    chance = f" · probability {event.score:.2f}" if event.score is not None else ""
    second = f" · next best {event.second}" if event.second else ""
    return (
        ("codes", f"{event.quad} {corner} · intensity {event.intensity:g} · CAMEO {event.cameo}{chance}{second}"),
        *([("contexts", ", ".join(event.contexts))] if event.contexts else []),
        ("why", f"{event.reason} ({event.made_by})"),
    )
