"""A lake in a bucket: s3://bucket/prefix, committed to from any machine, read from a copy on this one.

The bucket holds what a folder would, under the same names, and two things more. `commits/N.json` is the log of batches:
batch N is decided by whoever puts that object where none was, and from then on anyone may finish it, since it names all
files, which were put before. `turns/` says whose turn it is to commit (`warehouse/lease.py`). Data files, manifests,
snapshots and captured bytes are put once and never changed: this machine keeps those that it has seen.
"""

import hashlib
import json
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from warehouse.bucket import Bucket, in_parallel
from warehouse.bucketcopy import CATALOG, LAKE, BucketCopy, log_version
from warehouse.catalog import build_catalog
from warehouse.delta import log_path
from warehouse.durable import replace_file
from warehouse.errors import LakeBusy, LakeError
from warehouse.failpoints import failpoint
from warehouse.format import FORMAT
from warehouse.layout import Places
from warehouse.lease import TURNS, Turn, turn
from warehouse.lock import committer_lock
from warehouse.snapshots import (
    LiveFile,
    Snapshot,
    newest_snapshot,
    seal,
    snapshot_bytes,
    snapshot_path,
    unseal,
)

COMMITS = "commits/"
_OURS = (LAKE, CATALOG, COMMITS, TURNS, "raw/", "tables/", "snapshots/")


