"""Read-only SQL for people: one SELECT, on the catalog alone, within limits of time, rows and memory.

Why more than `read_only=True`: a read-only DuckDB session still writes files by COPY into an allowed directory, and
`EXPLAIN ANALYZE COPY ...` is typed EXPLAIN (both seen with DuckDB 2.0.0). So the statement itself is looked at first.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.trouble import Trouble

_EXPLAIN = re.compile(r"\s*explain(?:\s+analyze)?(?:\s*\([^)]*\))?\s+(?=\S)", re.IGNORECASE)


class QueryRefused(Trouble):
    """The statement is not one SELECT; the message says what was seen and what is allowed."""


class QueryFailed(Trouble):
    """DuckDB could not answer; the message is its own, with what to do next where we know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may cost."""

    seconds: float = 30.0
    rows: int = 10_000
    memory_mb: int = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Rows of a query; `truncated` says that the row limit cut them."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def _only_statement(con: Any, sql: str) -> Any:
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error
    if len(statements) != 1:
        raise QueryRefused(f"one statement at a time: this text holds {len(statements)}")
    return statements[0]


def check_statement(con: Any, sql: str) -> Any:
    """Return the parsed statement if it is a SELECT, or an EXPLAIN of one; raise QueryRefused otherwise."""
    statement = _only_statement(con, sql)
    kind = statement.type.name
    if kind == "SELECT":
        return statement
    inner = _EXPLAIN.sub("", sql, count=1)
    if kind == "EXPLAIN" and inner != sql and _only_statement(con, inner).type.name == "SELECT":
        return statement
    raise QueryRefused(f"only SELECT is answered here, not {kind}; `marsad export` writes files")


@contextmanager
def open_catalog(catalog: Path, data_folders: Sequence[Path], limits: Limits) -> Iterator[Any]:
    """Open the catalog of views read-only: no other file, no network, no extension, no setting can be reached."""
    if not catalog.exists():
        raise QueryFailed(
            f"no catalog at {catalog}: `marsad ingest` makes a lake, `marsad catalog` rewrites its catalog"
        )
    config: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
        "memory_limit": f"{limits.memory_mb}MB",
    }
    con = duckdb.connect(str(catalog), read_only=True, config=config)
    try:
        folders = ", ".join("'" + str(f).replace("'", "''") + "'" for f in data_folders)
        con.execute(f"set allowed_directories=[{folders}]")
        con.execute("set temp_directory=''")
        con.execute("set enable_external_access=false")
        con.execute("set lock_configuration=true")
        yield con
    finally:
        con.close()


def run_query(con: Any, sql: str, limits: Limits, params: Sequence[Any] = ()) -> Answer:
    """Run one SELECT within the limits.

    Raises QueryRefused for anything else, QueryFailed where DuckDB fails or the time is over.
    """
    statement = check_statement(con, sql)
    over = threading.Event()

    def stop() -> None:
        over.set()
        con.interrupt()

    timer = threading.Timer(limits.seconds, stop)
    timer.start()
    try:
        cursor = con.execute(statement, list(params))
        rows = cursor.fetchmany(limits.rows + 1)
        columns = tuple(d[0] for d in cursor.description or ())
        types = tuple(str(d[1]) for d in cursor.description or ())
    except duckdb.Error as error:
        if over.is_set():
            raise QueryFailed(f"stopped after {limits.seconds:g} s: narrow the question or raise --timeout") from error
        raise QueryFailed(str(error).strip()) from error
    finally:
        timer.cancel()
    return Answer(columns=columns, types=types, rows=tuple(rows[: limits.rows]), truncated=len(rows) > limits.rows)
