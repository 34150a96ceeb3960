"""`onrecord actors`: who is named, with codes, counts and reasons; and the codes of bare phrases."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.coded import (
    CodedDocuments,
    Csv,
    Json,
    code_shown,
    csv_line,
    json_line,
    place,
    print_lines,
    refuse,
    refuse_both,
    say_nothing,
    write_lines,
)
from onrecord.cli.options import ActorsFile, Encoding, InputFormat, LanguageModel, SettingsFile
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.actors.listed import OwnActor
    from onrecord.actors.phrases_coding import PhraseCoder, PhraseCodes
    from onrecord.records import Actor, ActorRole, Code, CodedDocument
    from onrecord.settings import Settings

_COLUMNS = (
    *("document", "document_id", "id", "key", "name", "kind", "country", "country_reason", "country_score"),
    *(
        "sector",
        "sector_reason",
        "sector_score",
        "sectors",
        "roles",
        "speaks_for",
        "speaks_for_reason",
        "aliases",
        "mentions",
        "pronouns",
        "statements",
    ),
    *("start", "end", "quote", "reason", "made_by", "score"),
)
_CODED = ("country", "sector", "sectors", "reason")


def actors(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS…|RECORD", help="Files, folders, tables, -, or record folders.")
    ] = None,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Say why each code was given, and by which words.")
    ] = False,
    as_csv: Csv = False,
    as_json: Json = False,
    phrases: Annotated[
        str | None,
        typer.Option(metavar="IN.tsv", help="Code the phrases of a table instead: columns actor_text, context, date."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT.tsv", help="Where the coded phrases go.  [default: here]")
    ] = None,
    own: ActorsFile = None,
    input_format: InputFormat = None,
    encoding: Encoding = None,
    language_model: LanguageModel = None,
    settings: SettingsFile = None,
) -> None:
    """List the actors of documents: kind, state, sector, roles, how often each is named and says something.

    Files are read on the spot and kept nowhere; of a record folder, what was coded is listed. An actor is one of its
    document. Mentions are counted without pronouns. A code with a question mark is a guess; --reasons says why.

    With --phrases, bare phrases ("Peruvian navy officers") are coded by their words: no document and no language model
    is needed. The table keeps its columns and gains country, sector, sectors and reason; context and date may be
    missing.

    A file of --actors is asked first, for documents and phrases; of several rows for a name, the date decides.

    Exit code: 0 all read, also if nothing is found, 1 some documents failed, 2 wrong use.

    Examples:

      onrecord actors talk.txt --reasons

      onrecord actors record/ --csv > actors.csv

      onrecord actors talk.txt --actors mine.tsv --reasons

      onrecord actors --phrases phrases.tsv --actors mine.tsv -o coded.tsv
    """
    from onrecord.cli.inputs import load_settings
    from onrecord.transcripts.sources import Options

    refuse_both(as_csv, as_json)
    chosen = load_settings(settings, language_model, own if phrases is None else None)
    if phrases is not None:
        refuse(bool(paths), "PATHS", "--phrases codes a table of phrases, and no documents; leave one of the two out")
        refuse(as_csv or as_json or reasons, "--phrases", "the table of phrases is always TSV, with reasons")
        raise typer.Exit(_code_phrases(phrases, out, own, encoding, chosen))
    refuse(out is not None, "--out", "goes with --phrases; a list of actors is printed: `onrecord actors ... > FILE`")
    refuse(not paths, "PATHS", "name files, folders, a record folder, or - for standard input; or --phrases IN.tsv")
    found = CodedDocuments(paths or (), Options(format=input_format, encoding=encoding), chosen)
    _print_actors(found, as_csv, as_json, reasons)
    raise typer.Exit(1 if found.failed else 0)


# Actors of documents


def _print_actors(found: CodedDocuments, as_csv: bool, as_json: bool, reasons: bool) -> None:
    """All actors, those that are named most first."""
    entries = [(coded, actor, row) for coded in found for actor, row in _rows(coded)]
    entries.sort(key=lambda entry: (-entry[2]["mentions"], entry[2]["document"], entry[2]["start"]))
    if as_csv:
        print_lines([csv_line(_COLUMNS), *(csv_line(_flat(row)) for _, _, row in entries)])
    elif as_json:
        print_lines(json_line(row) for _, _, row in entries)
    elif reasons:
        _print_reasons([(coded, actor) for coded, actor, _ in entries])
    elif entries:
        _print_table([(coded, actor, row) for coded, actor, row in entries])
    if not entries:
        say_nothing("actor", found.read)


def _rows(coded: "CodedDocument") -> "Iterator[tuple[Actor, dict[str, Any]]]":
    """The actors of a document as flat rows; `roles` are objects."""
    from onrecord.records import MentionForm

    document = coded.transcript.document
    named = Counter(one.actor_id for one in coded.mentions if one.form is not MentionForm.PRONOUN)
    meant = Counter(one.actor_id for one in coded.mentions if one.form is MentionForm.PRONOUN)
    said = Counter(one.source_id for one in coded.statements if one.set_aside is None)
    for actor in coded.actors:
        yield (
            actor,
            {
                **{"document": document.name, "document_id": document.id, "id": actor.id, "key": actor.key},
                **{"name": actor.name, "kind": actor.kind.value},
                **_code("country", actor.country),
                **_code("sector", actor.sector),
                "sectors": list(actor.sectors),
                "roles": [_role(role) for role in actor.roles],
                **{"speaks_for": actor.speaks_for.value, "speaks_for_reason": actor.speaks_for.reason},
                "aliases": [alias.quote for alias in actor.aliases],
                **{"mentions": named[actor.id], "pronouns": meant[actor.id], "statements": said[actor.id]},
                **{"start": actor.evidence.start, "end": actor.evidence.end, "quote": actor.evidence.quote},
                **{"reason": actor.reason, "made_by": str(actor.made_by), "score": actor.score},
            },
        )


def _code(name: str, code: "Code") -> dict[str, Any]:
    return {name: code.value, f"{name}_reason": code.reason, f"{name}_score": code.score}


def _role(role: "ActorRole") -> dict[str, Any]:
    what = {"title": role.title, "country": role.country, "sector": role.sector, "tenure": role.tenure.value}
    return {**what, "date": role.date, "start": role.evidence.start, "end": role.evidence.end}


def _flat(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The cells of a row, of each role its title."""
    return tuple([role["title"] for role in cell] if name == "roles" else cell for name, cell in row.items())


