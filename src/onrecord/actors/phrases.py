"""Which phrases of a document can name an actor: names, nouns of the tables, nationalities, places that act.

A phrase is as long as the annotation guide wants a mention: with titles, modifiers and "of …", without article,
possessive pronoun and relative clause; of nested ones the outer counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from onrecord.actors.known import Known, bodies, body_word, countries_in, is_seat, noun_at, noun_ends, nouns
from onrecord.actors.spotted import Spotter, entities
from onrecord.language.clauses import Relation
from onrecord.language.grammar import Extent, Grammar
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table, words
from onrecord.lexicons.places import demonyms, place_names
from onrecord.records import ActorKind, MentionForm

_INSIDE = frozenset(
    (Relation.NAME, Relation.COMPOUND, Relation.TITLE, Relation.FIXED, Relation.CASE, Relation.PUNCTUATION)
)
_NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP"))


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase that can name an actor.

    `head` is the word by which it hangs in its sentence, `core` the noun or name that tells what it is ("*admirers*"
    of "60 of the admirers"). `entity` is the type of the name at the core, empty if there is none; `name` that name.
    `known` is what the tables know of the noun or name, `place` the country whose name it is. `listed` are the names of
    the user's list in it, see `Spotter.names`.
    """

    segment: int
    span: Span
    head: Token
    core: Token
    form: MentionForm
    entity: str
    name: Span | None
    known: Known | None
    place: str | None
    listed: tuple[Span, ...] = ()


