"""TRANSCRIPT → PARSED by a spaCy pipeline of the user's, which stands in for the bundled model.

A pipeline is asked one sentence when it is plugged in: one that has not every layer that the steps read, or whose trees
nobody can read, is refused there and then. It keeps its own tokenizer; every token is led back to the document.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import Model

from onrecord.errors import ModelError, UsageError
from onrecord.language.grammar import Grammar
from onrecord.language.parsed import Mention, Parsed, ParsedSegment, mark_mentions
from onrecord.language.texts import segment_views, source_span
from onrecord.lexicons import table
from onrecord.records import Repair, RepairedText, Transcript
from onrecord.settings import Settings

PROBE = "Envoys were held in Ardan, and Pell met Holt."
"""It holds what tells the label schemes apart: a passive subject, an oblique, an object."""
_CLUSTERS = "coref_clusters_"
"""How spacy-experimental names the span groups of its chains."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What the steps read of a Doc: spaCy's attribute, its name in words, and which component would have set it."""

    attribute: str
    name: str
    component: str


_LAYERS = (
    _Layer("DEP", "dependency trees", "a `parser`"),
    _Layer("SENT_START", "sentences", "a `parser`"),
    _Layer("POS", "parts of speech", "a `morphologizer` or, behind a `tagger`, an `attribute_ruler`"),
    _Layer("LEMMA", "lemmas", "a `lemmatizer` or `trainable_lemmatizer`"),
    _Layer("ENT_IOB", "entities", "an `ner`"),
)


class PluggedParser:
    """Parses one document with the pipeline of somebody else. Called as `Parser` is; keeps nothing of a document.

    ModelError if the pipeline lacks a layer or has an unknown label scheme. There are chains only inside a segment,
    from pipelines that leave `coref_clusters_*` span groups.
    """

    def __init__(self, nlp: Language, settings: Settings | None = None) -> None:
        self.nlp = nlp
        self.settings = settings or Settings()
        self.name = _name(nlp)
        probe = self._probe()
        try:
            self.grammar = Grammar.for_labels(_labels(nlp) | {token.dep_ for token in probe})
        except UsageError as error:
            raise ModelError(f"{self.name}: {error}") from error

    def __call__(self, transcript: Transcript) -> Parsed:
        """Parses the segments of a transcript; ModelError, with the document's name, where the pipeline fails."""
        views = segment_views(transcript)
        try:
            given = [_single_spaced(view.text) for view in views]
            docs = self._docs([view.text for view in given])
            segments = tuple(
                ParsedSegment(segment=segment, doc=doc, offsets=_offsets(doc, way, segment.evidence.start))
                for segment, doc, *way in zip(transcript.segments, docs, given, views, strict=True)
            )
        except Exception as error:
            raise ModelError(f"{transcript.document.name}: {self.name} fails: {_said(error)}") from error
        for doc in docs:
            _with_our_types(doc)
        chains = _chains(docs)
        mark_mentions(docs, chains)
        return Parsed(segments=segments, chains=chains, grammar=self.grammar, model=self.name)

    def _docs(self, texts: Sequence[str]) -> list[Doc]:
        """A Doc for every text: one without words where there is nothing to read, which no component need see."""
        docs = [Doc(self.nlp.vocab) for _ in texts]
        spoken = [at for at, text in enumerate(texts) if text]
        for at, doc in zip(spoken, self.nlp.pipe(texts[at] for at in spoken), strict=True):
            docs[at] = doc
        return docs

    def _probe(self) -> Doc:
        """The sentence of the probe as the pipeline parses it, if it has every layer."""
        components = ", ".join(self.nlp.pipe_names) or "none"
        try:
            doc = self.nlp(PROBE)
            _places(doc, PROBE)
        except Exception as error:
            message = f"this pipeline (components: {components}) cannot parse a sentence: {_said(error)}"
            raise ModelError(f"{self.name}: {message}") from error
        missing = [layer for layer in _LAYERS if not doc.has_annotation(layer.attribute)]
        if missing:
            names = ", ".join(f"no {layer.name} (which {layer.component} sets)" for layer in missing)
            raise ModelError(
                f"{self.name}: this pipeline (components: {components}) yields {names}. "
                "What has all layers: spaCy's en_core_web_*, a pipeline trained on UD English and names, or `bundled`."
            )
        return doc


