"""Names as newsrooms print them: titles, particles, capitals, initials.

`HILLARY CLINTON`, `Kamal al-Labwani`, `McEVERS`, `O'HANLON`: what is a name, where its title ends, how it is written
in normal case, and which names the running text gives in full.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, lru_cache

from rapidfuzz.distance import OSA

from onrecord.lexicons import table, words
from onrecord.settings import Settings

_UPPER = "".join(chr(code) for code in range(0x24F) if chr(code).isupper())
_ARTICLES = r"(?:(?:[Aa][ldns]|[Ee]l|[Aa]sh)-|[DdLl]')?"
_CAPITALISED = rf"[{_UPPER}](?:(?:\.[{_UPPER}])+|[\w'\-]*)\.?"
_PARTICLES = "|".join(sorted((row["words"] for row in table("en/name_particles", "words")), key=len, reverse=True))
_FOLLOWING = rf"(?: (?:(?=[a-z])(?:(?:{_PARTICLES})[ -])*{_ARTICLES})?{_CAPITALISED}|,? (?:Jr|Sr)\.)"
PROSE_NAME = rf"{_ARTICLES}{_CAPITALISED}{_FOLLOWING}{{0,9}}"
"""A run of capitalised words in running text, as a regular expression for the folded text; a full stop may end any
of its words, see `one_name`."""

_RUN = re.compile(rf"{_CAPITALISED}{_FOLLOWING}{{1,9}}")
_SUFFIX = re.compile(r"^(?:JR|SR|II|III|IV)\.?$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Letters only, lower case, accents off: the form in which names are compared.

    >>> fold("José O'Hanlon-Díaz")
    'joseohanlondiaz'
    """
    plain = unicodedata.normalize("NFKD", name)
    return "".join(character for character in plain if character.isalpha()).casefold()


@cache
def titles() -> dict[str, int]:
    """Title words (upper case), and how many words of a name must follow each."""
    return {row["words"].upper(): int(row["rest"]) for row in table("en/titles", "words", "rest", "example")}


@cache
def _particles() -> frozenset[str]:
    return words("en/name_particles")


@cache
def post_nominals() -> frozenset[str]:
    """Letters behind a name, as printed and in normal case: `MP`, `Mp`."""
    return frozenset(form for word in words("en/post_nominals") for form in (word, word.capitalize()))


@cache
def function_words() -> frozenset[str]:
    """Words (upper case) that never belong to a name."""
    return words("en/function_words")


def split_title(tokens: list[str]) -> int:
    """How many of the leading words are a title, `OF` between title words included.

    >>> split_title("VICE PRESIDENT JOE BIDEN".split()), split_title("NOEL KING".split())
    (2, 0)
    >>> split_title("SECRETARY OF STATE JANE ROE".split())
    3
    """
    known, count = titles(), 0
    while count < len(tokens) - 1:
        word = tokens[count].upper().strip(",")
        follows = tokens[count + 1].upper()
        if (
            (word == "OF" and count and follows in known)
            or (word in known and len(tokens) - count > known[word])
            or (follows == "OF" and count + 2 < len(tokens) and word in known)
        ):
            count += 1
        else:
            break
    return count


@lru_cache(maxsize=16384)
def is_capitals(token: str) -> bool:
    """Whether a word is in capitals, as labels print names: `CLINTON`, `McEVERS`, `O'HANLON`, `al-LABWANI`."""
    letters = [character for character in token if character.isalpha()]
    if not letters:
        return False
    if all(character.isupper() or not character.islower() for character in letters):
        return True
    return (
        len(letters) > 3
        and token[-1:].isupper()
        and token[-2:-1].isupper()
        and token[:1].isalpha()
        and bool(re.match(r"(?:Mc|Mac|De|Di|Da|La|Le|Van|Fitz|O'|D'|[Aa]l-|[Ee]l-|St)[A-Z]", token))
    )


def is_titled(token: str) -> bool:
    """Whether a word begins with a capital, as names do in running text; `al-Khatib` counts."""
    return token[:1].isupper() or bool(re.match(r"(?:al|el|ad|as|ash|d'|l')-?'?[^\W\d_a-z]", token))


def is_particle(token: str) -> bool:
    """Whether a word is a name particle: `de`, `van`, `bin`."""
    return token.casefold() in _particles()


def normal_case(name: str) -> str:
    """A name in capitals as it is written in running text; words already in mixed case stay.

    >>> normal_case("KELLY MCEVERS"), normal_case("KAMAL AL-LABWANI"), normal_case("ROSA DE LA CRUZ")
    ('Kelly McEvers', 'Kamal al-Labwani', 'Rosa de la Cruz')
    """
    return " ".join(_word_case(token, first=not index) for index, token in enumerate(name.split()))


