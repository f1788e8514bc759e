"""`marsad report`: the page that a desk can publish."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import LakeOption, SummaryOption, fail, lake_path, say, told_plainly
from cli.settings import read_setting


def report(
    *,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Events of this day and later.")] = None,
    where: Annotated[str | None, typer.Option(help="Country, division or place: Syria, حلب, SY.")] = None,
    event_type: Annotated[str | None, typer.Option(help="Type or sub-type: Battles, Air/drone strike.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the page: ar or en.")] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")] = Path("report.html"),
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Write one HTML page: figures with ranges, map, timeline, each event with who says so and who denies it.

    The page holds no script and asks nothing of the network; it can be mailed, printed and published as it is.

    Example: marsad report --lang ar --where حلب -o aleppo.html
    """
    from cli.render import write_summary
    from flows.report import write_report
    from warehouse.lake import Lake

    if not output.absolute().parent.is_dir():
        fail(f"{output}: no such folder to write to; make it or name another with -o", 2)
    with told_plainly():
        page = write_report(
            Lake.open(lake_path(lake)),
            language=lang or read_setting("lang").value,
            since=since.date() if since else None,
            where=where,
            event_type=event_type,
        )
        output.write_text(page, "utf-8")
        write_summary({"file": str(output), "bytes": len(page.encode())}, asked=as_json)
        say(f"{output}: {len(page.encode()) / 1000:.0f} kB; open it in any browser")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)
