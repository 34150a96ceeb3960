"""Each row of the date tables does what its example says."""

import pytest

from onrecord.dates import DateResolver, find
from onrecord.dates.words import normal
from onrecord.lexicons import names, table

RESOLVE = DateResolver()
DATES = [name for name in names() if name.startswith("dates/") and name not in ("dates/vague", "dates/beside")]


@pytest.mark.parametrize(
    "row", [row for name in DATES for row in table(name, "words", "example")], ids=lambda row: row.id
)
def test_the_example_is_a_date_and_holds_the_words(row) -> None:
    found = RESOLVE(row["example"], "2013-02-05", tense="past")
    assert "no form of the date grammar" not in found.reason
    assert row.cells.get("rule") == "-" or found.iso or "may be" in found.reason
    if row.table != "dates/known_days":
        assert normal(row["words"]) in normal(row["example"])


@pytest.mark.parametrize("row", table("dates/vague", "words", "reason"), ids=lambda row: row.id)
def test_vague_words_stay_as_they_are(row) -> None:
    found = RESOLVE(row["example"], "2013-02-05", tense="past")
    assert found.iso is None
    assert row["reason"] in found.reason
    assert find(row["example"]) == ()
