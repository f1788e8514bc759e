"""`marsad verify`: whether what lies there is what was written, and is true to itself.

Files first: size and SHA-256 of each live file, seals of the bookkeeping, the Delta log against the snapshot. Then
rows: keys, promised columns, and `checks/*.sql`, each a SELECT of wrong rows whose first comment line says what a
reader would misbelieve. DuckDB reads a flipped bit without a word in 45 % of cases (measured): hence the hashes.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.arrow import arrow_schema
from schemas.spec import TableSpec, tables
from warehouse.catalog import FOLDER_VARIABLE, SNAPSHOT_VIEW
from warehouse.delta import live_files, table_version
from warehouse.durable import sha256_of
from warehouse.errors import LakeError
from warehouse.lake import Lake
from warehouse.layout import Places
from warehouse.read import Reader
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    TableState,
    forget_states,
    newest_snapshot,
    read_snapshot,
    snapshot_numbers,
)
from warehouse.sqltypes import quote_name, quote_text

CHECKS = Path(__file__).parent / "checks"
_SHOWN = 20
"""Rows that a check names; the count is of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    check: str
    where: str
    """File, or table and key."""
    what: str
    believed: str
    """What a reader would misbelieve."""


def check_file(folder: Path, file: LiveFile) -> str | None:
    """Return what is wrong with a data file, or None."""
    path = folder / file.path
    try:
        size = path.stat().st_size
        if size != file.bytes:
            return f"has {size} bytes instead of {file.bytes}"
        return None if sha256_of(path) == file.sha256 else "has other content than was written"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error}"


def damaged_files(places: Places, snapshot: Snapshot) -> Iterator[tuple[str, LiveFile, str]]:
    """Yield (table, file, what is wrong) for each live file that is not as it was written."""
    for name, state in _readable_states(snapshot):
        for file in state.files:
            if wrong := check_file(places.table(name), file):
                yield name, file, wrong


def _readable_states(snapshot: Snapshot) -> Iterator[tuple[str, TableState]]:
    """Tables whose manifest can be read; the others are told as damaged bookkeeping."""
    for name in snapshot.tables:
        with suppress(LakeError):
            yield name, snapshot.state(name)


def _check_files(places: Places, snapshot: Snapshot) -> Iterator[Finding]:
    for name, file, wrong in damaged_files(places, snapshot):
        yield Finding(
            check="files",
            where=places.told(places.table(name) / file.path),
            what=wrong,
            believed=f"Answers from `{name}` may be wrong or missing without an error",
        )


def _check_bookkeeping(places: Places) -> Iterator[Finding]:
    for number in snapshot_numbers(places.snapshots):
        try:
            snapshot = read_snapshot(places.snapshots, number)
            for name in snapshot.tables:
                snapshot.state(name)
        except LakeError as error:
            believed = f"Snapshot {number} cannot be cited or read"
            yield Finding(check="bookkeeping", where=places.told(error.where), what=error.what, believed=believed)


def _check_delta(places: Places, snapshot: Snapshot) -> Iterator[Finding]:
    believed = "Programs that read the Delta tables see other rows than the catalog"
    for name, state in _readable_states(snapshot):
        where = places.told(places.table(name) / "_delta_log")
        try:
            live = live_files(places.table(name), state.version)
            newest = table_version(places.table(name))
        except LakeError as error:
            yield Finding(check="delta", where=where, what=error.what, believed=believed)
            continue
        ours = {f.path: (f.bytes, f.rows, f.month) for f in state.files}
        theirs = {p: (v["bytes"], v["rows"], v["month"]) for p, v in live.items()}
        if ours != theirs:
            apart = sorted(p for p in ours.keys() | theirs.keys() if ours.get(p) != theirs.get(p))
            what = f"differs from snapshot {snapshot.number} in {len(apart)} files: {', '.join(apart[:3])}"
            yield Finding(check="delta", where=where, what=what, believed=believed)
        elif newest != state.version and _is_quiet(places, snapshot):
            what = f"is at version {newest}, the snapshot at {state.version}: someone wrote to it without Marsad"
            yield Finding(check="delta", where=where, what=what, believed=believed)


def _is_quiet(places: Places, snapshot: Snapshot) -> bool:
    """Whether no batch was on its way: then all parts must agree."""
    return not places.pending.exists() and newest_snapshot(places.snapshots) == snapshot


