"""The same inputs on every runner give the same tables; a worker of another version is refused."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from flows.desk import Desk
from flows.parts import Share, read_share
from flows.pipeline import ingest_paths
from flows.runners import RunnerUsageError, open_hands
from flows.work import Tally
from schemas.trouble import Trouble
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


def ingest_on(runner: str | None, folder: Path, inputs: Path = SAMPLES) -> tuple[Tally, dict[str, str]]:
    with open_hands(runner) as hands:
        desk = Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge(), hands=hands)
        tally = ingest_paths(desk, [inputs])
    return tally, table_hashes(desk.lake)


@pytest.fixture(scope="module")
def doubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and again under other names: copies of a text that lie in another share of the same batch."""
    folder = tmp_path_factory.mktemp("inputs")
    for file in sorted(SAMPLES.iterdir()):
        if file.suffix != ".md":
            shutil.copy(file, folder / file.name)
            shutil.copy(file, folder / f"again-{file.name}")
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, doubled: Path) -> tuple[Tally, dict[str, str]]:
    return ingest_on(None, tmp_path_factory.mktemp("plain") / "lake", doubled)


@pytest.mark.parametrize("runner", ["threads", "processes"])
def test_threads_and_processes_give_the_tables_of_one_process(
    runner: str, tmp_path: Path, doubled: Path, plain: tuple[Tally, dict[str, str]]
) -> None:
    assert ingest_on(runner, tmp_path / "lake", doubled) == plain
    assert plain[0].n_mentions > 15


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _started(*command: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _await_port(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the scheduler did not come up")


@pytest.mark.slow
@pytest.mark.skipif(find_spec("distributed") is None, reason="NOT TESTED: Dask is not installed (extra `dask`)")
def test_a_dask_scheduler_with_two_workers_gives_the_tables_of_one_process(
    tmp_path: Path, doubled: Path, plain: tuple[Tally, dict[str, str]]
) -> None:
    port = _free_port()
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-dashboard"]
    with ExitStack() as stack:
        stack.enter_context(_started(*scheduler))
        _await_port(port)
        for n in range(2):
            stack.enter_context(_started(*worker, "--local-directory", str(tmp_path / f"worker-{n}")))
        assert ingest_on(f"dask://127.0.0.1:{port}", tmp_path / "lake", doubled) == plain


def test_a_worker_with_other_knowledge_is_refused(tmp_path: Path) -> None:
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    share = Share(
        documents=(),
        captured_at=desk.clock(),
        batch_id="b",
        knowledge_hash=desk.knowledge.hash,
        code_version="0.0",
        page_workers=1,
    )
    with pytest.raises(Trouble, match="install the same version on all workers"):
        read_share(share)
    with pytest.raises(Trouble, match="nothing of this batch was committed"):
        read_share(replace(share, knowledge_hash="of yesterday"))


@pytest.mark.parametrize("runner", ["flink", "dask://", "https://host:1"])
def test_a_runner_that_is_none_is_named_with_those_that_are(runner: str) -> None:
    with (
        pytest.raises(RunnerUsageError, match="threads, processes, dask://host:port or ray://host:port"),
        open_hands(runner),
    ):
        pass


@pytest.mark.skipif(find_spec("distributed") is None, reason="NOT TESTED: Dask is not installed (extra `dask`)")
def test_a_cluster_that_does_not_answer_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    def refuse(address: str, **_options: object) -> None:
        raise OSError(f"Timed out trying to connect to {address}")

    monkeypatch.setattr(distributed, "Client", refuse)
    with (
        pytest.raises(Trouble, match="no Dask scheduler answers at dask:"),
        open_hands("dask://127.0.0.1:9"),
    ):
        pass
