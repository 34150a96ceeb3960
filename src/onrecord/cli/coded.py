"""What commands over coded documents share: the documents behind paths, what is asked of them, how they print."""

import re
import secrets
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OnrecordError, SourceError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.records import Actor, Code, CodedDocument, Evidence, Transcript
    from onrecord.settings import Layer, Settings
    from onrecord.transcripts.sources import Options

_WORD = re.compile(r"\w+")
Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values, with a header.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON lines: an object on each line.")]


def sought(option: str, text: str | None) -> tuple[str, ...]:
    """The words that an option asks for; UsageError if it holds none."""
    words = _words(text or "")
    if text is not None and not words:
        raise UsageError(f"{option} {text!r} holds no word; give a word, or several that follow one another")
    return words


def held(wanted: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Whether a text holds these words one after another; nothing is wanted: yes."""
    size = len(wanted)
    found = (_words(text) for text in texts) if wanted else ()
    return not wanted or any(wanted == words[at : at + size] for words in found for at in range(len(words) - size + 1))


def called(actor: "Actor") -> list[str]:
    """What an actor is called: its name, key and aliases."""
    return [actor.name, actor.key, *(alias.quote for alias in actor.aliases)]


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, accents off.

    >>> _words("José's  FERRY-line")
    ('jose', 's', 'ferry', 'line')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


class CodedDocuments:
    """The documents behind paths, coded: those of record folders as they were written, the others on the spot.

    What is coded here is coded up to `layer`. Iterating complains of what cannot be read or coded, counts it in
    `failed`, the others in `read`, and goes on. UsageError if the paths are wrong, before any document is read.
    """

    def __init__(
        self, paths: Sequence[str], options: "Options", settings: "Settings", layer: "Layer" = "statements"
    ) -> None:
        from onrecord.cli.inputs import documents, refuse_own_actors
        from onrecord.transcripts.sources import find

        self.layer = layer
        self.settings = settings.model_copy(update={"last_layer": layer}) if settings.reaches(layer) else settings
        self.read = self.failed = 0
        self.records = [path for path in dict.fromkeys(paths) if _is_record(path)]
        for record in self.records:
            refuse_own_actors(record, settings)
        others = [path for path in paths if path not in self.records]
        one = others[0] if len(others) == 1 else None
        self.sources = list(find(others, options, settings)) if one is None else documents(one, None, options, settings)
        if others and not settings.reaches(layer):
            missing = "nobody is identified" if layer == "statements" else f"no {layer} are coded"
            raise UsageError(f"last_layer is {settings.last_layer!r}, so {missing}; leave the setting out")

    def __iter__(self) -> "Iterator[CodedDocument]":
        first: dict[str, str] = {}
        for record in self.records:
            for coded in _recorded(record, self.layer):
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


def _recorded(folder: str, layer: "Layer") -> "Iterator[CodedDocument]":
    """The documents of a record, in the order of their names; UsageError if it ends before the layer."""
    from onrecord.settings import LAYERS
    from onrecord.store import View

    with View(folder) as view:
        last = view.folder.check().get("settings", {}).get("last_layer")
        if last in LAYERS[: LAYERS.index(layer)]:
            missing = "actors" if layer == "statements" else layer
            raise UsageError(f"{folder} was coded with last_layer {last!r}, so it holds no {missing}; code it again")
        yield from view.coded_all()


def shown(transcript: "Transcript", words: "Evidence") -> str:
    """Words of a document on one line, as a person reads them: repairs applied."""
    from onrecord.cli.terminal import line

    return line(repaired(transcript, words.start, words.end))


def repaired(transcript: "Transcript", start: int, end: int) -> str:
    """The text from `start` to `end`, repairs applied."""
    text, pieces, at = transcript.document.text, [], start
    for repair in transcript.repairs[bisect_left(transcript.repairs, start, key=lambda one: one.start) :]:
        if repair.end > end:
            break
        pieces += [text[at : repair.start], repair.replacement]
        at = repair.end
    return "".join(pieces) + text[at:end]


def refuse(is_wrong: bool, what: str, why: str) -> None:
    """UsageError if an option or argument does not go with the others."""
    if is_wrong:
        raise UsageError(f"{what}: {why}")


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


def print_indented(console: "Console", words: "Text") -> None:
    """Words below a heading: wrapped at a terminal, on one line in a pipe, so that they can be searched."""
    for row in words.wrap(console, console.width - 2) if console.is_terminal else (words,):
        row.rstrip()
        console.print("  ", row, sep="", soft_wrap=True)


def write_lines(lines: Sequence[str], out: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if out is None:
        print_lines(lines)
        return
    beside = out.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
        beside.replace(out)
    except (OSError, ValueError) as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"--out {out}: cannot be written ({error})") from error
