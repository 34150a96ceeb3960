"""Options that several commands take, each said once."""

from pathlib import Path
from typing import Annotated

import typer

InputFormat = Annotated[
    str | None,
    typer.Option(metavar="FORMAT", help="Do not guess: labelled, recognised, story, jsonl or csv (also tabs)."),
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Do not guess: utf-8, cp1252, ... A byte order mark wins.")
]
LanguageModel = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The name or path of a spaCy pipeline of yours.  [default: the bundled one]"),
]
SettingsFile = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="Thresholds that differ from the defaults.")
]
ActorsFile = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Your own actors, TSV or CSV: columns name, aliases, country, sector, from, to. They come first.",
    ),
]
