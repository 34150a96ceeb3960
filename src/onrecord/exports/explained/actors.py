"""Why an actor is coded as it is: what it is called and how the places belong together, kind, codes, roles."""

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.actors.known import noun_at
from onrecord.exports.explained.guesses import tally
from onrecord.exports.explained.mentions import STANDS_OUT, named, standing_out
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
        _kind(book, actor, mentions),
        *_country(book, actor, settings),
        *_code("Sector", "sector", actor, actor.sector, settings),
        *_beside(actor),
        *_roles(actor),
        *_speaks_for(book, actor, settings),
        *_used(book, actor),
        _otherwise(book, actor, mentions, settings),
    )
    codes = " ".join(code.value or "–" for code in (actor.country, actor.sector))
    return Explanation(
        id=actor.id,
        kind="actor",
        document=book.coded.transcript.document.name,
        headline=f"{book.name(actor.id)}, {actor.kind.value}, {codes}",
        parts=parts,
    )


# Names


def _named(book: Book, actor: Actor, mentions: list[ActorMention], settings: Settings) -> Iterator[Part]:
    own, _, from_list = actor.reason.partition("; listed: ")
    first = next((one for one in mentions if one.evidence == actor.evidence), None)
    led = named(book, first) if first is not None else f"{quoted(actor.evidence)} {meaning('mention', own).says}."
    text = f"The record calls this actor “{actor.name}” (key {actor.key}). {led}"
    if first is not None and first.reason == own and (otherwise := meaning("mention", own).otherwise):
        text += f" {otherwise}"
    if from_list:
        text += f" The name is that of the list of actors ({_row_said(f'listed: {from_list}')})."
    yield Part(title="Who it is", text=text, evidence=(actor.evidence,), rule=str(actor.made_by))
    groups: dict[tuple[MentionForm, str], list[ActorMention]] = {}
    for one in mentions:
        if one is not first:
            groups.setdefault((one.form, one.reason), []).append(one)
    for (form, reason), some in groups.items():
        yield _group(book, form, reason, some, settings)


def _group(book: Book, form: MentionForm, reason: str, some: list[ActorMention], settings: Settings) -> Part:
    """Mentions of one form that one reason gives to the actor."""
    said = meaning("mention", reason, quoted(book.name(some[0].actor_id)))
    otherwise = f" {said.otherwise}" if said.otherwise else ""
    if len(some) == 1:
        text = f"1 more place. {named(book, some[0])}{otherwise}"
    else:
        each = f"each {said.says}." if reason != STANDS_OUT else standing_out(book, some)
        text = f"{len(some)} more places: {_different(some)}; {each}{otherwise}"
    return Part(
        title=_FORMS[form],
        text=with_settings(text, settings),
        evidence=places([one.evidence for one in some]),
        rule=str(some[0].made_by),
    )


def _different(some: list[ActorMention]) -> str:
    """The different words of some mentions, with how often each comes."""
    counts = Counter(quoted(one.evidence) for one in some)
    shown = [f"{words} ({many} times)" if many > 1 else words for words, many in counts.items()]
    more = len(shown) - _SHOWN
    return listed(shown) if more <= 0 else f"{', '.join(shown[:_SHOWN])} and {counted(more, 'other')}"


# Codes


def _called(book: Book, actor: Actor) -> str:
    """What an actor is called at the beginning of a sentence; a description in quotation marks."""
    mentions = book.mentions(actor.id)
    is_name = any(one.form in (MentionForm.NAME, MentionForm.LABEL) for one in mentions)
    return capital(book.name(actor.id)) if is_name else quoted(actor.name)


def _kind(book: Book, actor: Actor, mentions: list[ActorMention]) -> Part:
    """What it is, by its names and nouns; the record keeps no reason of its own, the words of the tables do."""
    phrases = (re.split(r"\s+(?:of|in|from|at|for|on|with|who)\b", one.evidence.quote) for one in mentions)
    whole_or_head = (
        words for one, parts in zip(mentions, phrases, strict=True) for words in (one.evidence.quote, parts[0])
    )
    nouns = (noun_at([word.strip(".,").lower() for word in words.split()]) for words in whole_or_head)
    known = next((one for one in nouns if one is not None and one.kind is actor.kind), None)
    if actor.country.reason == "the name of the state":
        because, rule = "the name is that of a state, which acts by its government", "places/countries"
    elif known is not None:
        because, rule = f"the noun “{known.name}” denotes such an actor, by the table of nouns", known.row
    elif any(one.form is MentionForm.LABEL for one in mentions) and actor.kind is ActorKind.PERSON:
        because, rule = "a voice of the broadcast is a person's", "identify"
    else:
        is_noun = any(one.form is MentionForm.NOMINAL for one in mentions)
        says = "{words} is a plural, and so" if is_noun else "{words} is the name of a people or faith, and so"
        because = f"{says} stands for several persons" if actor.kind is ActorKind.GROUP else _KINDS[actor.kind]
        because, rule = because.format(words=quoted(actor.evidence)), "identify"
    text = f"{_called(book, actor)} is coded as {_ARTICLES[actor.kind]}: {because}."
    return Part(title="Kind", text=text, evidence=(actor.evidence,), rule=rule)


