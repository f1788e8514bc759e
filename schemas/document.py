"""`document`: one captured payload."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from schemas.spec import VOLATILE, table


@table(key=("document_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One captured payload: the bytes lie in a WARC record, the hints beside it are what feed, file or sidecar told."""

    document_id: Annotated[str, "Hash of payload, url and hints"]
    source_id: Annotated[str | None, "The source it was read from, where known"]
    url: Annotated[str, "Address asked for; file:NAME for local files"]
    final_url: Annotated[str | None, "Address after redirects"]
    external_id: Annotated[
        str | None, "Id given by the input: `id` of a JSONL record, stem of a file, guid of a feed item"
    ]
    media_type: Annotated[str, "text/html, text/plain or application/json (a record)"]
    charset: Annotated[str | None, "Character set that the transport declared"]
    http_status: Annotated[int | None, "HTTP status; null for files"]
    payload_sha256: Annotated[str, "SHA-256 of the payload, hex"]
    payload_bytes: Annotated[int, "Length of the payload"]
    title_hint: Annotated[str | None, "Title told by feed or sidecar"]
    published_hint: Annotated[str | None, "Date of publication told by feed or sidecar, as written"]
    language_hint: Annotated[str | None, "Language told by feed or sidecar"]
    feed_url: Annotated[str | None, "Feed or sitemap that named it"]
    fetched_at: Annotated[datetime, "When it was captured, UTC", VOLATILE]
    warc_file: Annotated[str, "WARC file below the lake's raw folder", VOLATILE]
    warc_offset: Annotated[int, "Byte offset of the record in that file", VOLATILE]
    warc_bytes: Annotated[int, "Length of the compressed record", VOLATILE]
    batch_id: Annotated[str, "Batch that stored it", VOLATILE]
