"""Pronouns: "I" and "we" inside a turn are its speaker; "he" and "she" the person who stands out; others their chain.

Who stands out is a sum of weights (Lappin and Leass 1994): nearness, the same segment, being a subject, being named,
speaking the turn before ("He says …" behind a clip), and what the chains say. The weights are settings.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from onrecord.actors.referents import Referent
from onrecord.actors.resolver import Resolver
from onrecord.language.clauses import Relation
from onrecord.language.parsed import Parsed
from onrecord.lexicons import table
from onrecord.records import Role, Transcript
from onrecord.settings import Settings

_JOURNALISTS = (Role.HOST, Role.REPORTER)
_SUBJECTS = (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
_CONSIDERED = 14
"""Earlier mentions among which the person is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A pronoun, what it stands for, and why."""

    token: Token
    referent: Referent
    reason: str


@dataclass(frozen=True, slots=True)
class _Naming:
    """A place that names a person: its segment and token (-1 for the label of the turn), whether it is a subject."""

    segment: int
    token: int
    referent: Referent
    is_subject: bool


class Pronouns:
    """Resolves the pronouns of one document."""

    def __init__(self, transcript: Transcript, parsed: Parsed, resolver: Resolver, settings: Settings) -> None:
        self.parsed = parsed
        self.resolver = resolver
        self.settings = settings
        self.classes = {row["word"]: row["class"] for row in table("en/pronouns", "word", "class")}
        self.gendered = {row["word"]: row["pronoun"] for row in table("en/gendered", "word", "pronoun")}
        turns = {turn.id: turn for turn in transcript.turns}
        self.turn_of = [turns.get(segment.segment.turn_id or "") for segment in parsed.segments]
        self.before = {turn.id: last for last, turn in pairwise(transcript.turns)}
        self.of_speaker = {one.speaker: one for one in resolver.referents if one.speaker is not None}
        self.of_chain = self._chains()
        self.namings = self._namings()
        self.gender = self._genders()

    def _chains(self) -> dict[int, Referent]:
        """The referent of each chain: the most frequent of its names, else of its nouns."""
        votes: dict[int, Counter[int]] = {}
        for referent in self.resolver.referents:
            for phrase in referent.phrases:
                number = self.resolver.chain_of.get((phrase.segment, phrase.head.i))
                if number is not None:
                    votes.setdefault(number, Counter())[referent.number] += 3 if referent.is_named else 1
        return {number: self.resolver.referents[count.most_common(1)[0][0]] for number, count in votes.items()}

    def _namings(self) -> list[_Naming]:
        """All places that name persons, labels included, in the order of the text."""
        found = []
        for referent in self.resolver.referents:
            if not self._is_person(referent):
                continue
            for phrase in referent.phrases:
                relation = self.parsed.grammar.relation_of(self.parsed.grammar.conjuncts(phrase.head)[0])
                found.append(_Naming(phrase.segment, phrase.head.i, referent, relation in _SUBJECTS))
        for number, turn in enumerate(self.turn_of):
            speaker = self.of_speaker.get(turn.speaker_id) if turn is not None and turn.label is not None else None
            if speaker is not None:
                found.append(_Naming(number, -1, speaker, is_subject=False))
        return sorted(found, key=_place)

    def _is_person(self, referent: Referent) -> bool:
        if referent.is_person:
            return True
        first = referent.phrases[0] if referent.phrases else None
        known = first.known if first is not None else None
        return known is not None and known.kind == "person" and first is not None and first.core.tag_ == "NN"

    def _genders(self) -> dict[int, str]:
        """The pronoun that the words for a person call for: "her *brother*, *Mr* Pell" is he."""
        found: dict[int, str] = {}
        for referent in self.resolver.referents:
            votes = Counter(
                self.gendered[word.lower_.rstrip(".")]
                for phrase in referent.phrases
                for word in phrase.span
                if word.lower_.rstrip(".") in self.gendered
            )
            if votes:
                found[referent.number] = votes.most_common(1)[0][0]
        return found

    def __call__(self) -> Iterator[Resolved]:
        """All pronouns that stand for a referent, in the order of the text."""
        for number, segment in enumerate(self.parsed.segments):
            turn = self.turn_of[number]
            speaker = self.of_speaker.get(turn.speaker_id) if turn is not None else None
            for token in segment.doc:
                kind = self.classes.get(token.lower_)
                if kind is None or token.pos_ not in ("PRON", "DET"):
                    continue
                referent, reason = self._resolved(number, token, kind, speaker)
                if referent is not None:
                    yield Resolved(token, referent, reason)

    def _resolved(self, number: int, token: Token, kind: str, speaker: Referent | None) -> tuple[Referent | None, str]:
        """What a pronoun of a class stands for, and why."""
        if kind in ("I", "we"):
            return speaker, "the speaker of the turn"
        if kind in ("he", "she"):
            return self._person(number, token, kind, speaker), "the person who stands out most before it"
        if kind in ("this", "who"):
            return None, ""
        return self._chained(number, token), "the model holds the two for the same"

    def _chained(self, number: int, token: Token) -> Referent | None:
        chain = self.resolver.chain_of.get((number, token.i))
        return self.of_chain.get(chain) if chain is not None else None

    def _person(self, number: int, token: Token, kind: str, speaker: Referent | None) -> Referent | None:
        """The person with the greatest weight; it is remembered as named here, and its gender as this."""
        chained = self._chained(number, token)
        before = self._speaker_before(number)
        is_subject = self.parsed.grammar.relation_of(token) in _SUBJECTS
        here = bisect_left(self.namings, (number, token.i), key=_place)
        earlier = self.namings[max(0, here - _CONSIDERED) : here]
        nearest: dict[int, tuple[int, _Naming]] = {}
        for naming in reversed(earlier):
            if naming.referent is not speaker:
                nearest.setdefault(naming.referent.number, (len(nearest), naming))
        candidates = [self.resolver.referents[at] for at in nearest]
        extra = (one for one in (before, chained) if one is not None and one is not speaker and self._is_person(one))
        candidates.extend(one for one in extra if one.number not in nearest)
        weights = self.settings
        best: tuple[float, Referent] | None = None
        for one in candidates:
            rank, naming_ = nearest.get(one.number, (len(nearest), None))
            weight = -weights.salience_distance * min(rank, 4)
            if naming_ is not None:
                weight += weights.salience_subject * (naming_.is_subject and is_subject)
                weight += weights.salience_segment * (naming_.segment == number)
            weight += weights.salience_turn * (one is before) + weights.salience_chain * (one is chained)
            weight += weights.salience_name * one.is_named
            weight -= weights.salience_gender * (self.gender.get(one.number, kind) != kind)
            if best is None or weight > best[0]:
                best = (weight, one)
        if best is None:
            return None
        self.gender.setdefault(best[1].number, kind)
        self._remember(_Naming(number, token.i, best[1], is_subject))
        return best[1]

    def _speaker_before(self, number: int) -> Referent | None:
        """Who spoke the turn before, if this one is a journalist's."""
        turn = self.turn_of[number]
        if turn is None or turn.role not in _JOURNALISTS:
            return None
        last = self.before.get(turn.id)
        return self.of_speaker.get(last.speaker_id) if last is not None and last.role not in _JOURNALISTS else None

    def _remember(self, naming: _Naming) -> None:
        insort(self.namings, naming, key=_place)


def _place(naming: _Naming) -> tuple[int, int]:
    return naming.segment, naming.token
