"""Everything that can go wrong, as one tree.

    OnrecordError
    ├── SourceError      a file or a row that cannot be read as a document
    ├── LexiconError     a table row that does not hold what its column promises
    ├── SettingsError    a setting that is unknown or out of range
    ├── ModelError       a language model that is missing, damaged, or lacks a layer that the steps need
    ├── UsageError       a request that contradicts itself (two inputs, one output name)
    └── StoreError       a record folder that is not one, is locked, or is of another version

Every message says what is wrong, where, and what would have worked. A document that fails becomes a row of
the error table; the run goes on.
"""


class OnrecordError(Exception):
    """Root of the tree: `except OnrecordError` catches whatever onrecord raises on purpose."""


class SourceError(OnrecordError):
    """A file or a row cannot be read as a document.

    `name` is the source as the user gave it (a path, or `path#row`), `step` the step that failed.
    """

    def __init__(self, name: str, message: str, *, step: str = "read") -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.step = step

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders; keyword arguments need help to do so."""
        return _source_error, (self.name, self.message, self.step)


def _source_error(name: str, message: str, step: str) -> SourceError:
    return SourceError(name, message, step=step)


class LexiconError(OnrecordError):
    """A lexicon table is wrong at one place: file, row (1 is the header) and column."""

    def __init__(self, file: str, row: int, column: str, message: str) -> None:
        super().__init__(f"{file}, row {row}, column {column!r}: {message}")


class SettingsError(OnrecordError):
    """A setting is unknown or out of its range."""


class ModelError(OnrecordError):
    """A language model cannot be used: its files are missing or damaged, or it has not every layer that is needed."""


class UsageError(OnrecordError):
    """What was asked for contradicts itself."""


class StoreError(OnrecordError):
    """A record folder cannot be opened or written."""
