"""`marsad.duckdb`: nothing but views, macros and comments over the exact files of one snapshot.

It is written aside and swapped in with a rename, so that a person with an open session never blocks a batch and keeps
the snapshot that was opened. STORAGE_VERSION v1.0.0, so that DuckDB clients from 1.0 on can open it. Paths in it are
absolute: `marsad catalog` rewrites it where a lake was moved.

DuckDB (2.0 and before) opens a file it reads thrice: for its kind, for its header, for its blocks. A rename between the
second and the third gives a reader the header of one catalog and the blocks of the next: "No more data remaining in
MetadataReader", 13 times in 2,480 opens with a swap each 3 ms, once in 14,652 behind a real stream. All that differs in
the headers of two catalogs is where the list of free blocks begins, right behind the views. So the views are padded
until that place stands on a grid: the headers are then equal, byte for byte, and any of them goes with any blocks.
"""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from schemas.arrow import arrow_schema
from schemas.spec import tables
from warehouse.durable import move_into_place
from warehouse.errors import LakeError
from warehouse.failpoints import failpoint
from warehouse.read import connect, select_table
from warehouse.snapshots import Snapshot
from warehouse.sqltypes import quote_name, quote_text
from warehouse.viewfiles import macro_files, view_files, views_id

SNAPSHOT_VIEW = "lake_snapshot"
_GRID = 16
"""The list of free blocks begins at a multiple of so many pieces of 4 KiB, which a lake outgrows seldom."""
_PIECE = 4088
"""Bytes of a view that fit into one piece: 4 KiB less the pointer to the next."""
_TRIES = 3
"""The second writing lands on the grid, the third where the padding ran over into a new block."""
_HEADERS = (4096, 8192)
_DRAWN = "drawn"
FOLDER_VARIABLE = "marsad_tables"
"""DuckDB variable that a reader sets to read the catalog of a lake in a bucket over a copy of its tables."""


def _told_version() -> str:
    """Return the comment that tells by which definitions a catalog was made: another version of Marsad has others."""
    return f"Which state of the lake these views show; made by definitions {views_id()}"


def _snapshot_view(snapshot: Snapshot, padding: int) -> Iterator[str]:
    moment = snapshot.created_at.isoformat() if snapshot.created_at else None
    yield (
        f"CREATE OR REPLACE VIEW {SNAPSHOT_VIEW} AS SELECT {snapshot.number}::BIGINT AS snapshot,"
        f" {f'{quote_text(moment)}::TIMESTAMPTZ' if moment else 'NULL::TIMESTAMPTZ'} AS created_at,"
        f" {quote_text(snapshot.batch_id)} AS batch_id, {quote_text(snapshot.label)} AS label"
        f" WHERE '{' ' * (padding * _PIECE // 2)}' IS NOT NULL"  # DuckDB keeps a view as text and as a tree: twice
    )
    yield f"COMMENT ON VIEW {SNAPSHOT_VIEW} IS {quote_text(_told_version())}"
    for name, meaning in (
        ("snapshot", "Number of the snapshot: quote it to cite an answer"),
        ("created_at", "When it was committed, UTC"),
        ("batch_id", "Batch that made it"),
        ("label", "What that batch read"),
    ):
        yield f"COMMENT ON COLUMN {SNAPSHOT_VIEW}.{name} IS {quote_text(meaning)}"


def _table_views(snapshot: Snapshot, tables_folder: Path, address: str | None) -> Iterator[str]:
    at = f"coalesce(getvariable('{FOLDER_VARIABLE}'), {quote_text(address)})" if address else None
    for name, spec in tables().items():
        select = select_table(spec, snapshot.state(name), tables_folder / name, at=at)
        yield f"CREATE VIEW {quote_name(name)} AS {select}"
        yield f"COMMENT ON VIEW {quote_name(name)} IS {quote_text(spec.meaning)}"
        for field in arrow_schema(spec.row):
            meaning = field.metadata[b"meaning"].decode()
            yield f"COMMENT ON COLUMN {quote_name(name)}.{quote_name(field.name)} IS {quote_text(meaning)}"


def _named_views() -> Iterator[str]:
    for view in view_files():
        yield view.create
        yield f"COMMENT ON VIEW {quote_name(view.name)} IS {quote_text(view.question)}"
        for column, meaning in view.columns.items():
            yield f"COMMENT ON COLUMN {quote_name(view.name)}.{quote_name(column)} IS {quote_text(meaning)}"


