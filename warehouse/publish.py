"""A lake published to object storage: the same Delta tables there, for readers on other machines.

One machine commits to its own disk; `publish` then brings what is new to a URL (s3://bucket/lake, or a folder): data
files, one Delta transaction per table, and last a row in the table `snapshots`, which says at which version every
table stands. That row is written put-if-absent: of two publishers one fails and changes nothing that readers see.
Readers go by the newest row, so they never see tables of different batches.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction
from pyarrow import fs

from schemas.arrow import arrow_schema
from schemas.spec import TableSpec, tables
from warehouse.delta import delta_schema, partition_columns
from warehouse.errors import LakeError
from warehouse.failpoints import failpoint
from warehouse.lake import Lake
from warehouse.read import connect
from warehouse.snapshots import LiveFile, TableState
from warehouse.sqltypes import quote_name

_POINTERS = "snapshots"
_POINTER_SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("created_at", pa.timestamp("us", tz="UTC")),
        ("batch_id", pa.string()),
        ("label", pa.string()),
        ("versions", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Where a lake is published, with the options of the store (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, ...)."""

    url: str
    options: Mapping[str, str]

    def table(self, name: str) -> str:
        """Return the address of a table."""
        return f"{self.url.rstrip('/')}/{name}"

    def files(self) -> tuple[Any, str]:
        """Return a file system and the path of the lake in it."""
        if not self.url.startswith("s3://"):
            return fs.LocalFileSystem(), self.url.removeprefix("file://")
        told = {k.lower(): v for k, v in self.options.items()}
        endpoint = told.get("aws_endpoint_url", "")
        store = fs.S3FileSystem(
            access_key=told.get("aws_access_key_id"),
            secret_key=told.get("aws_secret_access_key"),
            region=told.get("aws_region"),
            scheme="http" if endpoint.startswith("http://") else "https",
            endpoint_override=endpoint.split("://")[-1] or None,
        )
        return store, self.url.removeprefix("s3://").rstrip("/")

    def open(self, name: str, version: int | None = None) -> Any:
        """Return a table, or None where it was never published."""
        try:
            return DeltaTable(self.table(name), version=version, storage_options=dict(self.options))
        except TableNotFoundError:
            return None


def newest_pointer(remote: Remote) -> dict[str, Any] | None:
    """Return the newest published snapshot: number, created_at, batch_id, label and the version of each table."""
    pointers = remote.open(_POINTERS)
    if pointers is None:
        return None
    rows = _dataset(remote, pointers).to_table().to_pylist()
    newest: dict[str, Any] | None = max(rows, key=lambda row: row["number"], default=None)
    return newest | {"versions": json.loads(newest["versions"])} if newest else None


def _dataset(remote: Remote, table: Any) -> Any:
    store, path = remote.files()
    name = table.table_uri.rstrip("/").rsplit("/", 1)[-1]
    return table.to_pyarrow_dataset(filesystem=fs.SubTreeFileSystem(f"{path}/{name}", store))


def _upload(lake: Lake, remote: Remote, table: str, files: Sequence[LiveFile]) -> int:
    store, root = remote.files()
    for file in files:
        target = f"{root}/{table}/{file.path}"
        if isinstance(store, fs.LocalFileSystem):
            store.create_dir(target.rsplit("/", 1)[0], recursive=True)
        failpoint("publish.before_upload")
        with store.open_output_stream(target) as stream:
            stream.write((lake.places.table(table) / file.path).read_bytes())
        failpoint("publish.uploaded")
    return sum(f.bytes for f in files)


def _create(remote: Remote, spec: TableSpec) -> Any:
    return DeltaTable.create(
        remote.table(spec.name),
        delta_schema(spec),
        mode="ignore",
        partition_by=partition_columns(spec),
        storage_options=dict(remote.options),
    )


