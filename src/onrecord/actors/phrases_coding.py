"""Codes of bare actor phrases ("Peruvian navy officers", "ex-mayor of Varna") from their words and the tables alone.

No sentence stands around such a phrase, so nothing is parsed. The longest words that a table knows are found first;
the last of them before a preposition or a comma is the head, which gives the sector; what stands before it or belongs
to it gives the country. A name that no table knows has no codes: a file of the user's own actors may hold it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from onrecord.actors.codes import tenure
from onrecord.actors.known import Known, body_word, countries_in, is_seat, nouns
from onrecord.actors.listed import OwnActor, folded
from onrecord.lexicons import cell_words, table, words
from onrecord.lexicons.places import demonyms, notes, place_names
from onrecord.records import ActorKind, Code, Tenure
from onrecord.transcripts.facts import full_date
from onrecord.transcripts.names import split_title

_HAVE = frozenset(("of", "in", "from", "at", "across", "within", "inside", "throughout", "for", "with", ",", ";"))
"""Words behind which the state or body of an actor stands."""

_END = frozenset(("to", "on", "against", "over", "toward", "towards", "about", "between", "by", "near", "who", "which"))
"""Words behind which nothing belongs to the actor: "envoy to Peru"."""

_IN_NAMES = frozenset(("of", "the", "and", "&", "for", "de", "la", "del", "al"))
_OFFICES = frozenset(("GOV", "LEG", "JUD", "MIL", "COP", "SPY"))
_LONGEST, _WORDS = 9, 99  # of a name, and of a phrase: what stands behind is not read
_TOKEN = re.compile(r"[,;]|[^\s,;()\"“”]+")
_UNKNOWN = "a name that no table knows; a file of your own actors may hold it"
_NO_ACTOR = "no word of it denotes an actor in en/actor_nouns"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseCodes:
    """What the words of a phrase say: its state, its primary sector, and the others in order."""

    country: Code
    sector: Code
    sectors: tuple[str, ...] = ()


class _Name(NamedTuple):
    """A name of a body or seat as a table writes it, and what else it means, if anything."""

    form: str
    known: Known
    note: str


@cache
def _names() -> Mapping[str, tuple[_Name, ...]]:
    """All bodies and seats by every name, lower-cased, without those that yield to others: `usually …`."""
    found: dict[str, list[_Name]] = {}
    for source in ("places/bodies", "places/seats"):
        for row in table(source, "name", "aliases", "country", "sector", "ambiguous"):
            country, sector = (None if row[name] == "-" else row[name] for name in ("country", "sector"))
            known = Known(row["name"], ActorKind(row.cells.get("kind", "government")), country, sector, None, row.id)
            for form in (*cell_words(row, "name"), *cell_words(row, "aliases")):
                note = notes(row).get(form, "")
                if source == "places/bodies" or not note.startswith("usually"):
                    found.setdefault(form.lower(), []).append(_Name(form, known, note))
    usual = {form: [one for one in names if not one.note.startswith("usually")] for form, names in found.items()}
    return {form: tuple(usual[form] or names) for form, names in found.items()}


@cache
def _states() -> frozenset[str]:
    """States and territories by every name, and their capitals: alone, they stand for the government."""
    columns = ("name", "aliases", "capital")
    every = table("places/countries", "code", *columns)
    forms = ((form.lower(), row["code"]) for row in every for name in columns for form in cell_words(row, name))
    return frozenset(form for form, code in forms if place_names()[form] == code)


class _Found(NamedTuple):
    """Words that a table knows: a noun for an actor, a place or people, or a name; `also`: what else it may name."""

    start: int
    end: int
    form: str
    known: Known | None = None
    place: str | None = None
    also: str = ""


class _Part(NamedTuple):
    """The words behind one preposition or comma; the first part has the link ""."""

    link: str
    start: int
    end: int


class _Phrase:
    """A phrase in words, with what the tables know of them. `near` is the state that its context names."""

    def __init__(self, text: str, near: str | None) -> None:
        plain = unicodedata.normalize("NFC", text).translate(str.maketrans("’‘`", "'''"))
        plain = re.sub(r"\s+'(s?)(?!\w)", r"'\1", plain)
        plain = re.sub(r"\b[Ee]x-(?=[A-Z])", "ex ", re.sub(r"(?<=[a-z]) - (?=[a-z])", "-", plain))  # "car - borne"
        plain = re.sub(r"(?<=\w\w)[.!?]$", "", plain.strip())
        self.near = near
        self.tokens: list[str] = [token for token in _TOKEN.findall(plain) if token.strip("'-–—.")][:_WORDS]
        while self.tokens and self.tokens[0].lower() in words("en/articles"):
            del self.tokens[0]
        self.names = self._find(self._name)
        self.places = self._find(self._place, self.names)
        self.nouns = self._find(self._noun, self.names)
        self.parts = list(self._parts())

    def shown(self, start: int, end: int) -> str:
        """Words without the possessive of the last."""
        return _bare(" ".join(self.tokens[start:end]))

    def is_capital(self, at: int) -> bool:
        """Whether a word has a capital before its first hyphen."""
        return self.tokens[at].partition("-")[0] != self.tokens[at].partition("-")[0].lower()

    def is_name(self, start: int, end: int) -> bool:
        """Whether only capitalised words stand here that are no noun or body: the name of a person, as a rule."""
        inside = {at for one in (*self.names, *self.nouns) for at in range(one.start, one.end)}
        return start < end and all(self.is_capital(at) and at not in inside for at in range(start, end))

    def within(self, found: Sequence[_Found], start: int, end: int) -> list[_Found]:
        """What was found from one word to another, in the order of the ends."""
        return sorted((one for one in found if start <= one.start and one.end <= end), key=lambda one: one.end)

    def run(self, start: int) -> str:
        """The capitalised words from here on, "of" and the like between them included: the name of a body."""
        end = at = start
        while at < len(self.tokens) and (self.is_capital(at) or self.tokens[at].lower() in _IN_NAMES):
            at += 1
            end = at if self.is_capital(at - 1) else end
        return self.shown(start, end)

    def _find(self, look: Callable[[int, int], _Found | None], taken: Sequence[_Found] = ()) -> list[_Found]:
        """The longest words that a look-up knows; none overlap."""
        used = {at for one in taken for at in range(one.start, one.end)}
        found = []
        for size in range(min(_LONGEST, len(self.tokens)), 0, -1):
            for start in range(len(self.tokens) - size + 1):
                one = None if used.intersection(range(start, start + size)) else look(start, start + size)
                if one is not None:
                    found.append(one)
                    used.update(range(start, start + size))
        return sorted(found, key=lambda one: one.start)

    def _name(self, start: int, end: int) -> _Found | None:
        written = self.shown(start, end)
        form, is_part = written.lower(), end - start < len(self.tokens)
        if is_part and (form in nouns() or (is_seat(form) and form in place_names())):
            return None
        names = [one for one in _names().get(form, ()) if _is_written(one.form, written)]
        fitting = [one for one in names if one.known.country == self.near is not None]
        if not names or fitting:
            return _Found(start, end, written, fitting[0].known) if names else None
        several = sorted({str(one.known.country) for one in names})
        also = f"several: {', '.join(several)}" if len(several) > 1 else names[0].note
        return _Found(start, end, written, names[0].known, also=also)

    def _place(self, start: int, end: int) -> _Found | None:
        form = self.shown(start, end).lower().removesuffix("-based")
        code = demonyms().get(form) or place_names().get(form)
        return _Found(start, end, self.shown(start, end), place=code) if code and self.is_capital(start) else None

    def _noun(self, start: int, end: int) -> _Found | None:
        form = " ".join(self.tokens[start:end]).lower()
        known = nouns().get(form) or nouns().get(_bare(form))
        return _Found(start, end, form, known) if known else None

    def _parts(self) -> Iterator[_Part]:
        inside = {at for one in (*self.names, *self.places, *self.nouns) for at in range(one.start, one.end)}
        link, start = "", 0
        for at, token in enumerate(self.tokens):
            if at not in inside and token.lower() in _HAVE | _END:
                yield _Part(link, start, at)
                link, start = token.lower(), at + 1
        yield _Part(link, start, len(self.tokens))


class _Head(NamedTuple):
    """What a phrase calls the actor, in a part of it. Behind a title stands the name of a person."""

    part: _Part
    start: int
    end: int
    known: Known
    is_title: bool = False


def _head_of(phrase: _Phrase, part: _Part) -> _Head | None:
    inside = phrase.within((*phrase.names, *phrase.nouns), part.start, part.end)
    last = inside[-1] if inside else None
    at_end = last is not None and last.end == part.end
    for title in inside:  # "*Gen.* Mara Pell", and where the surname is a noun, "*Gen.* Mara Baker"
        stop = last.start if last is not None and at_end and title is not last else part.end
        if title.known and title.known.kind is ActorKind.PERSON and phrase.is_name(title.end, stop):
            return _Head(part, title.start, title.end, title.known, is_title=True)
    if last is not None and last.known and at_end and (last in phrase.names or last.known.kind is ActorKind.PERSON):
        return _Head(part, last.start, last.end, last.known)
    start = part.end  # a name that no table holds, by the kind of body that its words tell
    while start > part.start and (phrase.is_capital(start - 1) or phrase.tokens[start - 1] in _IN_NAMES):
        start -= 1
    body = body_word(phrase.run(start)) if start < part.end else None
    if body is not None:
        return _Head(part, start, part.end, body)
    return _Head(part, last.start, last.end, last.known) if last is not None and last.known else None


class PhraseCoder:
    """Codes phrases. `own` are actors of the user's, which come before what the tables know.

    >>> codes = PhraseCoder()("Peru's former foreign minister")
    >>> codes.country.value, codes.sector.value, codes.sectors
    ('PER', 'ELI', ('GOV',))
    """

    def __init__(self, own: Sequence[OwnActor] = ()) -> None:
        self.own: dict[tuple[str, ...], list[OwnActor]] = {}
        for name, actor in [(name, one) for one in own for name in one.names]:
            self.own.setdefault(folded(name.split()), []).append(actor)

    def __call__(self, text: str, context: str = "", date: str = "") -> PhraseCodes:
        """The codes of a phrase; of `context`, words that name one state count, of `date` a full date."""
        phrase = _Phrase(text, countries_in(context))
        if not phrase.tokens:
            return _nothing("there are no words")
        is_known = phrase.names + phrase.places
        if len(phrase.tokens) == 1 and not is_known and phrase.tokens[0].lower() in words("en/pronouns", "word"):
            return _nothing("a pronoun: no words say who")
        own, found = self._named(phrase), _Coding(phrase).codes()
        return _by_time(own, full_date(date), found, folded(phrase.tokens) in self.own) if own else found

    def _named(self, phrase: _Phrase) -> list[OwnActor]:
        """The user's actors whose name stands alone or behind a title."""
        first = phrase.tokens[: phrase.parts[0].end]
        for start in sorted({split_title(first), *(one.end for one in phrase.nouns)}):
            if folded(first[start:]) in self.own:
                return self.own[folded(first[start:])]
        return []


