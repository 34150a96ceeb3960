"""A user's pipeline in place of the bundled model: nothing is downloaded, all pipelines are made here."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
import spacy
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sentences import parsed, sentences
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from test_grammar import GRAMMARS, ask, questions, word_of, written

from onrecord import read
from onrecord.errors import ModelError
from onrecord.language.load import parser_for, pipeline
from onrecord.language.parsed import Parsed, ParsedSegment
from onrecord.language.plugged import PROBE, PluggedParser, entity_types
from onrecord.language.texts import segment_texts
from onrecord.lexicons import Row, table
from onrecord.records import Evidence, RepairedText, StageDirection, Transcript, by_rule
from onrecord.settings import Settings
from onrecord.transcripts.view import repairs

LABELS = {
    "ud": ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "acl:relcl"),
    "clear": ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "relcl"),
    "neither": ("SB", "OA", "MO"),
}
LAYERS = ("trees", "tags", "lemmas", "entities")
HAND = {sentence: {scheme: parsed(sentence, scheme) for scheme in ("ud", "clear")} for sentence in sentences()}
BY_TEXT = {docs["ud"].text: docs for docs in HAND.values()}
PROBED = {
    "ud": "nsubj:pass aux:pass root case obl punct cc nsubj conj obj punct",
    "clear": "nsubjpass auxpass root prep pobj punct cc nsubj conj dobj punct",
}


class Annotator:
    """Writes the layers that it is told to: by hand where it knows the sentence, else something harmless."""

    def __init__(self, labels: tuple[str, ...], scheme: str, layers: Iterable[str]) -> None:
        self.labels, self.scheme, self.layers = labels, scheme, set(layers)

    def __call__(self, doc: Doc) -> Doc:
        known = BY_TEXT.get(doc.text, {}).get(self.scheme)
        columns: dict[str, list] = {}
        words = list(known or doc)
        if "trees" in self.layers:
            columns["heads"] = [token.head.i for token in words] if known else [0] * len(doc)
            columns["deps"] = [token.dep_ for token in words] if known else self._deps(doc)
        if "tags" in self.layers:
            columns["tags"] = [token.tag_ if known else "FW" for token in words]
            columns["pos"] = [token.pos_ if known else "X" for token in words]
        if "lemmas" in self.layers:
            columns["lemmas"] = [token.lemma_ if known else token.text.lower() for token in words]
        if "entities" in self.layers:
            columns["ents"] = ["O"] * len(doc)
        spaces = [bool(token.whitespace_) for token in doc]
        return Doc(doc.vocab, words=[token.text for token in doc], spaces=spaces, **columns)

    def _deps(self, doc: Doc) -> list[str]:
        """Of the sentence of the probe, labels as a parser of the scheme gives them; no `labels` are needed then."""
        if doc.text == PROBE and self.scheme in PROBED:
            return PROBED[self.scheme].split()
        return ["ROOT", *["dep"] * (len(doc) - 1)]


@Language.factory("test_annotator", assigns=["token.dep"])
def _annotator(nlp: Language, name: str, scheme: str, layers: list[str], labelled: bool) -> Annotator:
    return Annotator(LABELS[scheme] if labelled else (), scheme, layers)


class Names:
    """An entity of a kind, with an id, wherever certain words stand."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        found = []
        for words, kind in self.kinds.items():
            for match in re.finditer(re.escape(words), doc.text):
                span = doc.char_span(*match.span(), label=kind, span_id="Q1", kb_id="Q2")
                found += [span] if span is not None else []
        doc.set_ents(found, default="outside")
        return doc


@Language.factory("test_names")
def _names(nlp: Language, name: str) -> Names:
    return Names()


@Language.component("test_clusters")
def _clusters(doc: Doc) -> Doc:
    """Two chains and a heap of one, as spacy-experimental would leave them."""
    places = [(token.i, token.i + 1) for token in doc if token.text in ("Pell", "he")]
    doc.spans["coref_clusters_2"] = [Span(doc, *place) for place in reversed(places)]
    doc.spans["coref_clusters_1"] = [Span(doc, 0, 1)]
    doc.spans["coref_head_clusters_1"] = [Span(doc, 0, 1), Span(doc, 1, 2)]
    return doc


