"""Text into words: the syntactic words of Universal Dependencies English (EWT 2.16, GUM).

`spans` is the product: where each word stands in the text, in code points. `tokenizer` makes a spaCy `Doc` of the same
words. A word never contains white space, and white space is never a word; every other character is in exactly one word.

    don't → do n't      cannot → can not     long-term → long - term     non-aligned, e-mail, mid-March stay whole
    Holt's → Holt 's    and/or → and / or    5pm → 5 pm   $5m → $ 5 m    1/2, 10:30, 1990s, U.S., Sen. stay whole

One regular expression scans the text; its alternatives are the functions below, in the order of `_scanner`. Words that
no shape gives away (contractions, abbreviations, prefixes that keep their hyphen, units, …) are rows of `en/tokens`,
their `next` a pattern of what must follow. Every repetition that can be tried in vain is bounded or possessive, so the
time is linear in the length of any text. (spaCy's own tokenizer peels affixes off one by one: on a long text without
spaces that is quadratic.)
"""

import re
from functools import cache, lru_cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.lexicons import table

_LETTER = r"[^\W\d_]"
_MARKS = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20f0\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
"""Characters without width of their own: they belong to the character before them."""
_APOSTROPHE = "['’‘`´ʼ]"
_HYPHEN = "[-‐‑]"
_DOTTED = rf"{_LETTER}(?:\.{_LETTER}){{1,12}}(?!\w)\.?"
"""`U.S.`, `p.m.`, `U.S`."""
_WORD = rf"[\w{_MARKS}]++(?:{_APOSTROPHE}[\w{_MARKS}]++)*"
_CLITIC = re.compile(rf"(?i)(?<=.)(?:n{_APOSTROPHE}t|(?<!\d0){_APOSTROPHE}(?:s|m|re|ve|ll|d))$")
"""What a contraction ends in; the decade `1990's` is none."""
_LONGEST = 40
"""No word that falls into parts, such as a contraction, is longer."""


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end (code points) of the words of a text, in order; its white space is in no word.

    >>> text = "We don't, said Sen. Holt."
    >>> [text[start:end] for start, end in spans(text)]
    ['We', 'do', "n't", ',', 'said', 'Sen.', 'Holt', '.']
    """
    found = []
    for match in _scanner().finditer(text):
        start, end = match.span()
        if end - start <= _LONGEST:
            for length in _parts(match[0]):
                found.append((start, start + length))
                start += length
        found.append((start, end))
    return found


class Tokenizer:
    """Text to `Doc`, as spaCy wants it of `nlp.tokenizer`.

    A run of white space becomes one space in the `Doc`, and leading white space is dropped: character offsets of the
    text are those of `spans`, word by word, not those of the `Doc`.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of the text; `token.whitespace_` says that white space follows."""
        found = spans(text)
        following = [*(start for start, _ in found[1:]), len(text)]
        return Doc(
            self.vocab,
            words=[text[start:end] for start, end in found],
            spaces=[end < start for (_, end), start in zip(found, following, strict=False)],
        )


def tokenizer(vocab: Vocab) -> Tokenizer:
    """The tokenizer for a vocabulary: `nlp.tokenizer = tokenizer(nlp.vocab)`."""
    return Tokenizer(vocab)


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[int, ...]:
    """The lengths of the parts of a word but for its last part: (2,) for `don't`, () for a word of one part."""
    known = _splits().get(word.lower().replace("’", "'"))
    if known:
        return known
    cuts: list[int] = []
    while clitic := _CLITIC.search(word):
        word = word[: clitic.start()]
        cuts.insert(0, len(word))
    return tuple(cut - before for before, cut in zip([0, *cuts], cuts, strict=False))


@cache
def _splits() -> dict[str, tuple[int, ...]]:
    """What is split wherever it stands: the word in small letters, and the lengths of its parts but the last."""
    return {words.lower(): tuple(map(len, parts.split()[:-1])) for words, parts, after in _rows("split") if not after}


def _rows(kind: str) -> list[tuple[str, str, str]]:
    """Words, parts and `next` (empty if anything may follow) of the rows of a kind, longest words first."""
    rows = table("en/tokens", "words", "kind", "parts", "next", "example")
    found = [(row["words"], row["parts"], row["next"].removeprefix("-")) for row in rows if row["kind"] == kind]
    return sorted(found, key=lambda row: -len(row[0]))


def _any(kind: str) -> str:
    """One of the words of a kind."""
    return "|".join(re.escape(words) for words, _, _ in _rows(kind))


@cache
def _scanner() -> re.Pattern[str]:
    shapes = (
        _split_before(),
        _plain(),
        _address(),
        _whole(),
        _abbreviation(),
        _number(),
        _hyphenated(),
        _word(),
        _sign(),
    )
    return re.compile("|".join(shapes))


def _split_before() -> str:
    """The first part of what is split only before certain words: `it` of `its not`."""
    found = []
    for words, parts, after in _rows("split"):
        if after:
            first = parts.split()[0]
            found.append(f"{re.escape(first)}(?={re.escape(words[len(first) :])}\\s{{1,9}}{after})")
    return rf"(?<![^\W_])(?i:{'|'.join(found)})"


def _plain() -> str:
    """Nothing but letters, or a sign at the end: most of any text, so it comes early."""
    return rf"""{_LETTER}++(?![^\s,;)\]"”])|[,.](?!\S)"""


