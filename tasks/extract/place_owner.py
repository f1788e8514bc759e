"""Places that only say whose something is: militias loyal to a capital, the ambulance of a town's hospital."""

from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_PATRON = 24  # characters in which "loyal to" stands before a capital
_TIES = ("company", "linked")
_CLOSE = 3  # characters between the two: a blank and ل
_OWNED = "con-owned"
_STOPS = frozenset("،.؛\n")


def is_patron(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a capital only names a patron: فصائل موالية لأنقرة, مرتبطة بروسيا."""
    first = place.name_start - _PATRON
    before = (c for kind in _TIES for c in within(reading.cued(kind), first, place.name_start))
    near = (c for c in before if place.name_start - c.word_end <= _CLOSE)
    return any(not within(reading.cued("against"), c.word_start, c.word_end) for c in near)  # تابعة لحلب: it lies there


def is_owner(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place only names whose something is: سيارة إسعاف تابعة لمشفى كوباني على طريق كذا."""
    before = within(reading.cued("against"), place.name_start - _PATRON, place.name_start)
    owned = [c for c in before if c.payload.cue_id == _OWNED]
    between = reading.text[owned[-1].word_end : place.name_start] if owned else "."
    named = place.relation or place.start < place.name_start or any(sign in between for sign in _STOPS)
    return not named and [len(word) > 1 for word in between.split()] == [True]  # التابعة لحلب says where that lies
