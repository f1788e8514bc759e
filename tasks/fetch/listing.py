"""What a feed or a sitemap lists, in one form: items with addresses made whole."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from tasks.fetch.feeds import FeedItem, parse_feed
from tasks.fetch.pace import read_feed_date
from tasks.fetch.sitemaps import SitemapAddress, parse_sitemap

_SITEMAP_ROOTS: Final = (b"<urlset", b"<sitemapindex", b":urlset", b":sitemapindex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The items of a feed or sitemap; of an index the sitemaps to ask next, the newest first."""

    items: tuple[FeedItem, ...]
    sitemaps: tuple[str, ...] = ()
    ttl_s: int | None = None
    troubles: tuple[str, ...] = ()
    lost: str | None = None

    def joined(self, other: "Listing") -> "Listing":
        """Return both listings as one."""
        return replace(self, items=self.items + other.items, troubles=self.troubles + other.troubles)


def read_listing(payload: bytes, *, base: str, since: datetime | None = None) -> Listing:
    """Read a feed or a sitemap, whichever it is; relative addresses are taken from `base`. Never raises.

    Of a sitemap, addresses that are dated before `since` are left out.
    """
    if payload.startswith(b"\x1f\x8b") or any(root in payload[:4096] for root in _SITEMAP_ROOTS):
        return _read_sitemap(payload, base, since)
    feed = parse_feed(payload)
    return Listing(
        items=tuple(replace(item, url=join_address(base, item.url)) for item in feed.items),
        ttl_s=feed.ttl_s,
        troubles=feed.troubles,
        lost=feed.lost,
    )


def _read_sitemap(payload: bytes, base: str, since: datetime | None) -> Listing:
    found = parse_sitemap(payload)
    newest = sorted(found.sitemaps, key=lambda s: s.last_modified or "", reverse=True)
    return Listing(
        items=tuple(_item_of(address, base) for address in found.addresses if _is_news(address, since)),
        sitemaps=tuple(url for s in newest if (url := join_address(base, s.url))),
        troubles=found.troubles,
    )


def _is_news(address: SitemapAddress, since: datetime | None) -> bool:
    moment = read_feed_date(address.published or address.last_modified)
    return since is None or moment is None or moment >= since


def _item_of(address: SitemapAddress, base: str) -> FeedItem:
    return FeedItem(
        guid=None,
        url=join_address(base, address.url),
        title=address.title,
        published=address.published,
        html=None,
        is_full=False,
        language=address.language,
    )


def join_address(base: str, url: str | None) -> str | None:
    """Return an address as a whole one; what cannot be joined stays as it is."""
    if not url:
        return None
    try:
        return urljoin(base, url)
    except ValueError:
        return url
