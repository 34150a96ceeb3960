"""Bytes to characters: BOM, declared, strict UTF-8, then a guess; never a silent loss.

The characters are those of Python's codec, newlines as they are. A UTF-8 byte order mark stays in the text (as U+FEFF,
which counts as white space), so that offsets are those of the file read as UTF-8.
"""

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import SourceError
from onrecord.settings import Settings

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARIES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "RTF"),
    (b"ID3", "an MP3 recording"),
    (b"RIFF", "a WAV recording"),
    (b"PAR1", "a Parquet table"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"WARC/", "a WARC archive"),
)
_WESTERN = (
    "cp125",
    "iso8859",
    "latin",
    "mac_",
    "cp437",
    "cp850",
    "cp858",
    "hp_roman",
    "cp775",
    "cp1006",
    "tis",
    "kz",
    "ptcp",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the encoding they were in, and what had to be done."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(name: str, content: bytes, declared: str | None, settings: Settings, formats: str) -> Decoded:
    """The characters of `content`; SourceError for binary or oversized input, naming the known `formats`."""
    if len(content) > settings.document_bytes:
        raise SourceError(
            name, f"{len(content):,} bytes; a document may have {settings.document_bytes:,} (document_bytes)"
        )
    for magic, what in _KNOWN_BINARIES:
        if content.startswith(magic):
            raise SourceError(name, f"this is {what}, not text; onrecord reads {formats}")
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(name, content, encoding, f"byte order mark: {encoding}", formats)
    decoded = _declared(content, declared) or _utf8(content) or _wide(content)
    if decoded is None:
        decoded = _guessed(name, content, settings, formats)
    elif _controls(decoded.text) > settings.binary_share:
        raise SourceError(name, f"this is binary, not text; onrecord reads {formats}")
    return decoded


def clean(text: str) -> Decoded:
    """A text that needs no decoding; half surrogates, which no encoding can hold, become U+FFFD one to one.

    >>> clean("a\\ud800b").text
    'a\ufffdb'
    """
    if text.isascii():
        return Decoded(text, "characters", ())
    fixed = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    notes = () if fixed == text else ("half surrogates replaced by U+FFFD",)
    return Decoded(fixed, "characters", notes)


def _strict(name: str, content: bytes, encoding: str, note: str, formats: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding, (note,))
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return Decoded(
                content.decode(encoding, "replace"), encoding, (note, f"undecodable bytes replaced ({error})")
            )
        raise SourceError(
            name, f"the byte order mark says {encoding}, but {error}; onrecord reads {formats}"
        ) from error


def _declared(content: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        return Decoded(content.decode(declared), declared, (f"declared: {declared}",))
    except (UnicodeDecodeError, LookupError):
        return None


def _utf8(content: bytes) -> Decoded | None:
    try:
        return Decoded(content.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: every other byte is mostly zero."""
    sample = content[:4000]
    if len(sample) < 8 or len(content) % 2:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.6 * len(zeros):
            try:
                return Decoded(content.decode(encoding), encoding, (f"no byte order mark, looks like {encoding}",))
            except UnicodeDecodeError:
                return None
    return None


def _guessed(name: str, content: bytes, settings: Settings, formats: str) -> Decoded:
    """charset-normalizer's guess; among Western code pages Windows-1252, which the guess confuses with its sisters."""
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in content[:20_000])
    if controls > settings.binary_share * min(len(content), 20_000):
        raise SourceError(name, f"this is binary, not text; onrecord reads {formats}")
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    best = from_bytes(content[:200_000]).best()
    guess = best.encoding if best else "cp1252"
    if guess.startswith(_WESTERN):
        guess = "cp1252"
    text = content.decode(guess, "replace")
    notes = [f"guessed: {guess}"]
    if "\ufffd" in text:
        notes.append("undecodable bytes replaced by U+FFFD")
    return Decoded(text, guess, tuple(notes))


def _controls(text: str) -> float:
    """Share of control characters, white space and NUL padding aside, in the first part of a text."""
    sample = text[:20_000]
    return len(_CONTROLS.findall(sample)) / (len(sample) or 1)


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
