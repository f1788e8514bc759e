"""Which of the events told before a passage may tell at all: asked of every two, so of what each keeps alone.

Two passages are of one kind, or have the same dead, a person by name among those hit, or are a raid and what it
brought; a blast that was only heard of may be any. Nothing else ties them (ties.py), and most pairs of an article that
tells many events have none of it.
"""

from collections import defaultdict
from collections.abc import Sequence

from tasks.extract.aftermath import STEPS
from tasks.extract.agreement import VIOLENT, types_agree
from tasks.extract.drafts import Draft
from tasks.extract.named_victims import is_named_again, victim_names
from tasks.extract.raids import RAID
from tasks.extract.reading import Reading

_LAST = 2  # events before a passage of which it may be a step, whatever its kind


def likely(reading: Reading, earlier: list[Draft], draft: Draft, first: int) -> Sequence[int]:
    """Return the numbers of the events, from `first` on, that a passage may tell; `tie` tells whether it does."""
    if draft.untyped or draft.event == RAID:
        return range(first, len(earlier))
    dead, persons, violent = draft.dead, draft.persons, draft.event in VIOLENT
    names = victim_names(reading, draft) if first < len(earlier) else ()
    kinds = reading.once(_kinds)[draft.event]
    stepping, last = violent or draft.event in STEPS, len(earlier) - _LAST
    found: list[int] = []
    for number in range(first, len(earlier)):
        other = earlier[number]
        alike = kinds.get(other.event)
        if alike is None:
            alike = kinds[other.event] = other.event == RAID or types_agree(reading, other, draft)
        if alike or other.heard or other.refuted != draft.refuted or (stepping and number >= last):
            found.append(number)  # most of those that are found
            continue
        shared = violent and (other.toll_only or other.untyped)
        shared = shared or bool(dead and other.dead and not dead.isdisjoint(other.dead))  # most have none
        shared = shared or bool(persons and other.persons and not persons.isdisjoint(other.persons))
        if shared or (names and is_named_again(reading, other, draft)):
            found.append(number)
    return found


def _kinds(_: Reading) -> defaultdict[str, dict[str, bool]]:
    """Return the memory of which kinds of events leave room for one: an article asks it of few kinds, many times."""
    return defaultdict(dict)
