"""Text into words: what Universal Dependencies says, what every row of the table does, and what holds for any text."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from onrecord.language.tokens import spans, tokenizer
from onrecord.lexicons import Row, table

CASES = """
We don't know. | We do n't know .
WE DON’T, AND CAN'T. | WE DO N’T , AND CA N'T .
I'd've left, they'll say. | I 'd 've left , they 'll say .
dont cannot Cannot gonna | do nt can not Can not gon na
Y'all c'mon. | Y' all c'm on .
Its not over; its end is near. | It s not over ; its end is near .
Holt's, Jones' and the mayor’s plan | Holt 's , Jones ' and the mayor ’s plan
O'Dare and al-Haddad's d'Arle | O'Dare and al - Haddad 's d'Arle
her ex-husband's co-author | her ex-husband 's co-author
Tell 'em 'til o'clock | Tell 'em 'til o'clock
the 1990s, the 1990's, the '90s | the 1990s , the 1990's , the '90s
the long-term, state-of-the-art plan | the long - term , state - of - the - art plan
a non-aligned, pre-war e-mail in mid-March | a non-aligned , pre-war e-mail in mid-March
an ex-Sen. of non-U.S. origin | an ex-Sen. of non-U.S. origin
a pro-free-trade crowd | a pro-free - trade crowd
a ten-fold rise, budget-wise | a ten-fold rise , budget-wise
the 20-year-old's F-16s | the 20 - year - old 's F - 16s
and/or he/she | and / or he / she
w/o an A/C unit | w/o an A/C unit
1/2 of 9/11, 24/7 | 1/2 of 9/11 , 24/7
$5, US$3.5bn, £1,200.50 and 5% | $ 5 , US$ 3.5 bn , £ 1,200.50 and 5 %
$1.2 million, $10m-strong | $ 1.2 million , $ 10 m - strong
at 10:30, 9pm, 7:15 p.m. | at 10:30 , 9 pm , 7:15 p.m.
35mm, 430km, 20minutes, 4th | 35 mm , 430 km , 20 minutes , 4th
1999-2003, 2019–20, 3-2 | 1999 - 2003 , 2019 – 20 , 3 - 2
call 555-0100 or 212-555-0100 on 2019-03-01 | call 555-0100 or 212-555-0100 on 2019-03-01
No. 10, he said no. Then #2. | No. 10 , he said no . Then # 2 .
The U.S. and the U.K.-led force | The U.S. and the U.K. - led force
Sen. J. R. Holt, Gov. Orr and Mr.Vance of Aldan, Pa. | Sen. J. R. Holt , Gov. Orr and Mr. Vance of Aldan , Pa.
It was plan B. The vote is on. So do I. They left. | It was plan B . The vote is on . So do I . They left .
roads, etc. are shut, etc. | roads , etc. are shut , etc .
Aldan Motors Inc. vs. Holt et al. | Aldan Motors Inc. vs. Holt et al.
Her Ph.D. is from B.C. | Her Ph.D. is from B.C.
AT&T's, R&D | AT&T 's , R&D
See www.aldan.org/a-b?c=1. | See www.aldan.org/a-b?c=1 .
(https://aldan.gov.uk/a_(b)) | ( https://aldan.gov.uk/a_(b ) )
Mail jo.orr@aldan-post.co.uk, or aldan.com's desk. | Mail jo.orr@aldan-post.co.uk , or aldan.com 's desk .
@joorr: #vote2020 now! .@joorr's | @joorr : #vote2020 now ! . @joorr 's
See vote-2.pdf, please | See vote-2.pdf , please
it failed.The end | it failed . The end
Well... no…yes.. -- right? | Well ... no … yes .. -- right ?
I th- I mean--we--left — now. | I th- I mean -- we -- left — now .
It was exper- experimenting; long- and short-term | It was exper- experimenting ; long - and short - term
uh-huh, Mm-hmm, uh-oh | uh-huh , Mm-hmm , uh-oh
What?! No!!! Yes... ? | What ?! No !!! Yes ... ?
“So ‘it’ is,” she said. | “ So ‘ it ’ is , ” she said .
"No," ''yes'' ``then'' | " No , " '' yes '' `` then ''
Good :) bad :-( fine ;) (note: a) | Good :) bad :-( fine ;) ( note : a )
[21:05:00] (LAUGHTER) >> HOLT: | [ 21:05:00 ] ( LAUGHTER ) >> HOLT :
What the f*** and s**t | What the f*** and s**t
===== ***NOTE*** ----- | ===== *** NOTE *** -----
account(s), b) and (c) | account ( s ) , b ) and ( c )
CO2, COVID-19, MH17, G20 | CO2 , COVID - 19 , MH17 , G20
café cafe\u0301's naïve | café cafe\u0301 's naïve
24°C, 40C, 10x | 24 ° C , 40 C , 10 x
"""


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_words_of_a_text(case: str) -> None:
    text, expected = case.split(" | ")
    assert words(text) == expected.split()


def contains(found: list[str], part: list[str]) -> bool:
    return any(found[at : at + len(part)] == part for at in range(len(found)))


def does_its_work(row: Row, found: list[str]) -> bool:
    word = row["words"]
    if row["kind"] == "split":
        return contains([each.lower() for each in found], row["parts"].lower().split())
    if row["kind"] in ("whole", "abbreviation"):
        return word.lower() in [each.lower() for each in found]
    if row["kind"] == "prefix":
        return any(re.fullmatch(rf"(?i){word}-\w+", each) for each in found)
    if row["kind"] == "suffix":
        return any(re.fullmatch(rf"(?i)\w+-{word}", each) for each in found)
    if row["kind"] == "unit":
        return any(each == word and re.fullmatch(r"[\d.]+", before) for before, each in pairwise(found))
    if row["kind"] in ("domain", "file"):
        return any(re.fullmatch(rf"[\w-]+\.{re.escape(word)}(?:\.\w+)?", each) for each in found)
    return row["kind"] == "opener" and contains(found, ["B", ".", word])


@pytest.mark.parametrize("row", table("en/tokens", "words", "kind", "parts", "next", "example"), ids=lambda row: row.id)
def test_a_row_does_what_its_example_says(row: Row) -> None:
    assert does_its_work(row, words(row["example"]))
    if row["kind"] == "split":
        assert row["parts"].replace(" ", "") == row["words"]
        assert len(row["parts"].split()) > 1
    else:
        assert row["parts"] == "-"


PIECES = """
don't cannot I'd've its not U.S. Sen. No. 5 $5m 10:30 non- e-mail th- Holt's ’s n't http://a.b www. @ # a@b.com .pdf
... -- ?! :-) ' " “ ( ) [ / & * - – — 😀 中文 é
"""
HOSTILE = "( a- a . a. 1, & @ a@ www., http://( th- #a x' file.doc non-a- \ud800"
ODD = ("\u00a0", "\u200b", "\u0301", "\ud800", "\n", "\t", " ")
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from([*PIECES.split(), *ODD]), max_size=30).map("".join))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
@example(" \n\t\u00a0 ")
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    found = spans(text)
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert "".join(words(text)) == "".join(text.split())
    assert not any(character.isspace() for word in words(text) for character in word)


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT.filter(lambda text: not re.search("[\ud800-\udfff]", text)))
def test_a_doc_has_the_same_words(text: str) -> None:
    doc = tokenizer(Vocab())(text)
    assert [token.text for token in doc] == words(text)
    assert doc.text.split() == text.split()


def test_offsets_hold_where_a_doc_has_others() -> None:
    text = "  So,\n\nthey  left. "
    assert [text[start:end] for start, end in spans(text)] == ["So", ",", "they", "left", "."]
    assert tokenizer(Vocab())(text).text == "So, they left. "
    assert spans("") == spans(" \n") == []


@pytest.mark.parametrize("unit", HOSTILE.split())
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        started = time.process_time()
        spans(text)
        return time.process_time() - started

    seconds(1000)
    assert seconds(100_000) < 40 * (seconds(10_000) + 0.01)


@pytest.mark.slow
def test_a_hundred_thousand_words_a_second() -> None:
    text = "The mayor of Aldan didn't say, on May 5, that Sen. Holt's long-term plan failed; \"no,\" she said. " * 4000
    taken = []
    for _ in range(4):
        started = time.process_time()
        found = spans(text)
        taken.append(time.process_time() - started)
    assert len(found) / min(taken) > 100_000
