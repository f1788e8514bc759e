"""Who may have done it by what was used: bands fly no raids, states send no suicide bombers and lay few charges."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.reading import Reading, within

_RAID = "air-drone-strike"
_BANDS = frozenset({"armed-group", "militia"})
_DRONE = "weapon:drone"
_BLASTS = frozenset({"suicide-bomb", "remote-explosive"})
_STATES = frozenset(
    {"state", "government", "ministry", "police", "intelligence", "army", "air-force", "navy", "coalition", "person"}
)
_FIRM = frozenset({"agent-verb", "agent-charged", "agent-owns-up", "agent-took", "agent-announced", "agent-by"})
"""Rules by which the words say outright that somebody laid a charge: فجر الجيش عبوة, اتهموا الجيش بتفجير السيارة."""


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


def without_states(draft: Draft) -> Draft:
    """Return a blast without the state that only stands near it, unless the words say outright that it was its own.

    نقل مدير الأمن تحيات الوزير للمصابين في تفجير المسجد: the security forces visited those whom the bomb had hurt.
    In 900 articles eighteen blasts had such a doer, and one of them rightly.
    """
    if draft.event not in _BLASTS or not draft.actors or not _FIRM.isdisjoint(draft.rules):
        return draft
    return replace(draft, actors=tuple(e for e in draft.actors if e.kind not in _STATES))
