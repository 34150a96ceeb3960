"""`onrecord quotes`: who said what, with its place in the text."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    say_nothing,
    shown,
    sought,
)
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.records import Actor, Code, CodedDocument, Evidence, ResolvedDate, Statement, Transcript

_COLUMNS = (
    *("document", "document_id", "id", "start", "end", "kind", "cue_kind", "polarity", "source_key", "source_name"),
    *("source_country", "source_country_reason", "source_sector", "source_sector_reason"),
    *("source_quote", "source_start", "source_end", "cue_quote", "cue_start", "cue_end"),
    *("content", "content_starts", "content_ends", "addressee_key", "addressee_name"),
    *("addressee_quote", "addressee_start", "addressee_end"),
    *("said", "said_text", "said_text_start", "said_text_end", "said_start", "said_end", "said_reason"),
    *("within", "inaudible", "set_aside", "turn_id", "reason", "made_by", "score"),
)


def quotes(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS…|RECORD", help="Files, folders, tables, -, or record folders.")
    ],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this source says: its name, a part of it, or its key.")
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only what holds this word, or these words one after another.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what is attributed and no statement (beliefs, ...), with the reason.")
    ] = False,
    as_csv: Csv = False,
    as_json: Json = False,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    language_model: LanguageModel = None,
    own: ActorsFile = None,
    settings: SettingsFile = None,
) -> None:
    """Print who said what: the speaker, the words, and where they stand.

    Files are read on the spot and kept nowhere; of a record folder, what was coded is printed. Capitals and accents
    make no difference to --by and --about. Offsets count the characters of the document's text from 0.

    Exit code: 0 all read, also if nothing is found, 1 some documents failed, 2 wrong use.

    Examples:

      onrecord quotes talk.txt

      onrecord quotes record/ --by "ana roth" --about "ferry line"

      onrecord quotes news.jsonl --csv > quotes.csv
    """
    from onrecord.cli.inputs import load_settings
    from onrecord.transcripts.sources import Options

    refuse_both(as_csv, as_json)
    wanted = _Wanted(by, about, every)
    chosen = load_settings(settings, language_model, own)
    found = CodedDocuments(paths, Options(format=input_format, encoding=encoding), chosen)
    if as_csv:
        print_lines([csv_line(_COLUMNS)])
    number = 0
    for coded in found:
        actors = {actor.id: actor for actor in coded.actors}
        said = [one for one in coded.statements if wanted(coded.transcript, one, actors)]
        number += len(said)
        if as_csv or as_json:
            rows = [_row(coded, one, actors) for one in said]
            print_lines(csv_line(tuple(row.values())) if as_csv else json_line(row) for row in rows)
        else:
            _print_blocks(coded, said, actors)
    if not number:
        say_nothing("statement", found.read, wanted.words)
    raise typer.Exit(1 if found.failed else 0)


class _Wanted:
    """What is asked for, as a question to a statement; `words` say it."""

    def __init__(self, by: str | None, about: str | None, every: bool) -> None:
        self.by, self.about, self.every = sought("--by", by), sought("--about", about), every
        self.words = (f" by {by!r}" if by is not None else "") + (f" about {about!r}" if about is not None else "")

    def __call__(self, transcript: "Transcript", said: "Statement", actors: "Mapping[str, Actor]") -> bool:
        if said.set_aside is not None and not self.every:
            return False
        actor = actors.get(said.source_id or "")
        names = called(actor) if actor is not None else []
        if actor is None and said.source is not None:
            names = [said.source.quote]
        return held(self.by, names) and held(self.about, (shown(transcript, piece) for piece in said.content))


# Rows and blocks


def _row(coded: "CodedDocument", said: "Statement", actors: "Mapping[str, Actor]") -> dict[str, Any]:
    """A statement as a flat row: the columns of the record's table, and what is known of source and addressee."""
    source, addressee = actors.get(said.source_id or ""), actors.get(said.addressee_id or "")
    document = coded.transcript.document
    start, end = _extent(said)
    return {
        **{"document": document.name, "document_id": document.id, "id": said.id, "start": start, "end": end},
        **{"kind": said.kind.value, "cue_kind": said.cue_kind.value, "polarity": said.polarity.value},
        **{"source_key": source and source.key, "source_name": source and source.name},
        **_coded("source_country", source.country if source is not None else None),
        **_coded("source_sector", source.sector if source is not None else None),
        **_spanned("source", said.source),
        **_spanned("cue", said.cue),
        "content": [piece.quote for piece in said.content],
        "content_starts": [piece.start for piece in said.content],
        "content_ends": [piece.end for piece in said.content],
        **{"addressee_key": addressee and addressee.key, "addressee_name": addressee and addressee.name},
        **_spanned("addressee", said.addressee),
        **_said(said.said),
        **{"within": said.within, "inaudible": said.inaudible, "set_aside": said.set_aside, "turn_id": said.turn_id},
        **{"reason": said.reason, "made_by": str(said.made_by), "score": said.score},
    }


