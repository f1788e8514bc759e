"""`marsad rebuild`: all rows anew from the captured bytes."""

import sys
from typing import Annotated

import typer

from cli.console import LakeOption, lake_path, say, told_plainly


def rebuild(
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Also where every row is of today's code and knowledge.")
    ] = False,
    lake: LakeOption = None,
) -> None:
    """Read the captured bytes again with the code and knowledge of today, and say what changed.

    Readers see the old rows until the new ones are whole; a rebuild that was stopped goes on where it was. Brings
    back rows that were lost with damaged files.

    Example: marsad rebuild
    """
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    from flows.desk import Desk
    from flows.rebuild import rebuild as make_anew
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    with told_plainly():
        desk = Desk(lake=Lake.open(lake_path(lake)), knowledge=load_knowledge())
        columns = (TextColumn("reading again"), TextColumn("{task.completed} documents"), TimeElapsedColumn())
        with Progress(*columns, disable=not sys.stderr.isatty(), transient=True) as shown:
            bar = shown.add_task("", total=None)
            done = make_anew(desk, force=force, progress=lambda n: shown.update(bar, advance=n))
        if done is None:
            say("nothing to do: every row is of today's code and knowledge")
            return
        say(f"{done.documents} documents read again")
        for sentence in done.sentences():
            say(sentence)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(rebuild)
