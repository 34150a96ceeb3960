"""Why a statement is coded as it is: content, cue and its row, source, directness, polarity, what sets it aside."""

import re
from collections.abc import Iterator

from onrecord.exports.explained.circumstances import when
from onrecord.exports.explained.mentions import named
from onrecord.exports.explained.parts import Book, Explanation, Part, capital, listed, quoted, stopped
from onrecord.exports.explained.reasons import ROW, example_of, meaning, row_of, with_settings
from onrecord.lexicons import Row, table
from onrecord.records import ActorMention, CueKind, Evidence, Maker, Polarity, Statement, StatementKind
from onrecord.settings import Settings

_KINDS = {
    StatementKind.CLIP: "It is a clip, as all words are that are heard, live or recorded, in their source's voice.",
    StatementKind.DIRECT: "It is direct: all of its words stand in quotation marks.",
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
_TELLS = {
    CueKind.SPEECH: "the act of speech takes place",
    CueKind.BELIEF: "the source believes so",
    CueKind.INTENTION: "the source intends so",
    CueKind.PERCEPTION: "the source perceives so",
}
_POLARITY = {
    Polarity.AFFIRMED: (
        "{cue} stands without negation, question or condition, so by the text {tells}; “not” would turn it round."
    ),
    Polarity.NEGATED: "{cue} is negated: the text denies that {tells}.",
    Polarity.QUESTIONED: "{cue} stands in a question: the text asks whether {tells}.",
    Polarity.CONDITIONAL: "{cue} stands in a condition: the text only puts the case that {tells}.",
}
_MARKS = ("“", "‘", "”", "’", '"', "'", "«")


def explained(book: Book, statement: Statement, settings: Settings) -> Explanation:
    """The explanation of one statement or attribution."""
    words = f"{quoted(statement.source)}, who is no actor here" if statement.source else "nobody named"
    source = book.name(statement.source_id) if statement.source_id else words
    parts = (
        _content(book, statement),
        *_found(book, statement, settings),
        _source(book, statement, settings),
        *_addressee(book, statement, settings),
        _kind(statement),
        _polarity(statement),
        *_said_when(book, statement),
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
    first, *others = statement.content
    around = ""
    if others and (between := book.text[first.end : others[0].start].strip(" ,—–-\n")):
        of = "its two" if len(others) == 1 else "the first two of its"
        around = f"; between {of} pieces stands {quoted(between)}, which is not said"
    said = listed([quoted(one) for one in statement.content])
    text = stopped(f"It stands {book.stands_in(first, statement.turn_id)}{around}: {said}")
    if statement.inaudible:
        text += " The transcriber marks words inside as inaudible, so some are missing."
    return Part(title="What is said", text=text, evidence=statement.content, rule=statement.made_by.name)


def _said_when(book: Book, statement: Statement) -> Iterator[Part]:
    """When it is said, where a cue tells of it."""
    if statement.cue is not None:
        inside = book.sentence(statement.cue)
        yield from when(book, statement.said, inside, statement.cue, "When it is said")


def _found(book: Book, statement: Statement, settings: Settings) -> Iterator[Part]:
    """How it was found: by the turn, by a cue of the table in a frame, by quotation marks, or by the head."""
    title, rule = "What made it", statement.made_by.name
    row = row_of(rule)
    if statement.made_by.kind is Maker.MODEL:
        rule = "head"
    if row is not None:
        yield from _by_cue(statement, row, rule)
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


def _by_cue(statement: Statement, row: Row, rule: str) -> Iterator[Part]:
    """A statement by a row of the cue table: the frame with where the content stands, and the other uses of the cue."""
    frame = rule.partition(":")[2]
    cue = quoted(statement.cue) if statement.cue else "the cue"
    where = meaning("frame", frame, cue).says if frame else f"{cue} stands beside it"
    text = (
        f"The {row.cells['pos']} {cue} is a cue of {_CUES[statement.cue_kind]}, by the row “{row.cells['cue']}” of the"
        f" table of cues: {where}{_side(statement)}. An example of the row: “{example_of(row)}”"
    )
    evidence = (statement.cue,) if statement.cue else ()
    yield Part(title="What made it", text=text, evidence=evidence, rule=rule)
    frames = [one for one in row.cells["frames"].split(";") if one != "-"]
    uses = listed(dict.fromkeys(meaning("use", one).says for one in frames), "or")
    text = (
        f"By its row {cue} attributes only with {uses}; in another use it would make nobody the source of these words."
    )
    yield Part(title="What would have changed it", text=text, rule=rule)


def _side(statement: Statement) -> str:
    """On which side of the cue the content stands."""
    if statement.cue is None or not statement.made_by.name.endswith((":clause", ":quote")):
        return ""
    before = [one.end <= statement.cue.start for one in statement.content]
    if len(set(before)) > 1:
        return ", on both sides of it"
    return ", before it" if before[0] else ", behind it"


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
    title, cue = "Who says it", quoted(statement.cue) if statement.cue else ""
    if statement.source is None:
        text = f"{cue} attributes the words, but no words beside it name who says them; a subject or “by …” would."
        if statement.kind is StatementKind.CLIP:
            text = "No label is printed before the turn, so nobody is named as its source."
        return Part(title=title, text=text if cue or statement.kind is StatementKind.CLIP else _UNNAMED, rule="named")
    words = quoted(statement.source)
    mention = _mention(book, statement.source, statement.source_id)
    if statement.source_id is None:
        text = f"{words} is the source{f' of {cue}' if cue else ''}, but the record holds no actor for it."
        text += " " + _why_nobody(book, statement, statement.source)
        return Part(title=title, text=with_settings(text, settings), evidence=(statement.source,), rule="named")
    who = book.name(statement.source_id)
    led = named(book, mention) if mention is not None else "A longer mention around these words is the actor's."
    inside = mention is not None and mention.evidence != statement.source and statement.kind is not StatementKind.CLIP
    part = f", which stands in {quoted(mention.evidence)}" if mention is not None and inside else ""
    told = f"the source of {cue} is {words}{part}" if cue else f"the words are given to {words}{part}"
    text = f"{who}. {led}" if statement.kind is StatementKind.CLIP else f"{who}: {told}. {led}"
    evidence = (statement.source, *((mention.evidence,) if mention is not None else ()))
    return Part(
        title=title, text=text, evidence=tuple(dict.fromkeys(evidence)), rule=mention.id if mention else "named"
    )


_UNNAMED = "The text gives the words to somebody, but names nobody."


def _why_nobody(book: Book, statement: Statement, source: Evidence) -> str:
    """Why words that are a source name no actor: a voice, a pronoun, or what the rules or the head took for none."""
    turn = book.turns.get(statement.turn_id or "")
    if statement.kind is StatementKind.CLIP and turn is not None:
        return f"The voice is {book.speaker(turn)}; such a label names no actor that the record holds."
    pronouns = {row["word"] for row in table("en/pronouns", "word")}
    if source.quote.lower() in pronouns:
        likely = _likely(book, statement, source) or _UNRESOLVED.get(source.quote.lower(), _UNLINKED)
        return f"The pronoun is not resolved to anybody{likely}."
    return (
        f"No rule takes {quoted(source)} for an actor, or the acting head of the language model, which tells who acts"
        " or speaks, gave it less than `acting_threshold`; the record does not keep which."
    )


_UNRESOLVED = {
    "you": "; whom a “you” addresses no rule looks for",
    "your": "; whom a “your” addresses no rule looks for",
}
_UNLINKED = "; the language model links it to nobody whom the record holds"


def _likely(book: Book, statement: Statement, source: Evidence) -> str:
    """Whose the first person may be: of the outer statement, or of the journalist who speaks."""
    if source.quote.lower() not in ("i", "we", "me", "us"):
        return ""
    outer = book.statements.get(statement.within or "")
    turn = book.turns.get(statement.turn_id or "")
    if outer is not None and outer.source_id is not None:
        return (
            f"; it stands inside of what {book.called(outer.source_id)} says, to whom the first person here most"
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


def _addressee(book: Book, statement: Statement, settings: Settings) -> Iterator[Part]:
    if statement.addressee is None:
        return
    cue = quoted(statement.cue) if statement.cue else "the cue"
    words = quoted(statement.addressee)
    mention = _mention(book, statement.addressee, statement.addressee_id)
    if statement.addressee_id is None:
        why = _why_nobody(book, statement, statement.addressee)
        text = f"{words} stands where {cue} has the one addressed, but the record holds no actor for it. {why}"
    else:
        led = f" {named(book, mention)}" if mention is not None else ""
        text = f"{book.name(statement.addressee_id)}: {words} stands where {cue} has the one addressed.{led}"
    text = with_settings(text, settings)
    yield Part(title="To whom it is said", text=text, evidence=(statement.addressee,), rule=statement.made_by.name)


# How it counts


def _kind(statement: Statement) -> Part:
    text = _KINDS[statement.kind] + _KIND_ELSE[statement.kind]
    if statement.kind is StatementKind.DIRECT and not statement.content[0].quote.startswith(_MARKS):
        text = "It is direct: the words are printed as the source's own, without quotation marks."
    return Part(title="Direct or indirect", text=text, evidence=statement.content[:1], rule=statement.kind.value)


def _polarity(statement: Statement) -> Part:
    if statement.cue is None:
        heard = "heard" if statement.kind is StatementKind.CLIP else "quoted"
        text = f"It is {heard} as such; there is no cue (“says”, “denies”) that could be negated or asked."
        return Part(title="Is it said?", text=text, rule=statement.polarity.value)
    text = _POLARITY[statement.polarity].format(cue=quoted(statement.cue), tells=_TELLS[statement.cue_kind])
    return Part(title="Is it said?", text=text, evidence=(statement.cue,), rule=statement.polarity.value)


def _counted(book: Book, statement: Statement, settings: Settings) -> Part:
    title = "Does it count?"
    evidence = (statement.cue,) if statement.cue else statement.content[:1]
    if statement.set_aside is None:
        return Part(title=title, text=_why_it_counts(book, statement), evidence=evidence, rule=statement.made_by.name)
    is_own = statement.set_aside in ("self-attribution", "nobody says it")
    about = statement.source if is_own else statement.cue
    topic = _TOPIC.fullmatch(statement.set_aside)
    used = f"with {meaning('use', topic[1]).says}, " if topic else ""
    said = meaning("aside", "a topic" if topic else statement.set_aside, used + (quoted(about) if about else "the cue"))
    text = " ".join(filter(None, (capital(said.says), said.otherwise)))
    return Part(title=title, text=with_settings(text, settings), evidence=evidence, rule=statement.set_aside)


_TOPIC = re.compile(r"the frame (\S+) carries a topic")


def _why_it_counts(book: Book, statement: Statement) -> str:
    if statement.kind is StatementKind.CLIP:
        turn = book.turns.get(statement.turn_id or "")
        part = f" (as {turn.role.value})" if turn is not None else ""
        return (
            f"It counts as a statement: {book.speaker(turn)} speaks as no journalist of the outlet{part}, and says more"
            " than a greeting or thanks."
        )
    if statement.cue is None:
        return "It counts as a statement: the words are quoted or printed as somebody's own, and need no cue."
    source = f"{quoted(statement.source)} is not the one who tells it" if statement.source else "hearsay counts too"
    frame = statement.made_by.name.partition(":")[2]
    carried = f", and with {meaning('use', frame).says} the cue carries more than a topic" if frame else ""
    return f"It counts as a statement: {quoted(statement.cue)} tells of {_CUES[statement.cue_kind]}, {source}{carried}."


def _nested(book: Book, statement: Statement) -> Iterator[Part]:
    outer = book.statements.get(statement.within or "")
    if outer is not None:
        who = book.called(outer.source_id) if outer.source_id else "a source without a name"
        is_own = outer.source_id is not None and outer.source_id == statement.source_id
        reports = "and is a part of the same person's words" if is_own else "who so reports it"
        text = f"It stands inside of the words of {who} ({outer.id}), {reports}."
        yield Part(title="Inside of another", text=text, evidence=outer.content[:1], rule=outer.id)


def _score(statement: Statement) -> Iterator[Part]:
    if statement.score is not None:
        of = "the naming of the voice" if statement.made_by.name == "turn" else "its maker"
        text = f"Its score is {statement.score:.2f} of 1, which is how sure {of} is."
        yield Part(title="How sure", text=text, rule=statement.made_by.name)
