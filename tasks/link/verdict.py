"""What was found of two mentions: the votes, their sum, and what forbids that they be one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SAME_ARTICLE: Final = "same-article"
"""The veto on two passages of one article; in a large event a single such pair does not outweigh all others."""
_WEIGHTY: Final = -2.5
_UNDECIDED: Final = 2.5
Vote = tuple[str, float]
Values = Mapping[str, float]
"""Weights by name (`Weights.values`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The sum of what speaks for and against; `veto` names what forbids it."""

    score: float
    votes: tuple[Vote, ...] = ()
    veto: str | None = None
    by_hand: bool = False
    """A person decided it."""

    @property
    def is_opposed(self) -> bool:
        """Tell whether something weighty speaks against: another hour, another town, another hospital.

        Where as much speaks for a pair as against it nothing is opposed: a wire's north Aleppo for north Homs, with
        the number, the day and the doers of the others, must not stay out because one of them calls the dead its own.
        """
        return self.score < _UNDECIDED and any(weight <= _WEIGHTY for _, weight in self.votes)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for and against, in words; spelled out only where a person asks."""
        return tuple(f"{name} {weight:+g}" for name, weight in self.votes if weight)