def _publish_table(lake: Lake, remote: Remote, spec: TableSpec, state: TableState, now: datetime) -> tuple[int, int]:
    """Make a table at the URL list what `state` lists; return its version there and the bytes that were sent."""
    there = remote.open(spec.name) or _create(remote, spec)
    live = {a["path"]: a for a in pa.table(there.get_add_actions(flatten=True)).to_pylist()}
    by_path = {f.path: f for f in state.files}
    moment = int(now.timestamp() * 1000)
    new = [f for p, f in by_path.items() if _escaped(p) not in live and p not in live]
    gone = [p for p in live if p not in {_escaped(q) for q in by_path} and p not in by_path]
    if not new and not gone:
        return int(there.version()), 0
    sent = _upload(lake, remote, spec.name, new)
    month = partition_columns(spec)
    actions = [
        *(
            AddAction(f.path, f.bytes, dict.fromkeys(month, f.month), moment, True, json.dumps({"numRecords": f.rows}))
            for f in new
        ),
        *(RemoveAction(p, True, moment, None, {m: live[p].get(f"partition.{m}") for m in month}) for p in gone),
    ]
    failpoint("publish.before_commit")
    there.create_write_transaction(
        actions,
        "append",
        delta_schema(spec),
        month,
        commit_properties=CommitProperties(app_transactions=[Transaction(f"publish:{state.version}", 1)]),
    )
    return int(remote.open(spec.name).version()), sent


def _escaped(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/=-_.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did."""

    number: int
    bytes: int


def publish(lake: Lake, remote: Remote, *, now: datetime) -> Published:
    """Bring the newest snapshot of a lake to a URL; what is there already is not sent again.

    Raises LakeError where a newer snapshot is there, or where another publisher was faster: readers then see theirs.
    """
    pointers = remote.open(_POINTERS)
    newest = newest_pointer(remote)
    snapshot = lake.snapshot()
    if newest and newest["number"] >= snapshot.number:
        if newest["number"] == snapshot.number and newest["batch_id"] == snapshot.batch_id:
            return Published(number=snapshot.number, bytes=0)
        raise LakeError(
            f"Snapshot {newest['number']} of batch {newest['batch_id']} is published there already",
            where=remote.url,
            next_step="Publish from the lake that it came from, or to another URL.",
        )
    versions, sent = {}, 0
    for name in snapshot.tables:
        versions[name], size = _publish_table(lake, remote, tables()[name], snapshot.state(name), now)
        sent += size
    row = {
        "number": snapshot.number,
        "created_at": snapshot.created_at,
        "batch_id": snapshot.batch_id,
        "label": snapshot.label,
        "versions": json.dumps(versions),
    }
    failpoint("publish.before_pointer")
    _point(remote, pointers, pa.Table.from_pylist([row], schema=_POINTER_SCHEMA))
    return Published(number=snapshot.number, bytes=sent)


def _point(remote: Remote, pointers: Any, row: Any) -> None:
    """Write the pointer of a snapshot put-if-absent: at the version after the one that was read, or not at all."""
    try:
        write_deltalake(
            pointers if pointers is not None else remote.table(_POINTERS),
            row,
            mode="append" if pointers is not None else "error",
            storage_options=dict(remote.options),
            commit_properties=CommitProperties(max_commit_retries=0),
        )
    except (CommitFailedError, FileExistsError) as error:
        raise LakeError(
            "Another publisher was faster",
            where=remote.url,
            next_step="Nothing that readers see was changed; publish again to go on from theirs.",
        ) from error


def ask_published(remote: Remote, query: str, params: Sequence[Any] = ()) -> Any:
    """Return the answer to a SELECT over the newest published snapshot as Arrow; raises LakeError where none is."""
    newest = newest_pointer(remote)
    if newest is None:
        raise LakeError("No lake is published here", where=remote.url, next_step="`publish` a lake to this URL first.")
    connection = connect()
    try:
        for name, spec in tables().items():
            version = newest["versions"].get(name)
            held = _dataset(remote, remote.open(name, version)) if version is not None else _empty(spec)
            connection.register(f"published_{name}", held)
            chosen = ", ".join(quote_name(f.name) for f in arrow_schema(spec.row))
            connection.execute(f"CREATE VIEW {quote_name(name)} AS SELECT {chosen} FROM published_{name}")
        return connection.sql(query, params=list(params) or None).to_arrow_table()
    finally:
        connection.close()


def _empty(spec: TableSpec) -> Any:
    return arrow_schema(spec.row).empty_table()
