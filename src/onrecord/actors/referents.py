"""What the phrases of a document name, while it is read."""

import re
from dataclasses import dataclass, field

from onrecord.actors.phrases import Phrase
from onrecord.transcripts.names import fold, split_title

_ARTICLE = re.compile(r"^(?:al|el|an|ar|as|ash|at|ad|az)[-’']", re.IGNORECASE)
"""The Arabic article, which newsrooms leave out: "Adel al-Jubeir", later "Jubeir"."""

Name = tuple[str, ...]
"""The folded words of a name."""


@dataclass(slots=True, eq=False)
class Referent:
    """What some phrases name, while the document is read. `country` makes it the state itself."""

    number: int
    phrases: list[Phrase] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    country: str | None = None
    speaker: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether a name or noun says that this is one person."""
        return self.speaker is not None or any(phrase.entity == "PERSON" for phrase in self.phrases)

    @property
    def is_named(self) -> bool:
        """Whether any of the phrases is a name."""
        return bool(self.names) or self.country is not None

    def add(self, phrase: Phrase, reason: str) -> None:
        """Adds a phrase."""
        self.phrases.append(phrase)
        self.reasons.append(reason)


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name without title and possessive: ("mara", "pell").

    >>> name_words("President Mara Pell's")
    ('mara', 'pell')
    """
    tokens = text.replace("’s", "").replace("'s", "").split()
    kept = tokens[split_title(tokens) :] or tokens
    return tuple(word for word in (fold(_ARTICLE.sub("", token)) for token in kept) if word)


def description(phrase: Phrase) -> tuple[str, ...]:
    """The lemmas of a description without numbers and quantifiers, for comparison."""
    return tuple(
        word.lemma_.lower() for word in phrase.span if word.pos_ in ("NOUN", "PROPN", "ADJ") and word.pos_ != "NUM"
    )
