"""One mention of an event with its claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.entity import Entity
from schemas.mention import Claim, Mention
from tasks.link.facet import Facet
from tasks.link.origins import Voices, hear


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One mention of an event with its claims; claims about a single field are kept apart."""

    facet: Facet
    claims: tuple[Claim, ...]
    bodies: Mapping[str, str] = field(default_factory=dict)
    """claim_id to the body for which a nameless source speaks, over the whole event (see `find_bodies`)."""

    @property
    def mention(self) -> Mention:
        """The mention."""
        return self.facet.mention

    def side(self, *stances: str) -> tuple[Claim, ...]:
        """Return claims on the whole mention with one of these stances."""
        return tuple(c for c in self.claims if c.stance in stances and c.field is None)

    @property
    def tellers(self) -> tuple[Claim, ...]:
        """The claims of who tells the values of the mention.

        Who confirms it in another sentence ("which the White House confirmed") need not hold each of them.
        """
        start, end = self.mention.evidence_start, self.mention.evidence_end
        said = self.side("asserts", "confirms")
        return tuple(c for c in said if c.stance == "asserts" or (c.evidence_start < end and start < c.evidence_end))


def tellers_of(members: Iterable[Member], entities: Mapping[str, Entity]) -> Voices:
    """Return the voices that tell the values of these mentions."""
    heard = list(members)
    bodies = {claim_id: body for m in heard for claim_id, body in m.bodies.items()}
    return hear((c for m in heard for c in m.tellers), entities, bodies)


def supporters(members: Iterable[Member], entities: Mapping[str, Entity]) -> Voices:
    """Return the voices that assert or confirm what these mentions say."""
    return voices_of(members, ("asserts", "confirms"), entities)


def voices_of(members: Iterable[Member], stances: Sequence[str], entities: Mapping[str, Entity]) -> Voices:
    """Return the voices of these stances on the whole of what these mentions say."""
    heard = list(members)
    bodies = {claim_id: body for m in heard for claim_id, body in m.bodies.items()}
    return hear((c for m in heard for c in m.side(*stances)), entities, bodies)
