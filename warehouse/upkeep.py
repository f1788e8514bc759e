"""Upkeep: few files instead of many, short logs, no dead files; safe while readers and a writer run.

Each step takes the lock by itself and gives it back, so that a batch waits for one table, not for all of them.
Time is an argument. A file is deleted only when no snapshot that is kept names it, and the snapshot that was the
newest at `now - keep` is kept: so what is deleted was replaced before that moment, by the time that the
snapshots tell and not by the age of the file, and whoever opened the catalog since keeps all files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from schemas.spec import TableSpec, tables
from warehouse.commit import Change, TableCommit, commit_files, write_plans
from warehouse.delta import shorten_log
from warehouse.durable import sync_folder
from warehouse.errors import disk_errors
from warehouse.failpoints import failpoint
from warehouse.lake import Lake
from warehouse.layout import Places
from warehouse.lock import DEFAULT_WAIT_S
from warehouse.parts import MAX_ROWS_PER_FILE, join_parts, read_part
from warehouse.plan import TablePlan
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    TableState,
    read_snapshot,
    referenced_files,
    snapshot_numbers,
    snapshot_path,
)

SMALL_FILES = 3
"""A month with more small files than this is compacted: scans of many files are 2 to 10 times slower (measured)."""
_SMALL_ROWS = MAX_ROWS_PER_FILE // 2
_SMALL_BYTES = 32 << 20
GRACE = timedelta(hours=24)
KEEP = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkept:
    """What upkeep did."""

    files_before: int
    files_after: int
    snapshots_removed: int
    files_removed: int
    bytes_removed: int


def crowded_months(state: TableState, limit: int) -> dict[str | None, list[LiveFile]]:
    """Return the small files of each month that has more of them than `limit`."""
    months: dict[str | None, list[LiveFile]] = {}
    for file in state.files:
        if file.rows < _SMALL_ROWS and file.bytes < _SMALL_BYTES:
            months.setdefault(file.month, []).append(file)
    return {month: files for month, files in months.items() if len(files) > limit}


def _merge(places: Places, spec: TableSpec, crowded: dict[str | None, list[LiveFile]]) -> TablePlan:
    folder = places.table(spec.name)
    parts = tuple((month, join_parts([read_part(folder, spec, f) for f in files])) for month, files in crowded.items())
    return TablePlan(spec=spec, replaced=tuple(f for files in crowded.values() for f in files), parts=parts)


def compact_table(places: Places, base: Snapshot, name: str, *, now: datetime, limit: int = SMALL_FILES) -> Snapshot:
    """Rewrite the crowded months of one table, under the lock; no row changes."""
    crowded = crowded_months(base.state(name), limit)
    if not crowded:
        return base
    files: dict[str, TableCommit] = write_plans(places, [_merge(places, tables()[name], crowded)], base.number + 1)
    change = Change(batch_id=f"compact:{name}:{base.number + 1}", label=f"compaction of {name}")
    return commit_files(places, base, change, files, now=now, changes_data=False)


def compact(lake: Lake, *, now: datetime, limit: int = SMALL_FILES, wait_s: float = DEFAULT_WAIT_S) -> None:
    """Compact every table, taking the lock once per table."""
    for name in tables():
        if not crowded_months(lake.snapshot().state(name), limit):
            continue
        with lake.writer(wait_s=wait_s) as writer:
            compact_table(lake.places, writer.snapshot, name, now=now, limit=limit)


def checkpoint(lake: Lake, *, wait_s: float = DEFAULT_WAIT_S) -> None:
    """Write a checkpoint of each table's Delta log that has grown, and drop log entries older than its retention."""
    for name in tables():
        folder = lake.places.table(name)
        if (folder / "_delta_log").is_dir():
            with lake.writer(wait_s=wait_s), disk_errors("write a checkpoint", folder):
                failpoint("upkeep.before_checkpoint")
                shorten_log(folder)
                lake.places.store.keep_log(lake.places, name)
                failpoint("upkeep.checkpointed")


def kept_snapshots(snapshots: list[Snapshot], horizon: datetime) -> list[Snapshot]:
    """Return the snapshots to keep: the newest, those made after `horizon`, and the one that was current then."""
    after = [s for s in snapshots if s.created_at and s.created_at > horizon]
    before = [s for s in snapshots if s not in after]
    return [*before[-1:], *after]


def _delete(paths: list[Path], point: str) -> int:
    freed = 0
    with disk_errors("remove dead files", paths[0].parent if paths else "nothing"):
        for path in paths:
            freed += path.stat().st_size
            failpoint(f"{point}.before_remove")
            path.unlink()
        for folder in {p.parent for p in paths}:
            sync_folder(folder)
        failpoint(f"{point}.removed")
    return freed


def _dead_files(places: Places, kept: list[Snapshot]) -> list[Path]:
    """Files that no kept snapshot names: replaced ones, and what a crash left before its batch was decided."""
    dead: list[Path] = []
    for name in tables():
        alive = referenced_files(kept, name)
        folder = places.table(name)
        dead += [p for p in sorted(folder.rglob("*.parquet")) if p.relative_to(folder).as_posix() not in alive]
    return [p for p in dead if "_delta_log" not in p.parts]


def _dead_manifests(places: Places, kept: list[Snapshot]) -> list[Path]:
    alive = {places.snapshots / ref.manifest for s in kept for ref in s.tables.values()}
    return [p for p in sorted(places.snapshots.glob("*/v*.json")) if p not in alive]


def vacuum(
    lake: Lake, *, now: datetime, keep: timedelta = KEEP, grace: timedelta = GRACE, wait_s: float = DEFAULT_WAIT_S
) -> tuple[int, int, int]:
    """Drop snapshots older than `keep` and the files that none of the rest names.

    Returns how many snapshots, data files and bytes went. Raises ValueError where `keep` is shorter than
    `grace`: readers that opened a snapshot within it must find its files.
    """
    if keep < grace:
        raise ValueError(f"snapshots must be kept for at least the grace of readers, {grace}")
    with lake.writer(wait_s=wait_s):
        folder = lake.places.snapshots
        lake.places.store.bring_snapshots(lake.places)
        snapshots = [read_snapshot(folder, n) for n in snapshot_numbers(folder)]
        kept = kept_snapshots(snapshots, now - keep)
        old = [snapshot_path(folder, s.number) for s in snapshots if s not in kept]
        dead = _dead_files(lake.places, kept)
        freed = _delete(old, "vacuum.snapshot") + _delete(_dead_manifests(lake.places, kept), "vacuum.manifest")
        freed += _delete(dead, "vacuum.file")
        return lake.places.store.sweep(kept, grace.total_seconds()) or (len(old), len(dead), freed)


def _count_files(lake: Lake) -> int:
    return sum(ref.files for ref in lake.snapshot().tables.values())


def upkeep(
    lake: Lake,
    *,
    now: datetime,
    keep: timedelta = KEEP,
    grace: timedelta = GRACE,
    progress: Callable[[str], None] = lambda _: None,
) -> Upkept:
    """Compact, checkpoint and vacuum; `progress` is told what is being done."""
    before = _count_files(lake)
    progress("compacting")
    compact(lake, now=now)
    progress("checkpointing")
    checkpoint(lake)
    progress("removing dead files")
    snapshots, files, freed = vacuum(lake, now=now, keep=keep, grace=grace)
    return Upkept(
        files_before=before,
        files_after=_count_files(lake),
        snapshots_removed=snapshots,
        files_removed=files,
        bytes_removed=freed,
    )
