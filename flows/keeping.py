"""Flows that a person starts or a week brings: verify, rebuild, backfill; one at a time over the whole lake."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.concurrency.sync import concurrency
from prefect.states import Completed, Failed

from flows.alive import lasting
from flows.announce import announce_batch
from flows.backfill import backfill_inputs
from flows.desk import Desk
from flows.rebuild import rebuild as make_anew
from flows.rebuild import stale_documents
from flows.schedule import KEEPING
from flows.work import Tally
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake
from warehouse.verify import verify as look


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the limit of runs over the whole lake; what is lost of it (a server that dies) never stops the work."""
    with concurrency(KEEPING, occupy=1, raise_on_lease_renewal_failure=False):
        yield


@flow(name="verify", flow_run_name="verify {lake}", persist_result=False)
@lasting()
def verify(*, lake: str = "lake", rows: bool = True) -> State[None]:
    """Read every file of the lake again; fails with a table of what is damaged or untrue."""
    logger = get_run_logger()
    with one_at_a_time():
        found = look(Lake.open(lake), rows=rows, progress=lambda doing: logger.info("looking at %s", doing))
    table = [{"check": f.check, "where": f.where, "what": f.what, "a reader would believe": f.believed} for f in found]
    create_table_artifact(key="verification", table=table, description="What is damaged or untrue; empty is well")
    if found:
        return Failed(message=f"{len(found)} findings: `marsad repair` mends files, logs and catalog")
    return Completed(message="nothing wrong was found")


@flow(name="rebuild", flow_run_name="rebuild {lake}", persist_result=False)
@lasting()
def rebuild(*, lake: str = "lake", force: bool = False) -> State[None]:
    """Make all rows anew from the captured bytes where code or knowledge changed; a stopped run is taken further."""
    with one_at_a_time():
        desk = Desk(lake=Lake.open(lake), knowledge=load_knowledge())
        stale = stale_documents(desk)
        get_run_logger().info("%d documents have rows of other code or knowledge", stale)
        documents = desk.lake.snapshot().rows("document")
        bar = create_progress_artifact(0.0, key="rebuild-progress", description="Share of the documents read again")
        read = 0

        def on_read(n: int) -> None:
            nonlocal read
            read += n
            update_progress_artifact(bar, min(100.0, 100.0 * read / max(documents, 1)))  # type: ignore[arg-type]

        done = make_anew(desk, force=force, progress=on_read)
    if done is None:
        return Completed(message="nothing to do: every row is of today's code and knowledge")
    return Completed(message=f"{done.documents} documents read again; {'; '.join(done.sentences())}")


def _moment(day: str | None) -> datetime | None:
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None


@flow(name="backfill", flow_run_name="backfill {lake}", persist_result=False)
@lasting()
def backfill(
    *,
    inputs: list[str],
    lake: str = "lake",
    since: str | None = None,
    until: str | None = None,
    source: str | None = None,
) -> State[Tally]:
    """Read archives and dumps, paths or http addresses, of a span of days (ISO days; `until` is the day after).

    Run again after an interruption, it stores nothing twice.
    """
    logger = get_run_logger()

    def on_batch(done: Tally) -> None:
        logger.info(done.sentence())
        announce_batch(done)

    with one_at_a_time():
        desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
        tally = backfill_inputs(
            desk, inputs, since=_moment(since), until=_moment(until), source=source, on_batch=on_batch
        )
    return Completed(message=f"{tally.sentence()}, {tally.n_duplicate} known already", data=tally)
