"""When and where an act takes place: the words around its trigger, and the days and the place that they stand for.

    circumstances = Circumstances(transcript, parsed, actors, mentions, settings)
    circumstances.date(trigger, (start, end))  # of its clause, in tokens
    circumstances.place(trigger, "ASSAULT")

Date words are those that the entity recogniser marks and those that the grammar of dates knows. The place is one of
the candidates of `scenes`, by learned weights; one that no table knows stays as words, with the reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import itemgetter

from spacy.tokens import Doc, Span, Token

from onrecord.dates import Conventions, DateResolver, Tense, find
from onrecord.events.scenes import LABELS, Candidate, Scenes, dateline_end, lending
from onrecord.language.grammar_verbs import Modality
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.lexicons.places import demonyms, place_names
from onrecord.places import PlaceResolver
from onrecord.places.links import shares
from onrecord.records import Actor, ActorMention, Evidence, ResolvedDate, ResolvedPlace, Transcript
from onrecord.settings import Settings

_HISTORY = re.compile(r"(?i)\b(?:1[0-9]{3}s?|decades? ago|centur(?:y|ies)|generations? ago|years? ago)\b")
_YEAR = re.compile(r"\b(1[5-9][0-9]{2}|20[0-9]{2})\b")
_PAST = 2  # so many years before the document an act is history


class Circumstances:
    """Answers for one document. Keeps the dates and places that it has resolved."""

    def __init__(
        self,
        transcript: Transcript,
        parsed: Parsed,
        actors: Sequence[Actor],
        mentions: Sequence[ActorMention],
        settings: Settings,
    ) -> None:
        document = transcript.document
        self.text = document.text
        self.parsed = parsed
        self.year = int(document.date.value[:4]) if document.date.value else None
        self.day = document.date.value or document.date_inferred
        self.dates = DateResolver(Conventions.of(settings))
        self.places = PlaceResolver(settings)
        self.nearness = settings.country_nearness
        self.countries = _countries(parsed, actors, mentions)
        self.least = settings.place_share
        self.scenes = Scenes(transcript, parsed, actors, mentions, self._located)

    # When

    def date(self, trigger: Token, clause: tuple[int, int]) -> ResolvedDate | None:
        """The date of an act, by the words of its own clause, else of those that lend theirs; never by a dateline.

        Of several words in a clause the nearest with days count, else the nearest.
        """
        sentence = trigger.sent
        start = dateline_end(trigger.doc)
        within = self._date_words(trigger.doc, (min(sentence.start, clause[0]), max(sentence.end, clause[1])))
        everywhere = [words for words in within if words.start >= start]
        by_clause = ([words for words in everywhere if self._is_of(words, one)] for one in self._clauses(trigger))
        return self._nearest(next(filter(None, by_clause), []), trigger)

    def _nearest(self, found: Sequence[Span], trigger: Token) -> ResolvedDate | None:
        at, _ = self.parsed.characters(trigger)
        tense = self._tense(trigger)
        dates = (self._resolved(self._evidence(words), tense, trigger) for words in found)
        return min(dates, key=lambda date: (date.iso is None, abs(date.words.start - at)), default=None)

    def _clauses(self, trigger: Token) -> Iterator[Token]:
        """The clause of a trigger, then those whose date words hold for it: of the conjunct before, of the verb above.

        "On Monday he drove out and *begged* …", "he flew home last night to *meet* …".
        """
        clause = self.parsed.grammar.clause_of(trigger)
        yield clause
        yield from lending(clause, self.parsed.grammar)

    def _is_of(self, words: Span, clause: Token) -> bool:
        """Whether words stand in a clause, and in none inside of it: "met Pell, who *in May* …"."""
        return self.parsed.grammar.clause_of(words.root) == self.parsed.grammar.clause_of(clause)

    def is_historical(self, date: ResolvedDate | None) -> bool:
        """Whether a date puts an act clearly before the situation that is reported."""
        if date is None:
            return False
        if date.end is not None and self.year is not None:
            return self.year - int(date.end[:4]) >= _PAST
        year = _YEAR.search(date.words.quote)
        if year and self.year is not None:
            return self.year - int(year[1]) >= _PAST
        return _HISTORY.search(date.words.quote) is not None

    def _date_words(self, doc: Doc, clause: tuple[int, int]) -> list[Span]:
        """The date words of a clause: what the grammar of dates finds, and entities that it does not know."""
        span = doc[clause[0] : clause[1]]
        left, right = self.parsed.characters(span)
        found = (self.parsed.tokens(left + one.start, left + one.end) for one in find(self.text[left:right]))
        known = [words for words in found if words is not None]
        hours = (self.parsed.tokens(*one.span()) for one in _hours().finditer(self.text, left, right))
        named = (words for words in span.ents if words.label_ in ("DATE", "TIME"))
        others = (words for words in (*hours, *named) if words is not None)
        return [*known, *(words for words in others if not any(_overlap(words, other) for other in known))]

    def _resolved(self, words: Evidence, tense: Tense | None, trigger: Token) -> ResolvedDate:
        """The days of some words; those that count from another date count from the one before them."""
        date = self.dates(words, self.day, tense=tense)
        if date.iso is not None:
            return date
        everywhere = map(self._evidence, self._date_words(trigger.doc, (0, len(trigger.doc))))
        before = sorted((other for other in everywhere if other.end <= words.start), reverse=True)
        anchors = (self.dates(other, self.day, tense=tense) for other in before)
        anchor = next((one for one in anchors if one.iso is not None), None)
        return self.dates(words, self.day, tense=tense, anchor=anchor) if anchor is not None else date

    def _tense(self, trigger: Token) -> Tense | None:
        """The tense of the verb that a trigger is or stands under; that of the verb above an infinitive, else None."""
        grammar = self.parsed.grammar
        verb = grammar.content_of(trigger if trigger.pos_ in ("VERB", "AUX") else grammar.clause_of(trigger))
        if grammar.modality(verb) is Modality.FUTURE:
            return "future"
        tags = [word.tag_ for word in (*grammar.auxiliaries_of(verb), verb)]
        if tags[0] == "VBD" or tags == ["VBN"]:
            return "past"
        return "present" if tags[0] in ("VBZ", "VBP") else None

    # Where

    def place(self, trigger: Token, kind: str) -> ResolvedPlace | None:
        """The place of an act of a PLOVER type: the candidate of the greatest share, where that is great enough.

        All mentions of a name count together. The reason says where it is named and what its share is.
        """
        found = self.scenes.candidates(trigger, kind)
        best, share = chosen(found, shares([one.signs for one in found]))
        if best is None or share < self.least:
            return None
        place = best.site.place
        return replace(place, reason=f"{place.reason} Named {best.named}, its place by {share:.2f} of 1.")

    def _located(self, words: Span) -> ResolvedPlace:
        evidence, (left, right) = self._evidence(words), self.parsed.characters(words.sent)
        return self.places.resolve(
            evidence,
            before=_plain(self.text[left : evidence.start]),
            after=_plain(self.text[evidence.end : right]),
            countries=self._near(evidence),
        )

    def _near(self, words: Evidence) -> dict[str, float]:
        """The countries of the document: each counts for every place that names it, more if that is near."""
        shares: dict[str, float] = {}
        for at, code in self.countries:
            if not words.start <= at < words.end:
                shares[code] = shares.get(code, 0.0) + 1 / (1 + abs(at - words.start) / self.nearness)
        return shares

    def _evidence(self, words: Span) -> Evidence:
        return Evidence.of(self.text, *self.parsed.characters(words))


def chosen(found: Sequence[Candidate], parts: Sequence[float]) -> tuple[Candidate | None, float]:
    """The place of the greatest share, all mentions of its name together, where it is likeliest; None of no places."""
    totals: dict[str, float] = {}
    best: dict[str, tuple[float, Candidate]] = {}
    for one, share in zip(found, parts, strict=True):
        name = one.site.name
        totals[name] = totals.get(name, 0.0) + share
        best[name] = max(best.get(name, (-1.0, one)), (share, one), key=itemgetter(0))
    if not totals:
        return None, 0.0
    name = max(totals, key=lambda one: totals[one])
    return best[name][1], totals[name]


def _countries(
    parsed: Parsed, actors: Sequence[Actor], mentions: Sequence[ActorMention]
) -> tuple[tuple[int, str], ...]:
    """Where countries are named, by an actor of theirs, a place or a people: offset and code."""
    codes = {one.id: one.country.value for one in actors}
    by_actors = ((one.evidence.start, codes.get(one.actor_id)) for one in mentions)
    by_names = (
        (parsed.characters(words)[0], _country(words.text.lower().removeprefix("the ")))
        for segment in parsed.segments
        for words in segment.doc.ents
        if words.label_ in (*LABELS, "NORP")
    )
    return tuple(sorted({(at, code) for at, code in chain(by_actors, by_names) if code}))


def _country(name: str) -> str | None:
    return demonyms().get(name) or place_names().get(name)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _hours() -> re.Pattern[str]:
    """What the grammar of dates leaves out: parts of the day, numbered days, lengths.

    "shortly before noon", "on the tenth", "in the morning", "for nine days", "within the hour".
    """
    hours, ordinals = (
        "|".join(re.escape(row["words"]) for row in table(name, "words")) for name in ("en/hours", "dates/ordinals")
    )
    return re.compile(
        rf"(?i)\b(?:(?:(?:shortly|just|soon) )?(?:before|after|by|at|around|since|until|towards?) (?:{hours})"
        rf"|on the (?:[0-9]+(?:st|nd|rd|th)|{ordinals})(?: (?:day|night|morning|evening))?"
        r"|in the (?:morning|afternoon|evening)"
        r"|for (?:the |more than |almost |nearly )?(?:\w+ )?(?:days|weeks|months|nights)"
        r"|within (?:\w+ )?(?:hours?|days?|weeks?|months?))\b"
    )


def _plain(text: str) -> str:
    """A piece of a sentence on one line."""
    return re.sub(r"\s+", " ", text)
