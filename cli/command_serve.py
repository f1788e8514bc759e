"""`marsad serve`: server, UI and schedules on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import LakeOption, lake_path, say, told_plainly


def serve(
    *,
    inbox: Annotated[Path, typer.Option(help="Folder that the schedule reads.")] = Path("inbox"),
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 4200,
    cron: Annotated[str, typer.Option(help="When to read the inbox.")] = "0 6 * * *",
    timezone: Annotated[str, typer.Option(help="Time zone of the schedule.")] = "Asia/Riyadh",
    lake: LakeOption = None,
) -> None:
    """Start a Prefect server with its UI on 127.0.0.1, and the daily schedule; telemetry is off.

    Example: marsad serve --inbox ~/articles --cron "0 6 * * *"
    """
    from flows.serve import serve_all

    with told_plainly():
        inbox.mkdir(parents=True, exist_ok=True)
        serve_all(lake_path(lake), inbox, port=port, cron=cron, timezone=timezone, say=say)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
