"""The unit tests of the peers: sentences about invented states, source, target and code each, through the whole coder.

    .venv/bin/python benchmarks/events/petrarch.py [--data ../shared/data] [--makers rules] [--spoken] [--misses]

Reads DATA/petrarch (openeventdata/petrarch2, MIT): 284 sentences, and their table of invented actors as an own list of
actors. A list takes codes of three capitals: a longer code is country and sector where it is made of both, else it is
given three letters of its own, one to one. Codes of the gold standard are mapped in the same way, its event codes to
PLOVER types; classes 01 and 02, which PLOVER dropped, are no event, and a request given for an appeal (02) is not
counted. Who acts is found by our coder; agents in its words ("foreign minister") get the code of their table, as the
gold standard has it. A state that is only guessed is not given. Consultations count from both sides.

Sentences whose event codes CAMEO does not have, or that test the refusal of an input (broken, or on a list of what to
discard), are left out; a second figure counts them as wrong. Their figures are on full codes, ours on types.
A triple without a source or target counts where the record asks for such ones.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from status import spoken

from onrecord.errors import UsageError
from onrecord.lexicons.ontology import plover_of_cameo, sectors
from onrecord.pipeline import Coder
from onrecord.records import Actor, Event, Given, Source
from onrecord.settings import ActorList, Settings

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SENTENCES = "PETR.UnitTest.records.parsing_parsed_udpipe_2.0.xml"
TARGET = 50.0
ANCHORS = (
    ("PETRARCH2, validation dictionaries, the 247 of the same text", 45.7, 51.9),
    ("Universal PETRARCH, PETR-2 verbs", 51.4, 70.2),
)
NOBODY = "---"
LIST = "petrarch.tsv"
OWN = {"MED": "JRN", "MOP": "OPP", "CIV": "CVL", "UAF": "UAF", "HRI": "SOC", "NGO": "SOC", "CRM": "CRM"}
"""Their codes for agents that PLOVER calls otherwise."""
GROUPS = ("DEMO", "AGENT", "COMPOUND", "COMMA", "DATE", "ACTOR", "VERB", "PATTERN", "PASSIVE", "SYNSET", "DISCARD")
"""Categories: what the ids begin with; all others are news."""

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """One sentence. `wanted` is None where nothing can be asked; `alone`: triples without source or target count.

    `free` are triples that may be given or not: an appeal, which PLOVER dropped as a class of its own, as a request.
    """

    id: str
    group: str
    text: str
    day: str
    wanted: frozenset[Triple] | None
    alone: bool
    free: frozenset[Triple] = frozenset()


class Codes:
    """Their actor codes as a list takes them: country and sector, one to one."""

    def __init__(self) -> None:
        self.short: dict[str, str] = {}

    def split(self, code: str) -> tuple[str, str]:
        """Country and sector of a code, each "" where it says none.

        >>> Codes().split("GONGOVFRM"), Codes().split("DNKMED"), Codes().split("ITHTV")
        (('GON', 'GOV'), ('DNK', 'JRN'), ('QAA', ''))
        """
        if code in self.short:
            return self.short[code], ""
        country, rest = code[:3], re.findall("...", code[3:])
        named = [OWN.get(part, part) for part in rest if OWN.get(part, part) in sectors()]
        if re.fullmatch(r"[A-Z]{3}|---", country) and (code == country or named) and len(code) % 3 == 0:
            return country.replace(NOBODY, ""), named[0] if named else ""
        number = len(self.short)
        self.short[code] = "Q" + chr(65 + number // 26) + chr(65 + number % 26)
        return self.short[code], ""

    def joined(self, code: str) -> str:
        """The code as one string, by which it is compared."""
        return "".join(self.split(code.upper())) or NOBODY


def day_of(digits: str) -> date:
    """A day of their table: YYMMDD or YYYYMMDD."""
    full = digits if len(digits) == 8 else f"19{digits}"
    return date(int(full[:4]), int(full[4:6]), int(full[6:]))


def bounds(cell: str) -> tuple[str, str]:
    """First and last day, "" where open, of the time behind a code: `< 950601`, `19950601 - 19990815`, `> 990816`."""
    days = [day_of(digits) for digits in re.findall(r"\d{8}|\d{6}", cell)]
    if "<" in cell:
        return "", (days[0] - timedelta(1)).isoformat()
    if ">" in cell:
        return (days[0] + timedelta(1)).isoformat(), ""
    return (days[0].isoformat(), days[1].isoformat()) if len(days) == 2 else ("", "")


def own_list(text: str, codes: Codes) -> tuple[str, dict[str, str]]:
    """Their table of actors as an own list of ours, in lower case: found in any case, as with them.

    And their code of each of its rows, by what a code of ours says as its reason.
    """
    full: dict[str, str] = {}
    entries: list[tuple[list[str], list[str]]] = []
    for raw in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines():
        line = raw.partition("#")[0].rstrip()
        name = re.sub(r"\[.*", "", line).replace("_", " ").strip()
        if name and not name.startswith("+"):
            entries.append(([name.lower()], []))
        elif name:
            entries[-1][0].append(name.removeprefix("+").lower())
        if entries:
            entries[-1][1].extend(re.findall(r"\[([^\]]*)\]", line))
    rows = ["name\taliases\tcountry\tsector\tfrom\tto"]
    for names, given in entries:
        for cell in given:
            code = re.split(r"[\s<>]", cell.strip())[0].upper()
            if not re.search("[A-Z]", code):
                continue
            country, sector = codes.split(code)
            first, last = bounds(cell)
            rows.append("\t".join((names[0], "; ".join(names[1:]), country, sector, first, last)))
            full[f"listed: {LIST} row {len(rows)}"] = code
    return "\n".join(rows) + "\n", full


def type_of(code: str) -> str | None:
    """The PLOVER type of an event code, None for the classes that PLOVER dropped; UsageError for no code of CAMEO."""
    return plover_of_cameo(re.sub(r"\D", "", code)).type


def cases(path: Path, codes: Codes) -> Iterator[Case]:
    """The sentences in the order of the file."""
    alone = False
    for element in ElementTree.parse(path).getroot().iter():
        if element.tag == "Config" and element.get("option") == "require_dyad":
            alone = element.get("value", "").lower() == "false"
        if element.tag != "Sentence":
            continue
        name = element.get("id", "")
        day = element.get("date", "")
        yield Case(
            id=name,
            group=next((group for group in GROUPS if name.startswith(group)), "news and others"),
            text=ended(" ".join((element.findtext("Text") or "").split())),
            day=f"{day[:4]}-{day[4:6]}-{day[6:]}",
            wanted=wanted(element.findall("EventCoding"), codes),
            alone=alone,
            free=appeals(element.findall("EventCoding"), codes),
        )


def ended(text: str) -> str:
    """A sentence with its full stop: a line without one is read as a headline, in which nothing is done."""
    return text if text[-1:] in '.!?"' else f"{text}."


def pair_of(one: ElementTree.Element, codes: Codes) -> tuple[str, str]:
    """Source and target of a record."""
    return codes.joined(one.get("sourcecode", "")), codes.joined(one.get("targetcode", ""))


def appeals(codings: Iterable[ElementTree.Element], codes: Codes) -> frozenset[Triple]:
    """The appeals (02) of a record as requests."""
    return frozenset((*pair_of(one, codes), "REQUEST") for one in codings if one.get("eventcode", "").startswith("02"))


def wanted(codings: Iterable[ElementTree.Element], codes: Codes) -> frozenset[Triple] | None:
    """The triples of a record; None if it tests a refusal, or has event codes that CAMEO does not have."""
    found = set()
    for one in codings:
        if one.get("error"):
            return None
        if one.get("eventcode") is None:
            continue
        try:
            kind = type_of(one.get("eventcode", ""))
        except UsageError:
            return None
        if kind is not None:
            found.add((*pair_of(one, codes), kind))
    return both_ways(found)


class Agents:
    """Their table of agents: the code behind each phrase ("foreign minister": `~GOVFRM`), in lower case.

    >>> agents = Agents("FERRY_GOOSE {FERRY_GEESE} [~GGS]")
    >>> agents.patterns("the Ferry Geese's"), agents.patterns("a goose")
    (['~GGS'], [])
    """

    def __init__(self, text: str) -> None:
        self.code_of: dict[str, str] = {}
        sets = {
            name: re.split(r",\s*", words) for name, words in re.findall(r"^(!\w+!)\s*=\s*(.+)$", text, re.MULTILINE)
        }
        for name, plural, code in re.findall(r"^([^#\n{\[]+?)\s*(\{.*?\})?\s*\[([^\]]*)\]", text, re.MULTILINE):
            held = next((one for one in sets if one in name), "")
            for word in sets.get(held, [""]):
                for form in self._forms(name.replace(held, word) if held else name, plural):
                    self.code_of.setdefault(form, code.strip())

    def _forms(self, name: str, plural: str) -> tuple[str, ...]:
        name = " ".join(name.replace("_", " ").lower().split())
        usual = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
        several = plural.strip("{}").replace("_", " ").lower() if plural else usual
        return (name, several) if several else (name,)

    def patterns(self, words: str) -> list[str]:
        """The codes of the agents in some words, in their order, the longest phrase first."""
        some = [re.sub(r"['’]s?$", "", word).strip(".,") for word in words.lower().split()]
        found, at = [], 0
        while at < len(some):
            forms = {end: " ".join(some[at:end]) for end in range(len(some), at, -1)}
            end = next((end for end, form in forms.items() if form in self.code_of), None)
            found += [self.code_of[forms[end]]] if end is not None else []
            at = end or at + 1
        return found


def code_of(actor: Actor, words: str, full: dict[str, str], agents: Agents) -> str:
    """Their full code of an actor named by some words: that of its row in the list, else its state.

    To it come the codes of the agents in the words, as their table has them. A state that no words give does not count,
    so who has none and is no agent of theirs ("crowds") is nobody, as with them.
    """
    country = actor.country
    code = full.get(country.reason, country.value or "") if country.evidence is not None else ""
    for pattern in agents.patterns(words):
        code = pattern.replace("~", code or NOBODY)
    return code or NOBODY


def triples(events: Iterable[Event], codes: dict[str, str], *, alone: bool) -> frozenset[Triple]:
    """What the coder gives: each actor with each recipient, and those of one meeting with one another.

    A code with itself is no pair.
    """
    found: set[Triple] = set()
    for event in events:
        doers, receivers = ([codes[one] for one in some] for some in (event.actors, event.recipients))
        pairs = [(left, right) for left in doers for right in receivers]
        if not receivers:
            pairs = [(left, right) for left in doers for right in doers if left != right]
        if not pairs and alone:
            pairs = [(left, NOBODY) for left in doers] + [(NOBODY, right) for right in receivers]
        found.update((left, right, event.type) for left, right in pairs)
    return both_ways(one for one in found if (alone or NOBODY not in one) and (one[0] != one[1] or one[0] == NOBODY))


def both_ways(some: Iterable[Triple]) -> frozenset[Triple]:
    """Triples, those of consultations from both sides: who hosts (033) and who visits (032) are one type."""
    every = list(some)
    return frozenset(every) | {(right, left, kind) for left, right, kind in every if kind == "CONSULT"}


def scores(pairs: Iterable[tuple[frozenset[Triple], frozenset[Triple]]]) -> str:
    """Share of sentences with all triples right, and precision, recall and F1 of triples."""
    some = list(pairs)
    right = sum(gold == given for gold, given in some)
    both, gold_, given_ = (
        sum(map(len, parts))
        for parts in ([gold & given for gold, given in some], [gold for gold, _ in some], [given for _, given in some])
    )
    precision, recall = 100 * both / max(1, given_), 100 * both / max(1, gold_)
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    share = 100 * right / max(1, len(some))
    return f"{share:5.1f} ({right:3} of {len(some):3})   {precision:5.1f} {recall:5.1f} {f1:5.1f}"


def share_right(pairs: Iterable[tuple[frozenset[Triple], frozenset[Triple]]]) -> float:
    """Share of sentences with all triples right, in percent."""
    some = [gold == given for gold, given in pairs]
    return 100 * sum(some) / max(1, len(some))


def main() -> int:
    """Prints the figures; 1 if the share of sentences lies below its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--makers", choices=("both", "rules", "head"), default="both", help="who finds events")
    parser.add_argument("--spoken", action="store_true", help="read each sentence as a spoken line, not as a paragraph")
    parser.add_argument("--misses", action="store_true", help="also print each sentence that is not all right")
    chosen = parser.parse_args()
    folder, codes = chosen.data / "petrarch", Codes()
    listed, full = own_list((folder / "PETR.Validate.actors.txt").read_text(encoding="utf-8"), codes)
    coder = Coder(Settings(actors=ActorList.of(LIST, listed), event_makers=chosen.makers))
    agents = Agents((folder / "PETR.Validate.agents.txt").read_text(encoding="utf-8"))
    found: list[tuple[Case, frozenset[Triple], list[str]]] = []
    causes: dict[str, Counter[str]] = {}
    known = 0
    every = list(cases(folder / SENTENCES, codes))
    for case in every:
        if case.wanted is None:
            continue
        given = Given(date=case.day)
        source = spoken(case.text, given) if chosen.spoken else Source(name=case.id, content=case.text, given=given)
        coded = coder.code(source)
        words = {one.actor_id: one.evidence.quote for one in reversed(coded.mentions)}
        theirs = {one.id: code_of(one, words.get(one.id, one.name), full, agents) for one in coded.actors}
        named = {one: codes.joined(code) for one, code in theirs.items()}
        made = triples(coded.events, named, alone=case.alone) - (case.free - case.wanted)
        known += bool(case.wanted) and {code for one in case.wanted for code in one[:2]} - {NOBODY} <= {*named.values()}
        if made != case.wanted:
            reason = why(case, made, frozenset(named.values()), frozenset(one.type for one in coded.events))
            causes.setdefault(case.group, Counter())[reason] += 1
        found.append((case, made, [f"{one.type} at {one.trigger.quote!r}: {one.reason}" for one in coded.events]))
    pairs = [(case.wanted or frozenset(), made) for case, made, _ in found]
    print(f"{'sentences all right':>48}   triples P     R    F1")
    for name, share, f1 in ANCHORS:
        print(f"  {share:5.1f} %, triple F1 {f1}: {name} (full codes; stated in the issue on events)")
    print(f"{'onrecord, PLOVER types':26}{scores(pairs)}   target {TARGET:.0f} % of sentences")
    whole = 100 * sum(gold == made for gold, made in pairs) / len(every)
    print(f"  {len(every) - len(found)} sentences are left out; with them as wrong {whole:.1f} % of {len(every)}")
    types = [_without_actors(pair) for pair in pairs]
    asked = sum(bool(gold) for gold, _ in pairs)
    print(f"  all actors that are wanted are among those of the coder: {known} of {asked} sentences with a triple")
    print(f"{'types alone':26}{scores(types)}")
    print("below the target: " + (", ".join(_by_group([case for case, _, _ in found], pairs, causes)) or "no category"))
    kinds = sum(causes.values(), Counter[str]())
    print("wrong sentences: " + ", ".join(f"{cause} {count}" for cause, count in kinds.most_common()))
    for case, made, reasons in found if chosen.misses else ():
        if made != case.wanted:
            print(f"{case.id}: {case.text}")
            print(f"  wanted {_shown(case.wanted or frozenset())}; given {_shown(made)}")
            print("".join(f"  {reason}\n" for reason in reasons), end="")
    return int(share_right(pairs) < TARGET)


