"""Wounded and dead who are taken to a hospital: they were hit elsewhere, and who is "the wounded" was counted before.

ونقل الجريحان الآخران إلى مشافي المدينة tells no blow in that town and no two further victims.
"""

from tasks.extract.drafts import Draft
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_CARRIED = "carried-off"
_HOSPITALS = frozenset({"object:hospital", "object:clinic", "object:medical"})
_NAME = 90  # characters from a hospital to the towns that it and others are in
_REACH = 90  # characters from a verb of carrying to the hospital, with who is carried between
_STOPS = "،.؛\n"
_ENDS = ".؛\n"


def is_hospital(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is only that of the hospital to which somebody is taken: نقل المصابون إلى مشفى في كذا."""
    things = [o for o in within(reading.objects, place.start - _NAME, place.name_end) if o.entity_id in _HOSPITALS]
    if not things or any(sign in reading.text[things[0].end : place.name_start] for sign in _ENDS):
        return False  # إلى مشافي دمشق، وقطنا
    first = things[0].start
    carried = within(reading.cued(_CARRIED), first - _REACH, first)
    return bool(carried) and not any(sign in reading.text[carried[-1].word_end : first] for sign in _STOPS)


def tells_the_wounded(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage only says where "the wounded" were taken."""
    if not draft.toll_only:
        return False
    hits = [hit for group in draft.groups for hit in group.hits]
    opening = reading.sentences[draft.groups[0].sentence].start
    return all(hit.definite and bool(within(reading.cued(_CARRIED), opening, hit.start)) for hit in hits)