class HandTokenizer:
    """The words of the hand-made sentences; of any other text, those of the tokenizer behind it."""

    def __init__(self, nlp: Language) -> None:
        self.vocab, self.behind = nlp.vocab, nlp.tokenizer

    def __call__(self, text: str) -> Doc:
        known = BY_TEXT.get(text, {}).get("ud")
        if known is None:
            return self.behind(text)
        words, spaces = [token.text for token in known], [bool(token.whitespace_) for token in known]
        return Doc(self.vocab, words=words, spaces=spaces)


class OneSpace:
    """A tokenizer after whose work the text has other white space."""

    def __init__(self, vocab: Vocab, also: str = "") -> None:
        self.vocab, self.also = vocab, also

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[" ", *text.split(), *self.also.split()])


def blank(scheme: str = "ud", layers: Iterable[str] = LAYERS, *, labelled: bool = True) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_annotator", config={"scheme": scheme, "layers": list(layers), "labelled": labelled})
    return nlp


def transcript_of(text: str, *spans: tuple[int, int], wrapped: bool = False) -> Transcript:
    """A transcript of one turn, or of segments at the given places; what stands in brackets is a stage direction."""
    base = read("JANA HOLT, HOST: Good evening.\n")
    segments = tuple(
        replace(base.segments[0], number=number, evidence=Evidence.of(text, start, end))
        for number, (start, end) in enumerate(spans or [(0, len(text))], start=1)
    )
    marks = tuple(
        StageDirection(
            id=f"d{match.start()}", kind="audience", evidence=Evidence.of(text, *match.span()), made_by=by_rule("x")
        )
        for match in re.finditer(r"\([^()]*\)", text)
    )
    document = replace(base.document, text=text)
    return replace(base, document=document, segments=segments, directions=marks, repairs=repairs(text, wrapped))


@cache
def plain() -> PluggedParser:
    return PluggedParser(blank())


# Words and their places


def pieces_of(found: Parsed, text: str) -> list[str]:
    return [text[start:end] for part in found.segments for start, end in part.offsets]


def test_every_token_is_led_back_to_the_document() -> None:
    text = "MS. HOLT: He said â€œyesâ€\x9d (LAUGHTER)\nand didnâ€™t\tleave.  \n\nQ Why?"
    said = text.index("  \n\nQ")
    found = plain()(transcript_of(text, (10, said), (said, len(text)), wrapped=True))
    first, asked = found.segments
    words = ["He", "said", "“", "yes", "”", "and", "did", "n’t", "leave", ".", "Q", "Why", "?"]
    assert [token.text for part in found.segments for token in part.doc] == words
    printed = ["He", "said", "â€œ", "yes", "â€\x9d", "and", "did", "nâ€™t", "leave", ".", "Q", "Why", "?"]
    assert pieces_of(found, text) == printed
    assert text[slice(*found.characters(first.doc[2:5]))] == "â€œyesâ€\x9d"
    assert text[slice(*found.characters(asked.doc[1:]))] == "Why?"
    why = text.index("Why")
    assert str(found.tokens(why, why + 3)) == "Why"
    assert found.chains == ()
    assert len(list(found.sentences())) == 2


def test_white_space_is_no_word_but_a_line_end_is_left() -> None:
    text = " Yes, \r\n (LAUGHTER)\n\tI \u00a0do.\n"
    found = plain()(transcript_of(text))
    assert [token.text for part in found.segments for token in part.doc] == ["Yes", ",", "\n", "I", "do", "."]
    assert pieces_of(found, text) == ["Yes", ",", " \r\n (LAUGHTER)\n\t", "I", "do", "."]


PIECES = ["Holt", "didn't", "go", ".", "â€™", "â€œâ€™", "JosÃ©", "(LAUGHTER)", "(JOSÃ‰)", "U.S.", "\U0001f600", "中"]
SPACES = ["", " ", "   ", "\n", "\r\n", "\n\n", "\t", "\u00a0", "\u2028"]
TEXTS = st.lists(st.sampled_from([*PIECES, *SPACES, *SPACES]), min_size=1, max_size=30).map("".join).filter(len)


