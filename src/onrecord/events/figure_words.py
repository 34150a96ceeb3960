"""The words that count people, from the tables: what they are, in all their forms."""

from functools import cache

from spacy.tokens import Token

from onrecord.events.frames import light_verbs
from onrecord.lexicons import Row, table
from onrecord.lexicons.inflection import noun_forms, verb_forms
from onrecord.records.figure import FigureRelation

VERBAL = ("VERB", "AUX")


def topping(clause: Token) -> FigureRelation | None:
    """How a verb relates a toll to its number: "has *topped* 400"."""
    for row in table("plover/figures_tolls", "words", "relation"):
        if clause.lower_ in forms("verb", row["words"]):
            return FigureRelation(row["relation"])
    return None


def rows_of(token: Token) -> tuple[Row, ...]:
    """The rows of a word, as verb, noun or adjective: a participle is tagged as either."""
    if token.lower_ not in _first_words():
        return ()
    found = _known().get(token.lower_, ())
    behind = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    phrasal = _known().get(f"{token.lower_} {behind}", ())
    return tuple(row for row in (*phrasal, *found) if _is_pos(token, row))


def _is_pos(token: Token, row: Row) -> bool:
    kinds = row["pos"].split(";")
    if token.pos_ in VERBAL:
        return "verb" in kinds or "adjective" in kinds
    if token.pos_ in ("NOUN", "PROPN"):
        return "noun" in kinds or "adjective" in kinds or ("verb" in kinds and token.lower_.endswith(("ed", "ing")))
    return token.pos_ in ("ADJ", "ADV") and ("adjective" in kinds or ("verb" in kinds and token.lower_.endswith("ed")))


@cache
def _first_words() -> frozenset[str]:
    """The words that a row begins with: nearly all others are asked for nothing."""
    return frozenset(form.partition(" ")[0] for form in _known())


@cache
def _known() -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in table("plover/figures_kinds", "words", "pos", "kind", "place", "needs"):
        first, _, rest = row["words"].partition(" ")
        for kind in row["pos"].split(";"):
            for form in forms(kind, first):
                rows = found.setdefault(f"{form} {rest}".strip(), [])
                rows += [row] if row not in rows else []
    return {form: tuple(rows) for form, rows in found.items()}


@cache
def forms(kind: str, lemma: str) -> frozenset[str]:
    """The forms of a lemma."""
    if kind == "adjective":
        return frozenset((lemma,))
    if kind == "noun":
        return frozenset((lemma, *noun_forms(lemma), *(("lives",) if lemma == "life" else ())))
    irregular = [row for row in table("en/irregular_verbs", "verb", "past", "participle") if row["verb"] == lemma]
    parts = [row[part] for row in irregular for part in ("past", "participle")]
    regular = verb_forms(lemma)
    return frozenset((lemma, *(parts or regular[1:2]), *regular))


@cache
def light_forms() -> frozenset[str]:
    """The forms of verbs that lend their subject to their object: "*launched* an attack that killed 12"."""
    return frozenset(form for verb in light_verbs() for form in forms("verb", verb.partition(" ")[0]))


@cache
def things() -> frozenset[str]:
    """Nouns with a number that are no people, in all forms."""
    rows = table("plover/figures_things", "words")
    return frozenset(form for row in rows for form in (row["words"], *noun_forms(row["words"])))
