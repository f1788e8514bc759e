"""`article` and `residue`: clean text, and each line that cleaning took out of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from schemas.spec import VOLATILE, table


@table(key=("article_id",), month_of="published_at")
@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clean text of one document, with what is known of its publication."""

    article_id: Annotated[str, "Hash of dedupe_url (or external_id) and text"]
    external_id: Annotated[str | None, "Id given by the input"]
    source_id: Annotated[str | None, "Source it was read from"]
    url: Annotated[str | None, "Address it was read from"]
    canonical_url: Annotated[str | None, "Address that the page calls its own"]
    dedupe_url: Annotated[str | None, "Address without tracking, mobile and AMP variants"]
    title: Annotated[str | None, "Headline without the outlet's name"]
    author: Annotated[str | None, "Byline"]
    section: Annotated[str | None, "Section of the outlet"]
    published_at: Annotated[datetime | None, "When it was published, UTC; midnight where only the day is known"]
    published_precision: Annotated[str | None, "instant, minute or day"]
    published_basis: Annotated[str | None, "What told it: json-ld, meta, time, url, line, feed, sidecar, text"]
    published_day: Annotated[date | None, "Day as printed in the outlet's own zone: the reference for 'yesterday'"]
    modified_at: Annotated[datetime | None, "When the page says it was last changed, UTC"]
    language: Annotated[str | None, "ISO 639-1 or 639-3; null where undecided"]
    language_confidence: Annotated[float | None, "0 to 1"]
    text: Annotated[str, "Clean text; paragraphs are parted by newlines; all offsets point into it"]
    text_sha256: Annotated[str, "SHA-256 of the text in UTF-8, hex"]
    agency: Annotated[str | None, "Agencies that the attribution line names, comma-separated ids or words"]
    dateline_place: Annotated[str | None, "Place that the dateline names, as written"]
    dateline_date: Annotated[date | None, "Day that the dateline names"]
    revision_of: Annotated[str | None, "Earlier article at the same dedupe_url whose text this one replaces"]
    extraction_confidence: Annotated[float | None, "0 to 1: agreement of the extractors on the body; 1 for bare text"]
    extractor: Annotated[str, "What made the text: trafilatura-fast, trafilatura, resiliparse, text, feed"]
    code_version: Annotated[str, "Version of the code that made the row"]
    knowledge_hash: Annotated[str, "Hash of the knowledge that made the row"]
    document_id: Annotated[str, "Document it was made from (the first, where several give the same text)", VOLATILE]
    captured_at: Annotated[datetime, "When that document was captured, UTC", VOLATILE]
    batch_id: Annotated[str, "Batch that stored it", VOLATILE]


@table(key=("article_id", "line"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """One line that cleaning removed, with the rule and why: removal can be undone."""

    article_id: Annotated[str, "Article it was removed from"]
    line: Annotated[int, "Number of the line in the text before cleaning, from 0"]
    text: Annotated[str, "The line as it was"]
    rule_id: Annotated[str, "Rule that removed it"]
    reason: Annotated[str, "Why, in words"]
    at: Annotated[int, "Offset in the clean text at which it stood"]
