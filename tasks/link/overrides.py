"""What people decided about linking: `knowledge/link/overrides.tsv`, one decision a line, each with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tasks.knowledge import Knowledge, KnowledgeError
from tasks.link.verdict import Verdict

_ACTIONS: Final = frozenset({"merge", "not-same", "split"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Pairs of mentions that are one event or are not, and mentions that stand apart from all others."""

    pairs: Mapping[frozenset[str], tuple[str, str]]
    """Pair to action (merge or not-same) and reason."""
    alone: Mapping[str, str]
    """mention_id to the reason why it stands apart."""

    def __bool__(self) -> bool:
        """Tell whether anything was decided."""
        return bool(self.pairs or self.alone)

    def partners(self) -> Mapping[str, frozenset[str]]:
        """Return for each mention those that a person spoke of together with it."""
        found: dict[str, set[str]] = defaultdict(set)
        for pair in self.pairs:
            for one in pair:
                found[one] |= pair - {one}
        return {k: frozenset(v) for k, v in found.items()}

    def verdict(self, a: str, b: str) -> Verdict | None:
        """Return what a person decided about two mentions, None where nobody did. A pair comes before a split."""
        action, reason = self.pairs.get(frozenset((a, b)), ("", ""))
        if action == "merge":
            return Verdict(score=1000.0, votes=((f"a person joined them: {reason}", 1000.0),), by_hand=True)
        if action == "not-same" or a in self.alone or b in self.alone:
            why = reason or self.alone.get(a) or self.alone.get(b)
            return Verdict(score=0.0, veto=f"a person keeps them apart: {why}", by_hand=True)
        return None


def _pairs(rows: Iterable[Mapping[str, str]]) -> Mapping[frozenset[str], tuple[str, str]]:
    return {
        frozenset((r["mention_a"], r["mention_b"])): (r["action"], r["reason"]) for r in rows if r["action"] != "split"
    }


def read_overrides(knowledge: Knowledge) -> Overrides:
    """Return the decisions; KnowledgeError for an action that does not exist or has no reason."""
    rows = knowledge.rows("link/overrides.tsv")
    for r in rows:
        if r["action"] not in _ACTIONS or not r["reason"] or bool(r["mention_b"]) == (r["action"] == "split"):
            raise KnowledgeError(f"link/overrides.tsv: {dict(r)}: merge or not-same of two mentions, or split of one")
    return Overrides(pairs=_pairs(rows), alone={r["mention_a"]: r["reason"] for r in rows if r["action"] == "split"})
