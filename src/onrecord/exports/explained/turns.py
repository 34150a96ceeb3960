"""Why a turn is as it is: where it begins, who speaks, the part that the voice plays, what lies outside of it."""

import re
from collections.abc import Iterator

from onrecord.exports.explained.parts import Book, Explanation, Part, capital, counted, listed, quoted, stopped
from onrecord.exports.explained.reasons import meaning, row_of, with_settings
from onrecord.records import Evidence, Maker, Speaker, Turn
from onrecord.settings import Settings

_ROLES = {
    "host": "Host, who presents in the studio",
    "reporter": "Reporter, a journalist of the outlet",
    "guest": "Guest, who talks live",
    "clip": "Clip, recorded sound",
    "official": "Official, the principal of a briefing or speech",
    "audience": "Audience, a caller or the floor",
    "unknown": "Unknown",
}
_BY_PLACE = ("guest", "clip", "official", "unknown")
"""Roles that hang on who speaks before."""
_SHOWN = 8
"""Numbers of turns that a sentence names."""


def explained(book: Book, turn: Turn, settings: Settings) -> Explanation:
    """The explanation of one turn."""
    speaker = next((one for one in book.coded.transcript.speakers if one.id == turn.speaker_id), None)
    parts = (
        _begins(book, turn),
        *(_voice(book, turn, speaker) if speaker is not None else ()),
        *_role(book, turn, settings),
        *_aside(book, turn),
        _makes(book, turn),
    )
    return Explanation(
        id=turn.id,
        kind="turn",
        document=book.coded.transcript.document.name,
        headline=f"turn {turn.number}: {book.speaker(turn)}, {turn.role.value}",
        parts=parts,
    )


def _begins(book: Book, turn: Turn) -> Part:
    rule = "label" if turn.made_by.kind is Maker.LEXICON else turn.made_by.name
    said = meaning("turn", rule)
    row = row_of(turn.made_by.name)
    says = capital(said.says if said.says.endswith(".") else said.says + ".")
    if turn.label is not None and rule == "label":
        says = f"The label {quoted(turn.label)} is printed before the words."
    word = f" The table of label words has “{row.cells['words']}”." if row is not None else ""
    paragraphs = len([one for one in turn.evidence.quote.split("\n\n") if one.strip()])
    more = (
        f" Its {paragraphs} paragraphs are one turn, since no other voice begins between them."
        if paragraphs > 1
        else ""
    )
    first = " As the first turn it has none before it to which the words could belong."
    otherwise = f" {said.otherwise}" if said.otherwise and turn.number > 1 else first if turn.number == 1 else ""
    evidence = (turn.label, turn.evidence) if turn.label is not None else (turn.evidence,)
    text = f"{says}{word}{more}{otherwise}"
    return Part(title="Where it begins", text=text, evidence=evidence, rule=str(turn.made_by))


def _voice(book: Book, turn: Turn, speaker: Speaker) -> Iterator[Part]:
    said = meaning("name", speaker.reason)
    who = f"The voice is {speaker.name}" if speaker.name else "The voice has no name"
    is_scored = speaker.score is not None and speaker.name is not None
    sure = f" This way of naming has a score of {speaker.score:.2f} (1 is sure)." if is_scored else ""
    short = turn.label is not None and speaker.evidence and turn.label.quote != speaker.evidence[0].quote
    here = f" This turn has the short label {quoted(turn.label)}." if short and turn.label is not None else ""
    text = f"{who}: {said.says}.{here}{sure}{f' {said.otherwise}' if said.otherwise else ''}"
    yield Part(title="Who speaks", text=text, evidence=speaker.evidence, rule=str(speaker.made_by))
    if speaker.title is not None or speaker.affiliation is not None:
        given = [
            f"{what} {quoted(one)}"
            for what, one in (("the title", speaker.title), ("the affiliation", speaker.affiliation))
            if one is not None
        ]
        evidence = tuple(one for one in (speaker.title, speaker.affiliation) if one is not None)
        yield Part(title="Title", text=f"The text gives {listed(given)}.", evidence=evidence, rule="label")
    turns = [one for one in book.coded.transcript.turns if one.speaker_id == speaker.id]
    if len(turns) > 1:
        yield _merged(turn, turns, speaker)