def _check_catalog(places: Places, snapshot: Snapshot) -> Iterator[Finding]:
    try:
        with duckdb.connect(str(places.catalog), read_only=True) as session:
            session.execute(f"SET VARIABLE {FOLDER_VARIABLE} = {quote_text(str(places.tables))}")
            shown = session.execute(f"SELECT snapshot FROM {SNAPSHOT_VIEW}").fetchall()[0][0]
            for name in tables():
                session.execute(f"SELECT count(*) FROM {quote_name(name)}").fetchall()
        what = "" if shown == snapshot.number else f"shows snapshot {shown}, the lake is at {snapshot.number}"
    except duckdb.Error as error:
        what = f"cannot be read: {str(error).splitlines()[0]}"
    if what and _is_quiet(places, snapshot):
        believed = "People who open it see an old state or an error; `marsad catalog` writes it again"
        yield Finding(check="catalog", where=places.told(places.catalog), what=what, believed=believed)


def _check_raw(places: Places, reader: Reader) -> Iterator[Finding]:
    query = "SELECT warc_file, max(warc_offset + warc_bytes) AS ends FROM document GROUP BY 1 ORDER BY 1"
    for name, end in (row.values() for row in reader.sql(query).to_pylist()):
        size = places.store.raw_size(places, name)
        if size < end:
            what = "is missing" if size < 0 else f"ends at {size} but records reach to {end}"
            believed = "The captured bytes of its documents can no longer be shown or read again"
            yield Finding(check="raw", where=places.told(places.raw / name), what=what, believed=believed)


def _check_keys(reader: Reader, spec: TableSpec) -> Iterator[Finding]:
    keys = ", ".join(quote_name(k) for k in spec.key)
    query = f"SELECT concat_ws(' ', {keys}) AS id, count(*) AS n FROM {quote_name(spec.name)} GROUP BY {keys}"
    for row in reader.sql(f"{query} HAVING n > 1 ORDER BY id LIMIT {_SHOWN}").to_pylist():
        believed = "Whoever counts rows counts this one twice"
        where = f"{spec.name} {row['id']}"
        yield Finding(check="keys", where=where, what=f"is there {row['n']} times", believed=believed)


def _check_promises(reader: Reader, spec: TableSpec) -> Iterator[Finding]:
    promised = [f.name for f in arrow_schema(spec.row) if not f.nullable]
    counts = ", ".join(f"count(*) - count({quote_name(c)}) AS {quote_name(c)}" for c in promised)
    (row,) = reader.sql(f"SELECT {counts} FROM {quote_name(spec.name)}").to_pylist()
    for column, n in row.items():
        if n:
            what = f"{n} rows have no value in a column that promises one; `marsad rebuild` makes them anew"
            believed = "A value that was never asked for looks like one that is unknown"
            yield Finding(check="promises", where=f"{spec.name}.{column}", what=what, believed=believed)


def _check_meaning(reader: Reader, path: Path) -> Iterator[Finding]:
    text = path.read_text("utf-8")
    believed = text.splitlines()[0].removeprefix("-- ")
    query = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    rows = reader.sql(f"SELECT *, count(*) OVER () AS n FROM ({query}) ORDER BY id LIMIT {_SHOWN}").to_pylist()
    for row in rows:
        what = f"found {row['found']!r}, expected {row['expected']!r} ({row['n']} rows like this)"
        yield Finding(check=path.stem, where=str(row["id"]), what=what, believed=believed)


def _check_rows(reader: Reader, progress: Callable[[str], None]) -> Iterator[Finding]:
    for name, spec in tables().items():
        progress(f"keys of {name}")
        yield from _check_keys(reader, spec)
        yield from _check_promises(reader, spec)
    for path in sorted(CHECKS.glob("*.sql")):
        progress(path.stem.replace("_", " "))
        yield from _check_meaning(reader, path)


def verify(lake: Lake, *, rows: bool = True, progress: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """Return everything that is wrong with a lake; an empty list means that nothing was found.

    Without `rows` only files and bookkeeping are looked at. Rows are not looked at while a file is damaged: what
    they say could be an effect of the damage.
    """
    progress("bookkeeping")
    forget_states()
    with lake.places.store.afresh(lake.places) as places:
        return _verify(places, rows, progress)


def _verify(places: Places, rows: bool, progress: Callable[[str], None]) -> list[Finding]:  # noqa: FBT001  # one caller
    found = list(_check_bookkeeping(places))
    try:
        snapshot = newest_snapshot(places.snapshots)
    except LakeError:
        return found
    progress("files")
    found += _check_files(places, snapshot)
    found += _check_delta(places, snapshot)
    found += _check_catalog(places, snapshot)
    if rows and not any(f.check in ("files", "bookkeeping") for f in found):
        reader = Reader(places.tables, snapshot)
        found += _check_raw(places, reader)
        found += _check_rows(reader, progress)
        reader.close()
    return found
