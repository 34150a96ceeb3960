"""Codes of an actor from the words of its mentions: kind, country, sector, roles, whom it speaks for.

What the text says comes first (titles, appositions, demonyms, the body that a noun names), then the tables; what only
follows from the rest of the document is a guess and says so in its reason. The score of a guess is the share that was
right on the training half of the corpus and the development set (1,470 states, 151 sectors, 8 offices at home; the
outlet's state alone never decided there, and 0.5 stands for not knowing).
"""

import re
from collections import Counter

from onrecord.actors.known import Known, body_word, countries_in, is_party, noun_at
from onrecord.actors.listed import Listed
from onrecord.actors.phrases import Phrase
from onrecord.actors.referents import Referent
from onrecord.language.parsed import Parsed
from onrecord.lexicons.places import country_names
from onrecord.records import ActorKind, ActorRole, Code, Evidence, Tenure

_FORMER = re.compile(r"\b(?:former|ex|ousted|deposed|then|late|retired|one-time|onetime)\b[- ]?", re.IGNORECASE)
_ACTING = re.compile(r"\b(?:acting|interim|caretaker)\b", re.IGNORECASE)
_ELECT = re.compile(r"[- ]elect\b|\b(?:incoming|designate)\b", re.IGNORECASE)
_OFFICE = ("GOV", "LEG", "JUD", "MIL")


