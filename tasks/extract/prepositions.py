"""Prepositions by what they tell before a name (prepositions.tsv): of whom, from whom, with what, to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tasks.knowledge import Row

Role = Literal[
    "partitive",
    "source",
    "means",
    "dative",
    "goal",
    "between",
    "inner",
    "within",
    "behind",
    "had",
    "opposed",
    "managed",
    "whence",
    "whither",
    "asked",
    "model",
    "made",
    "further",
    "either",
]


@dataclass(frozen=True, slots=True)
class Prepositions:
    """The prepositions of one language; a language without the list has none."""

    by_role: dict[str, tuple[str, ...]]

    def of(self, role: Role) -> tuple[str, ...]:
        """Return the forms of a role, as they are written."""
        return self.by_role.get(role, ())


def read_prepositions(rows: Iterable[Row]) -> Prepositions:
    """Read prepositions.tsv of a language."""
    by_role: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for role in row["roles"].split():
            by_role[role] = (*by_role.get(role, ()), *row["forms"].split("|"))
    return Prepositions(by_role)
