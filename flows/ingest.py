"""The ingest flow: the pipeline of `flows/pipeline.py` as runs and tasks that the Prefect UI shows."""

import os
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import timedelta
from functools import partial
from itertools import islice
from logging import getLogger
from pathlib import Path
from typing import Any, TypeVar

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.assets import materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.alive import lasting
from flows.announce import announce_batch
from flows.commit import commit_work
from flows.desk import Desk
from flows.pipeline import BATCH_SIZE, Bundle, describe, gather_bundles, ingest_paths, run_bundles
from flows.runners import open_hands
from flows.serve import answers, require_server, shown
from flows.summary import new_event_rows, summary_markdown
from flows.work import Tally
from schemas.trouble import Trouble
from tasks.fetch.files import read_paths
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake

Result = TypeVar("Result")
_BATCHES_PER_RUN = 18
_PARTS_PER_RUN = 90
"""Each part is a run of its own and one task run of the run above."""
_MOST_TASK_RUNS = 95
"""Past about a hundred the server of one machine starts to answer 503, and the page of a run no longer draws."""
_ASSETS = tuple(f"marsad://lake/{table}" for table in ("document", "article", "mention", "claim", "event"))
"""What a commit makes anew, as Prefect shows it; keys name no path: a lake may move."""


_COMMITTED: ContextVar[list[Tally] | None] = ContextVar("committed", default=None)
"""What the batches of this run did, for who goes on when the server is lost."""


def _note_batch(done: Tally) -> None:
    committed = _COMMITTED.get()
    if committed is not None:
        committed.append(done)
    announce_batch(done)


class TaskRuns:
    """Carries out steps as Prefect tasks; past a number of them as plain calls, so that no run grows without end."""

    def __init__(self, most: int = _MOST_TASK_RUNS) -> None:
        self.left = most

    def __call__(self, name: str, step: Callable[..., Result], /, *args: object) -> Result:
        """Carry out a step; its arguments are closed over, since Prefect would walk through them all."""
        self.left -= 1
        if self.left < 0:
            return step(*args)
        label = next((a.batch_id[:8] for a in args if hasattr(a, "batch_id")), "")
        options = {"name": name, "task_run_name": f"{name} ({label})" if label else name}
        decorate: Any = partial(materialize, *_ASSETS, by="marsad") if step is commit_work else task
        named: Callable[[], Result] = decorate(**options, cache_policy=NO_CACHE, persist_result=False)(
            lambda: step(*args)
        )
        return named()


def _run_group(desk: Desk, bundles: list[Bundle], label: str, number: int) -> Tally:
    @lasting()
    def body() -> Tally:
        return run_bundles(desk, bundles, label=label, run=TaskRuns(), on_batch=_note_batch)

    if number > _PARTS_PER_RUN:
        return run_bundles(desk, bundles, label=label, on_batch=_note_batch)
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
@lasting()
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
    lake: Path | str,
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
    api = os.environ["PREFECT_API_URL"]
    require_server(api)
    run: Any = ingest
    wanted = {"source": source, "published": published, "batch_size": batch_size}
    told = {"paths": [str(p) for p in paths], "lake": str(lake), "label": describe(list(paths)), "runner": runner}
    committed: list[Tally] = []
    _COMMITTED.set(committed)
    try:
        tally: Tally = run(**told, **wanted, return_state=True).result()
    except Exception:  # the edge of the run: whatever a lost server breaks, the articles are what counts
        if answers(api):
            raise
        getLogger("marsad").warning("the Prefect server at %s is gone: the run goes on without it", shown(api))
        with open_hands(runner) as hands:
            desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge(), hands=hands)
            rest = ingest_paths(desk, list(paths), source=source, published=published, batch_size=batch_size)
        tally = sum(committed, rest)
    return tally


def leave(code: int) -> None:
    """End this process at once where the server is gone: Prefect would try for minutes to send each event it holds."""
    if not answers(os.environ.get("PREFECT_API_URL", "")):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
