"""Dumps of records, JSON lines and Parquet, read as a stream: one record is one capture, a broken one is one issue."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from tasks.fetch.captured import Captured, Unreadable, clean_hint

MAX_RECORD: Final = 32 << 20
"""Bytes of one record: a page of 25 MB is news to the cleaner, a line without an end is not."""

_PARQUET_ROWS: Final = 128
_COLUMNS: Final = ("id", "url", "source", "title", "published", "language", "text", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What is said of all inputs of one reading: used where an input does not say it itself."""

    source: str | None = None
    published: str | None = None


def capture_record(record: Mapping[str, Any], payload: bytes, name: str, defaults: Defaults) -> Captured | str:
    """Return one record as a capture whose payload is the record itself, or what it lacks, in words."""
    if not any(isinstance(record.get(key), str) for key in ("text", "html")):
        return "the record has neither `text` nor `html`"
    external_id = clean_hint(record.get("id"))
    return Captured(
        url=clean_hint(record.get("url")) or f"{name}#{external_id or ''}",
        payload=payload,
        media_type="application/json",
        charset="utf-8",
        external_id=external_id,
        source_id=clean_hint(record.get("source")) or defaults.source,
        title_hint=clean_hint(record.get("title")),
        published_hint=clean_hint(record.get("published")) or defaults.published,
        language_hint=clean_hint(record.get("language")),
    )


def _broken(name: str, part: str, kind: str, message: str) -> Unreadable:
    return Unreadable(
        path_or_url=f"{name}#{part}",
        kind=kind,
        message=f"{name}, {part.replace('=', ' ')}: {message}",
        next_step="mend that record and bring it again: what is stored already stays as it is",
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line; None for a line that is longer than a record may be."""
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) > MAX_RECORD and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_RECORD)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def read_record(name: str, part: str, payload: bytes | None, defaults: Defaults) -> Captured | Unreadable | None:
    """Return the record in some bytes as a capture, or what is wrong with it; None for blank bytes.

    `name` and `part` (`line=12`, `entry=17-0`) say where it stands; `payload` is None where it is longer than allowed.
    """
    if payload is None or len(payload) > MAX_RECORD:
        return _broken(name, part, "too-large", f"longer than {MAX_RECORD >> 20} MB")
    payload = payload.removeprefix(b"\xef\xbb\xbf").strip()
    if not payload:
        return None
    try:
        record = json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return _broken(name, part, "broken-line", f"not a JSON record: {error}")
    if not isinstance(record, dict):
        return _broken(name, part, "broken-line", "a JSON value that is no record {...}")
    found = capture_record(record, payload, name, defaults)
    return _broken(name, part, "broken-line", found) if isinstance(found, str) else found


def _open(path: Path) -> Any:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def read_json_lines(path: Path, name: str, defaults: Defaults) -> Iterator[Captured | Unreadable]:
    """Yield the records of a `.jsonl` or `.jsonl.gz`; of a cut gzip what stands before the cut, then one issue.

    `name` is what the file is called in addresses (`file:NAME`).
    """
    number = 0
    try:
        with _open(path) as stream:
            for number, line in _lines(stream):
                found = read_record(name, f"line={number}", line, defaults)
                if found is not None:
                    yield found
    except (OSError, EOFError, zlib.error) as error:
        yield _broken(name, f"line={number + 1}", "broken-file", f"the file cannot be read further: {error}")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value


def _read_row(name: str, number: int, row: Mapping[str, Any], defaults: Defaults) -> Captured | Unreadable:
    record = {key: _plain(value) for key, value in row.items() if value is not None}
    try:
        payload = json.dumps(record, ensure_ascii=False, default=str).encode("utf-8", "replace")
    except (ValueError, RecursionError) as error:
        return _broken(name, f"record={number}", "broken-record", str(error))
    if len(payload) > MAX_RECORD:
        return _broken(name, f"record={number}", "too-large", f"larger than {MAX_RECORD >> 20} MB")
    found = capture_record(record, payload, name, defaults)
    return _broken(name, f"record={number}", "broken-record", found) if isinstance(found, str) else found


def read_parquet(path: Path, name: str, defaults: Defaults) -> Iterator[Captured | Unreadable]:
    """Yield the rows of a Parquet file (columns id, url, source, title, published, language, text or html)."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            columns = [c for c in file.schema_arrow.names if c in _COLUMNS]
            if not {"text", "html"} & set(columns):
                yield _broken(name, "columns", "broken-record", "neither a column `text` nor a column `html`")
                return
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _read_row(name, number, row, defaults)
    except (OSError, ValueError, pa.ArrowException) as error:
        yield _broken(name, f"record={number + 1}", "broken-file", f"the file cannot be read further: {error}")
