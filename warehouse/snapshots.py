"""A snapshot: one version of every table, with the exact files, their sizes and SHA-256.

`snapshots/N.json` is the commit point of the lake: a batch is in the lake from the moment that its snapshot has a
name. It names one manifest per table, `snapshots/<table>/v<version>-<hash>.json`, which lists that table's live
files; tables that a batch left alone keep their manifest. Each file carries its own hash.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.durable import make_folder, put_if_absent, replace_file
from warehouse.errors import LakeError

_REPAIR = "Run `marsad verify` to see what else is wrong and `marsad repair` to mend it."


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFile:
    """One Parquet file of a table."""

    path: str
    """Below the table's folder, with forward slashes."""
    month: str | None
    """`2016-10`, or None where the table has no months or the row no date."""
    rows: int
    bytes: int
    sha256: str
    layout: str
    """Names and types of the columns that the file holds, as an id into `TableState.layouts`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """One table at one snapshot."""

    table: str
    version: int
    """Version of the Delta table with the same files; -1 where nothing was ever written."""
    files: tuple[LiveFile, ...] = ()
    layouts: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows in all live files."""
        return sum(f.rows for f in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRef:
    """What a snapshot says of a table without opening its manifest."""

    version: int
    rows: int
    files: int
    bytes: int
    manifest: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One state of the whole lake."""

    number: int
    created_at: datetime | None
    batch_id: str
    label: str
    tables: dict[str, TableRef] = field(default_factory=dict)
    folder: Path

    def state(self, table: str) -> TableState:
        """Return a table's files at this snapshot; an empty state where nothing was ever written."""
        ref = self.tables.get(table)
        return _read_state(self.folder, ref) if ref else TableState(table=table, version=-1)

    def rows(self, table: str) -> int:
        """Return how many rows a table has at this snapshot."""
        ref = self.tables.get(table)
        return ref.rows if ref else 0


def seal(body: Mapping[str, Any]) -> bytes:
    """Return JSON that carries the hash of its body."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f'{{"sha256":"{digest}","body":{text}}}\n'.encode()


def unseal(data: bytes, path: object) -> dict[str, Any]:
    """Return the body of sealed JSON; raises LakeError where the hash does not fit."""
    try:
        sealed = json.loads(data)
        body: dict[str, Any] = sealed["body"]
        fits = seal(body) == data
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise LakeError("A file of the lake's bookkeeping is damaged", where=path, next_step=_REPAIR)
    return body


def read_sealed(path: Path) -> dict[str, Any]:
    """Return the body of a sealed JSON file; raises LakeError where it is missing, cut or changed."""
    try:
        return unseal(path.read_bytes(), path)
    except FileNotFoundError as error:
        raise LakeError("A file of the lake's bookkeeping is missing", where=path, next_step=_REPAIR) from error


def replace_sealed(path: Path, body: dict[str, Any], point: str) -> None:
    """Write sealed JSON over `path`."""
    replace_file(path, seal(body), point)


def forget_states() -> None:
    """Read manifests from disk again: verification must not trust what this process remembers."""
    _read_state.cache_clear()


@lru_cache(maxsize=256)
def _read_state(folder: Path, ref: TableRef) -> TableState:
    path = folder / ref.manifest
    body = read_sealed(path)
    if hashlib.sha256(seal(body)).hexdigest() != ref.sha256:
        raise LakeError("A table's manifest is not the one that the snapshot names", where=path, next_step=_REPAIR)
    return state_from_body(body)


def state_from_body(body: dict[str, Any]) -> TableState:
    """Return the table state that a manifest says."""
    return TableState(
        table=body["table"],
        version=body["version"],
        files=tuple(LiveFile(**f) for f in body["files"]),
        layouts={k: tuple((n, t) for n, t in v) for k, v in body["layouts"].items()},
    )


def write_state(folder: Path, state: TableState) -> TableRef:
    """Write a table's manifest and return the reference that a snapshot keeps of it."""
    data = seal(asdict(state))
    digest = hashlib.sha256(data).hexdigest()
    name = f"{state.table}/v{state.version:08d}-{digest[:12]}.json"
    make_folder(folder / state.table)
    replace_file(folder / name, data, "manifest")
    return TableRef(
        version=state.version,
        rows=state.rows,
        files=len(state.files),
        bytes=sum(f.bytes for f in state.files),
        manifest=name,
        sha256=digest,
    )


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """Return what the file of a snapshot holds."""
    body = {
        "number": snapshot.number,
        "created_at": snapshot.created_at.isoformat() if snapshot.created_at else None,
        "batch_id": snapshot.batch_id,
        "label": snapshot.label,
        "tables": {name: asdict(ref) for name, ref in snapshot.tables.items()},
    }
    return seal(body)


def write_snapshot(snapshot: Snapshot) -> None:
    """Give a snapshot its name: from here on the batch is in the lake.

    Written again with the same content after a crash; raises LakeError where the number belongs to another batch.
    """
    path = snapshot_path(snapshot.folder, snapshot.number)
    if (
        not put_if_absent(path, snapshot_bytes(snapshot), "snapshot")
        and read_snapshot(snapshot.folder, snapshot.number) != snapshot
    ):
        raise LakeError(
            f"Snapshot {snapshot.number} was written by someone who did not take the lock",
            where=path,
            next_step="Stop other writers, then run the same command again.",
        )


def read_snapshot(folder: Path, number: int) -> Snapshot:
    """Return one snapshot; number 0 is the lake before its first batch."""
    if number == 0:
        return Snapshot(number=0, created_at=None, batch_id="", label="empty lake", folder=folder)
    return snapshot_from_body(read_sealed(snapshot_path(folder, number)), folder)


def snapshot_from_body(body: Mapping[str, Any], folder: Path) -> Snapshot:
    """Return the snapshot that a file says; its manifests lie in `folder`."""
    return Snapshot(
        number=body["number"],
        created_at=datetime.fromisoformat(body["created_at"]).astimezone(UTC),
        batch_id=body["batch_id"],
        label=body["label"],
        tables={name: TableRef(**ref) for name, ref in body["tables"].items()},
        folder=folder,
    )


def snapshot_numbers(folder: Path) -> list[int]:
    """Return the numbers of the snapshots that are kept, ascending."""
    return sorted(int(p.stem) for p in folder.glob("[0-9]*.json"))


def newest_snapshot(folder: Path) -> Snapshot:
    """Return the newest snapshot."""
    numbers = snapshot_numbers(folder)
    return read_snapshot(folder, numbers[-1] if numbers else 0)


def snapshot_as_of(folder: Path, moment: datetime) -> Snapshot:
    """Return the newest snapshot that was there at a moment; raises LakeError where none of that age is kept."""
    for number in reversed(snapshot_numbers(folder)):
        found = read_snapshot(folder, number)
        if found.created_at and found.created_at <= moment:
            return found
    raise LakeError(
        f"No snapshot as old as {moment.isoformat()} is kept",
        where=folder,
        next_step="`marsad snapshots` lists those that are.",
    )


def referenced_files(snapshots: Iterable[Snapshot], table: str) -> set[str]:
    """Return every file that one of the snapshots lists for a table."""
    manifests = {s.tables[table].manifest: s for s in snapshots if table in s.tables}
    return {f.path for s in manifests.values() for f in s.state(table).files}


def snapshot_path(folder: Path, number: int) -> Path:
    """Return the file of a snapshot."""
    return folder / f"{number:010d}.json"
