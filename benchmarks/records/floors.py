"""Floors of figures: a JSON file by set and name; a figure may not fall below its floor."""

import json
from collections.abc import Mapping
from pathlib import Path

SLACK = 0.5
"""Points by which a figure may fall below its floor: kinds of CPU round 8-bit weights differently, and a set of some
hundred statements moves by a third of a point with each."""

Figures = Mapping[str, Mapping[str, float]]


def fallen(figures: Figures, floors: Figures) -> list[str]:
    """What lies below its floor, or is no longer measured; a set that is not there as a whole is left out."""
    found = []
    for name, floor in floors.items():
        for figure, value in floor.items() if name in figures else ():
            got = figures[name].get(figure)
            if got is None or got < value - SLACK:
                found.append(f"{name}, {figure}: {got}, the floor is {value}")
    return found


def raised(figures: Figures, floors: Figures) -> dict[str, dict[str, float]]:
    """The floors, each raised to its figure where that is higher; a lower floor is a decision on record."""
    new = {name: dict(floor) for name, floor in floors.items()}
    for name, measured in figures.items():
        for figure, value in measured.items():
            kept = new.setdefault(name, {})
            kept[figure] = max(value, kept.get(figure, value))
    return new


def held(figures: Figures, path: Path, *, lift: bool) -> bool:
    """Compares with the floors of a file and says what fell; with `lift` writes them instead."""
    floors: Figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if lift:
        path.write_text(json.dumps(raised(figures, floors), indent=1) + "\n", encoding="utf-8")
        return True
    below = fallen(figures, floors)
    compared = [name for name in floors if name in figures]
    print("\n".join(below) if below else f"all floors hold ({', '.join(compared) or 'none is set'})")
    return not below
