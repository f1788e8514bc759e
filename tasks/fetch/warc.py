"""The raw store: one WARC file per batch, written with warcio, read with FastWARC.

Each record carries its hints as JSON in `WARC-JSON-Metadata`, so that every later row can be made again from the
archive alone. A local file becomes a `resource` record, an answer of a server a `response` record.
"""

import io
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.fetch.captured import Captured, WarcPlace

HINTS: Final = "WARC-JSON-Metadata"
"""Header of a record of ours: all fields of the capture but its payload, as JSON."""
DOCUMENT: Final = "Marsad-Document-ID"
MAX_HEADER: Final = 1 << 20
_HINT_FIELDS: Final = (
    "url",
    "final_url",
    "media_type",
    "charset",
    "http_status",
    "external_id",
    "source_id",
    "title_hint",
    "published_hint",
    "language_hint",
    "feed_url",
)
# The payload is stored as the reader saw it, decoded: these would lie about it.
_TRANSPORT: Final = {"content-encoding", "transfer-encoding", "content-length", "connection", "trailer"}


class WarcDamageError(ValueError):
    """A record of the raw store is not what was written: the message names file and offset."""


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _target(url: str) -> str:
    """Spell an address in ASCII: a target URI with a space or Arabic letters is what other readers trip over."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace") or "file:"


def _http_headers(captured: Captured) -> Any:
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _TRANSPORT else name, value) for name, value in captured.headers
    ]
    if not any(name.lower() == "content-type" for name, _ in headers):
        charset = f"; charset={captured.charset}" if captured.charset else ""
        headers.append(("Content-Type", captured.media_type + charset))
    headers.append(("Content-Length", str(len(captured.payload))))
    safe = [(_one_line(name), _one_line(value)) for name, value in headers]
    return StatusAndHeaders(f"{captured.http_status} -", safe, protocol="HTTP/1.1")


def _one_line(text: str) -> str:
    """Keep a header on its line, whatever a server put into it."""
    return "".join(c if c.isprintable() else " " for c in text).encode("ascii", "replace").decode("ascii")


def _hints(captured: Captured) -> str:
    told = {name: getattr(captured, name) for name in _HINT_FIELDS if getattr(captured, name) is not None}
    if captured.headers:
        told["headers"] = captured.headers
    if captured.captured_at:
        told["captured_at"] = captured.captured_at.astimezone(UTC).isoformat()
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def _make_record(writer: WARCWriter, captured: Captured, document_id: str, fetched_at: datetime) -> Any:
    kind = "resource" if captured.http_status is None else "response"
    date = _warc_date(captured.captured_at or fetched_at)
    name = f"{document_id} {date}"
    return writer.create_warc_record(
        _target(captured.url),
        kind,
        payload=io.BytesIO(captured.payload),
        length=len(captured.payload),
        warc_content_type=captured.media_type if kind == "resource" else "application/http; msgtype=response",
        http_headers=None if kind == "resource" else _http_headers(captured),
        warc_headers_dict={
            "WARC-Date": date,
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}>",
            "WARC-Payload-Digest": f"sha256:{captured.payload_sha256}",
            DOCUMENT: document_id,
            HINTS: _hints(captured),
        },
    )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_records(folder: Path, name: str, captured: Sequence[Captured], fetched_at: datetime) -> list[WarcPlace]:
    """Write the captures of one batch as `folder/name.warc.gz` and return where each of them lies.

    The file appears whole or not at all: it is written aside, synced and renamed, and the same captures at the same
    time give the same bytes, so that a batch done again after a crash replaces the file by its equal. A capture that
    comes twice is written once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{name}.warc.gz"
    aside = folder / f".{name}.warc.gz.part"
    with aside.open("wb") as out:
        places = _write_all(out, final.name, captured, fetched_at)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(final)
    _sync_folder(folder)
    return places


def append_record(out: Any, captured: Captured, fetched_at: datetime) -> None:
    """Write one capture to the end of an open WARC file."""
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(_make_record(writer, captured, captured.document_id, fetched_at))


def _write_all(out: Any, file: str, captured: Sequence[Captured], fetched_at: datetime) -> list[WarcPlace]:
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    known: dict[str, WarcPlace] = {}
    places = []
    for one in captured:
        document_id = one.document_id
        if document_id not in known:
            start = out.tell()
            writer.write_record(_make_record(writer, one, document_id, fetched_at))
            known[document_id] = WarcPlace(file=file, offset=start, length=out.tell() - start)
        places.append(known[document_id])
    return places


