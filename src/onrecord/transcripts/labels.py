"""Speaker labels: what stands before the colon, taken apart.

`parse` reads the words before a colon (or a `Q`) and tells whether they can be a label at all, and how strongly their
shape says so. Whether a label is accepted depends on the whole document (see `labelled`). A new shape is a row of
`label_words`, `affiliations`, `titles` or `directions`, or one small function here, with its cases in `tests/cases`.
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, cached_property, lru_cache

from onrecord.lexicons import table
from onrecord.records import Role
from onrecord.transcripts.directions import kind_of
from onrecord.transcripts.names import fold, function_words, is_capitals, is_particle, is_titled, split_title, titles
from onrecord.transcripts.view import PAD

_NAME_WORDS = 6
"""No printed name has more words than this, title aside."""


class Strength(IntEnum):
    """How much the shape alone says that this is a label."""

    NOT = 0
    """A heading, a link, a step of a fact check: never a speaker."""
    WEAK = 1
    """A name in mixed case: any headline has this shape."""
    PLAIN = 2
    """A bare name in capitals, or a role word in mixed case."""
    STRONG = 3
    """Says itself what it is: a role, an affiliation, a title, a delivery note."""


@dataclass(frozen=True)
class Label:
    """A label taken apart; all offsets count from the beginning of `text`.

    `name` is as printed, without its title (`title` is a span); None for a role label such as `Q`. `role` is what
    the words say, with the table row that knows them in `role_row`; `many` if several voices share the label.
    """

    text: str
    name: str | None
    title: tuple[int, int] | None
    affiliation: tuple[int, int] | None
    notes: tuple[str, ...]
    role: Role | None
    role_row: str
    many: bool
    capitals: bool
    strength: Strength

    @cached_property
    def key(self) -> str:
        """The same for labels that print the same name, or the same role words."""
        return fold(self.name) if self.name else "role:" + re.sub(r"\s*\(.*", "", self.text).upper()

    @cached_property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.name.split() if self.name else []

    @cached_property
    def voice(self) -> str:
        """The same for `JANE ROE` and `ROE`: what tells whether a voice recurs."""
        return fold(self.words[-1]) if self.words else self.key


@dataclass(frozen=True, slots=True)
class _RoleWords:
    row: str
    role: Role
    many: bool
    pattern: re.Pattern[str]


@cache
def _role_words() -> tuple[_RoleWords, ...]:
    """The rows of `label_words`, plain ones before those with a `*`."""
    rows = sorted(table("en/label_words", "words", "role", "voices", "example"), key=lambda row: "*" in row["words"])
    return tuple(
        _RoleWords(
            row.id,
            Role(row["role"]),
            row["voices"] == "many",
            re.compile(re.escape(row["words"]).replace(r"\*", ".{1,40}").replace(r"\ ", " ")),
        )
        for row in rows
    )


@cache
def _affiliations() -> tuple[re.Pattern[str], dict[str, tuple[Role, str, bool]]]:
    rows = table("en/affiliations", "words", "role", "house", "example")
    choice = "|".join(re.escape(row["words"]) for row in sorted(rows, key=lambda row: -len(row["words"])))
    return (
        re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])"),
        {row["words"]: (Role(row["role"]), row.id, row["house"] == "own") for row in rows},
    )


@cache
def _not_labels() -> dict[str, str]:
    return {row["words"]: row["kind"] for row in table("en/not_labels", "words", "kind", "example")}


def not_label(text: str) -> str | None:
    """The kind of heading that these words are (`fact check`, `link`, …), None if they are none."""
    return _not_labels().get(text.strip().upper())


@lru_cache(maxsize=1024)
def role_words(text: str) -> tuple[Role, str, bool] | None:
    """Role, table row and `many` of words such as `UNIDENTIFIED MAN #2`; None if no row has them."""
    plain = re.sub(r"\s*(?:#\s?\d+|No\. ?\d+|\d+)$", "", text.upper()).strip()
    for entry in _role_words():
        if entry.pattern.fullmatch(plain) or entry.pattern.fullmatch(text.upper()):
            return entry.role, entry.row, entry.many
    return None


_HEAD_END = re.compile(r"(?<=\S)\s*(,(?!\s*(?:JR|SR|Jr|Sr|II|III|IV)\b)|[(\[])")
_NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_NAME_TOKEN = re.compile(r"(?:[^\W\d_]|['.&\-])+,?")
_PARTY = re.compile(r"(?:[DRIL]|Dem\w*|Rep\w*|Ind\w*|Lab\w*|Con\w*|Lib\w*|Green)\b[\w .,'-]{0,30}", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


@lru_cache(maxsize=8192)
def parse(text: str) -> Label | None:
    """The label that `text` (folded, no colon, no outer space) is by its shape; None if it cannot be one.

    >>> label = parse("SEN. JANE ROE (D-NY), BUDGET COMMITTEE")
    >>> label.name, label.text[slice(*label.title)], label.text[slice(*label.affiliation)], label.strength.name
    ('JANE ROE', 'SEN.', 'BUDGET COMMITTEE', 'STRONG')
    >>> parse("and then he said") is None
    True
    """
    if not text or text.count("(") != text.count(")"):
        return None
    if PAD in text:
        label = parse(text.replace(PAD, ""))  # its parts lie elsewhere in the printed text
        return replace(label, title=None, affiliation=None) if label else None
    text = re.sub(r"(?<=[A-Z])0|0(?=[A-Z])", "O", text)  # character recognition reads O as 0
    return _plain_label(text, Strength.NOT) if not_label(text) else as_name(text)


def as_name(text: str) -> Label | None:
    """The label that `text` is if its words head nothing: `MAY` is a month, and a Prime Minister's surname."""
    if text.count('"') % 2:
        return None  # the colon stands inside a quoted title
    reporting = re.match(r"(.{3,60}) reporting$", text)
    if reporting and (label := parse(reporting[1])) and label.capitals:
        return replace(label, text=text, role=Role.REPORTER, strength=Strength.STRONG)
    cut = _HEAD_END.search(text)
    head = text[: cut.start()] if cut else text
    notes = tuple(note[1].strip() for note in _NOTE.finditer(text, len(head)))
    known = role_words(head)
    if known and (is_capitals(head[:2]) or is_titled(head)):
        if cut and cut[1] == "," and not text.isupper():
            return None  # "Prime Minister, welcome back: …" is an address
        return _role_label(text, head, notes, known)
    return _name_label(text, head, notes, cut)