class Coding:
    """Codes the referents of one document; `listed` are the user's own actors."""

    def __init__(self, parsed: Parsed, text: str, date: str | None, home: str | None, listed: Listed) -> None:
        self.parsed = parsed
        self.text = text
        self.date = date
        self.home = home
        self.listed = listed
        self.namings = self._namings()
        self.counts = Counter(code for places in self.namings.values() for _, code in places)

    def kind(self, referent: Referent) -> ActorKind:
        """What it is: by its name, else by the nouns for it."""
        if referent.country is not None:
            return ActorKind.GOVERNMENT
        if referent.is_person and not any(phrase.core.tag_ == "NNPS" for phrase in referent.phrases):
            return ActorKind.PERSON
        kinds = Counter(self._kind_of(phrase) for phrase in referent.phrases)
        return kinds.most_common(1)[0][0] if kinds else ActorKind.PERSON

    def _kind_of(self, phrase: Phrase) -> ActorKind:
        if phrase.entity == "NORP":
            return ActorKind.GROUP
        known = phrase.known
        if known is None:
            return ActorKind.ORGANIZATION
        if known.kind is ActorKind.PERSON:
            plural = phrase.core.tag_ in ("NNS", "NNPS") or phrase.core is not phrase.head
            return ActorKind.GROUP if plural else ActorKind.PERSON
        return known.kind

    def roles(self, referent: Referent) -> tuple[ActorRole, ...]:
        """Titles and roles that the text gives it, each once."""
        found: dict[str, ActorRole] = {}
        for phrase in referent.phrases:
            title = self._title(phrase)
            if title is None:
                continue
            evidence, words = title
            known = noun_at(words.lower().split())
            found.setdefault(
                words.lower(),
                ActorRole(
                    title=words,
                    country=countries_in(phrase.span.text),
                    sector=known.sector if known is not None else None,
                    tenure=tenure(words),
                    date=self.date,
                    evidence=evidence,
                ),
            )
        return tuple(found.values())

    def _title(self, phrase: Phrase) -> tuple[Evidence, str] | None:
        """The words before a name ("Foreign Minister"), or a description of a person."""
        known = phrase.known
        if phrase.name is not None and phrase.entity == "PERSON":
            before = phrase.span.doc[phrase.span.start : phrase.name.start]
            words = before.text.strip(" ,")
            if not words or noun_at(words.lower().split()) is None:
                return None
        elif phrase.name is None and known is not None and known.kind is ActorKind.PERSON:
            before = phrase.span
        else:
            return None
        start, end = self.parsed.characters(before)
        while end > start and self.text[end - 1] in " ,":
            end -= 1
        return Evidence.of(self.text, start, end), self.text[start:end]

    # Sector

    def sector(self, referent: Referent, kind: ActorKind) -> tuple[Code, tuple[str, ...]]:
        """The primary sector and the others, each by the first words that say it."""
        found: dict[str, Code] = {}
        if referent.country is not None:
            return Code(value="GOV", reason="a state acts by its government"), ()
        for phrase in sorted(referent.phrases, key=lambda one: one.name is None):
            for value, reason in self._sectors(phrase):
                found.setdefault(value, Code(value=value, reason=reason, evidence=self._evidence(phrase)))
        if not found and kind is ActorKind.GROUP:
            return Code(value="CVL", reason="a guess: people without office or trade", score=0.32), ()
        if not found:
            return Code(value=None, reason="no word of the text or the tables says its sector"), ()
        if len(found) > 1 and next(iter(found)) == "CVL":
            found["CVL"] = found.pop("CVL")  # kin and neighbours: any office or trade says more
        former = [role for role in self.roles(referent) if role.tenure is Tenure.FORMER]
        current = [role for role in self.roles(referent) if role.tenure is not Tenure.FORMER and role.sector]
        first = next(iter(found))
        if former and not current and first in _OFFICE:
            code = Code(value="ELI", reason=f"held office before: {former[0].title}", evidence=former[0].evidence)
            return code, tuple(found)
        return found[first], tuple(found)[1:]

    def _sectors(self, phrase: Phrase) -> list[tuple[str, str]]:
        """Sectors that the words of a phrase give, the surest first."""
        found: list[tuple[str, str]] = []
        known = phrase.known
        words = [word.lower_ for word in phrase.span]
        title = noun_at([word.lower_ for word in phrase.span if phrase.name is None or word.i < phrase.name.start])
        if phrase.name is not None and phrase.entity == "PERSON":
            known = (
                title
                if title is not None
                else (known if known is not None and phrase.core.i < phrase.name.start else None)
            )
        if known is not None:
            body = self._body_in(phrase, known)
            if known.needs == "body" and body is not None and body.sector is not None:
                found.append((body.sector, f"belongs to a body: {body.name}"))
            if known.sector is not None:
                found.append((known.sector, f"{known.row}: {known.name}"))
            if not found and body is not None and body.sector is not None:
                found.append((body.sector, f"belongs to a body: {body.name}"))
        elif phrase.entity == "NORP" and phrase.name is not None and is_party(phrase.name.text):
            found.append(("PTY", f"the people of a party: {phrase.name.text}"))
        elif phrase.name is not None and phrase.entity == "ORG":
            inside = body_word(phrase.name.text)
            if inside is not None and inside.sector is not None:
                found.append((inside.sector, f"{inside.row}: {inside.name}"))
        if not found and words and phrase.name is None:
            inside = noun_at(words)
            if inside is not None and inside.sector is not None:
                found.append((inside.sector, f"{inside.row}: {inside.name}"))
        return found

    def _body_in(self, phrase: Phrase, known: Known) -> Known | None:
        """The body that a noun of belonging names: "spokesman for the *army*", "*police* chief"."""
        own = next((one for one in self._listed_in(phrase) if one.sector is not None), None)
        if own is not None:
            return own
        for word in phrase.span:
            if word.i == phrase.core.i or (phrase.name is not None and word in phrase.name):
                continue
            other = noun_at([word.doc[at].lower_ for at in range(max(phrase.span.start, word.i - 3), word.i + 1)])
            if other is not None and other.sector is not None and other.name != known.name:
                return other
            entity = next((one for one in word.doc.ents if one.label_ == "ORG" and one.start <= word.i < one.end), None)
            inside = body_word(entity.text) if entity is not None else None
            if inside is not None and inside.sector is not None:
                return inside
        return None

    def _listed_in(self, phrase: Phrase, end: int | None = None) -> list[Known]:
        """What the user's list says of the names in a phrase (up to a word) beside the one that it is."""
        names = [name for name in phrase.listed if name != phrase.name and (end is None or name.start < end)]
        found = (self.listed.known(name.kb_id_, self.date) for name in names)
        return [one for one in found if one is not None]

    def _listed_country(self, phrase: Phrase) -> Known | None:
        """The listed name in a phrase that has a state; of several, that before its noun: "*Ardan* men in Velm"."""
        for end in (None, phrase.core.i):
            own = {one.country: one for one in self._listed_in(phrase, end) if one.country is not None}
            if len(own) == 1:
                return own.popitem()[1]
        return None

    # Country

    def country(self, referent: Referent, kind: ActorKind) -> Code:
        """The state it belongs to: named in its own words, by the tables, else the one that the document is about."""
        if referent.country is not None:
            first = referent.phrases[0] if referent.phrases else None
            return Code(
                value=referent.country,
                reason="the name of the state",
                evidence=self._evidence(first) if first is not None else None,
            )
        for phrase in referent.phrases:
            own = self._listed_country(phrase)
            if own is not None:
                return Code(value=own.country, reason=own.row, evidence=self._evidence(phrase))
        for phrase in referent.phrases:
            known = phrase.known
            if known is not None and (known.country is not None or known.row.startswith("places/bodies")):
                evidence = self._evidence(phrase) if known.country is not None else None
                return Code(value=known.country, reason=f"{known.row}: {known.name}", evidence=evidence)
        for phrase in referent.phrases:
            code = countries_in(phrase.span.text)
            if code is not None:
                return Code(value=code, reason="its words name the state or people", evidence=self._evidence(phrase))
        for phrase in referent.phrases:
            code = self._beside(phrase)
            if code is not None:
                return Code(
                    value=code, reason="stands beside words that name the state", evidence=self._evidence(phrase)
                )
        return self._guess(referent)

    def _guess(self, referent: Referent) -> Code:
        """What no words say: an office without a state is one at home; else the state named around it."""
        if self.home is not None and any(self._is_office(phrase) for phrase in referent.phrases):
            return Code(value=self.home, reason="a guess: an office without a state is one at home", score=0.88)
        near = self._near(referent)
        if near is None:
            if self.home is None:
                return Code(value=None, reason="no words of the document say its state")
            return Code(value=self.home, reason=_HOME, score=0.5)
        return Code(value=near, reason="a guess: the state named most around it", score=0.65)

    def _is_office(self, phrase: Phrase) -> bool:
        words = [word.lower_ for word in phrase.span if phrase.name is None or word.i < phrase.name.start]
        known = noun_at(words) or phrase.known
        return known is not None and known.sector in _OFFICE and known.kind is not ActorKind.ORGANIZATION

    def _near(self, referent: Referent) -> str | None:
        """The state named most; those in its segments count again, as do those in its sentences."""
        weights = Counter(self.counts)
        sentences = {(phrase.segment, phrase.head.sent.start) for phrase in referent.phrases}
        for segment in {phrase.segment for phrase in referent.phrases} or {0}:
            for at in range(segment - _NEAR, segment + _NEAR + 1):
                for sentence, code in self.namings.get(at, ()):
                    weights[code] += (at == segment) + ((at, sentence) in sentences)
        return max(weights, key=lambda code: weights[code]) if weights else None

    def _beside(self, phrase: Phrase) -> str | None:
        """A country named in the words that rename it: "Pell, a minister in Ardan"."""
        grammar = self.parsed.grammar
        codes = (countries_in(grammar.noun_phrase(other).text) for other in grammar.appositions(phrase.head))
        return next((code for code in codes if code is not None), None)

    def _namings(self) -> dict[int, list[tuple[int, str]]]:
        """All places where a state is named: by segment, the start of the sentence and the code."""
        found: dict[int, list[tuple[int, str]]] = {}
        for number, segment in enumerate(self.parsed.segments):
            for entity in segment.doc.ents:
                code = countries_in(entity.text) if entity.label_ in ("GPE", "LOC", "NORP", "ORG") else None
                if code is not None and code in country_names():
                    found.setdefault(number, []).append((entity[0].sent.start, code))
        return found

    def _evidence(self, phrase: Phrase) -> Evidence:
        return Evidence.of(self.text, *self.parsed.characters(phrase.span))


_NEAR = 8
"""Segments before and behind an actor's that count as near."""

_HOME = "a guess: the state in which the outlet broadcasts"


def tenure(words: str) -> Tenure:
    """Whether a title is held, was held, is held for another, or is to be held.

    >>> tenure("former transport minister").value, tenure("president-elect").value
    ('former', 'elect')
    """
    if _FORMER.search(words):
        return Tenure.FORMER
    if _ACTING.search(words):
        return Tenure.ACTING
    return Tenure.ELECT if _ELECT.search(words) else Tenure.CURRENT
