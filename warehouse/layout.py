"""Where things lie in a lake."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one lake."""

    root: Path

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
