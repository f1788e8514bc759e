"""Who uses which sampled 3-gram within a stretch of time, and which articles meet over them: columns, not objects.

A million uses are sorted and counted in a few tenths of a second. What a new article changes is found by counting
twice, with the new articles and without: an article is touched where one of its 3-grams became common or came again
after days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.verdicts import Sample

_SHARED, _COMMON_PASSAGE, _COMMON, _FORMULA, _RECURS = 1, 2, 4, 8, 16
"""What use makes of a 3-gram, as bits: more than two articles use it, or than make a passage common, than are few, than
make a formula; or its uses lie more than four days apart."""
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
class _Uses:
    """Uses of 3-grams, ordered by 3-gram and time; the undated come first."""

    owners: Any
    groups: Any
    """Number of the 3-gram of each use, ascending."""
    moments: Any
    """Seconds since the first moment; the undated stand before all."""
    span: int

    def keys(self) -> Any:
        """One number for 3-gram and moment, ascending; 3-grams lie further apart than any time that is asked for."""
        return self.groups * self.span + self.moments

    def only(self, chosen: Any) -> "_Uses":
        """Return some of the uses."""
        return _Uses(
            owners=self.owners[chosen], groups=self.groups[chosen], moments=self.moments[chosen], span=self.span
        )


def _order_uses(window: Window, use_s: int) -> _Uses:
    """Return the uses in order; the undated are put before the first moment by more than any window."""
    dated = window.times >= 0
    first = int(window.times[dated].min()) if dated.any() else 0
    moments = np.where(dated, window.times - first + 2 * use_s + 2, 0)
    by_time = np.argsort(moments[window.owners], kind="stable")
    order = by_time[np.argsort(window.hashes[by_time], kind="stable")]
    hashes, owners = window.hashes[order], window.owners[order]
    groups = np.cumsum(np.concatenate(([False], hashes[1:] != hashes[:-1]))) if len(hashes) else np.empty(0, np.int64)
    span = (int(moments.max()) if len(moments) else 0) + 2 * use_s + 2
    return _Uses(owners=owners, groups=groups.astype(np.int64), moments=moments[owners], span=span)


def _classify(uses: _Uses, limits: Thresholds) -> Any:
    """Return of each use what its 3-gram is at that moment: the bits above."""
    keys = uses.keys()
    reach = int(limits.use_hours * 3600)
    low = np.searchsorted(keys, keys - reach)
    high = np.searchsorted(keys, keys + reach, side="right")
    dated = uses.moments > 0
    undated = np.searchsorted(keys, uses.groups * uses.span, side="right") - np.searchsorted(
        keys, uses.groups * uses.span
    )
    articles = high - low + np.where(dated, undated, 0)
    seconds = uses.moments[high - 1] - uses.moments[low] if len(keys) else keys
    bits = (articles > 2) * _SHARED
    bits += (articles > limits.passage_df) * _COMMON_PASSAGE + (articles > limits.rare_df) * _COMMON
    bits += (articles > limits.formula_df) * _FORMULA + (seconds > limits.formula_hours * 3600) * _RECURS
    return bits


def _find_touched(window: Window, uses: _Uses, bits: Any, limits: Thresholds) -> Any:
    """Return of each article whether it is new or holds a 3-gram that is something else without the new ones."""
    touched = window.fresh.copy()
    is_fresh = window.fresh[uses.owners]
    news = np.zeros(int(uses.groups[-1]) + 1 if len(uses.groups) else 0, bool)
    news[uses.groups[is_fresh]] = True
    held = news[uses.groups] & ~is_fresh
    before = _classify(uses.only(held), limits)
    touched[uses.owners[held][before != bits[held]]] = True
    return touched


def _pair_uses(uses: _Uses, touched: Any, limits: Thresholds) -> tuple[Any, Any]:
    """Return places of two uses of one 3-gram within reach of each other, at least one of a touched article."""
    reach = int(limits.reach_hours * 3600)
    counts = np.bincount(uses.groups, minlength=1)
    active = np.bincount(uses.groups, weights=touched[uses.owners], minlength=1) > 0
    chosen = np.flatnonzero((counts > 1)[uses.groups] & active[uses.groups])
    few = uses.only(chosen)
    keys = few.keys()
    ends = np.searchsorted(keys, keys + reach, side="right")
    last = np.searchsorted(few.groups, few.groups, side="right")
    ends = np.where(few.moments > 0, ends, last)
    sizes = ends - np.arange(len(ends)) - 1
    one = np.repeat(np.arange(len(ends)), sizes)
    other = np.arange(len(one)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + one + 1
    wanted = touched[few.owners[one]] | touched[few.owners[other]]
    return chosen[one[wanted]], chosen[other[wanted]]


def _pair_up(window: Window, uses: _Uses, bits: Any, touched: Any, limits: Thresholds) -> tuple[Any, Any]:
    """Return pairs as one number each, and for each how many shared uses are known, rare, alone, news as ..., news."""
    known = np.flatnonzero((bits & _FORMULA) == 0)
    one, other = (known[x] for x in _pair_uses(uses.only(known), touched, limits))
    a, b = uses.owners[one].astype(np.int64), uses.owners[other]
    # common around one of both is common for the pair
    together = bits[one] | bits[other]
    pairs, codes = np.unique(np.minimum(a, b) * len(window.ids) + np.maximum(a, b), return_inverse=True)
    columns = [
        np.bincount(codes[(together & unlike) == 0], minlength=len(pairs))
        for unlike in (0, _COMMON, _SHARED, _COMMON_PASSAGE | _RECURS, _RECURS)
    ]
    return pairs, np.stack(columns)


def _worth_comparing(columns: Any, fewer: Any, limits: Thresholds) -> Any:
    """Tell of each pair what `verdicts.worth_comparing` tells of one."""
    known, rare, _, passage, _ = columns
    enough = (passage >= limits.candidate_shared) | (known >= limits.phrase * fewer)
    return np.where(known < limits.candidate_shared, (rare > 0) & (fewer <= limits.few_kept), enough)


def find_meetings(window: Window, limits: Thresholds) -> Meetings:
    """Return which articles meet in a window over sampled 3-grams, and how others use these; ids must ascend."""
    n = len(window.ids)
    uses = _order_uses(window, int(limits.use_hours * 3600))
    bits = _classify(uses, limits)
    touched = _find_touched(window, uses, bits, limits)
    kept = np.bincount(window.owners, minlength=n)
    passage = kept - np.bincount(uses.owners[(bits & (_COMMON_PASSAGE | _RECURS)) > 0], minlength=n)
    whole = kept - np.bincount(uses.owners[(bits & (_FORMULA | _RECURS)) > 0], minlength=n)
    pairs, columns = _pair_up(window, uses, bits, touched, limits)
    a, b = pairs // n, pairs % n
    worth = np.flatnonzero(_worth_comparing(columns, np.minimum(kept[a], kept[b]), limits))
    a, b = a[worth], b[worth]
    own = [passage[a], whole[a], passage[b], whole[b]]
    met = {
        (i, j): Sample(known=k, rare=r, alone=o, passage=p, whole=w, passage_a=pa, whole_a=wa, passage_b=pb, whole_b=wb)
        for i, j, k, r, o, p, w, pa, wa, pb, wb in zip(
            *(x.tolist() for x in (a, b, *columns[:, worth], *own)), strict=True
        )
    }
    return Meetings(touched=touched, samples=met, passage=passage, whole=whole)
