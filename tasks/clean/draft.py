"""From a payload to a draft: decode, read record, page or bare text; refuse by name what is no article."""

import re
from dataclasses import dataclass

from schemas.document import Document
from tasks.clean.body import extract_body
from tasks.clean.declared import Declared, read_declared
from tasks.clean.decode import Decoded, decode_payload
from tasks.clean.doubts import Doubt, RefusalError
from tasks.clean.headline import read_title, whole_title
from tasks.clean.kit import Kit
from tasks.clean.record import RecordError, read_record
from tasks.clean.refusal import Suspect, refuse_page
from tasks.clean.scan import OversizedError, Page, parse_page

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xhtml"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_FOREIGN = (
    (b"%PDF-", "a PDF file"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"\x1f\x8b", "compressed with gzip"), (b"ID3", "a sound file"),
    (b"OggS", "a sound file"), (b"{\\rtf", "a rich text file"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader of one media type found, before residue is taken out."""

    text: str
    extractor: str
    confidence: float
    title: str | None = None
    declared: Declared | None = None
    page: Page | None = None


def draft_document(payload: bytes, document: Document, kit: Kit, doubts: list[Doubt]) -> Draft:
    """Return what a payload holds; raises RefusalError, and adds lesser doubts to `doubts`."""
    if document.media_type == "application/json":
        return _draft_record(payload, document, kit)
    if not payload.strip(b" \t\r\n\0"):
        raise RefusalError("empty-payload", "the payload holds nothing", "look whether the address still serves a page")
    foreign = foreign_format(payload)
    if foreign:
        raise RefusalError("not-a-text", f"the payload is {foreign}", "convert it to text and ingest that")
    decoded = decode_payload(payload, document.charset, pairs=kit.letter_pairs)
    doubts.extend(_decoding_doubts(decoded))
    if document.media_type in PAGE_TYPES:
        return _draft_page(decoded.text, document, kit)
    return _draft_text(decoded.text)


def _draft_record(payload: bytes, document: Document, kit: Kit) -> Draft:
    try:
        record = read_record(payload)
    except RecordError as error:
        raise RefusalError("broken-record", str(error), "mend the record and ingest it again") from error
    if isinstance(record.get("text"), str) and record["text"].strip():
        return _draft_text(record["text"])
    if isinstance(record.get("html"), str):
        return _draft_page(record["html"], document, kit)
    raise RefusalError("empty-payload", "the record's text is empty", "look at the record")


def _draft_text(text: str) -> Draft:
    clean = storable(text)
    if not any(c.isalnum() for c in clean):
        raise RefusalError("empty-payload", "there is no word in the text", "look at the input")
    return Draft(text=clean, extractor="text", confidence=1.0)


def _draft_page(markup: str, document: Document, kit: Kit) -> Draft:
    try:
        page = parse_page(markup)
    except OversizedError as error:
        raise RefusalError(
            "oversized-page", str(error), "look at the stored payload; split it if it is news"
        ) from error
    if page is None:
        raise RefusalError("empty-page", "no element of a page could be read", "look at the stored payload")
    declared = read_declared(page)
    title = read_title(page, declared, kit.outlets)
    told = str(declared.article.get("articleBody") or "")
    body = extract_body(page, document.final_url or document.url, told)
    named = whole_title(page) or title
    text = body.text if body else ""
    suspect = Suspect(page=page, declared=declared, title=named, text=text, status=document.http_status)
    refuse_page(suspect, kit.refusals)
    if body is None:
        raise RefusalError(
            "empty-page", "no extractor finds a text in the page", "look whether the text is made by script"
        )
    return Draft(
        text=storable(body.text),
        extractor=body.extractor,
        confidence=body.confidence,
        title=title,
        declared=declared,
        page=page,
    )


def _decoding_doubts(decoded: Decoded) -> list[Doubt]:
    if decoded.doubt is None:
        return []
    step = "compare the stored text with the page"
    return [Doubt(kind="suspicious-charset", severity="doubt", message=decoded.doubt, next_step=step)]


def storable(text: str) -> str:
    """Return a text that Parquet and DuckDB can hold: NUL goes, lone surrogates become U+FFFD; all else stays."""
    return _SURROGATES.sub("\ufffd", text.replace("\0", ""))


def foreign_format(payload: bytes) -> str | None:
    """Name the format of a payload that is no text at all, by its first bytes."""
    head = payload[:64].lstrip()
    return next((name for mark, name in _FOREIGN if head.startswith(mark)), None)
