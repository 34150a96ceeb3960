"""What a journalist voices of a speaker who was heard in another language.

    SAFIA DENE: (Speaking Tajik)
    HOLT: My brother was nineteen, she says. They gave back five men. Who gives me back one? She tells me that …

The words without "that" and quotation marks are hers, with the sentences that go on in her voice.
"""

from collections.abc import Sequence

from spacy.tokens import Span

from onrecord.lexicons import table
from onrecord.records import Polarity
from onrecord.statements.rules import Found, with_content

_VOICE = frozenset(("I", "we", "you"))


def own_words() -> frozenset[str]:
    """Words of the first and second person: a journalist who reports has no use for them."""
    return frozenset(row["word"] for row in table("en/pronouns", "word", "class") if row["class"] in _VOICE)


def is_voiced(found: Found, own: frozenset[str]) -> bool:
    """Whether words stand as they were spoken: no "that" before them; the cue comes behind or in between."""
    if found.cue is None or found.polarity is not Polarity.AFFIRMED or found.source is None:
        return False
    first = min(found.content)
    if first < found.cue.start:
        return True
    return any(found.doc[at].lower_ in own for at in found.content) and found.doc[found.cue.end].lower_ != "that"


def lengthened(found: Found, others: Sequence[Found], own: frozenset[str]) -> Found:
    """With the sentences around it that go on in the speaker's voice."""
    doc = found.doc
    sentences = list(doc.sents)
    cues = {one.cue.sent.start for one in others if one is not found and one.cue is not None}
    here = next(at for at, sentence in enumerate(sentences) if sentence.end > max(found.content))
    content = set(found.content)
    for at in range(here + 1, len(sentences)):
        if sentences[at].start in cues:
            break
        following = sentences[at + 1] if at + 1 < len(sentences) else None
        goes_on = following is not None and following.start not in cues and _speaks(following, own)
        if not (_speaks(sentences[at], own) or goes_on):
            break
        content.update(range(sentences[at].start, sentences[at].end))
    for at in range(here - 1, -1, -1):
        if sentences[at].start in cues or not _speaks(sentences[at], own):
            break
        content.update(range(sentences[at].start, sentences[at].end))
    return with_content(found, frozenset(content))


def _speaks(sentence: Span, own: frozenset[str]) -> bool:
    return sentence[-1].text == "?" or any(token.lower_ in own for token in sentence)
