"""Are two lakes the same? One hash per table, whatever the order of rows and files.

Volatile columns and history tables say how rows came to be, not what they are: they are left out.
"""

import hashlib

from schemas.arrow import arrow_schema, volatile_columns
from schemas.spec import TableSpec, tables
from warehouse.lake import Lake
from warehouse.read import Reader
from warehouse.sqltypes import quote_name


def _rows_query(spec: TableSpec) -> str:
    volatile = volatile_columns(spec.row)
    packed = ", ".join(
        f"{quote_name(f.name)} := {quote_name(f.name)}" for f in arrow_schema(spec.row) if f.name not in volatile
    )
    return f"SELECT sha256(to_json(struct_pack({packed}))::VARCHAR) AS h FROM {quote_name(spec.name)} ORDER BY h"


def table_hash(reader: Reader, spec: TableSpec) -> str:
    """Return the SHA-256 of a table's rows in order of their own hashes, in hex; a row that is there twice counts."""
    digest = hashlib.sha256()
    for batch in reader.stream(_rows_query(spec)):
        for row in batch.column("h").to_pylist():
            digest.update(row.encode())
    return digest.hexdigest()


def table_hashes(lake: Lake | Reader) -> dict[str, str]:
    """Return the hash of every table that is no history."""
    reader = lake.reader() if isinstance(lake, Lake) else lake
    return {name: table_hash(reader, spec) for name, spec in tables().items() if not spec.history}