def _print_table(entries: "Sequence[tuple[CodedDocument, Actor, Mapping[str, Any]]]") -> None:
    from onrecord.cli.terminal import print_table

    head = ("name", "kind", "country", "sector", "roles", "speaks for", "mentions", "says", "first")
    rows = [
        (
            *(actor.name, actor.kind.value, code_shown(actor.country)),
            ", ".join(filter(None, (code_shown(actor.sector), *actor.sectors))),
            *("; ".join(role.title for role in actor.roles), actor.speaks_for.value or ""),
            *(str(row["mentions"]), str(row["statements"]), place(coded, actor.evidence.start, actor.evidence.end)),
        )
        for coded, actor, row in entries
    ]
    print_table(head, rows)


def _print_reasons(entries: "Sequence[tuple[CodedDocument, Actor]]") -> None:
    from rich.text import Text

    from onrecord.cli.terminal import line, out

    console = out()
    for coded, actor in entries:
        first = place(coded, actor.evidence.start, actor.evidence.end)
        console.print(
            Text(line(actor.name), style="bold").append(f"  {actor.kind.value} · {line(first)}", "not bold dim")
        )
        codes = {"country": actor.country, "sector": actor.sector, "speaks for": actor.speaks_for}
        for name, code in codes.items():
            words = f" “{code.evidence.quote}”, {code.evidence.start}-{code.evidence.end}" if code.evidence else ""
            score = f" ({code.score:.2f} of such are right)" if code.score is not None else ""
            console.print(
                Text(f"  {name:<11} {code_shown(code):<5} " + line(f"{code.reason}{score}{words}")), soft_wrap=True
            )
        for role in actor.roles:
            words = f"{role.title} ({role.tenure.value}), {role.evidence.start}-{role.evidence.end}"
            console.print(Text("  role              " + line(words)), soft_wrap=True)
        console.print(Text("  one actor         " + line(actor.reason)), soft_wrap=True)
        console.print()


# Phrases


def own_actors(text: str, origin: str) -> "tuple[OwnActor, ...]":
    """The actors of a user's table, as `onrecord.actors.listed` reads them; imported when it is called for."""
    from onrecord.actors.listed import own_actors as read

    return read(text, origin)


def _code_phrases(table: str, out: Path | None, own: Path | None, encoding: str | None, settings: "Settings") -> int:
    """Write the table with its codes; a row that has not the cells of the header is named and left as it is."""
    from onrecord.actors.phrases_coding import PhraseCoder
    from onrecord.cli.terminal import complain

    if out is not None and table != "-" and out.resolve() == Path(table).resolve():
        raise UsageError(f"--out {out}: is the table that is read; name another file")
    coder = PhraseCoder(_own(own, encoding, settings))
    header, *lines = _lines(table, encoding, settings)
    names = header.split("\t")
    if "actor_text" not in names:
        raise UsageError(f"--phrases {table}: there is no column actor_text; there are {', '.join(names)}")
    added = (f"{name}_coded" if name in names else name for name in _CODED)  # no column of the table is lost
    written, failed = ["\t".join([*names, *added])], 0
    for number, text in enumerate(lines, start=2):
        cells = text.split("\t")
        if len(cells) > len(names):
            complain(
                f"{table}, line {number}: {len(cells)} cells, the header has {len(names)}; it is left without codes"
            )
            failed += 1
        cells += [""] * (len(names) - len(cells))
        row = dict(zip(names, cells, strict=False))
        codes = _coded(coder, row) if len(cells) == len(names) else ("", "", "", "the row has too many cells")
        written.append("\t".join([*cells, *codes]))
    write_lines(written, out)
    return 1 if failed else 0


def _coded(coder: "PhraseCoder", row: Mapping[str, str]) -> tuple[str, ...]:
    """The new cells of a row."""
    codes = coder(row["actor_text"], row.get("context", ""), row.get("date", ""))
    return codes.country.value or "", codes.sector.value or "", ";".join(codes.sectors), _reason(codes)


def _reason(codes: "PhraseCodes") -> str:
    country, sector = codes.country.reason, codes.sector.reason
    return " ".join((country if country == sector else f"country: {country}; sector: {sector}").split())


def _own(path: Path | None, encoding: str | None, settings: "Settings") -> "tuple[OwnActor, ...]":
    from onrecord.cli.inputs import own_list

    listed = own_list(path, settings, encoding) if path is not None else None
    return own_actors(listed.text, listed.name) if listed is not None else ()


def _lines(table: str, encoding: str | None, settings: "Settings") -> list[str]:
    """The lines of a table of phrases that are not empty, the header first."""
    from onrecord.cli.inputs import table_text

    text = table_text("--phrases", table, encoding, settings)
    return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
