"""Who uses which sampled 3-gram within a stretch of time, and which articles meet over them: columns, not objects.

A million uses are sorted and counted in a few tenths of a second. What a new article changes is found by counting
twice, with the new articles and without: an article is touched where one of its 3-grams became common or came again
after days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from tasks.dedupe.postings import spread
from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.verdicts import Sample, worth_columns

_SHARED, _COMMON_PASSAGE, _COMMON, FORMULA, RECURS = 1, 2, 4, 8, 16
"""What use makes of a 3-gram, as bits: more than two articles use it, or than make a passage common, than are few, than
make a formula; or its uses lie more than four days apart."""
EVERY: Final = 31
"""All of it: no further use makes anything else of such a 3-gram."""
NO_PASSAGE: Final = _COMMON_PASSAGE | RECURS
NO_WHOLE: Final = FORMULA | RECURS
"""What makes a 3-gram prove nothing, measured as a passage and as a whole text."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The fingerprints of a stretch of time: those that are held and those of a batch; arrays are of numpy."""

    ids: Sequence[str]
    times: Any
    """Seconds since 1970 of each article; -1 where it is undated."""
    fresh: Any
    """Is the article of the batch?"""
    owners: Any
    """Number of the article of each sampled 3-gram."""
    hashes: Any
    """The sampled 3-grams, one article after another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Pairs of articles that share enough sampled 3-grams, of which one is new or touched by what is new."""

    touched: Any
    """Of each article: is it new, or is one of its 3-grams used otherwise than before?"""
    samples: dict[tuple[int, int], Sample]
    """By the numbers of the articles, the smaller first."""
    passage: Any
    """Of each article: sampled 3-grams that are no formula, measured as a passage, and as a whole text."""
    whole: Any

    def sample(self, i: int, j: int) -> Sample:
        """Return how others use the words of a pair; of one that did not meet, only what each has."""
        none = {"known": 0, "rare": 0, "alone": 0, "passage": 0, "whole": 0}
        return self.samples.get((i, j)) or Sample(
            **none,
            passage_a=int(self.passage[i]),
            whole_a=int(self.whole[i]),
            passage_b=int(self.passage[j]),
            whole_b=int(self.whole[j]),
        )


