"""When a statement was made: the date words of its sentence, on hand-made trees; and days, read by the model."""

from typing import NamedTuple

import pytest
from trees import GRAMMAR, tree

from onrecord import Coder, Source
from onrecord.records import StatementKind
from onrecord.statements.rules import Rules
from onrecord.statements.said import Dated, Occasions, date_words

RULES, OCCASIONS = Rules(GRAMMAR), Occasions(GRAMMAR)
WAS_UNSAFE = "the/DT bridge/NN was/VBD:be unsafe/JJ ./."
IS_UNSAFE = "the/DT bridge/NN is/VBZ:be unsafe/JJ ./."
UNSAFE = "det<bridge nsubj<unsafe cop<unsafe ccomp"


class Case(NamedTuple):
    """`when` is empty where no words date the saying by this cue."""

    cue: str
    words: str
    tree: str
    when: str = ""
    names: tuple[str, ...] = ()


CASES = [
    Case(
        "told",
        f"Mara/NNP Pell/NNP told/VBD:tell reporters/NNS:reporter on/IN May/NNP 5/CD that/IN {WAS_UNSAFE}",
        f"nsubj<told flat<Mara root iobj<told case<5 nmod:unmarked<5 nmod<Mara mark<unsafe {UNSAFE}<told punct<told",
        "May 5",
    ),
    Case(
        "said",
        f"Mara/NNP Pell/NNP said/VBD:say in/IN an/DT interview/NN on/IN Sunday/NNP that/IN {WAS_UNSAFE}",
        "nsubj<said flat<Mara root case<interview det<interview obl<said case<Sunday nmod<interview mark<unsafe "
        f"{UNSAFE}<said punct<said",
        "Sunday",
    ),
    Case(
        "said",
        f"In/IN a/DT statement/NN Tuesday/NNP ,/, Mara/NNP Pell/NNP said/VBD:say {WAS_UNSAFE}",
        "case<statement det<statement obl<said nmod:unmarked<statement punct<statement nsubj<said flat<Mara root "
        f"{UNSAFE}<said punct<said",
        "Tuesday",
    ),
    Case(
        "said",
        f"Mara/NNP Pell/NNP said/VBD:say Friday/NNP that/IN {WAS_UNSAFE}",
        f"nsubj<said flat<Mara root obl:unmarked<said mark<unsafe {UNSAFE}<said punct<said",
        "Friday",
    ),
    Case(
        "warned",
        "Speaking/VBG:speak in/IN Paris/NNP on/IN Monday/NNP ,/, Mara/NNP Pell/NNP warned/VBD:warn that/IN "
        f"{WAS_UNSAFE}",
        "advcl<warned case<Paris obl<Speaking case<Monday obl<Speaking punct<Speaking nsubj<warned flat<Mara root "
        f"mark<unsafe {UNSAFE}<warned punct<warned",
        "Monday",
    ),
    Case(
        "said",
        f"On/IN Thursday/NNP ,/, Mara/NNP Pell/NNP said/VBD:say {WAS_UNSAFE}",
        f"case<Thursday obl<said punct<Thursday nsubj<said flat<Mara root {UNSAFE}<said punct<said",
        "Thursday",
    ),
    Case(
        "said",
        "Mara/NNP Pell/NNP ,/, speaking/VBG:speak to/IN reporters/NNS:reporter in/IN Lima/NNP on/IN Monday/NNP "
        f",/, said/VBD:say {WAS_UNSAFE}",
        "nsubj<said flat<Mara punct<speaking acl<Mara case<reporters obl<speaking case<Lima nmod<reporters "
        f"case<Monday obl<speaking punct<Mara root {UNSAFE}<said punct<said",
        "Monday",
    ),
    Case(
        "according to",
        "The/DT bridge/NN was/VBD:be unsafe/JJ ,/, according/VBG:accord to/IN a/DT report/NN released/VBN:release "
        "last/JJ week/NN ./.",
        "det<bridge nsubj<unsafe cop<unsafe root punct<report case<report fixed<according det<report obl<unsafe "
        "acl<report amod<week obl:unmarked<released punct<unsafe",
        "last week",
    ),
    Case(
        "said",
        f"A/DT report/NN released/VBN:release last/JJ week/NN said/VBD:say {WAS_UNSAFE}",
        f"det<report nsubj<said acl<report amod<week obl:unmarked<released root {UNSAFE}<said punct<said",
        "last week",
    ),
    Case(
        "wrote",
        f"In/IN a/DT letter/NN dated/VBN:date May/NNP 5/CD ,/, Pell/NNP wrote/VBD:write that/IN {WAS_UNSAFE}",
        "case<letter det<letter obl<wrote acl<letter nmod:unmarked<5 xcomp<dated punct<letter nsubj<wrote root "
        f"mark<unsafe {UNSAFE}<wrote punct<wrote",
        "May 5",
    ),
    Case(
        "suggested",
        f"In/IN a/DT 2013/CD memo/NN ,/, the/DT board/NN suggested/VBD:suggest that/IN {WAS_UNSAFE}",
        "case<memo det<memo compound<memo obl<suggested punct<memo det<board nsubj<suggested root mark<unsafe "
        f"{UNSAFE}<suggested punct<suggested",
        "2013",
        names=("2013 DATE",),
    ),
    Case(
        "said",
        "Mara/NNP Pell/NNP ,/, who/WP spoke/VBD:speak to/IN the/DT program/NN yesterday/NN ,/, said/VBD:say "
        f"{WAS_UNSAFE}",
        "nsubj<said flat<Mara punct<spoke nsubj<spoke acl:relcl<Mara case<program det<program obl<spoke "
        f"obl:unmarked<spoke punct<Mara root {UNSAFE}<said punct<said",
        "yesterday",
    ),
    Case(
        "said",
        f"The/DT harbour/NN board/NN on/IN Friday/NNP said/VBD:say {WAS_UNSAFE}",
        f"det<board compound<board nsubj<said case<Friday nmod<board root {UNSAFE}<said punct<said",
        "Friday",
    ),
    Case(
        "said",
        f"During/IN Tuesday/NNP 's/POS debate/NN ,/, Pell/NNP said/VBD:say {WAS_UNSAFE}",
        f"case<debate nmod:poss<debate case<Tuesday obl<said punct<debate nsubj<said root {UNSAFE}<said punct<said",
        "Tuesday",
    ),
    Case(
        "said",
        "The/DT bridge/NN ,/, Pell/NNP said/VBD:say on/IN Monday/NNP ,/, was/VBD:be unsafe/JJ ./.",
        "det<bridge nsubj<unsafe punct<said nsubj<said root case<Monday obl<said punct<bridge cop<unsafe "
        "ccomp<said punct<unsafe",
        "Monday",
    ),
    Case(
        "saying",
        "The/DT board/NN rejected/VBD:reject the/DT plan/NN on/IN Friday/NNP ,/, saying/VBG:say the/DT bridge/NN "
        "was/VBD:be unsafe/JJ ./.",
        "det<board nsubj<rejected root det<plan obj<rejected case<Friday obl<rejected punct<saying advcl<rejected "
        "det<bridge nsubj<unsafe cop<unsafe ccomp<saying punct<rejected",
        "Friday",
    ),
    Case(
        "saying",
        "The/DT board/NN issued/VBD:issue a/DT statement/NN on/IN Friday/NNP saying/VBG:say the/DT bridge/NN "
        "was/VBD:be unsafe/JJ ./.",
        "det<board nsubj<issued root det<statement obj<issued case<Friday obl<issued acl<statement det<bridge "
        "nsubj<unsafe cop<unsafe ccomp<saying punct<issued",
        "Friday",
    ),
    Case(
        "said",
        f"Pell/NNP said/VBD:say on/IN Monday/NNP before/IN the/DT vote/NN that/IN {WAS_UNSAFE}",
        f"nsubj<said root case<Monday obl<said case<vote det<vote nmod<Monday mark<unsafe {UNSAFE}<said punct<said",
        "Monday",
    ),
    Case(
        "told",
        f"Well/RB ,/, Mara/NNP Pell/NNP told/VBD:tell me/PRP this/DT morning/NN that/IN {WAS_UNSAFE}",
        "discourse<told punct<Well nsubj<told flat<Mara root iobj<told det<morning obl:unmarked<told mark<unsafe "
        f"{UNSAFE}<told punct<told",
        "this morning",
    ),
    Case(
        "told",
        f"She/PRP told/VBD:tell us/PRP on/IN this/DT show/NN last/JJ week/NN that/IN {WAS_UNSAFE}",
        "nsubj<told root iobj<told case<show det<show obl<told amod<week obl:unmarked<told mark<unsafe "
        f"{UNSAFE}<told punct<told",
        "last week",
    ),
    Case(
        "said",
        "Last/JJ night/NN she/PRP went/VBD:go on/IN the/DT radio/NN and/CC said/VBD:say the/DT bridge/NN "
        "was/VBD:be unsafe/JJ ./.",
        "amod<night obl:unmarked<went nsubj<went root case<radio det<radio obl<went cc<said conj<went det<bridge "
        "nsubj<unsafe cop<unsafe ccomp<said punct<went",
        "Last night",
    ),
    Case(
        "says",
        f"And/CC the/DT army/NN ,/, um/RB ,/, tonight/NN says/VBZ:say {IS_UNSAFE}",
        f"cc<says det<army nsubj<says punct<army discourse<says punct<um obl:unmarked<says root {UNSAFE}<says "
        "punct<says",
        "tonight",
    ),
    Case(
        "told",
        "An/DT official/NN told/VBD:tell me/PRP an/DT hour/NN ago/RB the/DT bridge/NN is/VBZ:be shut/JJ ./.",
        "det<official nsubj<told root iobj<told det<hour obl:unmarked<ago advmod<told det<bridge nsubj:pass<shut "
        "aux:pass<shut ccomp<told punct<told",
        "an hour ago",
    ),
    Case(
        "say",
        f"Pell/NNP will/MD say/VB on/IN Wednesday/NNP that/IN {IS_UNSAFE}",
        f"nsubj<say aux<say root case<Wednesday obl<say mark<unsafe {UNSAFE}<say punct<say",
        "Wednesday",
    ),
    # dates of what is said, or of something else
    Case(
        "said",
        "Mara/NNP Pell/NNP said/VBD:say the/DT vote/NN would/MD be/VB held/VBN:hold on/IN May/NNP 5/CD ./.",
        "nsubj<said flat<Mara root det<vote nsubj:pass<held aux<held aux:pass<held ccomp<said case<5 "
        "nmod:unmarked<5 obl<held punct<said",
    ),
    Case(
        "said",
        "Mara/NNP Pell/NNP said/VBD:say it/PRP had/VBD:have been/VBN:be attacked/VBN:attack on/IN Sunday/NNP ./.",
        "nsubj<said flat<Mara root nsubj:pass<attacked aux<attacked aux:pass<attacked ccomp<said case<Sunday "
        "obl<attacked punct<said",
    ),
    Case(
        "said",
        "Mara/NNP Pell/NNP said/VBD:say that/IN on/IN Monday/NNP troops/NN shot/VBD:shoot at/IN the/DT bridge/NN ./.",
        "nsubj<said flat<Mara root mark<shot case<Monday obl<shot nsubj<shot ccomp<said case<bridge det<bridge "
        "obl<shot punct<said",
    ),
    Case(
        "said",
        "The/DT vote/NN will/MD be/VB held/VBN:hold on/IN May/NNP 5/CD ,/, Mara/NNP Pell/NNP said/VBD:say ./.",
        "det<vote nsubj:pass<held aux<held aux:pass<held ccomp<said case<5 nmod:unmarked<5 obl<held punct<held "
        "nsubj<said flat<Mara root punct<said",
    ),
    Case(
        "according to",
        "Troops/NNS:troop shot/VBD at/IN the/DT bridge/NN on/IN Monday/NNP ,/, according/VBG:accord to/IN "
        "Mara/NNP Pell/NNP ./.",
        "nsubj:pass<shot root case<bridge det<bridge obl<shot case<Monday obl<shot punct<Mara case<Mara "
        "fixed<according obl<shot flat<Mara punct<shot",
    ),
    Case(
        "promised",
        "Mara/NNP Pell/NNP promised/VBD:promise to/TO open/VB the/DT bridge/NN on/IN Friday/NNP ./.",
        "nsubj<promised flat<Mara root mark<open xcomp<promised det<bridge obj<open case<Friday obl<open "
        "punct<promised",
    ),
    Case(
        "said",
        "Mara/NNP Pell/NNP said/VBD:say Monday/NNP 's/POS attack/NN was/VBD:be a/DT mistake/NN ./.",
        "nsubj<said flat<Mara root nmod:poss<attack case<Monday nsubj<mistake cop<mistake det<mistake ccomp<said "
        "punct<said",
    ),
    Case(
        "said",
        f"Mara/NNP Pell/NNP ,/, who/WP was/VBD:be elected/VBN:elect in/IN May/NNP ,/, said/VBD:say {WAS_UNSAFE}",
        "nsubj<said flat<Mara punct<elected nsubj:pass<elected aux:pass<elected acl:relcl<Mara case<May "
        f"obl<elected punct<Mara root {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        f"The/DT man/NN arrested/VBN:arrest on/IN Sunday/NNP said/VBD:say {WAS_UNSAFE}",
        f"det<man nsubj<said acl<man case<Sunday obl<arrested root {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        f"Survivors/NNS:survivor of/IN the/DT attack/NN on/IN Sunday/NNP said/VBD:say {WAS_UNSAFE}",
        f"nsubj<said case<attack det<attack nmod<Survivors case<Sunday nmod<attack root {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        f"In/IN response/NN to/IN the/DT attack/NN on/IN Sunday/NNP ,/, Pell/NNP said/VBD:say {WAS_UNSAFE}",
        "case<response obl<said case<attack det<attack nmod<response case<Sunday nmod<attack punct<response "
        f"nsubj<said root {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        f"Mara/NNP Pell/NNP has/VBZ:have said/VBN:say since/IN Monday/NNP that/IN {WAS_UNSAFE}",
        f"nsubj<said flat<Mara aux<said root case<Monday obl<said mark<unsafe {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        "The/DT board/NN closed/VBD:close the/DT bridge/NN on/IN Friday/NNP after/IN Mara/NNP Pell/NNP "
        "said/VBD:say it/PRP was/VBD:be unsafe/JJ ./.",
        "det<board nsubj<closed root det<bridge obj<closed case<Friday obl<closed mark<said nsubj<said flat<Mara "
        "advcl<closed nsubj<unsafe cop<unsafe ccomp<said punct<closed",
    ),
    Case(
        "said",
        f"After/IN the/DT storm/NN on/IN Sunday/NNP ,/, Mara/NNP Pell/NNP said/VBD:say {WAS_UNSAFE}",
        f"case<storm det<storm obl<said case<Sunday nmod<storm punct<storm nsubj<said flat<Mara root {UNSAFE}<said "
        "punct<said",
    ),
    Case(
        "said",
        "If/IN the/DT bridge/NN is/VBZ:be shut/VBN on/IN Friday/NNP ,/, Mara/NNP Pell/NNP said/VBD:say ,/, the/DT "
        "board/NN will/MD go/VB ./.",
        "mark<shut det<bridge nsubj:pass<shut aux:pass<shut advcl<go case<Friday obl<shut punct<shut nsubj<said "
        "flat<Mara root punct<go det<board nsubj<go aux<go ccomp<said punct<said",
    ),
    Case(
        "says",
        "Only/RB on/IN a/DT Thursday/NNP ,/, she/PRP says/VBZ:say ,/, the/DT bridge/NN is/VBZ:be open/JJ ./.",
        "advmod<Thursday case<Thursday det<Thursday obl<says punct<Thursday nsubj<says root punct<open det<bridge "
        "nsubj<open cop<open ccomp<says punct<says",
    ),
    Case(
        "told",
        f"He/PRP told/VBD:tell USA/NNP Today/NNP that/IN {WAS_UNSAFE}",
        f"nsubj<told root iobj<told obl:unmarked<told mark<unsafe {UNSAFE}<told punct<told",
        names=("USA Today ORG",),
    ),
    Case(
        "told",
        f"The/DT week/NN before/IN the/DT vote/NN she/PRP told/VBD:tell us/PRP that/IN {WAS_UNSAFE}",
        "det<week obl:unmarked<told case<vote det<vote nmod<week nsubj<told root iobj<told mark<unsafe "
        f"{UNSAFE}<told punct<told",
    ),
    Case(
        "says",
        "And/CC ,/, you/PRP know/VBP ,/, he/PRP says/VBZ:say they/PRP were/VBD:be there/RB on/IN Tuesday/NNP ./.",
        "cc<says punct<And nsubj<know parataxis<says punct<know nsubj<says root nsubj<there cop<there ccomp<says "
        "case<Tuesday obl<there punct<says",
    ),
    Case(
        "say",
        "Folks/NNS:folk here/RB say/VBP it/PRP started/VBD:start Saturday/NNP night/NN ,/, when/WRB the/DT "
        "power/NN went/VBD:go ./.",
        "nsubj<say advmod<Folks root nsubj<started ccomp<say compound<night obl:unmarked<started punct<went "
        "advmod<went det<power nsubj<went advcl<started punct<say",
    ),
    Case(
        "said",
        f"LIMA/NNP ,/, May/NNP 5/CD (/: Agency/NNP )/: -/: Pell/NNP said/VBD:say that/IN {WAS_UNSAFE}",
        "nsubj<said punct<5 nmod:unmarked<5 nmod:unmarked<LIMA punct<Agency list<LIMA punct<Agency punct<said "
        f"nsubj<said root mark<unsafe {UNSAFE}<said punct<said",
    ),
    Case(
        "said",
        "Holt/NNP moved/VBD:move there/RB in/IN May/NNP ,/, and/CC Pell/NNP said/VBD:say the/DT bridge/NN "
        "was/VBD:be unsafe/JJ ./.",
        "nsubj<moved root advmod<moved case<May obl<moved punct<said cc<said nsubj<said conj<moved det<bridge "
        "nsubj<unsafe cop<unsafe ccomp<said punct<moved",
    ),
]


