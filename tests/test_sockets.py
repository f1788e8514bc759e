"""What answers from the lake opens no socket: not to the network, and none to find out whether there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Python runs this before anything else, in worker processes too. Pipes between a command and its own workers are
# sockets of the family AF_UNIX and reach nothing outside.
GUARD = """
import os, socket, sys

def refuse(event, args):
    local = event == "socket.__new__" and args[1] == socket.AF_UNIX or event == "socket.gethostname"
    here = event in ("socket.bind", "socket.connect") and isinstance(args[1], (str, bytes))
    if event.startswith("socket.") and not (local or here):
        with open(os.environ["OPENED"], "a") as told:
            told.write(f"{event} {args!r}\\n")

sys.addaudithook(refuse)
with open(os.environ["OPENED"] + ".guarded", "a") as told:
    told.write(f"{os.getpid()}\\n")
"""
COMMANDS = [
    ["demo", "--lake", "lake"],
    ["sql", "--lake", "lake", "select count(*) as n from event"],
    ["report", "--lake", "lake", "-o", "report.html"],
    ["export", "event", "--lake", "lake", "--format", "geoparquet", "-o", "events.parquet"],
    ["verify", "--lake", "lake"],
]
ISOLATED = ["unshare", "--net", "--map-root-user"]


def isolation() -> list[str]:
    """Return the words before a command that take its network away, where that can be done."""
    words = ["unshare", "--net", "--map-root-user"]
    return words if shutil.which("unshare") and subprocess.run([*words, "true"], check=False).returncode == 0 else []


def test_no_command_that_answers_opens_a_socket(tmp_path: Path) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    opened = tmp_path / "opened"
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'guard'}{os.pathsep}{ROOT}", "OPENED": str(opened)}
    without_network = isolation()
    for words in COMMANDS:
        command = [*without_network, sys.executable, "-m", "cli", *words]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert not opened.exists(), f"{words[0]}: {opened.read_text()}"
    guarded = set((tmp_path / "opened.guarded").read_text().split())
    assert len(guarded) > len(COMMANDS)  # the processes that clean pages were watched as well
    subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], env=environment, check=True)
    assert "socket.__new__" in opened.read_text()  # the guard sees what it is there for
    if not without_network:
        pytest.skip("no network namespace can be made here: the demo ran guarded, but beside a network")