_ARTICLES = {
    ActorKind.PERSON: "a person",
    ActorKind.GOVERNMENT: "a government",
    ActorKind.ORGANIZATION: "an organization",
    ActorKind.GROUP: "a group",
    ActorKind.PLACE: "a place",
}
_KINDS = {
    ActorKind.PERSON: "the language model reads {words} as the name of a person",
    ActorKind.GOVERNMENT: "{words} is in the tables as the name of a state, of a seat of government or of a government",
    ActorKind.ORGANIZATION: "the language model reads {words} as a body's name, and no noun beside it says otherwise",
    ActorKind.PLACE: "{words} is the name of a place",
}


def _country(book: Book, actor: Actor, settings: Settings) -> Iterator[Part]:
    """The state; a guess with the words of the document that speak for it and for the runner-up."""
    code = actor.country
    if "named most" not in code.reason or code.value is None:
        yield from _code("State", "country", actor, code, settings)
        return
    near = tally(book, book.mentions(actor.id), code.value)
    text = f"{_value('country', code, None)}, a guess: {meaning('country', code.reason).says}. {near.text}{_sure(code)}"
    yield Part(title="State", text=text, evidence=near.evidence, rule="codes")
    other = (
        f"{capital(state(near.rival))} would have been taken had the text named it more often or nearer;"
        if near.rival
        else "Another state, named more often, would have been taken;"
    )
    text = f"{other} a word for a state in or beside “{actor.name}” would have ended the guess."
    yield Part(title="What would have changed the state", text=text, rule="codes")


def _code(
    title: str, kind: str, actor: Actor, code: Code, settings: Settings, book: Book | None = None
) -> Iterator[Part]:
    """A code with the words and the reason; and what else would have changed it."""
    reason, undecided, rows = code.reason.partition("; listed: ")
    said, otherwise = _said(kind, reason, actor)
    lost = f" Rows of the list of actors ({rows}), so none of them counts." if undecided else ""
    share = f" Its share was {code.score:.2f}." if "head" in reason and code.score is not None else ""
    row = ROW.search(code.reason)
    evidence = (code.evidence,) if code.evidence is not None else ()
    text = f"{_value(kind, code, book)}: {said}.{share or _sure(code)}{lost}"
    rule = row[0] if row else "sector_threshold" if "head" in reason else "codes"
    yield Part(title=title, text=with_settings(text, settings), evidence=evidence, rule=rule)
    if otherwise is not None:
        text = with_settings(capital(otherwise), settings)
        yield Part(title=f"What would have changed {_CHANGED[kind]}", text=text, rule=rule)


_CHANGED = {"country": "the state", "sector": "the sector", "speaks for": "for whom it speaks"}


def _sure(code: Code) -> str:
    """How often such a guess is right."""
    is_guess = code.score is not None and code.evidence is None and "head" not in code.reason
    return f" Of such guesses {code.score:.0%} were right where it was measured." if is_guess else ""


def _speaks_for(book: Book, actor: Actor, settings: Settings) -> Iterator[Part]:
    """For whom it speaks; what nothing says is put by what the actor is."""
    code, title, name = actor.speaks_for, "Speaks for", _called(book, actor)
    if code.value is not None or code.reason != "no words say so":
        yield from _code(title, "speaks for", actor, code, settings, book)
        return
    if actor.kind is ActorKind.GOVERNMENT:
        yield Part(title=title, text=f"{name} speaks for nobody else: it is a government itself.", rule="codes")
        return
    official = actor.sector.value in ("GOV", "MIL", "COP", "SPY")
    if official and actor.country.evidence is None:
        lacks = f"the sector is {actor.sector.value}, but no words say of which state"
        would = f"A word for a state in or beside “{actor.name}” would have made it speak for that state."
    elif actor.kind is ActorKind.PERSON:
        lacks = "no words give an office for a state or body"
        would = f"“Spokesman of …” or the like beside “{actor.name}”, or an office of a state, would give one."
    else:
        lacks = "no words make the actor a part of a government or army"
        would = f"Words that put “{actor.name}” into the service of a state would give one."
    yield Part(title=title, text=f"{name} speaks for no state or body: {lacks}. {would}", rule="codes")


