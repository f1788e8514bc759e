"""What survives what, on a real Prefect server: `python -m benchmarks.prefect_runs [--postgres] [CASE ...]`.

Cases, all if none is named:

    silent     the API address does not answer: right exit codes, nothing half done
    dead       the server is killed -9 in the middle of a run: the command's exit code, identical tables
    schedule   deploy, a worker, a cron of every minute: a run fires by itself, identical tables
    zombie     worker and flow are killed -9 in a batch: seconds until the run is marked crashed, the next run completes
    cancel     a run is cancelled by the API in a batch: seconds until it is so, the lake is whole, the next completes
    quiet      40 runs that find nothing to do: how many of them the automation for dead runs wanted to mark as crashed

With --postgres the server keeps its runs in a PostgreSQL of its own (Debian's package). Ends with 1 where a case fails.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.runners import free_port
from flows.desk import Desk
from flows.pipeline import ingest_paths
from flows.serve import answers, server_environment
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake
from warehouse.verify import verify

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_PATIENCE = 240.0
_NULL = subprocess.DEVNULL
_BEGUN = ("RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED")
Environment = dict[str, str]


def await_true(what: str, look: Callable[[], object], seconds: float = _PATIENCE) -> float:
    """Wait until something is so and return the seconds it took; raises TimeoutError."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if look():
            return time.monotonic() - began
        time.sleep(0.25)
    raise TimeoutError(f"not within {seconds:.0f} s: {what}")


def descendants(process: int) -> list[int]:
    """Return a process and all that it started, also those in sessions of their own: a worker starts each run so."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((entry / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(entry.name))
    found = [process]
    for one in found:
        found += parents.get(one, [])
    return found


def kill_tree(process: subprocess.Popen[Any]) -> None:
    """Kill -9 a process and all that it started, at once, so that none can tell the server of the other's end."""
    for one in descendants(process.pid):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    process.wait()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL that listens on loopback alone and yield its address for Prefect."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/local/bin"))
    port, data = free_port(), folder / "pg"
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data.mkdir()
    if user:
        shutil.chown(data, "postgres")
    started = [*user, str(binaries / "initdb"), "-D", str(data), "-U", "prefect", "-A", "trust"]
    subprocess.run(started, check=True, stdout=_NULL, cwd="/")
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", "/tmp"]  # noqa: S108 its socket, not ours
    server = subprocess.Popen([*user, str(binaries / "postgres"), "-D", str(data), *options], stderr=_NULL, cwd="/")
    create = [str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "prefect", "prefect"]
    await_true("PostgreSQL is up", lambda: subprocess.run(create, check=False, stderr=_NULL).returncode == 0, 60)
    try:
        yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/prefect"
    finally:
        subprocess.run(
            [*user, str(binaries / "pg_ctl"), "stop", "-D", str(data), "-m", "fast"], check=False, stdout=_NULL
        )
        server.wait(timeout=60)


@contextmanager
def prefect_server(folder: Path, database: str | None) -> Iterator[tuple[subprocess.Popen[bytes], Environment]]:
    """Start a server and yield it with the environment of commands that use it."""
    port = free_port()
    # a worker runs flows in folders of its own: where the project is not installed, it is found by PYTHONPATH
    told = server_environment(port) | {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(_SAMPLES.parent)}
    if database:
        told["PREFECT_API_DATABASE_CONNECTION_URL"] = database
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(command, env=told, stdout=log, stderr=log, start_new_session=True)
    try:
        await_true("the server answers", lambda: answers(told["PREFECT_API_URL"]))
        yield server, told
    finally:
        if server.poll() is None:
            kill_tree(server)