def _said(error: Exception) -> str:
    message = " ".join(str(error).split())
    return message if isinstance(error, ModelError) else f"{type(error).__name__}: {message}"


def _name(nlp: Language) -> str:
    """`en_core_web_trf@3.7.2+9f0c…`: twelve digits over meta data, configuration and weights.

    Weights that PyTorch holds are not read: there the version must do.
    """
    total = sha256(json.dumps(nlp.meta, sort_keys=True, default=str).encode())
    total.update(nlp.config.to_str().encode())
    models = [model for _, pipe in nlp.pipeline if isinstance(model := getattr(pipe, "model", None), Model)]
    for node in (node for model in models for node in model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                total.update(node.get_param(name).tobytes())
    return f"{nlp.meta['lang']}_{nlp.meta['name']}@{nlp.meta['version']}+{total.hexdigest()[:12]}"


def _labels(nlp: Language) -> set[str]:
    """The labels of what sets heads, whatever the component is called."""
    parsers = [name for name in nlp.pipe_names if "token.dep" in nlp.get_pipe_meta(name).assigns]
    return {label for name in parsers for label in getattr(nlp.get_pipe(name), "labels", ())}


def _single_spaced(text: str) -> RepairedText:
    """What the pipeline is given: no space at the ends, one space or line end between words.

    spaCy makes a token of any other white space, such as where a stage direction stood, and its parsers, most of which
    have never seen one, call it a subject.
    """
    text = text.rstrip()
    gaps = [gap for gap in re.finditer(r"\s+", text) if gap.start() == 0 or gap[0] not in (" ", "\n")]
    left = ["" if gap.start() == 0 else " " if gap[0].splitlines() == [gap[0]] else "\n" for gap in gaps]
    places = zip(gaps, left, strict=True)
    return RepairedText.of(
        text, (Repair(start=gap.start(), end=gap.end(), replacement=to, kind="gap") for gap, to in places)
    )


def _offsets(doc: Doc, way: Sequence[RepairedText], start: int) -> tuple[tuple[int, int], ...]:
    """[start, end) of every token in `Document.text`; the `way` leads from what was given back to the segment."""
    found = []
    for left, right in _places(doc, way[0].text):
        for view in way:
            left, right = source_span(view, left, right)  # noqa: PLW2901
        found.append((start + left, start + right))
    return tuple(found)


def _places(doc: Doc, text: str) -> list[tuple[int, int]]:
    """[start, end) of every token in the text that was tokenized, also where the Doc has other white space."""
    if doc.text == text:
        return [(token.idx, token.idx + len(token)) for token in doc]
    solid = [at for at, character in enumerate(text) if not character.isspace()]
    if "".join(doc.text.split()) != "".join(text.split()):
        raise ModelError("its tokenizer changes the text, so no token can be led back to its characters")
    found, end, used = [], 0, 0
    for token in doc:
        count = len("".join(token.text.split()))
        start = solid[used] if count else end
        used += count
        end = solid[used - 1] + 1 if count else end
        found.append((start, end))
    return found


@cache
def entity_types() -> dict[str, str]:
    """Our type of an entity by the type that a pipeline gives it; what is not there keeps its own."""
    return {row["theirs"]: row["ours"] for row in table("en/entity_types", "theirs", "ours", "example")}


def _with_our_types(doc: Doc) -> None:
    ours = [entity_types().get(entity.label_, entity.label_) for entity in doc.ents]
    if ours != [entity.label_ for entity in doc.ents]:
        typed = [
            Span(doc, entity.start, entity.end, label=kind, kb_id=entity.kb_id, span_id=entity.id)
            for entity, kind in zip(doc.ents, ours, strict=True)
        ]
        doc.set_ents(typed, default="outside")


def _chains(docs: Sequence[Doc]) -> tuple[tuple[Mention, ...], ...]:
    """The chains that a coreference component left, in the order of the text."""

    def place(mention: Mention) -> tuple[int, int, int]:
        return mention.segment, mention.start, mention.end

    clusters = [
        {Mention(number, span.start, span.end) for span in group}
        for number, doc in enumerate(docs)
        for name, group in doc.spans.items()
        if name.startswith(_CLUSTERS)
    ]
    chains = [tuple(sorted(cluster, key=place)) for cluster in clusters if len(cluster) > 1]
    return tuple(sorted(chains, key=lambda chain: place(chain[0])))
