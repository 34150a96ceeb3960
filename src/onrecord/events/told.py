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
    are_alike,
    are_kin,
    in_other_places,
    is_back,
    is_new,
    is_of_series,
    on_other_days,
    shared_content,
)
from onrecord.records import Event, ResolvedDate, ResolvedPlace
from onrecord.records.figure import Figure
from onrecord.records.telling import Telling

REACH = 2500
"""So many characters back "the attack" can mean an attack."""
CLOSE = 400
"""Within so many characters the same act done to the same is the same: "threw out two nurses. Threw them out!"."""
SAME_WORDS = 0.5
"""So much of the shorter clause must be the same where content makes the act: a demand, an accusation."""
_MUTUAL = frozenset(("CONSULT", "AGREE"))
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
    events: Sequence[Event], wider: Wider | None = None, figures: Figured | None = None, reach: int = REACH
) -> tuple[Told, ...]:
    """Events with each act once, in the order of the text.

    `wider` gives for the id of an actor the ids of those whom he stands for (his state, the group that he is of);
    `figures` gives those of an event by its id. Empty roles, date and place of an event are filled from other tellings
    by the same source or by the journalist.
    """
    same = _Sameness(wider or {}, figures or {}, reach)
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

    def __init__(self, wider: Wider, figures: Figured, reach: int) -> None:
        self.wider = wider
        self.figures = figures
        self.reach = reach

    def __call__(self, group: Sequence[Event], one: Event) -> bool:
        """Nothing sets it apart from any telling, and its words name the act of one of them."""
        if is_of_series(one) or any(self._apart(known, one) for known in group):
            return False
        return any(self._names(known, one) for known in group)

    # What sets two events apart

    def _apart(self, one: Event, other: Event) -> bool:
        if (one.type, one.status, one.historical) != (other.type, other.status, other.historical):
            return True
        if None not in (one.mode, other.mode) and one.mode != other.mode:
            return True
        differ = _sources_differ(one, other) and is_back(other)
        if one.date and other.date and _are_other_days(one.date, other.date):
            return True
        if one.place and other.place and not differ and _are_other_places(one.place, other.place):
            return True
        if not differ and self._figures_exclude(one, other):
            return True
        return self._parties_apart(one, other, differ=differ)

    def _parties_apart(self, one: Event, other: Event, *, differ: bool) -> bool:
        if one.type in _MUTUAL:
            return not self._fit(_parties(one), _parties(other))
        if not self._fit(one.recipients, other.recipients):
            return True
        return not differ and not self._fit(one.actors, other.actors)

    def _fit(self, some: Sequence[str], others: Sequence[str]) -> bool:
        """Whether one role can be another: either is empty, or all of one are among the other."""
        if not some or not others:
            return True
        return all(self._is_among(one, others) for one in some) or all(self._is_among(one, some) for one in others)

    def _is_among(self, actor: str, others: Sequence[str]) -> bool:
        mine = self.wider.get(actor, frozenset())
        return any(actor == one or one in mine or actor in self.wider.get(one, frozenset()) for one in others)

    def _figures_exclude(self, one: Event, other: Event) -> bool:
        """Whether both count the same kind of people, and no number fits both; a toll may grow."""
        return any(
            first.kind == second.kind
            and not first.cumulative
            and not second.cumulative
            and (first.who is None or second.who is None or first.who == second.who)
            and not _meet(first, second)
            for first in self.figures.get(one.id, ())
            for second in self.figures.get(other.id, ())
        )

    # What makes them one

    def _names(self, known: Event, one: Event) -> bool:
        """Whether the words of an event name the act of a known one."""
        acts = act_of(known), act_of(one)
        if _is_one_clause(known, one) and are_kin(*acts) and known.type not in _OF_CONTENT | _MUTUAL:
            return self._shared(known.recipients, one.recipients)
        if not are_alike(*acts):
            return False
        near = one.trigger.start - known.trigger.end <= self.reach
        if near and is_back(one) and one.type not in _OF_CONTENT - _MUTUAL:
            return True
        shared = self._shared(known.actors, one.actors), self._shared(known.recipients, one.recipients)
        if is_new(one):
            return all(shared) and shared_content(known, one) >= SAME_WORDS
        if known.type in _MUTUAL:
            return acts[0][0] == acts[1][0] and self._same_parties(known, one)
        if known.type in _OF_CONTENT:
            return shared[0] and shared_content(known, one) >= SAME_WORDS
        if acts[0] == acts[1] and shared[1] and one.trigger.start - known.trigger.end <= CLOSE:
            return True
        return self._repeated(known, one, shared) if near or all(shared) else False

    def _same_parties(self, known: Event, one: Event) -> bool:
        """Whether the same two or more meet or agree; who signed for a party is one of it."""
        first, second = _parties(known), _parties(one)
        both = sum(self._is_among(actor, first) for actor in second)
        return both >= 2 or (known.type == "AGREE" and both == len(second) > 0)

    def _repeated(self, known: Event, one: Event, shared: tuple[bool, bool]) -> bool:
        """Whether a verb tells the act again: both roles are the same, or one is and a word of place or date is too."""
        if all(shared):
            return True
        if not any(shared):
            return False
        same_place = known.place and one.place and _alike(known.place.name, one.place.name, known.place, one.place)
        same_date = known.date and one.date and _alike(known.date.iso, one.date.iso, known.date, one.date)
        return bool(same_place or same_date) or shared_content(known, one) >= SAME_WORDS

    def _shared(self, some: Sequence[str], others: Sequence[str]) -> bool:
        return any(self._is_among(one, others) for one in some)


def _parties(one: Event) -> tuple[str, ...]:
    return (*one.actors, *one.recipients)


def _is_one_clause(one: Event, other: Event) -> bool:
    """Whether the clause of one holds the trigger of the other: "was shot and killed"."""
    return one.evidence.start <= other.trigger.start < one.evidence.end


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


def _meet(one: Figure, other: Figure) -> bool:
    """Whether a number lies within the bounds of both; "about 40" and "42" do."""
    slack = 0.1 if "about" in (one.relation.value, other.relation.value) else 0.0
    low = max(one.low or 0, other.low or 0)
    highs = [figure.high for figure in (one, other) if figure.high is not None]
    return not highs or low * (1 - slack) <= min(highs) * (1 + slack)


def _told(group: Sequence[Event], figures: Figured) -> Told:
    """The event of a group: the first telling that names a party and does not point back, with what the others add."""
    chosen = max(group, key=_fullness)
    others = [one for one in group if one is not chosen]
    told = tuple(_telling(one, figures) for one in (chosen, *others))
    counted = [figure for one in (chosen, *others) for figure in figures.get(one.id, ())]
    return Told(
        _filled(chosen, others), told, tuple({_count(figure): figure for figure in reversed(counted)}.values())[::-1]
    )


def _fullness(one: Event) -> tuple[bool, int, int]:
    """The first telling that names a party comes before those that point back; of these the fullest."""
    roles = bool(one.actors) + bool(one.recipients)
    return (not is_back(one), min(roles, 1) if not is_back(one) else roles, -one.trigger.start)


def _filled(chosen: Event, others: Sequence[Event]) -> Event:
    """An event with what other tellings by its own source or by the journalist add, where it says nothing."""
    trusted = [one for one in others if one.reported_by in (None, chosen.reported_by)]
    taken = {*chosen.actors, *chosen.recipients}
    for one in trusted:
        if chosen.type not in _MUTUAL:
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


def _count(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.low, figure.high, figure.relation, figure.who
