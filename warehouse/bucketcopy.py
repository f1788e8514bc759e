"""What this machine holds of a lake in a bucket: brought once, whole and proved by its hash, read as if it lay here.

Readers wait for nobody: what is new is brought when somebody asks, and a snapshot appears here after all its files.
"""

import hashlib
import shutil
import socket
import uuid
from collections.abc import Sequence
from pathlib import Path

from warehouse.bucket import Bucket, in_parallel
from warehouse.catalog import swap_catalog
from warehouse.durable import make_folder, replace_file
from warehouse.errors import LakeError
from warehouse.layout import Places
from warehouse.lock import committer_lock
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    forget_states,
    newest_snapshot,
    snapshot_from_body,
    snapshot_numbers,
    unseal,
)

CATALOG = "marsad.duckdb"
LAKE = "lake.json"
_POINT = "copy"


class BucketCopy:
    """What this machine holds of the lake in one bucket."""

    def __init__(self, bucket: Bucket, *, trusting: bool = False) -> None:
        self._bucket = bucket
        self._trusting = trusting
        """Take what is there as it is, for `verify` to look at."""
        self._raw: dict[str, int] | None = None

    def follow(self, places: Places) -> None:
        """Make the folder of this machine, anew where the bucket holds another lake than it did."""
        held = self._bucket.get(LAKE)
        make_folder(places.root.parent)
        with committer_lock(places.root.with_suffix(".lock")):
            mine = places.format_file.read_bytes() if places.format_file.exists() else None
            if mine == held:
                return
            shutil.rmtree(places.root, ignore_errors=True)
            forget_states()
            if held is not None:
                _make_copy(places, held)

    def refresh(self, places: Places) -> None:
        """Bring the newest snapshot with its files, if it is not here, and show it in the catalog of this machine."""
        last = max(snapshot_numbers(places.snapshots), default=0)
        fresh = [f.name for f in self._bucket.list("snapshots/", after=f"snapshots/{last:010d}.json", flat=True)]
        if not fresh:
            return
        with committer_lock(places.root / "refresh.lock"):
            self._bring_snapshot(places, fresh[-1], files=True)
            shown = None
            while not self._trusting and shown != (
                newest := newest_snapshot(places.snapshots)
            ):  # a commit from here may have come between
                swap_catalog(places.catalog, newest, places.tables)
                shown = newest

    def bring_snapshots(self, places: Places) -> None:
        """Bring the bookkeeping of all kept snapshots; forget those that are kept no longer."""
        self.refresh(places)  # first: what is here as the newest is here with its files
        here = {f"snapshots/{number:010d}.json" for number in snapshot_numbers(places.snapshots)}
        listed = {found.name for found in self._bucket.list("snapshots/", flat=True)}
        kept = {name for name in listed if name <= max(here, default="")}
        for name in sorted(kept - here):
            self._bring_snapshot(places, name, files=False)
        for name in here - kept:
            (places.root / name).unlink(missing_ok=True)

    def _bring_snapshot(self, places: Places, name: str, *, files: bool) -> None:
        data = self._bucket.get(name)
        if data is None:  # swept meanwhile: whoever asked for it finds that it is not there
            return
        try:
            snapshot = snapshot_from_body(unseal(data, name), places.snapshots)
            missing = [r.manifest for r in snapshot.tables.values() if not (places.snapshots / r.manifest).exists()]
            in_parallel(lambda one: self.bring(places, f"snapshots/{one}"), missing)
            if files:
                self.bring_files(places, snapshot)
        except LakeError:
            if not self._trusting:
                raise
        replace_file(places.root / name, data, _POINT)

    def bring_files(self, places: Places, snapshot: Snapshot) -> None:
        """Bring the data files of a snapshot that are not here."""
        for table in snapshot.tables:
            self._bring_parts(places, table, snapshot.state(table).files)

    def _bring_parts(self, places: Places, table: str, files: Sequence[LiveFile]) -> None:
        missing = [f for f in files if not (places.table(table) / f.path).exists()]
        in_parallel(lambda f: self.bring(places, f"tables/{table}/{f.path}", f.sha256), missing)

    def bring(self, places: Places, name: str, sha256: str | None = None) -> None:
        """Bring one object; raises LakeError where it is missing or has another SHA-256."""
        data = self._bucket.get(name)
        if data is None and self._trusting:
            return
        whole = data is not None and (sha256 is None or hashlib.sha256(data).hexdigest() == sha256)
        if data is None or not (whole or self._trusting):
            what = "is missing from the bucket" if data is None else "is not what was written"
            raise LakeError(
                f"A file of the lake {what}",
                where=f"{self._bucket.url}/{name}",
                next_step="`marsad verify` lists what is damaged; restore it from a copy or a version of the bucket.",
            )
        make_folder((places.root / name).parent)
        replace_file(places.root / name, data, _POINT)

    def bring_raw(self, places: Places) -> Path:
        """Return a folder with exactly the WARC files of the bucket."""
        folder = places.root / "captured"
        kept = {found.name.removeprefix("raw/"): found for found in self._bucket.list("raw/")}
        for path in [p for p in folder.rglob("*.warc.gz") if p.relative_to(folder).as_posix() not in kept]:
            path.unlink()
        in_parallel(lambda name: self._bring_capture(places, folder, name), sorted(kept))
        make_folder(folder)
        return folder

    def _bring_capture(self, places: Places, folder: Path, name: str) -> None:
        target, written = folder / name, places.raw / name
        if target.exists():
            return
        make_folder(target.parent)
        data = written.read_bytes() if written.exists() else self._bucket.get(f"raw/{name}")
        replace_file(target, data or b"", _POINT)

    def raw_size(self, _places: Places, name: str) -> int:
        """Return the size of a WARC file in the bucket, -1 where it is missing; the listing is read once."""
        if self._raw is None:
            self._raw = {found.name.removeprefix("raw/"): found.bytes for found in self._bucket.list("raw/")}
        return self._raw.get(name, -1)

    def bring_logs(self, places: Places, snapshot: Snapshot) -> None:
        """Bring the Delta log of each table to the version of a snapshot; one that went another way is left behind."""
        for table, ref in snapshot.tables.items():
            log = places.table(table) / "_delta_log"
            here = log_version(log)
            if here == ref.version:
                continue
            names = [f"tables/{table}/_delta_log/{v:020d}.json" for v in range(here + 1, ref.version + 1)]
            if here > ref.version or here < 0:
                shutil.rmtree(log, ignore_errors=True)
                names = [found.name for found in self._bucket.list(f"tables/{table}/_delta_log/")]
            in_parallel(lambda name: self.bring(places, name), names)


def _make_copy(places: Places, lake: bytes) -> None:
    for folder in (places.tables, places.raw, places.snapshots):
        make_folder(folder)
    (places.root / "machine").write_text(f"{socket.gethostname()}-{uuid.uuid4().hex}", "ascii")
    swap_catalog(places.catalog, newest_snapshot(places.snapshots), places.tables)
    replace_file(places.format_file, lake, "format")


def log_version(log: Path) -> int:
    """Return the newest version that a log here holds, -1 where there is none."""
    return max((int(p.name[:20]) for p in log.glob("[0-9]*.json")), default=-1)
