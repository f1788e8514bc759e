"""Web archives as inputs: WARC (CC-NEWS, crawls, our own raw store) and ARC, whole or broken.

FastWARC reads; where it gives up, warcio goes on after the last record read. What neither can read is said once,
with the number of records that were read before it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Final

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from tasks.fetch.captured import Captured, Skipped, Unreadable, clean_hint
from tasks.fetch.records import MAX_RECORD, Defaults
from tasks.fetch.warc import DOCUMENT, HINTS, MAX_HEADER, WarcDamageError, capture_of_hints

_PAGES: Final = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_OK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record of an archive, read by either library, with its body still to be read."""

    url: str
    kind: str
    date: str | None
    hints: str | None
    document_id: str | None
    status: int | None
    content_type: str | None
    read: Callable[[int], bytes]


@dataclass(slots=True)
class _Count:
    """How far the reading came: records of every kind, and those that are no article pages."""

    records: int = 0
    passed: int = 0


def read_archive(path: Path, name: str, defaults: Defaults) -> Iterator[Captured | Unreadable | Skipped]:
    """Yield the pages of a WARC or ARC file (plain, gzip, lz4 or zstd), in the order in which they lie there.

    Pages are answers with status 200 of type HTML or plain text, bare resources of these types, and every record
    that we wrote ourselves. The others (pictures, requests, errors) are counted in one Skipped at the end.
    """
    count = _Count()
    trouble = None
    for library in (_read_with_fastwarc, _read_with_warcio):
        trouble = None
        done = count.records
        try:
            for number, record in enumerate(library(path)):
                if number >= done:
                    count.records = number + 1
                    yield from _read_one(record, f"{name}#record={count.records}", defaults, count)
            break
        except Exception as error:  # noqa: BLE001 the step's edge: the libraries raise their own, zlib's and plain errors
            trouble = f"{type(error).__name__}: {error}"
    if trouble:
        yield Unreadable(
            path_or_url=name,
            kind="broken-archive",
            message=f"{name}: after record {count.records} nothing more can be read: {trouble}",
            next_step="fetch the archive anew if it was cut; what was read before the break is stored",
        )
    if count.passed:
        yield Skipped(path=name, why=f"{count.passed} of {count.records} records are no article pages")


def _read_one(record: _Record, place: str, defaults: Defaults, count: _Count) -> Iterator[Captured | Unreadable]:
    media_type, charset = _split_content_type(record.content_type)
    is_page = record.kind in ("response", "resource") and media_type in _PAGES and record.status in (None, _OK)
    if not is_page and record.hints is None:
        count.passed += 1
        return
    try:
        payload = _read_body(record)
        if record.hints is not None:
            ours = capture_of_hints(record.hints, payload, record.document_id, place)
            yield replace(ours, captured_at=ours.captured_at or _moment(record.date))
        else:
            yield _capture_page(record, payload, _PAGES[media_type], charset, defaults)
    except Exception as error:  # noqa: BLE001 the step's edge: one record with a broken body is one issue
        yield Unreadable(
            path_or_url=place,
            kind="broken-record",
            message=f"{place} ({record.url}): {type(error).__name__}: {error}",
            next_step="look at the record; the others of the archive were read",
        )


def _read_body(record: _Record) -> bytes:
    payload = record.read(MAX_RECORD + 1)
    if len(payload) > MAX_RECORD:
        raise WarcDamageError(f"larger than {MAX_RECORD >> 20} MB after decoding")
    return payload


def _capture_page(
    record: _Record, payload: bytes, media_type: str, charset: str | None, defaults: Defaults
) -> Captured:
    return Captured(
        url=record.url,
        final_url=record.url if record.status else None,
        payload=payload,
        media_type=media_type,
        charset=charset,
        http_status=record.status,
        source_id=defaults.source,
        published_hint=defaults.published,
        captured_at=_moment(record.date),
    )


def _moment(date: str | None) -> datetime | None:
    """Read the date of a record; archives that lie about it (year 0000) say nothing."""
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _split_content_type(header: str | None) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = " ".join((header or "").split())[:200]
    try:
        return message.get_content_type(), message.get_content_charset()
    except (LookupError, ValueError):
        return message.get_content_type(), None


def _read_with_fastwarc(path: Path) -> Iterator[_Record]:
    for record in ArchiveIterator(
        str(path),
        record_types=WarcRecordType.any_type,
        parse_http=True,
        auto_decode="all",
        max_header_len=MAX_HEADER,
        fsspec_args=False,
    ):
        http = record.http_headers
        is_http = record.is_http_parsed
        yield _Record(
            url=clean_hint((record.headers.get("WARC-Target-URI") or "").strip("<>")) or "",
            kind=record.record_type.name or "",
            date=record.headers.get("WARC-Date"),
            hints=record.headers.get(HINTS),
            document_id=record.headers.get(DOCUMENT),
            status=http.status_code if is_http else None,
            content_type=http.get("Content-Type") if is_http else record.headers.get("Content-Type"),
            read=record.reader.read,
        )


def _read_with_warcio(path: Path) -> Iterator[_Record]:
    with path.open("rb") as file:
        for record in WarcioIterator(file, arc2warc=True):
            http = record.http_headers
            status = http.get_statuscode() if http else None
            yield _Record(
                url=clean_hint((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")) or "",
                kind=record.rec_type,
                date=record.rec_headers.get_header("WARC-Date"),
                hints=record.rec_headers.get_header(HINTS),
                document_id=record.rec_headers.get_header(DOCUMENT),
                status=int(status) if status and status.isdigit() else None,
                content_type=(http or record.rec_headers).get_header("Content-Type"),
                read=record.content_stream().read,
            )
