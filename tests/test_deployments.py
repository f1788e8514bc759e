"""What runs when is said once: prefect.yaml, `marsad serve` and `marsad deploy` come from one list."""

import importlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.schedule import Plan, as_yaml, plans

ROOT = Path(__file__).resolve().parent.parent


def test_prefect_yaml_is_what_the_list_says() -> None:
    assert (ROOT / "prefect.yaml").read_text("utf-8") == as_yaml(plans()), (
        "write it anew: marsad deploy --yaml prefect.yaml"
    )


@pytest.mark.parametrize("plan", plans(), ids=lambda p: f"{p.flow}/{p.name}")
def test_each_plan_names_a_flow_that_takes_its_parameters(plan: Plan) -> None:
    module, name = plan.flow.rsplit(".", 1)
    taken = inspect.signature(getattr(importlib.import_module(module), name).fn).parameters
    assert plan.parameters.keys() <= taken.keys()


def test_deploy_without_a_server_says_which_address_is_silent() -> None:
    command = [sys.executable, "-m", "cli", "deploy"]
    nobody = os.environ | {"PREFECT_API_URL": "http://desk:secret@127.0.0.1:9/api"}
    told = subprocess.run(command, cwd=ROOT, env=nobody, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "no Prefect server answers at http://127.0.0.1:9/api" in told.stderr
    assert "secret" not in told.stderr
    nobody.pop("PREFECT_API_URL")
    told = subprocess.run(command, cwd=ROOT, env=nobody, capture_output=True, text=True, check=False)
    assert (told.returncode, "set PREFECT_API_URL" in told.stderr) == (2, True)


def test_a_run_for_the_ui_with_a_silent_server_writes_nothing_and_says_how_to_go_on(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "cli",
        "ingest",
        "samples/11-talks.txt",
        "--prefect",
        "--lake",
        str(tmp_path / "l"),
    ]
    nobody = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    told = subprocess.run(command, cwd=ROOT, env=nobody, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "or do without one" in told.stderr
    assert not (tmp_path / "l").exists()


def test_a_signal_to_the_group_leaves_the_server_to_who_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import serve

    asked: dict[str, object] = {}

    class Started:
        """A server that was started, as far as its starter looks at it."""

        def __init__(self, command: list[str], **how: object) -> None:
            asked.update(how, command=command)

        def poll(self) -> None:
            """Run on."""

    monkeypatch.setattr(subprocess, "Popen", Started)
    monkeypatch.setattr(serve, "is_healthy", lambda _port: True)
    serve.start_server(4200, say=lambda _: None)
    assert asked["start_new_session"] is True


_SERVE = """
import subprocess, sys, time
from pathlib import Path
from flows import serve
command = [sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit(7)"]
server = subprocess.Popen(command, stdin=subprocess.PIPE)
serve.is_healthy = lambda port: False
serve.start_server = lambda port, *, say: server
def wait(*_, **__):
    if sys.argv[2] == "dies":
        server.stdin.close()
        time.sleep(60)
    raise KeyboardInterrupt
serve.serve_schedules = wait
serve.serve_all(sys.argv[1], Path(sys.argv[1]), port=4200, cron="0 6 * * *", timezone="UTC", say=print)
"""


@pytest.mark.parametrize("server", ["dies", "lives"])
def test_serve_ends_with_a_server_that_dies_and_not_with_one_that_it_ends(server: str, tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-c", _SERVE, str(tmp_path), server]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=50)
    last = told.stdout.splitlines()[-1]
    if server == "dies":
        assert told.returncode == 1
        assert last.startswith("the Prefect server on 127.0.0.1:4200 ended by itself (7): nothing runs on schedule")
        assert "start `marsad serve` again" in last
    else:
        assert (told.returncode, last) == (0, "stopped")
