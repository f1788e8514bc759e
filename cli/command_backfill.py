"""`marsad backfill`: archives and dumps of a span of days into the lake."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.console import Exit, LakeOption, SummaryOption, lake_path, say, told_plainly


def backfill(
    inputs: Annotated[list[str], typer.Argument(help="WARC, ARC, JSONL, Parquet, folders; or http addresses of such.")],
    *,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Day after the last.")] = None,
    source: Annotated[str | None, typer.Option(help="Source id for inputs that name none.")] = None,
    batch_size: Annotated[int, typer.Option(min=1, max=5000, help="Articles per batch.")] = 200,
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Read old material of a span of days into the lake. Run again after an interruption, it stores nothing twice.

    Example: marsad backfill CC-NEWS-2016.warc.gz --from 2016-08-26 --to 2016-08-27
    """
    from cli.render import write_summary
    from flows.backfill import backfill_inputs
    from flows.desk import Desk
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    with told_plainly():
        desk = Desk(lake=Lake.open(lake_path(lake), create=True), knowledge=load_knowledge())
        tally = backfill_inputs(
            desk, inputs, since=_day(since), until=_day(until), source=source, batch_size=batch_size,
            on_batch=lambda done: say(done.sentence()),
        )  # fmt: skip
        write_summary(tally, asked=as_json)
        say(f"all: {tally.sentence()}, {tally.n_duplicate} known already")
        if tally.n_quarantined:
            raise typer.Exit(int(Exit.PARTIAL))


def _day(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(backfill)
