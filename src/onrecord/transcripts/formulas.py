"""What presenters and reporters always say: openings, self-introductions, hand-overs, sign-offs, calls for guests.

Each is a row of the formulas table; one of its `hints` (lower case) must stand in a text before the pattern is tried,
which spares nine searches of ten. `{NAME}` stands for a name, `{TITLE}` for a programme's title (capitals, or a
known one), `{OUTLET}` for a broadcaster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import table
from onrecord.transcripts.names import PROSE_NAME, function_words, one_name, possessive

_LONG = 600
_AROUND = 80
"""A formula lies within this many characters before one of its hints and twice as many behind it."""
_CAPITAL_TITLE = r"[A-Z0-9][A-Z0-9&'!.]*(?:[ -][A-Z0-9&'!.]+){0,6}"


@cache
def outlet_pattern() -> str:
    """A regular expression for a broadcaster: the known ones, and names that end in `News`, `Radio`, …"""
    known = "|".join(
        re.escape(form)
        for form in sorted({row["form"] for row in table("en/outlets", "name", "form")}, key=len, reverse=True)
    )
    kinds = "News|Radio|Television|TV|Network|Media|Service|Broadcasting"
    return rf"(?:{known}|(?:[A-Z][\w&'-]{{0,30}}\.? ){{1,4}}?(?:{kinds})(?: News| Network| Service)?)"


@cache
def title_pattern() -> str:
    """A regular expression for a programme's title."""
    known = "|".join(re.escape(row["name"]) for row in table("en/programmes", "name", "outlet"))
    return rf"(?:{known}|{_CAPITAL_TITLE})"


def _is_person(words: str) -> bool:
    """Whether capitalised words can be a person's name, and not a programme, a possessive or a sentence."""
    tokens = words.split(" ")
    first = tokens[0].rstrip(".,")
    return not (
        possessive(tokens[0])
        or any(token.isupper() and len(token.strip(".")) > 2 for token in tokens)
        or first.upper() in function_words()
    )


def _hints(cell: str) -> tuple[str, ...]:
    return ("",) if cell == "-" else tuple(cell.split("|"))  # "" stands in every text


@dataclass(frozen=True, slots=True)
class Found:
    """A formula in a text: the span of the name (or of the whole match if it has none), and the table row."""

    start: int
    end: int
    row: str


class Formulas:
    """The formulas table, compiled by kind."""

    def __init__(self) -> None:
        self._by_kind: dict[str, list[tuple[str, tuple[str, ...], re.Pattern[str]]]] = {}
        for row in table("en/formulas", "kind", "hints", "pattern", "example"):
            pattern = (
                row["pattern"]
                .replace("{NAME}", f"(?P<name>{PROSE_NAME})", 1)
                .replace("{NAME}", PROSE_NAME)
                .replace("{TITLE}", f"(?P<title>{title_pattern()})", 1)
                .replace("{OUTLET}", f"(?P<outlet>{outlet_pattern()})", 1)
            )
            has_names = bool(re.search(r"\{(?:NAME|TITLE|OUTLET)\}|\(\?P<", row["pattern"]))
            compiled = re.compile(pattern, 0 if has_names else re.IGNORECASE)
            self._by_kind.setdefault(row["kind"], []).append((row.id, _hints(row["hints"]), compiled))

    @staticmethod
    @cache
    def load() -> "Formulas":
        """The one instance of a process."""
        return Formulas()

    def _likely(self, kind: str, text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        low = text.lower()
        for row, hints, pattern in self._by_kind[kind]:
            for hint in hints:
                if hint in low:
                    yield row, pattern
                    break

    def find(self, kind: str, text: str, group: str = "name") -> Found | None:
        """The first formula of a kind in `text`, with the span of its `group`."""
        best: Found | None = None
        for row, pattern in self._likely(kind, text):
            match = pattern.search(text)
            if match and (best is None or match.start() < best.start):
                named = group in pattern.groupindex and match[group] is not None
                start, end = match.span(group) if named else match.span()
                end = start + len(one_name(match[group])) if named and group == "name" else end
                best = Found(start, end, row)
        return best

    def named(self, kind: str, text: str, group: str) -> Found | None:
        """The first formula of a kind that has something for its `group`, such as an outlet."""
        for row, pattern in self._likely(kind, text):
            match = pattern.search(text) if group in pattern.groupindex else None
            if match and match[group]:
                return Found(*match.span(group), row)
        return None

    def has(self, kind: str, text: str) -> bool:
        """Whether a formula of a kind stands in `text`; in a long text it is sought around its hints alone."""
        if len(text) <= _LONG:
            return any(pattern.search(text) for _, pattern in self._likely(kind, text))
        low = text.lower()
        for _, hints, pattern in self._by_kind[kind]:
            for hint in hints:
                at = -1
                while (at := low.find(hint, at + 1)) >= 0:
                    if pattern.search(text, max(0, at - _AROUND), at + 2 * _AROUND):
                        return True
                    at += _AROUND
        return False

    def self_name(self, text: str) -> Found | None:
        """The name by which a voice introduces itself: "I'm Jana Holt"."""
        return self.person("self", text)

    def person(self, kind: str, text: str) -> Found | None:
        """The first person's name in a formula of a kind."""
        found = [
            Found(match.start("name"), match.start("name") + len(one_name(match["name"])), row)
            for row, pattern in self._likely(kind, text)
            for match in pattern.finditer(text)
        ]
        named = (
            name for name in sorted(found, key=lambda found: found.start) if _is_person(text[name.start : name.end])
        )
        return next(named, None)

    def opens(self, text: str) -> bool:
        """Whether a paragraph opens a programme: "This is DAYLIGHT from Meridian News. I'm Jana Holt"."""
        return self.has("opening", text) or bool(re.search(r"\bI'm [A-Z]", text) and self.self_name(text))

    def second_host(self, text: str) -> Found | None:
        """The name in "And I'm NAME" at the beginning of a paragraph."""
        return (
            self.self_name(text[:120])
            if "And " in text[:8] and re.match(r"\W*And (?:I'm|I am|this is) [A-Z]", text)
            else None
        )

    def hands_over(self, text: str) -> bool:
        """Whether a paragraph ends by handing over: "Omar Pell reports."."""
        return self.has("reports", text)
