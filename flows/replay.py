"""`marsad replay`: a span of captures once more, offline, into a lake of their own; no Prefect in it.

The first lake is only read. Rows are a pure function of captures, code and knowledge: a replay of all captures with the
code and knowledge of the first run gives the first lake's rows, and a replay of a week shows that week by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from flows.desk import Desk
from flows.pipeline import BATCH_SIZE, gather_bundles, run_bundles
from flows.work import Tally
from schemas.trouble import Trouble
from tasks.fetch.captured import Captured
from tasks.fetch.warc import WarcDamageError, read_all
from warehouse.lake import Lake


def captures_of(lake: Lake, since: datetime | None, until: datetime | None) -> Iterator[Captured]:
    """Yield what a lake captured in a span of time (`until` excluded), with the time at which it was captured.

    Raises Trouble where the raw store is damaged: `marsad verify` names the records.
    """
    try:
        for _, captured, fetched_at in read_all(lake.bring_raw()):
            if (since is None or fetched_at >= since) and (until is None or fetched_at < until):
                yield replace(captured, captured_at=fetched_at)
    except WarcDamageError as error:
        raise Trouble(f"The raw store is damaged: {error}. `marsad verify` names it; nothing was changed") from error


def replay(
    source: Lake,
    desk: Desk,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    on_batch: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Run the captures of a span through all steps into the lake of `desk`."""
    bundles = gather_bundles(captures_of(source, since, until), BATCH_SIZE)
    return run_bundles(desk, bundles, label="replay", on_batch=on_batch)
