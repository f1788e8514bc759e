"""Whether somebody was charged with what he denies: such a deed needs no force, weapon or harm beside its word.

نفت وزارة الدفاع استهداف مستشفى: the ministry stands accused, though no line says by whom. Politics denies as well (نفى
استهداف المعارضة), so that the denier has to be one who fights, or the text one of a war, and the deed be somewhere.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.conflict import is_conflict
from tasks.extract.grouping import Group
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech

_FIGHTS = ("-mod", "-army", "-air-force", "-navy")
_LACKING = frozenset({"conflict", "armed", "violence", "waged"})


def is_charged(reading: Reading, group: Group, parties: Parties, speech: Speech) -> bool:
    """Tell whether a speaker denies a deed whose word alone would be too weak to tell one."""
    head = group.head
    told = [hit for hit in group.events if hit.needs and _LACKING.issuperset(hit.needs)]
    if not told or not speech.refutes(head.start, head.end):
        return False
    here = any(place.place_id is not None for place in within(reading.places, head.end, group.end))
    hit = bool(within(reading.objects, head.end, group.end)) or bool(parties.targets)
    return here and (hit or is_conflict(reading)) and (_is_fighter(reading, group, speech) or is_conflict(reading))


def _is_fighter(reading: Reading, group: Group, speech: Speech) -> bool:
    """Tell whether the denier is a force, or the ministry of one."""
    frame = speech.innermost(group.head.start, group.head.end)
    speaker = frame.source_entity_id if frame is not None else None
    kind = reading.lexicon.entities.kinds.get(speaker) if speaker is not None else None
    return kind in FORCES or (speaker is not None and speaker.endswith(_FIGHTS))
