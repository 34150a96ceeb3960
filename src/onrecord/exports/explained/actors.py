"""Why an actor is coded as it is: what it is called and how the places belong together, kind, codes, roles."""

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.actors.known import noun_at
from onrecord.exports.explained.mentions import named
from onrecord.exports.explained.parts import (
    Book,
    Explanation,
    Part,
    capital,
    counted,
    listed,
    places,
    quoted,
    sector,
    state,
)
from onrecord.exports.explained.reasons import ROW, example_of, meaning, row_of, with_settings
from onrecord.records import Actor, ActorKind, ActorMention, Code, MentionForm, Tenure
from onrecord.settings import Settings

_FORMS = {
    MentionForm.NAME: "Names",
    MentionForm.NOMINAL: "Nouns",
    MentionForm.PRONOUN: "Pronouns",
    MentionForm.LABEL: "Labels",
}
_SHOWN = 5
"""Different words of a form that a sentence names."""


def explained(book: Book, actor: Actor, settings: Settings) -> Explanation:
    """The explanation of one actor."""
    mentions = book.mentions(actor.id)
    parts = (
        *_named(book, actor, mentions, settings),
        _kind(actor, mentions),
        *_code("State", "country", actor, actor.country, settings, book),
        *_code("Sector", "sector", actor, actor.sector, settings),
        *_beside(actor),
        *_roles(actor),
        *_code("Speaks for", "speaks for", actor, actor.speaks_for, settings, book),
        *_used(book, actor),
        _otherwise(book, actor, mentions, settings),
    )
    codes = " ".join(code.value or "–" for code in (actor.country, actor.sector))
    return Explanation(
        id=actor.id,
        kind="actor",
        document=book.coded.transcript.document.name,
        headline=f"{actor.name}, {actor.kind.value}, {codes}",
        parts=parts,
    )


# Names


def _named(book: Book, actor: Actor, mentions: list[ActorMention], settings: Settings) -> Iterator[Part]:
    own, _, from_list = actor.reason.partition("; listed: ")
    says = meaning("mention", own).says
    first = quoted(actor.evidence)
    text = f"It is called “{actor.name}” (key {actor.key}). It comes in first as {first}: {says}."
    if from_list:
        text += f" The name is that of the list of actors ({_row_said(f'listed: {from_list}')})."
    yield Part(title="Who it is", text=text, evidence=(actor.evidence,), rule=str(actor.made_by))
    groups: dict[tuple[MentionForm, str], list[ActorMention]] = {}
    for one in mentions:
        groups.setdefault((one.form, one.reason), []).append(one)
    for (form, reason), some in groups.items():
        yield _group(book, form, reason, some, settings)


def _group(book: Book, form: MentionForm, reason: str, some: list[ActorMention], settings: Settings) -> Part:
    """Mentions of one form that one reason gives to the actor."""
    different = list(dict.fromkeys(quoted(one.evidence) for one in some))
    more = f" and {counted(len(different) - _SHOWN, 'other')}" if len(different) > _SHOWN else ""
    said = meaning("mention", reason)
    otherwise = f" {said.otherwise}" if said.otherwise else ""
    each = "each is " if len(some) > 1 else ""
    text = (
        f"{counted(len(some), 'place')}:"
        f" {listed(different[:_SHOWN]) if not more else ', '.join(different[:_SHOWN])}{more};"
        f" {each}{said.says}.{otherwise}"
    )
    if len(some) == 1:
        text = f"1 place. {named(book, some[0])}{otherwise}"
    return Part(
        title=_FORMS[form],
        text=with_settings(text, settings),
        evidence=places([one.evidence for one in some]),
        rule=str(some[0].made_by),
    )


# Codes


def _kind(actor: Actor, mentions: list[ActorMention]) -> Part:
    """What it is, by its names and nouns; the record keeps no reason of its own, the words of the tables do."""
    nouns = (noun_at([word.strip(".,").lower() for word in one.evidence.quote.split()]) for one in mentions)
    known = next((one for one in nouns if one is not None and one.kind is actor.kind), None)
    if actor.country.reason == "the name of the state":
        because, rule = "it is a state, which acts by its government", "places/countries"
    elif known is not None:
        because, rule = f"the noun “{known.name}” in its words denotes such an actor, by the table of nouns", known.row
    elif any(one.form is MentionForm.LABEL for one in mentions) and actor.kind is ActorKind.PERSON:
        because, rule = "it is a voice of the broadcast, and a voice is a person's", "identify"
    else:
        because, rule = _KINDS[actor.kind], "identify"
    return Part(
        title="Kind", text=f"It is coded as {_ARTICLES[actor.kind]}: {because}.", evidence=(actor.evidence,), rule=rule
    )


