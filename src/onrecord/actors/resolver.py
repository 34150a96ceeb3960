"""The sieves: which phrases name the same, from the surest link to the least sure.

Names first (equal, part of a longer one, acronym, country), then grammar ("Pell, the envoy"; "Pell is the envoy"), then
what a definite noun picks out ("the president", "the committee"), the chains of the language model, equal descriptions.
A wrong merge is worse than a missed one: two full names never merge, and a person is no group.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from onrecord.actors.known import countries_in
from onrecord.actors.listed import Form, Listed
from onrecord.actors.phrases import Phrase
from onrecord.actors.referents import Name, Referent, description, name_words
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Parsed
from onrecord.lexicons import words as table_words
from onrecord.records import ActorKind, Code
from onrecord.transcripts.names import fold

_PLURAL = ("NNS", "NNPS")
_Place = tuple[int, int]


class Resolver:
    """Groups the phrases of one document into referents. The look-ups keep its time linear in a long document.

    `led` tells the state of the publicly known person after whom a phrase calls a government.
    """

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        listed: Listed | None = None,
        led: Callable[[Phrase], Code | None] = lambda _: None,
    ) -> None:
        self.grammar = grammar
        self.listed = listed or Listed()
        self.led = led
        self.referents: list[Referent] = []
        self.chain_of = {
            (mention.segment, parsed.span(mention).root.i): number
            for number, chain in enumerate(parsed.chains)
            for mention in chain
        }
        self._titles: dict[str, str] = {}
        self._of_country: dict[str, Referent] = {}
        self._of_row: dict[str, Referent] = {}
        self._of_name: dict[Name, Referent] = {}
        self._of_listed: dict[Form, Referent] = {}
        self._of_edge: defaultdict[str, list[Referent]] = defaultdict(list)
        self._of_acronym: dict[str, Referent] = {}
        self._at_token: dict[_Place, Referent] = {}
        self._in_chain: defaultdict[int, list[Referent]] = defaultdict(list)
        self._titled: defaultdict[str, list[tuple[_Place, Referent]]] = defaultdict(list)
        self._worded: defaultdict[str, list[tuple[_Place, Referent]]] = defaultdict(list)
        self._described: defaultdict[str, list[Referent]] = defaultdict(list)

    def __call__(self, phrases: Sequence[Phrase], speakers: Iterable[tuple[str, str, str]]) -> list[Referent]:
        """The referents of a document; `speakers` are the ids, names and titles of its voices."""
        for speaker, name, title in speakers:
            referent = self._new()
            referent.speaker = speaker
            self._named(referent, name_words(name))
            self._list(referent, name)
            for word in title.lower().split():
                self._titled[word.strip(",.()")].append(((-1, -1), referent))
        for phrase in sorted((one for one in phrases if one.name is not None), key=_fullest_first):
            self._place_name(phrase)
        rest = [phrase for phrase in phrases if phrase.name is None]
        for sieve in (self._by_grammar, self._by_state, self._by_title, self._by_body):
            rest = [phrase for phrase in rest if not sieve(phrase)]
        for phrase in rest:
            self._by_chain(phrase) or self._by_description(phrase)
        return self.referents

    # What stands at a word

    def at(self, segment: int, word: Token) -> Referent | None:
        """The referent whose phrase holds a word."""
        return self._at_token.get((segment, word.i))

    def called(self, phrase: Phrase, word: Token) -> Referent | None:
        """What a word inside another phrase names: the body or person of that name, the body last called by a noun."""
        name = next((one for one in word.doc.ents if one.start <= word.i < one.end), None)
        if name is not None:
            words = name_words(name.text)
            country = countries_in(name.text) if name.label_ in ("GPE", "LOC", "NORP") else None
            if country is not None:
                return self._of_country.get(country)
            if words in self._of_name:
                return self._of_name[words]
            longer = [one for one in self._longer(words) if one.is_person == (name.label_ == "PERSON")] if words else []
            return longer[0] if len(longer) == 1 else None
        place = (phrase.segment, phrase.span.start)
        worded = [(there, one) for there, one in self._worded.get(fold(word.lemma_), ()) if not one.is_person]
        for one in self._described.get(word.lemma_.lower(), ()):
            worded.extend(((other.segment, other.span.start), one) for other in one.phrases)
        earlier = [entry for entry in worded if entry[0] < place]
        return max(earlier, key=_by_place)[1] if earlier else min(worded, key=_by_place)[1] if worded else None

    # The look-ups

    def _new(self) -> Referent:
        referent = Referent(len(self.referents))
        self.referents.append(referent)
        return referent

    def _named(self, referent: Referent, words: Name) -> None:
        if not words or words in referent.names:
            return
        referent.names.append(words)
        self._of_name.setdefault(words, referent)
        for edge in {words[0], words[-1]}:
            self._of_edge[edge].append(referent)
        if len(words) > 1:
            self._of_acronym.setdefault("".join(word[0] for word in words), referent)

    def _put(self, phrase: Phrase, referent: Referent, reason: str) -> bool:
        referent.add(phrase, reason)
        place = (phrase.segment, phrase.span.start)
        for token in phrase.span:
            self._at_token[phrase.segment, token.i] = referent
        chain = self._chain(phrase)
        if chain is not None:
            self._in_chain[chain].append(referent)
        if phrase.known is not None and phrase.known.row.startswith("places/bodies"):
            self._of_row.setdefault(phrase.known.row, referent)
        end = phrase.name.start if phrase.name is not None else phrase.span.end
        for token in phrase.span:
            if token.i < end and token.pos_ in ("NOUN", "PROPN"):
                self._titled[token.lemma_.lower()].append((place, referent))
        if phrase.name is not None and phrase.entity != "PERSON":
            for word in name_words(phrase.name.text):
                self._worded[word].append((place, referent))
        if not referent.is_named and not referent.is_person:
            self._described[phrase.core.lemma_.lower()].append(referent)
        return True

    def _chain(self, phrase: Phrase) -> int | None:
        return self.chain_of.get((phrase.segment, phrase.head.i), self.chain_of.get((phrase.segment, phrase.core.i)))

    # Names

    def _place_name(self, phrase: Phrase) -> None:
        country = phrase.place or _country_of_seat(phrase)
        text = (phrase.name.kb_id_ or phrase.name.text) if phrase.name is not None else ""
        found = self._by_list(phrase, text) if phrase.listed else None
        if country is not None and found is None:
            self._place_country(phrase, country)
            self._list(self._of_country[country], text)
            return
        words = name_words(phrase.name.text) if phrase.name is not None else ()
        place = (phrase.segment, phrase.span.start)
        found = found or (self._person(words, place) if phrase.entity == "PERSON" else self._body(phrase, words))
        referent, reason = found or self._by_list(phrase, text) or (self._new(), "a name of its own")
        self._named(referent, words)
        self._put(phrase, referent, reason)
        self._list(referent, text)

    def _by_list(self, phrase: Phrase, name: str) -> tuple[Referent, str] | None:
        """What another name of one listed actor names."""
        is_person = phrase.entity == "PERSON"
        one = self._of_listed.get(self.listed.canonical(name, is_person) or ())
        return (one, "listed as another name of it") if one is not None and one.is_person == is_person else None

    def _list(self, referent: Referent, name: str) -> None:
        """Note what a listed name names; "Pell" of "Mara Pell" may be another's name in the list."""
        words = name_words(name)
        is_part = any(
            len(words) < len(full) and words in (full[: len(words)], full[-len(words) :]) for full in referent.names
        )
        canonical = None if referent.is_person and is_part else self.listed.canonical(name, referent.is_person)
        if canonical is not None:
            self._of_listed.setdefault(canonical, referent)

    def _place_country(self, phrase: Phrase, country: str) -> bool:
        referent = self._of_country.get(country)
        if referent is None:
            referent = self._of_country[country] = self._new()
            referent.country = country
        people = phrase.entity == "NORP"
        reason = "the people stand for their state" if people else "the name of a state, its seat or its government"
        return self._put(phrase, referent, reason)

    def _person(self, words: Name, place: _Place) -> tuple[Referent, str] | None:
        """An equal name, else the one person whose full name holds these words at its end or beginning.

        Of several with one surname it is the one last spoken of before `place`.
        """
        if not words:
            return None
        persons = [one for one in self._longer(words) if one.is_person]
        if len(persons) > 1 and len(words) == 1:
            before = [(last, one) for one in persons if (last := _last_before(one, place)) is not None]
            if before:
                return max(before, key=_by_place)[1], "the one of that name last spoken of"
        if words in self._of_name:
            return self._of_name[words], "the same name"
        if len(persons) == 1:
            return persons[0], "part of a fuller name"
        if len(words) > 1:
            alike = [
                one
                for one in self._sharing(words[-1])
                if one.is_person and any((name[0], name[-1]) == (words[0], words[-1]) for name in one.names)
            ]
            if len(alike) == 1:
                return alike[0], "the same first and last name"
        return None

    def _body(self, phrase: Phrase, words: Name) -> tuple[Referent, str] | None:
        if words in self._of_name:
            return self._of_name[words], "the same name"
        known = phrase.known
        if known is not None and known.row in self._of_row:
            return self._of_row[known.row], f"another name of {known.name}"
        if len(words) == 1 and phrase.name is not None and phrase.name.text.isupper() and words[0] in self._of_acronym:
            return self._of_acronym[words[0]], "an acronym"
        longer = [one for one in self._longer(words) if not one.is_person] if words else []
        return (longer[0], "part of a fuller name") if len(longer) == 1 else None

    def _sharing(self, edge: str) -> list[Referent]:
        """The referents with a name that begins or ends with a word, each once."""
        return list({one.number: one for one in self._of_edge.get(edge, ())}.values())

    def _longer(self, words: Name) -> list[Referent]:
        """The referents with a longer name that begins or ends with these words."""
        size = len(words)
        found = {one.number: one for edge in {words[0], words[-1]} for one in self._sharing(edge)}
        return [
            one
            for one in found.values()
            if any(len(name) > size and words in (name[-size:], name[:size]) for name in one.names)
        ]

    # Nouns

    def _by_grammar(self, phrase: Phrase) -> bool:
        """Beside a name, or said of it: "Pell, the envoy", "the envoy, Pell", "Pell is the envoy"."""
        for other in (*self.grammar.appositions(phrase.head), self.grammar.apposition_of(phrase.head)):
            target = self._at(phrase, other)
            if target is not None and self._fits(phrase, target):
                return self._put(phrase, target, "stands beside the name")
        if self.grammar.dependents_of(phrase.head, Relation.COPULA) and not self.grammar.is_negated(phrase.head):
            target = self._at(phrase, self.grammar.subject_of(phrase.head))
            if target is not None and self._fits(phrase, target):
                return self._put(phrase, target, "is said to be this")
        return False

    def _at(self, phrase: Phrase, token: Token | None) -> Referent | None:
        return self._at_token.get((phrase.segment, token.i)) if token is not None else None

    def _by_state(self, phrase: Phrase) -> bool:
        """A state by its government: "the Syrian government", "the regime in Damascus", "the Pell administration"."""
        if phrase.core.lower_ not in table_words("en/state_nouns"):
            return False
        country = countries_in(phrase.span.text) or self._led(phrase)
        return country is not None and self._place_country(phrase, country)

    def _led(self, phrase: Phrase) -> str | None:
        """The state whose government is called after a person: of the document, or publicly known."""
        for entity in phrase.span.ents:
            leader = self._person(name_words(entity.text), (phrase.segment, phrase.span.start))
            for one in leader[0].phrases if leader is not None else ():
                if (country := countries_in(one.span.text)) is not None:
                    return country
        known = self.led(phrase)
        return known.value if known is not None else None

    def _by_title(self, phrase: Phrase) -> bool:
        """ "The president" is the person called so: "President Pell", "Pell, the president"."""
        known = phrase.known
        if known is None or known.kind is not ActorKind.PERSON or not _picks_out(phrase):
            return False
        if phrase.listed or countries_in(phrase.span.text) is not None:
            return False
        noun = phrase.core.lemma_.lower()
        titled = [(place, one) for place, one in self._titled.get(noun, ()) if one.is_person]
        return self._nearest(phrase, titled, noun)

    def _by_body(self, phrase: Phrase) -> bool:
        """ "The committee" is the body with this word in its name."""
        known = phrase.known
        if known is None or known.kind is ActorKind.PERSON or not _picks_out(phrase):
            return False
        noun = fold(phrase.core.lemma_)
        place = (phrase.segment, phrase.span.start)
        worded = [(there, one) for there, one in self._worded.get(noun, ()) if there < place]
        if len(description(phrase)) > 1 and len({one.number for _, one in worded}) != 1:
            return False
        return self._nearest(phrase, worded, noun)

    def _nearest(self, phrase: Phrase, candidates: list[tuple[_Place, Referent]], noun: str) -> bool:
        """The only candidate; of several, the one named last before the phrase."""
        if len({one.number for _, one in candidates}) > 1:
            place = (phrase.segment, phrase.span.start)
            earlier = [entry for entry in candidates if entry[0] < place]
            candidates = [max(earlier or candidates[:1], key=_by_place)]
        return bool(candidates) and self._put(phrase, candidates[0][1], f"the {noun} of the document")

    def _by_chain(self, phrase: Phrase) -> bool:
        """What the language model links it to, if no two names compete."""
        chain = self._chain(phrase)
        chained = self._in_chain.get(chain, []) if chain is not None else []
        named = Counter(one.number for one in chained if one.is_named).most_common(2)
        if len(named) > 1 and named[0][1] == named[1][1]:
            return False
        best = self.referents[named[0][0]] if named else next(iter(chained), None)
        if best is None or not self._fits(phrase, best):
            return False
        return self._put(phrase, best, "the model holds the two for the same")

    def _by_description(self, phrase: Phrase) -> bool:
        """An equal description, a shorter or longer one of the same, else one of its own."""
        for one in reversed(self._described.get(phrase.core.lemma_.lower(), ())):
            if self._fits(phrase, one) and any(_is_alike(phrase, other) for other in one.phrases):
                return self._put(phrase, one, "the same description")
        return self._put(phrase, self._new(), "a description of its own")

    def _fits(self, phrase: Phrase, referent: Referent) -> bool:
        """Whether a noun can denote a referent: a person is one person, a state no person."""
        known = phrase.known
        if known is None:
            return True
        is_plural = phrase.core.tag_ in _PLURAL
        if referent.is_person:
            return (known.kind is ActorKind.PERSON and not is_plural) or known.needs is not None
        if referent.country is not None:
            return known.kind is not ActorKind.PERSON and not is_plural
        if referent.is_named:
            return known.kind is not ActorKind.PERSON
        return all((other.core.tag_ in _PLURAL) == is_plural for other in referent.phrases[:3])


