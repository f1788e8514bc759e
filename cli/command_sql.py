"""`marsad sql`: questions in SQL, read-only, within limits."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Exit, JsonOption, LakeOption, fail, lake_path, say, told_plainly
from cli.settings import SettingsError, read_setting

if TYPE_CHECKING:
    from warehouse.query import Answer, Limits

_LONGEST = 86_400  # seconds: more than a day is a slip of the pen


def _show(answer: "Answer", *, as_json: bool, as_csv: bool) -> None:
    from cli.render import write_csv, write_json, write_table

    if as_json:
        write_json(answer.columns, answer.rows)
    elif as_csv:
        write_csv(answer.columns, answer.rows)
    else:
        write_table(answer.columns, answer.rows)
    if answer.truncated:
        say(f"only the first {len(answer.rows)} rows are shown; --rows N shows more")


def _question(question: str | None, example: str | None) -> str | None:
    """Return the SQL to run: the argument, a named example, or what stands on standard input."""
    if example is not None:
        return _example(example)
    if question == "-" or (question is None and not sys.stdin.isatty()):
        return sys.stdin.read()
    return question


def _example(name: str) -> str:
    from warehouse.examples import example_queries

    queries = example_queries()
    if name == "list":
        for key, text in queries.items():
            sys.stdout.write(f"{key:<28}{text.splitlines()[0].lstrip('- ')}\n")
        raise typer.Exit
    if name not in queries:
        fail(f"no example {name!r}; `marsad sql --example list` names them")
    return queries[name]


@contextmanager
def _catalog(lake: str, snapshot: int | None, as_of: datetime | None) -> Iterator[tuple[Path, list[Path]]]:
    """Yield the catalog to ask, the newest or one of the past, and the folders that it may read."""
    from warehouse.format import check_format
    from warehouse.layout import Places, folder_of

    root = folder_of(lake).resolve()
    if Places(root).format_file.exists():
        check_format(Places(root))
    if snapshot is None and as_of is None:
        yield root / "marsad.duckdb", [root]
        return
    from warehouse.lake import Lake

    moment = as_of.replace(tzinfo=UTC) if as_of and as_of.tzinfo is None else as_of
    with TemporaryDirectory(prefix="marsad-") as folder:
        past = Path(folder) / "marsad.duckdb"
        Lake.open(lake).write_catalog(past, snapshot=snapshot, as_of=moment)
        yield past, [root]


def _seconds() -> float:
    try:
        setting = read_setting("timeout")
        seconds = float(setting.value)
    except SettingsError as error:
        fail(str(error), Exit.USAGE)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < _LONGEST:
        fail(f"{setting.origin}: timeout is a number of seconds, not {setting.value!r}", Exit.USAGE)
    return seconds


def _end_by_force(message: str) -> None:
    """End the process at once: the query reads only, so nothing is left half done."""
    say(f"marsad: {message}")
    sys.stderr.flush()
    os._exit(int(Exit.FAILED))


def sql(
    question: Annotated[str | None, typer.Argument(help="One SELECT; - reads it from standard input.")] = None,
    *,
    example: Annotated[str | None, typer.Option(help="Run a named example; `list` names them.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    rows: Annotated[int, typer.Option(help="At most so many rows.")] = 1000,
    timeout: Annotated[
        float | None,
        typer.Option(min=0.1, help="Stop after so many seconds (default: MARSAD_TIMEOUT, else 3)."),
    ] = None,
    memory: Annotated[int, typer.Option(min=64, help="At most so many megabytes.")] = 512,
    snapshot: Annotated[int | None, typer.Option(help="Ask this snapshot; `marsad snapshots` lists them.")] = None,
    as_of: Annotated[datetime | None, typer.Option(help="Ask the lake as it was at this moment, UTC.")] = None,
    lake: LakeOption = None,
) -> None:
    """Ask the lake a question in SQL: read-only, one SELECT.

    Without a question, on a terminal, it is interactive: history, completion of tables and columns.

    Example: marsad sql "select event_id, place_name_en, killed_best from events"
    """
    from warehouse.query import Limits, confine_memory, open_catalog, run_query

    limits = Limits(seconds=timeout or _seconds(), rows=rows, memory_mb=memory, force=_end_by_force)
    with told_plainly():
        text = _question(question, example)
        with (
            _catalog(lake_path(lake), snapshot, as_of) as (catalog, folders),
            open_catalog(catalog, folders, limits) as con,
        ):
            _tell_version(con)
            confine_memory(limits)
            if text is None:
                _converse(con, limits)
            else:
                _show(run_query(con, text, limits), as_json=as_json, as_csv=as_csv)


def _tell_version(con: Any) -> None:
    """Say so where the views were written by another version: their columns and their meaning may be others."""
    from warehouse.catalog import is_of_this_version

    if not is_of_this_version(con):
        say("the views of this lake were written by another version of Marsad: `marsad catalog` writes today's")


def _converse(con: Any, limits: "Limits") -> None:
    from cli.shell import converse

    converse(con, limits, lambda answer: _show(answer, as_json=False, as_csv=False))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sql)
