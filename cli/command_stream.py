"""`marsad stream`: a watched folder and the feeds, all the time."""

import os
import signal
import sys
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import LakeOption, lake_path, say, told_plainly

if TYPE_CHECKING:
    from flows.work import Tally


def _tell(done: "Tally") -> None:
    if done.n_in:
        from dataclasses import asdict

        say(done.sentence(), **asdict(done))


def _stop_on_signals() -> Event:
    """Return what tells the loop to end: the first Ctrl-C or SIGTERM lets the round come to its end, the second not."""
    stopped = Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(number, signal.default_int_handler)
        say("stopping after this round; once more to stop at once")

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    return stopped


def _begin_afresh() -> None:
    """Replace this process by a fresh one with the same command, number and terminal.

    The libraries below keep one to two megabytes of each batch (`benchmarks/upkeep.py`: 114 MB in 50 of 20 articles).
    Nothing is lost: the lake and the spools hold what matters.
    """
    from flows.desk import stop_page_workers

    stop_page_workers()
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 the command that is running, no shell


def stream(
    *,
    inbox: Annotated[Path | None, typer.Option(help="Folder to watch.")] = None,
    feeds: Annotated[bool, typer.Option("--feeds", help="Ask the feeds of the sources when they are due.")] = False,
    queue: Annotated[
        str | None,
        typer.Option(
            envvar="MARSAD_QUEUE",
            show_envvar=False,
            help="Redis stream: redis://host:port/0?stream=NAME (or MARSAD_QUEUE, where it has a password).",
        ),
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Look again after so many seconds.")] = 5.0,
    every: Annotated[
        float | None,
        typer.Option(min=1, help="Ask each feed every so many seconds (default: at its own pace, 300 at least)."),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="With --feeds: another knowledge folder whose sources are asked.")
    ] = None,
    batch_size: Annotated[int, typer.Option(min=1, max=5000, help="Entries of the queue per batch.")] = 200,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="End after so many minutes.")] = None,
    renew: Annotated[
        int, typer.Option(min=0, help="Begin afresh after so many batches, so that memory stays flat; 0: never.")
    ] = 100,
    lake: LakeOption = None,
) -> None:
    """Take what appears in a folder, in feeds or in a queue into the lake at once, until Ctrl-C; no server is needed.

    Example: marsad stream --inbox inbox --feeds
    """
    from flows.desk import Desk
    from flows.feeds import even_pace, open_fetcher
    from flows.watch import Inbox, end_of_run, watch
    from tasks.fetch.queue import open_queue
    from tasks.knowledge import load_knowledge
    from tasks.sources import source_rows
    from warehouse.lake import Lake

    if inbox is None and not feeds and queue is None:
        say("marsad: name --inbox, --feeds, --queue or several of them")
        raise typer.Exit(2)
    with told_plainly():
        if inbox is not None:
            inbox.mkdir(parents=True, exist_ok=True)
        desk = Desk(lake=Lake.open(lake_path(lake), create=True), knowledge=load_knowledge())
        stopped = _stop_on_signals()
        try:
            watch(
                desk,
                inbox=Inbox(inbox) if inbox else None,
                fetcher=open_fetcher(desk) if feeds else None,
                pause=stopped.wait,
                stop=stopped.is_set,
                seconds=seconds,
                until=end_of_run(desk, minutes) if minutes else None,
                most_batches=renew if renew and not minutes else None,
                on_round=_tell,
                sources=source_rows(load_knowledge(sources) if sources else desk.knowledge),
                pace=even_pace(every) if every else None,
                queue=open_queue(queue) if queue else None,
                batch_size=batch_size,
            )
        except KeyboardInterrupt:
            say("stopped at once; what was committed stays, the rest comes with the next start")
            return
    if renew and not minutes and not stopped.is_set():
        _begin_afresh()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stream)
