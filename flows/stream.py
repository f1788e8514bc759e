"""The stream flow: a watched folder and the due feeds in a loop, as a run that the Prefect UI shows.

A run ends after some minutes and the schedule starts the next: neither memory nor the page of a run grows.
"""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.alive import lasting
from flows.announce import announce_batch, announce_health
from flows.desk import Desk
from flows.feeds import open_fetcher, read_health
from flows.ingest import TaskRuns
from flows.watch import Inbox, end_of_run, watch
from flows.work import Tally
from tasks.fetch.health import Health
from tasks.fetch.queue import open_queue
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake

_TROUBLED = ("failing", "silent", "retired")


def health_table(health: list[Health]) -> list[dict[str, Any]]:
    """Return the health of feeds as rows for a person, the worst first."""
    return [
        {
            "feed": h.feed_url,
            "source": h.source_id,
            "verdict": h.verdict,
            "last success": str(h.last_success_at or "never"),
            "items": h.n_items,
            "new": h.n_new,
            "errors": h.n_errors,
            "silence in own gaps": None if h.silence_ratio is None else round(h.silence_ratio, 1),
            "last error": h.last_error or "",
        }
        for h in health
    ]


@flow(name="stream", flow_run_name="stream into {lake}", persist_result=False, retries=0)
@lasting()
def stream(
    *, lake: str = "lake", inbox: str | None = None, feeds: bool = True, minutes: float = 14.5, seconds: float = 5.0
) -> State[Tally]:
    """Take what appears in a folder or in due feeds into the lake within seconds; rows are those of `marsad ingest`.

    A queue is read where MARSAD_QUEUE names one: never as a parameter, which the UI would show with its password.
    """
    desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
    before = {h.feed_url: h.verdict for h in read_health(desk, now=desk.clock())}
    fetcher = open_fetcher(desk) if feeds else None
    begin, end = desk.clock(), end_of_run(desk, minutes)
    bar = create_progress_artifact(0.0, key="stream-progress", description="How far this run is through its minutes")

    def on_round(done: Tally) -> None:
        announce_batch(done)
        share = (desk.clock() - begin) / (end - begin)
        update_progress_artifact(bar, min(100.0, 100.0 * share))  # type: ignore[arg-type]

    try:
        tally = watch(
            desk,
            inbox=Inbox(Path(inbox)) if inbox else None,
            fetcher=fetcher,
            pause=time.sleep,
            seconds=seconds,
            until=end,
            run=TaskRuns(),
            queue=open_queue(os.environ["MARSAD_QUEUE"]) if os.environ.get("MARSAD_QUEUE") else None,
            on_round=on_round,
        )
    finally:
        if fetcher is not None:
            fetcher.close()
    return _finish(desk, before, tally, feeds=feeds)


def _finish(desk: Desk, before: dict[str, str], tally: Tally, *, feeds: bool) -> State[Tally]:
    health = read_health(desk, now=desk.clock()) if feeds else []
    announce_health(before, health)
    create_table_artifact(key="feed-health", table=health_table(health), description="How each feed is doing")
    troubled = sum(1 for h in health if h.verdict in _TROUBLED)
    message = f"{tally.sentence()}; {troubled} of {len(health)} feeds in trouble"
    get_run_logger().info(message)
    return Completed(message=message, data=replace(tally))