@cache
def spaced() -> PluggedParser:
    nlp = blank()
    nlp.tokenizer = OneSpace(nlp.vocab)
    return PluggedParser(nlp)


@pytest.mark.parametrize("parser", [plain, spaced], ids=["its own text", "other white space"])
@settings(max_examples=150, deadline=None)
@given(text=TEXTS, wrapped=st.booleans(), data=st.data())
@example(text="(JOSÃ‰)", wrapped=True, data=None)
def test_the_text_at_an_offset_is_the_token(
    parser: Callable[[], PluggedParser], text: str, wrapped: bool, data
) -> None:
    cut = data.draw(st.integers(1, len(text))) if data else len(text)
    bounds = [(start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
    transcript = transcript_of(text, *bounds, wrapped=wrapped)
    assume(all(before.end <= after.start for before, after in pairwise(transcript.repairs)))
    found = parser()(transcript)
    marks = [(mark.evidence.start, mark.evidence.end) for mark in transcript.directions]
    heard = [at for at in range(len(text)) if not any(start <= at < end for start, end in marks)]
    for part, bound in zip(found.segments, bounds, strict=True):
        assert len(part.doc) == len(part.offsets)
        assert list(part.offsets) == sorted(part.offsets)
        assert all(bound[0] <= start <= end <= bound[1] for start, end in part.offsets)
        for token, (start, end) in zip(part.doc, part.offsets, strict=True):
            inside = [place for place in transcript.repairs if start <= place.start and place.end <= end]
            local = [replace(place, start=place.start - start, end=place.end - start) for place in inside]
            shown = RepairedText.of(text[start:end], local).text
            assert token.is_space or (token.text in shown if local else token.text == shown)
        covered = {at for start, end in part.offsets for at in range(start, end)}
        assert all(at in covered for at in heard if bound[0] <= at < bound[1] and not text[at].isspace())
        assert not any(not token.is_space for token in part.doc) or any(at in covered for at in heard)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, wrapped=st.booleans())
def test_the_bundled_words_cover_what_is_plugged_in_covers(text: str, wrapped: bool) -> None:
    transcript = transcript_of(text, wrapped=wrapped)
    assume(all(before.end <= after.start for before, after in pairwise(transcript.repairs)))
    (words,) = segment_texts(transcript)
    (part,) = plain()(transcript).segments
    spoken = [offset for token, offset in zip(part.doc, part.offsets, strict=True) if not token.is_space]
    ours, theirs = ({at for start, end in found for at in range(start, end)} for found in (words.offsets, spoken))
    assert ours == theirs


def test_what_is_silent_has_no_words_and_no_component_sees_it() -> None:
    seen = []
    nlp = blank()
    nlp.tokenizer = lambda text, behind=nlp.tokenizer: seen.append(text) or behind(text)
    found = PluggedParser(nlp)(transcript_of("(APPLAUSE)\n", (0, 10), (10, 11)))
    assert seen == [PROBE]
    assert [len(part.doc) for part in found.segments] == [0, 0]
    assert list(found.sentences()) == []


# Refusals


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ("trees", "no dependency trees (which a `parser` sets), no sentences"),
        ("tags", "no parts of speech (which a `morphologizer` or, behind a `tagger`, an `attribute_ruler` sets)"),
        ("lemmas", "no lemmas (which a `lemmatizer` or `trainable_lemmatizer` sets)"),
        ("entities", "no entities (which an `ner` sets)"),
    ],
)
def test_a_missing_layer_is_named(layer: str, message: str) -> None:
    with pytest.raises(ModelError, match=re.escape(message)) as refused:
        PluggedParser(blank(layers=set(LAYERS) - {layer}))
    assert re.match(
        r"en_pipeline@0\.0\.0\+[0-9a-f]{12}: this pipeline \(components: test_annotator\)", str(refused.value)
    )
    assert "en_core_web_*" in str(refused.value)
    assert str(refused.value).count("(which") == 1 + (layer == "trees")


