"""`marsad sql`: questions in SQL, read-only, within limits."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import JsonOption, LakeOption, fail, lake_path, say, told_plainly

if TYPE_CHECKING:
    from warehouse.query import Answer, Limits

_STARTS = 'marsad sql "select * from events order by date_start"'


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


def _catalog(lake: Path) -> tuple[Path, list[Path]]:
    root = lake.resolve()
    return root / "marsad.duckdb", [root]


def sql(
    question: Annotated[str | None, typer.Argument(help="One SELECT; - reads it from standard input.")] = None,
    *,
    example: Annotated[str | None, typer.Option(help="Run a named example; `list` names them.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    rows: Annotated[int, typer.Option(help="At most so many rows.")] = 1000,
    timeout: Annotated[float, typer.Option(help="Stop after so many seconds.")] = 30.0,
    memory: Annotated[int, typer.Option(help="At most so many megabytes.")] = 1024,
    lake: LakeOption = None,
) -> None:
    """Ask the lake a question in SQL: read-only, one SELECT.

    Without a question, on a terminal, it is interactive: history, completion of tables and columns.

    Example: marsad sql "select event_id, place_name_en, killed_best from events"
    """
    from warehouse.query import Limits, open_catalog, run_query

    limits = Limits(seconds=timeout, rows=rows, memory_mb=memory)
    with told_plainly():
        text = _question(question, example)
        catalog, folders = _catalog(lake_path(lake))
        with open_catalog(catalog, folders, limits) as con:
            if text is None:
                _converse(con, limits)
            else:
                _show(run_query(con, text, limits), as_json=as_json, as_csv=as_csv)


def _converse(con: Any, limits: "Limits") -> None:
    from cli.shell import converse

    converse(con, limits, lambda answer: _show(answer, as_json=False, as_csv=False))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sql)
