"""Where an act takes place: which of the places named up to its sentence is its place, or none.

    scenes = Scenes(transcript, parsed, actors, mentions, locate)
    scenes.candidates(trigger, "ASSAULT")  # the places named, each with its signs

Every name of a place in the sentence of the act, the last few named before it and that of the dateline are candidates.
What stands between one and the act are its signs, words of the table `places/links`, whose weights are learned.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from onrecord.language.clauses import Relation
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Parsed
from onrecord.lexicons.ontology import event_type
from onrecord.places.cues import words_of
from onrecord.places.names import key
from onrecord.records import Actor, ActorMention, PlaceLevel, ResolvedPlace, Transcript

LABELS = ("GPE", "LOC", "FAC")
"""The labels of entities that are places."""
_DOUBTED = ("ORG", "PERSON")  # labels of entities that may be places: behind "in", or where the name is one elsewhere
_SURE = ("in", "at", "near", "outside")
_DATELINE = re.compile(r"\s*[A-Z][A-Z][\w .,/'’-]{0,60}\([A-Z][\w ]{1,25}\) ?[—–-]")
_LINE = 40  # a dateline has fewer words
_LATEST = 4  # so many of the names before the sentence are candidates
_LENDING = (Relation.CONJUNCT, Relation.OPEN_COMPLEMENT, Relation.ADVERBIAL_CLAUSE, Relation.COMPLEMENT)
_NEAR = {"in its clause": "in the clause of the act", "in its sentence": "in the sentence of the act"}
_RANKS = ("last", "second last", "third last")
_DEPTH = 12  # so far up a tree is looked
_OPENING = 4  # a name among the first words of a sentence opens it
_ABROAD = ("SANCTION", "RETREAT", "SUPPORT", "REJECT")  # acts that are done by calling or sending envoys


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """One mention of a place. `stands` is the kind of preposition before it, `signs` hold for every act."""

    words: Span
    place: ResolvedPlace
    name: str
    segment: int
    sentence: int
    stands: str
    opens: bool
    is_scene: bool
    is_dateline: bool
    speaker: str | None
    signs: tuple[str, ...]

    @property
    def called(self) -> str:
        """The name of the place, or its words where no table knows it."""
        return self.place.name or self.place.words.quote


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A place that may be that of an act, what stands between them, and where it is named, in words."""

    site: Site
    signs: tuple[str, ...]
    named: str


