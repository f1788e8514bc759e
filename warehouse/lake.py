"""The lake: Delta tables, on a disk or in a bucket, read without locks and written by one committer at a time."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from warehouse.catalog import swap_catalog
from warehouse.commit import Change, commit_batch, has_batch, settle
from warehouse.durable import make_folder, replace_file
from warehouse.errors import LakeBusy, LakeError, disk_errors
from warehouse.format import check_format, format_bytes
from warehouse.layout import Places, places_of
from warehouse.lock import DEFAULT_WAIT_S, committer_lock
from warehouse.plan import TableChange
from warehouse.read import Reader
from warehouse.snapshots import Snapshot, newest_snapshot, read_snapshot, snapshot_as_of, snapshot_numbers

__all__ = ["Change", "Lake", "LakeBusy", "LakeError", "Snapshot", "TableChange", "Writer"]

Row = TypeVar("Row")


class Writer:
    """Reads and commits under one hold of the lock: what was read is still so when the batch is committed."""

    def __init__(self, places: Places, snapshot: Snapshot) -> None:
        self._places = places
        self.reader = Reader(places.tables, snapshot)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that this writer reads."""
        return self.reader.snapshot

    def rows(self, row: type[Row], where: str | None = None, params: Sequence[Any] = ()) -> list[Row]:
        """Return rows as instances of their dataclass, ordered by key."""
        return self.reader.rows(row, where, params)

    def table(
        self, name: str, where: str | None = None, params: Sequence[Any] = (), *, columns: Sequence[str] | None = None
    ) -> Any:
        """Return rows as Arrow, ordered by key."""
        return self.reader.table(name, where, params, columns=columns)

    def rows_and_files(
        self, row: type[Row], where: str, params: Sequence[Any], within: AbstractSet[str] | None = None
    ) -> list[tuple[Row, str]]:
        """Return rows, each with the file in which it lies: see `Reader.rows_and_files`."""
        return self.reader.rows_and_files(row, where, params, within)

    def live_files(self, name: str) -> AbstractSet[str]:
        """Return the paths of the files that hold a table now."""
        return self.reader.live_files(name)

    def sql(self, query: str, params: Sequence[Any] = ()) -> Any:
        """Return the answer to a SELECT as Arrow."""
        return self.reader.sql(query, params)

    def has_batch(self, batch_id: str) -> bool:
        """Whether a batch is in the lake."""
        return has_batch(self._places, batch_id)

    def commit(self, change: Change, *, now: datetime) -> Snapshot:
        """Commit a batch: all its tables or none; reads after it see it.

        A batch that is in the lake already writes nothing and returns the snapshot as it is. Raises ValueError for
        rows that break the schema or hold a key twice, LakeError where the disk fails.
        """
        snapshot = commit_batch(self._places, self.snapshot, change, now=now)
        if snapshot != self.snapshot:
            self.reader.close()
            self.reader = Reader(self._places.tables, snapshot)
        return snapshot

    def close(self) -> None:
        """Give up the connection of the reader."""
        self.reader.close()


