"""How words name an actor: by a name, a noun, a pronoun or a label, and what leads from them to it."""

from collections.abc import Sequence

from onrecord.exports.explained.parts import Book, counted, listed, quoted
from onrecord.exports.explained.reasons import meaning
from onrecord.records import ActorMention, MentionForm

STANDS_OUT = "the person who stands out most before it"
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
        return f"{words} is of the first person, and {book.speaker(turn)} speaks turn {turn.number}."
    kind = {MentionForm.PRONOUN: "pronoun", MentionForm.NOMINAL: "noun"}.get(mention.form, "name")
    if mention.reason == STANDS_OUT:
        return f"The pronoun {words} stands for {book.called(mention.actor_id)}{_stands_out(book, mention)}"
    says = meaning("mention", mention.reason, quoted(book.name(mention.actor_id))).says
    return f"The {kind} {words} {says}{_linked_to(book, mention)}."


def _linked_to(book: Book, mention: ActorMention) -> str:
    """The other place that the language model, or an equal description, ties a mention to."""
    if mention.reason not in _LINKED:
        return ""
    last, _ = book.before(mention)
    following = (one for one in book.mentions(mention.actor_id) if one.evidence.start > mention.evidence.start)
    other = last or next(following, None)
    if other is None:
        return ""
    side = "before" if last is not None else "behind"
    as_ = f" as {quoted(other.evidence)}" if other.evidence.quote != book.name(mention.actor_id) else ""
    return f", which stands {side} it{as_}"


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


def standing_out(book: Book, some: Sequence[ActorMention]) -> str:
    """Of several pronouns that stand for whoever stands out most: in how many places others are named in between."""
    between = [book.before(one)[1] for one in some]
    others = list(dict.fromkeys(name for names in between for name in names))
    if not others:
        return "no other person is named between them and the last place that names the actor."
    many = sum(bool(names) for names in between)
    return (
        f"in {many} of them other persons ({listed(others[:_SHOWN])}{' …' if len(others) > _SHOWN else ''}) are named"
        " after the last place that names the actor, but have less weight: having a name, being a subject, having just"
        " spoken and the link of the language model count beside nearness (settings `salience_…`)."
    )
