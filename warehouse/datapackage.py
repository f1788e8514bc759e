"""`<file>.datapackage.json` beside an export: what the columns mean, of which state of the lake, with which credits.

Frictionless Data Package 1: https://specs.frictionlessdata.io/data-package/
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.spec import tables
from warehouse.export import EXPORTS, _query
from warehouse.exportformats import hxl_tags
from warehouse.identical import table_hash
from warehouse.lake import Lake
from warehouse.read import Reader
from warehouse.viewfiles import view_files

_MEDIA = {
    "csv": "text/csv", "excel": "text/csv", "hxl": "text/csv", "jsonl": "application/x-ndjson",
    "ninjs": "application/x-ndjson", "geojson": "application/geo+json", "parquet": "application/vnd.apache.parquet",
    "geoparquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3",
}  # fmt: skip
_CREDITS = (
    {"title": "GeoNames: names and points of places, CC BY 4.0", "path": "https://www.geonames.org/"},
    {"title": "Unicode CLDR: names of countries", "path": "https://cldr.unicode.org/"},
    {"title": "ACLED codebook: names of event types; no data of ACLED", "path": "https://acleddata.com/"},
    {"title": "UCDP: scales of precision; no data of UCDP", "path": "https://ucdp.uu.se/"},
)
# Where a column of a view was not described, it means what it means in these tables, the first that has it.
_TABLES = ("event", "mention", "claim", "article", "quantity", "story", "event_history", "batch")


def _meanings(table: str) -> dict[str, str]:
    """Return what each column means: by the view's own comments, else as in the table or those it stands on."""
    views = {v.name: v.columns for v in view_files()}
    found: dict[str, str] = {}
    for name in reversed((table, *_TABLES) if table in tables() else _TABLES):
        found |= {f.name: f.metadata[b"meaning"].decode() for f in arrow_schema(tables()[name].row)}
    return found | views.get(table, {})


_TYPES: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_list, "array"),
    (pa.types.is_struct, "object"),
)


def _type(kind: Any) -> str:
    """Return the Frictionless type of an Arrow type."""
    return next((name for holds, name in _TYPES if holds(kind)), "string")


def _fields(reader: Reader, table: str, format: str) -> list[dict[str, str]]:  # noqa: A002  # the option's name
    meanings = _meanings(table)
    schema = reader.stream(_query(table)).schema
    chosen = [f for f in schema if format != "hxl" or f.name in hxl_tags()]
    return [
        {"name": f.name, "type": _type(f.type)} | ({"description": meanings[f.name]} if f.name in meanings else {})
        for f in chosen
    ]


def _provenance(reader: Reader) -> dict[str, Any]:
    versions = reader.sql(
        "SELECT list(DISTINCT code_version ORDER BY code_version) AS code,"
        " list(DISTINCT knowledge_hash ORDER BY knowledge_hash) AS knowledge FROM batch"
    ).to_pylist()[0]
    snapshot = reader.snapshot
    return {
        "snapshot": snapshot.number,
        "created_at": snapshot.created_at.isoformat() if snapshot.created_at else None,
        "batch_id": snapshot.batch_id,
        "code_versions": versions["code"] or [],
        "knowledge_hashes": versions["knowledge"] or [],
        "table_hashes": {
            n: table_hash(reader, tables()[n]) for n in ("article", "mention", "quantity", "claim", "event")
        },
    }


def describe_export(lake: Lake | Reader, table: str, path: Path, *, format: str) -> dict[str, Any]:  # noqa: A002  # the option's name
    """Return the data package of one exported file: schema, bytes, hash, provenance, credits."""
    reader = lake.reader() if isinstance(lake, Lake) else lake
    content = path.read_bytes()
    schema: dict[str, Any] = {"fields": _fields(reader, table, format), "missingValues": [""]}
    if table in tables() and not (EXPORTS / f"{table}.sql").exists():
        schema["primaryKey"] = list(tables()[table].key)
    views = {v.name: v.question for v in view_files()}
    return {
        "profile": "data-package",
        "name": table.replace("_", "-"),
        "title": f"Marsad: {table}",
        "description": views.get(table) or tables()[table].meaning,
        "resources": [
            {
                "name": table.replace("_", "-"), "path": path.name, "format": format, "mediatype": _MEDIA[format],
                "encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": schema,
            }
        ],
        "sources": list(_CREDITS),
        "provenance": _provenance(reader),
        "notice": "Rows say what articles report, not what is true. The words in them belong to their outlets.",
    }  # fmt: skip


def write_package(lake: Lake | Reader, table: str, path: Path, *, format: str) -> Path:  # noqa: A002  # the option's name
    """Write the data package beside an exported file and return its path."""
    beside = path.with_name(f"{path.name}.datapackage.json")
    package = describe_export(lake, table, path, format=format)
    beside.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return beside