def seconds_of(when: datetime | None) -> int:
    """Return a moment as seconds since 1970, -1 for none."""
    return -1 if when is None else int((when - _EPOCH).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Uses of 3-grams, ordered by 3-gram and time; the undated come first."""

    owners: Any
    groups: Any
    """Number of the 3-gram of each use, ascending."""
    moments: Any
    """Seconds since some moment before the first; 0 for the undated, further from all than is ever asked for."""
    span: int
    shift: int
    """What makes a moment of a time."""

    def keys(self) -> Any:
        """One number for 3-gram and moment, ascending; 3-grams lie further apart than any time that is asked for."""
        return self.groups * self.span + self.moments

    def only(self, chosen: Any) -> "Uses":
        """Return some of the uses."""
        return Uses(
            owners=self.owners[chosen],
            groups=self.groups[chosen],
            moments=self.moments[chosen],
            span=self.span,
            shift=self.shift,
        )


def order_uses(groups: Any, owners: Any, times: Any, limits: Thresholds) -> Uses:
    """Return uses in order: the number of the 3-gram of each, its article, and when that appeared (-1 unknown)."""
    dated, far = times >= 0, 2 * int(limits.use_hours * 3600) + 2
    first = int(times[dated].min()) if dated.any() else 0
    moments = np.where(dated, times - first + far, 0)
    span = int(moments.max(initial=0)) + far
    order = np.argsort(groups * span + moments, kind="stable")
    return Uses(owners=owners[order], groups=groups[order], moments=moments[order], span=span, shift=far - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How 3-grams are used around each of some uses: numpy arrays."""

    articles: Any
    seconds: Any
    """Between the first and the last of these uses."""

    def bits(self, limits: Thresholds) -> Any:
        """Return what that makes of each 3-gram: the bits above."""
        articles = self.articles
        bits = (articles > 2) * _SHARED
        bits += (articles > limits.passage_df) * _COMMON_PASSAGE + (articles > limits.rare_df) * _COMMON
        bits += (articles > limits.formula_df) * FORMULA
        return bits + (self.seconds > limits.formula_hours * 3600) * RECURS


def spread_uses(uses: Uses, limits: Thresholds, gone: Any) -> tuple[Spread, Spread]:
    """Return how 3-grams are used around each use, and how they were without some of the uses (a mask).

    What the second says around uses that are left out means nothing.
    """
    keys, n = uses.keys(), len(uses.owners)
    reach = int(limits.use_hours * 3600)
    low = np.searchsorted(keys, keys - reach)
    high = np.searchsorted(keys, keys + reach, side="right")
    left = np.concatenate(([0], np.cumsum(~gone)))
    # where the first and the last are left out, the next that is not
    after = np.append(np.flatnonzero(~gone), n)[left[:-1]]
    before = np.append(-1, np.flatnonzero(~gone))[left[1:]]
    now = Spread(articles=high - low, seconds=uses.moments[high - 1] - uses.moments[low])
    first, last = np.minimum(after[low], n - 1), before[high - 1]
    then = Spread(articles=left[high] - left[low], seconds=uses.moments[last] - uses.moments[first])
    if n and uses.moments.min() == 0:  # the undated are used around every moment
        starts = np.searchsorted(keys, uses.groups * uses.span)
        ends = np.searchsorted(keys, uses.groups * uses.span, side="right")
        dated = uses.moments > 0
        now = replace(now, articles=now.articles + dated * (ends - starts))
        then = replace(then, articles=then.articles + dated * (left[ends] - left[starts]))
    return now, then


def classify(uses: Uses, limits: Thresholds) -> Any:
    """Return of each use what its 3-gram is at that moment: the bits above."""
    return classify_at(uses, uses.groups, uses.moments, limits)


def classify_at(uses: Uses, groups: Any, moments: Any, limits: Thresholds) -> Any:
    """Return what 3-grams are at moments at which they are used: the bits above."""
    if not len(groups):
        return np.empty(0, np.int64)
    keys, starts = uses.keys(), groups * uses.span
    reach = int(limits.use_hours * 3600)
    low = np.searchsorted(keys, starts + moments - reach)
    high = np.searchsorted(keys, starts + moments + reach, side="right")
    articles = high - low
    if uses.moments.min() == 0:  # the undated are used around every moment
        undated = np.searchsorted(keys, starts, side="right") - np.searchsorted(keys, starts)
        articles = articles + (moments > 0) * undated
    return Spread(articles=articles, seconds=uses.moments[high - 1] - uses.moments[low]).bits(limits)


def _find_touched(window: Window, uses: Uses, limits: Thresholds) -> Any:
    """Return of each article whether it is new or holds a 3-gram that is something else without the new ones."""
    touched = window.fresh.copy()
    fresh = window.fresh[uses.owners]
    if len(fresh):
        now, then = spread_uses(uses, limits, fresh)
        touched[uses.owners[~fresh & (now.bits(limits) != then.bits(limits))]] = True
    return touched


def _pair_uses(uses: Uses, touched: Any, limits: Thresholds) -> tuple[Any, Any]:
    """Return places of two uses of one 3-gram within reach of each other, the first of a touched article."""
    reach = int(limits.reach_hours * 3600)
    keys, mine = uses.keys(), np.flatnonzero(touched[uses.owners])
    dated, starts = uses.moments[mine] > 0, uses.groups[mine] * uses.span
    low = np.searchsorted(keys, np.where(dated, keys[mine] - reach, starts))
    high = np.searchsorted(keys, np.where(dated, keys[mine] + reach, starts + uses.span - 1), side="right")
    other, one = spread(low, high - low)
    undated = np.searchsorted(keys, starts)
    size = np.where(dated, np.searchsorted(keys, starts, side="right") - undated, 0)
    beside, of = spread(undated, size)
    return mine[np.concatenate((one, of))], np.concatenate((other, beside))


def count_columns(together: Any, codes: Any, n: int) -> Any:
    """Return of each of n pairs how many shared uses are known, rare, alone, news as a passage, news as a whole text.

    `together` is what a shared 3-gram is around either article, `codes` the pair it belongs to.
    """
    known = (together & FORMULA) == 0
    return np.stack(
        [
            np.bincount(codes[known & ((together & unlike) == 0)], minlength=n)
            for unlike in (0, _COMMON, _SHARED, NO_PASSAGE, RECURS)
        ]
    )


def pair_up(uses: Uses, bits: Any, touched: Any, limits: Thresholds) -> tuple[Any, Any]:
    """Return the pairs of articles, one of them touched, as one number each, and their columns (`count_columns`)."""
    known, n = np.flatnonzero((bits & FORMULA) == 0), len(touched)
    one, other = (known[x] for x in _pair_uses(uses.only(known), touched, limits))
    a, b = uses.owners[one].astype(np.int64), uses.owners[other].astype(np.int64)
    once = (a < b) | ((a > b) & ~touched[b])
    one, other, a, b = one[once], other[once], a[once], b[once]
    # common around one of both is common for the pair
    pairs, codes = np.unique(np.minimum(a, b) * n + np.maximum(a, b), return_inverse=True)
    return pairs, count_columns(bits[one] | bits[other], codes, len(pairs))


def find_meetings(window: Window, limits: Thresholds) -> Meetings:
    """Return which articles meet in a window over sampled 3-grams, and how others use these; ids must ascend."""
    n = len(window.ids)
    _, groups = np.unique(window.hashes, return_inverse=True)
    uses = order_uses(groups, window.owners, window.times[window.owners], limits)
    bits = classify(uses, limits)
    touched = _find_touched(window, uses, limits)
    kept = np.bincount(window.owners, minlength=n)
    passage = np.bincount(uses.owners[(bits & NO_PASSAGE) == 0], minlength=n)
    whole = np.bincount(uses.owners[(bits & NO_WHOLE) == 0], minlength=n)
    pairs, columns = pair_up(uses, bits, touched, limits)
    a, b = pairs // n, pairs % n
    worth = np.flatnonzero(worth_columns(columns, np.minimum(kept[a], kept[b]), limits))
    a, b = a[worth], b[worth]
    own = [passage[a], whole[a], passage[b], whole[b]]
    met = {
        (i, j): Sample(known=k, rare=r, alone=o, passage=p, whole=w, passage_a=pa, whole_a=wa, passage_b=pb, whole_b=wb)
        for i, j, k, r, o, p, w, pa, wa, pb, wb in zip(
            *(x.tolist() for x in (a, b, *columns[:, worth], *own)), strict=True
        )
    }
    return Meetings(touched=touched, samples=met, passage=passage, whole=whole)
