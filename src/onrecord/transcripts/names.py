"""Names as newsrooms print them: titles, particles, capitals, initials, slips of the pen.

`HILLARY CLINTON`, `Kamal al-Labwani`, `McEVERS`, `O'HANLON`: what is a name, where its title ends, how it is written
in normal case.
"""

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from onrecord.lexicons import table, words
from onrecord.settings import Settings

_UPPER = "".join(chr(code) for code in range(0x24F) if chr(code).isupper())
# Bounded throughout: an endless word in capitals must not be tried again from each of its letters.
_ARTICLES = r"(?:(?:[Aa][ldns]|[Ee]l|[Aa]sh)-|[DdLl]')?"
CAPITALISED = rf"[{_UPPER}](?:(?:\.[{_UPPER}]){{1,6}}|[\w'\-]{{0,30}}+)\.?"
_PARTICLES = "|".join(sorted((row["words"] for row in table("en/name_particles", "words")), key=len, reverse=True))
FOLLOWING_NAME = rf"(?: (?:(?=[a-z])(?:(?:{_PARTICLES})[ -])*{_ARTICLES})?{CAPITALISED}|,? (?:Jr|Sr)\.)"
PROSE_NAME = rf"{_ARTICLES}{CAPITALISED}{FOLLOWING_NAME}{{0,9}}"
"""A run of capitalised words in running text, as a regular expression for the folded text; a full stop may end any
of its words, see `one_name`."""

SUFFIX = re.compile(r"^(?:JR|SR|II|III|IV)\.?$", re.IGNORECASE)


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
            or (follows in _OFFICES and count + 2 < len(tokens))  # `MINING MINISTER JANE ROE`: any portfolio
        ):
            count += 1
        else:
            break
    return count


_OFFICES = frozenset({"MINISTER", "SECRETARY", "COMMISSIONER"})


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
    if SUFFIX.match(token):
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


@cache
def _organisations(kinds: tuple[str, ...]) -> re.Pattern[str]:
    rows = table("en/organisations", "words", "kind", "example")
    return re.compile(rf"\b(?:{'|'.join(row['words'] for row in rows if row['kind'] in kinds)})\b", re.IGNORECASE)


def is_paper(words: str) -> bool:
    """Whether words name a newspaper, magazine or agency: `HARBOUR POST REPORTER`."""
    return bool(_organisations(("paper",)).search(words))


def is_organisation(words: str) -> bool:
    """Whether capitalised words name a house and not a person.

    >>> is_organisation("Harbour Post"), is_organisation("Jane Roe")
    (True, False)
    """
    return bool(_organisations(("paper", "body")).search(words))


def possessive(token: str) -> bool:
    """Whether a word ends in a possessive: `NPR's`."""
    return token.endswith(("'s", "s'"))


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
