"""Reading, composed: one source to one transcript."""

import io
from pathlib import Path
from typing import IO

from onrecord.errors import SourceError, UsageError
from onrecord.records import (
    Document,
    Given,
    MadeBy,
    Maker,
    Source,
    Speaker,
    Transcript,
    Turn,
    by_rule,
    content_id,
    record_id,
)
from onrecord.settings import Settings
from onrecord.transcripts import chrome, directions, recognised, shot_list, speakers, turns
from onrecord.transcripts.chrome import Patch
from onrecord.transcripts.detect import FORMATS, Format, chosen_format, refuse_foreign
from onrecord.transcripts.directions import Mark
from onrecord.transcripts.encoding import Decoded, clean, decode
from onrecord.transcripts.facts import Facts, front_matter_end
from onrecord.transcripts.labelled import accept, candidates, without_colon
from onrecord.transcripts.name_index import NameIndex
from onrecord.transcripts.page import Page, open_page, with_headings_cased
from onrecord.transcripts.roles import Judgement, roles
from onrecord.transcripts.scene import Scene
from onrecord.transcripts.segments import segments
from onrecord.transcripts.speakers import Voice
from onrecord.transcripts.turns import Utterance
from onrecord.transcripts.view import repairs


def characters(source: Source, settings: Settings) -> Decoded:
    """The characters of a source; SourceError if it is binary, too large, empty, or of a kind not read."""
    if isinstance(source.content, str):
        if len(source.content) > settings.document_bytes:
            size = (
                f"{len(source.content):,} characters; a document may have {settings.document_bytes:,} (document_bytes)"
            )
            raise SourceError(source.name, size)
        decoded = clean(source.content)
    else:
        decoded = decode(source.name, source.content, source.encoding, settings, FORMATS)
    refuse_foreign(source.name, decoded.text)
    return decoded


