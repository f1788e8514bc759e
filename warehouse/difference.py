"""How two lakes, or two snapshots of one, differ: row by row, volatile columns apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.arrow import arrow_schema, volatile_columns
from schemas.spec import TableSpec, tables
from warehouse.plan import TableChange
from warehouse.read import Reader, connect
from warehouse.sqltypes import quote_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What has to be done to one table to make it like another."""

    added: int
    changed: int
    removed: int
    change: TableChange

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return bool(self.added or self.changed or self.removed)


def _apart(spec: TableSpec) -> str:
    volatile = volatile_columns(spec.row)
    names = [quote_name(f.name) for f in arrow_schema(spec.row) if f.name not in volatile]
    return " OR ".join(f"o.{n} IS DISTINCT FROM n.{n}" for n in names)


def compare_table(old: Reader, new: Reader, spec: TableSpec, *, keep: str = "false") -> Difference:
    """Return what makes `old` like `new` in one table; rows of `old` for which the SQL condition `keep` holds stay."""
    connection = connect()
    try:
        for name, reader in (("old_rows", old), ("new_rows", new)):
            connection.execute(f"CREATE VIEW {name} AS {reader.select(spec.name)}")
        keys = " AND ".join(f"o.{quote_name(k)} = n.{quote_name(k)}" for k in spec.key)
        first = quote_name(spec.key[0])
        gone = (
            f"SELECT {first} AS v, count(*) AS n FROM old_rows o WHERE NOT ({keep}) AND NOT EXISTS"
            f" (SELECT 1 FROM new_rows n WHERE {keys}) GROUP BY ALL ORDER BY v"
        )
        lost = connection.sql(gone).to_arrow_table()
        connection.register("lost", lost)
        counts = connection.execute(
            f"SELECT count(*) FILTER (o.{first} IS NULL), count(*) FILTER (o.{first} IS NOT NULL AND ({_apart(spec)}))"
            f" FROM new_rows n LEFT JOIN old_rows o ON {keys}"
        ).fetchall()[0]
        rows = connection.sql(
            f"SELECT n.* FROM new_rows n LEFT JOIN old_rows o ON {keys}"
            f" WHERE o.{first} IS NULL OR {_apart(spec)} OR n.{first} IN (SELECT v FROM lost)"
        ).to_arrow_table()
    finally:
        connection.close()
    removed = lost.column("v").to_pylist()
    change = TableChange(rows=_declared(spec, rows), remove={spec.key[0]: removed} if removed else {})
    return Difference(added=counts[0], changed=counts[1], removed=sum(lost.column("n").to_pylist()), change=change)


def _declared(spec: TableSpec, rows: Any) -> Any:
    import pyarrow as pa

    return rows.cast(pa.schema([f.with_nullable(True) for f in arrow_schema(spec.row)]))


def compare_lakes(old: Reader, new: Reader, *, keep: Mapping[str, str]) -> dict[str, Difference]:
    """Return the tables that differ, history tables apart; `keep` names rows of a table that only `old` need have."""
    found = {
        name: compare_table(old, new, spec, keep=keep.get(name, "false"))
        for name, spec in tables().items()
        if not spec.history
    }
    return {name: difference for name, difference in found.items() if difference}
