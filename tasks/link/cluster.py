"""Mentions to groups: join where most pairs agree, never by chains, never against a veto.

Groups form inside connected parts of the graph of agreeing pairs, so that what lies in one part never depends on
another: a batch re-links the parts that it touches, and a rebuild gives the same groups.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from tasks.link.verdict import SAME_ARTICLE, Verdict

Pair = tuple[int, int]


@dataclass(slots=True)
class Graph:
    """Verdicts on pairs of mentions, by index (i < j). Only those that agree are kept: there are few of them."""

    threshold: float
    quorum: float
    retold: float
    """How many pairs between two groups outweigh one that is two passages of one article."""
    judge: Callable[[int, int], Verdict]
    kept: dict[Pair, Verdict] = field(default_factory=dict)
    _partners: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def verdict(self, i: int, j: int) -> Verdict:
        """Return the verdict on a pair."""
        pair = (i, j) if i < j else (j, i)
        return self.kept.get(pair) or self.judge(*pair)

    def agrees(self, i: int, j: int) -> bool:
        """Tell whether a pair reaches the threshold without a veto, and keep the verdict if so."""
        pair = (i, j) if i < j else (j, i)
        if pair in self.kept:
            return True
        verdict = self.judge(*pair)
        if verdict.veto is not None or verdict.score < self.threshold:
            return False
        self.keep(i, j, verdict)
        return True

    def agrees_if(self, i: int, j: int, more: float) -> None:
        """Keep the verdict on a pair that agrees if so much more speaks for it."""
        pair = (i, j) if i < j else (j, i)
        if pair in self.kept:
            return
        verdict = self.judge(*pair)
        if verdict.veto is None and verdict.score + more >= self.threshold:
            self.keep(i, j, verdict)

    def keep(self, i: int, j: int, verdict: Verdict) -> None:
        """Keep the verdict on a pair that agrees."""
        self.kept[(i, j) if i < j else (j, i)] = verdict
        self._partners[i].append(j)
        self._partners[j].append(i)

    def agreeing_with(self, i: int) -> Sequence[int]:
        """Return those that were found to agree with one."""
        return self._partners.get(i, ())


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
    retold: int = 0
    """Pairs that are two passages of one article."""
    joined: bool = False
    """A person said that they are one."""
    parted: bool = False
    """A person said that they are not one."""
    unheard: list[tuple[Sequence[int], Sequence[int]]] = field(default_factory=list)
    """Pairs that do not agree and were not asked how much they speak against it: few ever need to be."""

    def add(self, other: "_Bond") -> None:
        self.score += other.score
        self.agreeing += other.agreeing
        self.vetoed = self.vetoed or other.vetoed
        self.retold += other.retold
        self.joined = self.joined or other.joined
        self.parted = self.parted or other.parted
        self.unheard += other.unheard


def _agreement(verdict: Verdict) -> _Bond:
    return _Bond(round(verdict.score * 1000), 1, joined=verdict.by_hand)


def _hear_objections(graph: Graph, bond: _Bond) -> None:
    """Ask the pairs that do not agree: they may speak against a join or forbid it, never for it.

    One that is weightily opposed outweighs one that agrees: a report that tells neither hour nor toll is like the
    morning's raid and like the evening's, and must not tie the two together.
    """
    for left, right in bond.unheard:
        for i in left:
            for j in right:
                verdict = graph.verdict(i, j)
                bond.score += min(0, round(verdict.score * 1000))
                bond.agreeing -= verdict.is_opposed
                if verdict.veto == SAME_ARTICLE:
                    bond.retold += 1
                elif verdict.veto is not None:
                    bond.vetoed = True
                    bond.parted = bond.parted or verdict.by_hand
    bond.unheard.clear()


def _bonds_within(graph: Graph, part: Sequence[int]) -> dict[int, dict[int, _Bond]]:
    bonds: dict[int, dict[int, _Bond]] = {i: {} for i in part}
    for i in part:
        for j in graph.agreeing_with(i):
            if i < j and j in bonds:
                bonds[i][j] = bonds[j][i] = _agreement(graph.kept[(i, j)])
    return bonds


Join = tuple[float, int, int, int, int]
"""A possible join in a heap: strength (negative), both groups, and their sizes when it was worked out."""


def _possible_join(graph: Graph, groups: Mapping[int, Sequence[int]], i: int, j: int, bond: _Bond) -> Join | None:
    """Return a join of two groups, None where a veto or a missed quorum forbids it.

    What a person joined comes last, so that it joins whole events and not two reports out of them.
    """
    i, j = min(i, j), max(i, j)
    pairs = len(groups[i]) * len(groups[j])
    if not bond.joined and bond.agreeing < graph.quorum * pairs:
        return None
    _hear_objections(graph, bond)
    if bond.joined and not bond.parted:
        return (math.inf, i, j, len(groups[i]), len(groups[j]))
    if bond.parted or bond.vetoed or bond.retold * graph.retold > pairs or bond.agreeing < graph.quorum * pairs:
        return None
    return (-bond.score / pairs, i, j, len(groups[i]), len(groups[j]))


def _absorb(groups: dict[int, list[int]], bonds: dict[int, dict[int, _Bond]], i: int, j: int) -> None:
    """Make one group of two: add what group j had with others to what group i has."""
    del bonds[i][j]
    theirs = bonds.pop(j)
    for other in bonds[i].keys() - theirs.keys():
        bonds[i][other].unheard.append((groups[j], groups[other]))
    for other, bond in theirs.items():
        if other == i:
            continue
        del bonds[other][j]
        held = bonds[i].get(other)
        if held is None:
            bond.unheard.append((groups[i], groups[other]))
            bonds[i][other] = bonds[other][i] = bond
        else:
            held.add(bond)
    groups[i] = sorted([*groups[i], *groups.pop(j)])


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
        _absorb(groups, bonds, i, j)
        for other, bond in bonds[i].items():
            join = _possible_join(graph, groups, i, other, bond)
            if join is not None:
                heappush(heap, join)
    return [groups[i] for i in sorted(groups)]
