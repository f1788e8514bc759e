"""docs/tables.md is written from the dataclasses: `python -m schemas.docs > docs/tables.md`."""

from collections.abc import Iterator

from schemas.arrow import arrow_schema
from schemas.spec import TableSpec, tables

_PREFACE = (
    "Written from `schemas/` by `python -m schemas.docs`; a test compares. Volatile columns say when or in which"
    " batch a row was written and are left out when tables are compared; so are history tables."
)


def _columns(spec: TableSpec) -> Iterator[str]:
    for field in arrow_schema(spec.row):
        meta = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
        null = "yes" if field.nullable else "no"
        mark = " *(volatile)*" if "volatile" in meta else ""
        kind = str(field.type).replace("|", "\\|")
        yield f"| `{field.name}` | {kind} | {null} | {meta['meaning'].replace('|', chr(92) + '|')}{mark} |"


def describe_tables() -> str:
    """Return docs/tables.md as text."""
    parts = [
        "# Tables",
        _PREFACE,
    ]
    for spec in tables().values():
        month = f", by month of `{spec.month_of}`" if spec.month_of else ""
        history = ", history" if spec.history else ""
        parts.append(
            f"## {spec.name}\n{spec.meaning}\n\nKey: {', '.join(f'`{k}`' for k in spec.key)}{month}{history}.\n\n"
            "| column | type | null | meaning |\n|---|---|---|---|\n" + "\n".join(_columns(spec))
        )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_tables())
