"""`onrecord errors`: what could not be coded, and why."""

from pathlib import Path
from typing import Annotated

import typer


def errors(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A record folder.")],
) -> None:
    """List the documents of a record that could not be coded: source, step that failed, and why.

    In a pipe, one line for each, with tabs.
    """
    from onrecord.cli.terminal import print_table
    from onrecord.store import View

    with View(record) as view:
        rows = [(row["source"], row["step"], row["message"]) for row in view.errors()]
    print_table(("source", "step", "message"), rows)
