"""How a dataclass becomes a table: its key, its month, its volatile columns."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

Row = TypeVar("Row")


class Trait(Enum):
    """What a column is besides its type; named in the `Annotated` of a field."""

    VOLATILE = "volatile"
    """Depends on when or in which batch a row was written; left out when tables are compared."""


VOLATILE = Trait.VOLATILE


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """What the warehouse needs to know of a table beside its columns."""

    name: str
    key: tuple[str, ...]
    month_of: str | None
    history: bool
    row: type[Any]

    @property
    def meaning(self) -> str:
        """The first paragraph of the dataclass's docstring: what one row is."""
        return (self.row.__doc__ or "").split("\n\n")[0].strip()


def table(
    *, key: tuple[str, ...], month_of: str | None = None, history: bool = False
) -> Callable[[type[Row]], type[Row]]:
    """Declare a dataclass to be a table.

    `key` names the columns that are unique together; `month_of` the date or timestamp column whose month
    partitions the table (rows without it form a partition of their own). A `history` table tells how and when
    rows came to be: it is left out when two lakes are compared.
    """

    def declare(row: type[Row]) -> type[Row]:
        name = "".join("_" + c.lower() if c.isupper() else c for c in row.__name__).lstrip("_")
        row.__table__ = TableSpec(name=name, key=key, month_of=month_of, history=history, row=row)  # type: ignore[attr-defined]
        return row

    return declare


def spec_of(row: type[Any]) -> TableSpec:
    """Return the table that a row class declares; raises TypeError for a class that declares none."""
    spec = getattr(row, "__table__", None)
    if not isinstance(spec, TableSpec):
        raise TypeError(f"{row.__name__} is no table: it lacks @table(key=...)")
    return spec


@cache
def tables() -> dict[str, TableSpec]:
    """Return every table by name, found by listing the modules of this package."""
    package = import_module("schemas")
    found: dict[str, TableSpec] = {}
    for module in sorted(m.name for m in iter_modules(package.__path__)):
        for value in vars(import_module(f"schemas.{module}")).values():
            spec = getattr(value, "__table__", None)
            if isinstance(spec, TableSpec) and value.__module__ == f"schemas.{module}":
                found[spec.name] = spec
    return dict(sorted(found.items()))
