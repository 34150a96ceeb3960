"""The grammar of date expressions: all forms, tried in one order; the first that knows the words decides."""

from functools import lru_cache

from onrecord.dates import (
    forms_anchored,
    forms_counted,
    forms_cycles,
    forms_dateless,
    forms_spans,
    forms_stated,
)
from onrecord.dates.forms import Form
from onrecord.dates.meaning import Frame, Meaning, Unresolved

FORMS: tuple[Form, ...] = (
    *forms_dateless.FORMS,
    *forms_stated.FORMS,
    *forms_cycles.FORMS,
    *forms_counted.FORMS,
    *forms_anchored.FORMS,
    *forms_spans.FORMS,
)
_DEEP = 6
"""Words inside of words inside of words: nobody says more."""


def understand(words: str, frame: Frame) -> Meaning:
    """What words (as `words.normal` makes them) mean in a frame; None if no form knows them. Raises nothing."""
    if not words or frame.depth > _DEEP or len(words) > frame.conventions.length:
        return None
    return _understand(words, frame)


@lru_cache(maxsize=4096)
def _understand(words: str, frame: Frame) -> Meaning:
    for one in FORMS:
        try:
            meaning = one.read(words, frame)
        except (ValueError, OverflowError):  # 30 February, the year 0, a date beyond the calendar
            return Unresolved("there is no such day in the calendar")
        if meaning is not None:
            return meaning
    return None


def forget() -> None:
    """Empties the memory of words read before, for measurements."""
    _understand.cache_clear()
