"""Whom an actor speaks for: the body whose office it holds, else the state that it governs or serves.

On the training half of the corpus about 0.6 of what is found is right; the score of a guess is its share there.

The office is a noun of `en/speaking`. The body stands behind it ("director of the *museum*"), owns it ("the *union*'s
president", "*its* president") or stands before it ("*police* spokeswoman"); it counts if it is an actor itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from onrecord.actors.codes import tenure
from onrecord.actors.phrases import Phrase
from onrecord.actors.pronouns import Resolved
from onrecord.actors.referents import Referent
from onrecord.actors.resolver import Resolver
from onrecord.language.parsed import Parsed
from onrecord.lexicons import cell_words, table
from onrecord.records import Actor, ActorKind, Code, Evidence, Tenure

_NOBODY = Code(value=None, reason="no words say so")
_LINKS = ("of", "for", "at", "with", "from")
_BEHIND = ("of", "from", "with")
_LONGEST = 3
_OFFICES = ("any", "body", "state")
"""Uses of nouns of office: of any actor, of a body, of a state."""

_SERVE = {
    ActorKind.PERSON: (("GOV",), "holds an office of this state"),
    ActorKind.GROUP: (("GOV",), "serve this state"),
    ActorKind.ORGANIZATION: (("GOV", "MIL"), "a body of this state"),
}
"""Sectors of those who speak and act for their state, and the reason."""


@cache
def _rows(*uses: str) -> Mapping[str, tuple[str, str]]:
    """The words of `en/speaking` for some uses, by every form: the use (column `of`), and the row."""
    rows = table("en/speaking", "words", "of", "example")
    return {form.lower(): (row["of"], row.id) for row in rows if row["of"] in uses for form in cell_words(row, "words")}


class Speaking:
    """Says of the actors of one document for whom they speak. `actors` by the number of their referent."""

    def __init__(
        self, parsed: Parsed, text: str, resolver: Resolver, pronouns: Sequence[Resolved], actors: Mapping[int, Actor]
    ) -> None:
        self.parsed = parsed
        self.text = text
        self.grammar = parsed.grammar
        self.resolver = resolver
        self.actors = actors
        self.meant = {(id(one.token.doc), one.token.i): one.referent for one in pronouns}
        self.states = self._states()
        self.of_key = {actor.key: actor for actor in actors.values()}

    def __call__(self, referent: Referent) -> Code:
        """The key of the actor that a referent speaks for; None if no words say so."""
        actor = self.actors[referent.number]
        if actor.kind in (ActorKind.GOVERNMENT, ActorKind.PLACE):
            return _NOBODY
        ways = (self._by_office, self._by_leading, self._by_name)
        codes = (way(referent, phrase) for way in ways for phrase in referent.phrases)
        found = next((code for code in codes if code is not None), None)
        body = self.of_key.get(found.value or "") if found is not None else None
        if found is None or body is None:
            return self._by_state(referent, actor)
        if actor.sector.value == "GOV" and self._serves(body):  # a ministry's spokesman speaks for the state
            state = self.states.get(body.country.value or "")
            return found if state is None else replace(found, value=state.key)
        return found

    def _serves(self, body: Actor) -> bool:
        """Whether a body is a part of a government, such as a ministry."""
        words = re.findall(r"\w+", body.name.lower())
        return body.kind is ActorKind.ORGANIZATION and not _rows("part").keys().isdisjoint(words)

    def _states(self) -> dict[str, Actor]:
        """The actor that is each state: the state itself, else a government of which words say that it is its."""
        found: dict[str, Actor] = {}
        for referent in sorted(self.resolver.referents, key=lambda one: one.country is None):
            actor = self.actors.get(referent.number)
            country = actor.country if actor is not None and actor.kind is ActorKind.GOVERNMENT else None
            if actor is not None and country is not None and country.value is not None and country.score is None:
                found.setdefault(country.value, actor)
        return found

    def _by_state(self, referent: Referent, actor: Actor) -> Code:
        """The state of an office or a body of its government."""
        state, sector = self.states.get(actor.country.value or ""), actor.sector
        sectors, reason = _SERVE[actor.kind]
        if state is None or sector.value not in sectors:
            return _NOBODY
        if actor.country.score is None:
            return Code(value=state.key, reason=reason, evidence=sector.evidence)
        offices = (found for phrase in referent.phrases for found in self._offices_in(phrase))
        row = next((row for _, what, row in offices if what == "state"), None)
        if row is None or actor.kind is not ActorKind.PERSON:
            return _NOBODY
        return Code(value=state.key, reason=f"a guess: {row}, of the state named around it", score=0.55)

    # Offices of bodies

    def _by_office(self, referent: Referent, phrase: Phrase) -> Code | None:
        """ "Director of the museum", "the union's president", "police spokeswoman"."""
        for office, what, row in self._offices_in(phrase):
            if what == "state":
                continue
            for word in self._belonging(phrase, office):
                actor = self._actor_at(word, referent, phrase)
                if actor is not None and (what == "any" or actor.kind is not ActorKind.PERSON):
                    return self._code(actor, f"{row}: {office.lower_} of it", phrase)
        return None

    def _by_leading(self, referent: Referent, phrase: Phrase) -> Code | None:
        """ "Pell, who leads the union": what the subject of such a verb leads."""
        for verb in (phrase.head.head, *phrase.head.children):
            if verb.lemma_.lower() not in _rows("verb") or self.grammar.subject_of(verb) is None:
                continue
            subject, body = self.grammar.subject_of(verb), self.grammar.object_of(verb)
            if body is None or subject is None or self.resolver.at(phrase.segment, subject) is not referent:
                continue
            actor = self._actor_at(body, referent, phrase)
            if actor is not None and actor.kind in (ActorKind.ORGANIZATION, ActorKind.GROUP):
                return self._code(actor, f"{_rows('verb')[verb.lemma_.lower()][1]}: {verb.lower_} it", phrase)
        return None

    def _by_name(self, referent: Referent, phrase: Phrase) -> Code | None:
        """ "Mara Pell of the port union": a name with the body behind it."""
        if phrase.entity != "PERSON":
            return None
        for argument in self.grammar.prepositional_arguments(phrase.head):
            actor = self._actor_at(argument.noun, referent, phrase) if argument.preposition in _BEHIND else None
            if actor is not None and actor.kind is ActorKind.ORGANIZATION:
                return self._code(actor, f"stands with its name: {argument.preposition} it", phrase)
        return None

    def _code(self, actor: Actor, reason: str, phrase: Phrase) -> Code:
        start, end = self.parsed.characters(phrase.span)
        return Code(value=actor.key, reason=reason, evidence=Evidence.of(self.text, start, end))

    def _actor_at(self, word: Token, referent: Referent, phrase: Phrase) -> Actor | None:
        """The other actor that a word names."""
        other = self._at(word, referent, phrase)
        return self.actors.get(other.number) if other is not None and other is not referent else None

    def _offices_in(self, phrase: Phrase) -> Iterator[tuple[Token, str, str]]:
        """The nouns of office in a phrase that are its core or a title, with what they are of and their row."""
        doc, name = phrase.span.doc, phrase.name
        if tenure(phrase.span.text) is Tenure.FORMER:
            return
        for word in phrase.span:
            inside = name is not None and name.start <= word.i < name.end
            if inside and phrase.entity == "PERSON":
                continue
            if word.i != phrase.core.i and not (phrase.entity == "PERSON" and name is not None and word.i < name.start):
                continue
            for size in range(min(_LONGEST, word.i + 1), 0, -1):
                found = _rows(*_OFFICES).get(doc[word.i - size + 1 : word.i + 1].text.lower())
                if found is not None:
                    yield word, *found
                    break

    def _belonging(self, phrase: Phrase, office: Token) -> Iterator[Token]:
        """The words for what an office may be of, the surest first."""
        for argument in self.grammar.prepositional_arguments(office):
            if argument.preposition in _LINKS:
                yield argument.noun
        owners = (self.grammar.possessor_of(one) for one in dict.fromkeys((office, phrase.core, phrase.head)))
        yield from (owner for owner in owners if owner is not None)
        doc = phrase.span.doc
        for at in range(office.i - 1, phrase.span.start - 1, -1):
            if doc[at].pos_ in ("NOUN", "PROPN"):
                yield doc[at]

    def _at(self, word: Token, referent: Referent, phrase: Phrase) -> Referent | None:
        """What a word names: by the phrase or pronoun that it is, by its name, by the noun used before."""
        meant = self.meant.get((id(word.doc), word.i))
        if meant is not None:
            return meant
        found = self.resolver.at(phrase.segment, word)
        if found is not None and found is not referent:
            return found
        return self.resolver.called(phrase, word)
