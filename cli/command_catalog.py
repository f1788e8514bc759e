"""`marsad catalog`: write the catalog of views anew."""

import typer

from cli.console import LakeOption, lake_path, say, told_plainly


def catalog(*, lake: LakeOption = None) -> None:
    """Rewrite the DuckDB file of views, for a lake that was moved to another folder or machine.

    Example: marsad catalog --lake /data/lake
    """
    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        snapshot = opened.rewrite_catalog()
        say(f"{opened.catalog_path}: views over snapshot {snapshot.number}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(catalog)
