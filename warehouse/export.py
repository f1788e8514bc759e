"""`marsad export TABLE`: rows for other programs, in the shapes that docs/lake.md tells.

`exports/<table>.sql` shapes tables that stand on others (a mention with its claims); any other table or view goes
out with its columns. Rows are streamed: an export larger than memory is fine.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from schemas.spec import tables
from warehouse.errors import LakeError
from warehouse.lake import Lake
from warehouse.read import Reader
from warehouse.sqltypes import quote_name
from warehouse.viewfiles import view_files

EXPORTS = Path(__file__).parent / "exports"
FORMATS = ("jsonl", "csv")


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


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


def to_json(row: dict[str, Any]) -> str:
    """Return a row as one line of JSON: dates in ISO 8601, Arabic as it is."""
    return json.dumps(row, ensure_ascii=False, default=_plain)


def exported_rows(reader: Reader, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows that an export of a table holds; raises LakeError for a name that is none."""
    for batch in reader.stream(_query(table)):
        yield from batch.to_pylist()


def export_rows(lake: Lake | Reader, table: str, *, stream: TextIO, format: str = "jsonl") -> int:  # noqa: A002  # the option's name
    """Write a table or view to a text stream and return how many rows were written.

    `csv` writes nested values as JSON; open the stream with `utf-8-sig` where Excel shall read the Arabic.
    """
    if format not in FORMATS:
        raise LakeError(
            f"No export format is called {format}", where=table, next_step=f"Formats: {', '.join(FORMATS)}."
        )
    rows = exported_rows(lake.reader() if isinstance(lake, Lake) else lake, table)
    return _write_jsonl(rows, stream) if format == "jsonl" else _write_csv(rows, stream)


def _write_jsonl(rows: Iterator[dict[str, Any]], stream: TextIO) -> int:
    written = 0
    for row in rows:
        stream.write(to_json(row) + "\n")
        written += 1
    return written


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=_plain) if isinstance(value, (list, dict)) else value


def _write_csv(rows: Iterator[dict[str, Any]], stream: TextIO) -> int:
    written = 0
    writer: Any = None
    for row in rows:
        if writer is None:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(row)
        writer.writerow([_cell(v) if not isinstance(v, (datetime, date)) else v.isoformat() for v in row.values()])
        written += 1
    return written
