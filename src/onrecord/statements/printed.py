"""Interviews that a written story prints without quotation marks and labels: TRANSCRIPT, MENTIONS → STATEMENTS.

    Interview Highlights                           How did you find the boat?

    On why she left                                I did not. It found me.

    I had a boat and no harbor.                    Were you afraid?

The paragraphs below a heading "On …", and those between the questions, are words of the one who is interviewed. See
the table en/printed for the words that announce such parts, end them and tell who met whom.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import table
from onrecord.records import (
    Actor,
    ActorMention,
    CueKind,
    Evidence,
    Polarity,
    Statement,
    StatementKind,
    Transcript,
    by_rule,
    record_id,
)
from onrecord.statements.interviewed import interviewed
from onrecord.statements.quotations import quotations

_HEADINGS = 3
"""Headings "On …" from which a text is read as an interview without being announced as one: two may be chance."""

_HEADING_WORDS = 40
"""Words of the longest heading; those of station pages run to about thirty."""

_TITLE_WORDS = 12
"""Words of the longest line without a final stop that is held to be a heading of something else."""

_QUESTIONS = 3
"""Questions, each with its answer, from which paragraphs are held to alternate: an essay may ask one or two."""

_QUESTION_WORDS = 60
"""Words of the longest question: an interviewer who asks more has mostly told a story before."""

_REMARK_WORDS = 20
"""Words of the longest question without a question mark that speaks to "you"."""

_PROMPT_WORDS = 6
"""The same without "you": "And then the counting."."""

_ADDRESSED = 2
"""Questions that say "you": those of a list of frequent questions ask about a thing."""

_OWN_SHARE = 0.5
"""Share of answers in the first person from which the parts are somebody's own words: not each answer says "I"."""

_QUESTION_SHARE = 0.25
"""Share of questions among the paragraphs from the first to the last: more than three to an answer is a story."""

_QUOTED_SHARE = 0.8
"""Share of a paragraph in quotation marks from which it is a quotation, which has its own rules."""

_ENDS = re.compile(r"\w$")
_NOT_PRONOUNS = frozenset(("mine",))  # the noun is as frequent


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under one heading or question: `answer` are paragraphs, none is empty."""

    heading: Evidence
    answer: tuple[Evidence, ...]


def printed(transcript: Transcript, mentions: Sequence[ActorMention], actors: Sequence[Actor]) -> tuple[Statement, ...]:
    """The statements of printed interviews, one for each heading or question, in the order of the text."""
    paragraphs = list(_paragraphs(transcript))
    start, blocks = _highlights(paragraphs, alone=not transcript.turns)
    if blocks:
        guest = interviewed(transcript, mentions, actors, start)
        return tuple(_statement(transcript, guest, block, "highlights") for block in blocks)
    blocks = [] if transcript.turns else _answers(paragraphs)
    guest = interviewed(transcript, mentions, actors, blocks[0].heading.start) if blocks else None
    if guest is None:  # whoever answers is introduced; else it is an essay that asks
        return ()
    return tuple(_statement(transcript, guest, block, "answer") for block in blocks)


def _statement(transcript: Transcript, guest: ActorMention | None, block: Block, rule: str) -> Statement:
    content = _joined(transcript.document.text, block.answer)
    who = "of the one who is interviewed" if guest else "of an interview; the text does not make clear with whom"
    below = "heading" if rule == "highlights" else "question"
    return Statement(
        id=record_id(transcript.document.id, "statement", content[0].start, content[-1].end, rule),
        kind=StatementKind.DIRECT,
        cue_kind=CueKind.SPEECH,
        polarity=Polarity.AFFIRMED,
        source_id=guest.actor_id if guest else None,
        source=guest.evidence if guest else None,
        cue=None,
        content=content,
        addressee_id=None,
        addressee=None,
        said=None,
        within=None,
        inaudible=False,
        set_aside=None,
        turn_id=None,
        reason=f"words {who}, printed without marks below a {below}",
        made_by=by_rule(rule),
        score=None,
    )


def _joined(text: str, paragraphs: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Paragraphs as pieces: neighbours between which nothing else stands are one."""
    pieces: list[tuple[int, int]] = []
    for one in paragraphs:
        if pieces and not text[pieces[-1][1] : one.start].strip():
            pieces[-1] = (pieces[-1][0], one.end)
        else:
            pieces.append((one.start, one.end))
    return tuple(Evidence.of(text, start, end) for start, end in pieces)


