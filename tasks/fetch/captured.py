"""What every reader of inputs yields: bytes and hints, no judgement; what could not be read; what was passed over."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from schemas.batch import Issue
from schemas.document import Document
from schemas.ids import content_id

HINT_CHARACTERS: Final = 4096
"""Longest hint that is kept: a feed with a title of 16 MB must not become a header of 16 MB in the archive."""

_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One payload as it was read, and what the transport, feed, record or sidecar told about it."""

    url: str
    """Address asked for; `file:NAME` for local files, `file:NAME#id` for a record without an address."""
    final_url: str | None = None
    payload: bytes = field(repr=False)
    media_type: str
    """text/html, text/plain or application/json: a record {id, url, source, title, published, text}."""
    charset: str | None = None
    http_status: int | None = None
    """None for files."""
    external_id: str | None = None
    source_id: str | None = None
    title_hint: str | None = None
    published_hint: str | None = None
    """As written: what it means is for the step that reads dates."""
    language_hint: str | None = None
    feed_url: str | None = None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """HTTP headers as received; kept in the archive, no part of the id: they differ with each visit."""
    captured_at: datetime | None = None
    """When an archive that is our input captured it, UTC; None: it is captured now. No part of the id."""

    @property
    def payload_sha256(self) -> str:
        """SHA-256 of the payload, hex."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def document_id(self) -> str:
        """Hash of all that a `document` row says, time and place in the archive apart.

        Each hint is part of it: were it not, which of two captures of one page gave the row would depend on the
        order of arrival.
        """
        return _document_id(self, self.payload_sha256)


def _document_id(captured: Captured, payload_sha256: str) -> str:
    return content_id(
        payload_sha256,
        captured.url,
        captured.final_url,
        captured.media_type,
        captured.charset,
        captured.http_status,
        captured.external_id,
        captured.source_id,
        captured.title_hint,
        captured.published_hint,
        captured.language_hint,
        captured.feed_url,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An input, or a part of one, that could not be read: it becomes an `issue` row."""

    path_or_url: str
    """`file:NAME`, with `#line=12` or `#record=12` for a part; unique within one reading."""
    kind: str
    """Short name: no-such-file, broken-line, broken-record, broken-archive, not-a-feed, too-large, ..."""
    message: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is no input of ours: counted, not doubted."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPlace:
    """Where a record lies: WARC file (name below the raw folder), offset and length of its gzip member."""

    file: str
    offset: int
    length: int


def clean_hint(value: object) -> str | None:
    """Return a hint as a text that every later step can store, or None where it says nothing.

    NUL goes and lone surrogates become U+FFFD (Parquet and DuckDB refuse them); numbers become text (an `id` may
    be one); lists, objects and truth values say nothing.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).replace("\x00", "").translate(_SURROGATES).strip()
    return text[:HINT_CHARACTERS] or None


def document_row(captured: Captured, place: WarcPlace, *, fetched_at: datetime, batch_id: str) -> Document:
    """Return the `document` row of a capture that lies at `place` in the archive.

    `fetched_at` is the time of the batch; a capture that an older archive made keeps the time it was made.
    """
    sha256 = captured.payload_sha256
    return Document(
        document_id=_document_id(captured, sha256),
        source_id=captured.source_id,
        url=captured.url,
        final_url=captured.final_url,
        external_id=captured.external_id,
        media_type=captured.media_type,
        charset=captured.charset,
        http_status=captured.http_status,
        payload_sha256=sha256,
        payload_bytes=len(captured.payload),
        title_hint=captured.title_hint,
        published_hint=captured.published_hint,
        language_hint=captured.language_hint,
        feed_url=captured.feed_url,
        fetched_at=captured.captured_at or fetched_at,
        warc_file=place.file,
        warc_offset=place.offset,
        warc_bytes=place.length,
        batch_id=batch_id,
    )


def issue_row(unreadable: Unreadable, *, batch_id: str, source_id: str | None = None) -> Issue:
    """Return the `issue` row of an input that could not be read; its severity is quarantine: no article was made."""
    subject = clean_hint(unreadable.path_or_url)
    return Issue(
        issue_id=content_id("fetch", unreadable.kind, subject, None),
        stage="fetch",
        kind=unreadable.kind,
        severity="quarantine",
        source_id=source_id,
        url=subject,
        document_id=None,
        article_id=None,
        mention_id=None,
        text=None,
        start=None,
        end=None,
        message=clean_hint(unreadable.message) or unreadable.kind,
        next_step=clean_hint(unreadable.next_step) or "look at the input",
        batch_id=batch_id,
    )
