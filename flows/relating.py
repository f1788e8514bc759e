"""Copies of a batch: which articles share text, and the stories they make, as if all had arrived at once.

What a new article can change is worked out anew: every pair among the articles that share a sampled 3-gram with it
(it may turn their words into a formula), and every story that such a pair touches.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from flows.desk import Desk
from schemas.article import Article
from schemas.reuse import Fingerprint, Reuse, Story
from tasks.dedupe.compare import Text, Use, compare_texts
from tasks.dedupe.fingerprint import shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.stories import COPIES, cluster_stories, version_order
from tasks.dedupe.thresholds import Thresholds, read_thresholds
from tasks.sources import source_rows
from warehouse.history import articles_by_id, articles_sharing, pairs_of, postings_of, time_window, versions_at
from warehouse.lake import TableChange, Writer

_REACH = timedelta(days=10)
"""How far around an article the use of its words is looked at: a week and what makes it end."""
_TOUCHES = 4
"""Words of more than four times as many articles as make a formula are one for every pair that a new article meets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Changes to the tables of copies, the stories that changed, and articles that became revisions."""

    changes: Mapping[str, TableChange]
    stories: Mapping[str, str]
    revised: tuple[Article, ...]


class Uses:
    """When each sampled 3-gram was used, asked for a window of time."""

    def __init__(self, postings: Iterable[tuple[int, str, datetime | None]]) -> None:
        dated: dict[int, list[datetime]] = defaultdict(list)
        self._undated: dict[int, int] = defaultdict(int)
        for value, _, when in sorted(set(postings), key=lambda p: (p[0], p[1])):
            if when is None:
                self._undated[value] += 1
            else:
                dated[value].append(when)
        self._dated = {value: sorted(times) for value, times in dated.items()}

    def of(self, value: int, first: datetime, last: datetime) -> Use:
        """Return how many articles of a window use a 3-gram, and over how many hours."""
        times = self._dated.get(value, [])
        inside = times[bisect_left(times, first) : bisect_right(times, last)]
        hours = (inside[-1] - inside[0]).total_seconds() / 3600 if inside else 0.0
        return Use(articles=len(inside) + self._undated.get(value, 0), hours=hours)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _uses_of_pair(a: Text, b: Text, uses: Uses) -> dict[int, Use]:
    first, last = time_window((a.article.published_at, b.article.published_at), _REACH)
    return {h: uses.of(_signed(h), first, last) for h in a.kept | b.kept}


def candidate_pairs(fingerprints: Sequence[Fingerprint], limits: Thresholds) -> list[tuple[str, str]]:
    """Return pairs of ids that share enough sampled 3-grams, or their whole text, within reach of each other."""
    holders: dict[object, list[Fingerprint]] = defaultdict(list)
    for f in sorted(fingerprints, key=lambda f: (f.published_at is not None, f.published_at, f.article_id)):
        for key in (*f.hashes, f.text_key):
            holders[key].append(f)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for key, held in holders.items():
        if key:
            for pair in _pairs_in_reach(held, limits.formula_df if isinstance(key, int) else len(held)):
                shared[pair] += 1 if len(held) > limits.rare_df and isinstance(key, int) else limits.candidate_shared
    return sorted(p for p, n in shared.items() if n >= limits.candidate_shared)


def _pairs_in_reach(held: Sequence[Fingerprint], most: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of holders of one 3-gram within reach; a holder among more than `most` of them uses a formula."""
    for i, one in enumerate(held):
        near = [other for other in held[i + 1 :] if _in_reach(one.published_at, other.published_at)]
        if len(near) < most:
            for other in near:
                yield (min(one.article_id, other.article_id), max(one.article_id, other.article_id))


def _in_reach(a: datetime | None, b: datetime | None) -> bool:
    return a is None or b is None or abs(a - b) <= _REACH


def _version_pairs(articles: Iterable[Article]) -> list[tuple[str, str]]:
    by_url: dict[str, list[str]] = defaultdict(list)
    for a in articles:
        if a.dedupe_url:
            by_url[a.dedupe_url].append(a.article_id)
    return [tuple(sorted(p)) for ids in by_url.values() for p in combinations(sorted(ids), 2)]  # type: ignore[misc]