def _paragraphs(transcript: Transcript) -> Iterator[Evidence]:
    """The paragraphs of the written part; above the first turn with the headings, which are no segments there."""
    written = [one.evidence for one in transcript.segments if one.turn_id is None]
    if not transcript.turns:
        yield from written
        return
    text = transcript.document.text
    stop = min(turn.label.start if turn.label else turn.evidence.start for turn in transcript.turns)
    skip = [*written, *(one.evidence for one in transcript.chrome), *(one.evidence for one in transcript.directions)]
    lines = [
        Evidence.of(text, line.start(), line.end())
        for line in re.finditer(r"\S(?:[^\n\r]*\S)?", text[:stop])
        if not any(one.start < line.end() and line.start() < one.end for one in skip)
    ]
    yield from sorted((one for one in (*written, *lines) if one.end <= stop), key=lambda one: one.start)


# Headings


def _highlights(paragraphs: Sequence[Evidence], *, alone: bool) -> tuple[int, list[Block]]:
    """Where the interview begins (code points) and its blocks; they need no announcement where a text is `alone`."""
    places = [at for at, one in enumerate(paragraphs) if _is_topic(one.quote)]
    if not places:
        return 0, []
    announced = {at: _announced(one.quote) for at, one in enumerate(paragraphs[: places[-1]])}
    sure = next((at for at, kind in announced.items() if kind == "heading"), None)
    loose = next((at for at, kind in announced.items() if kind == "loose heading"), None)
    begins = sure if sure is not None else loose
    first = begins if begins is not None else places[0]
    blocks = list(_below(paragraphs, [at for at in places if at >= first]))
    own = sum(_has(block, _own()) for block in blocks)
    if sure is None and (own < _OWN_SHARE * len(blocks) or (loose is None and (not alone or len(blocks) < _HEADINGS))):
        return 0, []
    return paragraphs[first].start, blocks


def _below(paragraphs: Sequence[Evidence], places: Sequence[int]) -> Iterator[Block]:
    for place, following in zip(places, (*places[1:], len(paragraphs)), strict=True):
        answer: list[Evidence] = []
        for one in paragraphs[place + 1 : following]:
            if _is_title(one.quote) or _is_note(one.quote):
                break
            answer.append(one)
        if following == len(paragraphs):
            answer = _without_coda(answer)
        if answer and not _is_quotation(answer[0].quote):
            yield Block(paragraphs[place], tuple(answer))


def _is_topic(text: str) -> bool:
    """Whether a paragraph is a heading of what is talked about: "On why she left"."""
    return text.startswith("On ") and text[-1] not in ".?!:;,…" and len(text.split()) <= _HEADING_WORDS


def _is_title(text: str) -> bool:
    return bool(_ENDS.search(text)) and len(text.split()) <= _TITLE_WORDS


def _announced(text: str) -> str | None:
    """What kind of heading announces an interview here, None if none does."""
    bare = text.rstrip(": ").casefold()
    if len(text.split()) > _TITLE_WORDS or bare[-1:] in (".", "?", "!"):
        return None
    for row in table("en/printed", "words", "kind"):
        opens = row["kind"] == "heading" and bare.startswith(row["words"] + " ")
        if row["kind"].endswith("heading") and (bare == row["words"] or opens):
            return row["kind"]
    return None


# Questions and answers


