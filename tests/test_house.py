"""The house: our packages are the ones imported, nothing imports against the arrow, knowledge is clean."""

import ast
import importlib
import re
import statistics
import subprocess
from pathlib import Path

import pytest

from cli.reference import describe_commands, describe_knowledge
from tasks.knowledge import lint_knowledge

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schemas", "tasks", "warehouse", "flows", "cli", "knowledge")


@pytest.mark.parametrize("room", ROOMS)
def test_the_imported_package_is_ours(room: str) -> None:
    # `tasks`, `flows` and `schemas` are also names of packages on the public index: pip would overwrite silently.
    origin = importlib.import_module(room).__file__
    assert origin is not None
    assert Path(origin).is_relative_to(ROOT)


def test_knowledge_is_clean() -> None:
    assert lint_knowledge(ROOT / "knowledge") == []


def _functions() -> list[int]:
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_are_short() -> None:
    assert statistics.median(_functions()) <= 15


@pytest.mark.parametrize(("page", "part"), [("cli.md", "commands"), ("knowledge.md", "knowledge")])
def test_the_reference_is_what_the_code_says(page: str, part: str) -> None:
    written = {"commands": describe_commands, "knowledge": describe_knowledge}[part]()
    held = (ROOT / "docs" / page).read_text("utf-8")
    assert held == written, f"run: python -m cli.reference {part} > docs/{page}"


def test_no_index_host_and_no_machine_path_in_tracked_files() -> None:
    names = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    hosts = re.compile(
        r"py" r"pi\.org|python" r"hosted\.org|registry\.npm" r"js|deb\.deb" r"ian\.org|/ro" r"ot/|/wo" r"rk/"
    )
    bad = []
    for name in filter(None, names):
        try:
            text = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if hosts.search(text):
            bad.append(name)
    assert bad == []
