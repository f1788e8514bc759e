"""`marsad repair`, the lake's part: bring bookkeeping, Delta logs and catalog back to what the files say.

What is lost with a damaged data file cannot be known here: the file is set aside, its rows leave the lake, and the
rooms above read the captured bytes again. Nothing is deleted: what is set aside lies in `damaged/`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.spec import TableSpec, tables
from warehouse.catalog import swap_catalog
from warehouse.commit import (
    LEDGER,
    Change,
    Pending,
    TableCommit,
    commit_files,
    finish,
    read_pending,
)
from warehouse.delta import adopt_files, has_transaction, live_files, table_version, undo_transaction
from warehouse.durable import make_folder, remove_file, replace_file, sync_folder
from warehouse.errors import LakeError
from warehouse.format import FORMAT, check_format, format_bytes, read_format
from warehouse.layout import Places
from warehouse.lock import DEFAULT_WAIT_S, committer_lock
from warehouse.read import Reader
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    TableState,
    read_sealed,
    read_snapshot,
    snapshot_numbers,
    snapshot_path,
    state_from_body,
    write_snapshot,
    write_state,
)
from warehouse.sqltypes import Layout, layout_id, layout_of
from warehouse.verify import check_file, damaged_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was mended, in sentences, and how many rows each table lost with damaged files."""

    done: tuple[str, ...]
    lost: dict[str, int]


def _set_aside(places: Places, path: Path) -> None:
    """Move a file below `damaged/`, keeping its place in the lake."""
    target = places.damaged / path.relative_to(places.root)
    make_folder(target.parent)
    if path.exists():
        path.replace(target)
        sync_folder(path.parent)


def settle_or_undo(places: Places) -> Iterator[str]:
    """Finish the pending batch if all its files are whole; else take it back out of the tables it had reached."""
    try:
        pending = read_pending(places)
    except LakeError:
        _set_aside(places, places.pending)
        yield "A pending batch could not be read and was set aside; its inputs must be ingested again."
        return
    if pending is None:
        return
    broken = [f for n, c in pending.tables.items() for f in c.adds if check_file(places.table(n), f)]
    if not broken:
        finish(places, pending)
        yield f"Batch {pending.batch_id} was finished."
        return
    _undo(places, pending)
    yield f"Batch {pending.batch_id} was rolled back ({len(broken)} of its files are damaged); ingest it again."


def _undo(places: Places, pending: Pending) -> None:
    for name, commit in pending.tables.items():
        if has_transaction(places.table(name), pending.batch_id):
            undo_transaction(
                places.table(name),
                tables()[name],
                batch_id=pending.batch_id,
                adds=commit.removes,
                removes=commit.adds,
                at=pending.created_at,
            )
    snapshot = read_snapshot(places.snapshots, pending.number - 1)
    refs = dict(snapshot.tables)
    for name in pending.tables:
        refs[name] = write_state(places.snapshots, _at_delta_version(places, snapshot.state(name)))
    undone = replace(snapshot, number=pending.number, created_at=pending.created_at, tables=refs)
    write_snapshot(replace(undone, batch_id=f"undo:{pending.batch_id}", label=f"{pending.label} (rolled back)"))
    remove_file(places.pending, "pending")


def _at_delta_version(places: Places, state: TableState) -> TableState:
    return replace(state, version=table_version(places.table(state.table)))


def file_from_disk(folder: Path, path: str, month: str | None) -> tuple[LiveFile, Layout]:
    """Describe a data file by looking at it; raises LakeError where it is damaged."""
    try:
        data = (folder / path).read_bytes()
        parquet = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True)
        rows = parquet.read().num_rows
    except (OSError, pa.ArrowException) as error:
        raise LakeError("A data file is damaged", where=folder / path, next_step="It is set aside.") from error
    layout = layout_of(parquet.schema_arrow)
    digest = hashlib.sha256(data).hexdigest()
    file = LiveFile(path=path, month=month, rows=rows, bytes=len(data), sha256=digest, layout=layout_id(layout))
    return file, layout


def state_from_delta(places: Places, spec: TableSpec) -> TableState:
    """Describe a table from its Delta log and its files, without any manifest; damaged files are left out."""
    folder = places.table(spec.name)
    files: list[LiveFile] = []
    layouts: dict[str, Layout] = {}
    for path, live in sorted(live_files(folder).items()):
        try:
            file, layout = file_from_disk(folder, path, live["month"])
        except LakeError:
            _set_aside(places, folder / path)
            continue
        files.append(file)
        layouts[file.layout] = layout
    return TableState(table=spec.name, version=table_version(folder), files=tuple(files), layouts=layouts)


def _newest_manifest(places: Places, spec: TableSpec) -> TableState | None:
    """Return the newest manifest of a table that is whole."""
    for path in sorted((places.snapshots / spec.name).glob("v*.json"), reverse=True):
        try:
            return state_from_body(read_sealed(path))
        except LakeError:
            _set_aside(places, path)
    return None


