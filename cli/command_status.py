"""`marsad status`: what the lake holds and when it last changed."""

from typing import Annotated

import typer

from cli.console import JsonOption, LakeOption, lake_path, told_plainly

_TABLES = ("document", "article", "story", "mention", "claim", "event", "issue", "batch")
_BATCHES = """
select finished_at, label, n_in, n_stored, n_duplicate, n_quarantined, n_mentions, duration_s, batch_id
from batch order by finished_at desc limit ?
"""
_FEEDS = (
    "source_id",
    "feed_url",
    "verdict",
    "last_success_at",
    "n_items",
    "n_new",
    "n_errors",
    "silence_s",
    "silence_ratio",
    "last_error",
)


def status(
    *,
    batches: Annotated[int, typer.Option(help="Show so many of the last batches.")] = 5,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Show what the lake holds: rows by table, the last batches, how each feed is doing.

    Example: marsad status --batches 10
    """
    from cli.render import write_json, write_table
    from flows.desk import read_clock
    from schemas.batch import FeedState
    from tasks.fetch.health import feed_health
    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        counts = [(t, opened.sql(f"select count(*) from {t}").column(0)[0].as_py()) for t in _TABLES]
        last = opened.sql(_BATCHES, [batches])
        show = write_json if as_json else write_table
        show(("table", "rows"), counts)
        show(tuple(last.column_names), [tuple(r.values()) for r in last.to_pylist()])
        if health := feed_health(opened.rows(FeedState), now=read_clock()):
            show(_FEEDS, [tuple(getattr(h, name) for name in _FEEDS) for h in health])


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)