def _fullest_first(phrase: Phrase) -> int:
    return -len(name_words(phrase.name.text)) if phrase.entity == "PERSON" and phrase.name is not None else 0


def _last_before(referent: Referent, place: _Place) -> _Place | None:
    """Where a referent is last named before a place."""
    return max((there for one in referent.phrases if (there := (one.segment, one.span.start)) < place), default=None)


def _by_place(entry: tuple[_Place, Referent]) -> _Place:
    return entry[0]


def _country_of_seat(phrase: Phrase) -> str | None:
    known = phrase.known
    is_seat = known is not None and known.row.startswith("places/seats") and known.sector == "GOV"
    return known.country if known is not None and is_seat else None


def _picks_out(phrase: Phrase) -> bool:
    """Whether a phrase is singular and definite: "the president"."""
    return phrase.core.tag_ not in _PLURAL and _is_definite(phrase)


def _is_definite(phrase: Phrase) -> bool:
    doc, at = phrase.span.doc, phrase.span.start - 1
    return at >= 0 and doc[at].lower_ in ("the", "this", "that") and phrase.head is phrase.core


def _is_alike(phrase: Phrase, other: Phrase) -> bool:
    """Whether one description says no more than another: "the police" of "the local police"."""
    words, others = description(phrase), description(other)
    if words == others:
        return True
    has_sector = phrase.known is not None and phrase.known.sector is not None
    if set(words) <= set(others):
        return has_sector or _is_definite(phrase)
    return has_sector and set(others) <= set(words)