def _plain_label(text: str, strength: Strength) -> Label:
    return Label(text, None, None, None, (), None, "", True, text.isupper(), strength)


def _role_label(text: str, head: str, notes: tuple[str, ...], known: tuple[Role, str, bool]) -> Label | None:
    role, row, many = known
    capitals = all(is_capitals(word) or not word[:1].isalpha() for word in head.split())
    strength = Strength.STRONG if capitals and len(head) > 1 else Strength.PLAIN
    return Label(text, None, None, None, notes, role, row, many, capitals, strength)


def _name_label(text: str, head: str, notes: tuple[str, ...], cut: re.Match[str] | None) -> Label | None:
    tokens = head.split()
    if not tokens or any(not _NAME_TOKEN.fullmatch(token) for token in tokens):
        return None
    count = split_title(tokens)
    names = tokens[count:]
    if len(names) > _NAME_WORDS or not _is_name(names):
        return None
    affiliation = _affiliation(text, len(head), notes, cut)
    if affiliation is not None and not _is_affiliation(text[slice(*affiliation)]):
        return None
    first = text[affiliation[0]] if affiliation else "A"
    if not any(is_capitals(word) for word in names) and not (first.isupper() or first.isdigit() or first in "\"'"):
        return None  # "Jane, thanks for the call: …"
    role, row = _affiliation_role(text[slice(*affiliation)]) if affiliation else (None, "")
    title = (0, len(" ".join(tokens[:count]))) if count else None
    capitals = any(is_capitals(word) and len(word.strip(".")) > 1 for word in names)
    capitals = capitals and all(is_capitals(word) or is_particle(word) for word in names)
    strength = _strength(capitals, count, notes, role, affiliation, tokens)
    return Label(text, " ".join(names), title, affiliation, notes, role, row, False, capitals, strength)


def _is_name(names: list[str]) -> bool:
    capitals = all(is_capitals(word) or is_particle(word) for word in names)
    titled = all(is_titled(word) or is_particle(word) for word in names)
    if not (capitals or titled) or all(len(word.strip(".")) < 2 for word in names):
        return False
    if not capitals and (all(is_particle(word) for word in names) or sum(not is_particle(w) for w in names) > 4):
        return False
    if any(word.rstrip(".,").upper() in function_words() and not is_particle(word) for word in names):
        return False
    return not (len(names) == 1 and (names[0].upper() in titles() or names[0].endswith(".")) and not capitals)


def _affiliation(text: str, head: int, notes: tuple[str, ...], cut: re.Match[str] | None) -> tuple[int, int] | None:
    """The span of what is said of the person behind the name: after the comma, else in brackets."""
    if cut is None:
        return None
    outside = _NOTE.sub(lambda note: " " * len(note[0]), text)
    comma = outside.find(",", head)
    if comma >= 0 and outside[comma + 1 :].strip():
        start = comma + 1 + len(outside[comma + 1 :]) - len(outside[comma + 1 :].lstrip())
        return start, len(outside.rstrip())
    for note in _NOTE.finditer(text, head):
        if note[1].strip() and not kind_of(note[1]) and not _CLOCK.fullmatch(note[1]):
            return note.start(1), note.end(1)
    return None


def _is_affiliation(words: str) -> bool:
    """Words behind the name that can describe a person: no sentence, no reported speech."""
    return not re.search(r"[!?;]|[a-z]\. |\b(?:said|says|told|asked|who|that|which|is|are|was|were|has|have)\b", words)


def _affiliation_role(words: str) -> tuple[Role | None, str]:
    """The role that an affiliation states: its first role word, unless the person held it formerly."""
    pattern, roles = _affiliations()
    match = pattern.search(words.upper())
    if not match or re.search(r"\b(?:FORMER|EX|RETIRED)\b", words.upper()[: match.start()]):
        return None, ""
    role, row, own = roles[match[0]]
    if own and not _houses() & set(re.findall(r"[A-Z][A-Z-]+", words.upper())):
        return None, ""
    return role, row


@cache
def _houses() -> frozenset[str]:
    """Forms of the known broadcasters, upper case."""
    return frozenset(row["form"].upper() for row in table("en/outlets", "name", "form"))


_HONORIFIC = frozenset({"MR", "MRS", "MS", "DR", "MISS", "SIR", "THE"})


def _strength(
    capitals: bool,
    title_words: int,
    notes: tuple[str, ...],
    role: Role | None,
    affiliation: tuple[int, int] | None,
    tokens: list[str],
) -> Strength:
    known_note = any(kind_of(note) or _PARTY.fullmatch(note) or _CLOCK.fullmatch(note) for note in notes)
    if capitals:
        named = title_words or affiliation or known_note
        return Strength.STRONG if named else Strength.PLAIN
    if role is not None or known_note:
        return Strength.STRONG
    honorific = title_words and tokens[0].rstrip(".").upper() in _HONORIFIC
    if honorific and notes:
        return Strength.STRONG
    return Strength.PLAIN if title_words or affiliation else Strength.WEAK