class Scenes:
    """The places of one document, and their signs for its acts. Keeps the places that it has resolved."""

    def __init__(
        self,
        transcript: Transcript,
        parsed: Parsed,
        actors: Sequence[Actor],
        mentions: Sequence[ActorMention],
        locate: Callable[[Span], ResolvedPlace],
    ) -> None:
        self.parsed = parsed
        self.grammar = parsed.grammar
        self.locate = locate
        kinds = {one.id: one.kind.value for one in actors}
        self.actors = sorted(
            (one.evidence.start, one.evidence.end, kinds[one.actor_id]) for one in mentions if one.actor_id in kinds
        )
        self.speakers = {turn.id: turn.speaker for turn in transcript.turns}
        self.segments = {id(parsed.doc): at for at, parsed in enumerate(parsed.segments)}
        self.sentences = _numbered(parsed)
        self.datelines = [dateline_end(segment.doc) for segment in parsed.segments]

    # The places of the document

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """All mentions of places in the order of the text; governments, peoples and words are none."""
        named = list(self._named())
        counts = Counter(_key(words) for words, _ in named)
        found = (
            self._site(words, label, counts[_key(words)], before=named[at - 1][0] if at else None)
            for at, (words, label) in enumerate(named)
        )
        return tuple(site for site in found if _is_named(site.place))

    def _named(self) -> Iterator[tuple[Span, str]]:
        """The names that may be places, with their labels; `doubted` are those whose label says otherwise."""
        entities = [words for segment in self.parsed.segments for words in segment.doc.ents]
        sure = {_key(words) for words in entities if words.label_ in LABELS}
        for words in entities:
            if words.label_ in LABELS:
                yield words, words.label_
            elif words.label_ in _DOUBTED and (_key(words) in sure or self._case(words) in _SURE):
                yield words, "doubted"

    def _site(self, words: Span, label: str, count: int, before: Span | None) -> Site:
        at = self.segments[id(words.doc)]
        place = self.locate(words)
        stands = self._stands(words)
        opens = stands == "where" and words.start - words.sent.start <= _OPENING
        head = self.grammar.head_of(words.root)
        is_dateline = words.start < self.datelines[at]
        is_part = before is not None and before.doc is words.doc and words.doc[before.end : words.start].text == ","
        named = "once" if count == 1 else "a few times" if count < 4 else "often"
        signs = (
            f"the {place.level.value} known" if place.level is not PlaceLevel.UNKNOWN else "not in the gazetteer",
            f"label {label}",
            f"named {named}",
            *(("holds the place before it",) if is_part else ()),
            *self._as_actor(words),
        )
        return Site(
            words=words,
            place=place,
            name=_key(words),
            segment=at,
            sentence=self.sentences[at][words.start],
            stands=stands,
            opens=opens,
            is_scene=opens or (stands == "where" and head is not None and head.pos_ in ("VERB", "AUX")),
            is_dateline=is_dateline,
            speaker=self.speakers.get(self.parsed.segments[at].segment.turn_id or ""),
            signs=signs,
        )

    def _as_actor(self, words: Span) -> Iterator[str]:
        """That the words name an actor, or stand in words that do."""
        start, end = self.parsed.characters(words)
        around = [(left, right, kind) for left, right, kind in self.actors if left <= start and end <= right]
        if around:
            left, right, kind = min(around, key=lambda one: one[1] - one[0])
            yield f"{'is' if right - left <= end - start + len('the ') else 'in the words of'} an actor, {kind}"

    def _case(self, words: Span) -> str:
        """The preposition before a name; empty where there is none."""
        found = self.grammar.dependents_of(words.root, Relation.CASE)
        return next((word.lower_ for word in found if word.i < words.root.i), "")

    def _stands(self, words: Span) -> str:
        """The kind of that preposition: of place, of a goal, "from", "of", another, none."""
        case = self._case(words)
        kind = next((kind for kind in ("where", "whither") if case in words_of(kind)), None)
        return kind or (case if case in ("from", "of") else "another preposition" if case else "no preposition")

    # The places for an act

    def candidates(self, trigger: Token, kind: str) -> list[Candidate]:
        """The places that may be that of an act of a PLOVER type, in the order of the text, with all their signs."""
        segment = self.segments[id(trigger.doc)]
        sentence = self.sentences[segment][trigger.i]
        inside = [site for site in self.sites if site.sentence == sentence]
        earlier: dict[str, Site] = {}
        for site in reversed(self.sites):
            if site.sentence < sentence and (site.is_dateline or len(earlier) < _LATEST):
                earlier.setdefault(site.name, site)
        act = _Act(self, trigger, kind, segment, sentence, inside)
        found = [*(act.inside(site) for site in inside), *map(act.earlier, range(len(earlier)), earlier.values())]
        return sorted(found, key=lambda one: self.parsed.characters(one.site.words))


