"""The command line: one module for each command. Only here is anything printed, and only here does the process exit.

Exit codes: 0 all went well, 1 some documents failed, 2 the request or the record is wrong, 130 interrupted.
"""

import sys
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli.actors import actors
from onrecord.cli.code import code
from onrecord.cli.errors import errors
from onrecord.cli.events import events
from onrecord.cli.explain import explain
from onrecord.cli.parse import parse
from onrecord.cli.quotes import quotes
from onrecord.cli.show import show
from onrecord.cli.status import status
from onrecord.errors import OnrecordError, SourceError

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes 0.2 s to load, which help does not need
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (code, show, quotes, actors, events, explain, parse, status, errors):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _onrecord(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Broadcast transcripts and news as a record: who said what, who did what, each fact tied to its words.

    To begin: `onrecord show FILE` prints one transcript as it is read. `onrecord code FOLDER -o record/` codes many
    into a record folder of Parquet tables; `onrecord status record/` says how it stands. Everything runs on this
    machine; nothing is sent anywhere.
    """


def main() -> None:
    """The entry point of the `onrecord` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except OnrecordError as error:
        from onrecord.cli.terminal import complain

        complain(str(error))
        sys.exit(1 if isinstance(error, SourceError) else 2)
