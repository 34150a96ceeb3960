"""Every threshold and default, in one table: name, default, one sentence.

A TOML file overrides them (`onrecord code --settings FILE`); an unknown name or a value out of range is an error.
"""

import tomllib
from hashlib import sha256
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from onrecord.errors import SettingsError

Layer = Literal["transcript", "statements", "events"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
"""Where coding can end, each layer above the one before."""


class ActorList(BaseModel):
    """A list of a user's own actors: the name of its file, its text, and the SHA-256 of the text in UTF-8.

    >>> ActorList.of("mine.tsv", "name").model_dump()["sha256"][:12]
    '82a3537ff0db'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, description="The name of the file, without its folder.")
    sha256: str = Field(description="What the list says, as a digest: that of the file where it is UTF-8.")
    text: str = Field(exclude=True, repr=False, description="The rows, which a record does not repeat.")

    @classmethod
    def of(cls, name: str, text: str) -> "ActorList":
        """The list with its digest."""
        return cls(name=name, sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text=text)


class Settings(BaseModel):
    """The settings of a run. The description of each field is its documentation.

    >>> Settings().label_length
    160
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document_bytes: int = Field(64_000_000, ge=1_000, description="A larger document is refused, with an error record.")
    binary_share: float = Field(
        0.02, ge=0, le=1, description="Share of control characters above which bytes are held to be no text."
    )
    label_length: int = Field(160, ge=20, le=500, description="A label is at most this many characters long.")
    labelled_share: float = Field(
        0.25,
        ge=0,
        le=1,
        description="From the first label on, at least this share of paragraphs of a transcript is labelled.",
    )
    chrome_length: int = Field(
        260, ge=40, description="A longer line is speech, even if it holds a phrase of a pledge or a caption."
    )
    introduction_distance: int = Field(
        20_000,
        ge=100,
        description="An introduction stands within this many characters before the first words of a voice.",
    )
    timed_share: float = Field(
        0.5, ge=0, le=1, description="Share of lines with a time code from which a text counts as recognised speech."
    )
    misspelt_length: int = Field(5, ge=3, description="A surname of at least this many letters may be misspelt.")
    misspelt_distance: int = Field(
        2, ge=0, le=3, description="A misspelt label differs from a recurring one by at most this many edits."
    )
    wrap_width: int = Field(100, ge=40, description="Lines are hard-wrapped if hardly any is longer than this.")
    wrap_share: float = Field(
        0.9, ge=0.5, le=1, description="Share of lines within the width from which a text counts as hard-wrapped."
    )
    question_share: float = Field(
        0.25, ge=0, le=1, description="An interviewer asks in at least this share of his or her turns."
    )
    last_layer: Layer = Field(
        "events", description="Coding ends with this layer; `transcript` alone needs no language model."
    )
    language_model: str = Field(
        "bundled", min_length=1, description="What parses: `bundled`, or the name or path of a spaCy pipeline of yours."
    )
    window_words: int = Field(
        160, ge=40, le=240, description="The encoder reads at most this many words at once, of neighbouring turns."
    )
    window_overlap: int = Field(
        48, ge=8, le=120, description="Windows inside one long turn overlap by this many words."
    )
    batch_pieces: int = Field(
        2_400, ge=512, description="Word pieces in one batch of windows of one document, padding included."
    )
    anchor_threshold: float = Field(
        0.2, gt=0, lt=1, description="The trained head proposes an attribution at a word from this probability on."
    )
    acting_threshold: float = Field(
        0.5, ge=0, lt=1, description="Whom the head holds to be an actor with less probability than this is none."
    )
    sector_threshold: float = Field(
        0.4, gt=0, le=1, description="The head gives a sector that no words give from this probability on."
    )
    attribution_makers: Literal["both", "rules", "head"] = Field(
        "rules", description="Who finds attributions: the rules, the trained head, or both with one choice."
    )
    head_alone: float = Field(0.5, gt=0, lt=1, description="The head alone attributes from this probability on.")
    head_adds: float = Field(
        0.9, gt=0, lt=1, description="The head adds an attribution that no rule finds from this probability on."
    )
    event_makers: Literal["both", "rules", "head"] = Field(
        "both", description="Who finds events: the pattern tables, the trained head, or both with one choice."
    )
    event_alone: float = Field(0.5, gt=0, lt=1, description="The head alone codes an event from this probability on.")
    event_keeps: float = Field(
        0.06, ge=0, lt=1, description="What a pattern finds is dropped if the head gives any act less probability."
    )
    event_corrects: float = Field(
        0.8, gt=0, le=1, description="The head's type replaces that of a pattern from this probability on."
    )
    event_adds: float = Field(
        0.8, gt=0, le=1, description="The head adds an event that no pattern finds from this probability on."
    )
    event_fits: float = Field(
        0.78, gt=0, le=1, description="As `event_adds`, for a word that the tables know in other frames."
    )
    event_unnamed: float = Field(
        0.5, gt=0, le=1, description="An act without anybody named stands if the head gives it this probability."
    )
    event_status: float = Field(
        0.8, gt=0, le=1, description="Where no word speaks, the head says that an act did not happen from here on."
    )
    event_mode: float = Field(0.5, gt=0, le=1, description="The head gives a mode from this probability on.")
    event_role: float = Field(0.9, gt=0, le=1, description="The head gives a word a role from this probability on.")
    event_row_votes: float = Field(
        0.5, ge=0, description="Of given pairs: what a row adds to its type, times its word's share in naming the act."
    )
    event_row_bias: float = Field(1.4, description="Log odds that a type of a row is right, at even odds of the head.")
    event_row_slope: float = Field(0.2, ge=0, description="How far the head's log odds move those of a row's type.")
    event_head_bias: float = Field(-0.8, description="The log odds that the head's own type is right, at even odds.")
    event_head_slope: float = Field(0.4, ge=0, description="How far its log odds move those of the head's own type.")
    sentence_threshold: float = Field(0.5, gt=0, lt=1, description="A word opens a sentence from this probability on.")
    reconcile_names: bool = Field(
        True, description="A name has one type in the whole document, and places are sorted by the gazetteer."
    )
    mention_threshold: float = Field(
        0.1, gt=0, lt=1, description="A word may head a mention in a chain from this probability on."
    )
    link_threshold: float = Field(
        -1.0, description="A mention is linked to an earlier one if its score is above this; higher is more precise."
    )
    name_link_threshold: float = Field(0.0, description="The same for links of names and nouns to a name.")
    salience_distance: float = Field(
        1.4, ge=0, description="A person loses this weight as what `he` stands for with each other one named since."
    )
    salience_subject: float = Field(0.6, ge=0, description="Weight of a subject for a pronoun that is a subject.")
    salience_segment: float = Field(1.5, ge=0, description="Weight of being named in the same turn or paragraph.")
    salience_turn: float = Field(2.4, ge=0, description="Weight of having spoken the turn before a journalist's.")
    salience_chain: float = Field(1.2, ge=0, description="Weight of a link by the language model.")
    salience_name: float = Field(2.7, ge=0, description="Weight of having a name.")
    salience_gender: float = Field(4.0, ge=0, description="What a person loses whose words call for the other pronoun.")
    quotation_words: int = Field(
        5, ge=1, description="A quotation inside a sentence, without a cue beside it, has at least this many words."
    )
    actors: ActorList | None = Field(
        None, description="Actors of the user's own, whose names and codes come first; not set in a settings file."
    )
    week_starts: int = Field(
        0, ge=0, le=6, description="The day a week begins with, from 0 for Monday to 6 for Sunday."
    )
    day_first: bool | None = Field(
        None, description="Whether 03/04/2012 is 3 April; where this is not set, such a date stays unresolved."
    )
    fiscal_month: int = Field(
        10, ge=1, le=12, description="A fiscal year begins in this month, and is called by the year in which it ends."
    )
    country_nearness: int = Field(
        400,
        ge=1,
        description="So many characters from a place name, a country counts half of what it does beside it.",
    )
    place_share: float = Field(
        0.3, gt=0, lt=1, description="A place named in or before its sentence is that of an act from this share on."
    )
    place_country: float = Field(
        2.6, ge=0, description="Powers of ten of inhabitants that the country named most adds to the places in it."
    )
    place_country_step: float = Field(
        1.2, ge=0, description="So much less does each further country of a document add to the places in it."
    )
    place_country_least: float = Field(
        0.5, ge=0, description="A country that a document names adds at least this much to the places in it."
    )
    place_everywhere: float = Field(
        0.7, ge=0, le=1, description="What is left of that for a country that most documents name."
    )
    place_noun: float = Field(
        3.0, ge=0, description="What a noun beside a name, as in `Homs province`, adds to places of that level."
    )
    place_known: float = Field(
        5.5, ge=0, description="A name that may be a person's is a place with a reading of at least this weight."
    )
    told_reach: int = Field(
        2_500, ge=0, description="At most so many characters back, `the attack` means an attack that was told."
    )
    told_close: int = Field(
        400, ge=0, description="Within so many characters the same act done to the same is told again, not done again."
    )
    told_words: float = Field(
        0.5, gt=0, le=1, description="Two demands or accusations are one if they share this much of the shorter one."
    )
    pronoun_reach: int = Field(
        300, ge=0, description="Where chains are silent, a pronoun means a party at most so many characters before it."
    )
    partition_documents: int = Field(1_000, ge=1, description="A partition holds at most this many documents.")
    partition_bytes: int = Field(8_000_000, ge=1_000, description="A partition holds about this many bytes.")

    @field_validator("window_overlap")
    @classmethod
    def _less_than_half(cls, value: int, info: ValidationInfo) -> int:
        if 2 * value > info.data.get("window_words", 2 * value):
            raise ValueError("windows overlap by at most half of window_words")
        return value

    def reaches(self, layer: Layer) -> bool:
        """Whether this layer is coded.

        >>> Settings(last_layer="statements").reaches("events")
        False
        """
        return LAYERS.index(self.last_layer) >= LAYERS.index(layer)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over all values: the version of the settings."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @classmethod
    def load(cls, toml: str, origin: str = "settings") -> "Settings":
        """Settings from the text of a TOML file; `origin` names it in messages."""
        try:
            values = tomllib.loads(toml)
            if "actors" in values:
                raise SettingsError(f"{origin}: actors: a list is given with the option --actors FILE, not in here")
            return cls.model_validate(values)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{origin}: this is no TOML ({error})") from error
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise SettingsError(
                f"{origin}: {name}: {first['msg']}. Known settings: {', '.join(cls.model_fields)}"
            ) from error
