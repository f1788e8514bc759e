"""What a queue brings, into the lake: the position in the queue is committed with its articles or not at all."""

from dataclasses import replace
from datetime import datetime

from flows.desk import Desk
from flows.pipeline import BATCH_SIZE, Runner, call_directly, commit_prepared, prepare_work
from flows.steps import open_work
from flows.work import Tally
from schemas.batch import FeedState
from schemas.ids import content_id
from tasks.fetch.queue import Entries, Queue
from tasks.fetch.states import fresh_state

_SOURCE = "queue"


def _state(desk: Desk, queue: Queue) -> FeedState:
    held = desk.lake.rows(FeedState, "source_id = ? and feed_url = ?", [_SOURCE, queue.name])
    return held[0] if held else fresh_state(_SOURCE, queue.name)


def _moved(state: FeedState, entries: Entries, now: datetime, batch_id: str) -> FeedState:
    return replace(
        state,
        last_attempt_at=now,
        last_success_at=now,
        last_new_item_at=now,
        n_items=len(entries.captured) + len(entries.unreadable),
        n_new=len(entries.captured),
        cursor=entries.position,
        batch_id=batch_id,
    )


def ingest_queue(
    desk: Desk, queue: Queue, *, wait_s: float = 0.0, count: int = BATCH_SIZE, run: Runner = call_directly
) -> Tally:
    """Take at most a batch of what the queue holds after the lake's position through all steps.

    Waits up to `wait_s` seconds where there is nothing. Two processes on one queue store nothing twice either: rows
    have keys, and the second finds what the first stored.
    """
    state = _state(desk, queue)
    entries = queue.read(state.cursor, count=count, wait_s=wait_s)
    if entries.position is None:
        return Tally()
    work = open_work(desk, entries.captured, entries.unreadable, label=queue.name)
    # The position is part of the id: the same records may come again later, and the position must still move.
    batch_id = content_id("queue", queue.name, entries.position)
    issues = tuple(replace(i, batch_id=batch_id) for i in work.issues)
    work = prepare_work(desk, replace(work, batch_id=batch_id, issues=issues), entries.captured, run=run)
    work = replace(work, feed_states=(_moved(state, entries, desk.clock(), batch_id),))
    return commit_prepared(desk, work, run=run)
