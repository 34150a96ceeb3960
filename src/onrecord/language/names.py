"""NAMES OF A DOCUMENT, RECONCILED: one type for one name, and places by the gazetteer.

A newsreader who says "Homs" means one thing all through a broadcast. The model decides word by word; here a name gets
the type that most of its mentions have, and a place that the gazetteer knows as a state, region or city is a GPE.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.language.entities import Span
from onrecord.lexicons import places

_NAMES = ("PERSON", "ORG", "GPE", "LOC")


def with_place_kinds(words: Sequence[str], spans: Iterable[Span]) -> list[Span]:
    """GPE or LOC by the gazetteer, where it knows the name; nationality words are NORP."""
    known, norp = places.place_names(), places.norp_words()
    found = []
    for start, end, kind in spans:
        name = " ".join(words[start:end]).lower()
        if kind in ("GPE", "LOC") and name in known:
            kind = "GPE"  # noqa: PLW2901
        elif kind in ("GPE", "LOC", "ORG") and end - start == 1 and name in norp and name not in known:
            kind = "NORP"  # noqa: PLW2901
        found.append((start, end, kind))
    return found


def reconciled(sentences: Sequence[tuple[Sequence[str], Sequence[Span]]]) -> list[list[Span]]:
    """The same spans with one type for each name of the document: the most frequent, of equals the first.

    A surname takes the type of the longer names that end with it, if those are persons.
    """
    votes: dict[str, Counter[str]] = {}
    for words, spans in sentences:
        for start, end, kind in spans:
            if kind in _NAMES:
                votes.setdefault(" ".join(words[start:end]).lower(), Counter())[kind] += 1
    chosen = {name: _choice(name, count) for name, count in votes.items()}
    surnames = {name.split()[-1] for name, kind in chosen.items() if kind == "PERSON" and " " in name}
    result = []
    for words, spans in sentences:
        found = []
        for start, end, kind in spans:
            name = " ".join(words[start:end]).lower()
            if kind in _NAMES:
                kind = "PERSON" if name in surnames and chosen[name] != "GPE" else chosen[name]  # noqa: PLW2901
            found.append((start, end, kind))
        result.append(found)
    return result


def _choice(name: str, count: Counter[str]) -> str:
    if name in places.place_names():
        count = count + Counter({"GPE": count["LOC"], "LOC": -count["LOC"]})
    return count.most_common(1)[0][0]