class _Coding:
    """The coding of one phrase by its words."""

    def __init__(self, phrase: _Phrase) -> None:
        self.phrase = phrase
        heads = (_head_of(phrase, part) for part in phrase.parts if part.link in ("", ",", ";"))
        self.head = next((head for head in heads if head is not None), None)
        known = {at for one in phrase.places for at in range(one.start, one.end)}
        capital = any(phrase.is_capital(at) and at not in known for at in range(len(phrase.tokens)))
        self.without = _UNKNOWN if capital else _NO_ACTOR

    def codes(self) -> PhraseCodes:
        sector, *others = self._sectors(self.head) if self.head is not None else [self._alone()]
        return PhraseCodes(country=self._country(), sector=sector, sectors=tuple(str(one.value) for one in others))

    def _alone(self) -> Code:
        """The sector of words without a head: a state acts by its government."""
        form = self.phrase.shown(0, len(self.phrase.tokens))
        if form.lower() in _states():
            return Code(value="GOV", reason=f"a state or its capital: {form}")
        is_place = self._is_place(self.phrase.parts[0])
        return Code(value=None, reason="a people or place, and no seat of a government" if is_place else self.without)

    def _sectors(self, head: _Head) -> list[Code]:
        """The primary sector, and the others."""
        known, phrase = head.known, self.phrase
        own = Code(value=known.sector, reason=f"{known.row}: {known.name}")
        found = [own] if known.sector is not None else []
        is_named = any((one.start, one.end) == (head.start, head.end) for one in phrase.names)
        body = None if is_named else next(self._bodies(head), None)
        if body is not None and (known.needs == "body" or not found):
            others = [one for one in found if one.value not in ("GOV", body.value)]  # no "president of a league" is GOV
            found = [Code(value=body.value, reason=f"{own.reason}, of {body.reason}"), *others]
        before = " ".join(phrase.tokens[head.part.start : head.end])
        is_office = found and found[0].value in _OFFICES and known.kind is ActorKind.PERSON
        if is_office and tenure(before) is Tenure.FORMER:
            return [Code(value="ELI", reason=f"held office before: {before}"), *found]
        return found or [Code(value=None, reason=f"{own.reason}, which says no sector")]

    def _bodies(self, head: _Head) -> Iterator[Code]:
        """Sectors of what the head belongs to, the nearest first: "*police* chief", "spokesman for the *army*"."""
        # supporters of a president are not the president's office, a spokesman is
        persons = head.known.sector is not None or not head.known.name.endswith(("s", "men", "people"))
        for part in (_Part("", head.part.start, head.start), *self._belonging(head)):
            for one in reversed(self.phrase.within((*self.phrase.names, *self.phrase.nouns), part.start, part.end)):
                known = one.known
                if known and known.sector and (persons or not part.link or known.kind is not ActorKind.PERSON):
                    yield Code(value=known.sector, reason=f"{known.row}: {known.name}")
            capital = next((at for at in range(part.start, part.end) if part.link and self.phrase.is_capital(at)), None)
            body = body_word(self.phrase.run(capital)) if capital is not None else None
            if body is not None and body.sector is not None:
                yield Code(value=body.sector, reason=f"{body.row}: {body.name}")

    def _belonging(self, head: _Head | None) -> Iterator[_Part]:
        """The parts behind the head, up to a word behind which nothing belongs to it."""
        first = head.part if head is not None else self.phrase.parts[0]
        behind = (part for part in self.phrase.parts if part.start > first.start)
        return takewhile(lambda part: part.link in _HAVE, behind)

    def _is_place(self, part: _Part) -> bool:
        return any((one.start, one.end) == (part.start, part.end) for one in self.phrase.places)

    def _country(self) -> Code:
        head, phrase = self.head, self.phrase
        first = head.part if head is not None else phrase.parts[0]
        end = head.end if head is not None and head.is_title else first.end
        if head is not None or self._is_place(first) or not phrase.is_name(first.start, end):
            code = self._country_in(first.start, end)
            if code is not None:
                return code
        for part in self._belonging(head):
            # An "envoy for Peru" need not be Peru's, a "spokesman for Peru's army" is.
            code = None if part.link == "for" and self._is_place(part) else self._country_in(part.start, part.end)
            if code is not None:
                return code
        if phrase.near is not None and (head is not None or self.without is _UNKNOWN):
            return Code(value=phrase.near, reason="a guess: the one state that the context names")
        return Code(value=None, reason=self.without if head is None else "no words name a state")

    def _country_in(self, start: int, end: int) -> Code | None:
        """The state that words name: a possessor first, then the first place or people, then a body's."""
        phrase = self.phrase
        places = phrase.within(phrase.places, start, end)
        joined = any(token.lower() == "and" for token in phrase.tokens[start:end])
        if joined and len({one.place for one in places}) > 1:
            return Code(value=None, reason=f"several states: {', '.join(one.form for one in places)}")
        for one in sorted(places, key=lambda one: not phrase.tokens[one.end - 1].endswith("'s")):
            return Code(value=one.place, reason=f"the words name the state, place or people: {one.form}")
        named = [(one, one.known) for one in phrase.within(phrase.names, start, end) if one.known and one.known.country]
        for one, known in named:
            if one.also and phrase.near is not None:
                return Code(value=phrase.near, reason=f"{one.form} of the state that the context names")
            if one.also.startswith("several"):
                return Code(value=None, reason=f"a name of {one.also}")
            return Code(value=known.country, reason=f"{known.row}: {known.name}")
        return None


