"""The command, run in the process of the test."""

import io
import sys

import pytest

from onrecord.cli import main


@pytest.fixture
def onrecord(monkeypatch, capsys):
    """Run the command in this process: exit code, standard output, standard error."""

    def call(*arguments, stdin="", **environment):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return call
