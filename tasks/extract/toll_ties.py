"""What ties a toll to the event that brought it, and two attacks to each other by the same dead.

Who died is told once more often than where or by whom: a person dies once, and the same number of dead is one attack.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import (
    VIOLENT,
    amounts_agree,
    dates_agree,
    is_near,
    is_point,
    may_be,
    mixed,
    numbers_agree,
    places_agree,
    same_name,
    sides_meet,
)
from tasks.extract.amounts import Amount
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.named_victims import is_named_again
from tasks.extract.reading import Reading
from tasks.extract.relative_doers import is_right_behind_name
from tasks.extract.retelling import adds_nothing, opens_another
from tasks.extract.round_up import holds, names_place, opens_item

_DEADLY = VIOLENT | {"abduction", "mob-violence", "excessive-force", "violent-demonstration"}
_BOTH = frozenset({"combatant", "civilian"})
_OTHER, _FIGHT = "other", "armed-clash"
_TOPIC, _SUM = "mod-topic", "bck-cumulative"
_ONE = frozenset({"journalist", "medic"})
_TOLL_REACH = 2  # sentences over which a toll looks back for its event
_TELLS_AGAIN = 1  # sentences for each of the dead over which an equal toll tells the same attack
_ARMS = frozenset({"munitions", "aircraft", "raids", "sorties", "attacks"})
_ONE_SIDED = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb"})
_DEALT = _ONE_SIDED | {"attack", "strike", "arrests", "other"}
_ARRESTS, _RAZED = "arrests", "looting"
_OF_STATES = FORCES - {"armed-group", "militia"}
_OWNED_UP, _OWNING_REACH = "agent-owns-up", 4  # sentences to the killing that somebody owns up to
_PEOPLE = frozenset({"civilians", "community", "person"})
_HARM = frozenset({"killed", "injured"})
_PARTS = frozenset({"child", "woman", "medic", "journalist"})
_HARM_REACH = 3  # sentences over which the same few dead and wounded are those just told
_EXACT = 1  # UCDP precision of what is said to be in a place, not near it or in its countryside
RARE = 10  # a number from which on equal numbers tie passages although their places differ in detail


def toll_tie(event: Draft, toll: Draft, unnamed: frozenset[str] = frozenset()) -> int:
    """Return how well a toll that names no event fits an event told shortly before."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or event.event in _TOLL_FREE:
        return 0
    counted = numbers_agree(event, toll) or _is_of_doer(event, toll, unnamed)
    if not (counted and places_agree(event.place, toll.place) and dates_agree(event, toll)):
        return 0
    if not _are_of_one_time(event, toll):
        return 0
    if toll.actors and event.actors and not sides_meet(event.actors, toll.actors):
        return 0
    if (
        _fell_in_others(event, toll)
        or _are_its_own(event, toll)
        or _is_of_another(toll, event)
        or (is_point(toll.place) and not is_point(event.place) and _counts_arms(event))
    ):
        return 0  # of thirty drones over the country one killed two in the town
    near = event.groups[-1].sentence >= toll.groups[0].sentence - 1
    return 2 if near and not (event.event == _OTHER and not event.amounts) else 1


def _is_of_doer(event: Draft, toll: Draft, unnamed: frozenset[str]) -> bool:
    """Tell whether who fell is of the side that fought in the sentence before: قتل الجيش 30 مسلحا. وقتل جنديان."""
    if event.event != _FIGHT or toll.groups[0].sentence - event.groups[-1].sentence > 1 or not toll.targets:
        return False
    if toll.speaker not in {"", event.speaker}:
        return False  # each side tells what the other lost
    return may_be(event.actors, toll.targets, unnamed) and not may_be(event.targets, toll.targets, unnamed)


