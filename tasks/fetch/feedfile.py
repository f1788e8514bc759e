"""Feed items as captures: the record of an item is its payload, so that raw is kept even where the feed forgets it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from schemas.ids import content_id
from tasks.fetch.captured import Captured, Unreadable
from tasks.fetch.feeds import MAX_FEED, Feed, FeedItem, parse_feed
from tasks.fetch.records import Defaults

_NEXT: Final = "check that the file is RSS, Atom, RDF or a JSON Feed"


def capture_item(item: FeedItem, *, feed_url: str, source_id: str | None, published: str | None = None) -> Captured:
    """Return a feed item as a record {url, title, language, html}; its guid and date are hints beside it.

    They are no part of the payload because some feeds write a new guid or date at each visit: the item is the same.
    """
    external_id = item.guid or item.url or content_id(item.title, item.published, item.html)
    told = {"url": item.url, "title": item.title, "language": item.language, "html": item.html or ""}
    record = {key: value for key, value in told.items() if value is not None}
    return Captured(
        url=item.url or f"{feed_url}#{external_id}",
        payload=json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"),
        media_type="application/json",
        charset="utf-8",
        external_id=external_id,
        source_id=source_id,
        title_hint=item.title,
        published_hint=item.published or published,
        language_hint=item.language,
        feed_url=feed_url,
    )


def read_feed_file(path: Path, name: str, defaults: Defaults) -> Iterator[Captured | Unreadable]:
    """Yield the items of a feed file as they are, summaries too: a file cannot be followed to its pages."""
    try:
        with path.open("rb") as file:
            payload = file.read(MAX_FEED + 1)
    except OSError as error:
        yield _unreadable(name, "broken-file", error.strerror or str(error))
        return
    feed = parse_feed(payload)
    if not feed.items and (not feed.version or feed.troubles):
        yield _unreadable(name, "not-a-feed", "; ".join(feed.troubles) or "no feed and no items in it")
    yield from _capture_items(feed, name, defaults)


def _capture_items(feed: Feed, name: str, defaults: Defaults) -> Iterator[Captured]:
    for item in feed.items:
        yield capture_item(item, feed_url=name, source_id=defaults.source, published=defaults.published)


def _unreadable(name: str, kind: str, message: str) -> Unreadable:
    return Unreadable(path_or_url=name, kind=kind, message=f"{name}: {message}", next_step=_NEXT)
