"""Arrow types in DuckDB's words, and names and values quoted for SQL."""

import hashlib
import json
from typing import Any

import pyarrow as pa

_SCALARS = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
    pa.binary(): "BLOB",
}

Layout = tuple[tuple[str, str], ...]


def quote_name(name: str) -> str:
    """Return an identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Return a text literal in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def sql_type(kind: Any) -> str:
    """Return the DuckDB type of an Arrow type that `schemas/` may use."""
    if pa.types.is_list(kind):
        return sql_type(kind.value_type) + "[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f"{quote_name(f.name)} {sql_type(f.type)}" for f in kind) + ")"
    return _SCALARS[kind]


def layout_of(schema: Any) -> Layout:
    """Return names and DuckDB types of a schema's columns."""
    return tuple((f.name, sql_type(f.type)) for f in schema)


def layout_id(layout: Layout) -> str:
    """Return a short id of a layout."""
    return hashlib.sha256(json.dumps(layout).encode()).hexdigest()[:12]
