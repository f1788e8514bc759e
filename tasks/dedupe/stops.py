"""Stop-hashes: 3-grams so common through a stretch of time that a further use within it changes nothing.

Each use within the stretch is a formula and recurs, whoever else comes; so a batch need not look at the thousands of
articles that say so. The stretch is proven from the uses that were counted once, and runs on for as long as they alone
would make a formula of the next one: days after the last of them it must be proven anew.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.usage import Uses

_APART: Final = 48 * 3600
"""Seconds over which stretches end that were proven at once: else one batch would prove them all anew."""


def find_stretch(moments: Any, limits: Thresholds) -> tuple[int, int] | None:
    """Return the stretch of time in which a use would be of every kind and so are all around it; None for none.

    `moments` of uses ascend. Between two of them counts what lies around both; the last gap that is too wide ends what
    is proven towards the past.
    """
    reach, apart = int(limits.use_hours * 3600), limits.formula_hours * 3600
    most = _most(limits)
    if len(moments) <= most:
        return None
    low = np.searchsorted(moments, moments[1:] - reach)
    high = np.searchsorted(moments, moments[:-1] + reach, side="right")
    between = (high - low > most) & (moments[high - 1] - moments[np.minimum(low, len(moments) - 1)] > apart)
    begin = int(np.append(np.flatnonzero(~between) + 1, 0)[-2:].max())
    early = np.flatnonzero(moments < moments[-1] - apart)
    if len(moments) - begin <= most or not len(early):
        return None
    return int(moments[begin]), int(min(moments[-1 - most], moments[early[-1]]) + reach)


def _most(limits: Thresholds) -> int:
    return max(2, limits.passage_df, limits.rare_df, limits.formula_df)


@dataclass(slots=True)
class Stops:
    """The stop-hashes of a register, in ascending order, each with its stretch of time; numpy arrays."""

    hashes: Any
    first: Any
    last: Any

    @classmethod
    def none(cls) -> "Stops":
        """Return no stop-hashes."""
        return cls(*(np.empty(0, np.int64) for _ in range(3)))

    def cover(self, asked: Any, codes: Any, times: Any, reach: int) -> Any:
        """Tell of each 3-gram asked for whether all its uses at these times lie in its stretch.

        `codes` is the place in `asked` of each use; an undated use lies in none. A use is of every kind anywhere in the
        stretch; a new one makes nothing else of those before the stretch if it lies `reach` seconds from its begin.
        """
        if not len(self.hashes):
            return np.zeros(len(asked), bool)
        place = np.minimum(np.searchsorted(self.hashes, asked), len(self.hashes) - 1)
        is_stop = self.hashes[place] == asked
        outside = (times < self.first[place[codes]] + reach) | (times > self.last[place[codes]])
        return is_stop & (np.bincount(codes[outside], minlength=len(asked)) == 0)

    def forget(self, hashes: Any) -> None:
        """Take out 3-grams of which uses were taken out."""
        stay = ~np.isin(self.hashes, hashes)
        self.hashes, self.first, self.last = self.hashes[stay], self.first[stay], self.last[stay]

    def learn(self, asked: Any, uses: Uses, times: Any, limits: Thresholds) -> None:
        """Put in what is common enough among some uses; `times` are of articles."""
        counts = np.bincount(uses.groups, minlength=len(asked))
        found = []
        for group in np.flatnonzero(counts > 4 * _most(limits)).tolist():
            begin, end = np.searchsorted(uses.groups, [group, group + 1])
            dated = times[uses.owners[begin:end]]
            stretch = find_stretch(dated[dated >= 0], limits)
            if stretch is not None:
                value, (first, last) = int(asked[group]), stretch
                found.append((value, first, last - value % _APART))
        if found:
            new = np.array(found, np.int64)
            self.forget(new[:, 0])
            columns = [np.append(old, new[:, k]) for k, old in enumerate((self.hashes, self.first, self.last))]
            order = np.argsort(columns[0])
            self.hashes, self.first, self.last = (c[order] for c in columns)
