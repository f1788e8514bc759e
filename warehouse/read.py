"""Reading one snapshot through DuckDB: over the exact files it lists, in memory, without any lock."""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema, arrow_to_rows
from schemas.spec import TableSpec, spec_of, tables
from warehouse.errors import LakeError
from warehouse.snapshots import LiveFile, Snapshot, TableState
from warehouse.sqltypes import layout_of, quote_name, quote_text
from warehouse.viewfiles import MacroFile, ViewFile, macro_files, view_files
from warehouse.whereabouts import KNOWN, column_of, files_among

Row = TypeVar("Row")

_WORTH_A_LOOK = 2 << 20
"""Bytes of a table from which on the files that hold wanted rows are looked for first."""

_WORD = re.compile(r"[a-z_][a-z_0-9]*")
_SETTINGS = (
    "SET TimeZone = 'UTC'",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET memory_limit = '512MB'",
    "SET enable_progress_bar = false",
)


def connect() -> Any:
    """Return an in-memory DuckDB that installs nothing, sees no Python variable and counts time in UTC."""
    connection = duckdb.connect(":memory:")
    for setting in _SETTINGS:
        connection.execute(setting)
    spill = Path(tempfile.gettempdir()) / "marsad-spill"
    connection.execute(f"SET temp_directory = {quote_text(str(spill))}")
    return connection


def _column(name: str, kind: str, held: dict[str, str]) -> str:
    """Return the expression that gives a declared column from a file that holds the columns `held`."""
    if held.get(name) == kind:
        return quote_name(name)
    source = quote_name(name) if name in held else "NULL"
    return f"CAST({source} AS {kind}) AS {quote_name(name)}"


def _scan(folder: Path, files: Iterable[LiveFile], options: str, at: str | None) -> str:
    if at is None:
        paths = ", ".join(quote_text(str(folder / f.path)) for f in files)
    else:
        paths = ", ".join(f"{at} || {quote_text(f'/{folder.name}/{f.path}')}" for f in files)
    return f"read_parquet([{paths}], hive_partitioning = false{options})"


def select_table(
    spec: TableSpec,
    state: TableState,
    folder: Path,
    *,
    columns: Sequence[str] | None = None,
    places: bool = False,
    at: str | None = None,
) -> str:
    """Return SQL that selects declared columns from the exact files of a table.

    Files are grouped by the columns they hold, so that a column added later is null in older files with its
    declared type, and no footer has to be opened to find that out. With `places`, `filename` and
    `file_row_number` of each row come along. `at` is SQL for the folder of all tables, where it is known only when
    somebody asks.
    """
    declared = [(n, t) for n, t in layout_of(arrow_schema(spec.row)) if columns is None or n in columns]
    extra = ", filename, file_row_number" if places else ""
    options = ", filename = true, file_row_number = true" if places else ""
    parts = []
    for layout, held in state.layouts.items():
        files = [f for f in state.files if f.layout == layout]
        if files:
            chosen = ", ".join(_column(n, t, dict(held)) for n, t in declared)
            parts.append(f"SELECT {chosen}{extra} FROM {_scan(folder, files, options, at)}")
    if not parts:
        chosen = ", ".join(_column(n, t, {}) for n, t in declared)
        return f"SELECT {chosen}{', NULL AS filename, NULL AS file_row_number' if places else ''} WHERE false"
    return " UNION ALL ".join(parts)