class Finder:
    """Finds the phrases of documents of one grammar; `spotter` knows the names of the user's list."""

    def __init__(self, grammar: Grammar, spotter: Spotter | None = None) -> None:
        self.grammar = grammar
        self.spotter = spotter or Spotter(())
        self.partitives = words("en/partitives")
        self.leading = frozenset(row["word"] for row in table("en/pronouns", "word", "class")) | words("en/articles")
        self.acts = Acts(grammar)

    def __call__(self, parsed: Parsed) -> list[Phrase]:
        """All phrases in the order of the text; none lies in another."""
        found = []
        for number, segment in enumerate(parsed.segments):
            listed = self.spotter.names(segment.doc)
            phrases = self._outer(list(self._of_doc(number, segment.doc, listed)))
            found.extend(_with_states(_with_listed(number, phrases, listed)) if listed else phrases)
        return found

    def _outer(self, phrases: list[Phrase]) -> list[Phrase]:
        """Without those that lie in another or overlap with a longer one."""
        kept: list[Phrase] = []
        taken: set[int] = set()
        for phrase in sorted(phrases, key=lambda one: (-len(one.span), one.span.start)):
            numbers = range(phrase.span.start, phrase.span.end)
            if not taken.intersection(numbers):
                kept.append(phrase)
                taken.update(numbers)
        return sorted(kept, key=lambda one: one.span.start)

    def _of_doc(self, number: int, doc: Doc, listed: list[Span]) -> Iterator[Phrase]:
        held = entities(doc, listed) if listed else doc.ents
        names = {token.i: name for name in map(_as_people, held) if name.label_ in _NAMES for token in name}
        merged: set[int] = set()
        for token in doc:
            if token.i in merged or token.pos_ == "PRON" or self.grammar.relation_of(token) in _INSIDE:
                continue
            core = self._core(token)
            phrase = self._phrase(number, token, core, names)
            if phrase is None:
                continue
            name = self._name_behind(phrase, names)
            if name is not None:
                merged.add(name.root.i)
                merged.add(self._top(name).i)
                phrase = _with_name(phrase, name)
            yield phrase

    def _core(self, token: Token) -> Token:
        """The noun of a partitive: "dozens of *soldiers*"; else the word itself."""
        if token.text.lower() in self.partitives or token.pos_ == "NUM":
            for argument in self.grammar.prepositional_arguments(token, resolve=False):
                if argument.preposition == "of":
                    return argument.noun
        return token

    def _phrase(self, number: int, head: Token, core: Token, entities: dict[int, Span]) -> Phrase | None:
        if core.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV", "X"):
            return None
        name = entities.get(core.i)
        if name is None or _is_description(name):
            name = self._name_in(core, entities)
        known = self._noun(core) if name is None else None
        if name is None and (known is None or (known.needs == "context" and not self.acts(head))):
            return None  # asked before the extent, which costs more
        span = self._extent(head, core, name)
        if not len(span) or _PARTY_AND_STATE.match(span.text):
            return None
        if known is not None and known.needs == "state" and countries_in(span.text) is None:
            return None
        if name is not None:
            return self._named(number, span, head, core, name)
        return Phrase(number, span, head, core, MentionForm.NOMINAL, "", None, known, None)

    def _noun(self, core: Token) -> Known | None:
        """What the tables know of the longest noun that ends with this word."""
        if core.lower_ not in noun_ends() or core.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
            return None
        known = noun_at([word.lower_ for word in core.doc[max(0, core.i - 4) : core.i + 1]])
        return None if core.pos_ in ("ADJ", "VERB") and not self._is_noun_like(core) else known

    def _name_in(self, core: Token, entities: dict[int, Span]) -> Span | None:
        """The name whose words hang from the core: "Mara *Pell*", "Secretary of State *Mara Pell*"."""
        for child in self.grammar.dependents_of(core, Relation.NAME):
            entity = entities.get(child.i)
            if entity is not None and (entity.start <= core.i < entity.end or child.i > core.i):
                return entity
        return None

    def _named(self, number: int, span: Span, head: Token, core: Token, name: Span) -> Phrase | None:
        text = name.text.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s").strip()
        known = bodies().get(text)
        place = place_names().get(text) if name.label_ in ("GPE", "LOC") else None
        if name.kb_id_ and name.label_ != "NORP":  # a name of the list is an actor wherever it stands
            place = place_names().get(text) if name.label_ != "PERSON" else None
        elif name.label_ == "NORP":
            if core.pos_ == "ADJ" and not self._is_noun_like(core):
                return None
            place = demonyms().get(text) if core.tag_ not in ("NNS", "NNPS") or _is_definite(core) else None
        elif name.label_ in ("GPE", "LOC"):
            if not (self.acts(head) or (known is not None and is_seat(text))):
                return None
        elif known is not None and is_seat(text) and self.acts.is_place(head):
            return None
        if name.label_ == "ORG" and _MODEL.search(name.text):
            place = countries_in(name.text)
        if name.label_ == "ORG" and known is None:
            known = nouns().get(text) or body_word(name.text)
        return Phrase(number, span, head, core, MentionForm.NAME, name.label_, name, known, place)

    def _is_noun_like(self, word: Token) -> bool:
        """Whether an adjective stands for people: "the wounded", "the French said"."""
        return self.grammar.relation_of(word) in Acts.ARGUMENTS and any(
            child.text.lower() == "the" for child in self.grammar.dependents_of(word, Relation.DETERMINER)
        )

    def _extent(self, head: Token, core: Token, name: Span | None) -> Span:
        span = self.grammar.noun_phrase(head, Extent.FULL)
        start, end = span.start, span.end
        if name is not None:
            start, end = min(start, name.start), max(end, name.end)
            if name.label_ == "PERSON" and core.i >= name.start:
                end = name.end  # a body behind the name is a phrase of its own: "Pell of the port union"
        doc = head.doc
        while start < end and self._leads(doc[start]):
            start += 1
        while end > start and (doc[end - 1].is_punct or doc[end - 1].text.lower() in ("'s", "’s", "’", "'")):
            end -= 1
        return doc[start:end] if start <= core.i < end or start <= head.i < end else doc[core.i : core.i]

    def _leads(self, word: Token) -> bool:
        """Whether a word stands before the phrase proper: an article, "my", a mark; the "US" is no pronoun."""
        is_leading = word.lower_ in self.leading and word.pos_ not in ("PROPN", "NOUN")
        return is_leading or word.is_punct or word.pos_ == "PART"

    def _top(self, name: Span) -> Token:
        """The word of a name that the others hang from."""
        inside = range(name.start, name.end)
        for token in name:
            above = self.grammar.head_of(token)
            if above is None or above.i not in inside:
                return token
        return name.root

    def _name_behind(self, phrase: Phrase, entities: dict[int, Span]) -> Span | None:
        """The name that ends a description: "former minister, Radovan *Simko*", "my boss Ana *Roth*"."""
        if phrase.form is not MentionForm.NOMINAL or phrase.known is None or phrase.known.kind != "person":
            return None
        for child in self.grammar.appositions(phrase.head):
            name = entities.get(child.i)
            if name is None or name.label_ != "PERSON":
                continue
            gap = phrase.span.doc[phrase.span.end : name.start]
            if name.start >= phrase.span.end and len(gap) <= 1 and all(word.text == "," for word in gap):
                return name
        return None


