"""What runs when: the one list of deployments.

`marsad serve` and `marsad deploy` register it, and prefect.yaml is written from it.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

WORK_POOL: Final = "marsad"
POOL_RUNS: Final = 2
"""Runs of the pool at once: one that reads and one that keeps house."""
KEEPING: Final = "marsad-keeping"
"""Name of the concurrency limit of runs that rewrite or read the whole lake: one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One deployment: which flow, when or on which event, with what."""

    flow: str
    """Module path of the flow; file paths would put flows/ at the front of Python's import path."""
    name: str
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)
    cron: str | None = None
    interval_s: int | None = None
    timezone: str = "UTC"
    paused: bool = False
    on_event: str | None = None


def plans(
    *, lake: str = "lake", inbox: str = "inbox", cron: str = "0 6 * * *", timezone: str = "Asia/Riyadh"
) -> tuple[Plan, ...]:
    """Return all deployments for a lake and an inbox."""
    place = {"lake": lake}
    reading = {**place, "paths": [inbox], "label": "inbox"}
    return (
        Plan(
            flow="flows.ingest.ingest",
            name="daily",
            description="Every day: read the inbox folder into the lake.",
            parameters=reading,
            cron=cron,
            timezone=timezone,
        ),
        Plan(
            flow="flows.ingest.ingest",
            name="every-15-minutes",
            description="Every quarter of an hour: read the inbox. Paused: switch it on instead of the stream.",
            parameters=reading,
            interval_s=900,
            timezone=timezone,
            paused=True,
        ),
        Plan(
            flow="flows.stream.stream",
            name="stream",
            description="Watch inbox and feeds all the time; each run lasts 14 and a half minutes. Paused at first.",
            parameters={**place, "inbox": inbox},
            interval_s=900,
            timezone=timezone,
            paused=True,
        ),
        Plan(
            flow="flows.maintain.maintain",
            name="nightly",
            description="Every night: settle, compact, checkpoint, remove dead files, prune old runs.",
            parameters=place,
            cron="30 3 * * *",
            timezone=timezone,
        ),
        Plan(
            flow="flows.maintain.contested",
            name="on-contested-event",
            description="When a batch brings a contested event: show the contested events.",
            parameters=place,
            on_event="marsad.event.contested",
        ),
        Plan(
            flow="flows.keeping.verify",
            name="weekly",
            description="Every Friday: read every file again and look for what is damaged or untrue.",
            parameters=place,
            cron="30 4 * * 5",
            timezone=timezone,
        ),
        Plan(
            flow="flows.keeping.rebuild",
            name="by-hand",
            description="All rows anew from raw where code or knowledge changed; goes on where it stopped.",
            parameters=place,
        ),
        Plan(
            flow="flows.keeping.backfill",
            name="by-hand",
            description="Archives of a span of days; name them in `inputs`. Run again, it stores nothing twice.",
            parameters={**place, "inputs": []},
        ),
    )


def _schedule(plan: Plan) -> dict[str, Any]:
    when: dict[str, Any] = {"cron": plan.cron} if plan.cron else {"interval": plan.interval_s}
    return {**when, "timezone": plan.timezone}


def _entry(plan: Plan) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": plan.name,
        "description": plan.description,
        "entrypoint": plan.flow,
        "parameters": deepcopy(plan.parameters),  # no aliases in the file
        "tags": ["marsad"],
        "concurrency_limit": {"limit": 1, "collision_strategy": "CANCEL_NEW"},
        "work_pool": {"name": WORK_POOL},
    }
    if plan.cron or plan.interval_s:
        entry["schedules"] = [_schedule(plan)]
    if plan.paused:
        entry["paused"] = True
    if plan.on_event:
        entry["triggers"] = [{"type": "event", "enabled": True, "expect": [plan.on_event]}]
    return entry


def as_yaml(wanted: Sequence[Plan]) -> str:
    """Return the deployments as the text of a prefect.yaml."""
    import yaml

    head = (
        "# Written by `marsad deploy --yaml prefect.yaml` from flows/schedule.py; a test holds both equal.\n"
        "# For `prefect deploy --all` on a server and a work pool of your own; `marsad serve` needs none of this.\n"
    )
    body = {"name": "marsad", "prefect-version": "3.8.8", "deployments": [_entry(p) for p in wanted]}
    return head + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120)