def find_pairs(
    desk: Desk, writer: Writer, new: Sequence[Fingerprint], articles: Mapping[str, Article], limits: Thresholds
) -> tuple[set[str], list[Reuse]]:
    """Return the articles whose pairs were looked at, and the pairs that share text."""
    near = articles_sharing(writer, new, reach=_REACH, formula=_TOUCHES * limits.formula_df)
    everything = {f.article_id: f for f in (*near, *new)}
    urls = [a.dedupe_url for a in articles.values() if a.dedupe_url]
    versions = {a.article_id: a for a in versions_at(writer, urls)} | dict(articles)
    pairs = sorted({*candidate_pairs(list(everything.values()), limits), *_version_pairs(versions.values())})
    named = {i for p in pairs for i in p}
    known = {a.article_id: a for a in articles_by_id(writer, named - articles.keys())} | dict(articles)
    texts = {i: Text.of(known[i], shingle_text(known[i].text)) for i in sorted(named)}
    first, last = time_window((t.article.published_at for t in texts.values()), 2 * _REACH)
    hashes = {_signed(h) for t in texts.values() for h in t.kept}
    mine = [(h, f.article_id, f.published_at) for f in new for h in f.hashes]
    uses = Uses([*postings_of(writer, hashes, first, last), *mine])
    values = number_values(desk.knowledge)
    found = (
        compare_texts(texts[a], texts[b], _uses_of_pair(texts[a], texts[b], uses), values, limits) for a, b in pairs
    )
    return everything.keys() | named, [r for r in found if r is not None]


def _reuse_change(old: Sequence[Reuse], new: Sequence[Reuse], looked_at: set[str]) -> tuple[TableChange, list[Reuse]]:
    """Return the change of the pair table, and all pairs of the touched articles as they are now."""
    fresh = {(r.a, r.b): r for r in new}
    kept = {(r.a, r.b): r for r in old if (r.a, r.b) in fresh or not {r.a, r.b} <= looked_at}
    lost = sorted({r.a for r in old if (r.a, r.b) not in kept})
    now = kept | fresh
    rows = [r for (a, _), r in sorted(now.items()) if a in lost or (r.a, r.b) in fresh]
    return TableChange(rows=rows, remove={"a": lost}), list(now.values())


def _close_stories(writer: Writer, start: Iterable[str], pairs: Sequence[Reuse]) -> tuple[set[str], list[Reuse]]:
    """Return all articles that copies connect with these, and the pairs between them."""
    held = {(r.a, r.b): r for r in pairs}
    members, border = set[str](), set(start)
    while border:
        members |= border
        for r in pairs_of(writer, border):
            held.setdefault((r.a, r.b), r)
        ends = {x for r in held.values() if r.relation in COPIES and {r.a, r.b} & members for x in (r.a, r.b)}
        border = ends - members
    return members, [r for r in held.values() if {r.a, r.b} <= members]


def _revisions(articles: Iterable[Article]) -> list[Article]:
    """Return the articles whose `revision_of` is not what the order of versions at their url says."""
    by_url: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.dedupe_url:
            by_url[article.dedupe_url].append(article)
    changed = []
    for versions in by_url.values():
        ordered = sorted(versions, key=version_order)
        before = [None, *(a.article_id for a in ordered[:-1])]
        changed += [replace(a, revision_of=b) for a, b in zip(ordered, before, strict=True) if a.revision_of != b]
    return changed


def relate_batch(desk: Desk, writer: Writer, new: Sequence[Article], fingerprints: Sequence[Fingerprint]) -> Related:
    """Return what the new articles of a batch change in copies, stories and revisions."""
    limits = read_thresholds(desk.knowledge)
    articles = {a.article_id: a for a in new}
    looked_at, found = find_pairs(desk, writer, fingerprints, articles, limits)
    # a version page that came earlier may have been looked at under another batch: its pairs are read as they are
    change, now = _reuse_change(pairs_of(writer, looked_at), found, looked_at)
    gone = set(change.remove["a"])
    members, pairs = _close_stories(writer, {*articles, *looked_at}, now)
    valid = {(r.a, r.b) for r in now}
    pairs = [r for r in pairs if (r.a, r.b) in valid or not ({r.a, r.b} & gone)]
    known = {a.article_id: a for a in articles_by_id(writer, members - articles.keys())} | articles
    ranks = {s.source_id: 0 for s in source_rows(desk.knowledge) if s.is_wire}
    stories = cluster_stories(list(known.values()), pairs, ranks)
    old = {s.article_id: s for s in writer.rows(Story, "article_id in (select unnest(?))", [sorted(known)])}
    urls = [a.dedupe_url for a in new if a.dedupe_url]
    versions = {a.article_id: a for a in versions_at(writer, urls)} | articles
    return Related(
        changes={
            "fingerprint": TableChange(rows=fingerprints),
            "reuse": change,
            "story": TableChange(rows=[s for s in stories if old.get(s.article_id) != s]),
        },
        stories={
            s.article_id: s.story_id
            for s in stories
            if s.article_id in articles or s.article_id not in old or old[s.article_id].story_id != s.story_id
        },
        revised=tuple(_revisions(versions.values())),
    )
