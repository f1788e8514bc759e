"""Whether two passages count the same dead, the same wounded, or tell the death of one person."""

from tasks.extract.actor_kinds import BANDS
from tasks.extract.agreement import (
    VIOLENT,
    amounts_agree,
    dates_agree,
    is_near,
    numbers_agree,
    of_one_camp,
    places_agree,
    same_name,
    sides_meet,
)
from tasks.extract.amount import Amount
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.entities import EntityHit
from tasks.extract.event_kinds import ONE_SIDED
from tasks.extract.reading import Reading
from tasks.extract.retelling import opens_another
from tasks.extract.round_up import holds, lies_toward, names_place, opens_item

_DEADLY = VIOLENT | {"abduction", "mob-violence", "excessive-force", "violent-demonstration"}
_BOTH = frozenset({"combatant", "civilian"})
_TELLS_AGAIN = 1  # sentences for each of the dead over which an equal toll tells the same attack
_PEOPLE = frozenset({"civilians", "community", "person"})
_HARM = frozenset({"killed", "injured"})
_PARTS = frozenset({"child", "woman", "medic", "journalist"})
_HARM_REACH = 3  # sentences over which the same few dead and wounded are those just told
_EXACT = 1  # UCDP precision of what is said to be in a place, not near it or in its countryside
RARE = 10  # a number from which on equal numbers tie passages although their places differ in detail


