"""One round over feeds and sitemaps: which are due, what they list, which pages follow, where each feed stands after.

Nothing is decided by a clock of its own: `now` comes in, and the same answers give the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from schemas.batch import FeedState, Issue
from schemas.source import Source
from tasks.fetch.archive import split_content_type
from tasks.fetch.captured import Captured
from tasks.fetch.feedfile import capture_item
from tasks.fetch.feeds import FeedItem
from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request
from tasks.fetch.issues import feed_issue, item_issue
from tasks.fetch.listing import Listing, read_listing
from tasks.fetch.pace import Pace, full_look_is_due
from tasks.fetch.round import Known, Progress, Round, capture_answer
from tasks.fetch.spool import Spool
from tasks.fetch.states import Visit, fresh_state, next_state

_FEED_TYPES: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PAGE_TYPES: Final = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
_PAGES: Final = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_FINAL_STATUS: Final = (400, 401, 402, 403, 404, 405, 406, 410, 451)
_FINAL_REFUSALS: Final = ("robots", "address", "too-large", "redirects")
_MAX_CHILDREN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a round brought."""

    captured: tuple[Captured, ...]
    """Articles: pages, and records of feed items that are whole or whose page cannot be had."""
    answers: tuple[Captured, ...]
    """The feeds and sitemaps themselves, for the raw store; they are no documents."""
    states: tuple[FeedState, ...]
    """New rows of the feeds that were asked."""
    issues: tuple[Issue, ...]
    n_asked: int
    """Feeds and sitemaps asked."""


@dataclass(slots=True, kw_only=True)
class _Look:
    """One feed during a round."""

    source: Source
    state: FeedState
    full: bool
    answer: Fetched | Refused
    listing: Listing | None = None
    new: list[FeedItem] = field(default_factory=list)
    pending: int = 0


def is_due(state: FeedState, now: datetime) -> bool:
    """Tell whether a feed is to be asked now: never once it was gone (410)."""
    return not state.retired and (state.next_poll_at is None or state.next_poll_at <= now)


def poll_feeds(
    sources: Sequence[Source],
    states: Sequence[FeedState],
    *,
    now: datetime,
    fetcher: Fetcher,
    batch_id: str = "",
    known: Known | None = None,
    pace: Pace | None = None,
    spool: Spool | None = None,
    progress: Callable[[Progress], None] | None = None,
    max_pages: int = 500,
) -> Polled:
    """Ask the feeds and sitemaps that are due and follow what they list to its pages.

    `states` are the newest `feed_state` rows; a feed without one is due. The answers, the new states and the issues
    belong into one batch: a state that is stored without its articles would lose them.
    """
    work = Round(
        fetcher=fetcher,
        now=now,
        batch_id=batch_id,
        known=known or Known(),
        pace=pace or Pace(),
        spool=spool,
        progress=progress,
        max_pages=max_pages,
    )
    looks = _look_at_feeds(work, sources, {(s.source_id, s.feed_url): s for s in states})
    answers = [capture_answer(a) for a in (look.answer for look in looks) if isinstance(a, Fetched) and a.status == 200]
    answers += _read_listings(work, looks)
    captured, issues = _collect(work, looks)
    for look in looks:
        issues += _feed_issues(look, batch_id)
    return Polled(
        captured=tuple(captured),
        answers=tuple(answers),
        states=tuple(next_state(_visit(look), now=now, pace=work.pace, batch_id=batch_id) for look in looks),
        issues=tuple(issues),
        n_asked=len(looks),
    )


def _visit(look: _Look) -> Visit:
    return Visit(
        state=look.state,
        answer=look.answer,
        full=look.full,
        listing=look.listing,
        n_new=len(look.new),
        pending=look.pending,
    )


def _look_at_feeds(work: Round, sources: Sequence[Source], states: Mapping[tuple[str, str], FeedState]) -> list[_Look]:
    plan = []
    for source in sources:
        for feed_url in dict.fromkeys((*source.feeds, *source.sitemaps)):
            state = states.get((source.source_id, feed_url)) or fresh_state(source.source_id, feed_url)
            if is_due(state, work.now):
                plan.append((source, state, full_look_is_due(state, work.now, work.pace)))
    requests = [_feed_request(work, source, state, full) for source, state, full in plan]
    found = work.fetch_all("feeds", requests)
    return [
        _Look(source=source, state=state, full=full, answer=answer)
        for (source, state, full), answer in zip(plan, found, strict=True)
    ]


def _feed_request(work: Round, source: Source, state: FeedState, full: bool) -> Request:  # noqa: FBT001 told apart by name above
    is_sitemap = state.feed_url in source.sitemaps
    return Request(
        url=state.moved_to or state.feed_url,
        limit=work.fetcher.manners.max_sitemap if is_sitemap else work.fetcher.manners.max_feed,
        accept=_FEED_TYPES,
        etag=None if full else state.etag,
        last_modified=None if full else state.last_modified,
    )


def _read_listings(work: Round, looks: list[_Look]) -> list[Captured]:
    """Parse what was answered, sitemaps that an index names included; return the answers of those."""
    children: list[tuple[_Look, Request]] = []
    for look in looks:
        if isinstance(look.answer, Fetched) and look.answer.status == 200:
            look.listing = read_listing(look.answer.payload, base=look.answer.final_url, since=work.since)
            limit = work.fetcher.manners.max_sitemap
            children += [(look, Request(url=u, limit=limit)) for u in look.listing.sitemaps[:_MAX_CHILDREN]]
    unique = list({request.url: request for _, request in children}.values())
    found = {a.url: a for a in work.fetch_all("sitemaps", unique)}
    kept = []
    for look, request in children:
        answer = found[request.url]
        if isinstance(answer, Fetched) and answer.status == 200 and look.listing is not None:
            look.listing = look.listing.joined(read_listing(answer.payload, base=answer.final_url, since=work.since))
            kept.append(capture_answer(answer))
        else:
            look.pending += 1
    return kept


