"""Web archives as inputs: WARC (CC-NEWS, crawls, our own raw store) and ARC, whole or broken.

FastWARC reads; where it gives up, warcio goes on after the last record read. What neither can read is said once,
with the number of records that were read before it.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any, Final

from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from tasks.fetch.captured import Captured, Skipped, Unreadable, clean_hint
from tasks.fetch.decoding import DecodingError, TooLargeError, decode_body
from tasks.fetch.records import MAX_RECORD, Defaults
from tasks.fetch.warc import DOCUMENT, HINTS, MAX_HEADER, WarcDamageError, capture_of_hints

_PAGES: Final = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_OK: Final = 200
_DIGEST: Final = re.compile(r"sha1:[A-Z2-7]{32}", re.IGNORECASE)  # other spellings are too varied to accuse anyone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record of an archive as either library read it; `body` is None where `trouble` says why."""

    url: str
    kind: str
    date: str | None
    hints: str | None
    document_id: str | None
    status: int | None = None
    content_type: str | None = None
    body: bytes | None = None
    trouble: str | None = None


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
    troubles: list[str] = []
    for library in (_read_with_fastwarc, _read_with_warcio):
        done = count.records
        try:
            for number, record in enumerate(library(path), 1):
                if number > done:
                    count.records = number
                    yield from _read_one(record, f"{name}#record={number}", defaults, count)
            troubles.clear()
            break
        except Exception as error:  # noqa: BLE001 the step's edge: the libraries raise their own, zlib's and plain errors
            troubles.append(" ".join(f"{type(error).__name__}: {error}".split())[:300])
    if troubles:
        yield Unreadable(
            path_or_url=name,
            kind="broken-archive",
            message=f"{name}: after record {count.records} nothing more can be read: {'; '.join(troubles)}",
            next_step="fetch the archive anew if it was cut; what was read before the break is stored",
        )
    if count.passed:
        yield Skipped(path=name, why=f"{count.passed} of {count.records} records are no article pages")


def _read_one(record: _Record, place: str, defaults: Defaults, count: _Count) -> Iterator[Captured | Unreadable]:
    media_type, charset = split_content_type(record.content_type)
    is_page = record.kind in ("response", "resource") and media_type in _PAGES and record.status in (None, _OK)
    if not record.trouble and not is_page and record.hints is None:
        count.passed += 1
        return
    try:
        if record.body is None:
            yield _broken(record, place, record.trouble or "no body")
        elif record.hints is None:
            yield _capture_page(record, record.body, _PAGES[media_type], charset, defaults)
        else:
            ours = capture_of_hints(record.hints, record.body, record.document_id, place)
            yield replace(ours, captured_at=ours.captured_at or _moment(record.date))
    except WarcDamageError as error:
        yield _broken(record, place, str(error))


def _broken(record: _Record, place: str, trouble: str) -> Unreadable:
    return Unreadable(
        path_or_url=place,
        kind="broken-record",
        message=f"{place} ({record.url}): {trouble}",
        next_step="look at the record; the others of the archive were read",
    )


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
    """Read the date of a record; a date that cannot be (year 0000) says nothing."""
    try:
        moment = datetime.fromisoformat(date or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def split_content_type(header: str | None) -> tuple[str, str | None]:
    """Return media type and charset of a Content-Type header, in lower case; text/plain where it makes no sense."""
    message = Message()
    message["content-type"] = " ".join((header or "").split())[:200]
    try:
        return message.get_content_type(), message.get_content_charset()
    except (LookupError, ValueError):
        return message.get_content_type(), None


def _read_with_fastwarc(path: Path) -> Iterator[_Record]:
    for record in ArchiveIterator(str(path), parse_http=False, max_header_len=MAX_HEADER, fsspec_args=False):
        headers = record.headers
        found = _Record(
            url=clean_hint((headers.get("WARC-Target-URI") or "").strip("<>")) or "",
            kind=(headers.get("WARC-Type") or "").lower(),
            date=headers.get("WARC-Date"),
            hints=headers.get(HINTS),
            document_id=headers.get(DOCUMENT),
        )
        yield _open_body(record, found) if found.kind in ("response", "resource") else found


def _open_body(record: Any, found: _Record) -> _Record:
    """Read the block of a record as a whole: FastWARC gives a cut block as if it had been meant to be short."""
    expected = record.content_length
    if expected > MAX_RECORD:
        return replace(found, trouble=f"larger than {MAX_RECORD >> 20} MB")
    record.freeze()
    if record.content_length != expected:
        return replace(found, trouble=f"cut: {record.content_length} of {expected} bytes are left")
    if _DIGEST.fullmatch(record.headers.get("WARC-Block-Digest") or "") and not record.verify_block_digest():
        return replace(found, trouble="damaged: the block does not have the SHA-1 that was written with it")
    try:
        record.parse_http(auto_decode="transfer", max_header_len=MAX_HEADER, quirks_mode=True)
        http = record.http_headers if record.is_http_parsed else None
        body = _undo_encoding(record.reader.read(MAX_RECORD + 1), http.get("Content-Encoding") if http else None)
    except (OSError, TooLargeError) as error:
        return replace(found, trouble=f"the body cannot be decoded: {error}")
    content_type = (http or record.headers).get("Content-Type")
    return _with_body(found, body, http.status_code if http else None, content_type)


def _undo_encoding(body: bytes, encoding: str | None) -> bytes:
    """Decode a body; crawlers of old stored it decoded and kept the header, so that one is taken as it stands."""
    try:
        return decode_body([body], encoding or "", MAX_RECORD)
    except DecodingError:
        return body


def _with_body(found: _Record, body: bytes, status: int | None, content_type: str | None) -> _Record:
    if len(body) > MAX_RECORD:
        return replace(found, trouble=f"larger than {MAX_RECORD >> 20} MB after decoding")
    return replace(found, body=body, status=status, content_type=content_type)


def _read_with_warcio(path: Path) -> Iterator[_Record]:
    """Read with warcio: ARC, and what FastWARC refuses. Its warnings would go to standard error: they say no record."""
    with path.open("rb") as file:
        records = WarcioIterator(file, arc2warc=True)
        while True:
            with contextlib.redirect_stderr(io.StringIO()):
                record = next(records, None)
                found = _open_warcio(record) if record else None
            if found is None:
                return
            yield found


def _open_warcio(record: Any) -> _Record:
    http = record.http_headers
    status = (http.get_statuscode() or "") if http else ""
    found = _Record(
        url=clean_hint((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")) or "",
        kind=record.rec_type,
        date=record.rec_headers.get_header("WARC-Date"),
        hints=record.rec_headers.get_header(HINTS),
        document_id=record.rec_headers.get_header(DOCUMENT),
    )
    content_type = (http or record.rec_headers).get_header("Content-Type")
    body = record.content_stream().read(MAX_RECORD + 1)
    return _with_body(found, body, int(status) if status.isdigit() else None, content_type)
