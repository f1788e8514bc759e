"""The stream flow: one round over the feeds as a run that the Prefect UI shows, with the health of each feed."""

from datetime import timedelta
from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Completed

from flows.desk import Desk
from flows.feeds import ingest_feeds, open_fetcher, read_health
from flows.ingest import run_as_task
from flows.work import Tally
from tasks.fetch.health import Health
from tasks.knowledge import load_knowledge
from tasks.sources import source_rows
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


def _tell_changes(before: dict[str, str], health: list[Health]) -> None:
    """Emit an event for each feed that went silent, failed or was retired since the round before."""
    for h in health:
        if h.verdict in _TROUBLED and before.get(h.feed_url) != h.verdict:
            emit_event(
                event=f"feed.{h.verdict}",
                resource={"prefect.resource.id": f"marsad.feed.{h.source_id}", "prefect.resource.name": h.feed_url},
                payload={"last_error": h.last_error, "silence_s": h.silence_s, "silence_in_gaps": h.silence_ratio},
            )


@flow(name="stream", flow_run_name="feeds into {lake}", persist_result=False, retries=0)
def stream(*, lake: str = "lake") -> State[Tally]:
    """Ask the feeds that are due and take what is new into the lake; rows are those of `marsad ingest --feeds`."""
    logger = get_run_logger()
    desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
    now = desk.clock()
    before = {h.feed_url: h.verdict for h in read_health(desk, now=now - timedelta(microseconds=1))}
    fetcher = open_fetcher(desk)
    try:
        tally = ingest_feeds(desk, source_rows(desk.knowledge), fetcher=fetcher, run=run_as_task)
    finally:
        fetcher.close()
    health = read_health(desk, now=desk.clock())
    _tell_changes(before, health)
    create_table_artifact(key="feed-health", table=health_table(health), description="How each feed is doing")
    troubled = sum(1 for h in health if h.verdict in _TROUBLED)
    message = f"{tally.sentence()}; {troubled} of {len(health)} feeds in trouble"
    logger.info(message)
    return Completed(message=message, data=tally)
