"""The Delta log of one table, written through `deltalake`: files come and go in one transaction with the batch's id.

The library does not refuse a transaction id that is there already, so it is looked up before each write. Never call
`DeltaTable.to_pyarrow_table()`: it aborted the process at exit in 15 to 35 % of runs (a test looks for it).
"""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Field, PostCommitHookProperties, Transaction
from deltalake.exceptions import DeltaError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from schemas.arrow import arrow_schema
from schemas.spec import TableSpec
from warehouse.durable import make_folder, sync_folder
from warehouse.errors import LakeError
from warehouse.failpoints import failpoint
from warehouse.snapshots import LiveFile

MONTH = "month"
_CONFIGURATION: dict[str, str | None] = {"delta.checkpointInterval": "50"}
_HOOK = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


def delta_schema(spec: TableSpec) -> Any:
    """Return the schema in the Delta log: the declared one, all nullable, with the month where there is one.

    Nullable, because a column that is added later is null in older files; the promise is kept when rows are
    written and looked at by `marsad verify`.
    """
    fields = [pa.field(f.name, f.type, nullable=True) for f in arrow_schema(spec.row)]
    return pa.schema([*fields, pa.field(MONTH, pa.string())] if spec.month_of else fields)


def partition_columns(spec: TableSpec) -> list[str]:
    """Return the partition columns of a table."""
    return [MONTH] if spec.month_of else []


def open_table(folder: Path) -> Any:
    """Return the Delta table in a folder, or None where there is none; raises LakeError where its log is damaged."""
    if not (folder / "_delta_log").is_dir():
        return None
    try:
        return DeltaTable(str(folder))
    except TableNotFoundError:
        return None
    except (DeltaError, OSError, ValueError) as error:
        raise LakeError(
            f"The Delta log cannot be read: {error}", where=folder / "_delta_log", next_step="Run `marsad repair`."
        ) from error


def log_path(folder: Path, version: int) -> Path:
    """Return the log entry of a version."""
    return folder / "_delta_log" / f"{version:020d}.json"


def drop_torn_entries(folder: Path, version: int) -> None:
    """Remove log entries after `version` that a power cut left empty or cut: they were never acknowledged."""
    for path in sorted((folder / "_delta_log").glob("[0-9]*.json")):
        if int(path.stem) > version and not _is_whole(path):
            path.unlink()


def _is_whole(path: Path) -> bool:
    try:
        return bool([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    except ValueError:
        return False


def has_transaction(folder: Path, batch_id: str) -> bool:
    """Whether the batch has been written to this table."""
    found = open_table(folder)
    return found is not None and found.transaction_version(batch_id) is not None


def _ensure_table(folder: Path, spec: TableSpec) -> Any:
    """Return the table, made or given the columns that were declared since."""
    found = open_table(folder)
    schema = delta_schema(spec)
    if found is None:
        make_folder(folder)
        failpoint("delta.before_create")
        found = DeltaTable.create(
            str(folder), schema, mode="ignore", partition_by=partition_columns(spec), configuration=_CONFIGURATION
        )
        failpoint("delta.created")
        return found
    held = {f.name for f in found.schema().fields}
    if missing := [f for f in schema if f.name not in held]:
        failpoint("delta.before_add_columns")
        found.alter.add_columns([Field.from_arrow(f) for f in missing])
        failpoint("delta.columns_added")
        return open_table(folder)
    return found


def _values(spec: TableSpec, month: str | None) -> dict[str, str | None]:
    return {MONTH: month} if spec.month_of else {}


def _add(spec: TableSpec, file: LiveFile, at: int, *, changes: bool) -> AddAction:
    stats = json.dumps({"numRecords": file.rows})
    return AddAction(file.path, file.bytes, _values(spec, file.month), at, changes, stats)


def _remove(spec: TableSpec, file: LiveFile, at: int, *, changes: bool) -> RemoveAction:
    return RemoveAction(file.path, changes, at, file.bytes, _values(spec, file.month))


def write_transaction(
    folder: Path,
    spec: TableSpec,
    *,
    batch_id: str,
    adds: Sequence[LiveFile],
    removes: Sequence[LiveFile],
    changes_data: bool,
    at: datetime,
) -> int:
    """Make the files of a batch live in the table's log unless that was done before; return the table's version."""
    table = _ensure_table(folder, spec)
    if table.transaction_version(batch_id) is None:
        moment = int(at.timestamp() * 1000)
        actions = [
            *(_add(spec, f, moment, changes=changes_data) for f in adds),
            *(_remove(spec, f, moment, changes=changes_data) for f in removes),
        ]
        failpoint("delta.before_commit")
        _commit(table, spec, actions, batch_id)
        failpoint("delta.committed")
        table = open_table(folder)  # the object that committed keeps telling the version before
    _sync_log(folder, table.version())
    return int(table.version())


def _commit(table: Any, spec: TableSpec, actions: list[Any], batch_id: str) -> None:
    try:
        table.create_write_transaction(
            actions,
            "append",
            delta_schema(spec),
            partition_columns(spec),
            commit_properties=CommitProperties(app_transactions=[Transaction(batch_id, 1)]),
            post_commithook_properties=_HOOK,
        )
    except (DeltaError, OSError) as error:
        raise LakeError(
            f"The commit to `{spec.name}` failed: {error}",
            where=table.table_uri,
            next_step="The last snapshot stays readable; run the same command again, it finishes the batch.",
        ) from error


def _sync_log(folder: Path, version: int) -> None:
    """Make the newest log entry durable: the library renames without fsync."""
    path = log_path(folder, version)
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    sync_folder(path.parent)
