"""What a batch changes in one table: rows to add, files to rewrite. Nothing is written here.

A row whose key is there already replaces the old row; `remove` takes out the rows that hold given values first.
Only files that hold a row to be taken out are rewritten; a row that comes again unchanged moves nothing, whatever
its volatile columns say: the first capture stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema, volatile_columns
from schemas.spec import TableSpec
from warehouse.parts import MAX_ROWS_PER_FILE, by_month, incoming_rows, join_parts, read_part
from warehouse.read import select_table
from warehouse.snapshots import LiveFile, TableState
from warehouse.sqltypes import quote_name

_TIER = 8
"""Files of like size in a month before a batch merges them."""
_LIKE_SIZE = 4
"""A file is of like size while it is at most this many times as large as what is merged with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """What a batch brings to one table."""

    rows: Any = ()
    """A pyarrow table or a sequence of the table's row dataclass."""
    remove: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Column to values: rows that hold any of them are taken out before `rows` come in."""
    exact: bool = False
    """Compare volatile columns too: a row that differs only there is replaced (repair and migration want that)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """What a batch does to one table, still in memory."""

    spec: TableSpec
    replaced: tuple[LiveFile, ...]
    parts: tuple[tuple[str | None, Any], ...]
    """Month and rows of each part to write: new rows, and what stays of replaced files."""


def unique_rows(spec: TableSpec, rows: Any, compared: Sequence[str]) -> Any:
    """Return rows with each key once; raises ValueError where one key comes with two different contents."""
    counts = rows.group_by(list(spec.key)).aggregate([([], "count_all")])
    if counts.num_rows == rows.num_rows:
        return rows
    seen: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = {}
    content = rows.select(list(compared)).to_pylist()
    for i, values in enumerate(content):
        key = tuple(values[k] for k in spec.key)
        first = seen.setdefault(key, (i, tuple(values.values())))
        if first[1] != tuple(values.values()):
            differ = [c for c in compared if content[first[0]][c] != values[c]]
            raise ValueError(f"{spec.name}: key {key} comes twice in one batch and differs in {', '.join(differ)}")
    return rows.take([i for i, _ in seen.values()])


def _matches(spec: TableSpec, change: TableChange) -> Iterator[str]:
    """Conditions under which an old row `o` is touched: its key comes again, or it holds a removed value."""
    keys = ", ".join(f"o.{quote_name(k)}" for k in spec.key)
    yield f"({keys}) IN (SELECT ({', '.join(quote_name(k) for k in spec.key)}) FROM incoming)"
    for i, column in enumerate(change.remove):
        yield f"o.{quote_name(column)} IN (SELECT v FROM removed_{i})"


def _hit_files(
    connection: Any, spec: TableSpec, state: TableState, folder: Path, change: TableChange
) -> list[LiveFile]:
    """Return the files that hold a touched row; reads only keys and the columns of `remove`."""
    if not state.files:
        return []
    columns = [*spec.key, *change.remove]
    old = select_table(spec, state, folder, columns=columns, places=True)
    queries = [f"SELECT DISTINCT filename FROM ({old}) o WHERE {m}" for m in _matches(spec, change)]
    names = {row[0] for row in connection.execute(" UNION ".join(queries)).fetchall()}
    return [f for f in state.files if str(folder / f.path) in names]


def _touched_rows(
    connection: Any, spec: TableSpec, old: str, change: TableChange, compared: Sequence[str]
) -> list[tuple[str, int, int | None]]:
    """Return (file, row, number of the incoming row that equals it or None) of each touched row."""
    same = " AND ".join(f"o.{quote_name(c)} IS NOT DISTINCT FROM i.{quote_name(c)}" for c in compared)
    keys = " AND ".join(f"o.{quote_name(k)} = i.{quote_name(k)}" for k in spec.key)
    touched = " OR ".join(["i._n IS NOT NULL", *list(_matches(spec, change))[1:]])
    query = (
        f"SELECT o.filename, o.file_row_number, CASE WHEN {same} THEN i._n END"
        f" FROM ({old}) o LEFT JOIN incoming i ON {keys} WHERE {touched}"
    )
    found: list[tuple[str, int, int | None]] = connection.execute(query).fetchall()
    return found


