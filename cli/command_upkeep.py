"""`marsad upkeep`, `snapshots` and `migrate`: few files, the states that are kept, lakes of older versions."""

from typing import Annotated

import typer

from cli.console import JsonOption, LakeOption, SummaryOption, lake_path, say, told_plainly


def upkeep(
    *,
    keep_days: Annotated[int, typer.Option(min=1, help="Keep snapshots of so many days.")] = 7,
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Settle what is four days old, compact small files, shorten logs, remove dead files; readers and ingestion go on.

    Example: marsad upkeep --keep-days 30
    """
    from datetime import UTC, datetime, timedelta

    from cli.render import write_summary
    from flows.desk import Desk
    from flows.settling import settle
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake
    from warehouse.upkeep import upkeep as keep

    with told_plainly():
        opened, now = Lake.open(lake_path(lake)), datetime.now(UTC)
        settled = settle(Desk(lake=opened, knowledge=load_knowledge()), as_of=now)
        done = keep(opened, now=now, keep=timedelta(days=keep_days), progress=say)
        say(f"{settled} verdicts on copies and stories settled")
        write_summary(done, asked=as_json)
        say(
            f"{done.files_before} files became {done.files_after}; {done.snapshots_removed} old snapshots and"
            f" {done.files_removed} dead files ({done.bytes_removed / 1e6:.1f} MB) removed"
        )


def snapshots(*, as_json: JsonOption = False, lake: LakeOption = None) -> None:
    """List the states of the lake that are kept, oldest first: each can be queried and cited by its number.

    Example: marsad snapshots
    """
    from cli.render import write_json, write_table
    from warehouse.lake import Lake

    with told_plainly():
        kept = Lake.open(lake_path(lake)).snapshots()
        rows = [
            (s.number, s.created_at, s.label, s.rows("article"), s.rows("mention"), s.rows("event"), s.batch_id)
            for s in kept
        ]
        show = write_json if as_json else write_table
        show(("snapshot", "created_at", "label", "articles", "mentions", "events", "batch_id"), rows)


def migrate(*, lake: LakeOption = None) -> None:
    """Bring a lake that an older version wrote to the layout of this one.

    Example: marsad migrate --lake /data/lake
    """
    from datetime import UTC, datetime

    from warehouse.migrate import migrate as bring_up

    with told_plainly():
        for sentence in bring_up(lake_path(lake), now=datetime.now(UTC)) or ["nothing to do"]:
            say(sentence)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(upkeep)
    app.command()(snapshots)
    app.command()(migrate)
