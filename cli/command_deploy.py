"""`marsad deploy`: register what runs when on a Prefect server, for workers on this or other machines."""

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.console import Exit, LakeOption, fail, lake_path, say, told_plainly


def deploy(
    *,
    inbox: Annotated[Path, typer.Option(help="Folder that the schedule reads, as the workers see it.")] = Path("inbox"),
    cron: Annotated[str, typer.Option(help="When to read the inbox.")] = "0 6 * * *",
    timezone: Annotated[str, typer.Option(help="Time zone of the schedule.")] = "Asia/Riyadh",
    yaml: Annotated[Path | None, typer.Option(help="Write a prefect.yaml there instead; no server is needed.")] = None,
    lake: LakeOption = None,
) -> None:
    """Register all deployments on the server of PREFECT_API_URL: pool, limit, schedules, events; again is harmless.

    Example: PREFECT_API_URL=http://127.0.0.1:4200/api marsad deploy --lake /srv/marsad/lake --inbox /srv/marsad/inbox
    """
    from flows.schedule import WORK_POOL, as_yaml, plans

    with told_plainly():
        wanted = plans(lake=str(lake_path(lake)), inbox=str(inbox), cron=cron, timezone=timezone)
        if yaml is not None:
            yaml.write_text(as_yaml(wanted), "utf-8")
            say(f"{yaml}: {len(wanted)} deployments; `prefect deploy --all` registers them")
            return
        if not os.environ.get("PREFECT_API_URL"):
            fail(
                "deploy needs a server: set PREFECT_API_URL=http://127.0.0.1:4200/api (`marsad serve` starts one)",
                Exit.USAGE,
            )
        from flows.serve import require_server

        require_server(os.environ["PREFECT_API_URL"])
        from flows.deployments import register as register_plans

        for name in register_plans(wanted):
            typer.echo(name)
        say(f"a worker runs them: prefect worker start --pool {WORK_POOL}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(deploy)