def test_an_empty_pipeline_lacks_every_layer() -> None:
    with pytest.raises(ModelError, match=r"\(components: none\) yields no dependency trees .* no entities"):
        PluggedParser(spacy.blank("en"))


def test_tags_alone_are_no_parts_of_speech() -> None:
    nlp = blank(layers={"trees", "lemmas", "entities"})
    nlp.add_pipe("tagger").add_label("NN")
    nlp.get_pipe("tagger").initialize(lambda: [Example.from_dict(nlp.make_doc("Holt"), {"tags": ["NN"]})])
    with pytest.raises(ModelError, match="yields no parts of speech"):
        PluggedParser(nlp)


def test_another_label_scheme_is_refused_with_the_name_of_the_pipeline() -> None:
    with pytest.raises(ModelError, match=r"en_pipeline@.*: the pipeline's parser has neither .* MO, OA, ROOT, SB"):
        PluggedParser(blank("neither"))


def test_an_untrained_component_is_refused() -> None:
    nlp = blank()
    nlp.add_pipe("ner")
    with pytest.raises(ModelError, match=r"cannot parse a sentence: ValueError: \[E109\]"):
        PluggedParser(nlp)


def test_a_tokenizer_that_changes_words_is_refused() -> None:
    nlp = blank()
    nlp.tokenizer = OneSpace(nlp.vocab, also="more")
    with pytest.raises(ModelError, match="its tokenizer changes the text"):
        PluggedParser(nlp)


def test_a_document_that_the_pipeline_cannot_parse_is_named() -> None:
    parser = PluggedParser(blank())
    parser.nlp.tokenizer = OneSpace(parser.nlp.vocab, also="more")
    with pytest.raises(ModelError, match=r": en_pipeline@\S+ fails: its tokenizer changes the text"):
        parser(transcript_of("Holt left."))
    parser = PluggedParser(blank())
    parser.nlp.max_length = 5
    with pytest.raises(ModelError, match=r"fails: ValueError: \[E088\]"):
        parser(transcript_of("Holt left."))


# Schemes, entities, chains


@pytest.mark.parametrize("labelled", [True, False], ids=["by labels", "by the probe"])
@pytest.mark.parametrize("scheme", ["ud", "clear"])
def test_the_scheme_is_found(scheme: str, labelled: bool) -> None:
    assert PluggedParser(blank(scheme, labelled=labelled)).grammar.scheme.name == GRAMMARS[scheme].scheme.name


@pytest.mark.parametrize("scheme", ["ud", "clear"])
def test_questions_have_the_answers_of_the_table_in_both_schemes(scheme: str) -> None:
    nlp = blank(scheme)
    nlp.tokenizer = HandTokenizer(nlp)
    names = list(HAND)
    text = "\n\n".join(HAND[name]["ud"].text for name in names)
    starts = [text.index(HAND[name]["ud"].text) for name in names]
    spans = [(start, start + len(HAND[name]["ud"].text)) for name, start in zip(names, starts, strict=True)]
    found = PluggedParser(nlp)(transcript_of(text, *spans))
    docs = {name: part.doc for name, part in zip(names, found.segments, strict=True)}
    for row in questions():
        answer = ask(found.grammar, row["question"], word_of(docs[row["sentence"]], row["word"]))
        assert written(found.grammar, answer) == row["answer"], row


@cache
def namer() -> PluggedParser:
    nlp = blank()
    nlp.add_pipe("test_names")
    return PluggedParser(nlp)


def named(text: str, kinds: dict[str, str]) -> ParsedSegment:
    """A parsed text with entities of the given kinds."""
    namer().nlp.get_pipe("test_names").kinds = kinds
    return namer()(transcript_of(text)).segments[0]


