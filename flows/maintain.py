"""The maintain flow: every night the lake's files are put in order and old runs of the server are removed."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime, FlowRunFilterState
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.alive import lasting
from flows.desk import Desk, read_clock
from flows.keeping import one_at_a_time
from flows.settling import settle
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake
from warehouse.upkeep import upkeep

_CONTESTED = """
select event_id, sub_event_type, date_start, place_name_ar, claimants, deniers, n_reports from event
where status = 'contested' order by date_start desc nulls last, event_id limit 50
"""
_RUNS_AT_ONCE = 200


async def prune_runs(before: datetime) -> int:
    """Delete ended flow runs that started before a moment, and return how many; the lake keeps what they did."""
    ended: Any = FlowRunFilterState.model_validate({"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}})
    wanted = FlowRunFilter(start_time=FlowRunFilterStartTime.model_validate({"before_": before}), state=ended)
    removed = 0
    async with get_client() as client:
        while runs := await client.read_flow_runs(flow_run_filter=wanted, limit=_RUNS_AT_ONCE):
            for run in runs:
                await client.delete_flow_run(run.id)
            removed += len(runs)
    return removed


@flow(name="maintain", flow_run_name="maintain {lake}", persist_result=False, retries=2, retry_delay_seconds=300)
@lasting()
def maintain(*, lake: str = "lake", keep_days: int = 7, keep_runs_days: int = 30) -> State[None]:
    """Settle copies, compact small files, shorten logs, remove what no kept snapshot names, prune old runs."""
    now = read_clock()
    opened = Lake.open(lake)
    with one_at_a_time():
        settled = settle(Desk(lake=opened, knowledge=load_knowledge()), as_of=now)
        done = upkeep(opened, now=now, keep=timedelta(days=keep_days), progress=get_run_logger().info)
    pruned = asyncio.run(prune_runs(now - timedelta(days=keep_runs_days)))
    return Completed(
        message=f"{settled} settled, {done.files_before} files became {done.files_after}, {done.files_removed} dead"
        f" files and {pruned} old runs removed"
    )


@flow(name="contested", flow_run_name="contested events of {lake}", persist_result=False)
@lasting()
def contested(*, lake: str = "lake") -> State[None]:
    """Show the newest contested events as a table; started by `marsad.event.contested`."""
    rows = Lake.open(lake).sql(_CONTESTED).to_pylist()
    table = [
        {k: "" if v is None else ", ".join(v) if isinstance(v, list) else str(v) for k, v in r.items()} for r in rows
    ]
    create_table_artifact(key="contested-events", table=table, description="Events that somebody denies or disputes")
    return Completed(message=f"{len(table)} contested events, {datetime.now(UTC):%H:%M} UTC")
