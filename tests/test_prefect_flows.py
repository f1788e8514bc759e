"""The flows on a real Prefect server on loopback: same rows as without one, and words that a person understands."""

import shutil
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
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=240):
        yield


def _artifacts() -> dict[str, Any]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return {a.key: a.data for a in client.read_artifacts()}


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
