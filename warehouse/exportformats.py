"""Formats of `marsad export`: each writes rows with their schema to a file or a stream, and changes no value.

Text formats stream. SQLite, Parquet and GeoParquet need a file. Lists and structs become JSON text where a format
has no lists (CSV, SQLite); null is the empty cell or the format's own null, never zero.
"""

import csv
import io
import json
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import LakeError
from warehouse.sqltypes import quote_name

Row = dict[str, Any]
Batches = Iterable[Any]
"""Arrow record batches."""

_HXL = Path(__file__).parent / "exports" / "hxl.tsv"
# What a spreadsheet takes for a formula at the start of a cell, also after spaces (OWASP ASVS 5.0, 1.2.10).
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: dates in ISO 8601, bytes as hex."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


def to_json(row: Any) -> str:
    """Return a value as one line of JSON, Arabic as it is."""
    return json.dumps(row, ensure_ascii=False, default=plain)


def cell(value: Any) -> Any:
    """Return a value for a format without lists: lists and structs as JSON, dates in ISO 8601, bytes as hex."""
    if isinstance(value, (list, dict)):
        return to_json(value)
    return plain(value) if isinstance(value, (datetime, date, bytes)) else value


def defuse_formula(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what it would take for a formula."""
    shown = text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff")
    risky = shown.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if risky else text


def rows_of(batches: Batches) -> Iterator[Row]:
    """Yield rows of record batches as dicts."""
    for batch in batches:
        yield from batch.to_pylist()


def write_jsonl(_schema: Any, batches: Batches, stream: TextIO) -> int:
    """One JSON object per line."""
    written = 0
    for row in rows_of(batches):
        stream.write(to_json(row) + "\n")
        written += 1
    return written


def write_csv(schema: Any, batches: Batches, stream: TextIO) -> int:
    """CSV with a header (RFC 4180); values as they are.

    Lines end with CR LF: with a bare newline the csv module leaves a carriage return inside a value unquoted,
    and readers then see a row more.
    """
    return _csv(schema.names, batches, csv.writer(stream, lineterminator="\r\n"), lambda v: v)


def write_excel(schema: Any, batches: Batches, stream: TextIO) -> int:
    """CSV for spreadsheets: a byte order mark so that Arabic is read, formulas in text defused."""
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    return _csv(schema.names, batches, writer, lambda v: defuse_formula(v) if isinstance(v, str) else v)


def _csv(names: list[str], batches: Batches, writer: Any, shown: Callable[[Any], Any]) -> int:
    written = 0
    for row in rows_of(batches):
        if not written:
            writer.writerow(names)
        writer.writerow([shown(cell(v)) for v in row.values()])
        written += 1
    if not written:
        writer.writerow(names)
    return written


@cache
def hxl_tags() -> dict[str, str]:
    """Return HXL 1.1 tags by column."""
    return dict(line.split("\t") for line in _HXL.read_text("utf-8").splitlines())


def write_hxl(schema: Any, batches: Batches, stream: TextIO) -> int:
    """CSV with a row of HXL tags under the header, for the columns that have one."""
    names = [n for n in schema.names if n in hxl_tags()]
    if not names:
        raise LakeError("None of these columns has an HXL tag", where="hxl", next_step="Export `event` in this format.")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerow([hxl_tags()[n] for n in names])
    written = 0
    for row in rows_of(batches):
        writer.writerow([defuse_formula(v) if isinstance(v, str) else v for v in (cell(row[n]) for n in names)])
        written += 1
    return written


def _need_point(schema: Any) -> None:
    if not {"lat", "lon"} <= set(schema.names):
        raise LakeError(
            "These rows have no lat and lon", where="geo formats", next_step="Export `event`, `mention` or `place`."
        )


def write_geojson(schema: Any, batches: Batches, stream: TextIO) -> int:
    """GeoJSON (RFC 7946): a point as [lon, lat], or null where none is known; every column is a property."""
    _need_point(schema)
    stream.write('{"type": "FeatureCollection", "features": [')
    written = 0
    for row in rows_of(batches):
        known = row["lat"] is not None and row["lon"] is not None
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if known else None
        feature = {"type": "Feature", "geometry": point, "properties": row}
        stream.write((",\n" if written else "\n") + to_json(feature))
        written += 1
    stream.write("\n]}\n")
    return written


def _ninjs(row: Row) -> Row:
    """Return an article as IPTC ninjs 2.1."""
    item = {
        "uri": row.get("url") or f"urn:marsad:article:{row['article_id']}",
        "standard": {"name": "ninjs", "version": "2.1"},
        "type": "text",
        "language": row.get("language"),
        "firstcreated": row["published"] if row.get("published") else None,
        "by": row.get("author"),
        "headlines": [{"role": "main", "value": row["title"]}] if row.get("title") else None,
        "bodies": [{"role": "main", "contenttype": "text/plain", "value": row["text"]}],
        "infosources": [{"name": row["source_id"]}] if row.get("source_id") else None,
        "altids": [{"role": "marsad", "value": row["article_id"]}],
    }
    return {k: v for k, v in item.items() if v is not None}


def write_ninjs(schema: Any, batches: Batches, stream: TextIO) -> int:
    """Articles as IPTC ninjs 2.1, one JSON object per line."""
    if not {"article_id", "text", "title", "published"} <= set(schema.names):
        raise LakeError("Only articles have this format", where="ninjs", next_step="Export `article`.")
    written = 0
    for row in rows_of(batches):
        stream.write(to_json(_ninjs(row)) + "\n")
        written += 1
    return written


def write_parquet(schema: Any, batches: Batches, path: Path) -> int:
    """Parquet with the types of the lake and page checksums."""
    written = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as writer:
        for batch in batches:
            writer.write_batch(batch)
            written += batch.num_rows
    return written


def _wkb(lat: float | None, lon: float | None) -> bytes | None:
    """Return a point as well-known binary, little-endian."""
    return None if lat is None or lon is None else struct.pack("<BIdd", 1, 1, lon, lat)


def write_geoparquet(schema: Any, batches: Batches, path: Path) -> int:
    """GeoParquet 1.1: as Parquet, with a column `geometry` of points in WGS 84 (longitude first)."""
    _need_point(schema)
    column = {"encoding": "WKB", "geometry_types": ["Point"]}  # without `crs`: OGC:CRS84, as the standard says
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    wider = schema.append(pa.field("geometry", pa.binary())).with_metadata({"geo": json.dumps(geo)})
    return write_parquet(wider, (_with_points(b, wider) for b in batches), path)


def _with_points(batch: Any, schema: Any) -> Any:
    pairs = zip(batch.column("lat").to_pylist(), batch.column("lon").to_pylist(), strict=True)
    points = pa.array([_wkb(lat, lon) for lat, lon in pairs], pa.binary())
    return pa.RecordBatch.from_arrays([*batch.columns, points], schema=schema)


def _sqlite_type(kind: Any) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def write_sqlite(schema: Any, batches: Batches, path: Path, *, table: str) -> int:
    """Make or replace a table of a SQLite file; other tables of the file stay."""
    columns = ", ".join(f"{quote_name(f.name)} {_sqlite_type(f.type)}" for f in schema)
    marks = ", ".join("?" for _ in schema)
    written = 0
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.execute(f"DROP TABLE IF EXISTS {quote_name(table)}")
            connection.execute(f"CREATE TABLE {quote_name(table)} ({columns})")
            for batch in batches:
                rows = [tuple(cell(v) for v in row.values()) for row in batch.to_pylist()]
                connection.executemany(f"INSERT INTO {quote_name(table)} VALUES ({marks})", rows)
                written += len(rows)
    finally:
        connection.close()
    return written


def as_bytes(write: Callable[[Any, Batches, TextIO], int], schema: Any, batches: Batches, path: Path) -> int:
    """Write a text format to a file in UTF-8, newlines as the format has them."""
    with path.open("wb") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as stream:
        return write(schema, batches, stream)
