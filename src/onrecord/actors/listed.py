"""A user's own list of actors: its reading, and which of its rows an actor of a document is.

A row has a name, aliases (`;` between them), a country, a sector, and the days from and to which they hold. A name of
the document is that of a row if it equals it as a whole, capitals and accents aside: "Pell" is no "Mara Pell".
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from onrecord.actors.known import Known
from onrecord.actors.spotted import Spotter
from onrecord.lexicons import Row, rows, table, words
from onrecord.records import ActorKind, Code, Evidence, MadeBy, Maker
from onrecord.transcripts.names import split_title

Form = tuple[str, ...]
"""The words of a name as names are compared."""

_COLUMNS = ("aliases", "country", "sector", "from", "to")
_SUCH = {"country": "PER or UNO", "sector": "GOV or MIL"}
_PERIOD = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """An actor of the user's. `first` and `last` bound the time of its codes: ISO day, month or year, or None."""

    names: tuple[str, ...]
    country: str | None
    sector: str | None
    first: str | None
    last: str | None
    row: str

    def turn(self, day: str) -> int:
        """Whether its time runs on a day (0), is over (-1) or to come (1)."""
        is_over = self.last is not None and day[: len(self.last)] > self.last
        return -1 if is_over else int(self.first is not None and day[: len(self.first)] < self.first)

    @property
    def has_time(self) -> bool:
        """Whether its time is bounded."""
        return self.first is not None or self.last is not None


def own_actors(text: str, origin: str) -> tuple[OwnActor, ...]:
    """The actors of a user's table, with tabs between the cells, or commas if the header has no tab.

    Columns name, aliases, country, sector, from, to; only the name must be given; `-` and an empty cell say nothing.
    `origin` is the name of the file. LexiconError at what cannot be read.

    >>> head = "name\\taliases\\tcountry\\tsector\\tfrom\\tto\\n"
    >>> own_actors(head + "Mara Pell\\t\\tPER\\tGOV\\t2011\\t2015-06\\n", "own.tsv")[0].last
    '2015-06'
    """
    plain = text.removeprefix("\ufeff")
    header = next(filter(str.strip, plain.splitlines()), "")
    return tuple(_own_actor(row) for row in rows(origin, plain, ("name",), "\t" if "\t" in header else ","))


@cache
def known_persons() -> tuple[OwnActor, ...]:
    """The bundled tables of office-holders, read as a list of the user's is."""
    columns = ("name", *_COLUMNS, "office")
    tables = ("places/persons_east", "places/persons_west")
    return tuple(_own_actor(row) for name in tables for row in table(name, *columns))


def _own_actor(row: Row) -> OwnActor:
    lost = next((column for column in _COLUMNS if column not in row.cells), None)
    if lost is not None:
        raise row.error(lost, f"the column is missing; the file needs name, {', '.join(_COLUMNS)}")
    cells = {name: None if row[name].strip() in ("", "-") else row[name].strip() for name in _COLUMNS}
    for name, such in _SUCH.items():
        if not re.fullmatch(r"[A-Z]{3}", cells[name] or "AAA"):
            raise row.error(name, f"{cells[name]!r} is no code of three capitals, such as {such}")
    first, last = cells["from"], cells["to"]
    for name in ("from", "to"):
        if not _PERIOD.fullmatch(cells[name] or "2000"):
            raise row.error(name, f"{cells[name]!r} is no date; write 2012-07-06, 2012-07 or 2012")
    if first and last and first[: len(last)] > last[: len(first)]:
        raise row.error("to", f"{last} lies before {first}, from which the row holds; exchange the two")
    names = tuple(name.strip() for name in (row["name"], *(cells["aliases"] or "").split(";")) if name.strip())
    if not all(any(sign.isalnum() for sign in name) for name in names):
        raise row.error("name", "a name without a letter")
    return OwnActor(names, cells["country"], cells["sector"], first, last, row.id)


def folded(tokens: Iterable[str]) -> Form:
    """Words as names are compared: lower case, letters and digits only, accents and possessive off.

    >>> folded("José al-Pell's".split())
    ('jose', 'alpell')
    """
    bare = (token.removesuffix("'s").removesuffix("’s").removesuffix("'") for token in tokens)
    plain = (unicodedata.normalize("NFKD", token.casefold()) for token in bare)
    return tuple(filter(None, ("".join(filter(str.isalnum, token)) for token in plain)))


