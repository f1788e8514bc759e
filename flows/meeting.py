"""Pairs of articles that a batch makes worth a verdict: the window read as columns, the texts laid side by side once.

What two texts have in common never changes, so it is worked out once for a pair and kept in memory while the process
runs; who else uses their words changes with each batch and is counted anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.desk import Desk
from schemas.article import Article
from schemas.reuse import Fingerprint, Reuse
from tasks.dedupe.compare import Likeness, Text, liken
from tasks.dedupe.fingerprint import shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.usage import Meetings, Window, find_meetings, seconds_of
from tasks.dedupe.verdicts import NO_SAMPLE, Sample, hours_between, reuse_row
from warehouse.history import articles_by_id, fingerprints_between, time_window, versions_at
from warehouse.lake import Writer

Pair = tuple[str, str]


class Likenesses(dict[Pair, Likeness]):
    """What pairs of texts have in common, the pairs met last; an article_id stands for one text and one address."""

    MOST = 60_000

    def __setitem__(self, pair: Pair, like: Likeness) -> None:
        """Keep a pair, in place of the one that has been kept the longest."""
        if len(self) >= self.MOST:
            del self[next(iter(self))]
        super().__setitem__(pair, like)


_LIKENESSES: dict[str, Likenesses] = defaultdict(Likenesses)
"""By the hash of the knowledge that told their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What a batch makes of pairs: articles of which all pairs were judged, and the pairs that share text."""

    judged: frozenset[str]
    found: Sequence[Reuse]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A window with what is needed beside its numbers."""

    window: Window
    published: Sequence[datetime | None]
    text_keys: Sequence[str]


def read_window(writer: Writer, new: Sequence[Fingerprint], limits: Thresholds) -> _Held:
    """Return all fingerprints that may tell how a pair is judged that the new ones touch.

    A new article changes the use of words as far as `use-hours`; the articles that use them meet others within
    `reach-hours`, whose words are judged by uses as far again. An undated article may meet any.
    """
    far = timedelta(hours=2 * limits.use_hours + limits.reach_hours)
    times = [f.published_at for f in new]
    first, last = time_window([] if None in times else times, far)
    held = fingerprints_between(writer, first, last, without=[f.article_id for f in new])
    fresh = pa.table(
        {
            "article_id": [f.article_id for f in new],
            "published_at": pa.array(times, held.schema.field("published_at").type),
            "text_key": [f.text_key for f in new],
            "hashes": pa.array([f.hashes for f in new], held.schema.field("hashes").type),
        }
    ).cast(held.schema)
    both = pa.concat_tables([held, fresh])
    order = pc.sort_indices(both.column("article_id"))
    return _hold(both.take(order), order.to_numpy() >= held.num_rows)


def _hold(table: Any, fresh: Any) -> _Held:
    hashes = table.column("hashes").combine_chunks()
    published = table.column("published_at").to_pylist()
    lengths = np.diff(hashes.offsets.to_numpy())
    return _Held(
        window=Window(
            ids=table.column("article_id").to_pylist(),
            times=np.fromiter(map(seconds_of, published), np.int64, len(published)),
            fresh=fresh,
            owners=np.repeat(np.arange(len(lengths)), lengths),
            hashes=hashes.flatten().to_numpy(zero_copy_only=False),
        ),
        published=published,
        text_keys=table.column("text_key").to_pylist(),
    )


def _equal_pairs(held: _Held, touched: Any, limits: Thresholds) -> list[tuple[int, int]]:
    """Return pairs of equal texts within reach of each other, one of them touched."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(held.text_keys):
        if key:
            holders[key].append(i)
    pairs = (p for same in holders.values() if len(same) > 1 for p in combinations(same, 2))
    return [
        (i, j)
        for i, j in pairs
        if (touched[i] or touched[j]) and hours_between(held.published[i], held.published[j]) <= limits.reach_hours
    ]


def _version_pairs(articles: Iterable[Article]) -> list[Pair]:
    by_url: dict[str, list[str]] = defaultdict(list)
    for a in articles:
        if a.dedupe_url:
            by_url[a.dedupe_url].append(a.article_id)
    return [p for ids in by_url.values() for p in combinations(sorted(ids), 2)]


def _liken_pairs(
    desk: Desk, writer: Writer, pairs: Iterable[Pair], articles: Mapping[str, Article]
) -> dict[Pair, Likeness]:
    """Return what pairs have in common; texts are read for those only that have not met before."""
    known = _LIKENESSES[desk.knowledge.hash]
    found = {p: known[p] for p in pairs if p in known}
    unknown = [p for p in pairs if p not in found]
    named = {i for p in unknown for i in p}
    read = {a.article_id: a for a in articles_by_id(writer, named - articles.keys())} | dict(articles)
    values = number_values(desk.knowledge)
    texts = {i: Text.of(read[i], shingle_text(read[i].text), values) for i in named}
    partners: dict[str, list[str]] = defaultdict(list)
    for a, b in unknown:
        partners[a].append(b)
    for a, others in partners.items():
        for b, like in zip(others, liken(texts[a], [texts[b] for b in others]), strict=True):
            found[a, b] = known[a, b] = like
    return found


def _circumstances(held: _Held, met: Meetings, number: Mapping[str, int], pair: Pair) -> tuple[Sample, float]:
    """Return how others use the words of a pair, and the hours between; versions far apart need neither."""
    i, j = number.get(pair[0]), number.get(pair[1])
    if i is None or j is None:
        return NO_SAMPLE, 0.0
    return met.sample(i, j), hours_between(held.published[i], held.published[j])


def judge_pairs(
    desk: Desk, writer: Writer, new: Sequence[Fingerprint], articles: Mapping[str, Article], limits: Thresholds
) -> Verdicts:
    """Return the verdicts on all pairs that the new articles make or may change.

    `articles` are the new ones by id. Versions of one page are judged whatever lies between them.
    """
    held = read_window(writer, new, limits)
    met = find_meetings(held.window, limits)
    ids = held.window.ids
    number = {name: i for i, name in enumerate(ids)}
    near = {(ids[i], ids[j]) for i, j in (*met.samples, *_equal_pairs(held, met.touched, limits))}
    urls = [a.dedupe_url for a in articles.values() if a.dedupe_url]
    pages = {a.article_id: a for a in versions_at(writer, urls)} | dict(articles)
    versions = _version_pairs(pages.values())
    pairs = sorted({*near, *versions})
    likes = _liken_pairs(desk, writer, pairs, pages)
    rows = (reuse_row(p, likes[p], *_circumstances(held, met, number, p), limits) for p in pairs)
    judged = frozenset(ids[i] for i in np.flatnonzero(met.touched).tolist())
    return Verdicts(judged=judged, found=[r for r in rows if r is not None])
