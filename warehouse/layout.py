"""Where things lie in a lake."""

from dataclasses import dataclass, field
from pathlib import Path

from warehouse.store import DISK, Store, is_on_s3


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one lake on this machine, and where they are kept for good."""

    root: Path
    store: Store = field(default=DISK, compare=False)

    @property
    def format_file(self) -> Path:
        """Says which version of this layout the lake has."""
        return self.root / "lake.json"

    @property
    def lock(self) -> Path:
        """Held by the one who commits."""
        return self.root / "lock"

    @property
    def pending(self) -> Path:
        """A batch that is decided but perhaps not finished."""
        return self.root / "pending.json"

    @property
    def catalog(self) -> Path:
        """The DuckDB file that people open."""
        return self.root / "marsad.duckdb"

    @property
    def raw(self) -> Path:
        """WARC files: the captured bytes."""
        return self.root / "raw"

    @property
    def tables(self) -> Path:
        """One folder per Delta table."""
        return self.root / "tables"

    @property
    def snapshots(self) -> Path:
        """Snapshots and manifests."""
        return self.root / "snapshots"

    @property
    def damaged(self) -> Path:
        """What repair set aside."""
        return self.root / "damaged"

    def table(self, name: str) -> Path:
        """Return the folder of one table."""
        return self.tables / name

    def told(self, where: object) -> str:
        """Return a path or a message about one as a person knows it: with the address of the lake."""
        return self.store.told(self, where)


def places_of(lake: Path | str) -> Places:
    """Return the files of the lake at a folder or at s3://bucket/prefix."""
    if is_on_s3(lake):
        from warehouse.objectstore import places_on_s3

        return places_on_s3(str(lake))
    return Places(Path(lake).absolute())


def folder_of(lake: Path | str) -> Path:
    """Return the folder of a lake; what is new in a bucket is brought to this machine first."""
    places = places_of(lake)
    places.store.attach(places, create=False)
    if places.format_file.exists():
        places.store.refresh(places)
    return places.root