def _address() -> str:
    """Web and mail addresses, files, newsgroups, handles, hashtags."""
    tail = r"""[^\s<>"]{0,2000}[^\s<>".,;:!?'()\[\]{}…’”*]"""
    host = r"(?:[a-z0-9-]{1,63}\.){1,6}"
    return "|".join(
        (
            rf"(?i:(?:https?|ftp)://{tail}|(?:mailto:|www\.){tail})",
            rf"\w[\w.+%-]{{0,63}}@{_LETTER}[\w-]{{0,63}}(?:\.[\w-]{{1,63}}){{0,6}}",
            rf"(?<![\w.])(?i:{host}(?:{_any('domain')})(?:\.[a-z]{{2}})?(?!\w|-\w)(?:/(?:{tail}|(?=\s)))?)",
            rf"(?<![\w.])(?i:[\w#~-]{{0,80}}(?:\.[\w-]{{1,40}}){{0,3}}\.(?:{_any('file')})(?!\w))",
            r"(?<![\w.])[a-z]{2,20}(?:\.[a-z-]{2,30}){1,4}\.[a-z-]{1,30}(?![\w.])",
            rf"(?<![\w@#&])[@#]{_LETTER}\w*",
        )
    )


def _whole() -> str:
    """Words that the table keeps whole, or splits behind an apostrophe (`'tis`); smileys, `A/C`, `f***`."""
    split = (re.escape(words) for words, _, _ in _rows("split") if words.startswith("'"))
    words = "|".join((_any("whole"), *split)).replace("'", _APOSTROPHE)
    smiley = r"-_-|\^_\^|<3(?!\d)|\(:(?!\w)|[:;=][’'^-]?(?:[()]{1,9}|[DPpOo/|])(?![\w/(])"
    letters = rf"[A-Z]/[A-Z](?![\w/])|{_LETTER}{{1,2}}\*{{1,6}}{_LETTER}{{0,9}}"
    return rf"(?<![^\W_])(?i:{words})(?!\w)|[:;]-[()]|(?<!\w)(?:{smiley}|{letters})"


def _abbreviation() -> str:
    """`U.S.`, `Sen.`, `No.` before a number, initials of a name but for `I.`."""
    before = "|".join(rf"{re.escape(words)}(?=\s?(?:{after}))" for words, _, after in _rows("abbreviation") if after)
    return "|".join(
        (
            rf"(?<![^\W\d]){_DOTTED}",
            rf"(?<!\w)(?={_LETTER}{{1,8}}\.)(?:{_always_abbreviated()}|{before})",
            rf"(?<!\w)[A-HJ-Z]\.(?=\s?(?!(?:{_any('opener')})\b)[^\W_]|[,;)\]])",
        )
    )


def _always_abbreviated() -> str:
    """Abbreviations that keep their full stop whatever follows, but for an ellipsis."""
    words = "|".join(re.escape(words) for words, _, after in _rows("abbreviation") if not after)
    return rf"(?:{words})(?!\.\.)"


def _number() -> str:
    """Amounts, dates, times, telephone numbers, `US$`; a unit that is glued to a number is a word of its own."""
    dashed = r"(?:1-)?\d{3}[-/]\d{3}-\d{4}|\d{1,2}-\d{1,2}-\d{2,4}|\d{4}-\d{2}-\d{2}|\d{3}-\d{4}|\d{5}-\d{4}"
    unit = rf"(?:{_any('unit')})(?![^\W_])|(?!ths)[a-z]{{3,}}(?!\w)"
    return "|".join(
        (
            rf"(?<![\w-])(?:{dashed})(?![\w-])",
            rf"(?:(?<![\w.])[.+])?\d+(?:,\d{{2,3}}(?!\d))*(?:[.:/]\d+)*(?:(?={unit})|{_WORD}|{_APOSTROPHE}s(?!\w))?",
            rf"(?<!\w){_APOSTROPHE}\d\ds?(?!\w)",
            r"(?<!\w)[A-Z]{1,3}[$£€¥]",
        )
    )


def _hyphenated() -> str:
    """Compounds that keep their hyphen, and words that a speaker breaks off (`th- that`, `exper- experimenting`)."""
    prefixed = rf"(?:(?i:{_any('prefix')}){_HYPHEN}){{1,3}}(?=[^\W_])"
    again = rf"(?=\s(?:\S{{1,3}}\s){{0,2}}(?i:(?P=broken)){_LETTER})"
    return "|".join(
        (
            rf"(?<![\w-]){prefixed}(?:{_DOTTED}|{_always_abbreviated()}|{_WORD})",
            rf"{_LETTER}++{_HYPHEN}(?i:{_any('suffix')})(?!\w)",
            rf"(?<![\w-]){_LETTER}[a-z]?-(?=[\s,.?!]|\Z)",
            rf"(?<![\w-])(?P<broken>{_LETTER}{{2,15}})-{again}",
        )
    )


def _word() -> str:
    """Letters and digits with apostrophes within; `AT&T`; `'s` behind anything else."""
    initials = r"[A-Za-z]{1,4}&[A-Za-z]{1,3}(?!\w)"
    return rf"{_APOSTROPHE}(?:s|re|ve|ll|d|m)(?![\w'’])|{initials}|{_WORD}"


def _sign() -> str:
    """Runs of signs that are one word (`...`, `--`, `?!`, `->`), else one sign with the marks that belong to it."""
    runs = r"[.…]{2,}|\.?[!?]+|[-=]+>|<[-=]+|(?P<sign>[-=*~#+<>$|^])(?P=sign)+|''|``|‘’|’’"
    return rf"{runs}|\S[{_MARKS}]*"