class _Act:
    """One act, and what stands between it and the places."""

    def __init__(
        self, scenes: Scenes, trigger: Token, kind: str, segment: int, sentence: int, inside: Sequence[Site]
    ) -> None:
        self.grammar = scenes.grammar
        self.trigger = trigger
        self.segment = segment
        self.sentence = sentence
        self.quad = f"act of quad {event_type(kind).quad}"
        self.clause = self.grammar.clause_of(trigger)
        self.lending = set(lending(self.clause, self.grammar))
        self.up = [trigger, *_above(trigger, self.grammar)]
        self.named = "nothing in the sentence"
        if inside:
            own = any(self._is_own(site.words.root) and site.stands == "where" for site in inside)
            self.named = "another in its clause" if own else "another in its sentence"
        pointing = {word.lower_ for word in trigger.sent if word.tag_ == "RB" and self._is_own(word)}
        self.pointing = [word for word in ("there", "here") if word in pointing]
        self.speaker = scenes.speakers.get(scenes.parsed.segments[segment].segment.turn_id or "")
        verb = self.grammar.content_of(trigger if trigger.pos_ in ("VERB", "AUX") else self.clause)
        is_open = self.grammar.modality(verb) is not None
        words = {word.lower_ for word in trigger.subtree} & words_of("envoy") if kind in _ABROAD else ()
        self.signs = (self.quad, f"act {kind}", *(("is not said to be done",) if is_open else ()))
        self.of_envoys = bool(words)

    def _is_own(self, word: Token) -> bool:
        return self.grammar.clause_of(word) == self.clause

    def inside(self, site: Site) -> Candidate:
        """A place in the sentence of the act."""
        root = site.words.root
        own = self._is_own(root)
        path = self._path(root)
        near = "in its clause" if own else self._beside(root, path)
        stands = f"{path}, {site.stands}"
        apart = abs(site.words.start - self.trigger.i)
        signs = [*site.signs, *self.signs, near, f"{near}, {self.quad}", stands, f"{stands}, {self.quad}"]
        if own:
            signs.append("four words apart" if apart <= 4 else "ten words apart" if apart <= 10 else "further apart")
        if own and site.stands == "where":
            signs.append("behind a preposition of place in its clause")
        if site.opens and site.words.start < self.trigger.i:
            signs.append("opens its sentence")
        if own and self.of_envoys:
            signs.append("beside an envoy")
        if site.is_dateline:
            signs += ["dateline of its sentence", f"dateline of its sentence, {self.quad}"]
        return Candidate(site, tuple(signs), "in the dateline" if site.is_dateline else _NEAR.get(near, near))

    def _beside(self, root: Token, path: str) -> str:
        """In which other clause of the sentence a word stands."""
        if self.grammar.clause_of(root) in self.lending:
            return "in a clause around the act"
        return "in a clause below the act" if path.startswith("under") else "in its sentence"

    def earlier(self, rank: int, site: Site) -> Candidate:
        """A place of a sentence before; `rank` counts names from the last one on."""
        back, apart = self.sentence - site.sentence, self.segment - site.segment
        many = "one sentence" if back == 1 else "two" if back == 2 else "up to five" if back <= 5 else "six or more"
        far = f"{many}{'' if back == 1 else ' sentences'} before"
        signs = [*site.signs, *self.signs, far, f"before, {self.quad}", f"before, {site.stands}"]
        signs.append("same paragraph" if apart == 0 else "paragraph before" if apart == 1 else "paragraphs before")
        signs += [f"{_RANKS[rank] if rank < len(_RANKS) else 'earlier'} named", f"before, {self.named}"]
        if site.is_scene:
            signs += ["a scene before", *(("a scene shortly before",) if apart == 0 and back <= 2 else ())]
        signs += [f"“{word}” for it" for word in self.pointing if rank == 0 or (word == "here" and site.is_dateline)]
        if self.speaker is not None and site.speaker != self.speaker:
            signs.append("another speaker")
        if site.is_dateline:
            signs += ["dateline", f"dateline, {self.quad}"]
        named = "in the dateline" if site.is_dateline else f"{back} {'sentence' if back == 1 else 'sentences'} before"
        return Candidate(site, tuple(signs), named)

    def _path(self, root: Token) -> str:
        """The way in the tree: `under object > nominal modifier`, `beside conjunct`, `above`."""
        known = {word.i: at for at, word in enumerate(self.up)}
        down = [root]
        while down[-1].i not in known and len(down) < _DEPTH:
            head = self.grammar.head_of(down[-1])
            if head is None:
                return "apart"
            down.append(head)
        turn = known.get(down[-1].i)
        relations = [self._relation(word) for word in down[-2::-1]]
        if turn is None:
            return "apart"
        if turn == 0:
            ends = [*relations[:1], *relations[1:][-1:]]
            return f"under {' > '.join(ends)}" if ends else "the act itself"
        return f"beside {self._relation(self.up[turn - 1])}" if relations else "above"

    def _relation(self, word: Token) -> str:
        relation = self.grammar.relation_of(word)
        return (Relation.OBJECT if relation is Relation.PASSIVE_SUBJECT else relation).value


def _numbered(parsed: Parsed) -> list[list[int]]:
    """The number of the sentence of each token, by segments."""
    numbers, count = [], 0
    for segment in parsed.segments:
        numbers.append([0] * len(segment.doc))
        for sentence in segment.doc.sents:
            numbers[-1][sentence.start : sentence.end] = [count] * len(sentence)
            count += 1
    return numbers


def _key(words: Span) -> str:
    return key(words.text.removesuffix("'s").removesuffix("’s"))


def lending(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """The clauses whose words hold for a clause too: of the conjuncts before it, of the verbs above it."""
    while (head := grammar.head_of(clause)) is not None and grammar.relation_of(clause) in _LENDING:
        if grammar.relation_of(clause) is Relation.CONJUNCT:
            yield from (grammar.clause_of(one) for one in grammar.conjuncts(clause)[1:] if one.i < clause.i)
        clause = grammar.clause_of(head)
        yield clause


def _above(word: Token, grammar: Grammar) -> Iterator[Token]:
    """The words above a word, the nearest first."""
    for _ in range(_DEPTH):
        head = grammar.head_of(word)
        if head is None:
            return
        yield head
        word = head


def dateline_end(doc: Doc) -> int:
    """The first token behind the dateline of a text, "LIMA, May 5 (Agency) – …"; 0 where it has none."""
    line = _DATELINE.match(doc[:_LINE].text)
    return next((token.i for token in doc if token.idx >= line.end()), len(doc)) if line else 0


def _is_named(place: ResolvedPlace) -> bool:
    """Whether words name a place, known or not; not a government, a person, a people."""
    return place.name is not None or place.reason.startswith("unknown")