def places_on_s3(url: str) -> Places:
    """Return the files of a lake at s3://bucket/prefix: the bucket, and a folder of this machine below MARSAD_CACHE."""
    bucket = Bucket.of(url)
    told = os.environ.get("MARSAD_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    name = hashlib.sha256(f"{bucket.endpoint} {bucket.url}".encode()).hexdigest()[:16]
    return Places(Path(told).expanduser().absolute() / "marsad" / name, ObjectStore(bucket))


def _commit_name(number: int) -> str:
    return f"{COMMITS}{number:010d}.json"


class ObjectStore(BucketCopy):
    """The bucket of one lake."""

    def __init__(self, bucket: Bucket, *, trusting: bool = False) -> None:
        super().__init__(bucket, trusting=trusting)
        self._turn: Turn | None = None
        self._asked = False

    def attach(self, places: Places, *, create: bool) -> None:
        """Make ready to read; with `create`, make the lake where there is none."""
        if create and self._bucket.get(LAKE) is None:
            self._create()
        self.follow(places)

    def _create(self) -> None:
        names = (found.name for found in self._bucket.list())
        if strange := next((name for name in names if not name.startswith(_OURS)), None):
            raise LakeError(
                f"The folder holds other things ({strange})",
                where=self._bucket.url,
                next_step="Name an empty folder, or one that does not exist yet.",
            )
        made = {"lake": "marsad", "format": FORMAT, "id": uuid.uuid4().hex}
        self._bucket.put_if_absent(LAKE, (json.dumps(made) + "\n").encode())
        self._require_conditions()

    def _require_conditions(self) -> None:
        """Refuse a store that overwrites where it was told not to: two committers would lose each other's batches."""
        if not self._asked and not self._bucket.refuses_second(LAKE):
            raise LakeError(
                "This object store does not honour If-None-Match, so two committers could lose batches",
                where=f"{self._bucket.endpoint}, {self._bucket.url}",
                next_step="Use a store that does (S3, MinIO, Ceph since Squid), or keep the lake on a disk"
                " and `marsad publish` it there.",
            )
        self._asked = True

    def raw_name(self, batch_id: str) -> str:
        """Return a name that no other attempt at this batch uses: what two machines put never meets."""
        return f"{batch_id}-{uuid.uuid4().hex[:8]}"

    @contextmanager
    def hold(self, places: Places, wait_s: float) -> Iterator[None]:
        """Hold the lock of this machine's folder and the turn of the bucket."""
        machine = (places.root / "machine").read_text("ascii")
        with committer_lock(places.lock, wait_s), turn(self._bucket, machine, wait_s) as held:
            self._require_conditions()
            self._turn = held
            try:
                self.refresh(places)
                newest = newest_snapshot(places.snapshots)
                self.bring_logs(places, newest)
                self._bring_undone(places, newest)
                yield
            finally:
                self._turn = None

    def _bring_undone(self, places: Places, newest: Snapshot) -> None:
        """Bring a batch that was decided and not finished; the committer finishes it first."""
        data = self._bucket.get(_commit_name(newest.number + 1))
        if data is None:
            places.pending.unlink(missing_ok=True)
            return
        for table, commit in unseal(data, _commit_name(newest.number + 1))["tables"].items():
            self._bring_parts(places, table, [LiveFile(**f) for f in commit["adds"]])
            # its entries may be there in part, as whoever decided it wrote them
            after = f"tables/{table}/_delta_log/{log_version(places.table(table) / '_delta_log'):020d}.json"
            names = [f.name for f in self._bucket.list(f"tables/{table}/_delta_log/", after=after)]
            in_parallel(lambda name: self.bring(places, name), [n for n in names if n > after])
        replace_file(places.pending, data, "pending")

    def decide(self, places: Places, pending: Mapping[str, Any]) -> None:
        """Put the files of a batch, then the batch into the log; raises LakeBusy where that place is taken."""
        names = [f"tables/{t}/{f['path']}" for t, c in pending["tables"].items() for f in c["adds"]]
        names += [p.relative_to(places.root).as_posix() for p in places.raw.rglob(f"{pending['batch_id']}*.warc.gz")]
        in_parallel(lambda name: self._bucket.put(name, (places.root / name).read_bytes()), names)
        failpoint("store.before_decide")
        ours = self._turn is not None and self._turn.is_held()
        if not ours or not self._bucket.put_if_absent(_commit_name(pending["number"]), seal(pending)):
            raise LakeBusy(
                "Another machine took its turn while this one stood still",
                where=self._bucket.url,
                next_step="Run the same command again; nothing of this batch is in the lake.",
            )
        failpoint("store.decided")

    def publish(self, places: Places, base: Snapshot, snapshot: Snapshot) -> None:
        """Put what follows from a decided batch: entries of logs, manifests, the snapshot, the catalog."""
        changed = {n: r for n, r in snapshot.tables.items() if r != base.tables.get(n)}
        versions = {n: range(base.tables[n].version + 1 if n in base.tables else 0, r.version + 1)
                    for n, r in changed.items()}  # fmt: skip
        entries = [log_path(places.table(name), v) for name, found in versions.items() for v in found]
        in_parallel(lambda path: self._put_entry(places, path), entries)
        manifests = [f"snapshots/{ref.manifest}" for ref in changed.values()]
        in_parallel(lambda name: self._bucket.put(name, (places.root / name).read_bytes()), manifests)
        failpoint("store.before_snapshot")
        name = snapshot_path(places.snapshots, snapshot.number).relative_to(places.root).as_posix()
        if not self._bucket.put_if_absent(name, snapshot_bytes(snapshot)):
            raise LakeBusy(
                f"Snapshot {snapshot.number} was finished by another version of Marsad",
                where=self._bucket.url,
                next_step="Run the same command again: it goes on from there. Let all machines use one version.",
            )
        failpoint("store.published")
        if self._turn is not None and self._turn.is_held():  # else another has put a newer one
            self.show(places, snapshot)

    def _put_entry(self, places: Places, path: Path) -> None:
        """Put an entry of a Delta log; where another finished this very batch, its entry is ours."""
        name = path.relative_to(places.root).as_posix()
        if not self._bucket.put_if_absent(name, path.read_bytes()):
            self.bring(places, name)

    def show(self, places: Places, snapshot: Snapshot) -> None:
        """Put the catalog for readers of the bucket."""
        with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
            built = Path(folder) / CATALOG
            build_catalog(built, snapshot, places.tables, address=f"{self._bucket.url}/tables")
            self._bucket.put(CATALOG, built.read_bytes())

    def keep_log(self, places: Places, table: str) -> None:
        """Put the checkpoints of a log that is here whole, and remove the entries that they made needless."""
        log = places.table(table) / "_delta_log"
        there = {found.name for found in self._bucket.list(f"tables/{table}/_delta_log/")}
        here = {f"tables/{table}/_delta_log/{p.name}": p for p in log.iterdir() if p.is_file()}
        marks = [n for n in here if n.endswith(".parquet") and n not in there]
        for name in [*marks, *(n for n in here if n.endswith("_last_checkpoint"))]:
            self._bucket.put(name, here[name].read_bytes())
        oldest = min(n for n in here if n.endswith(".json"))
        self._bucket.delete(n for n in there if n.rpartition("/")[2][:1].isdigit() and n < oldest)

    def sweep(self, kept: Sequence[Snapshot], grace_s: float) -> tuple[int, int, int]:
        """Remove from the bucket what no kept snapshot names.

        A file that is younger than the grace stays whoever put it: it may be of a batch that is about to be decided.
        """
        alive = {f"snapshots/{ref.manifest}" for s in kept for ref in s.tables.values()}
        alive |= {f"snapshots/{s.number:010d}.json" for s in kept} | {_commit_name(s.number) for s in kept}
        alive |= {f"tables/{t}/{f.path}" for s in kept for t in s.tables for f in s.state(t).files}
        newest = f"{max((s.number for s in kept), default=0):010d}.json"
        dead = [found for found in self._bucket.list() if found.name not in alive and found.age_s >= grace_s]
        old = [f for f in dead if f.name.startswith("snapshots/") and f.name < f"snapshots/{newest}"]
        notes = [f for f in dead if f.name.startswith(COMMITS) and f.name < f"{COMMITS}{newest}"]
        manifests = [f for f in dead if f.name.startswith("snapshots/") and f.name.count("/") > 1]
        files = [f for f in dead if f.name.startswith("tables/") and "/_delta_log/" not in f.name]
        for gone in (old, manifests, notes, files):
            self._bucket.delete(found.name for found in gone)
        return len(old), len(files), sum(f.bytes for f in (*old, *manifests, *notes, *files))

    @contextmanager
    def afresh(self, _places: Places) -> Iterator[Places]:
        """Give a copy of the whole lake that was brought just now and is thrown away."""
        with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
            copy = ObjectStore(self._bucket, trusting=True)
            places = Places(Path(folder) / "lake", copy)
            copy.follow(places)
            copy.bring_snapshots(places)
            with suppress(LakeError):  # a damaged snapshot: `verify` will say so
                newest = newest_snapshot(places.snapshots)
                copy.bring_files(places, newest)
                copy.bring_logs(places, newest)
                if newest.number:
                    copy.bring(places, CATALOG)
            yield places

    def told(self, places: Places, where: object) -> str:
        """Return a path of this machine's copy as the address of the object."""
        return str(where).replace(str(places.root), self._bucket.url)

    def refuse(self, doing: str) -> None:
        """Raise LakeError: what is done to a folder needs one."""
        raise LakeError(
            f"`marsad {doing}` works on a lake in a folder",
            where=self._bucket.url,
            next_step=f"Copy the bucket to a folder, `marsad {doing} --lake FOLDER`, and copy it to a new address.",
        )
