"""`marsad export`: a table or view of the lake as a file for other programs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.console import Exit, LakeOption, SummaryOption, fail, lake_path, say, told_plainly


def export(
    table: Annotated[str, typer.Argument(help="Table or view: mention, article, event, acled_like, ucdp_like, ...")],
    *,
    format_: Annotated[
        str,
        typer.Option("--format", help="jsonl, csv, excel, hxl, geojson, ninjs; parquet, geoparquet, sqlite need -o."),
    ] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File; standard output if not given.")] = None,
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Write a table or view: to standard output, or to a file with its data package beside it.

    `excel` is CSV that spreadsheets open with Arabic intact and run no formula of; `csv` changes nothing.

    Example: marsad export event --format geojson -o events.geojson
    """
    from cli.render import data_stream, write_summary
    from warehouse.datapackage import write_package
    from warehouse.export import export_file, export_rows
    from warehouse.lake import Lake

    if as_json and output is None:
        fail("--json tells of a file: name it with -o; rows as JSON lines are --format jsonl", Exit.USAGE)
    with told_plainly():
        opened = Lake.open(lake_path(lake))
        if output is None:
            sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]  # a spreadsheet's line ends stay as written
            export_rows(opened, table, stream=data_stream(), format=format_)
            return
        written = export_file(opened, table, output, format=format_)
        package = write_package(opened, table, output, format=format_)
        write_summary({"file": str(output), "rows": written, "package": str(package)}, asked=as_json)
        say(f"{output}: {written:,} rows; {package.name} tells what the columns mean and where they come from")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)
