"""Whom a pronoun means where the chains of coreference are silent, or say that the doer does it to himself.

Then the text before decides: the nearest actor of a kind that fits who is not already a party.
"""

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Token

from onrecord.records import Actor, ActorKind, MentionForm
from onrecord.settings import Settings
from onrecord.statements.named import Named

_PERSON = frozenset(("he", "she", "him", "her"))
_SEVERAL = frozenset(("they", "them"))
_THING = frozenset(("it",))


class Counterparts:
    """Answers for one document; `excluded` are the ids of its journalists, who are no parties.

    A pronoun finds its actor at most `reach` characters before it (the setting `pronoun_reach`).
    """

    def __init__(
        self,
        named: Named,
        actors: Sequence[Actor],
        excluded: Collection[str],
        characters: Callable[[Token], tuple[int, int]],
        reach: int = Settings().pronoun_reach,
    ) -> None:
        self.mentions = [one for one in named.mentions if one.form is not MentionForm.PRONOUN]
        self.actors = {one.id: one for one in actors if one.id not in excluded}
        self.characters = characters
        self.reach = reach

    def meant(self, word: Token, parties: Collection[str]) -> str | None:
        """The actor whom a pronoun means, if it is none of the parties; None for other words and where none fits."""
        if word.lower_ not in _PERSON | _SEVERAL | _THING:
            return None
        start, _ = self.characters(word)
        for mention in reversed(self.mentions):
            if mention.evidence.start < start - self.reach:
                return None
            actor = self.actors.get(mention.actor_id or "") if mention.evidence.end <= start else None
            if actor is not None and actor.id not in parties and _fits(word, actor):
                return actor.id
        return None


def _fits(word: Token, actor: Actor) -> bool:
    return word.lower_ in _SEVERAL or (actor.kind is ActorKind.PERSON) == (word.lower_ in _PERSON)
