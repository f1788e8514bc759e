"""`marsad stream`: a watched folder and the feeds, all the time."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import LakeOption, lake_path, say, told_plainly

if TYPE_CHECKING:
    from flows.work import Tally


def _tell(done: "Tally") -> None:
    if done.n_in:
        say(done.sentence())


def stream(
    *,
    inbox: Annotated[Path | None, typer.Option(help="Folder to watch.")] = None,
    feeds: Annotated[bool, typer.Option("--feeds", help="Ask the feeds of the sources when they are due.")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, help="Look again after so many seconds.")] = 5.0,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="End after so many minutes.")] = None,
    lake: LakeOption = None,
) -> None:
    """Take what appears in a folder or in feeds into the lake at once, until Ctrl-C; no server is needed.

    Example: marsad stream --inbox inbox --feeds
    """
    from flows.desk import Desk
    from flows.feeds import open_fetcher
    from flows.watch import Inbox, end_of_run, watch
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    if inbox is None and not feeds:
        say("marsad: name --inbox, --feeds or both")
        raise typer.Exit(2)
    with told_plainly():
        if inbox is not None:
            inbox.mkdir(parents=True, exist_ok=True)
        desk = Desk(lake=Lake.open(lake_path(lake), create=True), knowledge=load_knowledge())
        try:
            watch(
                desk,
                inbox=Inbox(inbox) if inbox else None,
                fetcher=open_fetcher(desk) if feeds else None,
                pause=time.sleep,
                seconds=seconds,
                until=end_of_run(desk, minutes) if minutes else None,
                on_round=_tell,
            )
        except KeyboardInterrupt:
            say("stopped; what was committed stays")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stream)
