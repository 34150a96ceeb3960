"""WORDS → PLACES: what a toponym names, with coordinates from the bundled gazetteer and the reason."""

from onrecord.places.gazetteer import Gazetteer, Place, gazetteer
from onrecord.places.resolver import PlaceResolver

__all__ = ["Gazetteer", "Place", "PlaceResolver", "gazetteer"]
