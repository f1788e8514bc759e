"""Those who protest as those whom a force kills or hurts: قتل محتجان برصاص قوات الأمن, قتلت الشرطة ثلاثة متظاهرين."""

from tasks.extract.actor_kinds import RALLIED
from tasks.extract.grouping import Group
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within

_OFFICIAL = frozenset({"army", "police", "intelligence"})
_HURT = frozenset({"killed", "injured"})


def is_fired_on(reading: Reading, group: Group, parties: Parties) -> bool:
    """Tell whether bullets or a force hit those who protest."""
    hurt = any(hit.casualty and hit.casualty.measure in _HURT for hit in group.casualties)
    if not hurt:
        return False
    crowd = any(e.entity_id in RALLIED for e in within(reading.entities, group.start, group.end))
    fire = any(c.payload.effect in {"gunfire", "by"} for c in within(reading.cues, group.start, group.end))
    return (crowd and fire) or _are_hit(parties)


def _are_hit(parties: Parties) -> bool:
    told = bool(parties.actors) and all(e.kind in _OFFICIAL for e in parties.actors)
    return told and bool(parties.targets) and all(e.entity_id in RALLIED for e in parties.targets)
