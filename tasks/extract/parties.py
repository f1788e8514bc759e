"""The two sides of an event: who did it, and whom it hit."""

from dataclasses import dataclass

from tasks.extract.entities import EntityHit


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