class Lake:
    """A lake. Reading takes no lock and never waits; `commit` and `writer` take the lock of the lake."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._reader: Reader | None = None
        self._guard = RLock()

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> "Lake":
        """Open a lake, a folder or s3://bucket/prefix, or make one where there is none and `create` is said.

        Raises LakeError where there is no lake, where the folder holds other things, or where the lake was written
        by a version that this one does not read.
        """
        places = places_of(path)
        places.store.attach(places, create=create)
        if not places.format_file.exists():
            if not create:
                raise LakeError(
                    "There is no lake here", where=path, next_step="Name another with --lake, or ingest something."
                )
            _create(places)
        check_format(places)
        return cls(places)

    @property
    def root(self) -> Path:
        """The folder of the lake, or what this machine holds of one in a bucket."""
        return self.places.root

    @property
    def catalog_path(self) -> Path:
        """The DuckDB file that people open: views over the newest snapshot."""
        return self.places.catalog

    @property
    def raw_folder(self) -> Path:
        """Where WARC files are written."""
        return self.places.raw

    def raw_name(self, batch_id: str) -> str:
        """Return the name under which the captured bytes of a batch are written in `raw_folder`."""
        return self.places.store.raw_name(batch_id)

    def bring_raw(self) -> Path:
        """Return a folder with all captured bytes; those of a lake in a bucket are brought here first."""
        return self.places.store.bring_raw(self.places)

    def snapshot(self) -> Snapshot:
        """Return the newest snapshot."""
        self.places.store.refresh(self.places)
        return newest_snapshot(self.places.snapshots)

    def snapshots(self) -> list[Snapshot]:
        """Return all snapshots that are kept, oldest first."""
        self.places.store.bring_snapshots(self.places)
        return [read_snapshot(self.places.snapshots, n) for n in snapshot_numbers(self.places.snapshots)]

    def at(self, *, snapshot: int | None = None, as_of: datetime | None = None) -> Reader:
        """Return a reader of a snapshot by number, or of the newest that was there at a moment; close it after use."""
        if snapshot is None and as_of is None:
            return Reader(self.places.tables, self.snapshot())
        store, folder = self.places.store, self.places.snapshots
        store.bring_snapshots(self.places)
        found = read_snapshot(folder, snapshot or 0) if as_of is None else snapshot_as_of(folder, as_of)
        store.bring_files(self.places, found)
        return Reader(self.places.tables, found)

    def reader(self) -> Reader:
        """Return a reader of the newest snapshot, shared by the calls of this object until a batch is committed."""
        with self._guard:
            newest = self.snapshot()
            if self._reader is None or self._reader.snapshot != newest:
                self._reader = Reader(self.places.tables, newest)
            return self._reader

    def rows(self, row: type[Row], where: str | None = None, params: Sequence[Any] = ()) -> list[Row]:
        """Return rows of the newest snapshot as instances of their dataclass, ordered by key.

        `where` is SQL over the table's columns, with `?` for each of `params`.
        """
        return self.reader().rows(row, where, params)

    def table(
        self, name: str, where: str | None = None, params: Sequence[Any] = (), *, columns: Sequence[str] | None = None
    ) -> Any:
        """Return rows of the newest snapshot as Arrow with the declared types, ordered by key."""
        return self.reader().table(name, where, params, columns=columns)

    def rows_and_files(
        self, row: type[Row], where: str, params: Sequence[Any], within: AbstractSet[str] | None = None
    ) -> list[tuple[Row, str]]:
        """Return rows, each with the file in which it lies: see `Reader.rows_and_files`."""
        return self.reader().rows_and_files(row, where, params, within)

    def live_files(self, name: str) -> AbstractSet[str]:
        """Return the paths of the files that hold a table in the newest snapshot."""
        return self.reader().live_files(name)

    def sql(self, query: str, params: Sequence[Any] = ()) -> Any:
        """Return the answer to a SELECT over tables and views of the newest snapshot as Arrow.

        For our own queries: a person's SQL needs the limits of the command line around it.
        """
        return self.reader().sql(query, params)

    def has_batch(self, batch_id: str) -> bool:
        """Whether a batch is in the lake."""
        return has_batch(self.places, batch_id)

    @contextmanager
    def writer(self, *, wait_s: float = DEFAULT_WAIT_S) -> Iterator[Writer]:
        """Take the lock, finish what a crash left behind, and yield a writer; do not nest.

        Raises LakeBusy where another holds the lock for longer than `wait_s` seconds.
        """
        with self.places.store.hold(self.places, wait_s):
            writer = Writer(self.places, settle(self.places))
            try:
                yield writer
            finally:
                writer.close()

    def commit(self, change: Change, *, now: datetime, wait_s: float = DEFAULT_WAIT_S) -> Snapshot:
        """Commit a batch under the lock: see `Writer.commit`."""
        with self.writer(wait_s=wait_s) as writer:
            return writer.commit(change, now=now)

    def rewrite_catalog(self, *, wait_s: float = DEFAULT_WAIT_S) -> Snapshot:
        """Write `marsad.duckdb` anew, for a lake that was moved or whose catalog is damaged."""
        with self.writer(wait_s=wait_s) as writer:
            swap_catalog(self.places.catalog, writer.snapshot, self.places.tables)
            self.places.store.show(self.places, writer.snapshot)
            return writer.snapshot

    def write_catalog(
        self, path: Path | str, *, snapshot: int | None = None, as_of: datetime | None = None
    ) -> Snapshot:
        """Write a catalog of an earlier state to a file of its own, for anyone to open; takes no lock."""
        shown = self.at(snapshot=snapshot, as_of=as_of).snapshot
        swap_catalog(Path(path).absolute(), shown, self.places.tables)
        return shown


def _create(places: Places) -> None:
    """Make an empty lake; two processes may do so at once."""
    ours = {places.lock.name, places.tables.name, places.raw.name, places.snapshots.name, places.catalog.name}
    with disk_errors("make a lake", places.root):
        make_folder(places.root)
        strangers = [p.name for p in places.root.iterdir() if p.name not in ours and not p.name.startswith(".")]
    with committer_lock(places.lock):
        if places.format_file.exists():
            return
        if strangers:
            raise LakeError(
                f"The folder holds other things ({', '.join(sorted(strangers)[:5])})",
                where=places.root,
                next_step="Name an empty folder, or one that does not exist yet.",
            )
        for folder in (places.tables, places.raw, places.snapshots):
            make_folder(folder)
        swap_catalog(places.catalog, newest_snapshot(places.snapshots), places.tables)
        replace_file(places.format_file, format_bytes(), "format")
