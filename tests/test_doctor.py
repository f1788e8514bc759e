"""What doctor sees around the lake, and what commands say to a log collector."""

import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli import machine

ROOT = Path(__file__).resolve().parent.parent


def test_a_server_open_to_the_network_without_a_password_is_ill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_HOST", "0.0.0.0")  # noqa: S104 what is refused
    [(name, well, seen)] = machine.check_exposure()
    assert (name, well, "anyone may start runs" in seen) == ("exposure", False, True)
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "desk:secret")
    [(_, well, seen)] = machine.check_exposure()
    assert (well, "secret" in seen) == (True, False)


def test_a_program_that_listens_on_all_addresses_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_SERVER_API_AUTH_STRING", raising=False)
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))  # noqa: S104 what is refused
        listening.listen()
        monkeypatch.setenv("PREFECT_SERVER_API_PORT", str(listening.getsockname()[1]))
        [(_, well, _)] = machine.check_exposure()
    assert not well
    [(_, well, _)] = machine.check_exposure()
    assert well


def test_a_clock_before_the_newest_batch_is_ill(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    [(_, well, _)] = machine.check_clock(tmp_path, now - timedelta(hours=1))
    assert well
    [(_, well, seen)] = machine.check_clock(tmp_path, now + timedelta(hours=1))
    assert (well, "a batch was committed" in seen) == (False, True)
    [(_, well, seen)] = machine.check_clock(tmp_path, None, now + timedelta(days=1))
    assert (well, "the disk" in seen) == (False, True)
    assert list(tmp_path.iterdir()) == []


def test_a_silent_server_and_a_taken_port_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://user:secret@127.0.0.1:9/api")
    [(_, well, seen)] = machine.check_server()
    assert (well, "nobody answers" in seen, "secret" in seen) == (False, True, False)
    monkeypatch.delenv("PREFECT_API_URL")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        monkeypatch.setattr(machine, "_UI_PORT", listening.getsockname()[1])
        [(_, well, seen)] = machine.check_server()
    assert (well, "another program" in seen) == (False, True)


def test_packages_that_break_the_server_are_ill(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(well for _, well, _ in machine.check_packages())
    monkeypatch.setattr(machine, "version", lambda name: "2.1.9" if name == "sqlalchemy" else "3.8.8")
    told = {name: well for name, well, _ in machine.check_packages()}
    assert (told["sqlalchemy"], told["prefect"]) == (False, True)


def test_what_a_command_says_is_a_json_line_for_a_collector(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli", "init", "--lake", str(tmp_path / "lake")]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | {"MARSAD_LOG": "json"}, capture_output=True, check=True)
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    assert lines[0].keys() == {"at", "message"}
    assert lines[0]["message"].endswith("a lake is here. Next:")
