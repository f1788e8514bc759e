"""Whether the words of an event have what they need beside them before they count (column `needs` of triggers.tsv)."""

from tasks.extract.arguments import Parties
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import ARMED, Hit
from tasks.extract.reading import Reading, within

_TROOPS = frozenset({"aircraft", "vehicles_destroyed", "munitions", "personnel"})
_REACH = 60


def is_supported(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether any word of a group has what it needs; a toll alone needs to be one of people."""
    if not group.events:
        return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)
    return any(_has(reading, group, hit, parties, weapon) for hit in group.events)


def _has(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    needs = hit.trigger.needs if hit.trigger else ""
    armed = weapon is not None or any(e.kind in ARMED for e in (*parties.actors, *parties.targets))
    if needs == "armed":
        return armed
    if needs == "conflict":
        return armed or _toll(group) or bool(within(reading.objects, group.start, group.end))
    if needs == "place":
        return armed and bool(within(reading.places, group.start, group.end))
    if needs == "number":
        return bool(within(reading.counts, group.start, group.end))
    if needs == "company":
        return len(group.hits) > 1 or hit.particle.lstrip("وف") == "ب"
    return needs != "troops" or _moves_troops(reading, hit)


def _toll(group: Group) -> bool:
    return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)


def _moves_troops(reading: Reading, hit: Hit) -> bool:
    """Tell whether soldiers, aircraft or arms follow a verb of sending."""
    stop = hit.end + _REACH
    if within(reading.weapons, hit.end, stop):
        return True
    for unit in within(reading.units, hit.end, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        if meaning.measure in _TROOPS or meaning.victim_class == "combatant":
            return True
    return False
