"""Whether an article may report anything: the cheap look before the full reading.

Half of all articles hold some word that may tell an event, and most of these are about football or fire brigades. One
that names no armed side, no state and nobody in office, no weapon, and in which every word of an event counts only
beside an armed side, gives no row, whatever else is found in it: a toll alone needs a force or a weapon (assembly.py),
a saying needs a side that speaks (verbal.py). Such an article is not read further. This is a necessary condition of the
rules, never a rule of its own: where one of them is loosened, the list below follows.
"""

from tasks.extract.actor_kinds import ARMED, FORCES
from tasks.extract.hits import NO_EVENT
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Glance

_SIDES = ARMED | FORCES | {"ministry", "person"}
# Values of `needs` that no event has without an armed side or a weapon; a word that has none of them may be one.
_BESIDE_ARMED = frozenset({"armed", "forces", "place", "weapon"})
_FATE = frozenset({"killed", "injured"})  # with these beside it a word of an event needs nothing else


def promises_rows(glance: Glance) -> bool:
    """Tell whether an article is worth a full reading."""
    if glance.weapons or any(entity.kind in _SIDES for entity in glance.entities):
        return True
    events = [w.payload for w in glance.words if isinstance(w.payload, Trigger) and w.payload.event != NO_EVENT]
    fates = any(not isinstance(w.payload, Trigger) and w.payload.measure in _FATE for w in glance.words)
    return bool(events) and (fates or any(_BESIDE_ARMED.isdisjoint(event.needs.split(",")) for event in events))
