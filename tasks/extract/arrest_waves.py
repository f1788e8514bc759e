"""How many a wave of arrests reached: حملة اعتقالات طالت عشرين شابا, اعتقالات شملت صحفيين.

The verbs of reaching are those of a strike as well (طال القصف البلدة): what a wave of arrests reaches is detained.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.following import takes_people
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading

_REACHED = "reached"
_ARRESTS = "arrests"


def read_waves(reading: Reading, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the words with verbs of reaching read by what reached: arrests, or a blow."""
    if not any(_may_count(hit) for hit in hits):
        return tuple(hits)
    kept: list[Hit] = []
    for hit in hits:
        if not _may_count(hit):
            kept.append(hit)
        elif _is_wave(reading, kept, hit):
            kept.append(replace(hit, trigger=None))
        elif hit.trigger is not None:
            kept.append(replace(hit, casualty=None))
    return tuple(kept)


def _may_count(hit: Hit) -> bool:
    return hit.casualty is not None and hit.casualty.needs == _REACHED


def _is_wave(reading: Reading, before: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether the last word before a verb in its sentence is the noun of arrests, and people follow it."""
    if not before or before[-1].sentence != hit.sentence or before[-1].event != _ARRESTS or before[-1].verbal:
        return False
    return takes_people(reading, hit.end)
