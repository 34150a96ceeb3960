"""Invented documents for every room, and the command run in this process."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.cli import main

# Most tests ask what becomes of documents, and not what the language model reads in them.
TRANSCRIPT = 'last_layer = "transcript"\n'
_CODING = ("code", "show")  # commands that code documents
_FIRST = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hedda")
_LAST = ("Lindt", "Orr", "Vance", "Quill", "Marsh", "Thorne", "Abel", "Wren")


def dialogue(number: int) -> str:
    """A short broadcast that no other number gives; names, places and matters are invented."""
    host = f"{_FIRST[number % 8]} {_LAST[number // 8 % 8]}"
    guest = f"{_FIRST[(number + 3) % 8]} {_LAST[(number + 5) % 8]}"
    return (
        f"The ferry of Port Ellery, part {number}\n\n"
        f"{host.upper()}, HOST: Good evening. Tonight, ferry number {number} is late again. With us is {guest}.\n\n"
        f"{guest.upper()}: Thank you. It was {number} minutes late, and nobody said why. (LAUGHTER)\n\n"
        f"{host.split()[1].upper()}: “And tomorrow?”\n\n"
        f"{guest.split()[1].upper()}: Tomorrow it will be on time, I promise.\n"
    )


@pytest.fixture
def invent(tmp_path: Path) -> Callable[[int], Path]:
    """A function that writes so many documents into one folder and returns it."""

    def write(count: int, start: int = 0) -> Path:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for number in range(start, start + count):
            (folder / f"doc-{number:04}.txt").write_text(dialogue(number), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def onrecord(monkeypatch, capsys, tmp_path_factory):
    """Run the command in this process: exit code, standard output, standard error.

    Documents are read and no further, without the language model, unless a test says `layers=True` or brings settings.
    """
    transcript = tmp_path_factory.mktemp("settings") / "transcript.toml"
    transcript.write_text(TRANSCRIPT)

    def call(*arguments, stdin="", layers=False, **environment):
        line = [*map(str, arguments)]
        if line and line[0] in _CODING and not layers and "--settings" not in line:
            line[1:1] = ["--settings", str(transcript)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["onrecord", *line])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return call
