"""How well a place goes with an act: weights of what stands between the two, and the shares that follow from them.

The weights are fitted by `training/place_links.py` and stand in `places/links.tsv`; a positive one
speaks for the place.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from onrecord.lexicons import table


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign.

    >>> weights()["in its clause"] > 0 > weights()["six or more sentences before"]
    True
    """
    return MappingProxyType({row["words"]: float(row["weight"]) for row in table("places/links", "words", "weight")})


def shares(signs: Sequence[Sequence[str]], known: Mapping[str, float] | None = None) -> list[float]:
    """The share of each candidate, by its signs; together with the share of no place they are 1.

    >>> shares([["a"], []], {"a": math.log(2)})
    [0.5, 0.25]
    """
    known = weights() if known is None else known
    odds = [math.exp(sum(known.get(sign, 0.0) for sign in each)) for each in signs]
    total = 1.0 + sum(odds)
    return [round(one / total, 6) for one in odds]
