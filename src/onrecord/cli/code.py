"""`onrecord code`: sources to a record folder, or to one JSON file for each document."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.inputs import load_settings
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, SettingsFile
from onrecord.errors import SourceError, UsageError

if TYPE_CHECKING:
    from onrecord.runs import Summary
    from onrecord.settings import Settings
    from onrecord.transcripts.sources import Locator

_LISTED = 50  # failures that are printed of a record, which holds them all


class OutputFormat(StrEnum):
    """What `code` writes."""

    PARQUET = "parquet"
    JSON = "json"


def code(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, quoted patterns, or - for standard input.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to. A record that is there grows.")],
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes to use.  [default: one per processor]")] = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="A record of Parquet tables, or one JSON file for each document.")
    ] = OutputFormat.PARQUET,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="The column of a table that holds a field: text, id, date, title, outlet, station, programme or url."
            " Without it, the column of the field's name. May be repeated.",
        ),
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date, where no column gives one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Broadcaster or agency, where no column gives one.")] = None,
    programme: Annotated[str | None, typer.Option(help="Programme, where no column gives one.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline, where no column gives one.")] = None,
    station: Annotated[str | None, typer.Option(help="Local station, where no column gives one.")] = None,
    url: Annotated[str | None, typer.Option(help="Address, where no column gives one.")] = None,
    own: ActorsFile = None,
    settings: SettingsFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print failures only.")] = False,
) -> None:
    """Code transcripts and stories into a record.

    PATHS are text files, folders with all that lies in them, and tables: each row of a .jsonl, .csv or .tsv file is
    a document. A text that comes twice is coded once. A document that fails is listed, and the others are coded.
    The same command again goes on where it was interrupted; later it adds what is new. The names and codes of a list
    of --actors come before those that the text gives; the record keeps the list's name and digest.

    Exit code: 0 all coded, 1 some failed, now or in an earlier run, 2 wrong use, 130 interrupted.

    Examples:

      onrecord code transcripts/ -o record/

      onrecord code news.jsonl --column text=body --column date=aired -o record/

      onrecord code transcripts/ --actors mine.tsv -o record/

      onrecord code *.txt --format json -o json/
    """
    from onrecord.records import Given
    from onrecord.transcripts.sources import Options, find

    options = Options(
        format=input_format,
        encoding=encoding,
        columns=tuple(_pair(item) for item in column or ()),
        given=Given(
            date=date, title=title, outlet=outlet, station=station, programme=programme, url=url, origin="option"
        ),
        skip=(str(out),),
    )
    chosen = load_settings(settings, actors=own)
    _refuse_file(out)
    found = list(find(paths, options, chosen))
    if output_format is OutputFormat.JSON:
        _refuse_own_folder(paths, out)
        raise typer.Exit(_to_json(found, out, chosen, quiet))
    raise typer.Exit(_to_record(found, out, chosen, jobs, quiet))


def _pair(item: str) -> tuple[str, str]:
    field, sign, name = item.partition("=")
    if not sign:
        raise UsageError(f"--column {item}: write FIELD=NAME, such as text=body")
    return field, name


def _refuse_file(out: Path) -> None:
    for path in (out, *out.parents):
        try:
            is_other = path.exists() and not path.is_dir()
        except (OSError, ValueError) as error:
            raise UsageError(f"--out {out}: cannot be used as a folder ({error}); name another") from error
        if is_other:
            raise UsageError(f"--out {out}: {path} is a file; name a folder to write to, such as record/")


def _refuse_own_folder(paths: list[str], out: Path) -> None:
    """A folder that is read cannot take the results: the next run would read them as documents."""
    for path in paths:
        if path != "-" and Path(path).is_dir() and Path(path).resolve() == out.resolve():
            raise UsageError(f"{path} is read and written; name another folder with --out")


def _to_record(
    found: "list[Locator | SourceError]", out: Path, settings: "Settings", jobs: int | None, quiet: bool
) -> int:
    from onrecord.runs import run

    with _bar(quiet) as advance:
        summary = run(
            out, found, settings, jobs=jobs, report=lambda progress: advance(progress.done, progress.documents)
        )
    _list_failures(out, summary)
    if not quiet or summary.interrupted:
        _say(_closing_line(out, summary))
    if summary.interrupted:
        return 130
    return 1 if summary.counts.errors or summary.failures else 0


def _list_failures(out: Path, summary: "Summary") -> None:
    """Name what failed: in this run, and what stands as an error since an earlier one."""
    from onrecord.cli.terminal import complain
    from onrecord.store import View

    failures = [(source.name, source.message) for source in summary.failures]
    if summary.counts.errors:
        with View(out, summary.keys) as view:
            failures = [*((row["source"], row["message"]) for row in view.errors()), *failures]
    for name, message in failures[:_LISTED]:
        complain(f"{name}: {message}")
    if len(failures) > _LISTED:
        complain(f"... and {len(failures) - _LISTED} more: onrecord errors {out}")


def _closing_line(out: Path, summary: "Summary") -> str:
    from onrecord.cli.terminal import in_and_out, many

    counts = summary.counts
    line = f"{out}: {in_and_out(counts)}"
    if summary.known.documents:
        line += f"; in the record already: {summary.known.documents}"
    if summary.known.errors:
        line += f", {many(summary.known.errors, 'error')} among them (onrecord errors {out})"
    if summary.interrupted:
        line += "; interrupted: the same command goes on from here"
    return line


def _to_json(found: "list[Locator | SourceError]", out: Path, settings: "Settings", quiet: bool) -> int:
    from onrecord.cli.terminal import complain, in_and_out
    from onrecord.exports.exchange import write_all
    from onrecord.pipeline import Coder
    from onrecord.store import Counts

    coded, failed = 0, 0
    with _bar(quiet) as advance:
        for result in write_all(found, out, Coder(settings)):
            if isinstance(result, SourceError):
                failed += 1
                complain(str(result))
            else:
                coded += 1
            advance(coded + failed, len(found))
    if not quiet:
        _say(f"{out}: {in_and_out(Counts(coded, failed))}")
    return 1 if failed else 0


@contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere: a function of the documents done and of all."""
    from onrecord.cli.terminal import err

    console = err()
    if quiet or not console.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("coding", total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)


def _say(message: str) -> None:
    from onrecord.cli.terminal import err, line

    err().print(line(message), markup=False)
