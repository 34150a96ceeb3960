"""What the trained heads say of the actors found by rule: whether they act at all, and their sector.

Empty readings (a pipeline of the user's has no such heads) leave everything to the rules.
"""

from functools import cache

from onrecord.actors.phrases import Phrase
from onrecord.actors.referents import Referent
from onrecord.language.clauses import Relation
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.lexicons.inflection import verb_forms
from onrecord.records import Code
from onrecord.settings import Settings


class Heads:
    """Asked of the referents of one document; `labels` are the sectors in the order of the head."""

    def __init__(self, parsed: Parsed, settings: Settings) -> None:
        self.read = parsed.read
        self.grammar = parsed.grammar
        self.settings = settings
        self.sources = {
            (one.segment, at) for one in self.read.attributions if one.source is not None for at in range(*one.source)
        }

    def rules_out(self, referent: Referent) -> bool:
        """Whether the head takes none of its mentions for those of an actor.

        A voice of the broadcast is an actor, and so is whom the other head takes for the source of words.
        """
        if not self.read.acting or referent.speaker is not None or not referent.phrases:
            return False
        if any((phrase.segment, phrase.head.i) in self.sources or self._says(phrase) for phrase in referent.phrases):
            return False
        return self._support(referent) < self.settings.acting_threshold

    def _says(self, phrase: Phrase) -> bool:
        """Whether it is the subject of a verb of saying, or stands behind "according to"."""
        if any(word.lower_ == "according" for word in phrase.head.children):
            return True
        verb = self.grammar.head_of(phrase.head)
        if verb is None or self.grammar.relation_of(phrase.head) not in (Relation.SUBJECT, Relation.AGENT):
            return False
        return verb.lemma_.lower() in _saying() or verb.lower_ in _saying()

    def _support(self, referent: Referent) -> float:
        """The probability of the likeliest word of its mentions."""
        return max(
            float(self.read.acting[phrase.segment][phrase.span.start : phrase.span.end].max())
            for phrase in referent.phrases
        )

    def sector(self, referent: Referent, found: Code) -> Code:
        """A sector for one that no words give, if the head is sure enough; else what was found."""
        if not self.read.sectors or not referent.phrases or (found.value is not None and found.score is None):
            return found
        rows = [
            self.read.sectors[phrase.segment][phrase.span.start : phrase.span.end].mean(0)
            for phrase in referent.phrases
        ]
        mean = sum(rows) / len(rows)
        best = int(mean.argmax())
        if mean[best] < self.settings.sector_threshold:
            return found
        label = self.read.sector_labels[best]
        return Code(
            value=label if label != "-" else None,
            reason="the sector head, by the words around it",
            score=round(float(mean[best]), 2),
        )


@cache
def _saying() -> frozenset[str]:
    """The verbs of speech in the table of cues, and their regular forms."""
    rows = table("en/cues", "cue", "pos", "kind")
    verbs = {row["cue"].partition(" ")[0] for row in rows if row["pos"] == "verb" and row["kind"] == "speech"}
    return frozenset(verbs | {form for verb in verbs for form in verb_forms(verb)})
