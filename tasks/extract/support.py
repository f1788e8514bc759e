"""Whether the words of an event have what they need beside them before they count (column `needs` of triggers.tsv)."""

from collections.abc import Callable

from tasks.extract.arguments import Parties
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import ARMED, FORCES, Hit
from tasks.extract.reading import Reading, within

_TROOPS = frozenset({"aircraft", "vehicles_destroyed", "munitions", "personnel"})
_REACH = 60


def is_supported(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether any word of a group has what it needs; a toll alone needs to be one of people."""
    if not group.events:
        return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)
    return any(_has(reading, group, hit, parties, weapon) for hit in group.events)


def _has(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    sides = (*parties.actors, *parties.targets)
    armed = weapon is not None or any(e.kind in ARMED for e in sides)
    harmed = any(e.kind == "civilians" for e in parties.targets) or _toll(group)
    checks: dict[str, Callable[[], bool]] = {
        "armed": lambda: armed,
        "conflict": lambda: armed or harmed or bool(within(reading.objects, group.start, group.end)),
        "forces": lambda: any(e.kind in FORCES for e in parties.actors),
        "place": lambda: armed and _has_place(reading, group),
        "number": lambda: bool(within(reading.counts, group.start, group.end)),
        "company": lambda: len(group.hits) > 1 or hit.particle.lstrip("وف") == "ب",
        "troops": lambda: _moves_troops(reading, hit),
    }
    needs = hit.trigger.needs if hit.trigger else ""
    return checks[needs]() if needs else True


def _has_place(reading: Reading, group: Group) -> bool:
    return bool(within(reading.places, reading.sentences[group.sentence].start, group.end))


def _toll(group: Group) -> bool:
    return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)


def _moves_troops(reading: Reading, hit: Hit) -> bool:
    """Tell whether soldiers, aircraft or arms follow a verb of sending."""
    stop = min([hit.end + _REACH, *_stops(reading, hit)])
    if within(reading.weapons, hit.end, stop):
        return True
    for unit in within(reading.units, hit.end, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        if meaning.measure in _TROOPS or meaning.victim_class == "combatant":
            return True
    return False


def _stops(reading: Reading, hit: Hit) -> list[int]:
    found = (reading.text.find(sign, hit.end, hit.end + _REACH) for sign in "،.؛\n")
    return [place for place in found if place >= 0]