def _merged(turn: Turn, turns: list[Turn], speaker: Speaker) -> Part:
    labels = listed([quoted(one) for one in speaker.labels]) if speaker.labels else "no label"
    bare = [str(one.number) for one in turns if one.label is None]
    beside = (
        f"; {counted(len(bare), 'turn')} without a label ({listed(bare[:_SHOWN])}) by the same name" if bare else ""
    )
    if len(speaker.labels) > 1:
        because = f"printed as {labels}: forms of one name, a short or misspelt one joined to the full one"
    elif speaker.labels:
        because = f"all with the label {labels}" if not bare else f"with the label {labels}{beside}"
    else:
        because = "all without a label, under the same name"
    numbers = [str(one.number) for one in turns if one.id != turn.id]
    shown = listed(numbers) if len(numbers) <= _SHOWN else f"{', '.join(numbers[:_SHOWN])} …"
    others = f"the other is turn {shown}" if len(numbers) == 1 else f"the others are turns {shown}"
    text = f"The same voice has {counted(len(turns), 'turn')} ({because}); {others}."
    evidence = tuple(dict.fromkeys(one.label for one in turns if one.label is not None))
    return Part(title="The same voice", text=text, evidence=evidence[:20], rule="voices")


def _role(book: Book, turn: Turn, settings: Settings) -> Iterator[Part]:
    who = book.speaker(turn)
    same = [one for one in book.coded.transcript.turns if one.speaker_id == turn.speaker_id]
    is_handed = turn.role_reason == "presents without a label" and same[0].made_by.name == "handed over"
    said = meaning("role", "is handed over to" if is_handed else turn.role_reason, who)
    stating = _stating(book, turn)
    word, evidence = "", (turn.label,) if turn.label is not None else ()
    if stating is not None and turn.role_reason == "the label says so":
        row, evidence = row_of(stating.made_by.name), (stating.label,) if stating.label is not None else ()
        known = (
            f", where “{row.cells['words']}” stands for {row.cells['role']} by the table of label words" if row else ""
        )
        where = f"this label, {quoted(turn.label)}" if stating.id == turn.id and turn.label else ""
        word = f" It is {where or f'the label of turn {stating.number}'}{known}."
    shown, words = _shown(book, turn)
    text = f"{_ROLES[turn.role.value]}. {capital(said.says)}{word}{shown}"
    places = (*evidence, *words)
    yield Part(title="Which part", text=with_settings(text, settings), evidence=places, rule=turn.role_reason)
    if said.otherwise:
        text = with_settings(said.otherwise, settings)
        yield Part(title="What would have changed it", text=text, rule=turn.role_reason)


def _shown(book: Book, turn: Turn) -> tuple[str, tuple[Evidence, ...]]:
    """The words of the text that show the part: questions, an introduction, a sign-off, what is said right before."""
    same = [one for one in book.coded.transcript.turns if one.speaker_id == turn.speaker_id]
    if turn.role_reason in _ASKING and turn.role.value != "reporter":
        asking = [one for one in same if "?" in one.evidence.quote]
        first = _sentences(book, same[0])[0]
        opens = stopped(f" Turn {same[0].number} begins {quoted(first)}") if same[0].number <= 2 else ""
        hold = "holds" if len(asking) == 1 else "hold"
        return f" {len(asking)} of {counted(len(same), 'turn')} of this voice {hold} a question.{opens}", (first,)
    if turn.role_reason == "signs off by name":
        last = _sentences(book, same[-1])[-1]
        return stopped(f" Turn {same[-1].number} ends {quoted(last)}"), (last,)
    if turn.role_reason in _TOLD and turn.speaker:
        told = _named_by_others(book, turn)
        return (stopped(f" In turn {told[0].number} stands {quoted(told[1])}"), (told[1],)) if told else ("", ())
    if turn.role_reason == "presents without a label":
        first = _sentences(book, same[0])[0]
        return stopped(f" Turn {same[0].number} begins {quoted(first)}"), (first,)
    return _before(book, turn, same)


_ASKING = ("presents or asks", "asks at a press conference", "presents without a label")
_TOLD = (
    "a host introduces the guest",
    "the text calls the person the outlet's",
    "a host tells of the person and never asks",
)


