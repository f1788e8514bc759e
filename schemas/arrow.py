"""Dataclass to Arrow: one field is one column, its type and its meaning are written once."""

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from schemas.spec import Trait, spec_of, tables

_SCALARS: dict[Any, Any] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    bytes: pa.binary(),
}


def _unwrap(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Split `Annotated[T, ...]` into T and what was annotated."""
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        return inner, tuple(notes)
    return hint, ()


def _optional(hint: Any) -> tuple[Any, bool]:
    """Split `T | None` into T and True."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a column has one type, not {hint}")
        return inner[0], True
    return hint, False


def _arrow_type(hint: Any) -> Any:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct(_arrow_fields(hint))
    raise TypeError(f"no Arrow type for {hint}")


def _arrow_fields(row: Any) -> list[Any]:
    hints = get_type_hints(row, include_extras=True)
    found = []
    for field in fields(row):
        hint, notes = _unwrap(hints[field.name])
        inner, nullable = _optional(hint)
        meaning = next((n for n in notes if isinstance(n, str)), "")
        metadata = {"meaning": meaning} | ({"volatile": "yes"} if Trait.VOLATILE in notes else {})
        found.append(pa.field(field.name, _arrow_type(inner), nullable=nullable, metadata=metadata))
    return found


def arrow_schema(row: type[Any]) -> Any:
    """Return the pyarrow schema of a row class; the meaning of a column is in its field's metadata."""
    return _schema_of_table(spec_of(row).name)


@cache
def _schema_of_table(name: str) -> Any:
    spec = tables()[name]
    return pa.schema(_arrow_fields(spec.row), metadata={"table": spec.name, "meaning": spec.meaning})


def volatile_columns(row: type[Any]) -> tuple[str, ...]:
    """Return the columns that say when or in which batch a row was written, not what was read."""
    return tuple(f.name for f in arrow_schema(row) if b"volatile" in (f.metadata or {}))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    return value


def row_to_dict(row: Any) -> dict[str, Any]:
    """Return a row as plain values: dicts for structs, lists for tuples; timestamps and dates stay."""
    plain: dict[str, Any] = _plain(row)
    return plain


def rows_to_arrow(row: type[Any], rows: Iterable[Any]) -> Any:
    """Return rows as an Arrow table with the full declared schema, also where it is empty or all null.

    Raises ValueError where a column declared without None holds one: the promise is ours, so it is loud.
    """
    schema = arrow_schema(row)
    table = pa.Table.from_pylist([row_to_dict(r) for r in rows], schema=schema)
    for field in schema:
        if not field.nullable and table.column(field.name).null_count:
            raise ValueError(f"{spec_of(row).name}.{field.name} is declared without null and holds one")
    return table


def _python_type(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_python_type(v, get_args(hint)[0]) for v in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _row_from(hint, value)
    return value


_TYPES: dict[type[Any], dict[str, Any]] = {}


def _types_of(row: type[Any]) -> dict[str, Any]:
    """Return the type of each field without None; worked out once: resolving hints costs more than a row."""
    if row not in _TYPES:
        hints = get_type_hints(row)
        _TYPES[row] = {f.name: _optional(hints[f.name])[0] for f in fields(row)}
    return _TYPES[row]


def _row_from(row: type[Any], values: dict[str, Any]) -> Any:
    return row(**{name: _python_type(values[name], kind) for name, kind in _types_of(row).items() if name in values})


def _column_from(values: list[Any], hint: Any) -> list[Any]:
    """Return a column in the types of its dataclass; most columns stay as they are."""
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if not is_dataclass(inner):
            return [None if v is None else tuple(v) for v in values]
    elif not is_dataclass(hint):
        return values
    return [_python_type(v, hint) for v in values]


def arrow_to_rows(row: type[Any], table: Any) -> list[Any]:
    """Return the rows of an Arrow table as instances of `row`; columns it does not declare are left out."""
    types = {name: kind for name, kind in _types_of(row).items() if name in table.column_names}
    columns = [_column_from(table.column(name).to_pylist(), kind) for name, kind in types.items()]
    return [row(**dict(zip(types, values, strict=True))) for values in zip(*columns, strict=True)]
