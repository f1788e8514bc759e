"""Old material by date: archives, dumps and folders of which only a span of days is wanted.

A backfill that was interrupted is run again: what is stored is known by its document_id and stored once, so it goes
on after the last record that was committed at the cost of reading over the ones before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from schemas.source import Source
from tasks.fetch.captured import Captured, Skipped, Unreadable
from tasks.fetch.fetcher import host_of
from tasks.fetch.files import read_paths
from tasks.fetch.pace import read_feed_date


def moment_of(captured: Captured) -> datetime | None:
    """Return when a capture is from: its archive's own time, else its date where that is in a standard form."""
    return captured.captured_at or read_feed_date(captured.published_hint)


def hosts_of(sources: Iterable[Source]) -> dict[str, str]:
    """Return source ids by the host of their homepage; a host that two sources share belongs to neither."""
    found: dict[str, set[str]] = {}
    for source in sources:
        host = host_of(source.homepage or "").removeprefix("www.")
        found.setdefault(host, set()).add(source.source_id)
    return {host: ids.pop() for host, ids in found.items() if host and len(ids) == 1}


def name_source(captured: Captured, hosts: Mapping[str, str]) -> Captured:
    """Return the capture with the source whose host its address has (`www.` and `m.` apart), if it names none."""
    host = host_of(captured.url).removeprefix("www.").removeprefix("m.")
    known = hosts.get(host)
    return replace(captured, source_id=known) if known and captured.source_id is None else captured


def read_backfill(
    paths: Sequence[Path | str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    source: str | None = None,
    hosts: Mapping[str, str] | None = None,
) -> Iterator[Captured | Unreadable | Skipped]:
    """Yield what files and folders hold from `since` (included) to `until` (left out).

    What has no time that can be read is not left out: a text without a date is no reason to lose it. The others are
    counted in one Skipped. `hosts` (of `hosts_of`) names the sources of pages in archives that hold many outlets.
    """
    outside = 0
    for found in read_paths(paths, source=source):
        moment = moment_of(found) if isinstance(found, Captured) else None
        if moment is not None and ((since and moment < since) or (until and moment >= until)):
            outside += 1
        else:
            yield name_source(found, hosts or {}) if isinstance(found, Captured) else found
    if outside:
        yield Skipped(path="backfill", why=f"{outside} captures lie outside of the span that was asked for")
