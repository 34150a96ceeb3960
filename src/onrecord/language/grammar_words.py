"""The words that grammar turns on (negators, modals, conjunctions of condition …), from the table `en/grammar`."""

from collections.abc import Mapping
from functools import cache

from onrecord.lexicons import table


@cache
def forms(kind: str) -> Mapping[str, str]:
    """The words of one kind, each with its value.

    >>> forms("modal")["might"]
    'possible'
    """
    return {row["form"]: row["value"] for row in table("en/grammar", "kind", "form", "value") if row["kind"] == kind}
