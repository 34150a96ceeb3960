"""Why a statement is coded as it is: content, cue and its row, source, directness, polarity, what sets it aside."""

from collections.abc import Iterator

from onrecord.exports.explained.circumstances import when
from onrecord.exports.explained.mentions import named
from onrecord.exports.explained.parts import Book, Explanation, Part, capital, listed, quoted, stopped
from onrecord.exports.explained.reasons import ROW, example_of, meaning, row_of, with_settings
from onrecord.lexicons import table
from onrecord.records import ActorMention, CueKind, Evidence, Maker, Polarity, Statement, StatementKind
from onrecord.settings import Settings

_KINDS = {
    StatementKind.CLIP: "It is a clip: the whole turn is heard in the voice of its source.",
    StatementKind.DIRECT: (
        "It is direct: all words of the content stand in quotation marks, or are printed as the source's own."
    ),
    StatementKind.INDIRECT: "It is indirect: no word of the content stands in quotation marks.",
    StatementKind.MIXED: "It is mixed: a part of the content stands in quotation marks, the rest does not.",
    StatementKind.TRANSLATED: "It is translated: a journalist voices what is heard in a foreign language right before.",
}
_KIND_ELSE = {
    StatementKind.CLIP: "",
    StatementKind.DIRECT: " With a word outside of the quotation marks it would be mixed, with all of them indirect.",
    StatementKind.INDIRECT: " Quotation marks around all of it would make it direct, around a part mixed.",
    StatementKind.MIXED: " Quotation marks around all of it would make it direct, none at all indirect.",
    StatementKind.TRANSLATED: " Without foreign speech in the turn before it would be indirect.",
}
_CUES = {
    CueKind.SPEECH: "speech",
    CueKind.BELIEF: "belief",
    CueKind.INTENTION: "intention",
    CueKind.PERCEPTION: "perception",
}
_POLARITY = {
    Polarity.AFFIRMED: (
        "The text affirms that the source says it: no negation, question or condition stands with the cue."
    ),
    Polarity.NEGATED: "The cue is negated: the text says that the source does not say it.",
    Polarity.QUESTIONED: "The cue stands in a question: the text asks whether the source says it.",
    Polarity.CONDITIONAL: "The cue stands in a condition: the text only puts the case that the source says it.",
}


def explained(book: Book, statement: Statement, settings: Settings) -> Explanation:
    """The explanation of one statement or attribution."""
    words = f"{quoted(statement.source)}, who is no actor here" if statement.source else "nobody named"
    source = book.name(statement.source_id) if statement.source_id else words
    parts = (
        _content(book, statement),
        *_found(book, statement, settings),
        _source(book, statement, settings),
        *_addressee(book, statement),
        _kind(statement),
        _polarity(statement),
        *(when(book, statement.said) if statement.said is not None else ()),
        _counted(book, statement, settings),
        *_nested(book, statement),
        *_score(statement),
    )
    said = listed([quoted(one) for one in statement.content[:1]])
    return Explanation(
        id=statement.id,
        kind="statement",
        document=book.coded.transcript.document.name,
        headline=(
            f"{source},"
            f" {statement.kind.value}{f', set aside: {statement.set_aside}' if statement.set_aside else ''}: {said}"
        ),
        parts=parts,
    )


def _content(book: Book, statement: Statement) -> Part:
    pieces = len(statement.content)
    around = f"; cue or source stand between its {pieces} pieces" if pieces > 1 else ""
    said = listed([quoted(one) for one in statement.content])
    text = stopped(f"It stands {book.stands_in(statement.content[0], statement.turn_id)}{around}: {said}")
    if statement.inaudible:
        text += " The transcriber marks words inside as inaudible, so some are missing."
    return Part(title="What is said", text=text, evidence=statement.content, rule=statement.made_by.name)


