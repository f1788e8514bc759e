"""The register of held fingerprints: what a batch changes is found without looking at all that is held.

It is a cache: all in it follows from the fingerprints of the lake. Kept for each article is how many of its sampled
3-grams are no formula, and for each pair of which anything might ever be said what the two have in common. A batch
looks up its own 3-grams, counts their users anew, and from these finds who is touched; nothing walks over all.

New uses only make 3-grams more common, so two articles that did not meet when the later came never do. Where a use is
taken out (an article was dated anew), those that shared it are looked at afresh.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from tasks.dedupe.compare import Likeness
from tasks.dedupe.entries import Entered, Prints, Verdict, some_of
from tasks.dedupe.paired import Pair, Paired, code_uses, grow
from tasks.dedupe.postings import Postings
from tasks.dedupe.stops import Stops
from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.usage import (
    EVERY,
    NO_PASSAGE,
    NO_WHOLE,
    Uses,
    classify,
    classify_at,
    count_columns,
    order_uses,
    pair_up,
    spread_uses,
)
from tasks.dedupe.verdicts import RELATIONS, Sample, judge, worth_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """All uses of some 3-grams, counted; what is not among them is a stop-hash."""

    asked: Any
    uses: Uses
    bits: Any


@dataclass(slots=True)
class Register:
    """The articles of a stretch of time by number, in order of coming in."""

    limits: Thresholds
    ids: list[str] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    times: Any = field(default_factory=lambda: np.empty(0, np.int64))
    _keys: list[str] = field(default_factory=list)
    _holders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _hashes: list[Any] = field(default_factory=list)
    _postings: Postings = field(default_factory=Postings)
    _stops: Stops = field(default_factory=Stops.none)
    _marks: Any = field(default_factory=lambda: np.zeros((0, 6), np.int32))
    """Of each article: is it held, counted, are its pairs known; 3-grams that are news as a passage, as a text; all."""
    _paired: Paired = field(default_factory=Paired)

    @property
    def stops(self) -> list[int]:
        """Sampled 3-grams that are stop-hashes now."""
        found: list[int] = self._stops.hashes.tolist()
        return found

    @property
    def n_pairs(self) -> int:
        """How many pairs are kept."""
        return len(self._paired)

    def add(self, prints: Prints) -> None:
        """Take in articles that were judged before: what they make of others is worked out when it is asked for."""
        held = len(self.ids)
        slots = self._append(prints)
        if held:
            self._forget(self._forward(slots)[0])

    def drop(self, ids: Iterable[str]) -> None:
        """Take out articles."""
        slots = np.array(sorted(self.number[i] for i in ids), np.int64)
        self._forget(self._forward(slots)[0])
        self._leave(slots)

    def enter(self, prints: Prints) -> Entered:
        """Take in the articles of a batch; one that is held already and was dated anew takes its own place."""
        old = [self.number.get(i, -1) for i in prints.ids]
        anew = [
            k for k, (s, t) in enumerate(zip(old, prints.times.tolist(), strict=True)) if s < 0 or self.times[s] != t
        ]
        leaving = np.array([old[k] for k in anew if old[k] >= 0], np.int64)
        again = np.array([old[k] for k in sorted(set(range(len(old))) - set(anew))], np.int64)
        fresh = self._append(some_of(prints, anew))
        if len(leaving):
            self._forget(self._forward(leaving)[0])
        seen = self._look(*self._forward(np.concatenate((fresh, leaving))), self.limits.use_hours)
        turned, after = self._count_again(seen, self._mask(fresh), self._mask(leaving))
        changed = np.unique(seen.uses.owners[turned]).astype(np.int64)
        uses = code_uses(seen.asked[seen.uses.groups[turned]], seen.uses.owners[turned])
        self._paired.doubt(self._paired.rows(changed.tolist()), uses)
        if len(leaving):
            self._leave(leaving)
            self._stops.forget(seen.asked)
        touched = np.unique(np.concatenate((fresh, again, changed)))
        lacking = touched[self._marks[touched, 2] == 0]
        if len(lacking) > len(fresh):
            after = self._look(*self._forward(lacking))
        unknown = self._meet(after, lacking)
        self._marks[lacking, 2] = 1
        return Entered(touched=touched, anew=frozenset(lacking.tolist()), unknown=unknown)

    def learn(self, pair: tuple[int, int], like: Likeness, columns: Any) -> None:
        """Keep what a pair has in common, and how others use that today, as `Entered.unknown` has it."""
        i, j = pair
        shared = np.intersect1d(self._hashes[i], self._hashes[j], assume_unique=True)
        self._paired.keep((i, j) if self.ids[i] < self.ids[j] else (j, i), like, shared, columns)

    def judge(self, slots: Iterable[int]) -> list[Verdict]:
        """Return the verdicts on the kept pairs of some articles, of those that share something that matters."""
        rows = self._paired.rows(slots)
        if not len(rows):
            return []
        ends = self._paired.ends[rows]
        times = self.times[ends]
        gaps = np.where(times.min(axis=1) < 0, 0.0, abs(times[:, 0] - times[:, 1]) / 3600)
        found = judge(self._paired.facts[rows].T, self._sample(rows), gaps, self.limits)
        said = np.flatnonzero(found.relation >= 0)
        columns = (rows, ends, found.relation, found.news_ab, found.news_ba)
        return [
            Verdict(pair=(i, j), like=self._paired.likes[row], relation=RELATIONS[r], news=(ab, ba))
            for row, (i, j), r, ab, ba in zip(*(c[said].tolist() for c in columns), strict=True)
        ]

    def paired(self, slots: Iterable[int]) -> list[int]:
        """Return those of some articles of which pairs are kept."""
        return self._paired.having(slots)

    def sample(self, slots: Iterable[int]) -> dict[Pair, Sample]:
        """Return how others use the words of the kept pairs of some articles."""
        rows = self._paired.rows(slots)
        names = [f.name for f in fields(Sample)]
        return {
            (i, j): Sample(**dict(zip(names, values, strict=True)))
            for (i, j), values in zip(self._paired.ends[rows].tolist(), self._sample(rows).T.tolist(), strict=True)
        }

    def _sample(self, rows: Any) -> Any:
        """Return how others use the words of kept pairs, a row for each field of `Sample`.

        Of pairs that are not worth comparing only what each has.
        """
        ends = self._paired.ends[rows].T
        self._recount(np.unique(ends))
        self._renew(rows[~self._paired.known[rows]])
        columns = self._paired.columns[rows].T
        columns = columns * worth_columns(columns, self._marks[ends, 5].min(axis=0), self.limits)
        own = self._marks[ends][:, :, 3:5]
        return np.concatenate((columns, own[0].T, own[1].T))

    def _renew(self, rows: Any) -> None:
        """Count anew how others use the words of kept pairs."""
        hashes, codes = self._paired.shared(rows)
        users = self._paired.ends[rows].T[:, codes].ravel()
        hashes = np.tile(hashes, 2)
        here, there = self._bits(hashes, users).reshape(2, -1)
        self._paired.columns[rows] = count_columns(here | there, codes, len(rows)).T
        self._paired.known[rows] = True

    def _append(self, prints: Prints) -> Any:
        first, n = len(self.ids), len(prints.ids)
        slots = np.arange(first, first + n)
        self.ids += prints.ids
        self._keys += prints.keys
        self._hashes += prints.hashes
        self.number.update(zip(prints.ids, slots.tolist(), strict=True))
        for slot, key in zip(slots.tolist(), prints.keys, strict=True):
            if key:
                self._holders[key].append(slot)
        self.times, self._marks = grow(self.times, first + n), grow(self._marks, first + n)
        self.times[slots], self._marks[slots, 0] = prints.times, 1
        self._marks[slots, 5] = [len(h) for h in prints.hashes]
        self._postings.add(*self._forward(slots))
        return slots

    def _leave(self, slots: Any) -> None:
        self._marks[slots, 0] = 0
        for i in slots.tolist():
            if self.number.get(self.ids[i]) == i:
                del self.number[self.ids[i]]
            if self._keys[i]:
                self._holders[self._keys[i]].remove(i)
            self._paired.forget(i)

    def _forward(self, slots: Any) -> tuple[Any, Any]:
        """Return the sampled 3-grams of some articles, and of each its article."""
        hashes = [self._hashes[i] for i in slots.tolist()]
        owners = np.repeat(slots, [len(h) for h in hashes]) if hashes else slots
        return np.concatenate([np.empty(0, np.int64), *hashes]), owners

    def _mask(self, slots: Any) -> Any:
        mask = np.zeros(len(self.ids), bool)
        mask[slots] = True
        return mask

    def _gather(self, hashes: Any, owners: Any, hours: float, reach: float = 0.0) -> tuple[Any, Uses]:
        """Return 3-grams that these articles use, and their uses so many hours around all of these articles.

        Those are left out that are stop-hashes for all of them, also for others within `reach` hours.
        """
        asked, codes = np.unique(hashes, return_inverse=True)
        asked = asked[~self._stops.cover(asked, codes, self.times[owners], int(reach * 3600))]
        groups, users = self._postings.find(asked)
        times, mine = self.times[users], self.times[owners]
        near = self._marks[users, 0] > 0
        if len(mine) and mine.min() >= 0:
            far = int(hours * 3600)
            near &= (times < 0) | ((times >= mine.min() - far) & (times <= mine.max() + far))
        return asked, order_uses(groups[near], users[near], times[near], self.limits)

    def _look(self, hashes: Any, owners: Any, reach: float = 0.0) -> _Seen:
        """Return the uses of the 3-grams that these articles use, and what they are around those that meet them."""
        asked, uses = self._gather(hashes, owners, 2 * self.limits.use_hours, reach)
        self._stops.learn(asked, uses, self.times, self.limits)
        return _Seen(asked=asked, uses=uses, bits=classify(uses, self.limits))

    def _bits(self, hashes: Any, owners: Any) -> Any:
        """Return what 3-grams are around articles that use them."""
        asked, uses = self._gather(hashes, owners, self.limits.use_hours)
        place = np.searchsorted(asked, hashes)
        there = np.flatnonzero(asked[np.minimum(place, len(asked) - 1)] == hashes) if len(asked) else place[:0]
        times = self.times[owners[there]]
        bits = np.full(len(hashes), EVERY)
        bits[there] = classify_at(uses, place[there], np.where(times < 0, 0, times + uses.shift), self.limits)
        return bits

    def _forget(self, hashes: Any) -> None:
        """Take back what was counted of articles that use these 3-grams, and that their pairs are known."""
        asked = np.unique(hashes)
        self._stops.forget(asked)
        self._marks[self._postings.find(asked)[1], 1:3] = 0

    def _count_again(self, seen: _Seen, fresh: Any, leaving: Any) -> tuple[Any, _Seen]:
        """Return the places of held uses that are something else now, and what all are with the new articles."""
        owners = seen.uses.owners
        new, gone = fresh[owners], leaving[owners]
        after, before = (x.bits(self.limits) for x in spread_uses(seen.uses, self.limits, new))
        if gone.any():
            after = spread_uses(seen.uses, self.limits, gone)[1].bits(self.limits)
        turned = np.flatnonzero(~(new | gone) & (before != after))
        for column, unlike in ((3, NO_PASSAGE), (4, NO_WHOLE)):
            is_news, was_news = (after & unlike) == 0, (before & unlike) == 0
            np.add.at(self._marks[:, column], owners[turned], is_news[turned].astype(np.int32) - was_news[turned])
            np.add.at(self._marks[:, column], owners[new & is_news], 1)
        self._marks[fresh.nonzero()[0], 1] = 1
        left = _Seen(asked=seen.asked, uses=seen.uses.only(~gone), bits=after[~gone])
        return turned, left

    def _meet(self, seen: _Seen, slots: Any) -> dict[tuple[int, int], Any]:
        """Return the pairs of some articles that are worth laying side by side and are not kept, with their columns."""
        n = len(self.ids)
        codes, columns = pair_up(seen.uses, seen.bits, self._mask(slots), self.limits)
        a, b = codes // n, codes % n
        worth = np.flatnonzero(worth_columns(columns, np.minimum(self._marks[a, 5], self._marks[b, 5]), self.limits))
        met = zip(a[worth].tolist(), b[worth].tolist(), strict=True)
        found = {p: held for p, held in zip(met, columns.T[worth], strict=True) if p not in self._paired}
        for i, j in sorted(self._equals(slots.tolist()) - found.keys()):
            place = int(np.searchsorted(codes, i * n + j))
            has_met = place < len(codes) and codes[place] == i * n + j
            if (i, j) not in self._paired:
                found[i, j] = columns[:, place] if has_met else np.zeros(5, np.int64)
        return found

    def _equals(self, slots: Sequence[int]) -> set[tuple[int, int]]:
        """Return the pairs of equal texts within reach of each other."""
        found, reach = set[tuple[int, int]](), self.limits.reach_hours * 3600
        for i in slots:
            for j in self._holders.get(self._keys[i], ()) if self._keys[i] else ():
                one, other = int(self.times[i]), int(self.times[j])
                if i != j and (one < 0 or other < 0 or abs(one - other) <= reach):
                    found.add((min(i, j), max(i, j)))
        return found

    def _recount(self, slots: Any) -> None:
        """Count what of some articles is news, where it is not known; of their pairs as little is known then."""
        wanted = slots[self._marks[slots, 1] == 0]
        if not len(wanted):
            return
        self._paired.known[self._paired.rows(wanted.tolist())] = False
        hashes, owners = self._forward(wanted)
        bits = self._bits(hashes, owners)
        self._marks[wanted, 1], self._marks[wanted, 3:5] = 1, 0
        for column, unlike in ((3, NO_PASSAGE), (4, NO_WHOLE)):
            np.add.at(self._marks[:, column], owners[(bits & unlike) == 0], 1)