def _macros() -> Iterator[str]:
    for macro in macro_files():
        yield macro.create
        yield f"COMMENT ON MACRO TABLE {quote_name(macro.name)} IS {quote_text(macro.question)}"


@contextmanager
def _drawn(snapshot: Snapshot, tables_folder: Path, address: str | None) -> Iterator[Any]:
    """Yield a connection with the views of a snapshot in memory, all but the one that pads.

    Half of the time goes to some 350 comments, each a statement; copying them all into a file takes a few milliseconds.
    """
    statements = [
        f"SET VARIABLE {FOLDER_VARIABLE} = {quote_text(str(tables_folder.absolute()))}",
        *_table_views(snapshot, tables_folder.absolute(), address),
        *_named_views(),
        *_macros(),
    ]
    connection = connect()
    try:
        connection.execute(f"ATTACH ':memory:' AS {_DRAWN}")
        for statement in (f"USE {_DRAWN}", "BEGIN", *statements, "COMMIT"):
            connection.execute(statement)  # one by one: a joined text takes twice as long
        yield connection
    finally:
        connection.close()


def _write(connection: Any, path: Path, snapshot: Snapshot, padding: int) -> None:
    """Write what is drawn to a file, `padding` pieces of 4 KiB too long."""
    for statement in (
        *_snapshot_view(snapshot, padding),
        f"ATTACH {quote_text(str(path))} AS written (STORAGE_VERSION 'v1.0.0')",
        f"COPY FROM DATABASE {_DRAWN} TO written (SCHEMA)",
        "DETACH written",
    ):
        connection.execute(statement)


def build_catalog(
    path: Path, snapshot: Snapshot, tables_folder: Path, *, padding: int = 0, address: str | None = None
) -> None:
    """Write a catalog file of a snapshot to `path`, which must not exist, `padding` pieces of 4 KiB too long.

    With `address`, s3://bucket/prefix/tables, its views read there and not in `tables_folder`, which DuckDB looks into
    only to learn the types of columns.
    """
    with _drawn(snapshot, tables_folder, address) as connection:
        _write(connection, path, snapshot, padding)


def is_of_this_version(session: Any) -> bool:
    """Tell whether the views of an open catalog are those that this version would write."""
    found = session.execute("SELECT comment FROM duckdb_views() WHERE view_name = ?", [SNAPSHOT_VIEW]).fetchall()
    return all(comment == _told_version() for (comment,) in found)


def free_list_place(path: Path) -> int:
    """Return behind how many pieces of 4 KiB the list of free blocks begins, by the newer header of a catalog file."""
    with path.open("rb") as stream:
        head = stream.read(_HEADERS[-1] + 48)
    newest = max((struct.unpack_from("<QQQQ", head, at + 8) for at in _HEADERS), key=lambda fields: fields[0])
    pointer: int = newest[2]
    return (pointer & (1 << 56) - 1) * 64 + (pointer >> 56)


def build_even_catalog(path: Path, snapshot: Snapshot, tables_folder: Path) -> None:
    """Write a catalog whose header is that of its neighbours in time: written, measured, written again with padding."""
    padding = 0
    with _drawn(snapshot, tables_folder, None) as connection:
        for _ in range(_TRIES):
            path.unlink(missing_ok=True)
            _write(connection, path, snapshot, padding)
            short = -free_list_place(path) % _GRID
            if not short:
                return
            padding += short


def swap_catalog(path: Path, snapshot: Snapshot, tables_folder: Path) -> None:
    """Replace the catalog at `path` by one of `snapshot`; whoever has the old one open keeps it."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.aside")
    try:
        failpoint("catalog.before_build")
        _remove_aside(aside)
        build_even_catalog(aside, snapshot, tables_folder)
        with aside.open("rb") as stream:
            os.fsync(stream.fileno())
        failpoint("catalog.built")
        move_into_place(aside, path, "catalog")
    except (duckdb.Error, OSError) as error:
        raise LakeError(
            f"The catalog could not be written: {error}",
            where=path,
            next_step="The batch is in the lake; `marsad catalog` writes the catalog again.",
        ) from error
    finally:
        _remove_aside(aside)


def _remove_aside(aside: Path) -> None:
    for leftover in (aside, aside.with_name(aside.name + ".wal")):
        with suppress(OSError):
            leftover.unlink()