def _sentences(book: Book, turn: Turn) -> list[Evidence]:
    """The sentences of a turn."""
    found: list[Evidence] = []
    at = turn.evidence.start
    while at < turn.evidence.end:
        if book.text[at].isspace():
            at += 1
            continue
        found.append(book.sentence(Evidence.of(book.text, at, at + 1)))
        at = max(found[-1].end, at + 1)
    return found


def _named_by_others(book: Book, turn: Turn) -> tuple[Turn, Evidence] | None:
    """The first sentence of another voice that has the surname of this one, with its turn."""
    surname = (turn.speaker or "").split()[-1]
    for other in book.coded.transcript.turns:
        if other.speaker_id != turn.speaker_id and re.search(rf"\b{re.escape(surname)}\b", other.evidence.quote):
            found = (one for one in _sentences(book, other) if surname in one.quote)
            return other, next(found, other.evidence)
    return None


def _stating(book: Book, turn: Turn) -> Turn | None:
    """The turn of the same voice whose label prints a word for its role, this one first."""
    same = [turn, *(one for one in book.coded.transcript.turns if one.speaker_id == turn.speaker_id)]
    return next((one for one in same if one.made_by.kind is Maker.LEXICON), None)


def _before(book: Book, turn: Turn, same: list[Turn]) -> tuple[str, tuple[Evidence, ...]]:
    """Who speaks right before, and the last words of that turn."""
    last = next((one for one in book.coded.transcript.turns if one.number == turn.number - 1), None)
    if last is None or turn.role.value not in _BY_PLACE:
        return "", ()
    words = _sentences(book, last)[-1]
    by_all = f" The part is judged by all {len(same)} turns of the voice." if len(same) > 1 else ""
    said = f" Right before, in turn {last.number}, {book.speaker(last)} ({last.role.value}) ends {quoted(words)}"
    return f"{stopped(said)}{by_all}", (words,)


def _aside(book: Book, turn: Turn) -> Iterator[Part]:
    """Stage directions inside, and text of the page right around it."""
    span = turn.evidence.span
    inside = [one for one in book.coded.transcript.directions if one.evidence.span in span]
    if inside:
        kinds = listed(dict.fromkeys(f"{one.kind} ({quoted(one.evidence)})" for one in inside[:6]))
        text = (
            f"{counted(len(inside), 'stage direction')} inside {'are' if len(inside) > 1 else 'is'} nobody's"
            f" words: {kinds}."
        )
        yield Part(
            title="What is set aside",
            text=text,
            evidence=tuple(one.evidence for one in inside),
            rule=str(inside[0].made_by),
        )
    beside = [one for one in book.coded.transcript.chrome if one.evidence.start >= span.end][:1]
    if beside and not book.text[span.end : beside[0].evidence.start].strip():
        text = f"It ends where text of the page begins ({beside[0].kind}): {quoted(beside[0].evidence)}."
        yield Part(title="What is set aside", text=text, evidence=(beside[0].evidence,), rule=str(beside[0].made_by))


def _makes(book: Book, turn: Turn) -> Part:
    statement = next(
        (
            one
            for one in book.coded.statements
            if one.turn_id == turn.id and one.cue is None and one.kind.value == "clip"
        ),
        None,
    )
    text = (
        (f"As the turn of a voice that is no journalist it is a statement of its own: {statement.id}.")
        if statement
        else ""
    )
    return Part(title="What it makes", text=text or _no_statement(book, turn), rule=statement.id if statement else None)


def _no_statement(book: Book, turn: Turn) -> str:
    """Why a turn as a whole is nobody's statement."""
    if not turn.quotable:
        return "It holds nothing but a stage direction, so nothing of it is quoted and it makes no statement."
    if turn.role.value in ("host", "reporter"):
        own = "Its words are a journalist's, so the turn itself is no statement"
        made = [one.id for one in book.coded.statements if one.turn_id == turn.id and one.set_aside is None]
        if made:
            return f"{own}; what it attributes to others is: {listed(made)}."
        return f"{own}, and it attributes nothing to others."
    if turn.role.value == "unknown":
        return "The part of the voice is unknown, so the turn itself is held for nobody's statement."
    if not book.coded.statements:
        return "No statements are coded here, so whether it makes one is not known."
    return "It says nothing but a greeting, thanks or a like formula, so it makes no statement."
