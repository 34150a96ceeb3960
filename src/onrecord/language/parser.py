"""TRANSCRIPT → PARSED by the bundled model: the composition of the room."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from onrecord.language.attributions import HeadPair, HeadReading, pair_reading, reading
from onrecord.language.chains import Linker, Thresholds, Words
from onrecord.language.chains import Mention as WordSpan
from onrecord.language.decode import Decoder, behind_comma, sentence_bounds
from onrecord.language.docs import Sentence, doc_of
from onrecord.language.grammar import Grammar
from onrecord.language.names import reconciled, with_place_kinds
from onrecord.language.pairs import name_run
from onrecord.language.parsed import Mention, Parsed, ParsedSegment, mark_mentions
from onrecord.language.texts import SegmentText, segment_texts
from onrecord.language.vectors import Embedder
from onrecord.language.weights import BUNDLED, Scores, Weights
from onrecord.language.windows import padded, scored, windows
from onrecord.records import Transcript
from onrecord.settings import Settings

ACTOR, RECIPIENT = 1, 2
"""Marks of the words of a given pair."""


class Parser:
    """Parses one document. Built once; keeps nothing of a document but what it has learnt of single words.

    The result depends on the document, the settings, the weights and the kind of CPU alone.
    """

    def __init__(self, settings: Settings | None = None, folder: Path = BUNDLED) -> None:
        self.settings = settings or Settings()
        self.weights = Weights(folder)
        self.vocab = create_vocab("en", English.Defaults)  # a bare one knows no `LOWER`, which matchers ask for
        self.decode = Decoder(self.weights, self.settings.sentence_threshold)
        chosen = self.settings
        least = log(chosen.mention_threshold / (1 - chosen.mention_threshold))
        thresholds = Thresholds(least, chosen.link_threshold, chosen.name_link_threshold)
        self.link = Linker(self.weights.matrices, thresholds)
        self.grammar = Grammar.for_labels(self.decode.deprels)
        self.name = f"onrecord-en@{self.weights.version}"
        self.embed = Embedder(self.weights, chosen.window_words, chosen.batch_pieces)

    def __call__(self, transcript: Transcript) -> Parsed:
        """Parses the segments of a transcript; a speaker is who a pronoun of the first person means."""
        voices = {turn.id: turn.speaker_id for turn in transcript.turns}
        speakers = [voices.get(segment.turn_id or "") for segment in transcript.segments]
        texts = segment_texts(transcript)
        docs, chains, read = self.parse(texts, speakers)
        segments = tuple(
            ParsedSegment(segment=segment, doc=doc, offsets=text.offsets)
            for segment, doc, text in zip(transcript.segments, docs, texts, strict=True)
        )
        return Parsed(segments=segments, chains=chains, grammar=self.grammar, model=self.name, read=read)

    def parse(
        self, texts: Sequence[SegmentText], speakers: Sequence[str | None]
    ) -> tuple[list[Doc], tuple[tuple[Mention, ...], ...], HeadReading]:
        """Docs of segments, the chains across them, and what the heads of attribution and actors read in them."""
        words = [word for text in texts for word in text.words]
        firsts = np.cumsum([0, *(len(text.words) for text in texts)]).tolist()
        if not words:
            docs = [Doc(self.vocab) for _ in texts]
            mark_mentions(docs, ())
            return docs, (), HeadReading()
        breaks = np.zeros(len(words) + 1, bool)
        breaks[firsts] = True
        for text, first in zip(texts, firsts, strict=False):
            breaks[[first + at for at in text.breaks]] = True
        breaks = breaks[:-1]
        chosen = self.settings
        cut = windows(len(words), np.flatnonzero(breaks).tolist(), chosen.window_words, chosen.window_overlap)
        scores = scored(self.weights, words, cut, chosen.batch_pieces)
        starting, taken = self.decode.starts(scores, cut, breaks, behind_comma(words))
        sentences: list[Sentence] = []
        pieces: list[tuple[Scores, int, int]] = []
        for number, (begin, end) in enumerate(pairwise([*taken, len(words)])):
            offset = cut[number][0]
            found = self.decode.sentences(words, scores[number], offset, sentence_bounds(starting, begin, end))
            sentences += found
            pieces.append((scores[number], begin - offset, end - offset))
        if self.settings.reconcile_names:
            _name(sentences, words)
        by_segment = _by_segment(sentences, firsts)
        docs = [
            doc_of(self.vocab, text.words, text.spaces, inside) for text, inside in zip(texts, by_segment, strict=True)
        ]
        chains = self.link(_linkable(words, sentences, firsts, speakers, pieces))
        segment_of = np.searchsorted(firsts, np.arange(len(words)), side="right") - 1
        mentions = tuple(_mentions(chain, segment_of.tolist(), firsts) for chain in chains)
        mark_mentions(docs, mentions)
        offsets = [start for start, _ in cut]
        matrices, sectors = self.weights.matrices, self.weights.tables["sector"]
        read = reading(pieces, offsets, firsts, matrices, sectors, chosen.anchor_threshold)
        return docs, mentions, read

    def pair(self, words: Sequence[str], actor: Collection[int], recipient: Collection[int]) -> HeadPair:
        """What the words of a sentence say that the one does to the other, given by the places of their words."""
        _, _, first, last = row = self.weights.pieces.window(words)
        inputs = padded([row])
        for mark, places in ((RECIPIENT, recipient), (ACTOR, actor)):
            for at in places:
                inputs["marks"][0, first[at] : last[at] + 1] = mark
        return pair_reading(*self.weights.pair(inputs))


def _name(sentences: Sequence[Sentence], words: Sequence[str]) -> None:
    """Gives the entities of all sentences their final types."""
    inside = [words[sentence.start : sentence.end] for sentence in sentences]
    placed = [with_place_kinds(some, sentence.entities) for some, sentence in zip(inside, sentences, strict=True)]
    for sentence, spans in zip(sentences, reconciled(list(zip(inside, placed, strict=True))), strict=True):
        sentence.entities[:] = spans


def _by_segment(sentences: Sequence[Sentence], firsts: Sequence[int]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = [[] for _ in firsts[:-1]]
    at = 0
    for sentence in sentences:
        while sentence.start >= firsts[at + 1]:
            at += 1
        found[at].append(sentence)
    return found


def _linkable(
    words: Sequence[str],
    sentences: Sequence[Sentence],
    firsts: Sequence[int],
    speakers: Sequence[str | None],
    pieces: Sequence[tuple[Scores, int, int]],
) -> Words:
    numbers: dict[str, int] = {}
    voices = np.array([numbers.setdefault(name, len(numbers)) if name else -1 for name in speakers] or [-1], np.int64)
    segment_of = np.searchsorted(firsts, np.arange(len(words)), side="right") - 1
    upos = [tag for sentence in sentences for tag in sentence.upos]
    bounds = [(sentence.start, sentence.end) for sentence in sentences for _ in sentence.upos]
    return Words(
        words=words,
        upos=upos,
        feats=[feats for sentence in sentences for feats in sentence.feats],
        sentence_of=np.repeat(np.arange(len(sentences)), [len(sentence.upos) for sentence in sentences]),
        segment_of=segment_of,
        speaker_of=voices[segment_of],
        bounds=bounds,
        runs=[name_run(at, words, upos, *bounds[at]) for at in range(len(words))],
        mentions=np.concatenate([score.mentions[left:right] for score, left, right in pieces]),
        views=np.concatenate([score.chains[left:right] for score, left, right in pieces]),
    )


def _mentions(chain: Sequence[WordSpan], segment_of: Sequence[int], firsts: Sequence[int]) -> tuple[Mention, ...]:
    found = []
    for start, end in chain:
        segment = segment_of[start]
        found.append(Mention(segment, start - firsts[segment], end - firsts[segment]))
    return tuple(found)
