"""The pairs of a register of which anything may be said: what both texts hold, kept as columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from tasks.dedupe.compare import Likeness
from tasks.dedupe.postings import spread
from tasks.dedupe.verdicts import FACTS, facts_of

Pair = tuple[int, int]
"""Numbers of two articles in the register, that of the smaller id first."""
_ODD: Final = np.int64(0x1E3779B97F4A7C15)


def grow(array: Any, n: int) -> Any:
    """Return an array of at least n rows, of which those that were not there are zeros: twice as many as needed."""
    if len(array) >= n:
        return array
    grown = np.zeros((2 * n, *array.shape[1:]), array.dtype)
    grown[: len(array)] = array
    return grown


def code_uses(hashes: Any, owners: Any) -> Any:
    """Return one number for each use of a 3-gram by an article; two uses may have the same by a rare chance."""
    return hashes * _ODD + owners


@dataclass(slots=True)
class Paired:
    """Pairs by row; numpy arrays with room at their ends."""

    likes: list[Likeness] = field(default_factory=list)
    ends: Any = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    """Both articles, that of the smaller id first."""
    facts: Any = field(default_factory=lambda: np.zeros((0, len(FACTS)), np.int64))
    columns: Any = field(default_factory=lambda: np.zeros((0, 5), np.int64))
    """How others use the 3-grams that both hold, as `usage.count_columns` tells it."""
    known: Any = field(default_factory=lambda: np.zeros(0, bool))
    """Are the columns those of today?"""
    _of: dict[int, dict[int, int]] = field(default_factory=dict)
    """The rows of each article, by the other one."""
    _spans: Any = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    """Where the sampled 3-grams that both hold begin, and how many they are."""
    _shared: Any = field(default_factory=lambda: np.empty(0, np.int64))
    _n_shared: int = 0

    def __len__(self) -> int:
        """Return how many pairs are kept."""
        return sum(map(len, self._of.values())) // 2

    def __contains__(self, pair: Pair) -> bool:
        """Tell whether a pair is kept."""
        return pair[1] in self._of.get(pair[0], {})

    def keep(self, pair: Pair, like: Likeness, shared: Any, columns: Any) -> None:
        """Keep a pair."""
        row, begin = len(self.likes), self._n_shared
        self._n_shared += len(shared)
        for name in ("ends", "facts", "columns", "known", "_spans"):
            setattr(self, name, grow(getattr(self, name), row + 1))
        self._shared = grow(self._shared, self._n_shared)
        self.ends[row], self.facts[row], self.columns[row] = pair, facts_of(like), columns
        self.known[row], self._spans[row] = True, (begin, len(shared))
        self._shared[begin : self._n_shared] = shared
        self.likes.append(like)
        i, j = pair
        self._of.setdefault(i, {})[j] = self._of.setdefault(j, {})[i] = row

    def forget(self, slot: int) -> None:
        """Take out the pairs of an article."""
        for other in self._of.pop(slot, {}):
            del self._of[other][slot]

    def having(self, slots: Iterable[int]) -> list[int]:
        """Return those of some articles of which pairs are kept."""
        return [i for i in slots if self._of.get(i)]

    def rows(self, slots: Iterable[int]) -> Any:
        """Return the rows of the pairs of some articles, ascending."""
        found = {r for i in slots if i in self._of for r in self._of[i].values()}
        return np.array(sorted(found), np.int64)

    def shared(self, rows: Any) -> tuple[Any, Any]:
        """Return the sampled 3-grams that both articles of some rows hold, and the place in `rows` of each."""
        places, codes = spread(self._spans[rows, 0], self._spans[rows, 1])
        return self._shared[places], codes

    def doubt(self, rows: Any, turned: Any) -> None:
        """Note of some rows that their columns are not of today where a shared 3-gram has turned (`code_uses`)."""
        hashes, codes = self.shared(rows)
        turned = np.sort(turned)
        for end in (0, 1):
            uses = code_uses(hashes, self.ends[rows, end][codes])
            hit = np.minimum(np.searchsorted(turned, uses), len(turned) - 1)
            if len(turned):
                self.known[rows[codes[turned[hit] == uses]]] = False