def inputs(folder: Path, copies: int) -> Path:
    """Write the texts of the samples several times, each a little different, as an inbox."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for n in range(copies):
        for file in sorted(_SAMPLES.glob("*.txt")):
            (inbox / f"{n}-{file.name}").write_text(file.read_text("utf-8") + f"\nرقم النشرة {n}.\n", "utf-8")
    return inbox


def plain_hashes(folder: Path, inbox: Path) -> dict[str, str]:
    """Ingest without any server and return the hashes of the tables."""
    desk = Desk(lake=Lake.open(folder / "plain", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [inbox])
    return table_hashes(desk.lake)


def stored(lake: Path) -> int:
    """Return how many articles a lake holds, 0 where there is none yet."""
    return Lake.open(lake).snapshot().rows("article") if (lake / "marsad.duckdb").exists() else 0


def ingest_command(inbox: Path, lake: Path) -> list[str]:
    """Return the command that ingests as a run, in small batches."""
    command = [sys.executable, "-m", "cli", "ingest", str(inbox), "--prefect", "--batch-size", "4"]
    return [*command, "--lake", str(lake)]


def case_silent(folder: Path, _database: str | None) -> bool:
    """Ingest where the API address does not answer."""
    inbox = inputs(folder, 2)
    nobody = os.environ | {"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}
    command = ingest_command(inbox, folder / "lake")
    shown = subprocess.run(command, env=nobody, check=False, capture_output=True, text=True)
    print(f"  with --prefect: exit code {shown.returncode}, {stored(folder / 'lake')} articles: {shown.stderr.strip()}")
    bare = subprocess.run([c for c in command if c != "--prefect"], env=nobody, check=False, stderr=_NULL).returncode
    same = table_hashes(Lake.open(folder / "lake")) == plain_hashes(folder, inbox)
    print(f"  without it: exit code {bare}, tables identical: {same}")
    return shown.returncode == 1 and bare == 0 and same


def case_dead(folder: Path, database: str | None) -> bool:
    """Kill the server in the middle of a run."""
    inbox = inputs(folder, 8)
    with prefect_server(folder, database) as (server, told):
        log = (folder / "run.log").open("w")
        run = subprocess.Popen(ingest_command(inbox, folder / "lake"), env=told, stdout=log, stderr=log)
        await_true("a batch is committed", lambda: stored(folder / "lake"))
        kill_tree(server)
        at = stored(folder / "lake")
        code = run.wait(timeout=900)
    same = table_hashes(Lake.open(folder / "lake")) == plain_hashes(folder, inbox)
    print(f"  killed at {at} articles; exit code {code}; {stored(folder / 'lake')} articles; tables identical: {same}")
    print("  " + (folder / "run.log").read_text("utf-8").strip().splitlines()[-1])
    return code == 0 and same


@contextmanager
def worker(folder: Path, told: Environment, lake: Path, inbox: Path, cron: str) -> Iterator[subprocess.Popen[bytes]]:
    """Deploy and start a worker of the pool."""
    command = [sys.executable, "-m", "cli", "deploy", "--lake", str(lake), "--inbox", str(inbox), "--cron", cron]
    subprocess.run(command, env=told, check=True, stdout=_NULL, stderr=_NULL)
    start = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "marsad"]
    log = (folder / "worker.log").open("a")
    process = subprocess.Popen(start, env=told, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            kill_tree(process)


def runs(told: Environment, name: str) -> list[tuple[str, str, str]]:
    """Return id, type of state and message of the runs of a flow that have begun, newest first."""
    os.environ["PREFECT_API_URL"] = told["PREFECT_API_URL"]
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
    from prefect.client.schemas.sorting import FlowRunSort

    wanted: Any = FlowFilter(name=FlowFilterName.model_validate({"any_": [name]}))
    with get_client(sync_client=True) as client:
        # a cron of every minute has a hundred runs ahead: those would fill the answer
        begun: Any = FlowRunFilter(state=FlowRunFilterState.model_validate({"type": {"any_": list(_BEGUN)}}))
        newest = FlowRunSort.START_TIME_DESC
        found = client.read_flow_runs(flow_filter=wanted, flow_run_filter=begun, sort=newest, limit=50)
    return [(str(r.id), str(r.state.type.value), r.state.message or "") for r in found if r.state]


def case_schedule(folder: Path, database: str | None) -> bool:
    """Let a cron fire by itself on a worker."""
    inbox, lake = inputs(folder, 2), folder / "lake"
    with prefect_server(folder, database) as (_, told), worker(folder, told, lake, inbox, "* * * * *"):

        def ended() -> bool:
            return any(state == "COMPLETED" and "articles" in words for _, state, words in runs(told, "ingest"))

        seconds = await_true("a scheduled run has completed", ended, 400)
        print(f"  completed {seconds:.0f} s after the deployment: {runs(told, 'ingest')[-1][2]}")
    same = table_hashes(Lake.open(lake)) == plain_hashes(folder, inbox)
    print(f"  tables identical: {same}")
    return same


def case_zombie(folder: Path, database: str | None) -> bool:
    """Kill worker and flow within a batch: the server finds out, the next run completes."""
    inbox, lake = inputs(folder, 300), folder / "lake"
    with prefect_server(folder, database) as (_, told):
        with worker(folder, told, lake, inbox, "* * * * *") as process:
            await_true("a run has begun", lambda: [r for r in runs(told, "ingest") if r[1] == "RUNNING"], 400)
            await_true("a batch is committed", lambda: stored(lake), 100)
            victim = next((r[0] for r in runs(told, "ingest") if r[1] == "RUNNING"), None)
            kill_tree(process)
        print(f"  killed at {stored(lake)} articles of {300 * len(list(_SAMPLES.glob('*.txt')))}")
        crashed = await_true("it is crashed", lambda: (victim, "CRASHED") in [r[:2] for r in runs(told, "ingest")], 300)
        words = next(r[2] for r in runs(told, "ingest") if r[:2] == (victim, "CRASHED"))
        print(f"  marked crashed after {crashed:.0f} s (heartbeats every 30 s): {words}")
        with worker(folder, told, lake, inbox, "* * * * *"):
            await_true(
                "the next run has completed", lambda: [r for r in runs(told, "ingest") if r[1] == "COMPLETED"], 600
            )
        print(f"  next run: {next(r[2] for r in runs(told, 'ingest') if r[1] == 'COMPLETED')}")
    same = table_hashes(Lake.open(lake)) == plain_hashes(folder, inbox)
    print(f"  tables identical: {same}")
    return same and crashed <= 90


def cancel_run(told: Environment, run: str) -> None:
    """Ask the server to cancel a run, as the button of its page does."""
    os.environ["PREFECT_API_URL"] = told["PREFECT_API_URL"]
    from prefect.client.orchestration import get_client
    from prefect.states import Cancelling

    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(run), Cancelling())


_EMPTY_RUNS = """
import sys
from flows.deployments import create_automations
from flows.ingest import ingest
create_automations()
for _ in range(40):
    ingest(paths=[], lake=sys.argv[1])
