"""Doubts about feeds and their items as `issue` rows."""

from datetime import date

from schemas.batch import FeedState, Issue
from schemas.ids import content_id
from tasks.fetch.captured import clean_hint
from tasks.fetch.feeds import FeedItem


def _issue(
    kind: str, severity: str, *, source_id: str, url: str | None, message: str, next_step: str, batch_id: str
) -> Issue:
    return Issue(
        issue_id=content_id("fetch", kind, url, None),
        stage="fetch",
        kind=kind,
        severity=severity,
        source_id=source_id,
        url=url,
        document_id=None,
        article_id=None,
        mention_id=None,
        text=None,
        start=None,
        end=None,
        message=clean_hint(message) or kind,
        next_step=next_step,
        batch_id=batch_id,
    )


def feed_issue(state: FeedState, kind: str, message: str, *, batch_id: str) -> Issue:
    """Return a doubt about a feed as a whole."""
    next_step = "open the address in a browser; if the outlet has another feed now, put it into its source file"
    return _issue(
        kind,
        "doubt",
        source_id=state.source_id,
        url=state.feed_url,
        message=message,
        next_step=next_step,
        batch_id=batch_id,
    )


def item_issue(source_id: str, item: FeedItem, why: str, *, batch_id: str) -> Issue:
    """Return the note that the page of an item cannot be had and that what the feed says was stored instead."""
    message = f"the page cannot be had ({why}); what the feed says of it was stored"
    next_step = "nothing, if the outlet wants it so; else look at the page and ingest it as a file"
    return _issue(
        "page-not-had",
        "note",
        source_id=source_id,
        url=item.url,
        message=message,
        next_step=next_step,
        batch_id=batch_id,
    )


def yield_issue(source_id: str, day: date, count: int, low: int, high: int, *, batch_id: str) -> Issue:
    """Return a doubt about a source that brought far fewer or far more articles on a day than its file expects."""
    kind = "few-articles" if count < low else "many-articles"
    return _issue(
        kind,
        "doubt",
        source_id=source_id,
        url=f"source:{source_id}#{day}",
        message=f"{count} articles were stored on {day}, where the source's file expects {low} to {high}",
        next_step="see `marsad status` and the source's other doubts; where this is its rate now, mend"
        " expect.articles_per_day in its file",
        batch_id=batch_id,
    )
