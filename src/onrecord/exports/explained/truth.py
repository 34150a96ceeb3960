"""Whether an event took place, and by whose words it is known."""

from onrecord.exports.explained.fits import Place
from onrecord.exports.explained.parts import Book, Part, capital, listed, quoted
from onrecord.exports.explained.reasons import ROW, meaning, row_of, with_settings
from onrecord.records import Event, EventStatus, Evidence, Statement
from onrecord.settings import Settings

_STATUS = {
    EventStatus.ACTUAL: "It is told as something that happened or happens.",
    EventStatus.PLANNED: "It is told as planned: announced, agreed or intended.",
    EventStatus.HYPOTHETICAL: "It is told as hypothetical: under a condition, feared, asked for or supposed.",
    EventStatus.NEGATED: "It is told as something that does not happen.",
}
_CALLED = {
    "actual": "has it for what did take place",
    "planned": "has it for what is planned",
    "hypothetical": "has it for what is only possible, asked for or feared",
    "negated": "has it for what does not take place",
}
_SIGNS = {
    "its verb is negated": ("not", "never", "n't", "won't", "didn't", "don't", "doesn't", "can't", "cannot", "no"),
    "its verb is future": ("will", "'ll", "’ll", "shall", "going to", "won't"),
    "its verb is possible": ("may", "might", "can", "could"),
    "its verb is necessary": ("must", "should", "have to", "has to", "need to", "ought to"),
    "its verb is hypothetical": ("would", "'d", "’d"),
    "it stands in a condition": ("if", "unless", "whether", "in case"),
    "no": ("no",),
}
"""The words that may show such a status."""


def status(place: Place, why: str, settings: Settings, rule: str) -> Part:
    """Whether it happened, by which word, and what another word would have made of it."""
    event = place.event
    because, evidence = _because(place, why.partition(", which is said")[0])
    text = f"{_STATUS[event.status]} {because}"
    if ", which is said" in why:
        article = "An" if event.type[0] in "AEIOU" else "A"
        act = f"{article} {event.type} takes place by being said, and that it is said is told as a fact."
        only = because.partition(" Without ")[0].partition(" In the present")[0]
        text = f"{act} Only the deed that is spoken of is open: {only[:1].lower()}{only[1:]}"
    if event.historical:
        text += " By its date it lies clearly before the situation that is reported, so it is marked as historical."
    row = ROW.search(why)
    return Part(
        title="Did it happen?",
        text=with_settings(text, settings),
        evidence=evidence,
        rule=row[0] if row else rule,
    )


def _because(place: Place, why: str) -> tuple[str, tuple[Evidence, ...]]:
    """Why the status is what it is, and the words that say so."""
    reason, row = why, row_of(why)
    if row is not None and ":" in reason:
        return _by_word(place, reason, row.cells.get("status", ""))
    word = quoted(place.event.trigger)
    if reason == "nothing says otherwise":
        reason += " of a noun" if place.is_noun else ""
    said = meaning("status", reason, word)
    signs = _SIGNS.get(reason, ())
    found = next(filter(None, (place.book.find(one, place.event.trigger, place.sentence) for one in signs)), None)
    here = f" Here that is {quoted(found)}." if found is not None else ""
    otherwise = f" {said.otherwise}" if said.otherwise else ""
    return f"{said.says}{here}{otherwise}", (found,) if found else ()


def _by_word(place: Place, reason: str, status_: str) -> tuple[str, tuple[Evidence, ...]]:
    """A status by a word of the table."""
    word = reason.rpartition(": ")[2]
    found = _other(place, word)
    evidence = (found,) if found else ()
    if " is negated: " in reason:
        text = f"The word {quoted(word)} stands above it and is negated, so the act does not come about."
        return f"{text} Without the negation that word alone would decide.", evidence
    trigger = quoted(place.event.trigger)
    stands = f"stands with {trigger}; the" if found != place.event.trigger else "is of such a kind itself; the"
    text = f"The word {quoted(word)} {stands} table of such words {_CALLED[status_]}."
    without = (
        " It overrides what stands around: without it a word such as “plan” or “may” above would have counted."
        if status_ == "actual"
        else " With another word it would be told as a fact."
        if found == place.event.trigger
        else " Without this word it would be told as a fact."
    )
    return f"{text}{without}", evidence


def _other(place: Place, word: str) -> Evidence | None:
    """The place of a word of the table: one before the word of the event, else behind it, else that word itself."""
    book, trigger, sentence = place.book, place.event.trigger, place.sentence
    sides = ((sentence.start, trigger.start), (trigger.end, sentence.end), (trigger.start, trigger.end))
    stretches = (Evidence.of(book.text, start, end) for start, end in sides if start < end)
    return next(filter(None, (book.find(word, trigger, one) for one in stretches)), None)


def reported(book: Book, event: Event) -> Part:
    """By whose words it is known, or that the journalist tells it."""
    statement = book.statements.get(event.statement_id or "")
    evidence = tuple(filter(None, (statement.source, statement.cue))) if statement is not None else ()
    rule = statement.id if statement else None
    if event.reported_by is not None:
        text = _known_by(book, event, statement)
    elif statement is not None and statement.source_id in event.actors and statement.source_id is not None:
        who = book.called(statement.source_id)
        text = f"It stands in the words of {who}, and the act is by {who} too; nobody reports it of another."
    elif statement is not None:
        text = _by_nobody(book, statement)
    else:
        turn = book.turns.get(event.turn_id or "")
        is_journalist = turn is None or turn.role.value in ("host", "reporter")
        teller = book.speaker(turn) if turn is not None else "the journalist who writes"
        text = f"No statement holds these words; {teller} tells it" + (
            ", and names no source for it." if is_journalist else ", but the turn is held for no statement."
        )
    return Part(title="By whose words", text=text, evidence=evidence, rule=rule)


def _known_by(book: Book, event: Event, statement: Statement | None) -> str:
    who = book.called(event.reported_by)
    acts = listed(map(book.called, event.actors))
    other = f"who acts in it is not {who} but {acts}" if acts else "nobody is named as acting in it"
    cue = f" (“… {statement.cue.quote} …”)" if statement is not None and statement.cue is not None else ""
    return f"It is known by the words of {who} alone{cue}, and {other}."


def _by_nobody(book: Book, statement: Statement) -> str:
    """Words that are attributed, but to no actor."""
    cue = quoted(statement.cue) if statement.cue else "the text"
    if statement.source is None:
        return f"{capital(cue)} attributes these words, but no words name who says them, so no source is given."
    who = f"{quoted(statement.source)}, whom the record holds as no actor"
    return f"These words are attributed to {who}, so no source is given."