def _value(kind: str, code: Code, book: Book | None) -> str:
    if code.value is None:
        return {"country": "The state is unknown", "sector": "The sector is unknown"}.get(kind, "It is unknown")
    if kind == "country":
        return f"The state is {state(code.value)}"
    if kind == "sector":
        return f"The sector is {sector(code.value)}"
    body = book.keys.get(code.value) if book is not None else None
    return f"The actor speaks for {body.name if body is not None else code.value}"


def _said(kind: str, reason: str, actor: Actor) -> tuple[str, str | None]:
    """A reason of a code in words; one that names a table row with what the row says."""
    code = {"country": actor.country, "sector": actor.sector}.get(kind, actor.speaks_for)
    known = "none" if code.value is None and kind == "sector" else kind
    meant = meaning(known, reason, quoted(code.evidence or actor.evidence))
    meant = meaning(kind, reason, quoted(code.evidence or actor.evidence)) if meant.says == reason else meant
    row = row_of(reason)
    if meant.says != reason:
        said = meant.says.replace(f" ({row.id})", f" (as in “{example_of(row).rstrip('.')}”)") if row else meant.says
        return said, meant.otherwise
    if reason.startswith("listed: "):
        return _row_said(reason, kind), "Words of the text that give a code would have come before the table."
    if row is not None:
        word = reason.partition(": ")[2].strip()
        return _row_said(reason, kind), f"Without “{word}” {_WITHOUT.get(kind, 'no words would give it')}."
    return reason, None


_WITHOUT = {
    "country": "other words for a state would have counted, else the state named most around",
    "sector": "other words of office or trade would have counted, else the sector head (from `sector_threshold` on)",
}


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
        example = example_of(row).rstrip(".")
        return f"the noun of office “{what}” is in the table of those who speak for others (an example: “{example}”)"
    of = _TABLES.get(row.table, f"“{row.table}”")
    return f"the table of {of} gives it for “{what}” (an example: “{example_of(row).rstrip('.')}”)"


_TABLES = {
    "en/actor_nouns": "nouns for actors",
    "en/body_words": "words in names of bodies",
    "places/bodies": "bodies of the world",
    "places/seats": "seats of government",
}


def _beside(actor: Actor) -> Iterator[Part]:
    if actor.sectors:
        text = (
            f"Other words for the actor also give {listed(map(sector, actor.sectors))}; they stand behind the first,"
            " since names and titles count before nouns, and earlier words before later ones."
        )
        yield Part(title="Other sectors", text=text, rule="codes")


def _roles(actor: Actor) -> Iterator[Part]:
    for role in actor.roles:
        codes = [f"state {state(role.country)}"] if role.country else []
        codes += [f"sector {sector(role.sector)}"] if role.sector else []
        given = f", which gives {listed(codes)}" if codes else ", which gives no code"
        text = f"The text calls {'them' if actor.kind is ActorKind.GROUP else 'the actor'} {quoted(role.title)}{given}."
        if actor.kind is ActorKind.PERSON:
            on = f" on {role.date}, the date of the document" if role.date else "; when, the document does not say"
            text += f" {_TENURES[role.tenure]}{on}."
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
            (said, f"is the source of {counted(len(said), 'statement')}"),
            (does, f"acts in {counted(len(does), 'event')}"),
            (takes, f"receives in {counted(len(takes), 'event')}"),
        )
        if ids
    ]
    if uses:
        text = (
            f"{_called(book, actor)} {listed(uses)}:"
            f" {', '.join((*said, *does, *takes)[:12])}{' …' if len(said) + len(does) + len(takes) > 12 else ''}."
        )
        yield Part(title="Where it is used", text=text)


def _otherwise(book: Book, actor: Actor, mentions: list[ActorMention], settings: Settings) -> Part:
    """Whether it could have been struck out as no actor."""
    said = next((one for one in book.coded.statements if one.source_id == actor.id), None)
    head = "the acting head of the language model, which tells who acts or speaks from who is only spoken of"
    if any(one.form is MentionForm.LABEL for one in mentions):
        text = f"Nothing: a voice of the broadcast is an actor, whatever {head}, holds."
    elif said is not None:
        of = f" of {quoted(said.cue)}" if said.cue is not None else ""
        is_source = f"Whoever is the source of words, as here{of} ({said.id}), is an actor"
        text = f"{is_source}. Without them {head}, would be asked."
    else:
        words = listed(list(dict.fromkeys(quoted(one.evidence) for one in mentions))[:_SHOWN], "or")
        text = (
            f"{capital(head)}, gave {words} `acting_threshold` or more; below that for all of them the actor would have"
            " been struck out. The record does not keep the share."
        )
    return Part(title="What would have struck it out", text=with_settings(text, settings), rule="acting_threshold")
