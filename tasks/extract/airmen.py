"""Who may have flown a raid: a band that stands near one was bombed, or fights on the ground below."""

from collections.abc import Sequence

from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.reading import Reading, within

_RAID = "air-drone-strike"
_BANDS = frozenset({"armed-group", "militia"})
_DRONE = "weapon:drone"
_SHELLING, _AIRMEN = "shelling", "air-force"


def may_fly(reading: Reading, group: Group, found: Sequence[EntityHit]) -> bool:
    """Tell whether who is told elsewhere may have done it: bands have no planes, at most drones.

    قتل قيادي في تنظيم كذا في غارة جوية: nobody says whose planes they were, and they were not the band's.
    """
    if group.head.event != _RAID or any(e.kind not in _BANDS for e in found):
        return True
    known = reading.lexicon.entities.known
    used = {w.entity_id for w in within(reading.weapons, group.start, group.end)}
    used |= {known[one].parent_id or "" for one in used if one in known}
    return _DRONE in used


def fires_no_guns(event: str | None, actors: Sequence[EntityHit]) -> bool:
    """Tell whether only planes are told, and what follows was shot from the ground.

    شن الطيران غارات، فيما تعرضت القرية لقصف مدفعي: nobody says whose guns they were.
    """
    return event == _SHELLING and bool(actors) and all(e.kind == _AIRMEN for e in actors)