def _are_of_one_time(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll has the status of an event, and is no sum where that is none.

    The 501 dead of half a year are not those of the raids of a week.
    """
    if event.status != toll.status and not (adds_nothing(toll) or goes_on_with_sum(event, toll)):
        return False
    return _SUM not in toll.rules or _SUM in event.rules


def were_killed_by_taken(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether those who are arrested or lose their house had killed them: أوقفوا القناص الذي قتل جنديا."""
    last, head = event.groups[-1], toll.groups[0].head
    behind = last.sentence == head.sentence and last.head.start < head.start and not head.particle
    razed = event.event == _RAZED and head.verbal and is_right_behind_name(reading, head.start)
    return behind and (razed or (event.event == _ARRESTS and head.shape == "verb"))


def _fell_in_others(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll is told of a list of places of which none may be that of the event.

    استهدفت المدفعية قرى في ريف إدلب، كما لقي عدة مسلحين مصرعهم بدرعا وريف دمشق.
    """
    listed = toll.other_places
    return len(listed) > 1 and not any(places_agree(event.place, place) for place in listed)


def _are_its_own(event: Draft, toll: Draft) -> bool:
    """Tell whether soldiers fell who are of the army that alone dealt a blow: دمر الجيش سيارتين. وقتل جنديان."""
    struck = event.event in _DEALT and bool(event.actors) and all(e.kind in _OF_STATES for e in event.actors)
    fallen = bool(toll.targets) and all(e.kind in _OF_STATES for e in toll.targets)
    return struck and fallen and not event.targets


def _is_of_another(toll: Draft, event: Draft) -> bool:
    """Tell whether a toll is only named, with one victim of a trade of his own: التحقيق في مقتل الصحفي فلان.

    Whoever asks to look into a murder speaks of no bombing that killed nine.
    """
    if max(event.dead, default=1) <= 1:
        return False
    topic = any(rule.startswith(_TOPIC) for rule in toll.rules)
    return topic and not toll.definite and any(a.victim_class in _ONE and (a.best or 1) == 1 for a in toll.amounts)


def tells_toll_again(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether a toll tells again whom an event cost, whoever and wherever each names.

    The same dead, the same many wounded, a part that was counted before (five soldiers of twelve dead), one by name.
    """
    if event.event in _TOLL_FREE or event.status != toll.status:
        return False
    shared = event.dead & toll.dead
    if shared and max(shared) > TELLING and has_same_toll(reading, event, toll):
        return True
    same = _has_same_wounded(event, toll) or _counts_part(event, toll) or _owns_up_to(event, toll)
    return same or is_named_again(reading, event, toll)


def _owns_up_to(event: Draft, toll: Draft) -> bool:
    """Tell whether somebody owns up to the killing of one of those just told: تبنت الحركة قتل النائب."""
    if _OWNED_UP not in toll.rules or not event.dead or max(toll.dead, default=1) > 1:
        return False
    near = toll.groups[0].sentence - event.groups[-1].sentence <= _OWNING_REACH
    sides = not event.actors or sides_meet(event.actors, toll.actors)
    return near and sides and places_agree(event.place, toll.place) and dates_agree(event, toll)


def _has_same_wounded(event: Draft, toll: Draft) -> bool:
    """Tell whether both count the same wounded, so many that no other happening had as many."""
    first, later = ({a.best for a in d.amounts if a.measure == "injured" and not a.part} for d in (event, toll))
    rare = {number for number in first & later if number is not None and number >= RARE}
    agree = places_agree(event.place, toll.place) and dates_agree(event, toll)
    return bool(rare) and agree and event.event in _DEADLY and toll.dead <= event.dead


def _counts_part(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll counts only one class of victims, of which the event counted as many among all."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or not toll.amounts:
        return False
    parts = {(a.measure, a.victim_class, a.best) for a in event.amounts if a.victim_class != "all"}
    classes = {(a.measure, a.best) for a in toll.amounts if (a.measure, a.victim_class, a.best) in parts}
    told = all((a.measure, a.best) in classes and (a.best or 0) > TELLING for a in toll.amounts)
    agree = places_agree(event.place, toll.place) and dates_agree(event, toll)
    return told and agree and not any(a.best == b.best for a in event.amounts for b in toll.amounts if _is_all(a, b))


def _is_all(one: Amount, two: Amount) -> bool:
    return one.measure == two.measure and one.victim_class == two.victim_class == "all"


def goes_on_with_sum(event: Draft, toll: Draft) -> bool:
    """Tell whether a sentence goes on with a sum since a month: قتل منذ مطلع العام 91، كما أصيب 56."""
    summed = event.status == "background" and "bck-cumulative" in event.rules
    same = toll.toll_only and toll.groups[0].sentence == event.groups[-1].sentence
    return summed and same and toll.place is None and toll.date is None


def _counts_arms(event: Draft) -> bool:
    """Tell whether an event counts several missiles, aircraft or raids."""
    return any(a.measure in _ARMS and (a.best or a.low or 0) >= TELLING for a in event.amounts)


def fell_elsewhere(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether the dead of a sentence of its own are of a side that the event before did not hit or arm.

    So are those of the next item of a round-up: وفي قرية كذا قضى راع برصاص مجهولين.
    """
    if opens_item(reading, event, toll) and not toll.definite:
        return True
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
    near = (
        max(shared) > TELLING
        and (is_near(one.place, two.place) or _is_set_in(reading, one, two) or holds(reading, one.place, two.place))
        if shared
        else False
    )
    if not shared or not (near or places_agree(one.place, two.place)) or _are_others(one, two):
        return False
    if not _counts_agree(one, two) or (max(shared) < RARE and opens_another(reading, two)):
        return False
    return two.groups[0].sentence - one.groups[-1].sentence <= _TELLS_AGAIN * max(shared)


def _are_others(one: Draft, two: Draft) -> bool:
    """Tell whether one number is told of fighters and of civilians: 11 militants in a raid, 11 civilians of a bomb."""
    told = [
        {a.victim_class for a in d.amounts if a.measure == "killed" and a.best in one.dead & two.dead}
        for d in (one, two)
    ]
    first, later = (classes - {"all"} for classes in told)
    return first | later >= _BOTH and not first & later


def has_same_harm(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether both count the same dead and the same wounded, few as they are: one killed and two injured, again.

    Two numbers in passages close by are no chance; of wounded alone it takes many: أكثر من 30 مصابا.
    """
    if not (one.amounts and two.amounts) or one.event not in _DEADLY or two.event not in _DEADLY:
        return False  # most pairs of an article
    if one.status != two.status or opens_another(reading, two):
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _HARM_REACH or not dates_agree(one, two):
        return False
    first, later = _harm(one), _harm(two)
    if not first or first != later:
        return False
    few = len(first) == len(_HARM) and sum(first.values()) > len(_HARM)
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
