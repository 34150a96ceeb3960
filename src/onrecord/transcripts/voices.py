"""Voices: which utterances are one person's, by what their labels print.

Full forms first, then each short, initialled or misspelt form joins its full form. Two persons of one surname stay two.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from onrecord.settings import Settings
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.names import fold, initials, is_particle, is_slip, normal_case
from onrecord.transcripts.turns import Utterance


def groups(spoken: tuple[Utterance, ...], index: NameIndex, settings: Settings) -> list[list[int]]:
    """The numbers of the utterances of each voice."""
    return _Groups(spoken, index, settings).groups


_NEAR = 50
"""So many near names are compared with one: a text of thousands of them is read in linear time all the same."""


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
        self._by_first: dict[str, list[str]] = {}
        for key in self._full:
            words = self._words[key]
            self._by_first.setdefault(fold(words[0]), []).append(key)
            self._by_ends.setdefault((fold(words[0]), fold(words[-1])), key)
        self.groups = self._with_opening(self._merge(), spoken)

    @cached_property
    def _by_initials(self) -> dict[str, list[str]]:
        return _grouped(self._full, lambda key: (initials(normal_case(" ".join(self._words[key]))),))

    @cached_property
    def _by_head(self) -> dict[str, list[str]]:
        return _grouped(self._full, lambda key: (key[:4], "*" + key[-4:]))

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
        slips = [other for other in self._near(key) if other != key and is_slip(key, other, self._settings)]
        if slips and self._by_key[slips[0]][0] < self._by_key[key][0]:
            return slips[0]
        longer = [other for other in self._by_surname.get(key, ()) if other != key]
        return longer[0] if len(longer) == 1 else key

    def _near(self, key: str) -> list[str]:
        """Full forms that share the first or the last four letters: where slips of the pen can be."""
        near = [*self._by_head.get(key[:4], ()), *self._by_head.get("*" + key[-4:], ())]
        return near[:_NEAR]

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
        for other in self._by_initial.get(folded[:1], ())[:_NEAR]:
            frequent = len(self._by_key[other]) > 1 or other in self._full
            if other != key and frequent and is_slip(folded, fold(self._words[other][-1]), self._settings):
                return other if other in self._full else self._home(other)
        return key


def _grouped(keys: list[str], ends: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        for end in ends(key):
            found.setdefault(end, []).append(key)
    return found


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