def capture_of_hints(hints: str, payload: bytes, document_id: str | None, place: str) -> Captured:
    """Return the capture that a record of ours holds; raises WarcDamageError if it is not the one that was written.

    The id was written beside the record and covers payload and hints: a flipped bit in either shows.
    """
    try:
        told = json.loads(hints)
        headers = tuple((str(name), str(value)) for name, value in told.pop("headers", ()))
        moment = told.pop("captured_at", None)
        captured = Captured(
            payload=payload, headers=headers, captured_at=datetime.fromisoformat(moment) if moment else None, **told
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise WarcDamageError(f"{place}: the hints of the record are damaged: {error}") from error
    if captured.document_id != document_id:
        raise WarcDamageError(f"{place}: the record holds {captured.document_id}, but {document_id} was written")
    return captured


def _read_member(data: bytes, place: str) -> Captured:
    try:
        for record in ArchiveIterator(io.BytesIO(data), max_header_len=MAX_HEADER, parse_http=True):
            hints = record.headers.get(HINTS)
            if hints is not None:
                return capture_of_hints(hints, record.reader.read(), record.headers.get(DOCUMENT), place)
    except OSError:
        return _read_member_slowly(data, place)
    raise WarcDamageError(f"{place}: no record of ours begins there")


def _read_member_slowly(data: bytes, place: str) -> Captured:
    """Read with warcio what FastWARC refuses."""
    try:
        for record in WarcioIterator(io.BytesIO(data)):
            hints = record.rec_headers.get_header(HINTS)
            if hints is not None:
                payload = record.raw_stream.read()
                return capture_of_hints(hints, payload, record.rec_headers.get_header(DOCUMENT), place)
    except Exception as error:  # warcio raises its own, zlib's and plain ones
        raise WarcDamageError(f"{place}: {type(error).__name__}: {error}") from error
    raise WarcDamageError(f"{place}: no record of ours begins there")


def read_record(folder: Path, place: WarcPlace) -> Captured:
    """Return the capture that lies at `place` below `folder`, exactly as it was written.

    Raises WarcDamageError where the record is missing, cut or has another SHA-256 than the one written with it.
    """
    where = f"{place.file} at {place.offset}"
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            data = file.read(place.length)
    except OSError as error:
        raise WarcDamageError(f"{where}: {error.strerror}") from error
    if len(data) != place.length:
        raise WarcDamageError(f"{where}: {len(data)} of {place.length} bytes are left")
    return _read_member(data, where)


def read_all(folder_or_file: Path) -> Iterator[tuple[WarcPlace, Captured, datetime]]:
    """Yield place, capture and time of capture of every record that we wrote, by file name and offset.

    Of a folder only its own files are read: below the raw store, `feeds/` holds answers that are no documents.

    Raises WarcDamageError at the first record that is not what was written; what stands before it has been yielded.
    """
    if folder_or_file.is_file():
        yield from _read_file(folder_or_file, folder_or_file.name)
        return
    for path in sorted(folder_or_file.glob("*.warc.gz")):
        yield from _read_file(path, path.name)


def _read_file(path: Path, file: str) -> Iterator[tuple[WarcPlace, Captured, datetime]]:
    waiting: tuple[int, Captured, datetime] | None = None
    offset = 0
    try:
        records = ArchiveIterator(
            path, max_header_len=MAX_HEADER, record_types=WarcRecordType.any_type, parse_http=True, fsspec_args=False
        )
        for record in records:
            offset = record.stream_pos
            if waiting:
                yield _placed(file, waiting, offset)
            waiting = None
            hints = record.headers.get(HINTS)
            if hints is not None:
                payload = record.reader.read()
                captured = capture_of_hints(hints, payload, record.headers.get(DOCUMENT), f"{file} at {offset}")
                waiting = (offset, captured, datetime.fromisoformat(record.headers["WARC-Date"]))
    except OSError as error:
        raise WarcDamageError(f"{file} after {offset}: {error}") from error
    if waiting:
        yield _placed(file, waiting, path.stat().st_size)


def _placed(file: str, waiting: tuple[int, Captured, datetime], end: int) -> tuple[WarcPlace, Captured, datetime]:
    offset, captured, moment = waiting
    return WarcPlace(file=file, offset=offset, length=end - offset), captured, moment
