"""Who stands behind a report: the root claimant after relays, and how many of them are independent.

A spokesman speaks for his ministry, a ministry for its state, an outlet that quotes them adds nothing. Unnamed sources
are together at most one weak origin, and so are narrators, who count only where nobody else is named. A denial is an
origin of the other side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.entity import Entity
from schemas.mention import Claim
from schemas.vocabulary import NARRATOR

_UNNAMED_KINDS = frozenset({"community", "civilians", "source"})
"""Kinds of entity that name nobody: activists, residents, a security source."""


def root_claimant(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """Return whom a claimant speaks for: the top of its line of parents (a state for its ministries and officials)."""
    current, seen = entity_id, {entity_id}
    while current in entities:
        parent = entities[current].parent_id
        if parent is None or parent in seen or parent not in entities:
            break
        seen.add(parent)
        current = parent
    return current


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks on an event: named roots, and whether unnamed sources or narrators do."""

    named: frozenset[str]
    unnamed: bool
    narrated: bool

    @property
    def n_origins(self) -> int:
        """Independent origins of this side: named roots, one for all unnamed; a narrator only where he is alone."""
        spoken = len(self.named) + self.unnamed
        return spoken or int(self.narrated)


def _is_unnamed(claim: Claim, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(claim.source_entity_id or "")
    return claim.source_entity_id is None or (entity is not None and entity.kind in _UNNAMED_KINDS)


def hear(claims: Iterable[Claim], entities: Mapping[str, Entity]) -> Voices:
    """Return the voices behind claims of one side."""
    named, unnamed, narrated = set(), False, False
    for claim in claims:
        if claim.source_text == NARRATOR:
            narrated = True
        elif _is_unnamed(claim, entities):
            unnamed = True
        elif claim.source_entity_id:
            named.add(root_claimant(claim.source_entity_id, entities))
    return Voices(named=frozenset(named), unnamed=unnamed, narrated=narrated)


def label(claim: Claim) -> str:
    """Return how a claimant is shown: its id, else its words."""
    return claim.source_entity_id or claim.source_text


def claimants(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return who claims, sorted; the narrator only where he is alone."""
    names = {label(c) for c in claims}
    return tuple(sorted(names - {NARRATOR} or names))
