"""Naming: the fullest name that a document gives a voice, and where it gives it.

`FABIUS` is Laurent Fabius because the running text names him; `PRIME MINISTER` is whoever the others address; `Q`
stays without a name.
"""

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.lexicons import words
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.labels import Label
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.names import (
    PROSE_NAME,
    fold,
    function_words,
    is_organisation,
    normal_case,
    post_nominals,
    titles,
)
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance
from onrecord.transcripts.voices import is_full


@dataclass(frozen=True, slots=True)
class Named:
    """A name for a group of utterances, and how it was found."""

    name: str | None
    reason: str
    rule: str
    score: float


def name_of(page: Page, spoken: tuple[Utterance, ...], numbers: list[int], count: int, index: NameIndex) -> Named:
    """The fullest name of a group: as printed in full, as the running text gives it, as others address it."""
    labels = [spoken[number].label for number in numbers]
    printed = [label for label in labels if label and label.name]
    if not printed:
        first = spoken[numbers[0]]
        if first.label is None and first.named:
            return Named(first.named, "introduces himself or herself", "self-introduction", 0.95)
        if first.label and first.label.key in ("role:Q", "role:A") and is_questionnaire(spoken):
            return _of_questionnaire(page, spoken, index, asks=first.label.key == "role:Q")
        if first.label is None or first.label.many:
            return Named(None, "the label names nobody" if first.label else "no label, no introduction", "none", 1.0)
        return _of_role(page, spoken, numbers, count, index)
    fullest = max(printed, key=lambda label: (len(label.words), label.capitals))
    name = " ".join(fullest.words)
    if is_full(fullest.words):
        return Named(
            _as_written(page, index, name) or normal_case(name), "printed in full in a label", "full label", 1.0
        )
    return _of_short(page, spoken, numbers, count, index, fullest)


def _as_written(page: Page, index: NameIndex, name: str) -> str | None:
    """A name as the running text writes it, typographic signs included."""
    naming = index.naming(name)
    if naming is None:
        return None
    spelt = naming.name
    written = page.text[naming.start : naming.end]
    return spelt if written.isupper() or len(written) != len(spelt) else written


def is_questionnaire(spoken: tuple[Utterance, ...]) -> bool:
    """A published interview: `Q:` and `A:` take turns."""
    keys = Counter(utterance.label.key for utterance in spoken if utterance.label)
    return keys["role:Q"] > 1 and keys["role:A"] > 1


def _of_questionnaire(page: Page, spoken: tuple[Utterance, ...], index: NameIndex, *, asks: bool) -> Named:
    """Who asks and who answers in a published interview, from the words above it: "She spoke to Omar Pell"."""
    above = page.folded[: spoken[0].label_start]
    found = Formulas.load().find("interviewer", above)
    asker = above[found.start : found.end] if found else None
    if asks:
        return Named(
            asker, "the words above name the interviewer" if asker else "the text gives no name", "interviewer", 0.7
        )
    names = [
        name
        for name in index.in_order(spoken[0].label_start)
        if not (asker and fold(name) == fold(asker)) and not is_organisation(name)
    ]
    counts = Counter(name for name in names if fold(name.split()[-1]) in fold(above))
    best = counts.most_common(1)
    return Named(
        best[0][0] if best else None,
        "the words above name the person" if best else "the text gives no name",
        "interviewee",
        0.6,
    )


def _of_short(
    page: Page,
    spoken: tuple[Utterance, ...],
    numbers: list[int],
    count: int,
    index: NameIndex,
    label: Label,
) -> Named:
    """The full name behind a surname, initials or a first name."""
    name = label.words[-1]
    if len(label.words) == 2:
        same = [full for full in index.with_surname(name) if fold(full)[:1] == fold(label.words[0])[:1]]
        if same and len(label.words[0].strip(".")) == 1:
            return Named(
                _as_written(page, index, same[0]), "the text names the person in full", "initial and surname", 0.9
            )
    in_prose = index.with_surname(name)
    if in_prose:
        sure = len({full.split()[0] for full in in_prose}) == 1
        return Named(
            _as_written(page, index, in_prose[0]),
            "the text names the person in full",
            "surname in the text",
            0.95 if sure else 0.6,
        )
    if label.capitals and 2 <= len(letters := name.replace(".", "")) <= 4:
        known = index.with_initials(letters)
        if known:
            return Named(
                _as_written(page, index, known[0]), "the text gives a name with these initials", "initials", 0.8
            )
    introduced = _self_name(page, spoken, numbers)
    if introduced and fold(name) in fold(introduced):
        return Named(introduced, "introduces himself or herself", "self-introduction", 0.95)
    first = _vocative(page, spoken, numbers, count) if len(name) > 3 or not label.capitals else None
    if first and fold(first) != fold(name):
        return Named(
            f"{first} {normal_case(name)}", "another voice uses the first name", "first name in an address", 0.7
        )
    following = index.starting_with(name)
    if following:
        return Named(following, "the text gives the surname", "first name in the text", 0.7)
    spelt = normal_case(" ".join(label.words))
    return Named(spelt, "the text gives no fuller name", "label alone", 0.9)


