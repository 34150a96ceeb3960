"""`onrecord parse`: the grammar of documents, for tools that read treebanks."""

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import ModelError, SourceError

if TYPE_CHECKING:
    from onrecord.settings import Settings
    from onrecord.transcripts.sources import Locator


def parse(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, a table, or standard input.")],
    document: Annotated[str | None, typer.Argument(help="In a table: the row.  [default: all]")] = None,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    language_model: LanguageModel = None,
    settings: SettingsFile = None,
) -> None:
    """Print the sentences of documents as CoNLL-U: words, tags, trees, names, and who is the same.

    A sentence says who speaks it, and every word where it stands in the text (MISC: Start, End). Documents of a table
    follow one another; a text that comes twice is parsed once. `onrecord show FILE --tree N` draws sentence N.

    Exit code: 0 all parsed, 1 some documents failed, 2 wrong use.
    """
    from onrecord.cli.inputs import documents, load_settings
    from onrecord.transcripts.sources import Options

    chosen = load_settings(settings, language_model)
    found = documents(source, document, Options(format=input_format, encoding=encoding), chosen)
    if len(found) == 1 and isinstance(found[0], SourceError):
        raise found[0]
    raise typer.Exit(_print_all(found, chosen))


def _print_all(found: "list[Locator | SourceError]", settings: "Settings") -> int:
    from onrecord.cli.terminal import complain, printable
    from onrecord.exports.conllu import conllu
    from onrecord.language.load import parser_for
    from onrecord.transcripts import Reader
    from onrecord.transcripts.sources import load

    read, parser = Reader(settings), parser_for(settings)
    first: dict[str, str] = {}
    failed = 0
    for item in found:
        try:
            if isinstance(item, SourceError):
                raise item
            transcript = read(load(item, settings))
            earlier = first.setdefault(transcript.document.id, item.name)
            sentences = "" if earlier != item.name else conllu(parser(transcript), transcript)
        except (SourceError, ModelError) as error:
            complain(str(error))
            failed += 1
            continue
        print(printable(sentences), end="")
        if not sentences:
            why = "there is no sentence in it" if earlier == item.name else f"left out, the text is that of {earlier}"
            complain(f"{item.name}: {why}")
    return 1 if failed else 0
