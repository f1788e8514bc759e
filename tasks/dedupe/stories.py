"""Copies to stories: quorum, never chains; the earliest is the origin, whatever came in first.

Groups are joined where at least half of the pairs between them are copies, those first that hold most of each other
(agglomerative clustering by average linkage, Sokal and Michener 1958). A result depends on the set of articles and
pairs alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from typing import Final

from schemas.article import Article
from schemas.reuse import Reuse, Story

_QUORUM: Final = 0.5
_LATE: Final = datetime(9999, 1, 1, tzinfo=UTC)
_EXCERPT_BELOW: Final = 0.5
"""A member that holds less than half of the origin is an excerpt of it."""
COPIES: Final = frozenset({"copy", "revision"})


def canonical_order(article: Article) -> tuple[datetime, str]:
    """Order of articles: publication, then id; the undated come last."""
    return (article.published_at or _LATE, article.article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """What two groups of articles share, over all pairs of their members."""

    copies: int
    """Pairs that are copies."""
    held: float
    """What the two texts of these pairs hold of each other, the mean of both ways, summed."""

    def __add__(self, other: "_Link") -> "_Link":
        return _Link(copies=self.copies + other.copies, held=self.held + other.held)


_NOTHING: Final = _Link(copies=0, held=0.0)


def _link_articles(pairs: Iterable[Reuse]) -> dict[str, dict[str, _Link]]:
    """Return the links between articles; versions of one page belong together whatever was changed in them."""
    found: dict[str, dict[str, _Link]] = defaultdict(dict)
    for pair in pairs:
        if pair.relation in COPIES:
            mean = (pair.containment_ab + pair.containment_ba) / 2
            link = _Link(copies=1, held=1.0 if pair.relation == "revision" else mean)
            found[pair.a][pair.b] = found[pair.b][pair.a] = link
    return found


class _Groups:
    """Groups of articles, each under the smallest id in it, joined two by two: those that share most come first.

    Strength before order: where ten articles carry one passage of a third text, each also has a wire of which it holds
    far more, and has joined that before the passage is looked at.
    """

    def __init__(self, names: Iterable[str], links: dict[str, dict[str, _Link]]) -> None:
        self.members = {name: [name] for name in names}
        self._links = links
        self._queue: list[tuple[float, str, str]] = []
        for name in sorted(links):
            self._put(name, [other for other in links[name] if name < other])

    def _mean(self, a: str, b: str) -> float:
        """Mean of what is held over all pairs of two groups; a pair that is no copy holds nothing."""
        return self._links[a][b].held / (len(self.members[a]) * len(self.members[b]))

    def _put(self, name: str, others: Iterable[str]) -> None:
        for other in others:
            heappush(self._queue, (-self._mean(name, other), min(name, other), max(name, other)))

    def _agree(self, a: str, b: str) -> bool:
        return self._links[a][b].copies >= _QUORUM * len(self.members[a]) * len(self.members[b])

    def _join(self, a: str, b: str) -> None:
        """Put group b into group a."""
        self.members[a] += self.members.pop(b)
        for other, link in self._links.pop(b).items():
            del self._links[other][b]
            if other != a:
                self._links[a][other] = self._links[other][a] = self._links[a].get(other, _NOTHING) + link
        self._put(a, self._links[a])

    def join_all(self) -> list[list[str]]:
        """Return the groups once no two are left of which half of the pairs are copies."""
        while self._queue:
            minus_mean, a, b = heappop(self._queue)
            # an entry from before one of the two grew is passed over: the pair was put in anew then
            current = b in self._links.get(a, {}) and -minus_mean == self._mean(a, b)
            if current and self._agree(a, b):
                self._join(a, b)
        return list(self.members.values())


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
    held = {(p.a, p.b): p.containment_ab for p in pairs} | {(p.b, p.a): p.containment_ba for p in pairs}
    groups = _Groups(by_id, _link_articles(pairs)).join_all()
    rows = [s for g in groups for s in _rows([by_id[x] for x in g], held, ranks or {})]
    return sorted(rows, key=lambda s: s.article_id)


def version_order(article: Article) -> tuple[datetime, str]:
    """Order of the versions of one page: when it was changed or published, then the id."""
    return (article.modified_at or article.published_at or _LATE, article.article_id)
