"""`onrecord code`: sources to a record folder, or to one JSON file for each document."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from onrecord.errors import SourceError
    from onrecord.settings import Settings
    from onrecord.transcripts.sources import Locator, Options

    Advance = Callable[[int, int], None]

_LISTED = 50  # failures that are printed; the record holds them all


class OutputFormat(StrEnum):
    """What `code` writes."""

    PARQUET = "parquet"
    JSON = "json"


def code(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS...", help="Files, folders, quoted patterns, or - for standard input.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to; a record that is there grows.")],
    jobs: Annotated[int, typer.Option(min=1, help="Processes to use.", show_default="one per processor")] = 0,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="A record of Parquet tables, or one JSON file per document.")
    ] = OutputFormat.PARQUET,
    input_format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="Do not guess: labelled, recognised, story, jsonl or csv (also tabs)."),
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Do not guess: utf-8, cp1252, …; a byte order mark wins.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="The column of a table that holds a field: text, id, date, title, outlet, station, programme, url."
            " May be repeated. Without it, the column of that name.",
        ),
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date, where no column gives one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Broadcaster or agency, where no column gives one.")] = None,
    programme: Annotated[str | None, typer.Option(help="Programme, where no column gives one.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline, where no column gives one.")] = None,
    station: Annotated[str | None, typer.Option(help="Local station, where no column gives one.")] = None,
    url: Annotated[str | None, typer.Option(help="Address, where no column gives one.")] = None,
    settings: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="Thresholds other than the defaults.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print failures only.")] = False,
) -> None:
    """Code transcripts and stories into a record.

    PATHS are text files, folders (with all that lies in them) and tables: each row of a .jsonl, .csv or .tsv file is a
    document. A text that comes twice is coded once. A document that fails is listed, and the others are coded. The same
    command again goes on where it was interrupted, and otherwise adds what is new.

    Exit code: 0 all coded, 1 some failed, 2 wrong use, 130 interrupted.

    Examples:

      onrecord code transcripts/ -o record/

      onrecord code news.jsonl --column text=body --column date=aired -o record/

      onrecord code *.txt --format json --out json/
    """
    from onrecord.records import Given
    from onrecord.transcripts.sources import Options, find

    facts = {"date": date, "outlet": outlet, "programme": programme, "title": title, "station": station, "url": url}
    options = Options(
        format=input_format,
        encoding=encoding,
        columns=tuple(_pair(item) for item in column or ()),
        given=Given(**facts, origin="option"),
        skip=(str(out),),
    )
    chosen = load_settings(settings)
    found = list(find(paths, options, chosen))
    if output_format is OutputFormat.JSON:
        _refuse_own_folder(paths, out)
        exit_code = _to_json(found, out, chosen, quiet)
    else:
        exit_code = _to_record(found, out, chosen, jobs or len(os.sched_getaffinity(0)), quiet)
    raise typer.Exit(exit_code)
