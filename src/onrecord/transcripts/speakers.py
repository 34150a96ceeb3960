"""Speakers: one voice per person, under the fullest name that the document gives, as records."""

from dataclasses import dataclass

from onrecord.records import Evidence, MadeBy, Maker, Speaker, by_rule, record_id
from onrecord.settings import Settings
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.names import fold
from onrecord.transcripts.naming import Named, name_of
from onrecord.transcripts.page import Page
from onrecord.transcripts.turns import Utterance
from onrecord.transcripts.voices import groups


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice before it is a record: its name, why, and the utterances (by number) that are its own."""

    name: str | None
    reason: str
    rule: str
    score: float
    utterances: tuple[int, ...]


def voices(page: Page, spoken: tuple[Utterance, ...], index: NameIndex, settings: Settings) -> tuple[Voice, ...]:
    """The voices of a transcript, in the order of their first words."""
    grouped = groups(spoken, index, settings)
    named = [name_of(page, spoken, numbers, len(grouped), index) for numbers in grouped]
    merged: dict[str, tuple[Named, list[int]]] = {}
    for position, (name, numbers) in enumerate(zip(named, grouped, strict=True)):
        key = fold(name.name) if name.name else f"unnamed:{position}"
        if key in merged:
            merged[key][1].extend(numbers)
        else:
            merged[key] = (name, list(numbers))
    found = [
        Voice(name.name, name.reason, name.rule, name.score, tuple(sorted(numbers)))
        for name, numbers in merged.values()
    ]
    return tuple(sorted(found, key=lambda voice: voice.utterances[0]))


def records(
    page: Page, spoken: tuple[Utterance, ...], found: tuple[Voice, ...], index: NameIndex
) -> tuple[Speaker, ...]:
    """The voices as records, with the spans that give title and affiliation."""
    return tuple(_record(page, spoken, voice, index) for voice in found)


def _record(page: Page, spoken: tuple[Utterance, ...], voice: Voice, index: NameIndex) -> Speaker:
    first = spoken[voice.utterances[0]]
    labelled = [spoken[number] for number in voice.utterances if spoken[number].label]
    printed = dict.fromkeys(page.text[u.label_start : u.label_end] for u in labelled)
    where = (first.label_start, first.label_end) if first.label else (first.named_at or (first.start, first.end))
    made_by = by_rule(voice.rule) if voice.name else MadeBy(kind=Maker.RULE, name="unnamed voice")
    title = _part(page, labelled, "title")
    naming = index.naming(voice.name) if title is None and voice.name else None
    if naming and naming.title_start < naming.start:
        span = page.trimmed(naming.title_start, naming.start)
        title = page.evidence(*span) if span[0] < span[1] else None
    return Speaker(
        id=record_id(page.document_id, "speaker", *where, voice.name or ""),
        name=voice.name,
        reason=voice.reason,
        labels=tuple(printed),
        title=title,
        affiliation=_part(page, labelled, "affiliation"),
        evidence=(page.evidence(*where),),
        made_by=made_by,
        score=voice.score,
    )


def _part(page: Page, labelled: list[Utterance], part: str) -> Evidence | None:
    for utterance in labelled:
        span: tuple[int, int] | None = getattr(utterance.label, part)
        if span and span[0] < span[1]:
            return page.evidence(utterance.label_start + span[0], utterance.label_start + span[1])
    return None