def _word_case(token: str, *, first: bool) -> str:
    if not is_capitals(token):
        return token
    if _SUFFIX.match(token):
        return token if token.upper().startswith(("II", "IV")) else token.capitalize()
    if is_particle(token) and not first:
        return token.lower()
    if len(token.rstrip(".")) == 1 or re.fullmatch(r"(?:\w\.)+\w?\.?", token):
        return token
    parts = re.split(r"([-'])", token)
    cased = "".join(part if part in "-'" else _part_case(part) for part in parts)
    article = re.match(r"(Al|El|Ad|As|Ash|Ibn|Bin)-(?=\w)", cased)
    return cased[: article.end()].lower() + cased[article.end() :] if article else cased


def _part_case(part: str) -> str:
    low = part.lower()
    if low.startswith("mc") and len(low) > 3:
        return "Mc" + low[2:].capitalize()
    return low.capitalize()


def is_slip(one: str, other: str, settings: Settings) -> bool:
    """Whether two folded names differ by a slip of the pen: `kosinksi`, `kosinski`.

    >>> is_slip("kosinksi", "kosinski", Settings()), is_slip("hansen", "jansen", Settings())
    (True, False)
    """
    shorter = min(len(one), len(other))
    if shorter < settings.misspelt_length or one == other or one[0] != other[0]:
        return False
    limit = min(settings.misspelt_distance, 1 if shorter < 7 else 2)
    return OSA.distance(one, other, score_cutoff=limit) <= limit


_ORGANISATION = re.compile(
    r"\b(?:Times|Post|Journal|Magazine|Herald|Tribune|Guardian|Economist|Atlantic|Reuters|Bloomberg|Politico|Axios"
    r"|Gazette|Chronicle|Star|Globe|Review|News|Radio|Television|University|Institute|College|Council|Society|Press)\b",
    re.IGNORECASE,
)


def is_organisation(words: str) -> bool:
    """Whether capitalised words name a house and not a person.

    >>> is_organisation("Harbour Post"), is_organisation("Jane Roe")
    (True, False)
    """
    return bool(_ORGANISATION.search(words))


def possessive(token: str) -> bool:
    """Whether a word ends in a possessive: `NPR's`."""
    return token.endswith(("'s", "s'"))


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


_SHORT = 50_000
_TITLE_ROOM = 90
_ACCENTS = re.compile("[À-ɏ]")


def _surnames(name: str) -> set[str]:
    """The folded last word of a name, with and without an article: `al-Khatib`, `Khatib`."""
    last = name.rsplit(" ", 1)[-1]
    return {fold(last), fold(_ARTICLE.sub("", last))}


_ARTICLE = re.compile(r"^(?:al|el|ad|as|ash)-", re.IGNORECASE)


def _first_letters(name: str) -> str:
    return "".join(token[0] for token in name.split() if token[0].isupper())


def initials(name: str) -> str:
    """The initials of a name; `O'Brien` gives two.

    >>> initials("Kerry O'Brien"), initials("Zoe Bright")
    ('KOB', 'ZB')
    """
    return "".join(part[0] for part in re.split(r"[\s'-]+", name) if part and part[0].isupper())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(title for title in titles() if title.endswith(".")) | {"ST.", "JR.", "SR.", "STE."}


def ends_sentence(token: str) -> bool:
    """Whether the full stop behind a capitalised word ends a sentence: not behind initials and abbreviations.

    >>> ends_sentence("Siegel."), ends_sentence("J."), ends_sentence("Gov."), ends_sentence("U.S.")
    (True, False, False, False)
    """
    return token.endswith(".") and "." not in token[:-1] and len(token) > 2 and token.upper() not in _abbreviations()


def one_name(words: str) -> str:
    """The capitalised words up to the end of a sentence: `Robert Siegel. The third` is one name and a new sentence.

    >>> one_name("Robert Siegel. The third")
    'Robert Siegel'
    """
    tokens = words.split(" ")
    for number, token in enumerate(tokens):
        if ends_sentence(token):
            return " ".join(tokens[: number + 1])[:-1]
    return words if len(tokens[-1].rstrip(".")) < 4 else words.rstrip(".")


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
    name = " ".join(names).rstrip(".") if not _SUFFIX.match(names[-1]) else " ".join(names)
    yield Naming(name, start, end, title_start if title_start >= 0 else start)