_ARTICLES = {
    ActorKind.PERSON: "a person",
    ActorKind.GOVERNMENT: "a government",
    ActorKind.ORGANIZATION: "an organization",
    ActorKind.GROUP: "a group",
    ActorKind.PLACE: "a place",
}
_KINDS = {
    ActorKind.PERSON: "the language model reads its name as that of a person",
    ActorKind.GOVERNMENT: "its name is that of a state, of a seat of government or of a government in the tables",
    ActorKind.ORGANIZATION: "the language model reads its name as that of a body, and no noun beside it says otherwise",
    ActorKind.GROUP: "its words are a plural, or the name of a people or faith, and so stand for several persons",
    ActorKind.PLACE: "its name is that of a place",
}


def _code(
    title: str, kind: str, actor: Actor, code: Code, settings: Settings, book: Book | None = None
) -> Iterator[Part]:
    """A code with the words and the reason; and what else would have changed it."""
    reason, undecided, rows = code.reason.partition("; listed: ")
    said, otherwise = _said(kind, reason)
    value = _value(kind, code, book)
    sure = f" Of such choices {code.score:.0%} are right, as far as it was measured." if _is_guess(code) else ""
    if "head" in reason and code.score is not None:
        sure = f" Its share was {code.score:.2f}."
    lost = f" Rows of the list of actors ({rows}), so none of them counts." if undecided else ""
    row = ROW.search(code.reason)
    evidence = (code.evidence,) if code.evidence is not None else ()
    near = _most(book, code) if book is not None and "named most" in reason else ""
    text = f"{value}: {said}.{near}{sure}{lost}"
    rule = row[0] if row else "sector_threshold" if "head" in reason else "codes"
    yield Part(title=title, text=with_settings(text, settings), evidence=evidence, rule=rule)
    if otherwise is not None:
        text = capital(otherwise)
        yield Part(title=f"What would have changed the {_CHANGED[kind]}", text=with_settings(text, settings), rule=rule)


def _most(book: Book, code: Code) -> str:
    """How often the states are named in the document by actors of whom words say whose they are."""
    counts = Counter(name for _, name in book.countries)
    if code.value is None or not counts[code.value]:
        return ""
    others = [f"{name} {counted(many, 'time')}" for name, many in counts.most_common(2) if name != code.value][:1]
    beside = f", {others[0]}" if others else " and no other"
    return f" The document names {code.value}, its places or its people {counted(counts[code.value], 'time')}{beside}."


_CHANGED = {"country": "state", "sector": "sector", "speaks for": "one it speaks for"}


def _is_guess(code: Code) -> bool:
    return code.score is not None and code.evidence is None and "head" not in code.reason


def _value(kind: str, code: Code, book: Book | None) -> str:
    if code.value is None:
        return "It is unknown"
    if kind == "country":
        return f"It is of {state(code.value)}"
    if kind == "sector":
        return f"Its sector is {sector(code.value)}"
    body = book.keys.get(code.value) if book is not None else None
    return f"It speaks for {body.name if body is not None else code.value}"


def _said(kind: str, reason: str) -> tuple[str, str | None]:
    """A reason of a code in words; one that names a table row with what the row says."""
    meant = meaning(kind, reason)
    if meant.says != reason:
        row = row_of(reason)
        said = meant.says.replace(f" ({row.id})", f" (as in “{example_of(row).rstrip('.')}”)") if row else meant.says
        return said, meant.otherwise
    if row_of(reason) is not None or reason.startswith("listed: "):
        otherwise = "Other words in its name or title, or another row for them, would give another code."
        return _row_said(reason, kind), otherwise
    return reason, None


