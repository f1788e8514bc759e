"""`marsad verify` and `marsad repair`: is the lake what was written, and mend what can be mended."""

from typing import Annotated

import typer

from cli.console import Exit, JsonOption, LakeOption, fail, lake_path, say, told_plainly


def verify(
    *,
    rows: Annotated[bool, typer.Option(help="Look at rows too, not at files and bookkeeping alone.")] = True,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Read every file again and look for what is damaged or untrue; exit code 4 where something was found.

    Example: marsad verify --no-rows
    """
    from cli.render import write_json, write_table
    from warehouse.lake import Lake
    from warehouse.verify import verify as look

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        found = look(opened, rows=rows, progress=lambda doing: say(f"looking at {doing}"))
        if found or as_json:
            show = write_json if as_json else write_table
            show(
                ("check", "where", "what", "a reader would believe"),
                [(f.check, f.where, f.what, f.believed) for f in found],
            )
        if found:
            fail(f"{len(found)} findings; `marsad repair` mends files, logs and catalog", Exit.VERIFICATION)
        say(f"snapshot {opened.snapshot().number}: nothing wrong was found")


def repair(*, lake: LakeOption = None) -> None:
    """Mend bookkeeping, logs and catalog; set damaged files aside and say what was lost with them.

    Example: marsad repair
    """
    from datetime import UTC, datetime

    from warehouse.layout import places_of
    from warehouse.repair import repair as mend

    with told_plainly():
        done = mend(places_of(lake_path(lake)), now=datetime.now(UTC))
        for sentence in done.done:
            say(sentence)
        if done.lost:
            fail("rows were lost; `marsad rebuild` reads them again from the captured bytes", Exit.PARTIAL)
        say("the lake is whole")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(verify)
    app.command()(repair)
