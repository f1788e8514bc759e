"""`marsad catalog`: write the catalog of views anew, or one of the past."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import LakeOption, fail, lake_path, say, told_plainly


def catalog(
    *,
    snapshot: Annotated[int | None, typer.Option(help="Write views over this snapshot instead of the newest.")] = None,
    as_of: Annotated[datetime | None, typer.Option(help="Views over the lake as it was at this moment, UTC.")] = None,
    to: Annotated[Path | None, typer.Option(help="File to write a catalog of the past to.")] = None,
    lake: LakeOption = None,
) -> None:
    """Rewrite the DuckDB file of views, for a lake that was moved; or write one of an earlier state to a file.

    Example: marsad catalog --as-of 2026-03-01 --to march.duckdb
    """
    from datetime import UTC

    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        if to is None and (snapshot is not None or as_of is not None):
            fail("a catalog of the past needs --to FILE: the lake's own shows the newest state", 2)
        if to is None:
            say(f"{opened.catalog_path}: views over snapshot {opened.rewrite_catalog().number}")
            return
        moment = as_of.replace(tzinfo=UTC) if as_of and as_of.tzinfo is None else as_of
        shown = opened.write_catalog(to, snapshot=snapshot, as_of=moment)
        say(f"{to}: views over snapshot {shown.number}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(catalog)
