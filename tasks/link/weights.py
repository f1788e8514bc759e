"""What speaks for and against two mentions being one happening: words and weights from `knowledge/link/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tasks.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights by name, with the lists that comparing needs; `knowledge/link/weights.tsv` gives each its reason."""

    values: Mapping[str, float]
    family: Mapping[str, str]
    """Sub-event type to the family within which mentions may be one event."""
    branch: Mapping[str, str]
    """Sub-event type to the narrower branch within which types are confused in the press."""
    ordinals: Mapping[str, int]
    """Ordinal words in normal form."""
    beginnings: frozenset[str]
    """Words that say that a series begins, in normal form."""
    objects: Mapping[str, str]
    """Words of things that are hit, in normal form, to the kind of thing."""
    common: frozenset[str]
    """Kinds of thing of which several are hit on any day: posts, bases, depots."""

    def __getitem__(self, name: str) -> float:
        """Return one weight; KeyError for a name that the list lacks."""
        return self.values[name]


@cache
def read_weights(knowledge: Knowledge) -> Weights:
    """Return the weights of a knowledge folder; built once per knowledge."""
    families, ordinals, objects = (knowledge.rows(f"link/{n}.tsv") for n in ("families", "ordinals", "objects"))
    return Weights(
        values={r["weight"]: float(r["value"]) for r in knowledge.rows("link/weights.tsv")},
        family={r["sub_event_type"]: r["family"] for r in families},
        branch={r["sub_event_type"]: r["branch"] for r in families},
        ordinals={r["word"]: int(r["value"]) for r in ordinals if not r["id"].startswith("start")},
        beginnings=frozenset(r["word"] for r in ordinals if r["id"].startswith("start")),
        objects={r["word"]: r["kind"] for r in objects},
        common=frozenset(r["kind"] for r in objects if r["common"]),
    )
