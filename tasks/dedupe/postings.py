"""Which articles use which sampled 3-gram: sorted columns in levels, so that a batch rewrites little of them.

Every batch adds a sorted level; a level that is not twice as large as the one after it is merged with that one, so that
there are few levels and each use is moved a few times only (the log-structured merge tree of O'Neil et al. 1996).
Twelve bytes a use.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np


def spread(starts: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the numbers from each start on, as many as its size, and for each of them the number of its start."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + starts[owner], owner


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Uses ordered by 3-gram; numpy arrays."""

    hashes: Any
    owners: Any

    @classmethod
    def of(cls, hashes: Any, owners: Any) -> "_Level":
        order = np.argsort(hashes, kind="stable")
        return cls(hashes=hashes[order], owners=owners[order].astype(np.int32, copy=False))

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
            low = np.searchsorted(level.hashes, asked)
            there = np.flatnonzero(level.hashes[np.minimum(low, len(level.hashes) - 1)] == asked)
            high = np.searchsorted(level.hashes, asked[there], side="right")
            places, group = spread(low[there], high - low[there])
            groups.append(there[group])
            owners.append(level.owners[places])
        return np.concatenate(groups), np.concatenate(owners)
