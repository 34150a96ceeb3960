"""Every threshold and default, in one table: name, default, one sentence.

A TOML file overrides them (`onrecord code --settings FILE`); an unknown name or a value out of range is an error.
"""

import tomllib
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onrecord.errors import SettingsError


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
    partition_documents: int = Field(1_000, ge=1, description="A partition holds at most this many documents.")
    partition_bytes: int = Field(8_000_000, ge=1_000, description="A partition holds about this many bytes.")

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over all values: the version of the settings."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @classmethod
    def load(cls, toml: str, origin: str = "settings") -> "Settings":
        """Settings from the text of a TOML file; `origin` names it in messages."""
        try:
            return cls.model_validate(tomllib.loads(toml))
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{origin}: this is no TOML ({error})") from error
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise SettingsError(
                f"{origin}: {name}: {first['msg']}. Known settings: {', '.join(cls.model_fields)}"
            ) from error
