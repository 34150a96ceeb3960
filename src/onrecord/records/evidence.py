"""Where a claim stands in the text, in which words, and what made it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """`[start, end)` in Unicode code points of `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """A span and its words. Made by `Evidence.of` alone, so that `text[start:end] == quote` always holds.

    >>> Evidence.of("Good morning.", 5, 12)
    Evidence(start=5, end=12, quote='morning')
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Evidence":
        """The words of `text` from `start` to `end`; a span outside the text is a ValueError."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is no span of a text of {len(text)} code points")
        return cls(start=start, end=end, quote=text[start:end])

    @property
    def span(self) -> Span:
        """The span alone."""
        return Span(start=self.start, end=self.end)


class Maker(StrEnum):
    """What kind of thing made a record."""

    LEXICON = "lexicon"
    RULE = "rule"
    MODEL = "model"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made a record: a lexicon row (`table#row`), a rule, a model (`model@version#layer`), or the user.

    >>> str(MadeBy(kind=Maker.RULE, name="label-line"))
    'rule:label-line'
    """

    kind: Maker
    name: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.name}"


def by_model(model: str, layer: str) -> MadeBy:
    """What a layer of a language model made.

    >>> str(by_model("onrecord-en@0123456789ab", "events"))
    'model:onrecord-en@0123456789ab#events'
    """
    return MadeBy(kind=Maker.MODEL, name=f"{model}#{layer}")


def by_rule(name: str) -> MadeBy:
    """A record made by the rule `name`."""
    return MadeBy(kind=Maker.RULE, name=name)
