"""What is known of a document: outlet, station, programme, title, reporter's place, date of the broadcast.

Each is a `Fact` with its basis and reason. A date is stated in the text, comes from the container or an option, or is
unknown; the year in a broadcaster's legal footer bounds it (`Interval`), the year in a station's header never does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from onrecord.lexicons import table
from onrecord.records import Basis, Fact, Given, Interval
from onrecord.transcripts.chrome import Patch
from onrecord.transcripts.formulas import Formulas
from onrecord.transcripts.names import normal_case
from onrecord.transcripts.page import Line, Page
from onrecord.transcripts.turns import Utterance

_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL = (
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})\b"),
)
_CENTURY = re.compile(r"(?:19|20)\d\d")
_STATES_DATE = re.compile(
    r"\b(?:aired|airs|broadcast|recorded|published|posted|transcript from|edition of|date|heard on|delivered|release"
    r"|briefing|press conference|interview)\b"
    r"|\b(?:From the|Dated)\s*$",
    re.IGNORECASE,
)
# What may stand beside a date that stands for itself: a day of the week, a clock time, a time zone.
_WHEN = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|at|on|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b\.?"
    r"|[A-Z]{1,2}[SD]?T|GMT|UTC)(?!\w)",
    re.IGNORECASE,
)
_URL_DATE = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/|$)")
_CREDIT = re.compile(
    r"(?:Copyright|COPYRIGHT|©|\(c\)) ?(?:©|\(c\))? ?(?:(?:19|20)\d\d )?(?!©)"
    r"([A-Z][\w&'-]*(?: [A-Z][\w&'-]*)*)(?=[.,;]|$| All)"
)
_NO_HEADLINE = re.compile(
    r"(?:By|by|Updated|Share|TEL|FAX|En Route)\b|[0-9:]+ |[-–•] |(?i:subjects?|topics?|photos?|anchors|length|show): "
)
_DATELINE = re.compile(r"[A-Z][A-Za-z .,/'-]{2,60} \(([A-Z][\w ]{1,20})\) ?[—–-]")
_CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}\b(?:-(?:FM|TV|AM))?")
_FOOTER_YEAR = re.compile(r"(?:Copyright|©|\(c\)) ?(?:©|\(c\))? ?((?:19|20)\d\d) ([A-Z][\w .&'-]+)")


def full_date(text: str) -> tuple[str, int, int] | None:
    """The first full date of a text: ISO, start, end.

    >>> full_date("It aired on March 3rd, 2019.")
    ('2019-03-03', 12, 27)
    """
    if not _CENTURY.search(text):
        return None
    found = [match for pattern in _FULL for match in [pattern.search(text)] if match]
    for match in sorted(found, key=lambda match: match.start()):
        iso = _iso(match)
        if iso:
            return iso, match.start(), match.end()
    return None


def _iso(match: re.Match[str]) -> str | None:
    month = match["month"].rstrip(".").casefold()
    number = (
        int(month) if month.isdigit() else next((n for name, n in _MONTHS.items() if name.startswith(month[:3])), 0)
    )
    try:
        return date(int(match["year"]), number, int(match["day"])).isoformat()
    except ValueError:
        return None


class Facts:
    """The facts of one document, from what is given, the text around the speech, and the speech itself."""

    def __init__(self, page: Page, given: Given, patches: tuple[Patch, ...], spoken: tuple[Utterance, ...]) -> None:
        self.page, self.given, self.patches, self.spoken = page, given, patches, spoken
        self.formulas = Formulas.load()
        self.chrome = {patch.start for patch in patches}
        self.first = min((u.label_start if u.label else u.start for u in spoken), default=len(page.text))
        self.head = _front_matter(page)
        self.top = [line for line in page.lines[:40] if line.start < self.first]

    def _given(self, name: str) -> Fact | None:
        value = self.given.of(name)
        if not value:
            return None
        origin = self.given.origin_of(name)
        basis = Basis.OPTION if origin == "option" else Basis.CONTAINER
        return Fact(value=value, basis=basis, reason=f"given: {origin}")

    def _stated(self, start: int, end: int, reason: str, value: str | None = None) -> Fact:
        evidence = self.page.evidence(start, end)
        return Fact(value=value or evidence.quote, basis=Basis.STATED, reason=reason, evidence=evidence)

    def title(self) -> Fact:
        """The headline: given, in the front matter, or the first line above the speech that reads like one."""
        given = self._given("title") or self._from_head("title")
        if given:
            return given
        likely = list(self._headlines())
        for line in (*(line for line in likely if self._long(line)), *likely):
            return self._stated(line.start, line.end, "reads like the headline above the text")
        return _unknown("no headline")

    def _headlines(self) -> Iterator[Line]:
        """The lines above the first paragraph of prose that may be headlines."""
        for line in self.top[:30]:
            words = self.page.folded[line.start : line.end]
            if line.start in self.chrome or self._is_head(line.start) or len(words) < 8 or " " not in words:
                continue
            prose = words.endswith((".", '."', '?"', ":")) and len(words) > 60
            if prose:
                return
            plain = not words.endswith((".", ":", ";", ",")) and not full_date(words) and words[0] not in "([<>|•"
            if plain and len(words) <= 200 and not _NO_HEADLINE.match(words):
                yield line

    def _long(self, line: Line) -> bool:
        """Whether a line is more than a slogan or a name: four words that begin with a capital."""
        words = self.page.folded[line.start : line.end].split()
        return len(words) >= 5 and sum(word[0].isalpha() for word in words) >= 4 and "›" not in words

    def _is_head(self, start: int) -> bool:
        return bool(self.head) and start < max(end for _, end in self.head.values())

    def _from_head(self, name: str) -> Fact | None:
        if name not in self.head:
            return None
        start, end = self.head[name]
        return self._stated(start, end, f"front matter: {name}") if start < end else None

    def outlet(self) -> Fact:
        """The broadcaster or agency: given, in a credit, sign-off or opening, in labels, in a dateline."""
        given = self._given("outlet")
        if given:
            return given
        for start, end, reason in self._outlets():
            words = self.page.text[start:end]
            return self._stated(
                start, end, reason, _outlet_forms().get(words) or _programmes().get(words.title(), words)
            )
        return _unknown("the text names no outlet")

    def _outlets(self) -> Iterator[tuple[int, int, str]]:
        text = self.page.folded
        for patch in self.patches:
            match = _CREDIT.search(text, patch.start, patch.end)
            if match and patch.rest and patch.start > self.first:
                yield *match.span(1), "the credit or footer names it"
        for utterance in (*self.spoken[:2], *self.spoken[-3:]):
            for kind, begin in (("opening", utterance.start), ("signoff", max(utterance.start, utterance.end - 120))):
                found = self.formulas.named(kind, text[begin : min(utterance.end, begin + 400)], "outlet")
                if found:
                    yield begin + found.start, begin + found.end, f"{kind} formula"
        yield from self._in_labels()
        programme = self.programme()
        if programme.evidence and programme.value in _programmes() and programme.evidence.start >= self.first:
            yield programme.evidence.start, programme.evidence.end, "the programme's broadcaster"
        for line in self.top[:12]:
            words = text[line.start : line.end]
            dateline = _DATELINE.match(words)
            if dateline and not self.spoken:
                yield line.start + dateline.start(1), line.start + dateline.end(1), "dateline"
            elif words in _outlet_forms() or words.title() in _outlet_forms():
                yield line.start, line.end, "stands alone above the text"

    def _in_labels(self) -> Iterator[tuple[int, int, str]]:
        counts: Counter[str] = Counter()
        where: dict[str, tuple[int, int]] = {}
        for utterance in self.spoken:
            label = utterance.label
            if label and label.affiliation:
                words = label.text[slice(*label.affiliation)].split()
                if words and words[0].rstrip(",") in _outlet_forms():
                    start = utterance.label_start + label.affiliation[0]
                    counts[words[0]] += 1
                    where.setdefault(words[0], (start, start + len(words[0].rstrip(","))))
        for word, _ in counts.most_common(1):
            yield *where[word], "affiliation in labels"

    def station(self) -> Fact:
        """The local station: a call sign in the page around the speech."""
        given = self._given("station")
        if given:
            return given
        for patch in self.patches:
            if patch.kind in ("copyright", "pledge", "station", "credit", "player"):
                match = _CALL_SIGN.search(self.page.folded, patch.start, patch.end)
                if match:
                    return self._stated(match.start(), match.end(), "call sign in the page")
        return _unknown("no call sign in the page")

    def programme(self) -> Fact:
        """The programme: given, in an opening or closing formula, or named above the speech."""
        given = self._given("programme")
        if given:
            return given
        for utterance in (*self.spoken[:3], *self.spoken[-2:]):
            words = self.page.folded[utterance.start : utterance.end]
            for begin in (0, max(0, len(words) - 300)):
                found = self.formulas.find("programme", words[begin : begin + 400], "title")
                named = words[begin + found.start : begin + found.end] if found else ""
                if found and (named not in _outlet_forms() or named in _programmes()):
                    start = utterance.start + begin + found.start
                    return self._stated(
                        start,
                        start + found.end - found.start,
                        "programme formula",
                        self._programme(start, found.end - found.start),
                    )
        for line in self.top if self.spoken else ():
            match = _named_programme().search(self.page.folded, line.start, line.end)
            if match:
                return self._stated(match.start(1), match.end(1), "named above the speech")
        return _unknown("the text names no programme")

    def _programme(self, start: int, length: int) -> str:
        words = self.page.text[start : start + length]
        for row in table("en/programmes", "name", "outlet"):
            if row["name"].casefold() == words.casefold():
                return row["name"]
        return normal_case(words) if words.isupper() else words

    def place(self) -> Fact:
        """The reporter's place, from a sign-off or a dateline."""
        for utterance in reversed(self.spoken[-4:]):
            begin = max(utterance.start, utterance.end - 120)
            tail = self.page.folded[begin : utterance.end]
            if self.formulas.has("signoff", tail):
                match = re.search(r".*(?:, | in | at )((?:the )?[A-Z][\w' -]{2,40})\.?\s*$", tail)
                if match and not re.search(r"\b(?:News|Radio|reporting)\b", match[1]):
                    return self._stated(begin + match.start(1), begin + match.end(1), "sign-off")
        dateline = re.match(
            r"\s*([A-Z][A-Z .'/-]{2,40})(?:, [A-Z][A-Za-z. ]{2,15})?(?: \([A-Z][\w ]{1,20}\))? ?[—–-] ",
            self.page.folded,
        )
        if dateline and not self.spoken:
            return self._stated(
                dateline.start(1), dateline.end(1), "dateline", normal_case(self.page.text[slice(*dateline.span(1))])
            )
        return _unknown("no sign-off with a place")

    def date(self) -> Fact:
        """The date of the broadcast: given, in the address, in the front matter, or stated above the speech."""
        given = self._given("date")
        if given:
            return given
        unread = self.given.unread_of("date")
        if unread:
            return _unknown(unread)
        url = _URL_DATE.search(self.given.url or "")
        if url and (iso := _iso(url)):
            return Fact(value=iso, basis=Basis.CONTAINER, reason="the address holds the date")
        for name in ("date", "published_time", "aired", "published"):
            if name in self.head and (found := full_date(self.page.folded[slice(*self.head[name])])):
                start = self.head[name][0]
                return self._stated(start + found[1], start + found[2], f"front matter: {name}", found[0])
        for line in (*self.top[:25], *self._rush()):
            words = self.page.folded[line.start : line.end]
            found = full_date(words)
            if (
                found
                and (self._is_date_line(words, found) or _STATES_DATE.search(words[: found[1]]))
                and not _is_caption(words)
            ):
                return self._stated(line.start + found[1], line.start + found[2], "the text states the date", found[0])
        return _unknown("the text states no full date of broadcast")

    def _rush(self) -> list[Line]:
        starts = {patch.start for patch in self.patches if patch.kind in ("rush", "player")}
        return [line for line in self.page.lines if line.start in starts]

    def _is_date_line(self, words: str, found: tuple[str, int, int]) -> bool:
        """A line that is little more than the date."""
        rest = _WHEN.sub("", words[: found[1]] + words[found[2] :])
        return len(rest) <= 30 and (not re.search(r"[^\W\d_]", rest) or rest.isupper())

    def date_inferred(self, known: Fact) -> Interval | None:
        """The year in the legal footer of the broadcaster bounds an unknown date; nothing else does."""
        if known.value:
            return None
        for patch in self.patches:
            match = _FOOTER_YEAR.search(self.page.folded, patch.start, patch.end)
            if (
                match
                and patch.rest
                and re.match(r"(?:NPR|CNN|Cable News|National Public)\b|[A-Z][\w ]+? (?:News|Radio)\b", match[2])
            ):
                year = match[1]
                return Interval(
                    first=f"{year}-01-01",
                    last=f"{year}-12-31",
                    reason="year in the broadcaster's legal footer",
                    evidence=self.page.evidence(*match.span(1)),
                )
        return None


