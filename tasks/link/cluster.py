"""Mentions to groups: join where most pairs agree, never by chains, never against a veto.

Groups form inside connected parts of the graph of agreeing pairs, so that what lies in one part never depends on
another: a batch re-links the parts that it touches, and a rebuild gives the same groups.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.link.compare import Verdict

Pair = tuple[int, int]


@dataclass(slots=True)
class Graph:
    """Verdicts on pairs of mentions, by index; only pairs that agree are edges, all verdicts count for the quorum."""

    threshold: float
    quorum: float
    verdicts: dict[Pair, Verdict] = field(default_factory=dict)

    def verdict(self, i: int, j: int) -> Verdict | None:
        """Return the verdict on a pair, None where the two were not worth comparing."""
        return self.verdicts.get((i, j) if i < j else (j, i))

    def agrees(self, i: int, j: int) -> bool:
        """Tell whether a pair reaches the threshold without a veto."""
        verdict = self.verdict(i, j)
        return verdict is not None and verdict.veto is None and verdict.score >= self.threshold

    def vetoes(self, i: int, j: int) -> bool:
        """Tell whether something forbids that two are one."""
        verdict = self.verdict(i, j)
        return verdict is not None and verdict.veto is not None


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
            fresh = [x for x in neighbours[node] if x not in seen]
            seen.update(fresh)
            stack += fresh
        parts.append(sorted(part))
    return parts


def _strength(graph: Graph, a: Sequence[int], b: Sequence[int]) -> float | None:
    """Return the mean score between two groups, None where a veto or a missed quorum forbids to join them."""
    agreeing, total = 0, 0.0
    for i in a:
        for j in b:
            if graph.vetoes(i, j):
                return None
            verdict = graph.verdict(i, j)
            total += verdict.score if verdict else 0.0
            agreeing += graph.agrees(i, j)
    pairs = len(a) * len(b)
    return total / pairs if agreeing >= graph.quorum * pairs and agreeing else None


def _best_join(graph: Graph, groups: Mapping[int, Sequence[int]], strengths: dict[Pair, float | None]) -> Pair | None:
    best: tuple[float, Pair] | None = None
    keys = sorted(groups)
    for x, i in enumerate(keys):
        for j in keys[x + 1 :]:
            if (i, j) not in strengths:
                strengths[i, j] = _strength(graph, groups[i], groups[j])
            strength = strengths[i, j]
            if strength is not None and (best is None or (-strength, (i, j)) < best):
                best = (-strength, (i, j))
    return best[1] if best else None


def group_part(graph: Graph, part: Sequence[int]) -> list[list[int]]:
    """Join the strongest pair of groups again and again until no join reaches the quorum.

    `part` is in canonical order (date, publication, id), which decides between equals.
    """
    groups: dict[int, list[int]] = {i: [i] for i in part}
    strengths: dict[Pair, float | None] = {}
    while len(groups) > 1:
        join = _best_join(graph, groups, strengths)
        if join is None:
            break
        i, j = join
        groups[i] = sorted([*groups[i], *groups.pop(j)])
        for pair in [p for p in strengths if i in p or j in p]:
            del strengths[pair]
    return [groups[i] for i in sorted(groups)]
