"""Pairs of articles that a batch makes worth a verdict: found in the register, the texts laid side by side once.

What two texts have in common never changes, so it is worked out once for a pair and kept while the process runs; who
else uses their words changes with each batch and is counted anew.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from flows.desk import Desk
from flows.prints import KEPT, keep_shelf, note_batch, prints_of, take_shelf
from schemas.article import Article
from schemas.reuse import Fingerprint, Reuse
from tasks.dedupe.compare import Likeness, Text, lay_beside
from tasks.dedupe.entries import Entered
from tasks.dedupe.fingerprint import shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.register import Register
from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.usage import seconds_of
from tasks.dedupe.verdicts import find_hopeful, reuse_row
from warehouse.history import articles_by_id, versions_at
from warehouse.lake import Writer

Pair = tuple[str, str]


class Texts(OrderedDict[str, Text]):
    """The texts that were compared last, by article; an article_id stands for one text and one address."""

    MOST = 24_000

    def keep(self, texts: Iterable[Text]) -> None:
        """Keep texts, in place of those that have not been asked for the longest."""
        for text in texts:
            self[text.article_id] = text
            self.move_to_end(text.article_id)
        while len(self) > self.MOST:
            self.popitem(last=False)


_TEXTS: dict[str, Texts] = defaultdict(Texts)
"""By the hash of the knowledge that told their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What a batch makes of pairs: articles of which all pairs were judged, and the pairs that share text."""

    judged: frozenset[str]
    found: Sequence[Reuse]
    pages: Mapping[str, Article]
    """All versions of the pages of the batch, by article."""


def _version_pairs(articles: Iterable[Article]) -> list[Pair]:
    by_url: dict[str, list[str]] = defaultdict(list)
    for a in articles:
        if a.dedupe_url:
            by_url[a.dedupe_url].append(a.article_id)
    return [p for ids in by_url.values() for p in combinations(sorted(ids), 2)]


def _texts(desk: Desk, writer: Writer, ids: set[str], articles: Mapping[str, Article]) -> dict[str, Text]:
    """Return the texts of articles; those are read from the lake that are neither given nor kept."""
    kept = _TEXTS[desk.knowledge.hash]
    found = {i: kept[i] for i in ids if i in kept}
    wanted = ids - found.keys()
    read = articles_by_id(writer, wanted - articles.keys())
    values = number_values(desk.knowledge) if wanted else {}
    named = [*read, *(articles[i] for i in sorted(wanted & articles.keys()))]
    found |= {a.article_id: Text.of(a, shingle_text(a.text), values) for a in named}
    kept.keep(found[i] for i in sorted(ids))
    return found


def liken_pairs(
    desk: Desk,
    writer: Writer,
    pairs: Mapping[Pair, int],
    articles: Mapping[str, Article],
    limits: Thresholds,
) -> dict[Pair, Likeness]:
    """Return what pairs have in common, those of which anything may be said; the smaller id comes first.

    Of each pair is given how many of the shared 3-grams are news; `articles` are at hand, of others the texts are read.
    """
    partners: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        one, other = (b, a) if b in articles and a not in articles else (a, b)
        partners[one].append(other)
    texts = _texts(desk, writer, {i for p in pairs for i in p}, articles)
    found = {}
    for one, others in partners.items():
        named = [(min(one, o), max(one, o)) for o in others]
        beside = lay_beside(texts[one], [texts[o] for o in others])
        for k in find_hopeful(beside, np.array([pairs[p] for p in named]), limits).tolist():
            found[named[k]] = beside.likeness(k)
    return found


def judge_near(register: Register, entered: Entered) -> dict[Pair, Reuse]:
    """Return the rows of all kept pairs of touched articles that share something that matters."""
    rows = {}
    for v in register.judge(entered.touched.tolist()):
        ids = (register.ids[v.pair[0]], register.ids[v.pair[1]])
        rows[ids] = reuse_row(ids, v.like, v.relation, v.news)
    return rows


def _key(desk: Desk) -> str:
    return f"{desk.lake.root} {desk.knowledge.hash}"


def register_of(desk: Desk) -> Register:
    """Return the register that this process keeps of a lake; KeyError where it keeps none."""
    return KEPT[_key(desk)].register


def judge_pairs(
    desk: Desk, writer: Writer, new: Sequence[Fingerprint], articles: Mapping[str, Article], limits: Thresholds
) -> Verdicts:
    """Return the verdicts on all pairs that the new articles make or may change.

    `articles` are the new ones by id. Versions of one page are judged whatever lies between them.
    """
    key = _key(desk)
    shelf = take_shelf(key, writer, [seconds_of(f.published_at) for f in new], limits)
    register = shelf.register
    prints = prints_of(new)
    note_batch(shelf, prints)
    entered = register.enter(prints)
    urls = [a.dedupe_url for a in articles.values() if a.dedupe_url]
    pages = {a.article_id: a for a in versions_at(writer, urls)} | dict(articles)
    versions = _version_pairs(pages.values())
    named = register.ids
    near = {(min(named[i], named[j]), max(named[i], named[j])): (i, j) for i, j in entered.unknown}
    wanted = dict.fromkeys(versions, 0) | {ids: int(entered.unknown[p][4]) for ids, p in near.items()}
    likes = liken_pairs(desk, writer, wanted, pages, limits)
    for ids, like in likes.items():
        if ids in near:
            register.learn(near[ids], like, entered.unknown[near[ids]])
    rows = judge_near(register, entered)
    rows |= {p: reuse_row(p, likes[p], "revision", (0.0, 0.0)) for p in versions}
    judged_now = {*register.paired(entered.touched.tolist()), *entered.anew}
    keep_shelf(key, shelf)
    judged = frozenset({register.ids[i] for i in judged_now} | {f.article_id for f in new})
    return Verdicts(judged=judged, found=[rows[p] for p in sorted(rows)], pages=pages)
