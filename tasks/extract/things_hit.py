"""Which of the things named with an attack it may have hit: not every hospital, school or airport beside it.

Schools to which people fled, hospitals that took in the hurt and the airport from which aircraft had come were told as
hit: a false word on a protected place is worse than none.
"""

from tasks.extract.carried_off import is_led_to, takes_them_in
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.phrases import cue_before
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech

_LEADS = frozenset({"cause", "when"})  # right before the event: لجأ السكان إلى المدارس بعد قصف البلدة
_DEPARTURE = "base-of-departure"
_NAME = 24  # characters before a thing in which its preposition stands, or the name of a base begins
_STOPS = "،.؛\n"


def things_hit(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return the things of a group that may have been hit, in the order of the text.

    None that stands in who says it, takes in the hurt, is gone to because of it or is where the aircraft came from.
    """
    things = within(reading.objects, group.start, group.end)
    return tuple(o for o in things if not (speech.holds(o.start) or _is_beside(reading, group, o)))


def _is_beside(reading: Reading, group: Group, thing: EntityHit) -> bool:
    return takes_them_in(reading, thing) or _is_gone_to(reading, group, thing) or _is_left(reading, thing)


def _is_gone_to(reading: Reading, group: Group, thing: EntityHit) -> bool:
    """Tell whether people went to a thing because of the event told behind it, or brought their dead to it."""
    if not is_led_to(reading, max(0, thing.start - _NAME), thing.start, 1):
        return False
    event = next((hit for hit in group.hits if hit.start >= thing.end), None)
    if event is None or event.verbal or cue_before(reading, event.start) not in _LEADS:
        return False
    return not set(_STOPS) & set(reading.text[thing.end : event.start])


def _is_left(reading: Reading, thing: EntityHit) -> bool:
    """Tell whether a thing is the base that the aircraft took off from: أقلعت من مطار الضبعة."""
    bases = (p for p in within(reading.places, thing.start - _NAME, thing.end) if p.relation == _DEPARTURE)
    return any(base.start <= thing.start and thing.end <= base.name_end for base in bases)
