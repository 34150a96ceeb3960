"""SETTINGS → what parses: the bundled model, or a spaCy pipeline by its name or path. Nothing is ever downloaded."""

from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language

from onrecord.errors import ModelError
from onrecord.language.parser import Parser
from onrecord.language.plugged import PluggedParser
from onrecord.settings import Settings

BUNDLED = "bundled"


def parser_for(settings: Settings) -> Parser | PluggedParser:
    """What `settings.language_model` names; ModelError if it cannot be loaded, or lacks what the steps need."""
    if settings.language_model == BUNDLED:
        return Parser(settings)
    return PluggedParser(pipeline(settings.language_model), settings)


def pipeline(name: str) -> Language:
    """An installed pipeline, or one in a folder. That spaCy warns of another version is passed on as a warning."""
    try:
        return spacy.load(name)
    except Exception as error:
        raise ModelError(f"{name}: {_reason(name, error)} Or leave the language model at `{BUNDLED}`.") from error


def _reason(name: str, error: Exception) -> str:
    installed, there = spacy.util.is_package(name), Path(name).exists()
    said = " ".join(str(error).split())
    if installed or (there and not isinstance(error, OSError)):
        return (
            f"spaCy {spacy_version} cannot load this pipeline ({type(error).__name__}: {said}). "
            "It may be of another version of spaCy, or need a package that is not installed: see its meta.json."
        )
    if there:
        return f"there is no spaCy pipeline here ({said}). A folder that `nlp.to_disk` wrote would have worked."
    if len(Path(name).parts) > 1:
        return "there is no such folder. The path of a pipeline that `nlp.to_disk` wrote would have worked."
    return (
        f"this spaCy pipeline is not installed, and onrecord downloads nothing. With a network: `python -m spacy "
        f"download {name}`; without one: bring its wheel (https://github.com/explosion/spacy-models/releases) and "
        f"`pip install {name}-VERSION-py3-none-any.whl`."
    )
