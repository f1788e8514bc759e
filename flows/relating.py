"""Copies of a batch: which articles share text, and the stories they make, as if all had arrived at once.

What a new article can change is judged anew: its own pairs, every pair of an article that uses a sampled 3-gram which
it turned into a formula (`meeting.py`), and every story that a changed pair touches.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.desk import Desk
from flows.meeting import Verdicts, judge_pairs
from schemas.article import Article
from schemas.reuse import Fingerprint, Reuse, Story
from tasks.dedupe.stories import COPIES, cluster_stories, version_order
from tasks.dedupe.thresholds import read_thresholds
from tasks.sources import source_rows
from warehouse.history import articles_by_id, pairs_of
from warehouse.lake import TableChange, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Changes to the tables of copies, the stories that changed, and articles that became revisions."""

    changes: Mapping[str, TableChange]
    stories: Mapping[str, str]
    revised: tuple[Article, ...]


def _is_same(old: Reuse | None, new: Reuse) -> bool:
    """Tell whether a verdict is what it was, settled or not."""
    return old is not None and replace(old, state=new.state) == new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """What verdicts change in the pairs of the lake."""

    change: TableChange
    moved: frozenset[str]
    """Articles of the pairs that changed."""
    fresh: Mapping[tuple[str, str], Reuse]
    gone: frozenset[tuple[str, str]]


def _turn(writer: Writer, verdicts: Verdicts) -> _Turn:
    """Return what changes in the table of pairs: versions of one page stay such, whatever else is judged."""
    old = {(r.a, r.b): r for r in pairs_of(writer, verdicts.judged)}
    fresh = {(r.a, r.b): r for r in verdicts.found}
    gone = frozenset(p for p, r in old.items() if p not in fresh and r.relation != "revision")
    changed = {p: r for p, r in fresh.items() if not _is_same(old.get(p), r)}
    # rows are taken out by their first article: what else it has comes in again
    firsts = {a for a, _ in gone}
    stay = [r for p, r in old.items() if p[0] in firsts and p not in gone and p not in changed]
    if firsts:
        stay += [r for r in pairs_of(writer, firsts) if r.a in firsts and (r.a, r.b) not in old.keys() | changed.keys()]
    rows = sorted([*changed.values(), *stay], key=lambda r: (r.a, r.b))
    return _Turn(
        change=TableChange(rows=rows, remove={"a": sorted(firsts)}),
        moved=frozenset(x for p in (*gone, *changed) for x in p),
        fresh=changed,
        gone=gone,
    )


def _close_stories(writer: Writer, start: Iterable[str], turn: _Turn) -> tuple[set[str], list[Reuse]]:
    """Return all articles that copies connect with these, and the pairs between them as they are now."""
    now = dict(turn.fresh)
    members, border = set[str](), set(start)
    while border:
        members |= border
        held = {(r.a, r.b): r for r in pairs_of(writer, border)}
        now |= {p: r for p, r in held.items() if p not in now and p not in turn.gone}
        ends = {x for p, r in now.items() if r.relation in COPIES and {*p} & members for x in p}
        border = ends - members
    return members, [r for p, r in now.items() if {*p} <= members]


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
    verdicts = judge_pairs(desk, writer, fingerprints, articles, limits)
    turn = _turn(writer, verdicts)
    members, pairs = _close_stories(writer, {*articles, *turn.moved}, turn)
    known = {a.article_id: a for a in articles_by_id(writer, members - articles.keys())} | articles
    ranks = {s.source_id: 0 for s in source_rows(desk.knowledge) if s.is_wire}
    stories = cluster_stories(list(known.values()), pairs, ranks)
    old = {s.article_id: s for s in writer.rows(Story, "article_id in (select unnest(?))", [sorted(known)])}
    return Related(
        changes={
            "fingerprint": TableChange(rows=fingerprints),
            "reuse": turn.change,
            "story": TableChange(rows=[s for s in stories if old.get(s.article_id) != s]),
        },
        stories={
            s.article_id: s.story_id
            for s in stories
            if s.article_id in articles or s.article_id not in old or old[s.article_id].story_id != s.story_id
        },
        revised=tuple(_revisions(verdicts.pages.values())),
    )
