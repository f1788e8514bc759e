"""`marsad migrate`: bring a lake that an older version wrote to the layout of this one.

| format | what it is |
|---|---|
| 0 | Delta tables alone: written by another program or restored from a copy, without snapshots |
| 1 | the same tables with snapshots, manifests and the catalog |

A step writes the new bookkeeping beside the old and raises the number in `lake.json` last: a crash in between leaves a
lake of the old format that is migrated again. A new column is no new format: older files show it as null.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from schemas.spec import tables
from warehouse.catalog import swap_catalog
from warehouse.delta import adopt_files, open_table, refuse_other_types
from warehouse.durable import make_folder, replace_file
from warehouse.errors import LakeError
from warehouse.format import FORMAT, format_bytes, read_format
from warehouse.layout import Places, places_of
from warehouse.lock import DEFAULT_WAIT_S, committer_lock
from warehouse.repair import state_from_delta
from warehouse.snapshots import Snapshot, newest_snapshot, write_snapshot, write_state


def _adopt_tables(places: Places, now: datetime) -> str:
    """0 to 1: describe the Delta tables in a first snapshot, with the size and SHA-256 that each file has now."""
    refs = {}
    for name, spec in tables().items():
        folder = places.table(name)
        if (folder / "_delta_log").is_dir():
            refuse_other_types(open_table(folder), folder, spec)
            adopt_files(folder, spec, (), removes=set(), batches=(), at=now)  # gives it the columns declared since
            refs[name] = write_state(places.snapshots, state_from_delta(places, spec))
    number = newest_snapshot(places.snapshots).number + 1
    write_snapshot(
        Snapshot(
            number=number,
            created_at=now,
            batch_id="migrate:0-1",
            label="tables adopted",
            tables=refs,
            folder=places.snapshots,
        )
    )
    return f"{len(refs)} tables with {sum(r.rows for r in refs.values())} rows were given a first snapshot."


STEPS: dict[int, Callable[[Places, datetime], str]] = {0: _adopt_tables}
"""From a format to the next."""


def migrate(path: Path | str, *, now: datetime, wait_s: float = DEFAULT_WAIT_S) -> list[str]:
    """Migrate the lake at `path` step by step and return what was done; nothing where it is up to date.

    Raises LakeError for a lake of a newer format, and where a column has another type than it is declared with.
    """
    places = places_of(path)
    places.store.refuse("migrate")
    found = read_format(places)
    if found > FORMAT:
        raise LakeError(
            f"The lake has format {found}; this version knows {FORMAT}",
            where=places.root,
            next_step="Use the newer Marsad that wrote it; a lake is never migrated backwards.",
        )
    done: list[str] = []
    with committer_lock(places.lock, wait_s):
        for folder in (places.tables, places.raw, places.snapshots):
            make_folder(folder)
        for step in range(read_format(places), FORMAT):
            done.append(STEPS[step](places, now))
            swap_catalog(places.catalog, newest_snapshot(places.snapshots), places.tables)
            replace_file(places.format_file, format_bytes(step + 1), "format")
    return done
