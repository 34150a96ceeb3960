"""One act that is told twice is one event: "Rebels attacked Osk … The attack killed nine".

    for one in told_once(events):
        one.event, one.tellings, one.figures

Pure over records. Two events are tellings of one act where their words name the same act and nothing sets them apart:
type, status, roles, day, place, figures, "another", "again". Sources who differ about an act that is pointed back to
("the attack") tell of one act; what each claims stays in its telling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.events.told_words import (
    act_of,
    act_of_words,
    are_alike,
    are_kin,
    family_of,
    in_other_places,
    is_back,
    is_contesting,
    is_new,
    is_of_new,
    is_of_series,
    may_be,
    on_other_days,
    pointed,
    shared_content,
)
from onrecord.records import Event, ResolvedDate, ResolvedPlace
from onrecord.records.figure import Figure
from onrecord.records.telling import Telling
from onrecord.settings import Settings

_BOUNDS = Settings()
MUTUAL = frozenset(("CONSULT", "AGREE"))
_OF_CONTENT = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE", "AID", "COOPERATE"))

Wider = Mapping[str, frozenset[str]]
Figured = Mapping[str, Sequence[Figure]]
Resolved = ResolvedDate | ResolvedPlace


class Told(NamedTuple):
    """An event, all its tellings (its own first), and the figures of all of them, each once."""

    event: Event
    tellings: tuple[Telling, ...]
    figures: tuple[Figure, ...]


def told_once(
    events: Sequence[Event],
    wider: Wider | None = None,
    figures: Figured | None = None,
    reach: int = _BOUNDS.told_reach,
    *,
    close: int = _BOUNDS.told_close,
    same_words: float = _BOUNDS.told_words,
) -> tuple[Told, ...]:
    """Events with each act once, in the order of the text.

    `wider` gives for the id of an actor the ids of those whom he stands for (his state, the group that he is of);
    `figures` gives those of an event by its id; `reach` and `close` are in characters and, like `same_words`, settings
    (`told_reach`, `told_close`, `told_words`). Empty roles, date and place of an event are filled from other tellings
    by the same source or by the journalist.
    """
    same = _Sameness(wider or {}, figures or {}, reach, close, same_words)
    groups: list[list[Event]] = []
    for one in sorted(events, key=lambda event: (event.trigger.start, event.trigger.end)):
        known = next((group for group in reversed(groups) if same(group, one)), None)
        if known is None:
            groups.append([one])
        else:
            known.append(one)
    told = [_told(group, figures or {}) for group in groups]
    return tuple(sorted(told, key=lambda one: one.event.trigger.start))


class _Sameness:
    """Whether an event is one more telling of an act."""

    def __init__(self, wider: Wider, figures: Figured, reach: int, close: int, same_words: float) -> None:
        self.wider = wider
        self.figures = figures
        self.reach = reach
        self.close = close
        self.same_words = same_words

    def __call__(self, group: Sequence[Event], one: Event) -> bool:
        """Nothing sets it apart from any telling, and its words name the act of one of them."""
        if any(_is_aside(known, one) for known in group):
            return True
        if is_of_series(one) or any(self._apart(known, one) for known in group):
            return False
        return any(self._names(known, one) for known in group)

    # What sets two events apart

    def _apart(self, one: Event, other: Event) -> bool:
        if (one.status, one.historical) != (other.status, other.historical):
            return True
        pointing = pointed(other) is not None
        if one.type != other.type:
            if not self._is_mistyped(one, other):
                return True
        elif None not in (one.mode, other.mode) and one.mode != other.mode and not pointing:
            return True
        differ = _sources_differ(one, other) and (pointing or is_back(other) or is_contesting(other))
        if are_apart(one.date, other.date, None if differ else one.place, other.place):
            return True
        if not differ and self._figures_exclude(one, other):
            return True
        return self._parties_apart(one, other, differ=differ, pointing=pointing)

    def _is_mistyped(self, known: Event, one: Event) -> bool:
        """Whether a noun names a known act, and has the type of another: "bombed Osk. *The strike* killed nine"."""
        family = act_of_words(one.trigger.quote)[1]
        return is_back(one) and bool(self.figures.get(one.id)) and family_of(known) == family != family_of(one)

    def _parties_apart(self, one: Event, other: Event, *, differ: bool, pointing: bool) -> bool:
        if one.type in MUTUAL:
            return not fit(_parties(one), _parties(other), self.wider)
        if not pointing and not fit(one.recipients, other.recipients, self.wider):
            return True
        return not differ and not fit(one.actors, other.actors, self.wider)

    def _figures_exclude(self, one: Event, other: Event) -> bool:
        return _exclude(self.figures.get(one.id, ()), self.figures.get(other.id, ()))

    # What makes them one

    def _names(self, known: Event, one: Event) -> bool:
        """Whether the words of an event name the act of a known one."""
        acts = act_of(known), act_of(one) if known.type == one.type else act_of_words(one.trigger.quote)
        if _is_one_clause(known, one) and are_kin(*acts) and known.type not in _OF_CONTENT | MUTUAL:
            return self._shared(known.recipients, one.recipients)
        apart = one.trigger.start - known.trigger.end
        near = apart <= self.reach
        means = pointed(one) if near else None
        if means is not None and may_be(known, means):
            return True
        if apart <= self.close and is_contesting(one) and are_kin(*acts) and _sources_differ(known, one):
            return True
        if not are_alike(*acts):
            return False
        if near and is_back(one) and one.type not in _OF_CONTENT - MUTUAL:
            return True
        shared = self._shared(known.actors, one.actors), self._shared(known.recipients, one.recipients)
        if is_new(one):
            return all(shared) and shared_content(known, one) >= self.same_words
        if known.type in MUTUAL:
            return acts[0][0] == acts[1][0] and self._same_parties(known, one)
        if known.type in _OF_CONTENT:
            return shared[0] and shared_content(known, one) >= self.same_words
        if acts[0] == acts[1] and shared[1] and apart <= self.close:
            return True
        return self._repeated(known, one, shared) if near or all(shared) else False

    def _same_parties(self, known: Event, one: Event) -> bool:
        """Whether the same two or more meet or agree; who signed for a party is one of it."""
        first, second = _parties(known), _parties(one)
        both = sum(_is_among(actor, first, self.wider) for actor in second)
        return both >= 2 or (known.type == "AGREE" and both == len(second) > 0)

    def _repeated(self, known: Event, one: Event, shared: tuple[bool, bool]) -> bool:
        """Whether a verb tells the act again: both roles are the same, or one is and a word of place or date is too."""
        if is_of_new(one) and (shared_content(known, one) < self.same_words or (known.date and one.date)):
            return False
        if all(shared):
            return True
        if not any(shared):
            return False
        same_place = known.place and one.place and _alike(known.place.name, one.place.name, known.place, one.place)
        same_date = known.date and one.date and _alike(known.date.iso, one.date.iso, known.date, one.date)
        return bool(same_place or same_date) or shared_content(known, one) >= self.same_words

    def _shared(self, some: Sequence[str], others: Sequence[str]) -> bool:
        return any(_is_among(one, others, self.wider) for one in some)


def _parties(one: Event | Telling) -> tuple[str, ...]:
    return (*one.actors, *one.recipients)


def fit(some: Sequence[str], others: Sequence[str], wider: Wider) -> bool:
    """Whether one role can be another: either is empty, or all of one are among the other."""
    if not some or not others:
        return True
    return all(_is_among(one, others, wider) for one in some) or all(_is_among(one, some, wider) for one in others)


def _is_among(actor: str, others: Sequence[str], wider: Wider) -> bool:
    mine = wider.get(actor, frozenset())
    return any(actor == one or one in mine or actor in wider.get(one, frozenset()) for one in others)


def _is_one_clause(one: Event, other: Event) -> bool:
    """Whether the clause of one holds the trigger of the other: "was shot and killed"."""
    return one.evidence.start <= other.trigger.start < one.evidence.end


def _is_aside(known: Event, one: Event) -> bool:
    """Whether a participle tells what an act did: "attacked a convoy, *killing* 12"."""
    if (known.type, known.status) != (one.type, one.status) or not one.trigger.quote.lower().endswith("ing"):
        return False
    before = known.evidence.quote[: max(0, one.trigger.start - known.evidence.start)].rstrip()
    is_first = one.evidence.start == one.trigger.start
    return is_first and _is_one_clause(known, one) and before.endswith(",") and are_kin(act_of(known), act_of(one))


def _sources_differ(one: Event, other: Event) -> bool:
    return one.reported_by != other.reported_by


def _are_other_days(one: ResolvedDate, other: ResolvedDate) -> bool:
    """Whether two dates have no day that both can be; by the words alone where either is not resolved."""
    if one.iso is None or other.iso is None:
        return on_other_days(one.words.quote, other.words.quote)
    if one.approximate or other.approximate or None in (one.start, one.end, other.start, other.end):
        return False
    return (one.start or "") > (other.end or "") or (other.start or "") > (one.end or "")


def _are_other_places(one: ResolvedPlace, other: ResolvedPlace) -> bool:
    """Whether two places are not one, nor one in the other."""
    if one.name is not None and one.name == other.name and one.country == other.country:
        return False
    return in_other_places(one.words.quote, other.words.quote)


def _alike(name: str | None, other: str | None, one: Resolved, another: Resolved) -> bool:
    """Whether what two stand for is the same, or their words are."""
    return (name is not None and name == other) or one.words.quote == another.words.quote


def _exclude(some: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether both count the same kind of people, and no number fits both; a toll may grow."""
    return any(
        first.kind == second.kind
        and not first.cumulative
        and not second.cumulative
        and (first.who is None or second.who is None or first.who == second.who)
        and not _meet(first, second)
        for first in some
        for second in others
    )


