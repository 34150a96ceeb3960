"""`onrecord show`: one document as a person reads it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import SourceError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.cli.marks import Marks
    from onrecord.records import CodedDocument, Document, Segment, Transcript, Turn
    from onrecord.settings import Settings
    from onrecord.transcripts.sources import Options

_COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "bright_red", "bright_cyan", "bright_green", "bright_yellow")


def show(
    source: Annotated[str, typer.Argument(metavar="FILE|-|RECORD", help="A file, standard input, or a record folder.")],
    document: Annotated[
        str | None,
        typer.Argument(help="In a record: id, its beginning, or file name. In a table: the row."),
    ] = None,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    tree: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER|WORDS",
            help="Draw the grammar of one sentence: the one of this number, or the first that holds these words.",
        ),
    ] = None,
    marks: Annotated[
        bool,
        typer.Option(
            "--marks/--no-marks",
            help="Mark statements and events and list the actors; without, no language model is needed.",
        ),
    ] = True,
    language_model: LanguageModel = None,
    own: ActorsFile = None,
    settings: SettingsFile = None,
) -> None:
    """Print one document: what is known of it, who says what, what happens, and who the actors are.

    A file is read on the spot and kept nowhere. Of a record or a table, name the document; without a name, all that it
    holds are listed. What belongs to no turn (page furniture, credits) is left out. Set NO_COLOR for plain text.

    Marked are the source of a statement, with its number in the list of actors, the words that attribute it, and what
    is said: in colours, or as ⟦Police⟧₂ ‹say› «the bridge is shut». A turn that is a statement as a whole has a bar.
    The word that names an event is marked as in «the rebels ⌈shelled⌉ the bridge»; `onrecord events` says who and whom.

    Examples:

      onrecord show talk.txt

      onrecord show record/ doc-1bab17 --tree 12

      onrecord show talk.txt --tree "nobody said why"

      onrecord show talk.txt --no-marks
    """
    from onrecord.cli.inputs import load_settings, refuse_empty_name
    from onrecord.transcripts.sources import Options

    refuse_empty_name(source, document)
    chosen = load_settings(settings, language_model, own)
    if not marks:
        chosen = chosen.model_copy(update={"last_layer": "transcript"})
    if _is_folder(source):
        _show_record(source, document, tree, chosen)
    else:
        _show_file(source, document, Options(format=input_format, encoding=encoding), tree, chosen)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _show_record(folder: str, which: str | None, tree: str | None, settings: "Settings") -> None:
    from onrecord.cli.inputs import refuse_own_actors
    from onrecord.cli.terminal import print_table
    from onrecord.store import RecordFolder, View

    if not RecordFolder(folder).is_record:
        raise UsageError(
            f"{folder} is a folder and no record; show one file of it, or code it: onrecord code {folder} -o record/"
        )
    refuse_own_actors(folder, settings)
    with View(folder) as view:
        if which is None:
            _refuse_tree_of_many(folder, tree)
            rows = [(row["id"], row["name"], row["title"] or "", str(row["turns"])) for row in view.documents()]
            print_table(("id", "name", "title", "turns"), rows)
        elif tree is None:
            coded = view.coded(which)
            _print(coded if settings.last_layer != "transcript" else _transcript_alone(coded))
        else:
            _draw(view.coded(which).transcript, tree, settings)


def _transcript_alone(coded: "CodedDocument") -> "CodedDocument":
    from onrecord.records import CodedDocument

    return CodedDocument(transcript=coded.transcript)


def _show_file(path: str, which: str | None, options: "Options", tree: str | None, settings: "Settings") -> None:
    from onrecord.cli.inputs import documents
    from onrecord.cli.terminal import print_table
    from onrecord.pipeline import Coder
    from onrecord.transcripts import Reader
    from onrecord.transcripts.sources import load

    found = documents(path, which, options, settings)
    if len(found) > 1:
        _refuse_tree_of_many(path, tree)
        print_table(
            ("row", "problem"), [(item.name, item.message if isinstance(item, SourceError) else "") for item in found]
        )
    elif isinstance(found[0], SourceError):
        raise found[0]
    elif tree is None:
        _print(Coder(settings).code(load(found[0], settings)))
    else:
        _draw(Reader(settings)(load(found[0], settings)), tree, settings)


def _refuse_tree_of_many(path: str, tree: str | None) -> None:
    if tree is not None:
        raise UsageError(f"--tree draws a sentence of one document; name it: `onrecord show {path}` lists them")


def _draw(transcript: "Transcript", tree: str, settings: "Settings") -> None:
    from onrecord.cli.tree import print_tree

    print_tree(transcript, tree, settings)


def _print(coded: "CodedDocument") -> None:
    from rich.text import Text

    from onrecord.cli.marks import Marks
    from onrecord.cli.terminal import line, out

    console = out()
    transcript = coded.transcript
    marks = Marks(coded, signs=console.no_color or console.color_system is None)
    _print_head(console, transcript.document)
    turns = {turn.id: turn for turn in transcript.turns}
    colours = {
        speaker.id: _COLOURS[number % len(_COLOURS)]
        for number, speaker in enumerate(transcript.speakers)
        if speaker.name
    }
    for segment in transcript.segments:
        turn = turns.get(segment.turn_id or "")
        if turn:
            console.print(_heading(turn, colours.get(turn.speaker_id, "")))
        _print_segment(console, segment, marks)
    for row in marks.actors():
        console.print(row, soft_wrap=True)
    for note in marks.notes():
        console.print(note)
    if coded.actors:
        console.print()
    console.print(Text(line(_closing_line(coded)), style="dim"))


def _print_segment(console: "Console", segment: "Segment", marks: "Marks") -> None:
    """The words of a turn, indented, behind a bar if they are a statement; or of a paragraph."""
    from rich.text import Text

    bar = "│" if marks.is_statement(segment.turn_id) else " "
    margin = Text.assemble((f"   {bar} " if segment.turn_id else "", "dim"))
    for words in marks.text(segment).wrap(console, console.width - len(margin)):
        row = margin.copy().append_text(words)
        row.rstrip()
        console.print(row, soft_wrap=True)
    console.print()


def _print_head(console: "Console", document: "Document") -> None:
    from rich.text import Text

    from onrecord.cli.terminal import line

    console.print(Text(line(document.title.value or document.name), style="bold"))
    date = document.date
    if date.value:
        words = f"{date.basis.value}: “{date.evidence.quote}”" if date.evidence else date.reason
        when = f"{date.value} ({words})"
    elif document.date_inferred:
        guess = document.date_inferred
        when = f"between {guess.first} and {guess.last} ({guess.reason})"
    else:
        when = f"date unknown ({date.reason})"
    facts = (document.outlet.value, document.programme.value, document.station.value, when, document.place.value)
    console.print(Text(line(" · ".join(fact for fact in facts if fact)), style="dim"))
    console.print()


def _heading(turn: "Turn", colour: str) -> "Text":
    from rich.text import Text

    from onrecord.cli.terminal import line

    heading = Text(f"{turn.number:>4} ")
    if turn.speaker:
        heading.append(line(turn.speaker), style=f"bold {colour}")
    else:
        heading.append(line(turn.label.quote) if turn.label else "(no label)", style="italic")
    return heading.append(f"  {turn.role.value}", style="dim")


def _closing_line(coded: "CodedDocument") -> str:
    from onrecord.cli.terminal import many

    transcript = coded.transcript
    said = sum(statement.set_aside is None for statement in coded.statements)
    unnamed = sum(speaker.name is None for speaker in transcript.speakers)
    voices = many(len(transcript.speakers), "speaker") + (f" ({unnamed} unnamed)" if unnamed else "")
    paragraphs = sum(segment.turn_id is None for segment in transcript.segments)
    parts = [
        many(len(transcript.turns), "turn"),
        voices,
        many(paragraphs, "paragraph"),
        many(said, "statement"),
        many(len(coded.statements) - said, "attribution") + " set aside",
        many(len(coded.events), "event"),
        many(len(transcript.directions), "stage direction"),
        many(len(transcript.chrome), "passage") + " left out",
        transcript.document.format,
        transcript.document.id,
    ]
    return " · ".join(part for part in parts if not part.startswith("0 "))
