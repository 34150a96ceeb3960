"""The full names that a running text gives: found once, looked up by surname, initials, first name or as a whole."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from onrecord.transcripts.names import (
    CAPITALISED,
    FOLLOWING_NAME,
    SUFFIX,
    ends_sentence,
    fold,
    function_words,
    initials,
    is_capitals,
    is_particle,
    possessive,
    post_nominals,
    titles,
)

_RUN = re.compile(rf"{CAPITALISED}{FOLLOWING_NAME}{{1,9}}")
_SHORT = 50_000
"""In a text of fewer characters a single name is sought directly; in a longer one all names are found once."""
_TITLE_ROOM = 90
"""A title begins within this many characters before its name."""
_ACCENTS = re.compile("[À-ɏ]")


@dataclass(frozen=True, slots=True)
class Naming:
    """A full name in running text, with the title words before it: offsets into the text."""

    name: str
    start: int
    end: int
    title_start: int


class NameIndex:
    """The full names that a text gives, found in one pass, looked up by surname or by the whole name.

    `text` is the folded text in which they were found, headings in capitals put into normal case.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _found(self) -> tuple[Counter[str], dict[str, Naming]]:
        counts, first = Counter[str](), dict[str, Naming]()
        for naming in _namings(self.text):
            counts[naming.name] += 1
            first.setdefault(naming.name, naming)
        return counts, first

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        return self._indexed(_surnames)

    @cached_property
    def _by_whole(self) -> dict[str, list[str]]:
        return self._indexed(lambda name: (fold(name),))

    def _indexed(self, keys: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._found[0]:
            for key in keys(name):
                found.setdefault(key, []).append(name)
        return found

    def with_surname(self, surname: str) -> list[str]:
        """Full names that end in `surname`, the most frequent and then the first first."""
        found = self._by_last.get(fold(surname), [])
        return sorted(found, key=lambda name: (-self._found[0][name], self._found[1][name].start))

    def naming(self, name: str) -> Naming | None:
        """Where the running text first gives `name` (in any case), None if it does not."""
        if len(self.text) > _SHORT:
            found = self._by_whole.get(fold(name), [])
            return self._found[1][found[0]] if found else None
        naming = self._sought(name)
        if naming is None and self._has_accents:
            found = self._by_whole.get(fold(name), [])
            naming = self._found[1][found[0]] if found else None
        return naming

    def _sought(self, name: str) -> Naming | None:
        """The first place of `name` outside labels: in a short text quicker than all names of all runs."""
        at, low = -1, name.lower()
        while (at := self._low.find(low, at + 1)) >= 0:
            end = at + len(name)
            beside = self.text[at - 1 : at] + self.text[end : end + 1]
            printed = self.text[at:end].split()
            if all(is_capitals(word) for word in printed) or any(sign.isalnum() for sign in beside):
                continue
            begin = max(0, at - _TITLE_ROOM)
            for naming in _namings(self.text[begin : end + 1]):
                if begin + naming.end == end and begin + naming.start == at:
                    return Naming(naming.name, at, end, begin + naming.title_start)
            return Naming(self.text[at:end], at, end, at)
        return None

    @cached_property
    def _low(self) -> str:
        low = self.text.lower()
        return low if len(low) == len(self.text) else self.text

    @cached_property
    def _has_accents(self) -> bool:
        return bool(_ACCENTS.search(self.text))

    def spelt(self, name: str) -> str | None:
        """How the running text writes `name` (given in capitals), if it does."""
        naming = self.naming(name)
        return naming.name if naming else None

    def with_initials(self, letters: str) -> list[str]:
        """Full names with these initials."""
        known = self._by_initials.get(letters.upper(), [])
        return sorted(known, key=lambda name: self._found[1][name].start)

    @cached_property
    def _by_initials(self) -> dict[str, list[str]]:
        return self._indexed(lambda name: {initials(name), _first_letters(name)})

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        return self._indexed(lambda name: (fold(name.split()[0]),))

    def in_order(self, before: int) -> list[str]:
        """The full names that stand before an offset, in the order of the text."""
        found = [naming for naming in self._found[1].values() if naming.start < before]
        return [naming.name for naming in sorted(found, key=lambda naming: naming.start)]

    def starting_with(self, first: str) -> str | None:
        """The only full name with this first name, None if there is none or more than one."""
        found = self._by_first.get(fold(first), [])
        return found[0] if len(found) == 1 else None


def _surnames(name: str) -> set[str]:
    """The folded last word of a name, with and without an article: `al-Khatib`, `Khatib`."""
    last = name.rsplit(" ", 1)[-1]
    return {fold(last), fold(_ARTICLE.sub("", last))}


_ARTICLE = re.compile(r"^(?:al|el|ad|as|ash)-", re.IGNORECASE)


def _first_letters(name: str) -> str:
    return "".join(token[0] for token in name.split() if token[0].isupper())


def _namings(folded: str) -> Iterator[Naming]:
    for match in _RUN.finditer(folded):
        words = match[0].split(" ")
        kinds = [_token(word) for word in words]
        if kinds.count(_Token.NAME) + kinds.count(_Token.LAST) > 1:
            yield from _names_of_run(words, kinds, match.start())


class _Token(Enum):
    """What a capitalised word is within a run of them."""

    NAME = "part of a name"
    LAST = "a possessive, or the end of a sentence"
    TITLE = "a title"
    FUNCTION = "a function word at the start of a sentence"


@lru_cache(maxsize=16384)
def _token(token: str) -> _Token:
    upper = token.rstrip(".,").upper()
    if possessive(token):
        return _Token.LAST
    if upper.split("'")[0] in function_words():
        return _Token.FUNCTION
    if upper in titles() or token.upper() in titles():
        return _Token.TITLE
    return _Token.LAST if ends_sentence(token) else _Token.NAME


def _names_of_run(words: list[str], kinds: list[_Token], start: int) -> Iterator[Naming]:
    """Cut a run of capitalised words into names: at possessives, ends of sentences, function words and titles."""
    run: list[tuple[str, int]] = []
    title_start, last = -1, len(words) - 1
    for index, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        if kind is _Token.FUNCTION or (kind is _Token.TITLE and index < last):
            yield from _name(run, title_start)
            goes_on = title_start >= 0 and not run
            title_start = -1 if kind is _Token.FUNCTION else (title_start if goes_on else start)
            run = []
        elif kind is _Token.LAST:
            yield from _name([*run, (_BEHIND.sub("", word), start)], title_start)
            run, title_start = [], -1
        else:
            run.append((word, start))
        start += len(word) + 1
    yield from _name(run, title_start)


_DIGIT = re.compile(r"\d")
_BEHIND = re.compile(r"(?:'s|(?<=s)'|\.)$")


def _name(run: list[tuple[str, int]], title_start: int) -> Iterator[Naming]:
    if len(run) < 2:
        return
    while run and (is_particle(run[-1][0]) or not run[-1][0] or run[-1][0] in post_nominals()):
        run = run[:-1]
    names = [token for token, _ in run]
    if not 2 <= len(run) <= 5 or _DIGIT.search(" ".join(names)) or all(is_capitals(token) for token in names):
        return
    start, end = run[0][1], run[-1][1] + len(names[-1])
    name = " ".join(names).rstrip(".") if not SUFFIX.match(names[-1]) else " ".join(names)
    yield Naming(name, start, end, title_start if title_start >= 0 else start)