def _row_said(reason: str, kind: str = "") -> str:
    """What a row that a reason names says: of an office-holder, the office and its time."""
    match = re.match(r"listed: (\S+) rows? ([\d and]+)", reason)
    if match is not None:
        first = match[2].split(" and ")[0].strip()
        row = row_of(f"{match[1]}#{first}")
        if row is None:
            return f"row {match[2].strip()} of the user's list {match[1]} says so"
        times = [row.cells[one] for one in ("from", "to")]
        time = f", from {times[0]}" * (times[0] != "-") + f" to {times[1]}" * (times[1] != "-")
        return f"no words of the text decide, and a table of office-holders has {row['name']}: {row['office']}{time}"
    row = row_of(reason)
    if row is None:
        return reason
    what = reason.partition(": ")[2].strip().removesuffix(" of it").removesuffix(" it")
    if kind == "speaks for":
        return (
            f"the noun of office in its words is in the table of those who speak for others (“{what}”; such"
            f" as: {example_of(row)})"
        )
    of = _TABLES.get(row.table, f"“{row.table}”")
    return f"its words hold “{what}”, and the table of {of} says so (an example: {example_of(row).rstrip('.')})"


_TABLES = {
    "en/actor_nouns": "nouns for actors",
    "en/body_words": "words in names of bodies",
    "places/bodies": "bodies of the world",
    "places/seats": "seats of government",
}


def _beside(actor: Actor) -> Iterator[Part]:
    if actor.sectors:
        text = (
            f"Other words of its give also {listed(map(sector, actor.sectors))}; they stand behind the first,"
            " since names"
            " and titles count before nouns, and earlier words before later ones."
        )
        yield Part(title="Other sectors", text=text, rule="codes")


def _roles(actor: Actor) -> Iterator[Part]:
    for role in actor.roles:
        codes = [f"state {state(role.country)}"] if role.country else []
        codes += [f"sector {sector(role.sector)}"] if role.sector else []
        given = f"; its words give {listed(codes)}" if codes else "; its words give no code"
        day = (
            f"in {role.date}, the date of the document" if role.date else "when is not known: the document has no date"
        )
        text = f"The text calls it {quoted(role.title)}{given}. {_TENURES[role.tenure]} ({day})."
        yield Part(title="Title or role", text=text, evidence=(role.evidence,), rule="en/actor_nouns")


_TENURES = {
    Tenure.CURRENT: "No word such as “former”, “acting” or “-elect” stands in it, so it counts as held",
    Tenure.FORMER: "A word such as “former” or “ex” stands in it, so it was held before",
    Tenure.ACTING: "A word such as “acting” or “interim” stands in it, so it is held for another",
    Tenure.ELECT: "A word such as “-elect” or “incoming” stands in it, so it is yet to be held",
}


def _used(book: Book, actor: Actor) -> Iterator[Part]:
    """What of the record hangs on it."""
    said = [one.id for one in book.coded.statements if one.source_id == actor.id and one.set_aside is None]
    does = [one.id for one in book.coded.events if actor.id in one.actors]
    takes = [one.id for one in book.coded.events if actor.id in one.recipients]
    uses = [
        text
        for ids, text in (
            (said, f"it is the source of {counted(len(said), 'statement')}"),
            (does, f"it acts in {counted(len(does), 'event')}"),
            (takes, f"it receives in {counted(len(takes), 'event')}"),
        )
        if ids
    ]
    if uses:
        text = (
            f"{capital(listed(uses))}:"
            f" {', '.join((*said, *does, *takes)[:12])}{' …' if len(said) + len(does) + len(takes) > 12 else ''}."
        )
        yield Part(title="Where it is used", text=text)


def _otherwise(book: Book, actor: Actor, mentions: list[ActorMention], settings: Settings) -> Part:
    """Whether it could have been struck out as no actor."""
    title = "What would have struck it out"
    if any(one.form is MentionForm.LABEL for one in mentions):
        text = "Nothing: it is a voice of the broadcast, and a voice is an actor whatever the acting head holds."
    elif any(one.source_id == actor.id for one in book.coded.statements):
        text = (
            "Only a reading without the words that it says: the source of words is an actor whatever the"
            " acting head holds."
        )
    else:
        text = (
            "A share of the acting head of the language model below `acting_threshold` for all of its words. Its"
            " share was"
            " above that; the record does not keep it."
        )
    return Part(title=title, text=with_settings(text, settings), rule="acting_threshold")