@pytest.mark.parametrize("row", table("en/entity_types", "theirs", "ours", "example"), ids=lambda row: row.id)
def test_an_entity_type_becomes_ours(row: Row) -> None:
    before, words, after = re.split(r"[\[\]]", row["example"])
    part = named(before + words + after, {words: row["theirs"]})
    assert [(entity.text, entity.label_) for entity in part.doc.ents] == [(words, row["ours"])]
    assert [(entity.ent_id_, entity.kb_id_) for entity in part.doc.ents] == [("Q1", "Q2")]
    assert row["ours"] in ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT")


def test_no_entity_type_stands_twice_and_other_types_stay() -> None:
    assert len(entity_types()) == len(table("en/entity_types"))
    part = named("Holt paid ten dollars.", {"Holt": "PER", "ten dollars": "MONEY"})
    assert [entity.label_ for entity in part.doc.ents] == ["PERSON", "MONEY"]


def test_clusters_become_chains() -> None:
    nlp = blank()
    nlp.add_pipe("test_clusters")
    text = "Pell said he left.\n\nYes, Pell said that he left."
    found = PluggedParser(nlp)(transcript_of(text, (0, 18), (20, 48)))
    assert [[str(found.span(mention)) for mention in chain] for chain in found.chains] == [
        ["Pell", "he"],
        ["Pell", "he"],
    ]
    assert [mention.segment for chain in found.chains for mention in chain] == [0, 0, 1, 1]
    assert [(span.text, span.id_) for span in found.segments[1].doc.spans["mentions"]] == [("Pell", "1"), ("he", "1")]


# A pipeline that was really trained

TRAINED = """
Envoys/NNS/NOUN/envoy/2/nsubj:pass/O were/VBD/AUX/be/2/aux:pass/O held/VBN/VERB/hold/2/root/O in/IN/ADP/in/4/case/O Ardan/NNP/PROPN/Ardan/2/obl/GPE ././PUNCT/./2/punct/O
Pell/NNP/PROPN/Pell/1/nsubj/PERSON met/VBD/VERB/meet/1/root/O Holt/NNP/PROPN/Holt/1/obj/PERSON ././PUNCT/./1/punct/O
Holt/NNP/PROPN/Holt/1/nsubj/PERSON left/VBD/VERB/leave/1/root/O Ardan/NNP/PROPN/Ardan/1/obj/GPE ././PUNCT/./1/punct/O
Rebels/NNS/NOUN/rebel/1/nsubj/O left/VBD/VERB/leave/1/root/O in/IN/ADP/in/3/case/O trucks/NNS/NOUN/truck/1/obl/O ././PUNCT/./1/punct/O
Orr/NNP/PROPN/Orr/1/nsubj/PERSON met/VBD/VERB/meet/1/root/O envoys/NNS/NOUN/envoy/1/obj/O in/IN/ADP/in/4/case/O Ardan/NNP/PROPN/Ardan/1/obl/GPE ././PUNCT/./1/punct/O
"""  # noqa: E501


RARE = {"parser": {"min_action_freq": 1}, "trainable_lemmatizer": {"min_tree_freq": 1}}
"""A label or a script of a lemma counts, however rare."""


def examples(nlp: Language) -> Iterator[Example]:
    for line in TRAINED.strip().splitlines():
        words, tags, pos, lemmas, heads, deps, kinds = zip(*(word.rsplit("/", 6) for word in line.split()), strict=True)
        doc = Doc(nlp.vocab, words=words, spaces=[following != "." for following in [*words[1:], "."]])
        gold = Doc(
            nlp.vocab,
            words=words,
            spaces=[bool(token.whitespace_) for token in doc],
            tags=tags,
            pos=pos,
            lemmas=lemmas,
            heads=[int(head) for head in heads],
            deps=["ROOT" if dep == "root" else dep for dep in deps],
            ents=[kind if kind == "O" else f"B-{kind}" for kind in kinds],
        )
        yield Example(doc, gold)


@pytest.fixture(scope="module")
def trained() -> Language:
    nlp = spacy.blank("en")
    spacy.util.fix_random_seed(0)
    for name in ("tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"):
        nlp.add_pipe(name, name=f"my_{name}", config=RARE.get(name, {}))
    nlp.meta.update(name="tiny", version="1.2.3")
    material = list(examples(nlp))
    optimizer = nlp.initialize(lambda: material)
    for _ in range(12):
        nlp.update(material, sgd=optimizer)
    return nlp