def has_same_toll(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two attacks have the same dead: whatever each is called and whoever each names, it is one."""
    if one.dead.isdisjoint(two.dead) or one.event not in _DEADLY or two.event not in _DEADLY:
        return False
    shared = one.dead & two.dead if dates_agree(one, two) else None
    near = max(shared) > TELLING and _may_be_near(reading, one, two) if shared else False
    if not shared or not (near or places_agree(one.place, two.place)) or _are_others(one, two):
        return False
    if not _counts_agree(one, two) or (max(shared) < RARE and opens_another(reading, two)):
        return False
    return two.groups[0].sentence - one.groups[-1].sentence <= _TELLS_AGAIN * max(shared)


def _may_be_near(reading: Reading, one: Draft, two: Draft) -> bool:
    if is_near(one.place, two.place) or _is_set_in(reading, one, two) or holds(reading, one.place, two.place):
        return True
    return lies_toward(one.place, two.place) or lies_toward(two.place, one.place)


def _are_others(one: Draft, two: Draft) -> bool:
    """Tell whether one number is told of fighters and of civilians: 11 militants in a raid, 11 civilians of a bomb.

    So is that of two sides which struck each other.
    """
    if struck_each_other(one, two):
        return True
    told = [
        {a.victim_class for a in d.amounts if a.measure == "killed" and a.best in one.dead & two.dead}
        for d in (one, two)
    ]
    first, later = (classes - {"all"} for classes in told)
    return first | later >= _BOTH and not first & later


def struck_each_other(one: Draft, two: Draft) -> bool:
    """Tell whether who dealt one blow is whom the other hit: four Houthis in a raid, four by the fire of Houthis.

    In a fight each side is told as doer and as hit, so that one of the two must be a blow of one side.
    """
    if not (one.actors and two.actors and one.targets and two.targets) or not {one.event, two.event} & ONE_SIDED:
        return False
    if _are_same(one.actors, two.actors) or _are_same(one.targets, two.targets):
        return False
    return _are_same(one.actors, two.targets) or _are_same(one.targets, two.actors)


def _are_same(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    """Tell whether two sides have a group in common, or the forces of one state; two bands of one country are two."""
    groups = {e.entity_id for e in one if e.kind in BANDS} & {e.entity_id for e in two}
    forces = tuple(e for e in one if e.kind not in BANDS), tuple(e for e in two if e.kind not in BANDS)
    return bool(groups) or of_one_camp(*forces)


def has_same_harm(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether both count the same dead and the same wounded, few as they are: one killed and two injured, again.

    Two numbers in passages close by are no chance; of wounded alone it takes many: أكثر من 30 مصابا.
    """
    if not (one.amounts and two.amounts) or one.event not in _DEADLY or two.event not in _DEADLY:
        return False  # most pairs of an article
    if one.status != two.status or opens_another(reading, two) or struck_each_other(one, two):
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _HARM_REACH or not dates_agree(one, two):
        return False
    first, later = _harm(one), _harm(two)
    if not first or first != later:
        return False
    few = len(first) == len(_HARM) and (sum(first.values()) > len(_HARM) or _has_same_parts(one, two))
    many = first.get("injured", 0) >= RARE or (max(first.values()) >= TELLING and _has_same_parts(one, two))
    return (few or many) and _counts_agree(one, two) and _may_be_there(reading, one, two)


def _has_same_parts(one: Draft, two: Draft) -> bool:
    """Tell whether both say of as many that they were children, women or medics: four wounded, three of them young."""
    first, later = ({(a.measure, a.victim_class, a.best) for a in draft.amounts} for draft in (one, two))
    return any(best is not None and kind in _PARTS for _, kind, best in first & later)


def _may_be_there(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages with the same harm may be of one place, or tell in a row of one side's loss."""
    known = one.place is not None and two.place is not None and None not in {one.place.lat, two.place.lat}
    if places_agree(one.place, two.place) or (known and is_near(one.place, two.place)):
        return True
    if holds(reading, one.place, two.place) or holds(reading, two.place, one.place) or _is_set_in(reading, one, two):
        return True
    if two.groups[0].sentence - one.groups[-1].sentence > 1 or opens_item(reading, one, two):
        return False
    named = [e for e in one.targets if e.entity_id not in reading.lexicon.unnamed and e.kind not in _PEOPLE]
    return sides_meet(tuple(named), two.targets)


def _harm(draft: Draft) -> dict[str, int]:
    """Return how many of all were killed and injured, where the words give a number."""
    told = ((a.measure, a.best or a.low or 0) for a in _of_all(draft) if not (a.vague or a.part))
    return {measure: number for measure, number in told if measure in _HARM}


def _is_set_in(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether the sentence of a passage names the place of the one before beside its own: في بلدة بولاية كذا."""
    return names_place(reading, reading.sentences[two.groups[0].sentence], one.place)


def _counts_agree(one: Draft, two: Draft) -> bool:
    """Tell whether the numbers of two passages with the same dead agree; their children may be counted otherwise."""
    return amounts_agree(tuple(_of_all(one)), tuple(_of_all(two)))


def _of_all(draft: Draft) -> list[Amount]:
    return [a for a in draft.amounts if a.victim_class == "all"]


def tells_his_death(one: Draft, two: Draft) -> bool:
    """Tell whether a passage tells how the one victim just told fell: سقطت قذيفة على منزله ما أدى إلى مقتله.

    A round-up goes on from town to town: a man shot dead in Sanamayn is not the one just told of in Nawa.
    """
    group = two.groups[0]
    if not 0 <= group.sentence - one.groups[-1].sentence <= 1 or not any(hit.suffix for hit in group.casualties):
        return False
    exact = [p for p in (one.place, two.place) if p is not None and p.precision == _EXACT]
    if len(exact) == len((one, two)) and not same_name(*exact):
        return False
    if not {one.event, two.event} <= _DEADLY or one.status != two.status or not dates_agree(one, two):
        return False
    first, later = ([a for a in draft.amounts if a.measure == "killed"] for draft in (one, two))
    single = bool(first and later) and all((a.best or a.low or 0) <= 1 for a in (*first, *later))
    return single and numbers_agree(one, two) and is_near(one.place, two.place)


def same_victim(one: Draft, two: Draft) -> bool:
    """Tell whether both passages tell of the death of one person by name, who dies once: مقتل الصحفية فلانة."""
    if not one.persons or one.persons.isdisjoint([e.entity_id for e in two.targets]):
        return False
    if not {one.event, two.event} <= _DEADLY or not dates_agree(one, two) or not numbers_agree(one, two):
        return False
    dead = [a for draft in (one, two) for a in draft.amounts if a.measure == "killed"]
    return bool(dead) and all(a.vague or a.best == 1 for a in dead)