@dataclass(frozen=True, slots=True)
class Fitting:
    """The rows of the list that one actor of a document can be, and the words that are their name.

    More than one only where no date decides. `is_fullest`: the text has no fuller name of the actor.
    """

    rows: tuple[OwnActor, ...]
    evidence: Evidence
    is_fullest: bool

    @property
    def reason(self) -> str:
        """The rows as a reason names them: `listed: own.tsv row 3`."""
        return _reason(self.rows)

    @property
    def made_by(self) -> MadeBy | None:
        """The row that makes the actor; None if there are several."""
        return MadeBy(kind=Maker.LEXICON, name=self.rows[0].row) if len(self.rows) == 1 else None

    def name(self, found: str) -> str:
        """What the actor is called: as the list has it, unless the text gives a fuller name."""
        listed = {row.names[0] for row in self.rows}
        if len(listed) > 1 or not self.is_fullest:
            return found
        name = listed.pop()
        return name if len(name.split()) >= len(found.split()) else found

    def country(self, found: Code) -> Code:
        """The country of the list, else the one that was found without it."""
        return self._code({row.country for row in self.rows} - {None}, found)

    def sector(self, found: Code, others: tuple[str, ...]) -> tuple[Code, tuple[str, ...]]:
        """The sector of the list, else the one that was found without it; and the other sectors."""
        code = self._code({row.sector for row in self.rows} - {None}, found)
        said = (found.value, *others) if found.score is None else others  # a guess is given up
        return code, tuple(dict.fromkeys(one for one in said if one is not None and one != code.value))

    def _code(self, values: set[str | None], found: Code) -> Code:
        if not values:
            return found
        if len(values) == 1:
            return Code(value=values.pop(), reason=self.reason, evidence=self.evidence)
        undecided = f"{found.reason}; {self.reason} differ and both fit, so neither counts"
        return Code(value=found.value, reason=undecided, evidence=found.evidence, score=found.score)


class Listed:
    """The list of the user's actors, asked by name. An empty one knows nobody."""

    def __init__(self, own: Sequence[OwnActor] = ()) -> None:
        self._names = [name for row in own for name in row.names]
        self._of_form: dict[Form, list[OwnActor]] = {}
        for row in own:
            for name in dict.fromkeys(_form(name) for name in row.names):
                self._of_form.setdefault(name, []).append(row)

    def __bool__(self) -> bool:
        return bool(self._of_form)

    @cached_property
    def spotter(self) -> Spotter:
        """Finds the names of the list in texts."""
        return Spotter(self._names)

    def known(self, name: str, day: str | None) -> Known | None:
        """What the rows of one listed name agree on in a document of a day; None if none holds then."""
        rows_ = self._on(self._of_form.get(_form(name), ()), day)
        if not rows_:
            return None
        country, sector = ({getattr(row, which) for row in rows_} for which in ("country", "sector"))
        return Known(name, ActorKind.ORGANIZATION, _only(country), _only(sector), None, _reason(rows_))

    def canonical(self, name: str, is_person: bool) -> Form | None:
        """The listed name behind a name or alias; None if it is not listed, or with several names."""
        forms = {_form(row.names[0]) for form in _forms(name, is_person) for row in self._of_form.get(form, ())}
        return forms.pop() if len(forms) == 1 else None

    def fitting(self, names: Sequence[tuple[str, Evidence]], is_person: bool, day: str | None) -> Fitting | None:
        """The rows of an actor that has these names, the fullest first, in a document of a day (ISO, or None)."""
        if not self._of_form or not names:
            return None
        full = _forms(names[0][0], is_person)
        for name, evidence in names:
            for form in _forms(name, is_person):
                is_fullest = form in full
                if is_person and not is_fullest and any(set(form) < set(longer) for longer in full):
                    continue  # "Pell" of "Mara Pell" may be another's name in the list
                rows_ = self._on(self._of_form.get(form, ()), day)
                if rows_:
                    return Fitting(rows_, evidence, is_fullest)
        return None

    def _on(self, named: Sequence[OwnActor], day: str | None) -> tuple[OwnActor, ...]:
        """The rows that fit a day; of several, the one whose time is said to run then."""
        fit = [row for row in named if day is None or row.turn(day) == 0]
        sure = [row for row in fit if day is not None and row.has_time]
        return tuple(sure if len(fit) > 1 and len(sure) == 1 else fit)


def _reason(named: Sequence[OwnActor]) -> str:
    file = named[0].row.rpartition("#")[0]
    numbers = [row.row.rpartition("#")[2] for row in named]
    return f"listed: {file} row{'s' * (len(numbers) > 1)} {' and '.join(numbers)}"


def _only(values: set[str | None]) -> str | None:
    """The one value that is given; None if there are several or none."""
    given = values - {None}
    return given.pop() if len(given) == 1 else None


def _form(name: str) -> Form:
    tokens = name.split()
    return folded(tokens[1:] if len(tokens) > 1 and tokens[0].lower() in words("en/articles") else tokens)


def _forms(name: str, is_person: bool) -> list[Form]:
    """A name of the text as it stands and, of a person, without the title."""
    found = [_form(name)]
    if is_person:
        tokens = name.split()
        found.append(folded(tokens[split_title(tokens) :]))
    return list(dict.fromkeys(filter(None, found)))