def _is_written(form: str, words_: str) -> bool:
    """Whether words in this case can be the name: short acronyms stand in capitals ("WHO", not "Who")."""
    return words_.isupper() if form.isupper() and len(form) < 4 else words_ != words_.lower()


def _bare(text: str) -> str:
    return text.removesuffix("'s").removesuffix("'")


def _nothing(reason: str) -> PhraseCodes:
    return PhraseCodes(country=Code(value=None, reason=reason), sector=Code(value=None, reason=reason))


def _by_time(own: list[OwnActor], date: tuple[str, int, int] | None, found: PhraseCodes, whole: bool) -> PhraseCodes:
    """The codes of the user's actor on a day; words around its name say more than the file."""
    day = date[0] if date else None
    then = [one for one in own if day is None or one.turn(day) == 0]
    is_over = any(one.turn(day) < 0 and one.sector in _OFFICES for one in own) if day is not None else False
    reason = "; ".join(f"{one.row}: {one.names[0]}" for one in then or own)
    countries = {one.country for one in then or own} - {None}
    is_said = len(countries) != 1 or (not whole and found.country.value is not None)
    country = found.country if is_said else Code(value=countries.pop(), reason=reason)
    sectors = tuple(dict.fromkeys(one.sector for one in then if one.sector))
    if (then and not sectors) or (not whole and found.sector.value is not None):
        return PhraseCodes(country=country, sector=found.sector, sectors=found.sectors)
    if not then:
        when = "held office before" if is_over else "at another time"
        return PhraseCodes(country=country, sector=Code(value="ELI" if is_over else None, reason=f"{reason}, {when}"))
    if day is None and len(sectors) > 1:
        return PhraseCodes(country=country, sector=Code(value=None, reason=f"{reason}: a date would decide"))
    return PhraseCodes(country=country, sector=Code(value=sectors[0], reason=reason), sectors=sectors[1:])