def dated(case: Case) -> Dated | None:
    """The date of the one attribution by the cue of a case."""
    found = RULES(tree(case.words, case.tree, *case.names))
    asked = [one for one in found if one.cue is not None and one.cue.text == case.cue]
    assert len(asked) == 1, [one.cue for one in found]
    return OCCASIONS(asked[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.when or 'none'}-{case.words[:40]}")
def test_when_it_is_said(case: Case) -> None:
    found = dated(case)
    assert (found.words.text if found is not None else "") == case.when


def test_the_tense_is_that_of_the_cue_or_of_the_verb_above_it() -> None:
    tenses = {(case.cue, found.tense) for case in CASES if (found := dated(case)) is not None}
    assert tenses == {
        *((cue, "past") for cue in ("told", "said", "warned", "wrote", "suggested", "saying", "according to")),
        ("says", "present"),
        ("say", "future"),
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Pell/NNP left/VBD the/DT day/NN after/IN the/DT vote/NN ./.", []),
        ("Pell/NNP left/VBD on/IN Monday/NNP before/IN the/DT vote/NN ./.", ["Monday"]),
        ("Pell/NNP left/VBD on/IN Monday/NNP ,/, not/RB on/IN Sunday/NNP ./.", ["Monday", "Sunday"]),
        ("Pell/NNP stayed/VBD for/IN two/CD years/NNS ./.", []),
    ],
)
def test_the_date_words_of_a_sentence(words: str, found: list[str]) -> None:
    size = len(words.split())
    doc = tree(words, " ".join(["root", *["dep<Pell"] * (size - 1)]))
    assert [one.text for one in date_words(next(iter(doc.sents)))] == found


