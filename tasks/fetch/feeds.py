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
from tasks.fetch.feedrescue import count_items, is_exhausting, rescue_items, strip_sections

MAX_FEED: Final = 8 << 20
"""Bytes of a feed after decoding: a feed of 50 full articles has about one."""
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
    """As feedparser names it: rss20, atom10, rdf, json1; empty: nothing told that this is a feed."""
    title: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    ttl_s: int | None = None
    """Seconds for which the feed says that it may be kept."""
    troubles: tuple[str, ...] = ()
    """What was wrong with the form, though the items were read."""
    lost: str | None = None
    """Items that are marked in the feed and could not be read, in words: an issue, never silence."""


def parse_feed(payload: bytes) -> Feed:
    """Return what a feed says. Never raises: a feed that cannot be read has no items and says why in `troubles`."""
    if len(payload) > MAX_FEED:
        return _nothing(f"larger than {MAX_FEED >> 20} MB")
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _parse_json_feed(payload)
    markup = strip_sections(payload)
    marked = count_items(markup)
    feed = _rescue(payload, "more tags than a feed has") if is_exhausting(markup) else _parse_xml_feed(payload)
    if len(feed.items) < min(marked, MAX_ITEMS):
        second = _rescue(payload, *feed.troubles)
        feed = second if len(second.items) > len(feed.items) else feed
    return feed if len(feed.items) >= marked else _with_loss(feed, marked)


def _with_loss(feed: Feed, marked: int) -> Feed:
    return Feed(
        version=feed.version,
        title=feed.title,
        language=feed.language,
        items=feed.items,
        ttl_s=feed.ttl_s,
        troubles=feed.troubles,
        lost=f"{marked} items are marked in the feed, {len(feed.items)} of them could be read",
    )


def _nothing(trouble: str) -> Feed:
    return Feed(version="", title=None, language=None, items=(), troubles=(trouble,))


def _parse_xml_feed(payload: bytes) -> Feed:
    try:
        parsed = feedparser.parse(io.BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
        language = clean_hint(parsed.feed.get("language"))
        return Feed(
            version=parsed.get("version") or "",
            title=clean_hint(parsed.feed.get("title")),
            language=language,
            items=tuple(_xml_item(entry, language) for entry in parsed.entries[:MAX_ITEMS]),
            ttl_s=_ttl(parsed.feed),
            troubles=(f"ill-formed: {parsed.bozo_exception}",) if parsed.get("bozo") else (),
        )
    except Exception as error:  # noqa: BLE001 the step's edge: feedparser raises what its parsers raise
        return _nothing(f"{type(error).__name__}: {error}")


_PERIODS: Final = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Return <ttl> (minutes) or the period of the syndication module as seconds."""
    ttl = str(feed.get("ttl") or "").strip()
    if ttl.isascii() and ttl.isdigit():
        return min(int(ttl[:9]), 10**6) * 60 or None
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    often = str(feed.get("sy_updatefrequency") or "1").strip()
    times = int(often[:6]) if often.isascii() and often.isdigit() else 1
    return None if period is None else period // max(times, 1)


def _xml_item(entry: dict[str, Any], language: str | None) -> FeedItem:
    contents = [c.get("value") or "" for c in entry.get("content") or ()]
    return _item(
        {
            "guid": entry.get("id"),
            "link": entry.get("link"),
            "title": entry.get("title"),
            # dict.get: feedparser's own answers a question for one date with another
            "published": dict.get(entry, "published") or dict.get(entry, "created"),
            "updated": dict.get(entry, "updated"),
            "full": max(contents, key=len, default=""),
            "summary": entry.get("summary"),
            "language": entry.get("language"),
        },
        language,
    )


def _item(told: Mapping[str, Any], language: str | None) -> FeedItem:
    """Build an item; a guid that is an address stands in for a missing link (a permalink)."""
    full, summary = (str(told.get(name) or "").strip() for name in ("full", "summary"))
    guid = clean_hint(told.get("guid"))
    is_permalink = guid is not None and guid.startswith(("http://", "https://"))
    return FeedItem(
        guid=guid,
        url=clean_hint(told.get("link")) or (guid if is_permalink else None),
        title=clean_hint(told.get("title")),
        published=clean_hint(told.get("published")) or clean_hint(told.get("updated")),
        html=full or summary or None,
        is_full=bool(full),
        language=clean_hint(told.get("language")) or language,
    )


def _rescue(payload: bytes, *troubles: str) -> Feed:
    root, items = rescue_items(payload, MAX_ITEMS)
    return Feed(
        version=root if items else "",
        title=None,
        language=None,
        items=tuple(_item(told, None) for told in items),
        troubles=troubles,
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
    feed = Feed(version="json1", title=clean_hint(told.get("title")), language=language, items=tuple(found))
    return feed if len(found) == len(items) else _with_loss(feed, len(items))


def _json_item(item: Mapping[str, Any], language: str | None) -> FeedItem:
    full = item.get("content_html") or item.get("content_text")
    return _item(
        {
            "guid": item.get("id"),
            "link": item.get("url") or item.get("external_url"),
            "title": item.get("title"),
            "published": item.get("date_published"),
            "updated": item.get("date_modified"),
            "full": full if isinstance(full, str) else "",
            "summary": item.get("summary") if isinstance(item.get("summary"), str) else "",
            "language": item.get("language"),
        },
        language,
    )