_MODEL = re.compile(r" [A-Z][A-Za-z]{0,3}-\d+[A-Z]{0,2}s?$")
"""The model of an aircraft or tank: "the Greek *F-16s*", "a *T-72*"; what it does its state does."""
_PARTY_AND_STATE = re.compile(r"^[RDI](?:-[A-Z][\w.]*)?[.]?$")


def _is_description(name: Span) -> bool:
    """Whether what the model holds for a name is a noun ("the president"), or a party and state ("R-Ariz.")."""
    if name.label_ != "PERSON":
        return False
    if _PARTY_AND_STATE.match(name.text):
        return True
    known = noun_at([token.lower_ for token in name])
    if known is None:
        return False
    return name.text.islower() or (known.name == name.text.lower() and not _is_titled(name))


def _is_definite(core: Token) -> bool:
    """Whether all of a people are meant, who then stand for their state: "*the* Norwegians", not "Norwegians"."""
    return any(child.lower_ == "the" for child in core.children)


def _is_titled(name: Span) -> bool:
    """Whether a title stands before a name that is a noun elsewhere: "Attorney General *Porter*"."""
    before = [word.text for word in name.doc[max(0, name.start - 4) : name.start]]
    while before and not before[0][:1].isupper():
        del before[0]
    title = noun_at([word.lower() for word in before])
    return bool(before) and before[-1][:1].isupper() and title is not None and title.kind is ActorKind.PERSON


def _as_people(name: Span) -> Span:
    """A name that is a people's is theirs, whatever the model calls it: "the *Norwegians* said"."""
    if name.label_ not in ("PERSON", "ORG") or name.kb_id_ or name.root.tag_ != "NNPS":
        return name  # one of the user's list stays what the list says
    return Span(name.doc, name.start, name.end, label="NORP") if name.text.lower() in demonyms() else name


def _with_listed(number: int, phrases: list[Phrase], listed: list[Span]) -> list[Phrase]:
    """The phrases with the names of the list in them; a name in none is a phrase, but for people: "*Ardani* wine"."""
    found = []
    flat = _flat_behind(listed)
    for phrase in phrases:
        inside = [one for one in listed if phrase.span.start < one.end and one.start < phrase.span.end]
        found.append(replace(phrase, listed=tuple(inside)))
        listed = [one for one in listed if one not in inside]
        flat = [one for one in flat if phrase.span.end <= one.start or one.end <= phrase.span.start]
    for one in (*listed, *flat):
        head = one.root
        if one.label_ == "NORP" and head.pos_ == "ADJ" and one.text.casefold() != one.kb_id_.casefold():
            continue
        known = bodies().get(one.text.lower())
        place = place_names().get(one.text.lower()) or demonyms().get(one.text.lower())
        place = place if one.label_ != "PERSON" else None
        found.append(Phrase(number, one, head, head, MentionForm.NAME, one.label_, one, known, place, (one,)))
    return sorted(found, key=lambda phrase: phrase.span.start)