def _rebuild_snapshot(places: Places, number: int, now: datetime) -> Snapshot:
    refs = {}
    for name, spec in tables().items():
        if (places.table(name) / "_delta_log").is_dir():
            state = _newest_manifest(places, spec) or state_from_delta(places, spec)
            refs[name] = write_state(places.snapshots, state)
    return Snapshot(
        number=number,
        created_at=now,
        batch_id=f"repair:{number}",
        label="snapshot rebuilt from the tables",
        tables=refs,
        folder=places.snapshots,
    )


def _mend_format(places: Places) -> Iterator[str]:
    """Write `lake.json` again where it says nothing: a lake with a folder of snapshots has today's format.

    Raises LakeError for a lake of another format: what this version knows nothing of would be taken for damage.
    """
    try:
        read_format(places)
    except LakeError:
        number = FORMAT if places.snapshots.is_dir() else 0
        replace_file(places.format_file, format_bytes(number), "format")
        yield f"lake.json was written again (format {number})."
    check_format(places)


def mend_snapshots(places: Places, now: datetime) -> Iterator[str]:
    """Set damaged snapshots aside; where the newest is among them, rebuild it from manifests or Delta logs."""
    numbers = snapshot_numbers(places.snapshots)
    for number in numbers:
        try:
            snapshot = read_snapshot(places.snapshots, number)
            for name in snapshot.tables:
                snapshot.state(name)
        except LakeError as error:
            _set_aside(places, snapshot_path(places.snapshots, number))
            yield f"Snapshot {number} was damaged ({error.what}) and set aside."
            if number == numbers[-1]:
                write_snapshot(_rebuild_snapshot(places, number + 1, now))
                yield f"Snapshot {number + 1} was rebuilt from the tables."


def _mend_delta(places: Places, snapshot: Snapshot, name: str, now: datetime) -> Iterator[str]:
    state, folder = snapshot.state(name), places.table(name)
    try:
        live = set(live_files(folder))
    except LakeError:
        _set_aside(places, folder / "_delta_log")
        live = set()
    ours = {f.path for f in state.files}
    if live != ours or not (folder / "_delta_log").is_dir():
        batches = _known_batches(places, snapshot) if name == LEDGER else ()
        adopt_files(folder, tables()[name], state.files, removes=live - ours, batches=batches, at=now)
        yield f"The Delta log of `{name}` was brought back to snapshot {snapshot.number}."


def _known_batches(places: Places, snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of the batches that are in the lake, so that none of them is taken twice after its log was lost."""
    named = [read_snapshot(places.snapshots, n).batch_id for n in snapshot_numbers(places.snapshots)]
    rows = Reader(places.tables, snapshot).table(LEDGER, columns=["batch_id"]).column("batch_id").to_pylist()
    return tuple(sorted({*named, *rows}))


def drop_damaged(places: Places, snapshot: Snapshot, now: datetime) -> tuple[Snapshot, dict[str, int]]:
    """Take damaged data files out of the lake; return the new snapshot and the rows that each table lost."""
    lost: dict[str, int] = {}
    commits: dict[str, TableCommit] = {}
    for name, file, _ in damaged_files(places, snapshot):
        lost[name] = lost.get(name, 0) + file.rows
        held = commits.get(name, TableCommit())
        commits[name] = TableCommit(removes=(*held.removes, file))
    if not commits:
        return snapshot, lost
    for name, commit in commits.items():
        for file in commit.removes:
            _set_aside(places, places.table(name) / file.path)
    commits.setdefault(LEDGER, TableCommit())
    change = Change(batch_id=f"repair:{snapshot.number + 1}", label="damaged files taken out")
    return commit_files(places, snapshot, change, commits, now=now, changes_data=True), lost


def repair(places: Places, *, now: datetime, wait_s: float = DEFAULT_WAIT_S) -> Repaired:
    """Mend what can be mended without the captured bytes; see `Repaired.lost` for what must be read again."""
    places.store.refuse("repair")
    with committer_lock(places.lock, wait_s):
        done = [*_mend_format(places), *settle_or_undo(places)]
        done += mend_snapshots(places, now)
        snapshot = read_snapshot(places.snapshots, max(snapshot_numbers(places.snapshots), default=0))
        for name in snapshot.tables:
            done += _mend_delta(places, snapshot, name, now)
        snapshot = _restate(places, snapshot, now)
        snapshot, lost = drop_damaged(places, snapshot, now)
        done += [f"`{name}` lost {rows} rows with damaged files." for name, rows in lost.items()]
        swap_catalog(places.catalog, snapshot, places.tables)
    return Repaired(done=tuple(done), lost=lost)


def _restate(places: Places, snapshot: Snapshot, now: datetime) -> Snapshot:
    """Write a snapshot that names the versions that the Delta logs have now, where mending moved them."""
    states = {name: _at_delta_version(places, snapshot.state(name)) for name in snapshot.tables}
    if all(states[name].version == snapshot.tables[name].version for name in states):
        return snapshot
    restated = replace(
        snapshot,
        number=snapshot.number + 1,
        created_at=now,
        batch_id=f"repair:{snapshot.number + 1}",
        label="Delta logs mended",
        tables={name: write_state(places.snapshots, state) for name, state in states.items()},
    )
    write_snapshot(restated)
    return restated
