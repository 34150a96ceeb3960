"""The scorers of the exchange shape, which live outside of this repository: loaded by path, or run as a program."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT.parent / "shared" / "tools"
DATA = ROOT.parent / "shared" / "data"


def loaded(folder: Path, name: str) -> ModuleType:
    """A scorer as a module; says which file is missing and which option names another folder."""
    path = folder / f"{name}.py"
    if not path.is_file():
        sys.exit(f"{path}: there is no such scorer; name the folder that holds it with --tools")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quote_scores(tools: Path, gold: Path, predicted: Path, *options: str) -> dict[str, dict[str, float]]:
    """What `score_quotes.py` prints with these options: by the name of the score, its P, R and F1."""
    command = [sys.executable, str(tools / "score_quotes.py"), str(gold), str(predicted), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    scores: dict[str, dict[str, float]] = json.loads(done.stdout)["scores"]
    return scores


def record_scores(tools: Path, gold: Path, docs: Path, predicted: dict[str, Any]) -> dict[str, dict[str, float | None]]:
    """What `score_records.py` makes of exchange objects, by the name of the gold file."""
    scorer = loaded(tools, "score_records")
    wanted = scorer.load(gold)
    found, _ = scorer.score(wanted, predicted, scorer.load_texts(wanted, docs))
    return dict(found)
