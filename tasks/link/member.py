"""One mention of an event with its claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.entity import Entity
from schemas.mention import Claim, Mention
from tasks.link.facet import Facet
from tasks.link.origins import Voices, hear


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One mention of an event with its claims; claims about a single field are kept apart."""

    facet: Facet
    claims: tuple[Claim, ...]

    @property
    def mention(self) -> Mention:
        """The mention."""
        return self.facet.mention

    def side(self, *stances: str) -> tuple[Claim, ...]:
        """Return claims on the whole mention with one of these stances."""
        return tuple(c for c in self.claims if c.stance in stances and c.field is None)


def supporters(members: Iterable[Member], entities: Mapping[str, Entity]) -> Voices:
    """Return the voices that assert or confirm what these mentions say."""
    return hear((c for m in members for c in m.side("asserts", "confirms")), entities)