def _flat_behind(listed: list[Span]) -> list[Span]:
    """Persons whose name the tree makes a part of a listed one before it: "Ardan President *Mara Pell*"."""
    if not listed:
        return []
    taken = {at for name in listed for at in range(name.start, name.end)}
    persons = [one for one in listed[0].doc.ents if one.label_ == "PERSON" and one.start not in taken]
    return [one for one in persons if one.root.head.i in taken and one.root.head.i < one.start]


def _with_states(phrases: list[Phrase]) -> list[Phrase]:
    """Joins a listed name to the titled person behind it, whose state it is: "*Ardan* President Mara Pell"."""
    found: list[Phrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        if before is None or phrase.name is None or phrase.entity != "PERSON" or before.name is None:
            found.append(phrase)
            continue
        title = phrase.span.doc[before.span.end : phrase.name.start]
        known = noun_at([word.lower_ for word in title])
        if (
            not before.name.kb_id_
            or known is None
            or known.kind != "person"
            or not title.text.replace(" ", "").isalpha()
        ):
            found.append(phrase)
            continue
        span = phrase.span.doc[before.span.start : phrase.span.end]
        found[-1] = replace(phrase, span=span, head=span.root, known=known, listed=before.listed + phrase.listed)
    return found


def _with_name(phrase: Phrase, name: Span) -> Phrase:
    span = phrase.span.doc[phrase.span.start : name.end]
    return Phrase(phrase.segment, span, phrase.head, phrase.core, MentionForm.NAME, "PERSON", name, phrase.known, None)


class Acts:
    """Whether a noun stands where actors stand: it does, says, undergoes or receives something."""

    ARGUMENTS = frozenset(
        (
            Relation.SUBJECT,
            Relation.PASSIVE_SUBJECT,
            Relation.AGENT,
            Relation.OBJECT,
            Relation.INDIRECT_OBJECT,
            Relation.OBLIQUE,
            Relation.NOMINAL_MODIFIER,
            Relation.POSSESSOR,
            Relation.CONJUNCT,
            Relation.ROOT,
        )
    )

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        rows = table("en/acting", "frame", "word", "example")
        self.words = frozenset((row["frame"], row["word"]) for row in rows)

    def __call__(self, noun: Token) -> bool:
        """Asked of the head of a phrase; of conjuncts, the first answers for all."""
        first = self.grammar.conjuncts(noun)[0]
        relation = self.grammar.relation_of(first)
        above = self.grammar.head_of(first)
        if above is None:
            return False
        lemma = above.lemma_.lower()
        if relation is Relation.SUBJECT:
            return ("not subject", lemma) not in self.words
        if relation in (Relation.AGENT, Relation.INDIRECT_OBJECT):
            return True
        if relation is Relation.OBJECT:
            return ("object", lemma) in self.words
        if relation is Relation.PASSIVE_SUBJECT:
            return ("object", lemma) in self.words
        if relation is Relation.POSSESSOR:
            return ("possessed", lemma) in self.words
        if relation in (Relation.OBLIQUE, Relation.NOMINAL_MODIFIER):
            return self._behind_preposition(first, lemma)
        return False

    def is_place(self, noun: Token) -> bool:
        """Whether a preposition of place stands before a noun: "at the White House"."""
        cases = self.grammar.dependents_of(self.grammar.conjuncts(noun)[0], Relation.CASE)
        return any(("place", case.lower_) in self.words for case in cases)

    def _behind_preposition(self, noun: Token, lemma: str) -> bool:
        for case in self.grammar.dependents_of(noun, Relation.CASE):
            preposition = case.text.lower()
            if ("preposition", preposition) in self.words or ("preposition", f"{lemma} {preposition}") in self.words:
                return True
        return False