DATE = "Date: 7 July 2012\n\n"


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("In a statement Tuesday, Mara Pell said the bridge was unsafe.", ["2012-07-03"]),
        ("Speaking in Lima on Monday, Mara Pell warned that the bridge was unsafe.", ["2012-07-02"]),
        ("The bridge was unsafe, according to a report released last month.", ["2012-06"]),
        ("Mara Pell said it had been attacked on Sunday.", [None]),
        ("Mara Pell said that on Monday troops shot at the bridge.", [None]),
    ],
)
def test_days_of_saying_are_counted_from_the_document(sentence: str, days: list[str | None]) -> None:
    coded = Coder().code(Source(name="<text>", content=DATE + sentence + "\n"))
    assert [one.said.iso if one.said else None for one in coded.statements] == days


@pytest.mark.model
def test_for_what_a_guest_says_in_the_programme_no_date_is_invented() -> None:
    turns = "ADA LINDT, HOST: Mara Pell told me yesterday that it is open.\n\nMARA PELL: It was shut on Monday.\n"
    coded = Coder().code(Source(name="<text>", content=DATE + turns))
    said = {one.kind: one.said.words.quote if one.said else None for one in coded.statements}
    assert said == {StatementKind.INDIRECT: "yesterday", StatementKind.CLIP: None}
