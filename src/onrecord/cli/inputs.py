"""What commands that read one file share: the documents behind its name, and the settings."""

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import LexiconError, SourceError, UsageError

if TYPE_CHECKING:
    from onrecord.settings import ActorList, Settings
    from onrecord.transcripts.sources import Locator, Options


def documents(path: str, which: str | None, options: "Options", settings: "Settings") -> "list[Locator | SourceError]":
    """The documents of a file, standard input or table, or the one that `which` names; never none.

    UsageError if the file cannot be opened, or holds no such document.
    """
    from onrecord.transcripts.sources import find

    refuse_empty_name(path, which)
    found = list(find([path], options, settings))
    # What is not there, or cannot be opened at all, is wrong use and no document that failed.
    if len(found) == 1 and isinstance(found[0], SourceError) and found[0].step == "find":
        raise UsageError(f"{found[0]}; name a file, a record folder, or - for standard input")
    return found if which is None else _chosen(path, which, found)


def _chosen(path: str, which: str, found: "list[Locator | SourceError]") -> "list[Locator | SourceError]":
    """The documents that `which` names: a row by its number or id, a file of a pattern by its name."""
    from onrecord.transcripts.sources import display

    chosen = [item for item in found if which == item.name or item.name.endswith(f"#{which}")]
    if chosen:
        return chosen
    whole = found[0] if len(found) == 1 and found[0].name == display(path) else None
    if isinstance(whole, SourceError):  # of the table as a whole: it says more
        return [whole]
    if whole:
        raise UsageError(f"{path} is one document and no table, so it has no {which!r}; `onrecord show {path}`")
    raise UsageError(f"{path} has no row {which!r}; `onrecord show {path}` lists them")


def refuse_empty_name(path: str, which: str | None) -> None:
    """UsageError if a document is named by nothing: most often a variable of the shell that is not set."""
    if which is not None and not which.strip():
        raise UsageError(f"the name of the document is empty; `onrecord show {path}` lists what there is")


def load_settings(path: Path | None, language_model: str | None = None, actors: Path | None = None) -> "Settings":
    """The defaults, what a settings file says otherwise, and what options name: a language model, own actors."""
    from onrecord.settings import Settings

    try:
        chosen = Settings() if path is None else Settings.load(path.read_text(encoding="utf-8"), str(path))
    except (OSError, ValueError) as error:
        raise UsageError(f"--settings {path}: cannot be read ({error})") from error
    if language_model is not None and not language_model.strip():
        raise UsageError("--language-model is empty; name a spaCy pipeline, or leave the option out")
    if actors is not None and chosen.last_layer == "transcript":
        raise UsageError(
            f"--actors {actors}: last_layer is 'transcript', so nobody is identified; leave one of the two out"
        )
    if str(actors) == "-":
        raise UsageError("--actors -: standard input is kept for documents; name the file of the list")
    named = {"language_model": language_model, "actors": None if actors is None else own_list(actors, chosen)}
    return chosen.model_copy(update={name: value for name, value in named.items() if value is not None})


def own_list(path: Path, settings: "Settings", encoding: str | None = None) -> "ActorList":
    """The user's own actors of --actors; UsageError if the file cannot be read, or is no such list."""
    from onrecord.actors.listed import own_actors
    from onrecord.settings import ActorList

    text = table_text("--actors", str(path), encoding, settings)
    try:
        own_actors(text, path.name)
    except LexiconError as error:
        raise UsageError(f"--actors {error}") from error
    return ActorList.of(path.name, text)


def table_text(option: str, path: str, encoding: str | None, settings: "Settings") -> str:
    """The text of a table, or of standard input for `-`; UsageError if it cannot be read or is empty."""
    import sys

    from onrecord.transcripts.encoding import decode

    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = decode(path, content, encoding, settings, "tables here").text.removeprefix("\ufeff")
    except (OSError, ValueError) as error:
        raise UsageError(f"{option} {path}: cannot be read ({error})") from error
    except SourceError as error:
        raise UsageError(f"{option} {error}") from error
    if not text.strip():
        raise UsageError(
            f"{option} {path}: is empty; it needs a header and a row for each entry, with tabs between cells"
        )
    return text


def refuse_own_actors(record: str, settings: "Settings") -> None:
    """UsageError if a record, whose actors are coded, is to be listed with own actors."""
    if settings.actors is not None:
        raise UsageError(
            f"--actors {settings.actors.name}: {record} is a record, and its actors are coded; code the documents"
            f" again: `onrecord code FILES --actors {settings.actors.name} -o NEW`"
        )
