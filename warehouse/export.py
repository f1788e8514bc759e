"""`marsad export TABLE`: rows for other programs, in the shapes that docs/lake.md tells.

`exports/<table>.sql` shapes tables that stand on others (a mention with its claims); any other table or view goes
out with its columns. Rows are streamed: an export larger than memory is fine.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from schemas.spec import tables
from warehouse import exportformats
from warehouse.errors import LakeError, disk_errors
from warehouse.exportformats import Batches, rows_of, to_json
from warehouse.lake import Lake
from warehouse.read import Reader
from warehouse.sqltypes import quote_name
from warehouse.viewfiles import view_files

__all__ = ["FORMATS", "SUFFIXES", "export_file", "export_rows", "exported_rows", "to_json"]

EXPORTS = Path(__file__).parent / "exports"
_TEXT: dict[str, Callable[[Any, Batches, TextIO], int]] = {
    "jsonl": exportformats.write_jsonl,
    "csv": exportformats.write_csv,
    "excel": exportformats.write_excel,
    "hxl": exportformats.write_hxl,
    "geojson": exportformats.write_geojson,
    "ninjs": exportformats.write_ninjs,
}
_FILES = ("parquet", "geoparquet", "sqlite")
FORMATS = (*_TEXT, *_FILES)
SUFFIXES = {
    "excel": ".csv", "hxl": ".csv", "geojson": ".geojson", "ninjs": ".jsonl", "geoparquet": ".parquet",
    "csv": ".csv", "jsonl": ".jsonl", "parquet": ".parquet", "sqlite": ".sqlite",
}  # fmt: skip


def _query(table: str) -> str:
    shaped = EXPORTS / f"{table}.sql"
    if table in tables() and shaped.exists():
        return shaped.read_text("utf-8")
    if table in tables():
        return f"SELECT * FROM {quote_name(table)} ORDER BY {', '.join(quote_name(k) for k in tables()[table].key)}"
    if table in {v.name for v in view_files()}:
        return f"SELECT * FROM {quote_name(table)}"
    raise LakeError(
        f"No table or view is called {table}",
        where="export",
        next_step=f"Name one of {', '.join([*tables(), *(v.name for v in view_files())])}.",
    )


def _check_format(table: str, format: str, known: tuple[str, ...]) -> None:  # noqa: A002  # the option's name
    if format not in known:
        raise LakeError(
            f"No export format is called {format}" if format not in FORMATS else f"{format} needs a file",
            where=table,
            next_step=f"Formats: {', '.join(FORMATS)}." if format not in FORMATS else "Name one with -o FILE.",
        )


def _reader(lake: Lake | Reader) -> Reader:
    return lake.reader() if isinstance(lake, Lake) else lake


def exported_rows(reader: Reader, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows that an export of a table holds; raises LakeError for a name that is none."""
    yield from rows_of(reader.stream(_query(table)))


def export_rows(lake: Lake | Reader, table: str, *, stream: TextIO, format: str = "jsonl") -> int:  # noqa: A002  # the option's name
    """Write a table or view to a text stream and return how many rows were written.

    Raises LakeError for a name or format that is none, and for rows that a format cannot hold.
    """
    _check_format(table, format, tuple(_TEXT))
    batches = _reader(lake).stream(_query(table))
    return _TEXT[format](batches.schema, batches, stream)


def export_file(lake: Lake | Reader, table: str, path: Path, *, format: str) -> int:  # noqa: A002  # the option's name
    """Write a table or view to a file in any format and return how many rows were written."""
    _check_format(table, format, FORMATS)
    batches = _reader(lake).stream(_query(table))
    with disk_errors("write the export", path):
        if format in _TEXT:
            return exportformats.as_bytes(_TEXT[format], batches.schema, batches, path)
        if format == "sqlite":
            return exportformats.write_sqlite(batches.schema, batches, path, table=table)
        write = exportformats.write_parquet if format == "parquet" else exportformats.write_geoparquet
        return write(batches.schema, batches, path)
