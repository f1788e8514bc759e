"""`batch`, `issue`, `feed_state`: what was done, what is in doubt, where each feed stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from schemas.spec import VOLATILE, table


@table(key=("batch_id",), history=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One committed micro-batch."""

    batch_id: Annotated[str, "Id of the batch"]
    started_at: Annotated[datetime, "UTC", VOLATILE]
    finished_at: Annotated[datetime, "UTC", VOLATILE]
    duration_s: Annotated[float, "Seconds from start to commit", VOLATILE]
    label: Annotated[str, "What was read, for a person: a folder, a feed, a span of days"]
    n_in: Annotated[int, "Documents offered"]
    n_stored: Annotated[int, "Articles stored"]
    n_duplicate: Annotated[int, "Documents and articles that the lake held already"]
    n_quarantined: Annotated[int, "Documents that became an issue instead of an article"]
    n_mentions: Annotated[int, "Mentions stored"]
    n_events: Annotated[int, "Events made or changed"]
    code_version: Annotated[str, "Version of the code"]
    knowledge_hash: Annotated[str, "Hash of the knowledge"]


@table(key=("issue_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A doubt or a failure, never dropped."""

    issue_id: Annotated[str, "Hash of stage, kind, subject, start"]
    stage: Annotated[str, "fetch, clean, dedupe, extract or link"]
    kind: Annotated[str, "Short name: unreadable-file, empty-page, unknown-unit, unresolved-place, ..."]
    severity: Annotated[str, "quarantine (no article was made), doubt, or note"]
    source_id: Annotated[str | None, "Source"]
    url: Annotated[str | None, "Address or file"]
    document_id: Annotated[str | None, "Document"]
    article_id: Annotated[str | None, "Article"]
    mention_id: Annotated[str | None, "Mention"]
    text: Annotated[str | None, "The words in doubt"]
    start: Annotated[int | None, "Offset in the article's text"]
    end: Annotated[int | None, "Offset in the article's text"]
    message: Annotated[str, "What happened and what was expected"]
    next_step: Annotated[str, "What a person can do about it"]
    batch_id: Annotated[str, "Batch that recorded it", VOLATILE]


@table(key=("source_id", "feed_url"), history=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Validators, cursor, politeness and health of a feed."""

    source_id: Annotated[str, "Source"]
    feed_url: Annotated[str, "Feed, sitemap, or queue (without its password)"]
    moved_to: Annotated[str | None, "Address after a permanent redirect"]
    etag: Annotated[str | None, "Validator"]
    last_modified: Annotated[str | None, "Validator, as the server wrote it"]
    etag_trusted: Annotated[bool, "False once the server said 304 although items had changed"]
    retired: Annotated[bool, "The server said 410"]
    last_attempt_at: Annotated[datetime | None, "UTC"]
    last_success_at: Annotated[datetime | None, "UTC"]
    last_full_look_at: Annotated[datetime | None, "Last unconditional request, UTC"]
    last_new_item_at: Annotated[datetime | None, "UTC"]
    next_poll_at: Annotated[datetime | None, "UTC"]
    poll_interval_s: Annotated[int | None, "Seconds between polls, adapted to the rate of new items"]
    median_gap_s: Annotated[float | None, "Median seconds between new items"]
    n_items: Annotated[int, "Items seen at the last success"]
    n_new: Annotated[int, "New items at the last success"]
    n_errors: Annotated[int, "Errors in a row"]
    last_error: Annotated[str | None, "What went wrong last, in words"]
    batch_id: Annotated[str, "Batch that wrote the row", VOLATILE]
    cursor: Annotated[
        str | None, "Of a queue: its last entry in the lake, a slash, the number of entries until then"
    ] = None
