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