def _coded(name: str, code: "Code | None") -> dict[str, Any]:
    return {name: code and code.value, f"{name}_reason": code and code.reason}


def _spanned(name: str, words: "Evidence | None") -> dict[str, Any]:
    return {f"{name}_{part}": getattr(words, part) if words is not None else None for part in ("quote", "start", "end")}


def _said(date: "ResolvedDate | None") -> dict[str, Any]:
    """When it is said: the ISO day, month or year, the words, the days, and why."""
    words = date and date.words
    return {
        "said": date and date.unit,
        **{"said_text": words and words.quote, "said_text_start": words and words.start},
        **{"said_text_end": words and words.end},
        **{f"said_{name}": date and getattr(date, name) for name in ("start", "end", "reason")},
    }


def _extent(said: "Statement") -> tuple[int, int]:
    """From the first word that is said to the last."""
    words = said.content or tuple(filter(None, (said.cue, said.source)))
    return min((one.start for one in words), default=0), max((one.end for one in words), default=0)


def _print_blocks(coded: "CodedDocument", said: "Sequence[Statement]", actors: "Mapping[str, Actor]") -> None:
    from rich.text import Text

    from onrecord.cli.terminal import line, out

    console = out()
    for one in said:
        console.print(_heading(one, actors.get(one.source_id or "")), soft_wrap=True)
        console.print(Text("  " + line(_manner(one, actors)), style="dim"), soft_wrap=True)
        words = Text(" … ".join(shown(coded.transcript, piece) for piece in one.content))
        print_indented(console, words)
        console.print(Text("  " + line(place(coded, *_extent(one))), style="dim"), soft_wrap=True)
        console.print()


def _heading(said: "Statement", actor: "Actor | None") -> "Text":
    """Who says it, with codes and the first role; else the words for the source, if there are any."""
    from rich.text import Text

    from onrecord.cli.terminal import line

    if actor is None:
        named = said.source.quote if said.source is not None else "(the text names no source)"
        return Text(line(named), style="italic")
    role = next((role.title for role in actor.roles), "")
    codes = f"{code_shown(actor.country)} {code_shown(actor.sector)}" + (f" · {role}" if role else "")
    return Text(line(actor.name), style="bold").append(f"  {line(codes)}", style="not bold dim")


def _manner(said: "Statement", actors: "Mapping[str, Actor]") -> str:
    """Kind and cue, and what else is to be known: belief, denial, addressee, what is missing."""
    addressee = actors.get(said.addressee_id or "")
    heard = addressee.name if addressee is not None else said.addressee.quote if said.addressee is not None else None
    facts = (
        said.kind.value + (f", “{said.cue.quote}”" if said.cue is not None else ""),
        f"to {heard}" if heard else "",
        said.cue_kind.value if said.cue_kind.value != "speech" else "",
        said.polarity.value if said.polarity.value != "affirmed" else "",
        "inaudible words inside" if said.inaudible else "",
        "inside another statement" if said.within else "",
        f"set aside: {said.set_aside}" if said.set_aside else "",
    )
    return " · ".join(filter(None, facts))


__all__ = [
    "CodedDocuments",
    "Csv",
    "Json",
    "code_shown",
    "csv_line",
    "json_line",
    "place",
    "print_lines",
    "quotes",
    "refuse_both",
    "say_nothing",
    "shown",
]
