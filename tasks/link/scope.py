"""What two reports tell at unequal length: an area and a town in it, a bombing and an attack without its means."""

from collections.abc import Iterator, Mapping
from typing import Final

from tasks.link.facet import Facet
from tasks.link.verdict import Vote

AREAS: Final = frozenset({"inside", "inside-country"})
"""Votes on places of which one holds the other."""
_FOLD: Final = 2
"""A total that is so many times larger is no later toll of the same strike."""
_ATTACKED: Final = frozenset({"ground", "blast"})


def compare_area_tolls(a: Facet, b: Facet, weights: Mapping[str, float]) -> Iterator[Vote]:
    """Yield a weight where one counts the dead of an area and the other some of them, in one town of it.

    "32 died in the Ghouta" are the dead of a day, "11 in Hamouriyah" of one strike; one victim told by name is none.
    """
    if a.rare_objects & b.rare_objects or a.named & b.named:
        return
    wide, narrow = sorted((a, b), key=lambda f: -(f.mention.place_precision or 0))
    whole, part = wide.numbers.get("killed", (None, None))[0], narrow.numbers.get("killed", (None, None))[1]
    if whole is not None and part is not None and 1 < part <= whole / _FOLD:
        yield ("part-of-total", weights["part-of-total"])


def leaves_means_untold(a: Facet, b: Facet) -> bool:
    """Tell whether one names the bomb and the other only an attack on the rare thing: "the act that struck it"."""
    return {a.branch, b.branch} == _ATTACKED and bool(a.rare_objects & b.rare_objects)