def claims_exclude(event: Event, one: Telling, wider: Wider) -> bool:
    """Whether what a telling claims cannot be said of an event: other parties to a meeting, another target.

    Of one source, nor two numbers of dead and two doers.
    """
    if event.type in MUTUAL:
        return not fit(_parties(event), _parties(one), wider)
    own = [telling for telling in event.tellings if telling.reported_by == one.reported_by]
    doers = [telling for telling in own if not fit(telling.actors, one.actors, wider)]
    return bool(
        doers
        or not fit(event.recipients, one.recipients, wider)
        or any(_exclude(telling.figures, one.figures) for telling in own)
    )


def are_apart(
    date: ResolvedDate | None, other: ResolvedDate | None, place: ResolvedPlace | None, there: ResolvedPlace | None
) -> bool:
    """Whether an act on one day and at one place is none on the other day or at the other place."""
    days = date is not None and other is not None and _are_other_days(date, other)
    return days or (place is not None and there is not None and _are_other_places(place, there))


def _meet(one: Figure, other: Figure) -> bool:
    """Whether a number lies within the bounds of both; "about 40" and "42" do."""
    slack = 0.1 if "about" in (one.relation.value, other.relation.value) else 0.0
    low = max(one.low or 0, other.low or 0)
    highs = [figure.high for figure in (one, other) if figure.high is not None]
    return not highs or low * (1 - slack) <= min(highs) * (1 + slack)


