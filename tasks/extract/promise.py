"""Whether an article may report anything: the cheap look before the full reading.

Half of all articles hold some word that may tell an event, and most of these are about football or fire brigades. One
that names no armed side, no state and nobody in office, no weapon, and in which every word of an event counts only
beside an armed side, gives no row, whatever else is found in it: a toll alone needs a force or a weapon (assembly.py),
a saying needs a side that speaks (verbal.py). Such an article is not read further. This is a necessary condition of the
rules, never a rule of its own: where one of them is loosened, the list below follows.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import ARMED, FORCES, is_crowd
from tasks.extract.entities import EntityHit
from tasks.extract.glance import Glance
from tasks.extract.hits import NO_EVENT, Hit
from tasks.extract.lexicon import Trigger
from tasks.extract.page import is_other
from tasks.extract.reading import Reading, within
from tasks.extract.support import may_have

_SIDES = ARMED | FORCES | {"ministry", "person"}
# Values of `needs` that no event has without an armed side or a weapon; a word that has none of them may be one.
_BESIDE_ARMED = frozenset({"armed", "forces", "band", "hostile", "place", "weapon", "thing"})
_FATE = frozenset({"killed", "injured", "displaced"})  # with these beside it a word of an event needs nothing else


_FORCES_OF = FORCES | {"ministry", "government", "armed"}  # an office is read as its army where it fights
_SETTLERS = "-settlers"  # ends the id of settlers, who kill as a band does
_OWNS_UP = "clm-"  # words that claim a deed: تبنى, أعلن مسؤوليته
_REACH = 2  # sentences in which a doer goes on (carrying.py) and a speaker who tells what he did
_OWNERS = frozenset({"state", "person"})
_FLOWN = "air-drone-strike"  # طائرات alone, of nobody
_ORGAN = "organ"  # طائراتها: the aircraft of a state that was named before


def promises_rows(glance: Glance) -> bool:
    """Tell whether an article is worth a full reading."""
    if glance.weapons or any(e.kind in _SIDES or is_crowd(e.entity_id) for e in glance.entities):
        return True
    events = [w.payload for w in glance.words if isinstance(w.payload, Trigger) and w.payload.event != NO_EVENT]
    fates = any(not isinstance(w.payload, Trigger) and w.payload.measure in _FATE for w in glance.words)
    return bool(events) and (fates or any(_BESIDE_ARMED.isdisjoint(event.needs.split(",")) for event in events))


def may_happen(reading: Reading, hits: Sequence[Hit]) -> bool:
    """Tell whether any word may become an event, now that each is read: the look before sides, places and days.

    Eight in ten articles of daily papers that name a state and such a word tell none: أطلق حملة, نشر صورا, ضرب مثلا.
    """
    armed = _may_be_armed(reading) and _is_force_near(reading, hits)
    if not armed and is_other(reading, hits):
        return False
    tolls = {hit.sentence for hit in hits if hit.casualty is not None and hit.casualty.measure != "result"}
    fates = {hit.sentence for hit in hits if hit.casualty is not None and hit.casualty.measure in _FATE}
    if tolls and armed:
        return True
    events = (hit for hit in hits if hit.trigger is not None)
    return any(h.sentence in fates or may_have(reading, h, armed=armed, toll=h.sentence in tolls) for h in events)


def _may_be_armed(reading: Reading) -> bool:
    """Tell whether a force may stand on a side of an event: one that is named, or that of an office or a state."""
    kinds = {entity.kind for entity in reading.entities}
    if reading.weapons or any(map(_fights, reading.entities)):
        return True
    if any(c.payload.effect == _FLOWN for c in reading.cues_of("refine")):
        return True
    return bool(kinds & _OWNERS) and bool(reading.cued(_ORGAN))


def _is_force_near(reading: Reading, hits: Sequence[Hit]) -> bool:
    """Tell whether a force, an office or a weapon stands near a word of an event: the first has its sides there.

    A minister at the head of a page arms no attack at its foot. Only who owns up to a deed may be named anywhere.
    """
    if any(hit.trigger is not None and hit.trigger.trigger_id.startswith(_OWNS_UP) for hit in hits):
        return True
    return any(_is_armed_at(reading, number) for number in {hit.sentence for hit in hits})


def _fights(entity: EntityHit) -> bool:
    return entity.kind in _FORCES_OF or entity.entity_id.endswith(_SETTLERS)


def _is_armed_at(reading: Reading, number: int) -> bool:
    """Tell whether a sentence names a weapon or troops of somebody, or it or those before it a force or an office."""
    start, end = reading.sentences[number].start, reading.sentences[number].end
    if within(reading.weapons, start, end) or bool(within(reading.cued(_ORGAN), start, end)):
        return True
    if any(c.payload.effect == _FLOWN for c in within(reading.cues_of("refine"), start, end)):
        return True
    told = reading.sentences[max(0, number - _REACH)].start
    return any(_fights(entity) for entity in within(reading.entities, told, end))
