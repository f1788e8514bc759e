"""`marsad replay`: captures of a span once more, into a lake of their own."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import LakeOption, SummaryOption, lake_path, say, told_plainly

_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def replay(
    into: Annotated[Path, typer.Argument(help="Folder of the new lake.")],
    *,
    since: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="Captured at or after, UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="Captured before, UTC.")] = None,
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Run what was captured in a span of time through all steps again, offline, into a lake of its own.

    Example: marsad replay week-lake --since 2026-11-01 --until 2026-11-08
    """
    from cli.render import write_summary
    from flows.desk import Desk
    from flows.replay import replay as run
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    with told_plainly():
        source = Lake.open(lake_path(lake))
        desk = Desk(lake=Lake.open(into, create=True), knowledge=load_knowledge())
        tally = run(source, desk, since=_utc(since), until=_utc(until), on_batch=lambda t: say(t.sentence()))
        write_summary(tally, asked=as_json)
        say(f"{into}: {tally.sentence()}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(replay)
