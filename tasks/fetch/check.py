"""Is an address a feed, and which feeds does a page offer: what a person asks before a source is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request
from tasks.fetch.listing import Listing, join_address, read_listing
from tasks.fetch.pace import median_gap, read_feed_date

_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What a look at one address found."""

    url: str
    final_url: str | None
    is_feed: bool
    n_items: int
    n_full: int
    """Items that carry their whole text."""
    newest: datetime | None
    median_gap_s: float | None
    feeds: tuple[str, ...]
    """Feeds that the page names, where the address is a page."""
    trouble: str | None


def check_feeds(urls: Sequence[str], fetcher: Fetcher) -> list[FeedCheck]:
    """Look at each address once, with all manners, and say what is there. Never raises."""
    requests = [Request(url=url, limit=fetcher.manners.max_feed) for url in urls]
    return [_check(answer) for answer in fetcher.fetch_all(requests)]


def _check(answer: Fetched | Refused) -> FeedCheck:
    if isinstance(answer, Refused):
        return _no_feed(answer.url, None, (), f"{answer.kind}: {answer.message}")
    if answer.status != 200:
        return _no_feed(answer.url, answer.final_url, (), f"status {answer.status}")
    listing = read_listing(answer.payload, base=answer.final_url)
    if not listing.items and not listing.sitemaps:
        feeds = find_feed_links(answer.payload, answer.final_url)
        trouble = "; ".join(listing.troubles)[:300] or "nothing is listed"
        return _no_feed(answer.url, answer.final_url, feeds, "a page" if feeds else trouble)
    return _feed(answer, listing)


def _feed(answer: Fetched, listing: Listing) -> FeedCheck:
    dates = [moment for item in listing.items if (moment := read_feed_date(item.published))]
    return FeedCheck(
        url=answer.url,
        final_url=answer.final_url,
        is_feed=True,
        n_items=len(listing.items),
        n_full=sum(1 for item in listing.items if item.is_full),
        newest=max(dates, default=None),
        median_gap_s=median_gap(item.published for item in listing.items),
        feeds=(),
        trouble=listing.lost,
    )


def _no_feed(url: str, final_url: str | None, feeds: tuple[str, ...], trouble: str) -> FeedCheck:
    return FeedCheck(
        url=url,
        final_url=final_url,
        is_feed=False,
        n_items=0,
        n_full=0,
        newest=None,
        median_gap_s=None,
        feeds=feeds,
        trouble=trouble,
    )


def find_feed_links(payload: bytes, base: str) -> tuple[str, ...]:
    """Return the feeds that a page names in its head (`<link rel=alternate type=application/rss+xml>`)."""
    try:
        root = etree.fromstring(payload, etree.HTMLParser(recover=True, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return ()
    links = root.iter("link") if root is not None else ()
    found = [join_address(base, link.get("href")) for link in links if (link.get("type") or "").lower() in _FEED_TYPES]
    return tuple(dict.fromkeys(url for url in found if url and url.startswith(("http://", "https://"))))
