"""The pattern tables in words: what a row asks for, where it looks for roles, and which rows stand beside it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.events.patterns import NONE, ROLES, Condition, Pattern, all_patterns, patterns
from onrecord.events.roles import default_doers
from onrecord.exports.explained.parts import listed
from onrecord.lexicons import table
from onrecord.lexicons.inflection import noun_forms, verb_forms

_SHOWN = 5
"""Words of a condition that a sentence names."""

_ROLES = {
    "object": "a direct object",
    "subject": "a subject",
    "modifier": "a word right before it",
    "possessor": "an owner (“…'s”)",
    "infinitive": "an infinitive behind it",
    "clause": "a clause that says what",
    "predicate": "a word that the object is called",
    "passive": "the passive",
    "active": "the active",
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
    ('nothing like “club” or “team” behind “against” or “with”', 'a direct object that names an actor')
    """
    words = sorted(one.words)
    some = listed([f"“{word}”" for word in words[:_SHOWN]], "or")
    such = f"such as {some}" if len(words) > _SHOWN else some
    like = f" like {some}" if words else ""
    if one.role == "prep":
        behind = f"behind {listed([f'“{name}”' for name in sorted(one.prepositions)], 'or')}"
        what = {"actor": "an actor", "thing": "something that is no actor"}.get(one.kind or "", "something")
        if one.forbidden:
            return f"nothing{like} {behind}"
        return f"{f'a word {such}' if len(words) > _SHOWN else such if words else what} {behind}"
    if passive and one.role == "object" and not one.forbidden:
        return f"a subject of the passive{_such(words, such)}{_kind(one)}"
    if one.forbidden:
        bare = re.sub(r"^an? ", "", _ROLES[one.role])
        return f"no {bare}{like}{_kind(one)}"
    return f"{_ROLES[one.role]}{_such(words, such)}{_kind(one)}"


def _such(words: Sequence[str], such: str) -> str:
    return (f" {such}" if len(words) > _SHOWN else f" ({such})") if words else ""


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
    return frozenset(form for lemma in {one.lemma for one in all_patterns()} for form in forms_of(lemma))


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    return {row["verb"]: (row["past"], row["participle"]) for row in table("en/irregular_verbs", "verb")}


@cache
def forms_of(lemma: str) -> frozenset[str]:
    """All forms of a word as a noun and as a verb, the word itself among them."""
    first, space, rest = lemma.partition(" ")
    forms = (first, *noun_forms(first), *verb_forms(first), *_irregular().get(first, ()))
    return frozenset(form + space + rest for form in forms)


def rivals(pattern: Pattern) -> list[Pattern]:
    """Rows of the same word with another code: those of an act before those of none, the most exact first."""
    found = [one for one in patterns(pattern.pos).get(pattern.lemma, ()) if code_of(one) != code_of(pattern)]
    return sorted(found, key=lambda one: one.type == NONE)


def rows_of(word: str) -> list[Pattern]:
    """All rows that have a word in some form."""
    return [one for one in all_patterns() if word.lower() in forms_of(one.lemma)]


def code_of(pattern: Pattern) -> str:
    """The code of a row: `REQUEST/assist`; "no act" for a row that says that its frame is none."""
    return "no act" if pattern.type == NONE else pattern.type + (f"/{pattern.mode}" if pattern.mode else "")


def worded(one: Condition) -> re.Pattern[str]:
    """The words of a condition, in any regular form."""
    forms = {form for word in one.words for form in (word, *noun_forms(word), *verb_forms(word))}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
