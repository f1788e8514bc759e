"""What comes into the register of fingerprints and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.dedupe.compare import Likeness
from tasks.dedupe.paired import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """Fingerprints as columns."""

    ids: Sequence[str]
    times: Any
    """Seconds since 1970, -1 for the undated."""
    keys: Sequence[str]
    """Hash of each whole text."""
    hashes: Sequence[Any]
    """Sampled 3-grams of each article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of a kept pair."""

    pair: Pair
    like: Likeness
    relation: str
    news: tuple[float, float]
    """Share of either text that the other holds, counting what is no formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What new articles bring."""

    touched: Any
    """Numbers of the articles that are new or hold a 3-gram that is something else now; ascending."""
    anew: frozenset[int]
    """Those of them of which nothing was known of their pairs."""
    unknown: Mapping[tuple[int, int], Any]
    """Pairs whose texts were not laid side by side yet and are worth it, each with its columns; the earlier number
    comes first."""


def some_of(prints: Prints, chosen: Sequence[int]) -> Prints:
    """Return the fingerprints at some places."""
    return Prints(
        ids=[prints.ids[k] for k in chosen],
        times=prints.times[chosen],
        keys=[prints.keys[k] for k in chosen],
        hashes=[prints.hashes[k] for k in chosen],
    )
