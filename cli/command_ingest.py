"""`marsad ingest`: files, folders and feeds into the lake."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import Exit, LakeOption, PublishedOption, SummaryOption, lake_path, say, told_plainly

if TYPE_CHECKING:
    from flows.work import Tally
    from tasks.fetch.round import Progress as Step


_ISSUES = "select url, kind, message, next_step from issue"


def _finish(tally: "Tally", lake: str, *, named: bool, as_json: bool) -> None:
    from cli.render import write_summary

    write_summary(tally, asked=as_json)
    say(tally.sentence() + (f", {tally.n_skipped} files of other types skipped" if tally.n_skipped else ""))
    if named and not tally.n_in:
        from tasks.fetch.files import READ

        say(f"nothing was found to read; what is read: {READ}")
    if tally.n_quarantined:
        say(f'what could not be read: marsad sql --lake {shlex.quote(lake)} "{_ISSUES}"')
        raise typer.Exit(int(Exit.PARTIAL))


def run_ingest(
    lake: Path | str,
    paths: list[Path],
    *,
    source: str | None,
    published: str | None,
    batch_size: int,
    runner: str | None = None,
) -> "Tally":
    """Run the pipeline in this process, with a line of progress per batch on a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.desk import Desk
    from flows.pipeline import ingest_paths
    from flows.runners import open_hands
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    with open_hands(runner) as hands, Progress(*columns, disable=not sys.stderr.isatty(), transient=True) as progress:
        desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge(), hands=hands)
        bar = progress.add_task("ingesting", total=None, done="")
        stored = 0

        def on_batch(done: "Tally") -> None:
            nonlocal stored
            stored += done.n_stored
            progress.update(bar, advance=1, done=f"{stored} articles")

        return ingest_paths(
            desk, list(paths), source=source, published=published, batch_size=batch_size, on_batch=on_batch
        )


def run_feeds(lake: Path | str, sources: Path | None) -> "Tally":
    """Ask the feeds that are due, with a line of progress per host on a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    from flows.desk import Desk
    from flows.feeds import ingest_feeds, open_fetcher
    from tasks.knowledge import load_knowledge
    from tasks.sources import source_rows
    from warehouse.lake import Lake

    desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[last]}"))
    with Progress(*columns, disable=not sys.stderr.isatty(), transient=True) as shown:
        bars: dict[tuple[str, str], TaskID] = {}

        def on_answer(step: "Step") -> None:
            key = step.stage, step.host
            if key not in bars:
                bars[key] = shown.add_task(f"{step.stage} {step.host}", total=step.total, last="")
            shown.update(bars[key], completed=step.done, last=step.outcome, visible=step.done < step.total)

        rows = source_rows(load_knowledge(sources) if sources else desk.knowledge)
        return ingest_feeds(desk, rows, fetcher=open_fetcher(desk), progress=on_answer)


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders: txt, html, jsonl, parquet, feeds, WARC.")
    ] = None,
    *,
    feeds: Annotated[bool, typer.Option("--feeds", help="Ask the feeds of the sources that are due.")] = False,
    sources: Annotated[
        Path | None, typer.Option(help="With --feeds: another knowledge folder whose sources are asked.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Source id for inputs that name none.")] = None,
    published: PublishedOption = None,
    batch_size: Annotated[int, typer.Option(min=1, max=5000, help="Articles per batch.")] = 200,
    runner: Annotated[
        str | None,
        typer.Option(help="Read on workers: threads, processes, dask://host:port, ray://host:port. Rows are the same."),
    ] = None,
    prefect: Annotated[bool, typer.Option("--prefect", help="Run as a Prefect flow that the UI shows.")] = False,
    as_json: SummaryOption = False,
    lake: LakeOption = None,
) -> None:
    """Read articles into the lake: raw bytes kept, cleaned, events extracted and linked.

    Ends with 3 where something could not be read (an issue row tells what and why); the rest is stored.

    Example: marsad ingest articles/ --source my-archive
    """
    from flows.work import Tally

    paths = paths or []
    if not paths and not feeds:
        say("marsad: name files or folders, or --feeds")
        raise typer.Exit(int(Exit.USAGE))
    for path in paths:
        if not path.exists():
            say(f"marsad: {path}: no such file or folder")
            raise typer.Exit(int(Exit.USAGE))
    with told_plainly():
        tally = Tally()
        if feeds:
            tally += run_feeds(lake_path(lake), sources)
        if prefect:
            from flows.ingest import leave
            from flows.ingest import run_flow as take
        else:
            take = run_ingest
        if paths:
            tally += take(
                lake_path(lake), paths, source=source, published=published, batch_size=batch_size, runner=runner
            )
        try:
            _finish(tally, lake_path(lake), named=bool(paths), as_json=as_json)
        finally:
            if prefect:
                leave(int(Exit.PARTIAL if tally.n_quarantined else Exit.OK))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ingest)
