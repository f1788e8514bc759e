"""Archives and dumps into the lake, of a span of days, from this machine or over http; no Prefect in it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows.desk import Desk
from flows.feeds import open_fetcher
from flows.pipeline import gather_bundles, run_bundles
from flows.work import Tally
from tasks.fetch.backfill import hosts_of, read_backfill
from tasks.fetch.captured import Captured, Skipped, Unreadable
from tasks.fetch.fetcher import Fetched, Fetcher, Request
from tasks.sources import source_rows

_ARCHIVE_BYTES = 4 << 30  # an archive of CC-NEWS has one gigabyte
_ARCHIVE_SECONDS = 4 * 3600.0


def _download(url: str, folder: Path, fetcher: Fetcher) -> Path | Unreadable:
    place = folder / (Path(urlsplit(url).path).name or "archive.warc.gz")
    answer = fetcher.fetch(Request(url=url, limit=_ARCHIVE_BYTES, save_to=place, deadline_s=_ARCHIVE_SECONDS))
    if isinstance(answer, Fetched) and answer.status == 200:
        return place
    why = f"status {answer.status}" if isinstance(answer, Fetched) else f"{answer.kind}: {answer.message}"
    return Unreadable(
        path_or_url=url, kind="not-fetched", message=f"{url}: {why}", next_step="run the backfill again, or fetch it"
    )


def _read_inputs(
    inputs: Sequence[str], fetcher: Fetcher, read: Callable[[str | Path], Iterator[Captured | Unreadable | Skipped]]
) -> Iterator[Captured | Unreadable | Skipped]:
    for one in inputs:
        if not one.startswith(("http://", "https://")):
            yield from read(one)
            continue
        with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
            place = _download(one, Path(folder), fetcher)
            if isinstance(place, Unreadable):
                yield place
            else:
                yield from read(place)


def backfill_inputs(
    desk: Desk,
    inputs: Sequence[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    source: str | None = None,
    batch_size: int = 200,
    fetcher: Fetcher | None = None,
    on_batch: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Read paths and http addresses of archives into the lake; what it holds already is counted as known."""
    hosts = hosts_of(source_rows(desk.knowledge))

    def read(path: str | Path) -> Iterator[Captured | Unreadable | Skipped]:
        return read_backfill([path], since=since, until=until, source=source, hosts=hosts)

    found = _read_inputs(inputs, fetcher or open_fetcher(desk), read)
    return run_bundles(desk, gather_bundles(found, batch_size), label="backfill", on_batch=on_batch)