def _without_actors(pair: tuple[frozenset[Triple], frozenset[Triple]]) -> tuple[frozenset[Triple], frozenset[Triple]]:
    gold, made = (frozenset(("", "", kind) for _, _, kind in some) for some in pair)
    return gold, made


def why(case: Case, made: frozenset[Triple], named: frozenset[str], coded: frozenset[str]) -> str:
    """Why a sentence is not all right, the first that holds; `named` are the codes found, `coded` the types."""
    gold = case.wanted or frozenset()
    pairs, given = ({one[:2] for one in some} for some in (gold, made))
    kinds = {one[2] for one in gold}
    reasons = (
        ("no event is asked", not gold),
        ("an actor is not found", not {code for pair in pairs for code in pair} - {NOBODY} <= named),
        ("more than is asked", gold < made),
        ("a pair is missing", bool(made) and made < gold),
        ("roles exchanged", bool({(right, left, kind) for left, right, kind in gold} & made)),
        ("another type", bool(pairs & given)),
        ("the type without its roles", bool(kinds & coded)),
        ("another event", bool(coded)),
    )
    return next((reason for reason, holds in reasons if holds), "no event is found")


def _by_group(
    some: list[Case], pairs: list[tuple[frozenset[Triple], frozenset[Triple]]], causes: dict[str, Counter[str]]
) -> list[str]:
    """Prints the figures of each category with the main causes; gives those below the target."""
    short = []
    for group in dict.fromkeys(case.group for case in some):
        inside = [pair for pair, case in zip(pairs, some, strict=True) if case.group == group]
        main_causes = ", ".join(f"{cause} {count}" for cause, count in causes.get(group, Counter()).most_common(2))
        print(f"  {group:24}{scores(inside)}   {main_causes}")
        short += [group] * (share_right(inside) < TARGET)
    return short


def _shown(some: frozenset[Triple]) -> str:
    return ", ".join(" ".join(one) for one in sorted(some)) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