def _of_role(page: Page, spoken: tuple[Utterance, ...], numbers: list[int], count: int, index: NameIndex) -> Named:
    """Who stands behind `HOST` or `PRIME MINISTER`: by self-introduction, by address, by title in the text."""
    label = spoken[numbers[0]].label
    introduced = _self_name(page, spoken, numbers)
    if introduced:
        return Named(introduced, "introduces himself or herself", "self-introduction", 0.95)
    words = re.sub(r"\s*\(.*", "", label.text) if label else ""
    titled = (
        _title_in_text(index, words, {spoken[number].label_start for number in numbers}) if count <= _MANY else None
    )
    if titled:
        full = index.with_surname(titled) if " " not in titled else []
        name = full[0] if full else titled
        return Named(name, f"the text gives a name after {words.title()}", "title in the text", 0.8)
    addressed = _address(page, spoken, numbers)
    if addressed:
        full = index.with_surname(addressed)
        return Named(full[0] if full else addressed, "another voice addresses the person", "address", 0.8)
    first = _vocative(page, spoken, numbers, 2)
    if first and words.upper() in _PRESENTS_ALONE:
        full_name = index.starting_with(first)
        return Named(full_name or first, "another voice uses the first name", "first name in an address", 0.6)
    return Named(None, "the text gives no name", "none", 1.0)


def _self_name(page: Page, spoken: tuple[Utterance, ...], numbers: list[int]) -> str | None:
    formulas = Formulas.load()
    for number in numbers[:3]:
        found = formulas.self_name(page.folded[spoken[number].start : spoken[number].end][:600])
        if found:
            begin = spoken[number].start
            return page.text[begin + found.start : begin + found.end]
    return None


_MANY = 100
"""With more voices than this an office is not looked up: such a text holds many programmes, and many holders of one."""
_PRESENTS_ALONE = frozenset({"HOST", "COMPERE", "PRESENTER", "INTERVIEWER", "ANCHOR"})
_ABBREVIATED = {"PM": "Prime Minister", "THE PM": "Prime Minister"}


def _title_in_text(index: NameIndex, words: str, labels: set[int]) -> str | None:
    """The name behind a title: "the Australian Prime Minister John Howard", but not "former Prime Minister …"."""
    title = _ABBREVIATED.get(words.upper(), words).removeprefix("THE ").removeprefix("The ")
    if title.upper().split()[-1] not in titles():
        return None
    honorifics = r"(?:(?:the )?(?:Rt\.? )?(?:Hon(?:ou?rable)?\.? )?(?:Mr|Ms|Mrs|Dr|Sir|Dame)?\.? ?)"
    pattern = rf"(?i:{re.escape(title)})[,:]?\s+(?i:{honorifics})({PROSE_NAME})"
    for match in re.finditer(pattern, index.text):
        before = index.text[max(0, match.start() - 24) : match.start()].casefold()
        if match.start() in labels or re.search(r"\b(?:former|ex|then|late|deputy|shadow|vice)[ -]*$", before):
            continue
        tokens = [token for token in match[1].split() if token.rstrip(".,").upper() not in titles()]
        while tokens and tokens[-1] in post_nominals():
            tokens = tokens[:-1]
        if tokens and tokens[0].upper() not in function_words() and match[1][0].isupper():
            return re.sub(r"(?:'s|[.,])$", "", " ".join(tokens))
    return None


_OPENERS = (
    r"[Gg]ood \w+|[Tt]hanks|[Tt]hank you|[Ww]elcome|[Hh]ello|[Hh]i|[Hh]ey|[Dd]ear|[Ww]ell|[Nn]ow|[Ss]o|[Aa]nd|[Bb]ut"
    r"|[Nn]o|[Yy]es|[Ll]ook|[Oo]h|OK|[Oo]kay|[Rr]ight"
)
"""Words before a form of address: "Good morning, Mr Abbott", "Well, David"."""
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Minister|Professor|Ambassador|Premier|Chancellor|Secretary|General)"


def _address(page: Page, spoken: tuple[Utterance, ...], numbers: list[int]) -> str | None:
    """The surname by which the others address a voice: "Good morning, Mr Abbott"."""
    own = set(numbers)
    counts: Counter[str] = Counter()
    for number in _neighbours(own, len(spoken)):
        counts.update(match[1] for match in _ADDRESS.finditer(page.folded[spoken[number].start : spoken[number].end]))
    for name, _ in counts.most_common(1):
        return name
    return None


def _neighbours(own: set[int], count: int) -> list[int]:
    """The numbers of the utterances right before and after those of a voice."""
    beside = {number + step for number in own for step in (-1, 1)} - own
    return sorted(number for number in beside if 0 <= number < count)


_ADDRESS = re.compile(
    rf"(?:^|, |(?:^|[.?!] )(?:{_OPENERS})(?: very much)?,? ){_HONORIFIC}\.? ([^\W\d_a-z][\w'-]+)"
    r"(?=[,.?!]| (?:thank|good|welcome|do|did|will|what|why|how|is|are|can|could)\b)"
)
_VOCATIVE = re.compile(
    rf"(?:(?:^|[.?!] )(?:(?:{_OPENERS}),? (?:very much,? |so much,? )?)"
    r"|, )([A-Z][a-z]+)(?=[,.?!](?! [A-Z][a-z]+ (?:and|,)))"
    r"|(?:^|[.?!] )([A-Z][a-z]+),(?= (?:I|we|you|what|how|the|it|do|did|thank|that|this|is|are|good)\b)"
)


def _vocative(page: Page, spoken: tuple[Utterance, ...], numbers: list[int], count: int) -> str | None:
    """The first name by which neighbours address a voice: "Thanks, David." The only name used, or none."""
    own, found = set(numbers), Counter[str]()
    for number in _neighbours(own, len(spoken)):
        if count > 2 and number - 1 not in own:
            continue
        for match in _VOCATIVE.finditer(page.folded[spoken[number].start : spoken[number].end]):
            name = match[1] or match[2]
            if (
                name.upper() not in function_words()
                and name.upper() not in titles()
                and name not in words("en/no_first_names")
            ):
                found[name] += 1
    best = found.most_common(2)
    if not best or (len(best) > 1 and best[0][1] <= 2 * best[1][1]) or (count > 2 and best[0][1] < 2):
        return None
    return best[0][0]
