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
from urllib.parse import unquote

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
from warehouse.sqltypes import sql_type

MONTH = "month"
_CHECKPOINT_EVERY = 20
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
    return found is not None and _is_written(found, batch_id)


def _is_written(table: Any, batch_id: str) -> bool:
    """Whether the log knows the id; version 0 stands for a batch that was taken back."""
    return (table.transaction_version(batch_id) or 0) > 0


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


def refuse_other_types(table: Any, folder: Path, spec: TableSpec) -> None:
    """Raise LakeError where the lake holds a column in another type than it is declared with."""
    held = {f.name: f for f in pa.schema(table.schema().to_arrow())} if table is not None else {}
    for field in delta_schema(spec):
        if field.name in held and sql_type(held[field.name].type) != sql_type(field.type):
            was, now = sql_type(held[field.name].type), sql_type(field.type)
            raise LakeError(
                f"Column {field.name} of `{spec.name}` is {was} in the lake and {now} in schemas/",
                where=folder,
                next_step="A column never changes its type: give it a new name, or rebuild into a new lake.",
            )


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
    if not _is_written(table, batch_id):
        moment = int(at.timestamp() * 1000)
        actions = [
            *(_add(spec, f, moment, changes=changes_data) for f in adds),
            *(_remove(spec, f, moment, changes=changes_data) for f in removes),
        ]
        failpoint("delta.before_commit")
        _commit(table, spec, actions, [Transaction(batch_id, 1)])
        failpoint("delta.committed")
        table = open_table(folder)  # the object that committed keeps telling the version before
    _sync_log(folder, table.version())
    return int(table.version())


def _commit(table: Any, spec: TableSpec, actions: list[Any], ids: list[Transaction]) -> None:
    try:
        table.create_write_transaction(
            actions,
            "append",
            delta_schema(spec),
            partition_columns(spec),
            commit_properties=CommitProperties(app_transactions=ids),
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


def shorten_log(folder: Path) -> None:
    """Write a checkpoint where the log has 20 entries or more since the last, and drop entries past their retention."""
    table = open_table(folder)
    if table is None or table.version() - _last_checkpoint(folder) < _CHECKPOINT_EVERY:
        return
    table.create_checkpoint()
    table.cleanup_metadata()
    sync_folder(folder / "_delta_log")


def _last_checkpoint(folder: Path) -> int:
    try:
        return int(json.loads((folder / "_delta_log" / "_last_checkpoint").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return -1


def live_files(folder: Path, version: int | None = None) -> dict[str, dict[str, Any]]:
    """Return what the Delta log says is live: path to size, rows and month; newest version if none is said."""
    table = open_table(folder)
    if table is None:
        return {}
    if version is not None and version != table.version():
        table.load_as_version(version)
    actions = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    return {
        unquote(a["path"]): {"bytes": a["size_bytes"], "rows": a["num_records"], "month": a.get(f"partition.{MONTH}")}
        for a in actions
    }


def table_version(folder: Path) -> int:
    """Return the newest version of a table's log, -1 where there is none."""
    table = open_table(folder)
    return int(table.version()) if table is not None else -1


def undo_transaction(
    folder: Path, spec: TableSpec, *, batch_id: str, adds: Sequence[LiveFile], removes: Sequence[LiveFile], at: datetime
) -> None:
    """Take a batch back out of a table: its files leave, what it had replaced returns, its id is free again.

    The log cannot forget an id: it is set to version 0, and ids count as known from version 1 on.
    """
    moment = int(at.timestamp() * 1000)
    actions = [
        *(_add(spec, f, moment, changes=True) for f in adds),
        *(_remove(spec, f, moment, changes=True) for f in removes),
    ]
    _commit(open_table(folder), spec, actions, [Transaction(batch_id, 0)])


def adopt_files(
    folder: Path, spec: TableSpec, files: Sequence[LiveFile], *, removes: set[str], batches: Sequence[str], at: datetime
) -> None:
    """Make the log list exactly `files`; `batches` are ids that it shall know, where its own memory was lost."""
    table = _ensure_table(folder, spec)
    moment = int(at.timestamp() * 1000)
    live = set(live_files(folder))
    gone = [RemoveAction(p, True, moment, None, None) for p in sorted(removes)]
    new = [_add(spec, f, moment, changes=True) for f in files if f.path not in live]
    known = [Transaction(b, 1) for b in batches if b and table.transaction_version(b) is None]
    _commit(table, spec, [*new, *gone], known)