def _is_caption(words: str) -> bool:
    return bool(re.search(r"\b(?:REUTERS|AP Photo|Getty|AFP|file photo|FILE)\b", words))


def _unknown(reason: str) -> Fact:
    return Fact(value=None, basis=Basis.UNKNOWN, reason=reason)


@cache
def _named_programme() -> re.Pattern[str]:
    names = "|".join(re.escape(row["name"]) for row in table("en/programmes", "name", "outlet"))
    return re.compile(rf"\b(?:on|of|edition of|from)\W{{1,3}}(?:(?:[A-Z]\w* )?[A-Z][\w']*'s? )?\W?({names})(?!\w)")


@cache
def _outlet_forms() -> dict[str, str]:
    return {row["form"]: row["name"] for row in table("en/outlets", "name", "form")}


@cache
def _programmes() -> dict[str, str]:
    return {row["name"]: row["outlet"] for row in table("en/programmes", "name", "outlet")}


def _front_matter(page: Page) -> dict[str, tuple[int, int]]:
    """The fields between two `---` lines at the top: name to the span of the value."""
    if not page.lines or page.folded[page.lines[0].start : page.lines[0].end] != "---":
        return {}
    found: dict[str, tuple[int, int]] = {}
    for line in page.lines[1:60]:
        words = page.folded[line.start : line.end]
        if words == "---":
            return found
        field = re.match(r"([a-z_]+):\s*[\"']?(.*?)[\"'\\]*$", words)
        if field:
            found[field[1]] = (line.start + field.start(2), line.start + field.end(2))
    return {}


def front_matter_end(page: Page) -> int:
    """Where the front matter of a page ends; 0 if it has none."""
    if not _front_matter(page):
        return 0
    for line in page.lines[1:61]:
        if page.folded[line.start : line.end] == "---":
            return line.end
    return 0
