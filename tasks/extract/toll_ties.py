"""What ties a toll to the event that brought it, and two attacks to each other by the same dead.

Who died is told once more often than where or by whom: a person dies once, and the same number of dead is one attack.
"""

from dataclasses import replace

from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_near,
    is_point,
    may_be,
    mixed,
    numbers_agree,
    places_agree,
    sides_meet,
)
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.reading import Reading
from tasks.extract.retelling import adds_nothing, opens_another

_DEADLY = VIOLENT | {"abduction", "mob-violence", "excessive-force", "violent-demonstration"}
_TOLL_REACH = 2  # sentences over which a toll looks back for its event
_TELLS_AGAIN = 1  # sentences for each of the dead over which an equal toll tells the same attack
_ARMS = frozenset({"munitions", "aircraft", "raids", "sorties", "attacks"})
_ONE_SIDED = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb"})
RARE = 10  # a number from which on equal numbers tie passages although their places differ in detail


def toll_tie(event: Draft, toll: Draft) -> int:
    """Return how well a toll that names no event fits an event told shortly before."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or event.event in _TOLL_FREE:
        return 0
    if not places_agree(event.place, toll.place) or not numbers_agree(event, toll) or not dates_agree(event, toll):
        return 0
    if event.status != toll.status and not adds_nothing(toll):
        return 0
    if toll.actors and event.actors and not sides_meet(event.actors, toll.actors):
        return 0
    if is_point(toll.place) and not is_point(event.place) and _counts_arms(event):
        return 0  # of thirty drones over the country one killed two in the town
    return 2 if event.groups[-1].sentence >= toll.groups[0].sentence - 1 else 1


def _counts_arms(event: Draft) -> bool:
    """Tell whether an event counts several missiles, aircraft or raids."""
    return any(a.measure in _ARMS and (a.best or a.low or 0) >= TELLING for a in event.amounts)


def fell_elsewhere(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether the dead of a sentence of its own are of a side that the event before did not hit or arm."""
    if not (toll.groups[0].head.verbal or toll.place or toll.date) or not (toll.targets and event.targets):
        return False
    told = event.targets if event.event in _ONE_SIDED else (*event.targets, *event.actors)
    return not (may_be(toll.targets, told, reading.lexicon.unnamed) or mixed(event, toll))


_TOLL_FREE = frozenset({"change-to-group", "headquarters", "agreement", "peaceful-protest", "non-violent-transfer"})


def has_same_toll(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two attacks have the same dead: whatever each is called and whoever each names, it is one."""
    if one.dead.isdisjoint(two.dead) or one.event not in _DEADLY or two.event not in _DEADLY:
        return False
    shared = one.dead & two.dead if dates_agree(one, two) else None
    if not shared or not (
        places_agree(one.place, two.place) or (max(shared) > TELLING and is_near(one.place, two.place))
    ):
        return False
    if not _counts_agree(one, two) or (max(shared) < RARE and opens_another(reading, two)):
        return False
    return two.groups[0].sentence - one.groups[-1].sentence <= _TELLS_AGAIN * max(shared)


def _counts_agree(one: Draft, two: Draft) -> bool:
    """Tell whether the numbers of two passages with the same dead agree; their children may be counted otherwise."""
    return numbers_agree(_of_all(one), _of_all(two))


def _of_all(draft: Draft) -> Draft:
    return replace(draft, amounts=tuple(a for a in draft.amounts if a.victim_class == "all"))


def same_victim(one: Draft, two: Draft) -> bool:
    """Tell whether both passages tell of the death of one person by name, who dies once: مقتل الصحفية فلانة."""
    if one.persons.isdisjoint([e.entity_id for e in two.targets]):
        return False
    if not {one.event, two.event} <= _DEADLY or not dates_agree(one, two) or not numbers_agree(one, two):
        return False
    dead = [a for draft in (one, two) for a in draft.amounts if a.measure == "killed"]
    return bool(dead) and all(a.vague or a.best == 1 for a in dead)
