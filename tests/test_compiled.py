"""What is compiled is used only while its source stands beside it unchanged; else the source is read."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_compiled import compilable, missing
from tasks.compiled import FOLDER, hash_source, library_path

ROOT = Path(__file__).resolve().parent.parent
TELL = """
from pathlib import Path
from tasks.compiled import tell_build
from tasks.text import normal
print(tell_build(Path.cwd()))
print(normal.__file__)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source, with a library of its hash that is none."""
    for room in ("schemas", "tasks"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("native", "__pycache__"))
    (tmp_path / FOLDER).mkdir()
    library_path(tmp_path).write_bytes(b"no library")
    return tmp_path


def tell(tree: Path, value: str) -> list[str]:
    environment = {**os.environ, "MARSAD_COMPILED": value, "PYTHONPATH": str(tree)}
    done = subprocess.run([sys.executable, "-c", TELL], cwd=tree, env=environment, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_after_an_edit_another_library_is_asked_for(tree: Path) -> None:
    assert library_path(tree).exists()
    edited = tree / "tasks" / "text" / "normal.py"
    edited.write_text(edited.read_text("utf-8") + "\n# another\n", "utf-8")
    assert not library_path(tree).exists()


def test_constants_of_the_schemas_are_part_of_what_was_compiled(tree: Path) -> None:
    before = hash_source(tree)
    with (tree / "schemas" / "vocabulary.py").open("a", encoding="utf-8") as file:
        file.write("ANOTHER = 1\n")
    assert hash_source(tree) != before
    (tree / "schemas" / "vocabulary.py").rename(tree / "schemas" / "words.py")
    assert len({before, hash_source(tree), hash_source(ROOT)}) == 2


def test_a_library_that_cannot_be_loaded_leaves_the_source_to_read(tree: Path) -> None:
    built, file = tell(tree, "1")
    assert built.startswith("source (")
    assert file == str(tree / "tasks" / "text" / "normal.py")


def test_nothing_compiled_is_plain_source(tree: Path) -> None:
    shutil.rmtree(tree / FOLDER)
    assert tell(tree, "1")[0] == "source"


def test_modules_that_keep_what_they_found_are_not_compiled() -> None:
    # mypyc makes a cached_property a property: each look at the dates of an article would search it anew.
    chosen = compilable(ROOT)
    assert "tasks/extract/in_order.py" not in chosen
    assert {"tasks/extract/article.py", "tasks/extract/reading.py", "tasks/text/match.py"} <= set(chosen)


def test_a_constant_of_what_is_compiled_is_set_once(tmp_path: Path) -> None:
    # Compiled code keeps it in a field; mypy says where that would not hold.
    room = tmp_path / "tasks" / "text"
    room.mkdir(parents=True)
    (room / "one.py").write_text(
        '_WORDS = {"a": 1}\nplain = 1\nplain = 2\n_WORDS = {}\n_ONE, _TWO = 1, 2\n_TWO = 3\n', "utf-8"
    )
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nplugins = {ROOT / 'build_constants.py'}\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--namespace-packages", "--explicit-package-bases", "tasks/text/one.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert [line.split(":")[1] for line in told] == ["4", "6"]  # one of two that are set in one statement as well
    assert all("final" in line for line in told)


def test_what_is_to_be_installed_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_compiled.COMPILER", ["no-such-compiler"])
    assert "install gcc" in (missing() or "")