def _answers(paragraphs: Sequence[Evidence]) -> list[Block]:
    """The answers below questions, if the paragraphs clearly alternate; else none."""
    asked = [at for at, one in enumerate(paragraphs) if _is_question(one.quote)]
    if len(asked) < _QUESTIONS:
        return []
    first = asked[0]
    questions: list[int] = []
    for at in range(first, len(paragraphs) - 1):
        is_answer = bool(questions) and questions[-1] == at - 1
        if at in asked or (not is_answer and _is_remark(paragraphs[at].quote, paragraphs[at + 1].quote)):
            questions.append(at)
    blocks = []
    for place, following in zip(questions, (*questions[1:], len(paragraphs)), strict=True):
        answer = list(paragraphs[place + 1 : following])
        answer = _without_coda(answer) if following == len(paragraphs) else answer
        if answer and not _is_quotation(answer[0].quote):
            blocks.append(Block(paragraphs[place], tuple(answer)))
    headings = [block.heading.quote for block in blocks]
    own = sum(_has(block, _own("I")) for block in blocks)
    told = sum(bool(_words(_unquoted(one.quote)) & _own("I")) for one in paragraphs[:first])
    alternates = (
        sum(text.endswith("?") for text in headings) >= _QUESTIONS
        and sum(bool(_words(text) & _own("you")) for text in headings) >= _ADDRESSED
        and own >= _OWN_SHARE * len(blocks)
        and 2 * told <= first  # a story told by "I" goes on being told
        and len(blocks) >= _QUESTION_SHARE * (questions[-1] - first + 1)
    )
    return blocks if alternates else []


def _is_question(text: str) -> bool:
    """Whether a paragraph asks: not as a part of an answer does, in the first person and to nobody."""
    found = _words(text)
    is_own = bool(found & _own("I")) and not found & _own("you")
    return text.endswith("?") and len(text.split()) <= _QUESTION_WORDS and not is_own and not _is_quotation(text)


def _is_remark(text: str, following: str) -> bool:
    """Whether a paragraph stands for a question without asking: shorter than what follows, and not of "I"."""
    found = _words(text)
    count = len(text.split())
    limit = _REMARK_WORDS if found & _own("you") else _PROMPT_WORDS
    return count <= limit and count < len(following.split()) and not found & _own("I") and not _is_quotation(text)


# Words


def _without_coda(answer: list[Evidence]) -> list[Evidence]:
    """The last answer without what the journalist says below it: notes, and paragraphs that are in nobody's voice."""
    stop = next((at for at, one in enumerate(answer) if _is_note(one.quote)), len(answer))
    answer = answer[:stop]
    while len(answer) > 1 and not _words(_unquoted(answer[-1].quote)) & (_own() | _own("you")):
        answer.pop()
    return answer


def _is_note(text: str) -> bool:
    return any(
        row["kind"] == "note" and text.casefold().startswith(row["words"])
        for row in table("en/printed", "words", "kind")
    )


def _is_quotation(text: str) -> bool:
    """Whether nearly all of a paragraph stands in quotation marks."""
    inside = sum(one.end - one.start for one in quotations(text, 0, len(text)))
    return inside >= _QUOTED_SHARE * len(text)


def _unquoted(text: str) -> str:
    for one in reversed(quotations(text, 0, len(text))):
        text = text[: one.start] + " " + text[one.end :]
    return text


def _has(block: Block, wanted: frozenset[str]) -> bool:
    return any(_words(_unquoted(one.quote)) & wanted for one in block.answer)


def _words(text: str) -> frozenset[str]:
    """The different words of a text in lower case: "I've" is two, "US" is none of "us"."""
    return frozenset(word.lower() for word in re.findall(r"\w+", text) if len(word) == 1 or not word.isupper())


@cache
def _own(*classes: str) -> frozenset[str]:
    """The pronouns of some classes of the table; of the first person, if none is given."""
    wanted = classes or ("I", "we")
    rows = table("en/pronouns", "word", "class")
    return frozenset(row["word"] for row in rows if row["class"] in wanted) - _NOT_PRONOUNS
