"""What the tables know of actors: nouns that denote them, bodies of the world, seats of government, words of names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import Row, cell_words, table
from onrecord.lexicons.places import demonyms, notes, place_names
from onrecord.records import ActorKind

_NOUNS = ("en/actor_nouns", "words", "kind", "sector", "needs", "example")
_BODIES = ("places/bodies", "name", "aliases", "kind", "country", "sector", "ambiguous", "example")
_SEATS = ("places/seats", "name", "aliases", "country", "sector", "stands_for", "ambiguous", "example")
_WORDS = ("en/body_words", "words", "kind", "sector", "place", "example")
_LONGEST = 5
"""Words of the longest noun or name that is looked up."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of an actor: `country` and `sector` are None where it says nothing.

    `needs` is `body` if the noun takes its codes from the body that it names ("spokesman"), `context` if it denotes an
    actor only where it acts ("office"), `state` if only a state's is one ("the Estian planes"). `name` is the usual
    form. `row` goes into `made_by`.
    """

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    needs: str | None
    row: str


def _known(row: Row, name: str, country: str = "-") -> Known:
    kind = ActorKind(row.cells.get("kind", "government"))
    values = (None if value == "-" else value for value in (country, row["sector"], row.cells.get("needs", "-")))
    country_code, sector, needs = values
    return Known(name, kind, country_code, sector, needs, row.id)


def _forms(rows: Sequence[Row], *columns: str) -> Iterator[tuple[str, Row]]:
    for row in rows:
        for column in columns:
            for words in cell_words(row, column):
                yield words.lower(), row


@cache
def nouns() -> Mapping[str, Known]:
    """Nouns and compounds that denote actors, singular and plural.

    >>> nouns()["foreign ministers"].sector, nouns()["spokesman"].needs
    ('GOV', 'body')
    """
    return MappingProxyType({form: _known(row, form) for form, row in _forms(table(*_NOUNS), "words")})


@cache
def bodies() -> Mapping[str, Known]:
    """Bodies and seats of government by every name, lower-cased.

    >>> bodies()["who"].country, bodies()["kremlin"].country
    ('UNO', 'RUS')
    """
    found: dict[str, Known] = {}
    later: dict[str, Known] = {}
    for form, row in (*_forms(table(*_BODIES), "name", "aliases"), *_forms(table(*_SEATS), "name", "aliases")):
        note = {word.lower(): what for word, what in notes(row).items()}.get(form, "")
        (later if note.startswith("usually ") else found).setdefault(form, _known(row, row["name"], row["country"]))
    return MappingProxyType({**later, **found})


@cache
def is_seat(name: str) -> bool:
    """Whether a name is that of a building or place that stands for a government."""
    return name.lower() in {form for form, _ in _forms(table(*_SEATS), "name", "aliases")}


@cache
def _political() -> frozenset[str]:
    rows = table("places/peoples", "words", "kind")
    return frozenset(word.lower() for row in rows if row["kind"] == "political" for word in cell_words(row, "words"))


def is_party(name: str) -> bool:
    """Whether a name is that of a party's people: "Democrats".

    >>> is_party("Democrats"), is_party("Druze")
    (True, False)
    """
    return name.lower() in _political()


@cache
def noun_ends() -> frozenset[str]:
    """The last words of all nouns: whatever ends with another word is none."""
    return frozenset(form.split()[-1] for form in nouns())


def noun_at(words: Sequence[str]) -> Known | None:
    """The longest noun of the table that these words (lower case) end with.

    >>> noun_at(["the", "deputy", "foreign", "minister"]).name
    'foreign minister'
    """
    for length in range(min(_LONGEST, len(words)), 0, -1):
        found = nouns().get(" ".join(words[-length:]))
        if found is not None:
            return found
    return None


@cache
def _name_words() -> tuple[tuple[tuple[str, ...], str, Known], ...]:
    """Words inside names of bodies, the longest first."""
    found = [(tuple(form.split()), row["place"], _known(row, form)) for form, row in _forms(table(*_WORDS), "words")]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def body_word(name: str) -> Known | None:
    """What kind of body a capitalised name says that it names, by the longest known words in it.

    >>> body_word("Harbour Workers' Union").sector
    'LAB'
    """
    words = tuple(name.lower().replace("’", "'").split())
    for form, place, known in _name_words():
        size = len(form)
        starts = [at for at in range(len(words) - size + 1) if words[at : at + size] == form]
        if place == "last":
            starts = [at for at in starts if at + size == len(words)]
        elif place == "first":
            starts = [at for at in starts if at == 0]
        if starts:
            return known
    return None


def countries_in(text: str) -> str | None:
    """The country that the words name: by name, people, capital or seat; None if none or several."""
    found: dict[str, None] = {}
    words = text.replace("’s", "").replace("'s", "").replace("-", " ").split()
    for size in (4, 3, 2, 1):
        for at in range(len(words) - size + 1):
            form = " ".join(words[at : at + size]).lower().strip(",.")
            if not any(word[:1].isupper() for word in words[at : at + size]):
                continue
            code = demonyms().get(form) or place_names().get(form)
            known = bodies().get(form)
            if code is None and known is not None and known.country is not None and len(known.country) == 3:
                code = known.country
            if code is not None:
                found.setdefault(code)
        if found:
            break
    return next(iter(found)) if len(found) == 1 else None
