"""All tables of one batch or none, and nothing twice.

The order, with what a crash leaves behind, is drawn in docs/lake.md. In short: write the data files; write
`pending.json`, which names them all (from here on the batch will be finished, by us or by whoever takes the lock
next); one Delta transaction per table with the batch's id; the manifests; the snapshot, which makes it visible;
the catalog; remove `pending.json`.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.spec import tables
from warehouse.catalog import swap_catalog
from warehouse.delta import drop_torn_entries, has_transaction, open_table, refuse_other_types, write_transaction
from warehouse.durable import remove_file
from warehouse.errors import LakeError, disk_errors
from warehouse.failpoints import failpoint
from warehouse.layout import Places
from warehouse.parts import write_parts
from warehouse.plan import TableChange, TablePlan, plan_table
from warehouse.read import connect
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    TableState,
    newest_snapshot,
    read_sealed,
    read_snapshot,
    replace_sealed,
    write_snapshot,
    write_state,
)
from warehouse.sqltypes import Layout, layout_id, layout_of

LEDGER = "batch"
"""The table whose log carries the id of every batch, also of one that brings no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that one batch brings."""

    batch_id: str
    label: str
    tables: Mapping[str, TableChange] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCommit:
    """The files that a batch adds to and takes from one table; all of them are on disk."""

    adds: tuple[LiveFile, ...] = ()
    removes: tuple[LiveFile, ...] = ()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    """Columns of the files in `adds`, by the ids of their layouts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A batch that is decided but perhaps not finished."""

    batch_id: str
    label: str
    number: int
    created_at: datetime
    changes_data: bool
    layouts: dict[str, Layout]
    tables: dict[str, TableCommit]


def has_batch(places: Places, batch_id: str) -> bool:
    """Whether a batch is in the lake."""
    return has_transaction(places.table(LEDGER), batch_id)


def plan_batch(places: Places, base: Snapshot, change: Change) -> list[TablePlan]:
    """Return what a batch does to each table that it really changes; raises ValueError for an undeclared table."""
    if unknown := set(change.tables) - set(tables()):
        raise ValueError(f"no table is called {', '.join(sorted(unknown))}")
    connection = connect()
    try:
        plans = [
            plan_table(connection, tables()[name], base.state(name), places.table(name), change.tables[name])
            for name in sorted(change.tables)
        ]
    except duckdb.Error as error:
        raise LakeError(
            f"The rows that are there could not be read: {error}",
            where=places.tables,
            next_step="Nothing of this batch was written. Run `marsad verify` to see which file is at fault.",
        ) from error
    finally:
        connection.close()
    return [p for p in plans if p.parts or p.replaced]


def _check_tables(places: Places, base: Snapshot, names: set[str]) -> None:
    """Refuse what would fail halfway: a table that someone else wrote to, a column that changed its type."""
    for name in sorted(names):
        found, version = open_table(places.table(name)), base.state(name).version
        refuse_other_types(found, places.table(name), tables()[name])
        if found is not None and found.version() != max(version, 0):
            raise LakeError(
                f"`{name}` is at version {found.version()} but the snapshot says {version}",
                where=places.table(name),
                next_step="Someone wrote to it without Marsad: `marsad repair` brings it back to the snapshot.",
            )


def write_plans(places: Places, plans: list[TablePlan], number: int) -> dict[str, TableCommit]:
    """Write the data files of a batch; on any failure those already written are removed again."""
    done: dict[str, TableCommit] = {}
    written: list[Path] = []
    try:
        for plan in plans:
            folder = places.table(plan.spec.name)
            adds: list[LiveFile] = []
            for month, rows in plan.parts:
                for file in write_parts(folder, plan.spec, month, rows, number):
                    written.append(folder / file.path)
                    adds.append(file)
            done[plan.spec.name] = TableCommit(adds=tuple(adds), removes=plan.replaced, layouts=_layouts(plan))
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return done


def commit_files(
    places: Places, base: Snapshot, change: Change, files: dict[str, TableCommit], *, now: datetime, changes_data: bool
) -> Snapshot:
    """Decide a batch whose data files are written, and finish it."""
    pending = Pending(
        batch_id=change.batch_id,
        label=change.label,
        number=base.number + 1,
        created_at=now,
        changes_data=changes_data,
        layouts={key: layout for commit in files.values() for key, layout in commit.layouts.items()},
        tables=files,
    )
    body = asdict(pending) | {"created_at": now.isoformat()}
    places.store.decide(places, body)
    replace_sealed(places.pending, body, "pending")
    return finish(places, pending)


def _layouts(plan: TablePlan) -> dict[str, Layout]:
    """Return the columns of what a plan writes: those declared, and what rows of a newer Marsad hold besides."""
    layouts = [layout_of(rows.schema) for _, rows in plan.parts]
    return {layout_id(layout): layout for layout in layouts}


def read_pending(places: Places) -> Pending | None:
    """Return the batch that was decided but not finished, if there is one."""
    if not places.pending.exists():
        return None
    body = read_sealed(places.pending)
    commits = {
        name: TableCommit(
            adds=tuple(LiveFile(**f) for f in c["adds"]), removes=tuple(LiveFile(**f) for f in c["removes"])
        )
        for name, c in body.pop("tables").items()
    }
    body["created_at"] = datetime.fromisoformat(body["created_at"])
    body["layouts"] = {k: tuple((n, t) for n, t in v) for k, v in body["layouts"].items()}
    return Pending(tables=commits, **body)


def finish(places: Places, pending: Pending) -> Snapshot:
    """Take a decided batch to its end; may be called again after a crash at any point of it."""
    with disk_errors("finish a batch", places.root):
        return _finish(places, pending, read_snapshot(places.snapshots, pending.number - 1))


def _finish(places: Places, pending: Pending, base: Snapshot) -> Snapshot:
    refs = dict(base.tables)
    for name, commit in pending.tables.items():
        version = _commit_table(places, base, pending, name, commit)
        refs[name] = write_state(places.snapshots, _next_state(base.state(name), pending, name, version))
    snapshot = replace(base, number=pending.number, created_at=pending.created_at, batch_id=pending.batch_id)
    snapshot = replace(snapshot, label=pending.label, tables=refs)
    places.store.publish(places, base, snapshot)
    write_snapshot(snapshot)
    swap_catalog(places.catalog, snapshot, places.tables)
    remove_file(places.pending, "pending")
    return snapshot


def _commit_table(places: Places, base: Snapshot, pending: Pending, name: str, commit: TableCommit) -> int:
    folder = places.table(name)
    drop_torn_entries(folder, base.state(name).version)
    return write_transaction(
        folder,
        tables()[name],
        batch_id=pending.batch_id,
        adds=commit.adds,
        removes=commit.removes,
        changes_data=pending.changes_data,
        at=pending.created_at,
    )


def _next_state(state: TableState, pending: Pending, name: str, version: int) -> TableState:
    commit = pending.tables[name]
    gone = {f.path for f in commit.removes}
    files = sorted([*(f for f in state.files if f.path not in gone), *commit.adds], key=lambda f: f.path)
    used = {f.layout for f in files}
    return TableState(
        table=name,
        version=version,
        files=tuple(files),
        layouts={k: v for k, v in (state.layouts | pending.layouts).items() if k in used},
    )


def settle(places: Places) -> Snapshot:
    """Finish what a crash left behind, under the lock; return the newest snapshot."""
    pending = read_pending(places)
    if pending is not None:
        with disk_errors("finish a batch", places.root):
            failpoint("settle.before_finish")
        return finish(places, pending)
    return newest_snapshot(places.snapshots)


def commit_batch(places: Places, base: Snapshot, change: Change, *, now: datetime) -> Snapshot:
    """Commit a batch on top of `base`, under the lock; a batch that is in the lake already changes nothing."""
    if now.tzinfo is None:
        raise ValueError("now must say its time zone")
    if has_batch(places, change.batch_id):
        return base
    plans = plan_batch(places, base, change)
    _check_tables(places, base, {LEDGER, *(p.spec.name for p in plans)})
    files: dict[str, Any] = write_plans(places, plans, base.number + 1)
    files.setdefault(LEDGER, TableCommit())
    return commit_files(places, base, change, files, now=now, changes_data=True)
