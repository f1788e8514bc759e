"""Parquet parts: the full declared schema always, zstd, page checksums, sorted, hashed before they are written."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, rows_to_arrow
from schemas.spec import TableSpec
from warehouse.durable import make_folder, sync_folder, write_file
from warehouse.errors import LakeError
from warehouse.snapshots import LiveFile
from warehouse.sqltypes import layout_id, layout_of

MAX_ROWS_PER_FILE = 131_072
"""An upsert rewrites the files that hold its keys, so a file stays small enough to be rewritten in under a second."""
MAX_BYTES_PER_FILE = 128 << 20
"""Of Arrow memory, not of the file: article texts are large."""
_NO_MONTH = "__HIVE_DEFAULT_PARTITION__"


def _check_nulls(spec: TableSpec, table: Any) -> Any:
    for field in arrow_schema(spec.row):
        if not field.nullable and table.column(field.name).null_count:
            raise ValueError(f"{spec.name}.{field.name} is declared without null and holds one")
    return table


def conform(spec: TableSpec, table: Any) -> Any:
    """Return an Arrow table with exactly the declared columns and types; columns it lacks become null.

    Raises ValueError where it has a column that is not declared, or a null where none may be.
    """
    schema = arrow_schema(spec.row)
    if unknown := set(table.column_names) - set(schema.names):
        raise ValueError(f"{spec.name} has no column {', '.join(sorted(unknown))}: add it to schemas/ first")
    columns = [
        table.column(f.name).cast(f.type) if f.name in table.column_names else pa.nulls(table.num_rows, f.type)
        for f in schema
    ]
    return _check_nulls(spec, pa.table(columns, schema=schema))


def incoming_rows(spec: TableSpec, rows: Any) -> Any:
    """Return rows, given as an Arrow table or as row dataclasses, with the full declared schema."""
    return conform(spec, rows) if isinstance(rows, pa.Table) else rows_to_arrow(spec.row, rows)


def by_month(spec: TableSpec, table: Any) -> Iterator[tuple[str | None, Any]]:
    """Part rows by the month of their date; rows without one come under None, as do tables without months."""
    if not table.num_rows:
        return
    if spec.month_of is None:
        yield None, table
        return
    months = pc.strftime(table.column(spec.month_of), format="%Y-%m")
    for month in sorted(pc.unique(months).to_pylist(), key=lambda m: m or ""):
        chosen = pc.is_null(months) if month is None else pc.fill_null(pc.equal(months, month), fill_value=False)
        yield month, table.filter(chosen)


def _sorted(spec: TableSpec, table: Any) -> Any:
    first = [spec.month_of] if spec.month_of else []
    return table.sort_by([(name, "ascending") for name in [*first, *spec.key]])


def _chunks(table: Any) -> Iterator[Any]:
    per_row = max(1, table.nbytes // max(1, table.num_rows))
    size = max(1, min(MAX_ROWS_PER_FILE, MAX_BYTES_PER_FILE // per_row))
    for start in range(0, table.num_rows, size):
        yield table.slice(start, size)


def encode_part(table: Any) -> bytes:
    """Return rows as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(
        table, sink, compression="zstd", write_page_checksum=True, row_group_size=65_536, write_page_index=True
    )
    data: bytes = sink.getvalue().to_pybytes()
    return data


def folder_of_month(spec: TableSpec, month: str | None) -> str:
    """Return the folder of a month below the table's folder, in the way that Delta and Hive name it."""
    return f"month={month or _NO_MONTH}/" if spec.month_of else ""


def write_parts(folder: Path, spec: TableSpec, month: str | None, table: Any, number: int) -> Iterator[LiveFile]:
    """Write rows of one month as durable files of the table in `folder`, named after snapshot `number`."""
    below = folder_of_month(spec, month)
    make_folder(folder / below)
    layout = layout_id(layout_of(table.schema))
    for chunk in _chunks(_sorted(spec, table)):
        data = encode_part(chunk)
        name = f"{below}part-{number:010d}-{uuid.uuid4().hex[:12]}.parquet"
        write_file(folder / name, data, "part")
        yield LiveFile(
            path=name,
            month=month,
            rows=chunk.num_rows,
            bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            layout=layout,
        )
    sync_folder(folder / below)


def lift(spec: TableSpec, table: Any) -> Any:
    """Return rows of another layout with the declared columns, null where they lack them, and what else they hold.

    A column that is declared without null may hold one here: it was added after the row was written. One that nobody
    declares stays behind the others: a newer Marsad wrote it, and rows that are only moved to another file keep it.
    """
    schema = arrow_schema(spec.row)
    columns = [
        table.column(f.name).cast(f.type) if f.name in table.column_names else pa.nulls(table.num_rows, f.type)
        for f in schema
    ]
    others = [f for f in table.schema if f.name not in schema.names]
    columns += [table.column(f.name) for f in others]
    return pa.table(columns, schema=pa.schema([f.with_nullable(True) for f in (*schema, *others)]))


def join_parts(tables: Sequence[Any]) -> Any:
    """Return the rows of several files as one table; a column that one of them lacks is null there."""
    return pa.concat_tables([t.cast(_open(t.schema)) for t in tables], promote_options="default")


def _open(schema: Any) -> Any:
    return pa.schema([f.with_nullable(True) for f in schema])


def read_part(folder: Path, spec: TableSpec, file: LiveFile) -> Any:
    """Return the rows of one file with the declared columns and what else it holds; page checksums are verified.

    Raises LakeError where the file is missing, cut or changed.
    """
    try:
        parquet = pq.ParquetFile(folder / file.path, page_checksum_verification=True)
        return lift(spec, parquet.read())
    except (OSError, pa.ArrowException) as error:
        raise LakeError(
            f"A data file of `{spec.name}` cannot be read: {error}",
            where=folder / file.path,
            next_step="Run `marsad verify` to see what is lost and `marsad repair` to rebuild it from raw.",
        ) from error
