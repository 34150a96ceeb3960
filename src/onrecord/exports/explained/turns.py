"""Why a turn is as it is: where it begins, who speaks, the part that the voice plays, what lies outside of it."""

from collections.abc import Iterator

from onrecord.exports.explained.parts import Book, Explanation, Part, capital, counted, listed, quoted
from onrecord.exports.explained.reasons import meaning, row_of, with_settings
from onrecord.records import Maker, Speaker, Turn
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
_BY_PLACE = ("guest", "clip", "unknown")
"""Roles that hang on who speaks before."""


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
    label = f" The label is {quoted(turn.label)}." if turn.label is not None else ""
    word = f" The word “{row.cells['words']}” in it is in the table of label words." if row is not None else ""
    paragraphs = len([one for one in turn.evidence.quote.split("\n\n") if one.strip()])
    more = (
        f" Its {paragraphs} paragraphs are one turn, since no other voice begins between them."
        if paragraphs > 1
        else ""
    )
    otherwise = f" {said.otherwise}" if said.otherwise and turn.number > 1 else ""
    says = capital(said.says if said.says.endswith(".") else said.says + ".")
    text = f"{says}{label}{word}{more}{otherwise}"
    evidence = (turn.label, turn.evidence) if turn.label is not None else (turn.evidence,)
    return Part(title="Where it begins", text=text, evidence=evidence, rule=str(turn.made_by))


def _voice(book: Book, turn: Turn, speaker: Speaker) -> Iterator[Part]:
    said = meaning("name", speaker.reason)
    who = f"The voice is {speaker.name}" if speaker.name else "The voice has no name"
    sure = f" The score of this way of naming is {speaker.score:.2f}." if speaker.score is not None else ""
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
    if len(speaker.labels) > 1:
        because = f"printed as {labels}: forms of one name, a short or misspelt one joined to the full one"
    elif speaker.labels:
        because = f"all with the label {labels}, or with none and the same name"
    else:
        because = "all without a label, under the same name"
    numbers = [str(one.number) for one in turns if one.id != turn.id]
    shown = listed(numbers) if len(numbers) <= 8 else f"{', '.join(numbers[:8])} …"
    others = f"the other is turn {shown}" if len(numbers) == 1 else f"the others are turns {shown}"
    text = f"The same voice has {counted(len(turns), 'turn')} ({because}); {others}."
    evidence = tuple(dict.fromkeys(one.label for one in turns if one.label is not None))
    return Part(title="The same voice", text=text, evidence=evidence[:20], rule="voices")


def _role(book: Book, turn: Turn, settings: Settings) -> Iterator[Part]:
    who = turn.speaker or "the voice"
    said = meaning("role", turn.role_reason, who)
    stating = _stating(book, turn)
    word, evidence = "", (turn.label,) if turn.label is not None else ()
    if stating is not None and turn.role_reason == "the label says so":
        row, evidence = row_of(stating.made_by.name), (stating.label,) if stating.label is not None else ()
        known = f": “{row.cells['words']}” stands for {row.cells['role']} in the table of label words" if row else ""
        where = "this label" if stating.id == turn.id else f"the label of turn {stating.number}"
        word = f" It is {where}{known}."
    text = f"{_ROLES[turn.role.value]}. {capital(said.says)}{word}{_before(book, turn)}"
    yield Part(title="Which part", text=with_settings(text, settings), evidence=evidence, rule=turn.role_reason)
    if said.otherwise:
        yield Part(
            title="What would have changed it",
            text=with_settings(said.otherwise, settings),
            rule=turn.role_reason,
        )


def _stating(book: Book, turn: Turn) -> Turn | None:
    """The turn of the same voice whose label prints a word for its role, this one first."""
    same = [turn, *(one for one in book.coded.transcript.turns if one.speaker_id == turn.speaker_id)]
    return next((one for one in same if one.made_by.kind is Maker.LEXICON), None)


def _before(book: Book, turn: Turn) -> str:
    last = next((one for one in book.coded.transcript.turns if one.number == turn.number - 1), None)
    if last is None or turn.role.value not in _BY_PLACE:
        return ""
    many = sum(one.speaker_id == turn.speaker_id for one in book.coded.transcript.turns)
    by_all = f" The part is judged by all {many} turns of the voice." if many > 1 else ""
    return f" Right before, in turn {last.number}, speaks {book.speaker(last)} ({last.role.value}).{by_all}"


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
        return "Its words are a journalist's, so the turn itself is no statement; what it attributes to others is."
    if turn.role.value == "unknown":
        return "The part of the voice is unknown, so the turn itself is held for nobody's statement."
    if not book.coded.statements:
        return "No statements are coded here, so whether it makes one is not known."
    return "It says nothing but a greeting, thanks or a like formula, so it makes no statement."
