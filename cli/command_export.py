"""`marsad export`: a table of the lake as a file."""

import sys
from typing import Annotated

import typer

from cli.console import LakeOption, lake_path, told_plainly


def export(
    table: Annotated[str, typer.Argument(help="Table: mention, article, event, event_mention, reuse, story, ...")],
    *,
    format_: Annotated[str, typer.Option("--format", help="jsonl, ...")] = "jsonl",
    lake: LakeOption = None,
) -> None:
    """Write a table to standard output.

    Example: marsad export mention --format jsonl > mentions.jsonl
    """
    from warehouse.export import export_rows
    from warehouse.lake import Lake

    with told_plainly():
        export_rows(Lake.open(lake_path(lake)), table, stream=sys.stdout, format=format_)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)
