"""The two sides of an event: who did it, and whom it hit."""

from dataclasses import dataclass

from tasks.extract.actor_kinds import FORCES, is_crowd
from tasks.extract.entities import EntityHit

_NATION = "-civilians"
_BAND = "community"  # settlers raid a town as a force does


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Parties:
    """The two sides of an event as written, with the rule that found each."""

    actors: tuple[EntityHit, ...]
    targets: tuple[EntityHit, ...]
    rules: tuple[str, ...]

    def __init__(
        self,
        *,
        actors: tuple[EntityHit, ...] = (),
        targets: tuple[EntityHit, ...] = (),
        rules: tuple[str, ...] = (),
    ) -> None:
        self.actors = actors
        self.targets = targets
        self.rules = rules

    def done_by(self, actors: tuple[EntityHit, ...], rule: str) -> "Parties":
        """Return the sides with who did it, and by which rule he was found."""
        return Parties(actors=actors, targets=self.targets, rules=(*self.rules, rule))

    def hitting(self, targets: tuple[EntityHit, ...]) -> "Parties":
        """Return the sides with whom it hit."""
        return Parties(actors=self.actors, targets=targets, rules=self.rules)


def is_band(parties: Parties) -> bool:
    """Tell whether settlers, a people or a crowd are the doers."""
    return any(e.kind == _BAND or is_crowd(e.entity_id) for e in parties.actors)


def are_people(parties: Parties) -> bool:
    """Tell whether people without arms are the doers: of one country, or of any where they meet a force."""
    met = any(e.kind in FORCES for e in parties.targets)
    return any(is_of_nation(e) or (met and e.kind == "civilians") for e in parties.actors)


def is_of_nation(entity: EntityHit) -> bool:
    """Tell whether men of one country are named without arms: شبان فلسطينيون."""
    return entity.entity_id.endswith(_NATION)
