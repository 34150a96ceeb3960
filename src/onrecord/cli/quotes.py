"""`onrecord quotes`: who said what, with its place in the text."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import OnrecordError, SourceError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.records import Actor, Code, CodedDocument, Evidence, Statement, Transcript
    from onrecord.settings import Settings
    from onrecord.transcripts.sources import Options

_WORD = re.compile(r"\w+")
_COLUMNS = (
    *("document", "document_id", "id", "start", "end", "kind", "cue_kind", "polarity", "source_key", "source_name"),
    *("source_country", "source_country_reason", "source_sector", "source_sector_reason"),
    *("source_quote", "source_start", "source_end", "cue_quote", "cue_start", "cue_end"),
    *("content", "content_starts", "content_ends", "addressee_key", "addressee_name"),
    *("addressee_quote", "addressee_start", "addressee_end"),
    *("within", "inaudible", "set_aside", "turn_id", "reason", "made_by", "score"),
)
Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values, with a header.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON lines: an object on each line.")]


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
    found = CodedDocuments(
        paths, Options(format=input_format, encoding=encoding), load_settings(settings, language_model)
    )
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
        self.by, self.about, self.every = _sought("--by", by), _sought("--about", about), every
        self.words = (f" by {by!r}" if by is not None else "") + (f" about {about!r}" if about is not None else "")

    def __call__(self, transcript: "Transcript", said: "Statement", actors: "Mapping[str, Actor]") -> bool:
        if said.set_aside is not None and not self.every:
            return False
        actor = actors.get(said.source_id or "")
        names = [actor.name, actor.key, *(alias.quote for alias in actor.aliases)] if actor is not None else []
        if actor is None and said.source is not None:
            names = [said.source.quote]
        return _held(self.by, names) and _held(self.about, (shown(transcript, piece) for piece in said.content))


def _sought(option: str, text: str | None) -> tuple[str, ...]:
    words = _words(text or "")
    if text is not None and not words:
        raise UsageError(f"{option} {text!r} holds no word; give a word, or several that follow one another")
    return words


def _held(wanted: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Whether a text holds these words one after another; nothing is wanted: yes."""
    size = len(wanted)
    found = (_words(text) for text in texts) if wanted else ()
    return not wanted or any(wanted == words[at : at + size] for words in found for at in range(len(words) - size + 1))


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, accents off.

    >>> _words("José's  FERRY-line")
    ('jose', 's', 'ferry', 'line')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


# What `quotes` and `actors` share


class CodedDocuments:
    """The documents behind paths, coded: those of record folders as they were written, the others on the spot.

    Iterating complains of what cannot be read or coded, counts it in `failed`, the others in `read`, and goes on.
    UsageError if the paths are wrong, before any document is read.
    """

    def __init__(self, paths: Sequence[str], options: "Options", settings: "Settings") -> None:
        from onrecord.cli.inputs import documents
        from onrecord.transcripts.sources import find

        self.settings = settings
        self.read = self.failed = 0
        self.records = [path for path in dict.fromkeys(paths) if _is_record(path)]
        others = [path for path in paths if path not in self.records]
        one = others[0] if len(others) == 1 else None
        self.sources = list(find(others, options, settings)) if one is None else documents(one, None, options, settings)
        if others and settings.last_layer == "transcript":
            raise UsageError(f"last_layer is {settings.last_layer!r}, so nobody is identified; leave the setting out")

    def __iter__(self) -> "Iterator[CodedDocument]":
        first: dict[str, str] = {}
        for record in self.records:
            for coded in _recorded(record):
                if _is_new(coded.transcript.document.id, f"{record}: {coded.transcript.document.name}", first):
                    self.read += 1
                    yield coded
        if self.sources:
            yield from self._coded(first)

    def _coded(self, first: dict[str, str]) -> "Iterator[CodedDocument]":
        from onrecord.cli.terminal import complain
        from onrecord.pipeline import Coder
        from onrecord.transcripts.sources import load

        coder = Coder(self.settings)
        for item in self.sources:
            try:
                if isinstance(item, SourceError):
                    raise item
                source = load(item, self.settings)
                if _is_new(coder.read(source).document.id, item.name, first):
                    coded = coder.code(source)
                    self.read += 1
                    yield coded
            except OnrecordError as error:
                complain(str(error))
                self.failed += 1
            except Exception as error:  # noqa: BLE001 - whatever one document does, the others are printed
                complain(f"{item.name}: {type(error).__name__}: {error}")
                self.failed += 1