def _found(book: Book, statement: Statement, settings: Settings) -> Iterator[Part]:
    """How it was found: by the turn, by a cue of the table in a frame, by quotation marks, or by the head."""
    title, rule = "What made it", statement.made_by.name
    row = row_of(rule)
    if statement.made_by.kind is Maker.MODEL:
        rule = "head"
    if row is not None:
        frame = rule.partition(":")[2]
        where = meaning("frame", frame).says if frame else "the cue stands beside it"
        cue = quoted(statement.cue) if statement.cue else "a cue without words of its own"
        kind = _CUES[statement.cue_kind]
        text = (
            f"The {row.cells['pos']} {cue} is a cue of {kind}: the table of cues has “{row.cells['cue']}”, and {where}."
            f" Its example: “{example_of(row)}”"
        )
        yield Part(title=title, text=text, evidence=(statement.cue,) if statement.cue else (), rule=rule)
        text = (
            f"Without {cue}, or with it in a construction that its row does not have, nobody would have been"
            " taken to say it."
        )
        yield Part(title="What would have changed it", text=text, rule=rule)
        return
    if ROW.match(rule):
        where = meaning("frame", rule.partition(":")[2]).says
        what = f"The word {quoted(statement.cue)} was a cue" if statement.cue else "It was made"
        text = (
            f"{what} by {rule.partition(':')[0]} ({where}), a row that the tables of this version do not have;"
            " they have"
            " changed since."
        )
        yield Part(title=title, text=text, evidence=(statement.cue,) if statement.cue else (), rule=rule)
        return
    if statement.reason.startswith("hearsay"):
        reason = "head" if rule == "head" else rule
    else:
        reason = statement.reason if rule in ("turn", "highlights", "answer") else rule
    said = meaning("statement", reason)
    says = _by_role(said.says) if rule == "turn" else said.says
    evidence = (statement.cue,) if statement.cue else ()
    if rule == "turn":
        turn = book.turns.get(statement.turn_id or "")
        evidence = (turn.label,) if turn is not None and turn.label is not None else ()
    yield Part(title=title, text=with_settings(_whole(says), settings), evidence=evidence, rule=str(statement.made_by))
    if said.otherwise:
        yield Part(title="What would have changed it", text=with_settings(said.otherwise, settings), rule=rule)


def _by_role(text: str) -> str:
    """The reason of a clip with that of its role in words."""
    before, _, rest = text.partition("(")
    role = rest.rpartition(")")[0]
    said = meaning("role", role, "the speaker").says
    return f"{before.rstrip()}: {said[:1].lower()}{said[1:]}" if role else text


def _whole(text: str) -> str:
    return text if text.endswith(".") else text + "."


# The source


def _source(book: Book, statement: Statement, settings: Settings) -> Part:
    title = "Who says it"
    if statement.source is None:
        text = meaning("statement", "hearsay: the text names no source").says
        if statement.kind is StatementKind.CLIP:
            text = "No label is printed before the turn, so nobody is named as its source."
        return Part(title=title, text=text, rule=statement.made_by.name)
    words = quoted(statement.source)
    mention = _mention(book, statement.source, statement.source_id)
    if statement.source_id is None:
        text = f"The words {words} are the source, but the record holds no actor of theirs."
        text += " " + _why_nobody(book, statement, statement.source)
        return Part(title=title, text=with_settings(text, settings), evidence=(statement.source,), rule="named")
    led = named(book, mention) if mention is not None else "A longer mention around these words is the actor's."
    text = f"{book.name(statement.source_id)}, by the words {words}. {led}"
    evidence = (statement.source, *((mention.evidence,) if mention is not None else ()))
    return Part(
        title=title, text=text, evidence=tuple(dict.fromkeys(evidence)), rule=mention.id if mention else "named"
    )


def _why_nobody(book: Book, statement: Statement, source: Evidence) -> str:
    """Why words that are a source name no actor: a voice, a pronoun, or what the rules or the head took for none."""
    turn = book.turns.get(statement.turn_id or "")
    if statement.kind is StatementKind.CLIP and turn is not None:
        return f"The voice is {book.speaker(turn)}; such a label names no actor that the record holds."
    pronouns = {row["word"] for row in table("en/pronouns", "word")}
    if source.quote.lower() in pronouns:
        return f"The pronoun is not resolved to anybody{_likely(book, statement, source)}."
    return (
        "No mention covers them: either no rule takes them for an actor, or the acting head of the language"
        " model gave them"
        " less than `acting_threshold`; the record does not keep which."
    )


