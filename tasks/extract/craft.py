"""Drones that are what was destroyed, and not what struck: تدمير ثلاث مسيرات أوكرانية."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.following import munition_near
from tasks.extract.hits import Hit
from tasks.extract.phrases import Phrase
from tasks.extract.reading import Reading, within

_DESTROY, _STRIKE = "str-destroy", "strike"
_DRONE = "weapon:drone"
_NEAR = 40  # characters between destroying and what is destroyed, with its number
_MEANS = "ب"
_STOPS = "،؛.\n"


def names_craft(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a name is that of a drone with the adjective of its side: مسيرات أوكرانية."""
    return any(_is_drone(reading, w) for w in within(reading.weapons, phrase.start, phrase.end))


def downs_craft(reading: Reading, head: Hit) -> bool:
    """Tell whether a word of destroying has a drone for its object: دمرت الدفاعات مسيرتين; not دمر بمسيرة."""
    if head.trigger is None or not head.trigger.trigger_id.startswith(_DESTROY):
        return False
    drone = next((w for w in within(reading.weapons, head.end, head.end + _NEAR) if _is_drone(reading, w)), None)
    if drone is None or reading.text.endswith(_MEANS, 0, drone.start):
        return False
    doer = any(e.kind in FORCES for e in within(reading.entities, head.end, drone.start))
    if head.verbal and not doer:
        return False  # دمرت مسيرات أوكرانية مستودعا
    return not any(sign in reading.text[head.end : drone.start] for sign in _STOPS)


def is_met(reading: Reading, head: Hit, stop: int) -> bool:
    """Tell whether an air defence fires at what is named behind it: دمرت الدفاعات الجوية ثلاث مسيرات أطلقها X."""
    end = defence_end(reading, head)
    return end is not None and end <= stop


def downs_missile(reading: Reading, head: Hit) -> bool:
    """Tell whether missiles are what an air defence destroys: دمرت المضادات صاروخين; not بصواريخ."""
    end = defence_end(reading, head)
    if end is None:
        return False
    used = any(t.norm.startswith(_MEANS) for t in within(reading.tokens, end, end + _NEAR)[:2])
    return not used and munition_near(reading, end, end + _NEAR)


def defence_end(reading: Reading, head: Hit) -> int | None:
    """Return where the subject of a verb of striking and the verb end, if an air defence is that subject."""
    if head.event != _STRIKE or not head.verbal:
        return None
    behind = within(reading.cued("air-defence"), head.end, head.end + _NEAR)
    if behind:
        return behind[0].word_end
    before = within(reading.cued("air-defence"), head.start - _NEAR, head.start)[-1:]
    gap = reading.text[before[0].word_end : head.start] if before else _STOPS
    return None if len(gap.split()) > 1 or any(sign in gap for sign in _STOPS) else head.end


def _is_drone(reading: Reading, weapon: EntityHit) -> bool:
    known = reading.lexicon.entities.known
    return _DRONE in {weapon.entity_id, known[weapon.entity_id].parent_id if weapon.entity_id in known else ""}