def _is_new(document: str, name: str, first: dict[str, str]) -> bool:
    """Whether a text comes for the first time; else it is named and left out."""
    from onrecord.cli.terminal import complain

    if document in first:
        complain(f"{name}: left out, the text is that of {first[document]}")
        return False
    first[document] = name
    return True


def _is_record(path: str) -> bool:
    from onrecord.store import RecordFolder

    try:
        return Path(path).is_dir() and RecordFolder(path).is_record
    except (OSError, ValueError):
        return False


def _recorded(folder: str) -> "Iterator[CodedDocument]":
    """The documents of a record, in the order of their names."""
    from onrecord.store import View

    with View(folder) as view:
        if view.folder.check().get("settings", {}).get("last_layer") == "transcript":
            raise UsageError(f"{folder} was coded with last_layer 'transcript', so it holds no actors; code it again")
        yield from view.coded_all()


def shown(transcript: "Transcript", words: "Evidence") -> str:
    """Words of a document on one line, as a person reads them: repairs applied."""
    from onrecord.cli.terminal import line

    pieces, at = [], words.start
    for repair in transcript.repairs[bisect_left(transcript.repairs, words.start, key=lambda one: one.start) :]:
        if repair.end > words.end:
            break
        pieces += [words.quote[at - words.start : repair.start - words.start], repair.replacement]
        at = repair.end
    return line("".join(pieces) + words.quote[at - words.start :])


def refuse_both(as_csv: bool, as_json: bool) -> None:
    """UsageError if both formats are asked for."""
    if as_csv and as_json:
        raise UsageError("--csv and --json are two formats; ask for one")


def say_nothing(what: str, read: int, words: str = "") -> None:
    """Say on standard error that nothing was found."""
    from onrecord.cli.terminal import err, line, many

    err().print(line(f"no {what}{words} in {many(read, 'document')}"), markup=False)


def csv_line(cells: Sequence[object]) -> str:
    """One line of comma-separated values; a list is joined with " … " if it holds words, else with ";".

    >>> csv_line(("a", None, 1.5, ['say "no"', "x"], [3, 7], True))
    'a,,1.5,"say ""no"" … x",3;7,true'
    """
    return ",".join(map(_cell, cells))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = (" … " if all(isinstance(item, str) for item in value) else ";").join(map(str, value))
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def json_line(row: Mapping[str, Any]) -> str:
    """One line of JSON."""
    import json

    return json.dumps(row, ensure_ascii=False)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines as they are, so that their words stay those of the text; at a terminal, no control is obeyed."""
    import sys

    from onrecord.cli.terminal import printable

    is_terminal = sys.stdout.isatty()
    for text in lines:
        print(printable(text) if is_terminal else text)


def place(coded: "CodedDocument", start: int, end: int) -> str:
    """Where words stand: `talk.txt:120-180`."""
    return f"{coded.transcript.document.name}:{start}-{end}"


def code_shown(code: "Code") -> str:
    """A code, with a question mark if it stands on no words and is right only so often; a dash if there is none."""
    is_guess = code.score is not None and code.evidence is None
    return "–" if code.value is None else code.value + ("?" if is_guess else "")


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
        **{"within": said.within, "inaudible": said.inaudible, "set_aside": said.set_aside, "turn_id": said.turn_id},
        **{"reason": said.reason, "made_by": str(said.made_by), "score": said.score},
    }


def _coded(name: str, code: "Code | None") -> dict[str, Any]:
    return {name: code and code.value, f"{name}_reason": code and code.reason}


def _spanned(name: str, words: "Evidence | None") -> dict[str, Any]:
    return {f"{name}_{part}": getattr(words, part) if words is not None else None for part in ("quote", "start", "end")}


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
        _print_indented(console, words)
        console.print(Text("  " + line(place(coded, *_extent(one))), style="dim"), soft_wrap=True)
        console.print()


def _print_indented(console: "Console", words: "Text") -> None:
    """Words below a heading: wrapped at a terminal, on one line in a pipe, so that they can be searched."""
    for row in words.wrap(console, console.width - 2) if console.is_terminal else (words,):
        row.rstrip()
        console.print("  ", row, sep="", soft_wrap=True)


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
