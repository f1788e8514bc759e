"""Where the files of a lake are kept for good: the only place that knows of more than a disk.

A lake on a disk is its folder. A lake at s3://bucket/prefix (`warehouse/objectstore.py`) is a bucket, and a folder of
this machine beside it that holds what was brought from there: nearly everything in a lake is written once and never
changed, so that a copy can be kept and read as if the lake lay here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from warehouse.lock import committer_lock

if TYPE_CHECKING:
    from warehouse.layout import Places
    from warehouse.snapshots import Snapshot

ON_S3 = "s3://"


class Store(Protocol):
    """What a lake asks of the place where its files are kept; `places` are its files on this machine."""

    def attach(self, places: "Places", *, create: bool) -> None:
        """Make ready to read; with `create`, make the lake where there is none."""
        ...

    def hold(self, places: "Places", wait_s: float) -> AbstractContextManager[None]:
        """Be the one committer; inside, the newest snapshot and what a crash left undone are here."""
        ...

    def refresh(self, places: "Places") -> None:
        """Bring the newest snapshot here, with all its files."""
        ...

    def bring_snapshots(self, places: "Places") -> None:
        """Bring the bookkeeping of every snapshot that is kept."""
        ...

    def bring_files(self, places: "Places", snapshot: "Snapshot") -> None:
        """Bring the data files of one snapshot."""
        ...

    def decide(self, places: "Places", pending: Mapping[str, Any]) -> None:
        """Make a batch whose files are written here the next one for good; raises LakeBusy where another is."""
        ...

    def publish(self, places: "Places", base: "Snapshot", snapshot: "Snapshot") -> None:
        """Make a snapshot visible that follows `base`; its logs and manifests are written here."""
        ...

    def show(self, places: "Places", snapshot: "Snapshot") -> None:
        """Put the catalog of a snapshot where others find it."""
        ...

    def keep_log(self, places: "Places", table: str) -> None:
        """Bring what upkeep made of a table's log here to where the lake is kept."""
        ...

    def sweep(self, kept: Sequence["Snapshot"], grace_s: float) -> tuple[int, int, int] | None:
        """Remove what no kept snapshot names; return snapshots, files and bytes, None where that is done here."""
        ...

    def bring_raw(self, places: "Places") -> Path:
        """Return a folder with all captured bytes of the lake."""
        ...

    def raw_name(self, batch_id: str) -> str:
        """Return the name under which the captured bytes of a batch are written."""
        ...

    def raw_size(self, places: "Places", name: str) -> int:
        """Return the size of a WARC file as it is kept, -1 where it is missing."""
        ...

    def afresh(self, places: "Places") -> AbstractContextManager["Places"]:
        """Give the lake as it is kept, whatever this machine remembers of it."""
        ...

    def told(self, places: "Places", where: object) -> str:
        """Return a place as a person knows it."""
        ...

    def refuse(self, doing: str) -> None:
        """Raise LakeError where something can only be done to a folder."""
        ...


class Disk:
    """The folder is the lake."""

    def attach(self, places: "Places", *, create: bool) -> None:
        """Do nothing: there is nothing to bring."""

    def hold(self, places: "Places", wait_s: float) -> AbstractContextManager[None]:
        """Hold the lock of the folder."""
        return committer_lock(places.lock, wait_s)

    def refresh(self, places: "Places") -> None:
        """Do nothing: it is here."""

    def bring_snapshots(self, places: "Places") -> None:
        """Do nothing: they are here."""

    def bring_files(self, places: "Places", snapshot: "Snapshot") -> None:
        """Do nothing: they are here."""

    def decide(self, places: "Places", pending: Mapping[str, Any]) -> None:
        """Do nothing: the lock decides."""

    def publish(self, places: "Places", base: "Snapshot", snapshot: "Snapshot") -> None:
        """Do nothing: who reads the folder sees it."""

    def show(self, places: "Places", snapshot: "Snapshot") -> None:
        """Do nothing: it is here."""

    def keep_log(self, places: "Places", table: str) -> None:
        """Do nothing: it is here."""

    def sweep(self, kept: Sequence["Snapshot"], grace_s: float) -> None:
        """Do nothing: it is done here."""

    def bring_raw(self, places: "Places") -> Path:
        """Return the folder of WARC files."""
        return places.raw

    def raw_name(self, batch_id: str) -> str:
        """Return the batch's id: the same batch done again replaces its file by an equal one."""
        return batch_id

    def raw_size(self, places: "Places", name: str) -> int:
        """Return the size of a file."""
        path = places.raw / name
        return path.stat().st_size if path.is_file() else -1

    @contextmanager
    def afresh(self, places: "Places") -> Iterator["Places"]:
        """Give the folder itself."""
        yield places

    def told(self, places: "Places", where: object) -> str:  # noqa: ARG002  # objects are told by their address
        """Return a path as it is."""
        return str(where)

    def refuse(self, doing: str) -> None:
        """Do nothing: anything can be done to a folder."""


DISK = Disk()


def is_on_s3(lake: Path | str) -> bool:
    """Tell whether an address is one of an object store."""
    return str(lake).startswith(ON_S3)
