"""Copies to stories: quorum, never chains; the earliest is the origin, whatever came in first.

Articles join in canonical order (publication, id) the story where at least half of the members match; then stories
whose members mostly match each other are merged. A result depends on the set of articles and pairs alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from schemas.article import Article
from schemas.reuse import Reuse, Story

_QUORUM: Final = 0.5
_MERGE: Final = 0.5
_LATE: Final = datetime(9999, 1, 1, tzinfo=UTC)
_EXCERPT_BELOW: Final = 0.5
"""A member that holds less than half of the origin is an excerpt of it."""
COPIES: Final = frozenset({"copy", "revision"})


def canonical_order(article: Article) -> tuple[datetime, str]:
    """Order of articles: publication, then id; the undated come last."""
    return (article.published_at or _LATE, article.article_id)


def _neighbours(pairs: Iterable[Reuse]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.relation in COPIES:
            found[pair.a].add(pair.b)
            found[pair.b].add(pair.a)
    return found


def _join_in_order(order: Sequence[str], near: Mapping[str, set[str]]) -> list[list[str]]:
    groups: list[list[str]] = []
    group_of: dict[str, int] = {}
    for name in order:
        votes: dict[int, int] = defaultdict(int)
        for other in near.get(name, ()):
            if other in group_of:
                votes[group_of[other]] += 1
        fit = [(n / len(groups[g]), -g) for g, n in votes.items() if n >= _QUORUM * len(groups[g])]
        if fit:
            best = -max(fit)[1]
            groups[best].append(name)
        else:
            best = len(groups)
            groups.append([name])
        group_of[name] = best
    return groups


def _density(a: Sequence[str], b: Sequence[str], near: Mapping[str, set[str]]) -> float:
    inside = set(b)
    return sum(len(near.get(x, set()) & inside) for x in a) / (len(a) * len(b))


def _merge_repair(groups: list[list[str]], near: Mapping[str, set[str]]) -> list[list[str]]:
    """Merge groups that mostly match each other: order of joining must not keep one story in two parts."""
    alive = dict(enumerate(groups))
    changed = True
    while changed:
        changed = False
        group_of = {name: i for i, g in alive.items() for name in g}
        for i in sorted(alive):
            if i not in alive:
                continue
            touching = {group_of[n] for name in alive[i] for n in near.get(name, ()) if n in group_of} - {i}
            for j in sorted(touching & alive.keys()):
                if j > i and _density(alive[i], alive[j], near) >= _MERGE:
                    alive[i] = [*alive[i], *alive.pop(j)]
                    group_of.update(dict.fromkeys(alive[i], i))
                    changed = True
    return [alive[i] for i in sorted(alive)]


def _origin(members: Sequence[Article], ranks: Mapping[str, int]) -> Article:
    """Earliest day; on it who names no agency, an agency before an outlet, the earliest hour, the longest text, the id.

    An article of which only the day is known stands at midnight: its hour says nothing.
    """
    return min(
        members,
        key=lambda a: (
            (a.published_at or _LATE).date(),
            a.agency is not None,
            ranks.get(a.source_id or "", 1),
            _LATE if a.published_precision == "day" else a.published_at or _LATE,
            -len(a.text),
            a.article_id,
        ),
    )


def _rows(members: Sequence[Article], held: Mapping[tuple[str, str], float], ranks: Mapping[str, int]) -> list[Story]:
    origin = _origin(members, ranks).article_id
    story_id = min(members, key=canonical_order).article_id

    def role(article: Article) -> str:
        if article.article_id == origin:
            return "origin"
        return "copy" if held.get((origin, article.article_id), 1.0) >= _EXCERPT_BELOW else "excerpt"

    return [
        Story(article_id=m.article_id, story_id=story_id, role=role(m), origin_id=origin, state="provisional")
        for m in members
    ]


def cluster_stories(
    articles: Sequence[Article], pairs: Sequence[Reuse], ranks: Mapping[str, int] | None = None
) -> list[Story]:
    """Return the story of each article, sorted by article; every article is in one, most are alone.

    `ranks` gives agencies by source_id a lower number than outlets (1). Articles linked by a copy must all be given.
    """
    by_id = {a.article_id: a for a in sorted(articles, key=canonical_order)}
    near = _neighbours(pairs)
    held = {(p.a, p.b): p.containment_ab for p in pairs} | {(p.b, p.a): p.containment_ba for p in pairs}
    groups = _merge_repair(_join_in_order(list(by_id), near), near)
    rows = [s for g in groups for s in _rows([by_id[x] for x in g], held, ranks or {})]
    return sorted(rows, key=lambda s: s.article_id)


def version_order(article: Article) -> tuple[datetime, str]:
    """Order of the versions of one page: when it was changed or published, then the id."""
    return (article.modified_at or article.published_at or _LATE, article.article_id)
