"""Feeds as values: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0 through feedparser, JSON Feed by ourselves.

feedparser is handed bytes only: given a text it opens it as a path or an address. Its cleaning of markup is off,
because the page cleaner does that, with a reason for each line.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import feedparser

from tasks.fetch.captured import clean_hint

MAX_FEED: Final = 8 << 20
"""Bytes of a feed after decoding: expat is quadratic in long tokens, 16 MB in one of them took 4.8 s."""
MAX_ITEMS: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """What a feed says of one article."""

    guid: str | None
    url: str | None
    title: str | None
    published: str | None
    """As written."""
    html: str | None
    """The longest text that the item carries, as HTML or plain text."""
    is_full: bool
    """The feed offers the whole article (content:encoded, Atom content, content_html), not a summary."""
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items of one feed, in its order, and what was wrong with it."""

    version: str
    """As feedparser names it: rss20, atom10, rdf, json11; empty: nothing told that this is a feed."""
    title: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    troubles: tuple[str, ...]


def parse_feed(payload: bytes) -> Feed:
    """Return what a feed says. Never raises: a feed that cannot be read has no items and says why in `troubles`."""
    if len(payload) > MAX_FEED:
        return _nothing(f"larger than {MAX_FEED >> 20} MB")
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _parse_json_feed(payload)
    try:
        return _parse_xml_feed(payload)
    except Exception as error:  # noqa: BLE001 the step's edge: feedparser raises what its parsers raise
        return _nothing(f"{type(error).__name__}: {error}")


def _nothing(trouble: str) -> Feed:
    return Feed(version="", title=None, language=None, items=(), troubles=(trouble,))


def _parse_xml_feed(payload: bytes) -> Feed:
    parsed = feedparser.parse(io.BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    troubles = [f"ill-formed: {parsed.bozo_exception}"] if parsed.get("bozo") else []
    entries = parsed.entries
    if len(entries) > MAX_ITEMS:
        troubles.append(f"{len(entries)} items, of which the first {MAX_ITEMS} were read")
    language = clean_hint(parsed.feed.get("language"))
    return Feed(
        version=parsed.get("version") or "",
        title=clean_hint(parsed.feed.get("title")),
        language=language,
        items=tuple(_xml_item(entry, language) for entry in entries[:MAX_ITEMS]),
        troubles=tuple(troubles),
    )


def _xml_item(entry: Mapping[str, Any], language: str | None) -> FeedItem:
    contents = [c.get("value") or "" for c in entry.get("content") or ()]
    full = max(contents, key=len, default="").strip()
    summary = str(entry.get("summary") or "").strip()
    return FeedItem(
        guid=clean_hint(entry.get("id")),
        url=clean_hint(entry.get("link")),
        title=clean_hint(entry.get("title")),
        published=clean_hint(entry.get("published") or entry.get("created") or entry.get("updated")),
        html=full or summary or None,
        is_full=len(full) > len(summary),
        language=clean_hint(entry.get("language")) or language,
    )


def _parse_json_feed(payload: bytes) -> Feed:
    try:
        told = json.loads(payload.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return _nothing(f"not valid JSON: {error}")
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(told.get("version")):
        return _nothing("a JSON file that is no JSON Feed")
    language = clean_hint(told.get("language"))
    found = [_json_item(item, language) for item in items[:MAX_ITEMS] if isinstance(item, dict)]
    troubles = [f"{len(items)} items, of which {len(found)} were read"] if len(found) < len(items) else []
    return Feed(
        version="json1",
        title=clean_hint(told.get("title")),
        language=language,
        items=tuple(found),
        troubles=tuple(troubles),
    )


def _json_item(item: Mapping[str, Any], language: str | None) -> FeedItem:
    full = item.get("content_html") or item.get("content_text")
    text = full or item.get("summary")
    return FeedItem(
        guid=clean_hint(item.get("id")),
        url=clean_hint(item.get("url") or item.get("external_url")),
        title=clean_hint(item.get("title")),
        published=clean_hint(item.get("date_published") or item.get("date_modified")),
        html=text if isinstance(text, str) else None,
        is_full=isinstance(full, str) and bool(full),
        language=clean_hint(item.get("language")) or language,
    )