def _likely(book: Book, statement: Statement, source: Evidence) -> str:
    """Whose the first person may be: of the outer statement, or of the journalist who speaks."""
    if source.quote.lower() not in ("i", "we"):
        return ""
    outer = book.statements.get(statement.within or "")
    turn = book.turns.get(statement.turn_id or "")
    if outer is not None and outer.source_id is not None:
        return (
            f"; it stands inside of what {book.name(outer.source_id)} says, to whom the first person here most"
            " likely points"
        )
    if turn is not None and turn.role.value in ("host", "reporter"):
        return f"; {book.speaker(turn)}, who speaks the turn, is a journalist of the outlet and so no actor"
    return ""


def _mention(book: Book, words: Evidence, actor_id: str | None) -> ActorMention | None:
    """The mention by which words name an actor: in them or around them, the longest."""
    inside = [
        one
        for one in book.mentions(actor_id or "")
        if one.evidence.start < words.end and words.start < one.evidence.end
    ]
    return max(inside, key=lambda one: one.evidence.end - one.evidence.start, default=None)


def _addressee(book: Book, statement: Statement) -> Iterator[Part]:
    if statement.addressee is None:
        return
    whom = (
        f"{book.name(statement.addressee_id)}" if statement.addressee_id else "nobody whom the record holds as an actor"
    )
    text = f"The words {quoted(statement.addressee)} stand where the cue has the one addressed: {whom}."
    yield Part(title="To whom it is said", text=text, evidence=(statement.addressee,), rule=statement.made_by.name)


# How it counts


def _kind(statement: Statement) -> Part:
    text = _KINDS[statement.kind] + _KIND_ELSE[statement.kind]
    return Part(title="Direct or indirect", text=text, evidence=statement.content[:1], rule=statement.kind.value)


def _polarity(statement: Statement) -> Part:
    if statement.cue is None:
        text = "There is no cue that could be negated or asked; whatever is heard or quoted counts as said."
        return Part(title="Is it said?", text=text, rule=statement.polarity.value)
    return Part(
        title="Is it said?",
        text=_POLARITY[statement.polarity],
        evidence=(statement.cue,),
        rule=statement.polarity.value,
    )


def _counted(book: Book, statement: Statement, settings: Settings) -> Part:
    title = "Does it count?"
    if statement.set_aside is None:
        evidence = (statement.cue,) if statement.cue else statement.content[:1]
        return Part(title=title, text=_why_it_counts(book, statement), evidence=evidence, rule=statement.made_by.name)
    said = meaning("aside", statement.set_aside)
    text = " ".join(filter(None, (capital(said.says), said.otherwise)))
    evidence = (statement.cue,) if statement.cue else statement.content[:1]
    return Part(title=title, text=with_settings(text, settings), evidence=evidence, rule=statement.set_aside)


def _why_it_counts(book: Book, statement: Statement) -> str:
    if statement.kind is StatementKind.CLIP:
        turn = book.turns.get(statement.turn_id or "")
        who = book.speaker(turn)
        return (
            f"It counts as a statement: {who} is no journalist of the outlet here, and says more than a"
            " greeting or thanks."
        )
    if statement.cue is None:
        return "It counts as a statement: the words are quoted or printed as somebody's own, and need no cue."
    source = (
        f"{quoted(statement.source)} is somebody else than the one who tells it"
        if statement.source
        else "hearsay counts too"
    )
    return (
        f"It counts as a statement: {quoted(statement.cue)} tells of {_CUES[statement.cue_kind]}, the text"
        f" affirms it, {source},"
        " and what is said is an assertion, a question or a demand, and no mere topic."
    )


def _nested(book: Book, statement: Statement) -> Iterator[Part]:
    outer = book.statements.get(statement.within or "")
    if outer is not None:
        who = book.name(outer.source_id) if outer.source_id else "a source without a name"
        is_own = outer.source_id is not None and outer.source_id == statement.source_id
        reports = "and is a part of the same person's words" if is_own else "who so reports it"
        text = f"It stands inside of what {who} says ({outer.id}), {reports}."
        yield Part(title="Inside of another", text=text, evidence=outer.content[:1], rule=outer.id)


def _score(statement: Statement) -> Iterator[Part]:
    if statement.score is not None:
        of = (
            "how surely the voice of the turn was named"
            if statement.made_by.name == "turn"
            else "how sure its maker was"
        )
        yield Part(title="How sure", text=f"Its score is {statement.score:.2f}: {of}.", rule=statement.made_by.name)