def _register(connection: Any, incoming: Any, change: TableChange, old: Any) -> None:
    numbered = incoming.append_column("_n", pa.array(range(incoming.num_rows), pa.int64()))
    connection.register("incoming", numbered)
    for i, (column, values) in enumerate(change.remove.items()):
        kind = old.field(column).type
        connection.register(f"removed_{i}", pa.table({"v": pa.array(list(values), kind)}))


def _without(table: Any, rows: set[int]) -> Any:
    numbers = pa.array(range(table.num_rows), pa.int64())
    return table.filter(pc.invert(pc.is_in(numbers, value_set=pa.array(sorted(rows), pa.int64()))))


def _merge_months(kept: list[tuple[str | None, Any]], new: list[tuple[str | None, Any]]) -> dict[str | None, Any]:
    months: dict[str | None, list[Any]] = {}
    for month, table in [*kept, *new]:
        if table.num_rows:
            months.setdefault(month, []).append(table)
    return {m: join_parts(tables) for m, tables in months.items()}


def plan_table(connection: Any, spec: TableSpec, state: TableState, folder: Path, change: TableChange) -> TablePlan:
    """Return what a change does to a table whose files lie in `folder`; `connection` is an in-memory DuckDB."""
    compared = [c.name for c in arrow_schema(spec.row) if change.exact or c.name not in volatile_columns(spec.row)]
    incoming = unique_rows(spec, incoming_rows(spec, change.rows), compared)
    gone: dict[str, set[int]] = {}
    same: set[int] = set()
    _register(connection, incoming, change, arrow_schema(spec.row))
    hit = _hit_files(connection, spec, state, folder, change)
    if hit:
        old = select_table(spec, _only(state, hit), folder, places=True)
        for name, row, equal in _touched_rows(connection, spec, old, change, compared):
            if equal is None:
                gone.setdefault(name, set()).add(row)
            else:
                same.add(equal)
    return _plan(spec, state, folder, gone, _without(incoming, same))


def small_files_to_merge(files: Sequence[LiveFile], new_rows: int) -> list[LiveFile]:
    """Return files of one month that a batch with `new_rows` rows for it should write together with its own.

    Files of like size are merged once there are enough of them, so that a month never has many files and a row is
    rewritten only as often as its month grows eightfold (the size-tiered way of log-structured merge trees).
    """
    chosen: list[LiveFile] = []
    rows = new_rows
    for file in sorted(files, key=lambda f: f.rows):
        if file.rows > _LIKE_SIZE * rows or file.rows >= MAX_ROWS_PER_FILE // 2:
            break
        chosen.append(file)
        rows += file.rows
    return chosen if len(chosen) >= _TIER else []


def _plan(
    spec: TableSpec,
    state: TableState,
    folder: Path,
    gone: dict[str, set[int]],
    incoming: Any,
) -> TablePlan:
    replaced = [f for f in state.files if str(folder / f.path) in gone]
    new = list(by_month(spec, incoming))
    for month, rows in new:
        rest = [f for f in state.files if f.month == month and f not in replaced]
        replaced += small_files_to_merge(rest, rows.num_rows)
    kept = [(f.month, _without(read_part(folder, spec, f), gone.get(str(folder / f.path), set()))) for f in replaced]
    return TablePlan(spec=spec, replaced=tuple(replaced), parts=tuple(_merge_months(kept, new).items()))


def _only(state: TableState, files: list[LiveFile]) -> TableState:
    return TableState(table=state.table, version=state.version, files=tuple(files), layouts=state.layouts)
