"""How many toponyms are resolved rightly: `python benchmarks/places/evaluate.py`.

Reads tests/cases/places.tsv and prints, by class, the share of cases whose country and whose place (name, GeoNames id
where the case gives one, level) are right, beside a look-up that takes the most populous place of the name. Then the
size of the gazetteer, the time to load it, and the time of 10,000 look-ups, in seconds of this process.
"""

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from onrecord.places import Gazetteer, PlaceResolver, gazetteer
from onrecord.places.names import key
from onrecord.records import Evidence, PlaceLevel, ResolvedPlace

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "places.tsv"
LOOK_UPS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence with one toponym marked, and what it must be resolved to (`-` for nothing)."""

    sentence: str
    start: int
    end: int
    context: tuple[str, ...]
    countries: tuple[str, ...]
    name: str
    geonames: str
    level: str
    kind: str
    note: str

    @property
    def toponym(self) -> str:
        """The marked words."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a system says: country codes, name, GeoNames id (None where it has none) and level."""

    countries: tuple[str, ...]
    name: str | None
    geonames_id: int | None
    level: str


def cases(path: Path = CASES) -> list[Case]:
    """The cases of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _case(row: dict[str, str]) -> Case:
    before, _, rest = row["sentence"].partition("[[")
    words, _, after = rest.partition("]]")
    return Case(
        sentence=before + words + after,
        start=len(before),
        end=len(before) + len(words),
        context=() if row["context"] == "-" else tuple(row["context"].split(",")),
        countries=() if row["country"] == "-" else tuple(row["country"].split(";")),
        name=row["name"],
        geonames=row["geonames"],
        level=row["level"],
        kind=row["class"],
        note=row["note"],
    )


def resolved(resolver: PlaceResolver, case: Case) -> ResolvedPlace:
    """What the resolver says to a case."""
    return resolver.resolve(
        Evidence.of(case.sentence, case.start, case.end),
        before=case.sentence[: case.start],
        after=case.sentence[case.end :],
        countries=case.context,
    )


def answer(place: ResolvedPlace) -> Answer:
    """A resolved place as an answer."""
    return Answer(countries=place.countries, name=place.name, geonames_id=place.geonames_id, level=place.level)


def most_populous(case: Case) -> Answer:
    """The look-up without a look around: a country of that name, else the place of most inhabitants."""
    found = gazetteer().find(case.toponym)
    if not found:
        return Answer(countries=(), name=None, geonames_id=None, level=PlaceLevel.UNKNOWN)
    place = next((place for place in found if place.level is PlaceLevel.COUNTRY), found[0])
    return Answer(countries=(place.country,), name=place.name, geonames_id=place.geonames_id, level=place.level)


def has_country(case: Case, said: Answer) -> bool:
    """Whether the country is right; a case without one only asks that no single country is invented."""
    if not case.countries:
        return len(said.countries) != 1
    return set(case.countries) == set(said.countries)


def has_place(case: Case, said: Answer) -> bool:
    """Whether the place is right: name, level, and the id where the case gives one."""
    if case.name == "-":
        return said.name is None
    right = said.name is not None and key(said.name) == key(case.name)
    return right and case.level in ("-", said.level) and case.geonames in ("-", str(said.geonames_id))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES, help="the table of cases")
    parser.add_argument("--wrong", action="store_true", help="print the cases that are resolved wrongly")
    options = parser.parse_args()
    resolver, counts = PlaceResolver(), defaultdict(lambda: [0, 0, 0, 0, 0])
    for case in cases(options.cases):
        place, naive = resolved(resolver, case), most_populous(case)
        said = answer(place)
        judged = (1, has_country(case, said), has_place(case, said), has_country(case, naive), has_place(case, naive))
        for group in (case.kind, "all"):
            counts[group] = [total + right for total, right in zip(counts[group], judged, strict=True)]
        if options.wrong and not all(judged[:3]):
            print(f"{case.sentence} [{case.toponym}]")
            print(f"    wanted {case.countries} {case.name} {case.geonames} {case.level}")
            print(f"    said   {place.countries} {place.name} {place.geonames_id} {place.level}: {place.reason}")
    _print(counts)
    _print_speed()


def _print(counts: dict[str, list[int]]) -> None:
    print(f"{'% right':20}{'cases':>7}{'country':>9}{'place':>7}{'most populous: country':>24}{'place':>7}")
    for group in (*sorted(set(counts) - {"all"}), "all"):
        cases_, *right = counts[group]
        shares = [f"{100 * found / cases_:.1f}" for found in right]
        print(f"{group:20}{cases_:7}{shares[0]:>9}{shares[1]:>7}{shares[2]:>24}{shares[3]:>7}")


def _print_speed() -> None:
    path = ROOT / "src" / "onrecord" / "places" / "gazetteer.npz"
    data = path.read_bytes()
    begin = process_time()
    loaded = Gazetteer(data)
    load = process_time() - begin
    names = [name for name in loaded.names() if " " not in name][:: max(1, len(loaded) // LOOK_UPS)]
    names = (names * (LOOK_UPS // len(names) + 1))[:LOOK_UPS]
    begin = process_time()
    for name in names:
        loaded.find(name)
    look_up = process_time() - begin
    print(f"gazetteer {len(data) / 1e6:.2f} MB, loaded in {load:.2f} s, {LOOK_UPS:,} look-ups in {look_up:.2f} s")


if __name__ == "__main__":
    main()
