"""Speakers: one voice per person, under the fullest name that the document gives.

`FABIUS` is Laurent Fabius because `LAURENT FABIUS` is printed elsewhere or the running text names him; `PRIME MINISTER`
is whoever the others address; `Q` stays without a name. Two persons of one surname stay two.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records import Evidence, MadeBy, Maker, Speaker, by_rule, record_id
from onrecord.settings import Settings
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.labels import Label
from onrecord.transcripts.names import PROSE_NAME, NameIndex, fold, function_words, initials, is_organisation, is_particle, is_slip, normal_case, post_nominals, titles
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice before it is a record: its name, why, and the utterances (by number) that are its own."""

    name: str | None
    reason: str
    rule: str
    score: float
    utterances: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name for a group of utterances, and how it was found."""

    name: str | None
    reason: str
    rule: str
    score: float


def voices(page: Page, spoken: tuple[Utterance, ...], index: NameIndex, settings: Settings) -> tuple[Voice, ...]:
    """The voices of a transcript, in the order of their first words."""
    groups = _Groups(spoken, index, settings).groups
    named = [_name(page, spoken, numbers, groups, index) for numbers in groups]
    merged: dict[str, tuple[_Named, list[int]]] = {}
    for position, (name, numbers) in enumerate(zip(named, groups, strict=True)):
        key = fold(name.name) if name.name else f"unnamed:{position}"
        if key in merged:
            merged[key][1].extend(numbers)
        else:
            merged[key] = (name, list(numbers))
    found = [
        Voice(name.name, name.reason, name.rule, name.score, tuple(sorted(numbers))) for name, numbers in merged.values()
    ]
    return tuple(sorted(found, key=lambda voice: voice.utterances[0]))


class _Groups:
    """Utterances grouped by what their labels print: full forms first, then short forms with their full form."""

    def __init__(self, spoken: tuple[Utterance, ...], index: NameIndex, settings: Settings) -> None:
        self._settings = settings
        self._index = index
        self._by_key: dict[str, list[int]] = {}
        self._words: dict[str, list[str]] = {}
        for number, utterance in enumerate(spoken):
            key, words = self._key(number, utterance)
            self._by_key.setdefault(key, []).append(number)
            self._words.setdefault(key, words)
        self._full = [key for key, words in self._words.items() if is_full(words)]
        self._by_surname: dict[str, list[str]] = {}
        for key in self._full:
            for ending in _endings(tuple(self._words[key])):
                self._by_surname.setdefault(ending, []).append(key)
        self._by_initial: dict[str, list[str]] = {}
        for key, words in self._words.items():
            if words:
                self._by_initial.setdefault(fold(words[-1])[:1], []).append(key)
        self._by_ends: dict[tuple[str, str], str] = {}
        self._by_head: dict[str, list[str]] = {}
        self._by_first: dict[str, list[str]] = {}
        self._by_initials: dict[str, list[str]] = {}
        for key in self._full:
            words = self._words[key]
            self._by_first.setdefault(fold(words[0]), []).append(key)
            self._by_initials.setdefault(initials(normal_case(" ".join(words))), []).append(key)
            self._by_ends.setdefault((fold(words[0]), fold(words[-1])), key)
            for end in (key[:4], "*" + key[-4:]):
                self._by_head.setdefault(end, []).append(key)
        self.groups = self._with_opening(self._merge(), spoken)

    def _key(self, number: int, utterance: Utterance) -> tuple[str, list[str]]:
        if utterance.label is None:
            words = (utterance.named or "").split()
            return (fold(utterance.named), words) if utterance.named else (f"unlabelled:{number}", [])
        return utterance.label.key, utterance.label.words

    def _merge(self) -> list[list[int]]:
        """Each short or misspelt form joins its full form; the rest stand for themselves."""
        home = {key: self._home(key) for key in self._by_key}
        merged: dict[str, list[int]] = {}
        for key, numbers in self._by_key.items():
            merged.setdefault(home[key], []).extend(numbers)
        return [sorted(numbers) for numbers in merged.values()]

    def _with_opening(self, groups: list[list[int]], spoken: tuple[Utterance, ...]) -> list[list[int]]:
        """An unnamed opening joins the first voice whose first label is a bare surname: it must have spoken before."""
        opening = next((group for group in groups if spoken[group[0]].rule == "before a hand-over"), None)
        if opening is None:
            return groups
        for group in groups:
            label = spoken[group[0]].label
            if group is not opening and label and label.name and len(label.words) == 1 and label.capitals:
                return [sorted([*opening, *group]), *(other for other in groups if other not in (opening, group))]
        return groups

    def _home(self, key: str) -> str:
        words = self._words[key]
        if not words:
            return key
        if key in self._full:
            return self._same_person(key)
        if len(words) == 2 and len(words[0].strip(".")) == 1:
            same = [full for full in self._by_surname.get(fold(words[1]), ()) if full[:1] == fold(words[0])]
            return same[0] if len(same) == 1 else key
        matches = list(dict.fromkeys(self._by_surname.get(key, ())))
        if matches:
            return self._nearest(key, matches)
        for shorter in (self._by_first.get(key, ()), self._by_initials.get(words[0], ())):
            if len(shorter) == 1:
                return shorter[0]
        return self._misspelt(key)

    def _same_person(self, key: str) -> str:
        """`DAVID M. PURCELL` and `DAVID PURCELL`, a slip of the pen in a full name, or the end of a longer name."""
        words = self._words[key]
        first = self._by_ends[fold(words[0]), fold(words[-1])]
        if first != key:
            return first
        slips = [other for other in self._near(key) if other != key and is_slip(key, other)]
        if slips and self._by_key[slips[0]][0] < self._by_key[key][0]:
            return slips[0]
        longer = [other for other in self._by_surname.get(key, ()) if other != key]
        return longer[0] if len(longer) == 1 else key

    def _near(self, key: str) -> list[str]:
        """Full forms that share the first or the last four letters: where slips of the pen can be."""
        return [*self._by_head.get(key[:4], ()), *self._by_head.get("*" + key[-4:], ())]

    def _nearest(self, key: str, matches: list[str]) -> str:
        """Of several full forms with one surname, the one that spoke last before the short form does."""
        if len(matches) == 1:
            return matches[0]
        first = self._by_key[key][0]
        before = [full for full in matches if self._by_key[full][0] < first]
        return max(before, key=lambda full: max(n for n in self._by_key[full] if n < first)) if before else matches[0]

    def _misspelt(self, key: str) -> str:
        """A rare surname that is nearly a frequent one, and that the running text does not know."""
        surname = self._words[key][-1]
        if len(self._by_key[key]) > 1 or self._index.with_surname(surname):
            return key
        folded = fold(surname)
        for other in self._by_initial.get(folded[:1], ()):
            frequent = len(self._by_key[other]) > 1 or other in self._full
            if other != key and frequent and is_slip(folded, fold(self._words[other][-1])):
                return other if other in self._full else self._home(other)
        return key


def is_full(words: list[str]) -> bool:
    """Whether a name is more than a surname: `JANE ROE`, but not `VAN DER BILT` or `H. ROE`."""
    if len(words) < 2 or is_particle(words[0]) or words[0].upper() in _SAINTS:
        return False
    return len(words[0].strip(".")) > 1 or len(words) > 2


_SAINTS = frozenset({"ST", "ST.", "STE.", "SAN", "SANTA"})


@lru_cache(maxsize=4096)
def _endings(words: tuple[str, ...]) -> tuple[str, ...]:
    """The short forms of a full name: its last word, its last words, its last word without an article."""
    plain = [word for word in words if not re.fullmatch(r"(?:JR|SR|II|III|IV)\.?", word, re.IGNORECASE)] or list(words)
    last = re.sub(r"^(?:al|el|ad|as|ash)-", "", plain[-1], flags=re.IGNORECASE)
    forms = [fold(" ".join(plain[start:])) for start in range(1, len(plain))]
    return tuple(dict.fromkeys([*forms, fold(plain[-1]), fold(last)]))


def _name(
    page: Page, spoken: tuple[Utterance, ...], numbers: list[int], groups: list[list[int]], index: NameIndex
) -> _Named:
    """The fullest name of a group: as printed in full, as the running text gives it, as others address it."""
    labels = [spoken[number].label for number in numbers]
    printed = [label for label in labels if label and label.name]
    if not printed:
        first = spoken[numbers[0]]
        if first.label is None and first.named:
            return _Named(first.named, "introduces himself or herself", "self-introduction", 0.95)
        if first.label and first.label.key in ("role:Q", "role:A") and is_questionnaire(spoken):
            return _of_questionnaire(page, spoken, index, asks=first.label.key == "role:Q")
        if first.label is None or first.label.many:
            return _Named(None, "the label names nobody" if first.label else "no label, no introduction", "none", 1.0)
        return _of_role(page, spoken, numbers, index)
    fullest = max(printed, key=lambda label: (len(label.words), label.capitals))
    name = " ".join(fullest.words)
    if is_full(fullest.words):
        return _Named(_as_written(page, index, name) or normal_case(name), "printed in full in a label", "full label", 1.0)
    return _of_short(page, spoken, numbers, groups, index, fullest)


def _as_written(page: Page, index: NameIndex, name: str) -> str | None:
    """A name as the running text writes it, typographic signs included."""
    spelt = index.spelt(name)
    if spelt is None:
        return None
    naming = index.first(spelt)
    written = page.text[naming.start : naming.end]
    return spelt if written.isupper() or len(written) != len(spelt) else written


def is_questionnaire(spoken: tuple[Utterance, ...]) -> bool:
    """A published interview: `Q:` and `A:` take turns."""
    keys = Counter(utterance.label.key for utterance in spoken if utterance.label)
    return keys["role:Q"] > 1 and keys["role:A"] > 1


def _of_questionnaire(page: Page, spoken: tuple[Utterance, ...], index: NameIndex, *, asks: bool) -> _Named:
    """Who asks and who answers in a published interview, from the words above it: "She spoke to Omar Pell"."""
    above = page.folded[: spoken[0].label_start]
    found = Formulas.load().find("interviewer", above)
    asker = above[found.start : found.end] if found else None
    if asks:
        return _Named(asker, "the words above name the interviewer" if asker else "the text gives no name", "interviewer", 0.7)
    names = [
        name
        for name in index.in_order(spoken[0].label_start)
        if not (asker and fold(name) == fold(asker)) and not is_organisation(name)
    ]
    counts = Counter(name for name in names if fold(name.split()[-1]) in fold(above))
    best = counts.most_common(1)
    return _Named(best[0][0] if best else None, "the words above name the person" if best else "the text gives no name", "interviewee", 0.6)


def _of_short(
    page: Page,
    spoken: tuple[Utterance, ...],
    numbers: list[int],
    groups: list[list[int]],
    index: NameIndex,
    label: Label,
) -> _Named:
    """The full name behind a surname, initials or a first name."""
    name = label.words[-1]
    if len(label.words) == 2:
        same = [full for full in index.with_surname(name) if fold(full)[:1] == fold(label.words[0])[:1]]
        if same and len(label.words[0].strip(".")) == 1:
            return _Named(_as_written(page, index, same[0]), "the text names the person in full", "initial and surname", 0.9)
    in_prose = index.with_surname(name)
    if in_prose:
        sure = len({full.split()[0] for full in in_prose}) == 1
        return _Named(_as_written(page, index, in_prose[0]), "the text names the person in full", "surname in the text", 0.95 if sure else 0.6)
    if label.capitals and 2 <= len(letters := name.replace(".", "")) <= 4:
        known = index.with_initials(letters)
        if known:
            return _Named(_as_written(page, index, known[0]), "the text gives a name with these initials", "initials", 0.8)
    introduced = _self_name(page, spoken, numbers)
    if introduced and fold(name) in fold(introduced):
        return _Named(introduced, "introduces himself or herself", "self-introduction", 0.95)
    first = _vocative(page, spoken, numbers, len(groups)) if len(name) > 3 or not label.capitals else None
    if first and fold(first) != fold(name):
        return _Named(f"{first} {normal_case(name)}", "another voice uses the first name", "first name in an address", 0.7)
    following = index.starting_with(name)
    if following:
        return _Named(following, "the text gives the surname", "first name in the text", 0.7)
    spelt = normal_case(" ".join(label.words))
    return _Named(spelt, "the text gives no fuller name", "label alone", 0.9)


def _of_role(page: Page, spoken: tuple[Utterance, ...], numbers: list[int], index: NameIndex) -> _Named:
    """Who stands behind `HOST` or `PRIME MINISTER`: by self-introduction, by address, by title in the text."""
    label = spoken[numbers[0]].label
    introduced = _self_name(page, spoken, numbers)
    if introduced:
        return _Named(introduced, "introduces himself or herself", "self-introduction", 0.95)
    words = re.sub(r"\s*\(.*", "", label.text) if label else ""
    titled = _title_in_text(index, words, {spoken[number].label_start for number in numbers})
    if titled:
        full = index.with_surname(titled) if " " not in titled else []
        name = full[0] if full else titled
        return _Named(name, f"the text gives a name after {words.title()}", "title in the text", 0.8)
    addressed = _address(page, spoken, numbers, words)
    if addressed:
        full = index.with_surname(addressed)
        return _Named(full[0] if full else addressed, "another voice addresses the person", "address", 0.8)
    first = _vocative(page, spoken, numbers, 2)
    if first and words.upper() in _PRESENTS_ALONE:
        full_name = index.starting_with(first)
        return _Named(full_name or first, "another voice uses the first name", "first name in an address", 0.6)
    return _Named(None, "the text gives no name", "none", 1.0)


def _self_name(page: Page, spoken: tuple[Utterance, ...], numbers: list[int]) -> str | None:
    formulas = Formulas.load()
    for number in numbers[:3]:
        found = formulas.self_name(page.folded[spoken[number].start : spoken[number].end][:600])
        if found:
            begin = spoken[number].start
            return page.text[begin + found.start : begin + found.end]
    return None


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


_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Minister|Professor|Ambassador|Premier|Chancellor|Secretary|General)"


def _address(page: Page, spoken: tuple[Utterance, ...], numbers: list[int], words: str) -> str | None:
    """The surname by which the others address a voice: "Good morning, Mr Abbott"."""
    own = set(numbers)
    counts: Counter[str] = Counter()
    pattern = re.compile(
        rf"(?:(?:^|[Gg]ood \w+|[Tt]hank(?:s| you)(?: very much)?|[Ww]elcome|[Hh]ello|[Bb]ut|[Ww]ell|[Nn]ow|[Ss]o|[Aa]nd),? "
        rf"|^|, ){_HONORIFIC}\.? ([^\W\d_a-z][\w'-]+)(?=[,.?!]| (?:thank|good|welcome|do|did|will|what|why|how|is|are|can|could)\b)"
    )
    for number in _neighbours(own, len(spoken)):
        counts.update(match[1] for match in pattern.finditer(page.folded[spoken[number].start : spoken[number].end]))
    for name, _ in counts.most_common(1):
        return name
    return None


def _neighbours(own: set[int], count: int) -> list[int]:
    """The numbers of the utterances right before and after those of a voice."""
    beside = {number + step for number in own for step in (-1, 1)} - own
    return sorted(number for number in beside if 0 <= number < count)


_VOCATIVE = re.compile(
    r"(?:(?:^|[.?!] )(?:(?:[Tt]hanks|[Tt]hank you|[Ww]ell|[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood \w+|[Nn]o|[Yy]es|[Ll]ook|[Oo]h|[Aa]nd|[Ss]o|[Nn]ow|[Ww]elcome|[Dd]ear|OK|[Oo]kay|[Rr]ight),? (?:very much,? |so much,? )?)"
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
            if name.upper() not in function_words() and name.upper() not in titles() and name not in _NO_NAMES:
                found[name] += 1
    best = found.most_common(2)
    if not best or (len(best) > 1 and best[0][1] <= 2 * best[1][1]) or (count > 2 and best[0][1] < 2):
        return None
    return best[0][0]


_NO_NAMES = frozenset(
    "Yes No Well Now So And But Right Okay Look Sure Exactly Indeed Correct Absolutely Sir Madam Ma'am Thanks Hello Hi "
    "Actually Today Tomorrow Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday America Britain "
    "Australia However Again First Second Finally Oh Ah Good Morning Evening God Wow Please Sorry Great Perhaps Maybe "
    "Everyone Everybody Folks Thank Still Then Also Frankly Clearly Obviously Because Here There".split()
)


def records(
    page: Page, spoken: tuple[Utterance, ...], found: tuple[Voice, ...], index: NameIndex
) -> tuple[Speaker, ...]:
    """The voices as records, with the spans that give title and affiliation."""
    return tuple(_record(page, spoken, voice, index) for voice in found)


def _record(page: Page, spoken: tuple[Utterance, ...], voice: Voice, index: NameIndex) -> Speaker:
    first = spoken[voice.utterances[0]]
    labelled = [spoken[number] for number in voice.utterances if spoken[number].label]
    printed = dict.fromkeys(page.text[u.label_start : u.label_end] for u in labelled)
    where = (first.label_start, first.label_end) if first.label else (first.named_at or (first.start, first.end))
    made_by = by_rule(voice.rule) if voice.name else MadeBy(kind=Maker.RULE, name="unnamed voice")
    title = _part(page, labelled, "title")
    if title is None and voice.name and index.spelt(voice.name):
        naming = index.first(index.spelt(voice.name) or "")
        span = page.trimmed(naming.title_start, naming.start) if naming.title_start < naming.start else None
        title = page.evidence(*span) if span and span[0] < span[1] else None
    return Speaker(
        id=record_id(page.document_id, "speaker", *where, voice.name or ""),
        name=voice.name,
        reason=voice.reason,
        labels=tuple(printed),
        title=title,
        affiliation=_part(page, labelled, "affiliation"),
        evidence=(page.evidence(*where),),
        made_by=made_by,
        score=voice.score,
    )


def _part(page: Page, labelled: list[Utterance], part: str) -> Evidence | None:
    for utterance in labelled:
        span: tuple[int, int] | None = getattr(utterance.label, part)
        if span and span[0] < span[1]:
            return page.evidence(utterance.label_start + span[0], utterance.label_start + span[1])
    return None
