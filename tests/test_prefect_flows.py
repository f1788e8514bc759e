"""The flows on a real Prefect server on loopback: same rows as without one, and words that a person understands."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.desk import Desk
from flows.pipeline import ingest_paths
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake

pytestmark = [pytest.mark.prefect, pytest.mark.slow]
MOST_TASK_RUNS = 100
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=240):
        yield


def _artifacts() -> dict[str, Any]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return {
            a.key: a.data for a in sorted(client.read_artifacts(), key=lambda a: str(a.created))
        }  # the newest counts


def _task_runs(name: str) -> int:
    """Task runs of the newest flow run of a flow, as the server knows them."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        flow: Any = FlowFilter(name=FlowFilterName.model_validate({"any_": [name]}))
        [run, *_] = client.read_flow_runs(flow_filter=flow, sort=FlowRunSort.START_TIME_DESC, limit=1)
        own: Any = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
        for _ in range(40):  # task runs reach the server as events, some moments later
            found = len(client.read_task_runs(flow_run_filter=own, limit=200))
            if found > MOST_TASK_RUNS * 0.9:
                return found
            time.sleep(0.25)
        return found


def test_the_ingest_flow_makes_the_rows_of_the_pipeline_and_tells_them(tmp_path: Path) -> None:
    from flows.ingest import ingest

    run: Any = ingest
    state = run(paths=[str(SAMPLES)], lake=str(tmp_path / "flow"), label="samples", return_state=True)
    assert state.is_completed()
    assert state.message.startswith("16 articles, ")
    desk = Desk(lake=Lake.open(tmp_path / "plain", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [SAMPLES])
    assert table_hashes(Lake.open(tmp_path / "flow")) == table_hashes(desk.lake)
    told = _artifacts()
    assert "| articles stored | 16 |" in told["ingest-summary"]
    assert "new-events" in told


def test_an_inbox_that_nobody_made_is_empty_and_no_failure(tmp_path: Path) -> None:
    from flows.ingest import ingest

    run: Any = ingest
    state = run(paths=[str(tmp_path / "none")], lake=str(tmp_path / "lake"), return_state=True)
    assert (state.is_completed(), state.message) == (True, "0 articles, 0 mentions, 0 contested, 0 quarantined")


def test_the_stream_flow_takes_what_appears_in_the_inbox_and_ends(tmp_path: Path) -> None:
    from flows.stream import stream

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(SAMPLES / "15-records.jsonl", inbox)
    run: Any = stream
    state = run(lake=str(tmp_path / "lake"), inbox=str(inbox), feeds=False, minutes=0.2, seconds=0.5, return_state=True)
    assert state.is_completed()
    assert state.message.startswith("2 articles, ")


def test_maintenance_ends_with_what_it_did(tmp_path: Path) -> None:
    from flows.maintain import contested, maintain

    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [SAMPLES], batch_size=4)
    tend: Any = maintain
    show: Any = contested
    state = tend(lake=str(tmp_path / "lake"), return_state=True)
    assert state.is_completed()
    assert "dead files" in state.message
    assert "contested events" in show(lake=str(tmp_path / "lake"), return_state=True).message
    assert "contested-events" in _artifacts()


def test_no_run_has_more_than_a_hundred_task_runs_however_many_batches_it_takes() -> None:
    from prefect import flow

    from flows.ingest import TaskRuns

    @flow(name="many batches", persist_result=False)
    def many() -> int:
        run = TaskRuns()
        return sum(run("count", lambda n: n, number) for number in range(150))

    assert many() == sum(range(150))
    assert MOST_TASK_RUNS * 0.9 < _task_runs("many batches") <= MOST_TASK_RUNS


def test_looking_at_feeds_that_bring_nothing_takes_no_task_run(tmp_path: Path) -> None:
    from flows.feeds import open_fetcher
    from flows.ingest import TaskRuns
    from flows.rota import Rota

    desk, runs = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge()), TaskRuns(most=3)
    rota = Rota(desk, [], open_fetcher(desk))
    assert all(not rota.take_in(run=runs).n_in for _ in range(500))
    rota.finish(run=runs)
    assert runs.left == 3


def test_a_lake_is_verified_and_made_anew_as_runs(tmp_path: Path) -> None:
    from flows.keeping import backfill, rebuild, verify

    read: Any = backfill
    look: Any = verify
    renew: Any = rebuild
    lake = str(tmp_path / "lake")
    state = read(inputs=[str(SAMPLES / "15-records.jsonl")], lake=lake, return_state=True)
    assert state.message.startswith("2 articles, ")
    assert look(lake=lake, return_state=True).message == "nothing wrong was found"
    assert renew(lake=lake, return_state=True).message == "nothing to do: every row is of today's code and knowledge"
    part = next((tmp_path / "lake" / "tables" / "mention").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-9])
    state = look(lake=lake, return_state=True)
    assert state.is_failed()
    assert "findings" in state.message
    assert "mention" in _artifacts()["verification"]


def test_deploying_twice_leaves_one_of_each(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.deployments import register
    from flows.schedule import KEEPING, WORK_POOL, plans

    wanted = plans(lake=str(tmp_path / "lake"), inbox=str(tmp_path / "inbox"))
    names = register(wanted)
    assert register(wanted) == names
    with get_client(sync_client=True) as client:
        found = client.read_deployments()
        assert {d.work_pool_name for d in found} == {WORK_POOL}
        assert len(found) == len(wanted)
        assert {d.name for d in found if d.paused} == {p.name for p in wanted if p.paused}
        assert client.read_global_concurrency_limit_by_name(KEEPING).limit == 1
        assert client.read_work_pool(WORK_POOL).concurrency_limit == 2


def _state_of(run: Any) -> str:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run).state
    return state.type.value if state else ""


def _await(what: str, look: Any, seconds: float = 180.0) -> None:
    until = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def test_a_run_that_is_cancelled_in_a_batch_is_cancelled_and_leaves_the_lake_whole(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import get_current_settings
    from prefect.states import Cancelling

    from flows.deployments import register
    from flows.schedule import plans
    from warehouse.verify import verify

    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    inbox.mkdir()
    for n in range(40):
        for file in sorted(SAMPLES.glob("*.txt")):
            (inbox / f"{n}-{file.name}").write_text(file.read_text("utf-8") + f"\nرقم النشرة {n}.\n", "utf-8")
    register([p for p in plans(lake=str(lake), inbox=str(inbox)) if p.name == "daily"])
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("ingest/daily").id
        run = client.create_flow_run_from_deployment(deployment, parameters={"batch_size": 2}).id
    told = os.environ | {"PREFECT_API_URL": str(get_current_settings().api.url), "PYTHONPATH": str(SAMPLES.parent)}
    command = [sys.executable, "-m", "prefect", "flow-run", "execute", str(run)]  # what a worker starts for each run
    with (tmp_path / "run.log").open("w") as log:
        process = subprocess.Popen(command, env=told, cwd=tmp_path, stdout=log, stderr=log)
    _await("a batch is committed", lambda: list(lake.glob("snapshots/0*.json")))
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run, Cancelling())
    _await("the run is cancelled", lambda: _state_of(run) == "CANCELLED")
    process.wait(60)
    held = Lake.open(lake)
    assert verify(held) == []
    assert 0 < held.snapshot().rows("article") < 40 * len(list(SAMPLES.glob("*.txt")))
    shutil.rmtree(inbox)
    inbox.mkdir()
    for file in sorted(SAMPLES.glob("*.txt")):
        shutil.copy(file, inbox)
    ingest_paths(Desk(lake=held, knowledge=load_knowledge()), [inbox])
    assert verify(held) == []