class Reader:
    """Reads one source into a transcript. Built once; keeps nothing of a document."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, source: Source) -> Transcript:
        """The transcript of a source; SourceError if it cannot be read as text."""
        decoded = characters(source, self.settings)  # 1 characters, untouched
        page = open_page(content_id(decoded.text), decoded.text, self.settings)  # 2 lines, and a plain form to match on
        marks = directions.marks(page)  # 3 stage directions
        patches = chrome.patches(page, self.settings)  # 4 what nobody says
        index = NameIndex(with_headings_cased(page))  # 5 names in the running text
        kind, spoken = self._spoken(page, source, marks, patches, index)  # 6 who begins where
        facts = Facts(page, source.given, patches, spoken)  # 7 outlet, programme, date
        document = _document(source, decoded, page, kind, facts)
        voices = speakers.voices(page, spoken, index, self.settings)  # 8 who is who
        people = speakers.records(page, spoken, voices, index)
        scene = Scene(page, spoken, voices, marks, document.outlet.value, self.settings)  # 9 who plays which part
        found = _turns(page, spoken, voices, people, roles(scene), marks)
        return Transcript(
            document=document,
            turns=found,
            speakers=people,
            directions=directions.records(page, marks),
            segments=segments(page, found, patches, document.title, front_matter_end(page)),
            chrome=chrome.records(page, patches),
            repairs=repairs(page.text, page.wrapped),
        )

    def _spoken(
        self, page: Page, source: Source, marks: tuple[Mark, ...], patches: tuple[Patch, ...], index: NameIndex
    ) -> tuple[Format, tuple[Utterance, ...]]:
        """The format and the utterances: by labels if there are any, else by what the words tell."""
        forced = chosen_format(source.name, source.format) if source.format else None
        forced = None if forced in (Format.JSONL, Format.CSV) else forced
        if forced is Format.STORY:
            return Format.STORY, ()
        skip = frozenset(patch.start for patch in patches)
        if shot_list.is_shot_list(page) and forced in (None, Format.LABELLED):
            return Format.LABELLED, shot_list.utterances(page)
        if forced is not Format.RECOGNISED:
            found = candidates(page, patches, self.settings)
            accepted = without_colon(page, accept(page, found, index, patches, self.settings))
            if accepted or forced is Format.LABELLED:
                spoken = turns.utterances(page, accepted, turns.headings(found), marks, patches)
                return Format.LABELLED, spoken
        if forced is Format.RECOGNISED or recognised.is_recognised(page, skip, self.settings):
            return Format.RECOGNISED, recognised.utterances(page, skip)
        return Format.STORY, ()


def _document(source: Source, decoded: Decoded, page: Page, kind: Format, facts: Facts) -> Document:
    date = facts.date()
    return Document(
        id=page.document_id,
        name=source.name,
        text=decoded.text,
        format=kind.value,
        encoding=decoded.encoding,
        notes=decoded.notes,
        outlet=facts.outlet(),
        station=facts.station(),
        programme=facts.programme(),
        title=facts.title(),
        place=facts.place(),
        date=date,
        date_inferred=facts.date_inferred(date),
    )


def _turns(
    page: Page,
    spoken: tuple[Utterance, ...],
    voices: tuple[Voice, ...],
    people: tuple[Speaker, ...],
    parts: tuple[Judgement, ...],
    marks: tuple[Mark, ...],
) -> tuple[Turn, ...]:
    voice_of = {number: index for index, voice in enumerate(voices) for number in voice.utterances}
    by_span = {(mark.start, mark.end) for mark in marks}
    found = []
    for number, utterance in enumerate(spoken):
        person = people[voice_of[number]]
        role, reason = parts[number]
        label = utterance.label
        made_by = (
            MadeBy(kind=Maker.LEXICON, name=label.role_row) if label and label.role_row else by_rule(utterance.rule)
        )
        found.append(
            Turn(
                id=record_id(page.document_id, "turn", utterance.start, utterance.end),
                number=number + 1,
                evidence=page.evidence(utterance.start, utterance.end),
                label=page.evidence(utterance.label_start, utterance.label_end) if label else None,
                speaker_id=person.id,
                speaker=person.name,
                role=role,
                role_reason=reason,
                quotable=not _only_a_direction(page, utterance, by_span),
                made_by=made_by,
                score=person.score,
            )
        )
    return tuple(found)


def _only_a_direction(page: Page, utterance: Utterance, by_span: set[tuple[int, int]]) -> bool:
    end = utterance.end - (page.folded[utterance.end - 1] == ".")
    return (utterance.start, end) in by_span or (utterance.start, utterance.end) in by_span


def read(
    what: str | Path | IO[str] | IO[bytes], *, given: Given | None = None, settings: Settings | None = None
) -> Transcript:
    """Read one transcript or story: a text (`str`), a file (`Path`), or an open file.

    >>> [turn.speaker for turn in read("ANNA BELL, HOST: Hello.\\n\\nIVO KERN, BYLINE: Good morning, Anna.\\n").turns]
    ['Anna Bell', 'Ivo Kern']
    """
    return Reader(settings)(source_of(what, given or Given()))


def source_of(what: str | Path | IO[str] | IO[bytes], given: Given) -> Source:
    """The source behind a text, a path or an open file; a text that is a file's name is a UsageError."""
    if isinstance(what, Path):
        try:
            return Source(name=str(what), content=what.read_bytes(), given=given)
        except OSError as error:
            raise SourceError(str(what), f"cannot be opened ({error.strerror or error})") from error
    if isinstance(what, str):
        if "\n" not in what and len(what) < 250 and what.strip() and _is_file(what):
            raise UsageError(
                f"{what!r} is a text of one line and the name of a file; for the file, write read(Path({what!r}))"
            )
        return Source(name="<text>", content=what, given=given)
    if isinstance(what, io.IOBase) or hasattr(what, "read"):
        return Source(name=str(getattr(what, "name", "<file>")), content=what.read(), given=given)
    raise UsageError(f"read() takes a text, a Path or an open file, not {type(what).__name__}")


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False
