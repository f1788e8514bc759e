"""Read-only SQL for people: one SELECT, on the catalog alone, within limits of time, rows and memory.

Why more than `read_only=True`: a read-only DuckDB session still writes files by COPY into an allowed directory, and
`EXPLAIN ANALYZE COPY ...` is typed EXPLAIN (both seen with DuckDB 2.0.0). So the statement itself is looked at first.

Why more than `memory_limit` and `interrupt`: a single value is built outside DuckDB's own accounts and between two
looks at the interrupt. With a limit of 512 MB `list_transform(range(300000000), ...)` took 9 GB; `levenshtein` of two
long texts ran on for minutes. So a process that asks for a person confines itself: address space, an end by force.
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import duckdb

from schemas.trouble import Trouble

GRACE = 0.3
"""Seconds between asking a query to stop and ending the process."""
_APART = 512 * 1024 * 1024  # bytes of address space for what is not data: stacks of threads, pages of files, Python
_EXPLAIN = re.compile(r"\s*explain(?:\s+analyze)?(?:\s*\([^)]*\))?\s+(?=\S)", re.IGNORECASE)


class QueryRefused(Trouble):
    """The statement is not one SELECT; the message says what was seen and what is allowed."""


class QueryFailed(Trouble):
    """DuckDB could not answer; the message is its own, with what to do next where we know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may cost."""

    seconds: float = 3.0
    rows: int = 10_000
    memory_mb: int = 512
    force: Callable[[str], None] | None = None
    """Ends the process with a message, for a query that does not heed the interrupt within GRACE; None: wait for it."""


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


def _kind(statement: Any) -> str:
    try:
        return str(statement.type.name)
    except ValueError:  # the Python client has no name for `UPDATE EXTENSIONS`
        return "this"


def check_statement(con: Any, sql: str) -> Any:
    """Return the parsed statement if it is a SELECT, or an EXPLAIN of one; raise QueryRefused otherwise."""
    statement = _only_statement(con, sql)
    kind = _kind(statement)
    if kind == "SELECT":
        return statement
    inner = _EXPLAIN.sub("", sql, count=1)
    if kind == "EXPLAIN" and inner != sql and _kind(_only_statement(con, inner)) == "SELECT":
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


def confine_memory(limits: Limits) -> None:
    """Hold this process to the address space that it has and what one query may cost: beyond it, allocations fail.

    For processes that do nothing but ask. Without effect where the system knows no such limit (Windows, macOS).
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        room = pages * resource.getpagesize() + limits.memory_mb * 1024 * 1024 + _APART
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (room if hard < 0 else min(room, hard), hard))


def _reason(error: Exception, limits: Limits) -> str:
    """Return why DuckDB failed, in words that help: its advice on memory is to change settings, which is locked."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException) or "bad_alloc" in str(error):
        return f"needs more than {limits.memory_mb} MB: narrow the question or raise --memory"
    if isinstance(error, duckdb.PermissionException | duckdb.IOException):
        return f"{str(error).strip()} (only this lake's files are read; if it was moved, run `marsad catalog`)"
    return str(error).strip()


class _Clock:
    """Stops a query when its time is over: first by asking, then by force."""

    def __init__(self, con: Any, limits: Limits) -> None:
        self.over = threading.Event()
        self.told = f"stopped after {limits.seconds:g} s: narrow the question or raise --timeout"
        self._timers = [threading.Timer(limits.seconds, self._ask, [con])]
        if limits.force:
            self._timers.append(threading.Timer(limits.seconds + GRACE, limits.force, [self.told]))

    def _ask(self, con: Any) -> None:
        self.over.set()
        con.interrupt()

    def __enter__(self) -> Self:
        for timer in self._timers:
            timer.daemon = True
            timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        for timer in self._timers:
            timer.cancel()


def run_query(con: Any, sql: str, limits: Limits, params: Sequence[Any] = ()) -> Answer:
    """Run one SELECT within the limits.

    Raises QueryRefused for anything else, QueryFailed where DuckDB fails or the time is over.
    """
    with _Clock(con, limits) as clock:
        try:
            cursor = con.execute(check_statement(con, sql), list(params))
            rows = cursor.fetchmany(limits.rows + 1)
            columns = tuple(d[0] for d in cursor.description or ())
            types = tuple(str(d[1]) for d in cursor.description or ())
        except (duckdb.Error, MemoryError) as error:
            raise QueryFailed(clock.told if clock.over.is_set() else _reason(error, limits)) from error
    return Answer(columns=columns, types=types, rows=tuple(rows[: limits.rows]), truncated=len(rows) > limits.rows)
