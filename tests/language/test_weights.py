"""A bundle that is missing, incomplete or damaged is refused by name."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.language.weights import FILES, Weights


def bundle(folder: Path) -> Path:
    for name in FILES:
        (folder / name).write_bytes(b"{}")
    digests = {name: sha256(b"{}").hexdigest() for name in FILES}
    (folder / "digests.json").write_text(json.dumps(digests))
    return folder


@pytest.mark.parametrize("name", [*FILES, "digests.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (bundle(tmp_path) / name).unlink()
    with pytest.raises(ModelError, match=name):
        Weights(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    (bundle(tmp_path) / name).write_bytes(b"{")
    with pytest.raises(ModelError, match=rf"{name}: damaged"):
        Weights(tmp_path)