class Reader:
    """The rows of one snapshot; it stays on that snapshot for as long as it is open."""

    def __init__(self, tables_folder: Path, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._folder = tables_folder
        self._connection: Any = None
        self._views: set[str] = set()
        self._lock = RLock()
        self._mark = object()

    def select(self, table: str, *, columns: Sequence[str] | None = None, places: bool = False) -> str:
        """Return SQL that selects a table at this snapshot."""
        spec = _spec(table)
        return select_table(spec, self.snapshot.state(table), self._folder / table, columns=columns, places=places)

    def table(
        self, name: str, where: str | None = None, params: Sequence[Any] = (), *, columns: Sequence[str] | None = None
    ) -> Any:
        """Return rows of a table as Arrow with the declared types, ordered by key.

        `where` is SQL with `?` for each of `params`; it may use every column, also those not asked for.
        """
        held = self.files_with(name, where, params) if where else self.snapshot.state(name)
        schema = arrow_schema(_spec(name).row)
        chosen = [f for f in schema if columns is None or f.name in columns]
        told = pa.schema([f.with_nullable(True) for f in chosen])
        if not held.files and self.snapshot.rows(name):
            return told.empty_table()  # else DuckDB would plan dozens of columns for no row
        return self._select(held, [f.name for f in chosen], where, params).cast(told)

    def rows_and_files(
        self, row: type[Row], where: str, params: Sequence[Any], within: AbstractSet[str] | None = None
    ) -> list[tuple[Row, str]]:
        """Return rows of a table, ordered by key, each with the path of the file in which it lies.

        `within` are paths of files that are known to hold all rows that are asked for.
        """
        name = spec_of(row).name
        held = self.files_with(name, where, params) if within is None else self._only(name, within)
        found = self._select(held, [f.name for f in arrow_schema(row)], where, params, places=True)
        return [*zip(arrow_to_rows(row, found), found.column("filename").to_pylist(), strict=True)]

    def live_files(self, name: str) -> AbstractSet[str]:
        """Return the paths of the files that hold a table now; what lies in a file never changes."""
        return {str(self._folder / name / f.path) for f in self.snapshot.state(name).files}

    def _select(
        self,
        held: TableState,
        columns: Sequence[str],
        where: str | None,
        params: Sequence[Any],
        *,
        places: bool = False,
    ) -> Any:
        spec, name = _spec(held.table), quote_name(held.table)
        listed = ", ".join([*map(quote_name, columns), *(["filename"] if places else [])])
        source = select_table(spec, held, self._folder / held.table, places=places)
        order = ", ".join(quote_name(k) for k in spec.key)
        query = f"SELECT {listed} FROM ({source}) AS {name}{f' WHERE {where}' if where else ''} ORDER BY {order}"
        return self._arrow(query, params)

    def _only(self, name: str, paths: AbstractSet[str]) -> TableState:
        state, folder = self.snapshot.state(name), self._folder / name
        return replace(state, files=tuple(f for f in state.files if str(folder / f.path) in paths))

    def files_with(self, name: str, where: str, params: Sequence[Any]) -> TableState:
        """Return what a table holds in files with a row that is asked for; reads the columns of the question alone.

        Ids are hashes, so no bounds of a file tell whether it holds one, and the words of a row are many times its id:
        of a million mentions 5,000 came for .11 s of CPU and not .53, since most lie in the files of a few batches. Of
        a small table all is returned.
        """
        state, folder = self.snapshot.state(name), self._folder / name
        if len(state.files) < 2 or sum(f.bytes for f in state.files) < _WORTH_A_LOOK:
            return state
        known = self._known_files(state, where, params)
        unknown = replace(state, files=tuple(f for f in state.files if f.path not in known))
        paths: set[str] = set()
        if unknown.files:
            placed = select_table(_spec(name), unknown, folder, places=True)
            found = self._arrow(f"SELECT DISTINCT filename FROM ({placed}) AS {quote_name(name)} WHERE {where}", params)
            paths = {*found.column(0).to_pylist()}
        if known:
            wanted = self._arrow("SELECT hash(id) FROM (SELECT unnest(?) AS id)", params).column(0).to_numpy()
            paths |= {str(folder / path) for path in files_among(known, wanted)}
        return self._only(name, paths)

    def _known_files(self, state: TableState, where: str, params: Sequence[Any]) -> Mapping[str, Any]:
        """Return the hashes that are known of the column that is asked for, by file; none for other questions."""
        spec = _spec(state.table)
        column, folder = column_of(spec, where, params), self._folder / state.table

        def look(file: LiveFile) -> Any:
            query = select_table(spec, replace(state, files=(file,)), folder)
            return (
                self._arrow(f"SELECT hash({column}) FROM ({query}) WHERE {column} IS NOT NULL", ()).column(0).to_numpy()
            )

        return KNOWN.known_files(str(folder), column, state.files, self._mark, look) if column else {}

    def rows(self, row: type[Row], where: str | None = None, params: Sequence[Any] = ()) -> list[Row]:
        """Return rows of a table as instances of its dataclass, ordered by key."""
        return arrow_to_rows(row, self.table(spec_of(row).name, where, params))

    def of_file(self, name: str, file: LiveFile, columns: Sequence[str]) -> Any:
        """Return some columns of the rows of one file of a table as Arrow, as they lie there."""
        state = replace(self.snapshot.state(name), files=(file,))
        query = select_table(_spec(name), state, self._folder / name, columns=columns)
        return self._arrow(f"SELECT {', '.join(map(quote_name, columns))} FROM ({query})", ())

    def sql(self, query: str, params: Sequence[Any] = ()) -> Any:
        """Return the answer to a SELECT over the tables and the named views as Arrow."""
        with self._lock:
            self._create_views(query)
            return self._arrow(query, params)

    def stream(self, query: str, params: Sequence[Any] = ()) -> Any:
        """Return the answer to a SELECT as a reader of record batches, for answers larger than memory."""
        with self._lock:
            self._create_views(query)
            return self._connection.cursor().sql(query, params=list(params) or None).to_arrow_reader(4096)

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._views = None, set()

    def _create_views(self, query: str) -> None:
        """Make the views that a query may name: of the tables that it names, and all where it names a view of ours.

        DuckDB opens files for each view, which costs more than most questions of a batch, that name two tables.
        """
        words = {*_WORD.findall(query.lower())}
        ours: tuple[ViewFile | MacroFile, ...] = (*view_files(), *macro_files())
        if words.isdisjoint(f.name for f in ours):
            ours = ()
        wanted = {n: f"CREATE VIEW {quote_name(n)} AS {self.select(n)}" for n in tables() if ours or n in words}
        placed = [n for n in tables() if f"{n}_placed" in words]  # with the file and the row in it
        wanted |= {f"{n}_placed": f"CREATE VIEW {n}_placed AS {self.select(n, places=True)}" for n in placed}
        wanted |= {f.name: f.create for f in ours}
        connection = self._connect()
        for name in [n for n in wanted if n not in self._views]:
            connection.execute(wanted[name])
            self._views.add(name)

    def _connect(self) -> Any:
        if self._connection is None:
            self._connection = connect()
        return self._connection

    def _arrow(self, query: str, params: Sequence[Any]) -> Any:
        with self._lock:
            try:
                return self._connect().sql(query, params=list(params) or None).to_arrow_table()
            except duckdb.Error as error:
                raise LakeError(
                    f"DuckDB could not answer: {error}",
                    where=f"snapshot {self.snapshot.number}: {query[:200]}",
                    next_step="Mend the query; where a file is at fault, `marsad verify` names it.",
                ) from error


def _spec(table: str) -> TableSpec:
    try:
        return tables()[table]
    except KeyError:
        raise LakeError(
            f"No table is called {table}", where="schemas/", next_step=f"Tables: {', '.join(tables())}."
        ) from None
