"""The pattern tables in words: what a row asks for, where it looks for roles, and which rows stand beside it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.events.patterns import ROLES, Condition, Pattern, all_patterns, patterns
from onrecord.events.roles import default_doers
from onrecord.exports.explained.parts import listed
from onrecord.lexicons import table
from onrecord.lexicons.inflection import noun_forms, verb_forms
from onrecord.records import Evidence

_SHOWN = 8
"""Words of a condition that a sentence names."""

_ROLES = {
    "object": "a direct object",
    "subject": "a subject",
    "modifier": "a word before it",
    "possessor": "an owner (“…'s”)",
    "infinitive": "an infinitive behind it",
    "clause": "a clause that says what",
    "predicate": "a word that the object is called",
    "passive": "to be in the passive",
    "active": "to be in the active",
    "quoted": "an opening quotation mark behind it",
}
_ORDER = ("passive", "active", "subject", "object", "prep", *(one for one in ROLES if one not in ("subject", "object")))
_PLACES = {
    "subject": "as the subject of {}",
    "object": "as the object of {}",
    "indirect": "as the indirect object of {}",
    "infinitive": "as the one who is to do what stands in the infinitive behind {}",
    "clause-subject": "as the subject of the clause behind {}",
    "content": "as the one whom the infinitive behind {} is for",
    "possessor": "as the owner of {} (“…'s”)",
    "modifier": "as a word right before {}",
}


def pattern_of(row_id: str) -> Pattern | None:
    """The row of the pattern tables with an id."""
    return next((one for one in all_patterns() if one.row == row_id), None)


def need(one: Condition, *, passive: bool = False) -> str:
    """A condition as the object of "needs".

    >>> from onrecord.events.patterns import condition
    >>> need(condition("no-prep:with|against=team|club")), need(condition("object:actor"))
    ('nothing such as “club” or “team” behind “against” or “with”', 'a direct object that names an actor')
    """
    words = sorted(one.words)
    such = listed([f"“{word}”" for word in words[:_SHOWN]], "or") + (" …" if len(words) > _SHOWN else "")
    if one.role == "prep":
        behind = f"behind {listed([f'“{name}”' for name in sorted(one.prepositions)], 'or')}"
        what = {"actor": "an actor", "thing": "something that is no actor"}.get(one.kind or "", "something")
        if one.forbidden:
            return f"nothing{f' such as {such}' if words else ''} {behind}"
        return f"{f'one of {such}' if words else what} {behind}"
    if passive and one.role == "object" and not one.forbidden:
        return f"a subject of the passive{_such(words, such)}{_kind(one)}"
    if one.forbidden:
        bare = re.sub(r"^(?:an?|to be) ", "", _ROLES[one.role])
        return f"no {bare}{f' such as {such}' if words else ''}{_kind(one)}"
    return f"{_ROLES[one.role]}{_such(words, such)}{_kind(one)}"


def _such(words: Sequence[str], such: str) -> str:
    return f" that is one of {such}" if words else ""


def _kind(one: Condition) -> str:
    return {"actor": " that names an actor", "thing": " that names no actor"}.get(one.kind or "", "")


def needs(pattern: Pattern) -> str:
    """All conditions of a row as the object of "needs", the subject first."""
    passive = any(one.role == "passive" and not one.forbidden for one in pattern.conditions)
    ordered = sorted(_telling(pattern.conditions), key=lambda one: (one.forbidden, _ORDER.index(one.role)))
    said = dict.fromkeys(need(one, passive=passive) for one in ordered)
    return listed(said) if said else "nothing but the word itself"


def _telling(conditions: Sequence[Condition]) -> Iterable[Condition]:
    """The conditions without those that a more exact one of the same place holds already."""
    for one in conditions:
        is_bare = not one.words and one.kind is None and not one.forbidden
        others = [other for other in conditions if other is not one and not other.forbidden]
        same = [other for other in others if (one.role, one.prepositions) == (other.role, other.prepositions)]
        if not (is_bare and any(other.words or other.kind for other in same)):
            yield one


def place(name: str, word: str, pattern: Pattern | None = None) -> str:
    """A place of a row: `behind “on” or “against”`, `the subject of “shelled”`."""
    if name.startswith("prep:"):
        prepositions = [f"“{one}”" for one in name.removeprefix("prep:").split("|")]
        return f"behind {listed(prepositions, 'or')}"
    if name == "object" and pattern is not None and any(one.role == "passive" for one in pattern.conditions):
        return f"as the subject of the passive {word}"
    return _PLACES.get(name, name).format(word)


def doers_at(pattern: Pattern) -> tuple[str, ...]:
    """Where the row looks for those who do it."""
    return pattern.actor or default_doers(pattern)


def is_known(word: str) -> bool:
    """Whether rows of the tables have a word, in any form.

    >>> is_known("shelled"), is_known("umbrella")
    (True, False)
    """
    return word.lower() in _forms()


@cache
def _forms() -> frozenset[str]:
    irregular = {row["verb"]: (row["past"], row["participle"]) for row in table("en/irregular_verbs", "verb")}
    found: set[str] = set()
    for one in all_patterns():
        first, space, rest = one.lemma.partition(" ")
        forms = (first, *noun_forms(first), *verb_forms(first), *irregular.get(first, ()))
        found.update(form + space + rest for form in forms)
    return frozenset(found)


def rivals(pattern: Pattern, inside: str) -> list[tuple[Pattern, list[str]]]:
    """Rows of the same word with another code, those that lack least first: each with the places that lack words."""
    found: dict[tuple[str, str | None], tuple[Pattern, list[str]]] = {}
    for one in patterns(pattern.pos).get(pattern.lemma, ()):
        if (one.type, one.mode) != (pattern.type, pattern.mode):
            lacking = [
                _role(each) for each in one.conditions if each.words and not each.forbidden and not _in(each, inside)
            ]
            code = (one.type, one.mode)
            if code not in found or len(lacking) < len(found[code][1]):
                found[code] = (one, lacking)
    return sorted(found.values(), key=lambda entry: len(entry[1]))


def _role(one: Condition) -> str:
    """The place of a condition, as the object of "as"."""
    if one.role == "prep":
        return f"what stands behind {listed([f'“{name}”' for name in sorted(one.prepositions)], 'or')}"
    return _ROLES[one.role]


def _in(one: Condition, text: str) -> bool:
    return _worded(one).search(text) is not None


def _worded(one: Condition) -> re.Pattern[str]:
    """The words of a condition, in any regular form."""
    forms = {form for word in one.words for form in (word, *noun_forms(word), *verb_forms(word))}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


def met_by(pattern: Pattern, text: str, inside: Evidence, trigger: Evidence) -> list[Evidence]:
    """The words in a stretch that are those of conditions with words."""
    found = []
    for one in pattern.conditions:
        if one.forbidden or not one.words:
            continue
        spans = [match.span() for match in _worded(one).finditer(text, inside.start, inside.end)]
        free = [span for span in spans if span[1] <= trigger.start or span[0] >= trigger.end]
        nearest = min(free, key=lambda span: abs(span[0] - trigger.start), default=None)
        found += [Evidence.of(text, *nearest)] if nearest is not None else []
    return found
