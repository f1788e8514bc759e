"""Who may have flown a raid: a band that stands near one was bombed, or fights on the ground below."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import BANDS
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.reading import Reading, within

_RAID = "air-drone-strike"
_DRONE = "weapon:drone"
_BESIDE = 24  # characters of a word for aircraft
_GUN = "weapon:gun"
_SHELLING, _AIRMEN = "shelling", "air-force"


def may_fly(reading: Reading, group: Group, found: Sequence[EntityHit]) -> bool:
    """Tell whether who is told elsewhere may have done it: bands have no planes, at most drones.

    قتل قيادي في تنظيم كذا في غارة جوية: nobody says whose planes they were, and they were not the band's.
    """
    if group.head.event != _RAID or any(e.kind not in BANDS for e in found):
        return True
    known = reading.lexicon.entities.known
    used = {w.entity_id for w in within(reading.weapons, group.start, group.end)}
    used |= {known[one].parent_id or "" for one in used if one in known}
    return _DRONE in used


def fires_no_guns(reading: Reading, group: Group, actors: Sequence[EntityHit]) -> bool:
    """Tell whether only planes are told, and what follows was shot from the ground.

    شن الطيران غارات، فيما تعرضت القرية لقصف مدفعي: nobody says whose guns they were. Nor is a man whom bullets hit
    (إثر استهدافه بالرصاص) one whom the planes of the news before it aimed at.
    """
    if not actors or any(e.kind != _AIRMEN for e in actors):
        return False
    shelled = any(hit.event == _SHELLING for hit in group.events)
    shelled = shelled or bool(within(reading.cued(_SHELLING), group.head.end, group.end))
    return shelled or is_shot(reading, group)


def is_shot(reading: Reading, group: Group) -> bool:
    """Tell whether bullets are what a blow was struck with: إثر استهدافه بالرصاص."""
    known = reading.lexicon.entities.known
    told = [weapon.entity_id for weapon in within(reading.weapons, group.head.end, group.end)]
    return any(one == _GUN or (one in known and known[one].parent_id == _GUN) for one in told)


def flown_by_unknown(reading: Reading, group: Group) -> bool:
    """Tell whether nobody knows whose the aircraft are: استهدف طيران مجهول قرية كذا."""
    for cue in within(reading.cued("unknown"), group.start, group.end):
        near = within(reading.cues_of("refine"), cue.word_start - _BESIDE, cue.word_start)
        if any(c.payload.effect == _RAID and not reading.text[c.word_end : cue.word_start].strip() for c in near):
            return True
    return False
