"""The ingest flow: the pipeline of `flows/pipeline.py` as runs and tasks that the Prefect UI shows."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.announce import announce_batch
from flows.desk import Desk
from flows.pipeline import BATCH_SIZE, Bundle, describe, gather_bundles, run_bundles
from flows.runners import open_hands
from flows.summary import new_event_rows, summary_markdown
from flows.work import Tally
from schemas.trouble import Trouble
from tasks.fetch.files import read_paths
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake

Result = TypeVar("Result")
_BATCHES_PER_RUN = 18
"""Five tasks a batch: a run stays under 100 task runs, past which the server of one machine starts to answer 503."""


def run_as_task(name: str, step: Callable[..., Result], /, *args: object) -> Result:
    """Carry out a step as a Prefect task; its arguments are closed over, since Prefect would walk through them all."""
    label = next((a.batch_id[:8] for a in args if hasattr(a, "batch_id")), "")
    named: Callable[[], Result] = task(
        name=name, task_run_name=f"{name} ({label})", cache_policy=NO_CACHE, persist_result=False
    )(lambda: step(*args))
    return named()


def _run_group(desk: Desk, bundles: list[Bundle], label: str, number: int) -> Tally:
    def body() -> Tally:
        return run_bundles(desk, bundles, label=label, run=run_as_task, on_batch=announce_batch)

    decorate: Any = flow(name="ingest batches", flow_run_name=f"{label}: part {number}", persist_result=False)
    tally: Tally = decorate(body)()
    return tally


def _groups(bundles: Iterator[Bundle]) -> Iterator[list[Bundle]]:
    while group := list(islice(bundles, _BATCHES_PER_RUN)):
        yield group


def _publish(desk: Desk, tally: Tally, label: str, since: Any) -> None:
    create_markdown_artifact(key="ingest-summary", markdown=summary_markdown(desk, tally, label, since=since))
    rows = new_event_rows(desk, since=since)
    create_table_artifact(key="new-events", table=rows, description="Events made or changed by this run")


@flow(name="ingest", flow_run_name="ingest {label}", persist_result=False, retries=0)
def ingest(
    *,
    paths: list[str],
    lake: str = "lake",
    label: str = "inbox",
    source: str | None = None,
    published: str | None = None,
    batch_size: int = BATCH_SIZE,
    runner: str | None = None,
) -> State[Tally]:
    """Read files and folders into the lake: raw kept, cleaned, events extracted and linked, all tables committed.

    `paths` that do not exist yet (an inbox that nobody made) count as empty. Rows are those of `marsad ingest`,
    whatever the `runner`: threads, processes, dask://host:port, ray://host:port; None reads in this process.
    """
    with open_hands(runner) as hands:
        desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge(), hands=hands)
        return _ingest(desk, paths, label, source=source, published=published, batch_size=batch_size)


def _ingest(
    desk: Desk, paths: list[str], label: str, *, source: str | None, published: str | None, batch_size: int
) -> State[Tally]:
    logger = get_run_logger()
    since = desk.clock() - timedelta(microseconds=1)
    present = [p for p in paths if Path(p).exists()]
    for path in sorted(set(paths) - set(present)):
        logger.warning("%s does not exist: nothing to read there", path)
    bundles = gather_bundles(read_paths(present, source=source, published=published), batch_size)
    total = Tally()
    for number, group in enumerate(_groups(bundles), 1):
        total += _run_group(desk, group, label, number)
    _publish(desk, total, label, since)
    logger.info(total.sentence())
    return Completed(message=total.sentence(), data=total)


def run_flow(
    lake: Path,
    paths: list[Path],
    *,
    source: str | None,
    published: str | None,
    batch_size: int,
    runner: str | None = None,
) -> Tally:
    """Run the flow against the server of PREFECT_API_URL (`marsad serve` starts one on this machine)."""
    if not os.environ.get("PREFECT_API_URL"):
        raise Trouble(
            "--prefect needs a server: start `marsad serve` in another terminal and set"
            " PREFECT_API_URL=http://127.0.0.1:4200/api, or leave --prefect out (the rows are the same)"
        )
    run: Any = ingest
    state = run(
        paths=[str(p) for p in paths],
        lake=str(lake),
        label=describe(list(paths)),
        source=source,
        published=published,
        batch_size=batch_size,
        runner=runner,
        return_state=True,
    )
    tally: Tally = state.result()
    return tally
