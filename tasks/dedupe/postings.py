"""Which articles use which sampled 3-gram: sorted columns in levels, so that a batch rewrites little of them.

Every batch adds a sorted level; a level that is not twice as large as the one after it is merged with that one, so that
there are few levels and each use is moved a few times only (the log-structured merge tree of O'Neil et al. 1996).
Twelve and a half bytes a use.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np


def spread(starts: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the numbers from each start on, as many as its size, and for each of them the number of its start."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + starts[owner], owner


_BITS: Final = 63
"""Bits of a 3-gram as a positive number; the sampled ones are the lowest, and fill an eighth of the range."""
_ALIKE: Final = 8
"""Uses that begin with the same bits, on the average: so many are left to search in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Uses ordered by 3-gram; numpy arrays."""

    hashes: Any
    owners: Any
    starts: Any
    """Where the uses begin whose 3-gram begins with each number: a search in all would wait for memory at each step."""
    shift: int

    @classmethod
    def of(cls, hashes: Any, owners: Any) -> "_Level":
        order = np.argsort(hashes, kind="stable")
        hashes, owners = hashes[order], owners[order].astype(np.int32, copy=False)
        shift = _BITS - max(1, (len(hashes) // _ALIKE).bit_length())
        heads = hashes >> shift
        starts = np.searchsorted(heads, np.arange(int(heads[-1]) + 2)).astype(np.int32)
        return cls(hashes=hashes, owners=owners, starts=starts, shift=shift)

    def find(self, asked: Any) -> tuple[Any, Any, Any]:
        """Return which of some 3-grams are there, and from where to where their uses lie."""
        head = np.minimum(asked >> self.shift, len(self.starts) - 2)
        low = self._search(asked, self.starts[head], self.starts[head + 1], np.less)
        there = np.flatnonzero(self.hashes[np.minimum(low, len(self.hashes) - 1)] == asked)
        low = low[there]
        return there, low, self._search(asked[there], low, self.starts[head[there] + 1], np.less_equal)

    def _search(self, asked: Any, low: Any, high: Any, before: Any) -> Any:
        """Return for each 3-gram the first place from low, before high, at which it is not `before` it any more."""
        low, high, left = low.astype(np.int64), high.astype(np.int64), np.arange(len(asked))
        while len(left := left[low[left] < high[left]]):
            middle = (low[left] + high[left]) // 2
            is_before = before(self.hashes[middle], asked[left])
            low[left[is_before]] = middle[is_before] + 1
            high[left[~is_before]] = middle[~is_before]
        return low

    def merge(self, other: "_Level") -> "_Level":
        return _Level.of(
            np.concatenate((self.hashes, other.hashes)),
            np.concatenate((self.owners, other.owners)),
        )


@dataclass(slots=True)
class Postings:
    """The uses of all articles of a register, by 3-gram."""

    _levels: list[_Level] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many uses are held."""
        return sum(len(level.hashes) for level in self._levels)

    def add(self, hashes: Any, owners: Any) -> None:
        """Add uses: sampled 3-grams, and the number of the article of each."""
        if not len(hashes):
            return
        levels = self._levels
        levels.append(_Level.of(hashes, owners))
        while len(levels) > 1 and len(levels[-2].hashes) < 2 * len(levels[-1].hashes):
            last = levels.pop()
            levels.append(levels.pop().merge(last))

    def find(self, asked: Any) -> tuple[Any, Any]:
        """Return all uses of the 3-grams asked for, which ascend: the place of each in `asked`, and its article."""
        groups, owners = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        for level in self._levels:
            there, low, high = level.find(asked)
            places, group = spread(low, high - low)
            groups.append(there[group])
            owners.append(level.owners[places])
        return np.concatenate(groups), np.concatenate(owners)
