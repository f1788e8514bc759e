"""Mentions to groups: join where most pairs agree, never by chains, never against a veto.

Groups form inside connected parts of the graph of agreeing pairs, so that what lies in one part never depends on
another: a batch re-links the parts that it touches, and a rebuild gives the same groups.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from tasks.link.compare import Verdict

Pair = tuple[int, int]


@dataclass(slots=True)
class Graph:
    """Verdicts on pairs of mentions, by index (i < j). Only those that agree are kept: there are few of them."""

    threshold: float
    quorum: float
    judge: Callable[[int, int], Verdict]
    kept: dict[Pair, Verdict] = field(default_factory=dict)

    def verdict(self, i: int, j: int) -> Verdict:
        """Return the verdict on a pair."""
        pair = (i, j) if i < j else (j, i)
        return self.kept.get(pair) or self.judge(*pair)

    def accepts(self, verdict: Verdict) -> bool:
        """Tell whether a verdict reaches the threshold without a veto."""
        return verdict.veto is None and verdict.score >= self.threshold

    def agrees(self, i: int, j: int) -> bool:
        """Tell whether a pair agrees, and keep the verdict if so."""
        verdict = self.verdict(i, j)
        if not self.accepts(verdict):
            return False
        self.kept[(i, j) if i < j else (j, i)] = verdict
        return True


def connected_parts(n: int, edges: Iterable[Pair]) -> list[list[int]]:
    """Return the connected parts of a graph of n nodes, each sorted, in order of their first node."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for i, j in edges:
        neighbours[i].append(j)
        neighbours[j].append(i)
    seen: set[int] = set()
    parts = []
    for start in range(n):
        if start in seen:
            continue
        part, stack = [], [start]
        seen.add(start)
        while stack:
            node = stack.pop()
            part.append(node)
            fresh = set(neighbours[node]) - seen
            seen.update(fresh)
            stack += fresh
        parts.append(sorted(part))
    return parts


@dataclass(slots=True)
class _Bond:
    """What all pairs between two groups say together; scores in thousandths, so that no sum depends on its order."""

    score: int = 0
    agreeing: int = 0
    vetoed: bool = False
    joined: bool = False
    """A person said that they are one."""
    parted: bool = False
    """A person said that they are not one."""

    def add(self, other: "_Bond") -> None:
        self.score += other.score
        self.agreeing += other.agreeing
        self.vetoed = self.vetoed or other.vetoed
        self.joined = self.joined or other.joined
        self.parted = self.parted or other.parted


def _bond(graph: Graph, i: int, j: int) -> _Bond:
    """Return what one pair says. Two that do not agree may speak against a join or forbid it, never for it."""
    verdict = graph.verdict(i, j)
    if (i, j) in graph.kept:
        return _Bond(round(verdict.score * 1000), 1, joined=verdict.by_hand)
    barred = verdict.veto is not None
    return _Bond(min(0, round(verdict.score * 1000)), 0, barred, parted=barred and verdict.by_hand)


def _bonds_within(graph: Graph, part: Sequence[int]) -> dict[int, dict[int, _Bond]]:
    bonds: dict[int, dict[int, _Bond]] = {i: {} for i in part}
    for x, i in enumerate(part):
        for j in part[x + 1 :]:
            bonds[i][j] = bonds[j][i] = _bond(graph, i, j)
    return bonds


Join = tuple[float, int, int, int, int]
"""A possible join in a heap: strength (negative), both groups, and their sizes when it was worked out."""


def _possible_join(graph: Graph, groups: Mapping[int, Sequence[int]], i: int, j: int, bond: _Bond) -> Join | None:
    """Return a join of two groups, None where a veto or a missed quorum forbids it.

    What a person joined comes last, so that it joins whole events and not two reports out of them.
    """
    i, j = min(i, j), max(i, j)
    pairs = len(groups[i]) * len(groups[j])
    if bond.joined and not bond.parted:
        return (math.inf, i, j, len(groups[i]), len(groups[j]))
    if bond.parted or bond.vetoed or not bond.agreeing or bond.agreeing < graph.quorum * pairs:
        return None
    return (-bond.score / pairs, i, j, len(groups[i]), len(groups[j]))


def _absorb(bonds: dict[int, dict[int, _Bond]], i: int, j: int) -> None:
    """Add what group j had with others to what group i has."""
    del bonds[i][j]
    for other, bond in bonds.pop(j).items():
        if other != i:
            del bonds[other][j]
            bonds[i][other].add(bond)


def group_part(graph: Graph, part: Sequence[int]) -> list[list[int]]:
    """Join the strongest pair of groups again and again until no join reaches the quorum.

    `part` is in canonical order (date, publication, id), which decides between equals. Costs n squared log n of its
    size: an outlet that prints one report a hundred times is one part.
    """
    if len(part) == 1:
        return [list(part)]
    groups: dict[int, list[int]] = {i: [i] for i in part}
    bonds = _bonds_within(graph, part)
    found = (_possible_join(graph, groups, i, j, bond) for i in part for j, bond in bonds[i].items() if i < j)
    heap = [join for join in found if join is not None]
    heapify(heap)
    while heap:
        _, i, j, of_i, of_j = heappop(heap)
        if i not in groups or j not in groups or (of_i, of_j) != (len(groups[i]), len(groups[j])):
            continue  # worked out before one of the two grew
        groups[i] = sorted([*groups[i], *groups.pop(j)])
        _absorb(bonds, i, j)
        for other, bond in bonds[i].items():
            join = _possible_join(graph, groups, i, other, bond)
            if join is not None:
                heappush(heap, join)
    return [groups[i] for i in sorted(groups)]
