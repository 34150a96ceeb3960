"""How words name an actor: by a name, a noun, a pronoun or a label, and what leads from them to it."""

from onrecord.exports.explained.parts import Book, counted, listed, quoted
from onrecord.exports.explained.reasons import meaning
from onrecord.records import ActorMention, MentionForm

_STANDS_OUT = "the person who stands out most before it"
_LINKED = ("the model holds the two for the same", "the same description")
_SHOWN = 3
"""Other persons between a pronoun and whom it stands for that a sentence names."""


def named(book: Book, mention: ActorMention) -> str:
    """A mention in a sentence or two, concretely: what stands before it, who else is named in between."""
    words = quoted(mention.evidence)
    turn = next((one for one in book.coded.transcript.turns if mention.evidence.span in one.evidence.span), None)
    if mention.form is MentionForm.LABEL:
        return f"The label {words} is printed before the turn and names who speaks."
    if mention.reason == "the speaker of the turn" and turn is not None:
        return f"The pronoun {words} is of the first person, and {book.speaker(turn)} speaks turn {turn.number}."
    kind = {MentionForm.PRONOUN: "pronoun", MentionForm.NOMINAL: "noun"}.get(mention.form, "name")
    if mention.reason == _STANDS_OUT:
        return f"The pronoun {words} stands for {book.name(mention.actor_id)}{_stands_out(book, mention)}"
    says = meaning("mention", mention.reason).says
    last, _ = book.before(mention)
    following = next(
        (one for one in book.mentions(mention.actor_id) if one.evidence.start > mention.evidence.start), None
    )
    fuller = f" ({book.name(mention.actor_id)})" if mention.reason == "part of a fuller name" else ""
    beside = (last, "before") if last is not None else (following, "behind")
    linked = f" ({quoted(beside[0].evidence)}, {beside[1]} it)" if beside[0] and mention.reason in _LINKED else ""
    return f"The {kind} {words} is {says}{fuller}{linked}."


def _stands_out(book: Book, mention: ActorMention) -> str:
    last, others = book.before(mention)
    if last is None:
        return ", who is named only behind it or by the turn before: the weights of the settings prefer this person."
    here = book.segment(mention.evidence)
    same = here is not None and last.evidence.span in here.evidence.span
    where = "in the same turn or paragraph" if same else "in an earlier turn or paragraph"
    if not others:
        return f", named last before it as {quoted(last.evidence)}, {where}, with no other person in between."
    some = listed(others[:_SHOWN]) + (f" and {counted(len(others) - _SHOWN, 'more')}" if len(others) > _SHOWN else "")
    return (
        f", named last before it as {quoted(last.evidence)}, {where}. {some}"
        f" {'is' if len(others) == 1 else 'are'} named in"
        f" between, but {'has' if len(others) == 1 else 'have'} less weight: having a name, being a subject,"
        " having just spoken and the link of the language"
        " model count beside nearness (settings `salience_…`)."
    )
