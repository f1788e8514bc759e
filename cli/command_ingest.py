"""`marsad ingest`: files, folders and feeds into the lake."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import Exit, LakeOption, lake_path, say, told_plainly

if TYPE_CHECKING:
    from flows.work import Tally


def _finish(tally: "Tally") -> None:
    say(tally.sentence() + (f", {tally.n_skipped} files of other types skipped" if tally.n_skipped else ""))
    if tally.n_quarantined:
        say('what could not be read: marsad sql "select url, kind, message, next_step from issue"')
        raise typer.Exit(int(Exit.PARTIAL))


def run_ingest(lake: Path, paths: list[Path], *, source: str | None, published: str | None, batch_size: int) -> "Tally":
    """Run the pipeline in this process, with a line of progress per batch on a terminal."""
    from flows.desk import Desk
    from flows.pipeline import ingest_paths
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    with Progress(*columns, disable=not sys.stderr.isatty(), transient=True) as progress:
        bar = progress.add_task("ingesting", total=None, done="")
        stored = 0

        def on_batch(done: "Tally") -> None:
            nonlocal stored
            stored += done.n_stored
            progress.update(bar, advance=1, done=f"{stored} articles")

        return ingest_paths(
            desk, list(paths), source=source, published=published, batch_size=batch_size, on_batch=on_batch
        )


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: txt, html, jsonl, parquet, feeds, WARC.")],
    *,
    source: Annotated[str | None, typer.Option(help="Source id for inputs that name none.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication for inputs that tell none: 2015-10-02.")
    ] = None,
    batch_size: Annotated[int, typer.Option(min=1, max=5000, help="Articles per batch.")] = 200,
    prefect: Annotated[bool, typer.Option("--prefect", help="Run as a Prefect flow that the UI shows.")] = False,
    lake: LakeOption = None,
) -> None:
    """Read articles into the lake: raw bytes kept, cleaned, events extracted and linked.

    Ends with 3 where something could not be read (an issue row tells what and why); the rest is stored.

    Example: marsad ingest articles/ --source my-archive
    """
    for path in paths:
        if not path.exists():
            say(f"marsad: {path}: no such file or folder")
            raise typer.Exit(int(Exit.USAGE))
    with told_plainly():
        if prefect:
            from flows.ingest import run_flow

            tally = run_flow(lake_path(lake), paths, source=source, published=published, batch_size=batch_size)
        else:
            tally = run_ingest(lake_path(lake), paths, source=source, published=published, batch_size=batch_size)
        _finish(tally)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ingest)