def _collect(work: Round, looks: Sequence[_Look]) -> tuple[list[Captured], list[Issue]]:
    """Return the articles that are new: whole items as they are, the others as their pages."""
    records: list[tuple[_Look, FeedItem, Captured]] = []
    pages: list[tuple[_Look, FeedItem, str]] = []
    for look in looks:
        for item in look.listing.items if look.listing else ():
            if item.url and not item.is_full:
                pages.append((look, item, item.url))
            elif item.html or item.title:
                records.append((look, item, _record_of(look, item)))
    captured = _new_records(work, records)
    more, issues = _fetch_pages(work, pages)
    return [*captured, *more], issues


def _record_of(look: _Look, item: FeedItem) -> Captured:
    return capture_item(item, feed_url=look.state.feed_url, source_id=look.source.source_id)


def _new_records(work: Round, records: Sequence[tuple[_Look, FeedItem, Captured]]) -> list[Captured]:
    """Return the records whose address and content the lake does not hold: an edited item is new, a renumbered not."""
    keys = {(one.url, one.payload_sha256) for _, _, one in records}
    held = set(work.known.payloads(keys)) if keys else set()
    captured = []
    for look, item, one in records:
        key = (one.url, one.payload_sha256)
        if key not in held:
            held.add(key)
            look.new.append(item)
            captured.append(one)
    return captured


def _fetch_pages(work: Round, pages: Sequence[tuple[_Look, FeedItem, str]]) -> tuple[list[Captured], list[Issue]]:
    urls = {url for _, _, url in pages}
    held = set(work.known.urls(urls)) if urls else set()
    wanted: list[tuple[_Look, FeedItem, Request]] = []
    for look, item, url in pages:
        if url in held:
            continue
        if len(wanted) >= work.max_pages:
            look.pending += 1
            continue
        held.add(url)
        look.new.append(item)
        wanted.append((look, item, Request(url=url, limit=work.fetcher.manners.max_page, accept=_PAGE_TYPES)))
    answers = work.fetch_all("pages", [request for _, _, request in wanted])
    captured: list[Captured] = []
    issues: list[Issue] = []
    for (look, item, _), answer in zip(wanted, answers, strict=True):
        page, issue = _page_or_record(look, item, answer, work.batch_id)
        captured += [page] if page else []
        issues += [issue] if issue else []
        look.pending += 0 if page else 1
    return captured, issues


def _page_or_record(
    look: _Look, item: FeedItem, answer: Fetched | Refused, batch_id: str
) -> tuple[Captured | None, Issue | None]:
    """Return the page; where it can never be had, what the feed itself says; where it may come later, nothing yet."""
    if isinstance(answer, Fetched) and answer.status == 200:
        media_type, charset = split_content_type(answer.header("Content-Type") or "text/html")
        if media_type in _PAGES:
            return _capture_page(look, item, answer, _PAGES[media_type], charset), None
        why, final = f"the address answers with {media_type}, no page", True
    elif isinstance(answer, Fetched):
        why, final = f"status {answer.status}", answer.status in _FINAL_STATUS
    else:
        why, final = f"{answer.kind}: {answer.message}", answer.kind in _FINAL_REFUSALS
    if final:
        return _record_of(look, item), item_issue(look.source.source_id, item, why, batch_id=batch_id)
    return None, None


def _capture_page(look: _Look, item: FeedItem, answer: Fetched, media_type: str, charset: str | None) -> Captured:
    return Captured(
        url=answer.url,
        final_url=answer.final_url,
        payload=answer.payload,
        media_type=media_type,
        charset=charset,
        http_status=answer.status,
        external_id=item.guid,
        source_id=look.source.source_id,
        title_hint=item.title,
        published_hint=item.published,
        language_hint=item.language or look.source.language,
        feed_url=look.state.feed_url,
        headers=answer.headers,
    )


def _feed_issues(look: _Look, batch_id: str) -> list[Issue]:
    """Say what was wrong with a feed: items lost, nothing listed any more, more new items than it shows at once."""
    found = []
    state, listing = look.state, look.listing
    if isinstance(look.answer, Fetched) and look.answer.status == 410:
        found.append(("feed-retired", "the server says that the feed is gone (410); it is not asked again"))
    if listing is not None:
        if listing.lost:
            found.append(("items-lost", listing.lost))
        if empty := sum(1 for item in listing.items if not (item.url or item.html or item.title)):
            found.append(("items-empty", f"{empty} items have neither address nor title nor text"))
        if not listing.items and listing.troubles:
            found.append(("not-a-feed", "; ".join(listing.troubles)[:1000]))
        elif not listing.items and state.n_items > 0:
            found.append(("feed-empty", f"nothing is listed any more; at the last visit there were {state.n_items}"))
        if state.last_success_at and 1 < len(listing.items) == len(look.new):
            found.append(("feed-overflow", "every item is new: others may have come and gone since the last visit"))
    return [feed_issue(state, kind, message, batch_id=batch_id) for kind, message in found]
