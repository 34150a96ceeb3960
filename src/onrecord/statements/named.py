"""Which actor stands at a place of the text."""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.records import Actor, ActorMention, Turn

_LONGEST = 400
"""Characters of the longest mention that is looked for."""


class Named:
    """Looks up the actor whom the words at some offsets name; of nested mentions, the inner one."""

    def __init__(self, mentions: Sequence[ActorMention], actors: Sequence[Actor]) -> None:
        self.mentions = sorted(mentions, key=lambda mention: (mention.evidence.start, -mention.evidence.end))
        self.starts = [mention.evidence.start for mention in self.mentions]
        self.known = {actor.id for actor in actors}

    def actor(self, span: tuple[int, int]) -> str | None:
        """The id of the actor whose mention covers [start, end), None if there is none."""
        start, end = span
        for at in range(bisect_right(self.starts, start) - 1, -1, -1):
            mention = self.mentions[at]
            if mention.evidence.end >= end and mention.actor_id in self.known:
                return mention.actor_id
            if start - mention.evidence.start > _LONGEST:
                break
        return None

    def speaker(self, turn: Turn) -> str | None:
        """The actor who speaks a turn: whom its label names."""
        return self.actor((turn.label.start, turn.label.start + 1)) if turn.label is not None else None
