"""The deployments of `marsad serve`: what runs when, and what an event starts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.events import DeploymentEventTrigger
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.exceptions import ObjectNotFound
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.maintain import contested, maintain
from flows.stream import stream

_ENDINGS = ("Completed", "Failed", "Crashed", "Cancelled")
ZOMBIES = "marsad: runs without a heartbeat have crashed"


def deployments(lake: Path, inbox: Path, *, cron: str, timezone: str) -> list[Any]:
    """Return the deployments: ingest by day and quarter hour, stream, nightly upkeep, the table of contested events."""
    place = {"lake": str(lake)}
    reading = {**place, "paths": [str(inbox)], "label": "inbox"}
    module: dict[str, Any] = {"entrypoint_type": EntrypointType.MODULE_PATH}
    return [
        ingest.to_deployment(
            name="daily",
            schedules=[CronSchedule(cron=cron, timezone=timezone)],
            parameters=reading,
            description="Every day: read the inbox folder into the lake.",
            tags=["marsad"],
            **module,
        ),
        ingest.to_deployment(
            name="every-15-minutes",
            schedules=[IntervalSchedule(interval=timedelta(minutes=15), timezone=timezone)],
            paused=True,
            parameters=reading,
            description="Every quarter of an hour: read the inbox. Paused: switch it on instead of the stream.",
            tags=["marsad"],
            **module,
        ),
        stream.to_deployment(
            name="stream",
            schedules=[IntervalSchedule(interval=timedelta(minutes=15), timezone=timezone)],
            paused=True,
            parameters={**place, "inbox": str(inbox)},
            concurrency_limit=1,
            description="Watch inbox and feeds all the time; each run lasts 14 minutes. Paused at first.",
            tags=["marsad"],
            **module,
        ),
        maintain.to_deployment(
            name="nightly",
            schedules=[CronSchedule(cron="30 3 * * *", timezone=timezone)],
            parameters=place,
            description="Every night: compact, checkpoint, remove dead files, prune old runs.",
            tags=["marsad"],
            **module,
        ),
        contested.to_deployment(
            name="on-contested-event",
            triggers=[DeploymentEventTrigger(expect={"marsad.event.contested"})],
            parameters=place,
            description="When a batch brings a contested event: show the contested events.",
            tags=["marsad"],
            **module,
        ),
    ]


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
        within=timedelta(seconds=100),
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
