"""The deployments of `flows/schedule.py` as Prefect objects, and what a server needs beside them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from typing import Any

from prefect.automations import Automation
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.events import DeploymentEventTrigger
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.types.entrypoint import EntrypointType

from flows.schedule import KEEPING, POOL_RUNS, WORK_POOL, Plan

_ENDINGS = ("Completed", "Failed", "Crashed", "Cancelled")
ZOMBIES = "marsad: runs without a heartbeat have crashed"


def _schedules(plan: Plan) -> list[Any]:
    if plan.cron:
        return [CronSchedule(cron=plan.cron, timezone=plan.timezone)]
    if plan.interval_s:
        return [IntervalSchedule(interval=timedelta(seconds=plan.interval_s), timezone=plan.timezone)]
    return []


def deployment_of(plan: Plan, *, work_pool: str | None = None) -> Any:
    """Return a plan as a deployment: served by the process that asks, or run by the workers of a pool."""
    module, name = plan.flow.rsplit(".", 1)
    flow: Any = getattr(import_module(module), name)
    return flow.to_deployment(
        name=plan.name,
        description=plan.description,
        parameters=plan.parameters,
        schedules=_schedules(plan),
        paused=plan.paused,
        triggers=[DeploymentEventTrigger(expect={plan.on_event})] if plan.on_event else [],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        tags=["marsad"],
        work_pool_name=work_pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def create_limits() -> str:
    """Create the limit of runs that rewrite or read the whole lake; without it Prefect skips it with a warning."""
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(KEEPING, 1)
    return KEEPING


def create_work_pool() -> str:
    """Create the pool whose workers (`prefect worker start --pool marsad`) run the deployments as processes."""
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type="process", concurrency_limit=POOL_RUNS))
    return WORK_POOL


def register(wanted: Sequence[Plan]) -> list[str]:
    """Register deployments on the server of PREFECT_API_URL with all they need; again, it changes nothing."""
    create_limits()
    create_automations()
    pool = create_work_pool()
    for plan in wanted:
        deployment_of(plan, work_pool=pool).apply()
    return [f"{plan.flow.rsplit('.', 1)[1]}/{plan.name}" for plan in wanted]


def create_automations() -> str:
    """Create what marks a run as crashed whose process died: no heartbeat and no end within three heartbeats."""
    heartbeat = "prefect.flow-run.heartbeat"
    trigger = EventTrigger(
        after={heartbeat},
        expect={heartbeat, *(f"prefect.flow-run.{e}" for e in _ENDINGS)},
        match={"prefect.resource.id": "prefect.flow-run.*"},
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=timedelta(seconds=80),
    )
    action = ChangeFlowRunState(
        name="Crashed", state=StateType.CRASHED, force=False, message="no heartbeat: its process is gone"
    )
    automation: Any = Automation
    try:
        automation.read(name=ZOMBIES)
    except (ValueError, ObjectNotFound):
        automation(name=ZOMBIES, trigger=trigger, actions=[action]).create()
    return ZOMBIES
