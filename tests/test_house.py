"""The rules of the house (see CONTRIBUTING): what a reader can rely on without looking."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

import onrecord
from onrecord.lexicons import names, table
from onrecord.settings import Settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "onrecord"
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(tree: ast.AST) -> list[str]:
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_files_and_functions_stay_short() -> None:
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for tree in TREES.values() for node in functions(tree)]
    assert max(path.read_text(encoding="utf-8").count("\n") for path in FILES) <= 400
    assert max(lengths) <= 80
    assert sorted(lengths)[int(0.95 * len(lengths))] <= 45


def test_nesting_stays_low() -> None:
    inner = (ast.If, ast.For, ast.While, ast.With, ast.Try)

    def depth(node: ast.AST) -> int:
        below = max((depth(child) for child in ast.iter_child_nodes(node)), default=0)
        return below + isinstance(node, inner)

    deepest = {f"{name}:{node.name}": depth(node) for name, tree in TREES.items() for node in functions(tree)}
    assert [name for name, levels in deepest.items() if levels > 4] == []


def test_no_global_no_bare_except_no_attic() -> None:
    for name, tree in TREES.items():
        assert not any(isinstance(node, ast.Global) for node in ast.walk(tree)), name
        assert not any(isinstance(node, ast.ExceptHandler) and node.type is None for node in ast.walk(tree)), name
    attic = {"utils", "helpers", "common", "misc"}
    assert not attic & {part for name in TREES for part in Path(name).with_suffix("").parts}


ONLY = {
    "open source files": (
        r"\.(?:read_bytes|read_text|open)$|^open$",
        ("transcripts/", "store/", "lexicons/load.py", "language/weights.py", "cli/", "exports/"),
    ),
    "print": (r"^print$", ("cli/",)),
    "exit": (r"^(?:sys\.exit|exit|SystemExit)$|typer\.Exit", ("cli/",)),
    "load a model": (r"InferenceSession|Tokenizer\.from_file|spacy\.load|^load_model$", ("language/",)),
    "start processes": (r"ProcessPoolExecutor|Popen|subprocess\.|os\.fork", ("runs/",)),
}


@pytest.mark.parametrize("what", ONLY)
def test_only_some_rooms_may(what: str) -> None:
    pattern, rooms = ONLY[what]
    for name, tree in TREES.items():
        if not name.startswith(rooms):
            assert not [call for call in calls(tree) if re.search(pattern, call)], name


def test_only_the_store_speaks_sql_and_only_lexicons_read_tables() -> None:
    for name, tree in TREES.items():
        assert name.startswith("store/") or "duckdb" not in imports(tree), name
        if not name.startswith(("lexicons/", "transcripts/tables.py", "transcripts/sources.py")):
            assert "csv" not in imports(tree), name


def test_records_hold_no_library() -> None:
    allowed = {"onrecord", "bisect", "collections", "dataclasses", "enum", "hashlib"}
    for name, tree in TREES.items():
        if name.startswith("records/"):
            assert imports(tree) <= allowed, name


def test_public_names_exist_and_are_listed() -> None:
    assert {name for name in onrecord.__all__ if getattr(onrecord, name) is None} == set()
    with pytest.raises(AttributeError, match="it has"):
        _ = onrecord.no_such_name


def test_every_public_function_says_what_it_does() -> None:
    for path in FILES:
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        assert inspect.getdoc(importlib.import_module(module)), module


def test_every_setting_is_described() -> None:
    fields: dict[str, FieldInfo] = dict(Settings.model_fields)
    assert [name for name, field in fields.items() if not (field.description or "").endswith(".")] == []


def test_every_table_has_an_example_column() -> None:
    for name in names():
        assert table(name, "example"), name


def test_help_is_quick() -> None:
    command = [sys.executable, "-X", "importtime", "-c", "from onrecord.cli import main; main()", "--help"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert not {"duckdb", "pydantic", "rapidfuzz", "onrecord.transcripts"} & imported
    assert "code" in run.stdout


def test_no_path_of_a_machine_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".json", ".tsv", ".yml", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"(?<![\w.])/(?:work|root|home|farm)/\w", text), name
