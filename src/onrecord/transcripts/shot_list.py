"""Agency shot lists: `2. (SOUNDBITE) (Russian) FOREIGN MINISTER, JANA HOLT, SAYING: "…"`, often in one line.

Each soundbite is a clip whose words stand in quotation marks; everything else describes pictures.
"""

import re
from dataclasses import replace

from onrecord.transcripts.labels import Label, Strength, parse, role_words
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance

_SHOT = re.compile(
    r"(?P<label>[^\W\d_a-z][A-Z .,'&/-]{2,140}?,? (?:SAYING|ASKING|SPEAKING)(?: \([^)]{2,40}\))?): *"
    r"\"(?P<words>[^\"]+)\""
)


def is_shot_list(page: Page) -> bool:
    """Whether a page is a shot list: soundbite marks, and labels that end in `SAYING`."""
    says = any(word in page.folded for word in ("SAYING", "ASKING", "SPEAKING"))
    return says and "(SOUNDBITE)" in page.folded and bool(_SHOT.search(page.folded))


def utterances(page: Page) -> tuple[Utterance, ...]:
    """The soundbites of a shot list, in order."""
    found = []
    for match in _SHOT.finditer(page.folded):
        start, end = page.trimmed(*match.span("words"))
        label_start = match.start("label") + _description(match["label"])
        label = shot_label(page.folded[label_start : match.end("label")])
        found.append(Utterance(start, end, label_start, match.end("label"), label, None, None, "shot list"))
    return tuple(found)


def _description(words: str) -> int:
    """Where the label begins behind the description of a picture: `JANA HOLT APPROACHING MEDIA, REPORTER ASKING`."""
    parts = words.split(", ")
    if len(parts) > 1 and role_words(re.sub(r" (?:SAYING|ASKING|SPEAKING).*", "", parts[-1])):
        return len(words) - len(parts[-1])
    return 0


def shot_label(text: str) -> Label:
    """The label of a soundbite: the last part in front of `SAYING` is the name, what precedes it the title.

    >>> shot_label("FOREIGN MINISTER, JANA HOLT, SAYING").name
    'JANA HOLT'
    """
    words = re.sub(r",? (?:SAYING|ASKING|SPEAKING).*$", "", text)
    head, _, last = words.rpartition(", ")
    known = role_words(last)
    parsed = None if known else parse(last)
    if parsed is None or parsed.name is None:
        role, row = (known[0], known[1]) if known else (None, "")
        return Label(text, None, None, None, (), role, row, True, True, Strength.STRONG)
    return replace(
        parsed, text=text, title=(0, len(head)) if head else None, affiliation=None, strength=Strength.STRONG
    )