"""


def asked(told: Environment, path: str, body: dict[str, Any]) -> Any:
    """Return the server's answer to a POST."""
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(told["PREFECT_API_URL"] + path, json.dumps(body).encode(), headers)  # noqa: S310 loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 as above
        return json.load(answer)


def case_quiet(folder: Path, database: str | None) -> bool:
    """Let runs end at once and wait until the automation for dead runs would have fired."""
    with prefect_server(folder, database) as (_, told):
        subprocess.run([sys.executable, "-c", _EMPTY_RUNS, str(folder / "lake")], env=told, check=True, stderr=_NULL)
        time.sleep(115)  # the automation waits for 80 s and looks every few seconds
        wanted = {"filter": {"event": {"name": ["prefect.automation.triggered"]}}, "limit": 50}
        alarms = asked(told, "/events/filter", wanted)["total"]
        states = Counter(r["state_type"] for r in asked(told, "/flow_runs/filter", {"limit": 200}))
    print(f"  {alarms} false alarms; states of the runs: {dict(states)}")
    return alarms == 0 and set(states) == {"COMPLETED"}


def case_cancel(folder: Path, database: str | None) -> bool:
    """Cancel a run within a batch: it ends as Cancelled, the lake is whole, the next run completes."""
    inbox, lake = inputs(folder, 100), folder / "lake"
    with (
        prefect_server(folder, database) as (_, told),
        worker(folder, told, lake, inbox, "* * * * *") as process,
    ):
        await_true("a run has begun", lambda: [r for r in runs(told, "ingest") if r[1] == "RUNNING"], 400)
        await_true("a batch is committed", lambda: stored(lake), 100)
        victim = next(r[0] for r in runs(told, "ingest") if r[1] == "RUNNING")
        cancel_run(told, victim)
        seconds = await_true("it is cancelled", lambda: (victim, "CANCELLED") in [r[:2] for r in runs(told, "ingest")])
        await_true("its process is gone", lambda: len(descendants(process.pid)) == 1 or stored(lake) == 500, 60)
        found = verify(Lake.open(lake))
        print(f"  cancelled after {seconds:.0f} s at {stored(lake)} articles of 500; {len(found)} findings")
        ended = ("COMPLETED",)
        await_true("the next run has completed", lambda: [r for r in runs(told, "ingest") if r[1] in ended], 600)
        print(f"  next run: {next(r[2] for r in runs(told, 'ingest') if r[1] in ended)}")
    same = table_hashes(Lake.open(lake)) == plain_hashes(folder, inbox)
    print(f"  tables identical: {same}")
    return same and not found


CASES: dict[str, Callable[[Path, str | None], bool]] = {
    "silent": case_silent,
    "dead": case_dead,
    "schedule": case_schedule,
    "zombie": case_zombie,
    "cancel": case_cancel,
    "quiet": case_quiet,
}


def main() -> int:
    """Run the cases that were named."""
    parser = argparse.ArgumentParser(description="what survives what")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES])
    parser.add_argument("--postgres", action="store_true")
    told = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    well = True
    for name in told.cases or CASES:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"marsad-{name}-")))
            folder.chmod(0o755)
            database = stack.enter_context(postgres(folder)) if told.postgres else None
            print(f"{name}{' on PostgreSQL' if database else ''}:", flush=True)
            passed = CASES[name](folder, database)
            print(f"  {'passed' if passed else 'FAILED'}", flush=True)
            well = well and passed
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
