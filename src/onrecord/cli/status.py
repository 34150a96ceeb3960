"""`onrecord status`: how a record stands."""

from pathlib import Path
from typing import Annotated

import typer


def status(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A record folder.")],
) -> None:
    """Say how a record stands: its documents, tables, partitions and versions.

    Every file is read against its checksum. Documents in = coded + errors + duplicates, exactly.
    """
    from onrecord.cli.terminal import in_and_out, line, many, out
    from onrecord.store import View

    with View(record) as view:
        found = view.status()
        own = view.folder.check().get("settings", {}).get("actors")
    last = found.runs[-1] if found.runs else None
    facts = {
        "documents": in_and_out(found.counts),
        "formats": ", ".join(f"{name} {number}" for name, number in found.formats.items()),
        "tables": ", ".join(f"{name} {number}" for name, number in found.rows.items()),
        "partitions": f"{found.partitions}, all files as they were written",
        "unfinished": f"{many(len(found.unfinished), 'partition')} of a run that did not come to its end;"
        " the same `onrecord code` command goes on with it"
        if found.unfinished
        else "",
        "coded with": str(found.versions),
        "own actors": f"{own['name']}, sha256 {own['sha256']}" if own else "",
        "last run": f"{last['started']} to {last['finished']}, {last['documents']} documents" if last else "",
    }
    console = out()
    console.print(line(str(record)), markup=False, style="bold")
    for name, words in facts.items():
        if words:
            console.print(f"  {name:<13} {line(words)}", markup=False, soft_wrap=True)