def _told(group: Sequence[Event], figures: Figured) -> Told:
    """The event of a group: the first telling that names a party and does not point back, with what the others add."""
    chosen = max(group, key=_fullness)
    others = [_without_counted(chosen, one, figures) for one in group if one is not chosen]
    told: list[tuple[Event, Telling]] = []
    for one in (chosen, *others):
        outer = next((at for at, (known, _) in enumerate(told) if _is_one_breath(known, one)), None)
        if outer is None:
            told.append((one, _telling(one, figures)))
        else:
            told[outer] = told[outer][0], _with(told[outer][1], _telling(one, figures))
    counted = [figure for one in (chosen, *others) for figure in figures.get(one.id, ())]
    return Told(_filled(chosen, others), tuple(telling for _, telling in told), distinct(counted))


def _without_counted(known: Event, one: Event, figures: Figured) -> Event:
    """A telling whose participle only counts: "shelled Osk, killing 12 people" was done to Osk."""
    return replace(one, recipients=()) if _is_aside(known, one) and figures.get(one.id) else one


def _is_one_breath(one: Event, other: Event) -> bool:
    """Whether one clause and one source tell both: "was *shot* and *killed*"."""
    return _is_one_clause(one, other) and not _sources_differ(one, other)


def _with(one: Telling, other: Telling) -> Telling:
    """A telling with what another word of its clause adds."""
    return replace(
        one,
        actors=one.actors or other.actors,
        recipients=one.recipients or other.recipients,
        date_text=one.date_text or other.date_text,
        place=one.place or other.place,
        figures=distinct((*one.figures, *other.figures)),
    )


def _fullness(one: Event) -> tuple[bool, int, int]:
    """The first telling that names a party comes before those that point back; of these the fullest.

    What names both parties points to nothing: "the shooting of a guard by smugglers".
    """
    roles = bool(one.actors) + bool(one.recipients)
    points_back = roles < 2 and is_back(one)
    return (not points_back, roles if points_back else min(roles, 1), -one.trigger.start)


def _filled(chosen: Event, others: Sequence[Event]) -> Event:
    """An event with what other tellings by its own source or by the journalist add, where it says nothing."""
    trusted = [one for one in others if one.reported_by in (None, chosen.reported_by)]
    taken = {*chosen.actors, *chosen.recipients}
    for one in trusted:
        if chosen.type not in MUTUAL:
            actors = chosen.actors or tuple(actor for actor in one.actors if actor not in taken)
            recipients = chosen.recipients or tuple(actor for actor in one.recipients if actor not in {*taken, *actors})
            chosen = replace(chosen, actors=actors, recipients=recipients)
        chosen = replace(chosen, date=chosen.date or one.date, place=chosen.place or one.place)
        taken |= {*chosen.actors, *chosen.recipients}
    by_journalist = any(one.reported_by is None for one in (chosen, *others))
    return replace(chosen, reported_by=None) if by_journalist else chosen


def _telling(one: Event, figures: Figured) -> Telling:
    return Telling(
        evidence=one.evidence,
        trigger=one.trigger,
        turn_id=one.turn_id,
        reported_by=one.reported_by,
        statement_id=one.statement_id,
        actors=one.actors,
        recipients=one.recipients,
        date_text=one.date.words if one.date is not None else None,
        place=one.place.words if one.place is not None else None,
        figures=tuple(figures.get(one.id, ())),
    )


def distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures with each count once, the first of those that say the same."""
    known = {(one.kind, one.low, one.high, one.relation, one.who): one for one in reversed(figures)}
    return tuple(known.values())[::-1]
