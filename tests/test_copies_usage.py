"""Who uses which 3-gram, counted in columns: the same as counted one by one, and what a batch touches is all it changes."""

from datetime import timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedupe.thresholds import read_thresholds
from tasks.dedupe.usage import Meetings, Window, find_meetings, seconds_of
from tasks.dedupe.verdicts import Sample, worth_comparing
from tasks.knowledge import load_knowledge
from tests.test_copies_compare import NOON

LIMITS = read_thresholds(load_knowledge())
Held = tuple[int | None, frozenset[int]]
"""Hours after noon of an article, None where it is undated, and its sampled 3-grams."""
ARTICLES = st.lists(
    st.tuples(st.none() | st.integers(0, 900), st.frozensets(st.integers(0, 12), min_size=1, max_size=9)),
    min_size=1,
    max_size=45,
)


def window(articles: list[Held], fresh: frozenset[int]) -> Window:
    return Window(
        ids=[f"{i:02}" for i in range(len(articles))],
        times=np.array([seconds_of(None if h is None else NOON + timedelta(hours=h)) for h, _ in articles]),
        fresh=np.array([i in fresh for i in range(len(articles))]),
        owners=np.repeat(np.arange(len(articles)), [len(kept) for _, kept in articles]),
        hashes=np.array([v for _, kept in articles for v in sorted(kept)], np.int64),
    )


def use(articles: list[Held], i: int, value: int) -> tuple[int, int]:
    """Articles that use a 3-gram around article i, and hours between the first and the last: one by one."""
    here = articles[i][0]
    times = [h for h, kept in articles if value in kept]
    undated = times.count(None)
    if here is None:
        return undated, 0
    near = [h for h in times if h is not None and abs(h - here) <= LIMITS.use_hours]
    return len(near) + undated, max(near) - min(near)


def sample(articles: list[Held], i: int, j: int) -> Sample:
    def news(k: int, value: int, many: int) -> bool:
        n, hours = use(articles, k, value)
        return n <= many and hours <= LIMITS.formula_hours

    def own(k: int, many: int) -> int:
        return sum(news(k, v, many) for v in articles[k][1])

    shared = articles[i][1] & articles[j][1]
    most = {v: max(use(articles, i, v)[0], use(articles, j, v)[0]) for v in shared}
    few, many = LIMITS.passage_df, LIMITS.formula_df
    return Sample(
        known=sum(n <= many for n in most.values()),
        rare=sum(n <= LIMITS.rare_df for n in most.values()),
        alone=sum(n <= 2 for n in most.values()),
        passage=sum(news(i, v, few) and news(j, v, few) for v in shared),
        whole=sum(news(i, v, many) and news(j, v, many) for v in shared),
        passage_a=own(i, few), whole_a=own(i, many), passage_b=own(j, few), whole_b=own(j, many),
    )  # fmt: skip


def meetings_one_by_one(articles: list[Held]) -> dict[tuple[int, int], Sample]:
    found = {}
    for i, j in combinations(range(len(articles)), 2):
        (one, kept), (other, others) = articles[i], articles[j]
        near = one is None or other is None or abs(one - other) <= LIMITS.reach_hours
        if near and worth_comparing(s := sample(articles, i, j), len(kept), len(others), LIMITS):
            found[i, j] = s
    return found


def meet(articles: list[Held], fresh: frozenset[int]) -> Meetings:
    return find_meetings(window(articles, fresh), LIMITS)


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_uses_counted_in_columns_are_those_counted_one_by_one(articles: list[Held]) -> None:
    assert meet(articles, frozenset(range(len(articles)))).samples == meetings_one_by_one(articles)


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.integers(1, 9))
def test_a_pair_that_a_batch_does_not_touch_is_used_as_before(articles: list[Held], n: int) -> None:
    held = articles[:-n]
    if not held:
        return
    fresh = frozenset(range(len(held), len(articles)))
    before, after = meetings_one_by_one(held), meetings_one_by_one(articles)
    met = meet(articles, fresh)
    assert met.samples == {p: s for p, s in after.items() if met.touched[p[0]] or met.touched[p[1]]}
    untouched = {p for p in before.keys() | after.keys() if not (met.touched[p[0]] or met.touched[p[1]])}
    relevant = ("rare", "known", "passage", "whole", "passage_a", "whole_a", "passage_b", "whole_b", "alone")
    assert all(
        getattr(before.get(p), name, None) == getattr(after.get(p), name, None) for p in untouched for name in relevant
    )


def test_a_window_without_sampled_words_has_no_meetings() -> None:
    assert meet([(0, frozenset()), (None, frozenset())], frozenset({1})).samples == {}
