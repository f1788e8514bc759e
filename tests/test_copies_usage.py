"""Who uses which 3-gram, counted in columns: the same as counted one by one, and what a batch touches is all it changes."""

import random
from datetime import timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedupe.compare import Likeness
from tasks.dedupe.entries import Prints
from tasks.dedupe.register import Register
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


def prints(articles: list[Held], chosen: list[int]) -> Prints:
    some = [articles[i] for i in chosen]
    return Prints(
        ids=[f"{i:03}" for i in chosen],
        times=np.array([seconds_of(None if h is None else NOON + timedelta(hours=h)) for h, _ in some], np.int64),
        keys=["" for _ in some],
        hashes=[np.array(sorted(kept), np.int64) for _, kept in some],
    )


SOMETHING = Likeness(shared=9, grams_a=9, grams_b=9, kept=9, kept_a=9, kept_b=9, words=9, run=9, run_text=None,
                     conflict=None, equal=False, version=False)  # fmt: skip
"""What two texts have in common of which something may be said: here only who else uses their words matters."""


class Desk:
    """A register that is told of batches, and what was judged of pairs so far."""

    def __init__(self) -> None:
        self.register = Register(LIMITS)
        self.judged: dict[tuple[str, str], Sample] = {}

    def enter(self, batch: Prints) -> None:
        register = self.register
        entered = register.enter(batch)
        for pair, columns in entered.unknown.items():
            register.learn(pair, SOMETHING, columns)
        samples = register.sample(entered.touched.tolist())
        touched = {register.ids[i] for i in entered.touched}
        gone = {p for p in self.judged if {*p} & touched}
        named = {(register.ids[i], register.ids[j]): s for (i, j), s in samples.items()}
        assert entered.anew or gone <= named.keys()
        self.judged = {p: s for p, s in self.judged.items() if p not in gone}
        self.judged |= {p: s for p, s in named.items() if s.known}

    def worth(self, articles: list[Held]) -> dict[tuple[int, int], Sample]:
        pairs = {(int(a), int(b)): s for (a, b), s in self.judged.items()}
        return {p: s for p, s in pairs.items()
                if worth_comparing(s, *(len(articles[i][1]) for i in p), LIMITS)}  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_register_told_of_batches_in_any_order_knows_what_one_count_of_all_tells(
    articles: list[Held], chance: random.Random, size: int
) -> None:
    order = list(range(len(articles)))
    chance.shuffle(order)
    desk = Desk()
    for i in range(0, len(order), size):
        batch = order[i : i + size]
        if i and chance.random() < 0.2:  # another committer's
            desk.register.add(prints(articles, batch))
            other = Desk()
            other.register.add(prints(articles, order[:i]))
            other.judged = desk.judged
            other.enter(prints(articles, batch))
            desk.judged = other.judged
        else:
            desk.enter(prints(articles, batch))
    assert desk.worth(articles) == meetings_one_by_one(articles)


def test_a_pair_is_counted_anew_once_another_committer_told_of_who_else_uses_its_words() -> None:
    # 0 and 1 alone used form 1; another committer brought 2 and 3, which use it too, then 4 came
    articles: list[Held] = [(0, frozenset(kept)) for kept in ({1, 2, 3}, {1, 2, 4}, {1, 5}, {1, 6}, {1, 7})]
    desk = Desk()
    desk.enter(prints(articles, [0, 1]))
    desk.register.add(prints(articles, [2, 3]))
    desk.enter(prints(articles, [4]))
    told, counted = desk.register.sample([1]), find_meetings(window(articles, frozenset(range(5))), LIMITS)
    assert told[0, 1] == counted.sample(0, 1)
    assert told[0, 1].alone == 1


@settings(max_examples=80, deadline=None)
@given(ARTICLES, st.lists(st.tuples(st.integers(0, 44), st.none() | st.integers(0, 900)), max_size=6))
def test_articles_that_were_dated_anew_count_as_if_they_always_had_been(
    articles: list[Held], anew: list[tuple[int, int | None]]
) -> None:
    desk, now = Desk(), list(articles)
    desk.enter(prints(now, list(range(len(now)))))
    for i, hour in anew:
        k = i % len(now)
        now[k] = (hour, now[k][1])
        desk.enter(prints(now, [k]))
    assert desk.worth(now) == meetings_one_by_one(now)


def test_a_stop_hash_is_skipped_and_nothing_is_told_otherwise() -> None:
    # one form in every article for weeks, beside words of two articles each
    articles: list[Held] = [(h, frozenset({1000, 1 + h // 2})) for h in range(720)]
    desk = Desk()
    for i in range(0, 720, 60):
        desk.enter(prints(articles, list(range(i, i + 60))))
    assert desk.register.stops == [1000]
    limited = [(h, kept - {1000}) for h, kept in articles]
    assert {p: s.whole for p, s in desk.worth(articles).items()} == {
        p: s.whole for p, s in meetings_one_by_one(limited).items()
    }
