"""Charges that are destroyed before they harm: a find that is blown up is no attack with it."""

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within

STATE_SIDES = frozenset(
    {"state", "army", "air-force", "navy", "police", "intelligence", "coalition", "government", "embassy"}
)
_FORCES_OF_STATE = STATE_SIDES | {"forces"}
_DESTROY, _DISARMED = "str-destroy", "disrupted-weapons"
_BLASTS = frozenset({"bls-bombing", "bls-detonated"})
_HARM = frozenset({"killed", "injured"})
_BESIDE = 24  # characters between a word of destroying and its charges, with their number
_BEFORE = "قبل"
_AVERTED = 8  # characters before a blast in which "before" stands
_BLOWN, _BY = frozenset({"strike", "air-drone-strike", "shelling"}), "ب"
_HITS = _BLOWN | {"assault", "attack"}
_LAID = "laid-ready"


def destroys_charge(reading: Reading, group: Group, parties: Parties) -> bool:
    """Tell whether charges are what was destroyed, before they harmed: اكتشاف وتدمير سبع عبوات ناسفة."""
    events = group.events
    if is_blown_up(group, next((hit for hit in events if hit.needs == ("company",)), None)):
        return False
    if events and events[0].event == _DISARMED and all(_is_charge(reading, hit) for hit in events[1:]):
        return True  # أبطلت مفعول سيارة مفخخة
    if not events or events[0].trigger is None or not _may_undo(reading, group, parties, events[0].trigger.trigger_id):
        return False
    charges = [hit for hit in events[1:] if hit.event == "remote-explosive" and hit.needs == ("company",)]
    return bool(charges) and charges[0].start - events[0].end <= _BESIDE and not charges[0].particle.lstrip("وف")


def is_blown_up(group: Group, charge: Hit | None) -> bool:
    """Tell whether a charge was destroyed by the blow told behind it: تدمير سيارة مفخخة بقصف لطيران التحالف."""
    if charge is None or charge.needs != ("company",):
        return False
    return any(h.event in _BLOWN and h.particle.endswith(_BY) and h.start > charge.end for h in group.events)


def _is_charge(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word names a charge, or its blast that did not come: فككت سيارة مفخخة قبل انفجارها."""
    if hit.needs == ("company",):
        return True
    near = within(reading.tokens, hit.start - _AVERTED, hit.start)
    return bool(near) and near[-1].norm == _BEFORE and not hit.verbal


def _may_undo(reading: Reading, group: Group, parties: Parties, word: str) -> bool:
    """Tell whether a word destroys, or blows up what a force of a state found, or what was ready for others, unharmed.

    تمكنت قوات الأمن من تفجير سبع عبوات ناسفة, تم تفجير تسع عبوات كانت معدة لاستهداف القوات.
    """
    if word.startswith(_DESTROY):
        return True
    if word not in _BLASTS or any(hit.casualty and hit.casualty.measure in _HARM for hit in group.casualties):
        return False
    ready = bool(within(reading.cued(_LAID), group.head.end, group.end))
    found = bool(parties.actors) and all(e.kind in _FORCES_OF_STATE for e in parties.actors)
    struck = any(hit.verbal and hit.event in _HITS for hit in group.events[1:])  # سيارة مفخخة استهدفت قياديا
    return ready or (found and not (parties.targets or struck))