def test_a_trained_pipeline_parses(trained: Language) -> None:
    text = "Envoys were (APPLAUSE) held in\tArdan.\n\nPell met Holt."
    found = PluggedParser(trained, Settings())(transcript_of(text, (0, 37), (37, len(text))))
    assert re.fullmatch(r"en_tiny@1\.2\.3\+[0-9a-f]{12}", found.model)
    first, second = (part.doc for part in found.segments)
    held, met = word_of(first, "held"), word_of(second, "met")
    assert str(found.grammar.passive_subject_of(held)) == "Envoys"
    assert [str(found.grammar.subject_of(met)), str(found.grammar.object_of(met))] == ["Pell", "Holt"]
    assert held.lemma_ == "hold"
    entities = [(entity.text, entity.label_) for doc in (first, second) for entity in doc.ents]
    assert entities == [("Ardan", "GPE"), ("Pell", "PERSON"), ("Holt", "PERSON")]
    words = "Envoys were held in Ardan . Pell met Holt ."
    assert " ".join(token.text for doc in (first, second) for token in doc) == words
    assert " ".join(pieces_of(found, text)) == words


def test_weights_settings_and_version_are_in_the_name(trained: Language, tmp_path) -> None:
    name = PluggedParser(trained).name
    trained.to_disk(tmp_path / "tiny")
    assert parser_for(Settings(language_model=str(tmp_path / "tiny"))).name == name
    again = spacy.load(tmp_path / "tiny")
    again.update(list(examples(again))[:2], sgd=again.resume_training())
    assert PluggedParser(again).name.partition("+")[0] == name.partition("+")[0]
    assert PluggedParser(again).name != name


# Loading


def test_the_settings_choose_what_parses(monkeypatch) -> None:
    monkeypatch.setattr("onrecord.language.load.Parser", lambda chosen: ("bundled", chosen))
    assert parser_for(Settings()) == ("bundled", Settings())
    with pytest.raises(ModelError, match="yields no dependency trees"):
        parser_for(Settings(language_model="blank:en"))


def test_a_pipeline_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(
        ModelError, match=r"en_no_such_model: .* not installed, .* download en_no_such_model.*pip install"
    ):
        parser_for(Settings(language_model="en_no_such_model"))
    with pytest.raises(ModelError, match=r"missing: there is no such folder"):
        pipeline(str(tmp_path / "missing"))
    with pytest.raises(ModelError, match=r"there is no spaCy pipeline here \(\[E053\].*`bundled`"):
        pipeline(str(tmp_path))
    with pytest.raises(ModelError, match=r"pydantic: spaCy [\d.]+ cannot load this pipeline \(AttributeError"):
        pipeline("pydantic")


def test_a_pipeline_with_a_part_that_is_not_installed_is_refused(tmp_path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    config = (tmp_path / "config.cfg").read_text(encoding="utf-8")
    changed = config.replace("pipeline = []", 'pipeline = ["odd"]').replace(
        "[components]", '[components]\n\n[components.odd]\nfactory = "no_such_factory"'
    )
    (tmp_path / "config.cfg").write_text(changed, encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot load this pipeline \(ValueError: \[E002\].*meta\.json"):
        pipeline(str(tmp_path))


def test_what_spacy_warns_of_is_passed_on(tmp_path) -> None:
    nlp = blank()
    nlp.to_disk(tmp_path)
    meta = (tmp_path / "meta.json").read_text(encoding="utf-8")
    (tmp_path / "meta.json").write_text(
        re.sub(r'"spacy_version":"[^"]*"', '"spacy_version":">=2.3.0,<2.4.0"', meta), encoding="utf-8"
    )
    with pytest.warns(UserWarning, match="W095"):
        assert parser_for(Settings(language_model=str(tmp_path))).grammar
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nlp.to_disk(tmp_path)
        pipeline(str(tmp_path))
