"""How `onrecord events` prints an event: who, what, when and where, the words, each further telling, the reasons."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.coded import code_shown, place, print_indented, repaired

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.records import Actor, CodedDocument, Event, Figure, ResolvedDate, ResolvedPlace, Telling

_UNKNOWN = "–"


def print_blocks(coded: "CodedDocument", happened: "Sequence[Event]", reasons: bool) -> None:
    """A block for each event of a document, with a free line behind it."""
    from rich.text import Text

    from onrecord.cli.terminal import line, out

    console = out()
    signs = console.no_color or console.color_system is None
    actors = {one.id: one for one in coded.actors}
    turns = {turn.id: turn for turn in coded.transcript.turns}
    for one in happened:
        console.print(_heading(one, actors), soft_wrap=True)
        manner = _manner(one, actors)
        if manner:
            console.print(Text("  " + line(manner), style="dim"), soft_wrap=True)
        print_indented(console, _words(coded, one, signs))
        turn = turns.get(one.turn_id or "")
        said = f" · turn {turn.number}, {turn.speaker or turn.role.value}" if turn is not None else ""
        where = place(coded, one.evidence.start, one.evidence.end) + said
        console.print(Text("  " + line(where), style="dim"), soft_wrap=True)
        for telling in one.tellings[1:]:
            again = f"also told: {_claims(telling, one.tellings[0], actors)}{place(coded, *_extent(telling))}"
            console.print(Text("  " + line(again), style="dim"), soft_wrap=True)
        for name, words in _why(one) if reasons else ():
            console.print(Text(f"  {name:<9} {line(words)}"), soft_wrap=True)
        console.print()


def _heading(event: "Event", actors: "Mapping[str, Actor]") -> "Text":
    """When, who, what, to whom: `Monday (2012-07-02) · Omar Pell (PER GOV) → REQUEST/assist → Drivers (PER? –)`."""
    from rich.text import Text

    from onrecord.cli.terminal import line

    when = f"{line(_dated(event.date))} · " if event.date is not None else ""
    found = Text.assemble((when, "dim")).append_text(_names(event.actors, actors) if event.actors else Text(_UNKNOWN))
    code = event.type + (f"/{event.mode}" if event.mode else "")
    found.append(" → ").append(line(code), style="bold red" if event.quad > 2 else "bold green")
    return found.append(" → ").append_text(_names(event.recipients, actors)) if event.recipients else found


def _names(ids: Sequence[str], actors: "Mapping[str, Actor]") -> "Text":
    from rich.text import Text

    from onrecord.cli.terminal import line

    found = Text()
    for one in (actors[name] for name in ids if name in actors):
        found.append(", " if found else "").append(line(one.name), style="bold")
        codes = [code_shown(code) for code in (one.country, one.sector)]
        if codes != [_UNKNOWN, _UNKNOWN]:
            found.append(f" ({' '.join(codes)})", style="dim")
    return found


def _manner(event: "Event", actors: "Mapping[str, Actor]") -> str:
    """What else is to be known: whether it took place, where, how many people, and by whose words it is known."""
    reporter = actors.get(event.reported_by or "")
    facts = (
        event.status.value if event.status.value != "actual" else "",
        "earlier than what is reported" if event.historical else "",
        f"place: {_located(event.place)}" if event.place is not None else "",
        *map(_counted, event.figures),
        f"says {reporter.name}" if reporter is not None else "",
    )
    return " · ".join(filter(None, facts))


def _dated(date: "ResolvedDate") -> str:
    """The words of a date, and its days in ISO form where they follow: `last month (2012-06)`."""
    return f"{date.words.quote} ({date.iso})" if date.iso is not None else date.words.quote


def _located(found: "ResolvedPlace") -> str:
    """The name of a place and its country, or its words: `Lima, PER`."""
    return ", ".join((found.name or found.words.quote, *found.countries))


def _counted(figure: "Figure") -> str:
    """What became of how many: `killed: more than 80 civilians`."""
    total = " in all" if figure.cumulative else ""
    return f"{figure.kind.value}: {figure.words.quote}{f' {figure.who}' if figure.who else ''}{total}"


def _claims(one: "Telling", first: "Telling", actors: "Mapping[str, Actor]") -> str:
    """Whose telling it is, and what it says otherwise than the first one."""
    reporter = actors.get(one.reported_by or "")
    facts = [f"says {reporter.name}" if reporter is not None else ""]
    for role in ("actors", "recipients"):
        ids = [actors[name].name for name in getattr(one, role) if name in actors]
        facts.append(f"{role} {', '.join(ids)}" if ids and getattr(one, role) != getattr(first, role) else "")
    for name in ("date_text", "place"):
        words, known = getattr(one, name), getattr(first, name)
        is_new = words is not None and (known is None or words.quote != known.quote)
        facts.append(f"{name.removesuffix('_text')} {words.quote}" if is_new else "")
    known_counts = {_bounds(figure) for figure in first.figures}
    facts += [_counted(figure) for figure in one.figures if _bounds(figure) not in known_counts]
    return "".join(f"{fact} · " for fact in facts if fact)


def _bounds(figure: "Figure") -> tuple[object, ...]:
    return figure.kind, figure.low, figure.high, figure.who


def _extent(telling: "Telling") -> tuple[int, int]:
    return telling.evidence.start, telling.evidence.end


def _words(coded: "CodedDocument", event: "Event", signs: bool) -> "Text":
    """The evidence on one line, with the trigger marked: by signs, or by a style where there is colour."""
    from rich.text import Text

    from onrecord.cli.marks import Part

    opening, closing, style = Part.TRIGGER.value
    first, last = event.trigger.start, event.trigger.end
    start, end = min(event.evidence.start, first), max(event.evidence.end, last)
    before, trigger, behind = (
        _spaced(repaired(coded.transcript, *span)) for span in ((start, first), (first, last), (last, end))
    )
    marked = Text(opening + trigger + closing) if signs else Text(trigger, style=style)
    return Text(before.lstrip()).append_text(marked).append(behind.rstrip())


def _spaced(text: str) -> str:
    """A piece of a line, with the spaces around it."""
    from onrecord.cli.terminal import printable

    return re.sub(r"\s+", " ", printable(unicodedata.normalize("NFC", text)))


def _why(event: "Event") -> tuple[tuple[str, str], ...]:
    """The codes in full and what made them, each with its name."""
    from onrecord.lexicons.ontology import Quad

    corner = Quad(event.quad).name.lower().replace("_", " ")
    chance = f" · probability {event.score:.2f}" if event.score is not None else ""
    second = f" · next best {event.second}" if event.second else ""
    return (
        ("codes", f"{event.quad} {corner} · intensity {event.intensity:g} · CAMEO {event.cameo}{chance}{second}"),
        *([("contexts", ", ".join(event.contexts))] if event.contexts else []),
        *([("date", event.date.reason)] if event.date is not None else []),
        *([("place", event.place.reason)] if event.place is not None else []),
        *(("figure", f"{_counted(one)}, {_range(one)} ({one.reason})") for one in event.figures),
        ("why", f"{event.reason} ({event.made_by})"),
    )


def _range(figure: "Figure") -> str:
    """The bounds of a number: `12`, `from 80`, `up to 50`, `40 to 60`."""
    if figure.low is not None and figure.high is not None:
        return str(figure.low) if figure.low == figure.high else f"{figure.low} to {figure.high}"
    return f"from {figure.low}" if figure.low is not None else f"up to {figure.high}" if figure.high else "no number"
